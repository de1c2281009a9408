"""Reads vCards 2.1, 3.0 and 4.0, as phones, Outlook, Google, Apple, Thunderbird and khard write them.

vcard_lines.py takes a file apart into cards, vcard_property.py reads one property, vcard_fields.py says what each means; here
a card becomes a person. No library: vobject fails the whole file for one bad line, recurses into nested cards, takes for ever
over some lines without a colon, refuses what Outlook wrote without naming its character set, and takes 50 us a line.
"""

from collections.abc import Iterator

from caretrack.domain.records import Item, Refused
from caretrack.formats.records import name_fault
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.vcard.fields import READ, Draft
from caretrack.formats.vcard.lines import Card, cards, lines
from caretrack.formats.vcard.property import Unread, property_of

_NOBODY = {
    "group": "a group",
    "org": "an organisation",
    "location": "a place",
    "device": "a device",
    "application": "a program",
}


def read(source: Source, options: ReadOptions) -> Iterator[Item]:  # noqa: ARG001 - every reader is options alike
    """The people of a file of vCards.

    A card that cannot be read is refused, and a property that cannot be read; the others come in. Photographs and
    addresses are left out. Raises CareError for a file that cannot be opened.
    """

    def done(count: int) -> None:
        source.position += count

    empty = True
    with source.open() as file:
        for card in cards(lines(file, done), READ):
            empty = False
            yield from _person(card)
    if empty:
        yield Refused("line 1", "there is no card in it")


def _person(card: Card) -> Iterator[Item]:
    """Who a card is of, after what could not be read of it."""
    if card.fault:
        yield Refused(card.where, card.fault)
        return
    draft = Draft()
    for line, why in _fill(draft, card):
        yield Refused(f"card {card.number}, line {line}", why, whole=False)
    name, sort = draft.name(), draft.sort()
    fault = (
        f"{_NOBODY[sort]}, not a person"
        if sort in _NOBODY
        else name_fault(name)
        if name
        else "a card without a name"
    )
    yield Refused(card.where, fault) if fault else draft.record(name, card.where)


def _fill(draft: Draft, card: Card) -> Iterator[tuple[int, str]]:
    """Puts what a card says into a draft; gives what cannot be read, and its line."""
    old = any(
        raw.name == "VERSION" and raw.text.rstrip().endswith(b"2.1") for raw in card.properties
    )
    if card.strays:
        more = (
            f" (and {len(card.strays) - 1:,} more lines of this card)"
            if len(card.strays) > 1
            else ""
        )
        yield card.strays[0], f"this is no property of a vCard{more}"
    # Labels first: what they belong to may stand before them.
    for raw in sorted(card.properties, key=lambda raw: raw.name != "X-ABLABEL"):
        try:
            READ[raw.name](draft, property_of(raw, old))
        except Unread as error:
            yield raw.line, f"{raw.name}: {error}"
