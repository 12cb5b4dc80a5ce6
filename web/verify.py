"""Checking receipts in a browser: the page, the public keys, and what the books say today."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response

from web.webhooks import Given

router = APIRouter()

_LONGEST_CODE = 2_000


@router.get("/verify")
async def verify_page(edge: Given) -> Response:
    """Show the page."""
    return HTMLResponse(edge.verify_page.html, headers={"Content-Security-Policy": edge.verify_page.policy})


@router.get("/receipt-keys.json")
async def receipt_keys(edge: Given) -> Response:
    """Publish the keys that receipts are checked with: number → base64 of 32 bytes (Ed25519)."""
    return JSONResponse(dict(edge.verify_page.keys))


@router.post("/verify")
async def check(request: Request, edge: Given) -> Response:
    """Check a code, and say what became of its payment since."""
    code = (await request.body())[:_LONGEST_CODE].decode(errors="replace")
    return JSONResponse(dict(await edge.check_receipt(code)))
