"""How the parts of a message stand below one another."""

from __future__ import annotations


def paragraphs(*parts: str | None) -> str:
    """Join what is there, with an empty line between."""
    return "\n\n".join(part for part in parts if part)


def lines(*parts: str | None) -> str:
    """Join what is there, line below line."""
    return "\n".join(part for part in parts if part)
