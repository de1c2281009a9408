"""Reads mail, an mbox or a Maildir: what you wrote to people in the journal, and they to you, as touches of channel email.

One touch for a thread and a day, in either direction; it is from them where the first mail of that day is. Of mails of
strangers no more than the head is read, of the others the text is read to see what was done in it (S1.4), and not kept.
What you sent to many, to more than may be in a touch of this journal that is care (`crowd`, S1.7), is a newsletter. What people in
the journal sent to many, lists, invitations, automatic replies, drafts and spam are no touch at all: they are counted, and told at the end.
"""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence

from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.domain.text import shortened
from caretrack.formats.mail.heads import (
    Head,
    addresses,
    first,
    ids,
    possible_addresses,
    read_head,
    text,
    written,
)
from caretrack.formats.mail.lines import Place, places
from caretrack.formats.mail.own_words import own_words, subject_of, without_greeting
from caretrack.formats.mail.parts import read_body
from caretrack.formats.mail.sorts import is_aside, is_automatic, is_to_many
from caretrack.formats.mail.threads import (
    Letter,
    how_many,
    is_one_of,
    probably_mine,
    sent_to_many,
    talks,
)
from caretrack.formats.records import tidy
from caretrack.formats.source import ReadOptions, Source

LONGEST_CLUE = 1_500
LONGEST_KEPT = 6_000
LONGEST_NOTE = 300
LONGEST_UID = 200
MOST_OTHERS = 12

_READERS = ("to", "cc", "bcc")
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to")

ASIDE = "drafts, spam, or thrown away"
AUTOMATIC = "automatic replies and receipts"
INVITATIONS = "invitations; the meetings themselves come in with the calendar"
THEIR_MANY = "newsletters and lists, or from them to many people"
OTHERS = "not between you and them (`me.emails` in the config says which addresses are yours)"

# English is read by the rules for notes; these words are not.
_INVOICE = re.compile(
    r"(?i)(?<![^\W_])(?:rechnung|mahnung|zahlungserinnerung|facture|factura|fatura|fattura|factuur|faktura)"
)
_INVOICE_NAME = re.compile(r"(?i)(?<![^\W\d_])invoice|" + _INVOICE.pattern.removeprefix("(?i)"))


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """The mails of people whom the journal knows, as touches; a mail that cannot be read is refused, the others come in.

    Raises CareError where the file or folder cannot be read at all.
    """
    left: Counter[str] = Counter()
    letters: dict[tuple[str, str], Letter] = {}
    for place in places(source):
        found = place if isinstance(place, Refused) else _letter(place, options, left)
        if isinstance(found, Refused):
            yield found
        elif found is not None:
            # The same mail may lie in several folders; what came straight says more than what came through a list.
            key = (found.id, found.day.isoformat())
            if key not in letters or (letters[key].many and not found.many):
                letters[key] = found
    kept = list(letters.values())
    letters.clear()
    yield from _told(kept, options, left, source.remarks)


def _letter(place: Place, options: ReadOptions, left: Counter[str]) -> Letter | Refused | None:
    """What a mail says; None where it is of no concern here, counted in `left` if it is of somebody known."""
    head = read_head(place.lines)
    if not head:
        return Refused(place.where, "it is no mail: it has no head")
    known = options.known - options.mine
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
    if place.aside or is_aside(head) or is_automatic(head):
        left[AUTOMATIC if is_automatic(head) else ASIDE] += 1
        return None
    when = written(head, options.today)
    subject = text(head, "subject")
    if when is None or when.day > options.today:
        fault = (
            f"is dated {when.day}, which is still to come"
            if when
            else "has no date that can be read"
        )
        return Refused(place.where, f"“{shortened(subject, 60)}” {fault}")
    delivered = addresses(value for name in _DELIVERED for value in head.get(name, ()))
    own_id = next(iter(ids(head, "message-id")), "") or _made_id(head)
    root = next(iter((*ids(head, "references"), *ids(head, "in-reply-to"))), own_id)
    bare = subject_of(subject)
    letter = Letter(
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


def _with_text(
    letter: Letter, head: Head, place: Place, options: ReadOptions, left: Counter[str]
) -> Letter | None:
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
    fields = b"\0".join(first(head, name).strip() for name in ("date", "from", "to", "subject"))
    return f"no-id-{hashlib.sha256(fields).hexdigest()[:24]}"


def _told(
    letters: list[Letter], options: ReadOptions, left: Counter[str], remarks: list[str]
) -> Iterator[Item]:
    """The touches, in the order of time, and at the end what was left out, and why."""
    mine = options.mine
    if letters and not mine:
        guessed = probably_mine(letters, options.known)
        if isinstance(guessed, Refused):
            yield guessed
            return
        mine = frozenset([guessed])
        remarks.append(
            f"{guessed} is taken for your address, being in most of the mails; say which are yours: care config me.emails ADDRESS"
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
    for talk in talks(counted):
        yield _touch(talk, mine, options)
    for why, count in left.items():
        yield Refused(how_many(count), why, whole=False, number=count)


def _why_not(letter: Letter, mine: frozenset[str], known: frozenset[str]) -> str:
    """Why a letter is no touch, or nothing where it is one."""
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


def _touch(talk: Sequence[Letter], mine: frozenset[str], options: ReadOptions) -> TouchRecord:
    """The touch that the letters of a thread and a day are. What was done is read in our own, in theirs where there is none of ours."""
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
        note=_kept(subject, counted) if options.keep_text else subject,
        where=talk[0].where,
        uid=_uid(talk[0]),
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


def _words(letter: Letter) -> str:
    return zlib.decompress(letter.words).decode() if letter.words else ""


def _kept(subject: str, letters: Sequence[Letter]) -> str:
    """The note where texts are kept: the subject, and what was written, by whom if there was more than one letter."""
    parts = [(letter.author, _words(letter)) for letter in letters]
    texts = [f"{author}:\n{words}" if len(parts) > 1 else words for author, words in parts if words]
    return "\n\n".join([subject, *texts])[:LONGEST_KEPT].strip()


def _is_invoice(subject: str, names: Sequence[str]) -> bool:
    return _INVOICE.search(subject) is not None or any(_INVOICE_NAME.search(name) for name in names)


def _uid(letter: Letter) -> str:
    """The thread and the day: the same when the file has grown, or another one has the same mails."""
    root = tidy(letter.root)
    if len(root) > LONGEST_UID or root != letter.root:
        root = hashlib.sha256(letter.root.encode()).hexdigest()[:24]
    return f"{root} {letter.day.isoformat()}"
