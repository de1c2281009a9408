"""Read mail (mbox, Maildir, .eml) as touches of channel email with the people of the journal.

A thread makes one touch a day, in either direction; it is from them where their mail is the first
of that day. Of mails of strangers only the header is read. The text of the others is read to see
what was done in it (S1.4), and not kept.

What you sent to more people than a caring touch may have (`crowd`, S1.7) is a newsletter. Mail that
people of the journal sent to many, lists, invitations, automatic replies, drafts and spam are no
touches: they are counted, and reported at the end. What bounced reached nobody: it is `missed`.
"""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from caretrack.domain.language.own_words import own_words, without_greeting
from caretrack.domain.model import MISSED
from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.domain.text import shortened
from caretrack.formats.mail.body import read_body
from caretrack.formats.mail.bounces import Bounce, is_bounce, read_bounce
from caretrack.formats.mail.headers import (
    Head,
    addresses,
    date_written,
    field_text,
    first_field,
    is_automatic,
    is_draft_or_deleted,
    is_to_many,
    message_ids,
    possible_addresses,
    read_head,
    subject_of,
)
from caretrack.formats.mail.places import UnreadMail, each_mail
from caretrack.formats.mail.threads import (
    Mail,
    conversations,
    how_many,
    is_one_of,
    probably_mine,
    sent_to_many,
    without_bounced,
)
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import tidy

LONGEST_CLUE = 1_500
LONGEST_KEPT = 6_000
LONGEST_NOTE = 300
LONGEST_UID = 200
MOST_OTHERS = 12

_READERS = ("to", "cc", "bcc")
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to")

LEFT_OUT = "drafts, spam, or thrown away"
AUTOMATIC = "automatic replies and receipts"
INVITATIONS = "invitations; the meetings themselves come in with the calendar"
THEIR_MANY = "newsletters and lists, or from them to many people"
OTHERS = "not between you and them (`me.emails` in the config says which addresses are yours)"

# English is read by the rules for notes; these words are not.
_INVOICE = re.compile(
    r"(?i)(?<![^\W_])(?:rechnung|mahnung|zahlungserinnerung|facture|factura|fatura|fattura|factuur"
    r"|faktura)"
)
_INVOICE_NAME = re.compile(r"(?i)(?<![^\W\d_])invoice|" + _INVOICE.pattern.removeprefix("(?i)"))


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the mails of people of the journal as touches.

    A mail that cannot be read is refused, the others come in. Raises CareError where the file or
    folder cannot be read at all.
    """
    left: Counter[str] = Counter()
    letters: dict[tuple[str, date, tuple[str, ...]], Mail] = {}
    for place in each_mail(source, options.format):
        found = place if isinstance(place, Refused) else _letter(place, options, left)
        if isinstance(found, Refused):
            yield found
        elif found is not None:
            # The same mail may lie in several folders; a direct copy says more than one of a list.
            key = (found.id, found.day, found.readers if found.bounced else ())
            if key not in letters or (letters[key].many and not found.many):
                letters[key] = found
    kept = list(letters.values())
    letters.clear()
    yield from _touches(kept, options, left, source.remarks)


def _letter(place: UnreadMail, options: ReadOptions, left: Counter[str]) -> Mail | Refused | None:
    """Return a mail, or None for one that does not matter.

    Of a known person, it is counted in `left`.
    """
    head = read_head(place.lines)
    if not head:
        return Refused(place.where, "it is not a mail: it has no head")
    known = options.known - options.mine
    if is_bounce(head) and not (place.aside or is_draft_or_deleted(head)):
        bounced = _bounced(read_bounce(head, place.lines, options.today), place, known)
        if bounced is not None:
            return bounced
    likely = possible_addresses(
        value for name in ("from", *_READERS) for value in head.get(name, ())
    )
    if not any(part.decode("utf-8", "replace").casefold() in known for part in likely):
        return None
    author = next(iter(addresses(head.get("from", ()))), "")
    readers = tuple(
        dict.fromkeys(addresses(value for name in _READERS for value in head.get(name, ())))
    )
    if author not in known and known.isdisjoint(readers):
        return None
    if place.aside or is_draft_or_deleted(head) or is_automatic(head):
        left[AUTOMATIC if is_automatic(head) else LEFT_OUT] += 1
        return None
    when = date_written(head, options.today)
    subject = field_text(head, "subject")
    if when is None or when.day > options.today:
        fault = (
            f"is dated {when.day}, which is still to come"
            if when
            else "has no date that can be read"
        )
        return Refused(place.where, f"“{shortened(subject, 60)}” {fault}")
    delivered = addresses(value for name in _DELIVERED for value in head.get(name, ()))
    own_id = next(iter(message_ids(head, "message-id")), "") or _made_id(head)
    root = next(iter((*message_ids(head, "references"), *message_ids(head, "in-reply-to"))), own_id)
    bare = subject_of(subject)
    letter = Mail(
        where=place.where,
        id=own_id,
        root=root,
        instant=when.instant,
        day=when.day,
        author=author,
        readers=tuple(address for address in readers if address in known),
        others=tuple(address for address in (*readers, *delivered) if address not in known)[
            :MOST_OTHERS
        ],
        subject=shortened(bare, LONGEST_NOTE),
        many=is_to_many(head) or len(readers) > options.crowd,
        answers=root != own_id or bare != subject,
    )
    return letter if letter.many else _with_text(letter, head, place, options, left)


def _bounced(bounce: Bounce | None, place: UnreadMail, known: frozenset[str]) -> Mail | None:
    """Return the letter of yours that did not reach somebody who is known; None for no such."""
    readers = tuple(address for address in bounce.failed if address in known) if bounce else ()
    if bounce is None or not readers:
        return None
    return Mail(
        where=place.where,
        id=bounce.letter_id,
        root=bounce.letter_id,
        instant=bounce.when.instant,
        day=bounce.when.day,
        author=bounce.author,
        readers=readers,
        others=(),
        subject=shortened(subject_of(bounce.subject), LONGEST_NOTE),
        many=False,
        answers=False,
        bounced=True,
    )


def _with_text(
    letter: Mail, head: Head, place: UnreadMail, options: ReadOptions, left: Counter[str]
) -> Mail | None:
    """The letter with what is written in it; None for an invitation."""
    body = read_body(head, place.lines)
    if body.invites:
        left[INVITATIONS] += 1
        return None
    words = tidy(own_words(body.text))
    below = words.partition("\n")[2].casefold()
    packed = zlib.compress(
        words[: LONGEST_KEPT if options.keep_text else LONGEST_CLUE].encode("utf-8", "replace"), 1
    )
    return letter._replace(
        words=packed,
        names=body.names,
        alike=zlib.crc32(below.encode("utf-8", "replace")) if below else 0,
    )


def _made_id(head: Head) -> str:
    """An id for a mail that has none: the same for the same mail, wherever it is read."""
    fields = b"\0".join(
        first_field(head, name).strip() for name in ("date", "from", "to", "subject")
    )
    return f"no-id-{hashlib.sha256(fields).hexdigest()[:24]}"


def _touches(
    found: list[Mail], options: ReadOptions, left: Counter[str], remarks: list[str]
) -> Iterator[Item]:
    """The touches, in the order of time, and at the end what was left out, and why."""
    mine = options.mine
    letters, bounced = without_bounced(found)
    found.clear()
    if letters and not mine:
        guessed = probably_mine(letters, options.known)
        if isinstance(guessed, Refused):
            yield guessed
            return
        mine = frozenset([guessed])
        remarks.append(
            f"{guessed} is taken for your address, being in most of the mails; "
            "say which are yours: care config me.emails ADDRESS"
        )
    many = sent_to_many(
        (letter for letter in letters if is_one_of(letter.author, mine)), options.crowd
    )
    counted = []
    for letter in letters:
        why = _why_not(letter, mine, options.known)
        if why:
            left[why] += 1
        else:
            people = letter.readers if is_one_of(letter.author, mine) else (letter.author,)
            counted.append(letter._replace(readers=people, many=letter.many or letter.id in many))
    letters.clear()
    for talk in conversations(counted):
        yield _touch(talk, mine, options)
    for letter in bounced:
        yield _missed(letter)
    for why, count in left.items():
        yield Refused(how_many(count), why, whole=False, number=count)


def _why_not(letter: Mail, mine: frozenset[str], known: frozenset[str]) -> str:
    """Why a letter is not a touch, or nothing where it is one."""
    if is_one_of(letter.author, mine):
        return "" if letter.readers else OTHERS
    if letter.author not in known:
        return OTHERS
    if letter.many:
        return THEIR_MANY
    # Where nobody is named it came as a blind copy.
    to_me = any(is_one_of(address, mine) for address in letter.others) or not (
        letter.others or letter.readers
    )
    return "" if to_me else OTHERS


def _touch(talk: Sequence[Mail], mine: frozenset[str], options: ReadOptions) -> TouchRecord:
    """Return the touch that the mails of a thread and a day make.

    What was done is read in our own mails, or else in theirs.
    """
    single = [letter for letter in talk if not letter.many]
    counted = single or talk
    ours = [letter for letter in counted if is_one_of(letter.author, mine)]
    people = dict.fromkeys(address for letter in counted for address in letter.readers)
    subject = talk[0].subject or "(no subject)"
    said = ours or counted
    names = [name for letter in said for name in letter.names]
    clue = "\n".join(
        [talk[0].subject, *names, *(without_greeting(_words(letter)) for letter in said)]
    )[:LONGEST_CLUE]
    return TouchRecord(
        happened_on=talk[0].day.isoformat(),
        people=(),
        note=_note_with_text(subject, counted) if options.keep_text else subject,
        where=talk[0].where,
        uid=_uid(talk[0].root, talk[0].day.isoformat()),
        emails=tuple(people),
        kind=""
        if single and not _is_invoice(subject, names)
        else "invoice"
        if single
        else "newsletter",
        channel="email",
        from_them=not is_one_of(counted[0].author, mine),
        clue=clue,
    )


def _missed(letter: Mail) -> TouchRecord:
    """Return the touch of a letter that did not arrive: nobody was reached."""
    return TouchRecord(
        happened_on=letter.day.isoformat(),
        people=(),
        note=f"bounced: {letter.subject or '(no subject)'}",
        where=letter.where,
        uid=_uid(letter.id, "bounced"),
        emails=letter.readers,
        kind=MISSED,
        channel="email",
    )


def _words(letter: Mail) -> str:
    return zlib.decompress(letter.words).decode() if letter.words else ""


def _note_with_text(subject: str, letters: Sequence[Mail]) -> str:
    """Return the note where texts are kept: the subject and the texts, with who wrote each."""
    parts = [(letter.author, _words(letter)) for letter in letters]
    texts = [f"{author}:\n{words}" if len(parts) > 1 else words for author, words in parts if words]
    return "\n\n".join([subject, *texts])[:LONGEST_KEPT].strip()


def _is_invoice(subject: str, names: Sequence[str]) -> bool:
    return _INVOICE.search(subject) is not None or any(_INVOICE_NAME.search(name) for name in names)


def _uid(mail_id: str, what: str) -> str:
    """Return a uid of a thread and its day: the same when the file has grown, or in another one."""
    root = tidy(mail_id)
    if len(root) > LONGEST_UID or root != mail_id:
        root = hashlib.sha256(mail_id.encode()).hexdigest()[:24]
    return f"{root} {what}"
