"""What the commands that write entries share: words of the command line become values.

A word that is not known is refused, with the nearest one and the list.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

from caretrack.domain.dates import spoken
from caretrack.domain.kinds.families import (
    FAMILIES,
    Kind,
    canonical,
    named_channel,
    nearest_kind,
)
from caretrack.domain.kinds.guess import (
    NO_OWN_RULES,
    Guess,
    OwnRules,
    guess,
    guess_channel,
    kind_of_family,
    own_rules,
)
from caretrack.domain.kinds.name_words import NO_NAMES, Names
from caretrack.domain.language.first_look import may_name_its_day
from caretrack.domain.model import AREAS, MISSED, UNKNOWN
from caretrack.domain.text import clean_text
from caretrack.errors import CareError, WrongUsage
from caretrack.journal import touches
from caretrack.journal.connection import Journal
from caretrack.session import Session

if TYPE_CHECKING:
    from pathlib import Path

TONES = ("complaint", "idea", "praise")
DEFAULT_AREA = "product"
# What a touch that reached nobody says where nothing was typed.
NOTE_OF_MISSED = "not reached"


def day_in_the_past(session: Session, phrase: str | None) -> date:
    """Return the day of `phrase`, today without one.

    Raises CareError for a day to come: what is still to come is not a touch yet.
    """
    if phrase is None:
        return session.today
    from caretrack.domain.date_phrases import parse_date

    day = parse_date(phrase, session.today, prefer="past", month_first=session.month_first)
    if day > session.today:
        raise CareError(f"{spoken(day)} is still to come", "Log it when it has happened.")
    return day


def day_of_note(session: Session, phrase: str | None, note: str) -> tuple[date, str, str, str]:
    """Return the day of `phrase`, else the one that the note begins with, else today.

    With it come the note, the words of the note that said the day, and words that may be its day
    and were not read; "" for none. Raises CareError for a day to come.
    """
    if phrase is None and not may_name_its_day(note):
        return session.today, note, "", ""
    if phrase is None:
        from caretrack.domain.date_phrases import day_at_head, unread_day_of_note

        found = day_at_head(note, session.today, session.month_first)
        if found is not None:
            return found.day, found.rest, found.words, ""
        return session.today, note, "", unread_day_of_note(note)
    return day_in_the_past(session, phrase), note, "", ""


def promised(
    texts: Sequence[str], on: date, month_first: bool
) -> Sequence[tuple[str, date | None]]:
    """Return each promise and the day in it, as seen from the day of the touch."""
    if not texts:
        return ()
    from caretrack.domain.promise_days import split_promise

    return [split_promise(clean_text(text, "the promise"), on, month_first) for text in texts]


def day_to_come(session: Session, phrase: str | None) -> date | None:
    """Return the day by which something is due, None without a phrase."""
    if phrase is None:
        return None
    from caretrack.domain.promise_days import parse_due

    return parse_due(phrase, session.today, session.month_first)


def clean_kind(word: str, known: dict[str, Kind]) -> str:
    """Return the kind that is meant. Raises WrongUsage with the nearest and the list."""
    by_form = {canonical(kind.kind): kind.kind for kind in known.values()} | {
        canonical(kind.label): kind.kind for kind in known.values()
    }
    found = by_form.get(canonical(word))
    if found is None:
        raise WrongUsage(
            f"no kind is called '{word[:40]}'",
            _choices(nearest_kind(word, known), [kind for kind in known if kind != UNKNOWN]),
        )
    return found


def missed_kind(kind: str | None, mood: int | None) -> str:
    """Return the kind of a touch that reached nobody.

    Raises WrongUsage if something else was said of it: a kind, or how they were.
    """
    if kind is not None:
        raise WrongUsage(
            "-x already says which kind it is",
            "Leave -k out; `-k KIND` can be of the family tried.",
        )
    if mood is not None:
        raise WrongUsage("-m says how they were, and -x that nobody was reached", "Leave one out.")
    return MISSED


def clean_family(word: str) -> str:
    """Return the family of kinds that is meant. Raises WrongUsage with the list."""
    low = word.strip().lower()
    if low not in FAMILIES:
        raise WrongUsage(
            f"no family is called '{word[:40]}'",
            "There are care (resets the clock), sales (does not) and tried (nobody was reached).",
        )
    return low


def worked_out(
    note: str,
    words: Mapping[str, Sequence[str]],
    known: Mapping[str, Kind],
    names: Names = NO_NAMES,
) -> Guess:
    """Return the kind that a note speaks for, with the `words` of config.toml.

    `names` are no words of it.
    """
    return guess(note, own_words(words, known), names)


def kind_within(
    note: str, family: str, words: Mapping[str, Sequence[str]], known: Mapping[str, Kind]
) -> str:
    """Return the kind of a touch whose family somebody chose, as its note speaks for it."""
    return kind_of_family(note, family, own_words(words, known))


def own_words(words: Mapping[str, Sequence[str]], known: Mapping[str, Kind]) -> OwnRules:
    """Return the `words` of config.toml as `guess` takes them.

    Words for a kind that this journal does not have count for nothing.
    """
    return (
        own_rules({kind: phrases for kind, phrases in words.items() if kind in known}, known)
        if words
        else NO_OWN_RULES
    )


def unknown_kinds(journal: Journal, where: "Path") -> list[tuple[str, str | None]]:
    """Return each kind that has words in the config but is not in the journal, with the nearest.

    A file that cannot be read has none: what is wrong with it is said elsewhere.
    """
    from caretrack.settings.file import config_from, read

    try:
        named = config_from(read(where).values).kinds_words
    except CareError:
        return []
    known = touches.kinds(journal) if named else {}
    return [(kind, nearest_kind(kind, known)) for kind in named if kind not in known]


def clean_channel(word: str | None, note: str) -> str:
    """Return the channel that is meant; without a word the one that the note names, else `other`.

    Raises WrongUsage with the list.
    """
    if word is None:
        return guess_channel(note) or "other"
    return named_channel(word)


def clean_crowd(crowd: int | None, named: int) -> int | None:
    """Return how many were there. Raises WrongUsage if it is fewer than are named."""
    if crowd is not None and crowd < named:
        raise WrongUsage(
            f"--crowd {crowd} is fewer than the {named} people who are named",
            "Count everybody who was there, or leave it out.",
        )
    return crowd


def clean_about(word: str | None) -> str:
    """Return what feedback or an ask is about; without a word the product.

    Raises WrongUsage with the list.
    """
    low = DEFAULT_AREA if word is None else word.strip().lower()
    if low not in AREAS:
        raise WrongUsage(f"no area is called '{low[:40]}'", _choices(None, AREAS))
    return low


def split_feedback(text: str) -> tuple[str, str]:
    """Return tone and text of `complaint: the export is slow`; without a tone it is an idea."""
    head, colon, rest = text.partition(":")
    tone = head.strip().lower()
    if colon and tone in TONES:
        return tone, clean_text(rest, "the feedback")
    return "idea", clean_text(text, "the feedback")


def _choices(near: str | None, known: Iterable[str]) -> str:
    suggestion = f"Did you mean {near}? " if near else ""
    return f"{suggestion}There are {', '.join(known)}."
