"""Checking a receipt that somebody shows, through the Telegram protocol, with an account and without."""

from __future__ import annotations

import base64
import io
import itertools

import pytest
import segno
from PIL import Image

from domain.payments import Payment
from tests.chat import Person, Vision

pytestmark = pytest.mark.asyncio(loop_scope="module")


_numbers = itertools.count(4_000)


async def paid(vision: Vision, person: Person) -> Payment:
    """Somebody bought airtime."""
    # A number of its own: VTpass takes one order for a number in half a minute.
    await person.says(f"500 0803123{next(_numbers)}")
    await person.enters_pin()
    await person.sees("Delivered")
    return await vision.newest_payment(person)


def picture_of(code: str, *, kind: str = "png", scale: int = 4) -> str:
    """A picture of a code as phones send it, in base64."""
    drawn, taken = io.BytesIO(), io.BytesIO()
    segno.make(code, error="m", micro=False).save(drawn, kind="png", scale=scale, border=4)
    Image.open(drawn).convert("RGB").save(taken, kind, quality=60)
    return base64.b64encode(taken.getvalue()).decode()


class TestAReceiptThatIsShown:
    async def test_is_genuine_as_text_picture_reference_and_link_for_whoever_asks(
        self, vision: Vision
    ) -> None:
        ada = await vision.knows(wallet=1_000)
        payment = await paid(vision, ada)
        code = vision.app.services.receipts.code_of(payment)
        shopkeeper = await vision.meets("Musa")

        await shopkeeper.says(f"She sent me this:\n{code}")
        said = await shopkeeper.sees("Genuine receipt. It was delivered.")
        assert "Airtime ₦500" in said.text
        number = payment.order.recipient.reference
        assert f"ends in {number[-4:]}" in said.text
        assert number not in said.text
        assert said.labels == ["Continue"]
        await shopkeeper.forwards(code)
        await shopkeeper.sees("Genuine receipt")
        await shopkeeper.sends("photo", content_base64=picture_of(code, kind="jpeg"))
        await shopkeeper.sees("Genuine receipt")
        await shopkeeper.sends(
            "document", content_base64=picture_of(code), file_name="r.png", mime_type="image/png"
        )
        await shopkeeper.sees("Genuine receipt")
        await shopkeeper.says(f"/verify {code.lower()}")
        await shopkeeper.sees("Genuine receipt")
        for reference in (f"/verify {payment.id}", f"/start v_{payment.id[:24]}"):
            await shopkeeper.says(reference)
            await shopkeeper.sees("in our books. It was delivered", "₦500")
        await shopkeeper.forwards(f"Receipt\nReference {payment.id}")
        await shopkeeper.sees("in our books. It was delivered")

    async def test_that_was_changed_is_not_genuine(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        code = vision.app.services.receipts.code_of(await paid(vision, ada))
        changed = code[:24] + ("A" if code[24] != "A" else "B") + code[25:]

        for shown in (changed, code[:-4], "VSN1: 5000 naira, trust me"):
            await ada.says(shown)
            said = await ada.sees("Not genuine", "Give nothing away")
            assert said.labels == ["Home"]
        await ada.sends("photo", content_base64=picture_of(changed))
        await ada.sees("Not genuine")

    async def test_says_that_the_money_went_back_later(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        payment = await paid(vision, ada)
        code = vision.app.services.receipts.code_of(payment)
        assert payment.attempt is not None
        await vision.vtpass.settle(payment.attempt.request_id, "reversed", webhook=False)
        await vision.app.services.payments.hinted(payment.attempt.request_id, now=vision.clock())
        await vision.app.services.payments.advance(payment.id)
        await ada.sees("took the delivery back")

        await ada.says(code)

        await ada.sees("Genuine, but refunded on", "The money went back")

    async def test_says_when_it_does_not_know_the_key(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        code = vision.app.services.receipts.code_of(await paid(vision, ada))
        signed = bytearray(base64.b32decode(code.removeprefix("VSN1:")))
        signed[1] = 77

        await ada.says("VSN1:" + base64.b32encode(bytes(signed)).decode())

        await ada.sees("I can't tell", "key 77")


class TestWhoShowsNoReceipt:
    async def test_is_told_how(self, vision: Vision) -> None:
        newcomer = await vision.meets("Musa")

        await newcomer.says("/verify")

        await newcomer.sees("Send me the receipt")

    async def test_is_told_that_there_is_no_such_reference(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.says("/verify " + "0" * 32)

        await ada.sees("I know no payment with that reference")

    async def test_gets_the_usual_answer_to_a_picture(self, vision: Vision) -> None:
        ada = await vision.knows()

        for broken in (b"no picture at all", b"\x89PNG\r\n\x1a\n" + bytes(50), b"%PDF-1.4 nothing"):
            await ada.sends("photo", content_base64=base64.b64encode(broken).decode())
            await ada.sees("I see no Vision receipt in that")
        await ada.sends("photo", content_base64=picture_of("https://example.com"))
        await ada.sees("I see no Vision receipt in that")

    async def test_is_not_kept_waiting_by_a_file_that_is_too_large(self, vision: Vision) -> None:
        ada = await vision.knows()

        await ada.sends(
            "document",
            content_base64=base64.b64encode(bytes(5 * 1024 * 1024 + 1)).decode(),
            file_name="big.png",
            mime_type="image/png",
        )

        await ada.sees("That file is too large")
