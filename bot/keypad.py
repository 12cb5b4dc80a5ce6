"""The PIN keypad: keys that carry no digits, and what was pressed so far.

A keypad lives in the sealed conversation alone. Which slot is which digit is dealt anew for every
keypad, so that neither what Telegram sends us nor what it keeps says a PIN.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aiogram.types import InlineKeyboardButton

from bot.buttons import Go, KeypadKey, NewPinKey, button
from bot.text import Translator
from domain.pins import PIN_LENGTH

ERASE = "<"
_LAYOUT = ("123", "456", "789")
_REMEMBERED_PRESSES = 12


@dataclass(frozen=True, slots=True)
class Keypad:
    """One keypad and the digits entered on it so far."""

    sid: str
    slots: str  # the digit, or the erasing key, of each slot
    digits: str = ""
    presses: tuple[str, ...] = ()  # ids of the newest presses, so that a repeat adds nothing

    @classmethod
    def fresh(cls) -> Keypad:
        """Deal a keypad that nobody has seen before."""
        slots = list("0123456789" + ERASE)
        secrets.SystemRandom().shuffle(slots)
        return cls(sid=secrets.token_urlsafe(9), slots="".join(slots))

    @property
    def is_complete(self) -> bool:
        """Whether all digits are there."""
        return len(self.digits) == PIN_LENGTH

    @property
    def dots(self) -> str:
        """What a person may see of it: ● ● ○ ○."""
        return " ".join("●" * len(self.digits) + "○" * (PIN_LENGTH - len(self.digits)))

    def knows(self, press_id: str) -> bool:
        """Return whether this very press was counted."""
        return press_id in self.presses

    def press(self, slot: int, press_id: str) -> Keypad:
        """Return the keypad after a press. The same press again changes nothing."""
        if self.knows(press_id) or self.is_complete or not 0 <= slot < len(self.slots):
            return self
        key = self.slots[slot]
        digits = self.digits[:-1] if key == ERASE else self.digits + key
        return replace(self, digits=digits, presses=(*self.presses, press_id)[-_REMEMBERED_PRESSES:])

    def rows(
        self, t: Translator, key: type[KeypadKey | NewPinKey] = KeypadKey
    ) -> Sequence[Sequence[InlineKeyboardButton]]:
        """Return its keys, laid out like a telephone's."""

        def key_of(what: str, label: str | None = None) -> InlineKeyboardButton:
            return button(label or what, key(sid=self.sid, slot=self.slots.index(what)))

        last = [key_of(ERASE, "⌫"), key_of("0"), button(t.plain("button-cancel"), Go(to="cancel"))]
        return [*([key_of(digit) for digit in row] for row in _LAYOUT), last]
