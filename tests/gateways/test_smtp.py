"""Handing e-mails to a real mail server on this machine."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from structlog.testing import capture_logs

from domain.e_mails import EMail, NotAnEMail, read_e_mail
from domain.text_messages import Refused, Sent, Unclear
from gateways.smtp import MailServer, Smtp
from sandbox.app import Worlds
from tests.servers import a_sandbox

MAIL = EMail("ada@example.com", "Your Vision code", "700001 is your code.\n.\nTell nobody. ₦")


@pytest.fixture
async def worlds() -> AsyncIterator[Worlds]:
    """The outside world, with its mail server."""
    async with a_sandbox() as (_, worlds):
        yield worlds


@pytest.fixture
def smtp(worlds: Worlds) -> Smtp:
    """Our way to it."""
    server = MailServer("127.0.0.1", worlds.mail.port, "Vision <no-reply@vision.example>", encrypted=False)
    return Smtp(server, patience=timedelta(seconds=2))


class TestSmtp:
    async def test_hands_a_mail_over_as_it_was_written(self, smtp: Smtp, worlds: Worlds) -> None:
        outcome = await smtp.send(MAIL)

        assert isinstance(outcome, Sent)
        (mail,) = worlds.mail.mails
        assert (mail.to, mail.subject) == (MAIL.to, MAIL.subject)
        assert mail.sender == "Vision <no-reply@vision.example>"
        assert mail.text.strip() == MAIL.text

    @pytest.mark.parametrize("said", ["550 no such mailbox", "451 try later", "554 spam"])
    async def test_takes_a_no_for_a_no(self, smtp: Smtp, worlds: Worlds, said: str) -> None:
        worlds.mail.refusals.append(said)

        assert isinstance(await smtp.send(MAIL), Refused)
        assert worlds.mail.mails == []

    async def test_is_in_doubt_when_the_server_hangs_up_after_the_text(
        self, smtp: Smtp, worlds: Worlds
    ) -> None:
        worlds.mail.refusals.append("drop")

        assert isinstance(await smtp.send(MAIL), Unclear)

    async def test_was_not_heard_where_nobody_listens(self) -> None:
        smtp = Smtp(MailServer("127.0.0.1", 9, "a@b.example", encrypted=False))

        assert isinstance(await smtp.send(MAIL), Refused)

    async def test_waits_no_longer_than_it_may(self) -> None:
        silent = await asyncio.start_server(lambda *_: asyncio.sleep(5), "127.0.0.1", 0)
        port = silent.sockets[0].getsockname()[1]
        smtp = Smtp(
            MailServer("127.0.0.1", port, "a@b.example", encrypted=False), patience=timedelta(seconds=0.2)
        )

        assert isinstance(await smtp.send(MAIL), Refused)
        silent.close()

    async def test_sends_nothing_in_clear_to_a_server_that_does_not_encrypt(self, worlds: Worlds) -> None:
        smtp = Smtp(MailServer("127.0.0.1", worlds.mail.port, "a@b.example"))

        assert isinstance(await smtp.send(MAIL), Refused)
        assert worlds.mail.mails == []

    async def test_logs_neither_the_text_nor_the_address(self, smtp: Smtp) -> None:
        with capture_logs() as logged:
            await smtp.send(MAIL)

        assert logged
        assert "700001" not in str(logged)
        assert "ada" not in str(logged)


class TestAnAddress:
    @pytest.mark.parametrize("text", ["ada@example.com", " ada.obi+x@Mail.Example.COM ", "mailto:a@b.ng"])
    def test_is_read(self, text: str) -> None:
        assert "@" in read_e_mail(text)
        assert read_e_mail(text).partition("@")[2].islower()

    @pytest.mark.parametrize(
        "text",
        [
            *("", "ada", "ada@", "@example.com", "ada@example", "ada@@example.com", "a b@example.com"),
            *("ada@example.com\nBcc: all@example.com", "ada@-x.com", "a@b.c", ".ada@example.com"),
            *("ada@exa_mple.com", "ada@example.com, b@example.com", "a" * 65 + "@example.com"),
        ],
    )
    def test_is_not_read_out_of_anything_else(self, text: str) -> None:
        with pytest.raises(NotAnEMail):
            read_e_mail(text)
