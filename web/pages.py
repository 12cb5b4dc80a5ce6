"""The few pages that people see outside the chat. Their words come from whoever starts the edge."""

from __future__ import annotations

import html

_PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
  :root {{ color-scheme: light dark; font-family: system-ui, sans-serif; }}
  body {{ min-height: 100vh; margin: 0; display: grid; place-items: center; }}
  main {{ max-width: 24rem; padding: 2rem; text-align: center; }}
  h1 {{ font-size: 1.5rem; }}
  p {{ line-height: 1.5; }}
  a {{ display: inline-block; padding: .8rem 1.6rem; border-radius: .6rem; background: #2481cc; color: #fff;
      text-decoration: none; font-weight: 600; }}
</style>
<main>
<h1>{title}</h1>
<p>{text}</p>
{way_back}
</main>
</html>
"""


def page(title: str, text: str, *, link: tuple[str, str] | None = None) -> str:
    """Return a page with a heading, a sentence or two, and perhaps a link (label, address)."""
    way_back = f'<a href="{html.escape(link[1])}">{html.escape(link[0])}</a>' if link else ""
    return _PAGE.format(title=html.escape(title), text=html.escape(text), way_back=way_back)
