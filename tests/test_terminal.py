"""The program on a real terminal: its questions, widths and colours."""

from __future__ import annotations

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest

import stored
from conftest import Care
from pseudo_terminal import COLOURS, ESCAPES, Terminal, plain, width

LONG_WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 2
PAGES = (("due", "--all"), ("profile", "ana"), ("profile", "long"), ("list",),
    ("history", "--limit", "50"), ("open",), ("find", "the"), ("undo", "--list"), ("stats",),
         ("occasions",), ("profile", "--company", "donau"), ("tie",), ("tie", "--ideas"),
         ("kinds",), ("config",), ("doctor",))  # fmt: skip


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Ana, Ben and Cem are due, in this order; another person has only long or wide values."""
    long = [
        LONG_WORD,
        "--company",
        LONG_WORD,
        "--role",
        "Vorsitzender " * 12,
        "--met",
        "東京タワー" * 30,
        "--nickname",
        "Long",
        "--tag",
        "x" * 40,
    ]
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db",
        ["add", "Ana Silva", "--company", "Lagoon", "--every", "5d", "--birthday", "24 Nov 1976"],
        ["add", "Ben Okoro", "--every", "10d"],
        ["add", "Cem Kaya", "--every", "20d"],
        ["add", *long, "--every", "never", "--email", f"{'e' * 150}@x.example", "--birthday",
            "22 Nov"],
        *(["log", name, "-d", "15 Oct", "-k", "checkin", "talked of the garden"] for name in ("ana",
            "ben", "cem")),
        ["log", "ana", "-k", "invoice", "-m", "2", "sent the invoice", "-p",
            "send the plan by monday", "-f", "complaint: the export is slow", "-l",
            "worry: the budget"],
        ["log", "long", "-d", "1 Nov", "the " + LONG_WORD * 3, "-l", f"family: the {LONG_WORD}",
            "-p", "the 東京タワー" * 20, "-f", "praise: the " + LONG_WORD],
        ["gesture", "long", "the " + LONG_WORD],
        ["tie", "long", "friend", "ana"],
    )  # fmt: skip


@pytest.fixture
def ana(care: Care, filled: Path) -> Care:
    shutil.copy(filled, care.journal)
    return care


def on_terminal(
    care: Care,
    *args: str,
    columns: int = 80,
    env: dict[str, str | None] | None = None,
    today: str = "2026-11-21",
) -> Terminal:
    return Terminal(care.command(*args), care.environment(env, today), care.home, columns)


def page(
    care: Care, args: Sequence[str], columns: int = 80, env: dict[str, str | None] | None = None
) -> str:
    """Return what is shown by a command that asks nothing."""
    command = [*care.program, *args]
    with Terminal(command, care.environment(env), care.home, columns) as terminal:
        code, shown = terminal.end()
    assert code == 0
    return shown


def test_log_asks_for_the_note_that_is_missing(ana: Care) -> None:
    with on_terminal(ana, "log", "ana") as terminal:
        terminal.answer("Note", "she found it in the end")
        terminal.answer("Care, sales", "")
        code, shown = terminal.end()
    assert (code, "Logged" in shown) == (0, True)
    assert stored.rows(ana.journal, "SELECT note FROM touches WHERE note LIKE 'she%'") == [
        ("she found it in the end",)
    ]


@pytest.mark.parametrize(
    ("args", "question"),
    [
        (("promise", "ana"), "Promise"),
        (("learn", "ana", "hobby"), "Text"),
        (("gesture", "ana"), "Gesture"),
    ],
    ids=str,
)
def test_other_commands_ask_for_their_text_too(
    ana: Care, args: tuple[str, ...], question: str
) -> None:
    with on_terminal(ana, *args) as terminal:
        terminal.answer(question, "a boat of her own")
        assert terminal.end()[0] == 0
    assert ana("find", "boat", "--json").code == 0


def test_who_of_two_is_meant_is_chosen_by_number_and_the_command_goes_on(ana: Care) -> None:
    assert ana("add", "Ana Costa").code == 0
    with on_terminal(ana, "promise", "ana", "a boat of her own") as terminal:
        terminal.answer("Which? 1 or 2", "1")
        code, shown = terminal.end()
    assert code == 0
    assert "2 people could be meant by 'ana':" in shown
    assert "Promised" in shown
    assert "Ana Costa" in shown.partition("Promised")[2]


@pytest.mark.parametrize(("key", "code", "said"), [("y", 0, "1 new person"), ("", 2, "--map")])
def test_columns_that_are_not_known_are_asked_about(
    ana: Care, tmp_path: Path, key: str, code: int, said: str
) -> None:
    table = tmp_path / "t.csv"
    table.write_text("Kes,Linn\nMara Lind,Tarn\n")
    with on_terminal(ana, "import", str(table)) as terminal:
        terminal.expect("name=Kes,company=Linn")
        terminal.answer("Read it so?", key)
        done, shown = terminal.end()
    assert (done, said in plain(shown)) == (code, True)


def test_a_name_alone_asks_once_who_of_two_is_meant(ana: Care) -> None:
    assert ana("add", "Ana Costa").code == 0
    with on_terminal(ana, "ana") as terminal:
        terminal.answer("Which? 1 or 2", "the tall one")
        terminal.expect("is not an answer: type 1 or 2.")
        terminal.answer("Which? 1 or 2", "1")
        code, shown = terminal.end()
    assert (code, shown.count("could be meant")) == (0, 1)
    assert shown.count("Ana Costa") == 2


@pytest.mark.parametrize("args", [("promise", "ana", "a boat"), ("archive", "ana")])
def test_who_chooses_nobody_changes_nothing(ana: Care, args: tuple[str, ...]) -> None:
    assert ana("add", "Ana Costa").code == 0
    before = stored.everything(ana.journal)
    with on_terminal(ana, *args) as terminal:
        terminal.answer("Which? 1 or 2", "")
        code, shown = terminal.end()
    assert (code, "nobody was chosen" in shown) == (1, True)
    assert stored.everything(ana.journal) == before


def test_with_json_nobody_is_asked_who_is_meant(ana: Care) -> None:
    assert ana("add", "Ana Costa").code == 0
    with on_terminal(ana, "profile", "ana", "--json") as terminal:
        code, shown = terminal.end()
    assert (code, "Which?" in shown, "ana-costa" in shown) == (4, False, True)


def test_a_gesture_is_asked_for_below_the_ideas_and_may_be_none(ana: Care) -> None:
    assert ana("learn", "ana", "hobby", "old roses").code == 0
    before = stored.everything(ana.journal)
    with on_terminal(ana, "gesture", "ana") as terminal:
        terminal.answer("Gesture, or nothing", "")
        code, shown = terminal.end()
    assert (code, "for their hobby: old roses" in shown) == (0, True)
    assert stored.everything(ana.journal) == before
    with on_terminal(ana, "gesture", "ana", "--ideas") as terminal:
        code, shown = terminal.end()
    assert (code, "old roses" in shown, "Gesture," in shown) == (0, True, False)


@pytest.mark.parametrize("answer", ["", "   "])
def test_an_empty_answer_is_an_empty_note(ana: Care, answer: str) -> None:
    before = stored.everything(ana.journal)
    with on_terminal(ana, "log", "ana") as terminal:
        terminal.answer("Note", answer)
        code, shown = terminal.end()
    assert code == 1
    assert "care: the note is empty" in shown
    assert stored.everything(ana.journal) == before


@pytest.mark.parametrize("args", [("log", "ana"), ("next",), ("promise", "ana")], ids=" ".join)
@pytest.mark.parametrize(
    ("key", "name"), [("\x03", "interrupt"), ("\x04", "end of input")], ids=["^C", "^D"]
)
def test_an_interrupt_at_a_question_changes_nothing(
    ana: Care, args: tuple[str, ...], key: str, name: str
) -> None:
    before = stored.everything(ana.journal)
    with on_terminal(ana, *args) as terminal:
        terminal.expect("[q]uit" if args == ("next",) else ": ")
        terminal.press(key)
        code, shown = terminal.end()
    assert code == 130, name
    assert shown.rstrip().endswith("\ncare: stopped")
    assert stored.everything(ana.journal) == before


@pytest.mark.parametrize("streams", ["2>/dev/null", "</dev/null"])
def test_nothing_is_asked_when_there_is_nobody_to_answer(ana: Care, streams: str) -> None:
    before = stored.everything(ana.journal)
    line = f"{' '.join(ana.command('log', 'ana'))} {streams}"
    with Terminal(["bash", "-c", line], ana.environment(), ana.home) as terminal:
        code, _ = terminal.end()
    assert code == 2
    assert stored.everything(ana.journal) == before


def test_next_goes_from_one_person_to_the_next(ana: Care) -> None:
    with on_terminal(ana, "next") as terminal:
        terminal.expect("Ana Silva")
        terminal.answer("[q]uit", "l")
        terminal.answer("Note", "just to hear how she is -m very")
        terminal.expect("'very' is not a mood")
        terminal.answer("just to hear how she is -m very", "\x7f" * len("-m very"))
        terminal.expect("Logged")
        terminal.expect("Ben Okoro")
        terminal.answer("[q]uit", "k")
        terminal.expect("is not an answer")
        terminal.answer("[q]uit", "?")
        terminal.expect("n was snooze, k skip and s stop")
        terminal.answer("[q]uit", "p")
        terminal.expect("Ben Okoro")
        terminal.answer("[q]uit", "s")
        terminal.answer("Until when", "30 Feb")
        terminal.answer("Until when", "1 Dec")
        terminal.expect("snoozed until")
        terminal.expect("Cem Kaya")
        terminal.answer("[q]uit", "n")
        terminal.expect("That was everybody who waits today.")
        assert terminal.end()[0] == 0
    assert (
        stored.only(ana.journal, "SELECT note FROM touches ORDER BY rowid DESC LIMIT 1")
        == "just to hear how she is"
    )
    assert (
        stored.only(ana.journal, "SELECT snoozed_until FROM people WHERE name = 'Ben Okoro'")
        == "2026-12-01"
    )
    assert [row["name"] for row in ana("due", "--json").json["waiting"]] == ["Cem Kaya"]
    last = stored.rows(ana.journal, "SELECT command FROM change_sets ORDER BY rowid DESC LIMIT 3")
    assert [command for (command,) in last] == ["skip", "snooze", "log"]


def test_next_stops_when_it_is_told_to_and_goes_on_there(ana: Care) -> None:
    for expected in ("Ana Silva", "Ben Okoro"):
        with on_terminal(ana, "next") as terminal:
            terminal.expect(expected)
            terminal.answer("[q]uit", "n")
            terminal.answer("[q]uit", "q")
            assert terminal.end()[0] == 0
    assert ana("due", "--json").json["waiting"][0]["name"] == "Ana Silva"


@pytest.mark.parametrize(("answer", "cadence"), [("y", 10), ("n", 5), ("", 5)])
def test_the_third_skip_in_a_row_offers_a_longer_cadence(
    ana: Care, answer: str, cadence: int
) -> None:
    for day in ("2026-11-21", "2026-11-22", "2026-11-24"):
        with on_terminal(ana, "next", today=day) as terminal:
            terminal.expect("Ana Silva")
            terminal.answer("[q]uit", "n")
            if day == "2026-11-24":
                terminal.answer("skipped 3 times in a row", answer)
            terminal.answer("[q]uit", "q")
            code, shown = terminal.end()
        assert code == 0
        assert ("in a row" in shown) == (day == "2026-11-24")
    assert (
        stored.only(ana.journal, "SELECT cadence_days FROM people WHERE name = 'Ana Silva'")
        == cadence
    )


def test_next_in_a_pipe_shows_one_person_and_asks_nothing(ana: Care) -> None:
    before = stored.everything(ana.journal)
    done = ana("next")
    assert (done.code, done.err) == (0, "")
    assert "Ana Silva" in done.out
    assert "[q]uit" not in done.out
    assert stored.everything(ana.journal) == before


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal(ana: Care, columns: int) -> None:
    for args in PAGES:
        lines = plain(page(ana, args, columns)).split("\n")
        # On a slow machine a bar is drawn over itself before the page.
        seen = [line.rstrip().rpartition("\r")[2] for line in lines]
        wider = [line.strip() for line in seen if width(line) > columns]
        # A path alone on its line is left to the terminal: what is copied then has no break in it.
        assert [text for text in wider if text[:1] != "/" or " " in text] == [], args


def test_a_narrow_table_breaks_no_word_no_day_and_no_path(care: Care) -> None:
    care("add", "Gil", "Ruiz", "--company", "Lagoon Foods", "--every", "30d")
    care("log", "gil", "-c", "call", "he was glad that the move to the new office is done at last")
    for args in [("doctor",), ("config",), ("list",), ("undo", "--list")]:
        said = plain(page(care, args, 60))
        wide = plain(page(care, args, 400))
        # Each word of the wide table is there whole, but for the weekday before a day. How much
        # room the disk has changes from one run to the next.
        days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"}
        lost = {word for word in set(wide.split()) - set(said.split()) if word[0].isalpha()}
        assert lost <= days, args
    assert str(care.journal) in plain(page(care, ("doctor",), 60))
    assert "due on 21 Dec 2026" in plain(page(care, ("list",), 60))


def test_the_titles_of_a_narrow_table_are_broken_between_words(ana: Care) -> None:
    for args in [("occasions",), ("open",), ("undo", "--list")]:
        titles, *_ = re.split(r"\n[^\n]*\d", plain(page(ana, args, 24)).replace("\r", ""))
        assert all(width(line) <= 24 for line in titles.split("\n")), args


@pytest.mark.parametrize("columns", [1, 2, 4, 5, 9, 20])
def test_a_table_is_shown_however_narrow_the_terminal_is(ana: Care, columns: int) -> None:
    for args in [("config",), ("list",), ("undo", "--list"), ("backup", "--list")]:
        assert page(ana, args, columns)


@pytest.mark.parametrize("columns", range(56, 72))
def test_an_id_does_not_stand_alone_on_a_line(ana: Care, columns: int) -> None:
    shown = plain(page(ana, ["due"], columns)) + plain(page(ana, ["profile", "ana"], columns))
    assert [
        line
        for line in shown.split("\n")
        if re.fullmatch(r"\s*(· )?[a-z][0-9][0-9a-z]{2}", line.rstrip())
    ] == []
    assert re.search("the export is slow”; not answered yet · [a-z][0-9]", " ".join(shown.split()))


def test_of_a_touch_with_many_two_are_named_and_the_rest_are_counted(ana: Care) -> None:
    for name in ("Dee Moss", "Eva Lind", "Gil Ruiz"):
        assert ana("add", name).code == 0
    everybody = [part for name in ("ben", "cem", "dee", "eva", "gil") for part in ("--with", name)]
    assert ana("log", "ana", *everybody, "lunch at the harbour").code == 0
    assert "(with Ben Okoro, Cem Kaya and 3 more): lunch" in " ".join(
        plain(page(ana, ["profile", "ana"], 140)).split()
    )
    assert "Cem Kaya, Ana Silva and 4 more" in plain(page(ana, ["history", "cem"], 140))
    assert "Ana Silva, Ben Okoro and 4 more" in plain(page(ana, ["history"], 140))
    assert (
        ana("profile", "ana").out.count("Gil Ruiz")
        == ana("history", "ana").out.count("Gil Ruiz")
        == 1
    )
    assert ana("log", "ana", "--with", "ben", "--with", "cem", "a walk").code == 0
    assert "Ana Silva, Ben Okoro, Cem Kaya" in plain(page(ana, ["history"], 140))


def test_a_day_of_history_is_never_broken_and_a_note_has_room(ana: Care) -> None:
    note = "the garden is in bloom, and her sister comes to see it in May"
    assert ana("log", "ana", "-d", "15 Nov", "-k", "checkin", "-c", "call", note).code == 0
    for columns in (60, 80, 99):
        shown = plain(page(ana, ["history", "ana", "--kind", "checkin", "--limit", "1"], columns))
        first, *rest = [line.rstrip() for line in shown.rstrip().split("\n")]
        assert re.fullmatch(r"Sun 15 Nov 2026  Ana Silva  call · check-in \(care\) · \w{4,}", first)
        assert (" ".join(rest).split(), len(rest)) == (note.split(), 2 if columns == 60 else 1)
    table = plain(page(ana, ["history", "ana"], 100))
    assert re.search(r"^Sun 15 Nov 2026 +Ana Silva +call ", table, re.MULTILINE)
    assert table.startswith("happened on")
    assert "No touch yet" in plain(page(ana, ["history", "ana", "--kind", "social"], 60))


def test_what_is_refused_is_wrapped_between_words(ana: Care) -> None:
    with on_terminal(ana, "profile", "nobody", columns=60) as terminal:
        code, shown = terminal.end()
    lines = plain(shown).rstrip().split("\n")
    assert (code, len(lines) > 1, [line for line in lines if len(line.rstrip()) > 60]) == (
        3,
        True,
        [],
    )
    assert " ".join(plain(shown).split()) == " ".join(ana("profile", "nobody").err.split())


def test_a_message_is_as_wide_as_its_terminal_where_stdout_is_a_pipe(ana: Care) -> None:
    line = f"{' '.join(ana.command('profile', 'nobody'))} | cat"
    with Terminal(["bash", "-c", line], ana.environment(), ana.home, columns=40) as terminal:
        _, shown = terminal.end()
    lines = plain(shown).rstrip().split("\n")
    assert (len(lines) > 2, [line for line in lines if len(line) > 40]) == (True, [])


def test_what_is_wide_is_wrapped_by_the_columns_that_it_takes(ana: Care) -> None:
    with on_terminal(ana, "profile", "港町花子 " * 12, columns=60) as terminal:
        _, shown = terminal.end()
    lines = plain(shown).rstrip().split("\n")
    wide = [line for line in lines if len(line.rstrip()) + len(re.findall("[港町花子]", line)) > 60]
    assert (len(lines) > 2, wide) == (True, [])
    assert "\1" not in shown


def test_a_fact_is_folded_and_not_cut_off_on_a_narrow_terminal(ana: Care) -> None:
    assert f"the{LONG_WORD}" in re.sub(r"\s", "", plain(page(ana, ["profile", "long"], 60)))


def test_a_terminal_has_colours(ana: Care) -> None:
    assert COLOURS.search(page(ana, ["due"]))


def test_no_color_takes_the_colours_away_and_leaves_the_words(ana: Care) -> None:
    for args in (("due",), ("profile", "ana"), ("list",), ("open",)):
        shown = page(ana, args, env={"NO_COLOR": "1"})
        assert not COLOURS.search(shown)
        assert [line.rstrip() for line in plain(shown).split("\n")] == [
            line.rstrip() for line in plain(page(ana, args)).split("\n")
        ]


def test_a_dumb_terminal_gets_plain_lines(ana: Care) -> None:
    line = f"TERM=dumb {' '.join(ana.command('due'))}"
    with Terminal(["bash", "-c", line], ana.environment(), ana.home) as terminal:
        code, shown = terminal.end()
    assert (code, shown) == (0, ana("due").out)


@pytest.mark.parametrize(
    "args", [("due",), ("profile", "ana"), ("list",), ("history",)], ids=" ".join
)
def test_a_pipe_gets_no_escape_codes_but_where_they_are_forced(
    ana: Care, args: tuple[str, ...]
) -> None:
    term = {"TERM": "xterm-256color"}
    assert ESCAPES.search(ana(*args, env=term | {"FORCE_COLOR": "1"}).out)
    for forced in (None, "0", ""):
        assert "\x1b" not in ana(*args, env=term | {"FORCE_COLOR": forced}).out
    assert not COLOURS.search(ana(*args, env=term | {"FORCE_COLOR": "1", "NO_COLOR": "1"}).out)


@pytest.mark.parametrize(
    "name", ["[red]", "[/x]", "[bold]Ana[/bold]", ":smile:", "Zoë 😀", "東京 太郎"]
)
def test_a_name_that_looks_like_markup_is_shown_as_it_is(care: Care, name: str) -> None:
    stored.fill(
        care.journal,
        ["add", "--every", "1", "--company", name, "--", name],
        ["log", "-d", "1 Nov", "--", name, name],
        ["promise", name, name],
    )
    for args in (
        ("due",),
        ("list",),
        ("profile", name),
        ("history",),
        ("open",),
        ("find", "--", name),
    ):
        with on_terminal(care, *args, columns=120) as terminal:
            code, shown = terminal.end()
        if args[0] != "find":
            assert (code, plain(shown).count(name) > 0) == (0, True), args


def test_no_brackets_stand_in_brackets(care: Care) -> None:
    assert care("add", "Ana", "--tag", "key").code == 0
    assert care("every", "--tag", "key", "21d").code == 0
    said = care("log", "ana", "-k", "checkin", "hello").out + care("add", "Ben", "--tag", "key").out
    assert said.count("(every 21 d, key)") == 2, said


@pytest.mark.parametrize(("key", "left"), [("y", 0), ("n", 1), ("", 1)])
def test_undo_asks_whether_an_older_command_is_meant(ana: Care, key: str, left: int) -> None:
    assert ana("learn", "ana", "hobby", "sailing").code == 0
    assert ana("tag", "ana", "-unknown").code == 0
    with on_terminal(ana, "undo") as terminal:
        terminal.expect("[y/N]")
        terminal.type(f"{key}\n")
        code, shown = terminal.end()
    said = " ".join(shown.split())
    assert "The last command (tag, " in said
    assert "Take back the one before it, learn · Ana Silva: sailing, " in said
    assert code == left
    assert len(ana("find", "sailing", "--json").json) == left


def test_the_question_of_undo_keeps_no_other_process_from_writing(ana: Care) -> None:
    assert ana("learn", "ana", "hobby", "sailing").code == 0
    assert ana("tag", "ana", "-unknown").code == 0
    with on_terminal(ana, "undo") as terminal:
        terminal.expect("[y/N]")
        assert ana("learn", "ana", "hobby", "chess", env={"CARE_TIMEOUT": "1"}).code == 0
        terminal.type("y\n")
        code, shown = terminal.end()
    assert code == 1
    assert "another command ran at the same time" in " ".join(shown.split())
    assert len(ana("find", "sailing", "--json").json) == 1
