"""What a terminal gets is what rich would write, letter by letter."""

from __future__ import annotations

import io
import os
import random
import re
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

import stored
from caretrack.app.due import DuePage, Waits
from caretrack.app.reach import Reach
from caretrack.domain.clock import Cadence, LastTouches, clock
from caretrack.domain.talk.attempts import Attempt
from caretrack.domain.talk.openers import Opener
from caretrack.views.listing import Item, Listing, PeopleListing, PersonItem
from caretrack.views.page import ListPage, Page
from caretrack.views.rows import PageRow, Section
from caretrack.views.terminal import due_rows, layout, table
from caretrack.views.terminal.due_rows import DueRows
from caretrack.views.terminal.text import Text
from conftest import SECONDS, Care

TODAY = date(2026, 11, 21)
# The version that the table of widths is of, whatever a newer rich knows.
UNICODE = "17.0.0"
TERMINALS: list[dict[str, str]] = [
    {"TERM": "xterm-256color"},
    {"TERM": "xterm-256color", "COLORTERM": "truecolor", "FORCE_HYPERLINK": "1"},
    {"TERM": "xterm"},
    {"TERM": "xterm-kitty", "NO_COLOR": "1", "FORCE_HYPERLINK": "1"},
    # Of a dumb terminal rich obeys COLUMNS together with LINES only.
    {"TERM": "dumb", "LINES": "40"},
]
NAMES = [
    "Ana Silva", "東京 太郎", "Łukasz Żak", "🦊 Fox", "👩‍👩‍👧 Family", "e\u0301 combining",
    "שרה לוי", "x" * 70, "a b c d e f g h i j k l m n o p", " ", "\u200b zero", "✔️ check",
    "🇩🇪 🇵🇹", "👍🏽 ok", "नमस्ते दुनिया", "O'Brien–Lee … “q”", "Ａｆｕｌｌ", "word " * 30,
    "한국어 이름이 길다 정말로", "-", "ﬁ", "[bold]Ana[/bold]", "[/x]", ":smile:", "\x1b[31mred",
    "tab\tand\x07bell", "\u202eright", "", "日本" * 40, "/a/path/that/is/long" * 5,
    "1\ufe0f\u20e3", "\u0301", "\u200dx",
]  # fmt: skip
STYLES = ["", "name", "quiet", "late", "owed", "soon", "care", "sales", "id", "head",
          "quiet link mailto:ana@x.example", "bold #123456", "italic bright_red"]  # fmt: skip


def words(choice: random.Random) -> str:
    return choice.choice(NAMES) + (" " + choice.choice(NAMES) if choice.random() < 0.4 else "")


def maybe(choice: random.Random) -> str:
    return choice.choice(["", words(choice)])


def span(choice: random.Random) -> tuple[str, str]:
    return words(choice), choice.choice(STYLES)


def several(choice: random.Random, most: int, make: Callable[[random.Random], Any]) -> list[Any]:
    return [make(choice) for _ in range(choice.randrange(most + 1))]


def spans(choice: random.Random) -> list[tuple[str, str]]:
    named = [(f" · {choice.choice('abcd') * 4}", "id")] if choice.random() < 0.5 else []
    return [span(choice), *several(choice, 2, span), *named]


def row(choice: random.Random) -> PageRow:
    heading = words(choice) if choice.random() < 0.8 else "same"
    source = choice.choice(["", words(choice), "v79e"])
    return PageRow(
        heading, words(choice), source, maybe(choice), choice.choice(["", "name", "late"])
    )


def section(choice: random.Random) -> Section | Listing | PeopleListing:
    sort = choice.random()
    if sort < 0.35:
        marks = (choice.random() < 0.5, choice.random() < 0.3, choice.random() < 0.4)
        return Section(words(choice), several(choice, 4, row), *marks)
    if sort < 0.65:
        items = several(choice, 3, lambda choice: Item((), spans(choice)))
        style, more = choice.choice(STYLES[:10]), choice.choice(["", "and 3 more"])
        return Listing(words(choice), (), items, style, more, choice.random() < 0.1)
    count = choice.randrange(1, 4)

    def person(choice: random.Random) -> PersonItem:
        name = choice.choice(["Ana Silva", "Ana Costa", "Bo", "東京 太郎", words(choice)])
        return PersonItem(
            (),
            name if name.split() else "Zoë",
            several(choice, 2, words),
            [span(choice) for _ in range(count)],
            several(choice, 3, lambda choice: (maybe(choice), choice.choice(STYLES))),
            (maybe(choice), ""),
        )

    return PeopleListing(maybe(choice), (), several(choice, 4, person), choice.choice(["", "more"]))


def page(choice: random.Random) -> Page | ListPage:
    """Return any page at all."""
    if choice.random() < 0.3:
        touches = choice.random() < 0.5
        header = ["date", "people", "channel", "kind", "note", "id"]
        if not touches:
            header = choice.choice([["name", "last_care", "due_on"], ["check", "seen", "made at"]])
        days = {"date", "last_care", "due_on"}

        def cells(choice: random.Random) -> list[Any]:
            day = date(2026, choice.randrange(1, 13), 3)
            return [day if name in days else words(choice) for name in header]

        return ListPage(header, several(choice, 4, cells), "nobody", touches)
    return Page(spans(choice), several(choice, 2, span), several(choice, 3, section), maybe(choice))


def written(draw: Callable[..., None], *values: object) -> str:
    out = io.StringIO()
    with redirect_stdout(out):
        draw(*values)
    return one_link(out.getvalue())


def draw(made: Page | ListPage) -> None:
    (table if isinstance(made, ListPage) else layout).show(made)


def one_link(shown: str) -> str:
    """Return what is shown with one number for all links: rich gives each its own."""
    return re.sub(r"\x1b\]8;id=[^;]*;", "\x1b]8;id=1;", shown)


@pytest.fixture(params=TERMINALS, ids=lambda env: " ".join(env.values()))
def kind_of_terminal(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> dict[str, str]:
    for name in ("COLORTERM", "NO_COLOR", "FORCE_HYPERLINK"):
        monkeypatch.delenv(name, raising=False)
    env: dict[str, str] = request.param | {"FORCE_COLOR": "1"}
    for name, value in (env | {"UNICODE_VERSION": UNICODE}).items():
        monkeypatch.setenv(name, value)
    return env


def test_any_page_is_drawn_as_rich_draws_it(
    kind_of_terminal: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import with_rich

    for seed in range(120):
        choice = random.Random(f"{seed} {kind_of_terminal}")
        made, columns = page(choice), choice.randrange(40, 201)
        monkeypatch.setenv("COLUMNS", str(columns))
        ours, theirs = written(draw, made), written(with_rich.show, made)
        assert ours.split("\n") == theirs.split("\n"), (seed, columns)


def test_a_sentence_is_broken_as_rich_breaks_it() -> None:
    import with_rich

    choice = random.Random(13)
    for _ in range(1_500):
        longest = choice.choice([4, 9, 30])
        sizes = [choice.randrange(1, longest) for _ in range(choice.randrange(1, 15))]
        sentence, columns = " ".join("x" * size for size in sizes), choice.randrange(1, 45)
        ours = [line.plain for line in Text(sentence).wrap(columns)]
        theirs = [line.plain for line in with_rich.Text(sentence).wrap(columns)]
        assert ours == theirs, (sentence, columns)


def waiting(choice: random.Random) -> Waits:
    since = choice.randrange(2_000)
    last = None if choice.random() < 0.2 else TODAY - timedelta(days=since)
    kept = clock(
        LastTouches(last, TODAY, choice.randrange(4)), date(2020, 1, 1),
        Cadence(choice.choice([None, 7, 30]), choice.choice(["own", "tag 東京 vip"])), TODAY,
    )  # fmt: skip
    talk = several(choice, 2, lambda choice: Opener("fact", words(choice), "k3f9", TODAY))
    tried = several(choice, 2, lambda choice: Attempt(TODAY, choice.choice(["call", "朝"])))
    reach = Reach("email", words(choice), "mailto:ana@x.example", None, None, True)
    return Waits(
        "k3f9", words(choice), maybe(choice), maybe(choice), TODAY, kept, talk, tried,
        choice.choice([None, reach]),
    )  # fmt: skip


def due_rows_of(choice: random.Random) -> DueRows:
    """Return the rows of `care due -i`, with one of them chosen, and with its keys at times."""
    rows = [waiting(choice) for _ in range(choice.randrange(1, 12))]
    shown = DuePage(
        TODAY, rows, len(rows), len(rows), (), 0, 0, [], 0, [], 0, [], 0, 40, 30, 20, 0.67
    )
    return DueRows(shown, rows, choice.randrange(len(rows)), maybe(choice), choice.random() < 0.2)


def test_the_rows_to_choose_from_are_drawn_as_rich_draws_them(
    kind_of_terminal: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import with_rich

    for seed in range(80):
        choice = random.Random(f"{seed} {kind_of_terminal}")
        shown, columns, height = due_rows_of(choice), choice.randrange(20, 201), 1 + seed % 30
        monkeypatch.setenv("COLUMNS", str(columns))
        ours = due_rows.drawn(shown, columns, height)
        theirs = with_rich.due_rows.drawn(shown, columns, height)
        assert list(map(one_link, ours)) == list(map(one_link, theirs)), (seed, columns, height)


RUN_AND_COMPARE = """
import os, sys
sys.path.insert(0, os.environ["TESTS"])
import with_rich
from test_drawn_as_rich import compared
from caretrack.views.terminal import check, due_rows, layout, table
layout.show = compared(layout.show, with_rich.show)
table.show = compared(table.show, with_rich.show)
check.reading = compared(check.reading, with_rich.check.reading)
from caretrack.__main__ import main
main()
"""


def whole(value: Any) -> Any:
    """Return a page that can be drawn more than once."""
    if isinstance(value, ListPage):
        return value._replace(rows=[list(row) for row in value.rows])
    if isinstance(value, Page):
        return value._replace(sections=[whole(section) for section in value.sections])
    if isinstance(value, Listing | PeopleListing):
        return value._replace(items=list(value.items))
    return value


def compared(ours: Callable[..., None], theirs: Callable[..., None]) -> Callable[..., None]:
    """Return what draws a page both ways, in several widths, and says where they differ."""

    def draw(*values: Any) -> None:
        values = tuple(map(whole, values))
        for number, columns in enumerate((40, 57, 72, 80, 99, 100, 133, 200)):
            for name in ("TERM", "COLORTERM", "NO_COLOR", "FORCE_HYPERLINK"):
                os.environ.pop(name, None)
            env = TERMINALS[number % len(TERMINALS)]
            os.environ.update(env | {"COLUMNS": str(columns)})
            lines = written(ours, *values).split("\n")
            same = lines == written(theirs, *values).split("\n")
            print("same" if same else f"not at {columns}, {env}: {lines}", len(lines) > 1)

    return draw


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """People with hostile names, and entries of every kind about them."""
    names = [name for name in NAMES if name.strip() and name.isprintable() and name[0] not in "-/"]
    lines = []
    for number, name in enumerate(names):
        other = names[number - 1]
        lines += [
            ["add", "--company", other, "--role", other, "--every", "7d", "--birthday", "24 Nov",
                "--email", f"p{number}@x.example", "--", f"N{number} {name}"],
        ]  # fmt: skip
        if number < 6:
            lines += [
                ["log", f"n{number}", "-d", "1 Nov", "-k", "checkin", "-c", "call",
                    "-p", f"send {other}", "-f", f"complaint: {other}", "-l", f"family: {name}",
                    f"harbour {other} " * 4],
                ["log", f"n{number}", "-d", "9 Nov", "-k", "invoice", "-m", "2", other],
                ["gesture", f"n{number}", other],
                ["tie", f"n{number}", "friend", f"n{number - 1}"] if number else ["kinds"],
            ]  # fmt: skip
    return stored.fill(tmp_path_factory.mktemp("filled") / "journal.db", *lines)


@pytest.mark.parametrize(
    "args",
    [
        ("due",), ("due", "--all"), ("due", "--within", "1"), ("profile", "n1"), ("profile", "n3"),
        ("profile", "--company", "Ana Silva"), ("history",), ("history", "n2"), ("list",),
        ("find", "harbour"), ("open",),
        ("check", "n1", "-"), ("brief", "n1", "n2"), ("next",), ("kinds",),
        ("occasions",), ("tie",), ("tie", "--ideas"), ("undo", "--list"),
        ("config",), ("doctor",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_the_page_of_a_command_is_drawn_as_rich_draws_it(
    care: Care, filled: Path, args: tuple[str, ...]
) -> None:
    care.journal.write_bytes(filled.read_bytes())
    env: dict[str, str | None] = {
        "FORCE_COLOR": "1",
        "UNICODE_VERSION": UNICODE,
        "TESTS": str(Path(__file__).parent),
    }
    done = subprocess.run(
        [sys.executable, "-P", "-c", RUN_AND_COMPARE, *args],
        input="Dear Sir,\n\nI hope this finds you well. We have a new offer for 東京.\n",
        capture_output=True,
        text=True,
        env=care.environment(env),
        timeout=SECONDS,
    )
    said = done.stdout.split("\n")
    assert done.returncode in {0, 1}, done.stderr
    assert [line for line in said if line.startswith("not at")] == []
    assert said.count("same True") >= 8, said


def test_a_page_for_nobody_is_drawn_as_rich_draws_it(care: Care) -> None:
    for args in (("due",), ("list",), ("history",), ("open",)):
        test_the_page_of_a_command_is_drawn_as_rich_draws_it(care, Path(os.devnull), args)


def test_a_link_that_is_wrapped_is_one_link(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"FORCE_COLOR": "1", "FORCE_HYPERLINK": "1", "COLUMNS": "40"}.items():
        monkeypatch.setenv(name, value)
    address = f"{'e' * 60}@x.example"
    shown = written(layout.show, Page([(address, f"quiet link mailto:{address}")], [], []))
    opened = re.findall(r"\x1b\]8;(.*?);(.+?)\x1b\\", shown)
    # Terminals take those with one id and one target for one link.
    assert opened == [("id=1", f"mailto:{address}")] * 2
    assert shown.count("\x1b]8;;\x1b\\") == 2
    assert [line.count("\x1b]8;") for line in shown.rstrip("\n").split("\n")] == [2, 2]
