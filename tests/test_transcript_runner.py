import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transcript import Session, main, replay
from transcript_file import BadTranscript, parse, parse_markdown, render, steps
from transcript_ids import Ids, has_longer_id, match, match_line

# A program with random ids. `add` prints and keeps one; `show` prints the kept one, in full with
# --whole; `wrong` prints another.
FAKE = """
import datetime, os, pathlib, random, sys
signs = "0123456789abcdefghjkmnpqrstvwxyz"
kept = pathlib.Path(os.environ["HOME"], "kept")
args = sys.argv[1:]
if args[0] == "add":
    start = random.choice(signs[10:]) + random.choice(signs[:10])
    whole = start + "".join(random.choices(signs, k=14))
    kept.write_text(whole)
    print("Added", whole[:4], "", " ".join(args[1:]), sep=" ")
elif args[0] == "show":
    print(kept.read_text()[: 16 if "--whole" in args else 4])
elif args[0] == "wrong":
    print("z0zz")
elif args[0] == "done":
    right = kept.read_text().startswith(args[1])
    print("Done" if right else "Nothing", args[1])
    sys.exit(0 if right else 3)
elif args[0] == "say":
    sys.stdout.write(args[1].encode().decode("unicode_escape"))
elif args[0] == "both":
    print("first")
    print("second", file=sys.stderr)
    print("third")
elif args[0] == "now":
    print("made", datetime.datetime.now(datetime.UTC).isoformat(), "on", os.environ["CARE_TODAY"])
elif args[0] == "where":
    print(os.getcwd(), os.environ["HOME"], os.environ["REPO"])
elif args[0] == "read":
    print(len(sys.stdin.read()), "characters")
"""

Replay = Callable[..., str]


@pytest.fixture
def program(tmp_path: Path) -> list[str]:
    script = tmp_path / "fake.py"
    script.write_text(FAKE)
    return [sys.executable, "-S", str(script)]


@pytest.fixture
def played(tmp_path: Path, program: list[str]) -> Replay:
    """Replay this text and return the differences; with `accept=True` the file is rewritten."""
    path = tmp_path / "story.txt"
    runs = iter(range(100))

    def run(text: str | None = None, accept: bool = False, suffix: str = ".txt") -> str:
        where = path.with_suffix(suffix)
        if text is not None:
            where.write_bytes(text.encode())
        directory = tmp_path / f"run{next(runs)}"
        directory.mkdir()
        return replay(where, directory, accept, program)

    return run


@pytest.fixture
def story(tmp_path: Path) -> Callable[[], str]:
    return lambda: (tmp_path / "story.txt").read_bytes().decode()


GOOD = """# Somebody is added, and found again.

$ care add Ana Silva
  Added k3f9  Ana Silva

$ care show
  k3f9
$ care show --whole
  k3f9abcdefghjkmn

# Afterwards
$ care done k3f9 | sed s/Done/It/
  It k3f9

$ care done k3f9abcdefghjkmn
  Done k3f9abcdefghjkmn

$ care done z9zz
  Nothing z9zz
  [exit 3]
"""


def test_a_transcript_that_is_right_has_no_differences(played: Replay) -> None:
    assert played(GOOD) == ""


@pytest.mark.parametrize(
    ("right", "wrong", "line"),
    [
        ("Added k3f9  Ana", "Added k3f9 Ana", "+Added k3f9  Ana Silva"),
        ("  It k3f9\n", "  It k3f9 \n", "+It k3f9"),
        ("  It k3f9\n", "", "+It k3f9"),
        ("  It k3f9\n", "  It k3f9\n  and more\n", "-and more"),
        ("  It k3f9\n", "  It k3f9\n\n  and more\n", "-and more"),
        ("  [exit 3]\n", "", "+[exit 3]"),
        ("[exit 3]", "[exit 1]", "+[exit 3]"),
        ("  Done k3f9abcdefghjkmn", "  Done k3f9abcdefghjkmn\n  [exit 1]", "-[exit 1]"),
    ],
)
def test_what_is_wrong_is_shown(played: Replay, right: str, wrong: str, line: str) -> None:
    assert right in GOOD
    assert line in played(GOOD.replace(right, wrong)).split("\n")


def test_an_id_that_changes_is_a_difference(played: Replay) -> None:
    differences = played("$ care add Ana\n  Added k3f9  Ana\n$ care wrong\n  k3f9\n")
    assert differences.split("\n")[-2:] == ["-k3f9", "+z0zz"]


def test_two_ids_that_are_one_are_a_difference(played: Replay) -> None:
    assert "-p4kd" in played("$ care add Ana\n  Added k3f9  Ana\n$ care show\n  p4kd\n").split("\n")


def test_a_short_id_is_not_a_whole_one(played: Replay) -> None:
    assert played("$ care add Ana\n  Added k3f9  Ana\n$ care show --whole\n  k3f9\n") != ""


@pytest.mark.parametrize(
    ("first", "then", "fits"),
    [
        (("k3f9", "m2x7"), ("k3f9", "m2x7"), True),
        (("k3f9", "m2x7"), ("k3f9a", "m2x7b"), True),
        (("k3f9a", "m2x7b"), ("k3f9", "m2x7"), True),
        (("k3f9", "m2x7"), ("k3f9", "m2x7b"), True),
        (("k3f9", "m2x7"), ("p4kd", "q5ra"), True),
        (("k3f9", "m2x7"), ("p4kd", "m2x7b"), True),
        (("k3f9", "m2x7"), ("k3f9abcdefghjkmn", "m2x7bbbbbbbbbbbb"), True),
        (("k3f9", "m2x7"), ("k3f9", "q5ra"), False),
        (("k3f9", "m2x7"), ("p4kd", "m2x7"), False),
        (("k3f9a", "m2x7b"), ("p4kd", "m2x7"), False),
        (("k3f9abcdefghjkmn", "m2x7bbbbbbbbbbbb"), ("k3f9", "m2x8"), False),
        (("k3f9", "m2x7"), ("k3f9abcdefghjkmn", "m2x7"), False),
    ],
)
def test_an_id_keeps_its_meaning_in_every_length(
    first: tuple[str, str], then: tuple[str, str], fits: bool
) -> None:
    bound = Ids().bind(*first)
    assert bound
    assert (bound.bind(*then) is not None) == fits


@pytest.mark.parametrize(
    ("shown", "typed", "actual"),
    [
        ([("k3f9", "m2x7b")], "k3f9", "m2x7b"),
        ([("k3f9", "m2x7b"), ("k3f9abcdefghjkmn", "m2x7bbbbbbbbbbbb")], "k3f9", "m2x7b"),
        ([("k3f9abcdefghjkmn", "m2x7bbbbbbbbbbbb")], "k3f9a", "m2x7b"),
        ([("k3f9", "m2x7b")], "k3f9abcdefghjkmn", "m2x7b"),
        ([("k3f9", "m2x7b")], "z9zz", "z9zz"),
        ([("k3f9", "m2x7b")], "dark3f9", "dark3f9"),
    ],
)
def test_an_id_in_a_command_is_the_one_of_this_run(
    shown: list[tuple[str, str]], typed: str, actual: str
) -> None:
    assert Ids(tuple(shown)).in_command(f"care done '{typed}'") == f"care done '{actual}'"


@pytest.mark.parametrize(
    ("expected", "actual", "fits"),
    [
        ("at 2026-11-21T09:30:00.123456Z", "at 2027-01-02T03:04:05.000001Z", True),
        ("at 2026-11-21T09:30:00.123456Z", "at 2027-01-02T03:04:05Z", False),
        ("at 2026-11-21T09:30:00Z", "at 2026-11-21T09:30:00+00:00", False),
        ("at 2026-11-21 09:30", "at 2027-01-02 03:04", True),
        ("on 2026-11-21", "on 2026-11-22", False),
        ("q3 budget", "q4 budget", False),
        ("k3f9", "somebody", False),
        ("k3f9 k3f9", "m2x7 m2x7", True),
        ("k3f9 k3f9", "m2x7 q5ra", False),
    ],
)
def test_a_line_is_compared_to_the_letter_but_for_ids_and_instants(
    expected: str, actual: str, fits: bool
) -> None:
    assert (match_line(expected, actual, Ids()) is not None) == fits


@pytest.mark.parametrize(
    ("expected", "fits"),
    [
        (["..."], True),
        (["one", "..."], True),
        (["...", "three"], True),
        (["one", "...", "two", "three"], True),
        (["...", "two", "..."], True),
        (["two", "..."], False),
        (["...", "two"], False),
        (["...", "four", "..."], False),
    ],
)
def test_three_dots_stand_for_any_lines(expected: list[str], fits: bool) -> None:
    assert (match(expected, ["one", "two", "three"], Ids()) is not None) == fits


def test_three_dots_find_the_line_whose_id_fits() -> None:
    bound = Ids().bind("k3f9", "q5ra")
    assert bound
    assert match(["...", "Done k3f9"], ["Done m2x7", "Done q5ra"], bound)
    assert match(["...", "Done k3f9"], ["Done q5ra", "Done m2x7"], bound) is None


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        (r"a\nb\n", "  a\n  b\n"),
        (r"a\n\nb\n", "  a\n\n  b\n"),
        (r"\na\n", "\n  a\n"),
        (r"a\n\n\n", "  a\n  [blank line]\n  [blank line]\n"),
        (r"\n", "  [blank line]\n"),
        ("a", "  a\n  [no newline]\n"),
        ("", ""),
        (r"$ a\n# b\n  c\n", "  $ a\n  # b\n    c\n"),
        (r"\x1b[31mred\x9b\r\n", "  \\x1b[31mred\\x9b\\r\n"),
        (r"a\tb\t\n", "  a\tb\t\n"),
    ],
)
def test_what_is_accepted_is_what_was_printed_and_fits_the_next_time(
    played: Replay, story: Callable[[], str], said: str, shown: str
) -> None:
    text = f"# one\n\n$ care say '{said}'\n\n# two\n$ true\n"
    assert bool(played(text, accept=True)) == bool(shown)
    assert story() == f"# one\n\n$ care say '{said}'\n{shown}\n# two\n$ true\n"
    assert played() == ""


def test_what_is_accepted_keeps_the_ids_that_the_file_had(
    played: Replay, story: Callable[[], str]
) -> None:
    reworded = GOOD.replace("Added k3f9", "Now added: k3f9").replace(
        "  It k3f9", "  That k3f9\n  and more"
    )
    assert played(reworded, accept=True) != ""
    assert story() == GOOD


def test_what_still_fits_is_left_as_it_is(played: Replay, story: Callable[[], str]) -> None:
    text = (
        "$ care now\n  made 2026-01-01T00:00:00.000000+00:00 on 2026-11-21\n$ care both\n  first\n"
        "  ...\n$ care read\n{}"
    )
    played(text.format(""), accept=True)
    assert story() == text.format("  0 characters\n")


def test_a_line_that_still_fits_keeps_its_time_stamp(
    played: Replay, story: Callable[[], str]
) -> None:
    text = (
        "$ care now && care both\n  made 2026-01-01T00:00:00.000000+00:00 on 2026-11-21\n  first\n"
        "{}  third\n"
    )
    assert "+second" in played(text.format(""), accept=True).split("\n")
    assert story() == text.format("  second\n")


def test_a_new_id_is_written_as_it_was_printed_and_stays_usable(
    played: Replay, story: Callable[[], str]
) -> None:
    played("$ care add Ana\n$ care show --whole\n", accept=True)
    _, added, _, whole, _ = story().split("\n")
    short = added.split()[1]
    assert whole.strip().startswith(short)
    assert played(f"{story()}$ care done {short}\n  Done {short}\n") == ""


def test_an_id_that_is_named_but_no_longer_printed_is_told(played: Replay) -> None:
    text = "$ care add Ana\n  Added k3f9\n  and p4kd\n$ care done p4kd || true\n  Nothing p4kd\n"
    assert "p4kd stands in the file above, but was not printed in this run" in played(text)


def test_both_streams_stand_in_the_order_in_which_they_were_written(played: Replay) -> None:
    assert (
        played(
            "$ care both\n  first\n  second\n  third\n$ care both 2> /dev/null\n  first\n  third\n"
        )
        == ""
    )


def test_a_command_may_have_several_lines_variables_and_pipes(played: Replay) -> None:
    text = "$ cat > note <<'END'\n> one\n>\n> two\n> END\n$ care read < note\n  9 characters\n"
    text += "$ CARE_TODAY=2026-12-25 care now | cut -c 39-\n  on 2026-12-25\n"
    assert played(text) == ""
    assert render(parse(text)) == text


def test_nothing_of_this_machine_is_in_the_output(played: Replay) -> None:
    assert played("$ care where\n  ~/here ~ $REPO\n$ care read\n  0 characters\n") == ""


@pytest.mark.parametrize(
    ("shown", "longer"),
    [("+ call  b90ce", True), ("call  b90c", False), ("b90cxcmkmvj9r4gz", False), ("churn", False)],
)
def test_an_id_that_is_longer_by_chance_is_seen(shown: str, longer: bool) -> None:
    assert has_longer_id(shown) == longer


def test_sessions_share_nothing(played: Replay) -> None:
    assert played("$ care add Ana\n  Added k3f9  Ana\n") == ""
    assert "FileNotFoundError" in played("$ care show\n")


def test_a_command_that_never_ends_is_killed_with_all_its_children(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("transcript.SECONDS", 0.2)
    begun = monotonic()
    assert Session(tmp_path).run("sleep 30 | cat") == ["[killed after 0.2 s]"]
    assert monotonic() - begun < 20


@pytest.mark.parametrize(
    "text",
    ["$ care due\nnot indented\n", "  output of nothing\n", "$ care due\n  a\n# comment\n  b\n"],
)
def test_a_file_that_is_no_transcript_is_refused(text: str) -> None:
    with pytest.raises(BadTranscript, match=r"line \d+ is neither"):
        parse(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "$ care due",
                "> more",
                ">",
                "  out",
                "  # out",
                "",
                "# comment",
                "    deep",
                "  $ out",
            ]
        )
    )
)
def test_reading_and_writing_gives_the_same_file(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        parts = parse(text)
    except BadTranscript:
        return
    assert render(parts) == text


README = """# care

```console
$ pip install .
```

```console
$ care add Ana
Added k3f9  Ana

$ care show
k3f9

```

More.

  ```text
  $ care done k3f9
  Done k3f9
  ```

<!-- not replayed: needs a terminal -->

```console
$ care next
[a page]
```

<!-- replayed unseen: care add Ben -->
"""


def test_the_blocks_of_a_page_are_one_session(played: Replay) -> None:
    assert [step.command for step in steps(parse_markdown(README))] == [
        "care add Ana",
        "care show",
        "care done k3f9",
        "care add Ben",
    ]
    assert render(parse_markdown(README)) == README
    assert played(README, suffix=".md") == ""


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Added k3f9  Ana", "Added k3f9"),
        ("  Done k3f9", "  Done"),
        ("\nk3f9\n", "\n"),
        ("unseen: care add Ben", "unseen: care done 0"),
    ],
)
def test_a_page_that_is_wrong_is_a_difference(
    played: Replay, tmp_path: Path, right: str, wrong: str
) -> None:
    assert right in README
    assert played(README.replace(right, wrong), suffix=".md") != ""


def test_a_page_is_accepted_in_place(played: Replay, tmp_path: Path) -> None:
    played(
        README.replace("Added k3f9  Ana", "Added: k3f9").replace("  Done k3f9", "  Gone k3f9"),
        accept=True,
        suffix=".md",
    )
    assert (tmp_path / "story.md").read_text() == README


def test_leaving_out_a_block_needs_a_reason() -> None:
    with pytest.raises(BadTranscript, match="needs the reason"):
        parse_markdown(README.replace(": needs a terminal", ""))


def test_the_tool_tells_and_rewrites(
    tmp_path: Path, program: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "story.txt"
    path.write_text("$ care say hello\n  goodbye\n")
    assert main([str(path)], program) == 1
    assert "-goodbye" in capsys.readouterr().out
    assert main(["--accept", str(path)], program) == 0
    assert path.read_text() == "$ care say hello\n  hello\n  [no newline]\n"
    assert main([str(path)], program) == 0
    assert main([str(tmp_path / "nowhere.txt")], program) == 1
