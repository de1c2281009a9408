"""What each property of a vCard says about a person, in the words of every program that wrote one."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from caretrack.domain.model import YearlyDay
from caretrack.domain.records import FactRecord, PersonRecord
from caretrack.domain.text import LONGEST_TEXT, shortened
from caretrack.formats.records import is_email, plain_email, readable, tidy_name, tidy_tag, unique
from caretrack.formats.vcard.property import Property, Unread, short

_DATE = re.compile(r"(\d{4}|--?)-?(\d\d)-?(\d\d)(?:[T ].*)?", re.ASCII | re.DOTALL)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*:\S", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
# Han, kana and hangul: there the family name comes first, and another spelling is how to say it.
EAST_ASIAN = re.compile(
    "[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uff66-\uff9f\U00020000-\U0003ffff]"
)
_HAN = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]")
_FAMILY = re.compile(
    r"\b(?:grand|step|half|god)?-?(?:mother|father|mum|mom|dad|parent|brother|sister|sibling|child|children|son|daughter|kin|kid)s?(?:-| )?(?:in.law)?\b"
    r"|^(?:domestic )?partner$|\b(?:spouse|husband|wife|fianc|sweetheart|aunt|uncle|cousin|niece|nephew|relative|family)",
    re.IGNORECASE,
)
# What Android writes instead of a word, by its number; 0 is a word of one's own.
_ANDROID_DAYS = {"1": "anniversary", "3": "birthday"}
_ANDROID_RELATIONS = (
    "", "assistant", "brother", "child", "domestic partner", "father", "friend", "manager", "mother", "parent", "partner", "referred by",
    "relative", "sister", "spouse",
)  # fmt: skip


@dataclass(slots=True)
class Draft:
    """What the properties of one card have said so far."""

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

    def name(self) -> str:
        """The first of what could be a name, the best first; empty where there is none."""
        candidates = (
            *self.formal,
            *self.structured,
            *self.nicknames,
            *self.companies,
            *self.emails,
        )
        return next(filter(readable, candidates), "")

    def sort(self) -> str:
        """What the card is of, where it says so."""
        return self.kind or (
            "org" if self.company_card and not any(map(readable, self.structured)) else ""
        )

    def record(self, name: str, where: str) -> PersonRecord:
        """The person."""
        return PersonRecord(
            name=name,
            where=where,
            uid=self.uid,
            nicknames=tuple(
                nickname
                for nickname in unique(self.nicknames)
                if nickname.casefold() != name.casefold()
            ),
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
        )

    def _say(self, name: str) -> str:
        """How to say the name: where they were options for that first, then for a reading, last what a name in Han is sorted by."""
        east = bool(EAST_ASIAN.search(name))
        order = ("LAST", "MIDDLE", "FIRST") if east else ("FIRST", "MIDDLE", "LAST")
        sorted_as = self.sorted_as if _HAN.search(name) and not _HAN.search(self.sorted_as) else ""
        ways = [
            " ".join(filter(None, (self.said.get(f"{sort}-{part}") for part in order)))
            for sort in ("PRONUNCIATION", "PHONETIC")
        ]
        return next(
            (
                way
                for way in (*ways, self.said.get("NAME", ""), sorted_as)
                if way and way.casefold() != name.casefold()
            ),
            "",
        )


def _into(values: str) -> Callable[[Draft, Property], None]:
    """What keeps a short value as it stands, among these values of a draft."""

    def keep(draft: Draft, found: Property) -> None:
        getattr(draft, values).append(found.short())

    return keep


def _kind(draft: Draft, found: Property) -> None:
    draft.kind = found.text().lower()


def _shown_as(draft: Draft, found: Property) -> None:
    """Apple's mark for a company. Where it names a person too, it is that person's card."""
    draft.company_card = found.text().upper() == "COMPANY"


def _uid(draft: Draft, found: Property) -> None:
    draft.uid = draft.uid or found.short()


def _formal(draft: Draft, found: Property) -> None:
    draft.formal.append(tidy_name(found.text()))


def _structured(draft: Draft, found: Property) -> None:
    """Family;given;additional;prefixes;suffixes, several of one sort with commas between. "Mr." and "Sr." are no names."""
    family, given, additional, *_ = [*found.parts(";"), "", ""]
    name = tidy_name(f"{given} {additional} {family}".replace(",", " "))
    if "PHONETIC" in found.params:
        draft.said.setdefault("NAME", name)
    else:
        draft.structured.append(name)
        _sorted_as(draft, found)


def _sorted_as(draft: Draft, found: Property) -> None:
    keys = found.params.get("SORT-AS", []) if found.name != "SORT-STRING" else [found.short()]
    draft.sorted_as = draft.sorted_as or tidy_name(" ".join(keys).replace(",", " "))


def _reading(draft: Draft, found: Property) -> None:
    """`X-PHONETIC-FIRST-NAME` and its like, of Apple, Google and Android; `X-PRONUNCIATION-…` is Apple's for how to say it."""
    draft.said.setdefault(found.name.removeprefix("X-").removesuffix("-NAME"), found.short())


def _sound(draft: Draft, found: Property) -> None:
    """Japanese phones write the reading of a name as its sound; with others it is a recording."""
    if "x-irmc-n" in found.types():
        draft.said.setdefault("NAME", tidy_name(" ".join(found.parts(";"))))


def _nicknames(draft: Draft, found: Property) -> None:
    draft.nicknames += [short(part) for part in found.parts(",")]


def _android(draft: Draft, found: Property) -> None:
    """What Android has no other property for: a nickname, a day, a relation; value, number of its sort, label."""
    sort, value, number, label, *_ = [*found.parts(";"), "", "", ""]
    value, label = short(value), short(label)
    match sort.removeprefix("vnd.android.cursor.item/"):
        case "nickname":
            draft.nicknames.append(value)
        case "contact_event":
            _keep_day(draft, _ANDROID_DAYS.get(number) or label or "other", value, [])
        case "relation":
            known = (
                number.isascii()
                and number.isdecimal()
                and int(number[:3]) < len(_ANDROID_RELATIONS)
            )
            _related(draft, _ANDROID_RELATIONS[int(number)] if known else "", label, value)


def _email(draft: Draft, found: Property) -> None:
    email = plain_email(found.short())
    if email and not is_email(email):
        raise Unread(f"“{shortened(email, 60)}” is no e-mail address")
    draft.emails.append(email)


def _phone(draft: Draft, found: Property) -> None:
    phone = found.short()
    if phone.lower().startswith("tel:"):
        phone, *parameters = phone[4:].split(";")
        phone += "".join(
            f" ext. {parameter[4:]}"
            for parameter in parameters
            if parameter.lower().startswith("ext=")
        )
    if phone and not any(char.isdigit() for char in phone):
        raise Unread(f"“{shortened(phone, 60)}” is no phone number")
    draft.phones.append(phone)


def _company(draft: Draft, found: Property) -> None:
    """The company, then its departments."""
    draft.companies += [short(part) for part in found.parts(";") if part][:1]


def _note(draft: Draft, found: Property) -> None:
    note = found.text()
    length = sum(map(len, draft.notes)) + len(note)
    if length > LONGEST_TEXT:
        raise Unread(f"the note has {length:,} characters, more than {LONGEST_TEXT:,}")
    draft.notes.append(note)


def _categories(draft: Draft, found: Property) -> None:
    """Some programs escape the commas between them; a tag has none."""
    draft.tags += [tidy_tag(short(part)) for part in found.text().split(",")]


def _label(draft: Draft, found: Property) -> None:
    r"""Apple's own labels are written `_$!<Anniversary>!$_`; others stay as they were typed, but for their letters' case where we have the word."""
    label = found.short()
    if label.startswith("_$!<"):
        label = _HUMP.sub(" ", label.removeprefix("_$!<").removesuffix(">!$_")).lower()
    draft.labels[found.group] = (
        label.lower() if label.lower() in ("birthday", "anniversary", "other") else label
    )


def _day(draft: Draft, found: Property) -> None:
    label = _DAYS[found.name] or (found.group and draft.labels.get(found.group)) or "other"
    _keep_day(draft, label, found.short(), found.params.get("X-APPLE-OMIT-YEAR", []))


def _keep_day(draft: Draft, label: str, text: str, omitted: list[str]) -> None:
    """A yearly day; what is no date ("circa 1800", or a year alone) is kept as a fact."""
    if not text:
        return
    occasion = _occasion(label, text, omitted)
    if not occasion:
        draft.facts.append(FactRecord("other", f"{label[:1].upper()}{label[1:]}: {text}", None))
    elif label != "birthday" or label not in {earlier.label for earlier in draft.occasions}:
        draft.occasions.append(occasion)


def _occasion(label: str, text: str, omitted: list[str]) -> YearlyDay | None:
    """The day that `text` says, or None. Apple writes 1604 for a year that is not known, others 0000; khard asks for 1900 in a birthday."""
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


def _died(draft: Draft, found: Property) -> None:
    """A fact, no yearly day: who has died is to be archived, not congratulated."""
    if text := found.short():
        draft.facts.append(FactRecord("other", f"Died: {text}", None))


def _relation(draft: Draft, found: Property) -> None:
    _related(draft, next(iter(found.types()), ""), draft.labels.get(found.group, ""), found.short())


def _of_sort(sort: str) -> Callable[[Draft, Property], None]:
    """What keeps the name of this sort of relative."""
    return lambda draft, found: _related(draft, sort, "", found.short())


def _related(draft: Draft, sort: str, label: str, name: str) -> None:
    """Somebody who belongs to them, as a fact ("Daughter: Mia"). What points at another card or at a page names nobody."""
    word = label or sort or "related"
    word = "Related" if word in ("pref", "contact", "other") else f"{word[:1].upper()}{word[1:]}"
    if name and not _ADDRESS.match(name):
        draft.facts.append(
            FactRecord("family" if _FAMILY.search(word) else "other", f"{word}: {name}", None)
        )


def _hobby(draft: Draft, found: Property) -> None:
    if text := found.short():
        draft.facts.append(FactRecord("hobby", text, None))


def _nothing(draft: Draft, found: Property) -> None:
    """Read elsewhere."""


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

READ: dict[str, Callable[[Draft, Property], None]] = {
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
    "X-ABLABEL": _label,
    "X-ABSHOWAS": _shown_as,
    **dict.fromkeys(_DAYS, _day),
    "DEATHDATE": _died,
    "RELATED": _relation,
    "X-ABRELATEDNAMES": _relation,
    **{name: _of_sort(relative) for name, relative in _RELATIVES.items()},
    "HOBBY": _hobby,
    "INTEREST": _hobby,
}
