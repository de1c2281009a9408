"""An export is written whole or not at all, for its owner alone, and over no existing file."""

from __future__ import annotations

import json
import os
import resource
import stat
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

import stored
from caretrack.app.exports import file as files
from caretrack.errors import CareError
from caretrack.formats import json_pieces
from conftest import Care, refused
from pseudo_terminal import Terminal


@pytest.fixture
def filled(care: Care) -> Care:
    stored.fill(
        care.journal,
        ["add", "Ana Silva", "--company", "Lagoon"],
        ["log", "ana", "hello " * 2_000],
        ["add", "Ben Okoro", "--tag", "vip"],
    )
    return care


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_a_file_is_for_its_owner_alone_whatever_the_umask(
    filled: Care, tmp_path: Path, umask: int
) -> None:
    target = tmp_path / "out.json"
    line = f"umask {umask:04o}; {' '.join(filled.command())} export -o {target}"
    done = subprocess.run(
        ["bash", "-c", line],
        env=filled.environment(),
        cwd=filled.home,
        capture_output=True,
        text=True,
    )
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert len(json.loads(target.read_text())["tables"]["people"]) == 2


def test_what_does_not_fit_on_the_disk_leaves_nothing_and_the_old_file_stays(
    filled: Care, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "old.json").write_text("old")

    def small() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, 4_096))

    for name in ("new.json", "old.json"):
        command = filled.command("export", "-o", str(folder / name), "--force")
        done = subprocess.run(
            command,
            env=filled.environment(),
            cwd=filled.home,
            capture_output=True,
            text=True,
            preexec_fn=small,
        )
        assert (done.returncode, done.stdout) == (1, "")
        assert (
            done.stderr
            == f"care: {folder / name} cannot be written: file too large. It would be larger than "
            "its file system, or a limit (`ulimit -f`), allows.\n"
        )
    assert left_in(folder) == ["old.json"]
    assert (folder / "old.json").read_text() == "old"


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_a_journal_is_never_replaced(filled: Care, tmp_path: Path, force: list[str]) -> None:
    before = stored.digest(filled.journal)
    link = tmp_path / "link.json"
    link.symlink_to(filled.journal)
    for target in (filled.journal, link):
        refused(filled("export", "--to", "json", "-o", str(target), *force), 1)
    assert stored.digest(filled.journal) == before


def test_another_file_is_replaced_only_when_that_is_asked_for(filled: Care, tmp_path: Path) -> None:
    target = tmp_path / "out.json"
    target.write_text("mine")
    assert "is there already" in refused(filled("export", "-o", str(target)), 1)
    assert target.read_text() == "mine"
    assert filled("export", "-o", str(target), "--force").code == 0
    assert json.loads(target.read_text())["caretrack"] == 1


@pytest.mark.parametrize(
    "name",
    [
        "no/such/x.json",
        "loop.json",
        "fifo.json",
        "\0.json",
        "x" * 300 + ".json",
        "~nobody-here/x.json",
    ],
)
def test_where_nothing_can_be_written_is_said_in_one_line(
    filled: Care, tmp_path: Path, name: str
) -> None:
    (tmp_path / "loop.json").symlink_to("loop.json")
    os.mkfifo(tmp_path / "fifo.json")
    if "\0" in name:
        with pytest.raises(CareError, match="cannot be written"):
            files.export_file(str(tmp_path / name), filled.journal, force=False)
        return
    done = filled("export", "--force", "-o", name, cwd=tmp_path)
    refused(done, 2 if name.startswith("~") else 1)


def test_a_reader_that_goes_away_ends_it_quietly(filled: Care) -> None:
    done = stored.bash(
        f"{' '.join(filled.command())} export --to json | head -c 20",
        filled.environment(),
        filled.home,
    )
    assert (done.stdout, done.stderr) == ('{"caretrack": 1, "ma', "")


def test_a_slow_reader_keeps_nobody_waiting(filled: Care) -> None:
    for _ in range(10):
        filled("log", "ana", "word " * 18_000)
    reading = subprocess.Popen(
        filled.command("export", "--to", "json"),
        env=filled.environment(),
        cwd=filled.home,
        stdout=subprocess.PIPE,
    )
    assert reading.stdout is not None
    reading.stdout.read(1)
    assert filled("log", "ben", "hello", env={"CARE_TIMEOUT": "0"}).code == 0
    assert json.loads("{" + reading.stdout.read().decode())["whole"] is True
    assert reading.wait() == 0
    reading.stdout.close()


def test_on_a_terminal_nothing_drives_it_and_in_a_pipe_the_bytes_are_as_they_are(
    filled: Care,
) -> None:
    stored.write(
        filled.journal,
        "UPDATE people SET name = 'A' || char(27) || '[31m' || char(8238) || 'na' WHERE name LIKE "
        "'Ana%'",
    )
    with Terminal(
        filled.command("export", "ana", "--to", "markdown"), filled.environment(), filled.home
    ) as terminal:
        code, shown = terminal.end()
    assert (code, "\x1b" in shown, "\u202e" in shown, "[31m" in shown.replace("\\", "")) == (
        0,
        False,
        False,
        True,
    )
    assert (
        json.loads(filled("export", "--to", "json").out)["tables"]["people"][0]["name"]
        == "A\x1b[31m\u202ena"
    )


def test_output_is_utf_8_whatever_the_terminal_speaks(filled: Care) -> None:
    stored.write(filled.journal, "UPDATE people SET name = 'Łukasz 😀' WHERE name LIKE 'Ana%'")
    done = filled("export", "--to", "json", env={"PYTHONIOENCODING": "latin-1"})
    assert "Łukasz 😀" in done.out


@pytest.mark.parametrize(
    ("args", "names"),
    [
        (["ana"], ["Ana Silva"]),
        (["--tag", "vip"], ["Ben Okoro"]),
        (["--company", "lagoon"], ["Ana Silva"]),
        (["--all"], ["Ana Silva", "Ben Okoro"]),
    ],
)
def test_a_part_of_the_journal_is_all_that_concerns_these_people(
    filled: Care, args: list[str], names: list[str]
) -> None:
    filled("log", "ben", "--with", "ana", "lunch", "-l", "hobby: boats")
    filled("tie", "ben", "boss", "ana")
    lunch = filled("history", "ben", "--json").json[0]["id"]
    found = filled("export", *args, "--to", "json").json
    tables = found["tables"]
    ids = {row["id"] for row in tables["people"]}
    assert [row["name"] for row in tables["people"]] == names
    assert found["whole"] is (args == ["--all"])
    assert {row["person_id"] for row in tables["touch_people"]} == ids
    assert lunch in {row["id"] for row in tables["touches"]}
    assert len(tables["ties"]) == (len(ids) == 2)
    # And it can be imported alone.
    part = filled.home / "part.json"
    part.write_text(json.dumps(found))
    assert filled("--journal", str(filled.home / "new.db"), "import", str(part)).code == 0


def test_a_fact_learned_in_a_deleted_touch_points_to_none_in_a_part(filled: Care) -> None:
    filled("log", "ben", "lunch", "-l", "hobby: boats")
    filled("delete", filled("history", "ben", "--json").json[0]["id"])
    found = filled("export", "ben", "--to", "json").json["tables"]
    assert (found["touches"], [row["touch_id"] for row in found["facts"]]) == ([], [None])


def cards(*texts: str) -> Iterator[tuple[str, str]]:
    return ((f"card{number}", text) for number, text in enumerate(texts))


def test_a_folder_gets_a_file_each_and_only_its_own_files_change(tmp_path: Path) -> None:
    folder = files.export_folder(f"{tmp_path / 'cards'}/", tmp_path / "journal.db")
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert files.write_folder(
        folder, cards("a", "b"), ".vcf", tmp_path / "journal.db"
    ) == files.Wrote(2, 0, 0)
    (folder / "mine.vcf").write_text("mine")
    (tmp_path / "outside").write_text("outside")
    (folder / "card2.vcf").symlink_to(tmp_path / "outside")
    before = (folder / "card0.vcf").stat().st_mtime_ns
    assert files.write_folder(
        folder, cards("a", "B", "c"), ".vcf", tmp_path / "journal.db"
    ) == files.Wrote(0, 2, 1)
    assert {path.name: path.read_text() for path in folder.iterdir()} == {
        "card0.vcf": "a",
        "card1.vcf": "B",
        "card2.vcf": "c",
        "mine.vcf": "mine",
    }
    assert (folder / "card0.vcf").stat().st_mtime_ns == before
    assert (tmp_path / "outside").read_text() == "outside"
    assert {stat.S_IMODE((folder / f"card{number}.vcf").stat().st_mode) for number in range(3)} == {
        0o600
    }


def test_a_folder_that_cannot_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    for name in ("file/", "no/such/"):
        with pytest.raises(CareError):
            files.export_folder(str(tmp_path / name) + "/", tmp_path / "journal.db")


def test_what_makes_no_sense_together_is_wrong_usage(filled: Care) -> None:
    for args in (
        ["ana", "--tag", "vip", "--to", "json"],
        ["--to", "vcards"],
        [],
        ["--to", "markdown"],
        ["--to", "json", "-o", "./"],
        ["-o", "x.txt"],
    ):
        refused(filled("export", *args), 2)
    for args in (["nobody"], ["--tag", "none"], ["--company", "none"]):
        refused(filled("export", *args, "--to", "json"), 3)


def test_ten_megabytes_of_garbage_are_refused_at_once(filled: Care, tmp_path: Path) -> None:
    before = stored.digest(filled.journal)
    garbage = tmp_path / "x.json"
    for start in (
        b'{"caretrack": 1, "tables": {"people": [{"name": "',
        b'{"caretrack": 1, "tables": {"people": [' + b"[" * 3_000,
    ):
        garbage.write_bytes(start + b"x" * 10_000_000)
        said = refused(filled("import", str(garbage)), 1)
        assert len(said) < 300
    assert stored.digest(filled.journal) == before
    assert json_pieces.LONGEST_VALUE < 10_000_000


def test_the_page_of_a_person_has_everything_and_nothing_in_it_is_read_as_a_mark(
    filled: Care,
) -> None:
    marks = "[x](javascript:alert(1)) <script> `a` **b** # c\n\n# d\n- e &amp; | f ~ \\"
    for args in (
        ["log", "ben", "--with", "ana", "-d", "2025-01-02", "-m", "4", "--", marks],
        ["learn", "ben", "hobby", marks], ["learn", "ben", "fear", "--declined"],
        ["promise", "ben", marks, "--by", "2026-12-01"],
        ["feedback", "ben", marks, "--praise"], ["occasion", "ben", "birthday", "29 Feb"],
        ["tie", "ben", "boss", "ana"],
        ["edit", "ben", "--note", marks, "--email", "ben@lagoon.example"],
        ["learn", "ben", "goal", "a second site"],
    ):  # fmt: skip
        assert filled(*args).code == 0, args
    goal = filled("profile", "ben", "--json").json["facts"][0]["id"]
    assert filled("retire", goal).code == 0
    page = filled("export", "ben", "--to", "markdown").out
    safe = r"\[x\](javascript:alert(1)) \<script\> \`a\` \*\*b\*\* \# c \# d - e \&amp; \| f \~ \\"
    assert page.count(safe) == 5
    assert not {"<", "[", "`"} & set(page.replace(r"\<", "").replace(r"\[", "").replace(r"\`", ""))
    for said in (
        "# Ben Okoro", "**E-mail** ben@lagoon.example", "**Tags** vip", "(Thu 2 Jan 2025",
        "held until Sat 21 Nov 2026", "asked, would rather not say", "29 Feb",
        "Ana Silva", "(by Tue 1 Dec 2026, open)", "**praise, product**",
        "mood 4 of 5, with Ana Silva",
    ):  # fmt: skip
        assert said in page or said.strip("(") in page, said


@pytest.mark.parametrize("format", ["vcard", "vcard3", "csv", "json"])
def test_what_is_exported_and_brought_into_an_empty_journal_is_exported_the_same(
    care: Care, tmp_path: Path, format: str
) -> None:
    stored.fill(
        care.journal,
        ["add", "Ana Silva", "--company", "Lagoon", "--department", "Fish", "--duties", "Buys it",
         "--role", "CFO", "--fax", "+351 555 0101", "--chat", "skype:ana", "--chat", "Jabber:a@b",
         "--address", "Home:\n12 Harbour Rd\n1000 Lisbon\nPortugal\n\nthe blue door; left, up",
         "--phone", "+351 555 0102", "--zone", "Europe/Lisbon"],
        ["fact", "ana", "family", "a son, Leo"],
        ["fact", "ana", "family", "a daughter, Mia"],
        ["add", "Jan van der Berg", "--duties", "Signs"],
        ["add", "山田 太郎", "--department", "営業"],
    )  # fmt: skip
    first = care("export", "--to", format).out
    path = tmp_path / "exported"
    path.write_bytes(first.encode())
    other = ["--journal", str(tmp_path / "other.db")]
    assert care(*other, "import", str(path)).code == 0
    assert care(*other, "export", "--to", format).out == first
