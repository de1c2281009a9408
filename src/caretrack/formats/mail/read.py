"""Read mail, an mbox or a Maildir, as touches of channel email with the people of the journal.

A thread makes one touch a day, in either direction; it is from them where their mail is the first
of that day. Of mails of strangers only the header is read. The text of the others is read to see
what was done in it (S1.4), and not kept.

What you sent to more people than a caring touch may have (`crowd`, S1.7) is a newsletter. Mail that
people of the journal sent to many, lists, invitations, automatic replies, drafts and spam are no
touches: they are counted, and reported at the end.
"""

import hashlib
import re
import zlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.language.own_words import own_words, without_greeting
from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.domain.text import shortened
from caretrack.formats.mail.body import read_body
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
from caretrack.formats.mail.lines import UnreadMail, each_mail
from caretrack.formats.open import ReadOptions, Source
from caretrack.formats.text import tidy

# Answers that only name the mail before them are followed so far back.
LONGEST_THREAD = 1_000

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


class Mail(NamedTuple):
    """A mail that was read. Addresses are casefolded.

    `root` is the id of the first mail of the thread, as far as this one says. `readers` are the
    readers whom the journal knows, `others` all others. `many` is True if it went to more people
    than a letter does. `subject` has no Re:. `words` is its own text, packed; `alike` is equal for
    texts that are equal below the greeting.
    """

    where: str
    id: str
    root: str
    instant: float
    day: date
    author: str
    readers: tuple[str, ...]
    others: tuple[str, ...]
    subject: str
    many: bool
    answers: bool
    words: bytes = b""
    names: tuple[str, ...] = ()
    alike: int = 0


def how_many(mails: int) -> str:
    """`1 mail`, `1,200 mails`."""
    return f"{mails:,} {'mail' if mails == 1 else 'mails'}"


def is_one_of(address: str, mine: Collection[str]) -> bool:
    """Whether an address is one of these; me+shop@x.org is me@x.org."""
    local, _, domain = address.rpartition("@")
    return address in mine or ("+" in local and f"{local.partition('+')[0]}@{domain}" in mine)


def probably_mine(letters: Sequence[Mail], known: Collection[str]) -> Refused | str:
    """Return the address of the owner of these mails, where it was never set.

    It is in most of the mails. Refused where no address is in half of them, or two are as often.
    """
    seen = Counter(
        address
        for letter in letters
        for address in {letter.author, *letter.others} - {""}
        if address not in known
    )
    (address, count), (_, next_count) = [*seen.most_common(2), ("", 0), ("", 0)][:2]
    if count > next_count and count * 2 >= len(letters):
        return address
    why = "which address is yours cannot be told; say it once: care config me.emails ADDRESS"
    return Refused(how_many(len(letters)), why, number=len(letters))


def sent_to_many(letters: Iterable[Mail], crowd: int) -> set[str]:
    """Return the ids of mails that went one by one to more than `crowd` people.

    They have the same text and the same day: a newsletter, however it was sent.
    """
    same: dict[tuple[date, str, int], list[Mail]] = {}
    for letter in letters:
        if letter.alike and not letter.answers:
            same.setdefault((letter.day, letter.subject.casefold(), letter.alike), []).append(
                letter
            )
    alike = (
        group
        for group in same.values()
        if len({reader for letter in group for reader in letter.readers}) > crowd
    )
    return {letter.id for group in alike for letter in group}


def conversations(letters: Sequence[Mail]) -> list[list[Mail]]:
    """Group the mails of one thread and one day, in the order of time.

    Their `readers` are the people of the touch. Threads are known by their ids; those without, and
    answers of programs that name no mail, by their subject, where one of the people is the same.
    """
    roots = {letter.id: letter.root for letter in letters}
    by_root: dict[tuple[date, str], list[Mail]] = {}
    by_subject: dict[tuple[date, str, str], list[Mail]] = {}
    found: list[list[Mail]] = []
    for letter in sorted(letters, key=lambda letter: letter.instant):
        root = _followed(letter.root, roots)
        subjects = [
            (letter.day, letter.subject.casefold(), person)
            for person in letter.readers
            if letter.subject
        ]
        talk = by_root.get((letter.day, root)) or next(
            (by_subject[key] for key in subjects if key in by_subject), None
        )
        if talk is None:
            talk = []
            found.append(talk)
        talk.append(letter._replace(root=root))
        by_root[letter.day, root] = talk
        for key in subjects:
            by_subject.setdefault(key, talk)
    return found


def _followed(root: str, roots: dict[str, str]) -> str:
    """The first mail of a thread, as far back as the mails at hand say."""
    for _ in range(LONGEST_THREAD):
        before = roots.get(root, root)
        if before == root:
            break
        root = before
    return root


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the mails of people of the journal as touches.

    A mail that cannot be read is refused, the others come in. Raises CareError where the file or
    folder cannot be read at all.
    """
    left: Counter[str] = Counter()
    letters: dict[tuple[str, str], Mail] = {}
    for place in each_mail(source):
        found = place if isinstance(place, Refused) else _letter(place, options, left)
        if isinstance(found, Refused):
            yield found
        elif found is not None:
            # The same mail may lie in several folders; a direct copy says more than one of a list.
            key = (found.id, found.day.isoformat())
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
    letters: list[Mail], options: ReadOptions, left: Counter[str], remarks: list[str]
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


def _words(letter: Mail) -> str:
    return zlib.decompress(letter.words).decode() if letter.words else ""


def _note_with_text(subject: str, letters: Sequence[Mail]) -> str:
    """Return the note where texts are kept: the subject and the texts, with who wrote each."""
    parts = [(letter.author, _words(letter)) for letter in letters]
    texts = [f"{author}:\n{words}" if len(parts) > 1 else words for author, words in parts if words]
    return "\n\n".join([subject, *texts])[:LONGEST_KEPT].strip()


def _is_invoice(subject: str, names: Sequence[str]) -> bool:
    return _INVOICE.search(subject) is not None or any(_INVOICE_NAME.search(name) for name in names)


def _uid(letter: Mail) -> str:
    """Return a uid of thread and day: the same when the file has grown, or in another file."""
    root = tidy(letter.root)
    if len(root) > LONGEST_UID or root != letter.root:
        root = hashlib.sha256(letter.root.encode()).hexdigest()[:24]
    return f"{root} {letter.day.isoformat()}"
