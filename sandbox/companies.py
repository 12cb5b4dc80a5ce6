"""VTpass and Paystack in their places under the sandbox's one address, with the bot as their customer."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import FastAPI

from sandbox import paystack, vtpass
from sandbox.settings import SandboxSettings


@dataclass(frozen=True, slots=True)
class Companies:
    """What the two remember, for tests that run in the same process."""

    vtpass: vtpass.World
    paystack: paystack.World


def add_companies(app: FastAPI, settings: SandboxSettings) -> Companies:
    """Serve VTpass under `/vtpass` and Paystack under `/paystack`; where there is a place, they remember."""
    companies = Companies(
        vtpass.World(friendly=settings.friendly, webhook_url=_vtpass_webhook(settings)),
        paystack.World(webhook_url=f"{settings.bot_http}/webhooks/paystack"),
    )
    if settings.paystack_secret_key:
        companies.paystack.secret_key = settings.paystack_secret_key
    if settings.state_dir is not None:
        companies.vtpass.keep_in(settings.state_dir / "vtpass.jsonl")
        companies.paystack.keep_in(settings.state_dir / "paystack.jsonl")
    app.include_router(vtpass.create_router(companies.vtpass), prefix="/vtpass/api")
    app.include_router(vtpass.create_control_router(companies.vtpass), prefix="/vtpass/control")
    app.include_router(paystack.create_router(companies.paystack), prefix="/paystack")
    return companies


def _vtpass_webhook(settings: SandboxSettings) -> str:
    if not settings.vtpass_webhook_path:
        return ""
    return f"{settings.bot_http}/{settings.vtpass_webhook_path.lstrip('/')}"
