"""What a file is, told from its first bytes and never from its name."""

import re

from caretrack.errors import CareError
from caretrack.formats.chats.sign import chat_format
from caretrack.formats.mail.signs import is_mail
from caretrack.formats.registry import JSON
from caretrack.formats.text import decode, unix_lines

ENOUGH = 8192

# An mbox begins with the line that parts its mails, and the head of the first mail.
_MBOX = re.compile(r"\s*From [^\n]*\n(?:>?From [^\n]*\n)?[!-9;-~]+:")
_OURS = re.compile(r'\s*\{\s*"caretrack"\s*:')
_CALENDAR_OR_CARD = re.compile(
    r"^BEGIN[ \t]*:[ \t]*(VCARD|VCALENDAR)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_FRIENDS = re.compile(r"^### (Activities|Notes|Friends|Locations):[ \t]*$", re.MULTILINE)

_ARCHIVE = "Unpack it, and import what is inside."
_NOT_TEXT: tuple[tuple[bytes, str, str], ...] = (
    (
        b"PK\x03\x04",
        "the file is a zip archive or a spreadsheet",
        "Unpack it and import what is inside, or save the spreadsheet as CSV.",
    ),
    (b"\x1f\x8b", "the file is a gzip archive", _ARCHIVE),
    (b"BZh", "the file is a bzip2 archive", _ARCHIVE),
    (b"\xfd7zXZ\0", "the file is an xz archive", _ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", "the file is a 7-Zip archive", _ARCHIVE),
    (b"Rar!\x1a\x07", "the file is a RAR archive", _ARCHIVE),
    (b"\x28\xb5\x2f\xfd", "the file is a zstd archive", _ARCHIVE),
    (b"age-encryption.org/", "the file is encrypted with age", "Decrypt it first."),
    (
        b"SQLite format 3\0",
        "the file is an SQLite database",
        "A journal of care's own comes back with `care restore`.",
    ),
    (b"%PDF-", "the file is a PDF", ""),
    (
        b"!BDN",
        "the file is an Outlook data file (PST)",
        "In Outlook export the people as CSV, and the calendar as ICS.",
    ),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "the file is an old Office document or an Outlook message",
        "Save it as CSV.",
    ),
    (b"\x89PNG", "the file is a picture", ""),
    (b"\xff\xd8\xff", "the file is a picture", ""),
)
UNDERSTOOD = (
    "What can be read: vCards (.vcf), contacts as CSV (Google, LinkedIn, Outlook, or any with "
    "--map), calendars (.ics), mail (mbox, Maildir, .eml), friends.md, and the JSON of care."
)


def recognise_format(head: bytes) -> str:
    """The format of a file, out of its first few thousand bytes: a key of READERS, or JSON.

    Raises CareError where it is none of them, with what can be read.
    """
    refuse_binaries(head)
    text = unix_lines(decode(head[:ENOUGH]))
    if name := _format_by_sign(text):
        return name
    if "\0" in text:
        raise CareError("the file is not text", UNDERSTOOD)
    if re.match(r"(?i)\s*<(!doctype|html|\?xml)\b", text):
        raise CareError("the file is a web page or XML", UNDERSTOOD)
    if re.match(r"\s*[{\[]", text):
        raise CareError(
            "the file is JSON, but no journal of care",
            "Such a file is made by `care export --to json`.",
        )
    raise CareError("the file is in no format that is known here", UNDERSTOOD)


def refuse_binaries(head: bytes) -> None:
    """Raises CareError for a file that is empty, or that is not text by its first bytes."""
    if not head.strip():
        raise CareError("the file is empty", UNDERSTOOD)
    for start, what, hint in _NOT_TEXT:
        if head.startswith(start):
            raise CareError(what, hint or UNDERSTOOD)


def refuse_garbage(head: bytes) -> None:
    """Raise CareError for a file that is not text, where a format is insisted on.

    A NUL in a file of a known format is let pass.
    """
    refuse_binaries(head)
    text = unix_lines(decode(head[:ENOUGH]))
    if "\0" in text and not _format_by_sign(text):
        raise CareError("the file is not text", UNDERSTOOD)


def _format_by_sign(text: str) -> str:
    """The format that the head of a file has the sign of; empty for none."""
    if _OURS.match(text):
        return JSON
    if _MBOX.match(text):
        return "mbox"
    if is_mail(text):
        return "eml"
    if chat := chat_format(text):
        return chat
    mark = _CALENDAR_OR_CARD.search(text)
    if mark:
        return "vcard" if mark[1].upper() == "VCARD" else "ics"
    return "friends" if _FRIENDS.search(text) else _table_format(text)


def _table_format(text: str) -> str:
    if "\0" in text:
        return ""
    from caretrack.formats.csv.heads import recognise_table

    return recognise_table(text) or ""
