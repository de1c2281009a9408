"""Reads vCards 2.1, 3.0 and 4.0, as phones, Outlook, Google, Apple, Thunderbird and khard write them: a file, or a folder of files.

vcard_lines.py takes a file apart into cards, vcard_property.py one property, vcard_fields.py says what each property
means; here it all becomes people. No library is needed: what there is fails a whole file for one bad line (CONTRIBUTING.md, Cards).
"""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from caretrack.domain.text import without_unsafe
from caretrack.errors import CareError
from caretrack.exchange.records import Item, Parsed, PersonRecord, Refused, name_fault
from caretrack.exchange.source import Asked, Source
from caretrack.exchange.vcard_fields import READ, Draft
from caretrack.exchange.vcard_lines import Card, cards, lines
from caretrack.exchange.vcard_property import Unread, property_of

ENDINGS = (".vcf", ".vcard")
_NOBODY = {"group": "a group", "org": "an organisation", "location": "a place", "device": "a device", "application": "a program"}


def read(source: Source, asked: Asked) -> Iterator[Item]:  # noqa: ARG001 - every reader is asked alike
    """The people of a file of vCards, or of a folder with such files, as khard and vdirsyncer keep it.

    A card that cannot be read is refused, and a property that cannot be read; the others come in. Photographs and
    addresses are left out. Raises CareError for a file that cannot be read, or a folder without any.
    """
    if source.path.is_dir():
        yield from _folder(source)
        return
    try:
        yield from _file(source, source.path, "")
    except OSError as error:
        raise CareError(f"cannot read {source.path}: {error.strerror or error}", "Check the path and its permissions.") from error


def _folder(source: Source) -> Iterator[Item]:
    """The files of a folder and of those in it, by name. One that cannot be read, or is gone by then, is told like a bad card."""
    found = False
    for folder, folders, names in os.walk(source.path):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if name.lower().endswith(ENDINGS) and not name.startswith(".")):
            found = True
            path = Path(folder, name)
            shown = without_unsafe(str(path.relative_to(source.path)), "\ufffd")
            try:
                if stat.S_ISREG(path.stat().st_mode):
                    yield from _file(source, path, f"{shown}, ")
                else:
                    yield Refused(shown, "it is not a file")
            except OSError as error:
                yield Refused(shown, f"it cannot be read: {error.strerror or error}")
    if not found:
        raise CareError(f"there is no vCard in {source.path}", "Its files should end in .vcf.")


def _file(source: Source, path: Path, before: str) -> Iterator[Item]:
    def done(count: int) -> None:
        source.position += count

    empty = True
    with path.open("rb") as file:
        for card in cards(lines(file, done), READ):
            empty = False
            yield from _person(card, before)
    if empty:
        yield Refused(before.removesuffix(", ") or "line 1", "there is no card in it")


def _person(card: Card, before: str) -> Iterator[Item]:
    """Who a card is of, after what could not be read of it."""
    where = before + card.where
    if card.fault:
        yield Refused(where, card.fault)
        return
    draft = Draft()
    for line, why in _fill(draft, card):
        yield Refused(f"{before}card {card.number}, line {line}", why, whole=False)
    name, sort = draft.name(), draft.sort()
    fault = f"{_NOBODY[sort]}, not a person" if sort in _NOBODY else name_fault(name) if name else "a card without a name"
    yield Refused(where, fault) if fault else draft.record(name, where)


def _fill(draft: Draft, card: Card) -> Iterator[tuple[int, str]]:
    """Puts what a card says into a draft; gives what cannot be read, and its line."""
    old = any(raw.name == "VERSION" and raw.text.rstrip().endswith(b"2.1") for raw in card.properties)
    if card.strays:
        more = f" (and {len(card.strays) - 1:,} more lines of this card)" if len(card.strays) > 1 else ""
        yield card.strays[0], f"this is no property of a vCard{more}; left out"
    # Labels first: what they belong to may stand before them.
    for raw in sorted(card.properties, key=lambda raw: raw.name != "X-ABLABEL"):
        try:
            READ[raw.name](draft, property_of(raw, old))
        except Unread as error:
            yield raw.line, f"{raw.name} left out: {error}"


def parse(data: bytes) -> Parsed:
    """The same of bytes that are in memory."""
    import io

    people: list[PersonRecord] = []
    refused: list[Refused] = []
    for card in cards(lines(io.BytesIO(data), lambda _: None), READ):
        for item in _person(card, ""):
            (people if isinstance(item, PersonRecord) else refused).append(item)  # type: ignore[arg-type]
    return Parsed("vcard", tuple(people), (), tuple(refused))
