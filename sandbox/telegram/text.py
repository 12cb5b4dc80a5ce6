"""Formatted text as the server understands it: trimming, limits, and the links it finds by itself."""

from __future__ import annotations

import re
from typing import Any

from sandbox.telegram.entities import parse_html, utf16_length
from sandbox.telegram.refusals import bad_request

Entity = dict[str, Any]
Formatted = tuple[str, list[Entity]]

MOST_TEXT = 4096
MOST_CAPTION = 1024
_MOST_BYTES = 32_768
_INTERESTING = re.compile(r"[/@#$.]")
_FOUND_BY_ITSELF = re.compile(
    r"(?P<url>https?://[^\s<>\"]+[^\s<>\".,;:!?)'])"
    r"|(?P<email>[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+\.[A-Za-z]{2,})"
    r"|(?<![\w/@])(?P<bot_command>/[A-Za-z0-9_]{1,32}(?:@[A-Za-z0-9_]{3,32})?)(?![\w/])"
    r"|(?<![\w@])(?P<mention>@[A-Za-z][A-Za-z0-9_]{2,31})\b"
    r"|(?<![\w#])(?P<hashtag>#\w*[^\W\d]\w*)"
    r"|(?<![\w$])(?P<cashtag>\$[A-Z]{1,8})\b"
    r"|(?<![\w@./])(?P<domain>(?:[A-Za-z0-9-]+\.)+(?:com|org|net|ng|me|io|app|dev|co)(?:/[^\s<>\"]*[^\s<>\".,;:!?)'])?)(?!\w)"
)


def formatted(
    raw: str, parse_mode: str, given: list[Entity] | None, *, most: int = MOST_TEXT, caption: bool = False
) -> Formatted:
    """Turn what a bot sent into the text and entities that the message gets.

    :raises ApiRefusal: 400 with the server's own words
    """
    if len(raw) > _MOST_BYTES // 4 and len(raw.encode()) > _MOST_BYTES:
        raise bad_request("text is too long")
    if not raw and not caption:
        raise bad_request("message text is empty")
    mode = parse_mode.lower()
    if mode == "html":
        text, entities = parse_html(raw)
    elif mode in ("", "none"):
        text, entities = raw, checked(given or [], raw)
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = trimmed(text.replace("\r", ""), entities)
    if not text and not caption:
        raise bad_request("text must be non-empty" if raw.strip() == "" else "message text is empty")
    if len(text) > most:
        raise bad_request("message caption is too long" if caption else "message is too long")
    return text, with_links(text, entities)


def checked(given: list[Entity], text: str) -> list[Entity]:
    """Keep the entities that fit into the text; the server cuts what reaches beyond."""
    length = utf16_length(text)
    kept = []
    for entity in given:
        if "type" not in entity:
            raise bad_request('can\'t parse MessageEntity: Field "type" must be of type String')
        offset = int(entity.get("offset", 0))
        size = min(int(entity.get("length", 0)), length - offset)
        if offset >= 0 and size > 0:
            kept.append({**entity, "offset": offset, "length": size})
    return sorted(kept, key=lambda entity: (entity["offset"], -entity["length"]))


def trimmed(text: str, entities: list[Entity]) -> Formatted:
    """Cut white space at the end, and at the start as far as no entity covers it."""
    shorter = text.rstrip()
    if len(shorter) != len(text):
        end = utf16_length(shorter)
        entities = [
            {**entity, "length": min(entity["length"], end - entity["offset"])}
            for entity in entities
            if entity["offset"] < end
        ]
    start = len(shorter) - len(shorter.lstrip(" \n"))
    if start:
        if entities:
            start = min(start, entities[0]["offset"])  # white space is one unit wide in UTF-16 too
        entities = [{**entity, "offset": entity["offset"] - start} for entity in entities]
    return shorter[start:], entities


def with_links(text: str, entities: list[Entity]) -> list[Entity]:
    """Add the commands, mentions, links and tags that the server finds in any text."""
    if not _INTERESTING.search(text):
        return entities
    taken = [
        (entity["offset"], entity["offset"] + entity["length"]) for entity in entities if _is_solid(entity)
    ]
    found = []
    for match in _FOUND_BY_ITSELF.finditer(text):
        start = utf16_length(text[: match.start()])
        end = start + utf16_length(match.group())
        if not any(start < until and since < end for since, until in taken):
            kind = "url" if match.lastgroup == "domain" else match.lastgroup
            found.append({"type": kind, "offset": start, "length": end - start})
    if not found:
        return entities
    return sorted([*entities, *found], key=lambda entity: (entity["offset"], -entity["length"]))


def _is_solid(entity: Entity) -> bool:
    return entity["type"] in ("code", "pre", "text_link", "text_mention", "custom_emoji", "date_time")
