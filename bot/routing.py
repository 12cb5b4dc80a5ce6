"""The tree of handlers. It holds nothing of an installation: that arrives with every update."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from functools import cache
from typing import Any

from aiogram import Dispatcher, Router

from bot.conversations import routers
from bot.dispatching import join_neighbours
from bot.errors import Apologies
from bot.middlewares import Circumstances, Returns, Throttle, reach_changed


@cache
def dispatcher() -> Dispatcher:
    """Return the tree of all conversations; one serves every bot of this process."""
    return tree(routers())


def tree(branches: Iterable[Router]) -> Dispatcher:
    """Return a tree with these branches, and around them what every handler relies on."""
    root = Dispatcher(disable_fsm=True)  # `Circumstances` does it, with one read and one write an update
    for middleware in (Circumstances(), Returns(), Apologies(), Throttle()):
        root.update.outer_middleware(middleware)
    reach = Router(name="reach")
    reach.my_chat_member.register(reach_changed)
    root.include_routers(reach, *branches)
    join_neighbours(root)
    for router in root.chain_tail:
        _look_in_place(router)
    return root


def _look_in_place(router: Router) -> None:
    """Let filters run where they are. aiogram sends plain functions to a thread, and ours only look."""
    for observer in router.observers.values():
        for handler in observer.handlers:
            for each in handler.filters or ():
                if not each.awaitable:
                    each.callback, each.awaitable = _awaitable(each.callback), True


def _awaitable(look: Callable[..., Any]) -> Callable[..., Awaitable[Any]]:
    async def look_in_place(*args: Any, **kwargs: Any) -> Any:
        return look(*args, **kwargs)

    return look_in_place
