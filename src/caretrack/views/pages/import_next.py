"""What to do after an import: who is looked after, who is only known, and what is in doubt."""

from collections.abc import Iterator

from caretrack.domain.records import NEW, ImportPage
from caretrack.views import words

TWENTY = 20


def next_steps(page: ImportPage) -> Iterator[str]:
    """Yield which kinds are in doubt, who is looked after, who is only known, and what to do."""
    begun, would = page.beginning, page.dry_run
    if unread := page.touches.unread:
        count = words.count(unread, "touch is", "touches are")
        they = "it was" if unread == 1 else "they were"
        again = "add --kind checkin" if would else "care undo, then import it with --kind checkin"
        yield (
            f"{count} taken for sales, in doubt: only English is understood. "
            f"If {they} care: {again}."
        )
    if page.touches.strangers and page.format == "archive" and page.people and not would:
        yield from _by_name_next(page)
    after = begun.looked_after + begun.taken_in
    if after > 1 or begun.taken_in or (after and begun.days is not None):
        every = f", every {begun.days} d" if begun.days else ""
        over = "over it" if begun.days else "over their cadence"
        spread = f"; their first days are spread {over}" if after > 1 and begun.days != 0 else ""
        who = _who(after, "would be") if would else _who(after, "is", "are")
        yield f"{who} looked after from now on{every}{spread}."
        if begun.load:
            yield begun.load
    if would and begun.known:
        yield f"{_who(begun.known, 'would be')} {words.NOT_YET}."
    elif begun.known:
        twenty = ": two minutes for the first twenty" if begun.known_in_all >= TWENTY else ""
        each = "them" if begun.known_in_all == 1 else "each, the most met first"
        yield (
            f"{_who(begun.known_in_all, 'is', 'are')} {words.NOT_YET}. "
            f"`care triage` asks about {each}{twenty}."
        )


def _by_name_next(page: ImportPage) -> Iterator[str]:
    """Say that who came in just now may write from another address, too."""
    if any(person.sort == NEW for person in page.people):
        yield "Import it again: who came in now may be in it by name, with another address."


def _who(number: int, one: str, many: str = "") -> str:
    """`1 person is`, `214 people are`."""
    return words.count(number, f"person {one}", f"people {many or one}")
