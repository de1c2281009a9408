"""Read vCards 2.1, 3.0 and 4.0, as phones and address books write them.

cards.py takes a file apart into cards and properties, properties.py reads one of these, fields.py
says what each means, builder.py makes a person of them. No library: vobject fails the whole file
for one bad line, recurses into nested cards, takes for ever over some lines without a colon,
refuses what Outlook wrote without naming its character set, and takes 50 us a line.
"""

from collections import Counter
from collections.abc import Callable, Iterator

from caretrack.domain.records import Item, Refused
from caretrack.domain.text import shortened
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import name_fault
from caretrack.formats.vcard.builder import CardBuilder
from caretrack.formats.vcard.cards import Card, cards, lines
from caretrack.formats.vcard.fields import READ
from caretrack.formats.vcard.properties import UnreadableProperty, parse_property
from caretrack.words import word_set

_SAID_AT_MOST = 12
_MOST_NAMES = 1_000
# What a card can be of that is no person.
_NOBODY = {
    "group": "a group",
    "org": "an organisation",
    "location": "a place",
    "device": "a device",
    "application": "a program",
}


def read(source: Source, options: ReadOptions) -> Iterator[Item]:  # noqa: ARG001 - all are alike
    """Give the people of a file of vCards.

    A card or a property that cannot be read is refused; the others come in. What has no place in a
    journal (photographs, say) is counted in `source.remarks`. Raises CareError for a file that
    cannot be opened.
    """
    left_out: Counter[str] = Counter()

    def done(count: int) -> None:
        source.position += count

    def otherwise() -> str:
        return source.guessed_encoding().codec

    empty = True
    with source.open() as file:
        for card in cards(lines(file, done, source.encoding), READ):
            empty = False
            yield from _read_card(card, left_out, otherwise)
    if left_out:
        source.remarks.append(_left_out(left_out))
    if empty:
        yield Refused("line 1", "there is no card in it")


def _left_out(count: Counter[str]) -> str:
    """Say what has no place in a journal: `left out: PHOTO 12, GEO 3`."""
    names = sorted(count, key=lambda name: (-count[name], name))
    said = ", ".join(f"{shortened(name, 40)} {count[name]:,}" for name in names[:_SAID_AT_MOST])
    more = sum(count[name] for name in names[_SAID_AT_MOST:])
    return f"left out: {said}" + (f", and {more:,} of other sorts" if more else "")


def _read_card(card: Card, left_out: Counter[str], otherwise: Callable[[], str]) -> Iterator[Item]:
    """Give the person of a card, after what cannot be read of it; count what is left out of it."""
    if card.fault:
        yield Refused(card.where, card.fault)
        return
    builder = CardBuilder()
    for line, why in _read_properties(card, builder, otherwise):
        yield Refused(f"card {card.number}, line {line}", why, whole=False)
    name, sort = builder.name(), builder.sort()
    fault = name_fault(name) if name else "a card without a name"
    if sort in _NOBODY:
        fault = f"{_NOBODY[sort]}, not a person"
    if fault:
        yield Refused(card.where, fault)
        return
    technical = word_set("cards", "technical")
    for field in (*builder.left_out, *card.unread):
        if field not in technical:
            # A file may make names up without end.
            left_out[field if field in left_out or len(left_out) < _MOST_NAMES else "X-"] += 1
    yield builder.record(name, card.where)


def _read_properties(
    card: Card, builder: CardBuilder, otherwise: Callable[[], str]
) -> Iterator[tuple[int, str]]:
    """Put what a card says into the builder; give the line of what cannot be read, and why."""
    old = any(
        raw.name == "VERSION" and raw.text.rstrip().endswith(b"2.1") for raw in card.properties
    )
    if card.strays:
        count = len(card.strays) - 1
        more = f" (and {count:,} more lines of this card)" if count else ""
        yield card.strays[0], f"this is not a property of a vCard{more}"
    # Labels first: what they belong to may stand before them.
    for raw in sorted(card.properties, key=lambda raw: raw.name != "X-ABLABEL"):
        try:
            READ[raw.name](builder, parse_property(raw, old, otherwise))
        except UnreadableProperty as error:
            yield raw.line, f"{raw.name}: {error}"
