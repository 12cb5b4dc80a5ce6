"""Receipts of money that moved: drawn small, read back, genuine when they are shown to the bot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.papers.money_receipt import transfer_paper
from bot.papers.pdf import pdf
from bot.papers.picture import png
from bot.papers.qr import receipt_in
from bot.text import LANGUAGES, translator
from domain.receipt_contents import receipt_of_transfer
from domain.transfers import TransferStatus
from tests.bot.samples import ADA
from tests.bot.test_receipts import SIGNED, newest_file, on_sqlite
from tests.bot.transfer_screens import PAYEE, SENT
from tests.chat import Vision

BOLA = replace(PAYEE, customer_id="b" * 32, name="Bola Ade")


class TestAPaper:
    @pytest.mark.parametrize("language", LANGUAGES)
    @pytest.mark.parametrize("status", [TransferStatus.DELIVERED, TransferStatus.GIVEN_BACK])
    def test_of_a_transfer_is_small_and_holds_its_code(self, language: str, status: TransferStatus) -> None:
        sent = replace(SENT, status=status)
        said = receipt_of_transfer(sent, ADA)

        paper = transfer_paper(translator(language), sent, said, PAYEE, BOLA, SIGNED)
        picture, file = png(paper.pages[0]), pdf(paper)

        assert receipt_in(picture) == receipt_in(file) == SIGNED.code
        assert len(picture) < 60_000
        assert len(file) < 60_000


class TestOnTap:
    pytestmark = on_sqlite

    async def test_a_transfer_brings_one_to_both_sides_that_is_genuine(self, vision: Vision) -> None:
        ada, bola = await vision.knows("Ada Obi", wallet=3_000), await vision.knows("Bola Ade")
        await ada.says(f"/send 1500 {bola.phone}")
        await ada.taps("Yes")
        await ada.enters_pin()
        await ada.sees("Sent")

        await bola.taps("Receipt", on=await bola.sees("₦1,500 came in"))
        await bola.taps("Picture", on=await bola.sees("from"))
        hers = await newest_file(vision, bola, "photo")
        await ada.says("/history")
        await ada.taps("Sent ₦1.5k")
        await ada.taps("PDF")
        his = await newest_file(vision, ada, "document")

        assert receipt_in(hers) == receipt_in(his)
        await bola.says(receipt_in(hers) or "")
        await bola.sees("Genuine receipt. It was delivered.", "Money sent ₦1,500", bola.phone[-4:])
