"""The companies that we work with, as the settings name them: closed with the stack they were opened on."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import datetime

from bot.settings import Settings, is_here
from domain.account_processors import AccountGateway
from domain.e_mails import MailGateway
from domain.identity import IdentityGateway
from domain.processors import ProcessorGateway
from domain.statement_fetching import StatementGateway
from domain.text_messages import TextMessageGateway
from domain.vendors import VendorGateway
from gateways import africastalking, termii
from gateways.africastalking import AfricasTalking
from gateways.flutterwave import Flutterwave
from gateways.flutterwave_accounts import FlutterwaveAccounts
from gateways.flutterwave_checkout import FlutterwaveCheckout
from gateways.flutterwave_statements import FlutterwaveStatements
from gateways.identity import IdentityChecks
from gateways.paystack import Paystack
from gateways.paystack_accounts import PaystackAccounts
from gateways.paystack_payouts import PaystackPayouts
from gateways.paystack_statements import PaystackStatements
from gateways.smtp import MailServer, Smtp
from gateways.termii import Termii
from gateways.vtpass import Vtpass, VtpassKeys

# Who reads the delivery reports of the companies that send our text messages.
REPORT_READERS = {africastalking.NAME: africastalking.read_report, termii.NAME: termii.read_report}


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
    processors: dict[str, ProcessorGateway] = {paystack.name: paystack}
    if settings.flutterwave_secret_key is not None:
        secret = settings.flutterwave_webhook_hash
        flutterwave = FlutterwaveCheckout(
            settings.flutterwave_base_url,
            settings.flutterwave_secret_key.get_secret_value(),
            secret.get_secret_value() if secret is not None else None,
        )
        stack.push_async_callback(flutterwave.close)
        processors[flutterwave.name] = flutterwave
    return processors


def open_payouts(settings: Settings, stack: AsyncExitStack) -> PaystackPayouts:
    """Return who pays out to bank accounts. Nothing is asked of it yet."""
    payouts = PaystackPayouts(settings.paystack_base_url, settings.paystack_secret_key.get_secret_value())
    stack.push_async_callback(payouts.close)
    return payouts


def open_statements(settings: Settings, stack: AsyncExitStack) -> dict[str, StatementGateway]:
    """Return who tells over an API what it did, by name. Nothing is asked of them yet."""
    key = settings.paystack_secret_key.get_secret_value()
    paystack = PaystackStatements(settings.paystack_base_url, key)
    stack.push_async_callback(paystack.close)
    gateways: dict[str, StatementGateway] = {paystack.name: paystack}
    if settings.flutterwave_secret_key is not None:
        key = settings.flutterwave_secret_key.get_secret_value()
        flutterwave = FlutterwaveStatements(settings.flutterwave_base_url, key)
        stack.push_async_callback(flutterwave.close)
        gateways[flutterwave.name] = flutterwave
    return gateways


def open_account_gateways(settings: Settings, stack: AsyncExitStack) -> dict[str, AccountGateway]:
    """Return who gives account numbers, in the order of preference. Nothing is asked of them yet."""
    gateways: dict[str, AccountGateway] = {}
    for name in settings.personal_accounts:
        if name == PaystackAccounts.name:
            key = settings.paystack_secret_key.get_secret_value()
            bank = settings.paystack_account_bank
            paystack = PaystackAccounts(settings.paystack_base_url, key, bank=bank)
            stack.push_async_callback(paystack.close)
            gateways[name] = paystack
        elif settings.flutterwave_secret_key is not None:
            key = settings.flutterwave_secret_key.get_secret_value()
            flutterwave = FlutterwaveAccounts(settings.flutterwave_base_url, key)
            stack.push_async_callback(flutterwave.close)
            gateways[name] = flutterwave
    return gateways


def open_text_messages(settings: Settings, stack: AsyncExitStack) -> list[TextMessageGateway]:
    """Return who sends text messages, in the order in which they are asked."""
    gateways: list[TextMessageGateway] = []
    if settings.termii_api_key is not None:
        key = settings.termii_api_key.get_secret_value()
        first = Termii(settings.termii_base_url, key, settings.termii_sender)
        stack.push_async_callback(first.close)
        gateways.append(first)
    if settings.africastalking_api_key is not None:
        second = AfricasTalking(
            settings.africastalking_base_url,
            settings.africastalking_username,
            settings.africastalking_api_key.get_secret_value(),
            settings.africastalking_sender or None,
        )
        stack.push_async_callback(second.close)
        gateways.append(second)
    return gateways


def open_identity_checks(settings: Settings, stack: AsyncExitStack) -> IdentityGateway | None:
    """Return who checks identities; None if nobody does. Nothing is asked of them yet."""
    if settings.identity_base_url is None or settings.identity_api_key is None:
        return None
    checks = IdentityChecks(settings.identity_base_url, settings.identity_api_key.get_secret_value())
    stack.push_async_callback(checks.close)
    return checks


def mail_of(settings: Settings) -> MailGateway | None:
    """Return who carries our e-mails; None if nobody does. Nothing is open between two mails."""
    if not settings.smtp_host:
        return None
    password = settings.smtp_password
    return Smtp(
        MailServer(
            settings.smtp_host,
            settings.smtp_port,
            settings.smtp_sender,
            settings.smtp_user or None,
            password.get_secret_value() if password is not None else None,
            encrypted=not is_here(settings.smtp_host),
        )
    )
