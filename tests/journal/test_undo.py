"""Every command that writes can be taken back, and the taking back too."""

from __future__ import annotations

import re
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

import stored
from caretrack import cli
from caretrack.journal import changes, revert_many
from conftest import Care

SETUP = (
    "add Ana Silva --company Lagoon --email ana@lagoon.example --nickname Annie --birthday "
    "14-March --tag vip --every 30d",
    "add Ben Okoro --phone +49-30-1",
    "add Cem Kaya",
    "archive cem --why moved",
    "every --tag vip 14d",
    "kinds add workshop care",
    "log ana --with ben -m 2 lunch -l worry:budget -p plan -f complaint:slow",
    "feedback ben idea:button",
    "gesture ana flowers",
    "occasion ben start 1-May",
    "tie ana boss ben",
    "config crowd 3",
)

# `{fact}` is the id of the first fact, and so on.
COMMANDS = (
    "add Dora Lind --company Acme --email d@acme.example --phone 1 --nickname Dodo --birthday "
    "29-Feb --tag new --every 2w --note hi",
    "log ana hello again",
    "log ana --with ben --with cem -k pitch -c call -m 1 -d 1-Nov all of it -l goal:boat "
    "--declined fear -p plan -f praise:good --about sales",
    "log Eve --new hello",
    "learn ana hobby sailing",
    "learn ana fear --closed",
    "retire {fact}",
    "promise ben plan --by 1-Dec",
    "gesture ben cake",
    "done {promise}",
    "done {gesture} she liked them",
    "feedback ana idea --praise",
    "acted {feedback} mended",
    "told {feedback}",
    "occasion ana birthday 15-March",
    "occasion ana wedding 1-June-2001",
    "tie ben friend cem",
    "edit ana --name Anna --company Other --role Captain --say AH --met fair --note x --every 9d "
    "--birthday 1-May --email a@b.example --phone 7",
    "edit ana --nickname Anni --company= --every default",
    "edit {touch} --note other --mood none --kind invoice --channel gift --date 1-Oct",
    "edit {fact} --text other --category goal",
    "edit {promise} --text other --by tomorrow",
    "edit {feedback} --text other --tone idea --about sales",
    "edit {occasion} --label begin --date 2-May-1999",
    "edit {tie} --relation sister",
    "every ana never",
    "every ana default",
    "every --tag vip 3",
    "every --tag vip default",
    "every --tag other 5",
    "tag ana +a +b -vip",
    "snooze ana 2 weeks",
    "archive ana --why gone",
    "unarchive cem",
    "delete {person}",
    "delete {touch}",
    "delete {fact}",
    "delete {promise}",
    "delete {gesture}",
    "delete {feedback}",
    "delete {occasion}",
    "delete {tie}",
    "merge ben ana --yes",
    "dupes --not ana ben",
    "kinds add tender sales",
    "config crowd 9",
    "config crowd default",
    "config cadence 60d",
    "import {card}",
)
# What a command says beside its answer.
HINTS = {
    "config crowd 9": "crowd was 3\n",
    "config crowd default": "crowd was 3\n",
    "config cadence 60d": "cadence was 30\n",
    "import {card}": "1 person is known, not looked after yet. `care triage` asks about them.\n",
}
IDS = {
    "person": "SELECT id FROM people WHERE name = 'Ana Silva'",
    "touch": "SELECT id FROM touches",
    "fact": "SELECT id FROM facts",
    "promise": "SELECT id FROM actions WHERE sort = 'promise'",
    "gesture": "SELECT id FROM actions WHERE sort = 'gesture'",
    "feedback": "SELECT id FROM feedback WHERE tone = 'complaint'",
    "occasion": "SELECT id FROM occasions WHERE label = 'start'",
    "tie": "SELECT id FROM ties",
}
CARD = (
    "BEGIN:VCARD\nVERSION:3.0\nFN:{}\nNOTE:from a card\nTEL:123\nBDAY:1980-01-02\nCATEGORIES:x\n"
    "END:VCARD\n"
)


@dataclass
class Here:
    """Runs commands in this process, on a copy of a journal that was filled once."""

    journal: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, line: str) -> tuple[int, str, str]:
        ids = {
            name: stored.only(self.journal, query)
            for name, query in IDS.items()
            if f"{{{name}}}" in line
        }
        words = line.format(**ids, card=self.journal.with_name("cards.vcf")).split()
        code = cli.run(
            [
                "--journal",
                str(self.journal),
                *(re.sub(r"(?<=\w)-(?=[A-Z])|(?<=[A-Z]\w{2})-(?=\d)", " ", word) for word in words),
            ]
        )
        out, err = self.capsys.readouterr()
        return code, out, err

    def last(self) -> str:
        """The id of the newest change set."""
        return str(
            stored.only(self.journal, "SELECT id FROM change_sets ORDER BY rowid DESC LIMIT 1")
        )


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the journal of SETUP lies; filled by the first test that needs it."""
    return tmp_path_factory.mktemp("filled") / "journal.db"


@pytest.fixture
def here(
    filled: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Here:
    monkeypatch.setenv("CARE_TODAY", "2026-11-21")
    if not filled.exists():
        first = Here(filled, capsys)
        for line in SETUP:
            assert first(line)[0] == 0, line
    mine = tmp_path / "mine.db"
    shutil.copy(filled, mine)
    (tmp_path / "cards.vcf").write_text(
        CARD.format("Ana Silva") + CARD.format("Zed"), encoding="utf-8"
    )
    return Here(mine, capsys)


@pytest.fixture(params=["line by line", "by statement", "by statement, all derived again"])
def undone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Large change sets are taken back by statement: here small ones, too, in short runs."""
    if request.param == "line by line":
        return
    monkeypatch.setattr(changes, "MANY", 0)
    monkeypatch.setattr(revert_many, "TOGETHER", 3)
    again = request.param == "by statement, all derived again"
    monkeypatch.setattr(revert_many, "is_much", lambda _db, _changed: again)


@pytest.mark.usefixtures("undone")
@pytest.mark.parametrize("line", COMMANDS)
def test_a_command_is_taken_back_and_the_taking_back_too(here: Here, line: str) -> None:
    before = stored.model(here.journal)
    code, _, err = here(line)
    assert (code, err) == (0, HINTS.get(line, ""))
    after = stored.model(here.journal)
    assert after != before
    done = here.last()
    assert here("undo")[0] == 0
    assert stored.model(here.journal) == before
    assert here(f"undo {here.last()}")[0] == 0
    assert stored.model(here.journal) == after
    assert here(f"undo {done}")[0] == 0
    assert stored.model(here.journal) == before
    assert here("doctor")[0] == 0


@pytest.mark.usefixtures("undone")
def test_every_command_that_was_written_can_be_taken_back_to_the_empty_journal(here: Here) -> None:
    for _ in SETUP:
        assert here("undo")[0] == 0
    left = stored.model(here.journal)
    assert {table for table, lines in left.items() if lines} == {"kinds"}
    code, _, err = here("undo")
    assert (code, err) == (3, "care: there is nothing to undo\n")


def refused(here: Here, line: str, code: int = 1) -> str:
    """Return the message of a refused command; the journal must be unchanged."""
    before = stored.everything(here.journal)
    done, out, err = here(line)
    assert (done, out, err.count("\n")) == (code, "", 1)
    assert stored.everything(here.journal) == before
    return err


@pytest.mark.usefixtures("undone")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("edit {touch} --note one", "edit {touch} --note two"),
        ("every ana 5", "every ana 6"),
        ("every --tag vip 5", "every --tag vip 6"),
        ("config crowd 5", "config crowd 6"),
        ("snooze ana tomorrow", "snooze ana monday"),
        ("acted {feedback} one", "acted {feedback} two"),
        ("edit {occasion} --date 1-June", "edit {occasion} --date 2-July"),
        ("edit ana --name Anna", "edit anna --name Annika"),
        ("learn ben hobby chess", "edit {newest} --text go"),
        ("promise ben it", "done {newest}"),
        ("add Dora", "edit dora --role Captain"),
        ("kinds add tender sales", "log ana -k tender hello"),
    ],
)
def test_what_a_later_command_changed_again_is_not_taken_back(
    here: Here, first: str, second: str
) -> None:
    assert here(first)[0] == 0
    earlier = here.last()
    newest = stored.only(here.journal, "SELECT row_id FROM changes ORDER BY seq DESC LIMIT 1")
    assert here(second.replace("{newest}", newest))[0] == 0
    assert "later" in refused(here, f"undo {earlier}") or "since" in refused(
        here, f"undo {earlier}"
    )


@pytest.mark.usefixtures("undone")
@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("edit ana --role Captain", "edit ana --company Acme"),
        ("edit {touch} --note one", "edit {touch} --mood 4"),
        ("every ana 5", "snooze ana tomorrow"),
        ("tag ana +a", "tag ana +b"),
    ],
)
def test_what_a_later_command_left_alone_is_taken_back_from_under_it(
    here: Here, first: str, second: str
) -> None:
    assert here(second)[0] == 0
    with_the_second = stored.model(here.journal)
    assert here("undo")[0] == 0
    assert here(first)[0] == 0
    earlier = here.last()
    assert here(second)[0] == 0
    assert here(f"undo {earlier}")[0] == 0
    assert stored.model(here.journal) == with_the_second


@pytest.mark.usefixtures("undone")
def test_a_person_with_later_entries_is_not_taken_back(here: Here) -> None:
    here("add Dora")
    earlier = here.last()
    here("log dora hello")
    assert "Dora has later entries" in refused(here, f"undo {earlier}")


def test_an_undo_is_not_done_twice(here: Here) -> None:
    here("log ana hello")
    done = here.last()
    here(f"undo {done}")
    said = refused(here, f"undo {done}")
    assert f"{done[:6]} is undone already" in said
    assert f"care undo {here.last()[:6]}" in said


def test_undo_by_itself_never_undoes_an_undo(here: Here) -> None:
    here("log ana one")
    here("log ana two")
    assert here("undo")[0] == here("undo")[0] == 0
    notes = [
        note
        for (note,) in stored.rows(
            here.journal, "SELECT note FROM touches WHERE deleted_at IS NULL"
        )
    ]
    assert notes == ["lunch"]


@pytest.mark.parametrize(("start", "code"), [("zzzz", 3), ("%", 3), ("~", 3), ("'", 3)])
def test_a_change_set_that_is_not_there_is_refused(here: Here, start: str, code: int) -> None:
    refused(here, f"undo {start}", code)


def test_a_start_of_several_change_sets_is_refused(here: Here) -> None:
    ids = [row[0] for row in stored.rows(here.journal, "SELECT id FROM change_sets")]
    several = next((one[0] for one in ids if sum(other[0] == one[0] for other in ids) > 1), None)
    while several is None:
        here("log ana hello")
        ids.append(here.last())
        several = next(
            (one[0] for one in ids if sum(other[0] == one[0] for other in ids) > 1), None
        )
    refused(here, f"undo {several}", 4)


def test_an_undo_of_an_import_is_one_step_back(
    care: Care, tmp_path: Path, in_order: Callable[[Path], list[str]]
) -> None:
    care("add", "Ana")
    before = stored.model(care.journal)
    file = tmp_path / "cards.vcf"
    file.write_text(
        "".join(CARD.format(f"Person {number}") for number in range(40)), encoding="utf-8"
    )
    assert care("import", str(file)).code == 0
    assert in_order(care.journal) == ["add", "import"]
    assert care("undo").code == 0
    assert stored.model(care.journal) == before
    assert care("doctor").code == 0


ADDRESSES = "".join(f"EMAIL:{name}@b.example\n" for name in ("z", "a", "m", "b", "y", "c"))


@pytest.mark.usefixtures("undone")
def test_what_comes_back_is_in_its_order(here: Here) -> None:
    card = CARD.format("Dora").replace("TEL:", f"{ADDRESSES}TEL:")
    here.journal.with_name("cards.vcf").write_text(card, encoding="utf-8")
    assert here("import {card}")[0] == 0
    in_order = "SELECT value, rowid - (SELECT max(rowid) FROM handles) FROM handles ORDER BY rowid"
    before = stored.rows(here.journal, in_order)
    assert here("undo")[0] == here(f"undo {here.last()}")[0] == 0
    assert stored.rows(here.journal, in_order) == before


@pytest.mark.parametrize("by_statement", [False, True])
def test_what_another_program_changed_is_not_taken_back(
    here: Here, by_statement: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if by_statement:
        monkeypatch.setattr(changes, "MANY", 0)
    here("log ana hello")
    done = here.last()
    with closing(sqlite3.connect(here.journal)) as db:
        db.execute("DROP TRIGGER log_touches_update")
        db.execute("UPDATE touches SET note = 'other' WHERE note = 'hello'")
        db.commit()
    assert "since by another program" in refused(here, f"undo {done}")


@pytest.fixture
def in_order() -> Callable[[Path], list[str]]:
    return lambda journal: [
        row[0] for row in stored.rows(journal, "SELECT command FROM change_sets ORDER BY rowid")
    ]
