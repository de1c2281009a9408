"""The parts of a mail: its text, the names of its attachments, and whether it is an invitation.

It is read line by line, and attachments are skipped.
"""

import re
from binascii import a2b_qp
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from caretrack.formats.mail.headers import (
    Head,
    decode_base64,
    decode_charset,
    decode_words,
    first_field,
    read_head,
)
from caretrack.formats.mail.lines import MailLines
from caretrack.formats.text import decode, tidy_name, unix_lines

# Of a text no more bytes are held: nobody's own words come later.
LONGEST_PART = 192 * 1024
DEEPEST_PART = 40
MOST_PARTS = 500
MOST_NAMES = 20

_PARAMETER = r"(?i)\b{}(?:\*\d*\*?)?[ \t]*=[ \t]*(?:\"([^\"]{{0,400}})\"|([^\s;\"]{{1,400}}))"
_BOUNDARY, _CHARSET, _NAME = (
    re.compile(_PARAMETER.format(name)) for name in ("boundary", "charset", "(?:file)?name")
)

# Where the answered mail or a signature begins in the HTML of Gmail, Outlook, Thunderbird, Apple
# Mail and Yahoo.
_ANSWERED = re.compile(
    r"(?i)<blockquote|gmail_quote|gmail_signature|divRplyFwdMsg|appendonsend|moz-cite-prefix"
    r"|moz-signature|yahoo_quoted"
    r"|border-top: ?solid #(?:E1E1E1|B5C4DF) 1\.0pt|AppleMailSignature|protonmail_quote"
)
_NEW_LINE = re.compile(r"(?i)<(?:br|/p|/div|/tr|/li|/h[1-6])\b[^<>]*>")
_TAG = re.compile(r"<[^<>]*>")


class MailBody(NamedTuple):
    """The text of a mail with its quotes, the names of its attachments, and whether it invites."""

    text: str
    names: tuple[str, ...]
    invites: bool


class _MailPart(NamedTuple):
    sort: str
    charset: str
    encoding: str


def read_body(head: Head, lines: MailLines) -> MailBody:
    """Return the body that follows `head`: the first plain text, or else the HTML as text."""
    depths: dict[bytes, int] = {}
    names: list[str] = []
    texts: dict[str, str] = {}
    part, invites = _entered(head, depths, names), False
    for _ in range(MOST_PARTS):
        invites = invites or part.sort == "text/calendar"
        data, mark = _part_lines(lines, depths, keep=_is_wanted(part.sort, texts))
        if data:
            texts[part.sort] = texts.get(part.sort) or _text(part, data)
        if not mark:
            break
        _leave(depths, mark)
        part = (
            _MailPart("", "", "")
            if mark.endswith(b"--") and mark not in depths
            else _entered(read_head(lines), depths, names)
        )
    return MailBody(
        texts.get("text/plain") or texts.get("text/html", ""), tuple(dict.fromkeys(names)), invites
    )


def _is_wanted(sort: str, texts: dict[str, str]) -> bool:
    """Whether a part is a text, and nothing better was read already."""
    return (
        sort in {"text/plain", "text/html"} and not texts.get("text/plain") and not texts.get(sort)
    )


def _part_lines(lines: MailLines, depths: dict[bytes, int], *, keep: bool) -> tuple[bytes, bytes]:
    """Return the bytes of a part if they are to be kept, and the boundary that ends it.

    The boundary is empty at the end of the mail.
    """
    data: list[bytes] = []
    size = 0
    while line := lines.line():
        if depths and line.startswith(b"--"):
            mark = line[2:].rstrip()
            if mark in depths or (mark.endswith(b"--") and mark[:-2] in depths):
                return b"".join(data), mark
        if keep and size < LONGEST_PART:
            data.append(line)
            size += len(line)
    return b"".join(data), b""


def _leave(depths: dict[bytes, int], mark: bytes) -> None:
    """Forget the boundaries inside the part that `mark` ends, and its own where it is the last."""
    name = mark if mark in depths else mark[:-2]
    depth = depths[name] + (name is mark)
    for inner in [key for key, at in depths.items() if at >= depth]:
        del depths[inner]


def _entered(head: Head, depths: dict[bytes, int], names: list[str]) -> _MailPart:
    """Return what the part with this head is.

    The boundary of a part with parts in it, and the name of an attachment, are added.
    """
    about = decode(first_field(head, "content-type"))
    sort = about.partition(";")[0].strip().lower() or "text/plain"
    disposition = decode(first_field(head, "content-disposition"))
    found = _NAME.findall(disposition) or _NAME.findall(about)
    if found and len(names) < MOST_NAMES:
        names.append(
            tidy_name(
                decode_words(
                    unquote("".join(quoted or bare for quoted, bare in found)).rpartition("''")[2]
                )
            )[:100]
        )
    if sort.startswith("multipart/"):
        boundary = _parameter(_BOUNDARY, about).rstrip().encode("utf-8", "replace")
        if boundary and len(depths) < DEEPEST_PART:
            depths.setdefault(boundary, len(depths))
    if disposition.strip().lower().startswith("attachment") and sort != "text/calendar":
        sort = "attachment"
    return _MailPart(
        sort,
        _parameter(_CHARSET, about),
        decode(first_field(head, "content-transfer-encoding")).strip().lower(),
    )


def _parameter(pattern: re.Pattern[str], value: str) -> str:
    found = pattern.search(value)
    return (found[1] or found[2] or "") if found else ""


def _text(part: _MailPart, data: bytes) -> str:
    if part.encoding == "base64":
        data = decode_base64(data)
    elif part.encoding == "quoted-printable":
        data = a2b_qp(data)
    text = unix_lines(decode_charset(data, part.charset))
    return (text if part.sort == "text/plain" else of_html(text)).strip()


def of_html(page: str) -> str:
    """What is read on a page of HTML, up to the mail that it answers."""
    answered = _ANSWERED.search(page)
    # The mark stands within a tag, which goes as a whole.
    own = page[: max(page.rfind("<", 0, answered.start() + 1), 0)] if answered else page
    for name in ("style", "script", "head", "title"):
        own = _without_element(own, name)
    own = _NEW_LINE.sub("\n", " ".join(own.split()))
    lines = (" ".join(line.split()) for line in unescape(_TAG.sub(" ", own)).split("\n"))
    return "\n".join(lines)


def _without_element(page: str, name: str) -> str:
    """Return the page without the elements of this name; one that is not closed ends the page."""
    begins, ends = re.compile(rf"(?i)<{name}[\s>]"), re.compile(rf"(?i)</{name}\b")
    kept, at = [], 0
    while start := begins.search(page, at):
        kept.append(page[at : start.start()])
        end = ends.search(page, start.end())
        if end is None:
            return "".join(kept)
        at = end.start()
    return "".join((*kept, page[at:]))
