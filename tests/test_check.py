"""`care check`: its arguments, unreadable drafts, the places of findings; it writes nothing."""

from __future__ import annotations

import os
import shutil
import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import stored
from caretrack import cli
from caretrack.app.draft import reader_of
from caretrack.domain.draft.check import DraftFinding
from caretrack.journal import people
from caretrack.journal.connection import open_journal
from conftest import Care, refused
from labelled import pasted_letters
from pseudo_terminal import COLOURS, Terminal, plain, width
from transcript import TODAY as SATURDAY

TODAY = date.fromisoformat(SATURDAY)
LAUNCH, SCHOOL = pasted_letters().sent["launch"], pasted_letters().sent["school"]
COLD = "Hi Ana, I hope this finds you well.\n\nJust checking in.\n"
WARM = (
    "Hi Ana,\n\nhow did Mia's first week at school go? You said on the phone that she was afraid "
    "of the bus.\n\nTomás\n"
)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db",
        ["add", "Ana Silva", "--company", "Lagoon Foods", "--nickname", "Anita"],
        ["add", "Ana Souza", "--company", "Harbour"],
        ["add", "Ben Okoro"],
        [
            "log",
            "ana silva",
            "-c",
            "call",
            "her daughter is afraid of the bus",
            "-l",
            "family: daughter Mia starts school in November",
        ],
        ["learn", "ana silva", "boundary", "her brother Rui"],
        ["learn", "ana silva", "fear", "--declined"],
        ["log", "ben", "-c", "email", "-k", "checkin", LAUNCH],
    )


@pytest.fixture
def ana(care: Care, filled: Path, monkeypatch: pytest.MonkeyPatch) -> Care:
    monkeypatch.setenv("CARE_TODAY", SATURDAY)
    shutil.copy(filled, care.journal)
    care.home.mkdir(exist_ok=True)
    return care


@pytest.fixture
def mail(ana: Care) -> Path:
    """A draft in the folder in which the program runs."""
    return write(ana, "mail.txt", COLD)


def write(care: Care, name: str, text: str | bytes) -> Path:
    path = care.home / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def rules(care: Care, *args: str, stdin: str | bytes | None = None) -> set[str]:
    done = care("check", *args, "--json", stdin=stdin)
    assert done.code == 0, done
    return {found["rule"] for found in done.json["findings"]}


@pytest.mark.parametrize(
    "args",
    [("ana silva", "mail.txt"), ("anita", "./mail.txt"), ("mail.txt",), ("./mail.txt",)],
    ids=" ".join,
)
def test_a_file_is_read(ana: Care, mail: Path, args: tuple[str, ...]) -> None:
    assert "generic-opener" in rules(ana, *args)


@pytest.mark.parametrize("args", [("ana silva", "-"), ("anita",), ("-",), ()], ids=" ".join)
def test_stdin_is_read(ana: Care, args: tuple[str, ...]) -> None:
    assert "generic-opener" in rules(ana, *args, stdin=COLD)


def test_what_is_known_of_a_person_is_used_and_only_where_they_are_named(ana: Care) -> None:
    assert rules(ana, "anita", stdin=WARM) == set()
    assert ana("check", "anita", stdin=WARM).out.startswith("Nothing to mend. ")
    better = [
        found["suggestion"]
        for found in ana("check", "anita", "--json", stdin=COLD).json["findings"]
    ]
    assert any("Mia" in text for text in better)
    assert not any(
        "Mia" in found["suggestion"]
        for found in ana("check", "--json", stdin=COLD).json["findings"]
    )


def test_what_must_be_left_alone_is_not_even_read(ana: Care) -> None:
    for args in (
        ["learn", "anita", "hobby", "chess"],
        ["learn", "anita", "hobby", "--closed"],
        ["learn", "anita", "joy", "--noticed", "the sea"],
        ["log", "anita", "-k", "invoice", "sent the invoice"],
        [
            "log",
            "anita",
            "-c",
            "email",
            "-k",
            "thanks",
            "Hi Ana, thank you for the plums.\n\nBest wishes\nTomás",
        ],
        ["tie", "anita", "sister", "souza"],
    ):
        assert ana(*args).code == 0
    with open_journal(ana.journal, TODAY) as journal:
        reader = reader_of(journal, people.find(journal, "anita"))
    assert (reader.name, set(reader.names), reader.company, reader.role) == (
        "Ana Silva",
        {"Anita", "Ana Souza"},
        "Lagoon Foods",
        "",
    )
    assert {fact.category: fact.source for fact in reader.facts} == {
        "family": "told",
        "joy": "noticed",
    }
    assert [text for _, text in reader.topics] == [
        "thank you for the plums.",
        "her daughter is afraid of the bus",
    ]
    assert reader.openers
    assert "Rui" not in ana("check", "anita", stdin=COLD + LAUNCH).out


def test_a_letter_to_the_archive_is_found_first_and_read_all_the_same(ana: Care) -> None:
    assert ana("archive", "anita", "--why", "she moved to Brazil").code == 0
    done = ana("check", "anita", "--json", "--exit-code", stdin=COLD)
    first, *others = done.json["findings"]
    assert (done.code, first["rule"]) == (6, "leave-alone")
    assert "she moved to Brazil" in first["why"]
    assert "generic-opener" in {found["rule"] for found in others}


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["plain", "json"])
def test_what_is_to_be_left_alone_has_an_exit_code_of_its_own(
    ana: Care, form: tuple[str, ...]
) -> None:
    letter = WARM.replace("Tomás", "Give my best to Rui.")
    done = ana("check", "anita", "--exit-code", *form, stdin=letter)
    assert (done.code, "leave-alone" in done.out) == (6, True)
    assert ana("check", "anita", *form, stdin=letter).code == 0


def test_a_letter_that_is_not_english_is_not_judged_by_its_words(ana: Care) -> None:
    german = (
        "Liebe Ana,\n\nich hoffe, dass es euch allen gut geht und dass der Sommer schön war. Bleib "
        "gesund und pass auf dich auf.\n\nTomás\n"
    )
    done = ana("check", "anita", stdin=german)
    assert (done.code, done.out) == (0, "")
    assert "not in English" in done.err
    assert ana("check", "anita", "--json", stdin=german).json == {"findings": [], "unread": True}
    with_rui = german.replace("Sommer", "Sommer mit Rui")
    assert rules(ana, "anita", stdin=with_rui) == {"leave-alone"}
    assert rules(ana, "ben", stdin=with_rui.replace("Ana", "Ben")) == {"pasted"}


# --- what a check leaves


def near(care: Care, *args: str, stdin: str) -> list[str]:
    """Return the reasons of the findings of copies."""
    found = care("check", *args, "--json", stdin=stdin).json["findings"]
    return [one["why"] for one in found if one["rule"] == "pasted"]


NEWS = (
    "Hi Ana,\n\ndid the second oven arrive, and does it keep the heat better than the old one? We "
    "sat in your kitchen in March and could hardly hear each other over the noise of it.\n\nTomás\n"
)


def kept_drafts(care: Care) -> list[tuple[str, str, bytes]]:
    with stored.opened(care.journal) as db:
        rows = db.execute("SELECT id, checked_on, shingles FROM checked_drafts ORDER BY rowid")
        return [tuple(row) for row in rows]


def test_a_draft_that_was_only_checked_is_known_to_the_next_person(ana: Care) -> None:
    assert near(ana, "anita", stdin=NEWS) == []
    (said,) = near(ana, "ben", stdin=NEWS.replace("Ana", "Ben").replace("hardly", "barely"))
    assert said.startswith("Near to what you checked for Ana Silva on 21 Nov: 9")
    # The first one's is no copy, however often it is checked.
    assert near(ana, "anita", stdin=NEWS) == []
    assert near(ana, stdin=NEWS) == []
    assert len(near(ana, "ben", stdin=NEWS.replace("Ana", "Ben"))) == 1


def test_an_edited_draft_takes_the_place_of_the_one_before(ana: Care) -> None:
    assert near(ana, "anita", stdin=NEWS) == []
    (first,) = kept_drafts(ana)
    assert near(ana, "anita", stdin=NEWS.replace("hardly hear", "not hear")) == []
    (second,) = kept_drafts(ana)
    assert (first[0], first[2] == second[2]) == (second[0], False)
    assert near(ana, "anita", stdin=SCHOOL.replace("Ben", "Ana")) == []
    assert len(kept_drafts(ana)) == 2


def test_a_draft_is_kept_for_ninety_days(ana: Care) -> None:
    ana("check", "anita", stdin=NEWS)
    draft = NEWS.replace("Ana", "Ben")
    assert len(near(ana, "ben", stdin=draft)) == 1
    late = {"CARE_TODAY": "2027-02-20"}
    done = ana("check", "souza", "--json", stdin=NEWS, env=late)
    assert [one["rule"] for one in done.json["findings"] if one["rule"] == "pasted"] == []
    assert [on for _, on, _ in kept_drafts(ana)] == ["2027-02-20"]


def test_no_word_of_a_draft_is_kept(ana: Care) -> None:
    ana("check", "anita", stdin=NEWS.replace("oven", "zeppelin"))
    assert len(kept_drafts(ana)) == 1
    assert b"zeppelin" not in ana.journal.read_bytes()
    assert "zeppelin" not in ana("export", "--to", "json").out
    assert "check" not in ana("undo", "--list").out
    assert ana("doctor").code == 0


@pytest.mark.parametrize("how", ["locked", "read-only"])
def test_a_journal_that_cannot_be_written_is_read_all_the_same(ana: Care, how: str) -> None:
    if how == "read-only":
        if os.geteuid() == 0:
            pytest.skip("nothing is kept from root")
        ana.journal.chmod(0o400)
        assert near(ana, "anita", stdin=NEWS) == []
    else:
        with stored.opened(ana.journal) as db:
            db.execute("BEGIN IMMEDIATE")
            begun = time.monotonic()
            assert near(ana, "anita", stdin=NEWS) == []
            assert time.monotonic() - begun < 4
            db.rollback()
    ana.journal.chmod(0o600)
    assert kept_drafts(ana) == []


def test_who_is_forgotten_takes_the_drafts_for_them_along(ana: Care) -> None:
    ana("check", "anita", stdin=NEWS)
    ana("check", "ben", stdin=SCHOOL)
    assert len(kept_drafts(ana)) == 2
    assert "1 checked draft" in ana("forget", "anita", "--yes").out
    assert len(kept_drafts(ana)) == 1
    assert near(ana, "souza", stdin=NEWS) == []


def test_a_merge_takes_the_drafts_along(ana: Care) -> None:
    ana("check", "anita", stdin=NEWS)
    assert ana("merge", "anita", "souza", "--yes").code == 0
    assert near(ana, "souza", stdin=NEWS) == []
    (said,) = near(ana, "ben", stdin=NEWS.replace("Ana", "Ben"))
    assert "checked for Ana Souza" in said


def test_what_was_sent_to_somebody_else_is_pasted_and_they_are_named(ana: Care) -> None:
    draft = LAUNCH.replace("Ben", "Ana")
    found = next(
        item
        for item in ana("check", "anita", "--json", stdin=draft).json["findings"]
        if item["rule"] == "pasted"
    )
    assert "Ben Okoro" in found["why"]
    assert draft[found["start"] : found["end"]] == found["words"]
    assert "pasted" in rules(ana, stdin=draft)
    assert "pasted" not in rules(ana, "ben", stdin=LAUNCH)
    assert "pasted" not in rules(ana, "anita", stdin=SCHOOL.replace("Ben", "Ana"))


def test_a_letter_that_greets_somebody_else_is_pasted_whatever_it_says(ana: Care) -> None:
    assert "pasted" in rules(ana, "anita", stdin=SCHOOL)


def test_a_kind_of_sales_may_sell(ana: Care) -> None:
    offer = (
        "Hi Ana, we have a special offer for you: 20 % off when you upgrade before Friday. Book a "
        "demo now! How is Mia?"
    )
    assert "selling" in rules(ana, "anita", stdin=offer)
    assert "selling" in rules(ana, "anita", "--kind", "check-in", stdin=offer)
    assert "selling" not in rules(ana, "anita", "-k", "pitch", stdin=offer)


@pytest.mark.parametrize("name", ["anita", "souza"])
def test_one_word_that_could_be_a_file_and_a_person_is_refused(ana: Care, name: str) -> None:
    write(ana, name, COLD)
    said = refused(ana("check", name, stdin=COLD), 4)
    assert f"./{name}" in said
    assert "generic-opener" in rules(ana, f"./{name}")
    assert "generic-opener" in rules(ana, name, "-", stdin=COLD)


def test_a_folder_of_somebodys_name_is_no_draft(ana: Care) -> None:
    (ana.home / "anita").mkdir()
    (ana.home / "drafts").mkdir()
    assert "generic-opener" in rules(ana, "anita", stdin=COLD)
    for args in (["drafts"], ["./anita"], ["."], ["anita", "drafts"]):
        assert "is a folder" in refused(ana("check", *args), 1), args


@pytest.mark.parametrize(
    ("args", "code", "said"),
    [
        (("ana",), 4, "2 people could be meant"),
        (("ana", "mail.txt"), 4, "2 people could be meant"),
        (("zoe",), 3, "nobody is called 'zoe'"),
        (("zoe", "mail.txt"), 3, "nobody is called 'zoe'"),
        (("letter.txt",), 3, "there is no file letter.txt"),
        (("./letter",), 3, "there is no file letter"),
        (("anita", "letter"), 3, "there is no file letter"),
        (("mail.txt", "anita"), 3, "nobody is called 'mail.txt'"),
        (("mail.txt/x",), 1, "not a directory"),
        (("x" * 5_000,), 3, "nobody is called"),
        (("./" + "x" * 5_000,), 1, "file name too long"),
        (("", "mail.txt"), 3, "the name is empty"),
        (("anita", ""), 1, "is a folder"),
        (("anita", "mail.txt", "more"), 3, "nobody is called 'anita mail.txt'"),
        (("anita", "mail.txt", "-e"), 2, "-e is for a draft that is still to be written"),
        (("-", "-e"), 2, "-e is for a draft that is still to be written"),
        (("anita", "mail.txt", "-k", "gossip"), 2, "no kind is called 'gossip'"),
        (("anita", "~nobody-of-this-name/x"), 2, "there is no home"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, tuple) else None,
)  # fmt: skip
def test_a_command_line_that_cannot_be_meant_is_refused(
    ana: Care, mail: Path, args: tuple[str, ...], code: int, said: str
) -> None:
    assert said in refused(ana("check", *args, stdin=COLD), code)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "is empty"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"caf\xe9", "not text in UTF-8"),
        ("Hello Ana".encode("utf-16"), "not text in UTF-8"),
        (b"\x7fELF\x02\x01\x00\x00\xff", "not text in UTF-8"),
        (b"a\0b", "not text in UTF-8"),
        (b"x" * 100_001, "100,001 characters"),
        (("é" * 100_001).encode(), "100,001 characters"),
        (b"x" * 3_000_000, "more than 100,000 characters"),
        (b"a\0b" * 300_000, "not text in UTF-8"),
        (("\U0001f600" * 1_000_000).encode(), "more than 100,000 characters"),
    ],
    ids=[
        "empty",
        "blank",
        "bom",
        "latin-1",
        "utf-16",
        "binary",
        "nul",
        "long",
        "long-two-bytes",
        "too-long",
        "nul-too-long",
        "too-long-four-bytes",
    ],
)
@pytest.mark.parametrize("way", ["file", "stdin"])
def test_what_is_no_text_is_refused(ana: Care, data: bytes, said: str, way: str) -> None:
    write(ana, "odd.txt", data)
    done = ana("check", "anita", "odd.txt") if way == "file" else ana("check", "anita", stdin=data)
    assert said in refused(done, 1)


def test_a_pipe_that_nobody_writes_to_is_not_waited_for(ana: Care) -> None:
    os.mkfifo(ana.home / "pipe")
    assert "is a pipe" in refused(ana("check", "anita", "pipe"), 1)


@pytest.mark.parametrize(("device", "said"), [("/dev/null", "is empty"), ("/dev/zero", "not text")])
def test_a_device_has_an_end(ana: Care, device: str, said: str) -> None:
    assert said in refused(ana("check", "anita", device), 1)


def test_what_a_shell_puts_in_the_place_of_a_file_is_read(ana: Care, mail: Path) -> None:
    for line in (
        "$CARE check anita <(cat mail.txt) --json",
        "$CARE check anita /dev/stdin --json < mail.txt",
        "cat mail.txt | $CARE check /dev/stdin --json",
    ):
        done = stored.bash(
            line.replace("$CARE", " ".join(ana.command())), ana.environment(), ana.home
        )
        assert (done.returncode, "generic-opener" in done.stdout) == (0, True), done


def test_a_file_that_may_not_be_read_is_said(ana: Care, mail: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is kept from root")
    mail.chmod(0)
    assert "permission denied" in refused(ana("check", "anita", "mail.txt"), 1)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (COLD.encode(), "3:1"),
        (b"\xef\xbb\xbf" + COLD.encode(), "3:1"),
        (COLD.replace("\n", "\r\n").encode(), "3:1"),
        (COLD.replace("\n", "\r").encode(), "3:1"),
        (b"\n\n  " + COLD.encode(), "5:1"),
        (COLD.replace("Just", "É 漢 Just").encode(), "3:5"),
    ],
    ids=["as it is", "bom", "crlf", "cr", "space before", "wide"],
)
def test_a_place_is_the_place_in_the_file(ana: Care, data: bytes, place: str) -> None:
    write(ana, "mail.txt", data)
    text = data.decode("utf-8-sig")
    found = ana("check", "anita", "mail.txt", "--json").json["findings"]
    checking = next(item for item in found if item["words"].startswith("Just checking"))
    assert text[checking["start"] : checking["end"]] == checking["words"]
    rows = [line.split("\t") for line in ana("check", "anita", "mail.txt").out.splitlines()]
    assert rows[0] == ["rule", "place", "words", "why", "suggestion"]
    assert next(row[1] for row in rows if row[2].startswith("Just checking")) == place
    assert {len(row) for row in rows} == {5}


def test_json_is_what_others_rely_on(ana: Care) -> None:
    done = ana("check", "anita", "--json", stdin=COLD).json
    assert list(done) == ["findings"]
    assert all(list(found) == list(DraftFinding._fields) for found in done["findings"])
    assert [found["start"] for found in done["findings"]] == sorted(
        found["start"] for found in done["findings"]
    )
    assert ana("check", "anita", "--json", stdin=WARM).json == {"findings": []}


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["plain", "json"])
def test_the_exit_code_says_whether_there_is_something_to_mend_where_it_is_asked_for(
    ana: Care, form: tuple[str, ...]
) -> None:
    assert ana("check", "anita", "--exit-code", *form, stdin=COLD).code == 1
    assert ana("check", "anita", "--exit-code", *form, stdin=WARM).code == 0
    assert ana("check", "anita", *form, stdin=COLD).code == 0


def test_nothing_of_a_persons_own_entries_is_written(ana: Care, mail: Path) -> None:
    before, folder = stored.model(ana.journal), sorted(ana.home.rglob("*"))
    for args in (
        [],
        ["anita"],
        ["mail.txt"],
        ["anita", "mail.txt", "--exit-code"],
        ["anita", "-", "-k", "pitch", "--json"],
    ):
        ana("check", *args, stdin=LAUNCH)
    assert stored.model(ana.journal) == before
    assert sorted(ana.home.rglob("*")) == folder
    assert mail.read_text() == COLD


def test_a_draft_can_be_checked_where_there_is_no_journal(care: Care) -> None:
    done = care("check", stdin=COLD)
    assert (done.code, "generic-opener" in done.out) == (0, True)
    assert "there is no journal" in refused(care("check", "ana", stdin=COLD), 3)
    assert not care.journal.exists()


def test_a_draft_can_be_written_in_the_editor_and_is_kept(ana: Care) -> None:
    editor = write(ana, "editor", f"#!/bin/sh\nprintf '%s' '{COLD}' > \"$1\"\n")
    editor.chmod(0o755)
    done = ana("check", "anita", "-e", "--json", env={"EDITOR": str(editor)})
    assert (done.code, "generic-opener" in {found["rule"] for found in done.json["findings"]}) == (
        0,
        True,
    )
    (kept,) = done.err.splitlines()
    path = Path(kept.removeprefix("what you wrote is kept in "))
    assert path.read_text() == COLD
    assert path.stat().st_mode & 0o777 == 0o600


def test_an_editor_that_leaves_nothing_leaves_no_file(ana: Care) -> None:
    assert "is empty" in refused(ana("check", "anita", "-e", env={"EDITOR": "true"}), 1)
    assert list(ana.journal.parent.glob(".care-*")) == []


def test_on_a_terminal_a_draft_that_is_missing_is_asked_for_by_its_options(ana: Care) -> None:
    with Terminal(ana.command("check", "anita"), ana.environment(), ana.home) as terminal:
        code, shown = terminal.end()
    assert code == 2
    assert "care: the draft is missing. Name a FILE, - for stdin, or -e for your editor." in shown


HOSTILE = (
    "Hi Ana,\x1b[2J [bold]just checking in[/bold] \u202e\x9b31m :smile: how's it going?\x07\n"
    + "漢字" * 90
    + " touching base "
    + "é" * 200
)


@pytest.mark.parametrize("columns", [20, 60, 80, 140])
@pytest.mark.parametrize(
    "draft", [COLD, LAUNCH.replace("Ben", "Ana"), HOSTILE], ids=["cold", "pasted", "hostile"]
)
def test_a_page_fits_the_terminal_and_marks_the_words(ana: Care, columns: int, draft: str) -> None:
    write(ana, "mail.txt", draft)
    pages = []
    for env in ({}, {"NO_COLOR": "1"}):
        with Terminal(
            [*ana.program, "check", "anita", "mail.txt"], ana.environment(env), ana.home, columns
        ) as terminal:
            code, shown = terminal.end()
        assert code == 0
        assert [line for line in plain(shown).split("\n") if width(line.rstrip()) > columns] == []
        pages.append(shown)
    assert COLOURS.search(pages[0])
    assert not COLOURS.search(pages[1])
    lines = plain(pages[1]).split("\n")
    assert lines == plain(pages[0]).split("\n")
    assert not any(char in plain(pages[0]) for char in "\x1b\x07\x9b\u202e")
    assert "~~~" in pages[1]
    if draft == COLD:
        marked = next(at for at, line in enumerate(lines) if line.strip().startswith("~"))
        begin = lines[marked].index("~")
        assert (
            "hope this finds you"[: columns - begin - 3] in lines[marked - 1][begin:]
            or columns == 20
        )


def test_a_good_letter_gets_nothing_to_mend_on_a_terminal_too(ana: Care) -> None:
    write(ana, "mail.txt", WARM)
    with Terminal(
        ana.command("check", "anita", "mail.txt"), ana.environment(), ana.home
    ) as terminal:
        code, shown = terminal.end()
    assert (code, plain(shown).startswith("Nothing to mend. ")) == (0, True)


def test_a_pipe_gets_no_escape_codes(ana: Care) -> None:
    done = ana("check", "anita", stdin=HOSTILE)
    assert not any(char in done.out for char in "\x1b\x07\x9b\u202e")
    assert not any(
        char in ana("check", "anita", "--json", stdin=HOSTILE).out for char in "\x1b\x07\x9b\u202e"
    )


def test_the_name_can_be_completed(ana: Care) -> None:
    done = ana("check", "an", env={"_CARE_COMPLETE": "bash"})
    assert "anita" in done.out.split()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(
        st.sampled_from("Hi Ana,.?!\n\r\t'’>-%$€20\x00\x1b\u202e\ud800é漢😀hopeings"), max_size=300
    )
)
def test_any_draft_is_read_or_refused_in_one_line(
    ana: Care, capsys: pytest.CaptureFixture[str], draft: str
) -> None:
    path = write(ana, "any.txt", draft.encode("utf-8", "surrogatepass"))
    code = cli.run(["--journal", str(ana.journal), "check", "anita", str(path)])
    out, err = capsys.readouterr()
    said_unread = err.startswith("the draft is not in English") and err.count("\n") == 1
    assert (code == 0 and (not err or said_unread)) or (
        code == 1 and err.count("\n") == 1 and not out
    )
