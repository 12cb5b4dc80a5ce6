"""Signing in elsewhere than in the chat: passwords, and tokens that are good once."""

from __future__ import annotations

import asyncio
import base64
import secrets
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from domain.customers import Customer
from domain.e_mails import EMailAddresses
from domain.errors import NotAllowed
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.passwords import PasswordLocked
from domain.sign_ins import NotSignedIn, SignIns, Tokens, WrongLogin
from storage.access_tokens import JwtAccessTokens
from storage.database import Database
from storage.pin_hasher import Argon2PinHasher
from storage.tables import passwords, refresh_tokens, sessions
from tests.builders import NOON, RULES, Bank, new_id

PASSWORD, ANOTHER = "mango drum rain", "rain drum mango"
LATER = NOON + timedelta(minutes=20)


@pytest.fixture
async def sign_ins(database: Database) -> AsyncIterator[SignIns]:
    hasher = Argon2PinHasher(b"pepper", threads=2)
    yield sign_ins_of(database, hasher)
    hasher.close()


def sign_ins_of(database: Database, hasher: Argon2PinHasher) -> SignIns:
    signer = JwtAccessTokens.from_text("1:" + base64.b64encode(b"k" * 32).decode(), "https://vision.example")
    return SignIns(database, hasher, signer, RULES.sign_ins, new_id, lambda: secrets.token_urlsafe(32))


def proven(customer: Customer, *, now: datetime = NOON, purpose: Purpose = Purpose.PASSWORD) -> StepUp:
    """What the right code gives."""
    return StepUp(customer.id, purpose, "", now + timedelta(minutes=10))


@pytest.fixture
async def ada(bank: Bank, sign_ins: SignIns) -> Customer:
    """Somebody of the chat who has set a password."""
    ada = await bank.customer("Ada")
    await sign_ins.set_password(ada, proven(ada), PASSWORD, now=NOON)
    return ada


async def is_signed_in(sign_ins: SignIns, tokens: Tokens, *, now: datetime = NOON) -> bool:
    """Whether the access token opens anything."""
    try:
        await sign_ins.who(tokens.access, now=now)
    except NotSignedIn:
        return False
    return True


class TestAPassword:
    async def test_is_set_by_who_proved_that_the_number_is_hers(self, bank: Bank, sign_ins: SignIns) -> None:
        ada, bola = await bank.customer("Ada"), await bank.customer("Bola")

        for wrong in (
            proven(bola),
            proven(ada, purpose=Purpose.LINK),
            proven(ada, now=NOON - timedelta(hours=1)),
        ):
            with pytest.raises(StepUpNeeded):
                await sign_ins.set_password(ada, wrong, PASSWORD, now=NOON)

    async def test_lets_in_by_number_however_it_is_typed(self, ada: Customer, sign_ins: SignIns) -> None:
        for name in (
            ada.phone.e164,
            ada.phone.national,
            f" {ada.phone.national[:4]} {ada.phone.national[4:]}",
        ):
            tokens = await sign_ins.log_in(name, PASSWORD, now=NOON)

            customer, _ = await sign_ins.who(tokens.access, now=NOON)
            assert customer.id == ada.id

    async def test_lets_in_by_an_address_that_is_confirmed_and_nobody_elses(
        self, ada: Customer, sign_ins: SignIns, bank: Bank, database: Database
    ) -> None:
        bola = await bank.customer("Bola")
        async with database.begin() as books:
            await books.e_mails.save(
                EMailAddresses(ada.id, "Ada@example.com", NOON, pending="new@example.com")
            )

        await sign_ins.log_in("ada@Example.com", PASSWORD, now=NOON)
        with pytest.raises(WrongLogin):
            await sign_ins.log_in("new@example.com", PASSWORD, now=NOON)
        async with database.begin() as books:
            await books.e_mails.save(EMailAddresses(bola.id, "ada@example.com", NOON))
        with pytest.raises(WrongLogin):
            await sign_ins.log_in("ada@example.com", PASSWORD, now=NOON)

    @pytest.mark.parametrize("name", ["08035550000", "nobody@example.com", "", "'; DROP TABLE customers --"])
    async def test_of_nobody_is_refused_like_a_wrong_one(
        self, ada: Customer, sign_ins: SignIns, name: str
    ) -> None:
        with pytest.raises(WrongLogin):
            await sign_ins.log_in(ada.phone.e164, ANOTHER, now=NOON)
        with pytest.raises(WrongLogin):
            await sign_ins.log_in(name, PASSWORD, now=NOON)

    async def test_is_tried_five_times_at_most_however_many_try_at_once(
        self, ada: Customer, sign_ins: SignIns
    ) -> None:
        tries = await asyncio.gather(
            *(sign_ins.log_in(ada.phone.e164, f"guess {n} of many", now=NOON) for n in range(60)),
            return_exceptions=True,
        )

        locked = [
            isinstance(each.__cause__, PasswordLocked) for each in tries if isinstance(each, WrongLogin)
        ]
        assert (len(locked), sum(locked)) == (60, 55)  # told alike, whoever is there
        with pytest.raises(WrongLogin):
            await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON)
        await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON + timedelta(minutes=15))

    async def test_that_is_new_signs_out_everywhere_and_is_told(
        self, ada: Customer, sign_ins: SignIns, bank: Bank
    ) -> None:
        before = await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON)

        with pytest.raises(WrongLogin):
            await sign_ins.change_password(ada, ANOTHER, "yet another one", now=LATER)
        after = await sign_ins.change_password(ada, PASSWORD, ANOTHER, now=LATER)

        assert not await is_signed_in(sign_ins, before, now=LATER)
        assert await is_signed_in(sign_ins, after, now=LATER)
        with pytest.raises(NotSignedIn):
            await sign_ins.refresh(before.refresh, now=LATER)
        with pytest.raises(WrongLogin):
            await sign_ins.log_in(ada.phone.e164, PASSWORD, now=LATER)


class TestARefreshToken:
    async def test_is_exchanged_for_the_next_pair(self, ada: Customer, sign_ins: SignIns) -> None:
        first = await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON)

        second = await sign_ins.refresh(first.refresh, now=LATER)

        assert second.refresh != first.refresh
        assert second.access_expires_at == LATER + RULES.sign_ins.access_lasts
        assert (await sign_ins.who(second.access, now=LATER))[0].id == ada.id

    async def test_that_comes_twice_ends_the_session_of_both(self, ada: Customer, sign_ins: SignIns) -> None:
        elsewhere = await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON)
        first = await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON)
        second = await sign_ins.refresh(first.refresh, now=LATER)

        with pytest.raises(NotSignedIn):
            await sign_ins.refresh(first.refresh, now=LATER)

        with pytest.raises(NotSignedIn):
            await sign_ins.refresh(second.refresh, now=LATER)
        assert not await is_signed_in(sign_ins, second, now=LATER)
        assert await is_signed_in(sign_ins, elsewhere, now=LATER)

    async def test_is_good_for_one_of_all_who_come_at_once(self, ada: Customer, sign_ins: SignIns) -> None:
        first = await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON)

        came = await asyncio.gather(
            *(sign_ins.refresh(first.refresh, now=LATER) for _ in range(8)), return_exceptions=True
        )

        assert sum(isinstance(each, Tokens) for each in came) == 1
        assert sum(isinstance(each, NotSignedIn) for each in came) == 7

    async def test_ends_after_thirty_days(self, ada: Customer, sign_ins: SignIns) -> None:
        tokens = await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON)

        with pytest.raises(NotSignedIn):
            await sign_ins.refresh(tokens.refresh, now=NOON + timedelta(days=30))
        await sign_ins.refresh(tokens.refresh, now=NOON + timedelta(days=29))

    @pytest.mark.parametrize("token", ["", "rubbish", "x" * 5_000])
    async def test_that_is_none_of_ours_opens_nothing(self, sign_ins: SignIns, token: str) -> None:
        with pytest.raises(NotSignedIn):
            await sign_ins.refresh(token, now=NOON)


async def test_whoever_leaves_is_out_at_once(ada: Customer, sign_ins: SignIns) -> None:
    tokens = await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON)
    _, claims = await sign_ins.who(tokens.access, now=NOON)

    await sign_ins.log_out(claims, now=LATER)

    assert not await is_signed_in(sign_ins, tokens, now=LATER)
    with pytest.raises(NotSignedIn):
        await sign_ins.refresh(tokens.refresh, now=LATER)


async def test_nothing_that_opens_anything_is_in_the_database(
    ada: Customer, sign_ins: SignIns, database: Database
) -> None:
    tokens = await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON)

    async with database.begin() as books:
        kept = [
            str(row)
            for table in (passwords, sessions, refresh_tokens)
            for row in (await books.connection.execute(select(table))).all()
        ]

    assert len(kept) > 3
    assert not [row for row in kept if PASSWORD in row or tokens.refresh in row or tokens.access in row]


async def test_where_she_is_signed_in_is_seen_and_ended_by_herself_alone(
    ada: Customer, bank: Bank, sign_ins: SignIns
) -> None:
    bola = await bank.customer("Bola")
    await sign_ins.log_in(ada.phone.e164, PASSWORD, now=NOON)
    there = await sign_ins.log_in(ada.phone.e164, PASSWORD, now=LATER)
    lost, kept, first = await sign_ins.sessions(ada.id, now=LATER)

    with pytest.raises(NotAllowed):
        await sign_ins.end_session(bola.id, lost.id, now=LATER)
    await sign_ins.end_session(ada.id, lost.id, now=LATER)

    assert not await is_signed_in(sign_ins, there, now=LATER)
    assert await sign_ins.sessions(ada.id, now=LATER) == (kept, first)
    assert await sign_ins.sessions(ada.id, now=LATER + timedelta(days=400)) == ()
