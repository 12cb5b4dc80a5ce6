"""Signing in elsewhere than in the chat: sessions, each with tokens that are exchanged for new ones.

An access token says who asks, for half an hour, under our signature. A refresh token is good once: who
shows it gets the next pair. Shown twice, somebody has a copy, so the whole session ends (RFC 9700, 4.14.2).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from domain.customers import Customer
from domain.e_mails import NotAnEMail, read_e_mail
from domain.errors import NotAllowed, Refusal
from domain.notices import Notice, NoticeKind, NoticeStore
from domain.one_time_codes import Purpose, StepUp, StepUpNeeded
from domain.passwords import PasswordLocked, PasswordRecord, PasswordStore, check_password, spelled
from domain.phones import NotAPhoneNumber, Phone, read_phone
from domain.pins import PinHasher
from domain.rules import SignInRules
from domain.storage import Storage

_MOST_SHOWN = 50


class WrongLogin(Refusal):
    """There is nobody with that name and that password. Which of the two is wrong is not said."""

    code = "wrong-login"


class NotSignedIn(Refusal):
    """The token is none of ours, too old, or of a session that has ended."""

    code = "not-signed-in"


class EndReason(StrEnum):
    """Why a session ended before its time."""

    LEFT = "left"  # she signed out
    REUSED = "reused"  # a refresh token came twice
    NEW_PASSWORD = "new-password"  # noqa: S105 - a reason


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody signed in on one device."""

    id: str
    customer_id: str
    began_at: datetime
    ended_at: datetime | None = None
    ended_by: EndReason | None = None


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """A refresh token as stored: its digest alone."""

    digest: str
    session_id: str
    expires_at: datetime
    used_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Claims:
    """What an access token says."""

    customer_id: str
    session_id: str
    issued_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a face hands to who signed in."""

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    access_expires_at: datetime
    refresh_expires_at: datetime


class AccessTokens(Protocol):
    """Who signs access tokens."""

    def issue(self, claims: Claims) -> str:
        """Return a signed token."""
        ...

    def read(self, token: str, *, now: datetime) -> Claims:
        """Return what a token of ours says.

        :raises NotSignedIn: if it is not ours, or not good at that moment
        """
        ...


class SessionStore(Protocol):
    """Where sessions are kept."""

    async def add(self, session: Session) -> None:
        """Keep a new session."""
        ...

    async def get(self, session_id: str) -> Session | None:
        """Return a session."""
        ...

    async def lock(self, session_id: str) -> Session | None:
        """Return a session, locked until the end of the transaction."""
        ...

    async def open_of(self, customer_id: str, *, now: datetime, limit: int) -> tuple[Session, ...]:
        """Return a customer's sessions that can still go on, the newest first."""
        ...

    async def end(self, session_id: str, reason: EndReason, *, now: datetime) -> None:
        """End a session. One that has ended stays as it is."""
        ...

    async def end_all(self, customer_id: str, reason: EndReason, *, now: datetime) -> None:
        """End all sessions of a customer."""
        ...

    async def add_token(self, token: RefreshToken) -> None:
        """Keep a refresh token."""
        ...

    async def token(self, digest: str) -> RefreshToken | None:
        """Return a refresh token."""
        ...

    async def use(self, digest: str, *, now: datetime) -> None:
        """Mark a refresh token as used."""
        ...


class LoginStore(Protocol):
    """Customers, by what they sign in with."""

    async def by_phone(self, phone: Phone) -> Customer | None:
        """Return the customer with a number."""
        ...

    async def by_id(self, customer_id: str) -> Customer | None:
        """Return a customer."""
        ...


class AddressStore(Protocol):
    """Confirmed e-mail addresses."""

    async def whose(self, address: str) -> str | None:
        """Return the one customer with that confirmed address; None if there is none, or several."""
        ...


class SignInBooks(Protocol):
    """What signing in needs from one transaction."""

    @property
    def passwords(self) -> PasswordStore:
        """The passwords."""
        ...

    @property
    def sessions(self) -> SessionStore:
        """The sessions."""
        ...

    @property
    def customers(self) -> LoginStore:
        """The customers."""
        ...

    @property
    def e_mails(self) -> AddressStore:
        """The addresses."""
        ...

    @property
    def outbox(self) -> NoticeStore:
        """The messages owed to people."""
        ...


@dataclass(frozen=True)
class SignIns:
    """Passwords, sessions and their tokens."""

    storage: Storage[SignInBooks]
    hasher: PinHasher
    access_tokens: AccessTokens
    rules: SignInRules
    new_id: Callable[[], str]
    new_secret: Callable[[], str]  # at least 256 bits, as text for a header

    async def set_password(
        self, customer: Customer, step_up: StepUp, password: str, *, now: datetime
    ) -> Tokens:
        """Set a customer's first or next password, end her sessions, and sign her in.

        :raises StepUpNeeded: if no code proved that she has the number
        :raises WeakPassword: if it is easy to guess
        """
        if not step_up.covers(customer.id, Purpose.PASSWORD, now=now):
            raise StepUpNeeded(Purpose.PASSWORD)
        check_password(password, customer.phone)
        sealed = await self.hasher.seal(spelled(password))
        async with self.storage.begin() as books:
            is_new_here = customer.registered_at == now  # what she does at this moment, she need not be told
            await self._replace(books, PasswordRecord(customer.id, sealed, now), now, tells=not is_new_here)
            return await self._begin_session(books, customer.id, now)

    async def change_password(self, customer: Customer, old: str, new: str, *, now: datetime) -> Tokens:
        """Change a password by the old one, end all sessions, and sign her in anew.

        :raises WrongLogin, PasswordLocked: if the old one is wrong
        :raises WeakPassword: if the new one is easy to guess
        """
        check_password(new, customer.phone)
        await self._check(customer.id, old, now)
        sealed = await self.hasher.seal(spelled(new))
        async with self.storage.begin() as books:
            await self._replace(books, PasswordRecord(customer.id, sealed, now), now)
            return await self._begin_session(books, customer.id, now)

    async def log_in(self, name: str, password: str, *, now: datetime) -> Tokens:
        """Sign somebody in by phone number or e-mail address.

        :raises WrongLogin: if there is nobody with that name and password, or too many wrong ones came
            before: which of these is not said, and takes equally long
        """
        customer_id = await self._named(name)
        try:
            await self._check(customer_id, password, now)
        except PasswordLocked as refusal:
            await self.hasher.seal(spelled(password))
            raise WrongLogin from refusal
        async with self.storage.begin() as books:
            return await self._begin_session(books, customer_id or "", now)

    async def refresh(self, token: str, *, now: datetime) -> Tokens:
        """Exchange a refresh token for the next pair.

        :raises NotSignedIn: if it is not ours or too old; if it was used before, its session ends
        """
        digest = _digest(token)
        async with self.storage.begin() as books:
            found = await books.sessions.token(digest)
            session = await books.sessions.lock(found.session_id) if found is not None else None
            known = await books.sessions.token(digest)  # as it is behind the lock
            if known is not None and session is not None and session.ended_at is None:
                if known.used_at is not None:
                    await books.sessions.end(session.id, EndReason.REUSED, now=now)
                elif now < known.expires_at:
                    await books.sessions.use(digest, now=now)
                    return await self._issue(books, session, now)
        raise NotSignedIn

    async def log_out(self, claims: Claims, *, now: datetime) -> None:
        """End the session of a token."""
        async with self.storage.begin() as books:
            await books.sessions.end(claims.session_id, EndReason.LEFT, now=now)

    async def sessions(self, customer_id: str, *, now: datetime) -> tuple[Session, ...]:
        """Return where a customer is signed in, the newest first."""
        async with self.storage.look() as books:
            return await books.sessions.open_of(customer_id, now=now, limit=_MOST_SHOWN)

    async def end_session(self, customer_id: str, session_id: str, *, now: datetime) -> None:
        """End one of a customer's sessions. One that has ended stays so.

        :raises NotAllowed: if there is none, or it is somebody else's
        """
        async with self.storage.begin() as books:
            session = await books.sessions.lock(session_id)
            if session is None or session.customer_id != customer_id:
                raise NotAllowed
            await books.sessions.end(session_id, EndReason.LEFT, now=now)

    async def who(self, token: str, *, now: datetime) -> tuple[Customer, Claims]:
        """Return who shows an access token.

        :raises NotSignedIn: if it is not ours, too old, or its session has ended
        """
        claims = self.access_tokens.read(token, now=now)
        async with self.storage.look() as books:
            session = await books.sessions.get(claims.session_id)
            if session is None or session.ended_at is not None or session.customer_id != claims.customer_id:
                raise NotSignedIn
            customer = await books.customers.by_id(claims.customer_id)
        if customer is None:
            raise NotSignedIn
        return customer, claims

    async def _named(self, name: str) -> str | None:
        async with self.storage.look() as books:
            try:
                if "@" in name:
                    return await books.e_mails.whose(read_e_mail(name))
                customer = await books.customers.by_phone(read_phone(name))
            except (NotAnEMail, NotAPhoneNumber):
                return None
        return customer.id if customer is not None else None

    async def _check(self, customer_id: str | None, password: str, now: datetime) -> None:
        """Compare a password. Whoever it is, it takes one hash, so that time tells nobody who is there."""
        spent = None
        if customer_id is not None:
            async with self.storage.begin() as books:
                record = await books.passwords.lock(customer_id)
                if record is not None:
                    spent = record.spend_try(self.rules.locks, now=now)
                    await books.passwords.save(spent)
        if spent is None:
            await self.hasher.seal(spelled(password))
            raise WrongLogin
        if not await self.hasher.matches(spelled(password), spent.sealed):
            raise WrongLogin
        renewed = await self.hasher.renewed(spelled(password), spent.sealed)
        async with self.storage.begin() as books:
            current = await books.passwords.lock(spent.customer_id)
            if current is None or current.sealed != spent.sealed:
                raise WrongLogin  # It was changed meanwhile.
            await books.passwords.save(current.forgiven(renewed))

    async def _replace(
        self, books: SignInBooks, record: PasswordRecord, now: datetime, *, tells: bool = True
    ) -> None:
        await books.passwords.lock(record.customer_id)
        await books.passwords.save(record)
        await books.sessions.end_all(record.customer_id, EndReason.NEW_PASSWORD, now=now)
        if tells:
            kind = NoticeKind.PASSWORD_CHANGED
            key = f"{kind.value}:{record.customer_id}:{now.isoformat()}"
            await books.outbox.add(Notice(key, kind, record.customer_id, record.customer_id, now))

    async def _begin_session(self, books: SignInBooks, customer_id: str, now: datetime) -> Tokens:
        session = Session(self.new_id(), customer_id, now)
        await books.sessions.add(session)
        return await self._issue(books, session, now)

    async def _issue(self, books: SignInBooks, session: Session, now: datetime) -> Tokens:
        refresh = self.new_secret()
        token = RefreshToken(_digest(refresh), session.id, now + self.rules.refresh_lasts)
        await books.sessions.add_token(token)
        claims = Claims(session.customer_id, session.id, now, now + self.rules.access_lasts)
        return Tokens(self.access_tokens.issue(claims), refresh, claims.expires_at, token.expires_at)


def _digest(token: str) -> str:
    """Return what is stored of a refresh token. It is random and long, so a quick hash keeps it."""
    return hashlib.sha256(token.encode()).hexdigest()
