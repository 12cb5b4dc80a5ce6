"""A VTpass on this machine: the aggregator's protocol, its magic numbers and its odd answers.

`World` is everything it remembers. `create_router(world)` is VTpass itself and belongs under
`/vtpass/api`; `create_control_router(world)` is how tests and people steer it and belongs under
`/vtpass/control`. After `world.keep_in(path)` nothing of it is lost by a restart or a crash.
"""

from sandbox.vtpass.api import create_router
from sandbox.vtpass.control import create_control_router
from sandbox.vtpass.world import World

__all__ = ["World", "create_control_router", "create_router"]
