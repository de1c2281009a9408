import subprocess
import sys
from datetime import date

import pytest

from caretrack.command_table import COMMANDS
from caretrack.journal.files.file import READERS_CACHE
from caretrack.session import Session
from conftest import SECONDS, Care

# Each costs more than all that these commands import of the program itself.
HEAVY = (
    "sqlite_utils",
    "pydantic",
    "dateutil.parser",
    "rich",
    "tomlkit",
    "vobject",
    "chardet",
    "openpyxl",
)
if sys.platform == "linux":
    HEAVY += ("platformdirs",)
# What the daily way does without (docs/architecture.md, "Starting quickly").
SPARED = {
    *("pathlib", "urllib", "shutil", "bz2", "lzma", "tempfile", "fnmatch"),
    *("typer", "click", "tomllib", "logging", "subprocess", "random", "hashlib"),
    *("importlib", "contextvars"),
    *("caretrack.typer_commands", "caretrack.temporary", "caretrack.settings.file"),
}
RUN_AND_TELL = """
import sys
told = sys.argv.pop(1)
from caretrack.__main__ import main
try:
    main()
finally:
    with open(told, "w") as file:
        file.write("\\n".join(sorted(sys.modules)))
"""
# What is compiled of texts. A module whose bytecode is not there yet is compiled of bytes.
COMPILED = """
import builtins
compile_it, texts = builtins.compile, []
def compiled(source, *rest, **named):
    if isinstance(source, str):
        texts.append(source)
    return compile_it(source, *rest, **named)
builtins.compile = compiled
"""
FAST = [
    ("due",),
    ("due", "--within", "30", "--limit", "3"),
    (
        "log",
        "ana",
        "-d",
        "tuesday",
        "-l",
        "family: a daughter",
        "-p",
        "send it by friday",
        "-f",
        "idea: a map",
        "talked about the harbour",
    ),
    ("profile", "ana"),
    ("find", "harbour"),
    ("history",),
    ("history", "ana", "--since", "3 weeks ago"),
]
# Commands that import another command, by name: none does.
STANDS_ON: dict[str, set[str]] = {}


@pytest.fixture
def current(care: Care) -> Care:
    """A journal of this version, already written to today, so there is no backup to make."""
    assert care("add", "Ana Silva", "--birthday", "24 Nov").code == 0
    assert care("log", "ana", "talked about the harbour").code == 0
    return care


def imported(care: Care, *args: str, env: dict[str, str] | None = None) -> set[str]:
    """Return the modules loaded by a command, which must succeed."""
    told = care.home / "modules"
    command = [sys.executable, "-P", "-c", RUN_AND_TELL, str(told), *args]
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=care.environment(env) | {"CARE_SLOW_EXIT": "1"},
        timeout=SECONDS,
    )
    assert (done.returncode, bool(done.stdout)) == (0, True), done.stderr
    return set(told.read_text().split("\n"))


def compiled(care: Care, *args: str) -> list[str]:
    """Return the texts that a command compiles, such as annotations in quotes."""
    told = care.home / "modules"
    script = COMPILED + RUN_AND_TELL.replace("sorted(sys.modules)", "texts")
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, str(told), *args],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        env=care.environment() | {"CARE_SLOW_EXIT": "1"},
        timeout=SECONDS,
    )
    assert done.returncode == 0, done.stderr
    return [text for text in told.read_text().split("\n") if text]


def heavy(modules: set[str]) -> set[str]:
    return {
        root
        for root in HEAVY
        for module in modules
        if module == root or module.startswith(root + ".")
    }


def command_modules(modules: set[str]) -> set[str]:
    """The modules of commands: each lies in the folder of its group."""
    parts = [module.split(".") for module in modules if module.startswith("caretrack.commands.")]
    return {names[3] for names in parts if len(names) == 4}


@pytest.mark.parametrize("form", [(), ("--json",)], ids=["plain", "json"])
@pytest.mark.parametrize("args", FAST, ids=lambda args: " ".join(args[:3]))
def test_a_daily_command_on_a_current_journal_imports_nothing_heavy(
    current: Care, args: tuple[str, ...], form: tuple[str, ...]
) -> None:
    assert heavy(imported(current, *args, *form)) == set()


def test_calendars_cost_nothing_without_the_setting_and_little_once_they_were_read(
    current: Care,
) -> None:
    ours = {"caretrack.app.brief", "caretrack.app.calendars", "caretrack.app.meetings"}
    assert imported(current, "due") & ours == set()
    config, path = current.home / ".config/caretrack/config.toml", current.home / "work.ics"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(f'[brief]\ncalendars = ["{path}"]\n')
    path.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261121T100000\n"
        "SUMMARY:Ana\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    assert "icalendar" in imported(current, "due")
    again = imported(current, "due")
    assert ours <= again
    assert (
        again & {"icalendar", "dataclasses", "dateutil.rrule", "caretrack.formats.source"} == set()
    )
    assert heavy(again) == set()


def test_a_config_file_is_read_without_what_writes_it(current: Care) -> None:
    config = current.home / ".config/caretrack/config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text("[due]\nlimit = 3\n")
    loaded = imported(current, "due", "--json")
    assert "caretrack.settings.file" in loaded
    written = {"pathlib", "caretrack.settings.save", "caretrack.temporary"}
    assert loaded & written == set()


def test_a_command_that_reads_alone_keeps_few_pages(care: Care) -> None:
    assert care("add", "Ana Silva").code == 0
    session = Session(care.journal, date(2026, 11, 21), "--journal")
    kept = {}
    for opens in (session.read, session.write):
        with opens() as journal:
            kept[opens] = journal.db.execute("PRAGMA cache_size").fetchone()[0]
    assert kept[session.read] == -READERS_CACHE
    assert kept[session.write] != -READERS_CACHE


def test_what_is_imported_is_seen(care: Care) -> None:
    assert "sqlite_utils" in heavy(imported(care, "add", "Ana Silva"))
    assert "rich" in heavy(imported(care, "stats", env={"FORCE_COLOR": "1"}))


@pytest.mark.parametrize("term", ["xterm", "xterm-256color"])
@pytest.mark.parametrize(
    "args",
    [*FAST, ("list",), ("open",), ("kinds",), ("occasions",)],
    ids=lambda args: " ".join(args[:3]),
)
def test_a_daily_page_on_a_terminal_is_drawn_without_rich_and_typer(
    current: Care, args: tuple[str, ...], term: str
) -> None:
    # A name that is measured by the table of widths.
    assert current("learn", "ana", "hobby", "東京 👩‍👧 ✔️").code == 0
    env: dict[str, str | None] = {"FORCE_COLOR": "1", "FORCE_HYPERLINK": "1", "TERM": term}
    loaded = imported(current, *args, env=env | {"COLORTERM": None})
    assert {"rich", "typer", "click", "colorsys"} & loaded == set()
    assert heavy(loaded) == set()


@pytest.mark.parametrize(
    ("args", "spared"),
    [
        (
            ("due", "--json"),
            {
                *("dataclasses", "json", "caretrack.domain.kinds.guess", "caretrack.journal.ids"),
                *("caretrack.views.page", "caretrack.views.pages.due", "caretrack.journal.idle"),
                *("caretrack.journal.people", "caretrack.journal.find_people"),
                *("caretrack.domain.people.names", "caretrack.domain.talk.events"),
                *("caretrack.domain.talk.attempts", "caretrack.domain.balance"),
                *("caretrack.domain.kinds.families", "caretrack.settings.declared"),
            },
        ),
        (("due",), {"json", "caretrack.views.as_json", "caretrack.journal.find_people"}),
        (
            ("profile", "ana", "--json"),
            {
                "dataclasses",
                "json",
                "caretrack.domain.kinds.guess",
                "caretrack.journal.ids",
                "caretrack.app.due",
                "caretrack.views.page",
                "caretrack.views.pages.profile",
            },
        ),
        (("profile", "ana"), {"dataclasses", "json", "caretrack.domain.kinds.guess"}),
        (("profile", "Ana Silva", "--json"), {"heapq", "caretrack.journal.who_waits"}),
        (
            ("log", "ana", "talked about the harbour"),
            {"dataclasses", "json", "caretrack.views.page", "caretrack.settings.declared"},
        ),
        (("find", "harbour"), {"caretrack.journal.schema", "caretrack.journal.signs"}),
        (("history",), {"caretrack.journal.schema", "caretrack.journal.signs"}),
        (
            ("due", "--count"),
            {
                *("caretrack.settings.config", "caretrack.domain.model", "caretrack.json_text"),
                *(
                    "caretrack.journal.schema",
                    "caretrack.journal.signs",
                    "caretrack.journal.changing",
                ),
            },
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_a_page_imports_nothing_that_it_does_not_show(
    current: Care, args: tuple[str, ...], spared: set[str]
) -> None:
    assert imported(current, *args) & spared == set()


@pytest.mark.parametrize(
    "args",
    [
        *FAST,
        ("due", "--count"),
        ("due", "--json"),
        ("profile", "ana", "--json"),
        ("list",),
        ("next",),
        ("find", "harbour", "--json"),
        ("history", "--json"),
    ],
    ids=" ".join,
)
def test_the_daily_way_does_without_what_a_text_can_do(
    current: Care, args: tuple[str, ...]
) -> None:
    assert imported(current, *args) & SPARED == set()


@pytest.mark.parametrize("args", [*FAST, ("next",), ("list",)], ids=lambda args: " ".join(args[:3]))
def test_the_daily_way_compiles_no_annotation(current: Care, args: tuple[str, ...]) -> None:
    # The first call of `compile` makes a class for each sort of node: as much as five modules.
    assert compiled(current, *args) == []


@pytest.mark.parametrize("args", [("due",), ("due", "--json"), ("profile", "ana", "--json")])
def test_what_to_do_for_a_yearly_day_is_loaded_only_where_one_comes(
    care: Care, args: tuple[str, ...]
) -> None:
    ours = {"caretrack.domain.talk.coming"}
    assert care("add", "Ana Silva").code == 0
    assert imported(care, *args) & ours == set()
    assert care("occasion", "ana", "birthday", "24 Nov").code == 0
    assert imported(care, *args) & ours == ours


@pytest.mark.parametrize(
    ("praise", "are_loaded"), [("she likes the map", False), ("she recommended us", True)]
)
def test_praise_that_is_no_referral_loads_no_rules_of_referrals(
    care: Care, praise: str, are_loaded: bool
) -> None:
    rules = {f"caretrack.domain.talk.{name}" for name in ("referrals", "proposals", "said_of")}
    assert care("add", "Ana Silva").code == 0
    assert care("feedback", "ana", praise, "--praise").code == 0
    assert imported(care, "due") & rules == (rules if are_loaded else set())


def test_completing_a_name_does_without_it_too(current: Care) -> None:
    loaded = imported(current, "profile", "an", env={"_CARE_COMPLETE": "bash"})
    assert loaded & SPARED == set()


def test_history_loads_what_its_options_need_with_them(current: Care) -> None:
    rare = {"caretrack.app.entries", "caretrack.domain.kinds.guess", "caretrack.views.as_json"}
    assert imported(current, "history") & rare == set()


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_the_program_tells_about_itself_without_any_command(care: Care, option: str) -> None:
    assert command_modules(imported(care, option)) == set()


@pytest.mark.parametrize("name", COMMANDS)
def test_naming_a_command_imports_no_other(care: Care, name: str) -> None:
    assert command_modules(imported(care, name, "--help")) == {
        name if name != "import" else "import_"
    } | STANDS_ON.get(name, set())


def test_completing_a_name_imports_the_command_that_was_typed_alone(current: Care) -> None:
    assert command_modules(imported(current, "profile", "an", env={"_CARE_COMPLETE": "bash"})) == {
        "profile"
    }
