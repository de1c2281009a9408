"""A page for a browser that needs no other file.

There is no script, nothing from the network, and every word is escaped. Its Content-Security-Policy
forbids everything but the style sheet in it, which it knows by its hash.
"""

from base64 import b64encode
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape

from caretrack.domain.text import flat
from caretrack.views.page import Page
from caretrack.views.rows import Section
from caretrack.views.stats_html import STYLE_SHEET

STYLE = "\n" + STYLE_SHEET.read_text(encoding="utf-8")


def document(title: str, header: str, body: Iterable[str], footer: Iterable[str]) -> str:
    """Return the whole file; `header`, `body` and `footer` are HTML already, the title is not."""
    digest = b64encode(sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return "\n".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            '<meta name="referrer" content="no-referrer">\n<meta name="robots" content="noindex">',
            f"<title>{escaped_text(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>{header}",
            *body,
            "</main>\n<footer>",
            *footer,
            "</footer>\n</body>\n</html>\n",
        ]
    )


def page(shown: Page, made: str) -> str:
    """Return a page of sections as a file; `made` is the sentence at its end."""
    title = "".join(words for words, _ in shown.head)
    said = "".join(f"<p>{escaped_text(words)}</p>" for words, _ in shown.sentences if words)
    header = f"<header><h1>{isolated_name(title)}</h1>{said}</header>\n<main>"
    return document(title, header, _sections(shown), [f"<p>{escaped_text(made)}</p>\n"])


def _sections(shown: Page) -> Iterator[str]:
    for section in shown.sections:
        if not isinstance(section, Section) or not section.rows:
            continue
        yield f'<section><h2>{isolated_name(section.title)}</h2><dl class="rows">'
        for row in section.rows:
            css = ' class="name"' if row.style == "name" else ""
            yield f"<dt{css}>{isolated_name(row.heading)}</dt>"
            yield f"<dd{css}>{isolated_name(row.text)}</dd>"
        yield "</dl></section>"


def isolated_name(words: str) -> str:
    """Return words that may be written from right to left, so that all around them stays."""
    return f"<bdi>{escaped_text(words)}</bdi>"


def escaped_text(words: object) -> str:
    """Return what may stand in a page: no markup, no control characters, one line."""
    return escape(flat(str(words)))
