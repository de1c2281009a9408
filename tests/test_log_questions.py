"""What `care log` asks on a terminal, and what becomes of what was typed."""

from __future__ import annotations

import re
import signal
import stat
import subprocess
import termios
from contextlib import suppress

import pytest

import stored
from conftest import Care
from pseudo_terminal import Terminal, plain

PLAIN = "the tiles are blue now"
TOLD = "his daughter starts at Leeds in January, and he took up climbing"
KIND, KEEP, WHICH = "Care, sales, or tried (nobody reached)?", "Keep this? ", "Keep these?"


@pytest.fixture
def ana(care: Care) -> Care:
    stored.fill(
        care.journal, ["add", "Ana Silva", "--every", "20d"], ["add", "Ben Okoro"],
        today="2026-10-01",
    )  # fmt: skip
    return care


def on_terminal(care: Care, *args: str, columns: int = 120) -> Terminal:
    return Terminal(care.command(*args), care.environment(), care.home, columns)


def answered(care: Care, args: tuple[str, ...], *answers: tuple[str, str]) -> tuple[int, str]:
    """Run a command, answer its questions in order, and return its code and what it showed."""
    with on_terminal(care, *args) as terminal:
        for question, answer in answers:
            terminal.answer(question, answer)
        code, shown = terminal.end()
    return code, plain(shown)


def kept(care: Care) -> list[str]:
    """Return the texts that are kept beside the journal; each is private."""
    files = [path for own in care.journal.parent.glob(".care-*") for path in own.iterdir()]
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    return [path.read_text(encoding="utf-8") for path in files]


def touches(care: Care) -> list[tuple[str, str]]:
    return stored.rows(care.journal, "SELECT kind, note FROM touches ORDER BY rowid")


def facts(care: Care) -> list[tuple[str, str]]:
    return stored.rows(care.journal, "SELECT category, text FROM facts ORDER BY rowid")


@pytest.mark.parametrize(
    ("answer", "kind"),
    [("", "checkin"), ("c", "checkin"), ("s", "admin"), ("sales", "admin"), ("t", "missed")],
)
def test_a_kind_that_nothing_says_is_asked_by_one_key(ana: Care, answer: str, kind: str) -> None:
    code, shown = answered(ana, ("log", "ana", PLAIN), (KIND, answer))
    assert (code, touches(ana)) == (0, [(kind, PLAIN)])
    assert "The note does not say. [c/s/t, Enter: care]" in shown
    assert "nothing in it said so)" not in shown


def test_another_answer_is_asked_again(ana: Care) -> None:
    code, shown = answered(ana, ("log", "ana", PLAIN), (KIND, "stop"), (KIND, "s"))
    assert (code, touches(ana)) == (0, [("admin", PLAIN)])
    assert "'stop' is not an answer: type care or sales or tried." in shown


@pytest.mark.parametrize(
    ("when", "note", "asked"),
    [
        ("always", "lunch at the harbour", True),
        ("doubt", "lunch at the harbour", False),
        ("doubt", PLAIN, True),
        ("never", PLAIN, False),
    ],
)
def test_a_setting_says_when_the_kind_is_asked(
    ana: Care, when: str, note: str, asked: bool
) -> None:
    assert ana("config", "log.ask", when).code == 0
    code, shown = answered(ana, ("log", "ana", note), *([(KIND, "s")] if asked else []))
    assert (code, KIND in shown) == (0, asked)
    assert [kind == "admin" for kind, _ in touches(ana)] == [asked]


def test_the_kind_is_not_asked_where_the_note_tells_of_their_life(ana: Care) -> None:
    code, shown = answered(ana, ("log", "ana", "broke his collarbone on Sunday"), (KEEP, "y"))
    assert (code, KIND in shown) == (0, False)
    assert "check-in (care, from “broke his collarbone”)" in shown


def test_what_was_just_typed_is_not_said_again_for_next_time(ana: Care) -> None:
    note = ("log", "ana", "tea, her restaurant opens a terrace in spring")
    code, shown = answered(ana, note)
    assert (code, "Next time" in shown) == (0, False)
    code, shown = answered(ana, ("log", "ana", "sent the invoice"))
    assert "Next time: " in shown
    assert "terrace" in shown


@pytest.mark.parametrize("option", [("--no-ask",), ("--json",), ("-k", "social")], ids=" ".join)
def test_what_is_said_or_not_wanted_is_not_asked(ana: Care, option: tuple[str, ...]) -> None:
    code, shown = answered(ana, ("log", "ana", PLAIN, *option))
    assert (code, KIND in shown, len(touches(ana))) == (0, False, 1)


def test_without_questions_a_missing_note_is_wrong_usage(ana: Care) -> None:
    code, shown = answered(ana, ("log", "ana", "--no-ask"))
    assert (code, "the note is missing" in shown) == (2, True)


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("", [("hobby", "climbing")]),
        ("y", [("hobby", "climbing")]),
        ("n", []),
    ],
)
def test_a_proposal_is_kept_by_one_key(
    ana: Care, answer: str, expected: list[tuple[str, str]]
) -> None:
    code, shown = answered(ana, ("log", "ana", "-k", "checkin", "she took up climbing"),
        ("Keep this? hobby: climbing [Y/n/e to edit]", answer))  # fmt: skip
    assert (code, facts(ana)) == (0, expected)
    assert ("learned   hobby: climbing" in shown) is bool(expected)
    assert "to keep" not in shown


def test_the_text_of_a_proposal_can_be_changed_before_it_is_kept(ana: Care) -> None:
    note = ("log", "ana", "-k", "checkin", "she took up climbing")
    code, _ = answered(
        ana,
        note,
        (KEEP, "e"),
        ("Fact: ", " in the Alps"),
        ("climbing in the Alps [Y/n/e to edit]", "y"),
    )
    assert (code, facts(ana)) == (0, [("hobby", "climbing in the Alps")])


@pytest.mark.parametrize(
    ("answer", "kept_categories"),
    [("", ["family", "hobby"]), ("all", ["family", "hobby"]), ("n", []), ("none", []),
        ("2", ["hobby"]), ("1 2", ["family", "hobby"]), ("2,1", ["family", "hobby"])],
)  # fmt: skip
def test_of_several_proposals_some_are_kept_by_their_numbers(
    ana: Care, answer: str, kept_categories: list[str]
) -> None:
    code, shown = answered(ana, ("log", "ben", "-k", "checkin", TOLD), (WHICH, answer))
    assert (code, sorted(category for category, _ in facts(ana))) == (0, kept_categories)
    assert re.search(r"^  1  family: daughter", shown, re.MULTILINE)
    assert re.search(r"^  a day     in January: ", shown, re.MULTILINE)


EXAM = ("log", "ana", "-k", "checkin", "exam on 4 dec")


def events(care: Care) -> list[tuple[str, str]]:
    """The events that were kept, each with its day, where a touch told of them."""
    rows = stored.rows(
        care.journal,
        "SELECT happens_on, text FROM events WHERE touch_id IN (SELECT id FROM touches)",
    )
    return [(row[0], row[1]) for row in rows]


@pytest.mark.parametrize(("answer", "kept"), [("y", [("2026-12-04", "exam")]), ("n", [])])
def test_a_day_that_comes_is_kept_as_an_event(
    ana: Care, answer: str, kept: list[tuple[str, str]]
) -> None:
    code, shown = answered(ana, EXAM, (KEEP, answer))
    assert (code, events(ana)) == (0, kept)
    assert "Keep this? event Fri 4 Dec 2026: exam [Y/n/e to edit]" in shown


def test_the_day_of_an_event_can_be_changed_before_it_is_kept(ana: Care) -> None:
    code, shown = answered(
        ana,
        EXAM,
        (KEEP, "e"),
        ("Event: ", "\x15no day at all"),
        ("Event: ", "\x15next friday: driving exam"),
        ("driving exam [Y/n/e", "y"),
    )
    assert (code, events(ana)) == (0, [("2026-11-27", "driving exam")])
    assert "no day was read in “no day at all”" in shown


def test_one_undo_takes_the_touch_and_its_event_back(ana: Care) -> None:
    answered(ana, EXAM, (KEEP, "y"))
    ana("undo")
    assert stored.rows(ana.journal, "SELECT 1 FROM events WHERE deleted_at IS NULL") == []


def test_a_number_that_is_none_is_asked_again(ana: Care) -> None:
    code, shown = answered(ana, ("log", "ben", "-k", "checkin", TOLD), (WHICH, "3"), (WHICH, "2"))
    assert (code, [category for category, _ in facts(ana)]) == (0, ["hobby"])
    assert "'3' is not an answer" in shown


def test_a_mood_is_kept_the_same_way(ana: Care) -> None:
    code, shown = answered(ana, ("log", "ana", "she cried on the phone"), (KEEP, "y"))
    assert (code, stored.only(ana.journal, "SELECT mood FROM touches")) == (0, 2)
    assert "Keep this? mood: low (2), from “cried” [Y/n/e to edit]" in shown
    assert "10 d: low this time" in shown


@pytest.mark.parametrize(
    "args",
    [("-l", "hobby: rock climbing"), ("--declined", "hobby"), ("--no-ask",), ("-c", "call")],
    ids=" ".join,
)
def test_what_was_said_beside_the_note_is_not_proposed(ana: Care, args: tuple[str, ...]) -> None:
    if args == ("-c", "call"):
        assert ana("config", "log.propose", "false").code == 0
    note = ("log", "ana", "-k", "checkin", "she took up climbing")
    code, shown = answered(ana, (*note, *args))
    assert (code, KEEP in shown, "to keep" in shown) == (0, False, False)


def test_everything_that_was_kept_goes_with_one_undo(ana: Care) -> None:
    before = stored.model(ana.journal)
    assert answered(ana, ("log", "ben", TOLD, "-k", "checkin"), (WHICH, ""))[0] == 0
    assert stored.model(ana.journal) != before
    assert ana("undo").code == 0
    assert stored.model(ana.journal) == before


@pytest.mark.parametrize(
    ("args", "questions", "last"),
    [
        (("log", "ana", PLAIN), (), KIND),
        (("log", "ana"), (("Note", PLAIN),), KIND),
        (("log", "anna", PLAIN), (), "Who is it?"),
        (("log", "ana", PLAIN, "-l", "hobby: chess"), (), KIND),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) and "log" in value else "",
)
@pytest.mark.parametrize("key", ["\x03", "\x04"], ids=["^C", "^D"])
def test_an_interrupt_writes_nothing_and_keeps_what_was_typed(
    ana: Care, args: tuple[str, ...], questions: tuple[tuple[str, str], ...], last: str, key: str
) -> None:
    before = stored.everything(ana.journal)
    with on_terminal(ana, *args) as terminal:
        for question, answer in questions:
            terminal.answer(question, answer)
        terminal.expect(last)
        terminal.press(key)
        code, shown = terminal.end()
    assert (code, stored.everything(ana.journal)) == (130, before)
    assert [text.strip() for text in kept(ana)] == [PLAIN]
    assert "what you wrote is kept in" in plain(shown)


def test_a_note_typed_at_a_question_is_kept_when_it_cannot_be_written(ana: Care) -> None:
    code, shown = answered(ana, ("log", "ana", "--about", "product"), ("Note", PLAIN), (KIND, "c"))
    assert (code, touches(ana), [text.strip() for text in kept(ana)]) == (2, [], [PLAIN])
    assert "--about says what feedback" in shown


def test_what_arrived_leaves_nothing_behind(ana: Care) -> None:
    assert answered(ana, ("log", "ana"), ("Note", PLAIN), (KIND, ""))[0] == 0
    assert list(ana.journal.parent.glob(".care-*")) == []


def test_wrong_options_are_refused_before_the_note_is_asked_for(ana: Care) -> None:
    for wrong in (("-k", "chekin"), ("-c", "smoke"), ("-d", "30 feb"), ("-l", "chess")):
        code, shown = answered(ana, ("log", "ana", *wrong))
        assert (code in {1, 2}, "Note" in shown, kept(ana)) == (True, False, []), wrong


@pytest.mark.parametrize(
    ("answer", "name"), [("1", "Ana Silva"), ("+", "anna")], ids=["the nearest", "somebody new"]
)
def test_a_name_that_nobody_has_is_asked_about_and_the_note_is_not_lost(
    ana: Care, answer: str, name: str
) -> None:
    code, shown = answered(ana, ("log", "anna", PLAIN), ("Who is it?", answer), (KIND, ""))
    assert (code, touches(ana)) == (0, [("checkin", PLAIN)])
    assert re.search(rf"Logged \w+  other · check-in \(care\) · .* · {name} · ", shown)
    assert "  1  Ana Silva" in shown


def test_a_name_that_is_none_of_those_offered_is_refused_and_the_note_is_kept(ana: Care) -> None:
    code, shown = answered(ana, ("log", "anna", PLAIN), ("Who is it?", ""))
    assert (code, touches(ana), [text.strip() for text in kept(ana)]) == (3, [], [PLAIN])
    assert "Did you mean Ana Silva? --new logs it for somebody new." in shown


def test_nothing_is_locked_while_a_question_waits(ana: Care) -> None:
    with on_terminal(ana, "log", "ana", PLAIN) as terminal:
        terminal.expect(KIND)
        other = ana("log", "ben", "lunch at the harbour", env={"CARE_TIMEOUT": "0"})
        assert other.code == 0, other.err
        terminal.type("c\n")
        assert terminal.end()[0] == 0
    assert sorted(touches(ana)) == [("checkin", PLAIN), ("social", "lunch at the harbour")]


def test_somebody_deleted_while_a_question_waits_is_not_written_to(ana: Care) -> None:
    her = stored.only(ana.journal, "SELECT id FROM people WHERE name = 'Ana Silva'")
    with on_terminal(ana, "log", "ana", PLAIN) as terminal:
        terminal.expect(KIND)
        assert ana("delete", her).code == 0
        terminal.type("c\n")
        code, _ = terminal.end()
    assert (code, touches(ana), [text.strip() for text in kept(ana)]) == (3, [], [PLAIN])


def test_the_next_ones_log_takes_the_options_of_log_on_its_line(ana: Care) -> None:
    line = (
        "call -k listen -m 2 -l 'goal: a boat' worried about her brother's shop "
        '-p "send Eve\'s list"'
    )
    with on_terminal(ana, "next") as terminal:
        terminal.answer("[q]uit", "l")
        terminal.answer("Note", line)
        terminal.answer(KEEP, "n")
        terminal.expect("promised  send Eve's list")
        terminal.answer("[q]uit", "q")
        assert terminal.end()[0] == 0
    ((_, note),) = touches(ana)
    assert note == "call worried about her brother's shop"
    assert facts(ana) == [("goal", "a boat")]


def test_the_next_ones_log_loses_nothing_where_it_is_wrong(ana: Care) -> None:
    with on_terminal(ana, "next") as terminal:
        terminal.answer("[q]uit", "l")
        terminal.answer("Note", f"{PLAIN} -k chekin")
        terminal.expect("no kind is called 'chekin'")
        terminal.expect(f"{PLAIN} -k chekin")
        terminal.press("\x03")
        code, _ = terminal.end()
    assert (code, touches(ana)) == (130, [])
    assert [text.strip() for text in kept(ana)] == [f"{PLAIN} -k chekin"]


def test_the_next_ones_log_without_a_note_goes_back_to_the_choice(ana: Care) -> None:
    with on_terminal(ana, "next") as terminal:
        terminal.answer("[q]uit", "l")
        terminal.answer("Note", "")
        terminal.answer("[q]uit", "q")
        assert terminal.end()[0] == 0
    assert touches(ana) == []


def test_log_alone_leads_from_who_to_mood(ana: Care) -> None:
    assert ana("log", "ben", "-k", "checkin", PLAIN).code == 0
    with on_terminal(ana, "log") as terminal:
        terminal.expect("Who: ")
        terminal.expect("1  Ana Silva · never in touch")
        terminal.expect("2  Ben Okoro")
        terminal.type("ok")
        terminal.expect("> 1  Ben Okoro")
        terminal.type("\n")
        terminal.answer("Note: ", "he took up climbing")
        terminal.answer(KEEP, "y")
        terminal.answer("Learned", "familly: a son")
        terminal.expect("Did you mean family?")
        terminal.answer("Learned", "\x7f" * len("ly: a son") + "y: a son")
        terminal.answer("And", "")
        terminal.answer("Promised", "send Eve's list by friday")
        terminal.answer("And", "")
        terminal.answer("Mood", "blue")
        terminal.expect("'blue' is not a mood: say 1 to 5.")
        terminal.answer("Mood", "good")
        code, shown = terminal.end()
    assert code == 0
    assert facts(ana) == [("hobby", "climbing"), ("family", "a son")]
    for line in ("Logged ", "learned   hobby: climbing", "learned   family: a son",
        "promised  send Eve's list, by Fri 27 Nov 2026"):  # fmt: skip
        assert line in plain(shown)
    assert stored.rows(ana.journal, "SELECT mood FROM touches ORDER BY rowid")[-1] == (4,)
    assert ana("undo").code == 0
    assert len(stored.model(ana.journal)["touches"]) == 1


def test_every_question_after_the_note_can_be_passed(ana: Care) -> None:
    with on_terminal(ana, "log") as terminal:
        terminal.expect("Who: ")
        terminal.type("1")
        for question, answer in (("Note: ", PLAIN), (KIND, ""), ("Learned", ""), ("Promised", ""),
            ("Mood", "")):  # fmt: skip
            terminal.answer(question, answer)
        assert terminal.end()[0] == 0
    assert touches(ana) == [("checkin", PLAIN)]
    assert stored.only(ana.journal, "SELECT mood FROM touches") is None


def test_somebody_new_is_added_with_the_touch(ana: Care) -> None:
    with on_terminal(ana, "log", "-m", "3", "-l", "hobby: chess", "-p", "the book") as terminal:
        terminal.expect("Who: ")
        terminal.type("Zoë Dupont")
        terminal.expect("+  somebody new: Zoë Dupont")
        terminal.type("\n")
        terminal.answer("Note: ", PLAIN)
        terminal.answer(KIND, "")
        code, shown = terminal.end()
    assert (code, "Added Zoë Dupont" in plain(shown)) == (0, True)
    assert [row["name"] for row in stored.model(ana.journal)["people"]][-1] == "Zoë Dupont"


@pytest.mark.parametrize("key", ["\x1b", "\n"], ids=["Escape", "Enter"])
def test_nobody_chosen_is_nothing_written(ana: Care, key: str) -> None:
    before = stored.everything(ana.journal)
    with on_terminal(ana, "log") as terminal:
        terminal.expect("2  Ben Okoro")
        terminal.type(key)
        code, shown = terminal.end()
    assert (code, stored.everything(ana.journal)) == (1, before)
    assert "nobody was chosen. Nothing was written." in plain(shown)


def test_arrows_and_backspace_choose_and_widen_again(ana: Care) -> None:
    with on_terminal(ana, "log", "--no-ask") as terminal:
        assert terminal.end()[0] == 2
    with on_terminal(ana, "log", "-m", "3", "-l", "hobby: chess", "-p", "the book") as terminal:
        terminal.expect("2  Ben Okoro")
        terminal.type("benx")
        terminal.expect("> +  somebody new: benx")
        terminal.type("\x7f" * 4)
        terminal.expect("2  Ben Okoro")
        terminal.type("\x1b[B\x1b[B\x1b[B\x1b[A\x1b[B\n")
        terminal.answer("Note: ", PLAIN)
        terminal.answer(KIND, "")
        code, shown = terminal.end()
    assert (code, "Ben Okoro · “the tiles" in plain(shown)) == (0, True)


@pytest.mark.parametrize("question", ["Who", "Note", "Learned", "Mood"])
def test_an_interrupt_of_what_leads_keeps_what_was_typed(ana: Care, question: str) -> None:
    before = stored.everything(ana.journal)
    with on_terminal(ana, "log", "-k", "checkin") as terminal:
        terminal.expect("2  Ben Okoro")
        for asked, answer in (("Who", "1"), ("Note", PLAIN + "\n"), ("Learned", "joy: a boat\n"),
            ("And", "\n"), ("Promised", "\n"), ("Mood", "")):  # fmt: skip
            if asked != "Who":
                terminal.expect(asked)
            if asked == question:
                break
            terminal.type(answer)
        terminal.press("\x03")
        code, _ = terminal.end()
    assert (code, stored.everything(ana.journal)) == (130, before)
    typed = {"Who": "", "Note": "", "Learned": PLAIN}.get(question, f"{PLAIN}\njoy: a boat")
    assert "".join(kept(ana)).strip() == typed


def test_a_terminal_that_gives_no_keys_is_asked_line_by_line(ana: Care) -> None:
    command = f"TERM=dumb {' '.join(ana.command('log', '-k', 'checkin', '-m', '3'))}"
    with Terminal(["bash", "-c", command], ana.environment(), ana.home) as terminal:
        terminal.expect("2  Ben Okoro")
        terminal.answer("Who", "x")
        terminal.answer("Who", "b")
        terminal.answer("Note", PLAIN)
        terminal.answer("Learned", "")
        terminal.answer("Promised", "")
        code, shown = terminal.end()
    assert (code, "Ben Okoro · “the tiles" in plain(shown)) == (0, True)


@pytest.mark.parametrize("note", ["Ana Silva", "rang Ana Silva", "東京 太郎"])
def test_a_note_may_end_with_a_name(ana: Care, note: str) -> None:
    assert ana("add", "東京 太郎").code == 0
    assert ana("log", "ana", note).code == 0


@pytest.mark.parametrize(("answer", "both"), [("y", True), ("", False)])
def test_who_is_named_in_the_note_is_asked_about(ana: Care, answer: str, both: bool) -> None:
    question = "Was Ben Okoro there too? [y/N]: "
    code, shown = answered(ana, ("log", "ana", "lunch with Ben Okoro"), (question, answer))
    assert (code, "· Ana Silva, Ben Okoro ·" in shown) == (0, both)
    assert "named" not in shown


def test_who_is_there_by_with_is_not_asked_about(ana: Care) -> None:
    code, shown = answered(ana, ("log", "ana", "--with", "ben", "lunch with Ben Okoro"))
    assert (code, "there too?" in shown) == (0, False)


def test_one_of_several_is_chosen_by_a_number_and_the_note_is_not_lost(ana: Care) -> None:
    assert ana("add", "Ana Costa").code == 0
    note = ("log", "ana", "lunch at the harbour")
    code, shown = answered(ana, note, ("Which? 1 or 2", "2"))
    assert (code, "· Ana Silva · “lunch" in shown) == (0, True)
    assert re.search(r"^  1  Ana Costa \(no touch yet, ana-costa\)", shown, re.MULTILINE)
    code, shown = answered(ana, note, ("Which?", ""))
    assert (code, "nobody was chosen" in shown) == (1, True)
    assert [text.strip() for text in kept(ana)] == ["lunch at the harbour"]


@pytest.mark.parametrize("sent", [signal.SIGHUP, signal.SIGTERM], ids=str)
@pytest.mark.parametrize(
    ("args", "answers", "question"),
    [
        (("log", "ana", PLAIN), [], KIND),
        (("log", "ana"), [("Note: ", PLAIN)], KIND),
        (("log",), [("Who: ", "ana"), ("Note: ", PLAIN), (KIND, "")], "Learned"),
    ],
)
def test_a_terminal_that_closes_at_a_question_loses_nothing_that_was_typed(
    ana: Care,
    args: tuple[str, ...],
    answers: list[tuple[str, str]],
    question: str,
    sent: signal.Signals,
) -> None:
    with on_terminal(ana, *args) as terminal:
        before = termios.tcgetattr(terminal._main)
        for asked, answer in answers:
            terminal.answer(asked, answer)
        terminal.expect(question)
        # Again if it came just before the wait for an answer.
        while terminal.process.poll() is None:
            terminal.process.send_signal(sent)
            with suppress(subprocess.TimeoutExpired):
                terminal.process.wait(2)
        code, shown = terminal.end()
        assert termios.tcgetattr(terminal._main) == before
    assert code == -sent
    assert "what you wrote is kept in" in shown
    assert [text.strip() for text in kept(ana)] == [PLAIN]
    assert touches(ana) == []
