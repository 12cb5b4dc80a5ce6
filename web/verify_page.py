"""The page that checks receipts in a browser, also without us."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)


@dataclass(frozen=True)
class VerifyPage:
    """The page. It checks the signature by itself; the words and the public keys are in it."""

    words: Mapping[str, object]
    keys: Mapping[str, str]

    @cached_property
    def html(self) -> str:
        """The whole page; a saved copy of it works without us."""
        template = files("web").joinpath("verify.html").read_text(encoding="utf-8")
        page = template.replace("{{keys}}", _json(self.keys)).replace("{{words}}", _json(self.words))
        return re.sub(r"\{\{(\w+)\}\}", lambda found: html.escape(str(self.words[found[1]])), page)

    @cached_property
    def policy(self) -> str:
        """What the page may do: run its own script, and ask this server alone."""
        script = _SCRIPT.search(self.html)
        digest = hashlib.sha256(script[1].encode() if script else b"").digest()
        return (
            f"default-src 'none'; script-src 'sha256-{base64.b64encode(digest).decode()}'; "
            "style-src 'unsafe-inline'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'"
        )


def _json(value: object) -> str:
    # Inside a script element nothing may look like its end.
    return json.dumps(value, ensure_ascii=False).replace("<", "\\u003c")
