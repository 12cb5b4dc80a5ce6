"""The companies that we work with, as the settings name them: closed with the stack they were opened on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime

from bot.settings import Settings
from domain.processors import ProcessorGateway
from domain.vendors import VendorGateway
from gateways.flutterwave import Flutterwave
from gateways.paystack import Paystack
from gateways.vtpass import Vtpass, VtpassKeys


def open_vendors(
    settings: Settings, clock: Callable[[], datetime], stack: AsyncExitStack
) -> dict[str, VendorGateway]:
    """Return the vendors by their names. Nothing is asked of them yet."""
    vtpass = Vtpass(
        settings.vtpass_base_url,
        VtpassKeys(
            settings.vtpass_api_key.get_secret_value(),
            settings.vtpass_public_key.get_secret_value(),
            settings.vtpass_secret_key.get_secret_value(),
        ),
    )
    stack.push_async_callback(vtpass.close)
    vendors: dict[str, VendorGateway] = {vtpass.name: vtpass}
    if settings.flutterwave_secret_key is not None:
        key = settings.flutterwave_secret_key.get_secret_value()
        flutterwave = Flutterwave(settings.flutterwave_base_url, key, clock)
        stack.push_async_callback(flutterwave.close)
        vendors[flutterwave.name] = flutterwave
    return vendors


def open_processors(settings: Settings, stack: AsyncExitStack) -> dict[str, ProcessorGateway]:
    """Return the processors by their names. Nothing is asked of them yet."""
    paystack = Paystack(settings.paystack_base_url, settings.paystack_secret_key.get_secret_value())
    stack.push_async_callback(paystack.close)
    return {paystack.name: paystack}
