"""Run the recipes of docs/recipes.md as they are written, with dangerous names."""

import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path

import pytest

import stored
from conftest import Care
from pseudo_terminal import Terminal
from transcript import ROOT

PAGE = (ROOT / "docs/recipes.md").read_text(encoding="utf-8")
EVIL = (
    "$(touch pwned)",
    "`touch pwned`",
    "'; touch pwned; '",
    "-u critical",
    "<b>Bold & Co</b>",
    "%n %d \\u",
    "${(e)x}",
)
LATER = "2027-03-01"


def with_program(name: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(name) is None, reason=f"{name} is not installed")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def having(language: str, text: str) -> str:
    (block,) = [block for block in blocks(language) if text in block]
    return block


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db", *(["add", "--", name] for name in EVIL)
    )


@pytest.fixture
def env(care: Care, filled: Path) -> dict[str, str]:
    """Return an environment with this journal in its usual place, all due, and `care` installed."""
    home = care.home
    place = home / ".local/share/caretrack/journal.db"
    place.parent.mkdir(parents=True)
    shutil.copy(filled, place)
    environment = {
        name: value
        for name, value in care.environment(today=LATER).items()
        if name != "CARE_JOURNAL"
    }
    script(
        home / ".local/bin/care",
        f'echo "$*" >>"$HOME/asked"; exec {shlex.join(care.command())} "$@"',
    )
    return environment | {"PATH": f"{home}/.local/bin:{environment['PATH']}", "HISTFILE": ""}


def script(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    path.chmod(0o755)


def run(env: dict[str, str], *command: str, code: int = 0) -> str:
    done = subprocess.run(
        command,
        env=env,
        cwd=env["HOME"],
        capture_output=True,
        text=True,
        timeout=60,
        stdin=subprocess.DEVNULL,
    )
    assert (done.returncode, done.stderr) == (code, ""), done
    assert list(Path(env["HOME"]).rglob("pwned")) == []
    return done.stdout


def asked(env: dict[str, str]) -> int:
    """Return how often `care` was run."""
    path = Path(env["HOME"], "asked")
    return len(path.read_text().splitlines()) if path.exists() else 0


def test_cron_mails_the_list_when_somebody_is_due_and_nothing_otherwise(
    env: dict[str, str],
) -> None:
    line = having("cron", "8 * *").splitlines()[-1]
    assert "%" not in line, "cron reads a percent sign as the end of the line"
    command = re.sub(r"^(\S+\s+){5}", "", line)
    bare = {
        "HOME": env["HOME"],
        "PATH": "/usr/bin:/bin",
        "CARE_TODAY": LATER,
        "PYTHONPATH": env["PYTHONPATH"],
    }
    assert run(bare, "sh", "-c", command).startswith("waiting\tsince")
    assert run(bare | {"CARE_TODAY": "2026-11-22"}, "sh", "-c", command) == ""


def test_the_notification_says_who_waits_as_text(env: dict[str, str]) -> None:
    home = Path(env["HOME"])
    script(home / ".local/bin/notify-send", 'printf "%s\\0" "$@" >>"$HOME/notified"')
    recipe = having("sh", "waiting for a caring word")
    (home / ".local/bin/care-notify").write_text(recipe, encoding="utf-8")
    run(env | {"CARE_TODAY": "2026-11-22"}, "sh", str(home / ".local/bin/care-notify"))
    assert not (home / "notified").exists()
    run(env, "sh", str(home / ".local/bin/care-notify"))
    option, end, summary, body, _ = (home / "notified").read_text().split("\0")
    assert (option, end, summary) == ("--app-name=care", "--", "7 waiting for a caring word")
    lines = body.splitlines()
    assert len(lines) == 5
    assert "$(touch pwned) · never" in lines
    assert not any("<" in line for line in lines)


MEETING = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1@x\nDTSTART:20270301T100000\nDURATION:PT1H\n"
    "SUMMARY:$(touch pwned) / <b>Bold & Co</b>\nEND:VEVENT\nEND:VCALENDAR\n"
)


@pytest.fixture
def with_calendar(env: dict[str, str]) -> dict[str, str]:
    """Return the environment with a meeting at ten in a calendar that the config names."""
    home = Path(env["HOME"])
    config = home / ".config/caretrack/config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text('[brief]\ncalendars = ["~/work.ics"]\n', encoding="utf-8")
    (home / "work.ics").write_text(MEETING, encoding="utf-8")
    return env


def test_cron_mails_the_meetings_or_writes_them_into_a_page(with_calendar: dict[str, str]) -> None:
    mailed, written = [
        re.sub(r"^(\S+\s+){5}", "", line)
        for block in blocks("cron")
        for line in block.splitlines()
        if "care brief" in line
    ]
    assert "%" not in mailed + written
    env = {name: with_calendar[name] for name in ("HOME", "PYTHONPATH")}
    env |= {"PATH": "/usr/bin:/bin", "CARE_TODAY": LATER}
    assert "Bold & Co" in run(env, "sh", "-c", mailed)
    for _ in range(2):
        assert run(env, "sh", "-c", written) == ""
    page = Path(env["HOME"], "brief.html")
    assert page.stat().st_mode & 0o777 == 0o600
    assert "&lt;b&gt;Bold &amp; Co&lt;/b&gt;" in page.read_text(encoding="utf-8")


def test_a_meeting_is_told_once_ten_minutes_before(with_calendar: dict[str, str]) -> None:
    env, home = with_calendar, Path(with_calendar["HOME"])
    script(home / ".local/bin/notify-send", 'printf "%s\\0" "$@" >>"$HOME/notified"')
    recipe = home / ".local/bin/care-soon"
    recipe.write_text(having("sh", "--within 10m"), encoding="utf-8")
    for time in ("09:45", "09:50", "09:55", "10:00", "10:05"):
        run(env | {"CARE_TODAY": f"{LATER}T{time}"}, "sh", str(recipe))
        assert (home / "notified").exists() == (time != "09:45")
    option, end, summary, body, rest = (home / "notified").read_text().split("\0")
    assert (option, end, rest) == ("--app-name=care", "--", "")
    assert summary == "10:00–11:00 · $(touch pwned) / <b>Bold & Co</b>"
    assert body.startswith("<b>") is False
    assert "Ask “" in body


@with_program("systemd-analyze")
@pytest.mark.parametrize(
    ("unit", "program", "calendar"),
    [("care-due", "care-notify", "Mon..Fri 08:00"), ("care-soon", "care-soon", "*:0/5")],
)
def test_systemd_takes_the_units(
    env: dict[str, str], tmp_path: Path, unit: str, program: str, calendar: str
) -> None:
    ours = [block for block in blocks("ini") if program in block or calendar in block]
    for name in (f"{unit}.service", f"{unit}.timer"):
        part = "[Service]" if name.endswith("service") else "[Timer]"
        (found,) = [block for block in ours if part in block]
        (tmp_path / name).write_text(found, encoding="utf-8")
    script(Path(env["HOME"], ".local/bin", program), "true")
    units = [str(tmp_path / f"{unit}.{sort}") for sort in ("timer", "service")]
    done = subprocess.run(
        ["systemd-analyze", "--user", "verify", *units],
        env=env | {"XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
    )
    assert [line for line in (done.stdout + done.stderr).splitlines() if unit in line] == []
    shown = subprocess.run(
        ["systemd-analyze", "calendar", calendar], capture_output=True, text=True
    )
    assert shown.returncode == 0


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_greeting_comes_once_a_day_and_only_where_somebody_types(
    env: dict[str, str], shell: str
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    recipe = having("fish" if shell == "fish" else "bash", "care_greeting")
    file, command = started(env, shell, recipe)
    assert run(env, *command, "-c", f"source {file}; echo ready").endswith("ready\n")
    assert asked(env) == 0
    for number in (1, 2):
        with Terminal(interactive(shell, file), env, Path(env["HOME"]), columns=100) as terminal:
            terminal.type("echo rea''dy; exit\n")
            _, shown = terminal.end()
        assert ("have waited too long" in shown) == (number == 1), shown
    assert asked(env) == 1


def started(env: dict[str, str], shell: str, recipe: str) -> tuple[Path, list[str]]:
    """The start file with the recipe, and how a shell is run that reads none by itself."""
    home = Path(env["HOME"])
    file = {
        "bash": home / ".bashrc",
        "zsh": home / ".zshrc",
        "fish": home / ".config/fish/config.fish",
    }[shell]
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        {
            "bash": "PS1='> '\n",
            "zsh": "PS1='> '\n",
            "fish": "function fish_prompt; echo -n '> '; end\n",
        }[shell]
        + recipe,
        encoding="utf-8",
    )
    return file, {
        "bash": ["bash", "--norc"],
        "zsh": ["zsh", "-f"],
        "fish": ["fish", "--no-config"],
    }[shell]


def interactive(shell: str, file: Path) -> list[str]:
    return {
        "bash": ["bash", "--rcfile", str(file), "-i"],
        "zsh": ["zsh", "-d", "-i"],
        "fish": ["fish", "-i"],
    }[shell]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_prompt_shows_the_number_and_asks_again_only_when_something_changed(
    env: dict[str, str], shell: str
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    file, _ = started(env, shell, having(shell, "due --count"))
    with Terminal(interactive(shell, file), env, Path(env["HOME"]), columns=100) as terminal:
        terminal.expect("♥ 7 ")
        for _ in range(2):
            terminal.type("echo again\n")
            terminal.expect("♥ 7 ")
        before = asked(env)
        terminal.type("care log '<b>' -c call rang to hear how it goes\n")
        terminal.expect("♥ 6 ")
        terminal.type("exit\n")
        terminal.end()
    assert (before, asked(env)) == (1, 3)
    assert list(Path(env["HOME"]).rglob("pwned")) == []


@pytest.mark.parametrize("answer", ["", "$(touch pwned)", "3; touch pwned", "%n"])
@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_nothing_but_a_number_gets_into_a_prompt(
    env: dict[str, str], shell: str, answer: str
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed")
    script(Path(env["HOME"], ".local/bin/care"), f"echo {shlex.quote(answer)}")
    file, command = started(env, shell, having(shell, "due --count"))
    assert (
        run(env, *command, "-c", f'source {file}; care_prompt; care_prompt; echo "[$care_mark]"')
        == "[]\n"
    )


def test_the_commands_of_starship(env: dict[str, str]) -> None:
    module = tomllib.loads(having("toml", "custom.care"))["custom"]["care"]
    assert run(env, "sh", "-c", module["command"]) == "7\n"
    assert run(env, "sh", "-c", module["when"]) == ""
    assert run(env | {"CARE_TODAY": "2026-11-22"}, "sh", "-c", module["when"], code=1) == ""


def test_the_script_of_your_own(env: dict[str, str]) -> None:
    lines = run(env, "bash", "-c", having("bash", "json.load")).splitlines()
    assert sorted(line.partition(" days: ")[2] for line in lines) == sorted(EVIL)


@with_program("shellcheck")
@pytest.mark.parametrize("block", [*blocks("bash"), *blocks("sh")], ids=lambda block: block[:20])
def test_the_scripts_are_clean(block: str, tmp_path: Path) -> None:
    path = tmp_path / "recipe"
    path.write_text(block, encoding="utf-8")
    done = subprocess.run(
        ["shellcheck", "--shell=bash", "--exclude=SC2034,SC2016,SC2154", str(path)],
        capture_output=True,
        text=True,
    )
    assert done.stdout == ""


# What each program of the recipe prints, as its documentation shows it.
HEARD = {
    "whisper-cli": "\n[00:00:00.000 --> 00:00:04.000]   I called Nadia today.\n"
    "[00:00:04.000 --> 00:00:07.000]   She has a new\n[00:00:07.000 --> 00:00:08.500]   flat.\n",
    "vosk-transcriber": "i called nadia today she has a new flat\n",
}


@pytest.mark.parametrize("program", HEARD)
def test_what_a_dictation_program_prints_is_read(care: Care, program: str) -> None:
    care("add", "Nadia Haddad")
    (line,) = [line for line in having("sh", program).splitlines() if program in line]
    said = care.home / "said"
    said.write_text(HEARD[program], encoding="utf-8")
    fake = care.home / program
    fake.write_text(f"#!/bin/sh\ncat {shlex.quote(str(said))}\n")
    fake.chmod(0o755)
    installed = care.home / "care"
    installed.write_text(f'#!/bin/sh\nexec {shlex.join(care.command())} "$@"\n')
    installed.chmod(0o755)
    env = care.environment()
    env["PATH"] = f"{care.home}:{env['PATH']}"
    done = subprocess.run(
        ["sh", "-c", line], env=env, cwd=care.home, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "Would log  call" in done.stdout
    assert "Nadia Haddad" in done.stdout
    assert done.stdout.count("Would log") == 1
