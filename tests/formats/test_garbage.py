"""Any garbage, in every format with a reader, costs one line of refusal and at most 300 MB.

bench/garbage.py measures the seconds; here a process limit stops a reader that never ends.
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from caretrack.errors import CareError
from caretrack.formats import open
from caretrack.formats.registry import JSON, NAMES
from caretrack.formats.source import ReadOptions, Source
from conftest import Care, refused
from garbage import GARBAGE

SIZE = 200_000
LARGE = 10_000_000
MIB = 300
# What has an address is about a person, however often it says so.
SOMEBODY = {("markdown", "inline-fields"), ("org", "org-headings")}


@pytest.fixture(scope="module")
def rubbish(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rubbish")
    for sort, make in GARBAGE.items():
        (folder / sort).write_bytes(make(SIZE))
    (folder / "ten-megabytes-on-one-line").write_bytes(GARBAGE["one-line"](LARGE))
    return folder


@pytest.mark.parametrize("format", NAMES)
def test_garbage_costs_next_to_nothing_and_brings_nobody_in(format: str, rubbish: Path) -> None:
    command = [
        sys.executable,
        str(Path(__file__).with_name("garbage.py")),
        format,
        str(rubbish),
        "60",
    ]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert set(told["costs"]) == {*GARBAGE, "ten-megabytes-on-one-line"}
    for sort, (_, said) in told["costs"].items():
        # A CSV may take any line for a name: the user insisted.
        assert (
            "csv" in format or (format, sort) in SOMEBODY or said.startswith(("refused: ", "0 "))
        ), (sort, said)
    assert told["kib"] / 1024 < MIB


def link_to_itself(path: Path) -> None:
    path.symlink_to(path)


def nothing(path: Path) -> None:
    """There is nothing there."""


OTHER: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (nothing, "there is no file"),
    "dangling link": (lambda path: path.symlink_to("nowhere"), "there is no file"),
    "fifo": (os.mkfifo, "is not a file"),
    "device": (lambda path: path.symlink_to("/dev/zero"), "is not a file"),
    "symlink loop": (link_to_itself, "Too many levels of symbolic links"),
    "folder": (Path.mkdir, "is a folder"),
    "folder of other things": (
        lambda path: (path.mkdir(), (path / "a.txt").write_text("BEGIN:VCARD")),
        "is a folder",
    ),
}
SAID = {
    "nul": "not text", "binary": "not text", "zip": "zip", "gzip": "gzip", "pdf": "PDF",
    "sqlite": "SQLite", "pst": "PST",
    "web-page": "web page", "empty": "empty", "blank": "empty", "one-line": "no format",
}  # fmt: skip


@pytest.mark.parametrize("sort", SAID)
def test_what_is_no_file_of_any_format_is_refused_in_a_line(
    sort: str, rubbish: Path, care: Care
) -> None:
    assert SAID[sort] in refused(care("import", str(rubbish / sort)), 1)
    assert not care.journal.exists()


@pytest.mark.parametrize(
    "insisted", [(), ("--from", "friends"), ("--from", "maildir"), ("--from", "json")], ids=" ".join
)
@pytest.mark.parametrize("sort", OTHER)
def test_what_is_no_plain_file_is_refused_and_never_waited_for(
    sort: str, insisted: tuple[str, ...], tmp_path: Path
) -> None:
    make, said = OTHER[sort]
    path = tmp_path / "thing"
    make(path)
    with pytest.raises(CareError) as caught:
        open.find_source(path, insisted[1] if insisted else None)
    assert caught.value.exit_code == 1
    assert said in str(caught.value) or (
        "maildir" in insisted and "not a Maildir" in str(caught.value)
    )
    assert "\n" not in str(caught.value)


def test_a_fifo_is_refused_by_the_program_too(care: Care, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.vcf")
    assert "is not a file" in refused(care("import", str(tmp_path / "pipe.vcf")), 1)
    assert not care.journal.exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(care: Care, tmp_path: Path) -> None:
    path = tmp_path / "cards.vcf"
    path.write_text("BEGIN:VCARD\nFN:Ana\nEND:VCARD\n")
    path.chmod(0)
    assert "Permission denied" in refused(care("import", str(path)), 1)


FRIENDS = "### Friends:\n- Ana Silva\n"


@pytest.mark.parametrize(
    "then",
    [nothing, os.mkfifo, Path.mkdir, link_to_itself],
    ids=["vanished", "fifo", "folder", "loop"],
)
@pytest.mark.parametrize("format", NAMES)
def test_a_file_that_is_another_thing_when_it_is_read_is_refused(
    format: str, then: Callable[[Path], object], tmp_path: Path
) -> None:
    path = tmp_path / "thing"
    path.write_text(FRIENDS)
    source = Source(path, path.stat().st_size)
    path.unlink()
    then(path)
    if format == JSON or (format in {"mbox", "maildir", "eml", "archive"} and then is Path.mkdir):
        pytest.skip("read by another way, or a folder as it should be")
    with pytest.raises(CareError) as caught:
        list(open.read(source, ReadOptions(format, date(2026, 11, 21))))
    assert "\n" not in str(caught.value)


def test_an_unknown_format_is_wrong_usage_and_the_known_are_listed(
    care: Care, tmp_path: Path
) -> None:
    (tmp_path / "a").write_text(FRIENDS)
    assert "The formats are vcard, " in refused(
        care("import", str(tmp_path / "a"), "--from", "xls"), 2
    )


CARD = "BEGIN:VCARD\nVERSION:3.0\nUID:{0}\nFN:{0}\nEND:VCARD\n"


def test_a_folder_of_cards_is_read_as_one_and_a_bad_file_in_it_is_told(
    care: Care, tmp_path: Path
) -> None:
    folder = tmp_path / "khard"
    folder.mkdir()
    for name in ("Ana", "Ben"):
        (folder / f"{name}.vcf").write_text(CARD.format(name))
    (folder / "Cut.VCF").write_text(CARD.format("Cut").replace("END", "NOT"))
    (folder / ".Radicale.props").write_text("{}")
    os.mkfifo(folder / "pipe.vcf")
    done = care("import", str(folder))
    started, next_step = done.err.splitlines()
    assert done.code == 0
    assert started.startswith("started a new journal at ")
    assert next_step.startswith("2 people are known, not looked after yet. `care triage` asks")
    assert done.out.splitlines()[:3] == [
        "new      Ana",
        "new      Ben",
        "refused  Cut.VCF: card 1, line 1: the card is not closed: it has no END:VCARD",
    ]
    assert (
        care("import", str(folder)).out.splitlines()[-1]
        == "vcard: 2 people were there already, 1 refused"
    )


def test_a_link_that_leads_round_in_a_circle_keeps_no_folder_from_being_read(
    care: Care, tmp_path: Path
) -> None:
    (tmp_path / "ana.vcf").write_text(CARD.format("Ana"))
    link_to_itself(tmp_path / "round.vcf")
    assert care("import", str(tmp_path)).out.splitlines()[0] == "new      Ana"


def test_what_a_pipe_gives_is_to_be_written_into_a_file_first(care: Care) -> None:
    assert "Write it into a file" in refused(care("import", "-"), 1)


def test_a_folder_with_other_files_is_read_only_when_that_is_insisted_on(
    care: Care, tmp_path: Path
) -> None:
    (tmp_path / "ana.vcf").write_text(CARD.format("Ana"))
    (tmp_path / "letter.txt").write_text("hello")
    assert "is a folder" in refused(care("import", str(tmp_path)), 1)
    assert "new      Ana" in care("import", str(tmp_path), "--from", "vcard").out
    (tmp_path / "ana.vcf").unlink()
    assert "is a folder with no .vcf file in it" in refused(
        care("import", str(tmp_path), "--from", "vcard"), 1
    )
