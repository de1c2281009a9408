"""How somebody is reached, in a row: numbers, accounts, postal addresses."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from caretrack.domain.people.chats import account_of, known_service
from caretrack.domain.people.postal import PostalAddress, address_text, clean_address
from caretrack.domain.text import shortened, tidy
from caretrack.formats.csv.row import Row
from caretrack.formats.text import tidy_name, unique

# A spreadsheet that took a phone for a number: the last figures are gone.
_ROUNDED = re.compile(r"[0-9][.,][0-9]+[eE]\+[0-9]+")
_PAGE = re.compile(r"https?://\S+", re.IGNORECASE)
# Whose address a column is of, as the heading of its list begins, and what stands above the lines.
_OF = {"home ": "Home", "work ": "Work", "other ": "", "": ""}


class Numbers(NamedTuple):
    """The numbers of a row; a pager is none of either."""

    phones: tuple[str, ...]
    faxes: tuple[str, ...]


def numbers(row: Row) -> Numbers:
    """Return the numbers; what is none is left out, and so are those that a spreadsheet cut."""
    if row.reader.own:
        return Numbers(row.values("phone", "\n"), row.values("fax", "\n"))
    phones, faxes = [], []
    for place, value in _values(row, "phone"):
        label = row.label(place)
        if "fax" in label:
            faxes.append(value)
        elif "pager" in label:
            row.leave_out(f"“{shortened(value, 60)}” is the number of a pager")
        else:
            phones.append(value)
    faxes += [value for _, value in _values(row, "fax")]
    return Numbers(
        unique(value for value in phones if _is_number(row, "phone", value)),
        unique(value for value in faxes if _is_number(row, "fax", value)),
    )


def _values(row: Row, field: str) -> Iterator[tuple[int, str]]:
    """Give each value of a field with its column."""
    for place in row.reader.reading.fields.get(field, ()):
        for part in re.split(r" ::: |[;\n]", row.cell(place)):
            if (value := tidy_name(part)) and row.fits(field, value):
                yield place, value


def _is_number(row: Row, field: str, value: str) -> bool:
    """True for a number; of anything else it is said that it is none."""
    rounded = _ROUNDED.fullmatch(value) is not None
    if rounded:
        row.leave_out(f"“{shortened(value, 60)}” is a {field} that a spreadsheet has rounded")
    elif not any(char.isdigit() for char in value):
        row.leave_out(f"“{shortened(value, 60)}” is not a {field} number")
        return False
    return not rounded


def accounts(row: Row) -> tuple[list[str], list[str]]:
    """Return the accounts, and the pages among them.

    The service stands before the account, in the column beside it, or in the name of its own.
    """
    if row.reader.own:
        return list(row.values("chat", "\n")), []
    chats, pages = [], []
    for place, value in _values(row, "chat"):
        if _PAGE.fullmatch(value):
            pages.append(value)
            continue
        service, _, name = value.partition(":")
        if not known_service(service):
            head = row.reader.reading.head[place]
            service = known_service(row.label(place)) or known_service(head) or "im"
            name = value
        chats.append(account_of(service, name))
    return [chat for chat in chats if chat], pages


def addresses(row: Row, field: str) -> str:
    """Return the postal addresses as lines, each from one column or from those of its parts."""
    if row.reader.own:
        text = tidy(row.text_of_lines(field))
        return text if row.fits_a_text(field, text) else ""
    found = [_in_one_column(row, place) for place in row.reader.reading.fields.get(field, ())]
    found += [_in_parts(row, of, label) for of, label in _OF.items()]
    text = address_text(dict.fromkeys(found))
    return text if row.fits_a_text(field, text) else ""


def _in_one_column(row: Row, place: int) -> PostalAddress:
    label = row.label(place)
    lines = clean_address(row.cell(place).replace(" ::: ", "\n")).replace("\n\n", "\n")
    return PostalAddress(
        street=lines, label=label.capitalize() if label in ("home", "work") else ""
    )


def _in_parts(row: Row, of: str, label: str) -> PostalAddress:
    """Return an address out of a column for its street, one for its city, and so on."""

    def part(name: str) -> str:
        return clean_address("\n".join(row.all(f"{of}{name}"))).replace("\n\n", "\n")

    street, city, code = part("street"), part("city"), part("postcode")
    # A region or a country alone is where somebody is from, and no address.
    if not (street or city or code):
        return PostalAddress()
    return PostalAddress(
        part("box"), "", street, city, part("region"), code, part("country"), label
    )
