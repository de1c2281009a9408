"""A touch of a day after today waits: it is never mixed with another day, and is said to be ahead.

It comes of a journey over time zones, or of a clock that went wrong.
"""

from __future__ import annotations

import io
import json
import re
import shutil
import tempfile
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caretrack import cli
from caretrack.domain.model import AREAS
from caretrack.journal import people, touches
from caretrack.journal.ahead import touches_ahead
from caretrack.journal.connection import open_journal
from caretrack.journal.rows import mark_deleted
from conftest import Care
from stored import fill

TODAY = date(2026, 11, 29)
NAMES = ("Ana Silva", "Ben Okoro", "Eva Lind", "Ana Sommer", "Gil Ruiz")
PEOPLE = (
    ("add", "Ana Silva", "--every", "7", "--company", "Lagoon", "--email", "ana@lagoon.example"),
    ("add", "Ben Okoro", "--company", "Lagoon", "--birthday", "5 dec 1980"),
    ("add", "Eva Lind", "--every", "14", "--tag", "vip"),
    ("add", "Ana Sommer", "--company", "Lagoon"),
    ("add", "Gil Ruiz", "--every", "never"),
    ("tie", "ana silva", "colleague", "ben"),
    ("learn", "ana silva", "worry", "the budget"),
    ("learn", "ben", "goal", "a second site"),
    ("feedback", "eva", "the export is slow", "--complaint"),
    ("promise", "ben", "the churn numbers", "--by", "2 nov"),
    ("event", "ana silva", "30 nov", "her operation"),
    ("archive", "gil", "--why", "moved away"),
)
# When a calendar was written, and how often: a touch that is deleted changes that.
OF_WRITES = re.compile("DTSTAMP|SEQUENCE|LAST-MODIFIED")
DRAFT = "Hi Ana, sad talk from the airport about the budget of next year and the export."
READING: tuple[tuple[str, ...], ...] = (
    *(("profile", name, "--history", "99") for name in NAMES),
    ("profile", "Lagoon"),
    ("due", "--all"),
    ("due", "--within", "30", "--all"),
    ("due", "--company", "Lagoon"),
    ("next",),
    ("list", "--all"),
    ("brief", *NAMES[:3]),
    ("stats",),
    ("stats", "--tag", "vip"),
    ("history", "--limit", "99"),
    ("history", "ben", "--limit", "99"),
    ("occasions", "--within", "30"),
    ("open",),
    ("triage",),
    ("tie", "--ideas"),
    ("gesture", "ana silva"),
    ("check", "ana silva", "draft.txt"),
)
AS_TEXT: tuple[tuple[str, ...], ...] = (
    ("due", "--count"),
    ("export", "--to", "ics", "--due"),
    ("export", "--to", "csv"),
    ("query", "ana"),
    ("profile", "ana"),  # two of them: how they are told apart
)


class Drawn(NamedTuple):
    """One touch as hypothesis draws it; `day` counts from today."""

    day: int
    kind: str
    channel: str
    who: Sequence[int]
    mood: int | None
    from_them: bool
    about: str | None


DRAWN = st.builds(
    Drawn,
    st.integers(-60, 3) | st.integers(1, 1_500),
    st.sampled_from(("checkin", "listen", "thanks", "celebrate", "ask", "pitch", "missed")),
    st.sampled_from(("call", "email", "meeting", "gift")),
    st.lists(st.integers(0, len(NAMES) - 1), min_size=1, max_size=3, unique=True),
    st.none() | st.integers(1, 5),
    st.booleans(),
    st.sampled_from(AREAS),
)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("ahead") / "journal.db"
    return fill(made, *PEOPLE, today="2026-10-01")


def said(path: Path, *command: str, today: date = TODAY) -> str:
    out, nowhere = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(out), redirect_stderr(nowhere):
        patch.setenv("CARE_TODAY", today.isoformat())
        patch.chdir(path.parent)
        code = cli.run(["--journal", str(path), *command])
    out.flush()
    errors = nowhere.buffer.getvalue().decode() if code else ""  # type: ignore[attr-defined]
    return f"{code} {errors} {out.buffer.getvalue().decode()}"  # type: ignore[attr-defined]


def without_ahead(found: Any) -> Any:
    """Leave out what is said of the days ahead."""
    if isinstance(found, list):
        return [
            without_ahead(item)
            for item in found
            if not (isinstance(item, dict) and item.get("ahead") is True)
        ]
    if isinstance(found, dict):
        return {key: without_ahead(value) for key, value in found.items() if key != "ahead"}
    return found


def read(path: Path, *command: str) -> Any:
    text = said(path, *command, "--json")
    code, _, rest = text.partition(" ")
    found = rest.strip()
    return (code, without_ahead(json.loads(found)) if found[:1] in ("{", "[") else found)


@settings(max_examples=12)
@given(drawn=st.lists(DRAWN, min_size=1, max_size=8))
def test_every_page_is_that_of_the_journal_without_the_touches_ahead(
    base: Path, drawn: list[Drawn]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        whole, without = Path(folder) / "journal.db", Path(folder) / "without.db"
        (Path(folder) / "draft.txt").write_text(DRAFT)
        shutil.copy(base, whole)
        with open_journal(whole, date(2031, 1, 1)) as journal, journal.change("log"):
            ids = [people.find(journal, name).id for name in NAMES]
            for number, one in enumerate(drawn):
                touches.add(
                    journal,
                    [ids[who] for who in one.who],
                    happened_on=TODAY + timedelta(days=one.day),
                    kind=one.kind,
                    channel=one.channel,
                    from_them=one.from_them,
                    mood=one.mood,
                    note=f"sad talk from the airport about the budget of next year {number}",
                    about=one.about if one.kind == "ask" else None,
                )
        shutil.copy(whole, without)
        with open_journal(without, TODAY) as journal, journal.change("delete"):
            ahead = {one.id for found in touches_ahead(journal, ids).values() for one in found}
            for touch_id in ahead:
                mark_deleted(journal.db, "touches", touch_id)
        assert len(ahead) == sum(one.day > 0 for one in drawn)
        for command in READING:
            assert read(whole, *command) == read(without, *command), command
        for command in AS_TEXT:
            texts = [said(path, *command) for path in (whole, without)]
            lines = [
                [line for line in text.split("\n") if not OF_WRITES.match(line)] for text in texts
            ]
            assert lines[0] == lines[1], command


@pytest.fixture
def travelled(care: Care) -> Care:
    """A journal with a touch of 30 Nov, logged where it was 30 Nov already."""
    care("add", "Ana Silva", "--every", "7", today="2026-10-20")
    care("add", "Ben Okoro", today="2026-10-20")
    care("log", "ana", "-c", "email", "a letter about boats", today="2026-10-21")
    care(
        "log", "ana", "--with", "ben", "-c", "call", "-m", "1", "sad talk from the airport",
        "-l", "worry: the budget", "-f", "complaint: the export is slow",
        today="2026-11-30",
    )  # fmt: skip
    return care


LAST_IN_TOUCH = {
    "2026-11-29": ("2026-10-21", "2026-10-28", 7),
    "2026-11-30": ("2026-11-30", "2026-12-04", 4),
    "2026-12-01": ("2026-11-30", "2026-12-04", 4),
}


@pytest.mark.parametrize("today", LAST_IN_TOUCH)
def test_a_touch_counts_from_its_day_on_without_a_write_in_between(
    travelled: Care, today: str
) -> None:
    clock = travelled("profile", "ana", "--json", today=today).json["clock"]
    found = (clock["last_care"], clock["due_on"], clock["cadence"])
    assert found == LAST_IN_TOUCH[today]


def test_a_page_says_what_lies_ahead_and_mixes_nothing(travelled: Care) -> None:
    page = travelled("profile", "ana", today="2026-11-29").out
    last = next(line for line in page.splitlines() if line.startswith("Last in touch"))
    assert (
        last == "Last in touch 21 Oct, email: a letter about boats · every 7 d · due since 28 Oct"
    )
    assert "1 touch lies ahead: 30 Nov, call (" in page
    assert "Low last time" not in page
    assert "worry, 30 Nov" not in page  # no opener yet
    assert "told, 30 Nov, ahead" in page
    assert "last learned" not in page
    due = travelled("due", today="2026-11-29").out
    assert "export is slow" not in due
    history = travelled("history", today="2026-11-29").out
    assert "check-in (care, ahead)" in history
    assert "ahead" not in travelled("history", today="2026-11-30").out
    found = travelled("profile", "ana", "--json", today="2026-11-29").json
    assert [touch["note"] for touch in found["ahead"]] == ["sad talk from the airport"]
    assert [touch["note"] for touch in found["history"]] == ["a letter about boats"]


def test_a_log_of_today_says_what_lies_ahead_and_counts_itself(travelled: Care) -> None:
    logged = travelled("log", "ana", "-c", "call", "just called", today="2026-11-29").out
    assert "Next in touch by Sun 6 Dec 2026 (every 7 d)." in logged
    assert "1 touch lies ahead: 30 Nov, call. It counts from that day on." in logged
    both = travelled("log", "ana", "--with", "ben", "lunch", today="2026-11-29").out
    assert "Ben Okoro: 1 touch lies ahead: 30 Nov, call." in both
    done = travelled("log", "ben", "coffee", "--json", today="2026-11-29").json
    ((_, ahead),) = done["ahead"].items()
    assert [touch["happened_on"] for touch in ahead] == ["2026-11-30"]
    assert travelled("log", "ben", "tea", "--json", today="2026-11-30").json["ahead"] == {}


def test_a_touch_with_a_wrong_day_is_mended_by_an_edit(care: Care) -> None:
    care("add", "Ana Silva", today="2026-11-01")
    for note in ("one", "two", "three", "four"):
        care("log", "ana", note, today="2030-01-12")
    page = care("profile", "ana", today="2026-11-29").out
    assert "4 touches lie ahead: 12 Jan 2030, other (" in page
    assert "; and 1 more. They count from that day on." in page
    ids = [item["id"] for item in care("history", "--json", today="2026-11-29").json]
    # Another field of it can be mended as well, and its day stays.
    form = care("edit", ids[0], "-m", "4", today="2026-11-29")
    assert form.code == 0, form.err
    for touch_id in ids:
        care("edit", touch_id, "-d", "28 nov", today="2026-11-29")
    assert "ahead" not in care("profile", "ana", today="2026-11-29").out
    clock = care("profile", "ana", "--json", today="2026-11-29").json["clock"]
    assert clock["last_care"] == "2026-11-28"


def test_what_is_still_to_come_is_not_logged(care: Care) -> None:
    care("add", "Ana Silva")
    refused = care("log", "ana", "lunch", "-d", "tomorrow")
    assert refused.code == 1
    assert "is still to come" in refused.err
