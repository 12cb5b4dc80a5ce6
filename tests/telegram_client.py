"""People who use Telegram, for tests: the stand-in's scripting API with a method for each act."""

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

import aiohttp
import orjson

Json = dict[str, Any]


class CannotDo(AssertionError):
    """The stand-in refused an act: there is no such button, message or chat."""


@dataclass(frozen=True, slots=True)
class Tapped:
    """What came of tapping an inline button.

    `text` is the bot's toast (or alert), None where it did not answer in time.
    """

    message_id: int
    text: str | None = None
    alert: bool = False
    url: str | None = None
    copied: str | None = None
    disabled: bool = False
    update_id: int | None = None


class TelegramClient:
    """The scripting API of one running stand-in."""

    def __init__(self, address: str, *, bot: int | None = None) -> None:
        self.address = address
        self._query = {} if bot is None else {"bot": str(bot)}

    async def __aenter__(self) -> Self:
        self._http = aiohttp.ClientSession(
            f"{self.address}/telegram-sandbox/",
            timeout=aiohttp.ClientTimeout(total=70),
            # Long before the server would; who hangs up first is never surprised by it.
            connector=aiohttp.TCPConnector(limit=500, keepalive_timeout=2),
        )
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._http.close()

    # People and their acts

    async def add_person(
        self,
        first_name: str = "Ada",
        *,
        id: int | None = None,  # noqa: A002 - Telegram's word
        last_name: str = "",
        username: str = "",
        language_code: str = "en",
        phone: str = "",
    ) -> int:
        """Add a person and return their Telegram id."""
        given = {
            "id": id,
            "first_name": first_name,
            "last_name": last_name,
            "username": username,
            "language_code": language_code,
            "phone": phone,
        }
        return int((await self._post("people", given))["id"])

    async def act(self, person: int, act: str, **given: Any) -> Json:
        """Do any act of `sandbox.telegram.scripting.ACTS`."""
        return await self._post(f"people/{person}/{act}", {k: v for k, v in given.items() if v is not None})

    async def says(
        self, person: int, text: str, *, chat: int | None = None, reply_to: int | None = None
    ) -> Json:
        return await self.act(person, "message", text=text, chat=chat, reply_to=reply_to)

    async def taps(
        self,
        person: int,
        label: str | None = None,
        *,
        message: int | None = None,
        data: str | None = None,
        chat: int | None = None,
        wait_ms: int | None = None,
    ) -> Tapped:
        """Tap a button by label (newest message that has it), or forge a tap from `data` and `message`."""
        done = await self.act(
            person, "tap", label=label, message=message, data=data, chat=chat, wait_ms=wait_ms
        )
        answer = done["answer"] or {}
        return Tapped(
            message_id=done["message_id"],
            text=answer.get("text") if done["answer"] else None,
            alert=bool(answer.get("show_alert")),
            url=done.get("url"),
            copied=done.get("copied"),
            disabled=bool(done.get("disabled")),
            update_id=done.get("update_id"),
        )

    async def presses_key(self, person: int, label: str, *, users: tuple[int, ...] = ()) -> Json:
        """Press a key of the reply keyboard; a key that asks for the contact shares one's own."""
        return await self.act(person, "key", label=label, users=list(users))

    async def shares_contact(
        self,
        person: int,
        of: str = "own",
        *,
        phone: str | None = None,
        user_id: int | None = None,
        forwarded: bool = False,
    ) -> Json:
        """Share a contact: `own`, `forged` (another's user id) or `missing` (no user id)."""
        return await self.act(person, "contact", of=of, phone=phone, user_id=user_id, forwarded=forwarded)

    async def sends(self, person: int, kind: str, **given: Any) -> Json:
        """Send a `sticker`, `voice`, `photo`, `document` or `location`."""
        return await self.act(person, kind, **given)

    async def forwards(self, person: int, text: str, *, origin: str = "user") -> Json:
        """Forward a text from elsewhere; origin: user, hidden_user, chat, channel."""
        return await self.act(person, "forward", text=text, origin=origin)

    async def edits(self, person: int, message: int, text: str) -> Json:
        return await self.act(person, "edit", message=message, text=text)

    async def deletes(self, person: int, message: int) -> None:
        await self.act(person, "delete", message=message)

    async def blocks(self, person: int) -> None:
        await self.act(person, "block")

    async def unblocks(self, person: int) -> None:
        await self.act(person, "unblock")

    async def creates_group(self, person: int, title: str, *members: int) -> int:
        return int((await self.act(person, "group", title=title, members=list(members)))["id"])

    # Looking

    async def chat(self, chat: int, *, after: int = 0) -> Json:
        """The chat and its messages that changed after that change number."""
        return await self._get(f"chats/{chat}", after=after)

    async def transcript(self, chat: int) -> str:
        async with self._http.get(f"chats/{chat}/transcript", params=self._query) as answer:
            return await answer.text()

    async def wait(self, chat: int, *, after: int, timeout_s: float = 10) -> Json:
        """Wait until the chat changes after that change number; return its view with `changed`."""
        return await self._get("wait", chat=chat, after=after, timeout=timeout_s)

    async def updates(self) -> Json:
        """How many updates wait, the next id, and the history."""
        return await self._get("updates")

    # Controls

    async def order_fault(self, method: str = "*", **given: Any) -> None:
        """Let the next calls fail; see `sandbox.telegram.faults.Fault` for what can be given."""
        await self._post("faults", {"method": method, **given})

    async def clear_faults(self) -> None:
        async with self._http.delete("faults", params=self._query, raise_for_status=True):
            pass

    async def move_clock(self, *, forward: float) -> None:
        await self._post("clock", {"forward": forward})

    async def set_limits(self, **given: Any) -> None:
        """Switch and size the rate limits; see `sandbox.telegram.limits.RateLimits`."""
        await self._post("limits", given)

    async def how_fast(self) -> Json:
        """How fast the bot was since the limits were switched on, and how often it was too fast."""
        return await self._get("limits")

    async def inject_update(self, **fields: Any) -> int:
        """Queue an update exactly as given and return its id."""
        return int((await self._post("updates", fields))["update_id"])

    async def repeat_update(self, update_id: int, *, new_id: bool = False) -> int:
        """Deliver an update again, under its own or a new id."""
        return int((await self._post(f"updates/{update_id}/repeat", {"new_id": new_id}))["update_id"])

    async def load(self, people: list[int], **given: Any) -> Json:
        """Let people act side by side and measure the bot; see `sandbox.telegram.load.Load`."""
        return await self._post("load", {"people": people, **given}, within_s=600)

    async def reset(self) -> None:
        await self._post("reset", {})

    async def _post(self, path: str, given: Json, *, within_s: float = 70) -> Json:
        patience = aiohttp.ClientTimeout(total=within_s)
        async with self._http.post(path, json=given, params=self._query, timeout=patience) as answer:
            return await self._read(answer)

    async def _get(self, path: str, **query: Any) -> Json:
        async with self._http.get(path, params=self._query | query) as answer:
            return await self._read(answer)

    @staticmethod
    async def _read(answer: aiohttp.ClientResponse) -> Json:
        if answer.status == 409:
            raise CannotDo((await answer.json())["trouble"])
        answer.raise_for_status()
        value: Json = orjson.loads(await answer.read())
        return value
