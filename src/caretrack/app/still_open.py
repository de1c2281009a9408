"""What a person still waits for, as it is said after a log: promises and feedback."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import NamedTuple

from caretrack.domain.model import Feedback
from caretrack.domain.talk.openers import OpenerSources, is_owed, waits_long


class OpenEntry(NamedTuple):
    """A promise, or feedback, that still waits, and the command that closes it.

    `now` is true where it is to be said after a log: its day has come, it waits for long, or the
    note speaks of it.
    """

    id: str
    text: str
    due_on: date | None
    closes: str
    now: bool


def open_entries(
    known: OpenerSources,
    waits: Collection[str],
    starts: Mapping[str, str],
    note: str,
    today: date,
) -> list[OpenEntry]:
    """Return the entries that wait, by their ids, the soonest first; `starts` are their short ids.

    `note` is of the touch that was just logged: what it speaks of is said now.
    """
    told = _stems(note)
    found = [
        (item.id, item.text, item.due_on, "done", is_owed(item, today)) for item in known.promises
    ]
    found += [
        (item.id, item.text, None, _closing_verb(item), waits_long(item, today))
        for item in known.feedback
    ]
    return [
        OpenEntry(
            entry_id, text, due_on, f"care {verb} {starts[entry_id]}",
            now=is_due or not told.isdisjoint(_stems(text)),
        )
        for entry_id, text, due_on, verb, is_due in found
        if entry_id in waits
    ]  # fmt: skip


def _closing_verb(item: Feedback) -> str:
    heard = item.acted_on is not None or item.tone == "praise"
    return "told" if heard else "acted"


def _stems(text: str) -> set[str]:
    """Return the stems of the words that say something."""
    from caretrack.domain.language.stems import stop_words, word_stem

    words = {word.strip(".,;:!?()“”\"'").casefold() for word in text.split()}
    return {word_stem(word) for word in words - stop_words() if len(word) > 2}
