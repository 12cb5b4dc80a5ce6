"""A Paystack on this machine: its API, a payment page for people, and signed webhooks.

`World` is everything it remembers. `create_router(world)` is all of it, control included, and belongs
under `/paystack`. `world.load(path)` and `world.save(path)` carry it over a restart; `world.changes`
grows with every change.
"""

from sandbox.paystack.api import create_router
from sandbox.paystack.world import World

__all__ = ["World", "create_router"]
