"""Names, addresses and numbers of other people, shown so far that whoever knows them knows them again."""

from __future__ import annotations

from domain.phones import Phone


def masked_phone(phone: Phone) -> str:
    """Write 0803•••4567, for lists that somebody may read over a shoulder."""
    return f"{phone.national[:4]}•••{phone.national[-4:]}"


def masked_name(name: str) -> str:
    """Write ADEB*** O. for ADEBAYO OLUWASEUN: enough to know one's own, too little to learn another's."""
    first, *others = name.split()[:3] or [""]
    shown = first[: max(1, min(4, len(first) - 2))]
    return " ".join([f"{shown}***", *(f"{other[0]}." for other in others)])


def masked_address(address: str) -> str:
    """Write 12 Al***n Street for 12 Allen Street."""
    words = address.split()
    for place, word in enumerate(words):
        if len(word) > 2 and word[0].isalpha():
            words[place] = f"{word[: 2 if len(word) > 3 else 1]}***{word[-1]}"
            break
    return " ".join(words)[:80]
