"""Receipts as pictures and PDFs, through the Telegram protocol: small, readable, and checked again."""

from __future__ import annotations

import base64
from dataclasses import replace
from datetime import date

import httpx
import pytest
from PIL import Image, ImageFilter

from bot.conversations.receipts import bill_pdf, receipt_pdf, receipt_png
from bot.papers.qr import read_codes, receipt_in
from bot.papers.receipt import Signed, rows, secrets_of
from bot.text import LANGUAGES, translator
from domain.billers import KINDS, Biller
from domain.money import naira
from domain.payments import PaymentStatus
from domain.quotes import PlanChoice
from domain.vendors import Category, Delivery, Voucher
from tests.bot import samples
from tests.chat import Person, Seen, Vision
from tests.loopback import NO_TLS

on_sqlite = [
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.parametrize("module_database_url", ["sqlite"], indirect=True, scope="module"),
]
SIGNED = Signed("VSN1:" + "A2" * 76, "VisionBillsBot", "https://pay.example.com/verify")
WAEC = Biller(
    "waec", "WAEC", "WAEC", Category.EDUCATION, KINDS["exam-pin"], naira(1), naira(9_000), {"vtpass": "waec"}
)
BILLERS = {Category.AIRTIME: samples.MTN, Category.ELECTRICITY: samples.IKEJA}


async def file_of(vision: Vision, shown: Seen) -> bytes:
    """Download what a message brings, as a phone does."""
    media = shown.raw.get("document") or shown.raw["photo"][-1]
    token = vision.app.settings.telegram_bot_token.get_secret_value()
    async with httpx.AsyncClient(base_url=vision.telegram.address, trust_env=False, verify=NO_TLS) as http:
        told = await http.get(f"/bot{token}/getFile", params={"file_id": media["file_id"]})
        file = await http.get(f"/file/bot{token}/{told.json()['result']['file_path']}")
    return file.content


async def newest_file(vision: Vision, person: Person, kind: str) -> bytes:
    """Wait for a photo or a document and download it."""
    found: list[Seen] = []

    async def came() -> bool:
        found[:] = [each for each in await person.messages() if kind in each.raw]
        return bool(found)

    await vision.until(came)
    return await file_of(vision, found[-1])


class TestAReceiptOnTap:
    pytestmark = on_sqlite

    async def test_comes_as_picture_and_pdf_that_are_genuine(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=1_000)
        await ada.says("500 08031114567")
        await ada.enters_pin()
        await ada.sees("Delivered")
        await ada.taps("Receipt")
        receipt = await ada.sees("Receipt", "VSN1:", "Total ₦500")
        assert ["Picture", "PDF"] in [list(row) for row in receipt.buttons]

        await ada.taps("Picture", on=receipt)
        picture = await newest_file(vision, ada, "photo")
        await ada.taps("PDF", on=receipt)
        pdf = await newest_file(vision, ada, "document")

        assert picture.startswith(b"\x89PNG")
        assert pdf.startswith(b"%PDF")
        for file, name, kind in ((picture, "r.png", "image/png"), (pdf, "r.pdf", "application/pdf")):
            await ada.sends(
                "document",
                content_base64=base64.b64encode(file).decode(),
                file_name=name,
                mime_type=kind,
            )
            await ada.sees("Genuine receipt. It was delivered.", "ends in 4567")

    async def test_of_light_is_a_utility_bill_too(self, vision: Vision) -> None:
        ada = await vision.knows(wallet=10_000)
        await ada.says("light 2000 ikeja 01012345678")
        await ada.taps("Yes")
        await ada.enters_pin()
        token = await ada.sees("Light token")
        await ada.taps("Receipt", on=token)
        receipt = await ada.sees_button("Utility bill PDF")

        await ada.taps("Utility bill PDF", on=receipt)

        assert receipt_in(await newest_file(vision, ada, "document")) is not None

    async def test_is_nobody_elses(self, vision: Vision) -> None:
        ada, musa = await vision.knows(wallet=1_000), await vision.knows("Musa")
        await ada.says("500 08031114568")
        await ada.enters_pin()
        await ada.taps("Receipt", on=await ada.sees("Delivered"))
        data = (await ada.sees_button("PDF")).data("PDF")

        await musa.presses(data, on=(await musa.newest()).id)

        await musa.sees("It is not yours")


class TestThePapers:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("status", PaymentStatus)
    @pytest.mark.parametrize("category", BILLERS)
    def test_are_small_and_readable_whatever_is_on_them(
        self, category: Category, status: PaymentStatus, language: str
    ) -> None:
        payment, t = samples.payment(status, category), translator(language)

        picture = receipt_png(t, payment, BILLERS[category], SIGNED)
        pdf = receipt_pdf(t, payment, BILLERS[category], SIGNED)

        assert receipt_in(picture) == receipt_in(pdf) == SIGNED.code
        assert len(picture) < 60_000
        assert len(pdf) < 60_000

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_are_small_with_name_and_address(self, language: str) -> None:
        bill = bill_pdf(translator(language), samples.payment(), samples.IKEJA, SIGNED)

        assert len(bill) < 60_000
        assert receipt_in(bill) == SIGNED.code

    def test_are_the_same_when_they_are_made_again(self) -> None:
        payment, t = samples.payment(), translator("en")

        assert receipt_pdf(t, payment, samples.IKEJA, SIGNED) == receipt_pdf(
            t, payment, samples.IKEJA, SIGNED
        )

    def test_are_read_from_a_bad_photo(self) -> None:
        import io

        picture = Image.open(
            io.BytesIO(receipt_png(translator("en"), samples.payment(), samples.IKEJA, SIGNED))
        )
        bad = (
            picture.convert("RGB")
            .rotate(7, expand=True, fillcolor="#777")
            .filter(ImageFilter.GaussianBlur(1))
        )
        bad = bad.resize((bad.width * 3 // 4, bad.height * 3 // 4))
        taken = io.BytesIO()
        bad.save(taken, "JPEG", quality=40)

        assert read_codes(taken.getvalue()) == (SIGNED.code,)

    def test_show_what_was_chosen_and_each_code_with_its_serial_and_last_day(self) -> None:
        bought = samples.payment(category=Category.AIRTIME)
        bought = replace(
            bought,
            order=replace(
                bought.order, category=Category.EDUCATION, plan=PlanChoice("waec", "Result checker", True)
            ),
            delivery=Delivery(vouchers=(Voucher("123456789012", "WRN1822", date(2027, 6, 3)), Voucher("99"))),
        )
        t = translator("en")

        assert ("Plan", "Result checker") in list(rows(t, bought, WAEC))
        assert list(secrets_of(t, bought)) == [
            ("PIN · Serial WRN1822 · valid until 3 Jun 2027", "123456789012"),
            ("PIN", "99"),
        ]
        assert receipt_in(receipt_png(t, bought, WAEC, SIGNED)) == SIGNED.code
