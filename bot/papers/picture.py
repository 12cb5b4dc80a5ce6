"""Drawn pages as PNG pictures."""

from __future__ import annotations

import io
from functools import cache
from typing import assert_never

from PIL import Image, ImageDraw, ImageFont

from bot.papers.drawing import COLOURS, PAPER, QUIET, Box, Code, Page, Text
from bot.papers.fonts import BOLD, REGULAR, file_of

SCALE = 2  # pixels for a point
_SHADES = 8  # text at its edges has shades of its colour and of nothing else
_EFFORT = 6  # of the compression: more costs a multiple of the time for a few hundredths of the size
_ANCHORS = {"left": "ls", "middle": "ms", "right": "rs"}


def png(page: Page, *, scale: int = SCALE) -> bytes:
    """Draw a page. The picture has few colours, so that it is small."""
    size = (round(page.width * scale), round(page.height * scale))
    image = Image.new("RGB", size, PAPER)
    draw = ImageDraw.Draw(image)
    for mark in page.marks:
        match mark:
            case Text():
                font = _font(BOLD if mark.bold else REGULAR, round(mark.size * scale * 4))
                place = (mark.x * scale, mark.y * scale)
                draw.text(place, mark.text, mark.colour, font, _ANCHORS[mark.align])
            case Box():
                x, y = round(mark.x * scale), round(mark.y * scale)
                right, bottom = round((mark.x + mark.width) * scale), round((mark.y + mark.height) * scale)
                corners = (x, y, max(x, right - 1), max(y, bottom - 1))
                draw.rounded_rectangle(corners, round(mark.radius * scale), mark.colour)
            case Code():
                _paste_code(image, mark, scale)
            case _:
                assert_never(mark)
    kept = io.BytesIO()
    image.quantize(palette=_palette(), dither=Image.Dither.NONE).save(kept, "PNG", compress_level=_EFFORT)
    return kept.getvalue()


def _paste_code(image: Image.Image, code: Code, scale: int) -> None:
    """Paste the squares in a whole number of pixels each: they stay sharp, and the code is read well."""
    across = len(code.squares) + 2 * QUIET
    pixels = max(1, int(code.side * scale) // across)
    small = Image.new("1", (across, across), 1)
    for row, line in enumerate(code.squares):
        for column, dark in enumerate(line):
            if dark:
                small.putpixel((column + QUIET, row + QUIET), 0)
    drawn = small.resize((across * pixels, across * pixels), Image.Resampling.NEAREST).convert("RGB")
    left_over = (int(code.side * scale) - drawn.width) // 2
    image.paste(drawn, (round(code.x * scale) + left_over, round(code.y * scale) + left_over))


@cache
def _palette() -> Image.Image:
    """Return the colours of all pages with their shades towards white. Few colours make small pictures."""
    colours = bytearray()
    for colour in COLOURS:
        parts = bytes.fromhex(colour[1:])
        for shade in range(_SHADES):
            colours += bytes(part + (255 - part) * shade // (_SHADES - 1) for part in parts)
    palette = Image.new("P", (1, 1))
    palette.putpalette(colours)
    return palette


@cache
def _font(name: str, quarters: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(file_of(name)), quarters / 4)
