"""QR codes: drawn for receipts, and read from the pictures that people send."""

from __future__ import annotations

import io
import re
import struct

import segno
import zxingcpp
from PIL import Image

from domain.receipts import has_code

LARGEST_FILE = 5 * 1024 * 1024
_MOST_PIXELS = 30_000_000
_SIDE = 2_000  # a receipt's code is found in less; larger pictures only cost time
_FORMATS = ("JPEG", "PNG", "WEBP")
_IN_PDF = re.compile(rb"VSN1:[A-Z2-7]{152}")

Squares = tuple[tuple[bool, ...], ...]


def squares(code: str) -> Squares:
    """Return the code's squares, row by row, dark ones true, without the quiet zone."""
    made = segno.make(code, error="m", micro=False, boost_error=False)
    return tuple(tuple(bool(dark) for dark in row) for row in made.matrix)


def qr_png(text: str) -> bytes:
    """Draw a code as a picture that stands alone."""
    picture = io.BytesIO()
    segno.make(text, error="m", micro=False).save(picture, kind="png", scale=12, border=4)
    return picture.getvalue()


def read_codes(picture: bytes) -> tuple[str, ...]:
    """Return the texts of all QR codes in a picture; none if it is no picture that can be read."""
    try:
        with Image.open(io.BytesIO(picture), formats=_FORMATS) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                return ()
            opened.draft("L", (_SIDE, _SIDE))  # JPEG: decoded in a smaller size at once
            grey = opened.convert("RGBA") if opened.mode in {"LA", "PA", "RGBA", "P"} else opened
            if grey.mode == "RGBA":  # What is transparent is seen as white.
                paper = Image.new("RGBA", grey.size, "white")
                grey = Image.alpha_composite(paper, grey)
            grey = grey.convert("L")
            grey.thumbnail((_SIDE, _SIDE))
    except (OSError, ValueError, SyntaxError, EOFError, struct.error, Image.DecompressionBombError):
        return ()  # cut off, damaged, or none at all
    wanted = zxingcpp.BarcodeFormats(
        zxingcpp.BarcodeFormat.QRCode
    )  # kept, it would be complained of at the end
    found = zxingcpp.read_barcodes(grey, formats=wanted)
    return tuple(each.text for each in found)


def receipt_in(file: bytes) -> str | None:
    """Return the receipt's code in a picture or in one of our PDFs; None if there is none."""
    if file.startswith(b"%PDF-"):
        code = _IN_PDF.search(file)
        return code[0].decode() if code is not None else None
    return next((text for text in read_codes(file) if has_code(text)), None)
