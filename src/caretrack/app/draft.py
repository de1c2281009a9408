"""A draft is read and checked: which word is a person, which a file, who its reader is."""

import stat
import sys
from collections.abc import Sequence
from typing import BinaryIO, NamedTuple

from caretrack.domain.draft.check import CheckResult, DraftReader, OwnPhrases, check_draft, greeted
from caretrack.domain.draft.leave_alone import left_alone
from caretrack.domain.draft.pasted import Near, nearest, nearest_checked, pairs
from caretrack.domain.kinds.families import CARE
from caretrack.domain.language.letter import read_letter
from caretrack.domain.language.own_words import body
from caretrack.domain.model import UNKNOWN
from caretrack.domain.person import Person
from caretrack.domain.talk.categories import NOT_RAISED, silent_categories
from caretrack.domain.talk.openers import openers
from caretrack.domain.text import LONGEST_TEXT, clean_text
from caretrack.errors import CareError, NothingFound, SeveralFound, WrongUsage
from caretrack.journal import checked_drafts, due, people, search, touches
from caretrack.journal.connection import Journal
from caretrack.journal.ties import ties_of
from caretrack.session import Session
from caretrack.settings.places import expand_home

STDIN = "-"
MOST_BYTES = 4 * LONGEST_TEXT + 4
# Where a shell puts `<(command)`, a pipe with a writer. Any other pipe may wait for ever.
OPEN_PIPES = ("/dev/fd/", "/dev/stdin", "/proc/self/fd/")


# How many of the newest touches say what was last spoken of.
TOPICS = 5


class CheckedDraft(NamedTuple):
    """A draft, what was found in it, and the name of its reader ("" for none).

    `stored_in` is where the text of the editor stays: a check stores no text.
    """

    draft: str
    result: CheckResult
    name: str
    stored_in: tuple[str, ...]


class Meant(NamedTuple):
    """Whom the draft is for, if anybody, and where it is: a path, `-` for stdin, or None."""

    person: Person | None
    source: str | None


def checked_draft(
    session: Session, words: Sequence[str], kind: str | None, *, edit: bool
) -> CheckedDraft:
    """Return the draft that words of the command line mean, checked as a touch of this `kind`.

    Raises what `meant` and `text_of` raise, and WrongUsage for a kind that is none.
    """
    config = session.config
    own = OwnPhrases(config.check_generic, config.check_allow, config.me_name)
    somebody = len(words) > 1 or needs_a_journal(words[0] if words else None, None)
    with session.read(somebody=somebody) as journal:
        family = _family(journal, kind)
        first, second = _name_and_file(journal, words)
        person, source = meant(journal, first, second, edit=edit)
        draft = text_of(session, source, edit=edit)
        stored_in = tuple(map(str, session.settle_edits(arrived=False)))
        result = _check(journal, draft, person, family, own)
    return CheckedDraft(draft, result, person.name if person else "", stored_in)


def _name_and_file(journal: Journal, words: Sequence[str]) -> tuple[str | None, str | None]:
    """Return the name and the last word, or all words as a name where the last is no file."""
    if len(words) < 2:
        return (words[0] if words else None), None
    whole, last = " ".join(words), words[-1]
    if (
        last.strip()
        and not _is_place(last)
        and not _is_there(last)
        and people.matching(journal, whole)
    ):
        return whole, None
    return " ".join(words[:-1]), last


def _family(journal: Journal, kind: str | None) -> str:
    if kind is None:
        return CARE
    from caretrack.app.entries import clean_kind

    known = touches.kinds(journal)
    return known[clean_kind(kind, known)].family


def _check(
    journal: Journal, draft: str, person: Person | None, family: str, own: OwnPhrases
) -> CheckResult:
    if person is None:
        near = nearest(draft, search.find_sent(journal, pairs(draft, ()), None), ())
        return check_draft(draft, None, journal.today, family=family, near=near, own=own)
    reader = reader_of(journal, person)
    names = (reader.name, *reader.names, reader.company)
    near = _nearest(journal, draft, person, names)
    others = people.called_first(journal, greeted(read_letter(draft), reader), person.id)
    result = check_draft(
        draft, reader, journal.today, family=family, near=near, others=others, own=own
    )
    checked_drafts.keep_checked(journal, person.id, draft, names)
    return result


def _nearest(journal: Journal, draft: str, person: Person, names: tuple[str, ...]) -> Near | None:
    """Return what is nearest of what others were sent, or of the drafts checked for others.

    What was sent to this person, or checked for them first, is their own.
    """
    near = pairs(draft, names)
    sent = nearest(draft, search.find_sent(journal, near, person.id), names)
    if sent is not None:
        return sent
    checked = checked_drafts.checked_for_others(journal, person.id, draft, names)
    found = nearest_checked(draft, checked, names)
    if found is None or nearest(draft, search.find_sent(journal, near, person.id, to=True), names):
        return None
    return found


def reader_of(journal: Journal, person: Person) -> DraftReader:
    """Return what is known of a person; what must be left alone (S2.6) stands by itself."""
    who = person.id
    known = due.opener_sources(journal, [who])[who]
    ties = ties_of(journal, who)
    nicknames = people.listed(journal, [who])[who].nickname
    around = people.names(
        journal, [side for tie in ties for side in (tie.person_id, tie.other_id) if side != who]
    )
    declined = silent_categories(known.facts)
    silent = declined | NOT_RAISED
    newest = touches.history(
        journal, person=who, family=CARE, until=journal.today.isoformat(), limit=TOPICS
    )
    return DraftReader(
        name=person.name,
        names=(*nicknames, *around.values()),
        company=person.company or "",
        role=person.role or "",
        service=person.service or "",
        facts=tuple(fact for fact in known.facts if fact.is_known and fact.category not in silent),
        # Of a whole letter in a note, the greeting is not a topic.
        topics=tuple(
            (touch.happened_on, body(touch.note).strip() or touch.note)
            for touch in newest
            if touch.kind != UNKNOWN
        ),
        openers=() if person.archived_on else tuple(openers(known, journal.today)),
        nicknames=nicknames,
        left_alone=left_alone(known.facts, declined),
        ties=tuple(
            (tie.relation, around[side])
            for tie in ties
            for side in (tie.person_id, tie.other_id)
            if side in around
        ),
        archived_on=person.archived_on,
        archived_why=person.archived_why or "",
    )


def needs_a_journal(first: str | None, second: str | None) -> bool:
    """True if somebody is named, so that there must be a journal to know them."""
    return second is not None or (
        first is not None and not _is_place(first) and not _is_there(first)
    )


def meant(journal: Journal, first: str | None, second: str | None, *, edit: bool) -> Meant:
    """Return whom and what the words mean: of two, the person and then the draft.

    One alone is a file if there is one, else a person. With `edit` the draft is still to be
    written, so that a word alone is the person. Raises SeveralFound for one word that could be
    both, NothingFound for neither, WrongUsage for a draft that is there and to be written.
    """
    if edit and _says_where(first, second):
        raise WrongUsage(
            "-e is for a draft that is still to be written", "Name a FILE or -, or say -e."
        )
    if first is None:
        return Meant(None, None)
    if second is not None:
        return Meant(people.find(journal, first), second)
    if _is_place(first):
        return Meant(None, first)
    if edit:
        return Meant(people.find(journal, first), None)
    if not _is_there(first):
        return Meant(_person(journal, first), None)
    if first.strip() and people.matching(journal, first):
        raise SeveralFound(
            f"'{first[:60]}' is a file, and somebody could be meant by it",
            f"For the file say ./{first[:60]}, for the person add FILE or -.",
        )
    return Meant(None, first)


def _is_place(word: str) -> bool:
    """True if a word can only say where a draft is."""
    return word == STDIN or "/" in word


def _says_where(first: str | None, second: str | None) -> bool:
    return second is not None or (first is not None and _is_place(first))


def _person(journal: Journal, word: str) -> Person:
    try:
        return people.find(journal, word)
    except NothingFound as error:
        if _is_folder(word):
            raise CareError(f"{word[:200]} is a folder", "Name a file.") from error
        # "mail.txt" was hardly meant as a name, though a name may have a full stop in it too.
        if "." in word.strip(".") and "@" not in word:
            raise NothingFound(
                f"there is no file {word[:200]}", "Nobody is called that either."
            ) from error
        raise


def _is_there(word: str) -> bool:
    """True if there is a file of that name; a folder is not a draft."""
    try:
        return expand_home(word).exists() and not _is_folder(word)
    except (OSError, ValueError):
        return False


def _is_folder(word: str) -> bool:
    try:
        return expand_home(word).is_dir()
    except (OSError, ValueError):
        return False


def text_of(session: Session, source: str | None, *, edit: bool) -> str:
    """Return the draft as it stands, so that a place in it is the place in the file.

    Raises CareError if it is empty, too long, or no text in UTF-8; WrongUsage if nothing says where
    it is.
    """
    if edit:
        text = session.edit("")
    elif source is not None and source != STDIN:
        text = _decoded(_of_file(source))
    elif source == STDIN or not sys.stdin.isatty():
        text = _decoded(_some(sys.stdin.buffer))
    else:
        raise WrongUsage("the draft is missing", "Name a FILE, - for stdin, or -e for your editor.")
    # As many characters as before, so that every place stays. The rules know one line end only.
    text = text.replace("\r\n", " \n").replace("\r", "\n")
    clean_text(text, "the draft")
    return text


def _of_file(name: str) -> bytes:
    path = expand_home(name)
    try:
        found = path.stat().st_mode
        if stat.S_ISDIR(found):
            raise CareError(f"{path} is a folder", "Name a file.")
        if stat.S_ISFIFO(found) and not str(path).startswith(OPEN_PIPES):
            raise CareError(f"{path} is a pipe", f"Read it from stdin: - < {path}")
        with path.open("rb") as file:
            return _some(file)
    except FileNotFoundError as error:
        raise NothingFound(f"there is no file {path}", "Name a file, or - for stdin.") from error
    except (OSError, ValueError) as error:
        raise CareError(
            f"cannot read {name[:200]}: {(getattr(error, 'strerror', None) or str(error)).lower()}",
            "Name a file.",
        ) from error


def _some(stream: BinaryIO) -> bytes:
    """Read all of it, or enough to see that it is too long: a device may go on for ever."""
    parts, left = [], MOST_BYTES
    while left > 0 and (part := stream.read(min(left, 65_536))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _decoded(data: bytes) -> str:
    was_cut = len(data) >= MOST_BYTES
    try:
        # What was cut may end in the middle of a character.
        text = data.decode("utf-8-sig", errors="ignore" if was_cut else "strict")
    except UnicodeDecodeError as error:
        raise _no_text() from error
    if "\0" in text:
        # UTF-16 without its mark, or no text at all.
        raise _no_text()
    if was_cut:
        # How long it is in all, nobody read.
        raise CareError(
            f"the draft has more than {LONGEST_TEXT:,} characters", "Keep it under that."
        )
    return text


def _no_text() -> CareError:
    return CareError("the draft is not text in UTF-8", "Save it as UTF-8 and try again.")
