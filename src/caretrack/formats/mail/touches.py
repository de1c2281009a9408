"""What becomes of letters: a touch for each thread and day, or a count of what was left out."""

import hashlib
import re
import zlib
from collections.abc import Iterator, Sequence

from caretrack.domain.language.own_words import without_greeting
from caretrack.domain.model import MISSED
from caretrack.domain.records import Item, Refused, TouchRecord
from caretrack.domain.text import tidy
from caretrack.formats.mail.letters import LONGEST_CLUE, LONGEST_KEPT, Reading
from caretrack.formats.mail.threads import (
    Mail,
    conversations,
    how_many,
    is_one_of,
    probably_mine,
    sent_to_many,
    without_bounced,
)
from caretrack.formats.source import ReadOptions

LONGEST_UID = 200

THEIR_MANY = "newsletters and lists, or from them to many people"
OTHERS = "not between you and them (`me.emails` in the config says which addresses are yours)"

# English is read by the rules for notes; these words are not.
_INVOICE = re.compile(
    r"(?i)(?<![^\W_])(?:rechnung|mahnung|zahlungserinnerung|facture|factura|fatura|fattura|factuur"
    r"|faktura)"
)
_INVOICE_NAME = re.compile(r"(?i)(?<![^\W\d_])invoice|" + _INVOICE.pattern.removeprefix("(?i)"))


def touches_of(found: list[Mail], reading: Reading, remarks: list[str]) -> Iterator[Item]:
    """The touches, in the order of time, and at the end what was left out, and why."""
    options, left = reading.options, reading.left
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
        why = _why_not(letter, mine, reading)
        if why:
            left[why] += 1
        else:
            people = (
                tuple(reader for reader in letter.readers if not is_one_of(reader, mine))
                if is_one_of(letter.author, mine)
                else (letter.author,)
            )
            counted.append(letter._replace(readers=people, many=letter.many or letter.id in many))
    letters.clear()
    for talk in conversations(counted):
        yield _touch(talk, mine, options)
    for letter in bounced:
        yield _missed(letter)
    for why, count in left.items():
        yield Refused(how_many(count), why, whole=False, number=count)


def _why_not(letter: Mail, mine: frozenset[str], reading: Reading) -> str:
    """Why a letter is not a touch, or nothing where it is one."""
    if is_one_of(letter.author, mine):
        theirs = any(not is_one_of(reader, mine) for reader in letter.readers)
        return "" if theirs else OTHERS
    if not reading.knows(letter.author):
        return OTHERS
    if letter.many:
        return THEIR_MANY
    # Where nobody is named it came as a blind copy.
    to_me = any(is_one_of(address, mine) for address in (*letter.others, *letter.readers)) or not (
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
        called=tuple(
            dict.fromkeys(pair for letter in counted for pair in letter.called if pair[1] in people)
        ),
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
