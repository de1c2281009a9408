"""`care import` of a whole journal into none: it becomes what it was, or is not made."""

import json
import sys
from datetime import date
from pathlib import Path

import pytest

import stored
from caretrack.errors import CareError
from caretrack.journal.connection import new_journal
from conftest import Care
from pseudo_terminal import Terminal, plain

STAMP = "2026-11-20T12:00:00.000000Z"
PERSON = {
    "id": "a1aaaaaaaaaaaaaa",
    "name": "Ana Silva",
    "added_on": "2026-11-20",
    "created_at": STAMP,
    "updated_at": STAMP,
}
HEAD = '{"caretrack": 1, "tables": {"people": ['
TODAY = date(2026, 11, 21)
AT_ONCE = (
    "from caretrack.views import progress; progress.AFTER = 0.0; from caretrack.__main__ import "
    "main; main()"
)


@pytest.mark.parametrize(
    "text",
    [
        HEAD,
        HEAD + json.dumps(PERSON) + ",",
        HEAD
        + json.dumps(PERSON)
        + '], "tags": [{"person_id": "b1bbbbbbbbbbbbbb", "tag": "vip"}]}}',
        HEAD + json.dumps(PERSON | {"added_on": "someday"}) + "]}}",
        '{"caretrack": 7, "tables": {}}',
    ],
)
def test_what_is_refused_leaves_no_journal_behind(care: Care, tmp_path: Path, text: str) -> None:
    file = tmp_path / "broken.json"
    file.write_text(text)
    done = care("import", str(file))
    assert (done.code, done.err.count("\n")) == (1, 1)
    assert "started" not in done.err
    assert "Nothing was changed" in done.err
    assert list(care.journal.parent.glob(f"*{care.journal.name}*")) == []


def test_one_that_somebody_else_started_meanwhile_stays(tmp_path: Path) -> None:
    place = tmp_path / "journal.db"
    with (
        pytest.raises(CareError, match="another process started"),
        new_journal(place, TODAY, 1.0, print),
    ):
        place.write_text("theirs")
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [
        ("journal.db", "theirs")
    ]


def test_a_journal_comes_back_as_it_was_whatever_a_new_one_would_begin_with(
    care: Care, tmp_path: Path
) -> None:
    stored.fill(care.journal, ("add", "Ana Silva", "--tag", "vip"), ("config", "crowd", "9"))
    whole = tmp_path / "whole.json"
    assert care("export", "--to", "json", "-o", str(whole)).code == 0
    care.journal.unlink()
    config = tmp_path / "config.toml"
    config.write_text("[new_journal]\ncadence = 12\ncrowd = 3\n")
    done = care("import", str(whole), env={"CARE_CONFIG": str(config)})
    assert (done.code, done.err) == (0, f"started a new journal at {care.journal}\n")
    assert care.journal.stat().st_mode & 0o777 == 0o600
    assert care("export", "--to", "json").out == whole.read_text()
    assert care("doctor").code == 0
    assert list(care.journal.parent.glob(f".{care.journal.name}.*")) == []


def test_on_a_terminal_it_says_what_it_is_doing(care: Care, tmp_path: Path) -> None:
    people = [PERSON | {"id": f"a{number:015}"} for number in range(3_000)]
    file = tmp_path / "many.json"
    file.write_text(json.dumps({"caretrack": 1, "tables": {"people": people}}))
    with Terminal(
        [sys.executable, "-P", "-c", AT_ONCE, "import", str(file)],
        care.environment(),
        tmp_path,
        columns=100,
    ) as terminal:
        code, shown = terminal.end()
    assert code == 0
    assert "Reading many.json" in plain(shown)
    assert "Writing into the journal" in shown
    assert plain(shown).splitlines()[-1] == "json: new: 3,000 people"
