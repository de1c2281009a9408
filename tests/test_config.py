"""config.toml: settings are declared once, errors name their line, and repairs always work."""

from __future__ import annotations

import os
import re
import stat
import sys
from pathlib import Path
from typing import Any

import platformdirs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.color import Color, ColorSystem
from rich.style import Style

from caretrack.app.help_topics import topics
from caretrack.errors import CareError, WrongUsage
from caretrack.settings import declared as settings
from caretrack.settings import file, places, save
from caretrack.settings.config import COLOURS, Config
from caretrack.settings.declared import ANY
from caretrack.settings.values import VALUE_TYPES, format_value, parse_typed
from conftest import Care, refused
from transcript import ROOT

XDG = ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME")

DOCS = ROOT / "docs"
EXAMPLE = re.search(
    r"```toml\n(.*?)```", (DOCS / "config.md").read_text(encoding="utf-8"), re.DOTALL
)
# A value of each type: as typed, and as stored in the settings.
SAMPLES: dict[str, tuple[str, Any]] = {
    "whole": ("3", 3),
    "yes": ("yes", True),
    "text": ("Sam Reyes", "Sam Reyes"),
    "emails": ("sam@studio.example, SAM@home.example", ("sam@studio.example", "sam@home.example")),
    "paths": ("~/.calendars, /srv/work.ics", ("~/.calendars", "/srv/work.ics")),
    "phrases": ("half a  day,whiteboard*", ("half a day", "whiteboard*")),
    "cadence": ("6w", 42),
    "country": ("de", "DE"),
    "when": ("Never", "never"),
    "theme": ("none", "none"),
    "colour": ("Bold #FF8800", "bold #ff8800"),
}
WRONG: dict[str, list[Any]] = {
    "whole": ["3", 3.0, True, -1, 10**8, [3], {}],
    "yes": ["true", 1, []],
    "text": [1, "a\nb", "\x1b[1m", "x" * 1001, ["a"]],
    "emails": ["sam@x.example", ["sam"], [1], ["a@b@c"], ["a b@c"], ["a@b\u202e"]],
    "paths": ["~/x.ics", ["work.ics"], [""], [1], ["~/a\nb"], ["~/" + "x" * 1001], ["~/\x1b"]],
    "phrases": ["half a day", [""], ["…"], [1], ["x" * 121], ["a\x1b"]],
    "cadence": ["often", 0, -1, True, 3661, "9y9", 1.5],
    "country": ["Germany", "XX", "", 49, ["DE"]],
    "when": ["often", True, ["never"]],
    "theme": ["dark", 1, ["none"]],
    "colour": ["orange", "", "red blue", "none red", "#ff88", 7, "[red]", "bright_orange"],
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "folder" / "config.toml"


def written(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


# --- the declaration ------------------------------------------------------------------------------


def test_the_page_of_the_docs_is_made_of_the_declaration() -> None:
    sys.path.insert(0, str(DOCS))
    try:
        from make_config import page
    finally:
        sys.path.remove(str(DOCS))
    assert (DOCS / "config.md").read_text(encoding="utf-8") == page(), "python docs/make_config.py"


def test_the_example_of_the_docs_can_be_meant(path: Path) -> None:
    assert EXAMPLE is not None
    found = file.read(written(path, EXAMPLE[1]))
    assert found.problems == []
    assert len(found.values) >= 9


def whole(config: Config) -> dict[str, Any]:
    """Every setting by the name of its field."""
    return {name: getattr(config, name) for name in Config.__annotations__}


def test_every_setting_is_of_a_sort_and_says_what_it_does() -> None:
    declared = settings.SETTINGS
    assert set(declared) == set(Config.__annotations__)
    assert (
        {setting.takes for setting in declared.values()}
        == set(VALUE_TYPES)
        == set(SAMPLES)
        == set(WRONG)
    )
    assert [
        setting.key
        for setting in declared.values()
        if not setting.what or setting.what.endswith(".")
    ] == []
    assert len({setting.key for setting in declared.values()}) == len(declared)


@pytest.mark.parametrize("key", settings.keys())
def test_a_setting_that_is_typed_is_read_back_and_goes_again(key: str, path: Path) -> None:
    key = key.replace(ANY, "workshop")
    setting = file.find_setting(key)
    said, kept = SAMPLES[setting.takes]
    save.save_setting(path, key, parse_typed(setting, said))
    assert file.read(path) == ({key: kept}, [])
    field, name = settings.field_of(key) or ("", "")
    value = getattr(file.load(path), field)
    assert (value[name] if name else value) == kept
    assert file.check_value(key, parse_typed(setting, format_value(kept))) == kept
    save.save_setting(path, key, None)
    assert whole(file.load(path)) == whole(Config())


@pytest.mark.parametrize("key", settings.keys())
def test_what_a_setting_does_not_take_is_refused_with_what_it_takes(key: str) -> None:
    key = key.replace(ANY, "workshop")
    for value in WRONG[file.find_setting(key).takes]:
        with pytest.raises(CareError, match=r"cannot be .+ It takes [^.]"):
            file.check_value(key, value)


def test_every_variable_that_is_obeyed_is_listed_wherever_they_are_listed() -> None:
    obeyed = set()
    for source in (ROOT / "src").rglob("*.py"):
        obeyed |= set(
            re.findall(r'environ(?:\.get\(|\[)"(\w+)"', source.read_text(encoding="utf-8"))
        )
    listed = set(settings.ENVIRONMENT)
    # Terminal features, the variables of the completion scripts and the home are not settings.
    assert obeyed - {"TERM", "COLORTERM", "COLUMNS", "_CARE_COMPLETE", "HOME"} <= listed
    assert [name for name in sorted(listed) if name not in topics()["settings"].text] == []


# --- what is wrong in a file ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("[due]\nlimit = 'x'\n", 2, "due.limit cannot be 'x'. It takes a whole number, 1 or more."),
        ("\n\ndue.limit = 0", 3, "due.limit cannot be 0."),
        ("due = {limit = 0}", 1, "due.limit cannot be 0."),
        ("[ due ]\n\n'limit' = true", 3, "due.limit cannot be true."),
        (
            "[due]\nlimit = 3\nlimits = 3\n",
            3,
            "no setting is called 'due.limits'. Did you mean due.limit?",
        ),
        ("[duo]\nlimit = 3\n", 1, "no table is called 'duo'. Did you mean due?"),
        ("thema = 'none'", 1, "no setting is called 'thema'. Did you mean theme?"),
        (
            "limit = 3",
            1,
            "no setting is called 'limit'. Did you mean due.limit, history.limit, find.limit …?",
        ),
        ("due = 3", 1, "no setting is called 'due'. Did you mean due.limit?"),
        ("cadence = 3", 1, "It belongs to the journal: `care config cadence 45d`"),
        ("[due]\ncrowd = 3", 2, "It belongs to the journal: `care config crowd 8`"),
        ("[due.limit]\nx = 1", 1, "due.limit cannot be a table."),
        ("[[due]]\nlimit = 1", 1, "no setting is called 'due'."),
        ("[theme]\nlate = 'red'", 1, "theme cannot be a table. It takes calm or none."),
        (
            "[colours]\nlatte = 'red'",
            2,
            "no setting is called 'colours.latte'. Did you mean colours.late?",
        ),
        (
            "[kinds.workshop]\nword = []",
            2,
            "no setting is called 'kinds.workshop.word'. Did you mean kinds.KIND.words?",
        ),
        ("[kinds.'*']\nwords = []", 2, "no setting is called 'kinds.*.words'."),
        ("[kinds.'a b']\nwords = []", 2, "no setting is called 'kinds.a b.words'."),
        ("[kinds.a.b.c]\nwords = []", 1, "is called 'kinds.a.b"),
        ("[me]\nemails = ['a@b', 'c']", 2, "It takes addresses, and 'c' is none."),
        ("xyzzy = 1979-05-27", 1, "no setting is called 'xyzzy'. `care config` lists them."),
    ],
)
def test_what_cannot_be_meant_is_told_with_its_line_and_the_nearest(
    text: str, line: int, said: str, path: Path
) -> None:
    problem = file.read(written(path, text)).problems[0]
    assert said in str(file.problem_error(path, problem))
    assert problem.line == line
    with pytest.raises(CareError, match=f"config.toml, line {line}: "):
        file.load(path)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "# nothing\n",
        "[due]\n",
        "\ufeff[due]\nlimit = 7\n",
        "due.limit = 7\r\n",
        "[kinds]\n[kinds.help]\n",
    ],
)
def test_what_says_nothing_new_is_fine(text: str, path: Path) -> None:
    assert whole(file.load(written(path, text))) == whole(Config())


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x7fELF\x00\xff\xfe", "line 1: this is not text in UTF-8"),
        (b"[due]\nlimit = 3 # caf\xe9", "line 2: this is not text in UTF-8"),
        (b"a\x00b", "not TOML"),
        (b"#" * 10_000_000, "larger than 1 MB"),
        (b"x = " + b"[" * 100_000, "not TOML"),
        (b"[due]\nlimit = " + b"9" * 5_000, "not TOML"),
        (b"[due]\nlimit = 1\n[due]\n", "line 3: this is not TOML: cannot declare due twice"),
    ],
    ids=["binary", "latin-1", "nul", "large", "deep", "digits", "twice"],
)
def test_a_file_that_is_no_config_is_refused_in_one_line(
    data: bytes, said: str, path: Path
) -> None:
    path.parent.mkdir()
    path.write_bytes(data)
    with pytest.raises(CareError, match=re.escape(said)) as error:
        file.read(path)
    assert len(str(error.value)) < 400


def test_what_is_no_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "nothing").symlink_to("gone")
    said = {
        "": "is a folder",
        "pipe": "is not a file",
        "loop": "too many levels",
        "nothing": "points at nothing",
    }
    for name, why in said.items():
        assert places.config_exists(tmp_path / name)
        with pytest.raises(CareError, match=why):
            file.read(tmp_path / name)
    with pytest.raises(CareError, match="is not a file"):
        file.read(Path("/dev/zero"))


def test_no_file_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path / "none.toml", tmp_path / "file" / "config.toml"):
        assert not places.config_exists(path)
        assert whole(file.load(path)) == whole(Config())
    assert whole(file.load(Path(os.devnull))) == whole(Config())


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = file.check_text(Path("config.toml"), text)
    except CareError:
        return
    for problem in found.problems:
        assert 0 <= problem.line <= text.count("\n") + text.count("\r") + 1
    file.config_from(found.values)


@given(
    st.recursive(
        st.dictionaries(
            st.sampled_from(
                ["due", "limit", "kinds", "words", "colours", "late", "*", "a.b", "theme", ""]
            ),
            st.just(3),
            max_size=3,
        ),
        lambda inner: st.dictionaries(
            st.sampled_from(["due", "limit", "kinds", "workshop", "words", "colours", "*"]),
            inner,
            max_size=3,
        ),
        max_leaves=6,
    )
)
def test_any_tables_are_read_or_told(tables: dict[str, Any]) -> None:
    import tomlkit

    found = file.check_text(Path("config.toml"), tomlkit.dumps(tables))
    file.config_from(found.values)
    assert set(found.values.values()) <= {3}


# --- writing --------------------------------------------------------------------------------------


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_the_file_and_its_folder_are_for_their_owner_alone(path: Path) -> None:
    before = os.umask(0)
    try:
        save.save_setting(path, "due.limit", 3)
    finally:
        os.umask(before)
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert [item.name for item in path.parent.iterdir()] == ["config.toml"]


def test_a_file_that_is_there_keeps_its_mode_its_comments_and_its_place(
    path: Path, tmp_path: Path
) -> None:
    real = written(
        tmp_path / "dotfiles" / "care.toml",
        "# mine\n[due] # soon\nlimit = 3 # a few\n\n[other.'x y']\n",
    )
    real.chmod(0o644)
    path.parent.mkdir()
    path.symlink_to(real)
    save.save_setting(path, "due.limit", 4)
    save.save_setting(path, "theme", "none")
    assert path.is_symlink()
    assert mode(real) == 0o644
    assert (
        real.read_text()
        == "# mine\ntheme = \"none\"\n\n[due] # soon\nlimit = 4 # a few\n\n[other.'x y']\n"
    )


@pytest.mark.parametrize(
    "text",
    [
        "due.limit = 3\n",
        "due = {limit = 3}\n",
        "[due]\nlimit = 3\n",
        "[due]\n[me]\nname = 'x'\n",
        "theme = 'none'",
        "[me]\nname = 'x'\n[due]",
    ],
)
def test_however_it_is_written_a_setting_is_found_again(text: str, path: Path) -> None:
    save.save_setting(written(path, text), "due.limit", 4)
    save.save_setting(path, "kinds.help.words", ["x y"])
    assert file.load(path).due_limit == 4
    assert file.load(path).kinds_words == {"help": ("x y",)}


def test_what_cannot_be_written_is_left_as_it_was(path: Path) -> None:
    for text in ("due = 3\n", "[due\n"):
        with pytest.raises(CareError, match=r"not a table|not TOML"):
            save.save_setting(written(path, text), "due.limit", 4)
        assert path.read_text() == text
    with pytest.raises(CareError, match="cannot be written"):
        save.write_text(path / "below" / "config.toml", "")


# --- the program ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken", ["[due]\nlimit = 'x'\n", "[due\n", None], ids=["value", "toml", "folder"]
)
def test_a_broken_config_stops_no_command_that_helps_to_mend_it(
    broken: str | None, care: Care, path: Path
) -> None:
    if broken is None:
        path.mkdir(parents=True)
    else:
        written(path, broken)
    env = {"CARE_CONFIG": str(path)}
    assert care("add", "Ana").code == 0
    for command in (["due"], ["log", "ana", "coffee"]):
        assert str(path) in refused(
            care(*command, env=env), 1 if broken != "[due]\nlimit = 'x'\n" else 2
        )
    for command in (["config"], ["doctor"], ["help", "clock"], ["help"], ["config", "--path"]):
        done = care(*command, env=env | {"FORCE_COLOR": "1"})
        assert (done.code, bool(done.out)) == (int(command == ["doctor"]), True), done
        assert str(path) in done.out + done.err or command[:2] == ["help", "clock"]
    assert care("history").out.count("\n") == 1


@pytest.mark.parametrize(
    ("config", "seen", "advice"),
    [
        ("", "every setting is valid", ""),
        ("[due]\nlimit = 3\n", "every setting is valid", ""),
        (
            "[due]\nlimit = 'x'\n",
            "line 2: due.limit cannot be 'x'",
            "It takes a whole number, 1 or more. `care config --edit` opens it.",
        ),
        (
            "[due]\nlimit = 'x'\n[duo]\nlimit = 3\n",
            "due.limit cannot be 'x'; 1 more: `care config` lists them",
            "It takes",
        ),
        ("[due\n", "this is not TOML", "Mend it: `care config --edit`."),
        (None, "the defaults hold", ""),
    ],
)
def test_doctor_says_what_is_wrong_in_the_config(
    care: Care, path: Path, config: str | None, seen: str, advice: str
) -> None:
    if config is not None:
        written(path, config)
    assert care("add", "Ana").code == 0
    found = care("doctor", "--json", env={"CARE_CONFIG": str(path)}).json
    finding = next(item for item in found["findings"] if item["check"] == "config")
    assert (str(path) in finding["seen"], seen in finding["seen"], advice in finding["advice"]) == (
        True,
        True,
        True,
    ), finding
    assert finding["fine"] is found["fine"] is (not advice)


def test_the_colours_of_the_pages_are_those_of_the_config(care: Care, path: Path) -> None:
    assert care("add", "Ana Silva").code == 0
    assert care("every", "ana", "1d").code == 0

    def page(config: str, **env: str) -> str:
        variables = {
            "CARE_CONFIG": str(written(path, config)),
            "FORCE_COLOR": "1",
            "COLORTERM": "truecolor",
            "TERM": "xterm-256color",
        }
        return care("due", env=variables | env, today="2026-12-01").out

    plain = page("theme = 'none'")
    assert "\x1b" not in plain
    assert "Ana Silva" in plain
    assert "\x1b[1;31m" in page("")
    orange = page("[colours]\nlate = 'bold #ff8800'")
    assert "\x1b[1;38;2;255;136;0m" in orange
    assert re.sub(r"\x1b\[[0-9;]*m", "", orange) == plain
    assert "38;2" not in page("[colours]\nlate = 'bold #ff8800'", NO_COLOR="1")


def contrast(style: str) -> tuple[float, float]:
    """Return a colour's contrast to white and to black, by the WCAG formula."""
    parts = [value / 255 for value in Color.parse(style).get_truecolor()]
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in parts
    )
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05
    return 1.05 / light, light / 0.05


@pytest.mark.parametrize(
    ("name", "ansi"), [("late", 1), ("owed", 1), ("soon", 6), ("care", 2), ("sales", 5)]
)
def test_the_colours_of_the_house_can_be_read_on_black_and_on_white(name: str, ansi: int) -> None:
    colour = Style.parse(COLOURS[name]).color
    assert colour is not None
    assert colour.downgrade(ColorSystem.STANDARD).number == ansi
    # The terminal sets its red; common palettes have at least 5 to white and 3.4 to black.
    assert colour.name == "red" or min(contrast(colour.name)) > 4


def test_as_many_daily_backups_are_kept_as_the_config_says(care: Care, path: Path) -> None:
    env = {"CARE_CONFIG": str(written(path, "[backup]\nkept = 2\n"))}
    for day in range(11, 16):
        assert care("add", f"Ana {day}", today=f"2026-11-{day}", env=env).code == 0
    assert sorted(item.name for item in Path(f"{care.journal}-backups").glob("*.db")) == [
        "2026-11-14.db",
        "2026-11-15.db",
    ]


def test_a_new_journal_begins_with_what_the_config_says_and_is_whole(
    care: Care, path: Path
) -> None:
    env = {"CARE_CONFIG": str(written(path, "[new_journal]\ncadence = 'never'\ncrowd = 8\n"))}
    care.journal.touch()
    assert "cadence 0 and crowd 8" in care("add", "Ana", env=env).err
    assert [row["value"] for row in care("config", "--json").json[:2]] == [0, 8]
    assert care("doctor").code == 0
    assert len(care("undo", "--list", "--json").json) == 1
    assert "begins" not in care("add", "Ben", env=env).err


def test_an_import_knows_the_words_of_the_config_too(
    care: Care, path: Path, tmp_path: Path
) -> None:
    env = {"CARE_CONFIG": str(written(path, "[kinds.workshop]\nwords = ['half a day']\n"))}
    assert care("kinds", "add", "workshop", "care", env=env).code == 0
    friends = tmp_path / "friends.md"
    friends.write_text(
        "### Activities:\n\n- 2026-11-02: Half a day with **Ana Silva**\n\n### Friends:\n\n"
        "- Ana Silva\n"
    )
    assert care("import", str(friends), env=env).code == 0
    assert [touch["kind"] for touch in care("history", "--json").json] == ["workshop"]


@pytest.mark.parametrize("home", ["/houses/sam", "/houses/sam/", "/", "sam", "", None])
@pytest.mark.parametrize("named", ["/srv/sam", "/srv/sam/", "//srv", "srv", "~/srv", "", None])
def test_without_platformdirs_the_folders_are_those_of_platformdirs(
    home: str | None, named: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable, value in {"HOME": home, "XDG_DATA_HOME": named, "XDG_CONFIG_HOME": named}.items():
        monkeypatch.delenv(variable, raising=False) if value is None else monkeypatch.setenv(
            variable, value
        )
    monkeypatch.delenv("CARE_JOURNAL", raising=False)
    monkeypatch.delenv("CARE_CONFIG", raising=False)
    assert (
        Path(places.journal_place(None))
        == Path(platformdirs.user_data_dir("caretrack", appauthor=False)) / "journal.db"
    )
    assert (
        places.config_path()
        == Path(platformdirs.user_config_dir("caretrack", appauthor=False)) / "config.toml"
    )


@pytest.mark.parametrize("home", ["", "relative", None])
def test_a_user_whom_the_system_does_not_know_is_told_what_to_set(
    home: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: int) -> None:
        raise KeyError

    monkeypatch.setattr("pwd.getpwuid", unknown)
    for variable in (*XDG, "HOME", "CARE_JOURNAL", "CARE_CONFIG"):
        monkeypatch.delenv(variable, raising=False)
    if home is not None:
        monkeypatch.setenv("HOME", home)
    for place in (places.config_path, places.agenda_file, lambda: places.journal_place(None)):
        with pytest.raises(WrongUsage, match=r"Set \$HOME, or name both: \$CARE_JOURNAL and"):
            place()
    monkeypatch.setenv("CARE_JOURNAL", "/srv/journal.db")
    monkeypatch.setenv("CARE_CONFIG", "/srv/config.toml")
    assert Path(places.journal_place(None)) == Path("/srv/journal.db")
    assert places.config_path() == Path("/srv/config.toml")
    assert places.agenda_file() == Path("/srv/agenda.json")
