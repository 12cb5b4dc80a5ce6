"""The two faces that papers are set in: DejaVu Sans and its bold, cut down to Latin letters and signs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).resolve().parent / "fonts"
REGULAR, BOLD = "DejaVuSans", "DejaVuSans-Bold"


def file_of(name: str) -> Path:
    """Return the font's file."""
    return FOLDER / f"{name}.ttf"


@cache
def face(name: str) -> TTFont:
    """Return the font as PDFs know it; it measures for pictures too."""
    font = TTFont(name, str(file_of(name)))
    registerFont(font)
    return font


def readable(text: str) -> str:
    """Return the text without what the font has no letters for, such as the emoji in a name."""
    known = face(REGULAR).face.charToGlyph
    return "".join(letter for letter in text if ord(letter) in known).strip()


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how wide a line is, in the unit of `size`."""
    return float(face(BOLD if bold else REGULAR).stringWidth(text, size))


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """Break a text into lines of that width; a word that is longer by itself is broken anywhere."""
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", size, bold=bold) <= room:
            lines[-1] = f"{lines[-1]} {word}"
            continue
        lines.append("")
        for letter in word:
            if lines[-1] and width(lines[-1] + letter, size, bold=bold) > room:
                lines.append("")
            lines[-1] += letter
    return lines


def shortened(text: str, size: float, room: float, *, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it is wider than that."""
    if width(text, size, bold=bold) <= room:
        return text
    while text and width(f"{text}…", size, bold=bold) > room:
        text = text[:-1]
    return f"{text.rstrip()}…"
