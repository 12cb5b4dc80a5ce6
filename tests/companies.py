"""Steers the stand-ins of companies over their control API: what goes wrong next, what happened."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx

from tests.loopback import NO_TLS

Json = dict[str, Any]


class _Control:
    def __init__(self, address: str, path: str) -> None:
        self._http = httpx.AsyncClient(base_url=f"{address}/{path}/control/", trust_env=False, verify=NO_TLS)

    async def set(self, **settings: Any) -> Json:
        """Change settings, such as `webhook_url`, `clock_offset_s` or `float_kobo`."""
        said: Json = await self._ask("POST", "settings", settings)
        return said

    async def reset(self) -> None:
        """Let the company forget everything but its keys and where its webhooks go."""
        await self._ask("POST", "reset", {})

    async def close(self) -> None:
        await self._http.aclose()

    async def _ask(self, method: str, path: str, body: Any = None) -> Any:
        answer = await self._http.request(method, path, json=body)
        assert answer.status_code == 200, answer.text
        return answer.json()


class VtpassControl(_Control):
    """VTpass, as a test steers it. `address` is where the sandbox is served."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "vtpass")

    async def next(self, kind: str, *, call: str = "pay", times: int = 1, **changes: Any) -> None:
        """Script the next answers by a name of `sandbox.vtpass.mischief.KINDS`.

        `changes` are `customer_reference`, for one customer only, and fields of `Plan`.
        """
        await self._ask("POST", "faults", {"call": call, "kind": kind, "times": times, **changes})

    async def chaos(self, seed: int, weights: Json, **dice: Any) -> None:
        """Let dice decide about every purchase, the same for the same seed."""
        await self._ask("PUT", "chaos", {"seed": seed, "weights": weights, **dice})

    async def calm(self) -> None:
        """Stop the chaos and forget the script."""
        await self._ask("DELETE", "chaos")
        await self._ask("DELETE", "faults")

    async def vends(self) -> list[Json]:
        """Return every purchase with its `request_id`, `fate`, `asked`, `requeried` and `deliveries`."""
        vends: list[Json] = await self._ask("GET", "vends")
        return vends

    async def deliveries(self) -> dict[str, int]:
        """Return how often each request id was really delivered."""
        return {vend["request_id"]: vend["deliveries"] for vend in await self.vends()}

    async def settle(self, request_id: str, fate: str, *, webhook: bool = True) -> None:
        """Decide a purchase: delivered, failed or reversed. The webhook goes out in the background."""
        await self._ask("POST", f"vends/{request_id}/settle", {"fate": fate, "webhook": webhook})

    async def send_webhook(self, request_id: str, *, times: int = 1) -> list[int]:
        """Send the transaction-update now and return how the bot's answers began."""
        said = await self._ask("POST", f"vends/{request_id}/webhook", {"times": times})
        answers: list[int] = said["answers"]
        return answers

    async def list_plan(self, service: str, code: str, **row: Any) -> None:
        """Change the `name` and the price in `naira` of a row, or add one; 0 is an open price."""
        await self._ask("PUT", f"variations/{service}/{code}", row)

    async def repeat_plan(self, service: str, code: str, **row: Any) -> None:
        """List the same code once more, with another `name` or another price in `naira`."""
        await self._ask("POST", f"variations/{service}/{code}/repeat", row)

    async def remove_plan(self, service: str, code: str) -> None:
        """Take a code off the list."""
        await self._ask("DELETE", f"variations/{service}/{code}")

    async def announce_list(self, service: str) -> int | None:
        """Send the variations-update now and return how the bot's answer began."""
        said = await self._ask("POST", f"variations/{service}/webhook")
        answer: int | None = said["answer"]
        return answer


class FlutterwaveControl(_Control):
    """Flutterwave, as a test steers it. `address` is where the sandbox is served."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "flutterwave")

    async def next(self, kind: str, *, call: str = "payment", times: int = 1, **changes: Any) -> None:
        """Script the next answers by a name of `sandbox.flutterwave.mischief.KINDS`.

        `changes` are `customer_reference`, for one customer only, and fields of `Plan`.
        """
        await self._ask("POST", "faults", {"call": call, "kind": kind, "times": times, **changes})

    async def chaos(self, seed: int, weights: Json, **dice: Any) -> None:
        """Let dice decide about every payment, the same for the same seed."""
        await self._ask("PUT", "chaos", {"seed": seed, "weights": weights, **dice})

    async def calm(self) -> None:
        """Stop the chaos and forget the script."""
        await self._ask("DELETE", "chaos")
        await self._ask("DELETE", "faults")

    async def recode(self, biller: str, code: str, *, category: str = "") -> None:
        """Give a biller another code from now on."""
        await self._ask("POST", f"billers/{biller}?category={category}", {"code": code})

    async def put_item(self, biller: str, code: str, *, category: str = "", **row: Any) -> None:
        """Change an item's `name` or `amount`, or add it; with `again`, although it is there already."""
        await self._ask("PUT", f"billers/{biller}/items/{code}?category={category}", row)

    async def remove_item(self, biller: str, code: str, *, category: str = "") -> None:
        """Sell that no more."""
        await self._ask("DELETE", f"billers/{biller}/items/{code}?category={category}")

    async def vends(self) -> list[Json]:
        """Return every bill with its `request_id`, `fate`, `asked`, `requeried` and `deliveries`."""
        vends: list[Json] = await self._ask("GET", "vends")
        return vends

    async def deliveries(self) -> dict[str, int]:
        """Return how often each request id was really delivered."""
        return {vend["request_id"]: vend["deliveries"] for vend in await self.vends()}

    async def settle(self, request_id: str, fate: str, *, webhook: bool = True) -> None:
        """Decide a bill: delivered or failed. The webhook goes out in the background."""
        await self._ask("POST", f"vends/{request_id}/settle", {"fate": fate, "webhook": webhook})

    async def send_webhook(self, request_id: str, *, times: int = 1, **letter: Any) -> list[int]:
        """Send one now, with another `webhook_hash` or `anonymous`, and return how it was answered."""
        said = await self._ask("POST", f"vends/{request_id}/webhook", {"times": times, **letter})
        answers: list[int] = said["answers"]
        return answers

    async def accounts(self) -> list[Json]:
        """Return every virtual account with its `tx_ref` and `number`."""
        accounts: list[Json] = await self._ask("GET", "accounts")
        return accounts

    async def transfer(self, number: str, kobo: int, **wish: Any) -> int:
        """Let somebody send money to an account and return the transaction's id; `webhook` false: untold."""
        sent = await self._ask("POST", f"accounts/{number}/transfer", {"amount_kobo": kobo, **wish})
        return int(sent["id"])

    async def tell_of(self, charge: int, *, times: int = 1, **letter: Any) -> list[int]:
        """Tell of what came in now, with `changes` to its data or another `webhook_hash`."""
        said = await self._ask("POST", f"charges/{charge}/webhook", {"times": times, **letter})
        answers: list[int] = said["answers"]
        return answers

    async def pages(self) -> list[Json]:
        """Return every payment page with its `tx_ref` and `amount_kobo`."""
        pages: list[Json] = await self._ask("GET", "pages")
        return pages

    async def pay_page(self, reference: str, **choices: Any) -> Json:
        """Pay a page: `amount_kobo`, `currency`, `status`, and `webhook` False where it is not told."""
        paid: Json = await self._ask("POST", f"pages/{reference}/pay", choices)
        return paid


class PaystackControl(_Control):
    """Paystack, as a test steers it. `address` is where the sandbox is served."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "paystack")

    async def next(self, kind: str, *, call: str, times: int = 1, **changes: Any) -> None:
        """Script the next answers of initialize or verify: late, never, drop, garbage, 500 or 429."""
        await self._ask("POST", "faults", {"call": call, "kind": kind, "times": times, **changes})

    async def transactions(self) -> list[Json]:
        """Return every payment page with its `reference`, `status`, `access_code` and amounts."""
        transactions: list[Json] = await self._ask("GET", "transactions")
        return transactions

    async def pay(self, reference: str, **choices: Any) -> Json:
        """Pay a page, with the choices of `sandbox.paystack.world.Choices`."""
        paid: Json = await self._ask("POST", f"transactions/{reference}/pay", choices)
        return paid

    async def plant(self, which: str, do: str, **given: Any) -> None:
        """Let a list tell something else than what was done; see `sandbox.paystack.statements`."""
        await self._ask("POST", "oddities", {"list": which, "do": do, **given})

    async def payouts(self) -> list[Json]:
        """Return every transfer to a bank account with its `reference`, `status` and `amount`."""
        payouts: list[Json] = await self._ask("GET", "payouts")
        return payouts

    async def settles_payout(self, reference: str, status: str, *, webhook: bool = True) -> None:
        """Decide a transfer to a bank account."""
        await self._ask("POST", f"payouts/{reference}/settle", {"status": status, "webhook": webhook})

    async def tells_of_payout(
        self, reference: str, *, times: int = 1, signature: str | None = None
    ) -> list[int]:
        """Tell of a transfer now and return how that was answered; nothing is told before it is decided."""
        letter = {"times": times, "signature": signature}
        answers: list[int] = (await self._ask("POST", f"payouts/{reference}/webhook", letter))["answers"]
        return [answer for answer in answers if answer]

    async def decides_after(self, seconds: float) -> None:
        """Take so long to check who somebody is before she gets an account number."""
        await self._ask("POST", "account_settings", {"decides_after_s": seconds})

    async def accounts(self) -> list[Json]:
        """Return everybody who asked for an account number, with `email`, `number` and `fate`."""
        accounts: list[Json] = await self._ask("GET", "accounts")
        return accounts

    async def decide(self, email: str, fate: str, **how: Any) -> Json:
        """Decide a request: assigned or refused, told `times` often, or not at all with `webhook` false."""
        decided: Json = await self._ask("POST", f"accounts/{email}/decide", {"fate": fate, **how})
        return decided

    async def transfer(self, number: str, kobo: int, **wish: Any) -> int:
        """Let somebody send money to an account and return the transaction's id; `webhook` false: untold."""
        sent = await self._ask("POST", f"accounts/{number}/transfer", {"amount_kobo": kobo, **wish})
        return int(sent["id"])

    async def tell_of(self, inflow: int, *, times: int = 1, **letter: Any) -> list[int]:
        """Tell of what came in now, with `changes` to its data or another `signature`."""
        said = await self._ask("POST", f"inflows/{inflow}/webhook", {"times": times, **letter})
        answers: list[int] = said["answers"]
        return answers

    async def contest(self, reference: str, event: str, **wish: Any) -> list[int]:
        """Tell that a payment is taken back, such as by "charge.dispute.create", and return the answers."""
        said = await self._ask("POST", f"transactions/{reference}/contest", {"event": event, **wish})
        answers: list[int] = said["answers"]
        return answers

    async def contest_inflow(self, inflow: int, event: str, **wish: Any) -> list[int]:
        """Tell the same of a transfer to an account number."""
        said = await self._ask("POST", f"inflows/{inflow}/contest", {"event": event, **wish})
        answers: list[int] = said["answers"]
        return answers

    async def decline(self, reference: str) -> None:
        """Let the card be declined."""
        await self._ask("POST", f"transactions/{reference}/fail")

    async def send_webhook(self, reference: str, *, times: int = 1, **letter: Any) -> list[int]:
        """Send one now, with `changes` to its data, another `signature` or a raw `body`."""
        said = await self._ask("POST", f"transactions/{reference}/webhook", {"times": times, **letter})
        answers: list[int] = said["answers"]
        return answers


class MessagesControl(_Control):
    """Who carries text messages and e-mails, as a test steers them."""

    def __init__(self, address: str) -> None:
        super().__init__(address, "sms")
        self._mail = httpx.AsyncClient(base_url=f"{address}/mail/control/", trust_env=False, verify=NO_TLS)

    async def next(self, kind: str, *, vendor: str = "termii", times: int = 1) -> None:
        """Script a vendor's next answers by a name of `sandbox.sms.KINDS`."""
        await self._ask("POST", "faults", {"vendor": vendor, "kind": kind, "times": times})

    async def refuse_mails(self, *said: str) -> None:
        """Let the mail server say that to the next mails."""
        (await self._mail.post("refusals", json=list(said))).raise_for_status()

    async def sent(self, *, by: str = "sms") -> list[Json]:
        """Return every message that was handed over, with `to`, `text` and (of an SMS) `arrived`."""
        if by == "sms":
            messages: list[Json] = await self._ask("GET", "messages")
        else:
            messages = (await self._mail.get("mails")).json()
        return messages

    async def code(self, to: str, *, n: int = 1, by: str = "sms") -> str:
        """Wait for the n-th message with a code to a number or address, and return the code."""
        async with asyncio.timeout(10):
            while True:
                texts = [
                    each["text"]
                    for each in await self.sent(by=by)
                    if each["to"].strip("+") == to.strip("+") and each.get("arrived", True)
                ]
                codes = [found[0] for text in texts if (found := re.search(r"(?<!\d)\d{6}(?!\d)", text))]
                if len(codes) >= n:
                    return codes[n - 1]
                await asyncio.sleep(0.02)

    async def told(self, to: str, about: str, *, by: str = "sms") -> str:
        """Wait for a message to a number or address that says so, and return its text."""
        async with asyncio.timeout(10):
            while True:
                for each in await self.sent(by=by):
                    if each["to"].strip("+") == to.strip("+") and about in each["text"]:
                        return str(each["text"])
                await asyncio.sleep(0.02)

    async def close(self) -> None:
        await self._mail.aclose()
        await super().close()
