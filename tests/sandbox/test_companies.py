"""VTpass, Flutterwave and Paystack under one address, as `make demo` starts them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx

from sandbox.app import create_app
from sandbox.settings import SandboxSettings
from tests.loopback import NO_TLS


class TestTheCompanies:
    async def test_are_found_where_the_example_settings_look_for_them(self) -> None:
        app = create_app(
            SandboxSettings(vtpass_webhook_path="/webhooks/vtpass/secret", flutterwave_webhook_hash="hash")
        )
        companies = app.state.worlds
        keys = {"api-key": "demo-api-key", "public-key": "demo-public-key"}
        bearer = {"Authorization": "Bearer sk_test_demo"}
        second_bearer = {"Authorization": "Bearer FLWSECK_TEST-demo"}

        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://local", verify=NO_TLS
        ) as http:
            balance = await http.get("/vtpass/api/balance", headers=keys)
            verified = await http.get("/paystack/transaction/verify/nothing", headers=bearer)
            second_balance = await http.get("/flutterwave/v3/balances/NGN", headers=second_bearer)
            controls = [
                await http.get(f"/{company}/control/") for company in ("vtpass", "flutterwave", "paystack")
            ]

        assert balance.json()["code"] == 1
        assert second_balance.json()["data"]["available_balance"] == 5_000_000
        assert verified.json()["code"] == "transaction_not_found"
        assert [control.status_code for control in controls] == [200, 200, 200]
        assert companies.vtpass.webhook_url == "http://127.0.0.1:8090/webhooks/vtpass/secret"
        assert companies.flutterwave.webhook_hash == "hash"
        assert companies.flutterwave.webhook_url == "http://127.0.0.1:8090/webhooks/flutterwave"
        assert companies.paystack.webhook_url == "http://127.0.0.1:8090/webhooks/paystack"

    def test_remember_where_they_are_given_a_place(self, tmp_path: Path) -> None:
        settings = SandboxSettings(state_dir=tmp_path / "state", paystack_secret_key="sk_test_other")
        page: dict[str, Any] = {"email": "a@b.example", "amount": 5_000, "reference": "r-1"}
        page |= {"callback_url": "", "metadata": ""}

        before = create_app(settings).state.worlds
        before.paystack.open(**page)
        before.vtpass.float_kobo = 7
        before.vtpass.note()
        before.flutterwave.float_kobo = 8
        before.flutterwave.note()
        after = create_app(settings).state.worlds

        assert after.paystack.transactions == before.paystack.transactions
        assert after.paystack.secret_key == "sk_test_other"
        assert after.vtpass.float_kobo == 7
        assert after.flutterwave.float_kobo == 8
