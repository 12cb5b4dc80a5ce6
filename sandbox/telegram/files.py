"""Files of a bot: kept whole in memory, shown as photo sizes, documents, stickers and voice notes."""

from __future__ import annotations

import mimetypes
import secrets
import struct
from typing import Any

from sandbox.telegram.state import Bot, StoredFile

MOST_UPLOAD = 50 * 1024 * 1024
MOST_PHOTO = 10 * 1024 * 1024
MOST_DOWNLOAD = 20 * 1024 * 1024
_FOLDERS = {"photo": "photos", "document": "documents", "voice": "voice", "sticker": "stickers"}


def keep(bot: Bot, kind: str, name: str, mime_type: str, content: bytes) -> StoredFile:
    """Store a file under a fresh id."""
    bot.last_file += 1
    if mime_type in ("", "application/octet-stream"):
        mime_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    extension = "." + name.rpartition(".")[2] if "." in name else mimetypes.guess_extension(mime_type) or ""
    stored = StoredFile(
        id=f"{kind[:2].upper()}AC{secrets.token_urlsafe(24)}",
        unique_id=f"AQAD{secrets.token_urlsafe(8)}",
        name=name,
        mime_type=mime_type,
        content=content,
        path=f"{_FOLDERS.get(kind, 'documents')}/file_{bot.last_file}{extension}",
    )
    bot.files[stored.id] = stored
    return stored


def _identity(stored: StoredFile) -> dict[str, Any]:
    return {"file_id": stored.id, "file_unique_id": stored.unique_id, "file_size": len(stored.content)}


def document(stored: StoredFile) -> dict[str, Any]:
    return {**_identity(stored), "file_name": stored.name, "mime_type": stored.mime_type}


def voice(stored: StoredFile, seconds: int) -> dict[str, Any]:
    return {**_identity(stored), "duration": seconds, "mime_type": stored.mime_type}


def sticker(stored: StoredFile, emoji: str) -> dict[str, Any]:
    return {
        **_identity(stored),
        "type": "regular",
        "width": 512,
        "height": 512,
        "is_animated": False,
        "is_video": False,
        "emoji": emoji,
        "set_name": "Everyday",
    }


def photo_sizes(bot: Bot, stored: StoredFile) -> list[dict[str, Any]]:
    """Show a photo in the sizes Telegram makes of it; here each is the original picture."""
    width, height = _size_of(stored.content)
    sizes = []
    for most in (90, 320, 800):
        scale = min(1.0, most / max(width, height))
        same = _identity(stored)
        shown = {"width": max(1, int(width * scale)), "height": max(1, int(height * scale))}
        if scale < 1.0 or most == 800:
            sizes.append({**same, **shown})
    return sizes


def _size_of(content: bytes) -> tuple[int, int]:
    """Read a picture's width and height out of its PNG or JPEG header."""
    if content[:8] == b"\x89PNG\r\n\x1a\n" and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return max(1, width), max(1, height)
    at = 2
    while content[:2] == b"\xff\xd8" and at + 9 < len(content) and content[at] == 0xFF:
        if 0xC0 <= content[at + 1] <= 0xC3:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return max(1, width), max(1, height)
        at += 2 + int(struct.unpack(">H", content[at + 2 : at + 4])[0])
    return 800, 600
