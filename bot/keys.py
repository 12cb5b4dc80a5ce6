"""The keys that the settings name, read before anything is opened with them."""

from __future__ import annotations

from bot.settings import BadSettings, Settings
from storage.access_tokens import BadTokenKeys, JwtAccessTokens
from storage.keyring import BadKeys, Keyring
from storage.pin_hasher import Argon2PinHasher, BadPeppers
from storage.receipt_keys import BadReceiptKeys, Ed25519ReceiptKeys


def keyring_of(settings: Settings) -> Keyring:
    """Return the keys that personal data is sealed with.

    :raises BadSettings: if they can't be read
    """
    try:
        return Keyring.from_text(settings.encryption_keys.get_secret_value(), settings.lookup_key_bytes)
    except BadKeys as error:
        raise BadSettings(f"ENCRYPTION_KEYS: {error}.") from None


def pin_hasher_of(settings: Settings) -> Argon2PinHasher:
    """Return what PINs are hashed by. Whoever has it closes it.

    :raises BadSettings: if the peppers can't be read
    """
    try:
        return Argon2PinHasher.from_text(settings.pin_pepper.get_secret_value())
    except BadPeppers as error:
        raise BadSettings(f"PIN_PEPPER: {error}.") from None


def receipt_keys_of(settings: Settings) -> Ed25519ReceiptKeys:
    """Return the keys that receipts are signed with.

    :raises BadSettings: if they can't be read
    """
    try:
        return Ed25519ReceiptKeys.from_text(settings.receipt_keys.get_secret_value())
    except BadReceiptKeys as error:
        raise BadSettings(f"RECEIPT_KEYS: {error}.") from None


def access_tokens_of(settings: Settings) -> JwtAccessTokens | None:
    """Return the keys that access tokens of the API are signed with; None if there are none.

    :raises BadSettings: if they can't be read
    """
    if settings.jwt_keys is None:
        return None
    try:
        return JwtAccessTokens.from_text(settings.jwt_keys.get_secret_value(), settings.public_url)
    except BadTokenKeys as error:
        raise BadSettings(f"JWT_KEYS: {error}.") from None
