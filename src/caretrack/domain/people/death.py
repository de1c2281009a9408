"""That somebody has died: said in words, as the reason for the archive, or as a day.

Whoever has died prompts nothing, anywhere. Words are read with care for whom they speak of: "her
husband died" is no death of hers.
"""

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from caretrack.domain.dates import MONTH_NAMES, MONTHS
from caretrack.domain.language.phrases import BREAKS, PhraseHit, Rules, hits, words_of
from caretrack.domain.people.names import LONGEST_NAME, name_key
from caretrack.domain.text import one_line
from caretrack.words import phrase_list, phrase_set, word_set

_FILE = "death"
_MARKS = ("†", "✝", "r.i.p")
# With other words behind them they mean something else: "a dead end", "passed the exam".
_AMBIGUOUS = frozenset(("dead", "killed", "passed"))
_MONTH = rf"(?P<month>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
# Patterns are text: `re` compiles each where it is first used. Few touches need one.
_WHEN = (
    rf"(?i)\b(?:(?P<day>\d{{1,2}})\.?\s+)?{_MONTH}(?:\s+(?P<year>\d{{4}}))?\b"
    r"|\b(?P<alone>\d{4})\b"
)
_PLACE = rf"(?i),? in (?!(?:{'|'.join(MONTHS)})\b)([^\W\d_].*)$"
_ISO = r"(?P<year>\d{4}|-)-?(?:-?(?P<month>\d\d)(?:-?(?P<day>\d\d))?)?(?:[T ].*)?"
_MARKED = (
    r"[†✝✞]\s*(?P<behind>[^†✝✞]+)"
    r"|(?P<before>[^†✝✞]+?)\s*[(\[]?\s*[†✝✞]\s*(?P<when>[\d.\-]*)\s*[)\]]?"
)
_NO_YEAR = frozenset(("0000", "1604"))  # as address books write it


class Death(NamedTuple):
    """When and where somebody died, as far as it is known.

    `text` is a day that is none ("circa 1800"). A month may stand without its day, a day and a
    month without the year.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    text: str = ""
    place: str = ""

    @property
    def is_dated(self) -> bool:
        """True if a day, or a part of one, is known."""
        return bool(self.year or self.month or self.text)

    @property
    def on(self) -> date | None:
        """The day; None where only a part of it is known."""
        return (
            date(self.year, self.month, self.day) if self.year and self.month and self.day else None
        )

    def is_after(self, today: date) -> bool:
        """True if it is still to come."""
        first = (self.year or 1, self.month or 1, self.day or 1)
        return first > (today.year, today.month, today.day)

    @property
    def day_words(self) -> str:
        """The day in words: `1 Jan 2020`, `Jan 2020`, `2020`, `1 Jan`; "" for none."""
        month = MONTH_NAMES[self.month - 1] if self.month else ""
        parts = (str(self.day or ""), month, f"{self.year:04}" if self.year else "")
        return self.text or " ".join(filter(None, parts))

    @property
    def why(self) -> str:
        """The reason for the archive: `died 1 Jan 2020, in Lisbon`."""
        said = " ".join(filter(None, ("died", self.day_words)))
        return f"{said}, in {self.place}" if self.place else said


def read_death(text: str, place: str = "") -> Death | None:
    """Return what an address book says of a death; None where it says that there was none.

    It is a day (`20200101`, `2020-01`, `2020`, `--0101`), a yes or no, or any other text. A day
    that does not exist stays text.
    """
    said = one_line(text).strip()
    low = said.casefold()
    if low in phrase_set(_FILE, "yes") or (has_died(said) and not re.search(r"\d", said)):
        return Death(place=place)
    if low in phrase_set(_FILE, "no") or not re.search(r"[^\W_]", said.replace("0", "")):
        return Death(place=place) if place else None
    found = re.fullmatch(_ISO, said)
    known = _checked(found["year"], found["month"], found["day"]) if found else None
    return (known or Death(text=said))._replace(place=place)


def death_in_name(name: str) -> tuple[str, Death | None]:
    """Return a name without the † of an address book, and the death that it tells of.

    "Tom Hay †", "† Tom Hay", "Tom Hay († 2019)"; a name without it is returned as it is.
    """
    found = re.fullmatch(_MARKED, name.strip())
    left = (found["before"] or found["behind"]).strip(" ,") if found else ""
    if found is None or not re.search(r"[^\W_]", left):
        return name, None
    return left, read_death(found["when"] or "") or Death()


def is_death_label(label: str) -> bool:
    """True if what stands behind this label says that somebody has died, or when.

    Labels are compared by their letters, as the heads of tables are.
    """
    letters = "".join(char for char in name_key(label[:LONGEST_NAME]) if char.isalpha())
    return label.strip() == "†" or letters in word_set("columns", "is died")


def _checked(year: str | None, month: str | None, day: str | None) -> Death | None:
    """Return the day of these parts; None where there is no such day."""
    known = Death(
        int(year) if year and year.isdecimal() and year not in _NO_YEAR else None,
        int(month) if month else None,
        int(day) if day else None,
    )
    try:
        date(known.year or 2000, known.month or 1, known.day or 1)
    except ValueError:
        return None
    return known if known.year or (known.month and known.day) else None


def has_died(why: str | None) -> bool:
    """True if the reason for the archive says that they have died."""
    low = (why or "").casefold()
    if not low:
        return False
    if any(mark in low for mark in _MARKS):
        return True
    words, _ = words_of(low)
    return any(_is_theirs(words, hit) for hit in hits(death_rules(), words))


def _is_theirs(words: list[str], hit: PhraseHit) -> bool:
    start = max((at + 1 for at in range(hit.first) if words[at] in BREAKS), default=0)
    near = words[start : hit.first]
    if hit.group == "death":
        near = words
    others = word_set(_FILE, "others")
    if any(word.removesuffix("'s") in others for word in near):
        return False
    if words[hit.last - 1] not in _AMBIGUOUS:
        return True
    # "Passed on in May", but not "passed on to Ben".
    end = hit.last + (words[hit.last : hit.last + 1] == ["on"])
    after = words[end] if end < len(words) else "."
    return after in BREAKS or after[:1].isdecimal() or after in word_set(_FILE, "after")


def death_of(why: str) -> Death:
    """Return when and where somebody died, out of the reason for the archive."""
    head = one_line(why).strip()
    found = re.search(_PLACE, head)
    place = found[1] if found and found[1][0].isupper() else ""
    if found and place:
        head = head[: found.start()]
    days = [day for match in re.finditer(_WHEN, head) if (day := _of_words(match))]
    if len(days) == 1 and word_set(_FILE, "about").isdisjoint(words_of(head)[0]):
        return days[0]._replace(place=place)
    text = head.removeprefix("died").strip(" ,")
    return Death(text=text if re.search(r"\d", text) else "", place=place)


def last_day_named(text: str, day: date) -> Death | None:
    """Return the one day or month that a text names, the last such one up to `day`; or None.

    A month alone needs its "in": "may" and "march" are words as well.
    """
    found = [
        match
        for match in re.finditer(_WHEN, text)
        if match["month"] and (match["day"] or text[: match.start()].lower().endswith(" in "))
    ]
    if len(found) != 1:
        return None
    number, month = int(found[0]["day"] or 1), MONTHS[found[0]["month"].lower()]
    this_year = (month, number) <= (day.month, day.day)
    year = found[0]["year"] or f"{day.year - (not this_year):04}"
    death = _checked(year, str(month), found[0]["day"])
    return None if death is None or death.is_after(day) else death


def _of_words(match: re.Match[str]) -> Death | None:
    month = str(MONTHS[match["month"].lower()]) if match["month"] else None
    return _checked(match["year"] or match["alone"], month, match["day"])


@cache
def death_rules() -> Rules:
    """Return the phrases that say that somebody has died, in the groups of their headings."""
    return Rules({group: phrase_list(_FILE, group) for group in ("died", "death", "abroad")})
