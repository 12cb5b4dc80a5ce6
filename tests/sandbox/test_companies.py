"""VTpass and Paystack under one address, as `make demo` starts them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from sandbox.app import create_app
from sandbox.settings import SandboxSettings


class TestTheCompanies:
    async def test_are_found_where_the_example_settings_look_for_them(self) -> None:
        app = create_app(SandboxSettings(vtpass_webhook_path="/webhooks/vtpass/secret"))
        companies = app.state.worlds
        keys = {"api-key": "demo-api-key", "public-key": "demo-public-key"}
        bearer = {"Authorization": "Bearer sk_test_demo"}

        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://local") as http:
            balance = await http.get("/vtpass/api/balance", headers=keys)
            verified = await http.get("/paystack/transaction/verify/nothing", headers=bearer)
            controls = [await http.get("/vtpass/control/"), await http.get("/paystack/control/")]

        assert balance.json()["code"] == 1
        assert verified.json()["code"] == "transaction_not_found"
        assert [control.status_code for control in controls] == [200, 200]
        assert companies.vtpass.webhook_url == "http://127.0.0.1:8090/webhooks/vtpass/secret"
        assert companies.paystack.webhook_url == "http://127.0.0.1:8090/webhooks/paystack"

    def test_remember_where_they_are_given_a_place(self, tmp_path: Path) -> None:
        settings = SandboxSettings(state_dir=tmp_path / "state", paystack_secret_key="sk_test_other")
        page: dict[str, Any] = {"email": "a@b.example", "amount": 5_000, "reference": "r-1"}
        page |= {"callback_url": "", "metadata": ""}

        before = create_app(settings).state.worlds
        before.paystack.open(**page)
        before.vtpass.float_kobo = 7
        before.vtpass.note()
        after = create_app(settings).state.worlds

        assert after.paystack.transactions == before.paystack.transactions
        assert after.paystack.secret_key == "sk_test_other"
        assert after.vtpass.float_kobo == 7
