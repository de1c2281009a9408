"""The front matter of a note: its properties, each a list of texts.

YAML is read without types: a date, a `no` or a number stays the text that was typed. Anchors are
refused, since a few of them can name a million values.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any, NamedTuple

from caretrack.domain.text import shortened, tidy
from caretrack.errors import CareError

# A longer one is no front matter; so many values of one property are none either.
LONGEST = 200_000
MOST_VALUES = 500
DEEPEST = 6
_FENCE = re.compile(
    r"\ufeff?---[ \t]*\n(.*?)(?:^---|^\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE
)
_NAME = r"([^\W\d_][\w /-]{0,40}?)"
_AT_HEAD = r"^[ \t]*(?:[-*+][ \t]+)?"
# `Birthday:: 1980-03-14` on a line of its own, in a list, or in brackets: a Dataview field.
_INLINE = re.compile(
    _AT_HEAD + r"(?:\[[ xX]\][ \t]+)?[\[(]?(?:\*\*|__|\*|_)?" + _NAME + r"(?:\*\*|__|\*|_)?::"
    r"(?:\*\*|__)?[ \t]*([^\n]*?)[ \t]*(?:(?<!\])[\])]|(?<=\]\])\])?[ \t]*$",
    re.MULTILINE,
)
_LINKS_ALONE = re.compile(r"(?:!?\[\[[^\]\n]+\]\][,;& \t]*)+")
# `- **Email:** ana@…`, `**Email**: ana@…`: what templates put at the head of a note.
_BOLD = re.compile(
    _AT_HEAD + r"(?:\*\*|__)" + _NAME + r"(?::(?:\*\*|__)|(?:\*\*|__)[ \t]*:)"
    r"[ \t]*([^\n]+?)[ \t]*$",
    re.MULTILINE,
)
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
# Where a sign that is escaped waits while marks are looked for: no text has such letters.
_FAR = 0x10FF00
_AWAY = re.compile("[\U0010ff21-\U0010ff7e]")
_LINK = re.compile(r"!?\[\[([^\[\]\n]+)\]\]")
_STRESSED = re.compile(
    r"(?<![\w\\*_=~])(\*\*\*|\*\*|__|==|~~|\*|_)(?=\S)([^*_=~\n]+)(?<=\S)\1(?![\w*_=~])"
)
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]\n]*)\]\(<?([^()\s<>]+)>?(?:[ \t]+\"[^\"\n]*\")?\)")


class Note(NamedTuple):
    """A note taken apart: its properties by name, in their order, and the text after them."""

    properties: dict[str, tuple[str, ...]]
    body: str


def read_note(text: str, is_property: Callable[[str], bool]) -> Note:
    """Return a note taken apart. Raises CareError where the front matter is not YAML.

    Lines such as `Email:: …` and `**Email:** …` are properties where `is_property` says so. Lines
    of links alone (`Boss:: [[Cleo Park]]`) are properties, and stay in the body.
    """
    head = _FENCE.match(text[:LONGEST])
    properties: dict[str, tuple[str, ...]] = {}
    if head:
        properties = _properties(head[1])
        text = text[head.end() :]
    found: dict[str, list[str]] = {}

    def take(match: re.Match[str]) -> str:
        name = match[1].strip()
        if not is_property(name):
            # It may say who somebody is to them; what else it says stays in the note.
            if _LINKS_ALONE.fullmatch(match[2]):
                found.setdefault(name, []).append(match[2])
            return match[0]
        found.setdefault(name, []).append(match[2])
        return ""

    body = _BOLD.sub(take, _INLINE.sub(take, text))
    for name, values in found.items():
        texts = tuple(filter(None, map(tidy, values)))
        if texts:
            properties[name] = (*properties.get(name, ()), *texts)
    return Note(properties, body)


def linked(text: str) -> list[str]:
    """Return the names of the notes that a text links to: `[[People/Ben|him]]` leads to Ben."""
    return [_target(match[1]) for match in _LINK.finditer(_hidden(text))]


def plain(text: str) -> str:
    """Return a text as it reads: links by what they show, without the marks around them."""
    shown = _LINK.sub(lambda match: match[1].rpartition("|")[2].rpartition("/")[2], _hidden(text))
    shown = _MARKDOWN_LINK.sub(lambda match: match[1] or match[2], shown)
    shown = _STRESSED.sub(r"\2", shown)
    return _AWAY.sub(lambda match: f"\\{chr(ord(match[0]) - _FAR)}", shown)


def _hidden(text: str) -> str:
    """Return a text with what is escaped out of the way of all marks."""
    return _ESCAPED.sub(lambda match: chr(ord(match[1]) + _FAR), text)


def unescaped(text: str) -> str:
    """Return a text without the backslashes that keep its signs from being marks."""
    return _ESCAPED.sub(r"\1", text)


def address_of(text: str) -> str:
    """Return where a link in Markdown leads; a text without one as it is."""
    link = _MARKDOWN_LINK.search(text)
    return link[2] if link else text


def _target(inside: str) -> str:
    name = inside.partition("|")[0].partition("#")[0].strip()
    return name.rpartition("/")[2].removesuffix(".md").strip()


def _properties(text: str) -> dict[str, tuple[str, ...]]:
    import yaml

    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    try:
        _refuse_anchors(yaml.parse(text, loader))
        found = yaml.load(text, loader)  # noqa: S506 - it makes texts alone
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        at = f", line {mark.line + 2}" if mark else ""
        raise CareError(f"its front matter is not YAML{at}") from error
    except ValueError as error:
        raise CareError("its front matter is not YAML") from error
    if not isinstance(found, dict):
        return {}
    return {
        shortened(str(name), 80): values
        for name, value in found.items()
        if (values := tuple(_flat(value, DEEPEST))[:MOST_VALUES])
    }


def _refuse_anchors(events: Iterable[Any]) -> None:
    """Raise CareError for what leads back to an anchor, and for lists within lists without end."""
    depth = 0
    for event in events:
        name = type(event).__name__
        depth += name.endswith("StartEvent") - name.endswith("EndEvent")
        # A stream and a document are two levels.
        if depth > DEEPEST + 2:
            raise CareError("its front matter has lists within lists without end")
        if name == "AliasEvent":
            raise CareError("its front matter has an alias (*name)")


def _flat(value: Any, depth: int) -> Iterator[str]:
    """Give the texts of a value. A link that is not in quotes is a list in a list for YAML."""
    if isinstance(value, list) and len(value) == 1 and _is_link(value[0]):
        yield f"[[{value[0][0]}]]"
    elif isinstance(value, (list, tuple)):
        for item in value if depth else ():
            yield from _flat(item, depth - 1)
    elif isinstance(value, dict):
        for item in value.values() if depth else ():
            yield from _flat(item, depth - 1)
    elif isinstance(value, str) and (text := tidy(value)):
        yield text


def _is_link(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)
