"""A drawn page: what stands where, whatever it becomes, a picture or a PDF.

Lengths are points, 72 to the inch. Places are counted from the upper left corner; a text's is where its
baseline begins, ends or has its middle.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from bot.papers.qr import Squares

INK, GREY, HAIR = "#17212b", "#5c6b7a", "#d9e0e7"
PAPER, TINT = "#ffffff", "#e9f1f8"
BLUE, GREEN, AMBER = "#1f6fb2", "#1a7f46", "#a86a00"
BLACK = "#000000"
COLOURS = (BLACK, INK, GREY, HAIR, TINT, BLUE, GREEN, AMBER)  # all that pages are drawn in

Align = Literal["left", "middle", "right"]


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text."""

    x: float
    y: float
    text: str
    size: float
    bold: bool = False
    colour: str = INK
    align: Align = "left"


@dataclass(frozen=True, slots=True)
class Box:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    colour: str
    radius: float = 0


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code on white, with the quiet zone that readers want."""

    x: float
    y: float
    side: float
    squares: Squares


Mark = Text | Box | Code
QUIET = 4  # squares around a QR code


@dataclass(slots=True)
class Page:
    """One page. `height` may grow while it is drawn."""

    width: float
    height: float = 0
    marks: list[Mark] = field(default_factory=list)

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        *,
        bold: bool = False,
        colour: str = INK,
        align: Align = "left",
    ) -> None:
        """Write a line."""
        self.marks.append(Text(x, y, text, size, bold, colour, align))

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, radius: float = 0) -> None:
        """Fill a rectangle."""
        self.marks.append(Box(x, y, width, height, colour, radius))

    def line(self, x: float, y: float, width: float, *, colour: str = HAIR) -> None:
        """Rule a thin line from left to right."""
        self.box(x, y, width, 0.7, colour)

    def code(self, x: float, y: float, side: float, squares: Squares) -> None:
        """Place a QR code."""
        self.marks.append(Code(x, y, side, squares))


@dataclass(frozen=True, slots=True)
class Paper:
    """Pages with what their file says of itself."""

    title: str
    pages: tuple[Page, ...]
    subject: str = ""
