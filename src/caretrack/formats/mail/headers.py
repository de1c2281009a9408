"""The header of a mail: its fields, what is in them, and what sort of mail they say it is.

All of it takes time that grows with the length of a field, and no field is longer than
LONGEST_FIELD.
"""

import re
from binascii import Error, a2b_base64, a2b_qp
from contextlib import suppress
from datetime import UTC, date, datetime
from email.utils import mktime_tz, parsedate_tz
from itertools import groupby
from typing import NamedTuple

from caretrack.formats.mail.lines import MailLines
from caretrack.formats.mail.places import is_left_out
from caretrack.formats.text import decode, is_charset, tidy_name

LONGEST_FIELD = 128 * 1024
MOST_FIELDS = 2_000
# No mail was written before; computers whose clock is not set say 1970.
FIRST_YEAR = 1980

Head = dict[str, list[bytes]]

_BLANK = (b"\n", b"\r\n", b"")
_ID = re.compile(rb"<([^<>\s]{1,300})>")
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=")

_TO_MANY = (
    "list-unsubscribe",
    "list-id",
    "list-post",
    "mailing-list",
    "x-mailing-list",
    "x-campaign",
    "x-campaignid",
)
_MANY = re.compile(r"(?i)\s*(?:bulk|list|junk)\b")
_BY_ITSELF = re.compile(
    r"(?i)(?:automatic reply|auto(?:matische)?[- ]?(?:reply|response|antwort)"
    r"|out of (?:the )?office|abwesenheits|abwesend\b|réponse automatique"
    r"|respuesta automática|resposta automática"
    r"|risposta automatica|automatisch antwoord|read:|gelesen:|undeliver|unzustellbar"
    r"|delivery status)"
)
_EXPUNGED = 0x0008

# Re: and Fwd: in the languages of Europe, with a number (Re[2]:) or not; and what lists and filters
# put before them.
_ANSWER = re.compile(
    r"(?i)(?:re|fwd?|aw|wg|antw|sv|vs|vb|rv|enc|res|tr|rif|odp|pd|ynt|vá|doorst|i|r)[ \t]*"
    r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?[ \t]*[:：][ \t]*"
    r"|\[(?:ext(?:ern(?:al)?)?|spam|extern[eo]?)\][ \t]*"
)


def read_head(lines: MailLines) -> Head:
    """Return the fields by their names in lower case, and read past the empty line.

    White space that folds a field is left in it.
    """
    head: Head = {}
    values: list[bytes] = []
    kept = 0
    while (line := lines.line()) not in _BLANK:
        name, colon, value = line.partition(b":")
        if colon and not line[:1].isspace() and kept < MOST_FIELDS:
            kept += 1
            values = head.setdefault(name.strip().decode("latin-1").lower()[:80], [])
            values.append(value)
        elif values and line[:1].isspace() and len(values[-1]) < LONGEST_FIELD:
            values[-1] += line
    return head


def first_field(head: Head, name: str) -> bytes:
    """The first field of this name, as it is; empty for none."""
    values = head.get(name)
    return values[0][:LONGEST_FIELD] if values else b""


def field_text(head: Head, name: str) -> str:
    """Return the first field of this name as one line that may be stored, "" for none."""
    return tidy_name(decode_words(decode(first_field(head, name)[:8_000])))


def message_ids(head: Head, name: str) -> list[str]:
    """The message ids in the fields of this name, in their order."""
    return [
        found.decode("latin-1")
        for value in head.get(name, ())
        for found in _ID.findall(value[:LONGEST_FIELD])
    ]


class MailDate(NamedTuple):
    """When a mail was written: seconds since 1970, and the day."""

    instant: float
    day: date


def date_written(head: Head, today: date) -> MailDate | None:
    """Return when the mail was written, or else when it came in; None where nothing says when.

    It came in where the date cannot be read or is still to come. The day is that of the writer's
    own clock, so it is the same wherever the file is read; where only UTC is given, as large mail
    services do, it is this computer's.
    """
    said = _date(first_field(head, "date"))
    if said is not None and said.day <= today:
        return said
    came = _date(first_field(head, "received").rpartition(b";")[2]) if "received" in head else None
    return came if came is not None and (said is None or came.day <= today) else said


def _date(value: bytes) -> MailDate | None:
    with suppress(ValueError, TypeError, IndexError, OverflowError, OSError, AttributeError):
        parsed = parsedate_tz(" ".join(value[:200].decode("latin-1").split()))
        if parsed is None or parsed[0] < FIRST_YEAR:
            return None
        offset = parsed[9] or 0
        instant = mktime_tz((*parsed[:9], offset))
        if abs(offset) >= 24 * 3600:
            return None
        there = (
            datetime.fromtimestamp(instant + offset, UTC)
            if offset
            else datetime.fromtimestamp(instant, UTC).astimezone()
        )
        return MailDate(instant, there.date())
    return None


def decode_words(value: str) -> str:
    """Return `value` with its encoded words read.

    Those of one charset that follow each other are one: programs cut letters in two.
    """
    pieces: list[tuple[str, bytes | str]] = []
    end = 0
    for word in _WORD.finditer(value):
        between = value[end : word.start()]
        if between.strip() or (between and not end):
            pieces.append(("", between))
        pieces.append((word[1].partition("*")[0].lower(), _bytes_of(word[2], word[3])))
        end = word.end()
    pieces.append(("", value[end:]))
    read = []
    for charset, group in groupby(pieces, key=lambda piece: piece[0]):
        parts = [part for _, part in group]
        whole = b"".join(part for part in parts if isinstance(part, bytes))
        read.append(
            decode_charset(whole, charset)
            if charset
            else "".join(part for part in parts if isinstance(part, str))
        )
    return "".join(read)


def _bytes_of(encoding: str, text: str) -> bytes:
    data = text.encode("utf-8", "replace")
    return decode_base64(data) if encoding in "bB" else a2b_qp(data, header=True)


def decode_base64(data: bytes) -> bytes:
    """Return what base64 stands for, as far as it can be read."""
    letters = re.sub(rb"[^A-Za-z0-9+/]", b"", data.partition(b"=")[0])
    if len(letters) % 4 == 1:
        letters = letters[:-1]
    try:
        return a2b_base64(letters + b"=" * (-len(letters) % 4))
    except Error:
        return b""


def decode_charset(data: bytes, charset: str) -> str:
    """Return text in the charset that is named, or in the likeliest for none. Never raises."""
    name = charset.strip().strip("\"'").lower()
    if name in {"", "us-ascii", "ascii", "utf-8", "utf8"} or not is_charset(name):
        return decode(data)
    try:
        # Windows programs write latin-1 and mean cp1252, which differs in control characters alone.
        return data.decode("cp1252" if name == "iso-8859-1" else name, errors="replace")
    except (LookupError, ValueError):
        return decode(data)


def is_draft_or_deleted(head: Head) -> bool:
    """True for a draft, spam or a deleted mail.

    The labels of Gmail say so, or the flags of Thunderbird, mutt, Outlook and others.
    """
    labels = decode_words(" ".join(decode(first_field(head, "x-gmail-labels")).split()))
    if any(is_left_out(label.strip('" ')) for label in labels.split(",")):
        return True
    mozilla = first_field(head, "x-mozilla-status").strip()
    if re.fullmatch(rb"[0-9A-Fa-f]{4,8}", mozilla) and int(mozilla, 16) & _EXPUNGED:
        return True
    return (
        b"D" in first_field(head, "x-status")
        or first_field(head, "x-spam-flag").strip().upper() == b"YES"
        # Outlook opens such a file as a mail that is still to be sent.
        or first_field(head, "x-unsent").strip() == b"1"
    )


def is_automatic(head: Head) -> bool:
    """True if a machine wrote it: a reply of somebody who is away, a bounce, a receipt."""
    said = decode(first_field(head, "auto-submitted")).strip().lower()
    precedence = decode(first_field(head, "precedence")).strip().lower()
    return (
        (said not in {"", "no"})
        or any(name in head for name in ("x-autoreply", "x-autorespond", "x-auto-response"))
        or precedence in {"auto_reply", "auto-reply"}
        or first_field(head, "return-path").strip() == b"<>"
        or decode(first_field(head, "content-type")).lower().lstrip().startswith("multipart/report")
        or _BY_ITSELF.match(field_text(head, "subject")) is not None
    )


def is_to_many(head: Head) -> bool:
    """Whether it came through a mailing list, or a program that mails to many."""
    return (
        any(name in head for name in _TO_MANY)
        or _MANY.match(decode(first_field(head, "precedence"))) is not None
    )


def subject_of(subject: str) -> str:
    """Return a subject without Re:, AW: and their like, however often they stand before it."""
    at = 0
    while found := _ANSWER.match(subject, at):
        at = found.end()
    return subject[at:].strip()
