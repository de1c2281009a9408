"""Notices that a mail did not arrive: to whom, and which mail it was."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from caretrack.formats.mail.addresses import addresses
from caretrack.formats.mail.headers import (
    Head,
    MailDate,
    date_written,
    field_text,
    first_field,
    message_ids,
    read_head,
)
from caretrack.formats.mail.lines import MailLines
from caretrack.formats.text import decode

# A notice has a few parts, and perhaps the whole mail that it returns.
MOST_BLOCKS = 400
_RETURNED = ("message/rfc822", "text/rfc822-headers", "message/global")
_DAEMONS = ("mailer-daemon", "postmaster")


class Bounce(NamedTuple):
    """To whom a mail could not be delivered, and what is known of that mail.

    `letter_id` is its message id, or else that of the notice; `author` is who wrote it, "" if the
    notice does not say so.
    """

    failed: tuple[str, ...]
    letter_id: str
    author: str
    subject: str
    when: MailDate


def is_bounce(head: Head) -> bool:
    """True for a notice that a mail was not delivered, or not yet."""
    sort = decode(first_field(head, "content-type")).lower()
    if sort.lstrip().startswith("multipart/report"):
        return "disposition-notification" not in sort
    author = next(iter(addresses(head.get("from", ()))), "")
    return "x-failed-recipients" in head or author.partition("@")[0] in _DAEMONS


def read_bounce(head: Head, lines: MailLines, today: date) -> Bounce | None:
    """Return what a notice says; None if it names nobody, or only says that it takes longer."""
    failed = addresses(head.get("x-failed-recipients", ()))
    returned: Head = {}
    next_is_returned = False
    for block in _blocks(lines):
        if next_is_returned:
            returned = block
            break
        failed += _failed(block)
        sort = decode(first_field(block, "content-type")).strip().lower()
        next_is_returned = sort.startswith(_RETURNED)
    when = date_written(returned, today) or date_written(head, today)
    letter_id = next(iter(message_ids(returned, "message-id")), "") or next(
        iter((*message_ids(head, "in-reply-to"), *message_ids(head, "references"))), ""
    )
    own_id = next(iter(message_ids(head, "message-id")), "")
    if not failed or when is None or when.day > today or not (letter_id or own_id):
        return None
    return Bounce(
        failed=tuple(dict.fromkeys(failed)),
        letter_id=letter_id or own_id,
        author=next(iter(addresses(returned.get("from", ()))), ""),
        subject=field_text(returned, "subject") or field_text(head, "subject"),
        when=when,
    )


def _blocks(lines: MailLines) -> Iterator[Head]:
    """Yield what stands between empty lines as fields: parts of a notice are written so."""
    for _ in range(MOST_BLOCKS):
        before = lines.number
        block = read_head(lines)
        if lines.number == before:
            return
        if block:
            yield block


def _failed(block: Head) -> list[str]:
    """Return the addresses of one recipient of a delivery status, if it failed for good."""
    if decode(first_field(block, "action")).strip().lower() != "failed":
        return []
    named = (first_field(block, "original-recipient"), first_field(block, "final-recipient"))
    return addresses(value.rpartition(b";")[2] for value in named if value)
