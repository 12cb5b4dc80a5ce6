"""Drawn pages as PDF files. Only the letters that are used of a font are in them."""

from __future__ import annotations

import io
from typing import assert_never

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas

from bot.papers.drawing import BLACK, PAPER, QUIET, Box, Code, Page, Paper, Text
from bot.papers.fonts import BOLD, REGULAR, face


def pdf(paper: Paper) -> bytes:
    """Draw all pages. The same paper gives the same bytes."""
    kept = io.BytesIO()
    canvas = Canvas(kept, pageCompression=1, invariant=1)
    canvas.setTitle(paper.title)
    canvas.setAuthor("Vision")
    canvas.setSubject(paper.subject)
    for name in (REGULAR, BOLD):
        face(name)
    for page in paper.pages:
        canvas.setPageSize((page.width, page.height))
        _draw(canvas, page)
        canvas.showPage()
    canvas.save()
    return kept.getvalue()


def _draw(canvas: Canvas, page: Page) -> None:
    """Draw the marks. A PDF counts upwards from the lower left corner."""
    for mark in page.marks:
        match mark:
            case Text():
                canvas.setFont(BOLD if mark.bold else REGULAR, mark.size)
                canvas.setFillColor(HexColor(mark.colour))
                write = {
                    "left": canvas.drawString,
                    "middle": canvas.drawCentredString,
                    "right": canvas.drawRightString,
                }[mark.align]
                write(mark.x, page.height - mark.y, mark.text)
            case Box():
                canvas.setFillColor(HexColor(mark.colour))
                corner = (mark.x, page.height - mark.y - mark.height)
                radius = min(mark.radius, mark.width / 2, mark.height / 2)
                if radius > 0:
                    canvas.roundRect(*corner, mark.width, mark.height, radius, stroke=0, fill=1)
                else:
                    canvas.rect(*corner, mark.width, mark.height, stroke=0, fill=1)
            case Code():
                _draw_code(canvas, mark, page.height)
            case _:
                assert_never(mark)


def _draw_code(canvas: Canvas, code: Code, height: float) -> None:
    side = code.side / (len(code.squares) + 2 * QUIET)
    canvas.setFillColor(HexColor(PAPER))
    canvas.rect(code.x, height - code.y - code.side, code.side, code.side, stroke=0, fill=1)
    canvas.setFillColor(HexColor(BLACK))
    path = canvas.beginPath()
    for row, line in enumerate(code.squares):
        y = height - code.y - (row + QUIET + 1) * side
        start = None
        for column, dark in enumerate((*line, False)):  # neighbours together, so that no gap shows
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                path.rect(code.x + (start + QUIET) * side, y, (column - start) * side, side)
                start = None
    canvas.drawPath(path, stroke=0, fill=1)
