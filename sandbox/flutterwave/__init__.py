"""A Flutterwave on this machine: its bills (v3), its sentences in place of codes, and its silences.

`World` is everything it remembers. `create_router(world)` is Flutterwave itself and belongs under
`/flutterwave/v3`; `create_control_router(world)` is how tests and people steer it and belongs under
`/flutterwave/control`. After `world.keep_in(path)` nothing of it is lost by a restart or a crash.
"""

from sandbox.flutterwave.accounts import create_accounts_control_router, create_accounts_router
from sandbox.flutterwave.api import create_router
from sandbox.flutterwave.control import create_control_router
from sandbox.flutterwave.pages import PageBook, create_pages_control_router, create_pages_router
from sandbox.flutterwave.statements import create_statements_control_router, create_statements_router
from sandbox.flutterwave.world import World

__all__ = [
    "PageBook",
    "World",
    "create_accounts_control_router",
    "create_accounts_router",
    "create_control_router",
    "create_pages_control_router",
    "create_pages_router",
    "create_router",
    "create_statements_control_router",
    "create_statements_router",
]
