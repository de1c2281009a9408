"""`care due -i` on a real terminal, and the lines of its screen at any size."""

from __future__ import annotations

import re
import signal
import termios
from datetime import date, timedelta

import pytest

import stored
from caretrack.app.due import DuePage, Waits
from caretrack.app.reach import Reach
from caretrack.domain.clock import Cadence, LastTouches, clock
from caretrack.domain.talk.attempts import Attempt
from caretrack.domain.talk.openers import Opener
from caretrack.views.terminal.due_rows import DueRows, drawn
from conftest import Care
from pseudo_terminal import COLOURS, Terminal, plain, width

TODAY = date(2026, 11, 21)
CLOSED = "\x1b[?1049l"


@pytest.fixture
def three(care: Care) -> Care:
    """Ana, Ben and Cem wait, in this order."""
    stored.fill(
        care.journal,
        *(["add", name, "--every", "10d"] for name in ("Ana Silva", "Ben Okoro", "Cem Kaya")),
        *(
            ["log", name, "-d", day, "-k", "checkin", "talked of the garden"]
            for name, day in (("ana", "1 Oct"), ("ben", "5 Oct"), ("cem", "9 Oct"))
        ),
        ["log", "ana", "-x", "-d", "3 Nov", "-c", "call"],
    )
    return care


def interactive(
    care: Care, *args: str, columns: int = 80, lines: int = 24, env: dict[str, str] | None = None
) -> Terminal:
    command, where = care.command("due", "-i", *args), care.environment(env, "2026-11-21")
    return Terminal(command, where, care.home, columns, lines)


def chosen(terminal: Terminal, name: str) -> None:
    """Wait until this row is the chosen one: its mark, and its name in bold."""
    terminal.expect(f"› \x1b[0m\x1b[1m{name}")


def modes(terminal: Terminal) -> list[object]:
    return termios.tcgetattr(terminal._main)


def test_arrows_and_letters_move_and_the_ends_hold(three: Care) -> None:
    with interactive(three) as terminal:
        chosen(terminal, "Ana")
        for key, name in (
            ("k", "Ana"),
            ("j", "Ben"),
            ("\x1b[B", "Cem"),
            ("\x1bOB", "Cem"),
            ("\x1b[A", "Ben"),
            ("\x1b[F", "Cem"),
            ("\x1b[H", "Ana"),
            ("G", "Cem"),
            ("\x1b[5~", "Ana"),
        ):
            terminal.type(key)
            chosen(terminal, name)
        terminal.type("q")
        code, shown = terminal.end()
    assert code == 0
    assert "0 of 3 in touch in time (0 %)" in plain(shown).rsplit("keys", 1)[1]


def test_the_chosen_row_says_when_they_were_tried(three: Care) -> None:
    with interactive(three) as terminal:
        chosen(terminal, "Ana")
        terminal.expect("tried 3 Nov, call")
        terminal.type("\x1b")
        assert terminal.end()[0] == 0


def test_a_log_takes_the_options_of_care_log_and_the_row_is_gone(three: Care) -> None:
    with interactive(three) as terminal:
        chosen(terminal, "Ana")
        terminal.type("j")
        chosen(terminal, "Ben")
        terminal.type("l")
        terminal.answer("Note", "-k listen -c call -m 4 told me of his boat")
        terminal.expect("Logged")
        terminal.expect("Any key goes on.")
        terminal.type(" ")
        chosen(terminal, "Cem")
        terminal.type("q")
        code, shown = terminal.end()
    assert (code, "1 of 3 in touch in time" in plain(shown)) == (0, True)
    assert stored.rows(
        three.journal, "SELECT kind, channel, mood FROM touches WHERE note LIKE '%boat'"
    ) == [("listen", "call", 4)]


def test_an_empty_note_logs_nothing(three: Care) -> None:
    before = stored.everything(three.journal)
    with interactive(three) as terminal:
        chosen(terminal, "Ana")
        terminal.type("l")
        terminal.answer("Note", "")
        terminal.expect("Nothing was logged.")
        terminal.type("q")
        assert terminal.end()[0] == 0
    assert stored.everything(three.journal) == before


def test_snooze_asks_until_when(three: Care) -> None:
    with interactive(three) as terminal:
        chosen(terminal, "Ana")
        terminal.type("s")
        terminal.answer("Until when", "whenever")
        terminal.answer("Until when", "2 weeks")
        terminal.expect("snoozed until Sat 5 Dec 2026")
        terminal.type("q")
        assert terminal.end()[0] == 0
    assert stored.rows(
        three.journal, "SELECT name FROM people WHERE snoozed_until = '2026-12-05'"
    ) == [("Ana Silva",)]


def test_skip_counts_as_in_next_and_offers_a_longer_cadence(three: Care) -> None:
    for day in ("2026-11-19", "2026-11-20"):
        environment = three.environment(None, day)
        with Terminal(three.command("due", "-i"), environment, three.home) as terminal:
            chosen(terminal, "Ana")
            terminal.type("n")
            terminal.expect("Ana Silva · skipped for today")
            terminal.type("q")
            assert terminal.end()[0] == 0
    with interactive(three) as terminal:
        chosen(terminal, "Ana")
        terminal.type("n")
        terminal.answer("skipped 3 times in a row. Every 20 d instead of 10", "y")
        terminal.expect("Ana Silva · every 20 d")
        terminal.type("q")
        assert terminal.end()[0] == 0


def test_whoever_was_skipped_today_is_not_asked_about_again(three: Care) -> None:
    with interactive(three) as terminal:
        for name in ("Ana", "Ben", "Cem"):
            chosen(terminal, name)
            terminal.type("n")
        code, shown = terminal.end()
    assert (code, "That was everybody who waits today." in shown) == (0, True)
    with interactive(three) as terminal:
        code, shown = terminal.end()
    assert (code, "Nobody waits." in shown, CLOSED in shown) == (0, True, False)


def test_the_profile_and_the_keys_are_shown(three: Care) -> None:
    with interactive(three) as terminal:
        chosen(terminal, "Ana")
        terminal.type("?")
        terminal.expect("asks until when")
        terminal.type("?p")
        terminal.expect("Last in touch 1 Oct")
        terminal.expect("Any key goes on.")
        terminal.type(" ")
        chosen(terminal, "Ana")
        terminal.type("z")
        terminal.expect("none of the keys")
        terminal.type("\x04")
        assert terminal.end()[0] == 0


@pytest.mark.parametrize("ending", ["^C", "kill", "hangup", "error"])
def test_the_terminal_is_given_back_whatever_ends_it(three: Care, ending: str) -> None:
    with interactive(three) as terminal:
        before = modes(terminal)
        chosen(terminal, "Ana")
        assert modes(terminal) != before
        if ending == "^C":
            terminal.type("\x03")
        elif ending == "error":
            three.journal.rename(three.journal.with_suffix(".away"))
            three.journal.mkdir()
            terminal.type("n")
        else:
            terminal.process.send_signal(signal.SIGTERM if ending == "kill" else signal.SIGHUP)
        code, shown = terminal.end()
        assert modes(terminal) == before
    assert code == {"^C": 130, "kill": -15, "hangup": -1, "error": 5}[ending]
    assert shown.count(CLOSED) == shown.count("\x1b[?1049h") == 1
    assert shown.index("\x1b[?1049h") < shown.index(CLOSED)


def test_it_is_drawn_again_when_the_window_changes(three: Care) -> None:
    import fcntl
    import struct

    with interactive(three) as terminal:
        terminal.expect(" profile  ")
        size = struct.pack("HHHH", 6, 30, 0, 0)
        fcntl.ioctl(terminal._main, termios.TIOCSWINSZ, size)
        terminal.expect("l s n p q ?")
        terminal.type("q")
        assert terminal.end()[0] == 0


def test_colours_are_left_out_when_asked(three: Care) -> None:
    def shown(env: dict[str, str]) -> str:
        with interactive(three, env=env) as terminal:
            terminal.expect(" profile  ")
            terminal.type("q")
            return terminal.end()[1]

    assert COLOURS.search(shown({}))
    assert not COLOURS.search(shown({"NO_COLOR": "1"}))


def test_the_exit_code_tells_who_is_due_in_the_end(three: Care) -> None:
    with interactive(three, "--exit-code") as terminal:
        chosen(terminal, "Ana")
        terminal.type("q")
        assert terminal.end()[0] == 1


NAMES = ("Ana Silva", "陈伟" * 12, "A" * 60, "Chloé Dubois", "x\x1b[2J\x07y", "Gil", "Hana")


def waits(number: int) -> Waits:
    added = TODAY - timedelta(days=90 - number)
    made = clock(LastTouches(), added, Cadence(30, "default"), TODAY)
    opener = Opener("fact", "goal, 3 Nov: open a second site " + "by spring " * 20, None, TODAY)
    name = NAMES[number % len(NAMES)]
    tried = [Attempt(TODAY, "call")] * (number % 2)
    reach = Reach("call", "+82 2 555 0142", "tel:+8225550142") if number % 2 else None
    return Waits(
        str(number), name, "Lagoon", "Buyer", added, made, [opener][: number % 3], tried, reach
    )


def rows(count: int, at: int, *, help: bool = False) -> DueRows:
    everybody = [waits(number) for number in range(count)]
    page = DuePage(
        today=TODAY,
        waiting=everybody,
        shown=count,
        waiting_in_all=count,
        coming=[],
        coming_shown=0,
        coming_in_all=0,
        owed=[],
        owed_in_all=0,
        occasions=[],
        occasions_in_all=0,
        events=[],
        events_in_all=0,
        everybody=count,
        people=count,
        in_time=0,
        share=0.0,
    )
    return DueRows(page, everybody, at, "Ana Silva · snoozed until Sat 5 Dec 2026", help)


@pytest.mark.parametrize("columns", [20, 40, 60, 80, 100, 140])
@pytest.mark.parametrize("height", [1, 2, 3, 6, 7, 10, 14, 24, 50])
@pytest.mark.parametrize("help", [False, True])
def test_every_size_holds_the_chosen_row_and_no_line_is_too_long(
    columns: int, height: int, help: bool
) -> None:
    for count, at in ((1, 0), (7, 3), (40, 39)):
        lines = [plain(line) for line in drawn(rows(count, at, help=help), columns, height)]
        assert len(lines) <= height
        assert max(width(line) for line in lines) <= columns
        assert sum(line.startswith("› ") for line in lines) == 1
        assert not any(re.search(r"[\x00-\x1f]", line) for line in lines)


def test_not_on_a_terminal_it_says_so(three: Care) -> None:
    done = three("due", "-i")
    assert (done.code, done.out) == (2, "")
    assert done.err == "care: -i needs a terminal. Leave it out in a pipe or a script.\n"
    for other in ("--json", "--count"):
        done = three("due", "-i", other)
        assert (done.code, done.out) == (2, "")
