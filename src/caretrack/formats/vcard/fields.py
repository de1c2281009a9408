"""What each property of a vCard says about a person, as every program writes it."""

from collections.abc import Callable

from caretrack.domain.records import FactRecord
from caretrack.domain.text import LONGEST_TEXT, shortened
from caretrack.formats.text import says_nothing, tidy_name, tidy_tag, zone_name
from caretrack.formats.vcard.builder import CardBuilder
from caretrack.formats.vcard.days import (
    DAYS,
    DEATH_DAYS,
    RELATIVES,
    read_android,
    read_day,
    read_died,
    read_label,
    read_relation,
    relative_of_sort,
)
from caretrack.formats.vcard.properties import CardProperty, UnreadableProperty, short
from caretrack.formats.vcard.reached import (
    OF_ONE_SERVICE,
    read_account,
    read_address,
    read_address_label,
    read_email,
    read_number,
    read_page,
)

_READINGS = [
    f"X-{sort}-{part}-NAME"
    for sort in ("PHONETIC", "PRONUNCIATION")
    for part in ("FIRST", "MIDDLE", "LAST")
]


def _kind(card: CardBuilder, found: CardProperty) -> None:
    card.kind = found.text().lower()


def _shown_as(card: CardBuilder, found: CardProperty) -> None:
    """Apple's mark for a company. Where it names a person too, it is that person's card."""
    card.company_card = found.text().upper() == "COMPANY"


def _program(card: CardBuilder, found: CardProperty) -> None:
    card.own = found.text().startswith("-//caretrack//")


def _uid(card: CardBuilder, found: CardProperty) -> None:
    card.uid = card.uid or found.short()


def _formal(card: CardBuilder, found: CardProperty) -> None:
    card.formal.append(tidy_name(found.text()))


def _structured(card: CardBuilder, found: CardProperty) -> None:
    """Read family;given;additional;prefixes;suffixes, several of one sort between commas.

    Prefixes and suffixes ("Mr.", "Sr.") are left out.
    """
    parts = [*found.parts(";"), "", ""]
    family, given, additional = (
        "" if not card.own and says_nothing(part, is_name=True) else part for part in parts[:3]
    )
    name = tidy_name(f"{given} {additional} {family}".replace(",", " "))
    if "PHONETIC" in found.params:
        card.said.setdefault("NAME", name)
    else:
        card.structured.append(name)
        _sorted_as(card, found)


def _sorted_as(card: CardBuilder, found: CardProperty) -> None:
    keys = found.params.get("SORT-AS", []) if found.name != "SORT-STRING" else [found.short()]
    card.sorted_as = card.sorted_as or tidy_name(" ".join(keys).replace(",", " "))


def _reading(card: CardBuilder, found: CardProperty) -> None:
    """Read `X-PHONETIC-FIRST-NAME` and the like of Apple, Google and Android.

    `X-PRONUNCIATION-…` is how to say it, in Apple's cards.
    """
    card.said.setdefault(found.name.removeprefix("X-").removesuffix("-NAME"), found.short())


def _sound(card: CardBuilder, found: CardProperty) -> None:
    """Read the sound of a name: its reading in Japanese phones, a recording in others."""
    if "x-irmc-n" in found.types():
        card.said.setdefault("NAME", tidy_name(" ".join(found.parts(";"))))


def _nicknames(card: CardBuilder, found: CardProperty) -> None:
    card.nicknames += [short(part) for part in found.parts(",")]


def _company(card: CardBuilder, found: CardProperty) -> None:
    """Keep the company, and the departments behind it as one; a second company is left out."""
    company, *units = map(short, found.parts(";"))
    department = ", ".join(filter(None, units))
    if card.companies and (company or department):
        _leave_out(card, found)
    elif company or department:
        card.companies.append(company)
        card.departments.append(department)


def _first_in(values: str) -> Callable[[CardBuilder, CardProperty], None]:
    """Return what keeps a value in this list of the card; a second one is left out."""

    def keep(card: CardBuilder, found: CardProperty) -> None:
        kept, value = getattr(card, values), found.short()
        if value and any(kept) and value not in kept:
            _leave_out(card, found)
        else:
            kept.append(value)

    return keep


def _leave_out(card: CardBuilder, found: CardProperty) -> None:
    """Count what has no place. The same in another language or script (ALTID) is not lost."""
    if "ALTID" not in found.params:
        card.left_out.append(found.name)


def _note(card: CardBuilder, found: CardProperty) -> None:
    note = found.text()
    length = sum(map(len, card.notes)) + len(note)
    if length > LONGEST_TEXT:
        raise UnreadableProperty(f"the note has {length:,} characters, more than {LONGEST_TEXT:,}")
    card.notes.append(note)


def _categories(card: CardBuilder, found: CardProperty) -> None:
    """Split tags at every comma: some programs escape those between them, and a tag has none."""
    card.tags += [tidy_tag(short(part)) for part in found.text().split(",")]


def _zone(card: CardBuilder, found: CardProperty) -> None:
    zone = zone_name(found.short())
    if found.short() and not zone:
        raise UnreadableProperty(f"“{shortened(found.short(), 60)}” is not a time zone by name")
    card.zone = card.zone or zone


def _as_fact(category: str, before: str = "") -> Callable[[CardBuilder, CardProperty], None]:
    """Return what keeps a value as a fact of this category."""

    def keep(card: CardBuilder, found: CardProperty) -> None:
        if text := found.short():
            card.facts.append(FactRecord(category, before + text, None))

    return keep


def _nothing(card: CardBuilder, found: CardProperty) -> None:
    """Do nothing: it is read elsewhere."""


# Pages beside URL: blogs, and what RFC 8605 has for a form to write to them.
_PAGES = ("X-EVOLUTION-BLOG-URL", "X-EVOLUTION-VIDEO-URL", "X-KADDRESSBOOK-BLOGFEED", "CONTACT-URI")

READ: dict[str, Callable[[CardBuilder, CardProperty], None]] = {
    "VERSION": _nothing,
    "PRODID": _program,
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "UID": _uid,
    "FN": _formal,
    "N": _structured,
    "SORT-STRING": _sorted_as,
    "SOUND": _sound,
    **dict.fromkeys(_READINGS, _reading),
    "NICKNAME": _nicknames,
    "X-ANDROID-CUSTOM": read_android,
    "EMAIL": read_email,
    "TEL": read_number,
    "URL": read_page,
    **dict.fromkeys(_PAGES, read_page),
    **dict.fromkeys(("IMPP", "X-SOCIALPROFILE", "SOCIALPROFILE", *OF_ONE_SERVICE), read_account),
    "ADR": read_address,
    "LABEL": read_address_label,
    "ORG": _company,
    "X-DEPARTMENT": _first_in("departments"),
    "X-KADDRESSBOOK-X-DEPARTMENT": _first_in("departments"),
    "TITLE": _first_in("titles"),
    "ROLE": _first_in("roles"),
    "X-KADDRESSBOOK-X-PROFESSION": _first_in("roles"),
    "NOTE": _note,
    "CATEGORIES": _categories,
    "TZ": _zone,
    "X-ABLABEL": read_label,
    "X-ABSHOWAS": _shown_as,
    **dict.fromkeys(DAYS, read_day),
    **dict.fromkeys((*DEATH_DAYS, "DEATHPLACE", "X-DEATHPLACE"), read_died),
    "RELATED": read_relation,
    "X-ABRELATEDNAMES": read_relation,
    **{name: relative_of_sort(relative) for name, relative in RELATIVES.items()},
    **dict.fromkeys(("HOBBY", "INTEREST"), _as_fact("hobby")),
}
