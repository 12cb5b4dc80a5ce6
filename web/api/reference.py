"""The page that shows the API to people: made here of the OpenAPI document, without any script."""

from __future__ import annotations

import html
import json
import re
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from web.api.describing import Json, example_of, operations, resolved

router = APIRouter()

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} API {version}</title>
<style>
  :root {{ color-scheme: light dark; font: 1rem/1.5 system-ui, sans-serif; }}
  body {{ max-width: 52rem; margin: 0 auto; padding: 1rem; }}
  details {{ border: 1px solid #8886; border-radius: .5rem; margin: .5rem 0; padding: .5rem .8rem; }}
  summary {{ cursor: pointer; overflow-wrap: anywhere; }}
  pre {{ overflow-x: auto; padding: .6rem; border-radius: .4rem; background: #8882; }}
  code {{ font-size: .9em; }}
  b.method {{ display: inline-block; min-width: 4rem; color: #2481cc; }}
  table {{ border-collapse: collapse; width: 100%; }}
  td, th {{ text-align: left; vertical-align: top; padding: .2rem .5rem .2rem 0; overflow-wrap: anywhere; }}
  td:first-child {{ white-space: nowrap; }}
  .quiet {{ opacity: .7; }}
</style>
<main>
<h1>{title} API <span class="quiet">{version}</span></h1>
{about}
<p>The same for programs: <a href="openapi.json">openapi.json</a> (OpenAPI {openapi}).</p>
{sections}
</main>
</html>
"""


@router.get("/docs", include_in_schema=False)
async def docs(request: Request) -> HTMLResponse:
    """Return the page."""
    return HTMLResponse(page_of(request.app.openapi()))


def page_of(said: Json) -> str:
    """Return the page that shows a document, one section for each subject."""
    by_tag: dict[str, list[str]] = {}
    for path, method, operation in operations(said):
        tag = operation.get("tags", ["other"])[0]
        by_tag.setdefault(tag, []).append(_operation(said, path, method, operation))
    sections = [f"<h2>{_safe(tag)}</h2>\n{''.join(shown)}" for tag, shown in by_tag.items()]
    info = said["info"]
    return _PAGE.format(
        title=_safe(info["title"]),
        version=_safe(info["version"]),
        openapi=_safe(said["openapi"]),
        about=_prose(info.get("description", "")),
        sections="\n".join(sections),
    )


def _operation(said: Json, path: str, method: str, operation: Json) -> str:
    server = said.get("servers", [{"url": ""}])[0]["url"]
    asked = f'<b class="method">{method.upper()}</b> <code>{_safe(server + path)}</code>'
    parts = [
        f"<summary>{asked}<br>{_safe(operation.get('summary', ''))}</summary>",
        _prose(operation.get("description", "")),
        "" if operation.get("security") else '<p class="quiet">Needs no token.</p>',
    ]
    if operation.get("parameters"):
        rows = "".join(_row(said, each["name"], each, each["in"]) for each in operation["parameters"])
        parts.append(f"<table>{rows}</table>")
    body = _json_schema(operation.get("requestBody", {}))
    if body is not None:
        parts += ["<h4>Is sent</h4>", _fields(said, body), _example(said, body)]
    for status, answer in operation["responses"].items():
        schema = _json_schema(answer)
        if status.startswith("2"):
            parts.append(f"<h4>Is answered: {status}</h4>")
            parts += [_fields(said, schema), _example(said, schema)] if schema is not None else []
    refusals = [
        f"{status} {_safe(answer['description'])}"
        for status, answer in operation["responses"].items()
        if not status.startswith("2")
    ]
    parts.append(f'<p class="quiet">Or a problem: {", ".join(refusals)}.</p>')
    return f"<details>{''.join(parts)}</details>\n"


def _json_schema(holder: Json) -> Json | None:
    schema: Json | None = holder.get("content", {}).get("application/json", {}).get("schema")
    return schema


def _fields(said: Json, schema: Json) -> str:
    whole = resolved(said, schema)
    needed = whole.get("required", ())
    rows = [
        _row(said, name, field, "" if name in needed else "may be left out")
        for name, field in whole.get("properties", {}).items()
    ]
    return f"<table>{''.join(rows)}</table>" if rows else ""


def _row(said: Json, name: str, field: Json, note: str) -> str:
    schema = field.get("schema", field)
    said_of_it = [field, schema, *(resolved(said, each) for each in (schema, *schema.get("anyOf", ())))]
    told = next((each["description"] for each in said_of_it if each.get("description")), "")
    return (
        f"<tr><td><code>{_safe(name)}</code><td>{_safe(_kind(said, schema))}"
        f'<td>{_inline(told)} <span class="quiet">{_safe(note)}</span></tr>'
    )


def _kind(said: Json, schema: Json) -> str:
    if "$ref" in schema:
        return _kind(said, resolved(said, schema))
    if "anyOf" in schema:
        return " or ".join(_kind(said, each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if schema.get("type") == "array":
        return f"list of {_kind(said, schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("title" if "properties" in schema else "type", ""))


def _example(said: Json, schema: Json) -> str:
    shown = json.dumps(example_of(said, schema), indent=2, ensure_ascii=False)
    return f"<pre><code>{_safe(shown)}</code></pre>"


def _prose(text: str) -> str:
    """Return paragraphs and one kind of list, of the little Markdown that our descriptions are in."""
    blocks = []
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.lstrip().startswith("* "):
            items = [f"<li>{_inline(item)}</li>" for item in re.split(r"(?:^|\n)\* ", block) if item.strip()]
            blocks.append(f"<ul>{''.join(items)}</ul>")
        elif block.strip():
            blocks.append(f"<p>{_inline(block)}</p>")
    return "\n".join(blocks)


def _inline(text: Any) -> str:
    marked = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", _safe(text))
    return re.sub(r"`(.+?)`", r"<code>\1</code>", marked)


def _safe(text: Any) -> str:
    return html.escape(str(text))
