"""A Paystack on this machine: its API, a payment page for people, and signed webhooks.

`World` is everything it remembers. `create_router(world)` is all of it, control included, and belongs
under `/paystack`. After `world.keep_in(path)` nothing of it is lost by a restart or a crash.
"""

from sandbox.paystack.accounts import create_accounts_router
from sandbox.paystack.api import create_router
from sandbox.paystack.statements import create_statements_router
from sandbox.paystack.transfers import create_transfers_router
from sandbox.paystack.world import World

__all__ = [
    "World",
    "create_accounts_router",
    "create_router",
    "create_statements_router",
    "create_transfers_router",
]
