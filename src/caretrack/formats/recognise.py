"""What a file is, told from its first bytes and never from its name."""

import re

from caretrack.errors import CareError
from caretrack.formats.address_list import is_address_list
from caretrack.formats.chats.sign import chat_format
from caretrack.formats.encodings import text_of_head
from caretrack.formats.foreign import foreign_binary, foreign_text
from caretrack.formats.mail.signs import is_mail
from caretrack.formats.monica.sign import is_monica
from caretrack.formats.notes.signs import notes_format
from caretrack.formats.registry import JSON
from caretrack.formats.source import ENOUGH
from caretrack.formats.text import decode, unix_lines

# An mbox begins with the line that parts its mails, and the head of the first mail.
_MBOX = re.compile(r"\s*From [^\n]*\n(?:>?From [^\n]*\n)?[!-9;-~]+:")
_OURS = re.compile(r'\s*\{\s*"caretrack"\s*:')
# An event that was dragged out of a program may have no calendar around it.
_CALENDAR_OR_CARD = re.compile(
    r"^BEGIN[ \t]*:[ \t]*(VCARD|VCALENDAR|VEVENT)[ \t]*$", re.IGNORECASE | re.MULTILINE
)
# Comments, the version, and the name of the first entry.
_LDIF = re.compile(
    r"(?:\s*#[^\n]*\n(?: [^\n]*\n)*|\s*version: *\d+[ \t]*\n)*\s*dn:{1,2} *\S", re.IGNORECASE
)
_FRIENDS = re.compile(r"^### (Activities|Notes|Friends|Locations):[ \t]*$", re.MULTILINE)

UNDERSTOOD = (
    "What can be read: vCards (.vcf), LDIF, contacts as CSV or .xlsx (Google, LinkedIn, Outlook, "
    "or any with --map), calendars (.ics), mail (mbox, Maildir, .eml), chats (WhatsApp, Telegram), "
    "calls, notes (Markdown, Org), friends.md, Monica (JSON, SQL), the JSON of care, and a .zip or "
    ".gz of these."
)


def recognise_format(head: bytes, encoding: str = "") -> str:
    """The format of a file, out of its first few thousand bytes: a key of REGISTRY, or JSON.

    `encoding` is what `--encoding` says. Raises CareError where it is none of them: what it is, and
    what to export instead, or what can be read.
    """
    refuse_binaries(head)
    if name := _by_plain_sign(unix_lines(decode(head[:ENOUGH]))):
        return name
    text = unix_lines(text_of_head(head[:ENOUGH], encoding))
    foreign = foreign_text(text)
    if name := "" if "\0" in text or foreign else _table_format(text):
        return name
    if foreign:
        raise CareError(f"the file is {foreign.name}", foreign.advice)
    if "\0" in text:
        raise CareError("the file is not text", UNDERSTOOD)
    raise CareError("the file is in no format that is known here", UNDERSTOOD)


def refuse_binaries(head: bytes) -> None:
    """Raises CareError for a file that is empty, or that is not text by its first bytes."""
    if not head.strip():
        raise CareError("the file is empty", UNDERSTOOD)
    if foreign := foreign_binary(head):
        raise CareError(f"the file is {foreign.name}", foreign.advice)


def refuse_garbage(head: bytes, encoding: str = "") -> None:
    """Raise CareError for a file that is not text, where a format is insisted on.

    A NUL in a file of a known format is let pass.
    """
    refuse_binaries(head)
    text = unix_lines(text_of_head(head[:ENOUGH], encoding))
    if "\0" in text and not _by_plain_sign(text):
        raise CareError("the file is not text", UNDERSTOOD)


def _by_plain_sign(text: str) -> str:
    """The format that the head of a file has the sign of, in plain ASCII; empty for none."""
    if _OURS.match(text):
        return JSON
    if _MBOX.match(text):
        return "mbox"
    if is_monica(text):
        return "monica"
    if is_mail(text):
        return "eml"
    if chat := chat_format(text):
        return chat
    if _LDIF.match(text):
        return "ldif"
    mark = _CALENDAR_OR_CARD.search(text)
    if mark:
        return "vcard" if mark[1].upper() == "VCARD" else "ics"
    if _FRIENDS.search(text):
        return "friends"
    return notes_format(text) or ("addresses" if is_address_list(text) else "")


def _table_format(text: str) -> str:
    from caretrack.formats.csv.heads import recognise_table

    return recognise_table(text) or ""
