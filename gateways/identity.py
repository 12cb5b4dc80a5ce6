"""Whoever checks identities: a plain HTTP API that says in whose name a BVN or NIN is.

`POST /verifications` with `{"kind": "bvn" | "nin", "number": "…", "name": "…"}` and the key as a bearer. 200
with `{"status": "found", "name": "…"}`, or with `first_name`, `middle_name` and `last_name`, is a person;
`{"status": "not_found"}` is nobody. Everything else says nothing.
"""

from __future__ import annotations

from datetime import timedelta

import httpx

from domain.identity import IdentityAnswer, IdentityQuestion, NobodyFound, NotAnswered, PersonFound
from gateways.http import Answered, Company, Json, NeverSent, Unclear, words

NAME = "identity"
PATIENCE = timedelta(seconds=20)
_FOUND, _NOT_FOUND = "found", "not_found"
_ANSWERING = frozenset({200, 404})


class IdentityChecks:
    """One account at who checks identities."""

    name = NAME

    def __init__(
        self,
        base_url: str,
        api_key: str,
        *,
        patience: timedelta = PATIENCE,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._company = Company(self.name, base_url, transport=transport)
        self._api_key = api_key
        self._patience = patience

    async def ask(self, question: IdentityQuestion) -> IdentityAnswer:
        """Ask whose number it is, once."""
        asked = {"kind": question.kind.value, "number": question.number, "name": question.name}
        headers = {"Authorization": f"Bearer {self._api_key}"}
        match await self._company.ask(
            "verify", "POST", "verifications", headers=headers, body=asked, patience=self._patience
        ):
            case Answered(status=status, said=said) if status in _ANSWERING:
                return _told(said, status)
            case Answered(status=status):
                return NotAnswered(f"http-{status}")
            case NeverSent():
                return NotAnswered("unreachable")
            case Unclear(reason):
                return NotAnswered(reason)

    async def close(self) -> None:
        """Close the connections."""
        await self._company.close()


def _told(said: Json, status: int) -> IdentityAnswer:
    told = words(said.get("status")).lower()
    if told == _NOT_FOUND:
        return NobodyFound()
    if told != _FOUND or status != httpx.codes.OK:
        return NotAnswered("unlisted-answer")
    parts = (words(said.get(field)) for field in ("first_name", "middle_name", "last_name"))
    name = words(said.get("name")) or " ".join(filter(None, parts))
    return PersonFound(name) if name else NotAnswered("no-name")
