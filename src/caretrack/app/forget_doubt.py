"""`care forget --mentions`: where a name may be theirs and may not, a person says."""

from collections.abc import Sequence

from caretrack import streams
from caretrack.domain.text import one_line
from caretrack.errors import CareError, NothingFound
from caretrack.journal.connection import Journal
from caretrack.journal.forget.entries_of_others import Chosen
from caretrack.journal.forget.personal_data import DataSubject, collect_personal_data
from caretrack.journal.ids import SHORTEST, short_id

_AROUND = 60  # characters on each side of a place

ChosenPlaces = dict[tuple[str, str, str], tuple[str, frozenset[int]]]


def said_to_be_them(journal: Journal, who: DataSubject, ids: Sequence[str]) -> ChosenPlaces:
    """Return the places in doubt of these entries. Raises NothingFound."""
    chosen = {}
    in_doubt = collect_personal_data(journal.db, who).in_doubt if ids else ()
    for typed in ids:
        found = [item for item in in_doubt if item.id.startswith(typed.strip().lower())]
        if not found or len(typed.strip()) < SHORTEST:
            raise NothingFound(
                f"no entry '{typed[:20]}' is in doubt", "--dry-run lists those that are."
            )
        for item in found:
            chosen[item.key] = (item.text, frozenset(place.start for place in item.in_doubt))
    return chosen


def asked_one_by_one(journal: Journal, who: DataSubject, known: Chosen) -> ChosenPlaces:
    """Ask of each place in doubt whether it is the person. Raises CareError to quit."""
    chosen: ChosenPlaces = {}
    every = False
    data = collect_personal_data(journal.db, who)
    asked = [
        (item, place) for item in data.in_doubt if item.key not in known for place in item.in_doubt
    ]
    for number, (item, place) in enumerate(asked, start=1):
        if not every:
            shown = _shown(item.text, place.start, place.end)
            streams.say_lines([f"  {short_id(journal.db, item.id)}  {item.whose}: {shown}"])
            key = streams.choose(
                f"Is that {who.name}? {number} of {len(asked)} [y/n/all/quit]",
                ["yes", "no", "all", "quit"],
                "no",
            )
            if key == "quit":
                raise CareError("stopped: nothing was erased")
            every = key == "all"
            if key == "no":
                continue
        text, starts = chosen.get(item.key, (item.text, frozenset()))
        chosen[item.key] = (text, starts | {place.start})
    return chosen


def _shown(text: str, start: int, end: int) -> str:
    """Return a text around one place, which stands between » and «."""
    before, behind = one_line(text[:start]), one_line(text[end:])
    left = f"…{before[-_AROUND:]}" if len(before) > _AROUND else before
    right = f"{behind[:_AROUND]}…" if len(behind) > _AROUND else behind
    gap = " " if text[:start][-1:].isspace() else ""
    after = " " if text[end:][:1].isspace() else ""
    return f"{left}{gap}»{text[start:end]}«{after}{right}"
