"""The payment page that a person sees: pay, fail or leave, and a drawer of odd ways to do it."""

from __future__ import annotations

import html
from decimal import Decimal, InvalidOperation
from pathlib import Path
from string import Template
from urllib.parse import parse_qs, urlencode, urlsplit

from fastapi import APIRouter, HTTPException, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from sandbox.paystack.webhooks import Webhooks
from sandbox.paystack.world import Choices, Transaction, WebhookTime, World

_HERE = Path(__file__).parent
PAGE = Template((_HERE / "checkout.html").read_text(encoding="utf-8"))
STYLE = (_HERE / "checkout.css").read_text(encoding="utf-8")
# The page runs no script and loads nothing from elsewhere.
SAFE = {"Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src data:"}


def create_checkout_router(world: World, webhooks: Webhooks) -> APIRouter:
    """Return the payment pages, to be mounted under `/checkout`."""
    router = APIRouter()

    @router.get("/style.css", name="checkout_style")
    async def style() -> Response:
        return Response(STYLE, media_type="text/css")

    @router.get("/{access_code}", name="checkout_page")
    async def page(request: Request, access_code: str) -> Response:
        return _show(request, _known(world, access_code))

    @router.post("/{access_code}")
    async def act(request: Request, access_code: str) -> Response:
        transaction = _known(world, access_code)
        form = {name: values[-1] for name, values in parse_qs((await request.body()).decode()).items()}
        match form.get("act"):
            case "pay":
                choices = _choices(form)
                already = transaction.status == "success"
                world.pay(transaction, choices)
                if not already:
                    await webhooks.tell(transaction, choices)
                return _return(request, transaction)
            case "fail":
                world.fail(transaction)
                return _show(request, transaction)
            case "abandon":
                world.abandon(transaction)
                return _show(request, transaction, left=True)
            case _:
                return _show(request, transaction)

    return router


def _known(world: World, access_code: str) -> Transaction:
    transaction = world.by_access_code(access_code)
    if transaction is None:
        raise HTTPException(404, "There is no such payment page.")
    return transaction


def _choices(form: dict[str, str]) -> Choices:
    """Return what the drawer says; an amount that can't be read counts as left empty."""
    return Choices(
        charged_kobo=_kobo(form.get("charged", "")),
        currency=form.get("currency") or None,
        customer_bears_fee="bears_fee" in form,
        webhook=WebhookTime(form.get("webhook", WebhookTime.FIRST)),
        webhook_copies=2 if "twice" in form else 1,
    )


def _kobo(naira: str) -> int | None:
    try:
        kobo = Decimal(naira.replace(",", "")) * 100
        return int(kobo) if kobo.is_finite() and 0 < kobo < 10**14 else None
    except InvalidOperation:
        return None


def _return(request: Request, transaction: Transaction) -> Response:
    target = _way_back(transaction)
    return RedirectResponse(target, 303) if target else _show(request, transaction)


def _way_back(transaction: Transaction) -> str:
    """Return the address that the customer is sent back to; empty where there is none."""
    url = urlsplit(transaction.callback_url)
    if url.scheme not in ("http", "https", "tg"):
        return ""
    told = urlencode({"trxref": transaction.reference, "reference": transaction.reference})
    return url._replace(query=f"{url.query}&{told}" if url.query else told).geturl()


def _show(request: Request, transaction: Transaction, *, left: bool = False) -> Response:
    state = "left" if left else transaction.status
    headings = {
        "success": ("Payment received", "You can go back to your chat now."),
        "failed": ("Card declined", "Nothing was charged. You can try again."),
        "left": (
            "You left without paying",
            "Nothing was charged. The page stays open if you change your mind.",
        ),
    }
    heading, remark = headings.get(state, ("", ""))
    back = _way_back(transaction)
    shown = PAGE.substitute(
        style=html.escape(str(request.url_for("checkout_style").path)),
        state=html.escape(state),
        amount=naira(transaction.requested),
        email=html.escape(transaction.email),
        reference=html.escape(transaction.reference),
        heading=html.escape(heading),
        remark=html.escape(remark),
        back=html.escape(back),
        back_hidden="" if back and state in ("success", "left") else "hidden",
        notice_hidden="" if heading else "hidden",
        form_hidden="hidden" if state == "success" else "",
    )
    return HTMLResponse(shown, headers=SAFE)


def naira(kobo: int) -> str:
    """Return an amount as people read it."""
    whole, rest = divmod(kobo, 100)
    return f"₦{whole:,}.{rest:02d}" if rest else f"₦{whole:,}"
