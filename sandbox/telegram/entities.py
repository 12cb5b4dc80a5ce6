"""Telegram's HTML: text with tags in, plain text and entities out, refusals with the byte they happened at.

Offsets count UTF-16 units, as clients do. Markdown is not spoken here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.refusals import PARSE, ApiRefusal, bad_request

Entity = dict[str, Any]

_NAMES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
    "pre": "pre",
    "code": "code",
    "blockquote": "blockquote",
}
# Where two entities cover the same text, the outer one of these comes first.
_ORDER = {"blockquote": 0, "expandable_blockquote": 0, "pre": 1, "code": 1}
_PLAIN = re.compile(r"[^<&]+")
_CHARACTER = re.compile(r"&(?:(lt|gt|amp|quot)|#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6}));?")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SPACES = " \t\r\n\0\v\f"
_MENTION = re.compile(r"tg://user\?id=(\d+)$", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    """A start tag that still waits for its end."""

    tag: str
    attributes: dict[str, str]
    offset: int
    piece: int


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Return the text without its tags, and what the tags meant.

    :raises ApiRefusal: 400 `can't parse entities: …`
    """
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self.source = source
        self.at = 0
        self.offset = 0
        self.pieces: list[str] = []
        self.open: list[_Open] = []
        self.entities: list[Entity] = []

    def read(self) -> tuple[str, list[Entity]]:
        source = self.source
        while self.at < len(source):
            if plain := _PLAIN.match(source, self.at):
                self._take(plain.group())
                self.at = plain.end()
            elif source[self.at] == "&":
                character, self.at = self._character(self.at)
                self._take(character)
            elif source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        if self.open:
            raise bad_request(f'{PARSE}Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')
        for entity in self.entities:
            if entity["type"] == "code":
                entity.pop("language", None)  # only blocks have one
        self.entities.sort(key=lambda e: (e["offset"], -e["length"], _ORDER.get(e["type"], 2)))
        return "".join(self.pieces), self.entities

    def _take(self, text: str) -> None:
        self.pieces.append(text)
        self.offset += utf16_length(text)

    def _character(self, at: int) -> tuple[str, int]:
        """Decode a character reference; anything else after a `&` stays as it is."""
        match = _CHARACTER.match(self.source, at)
        if match is None:
            return "&", at + 1
        name, decimal, hexadecimal = match.groups()
        if name:
            return _NAMED[name], match.end()
        code = int(decimal) if decimal else int(hexadecimal, 16)
        if 0 < code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF:
            return chr(code), match.end()
        return "&", at + 1

    def _refused(self, reason: str, at: int, detail: str = "") -> ApiRefusal:
        return bad_request(f"{PARSE}{reason} at byte offset {len(self.source[:at].encode())}{detail}")

    def _peek(self) -> str:
        return self.source[self.at] if self.at < len(self.source) else ""

    def _skip_spaces(self) -> None:
        while self.at < len(self.source) and self.source[self.at] in _SPACES:
            self.at += 1

    def _word(self, ends: str) -> str:
        begin = self.at
        while self.at < len(self.source) and self.source[self.at] not in ends:
            self.at += 1
        return self.source[begin : self.at]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        tag = self._word(_SPACES + ">").lower()
        if not self._peek():
            raise self._refused("Unclosed start tag", begin)
        if tag not in _NAMES:
            raise self._refused(f'Unsupported start tag "{tag}"', begin)
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refused('Tag "span" must have class "tg-spoiler"', begin)
        self.open.append(_Open(tag, attributes, self.offset, len(self.pieces)))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        attributes: dict[str, str] = {}
        while True:
            self._skip_spaces()
            if self._peek() == ">":
                self.at += 1
                return attributes
            name = self._word(_SPACES + "=>").lower()
            if not name:
                if not self._peek():
                    raise self._refused("Unclosed start tag", begin)
                raise self._refused(f'Empty attribute name in the tag "{tag}"', begin)
            self._skip_spaces()
            if self._peek() == "=":
                self.at += 1
                self._skip_spaces()
                attributes[name] = self._value(begin)
            else:
                attributes[name] = ""
            if not self._peek():
                raise self._refused("Unclosed start tag", begin)

    def _value(self, begin: int) -> str:
        quote = self._peek()
        if not quote:
            raise self._refused("Unclosed start tag", begin)
        if quote not in "'\"":
            token_begin = self.at
            token = re.compile(r"[A-Za-z0-9.-]*").match(self.source, self.at)
            self.at = token.end() if token else self.at
            if self._peek() and self._peek() not in _SPACES + ">":
                raise self._refused("Unexpected end of name token", token_begin)
            return self.source[token_begin : self.at].lower()
        self.at += 1
        characters: list[str] = []
        while self._peek() not in ("", quote):
            if self._peek() == "&":
                character, self.at = self._character(self.at)
            else:
                character = self._peek()
                self.at += 1
            characters.append(character)
        self.at += 1
        return "".join(characters)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open:
            raise self._refused("Unexpected end tag", begin)
        self.at += 2
        found = self._word(_SPACES + ">").lower()
        self._skip_spaces()
        if self._peek() != ">":
            raise self._refused("Unclosed end tag", begin)
        self.at += 1
        opened = self.open.pop()
        if found and found != opened.tag:
            raise self._refused(
                "Unmatched end tag", begin, f', expected "</{opened.tag}>", found "</{found}>"'
            )
        if self.offset > opened.offset:
            self._add(opened)

    def _add(self, opened: _Open) -> None:
        entity: Entity = {
            "type": _NAMES[opened.tag],
            "offset": opened.offset,
            "length": self.offset - opened.offset,
        }
        attributes = opened.attributes
        if opened.tag == "a":
            url = attributes.get("href") or "".join(self.pieces[opened.piece :])
            if mention := _MENTION.match(url):
                # The server puts the whole user here; a stand-in knows no more than the id at this point.
                entity |= {
                    "type": "text_mention",
                    "user": {"id": int(mention[1]), "is_bot": False, "first_name": "?"},
                }
            elif checked := _link(url):
                entity["url"] = checked
            else:
                return
        elif opened.tag == "blockquote" and "expandable" in attributes:
            entity["type"] = "expandable_blockquote"
        elif opened.tag == "tg-emoji":
            entity["custom_emoji_id"] = attributes.get("emoji-id", "")
        elif opened.tag == "tg-time":
            entity |= self._time(attributes)
        elif opened.tag in ("pre", "code") and self._is_code_in_pre(opened, entity):
            return
        elif opened.tag == "code" and attributes.get("class", "").startswith("language-"):
            entity["language"] = attributes["class"].removeprefix("language-")
        self.entities.append(entity)

    def _time(self, attributes: dict[str, str]) -> Entity:
        unix = attributes.get("unix", "")
        if not re.fullmatch(r"-?\d{1,18}", unix):
            raise bad_request(f"{PARSE}Invalid date specified")
        shown = {"unix_time": int(unix)}
        return {**shown, "date_time_format": attributes["format"]} if attributes.get("format") else shown

    def _is_code_in_pre(self, opened: _Open, entity: Entity) -> bool:
        """`<pre><code class="language-x">` is one entity with a language."""
        last = self.entities[-1] if self.entities else None
        if opened.tag != "pre" or last is None or last["type"] != "code":
            return False
        if (last["offset"], last["length"]) != (entity["offset"], entity["length"]):
            return False
        last["type"] = "pre"
        return True


def _link(url: str) -> str:
    """Return a link as the server would keep it, or nothing where it is none."""
    if re.match(r"(?:https?|tg|ton|tonsite|mailto|tel):", url, re.IGNORECASE):
        return url
    return f"http://{url}" if re.match(r"[\w-]+(?:\.[\w-]+)+", url) else ""
