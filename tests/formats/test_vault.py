"""What a vault of our own says is read back as it was."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from caretrack.domain.event import Event
from caretrack.domain.model import Action, Fact, Occasion, Touch
from caretrack.domain.person import Person
from caretrack.domain.person_texts import PERSON_TEXTS
from caretrack.domain.records import ActionRecord, FactRecord, Item, PersonRecord, TouchRecord
from caretrack.domain.talk.ties import Around
from caretrack.domain.text import LONGEST_TEXT, tidy
from caretrack.formats.markdown import PersonPage
from caretrack.formats.notes.read import read
from caretrack.formats.notes.write import is_ours, note
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import says_nothing, tidy_name

TODAY = date(2026, 11, 29)
STAMP = "2026-11-29T10:00:00Z"
HOSTILE = st.sampled_from(
    [
        "no", "1e3", "2026-11-02", "- item", "# heading", "[[Ben]]", "![x](http://x)", "<b>x</b>",
        "{{title}}", "<% tp.x %>", "`code`", "a: b", "Email:: a@b.example", "**bold** _it_ ==m==",
        "%%hidden%%", "```dataviewjs", "---", "...", "| a | b |", "1. one", "> quote", "$x$ ^id",
        "=SUM(A1)", '"quoted" \'single\'', "back\\slash", "#tag", "&amp;", "a (with [[Ben]])",
        "(by 2026-12-01)", "x (told, 2026-01-01)", "call, listen: x", "- [ ] to do", "~~gone~~",
        "mood 3", "é ü 東京 🌻", "*", "+", "a*b*c",
    ]
)  # fmt: skip
PLAIN = st.text(st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=40)


def _line(text: str) -> str:
    return tidy_name(text)[:150]


LINES = (
    st.one_of(HOSTILE, PLAIN, st.tuples(HOSTILE, PLAIN).map(" ".join))
    .map(_line)
    .filter(lambda text: bool(text) and not says_nothing(text) and any(map(str.isalnum, text)))
)
TEXTS = st.lists(LINES, min_size=1, max_size=4).map("\n".join).map(tidy)


def person(name: str, texts: dict[str, str]) -> Person:
    """Return somebody of this name with these texts."""
    return Person(
        id="a" * 16, name=name, name_key="", company=None, role=None, say=None, met=None,
        note=None, cadence_days=30, snoozed_until=None, added_on=TODAY, archived_on=None,
        archived_why=None, created_at=STAMP, updated_at=STAMP,
    )._replace(**texts)  # fmt: skip


def page(name: str, texts: dict[str, str], **entries: object) -> PersonPage:
    """Return the page of somebody with these texts and entries."""
    empty = PersonPage(
        TODAY, person(name, texts), [("email", "ana@x.example")], ["vip"], [], [], [], [], [], [],
        [], {},
    )  # fmt: skip
    return empty._replace(**entries)  # type: ignore[arg-type]


def read_back(text: str) -> list[Item]:
    """Return what is read of a note, and of one about Ben beside it."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "Ana.md").write_text(text, encoding="utf-8")
        (Path(folder) / "Ben.md").write_text("---\ntype: person\n---\n", encoding="utf-8")
        source = Source(Path(folder), len(text))
        return list(read(source, ReadOptions("markdown", TODAY)))


# What is checked when it is stored has tests of its own.
CHECKED = ("prefers", "zone", "hours")
SHORT = [text.name for text in PERSON_TEXTS if not text.long and text.name not in CHECKED]


@given(st.dictionaries(st.sampled_from(SHORT), LINES), LINES, TEXTS)
@settings(max_examples=150)
def test_the_texts_of_a_person_come_back(texts: dict[str, str], name: str, about: str) -> None:
    found = read_back(note(page(name, texts | {"note": about}), {}, "u1"))
    back = next(item for item in found if isinstance(item, PersonRecord) and item.uid == "u1")
    assert back.name == name
    assert {field: getattr(back, field) for field in texts} == texts
    assert back.note.split() == about.split()
    assert (back.emails, back.tags, back.cadence_days) == (("ana@x.example",), ("vip",), 30)


@given(TEXTS, st.booleans(), st.booleans())
@settings(max_examples=150)
def test_a_touch_comes_back(text: str, with_ben: bool, from_them: bool) -> None:
    people = (("a" * 16, "Ana"), ("b" * 16, "Ben")) if with_ben else (("a" * 16, "Ana"),)
    touch = Touch(
        "t" * 16, TODAY, "listen", "care", "call", from_them, 2, text, STAMP, STAMP, people
    )
    found = read_back(note(page("Ana", {}, touches=[touch]), {"b" * 16: "Ben"}, "u1"))
    assert [item for item in found if isinstance(item, TouchRecord)] == [
        TouchRecord(
            "2026-11-29", tuple(name for _, name in people), text, "Ana.md", kind="listen",
            channel="call", from_them=from_them,
        )
    ]  # fmt: skip


@given(TEXTS, TEXTS, LINES)
@settings(max_examples=150)
def test_facts_promises_and_events_come_back(fact: str, promise: str, event: str) -> None:
    who = "a" * 16
    entries = {
        "facts": [Fact("f", who, "family", fact, "told", TODAY, None, None)],
        "actions": [
            Action("x", who, "promise", promise, date(2026, 12, 4), None, None, STAMP, STAMP)
        ],
        "events": [Event("e", who, date(2027, 1, 11), event, None, STAMP, STAMP)],
        "occasions": [Occasion("o", who, "birthday", 2, 29, None, STAMP, STAMP)],
        "ties": [Around("t", who, "b" * 16, "Ben", "boss")],
    }
    found = read_back(note(page("Ana", {}, **entries), {"b" * 16: "Ben"}, "u1"))
    back = next(item for item in found if isinstance(item, PersonRecord) and item.uid == "u1")
    assert back.facts == (FactRecord("family", fact, "2026-11-29"),)
    assert back.actions == (ActionRecord("promise", promise, None, "2026-12-04"),)
    assert [(item.happens_on, item.text) for item in back.events] == [("2027-01-11", event)]
    assert [(day.month, day.day, day.year) for day in back.occasions] == [(2, 29, None)]


@given(LINES, TEXTS)
def test_front_matter_is_yaml_to_everybody(name: str, address: str) -> None:
    text = note(page(name, {"address": address}), {}, "u1")
    assert is_ours(text)
    front = yaml.safe_load(text.split("\n---\n")[0].removeprefix("---\n"))
    assert (front["name"], front["address"]) == (name, address)
    assert len(text) < LONGEST_TEXT
