"""The outside companies as local servers, and the gateways that speak to them over real HTTP."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
import uvicorn

from gateways.flutterwave import Flutterwave
from gateways.paystack import Paystack
from gateways.vtpass import Vtpass, VtpassKeys
from sandbox import flutterwave, paystack, vtpass
from sandbox.app import create_app
from sandbox.settings import SandboxSettings
from tests.companies import FlutterwaveControl, PaystackControl, VtpassControl

PATIENCE = timedelta(seconds=20)
SHORT_PATIENCE = timedelta(seconds=0.7)


class Outside:
    """The companies on a free port of this machine, in a thread of their own."""

    def __init__(self) -> None:
        app = create_app(SandboxSettings())
        self.vtpass: vtpass.World = app.state.worlds.vtpass
        self.paystack: paystack.World = app.state.worlds.paystack
        self.flutterwave: flutterwave.World = app.state.worlds.flutterwave
        self.vtpass.silence_s = self.paystack.silence_s = self.flutterwave.silence_s = 5
        self._server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=1))
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._listener]})

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Outside:
        self._thread.start()  # Who connects before it listens is waiting in the socket's queue.
        return self

    def __exit__(self, *_: object) -> None:
        self._server.should_exit = True
        self._thread.join()


@pytest.fixture(scope="session")
def servers() -> Iterator[Outside]:
    with Outside() as outside:
        yield outside


@pytest.fixture
def vtpass_world(servers: Outside) -> vtpass.World:
    servers.vtpass.reset()
    servers.vtpass.webhook_url = ""
    return servers.vtpass


@pytest.fixture
def paystack_world(servers: Outside) -> paystack.World:
    servers.paystack.reset()
    servers.paystack.webhook_url = ""
    return servers.paystack


@pytest.fixture
def servers_address(servers: Outside) -> str:
    """The address under which the companies are reached, whatever they remember."""
    return servers.address


@pytest.fixture
def flutterwave_world(servers: Outside) -> flutterwave.World:
    servers.flutterwave.reset()
    servers.flutterwave.webhook_url = ""
    return servers.flutterwave


@pytest.fixture
def outside(servers: Outside, vtpass_world: vtpass.World, paystack_world: paystack.World) -> str:
    """The address under which both companies are reached, with nothing remembered."""
    return servers.address


@pytest.fixture
async def script(outside: str) -> AsyncIterator[VtpassControl]:
    """What VTpass does next, and what it did."""
    control = VtpassControl(outside)
    yield control
    await control.close()


@pytest.fixture
async def company(outside: str) -> AsyncIterator[PaystackControl]:
    """What Paystack does next, and what it did."""
    control = PaystackControl(outside)
    yield control
    await control.close()


@pytest.fixture
def keys(vtpass_world: vtpass.World) -> VtpassKeys:
    return VtpassKeys(vtpass_world.api_key, vtpass_world.public_key, vtpass_world.secret_key)


@pytest.fixture
async def vendor(outside: str, keys: VtpassKeys) -> AsyncIterator[Vtpass]:
    gateway = Vtpass(f"{outside}/vtpass/api", keys, patience=PATIENCE)
    yield gateway
    await gateway.close()


@pytest.fixture
async def impatient_vendor(outside: str, keys: VtpassKeys) -> AsyncIterator[Vtpass]:
    """The same for answers that never come."""
    gateway = Vtpass(f"{outside}/vtpass/api", keys, patience=SHORT_PATIENCE, question_patience=SHORT_PATIENCE)
    yield gateway
    await gateway.close()


@pytest.fixture
async def processor(outside: str, paystack_world: paystack.World) -> AsyncIterator[Paystack]:
    gateway = Paystack(f"{outside}/paystack", paystack_world.secret_key, patience=PATIENCE)
    yield gateway
    await gateway.close()


@pytest.fixture
async def impatient_processor(outside: str, paystack_world: paystack.World) -> AsyncIterator[Paystack]:
    """The same for answers that never come."""
    gateway = Paystack(f"{outside}/paystack", paystack_world.secret_key, patience=SHORT_PATIENCE)
    yield gateway
    await gateway.close()


@pytest.fixture
async def flutterwave_script(
    servers: Outside, flutterwave_world: flutterwave.World
) -> AsyncIterator[FlutterwaveControl]:
    """What Flutterwave does next, and what it did."""
    control = FlutterwaveControl(servers.address)
    yield control
    await control.close()


@pytest.fixture
async def second_vendor(servers: Outside, flutterwave_world: flutterwave.World) -> AsyncIterator[Flutterwave]:
    gateway = Flutterwave(
        f"{servers.address}/flutterwave/v3",
        flutterwave_world.secret_key,
        lambda: datetime.now(UTC),
        pay_patience=PATIENCE,
        question_patience=PATIENCE,
    )
    yield gateway
    await gateway.close()


@pytest.fixture
async def impatient_second_vendor(
    servers: Outside, flutterwave_world: flutterwave.World
) -> AsyncIterator[Flutterwave]:
    """The same for answers that never come."""
    gateway = Flutterwave(
        f"{servers.address}/flutterwave/v3",
        flutterwave_world.secret_key,
        lambda: datetime.now(UTC),
        pay_patience=SHORT_PATIENCE,
        question_patience=PATIENCE,
    )
    yield gateway
    await gateway.close()


@pytest.fixture
def logged(capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Callable[[], str]:
    """What the gateways have written, wherever another test of this process has sent logs to."""
    caplog.set_level(logging.INFO)

    def read() -> str:
        printed = capsys.readouterr()
        ours = [record.getMessage() for record in caplog.records if record.name.startswith("gateways")]
        return printed.out + printed.err + "\n".join(ours)

    return read
