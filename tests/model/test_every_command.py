"""Thousands of commands against a model in plain Python, on a real journal file.

A step is one command, and the pages that tell of it. The seeds are kept: a new run of the same
tree takes the same steps. `CARE_MODEL_SEED=123` takes others.
"""

from __future__ import annotations

import io
import json
import os
import re
import runpy
import shutil
import sys
import tempfile
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test
from plain_model import CARE, MUTUAL, SALES, ModelEntry, ModelJournal, ModelPerson, ModelTouch

import stored
from caretrack import cli
from caretrack.command_table import COMMANDS

FIRST_SEED = int(os.environ.get("CARE_MODEL_SEED", "0"))
SEEDS = range(FIRST_SEED, FIRST_SEED + int(os.environ.get("CARE_MODEL_SEEDS", "5")))
RUNS, STEPS = 25, 50  # of each seed: with 8 seeds, 10,000 steps

FAULTS = Path(__file__).resolve().parent.parent / "faults"

FIRST_DAY = date(2026, 11, 21)
FIRST = ("Ana", "Ben", "Chloe", "Dev", "Eva", "Finn", "Gil", "Hana")
BOOK = ("Holm", "Rask", "Wolf", "Zorn")
LAST = ("Silva", "Okoro", "Dubois", "Patel", "Lind", "Berg", "Moreau", "Sato")
TAGS = ("vip", "fair", "north")
WORDS = ("harbour", "lantern", "orchard", "saddle", "violin", "walnut")
KINDS = {"listen": CARE, "help": CARE, "thanks": CARE, "pitch": SALES, "invoice": SALES}
TABLES = ("facts", "actions", "feedback", "occasions", "events", "ties")

numbers = st.integers(0, 10**6)
days = st.sampled_from((1, 2, 7, 14, 30, 90))
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join)


class JournalMachine(RuleBasedStateMachine):
    """Every command that writes, and what must be true after it."""

    def __init__(self) -> None:
        """Begin with no journal."""
        super().__init__()
        shared = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
        self.folder = Path(tempfile.mkdtemp(prefix="care-model-", dir=shared))
        self.path = self.folder / "journal.db"
        self.before = dict(os.environ)
        os.environ |= {"HOME": str(self.folder), "CARE_CONFIG": str(self.folder / "config.toml")}
        self.today = self.latest = FIRST_DAY
        self.now = ModelJournal()
        self.past: list[ModelJournal] = []
        self.undone: ModelJournal | None = None
        self.copied: ModelJournal | None = None
        self.copy = self.folder / "backup.db"
        self.number = self.looks = 0

    def teardown(self) -> None:
        """Look at the whole once more, and leave nothing."""
        try:
            if self.path.exists():
                # On an earlier day it says, rightly, that something lies ahead.
                self.today = self.latest
                self.look_at_people()
                self.look_at_who_waits()
                self.look_at_entries()
                self.care("doctor")
                self.comes_back_whole()
        finally:
            os.environ.clear()
            os.environ.update(self.before)
            shutil.rmtree(self.folder)

    def care(self, *args: str, code: int = 0, journal: Path | None = None) -> str:
        """Run one command in this process, and return what it printed."""
        os.environ["CARE_TODAY"] = self.today.isoformat()
        kept = sys.stdin, sys.stdout, sys.stderr
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        sys.stdin, sys.stdout, sys.stderr = io.TextIOWrapper(io.BytesIO(), "utf-8"), out, err
        try:
            got = cli.run(["--journal", str(journal or self.path), *args])
        finally:
            sys.stdin, sys.stdout, sys.stderr = kept
        said = err.buffer.getvalue().decode()
        assert got == code, (args, got, said)
        assert "Traceback" not in said
        return out.buffer.getvalue().decode()

    def json(self, *args: str) -> Any:
        return json.loads(self.care(args[0], "--json", *args[1:]))

    def changes(self) -> ModelJournal:
        """Begin a change of the model: what was is what an undo brings back."""
        self.past.append(self.now)
        self.now = self.now.copy()
        self.undone = None
        return self.now

    def some(self, keys: Sequence[str], number: int) -> str:
        # In the order in which they came: ids are others in every run.
        return keys[number % len(keys)]

    def looked_after(self) -> list[str]:
        return [key for key, one in self.now.people.items() if not one.known]

    def active(self) -> list[str]:
        return [key for key in self.looked_after() if not self.now.people[key].archived]

    # --- people

    @rule(number=numbers, own=st.none() | days, tag=st.none() | st.sampled_from(TAGS))
    def add(self, number: int, own: int | None, tag: str | None) -> None:
        name = f"{FIRST[number % 8]} {LAST[number // 8 % 8]}"
        if any(one.name == name for one in self.now.people.values()):
            return
        options = [*(["--every", f"{own}d"] if own else []), *(["--tag", tag] if tag else [])]
        key = self.json("add", name, *options, "--anyway")["person"]["id"]
        tags = {tag} if tag else set()
        self.changes().people[key] = ModelPerson(name, self.today, own=own, tags=tags)
        self.look()

    @precondition(lambda self: self.now.people)
    @rule(number=numbers, role=words)
    def edit(self, number: int, role: str) -> None:
        key = self.some(list(self.now.people), number)
        if self.now.people[key].role != role:
            self.care("edit", key, "--role", role)
            self.changes().people[key].role = role
            self.look()

    @precondition(lambda self: self.looked_after())
    @rule(number=numbers, own=st.none() | st.just(0) | days)
    def every(self, number: int, own: int | None) -> None:
        key = self.some(self.looked_after(), number)
        if self.now.people[key].own != own:
            said = "default" if own is None else "never" if own == 0 else f"{own}d"
            self.care("every", key, said)
            self.changes().people[key].own = own
            self.look()

    @rule(tag=st.sampled_from(TAGS), own=days)
    def every_tag(self, tag: str, own: int) -> None:
        if self.now.tag_days.get(tag) != own:
            self.care("every", "--tag", tag, f"{own}d")
            self.changes().tag_days[tag] = own
            self.look()

    @rule(own=days)
    def every_body(self, own: int) -> None:
        if self.now.default_days != own:
            self.care("config", "cadence", f"{own}d")
            self.changes().default_days = own
            self.look()

    @precondition(lambda self: self.looked_after())
    @rule(number=numbers, tag=st.sampled_from(TAGS))
    def tag(self, number: int, tag: str) -> None:
        key = self.some(self.looked_after(), number)
        off = tag in self.now.people[key].tags
        self.care("tag", key, f"{'-' if off else '+'}{tag}")
        tags = self.changes().people[key].tags
        tags.remove(tag) if off else tags.add(tag)
        self.look()

    @precondition(lambda self: self.active())
    @rule(number=numbers, ahead=days)
    def snooze(self, number: int, ahead: int) -> None:
        key = self.some(self.active(), number)
        until = self.today + timedelta(ahead)
        if self.now.people[key].snoozed_until != until:
            self.care("snooze", key, until.isoformat())
            self.changes().people[key].snoozed_until = until
            self.look()

    @precondition(lambda self: self.active())
    @rule(number=numbers, died=st.booleans())
    def archive(self, number: int, died: bool) -> None:
        key = self.some(self.active(), number)
        self.care("archive", key, "--why", "died" if died else "left")
        one = self.changes().people[key]
        one.archived, one.died = True, died
        self.look()

    @precondition(lambda self: any(one.archived for one in self.now.people.values()))
    @rule(number=numbers)
    def unarchive(self, number: int) -> None:
        gone = [key for key, one in self.now.people.items() if one.archived]
        key = self.some(gone, number)
        self.care("unarchive", key)
        one = self.changes().people[key]
        one.archived = one.died = False
        self.look()

    @precondition(lambda self: len(self.now.people) > 2)
    @rule(number=numbers)
    def delete_person(self, number: int) -> None:
        key = self.some(list(self.now.people), number)
        self.care("delete", key)
        self.changes().leave(key)
        self.look()

    @precondition(lambda self: len(self.looked_after()) > 3)
    @rule(number=numbers)
    def merge(self, number: int) -> None:
        gone = self.some(self.looked_after(), number)
        into = self.some([key for key in self.looked_after() if key != gone], number // 64)
        self.care("merge", gone, into, "--yes")
        self.changes().merge(gone, into, self.today)
        self.look()

    @rule(number=numbers, as_csv=st.booleans())
    def import_people(self, number: int, as_csv: bool) -> None:
        """Who comes out of a file is known, not looked after; the same file again is nothing."""
        name = f"{FIRST[number % 8]} {BOOK[number // 8 % 4]}"
        if any(one.name == name for one in self.now.people.values()):
            return
        mail = name.replace(" ", ".").lower() + "@book.example"
        file = self.folder / ("book.csv" if as_csv else "book.vcf")
        card = f"BEGIN:VCARD\nVERSION:4.0\nFN:{name}\nEMAIL:{mail}\nEND:VCARD\n"
        file.write_text(f"Name,Email\n{name},{mail}\n" if as_csv else card)
        (made,) = self.json("import", str(file), "--known")["people"]
        assert made["sort"] == "new"
        self.changes().people[made["id"]] = ModelPerson(name, self.today, known=True)
        (again,) = self.json("import", str(file), "--known")["people"]
        assert (again["sort"], again["changes"]) == ("known", [])
        self.look()
        # As after any command that changed nothing, an undo would say so.
        self.number += 1
        key = self.some(list(self.now.people), number)
        self.care("edit", key, "--role", f"role {self.number}")
        self.changes().people[key].role = f"role {self.number}"

    @precondition(lambda self: any(one.known for one in self.now.people.values()))
    @rule(number=numbers, role=words, update=st.booleans())
    def import_what_differs(self, number: int, role: str, update: bool) -> None:
        """What a file says otherwise is taken with `--update` alone; what is empty is filled in."""
        known = [key for key, one in self.now.people.items() if one.known]
        key = self.some(known, number)
        one = self.now.people[key]
        taken = role if update or not one.role else one.role
        if taken == one.role:
            return
        file = self.folder / "book.csv"
        mail = one.name.replace(" ", ".").lower() + "@book.example"
        file.write_text(f"Name,Email,Role\n{one.name},{mail},{role}\n")
        self.care("import", str(file), "--known", *(["--update"] if update else []))
        self.changes().people[key].role = taken
        self.look()

    # --- touches

    @precondition(lambda self: self.active())
    @rule(
        number=numbers, others=st.sampled_from((0, 0, 0, 1, 2, 6)),
        back=st.integers(0, 3) | st.integers(0, 120),
        kind=st.sampled_from(sorted(KINDS)), mood=st.none() | st.integers(1, 5), note=words,
    )  # fmt: skip
    def log(
        self, number: int, others: int, back: int, kind: str, mood: int | None, note: str
    ) -> None:
        on = self.today - timedelta(back)
        first = self.some(self.active(), number)
        there = [first, *[key for key in self.active() if key != first][:others]]
        self._log(there, on, kind, mood, note)

    @precondition(lambda self: self.active())
    @rule(number=numbers, kind=st.sampled_from(sorted(KINDS)), moods=st.permutations((None, 1, 5)))
    def log_twice(self, number: int, kind: str, moods: list[int | None]) -> None:
        """Log two touches on one day: of their moods the one that was entered last counts."""
        key = self.some(self.active(), number)
        on = self.now.last_care(key, self.today) or self.today
        self._log([key], on, "listen", moods[0], "lantern")
        self._log([key], on, kind, moods[1], "saddle")

    def _log(self, there: list[str], on: date, kind: str, mood: int | None, note: str) -> None:
        self.number += 1
        text = f"{note} {self.number}"
        options = [option for key in there[1:] for option in ("--with", key)]
        options += ["-m", str(mood)] if mood else []
        made = self.json(
            "log", there[0], "-d", on.isoformat(), "-k", kind, "-c", "call", *options, "--", text
        )
        touch = ModelTouch(on, KINDS[kind], text, mood, set(there))
        self.changes().touches[made["touch"]["id"]] = touch
        self.look()

    @precondition(lambda self: self.active())
    @rule(number=numbers, family=st.sampled_from((CARE, SALES)))
    def kind_of_their_own(self, number: int, family: str) -> None:
        key = self.some(self.active(), number)
        self.number += 1
        kind, text = f"stroll{self.number}", f"round the lake {self.number}"
        self.care("kinds", "add", kind, family, "a stroll")
        self.changes()
        made = self.json("log", key, "-k", kind, "-c", "call", "--", text)
        touch = ModelTouch(self.today, family, text, None, {key})
        self.changes().touches[made["touch"]["id"]] = touch
        self.look()

    @precondition(lambda self: self.active())
    @rule(number=numbers, text=words)
    def check(self, number: int, text: str) -> None:
        """A draft that is read changes nothing that could be undone."""
        draft = self.folder / "draft.txt"
        draft.write_text(f"Dear friend, how was the {text}? I thought of you.\n")
        self.care("check", self.some(self.active(), number), str(draft))
        self.look()

    @precondition(lambda self: self.now.touches)
    @rule(number=numbers, back=st.integers(0, 60))
    def move_touch(self, number: int, back: int) -> None:
        key = self.some(list(self.now.touches), number)
        on = self.today - timedelta(back)
        if self.now.touches[key].on == on:
            return
        self.care("edit", key, "--date", on.isoformat())
        self.changes().touches[key].on = on
        self.look()

    @precondition(lambda self: self.now.touches)
    @rule(number=numbers)
    def delete_touch(self, number: int) -> None:
        key = self.some(list(self.now.touches), number)
        self.care("delete", key)
        del self.changes().touches[key]
        self.look()

    # --- what is known and owed

    def _keep(self, table: str, person: str, text: str, made: Any) -> None:
        # A gesture that is done is always a touch.
        state = "planned" if made.get("sort") == "gesture" else ""
        self.changes().entries[made["id"]] = ModelEntry(table, person, text, state)
        self.look()

    @precondition(lambda self: self.active())
    @rule(number=numbers, what=st.integers(0, 7), text=words)
    def keep(self, number: int, what: int, text: str) -> None:
        self.number += 1
        key, said = self.some(self.active(), number), f"{text} {self.number}"
        ahead = (self.today + timedelta(20)).isoformat()
        command, table = (
            (["learn", key, "hobby", said], "facts"),
            (["promise", key, said], "actions"),
            (["gesture", key, said], "actions"),
            (["feedback", key, f"idea: {said}"], "feedback"),
            (["occasion", key, said, "24 Dec"], "occasions"),
            (["event", key, ahead, said], "events"),
            (["learn", key, "worry", said], "facts"),
            (["promise", key, said, "--by", ahead], "actions"),
        )[what]
        self._keep(table, key, said, self.json(*command))

    @precondition(lambda self: len(self.active()) > 1)
    @rule(number=numbers, relation=st.sampled_from((*MUTUAL, "boss", "introduced")))
    def tie(self, number: int, relation: str) -> None:
        one = self.some(self.active(), number)
        other = self.some([key for key in self.active() if key != one], number // 64)
        tied = {entry.person for entry in self.now.entries.values()}
        if tied & {f"{one} {other}", f"{other} {one}"}:
            return
        self._keep("ties", f"{one} {other}", relation, self.json("tie", one, relation, other))

    @precondition(lambda self: self.now.entries)
    @rule(number=numbers, note=st.booleans())
    def settle(self, number: int, note: bool) -> None:
        """Retire, done, acted and told: what is told, done with a note, or given is a touch."""
        key = self.some(list(self.now.entries), number)
        entry = self.now.entries[key]
        commands = {
            ("facts", ""): ("retire", "retired"),
            ("actions", ""): ("done", "done"),
            ("actions", "planned"): ("done", "done"),
            ("feedback", ""): ("acted", "acted"),
            ("feedback", "acted"): ("told", "told"),
        }
        command, state = commands.get((entry.table, entry.state), ("", ""))
        is_touch = command == "told" or (command == "done" and (note or entry.state == "planned"))
        if not command:
            return
        said = ["she was glad"] if command == "acted" or (note and command != "retire") else []
        before = self.ids("touches") if is_touch else set()
        self.care(command, key, *said)
        now = self.changes()
        now.entries[key].state = state
        if is_touch:
            (made,) = self.ids("touches") - before
            text = " ".join(said) or entry.text
            now.touches[made] = ModelTouch(self.today, CARE, text, None, {entry.person})
        self.look()

    @precondition(lambda self: self.now.entries)
    @rule(number=numbers)
    def delete_entry(self, number: int) -> None:
        key = self.some(list(self.now.entries), number)
        self.care("delete", key)
        del self.changes().entries[key]
        self.look()

    # --- back and forth

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        self.care("undo")
        self.undone, self.now = self.now, self.past.pop()
        self.look()

    @precondition(lambda self: self.undone is not None)
    @rule()
    def undo_the_undo(self) -> None:
        newest = self.json("undo", "--list", "--limit", "1")[0]
        assert newest["undoes"]
        self.care("undo", newest["id"])
        assert self.undone is not None
        self.past.append(self.now)
        self.now, self.undone = self.undone, None
        self.look()

    @precondition(lambda self: self.now.people)
    @rule(number=numbers)
    def nothing(self, number: int) -> None:
        """A command that changes nothing leaves nothing to take back in its place."""
        key = self.some(list(self.now.people), number)
        one = self.now.people[key]
        self.care("edit", key, "--role", one.role)
        if self.past:
            self.care("undo", code=1)
        self.look()
        # What stands in the way of the next undo is gone with the next command.
        self.number += 1
        self.care("edit", key, "--role", f"role {self.number}")
        self.changes().people[key].role = f"role {self.number}"

    @precondition(lambda self: len(self.now.people) > 3)
    @rule(number=numbers)
    def forget(self, number: int) -> None:
        """Who is forgotten is in no row and no log; an older command about others is undone."""
        key = self.some(list(self.now.people), number)
        other = self.some([one for one in self.now.people if one != key], number // 64)
        self.number += 1
        before = self.now.people[other].role
        self.care("edit", other, "--role", f"role {self.number}")
        edit = self.json("undo", "--list", "--limit", "1")[0]["id"]
        self.care("forget", key, "--yes")
        self.past, self.undone, self.copied = [], None, None
        self.now = self.now.copy()
        self.now.leave(key)
        self.now.people[other].role = f"role {self.number}"
        self.care("undo", code=1)
        self.look()
        self.care("undo", edit)
        self.now.people[other].role = before
        self.look()

    @precondition(lambda self: self.path.exists())
    @rule()
    def backup(self) -> None:
        self.copy.unlink(missing_ok=True)
        self.care("backup", str(self.copy))
        self.copied = self.now
        self.look()

    @precondition(lambda self: self.copied is not None)
    @rule()
    def restore(self) -> None:
        """What came after a backup is gone after a restore; its undo brings all of it back."""
        self.care("restore", str(self.copy), "--yes")
        assert self.copied is not None
        self.changes()
        self.now = self.copied.copy()
        self.look()

    @rule(ahead=st.sampled_from((1, 1, 3, 10, 40, -1, -5, -40)))
    def another_day(self, ahead: int) -> None:
        """Time goes on; a wrong clock or a journey takes it back."""
        self.today += timedelta(ahead)
        self.latest = max(self.latest, self.today)
        self.look()

    # --- what must be true

    def ids(self, table: str) -> set[str]:
        query = f"SELECT id FROM {table} WHERE deleted_at IS NULL"
        return {row[0] for row in stored.rows(self.path, query)}

    def look(self) -> None:
        """Compare a page that tells of it with the model: in turn, as they take time.

        One after every second step: what is wrong stays wrong for a few.
        """
        self.looks += 1
        if self.looks % 2 == 0 and self.path.exists():
            looks = (self.look_at_people, self.look_at_who_waits, self.look_at_entries)
            looks[self.looks // 2 % 3]()

    def look_at_people(self) -> None:
        today, now = self.today, self.now
        rows = {row["id"]: row for row in self.json("list", "--all")}
        assert set(rows) == set(now.people)
        for key, row in rows.items():
            one = now.people[key]
            last = now.last_care(key, today)
            assert (row["name"], row["role"] or "", set(row["tags"])) == (
                one.name, one.role, one.tags,
            )  # fmt: skip
            assert bool(row["archived_on"]) == one.archived
            if one.archived or one.known:
                continue
            due = now.due_on(key, today)
            assert row["last_care"] == (last and last.isoformat()), (one, row)
            assert (row["since"], row["never"]) == (now.since(key, today), last is None)
            assert row["cadence"] == now.cadence(key, today), (one, row)
            assert row["due_on"] == (due and due.isoformat()), (one, row)
            assert row["only_sales"] == now.only_sales(key, today)

    def look_at_who_waits(self) -> None:
        """The most late come first; after them who comes within a year, the soonest first.

        Those of later days stand after today, as does whoever was added after it.
        """
        rows = self.json("due", "--all", "--within", "365")["waiting"]
        today = self.today.isoformat()
        waiting = [row for row in rows if row["due_on"] <= today]
        coming = rows[len(waiting) :]
        assert {row["id"] for row in waiting} == self.now.waiting(self.today)
        order = [(-row["since"] / row["cadence"], -row["since"]) for row in waiting]
        assert order == sorted(order)
        assert {row["id"] for row in coming} == self.now.coming(self.today, 365)
        soonest = [(row["due_on"], row["name"].casefold()) for row in coming]
        assert soonest == sorted(soonest) and all(row["due_on"] > today for row in coming)

    def look_at_entries(self) -> None:
        now = self.now
        assert self.ids("touches") == set(now.touches)
        for table in TABLES:
            assert self.ids(table) == {
                key for key, entry in now.entries.items() if entry.table == table
            }, table
        if now.touches:
            key = max(now.touches)
            found = self.json("find", now.touches[key].note)
            assert key in {hit["id"] for hit in found}

    def comes_back_whole(self) -> None:
        """An export that is imported into an empty journal is the same export again."""
        first = self.care("export", "--to", "json", "-o", "-")
        file, other = self.folder / "all.json", self.folder / "other.db"
        file.write_text(first)
        self.care("import", str(file), journal=other)
        again = self.care("export", "--to", "json", "-o", "-", journal=other)
        assert json.loads(again)["tables"] == json.loads(first)["tables"]


def machine_of(number: int) -> Callable[[], JournalMachine]:
    """Return the machine whose steps this seed decides."""
    made: Callable[[], JournalMachine] = seed(number)(
        type(f"JournalMachine{number}", (JournalMachine,), {})
    )
    return made


@pytest.mark.untraced
@pytest.mark.parametrize("number", SEEDS)
def test_every_command_does_what_the_model_says(number: int) -> None:
    run_state_machine_as_test(
        machine_of(number),
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            print_blob=False,
            report_multiple_bugs=False,
            # A failing run of fifty commands is short enough to read; to shrink it takes minutes.
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


# A step calls each of the others by its name.
WITHOUT_A_STEP = {
    "day": "writes by the functions of `log`; tests/test_day.py",
    "dupes": "`--not` keeps a pair that no page of the model shows; tests/test_transcripts.py",
    "brief": "writes a page, and nothing into the journal",
    "stats": "writes a page, and nothing into the journal",
    "demo": "a journal of its own; tests/test_transcripts.py",
    "triage": "at a terminal only; tests/test_triage.py",
    "next": "at a terminal only; tests/test_due_interactive.py",
    "owner": "hands people over; tests/transcripts/team.txt",
    "sync": "needs other machines; tests/sync",
}


def test_every_command_that_writes_has_a_step_or_a_reason() -> None:
    reading = runpy.run_path(str(FAULTS / "writing_commands.py"))["READING"]
    text = Path(__file__).read_text(encoding="utf-8").partition("WITHOUT_A_STEP")[0]
    called = {name for name in COMMANDS if re.search(rf"\"{name}\",", text)}
    # `settle` chooses the command by what became of the entry, and `undo` takes no more.
    called |= {name for name in COMMANDS if f'("{name}", "' in text or f'("{name}")' in text}
    assert COMMANDS.keys() - reading - called == WITHOUT_A_STEP.keys()
