"""That we work on the house, as customers are told."""

from __future__ import annotations

from bot.text import Translator
from domain.maintenance import Stop, UnderMaintenance


def standing(t: Translator, stop: Stop) -> str:
    """One sentence: what is going on, and until when."""
    refusal = UnderMaintenance(text=stop.text, until=stop.until)
    return t(refusal.code, **refusal.values)
