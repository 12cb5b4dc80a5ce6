"""The way to a handler, made short.

aiogram begins anew in every router, wraps its middlewares around it, and asks its handlers in turn, each with
a copy of all that handlers may ask for. Routers that stand side by side and want nothing of their own are
therefore asked as one, and of a tap only those handlers that want callback data with its prefix. Which
handler an update comes to is the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from aiogram import Router
from aiogram.dispatcher.event.bases import REJECTED, UNHANDLED, SkipHandler
from aiogram.dispatcher.event.handler import FilterObject, HandlerObject
from aiogram.dispatcher.event.telegram import TelegramEventObserver
from aiogram.filters.callback_data import CallbackQueryFilter
from aiogram.types import CallbackQuery, TelegramObject

_Given = dict[str, Any]
_SEPARATOR = ":"  # as aiogram has it where nothing else is said


def join_neighbours(router: Router) -> None:
    """Make one router of all that stand side by side below it and want nothing of their own."""
    ways: list[Router] = []
    plain: list[Router] = []
    for branch in [*router.sub_routers, None]:
        if branch is not None and _is_plain(branch):
            plain.append(branch)
            continue
        if plain:
            ways.append(router.include_router(_joined(plain)))
            plain = []
        if branch is not None:
            join_neighbours(branch)
            ways.append(branch)
    router.sub_routers[:] = ways


def _is_plain(router: Router) -> bool:
    return not router.sub_routers and not any(
        observer._handler.filters or len(observer.middleware) or len(observer.outer_middleware)
        for observer in router.observers.values()
    )


def _joined(routers: Iterable[Router]) -> Router:
    each = tuple(routers)
    joined = _Joined(name="+".join(router.name for router in each))
    for event in joined.observers:
        observer = _Observer(joined, event)
        observer.handlers = [handler for router in each for handler in router.observers[event].handlers]
        joined.observers[event] = observer
    return joined


class _Joined(Router):
    """Routers without routers below them, and without middlewares and filters of their own to go through."""

    async def propagate_event(self, update_type: str, event: TelegramObject, **kwargs: Any) -> Any:
        """Let the handlers have it."""
        observer = self.observers.get(update_type)
        if observer is None or not observer.handlers:
            return UNHANDLED
        response = await observer.trigger(event, **{**kwargs, "event_router": self})
        return UNHANDLED if response is REJECTED else response


class _Observer(TelegramEventObserver):
    """The handlers of one kind of event. Nothing is registered any more, so what was found out is kept."""

    def __init__(self, router: Router, event_name: str) -> None:
        super().__init__(router=router, event_name=event_name)
        self._ways: dict[str | None, list[_Way]] = {}

    async def trigger(self, event: TelegramObject, **kwargs: Any) -> Any:
        """Let the first handler whose filters agree have it."""
        for way in self._to(_prefix_of(event)):
            given = await way.given(event, kwargs)
            if given is not None:
                try:
                    return await way.call(event, given)
                except SkipHandler:
                    continue
        return UNHANDLED

    def _to(self, prefix: str | None) -> list[_Way]:
        ways = self._ways.get(prefix)
        if ways is None:
            wanted = [handler for handler in self.handlers if _wanted(handler) in (None, prefix)]
            inner = self._resolve_middlewares()
            ways = [
                _Way(handler, self.outer_middleware.wrap_middlewares(inner, handler.call))
                for handler in wanted
            ]
            if any(_wanted(handler) is not None for handler in wanted) or prefix is None:
                self._ways[prefix] = ways  # A prefix that nobody knows comes from outside: not to be kept.
        return ways


class _Way:
    """A handler with its middlewares, and what it asks of an event."""

    __slots__ = ("_filters", "_handler", "call")

    def __init__(self, handler: HandlerObject, call: Callable[..., Any]) -> None:
        self._handler = handler
        self._filters = [(each.callback, each.awaitable, _asked(each)) for each in handler.filters or ()]
        self.call = call

    async def given(self, event: TelegramObject, kwargs: _Given) -> _Given | None:
        """Return what the handler may ask for; None if it does not want the event."""
        given = {**kwargs, "handler": self._handler}
        for look, awaitable, names in self._filters:
            asked = given if names is None else {name: given[name] for name in names if name in given}
            found = look(event, **asked)
            if awaitable:
                found = await found
            if not found:
                return None
            if isinstance(found, dict):
                given.update(found)
        return given


def _asked(each: FilterObject) -> frozenset[str] | None:
    """Return the names that a filter asks for; None: it takes everything."""
    return None if each.varkw else frozenset(each.params)


def _wanted(handler: HandlerObject) -> str | None:
    """Return the prefix that callback data must have for a handler; None: it looks at all."""
    for each in handler.filters or ():
        if isinstance(each.callback, CallbackQueryFilter):
            data = each.callback.callback_data
            return data.__prefix__ if data.__separator__ == _SEPARATOR else None
    return None


def _prefix_of(event: TelegramObject) -> str | None:
    if not isinstance(event, CallbackQuery) or event.data is None:
        return None
    return event.data.partition(_SEPARATOR)[0]
