"""What each property of a vCard says about a person, as every program writes it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from caretrack.domain.model import YearlyDay
from caretrack.domain.people.death import read_death
from caretrack.domain.records import FactRecord, PersonRecord
from caretrack.domain.text import LONGEST_TEXT, shortened
from caretrack.formats.text import (
    is_email,
    is_readable,
    plain_email,
    tidy_name,
    tidy_tag,
    unique,
    zone_name,
)
from caretrack.formats.vcard.syntax import CardProperty, UnreadableProperty, short

_DATE = re.compile(r"(\d{4}|--?)-?(\d\d)-?(\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Han, kana and hangul: there the family name comes first, and another spelling is how to say it.
EAST_ASIAN = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f\U00020000-\U0003ffff]"
)
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_FAMILY = re.compile(
    r"\b(?:grand|step|half|god)?-?(?:mother|father|mum|mom|dad|parent|brother|sister|sibling"
    r"|child|children|son|daughter|kin|kid)s?(?:-| )?(?:in.law)?\b|^(?:domestic )?partner$"
    r"|\b(?:spouse|husband|wife|fianc|sweetheart|aunt|uncle|cousin|niece|nephew|relative|family)",
    re.IGNORECASE,
)
# What Android writes instead of a word, by its number; 0 stands for a word that was typed.
_ANDROID_DAYS = {"1": "anniversary", "3": "birthday"}
_ANDROID_RELATIONS = (
    "", "assistant", "brother", "child", "domestic partner", "father", "friend", "manager",
    "mother", "parent", "partner", "referred by", "relative", "sister", "spouse",
)  # fmt: skip


@dataclass(slots=True)
class CardBuilder:
    """Gathers what the properties of one card say, and makes a person of it."""

    labels: dict[str, str] = field(default_factory=dict)
    kind: str = ""
    company_card: bool = False
    uid: str = ""
    formal: list[str] = field(default_factory=list)
    structured: list[str] = field(default_factory=list)
    nicknames: list[str] = field(default_factory=list)
    emails: list[str] = field(default_factory=list)
    phones: list[str] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    companies: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    occasions: list[YearlyDay] = field(default_factory=list)
    facts: list[FactRecord] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    sorted_as: str = ""
    zone: str = ""
    died_on: str = ""
    died_in: str = ""

    def name(self) -> str:
        """Return the first that can be read of the names, the best first; "" for none."""
        names = self.formal + self.structured + self.nicknames + self.companies + self.emails
        return next(filter(is_readable, names), "")

    def sort(self) -> str:
        """Return what the card is of, "" where it does not say."""
        return self.kind or (
            "org" if self.company_card and not any(map(is_readable, self.structured)) else ""
        )

    def record(self, name: str, where: str) -> PersonRecord:
        """Return the person."""
        low = name.casefold()
        return PersonRecord(
            name=name,
            where=where,
            uid=self.uid,
            nicknames=tuple(nick for nick in unique(self.nicknames) if nick.casefold() != low),
            emails=unique(self.emails),
            phones=unique(self.phones),
            urls=unique(self.urls),
            company=next(iter(self.companies), ""),
            role=next(filter(None, (*self.titles, *self.roles)), ""),
            note="\n".join(unique(self.notes)),
            tags=unique(self.tags),
            occasions=tuple(dict.fromkeys(self.occasions)),
            facts=tuple(dict.fromkeys(self.facts)),
            say=self._say(name),
            zone=self.zone,
            died=read_death(self.died_on, self.died_in),
            unnamed=self._is_unnamed(name),
        )

    def _is_unnamed(self, name: str) -> bool:
        """True if no name of a person was given: FN, where it is there, is the company's."""
        given = any(map(is_readable, [*self.structured, *self.nicknames]))
        return not given and name in {*self.companies, *self.emails}

    def _say(self, name: str) -> str:
        """Return how to say the name.

        Best is what was typed for that, then a reading, then what a name in Han is sorted by.
        """
        east = bool(EAST_ASIAN.search(name))
        order = ("LAST", "MIDDLE", "FIRST") if east else ("FIRST", "MIDDLE", "LAST")
        sorted_as = self.sorted_as if _HAN.search(name) and not _HAN.search(self.sorted_as) else ""
        ways = [
            " ".join(filter(None, (self.said.get(f"{sort}-{part}") for part in order)))
            for sort in ("PRONUNCIATION", "PHONETIC")
        ]
        ways += [self.said.get("NAME", ""), sorted_as]
        return next((way for way in ways if way and way.casefold() != name.casefold()), "")


def _into(values: str) -> Callable[[CardBuilder, CardProperty], None]:
    """Return what keeps a short value as it stands, in this list of the card."""

    def keep(card: CardBuilder, found: CardProperty) -> None:
        getattr(card, values).append(found.short())

    return keep


def _kind(card: CardBuilder, found: CardProperty) -> None:
    card.kind = found.text().lower()


def _shown_as(card: CardBuilder, found: CardProperty) -> None:
    """Apple's mark for a company. Where it names a person too, it is that person's card."""
    card.company_card = found.text().upper() == "COMPANY"


def _uid(card: CardBuilder, found: CardProperty) -> None:
    card.uid = card.uid or found.short()


def _formal(card: CardBuilder, found: CardProperty) -> None:
    card.formal.append(tidy_name(found.text()))


def _structured(card: CardBuilder, found: CardProperty) -> None:
    """Read family;given;additional;prefixes;suffixes, several of one sort between commas.

    Prefixes and suffixes ("Mr.", "Sr.") are left out.
    """
    family, given, additional, *_ = [*found.parts(";"), "", ""]
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


def _android(card: CardBuilder, found: CardProperty) -> None:
    """Read what Android has no other property for: a nickname, a day, a relation.

    It writes the value, the number of its sort and a label.
    """
    sort, value, number, label, *_ = [*found.parts(";"), "", "", ""]
    value, label = short(value), short(label)
    match sort.removeprefix("vnd.android.cursor.item/"):
        case "nickname":
            card.nicknames.append(value)
        case "contact_event":
            _keep_day(card, _ANDROID_DAYS.get(number) or label or "other", value, [])
        case "relation":
            relations = dict(zip(map(str, range(15)), _ANDROID_RELATIONS, strict=True))
            _related(card, relations.get(number, ""), label, value)


def _email(card: CardBuilder, found: CardProperty) -> None:
    email = plain_email(found.short())
    if email and not is_email(email):
        raise UnreadableProperty(f"“{shortened(email, 60)}” is not an e-mail address")
    card.emails.append(email)


def _phone(card: CardBuilder, found: CardProperty) -> None:
    phone = found.short()
    if phone.lower().startswith("tel:"):
        phone, *parameters = phone[4:].split(";")
        extensions = [part[4:] for part in parameters if part.lower().startswith("ext=")]
        phone += "".join(f" ext. {extension}" for extension in extensions)
    if phone and not any(char.isdigit() for char in phone):
        raise UnreadableProperty(f"“{shortened(phone, 60)}” is not a phone number")
    card.phones.append(phone)


def _company(card: CardBuilder, found: CardProperty) -> None:
    """Keep the company, and not its departments behind it."""
    card.companies += [short(part) for part in found.parts(";") if part][:1]


def _note(card: CardBuilder, found: CardProperty) -> None:
    note = found.text()
    length = sum(map(len, card.notes)) + len(note)
    if length > LONGEST_TEXT:
        raise UnreadableProperty(f"the note has {length:,} characters, more than {LONGEST_TEXT:,}")
    card.notes.append(note)


def _categories(card: CardBuilder, found: CardProperty) -> None:
    """Split tags at every comma: some programs escape those between them, and a tag has none."""
    card.tags += [tidy_tag(short(part)) for part in found.text().split(",")]


def _label(card: CardBuilder, found: CardProperty) -> None:
    """Keep the label of a group. Apple writes its own as `_$!<Anniversary>!$_`.

    Others stay as they were typed; words that we have are put in lower case.
    """
    label = found.short()
    if label.startswith("_$!<"):
        label = _HUMP.sub(" ", label.removeprefix("_$!<").removesuffix(">!$_")).lower()
    card.labels[found.group] = (
        label.lower() if label.lower() in ("birthday", "anniversary", "other") else label
    )


def _day(card: CardBuilder, found: CardProperty) -> None:
    label = _DAYS[found.name] or (found.group and card.labels.get(found.group)) or "other"
    _keep_day(card, label, found.short(), found.params.get("X-APPLE-OMIT-YEAR", []))


def _keep_day(card: CardBuilder, label: str, text: str, omitted: list[str]) -> None:
    """Keep a yearly day; what is not a date ("circa 1800", or a year alone) becomes a fact."""
    if not text:
        return
    if label.casefold() in _DEATH_LABELS:
        card.died_on = card.died_on or text
        return
    occasion = _occasion(label, text, omitted)
    if not occasion:
        card.facts.append(FactRecord("other", f"{label[:1].upper()}{label[1:]}: {text}", None))
    elif label != "birthday" or label not in {earlier.label for earlier in card.occasions}:
        card.occasions.append(occasion)


def _occasion(label: str, text: str, omitted: list[str]) -> YearlyDay | None:
    """Return the day that `text` says, or None.

    Apple writes 1604 for a year that is not known, others 0000; khard asks for 1900 in a birthday.
    """
    match = _DATE.fullmatch(text)
    if not match:
        return None
    unknown = (
        match[1].startswith("-")
        or match[1] in {"0000", "1604", *omitted}
        or (match[1] == "1900" and label == "birthday")
    )
    year, month, day = None if unknown else int(match[1]), int(match[2]), int(match[3])
    try:
        date(year or 2000, month, day)
    except ValueError:
        return None
    return YearlyDay(month, day, year, label)


def _zone(card: CardBuilder, found: CardProperty) -> None:
    zone = zone_name(found.short())
    if found.short() and not zone:
        raise UnreadableProperty(f"“{shortened(found.short(), 60)}” is not a time zone by name")
    card.zone = card.zone or zone


def _died(card: CardBuilder, found: CardProperty) -> None:
    """Keep when they died, or where; the place of a map says nothing."""
    if not found.name.endswith("PLACE"):
        card.died_on = card.died_on or found.short()
    elif not _ADDRESS.match(found.short()):
        card.died_in = card.died_in or found.short()


def _as_fact(category: str, before: str = "") -> Callable[[CardBuilder, CardProperty], None]:
    """Return what keeps a value as a fact of this category."""

    def keep(card: CardBuilder, found: CardProperty) -> None:
        if text := found.short():
            card.facts.append(FactRecord(category, before + text, None))

    return keep


def _relation(card: CardBuilder, found: CardProperty) -> None:
    _related(card, next(iter(found.types()), ""), card.labels.get(found.group, ""), found.short())


def _of_sort(sort: str) -> Callable[[CardBuilder, CardProperty], None]:
    """Return what keeps the name of this sort of relative."""
    return lambda card, found: _related(card, sort, "", found.short())


def _related(card: CardBuilder, sort: str, label: str, name: str) -> None:
    """Keep a relative as a fact ("Daughter: Mia"), but not the address of a card or a page."""
    word = label or sort or "related"
    word = "Related" if word in ("pref", "contact", "other") else f"{word[:1].upper()}{word[1:]}"
    if name and not _ADDRESS.match(name):
        card.facts.append(
            FactRecord("family" if _FAMILY.search(word) else "other", f"{word}: {name}", None)
        )


def _nothing(card: CardBuilder, found: CardProperty) -> None:
    """Do nothing: it is read elsewhere."""


# The label of each date, empty where the card says it beside the date.
_DAYS = {
    "BDAY": "birthday",
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
    "X-MS-ANNIVERSARY": "anniversary",
    "X-EVOLUTION-ANNIVERSARY": "anniversary",
    "X-KADDRESSBOOK-X-ANNIVERSARY": "anniversary",
    "X-ABDATE": "",
}
_DEATH_DAYS = ("DEATHDATE", "X-DEATHDATE", "X-DEATH-DATE", "X-DATE-OF-DEATH", "X-DEATH", "X-DIED")
# Labels of a date that mean it.
_DEATH_LABELS = ("death", "death date", "deathday", "date of death", "died", "deceased", "†")
_READINGS = [
    f"X-{sort}-{part}-NAME"
    for sort in ("PHONETIC", "PRONUNCIATION")
    for part in ("FIRST", "MIDDLE", "LAST")
]
_RELATIVES = {
    f"X-{program}{relative.upper()}": relative
    for program in ("", "MS-", "EVOLUTION-")
    for relative in ("spouse", "child", "manager", "assistant")
} | {
    "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
}

READ: dict[str, Callable[[CardBuilder, CardProperty], None]] = {
    "VERSION": _nothing,
    "KIND": _kind,
    "X-ADDRESSBOOKSERVER-KIND": _kind,
    "UID": _uid,
    "FN": _formal,
    "N": _structured,
    "SORT-STRING": _sorted_as,
    "SOUND": _sound,
    **dict.fromkeys(_READINGS, _reading),
    "NICKNAME": _nicknames,
    "X-ANDROID-CUSTOM": _android,
    "EMAIL": _email,
    "TEL": _phone,
    "URL": _into("urls"),
    "ORG": _company,
    "TITLE": _into("titles"),
    "ROLE": _into("roles"),
    "NOTE": _note,
    "CATEGORIES": _categories,
    "TZ": _zone,
    "X-ABLABEL": _label,
    "X-ABSHOWAS": _shown_as,
    **dict.fromkeys(_DAYS, _day),
    **dict.fromkeys((*_DEATH_DAYS, "DEATHPLACE", "X-DEATHPLACE"), _died),
    "RELATED": _relation,
    "X-ABRELATEDNAMES": _relation,
    **{name: _of_sort(relative) for name, relative in _RELATIVES.items()},
    **dict.fromkeys(("HOBBY", "INTEREST"), _as_fact("hobby")),
}
