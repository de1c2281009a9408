"""Read the days and the relatives of a vCard: birthdays, deaths, and who is whose daughter."""

import re
from collections.abc import Callable
from datetime import date

from caretrack.domain.people.death import is_death_label
from caretrack.domain.records import FactRecord
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.vcard.builder import CardBuilder
from caretrack.formats.vcard.properties import CardProperty, short

_DATE = re.compile(r"(\d{4}|--?)-?(\d\d)-?(\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
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
# The label of each date, empty where the card says it beside the date.
DAYS = {
    "BDAY": "birthday",
    "ANNIVERSARY": "anniversary",
    "X-ANNIVERSARY": "anniversary",
    "X-MS-ANNIVERSARY": "anniversary",
    "X-EVOLUTION-ANNIVERSARY": "anniversary",
    "X-KADDRESSBOOK-X-ANNIVERSARY": "anniversary",
    "X-WAB-WEDDING-ANNIVERSARY": "anniversary",
    "X-ABDATE": "",
}
# vCard 4.0 says by DEATHDATE when somebody died. For 3.0 each program has a name of its own.
DEATH_DAYS = tuple(
    f"{program}{name}"
    for program in (
        *("", "X-", "X-AB", "X-APPLE-", "X-EVOLUTION-", "X-GOOGLE-", "X-KADDRESSBOOK-"),
        *("X-KADDRESSBOOK-X-", "X-MS-", "X-PALM-", "X-WAB-"),
    )
    for name in (
        *("DEATHDATE", "DEATH-DATE", "DATE-OF-DEATH", "DATEOFDEATH", "DEATHDAY", "DEATH"),
        *("DECEASED", "DECEASED-DATE", "DECEASED-ON", "IS-DECEASED", "DIED", "DIED-ON", "DEAD"),
        *("IS-DEAD", "DECEASEDDATE", "ISDECEASED"),
    )
)
RELATIVES = {
    f"X-{program}{relative.upper()}": relative
    for program in ("", "MS-", "EVOLUTION-")
    for relative in ("spouse", "child", "manager", "assistant")
} | {
    "X-KADDRESSBOOK-X-SPOUSESNAME": "spouse",
    "X-WAB-SPOUSE-NAME": "spouse",
    "X-KADDRESSBOOK-X-MANAGERSNAME": "manager",
    "X-KADDRESSBOOK-X-ASSISTANTSNAME": "assistant",
}


def read_label(card: CardBuilder, found: CardProperty) -> None:
    """Keep the label of a group. Apple writes its own as `_$!<Anniversary>!$_`.

    Others stay as they were typed; words that we have are put in lower case.
    """
    label = found.short()
    if label.startswith("_$!<"):
        label = _HUMP.sub(" ", label.removeprefix("_$!<").removesuffix(">!$_")).lower()
    card.labels[found.group] = (
        label.lower() if label.lower() in ("birthday", "anniversary", "other") else label
    )


def read_day(card: CardBuilder, found: CardProperty) -> None:
    """Keep a day that comes every year, by the label of its group where the name says none."""
    label = DAYS[found.name] or (found.group and card.labels.get(found.group)) or "other"
    _keep_day(card, label, found.short(), found.params.get("X-APPLE-OMIT-YEAR", []))


def _keep_day(card: CardBuilder, label: str, text: str, omitted: list[str]) -> None:
    """Keep a yearly day; what is not a date ("circa 1800", or a year alone) becomes a fact."""
    if not text:
        return
    if is_death_label(label):
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


def read_died(card: CardBuilder, found: CardProperty) -> None:
    """Keep when they died, or where; the place of a map says only that they did."""
    if not found.name.endswith("PLACE"):
        card.died_on = card.died_on or found.short()
    elif _ADDRESS.match(found.short()):
        card.has_died = True
    else:
        card.died_in = card.died_in or found.short()


def read_relation(card: CardBuilder, found: CardProperty) -> None:
    """Keep a relative, of the sort that its group or its TYPE says."""
    _related(card, next(iter(found.types()), ""), card.labels.get(found.group, ""), found.short())


def relative_of_sort(sort: str) -> Callable[[CardBuilder, CardProperty], None]:
    """Return what keeps the name of this sort of relative."""
    return lambda card, found: _related(card, sort, "", found.short())


def _related(card: CardBuilder, sort: str, label: str, name: str) -> None:
    """Keep a relative as a fact ("Daughter: Mia"), but not the address of a card or a page."""
    word = label or sort or "related"
    word = "Related" if word in ("pref", "contact", "other") else f"{word[:1].upper()}{word[1:]}"
    if _ADDRESS.match(name):
        card.left_out.append("RELATED")
    elif name:
        card.facts.append(
            FactRecord("family" if _FAMILY.search(word) else "other", f"{word}: {name}", None)
        )


def read_android(card: CardBuilder, found: CardProperty) -> None:
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
        case _:
            card.left_out.append("X-ANDROID-CUSTOM")
