"""What `care forget` erased, looked for and found, as a value."""

from typing import TYPE_CHECKING, Any

from caretrack.journal.connection import Journal
from caretrack.journal.forget.entries_of_others import Mention
from caretrack.journal.forget.forget_person import ErasureReport
from caretrack.journal.forget.personal_data import DataSubject, SearchTerms
from caretrack.journal.sync.tables import is_on

if TYPE_CHECKING:
    from caretrack.journal.sync.forget_units import Carried

# Why something is not looked for.
MAILBOX = "the address of an office"
OUT_OF_REACH = (
    "Out of reach, and yours to delete: backups, exports and cards kept elsewhere, other machines "
    "and phones, backups of the whole system, and what a disk keeps of deleted files."
)

OUT_OF_REACH_SHARED = OUT_OF_REACH.replace(
    "other machines and phones", "machines that never sync again, phones"
)


def how_it_travels(journal: Journal) -> "Carried | None":
    """Return how `care forget` goes to other machines; None where the journal is on this one alone.

    Raises SecretsUnusable where the keys of a shared journal are missing.
    """
    if not is_on(journal.db):
        return None
    from caretrack.app.sync.forgetting import carried

    return carried(journal)


def looked_for(terms: SearchTerms) -> list[str]:
    """Return what was looked for, as it is written."""
    called = terms.called
    hints = [hint.what for hint in terms.sought.hints]
    return list(
        dict.fromkeys(
            [*called.names, *called.nicknames, *called.addresses, *called.numbers, *hints]
        )
    )


def not_looked_for(terms: SearchTerms) -> list[tuple[str, str]]:
    """Return what was not looked for, each with the reason."""
    return [(mailbox, MAILBOX) for mailbox in terms.sought.mailboxes]


def as_json(who: DataSubject, done: ErasureReport) -> dict[str, Any]:
    """Return what `--json` says when somebody was forgotten."""
    checked = done.checked
    return {
        "forgotten": {"id": who.ids[0], "name": who.name},
        "rows": done.erased.counts,
        "log": done.erased.log,
        "common": [
            {"word": one.word, "entries": one.entries, "as": list(one.written)}
            for one in done.checked.found
        ],
        **searched(done.terms),
        "backups": [{"file": str(item.path), "deleted": item.deleted} for item in done.backups],
        "checked": {
            "files": checked.files,
            "clean": checked.clean,
            "left": [
                {"file": str(item.path), "backup": item.backup, "words": list(item.words)}
                for item in checked.left
            ],
            "mentions": [row(item) for item in checked.mentions],
            "in_doubt": [row(item) for item in checked.in_doubt],
        },
        "out_of_reach": OUT_OF_REACH if done.travels is None else OUT_OF_REACH_SHARED,
        **({"travels": done.travels} if done.travels else {}),
    }


def searched(terms: SearchTerms) -> dict[str, Any]:
    """Return what was looked for and what was not."""
    return {
        "looked_for": looked_for(terms),
        "not_looked_for": [{"what": what, "why": why} for what, why in not_looked_for(terms)],
    }


def row(item: Mention) -> dict[str, Any]:
    """Return an entry of others, with the words that name the person or may."""
    return {
        "table": item.table,
        "id": item.id,
        "whose": item.whose,
        "text": item.text,
        "words": [item.text[place.start : place.end] for place in item.places],
    }
