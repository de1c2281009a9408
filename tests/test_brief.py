"""`care brief`, and what `care due` says of the calendars: matching, bad calendars, questions."""

from __future__ import annotations

import json
import shlex
import stat
from collections.abc import Iterable
from pathlib import Path

import pytest

import stored
from conftest import Care
from pseudo_terminal import Terminal, plain

ANA = "ana@lagoon.example"
MORNING, NOON, EVENING = "2026-11-21T08:00", "2026-11-21T12:00", "2026-11-21T20:00"
EVIL = ("'; touch pwned; '", "$(touch pwned)", "`touch pwned`", "-rf", "a\nb")


def event(
    title: str = "", *lines: str, start: str = "20261121T100000", uid: str = "", who: str = ""
) -> str:
    made = [
        "BEGIN:VEVENT",
        f"UID:{uid or title}{start}",
        f"DTSTART:{start}",
        f"SUMMARY:{title}",
        *(f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{address}" for address in who.split()),
        *lines,
        "END:VEVENT",
    ]
    return "\n".join(made)


def write(path: Path, *events: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(["BEGIN:VCALENDAR", *events, "END:VCALENDAR", ""]))
    return path


@pytest.fixture
def ana(care: Care) -> Care:
    """A journal with people, and a folder of calendars that the config names."""
    stored.fill(
        care.journal,
        ["add", "Ana Silva", "--email", "ana@lagoon.example"],
        ["add", "Ben Okoro", "--email", "ben@lagoon.example", "--nickname", "Benny"],
        ["add", "Will Price"],
        ["add", "Eva Lind", "--email", "eva@nordwind.example"],
        today="2026-10-01",
    )
    configure(care, "~/.calendars")
    return care


def configure(care: Care, *paths: str, mine: str = "mia@care.example") -> None:
    config = care.home / ".config/caretrack/config.toml"
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(
        f"[me]\nemails = [{json.dumps(mine)}]\n[brief]\ncalendars = {json.dumps(paths)}\n"
    )


def calendar(care: Care, *events: str) -> Path:
    return write(care.home / ".calendars/work/1.ics", *events)


def people(care: Care, *events: str, today: str = MORNING) -> list[list[str]]:
    """Return the names of the people of each meeting."""
    calendar(care, *events)
    found = care("brief", "--json", today=today).json
    return [[one["name"] for one in meeting["people"]] for meeting in found["meetings"]]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Lunch with Ana Silva", ["Ana Silva"]),
        ("lunch with ana", ["Ana Silva"]),
        ("Ben / Q3 review", ["Ben Okoro"]),
        ("Ana <> me", ["Ana Silva"]),
        ("ben/mia weekly", ["Ben Okoro"]),
        ("Benny: catch up", ["Ben Okoro"]),
        ("1:1 Ana", ["Ana Silva"]),
        ("ANA & BEN", ["Ana Silva", "Ben Okoro"]),
        ("Okoro, Ben", ["Ben Okoro"]),
        ("Okoro / Q3 review", ["Ben Okoro"]),
        ("Lunch with Mr Okoro", ["Ben Okoro"]),
        ("okoro / budget", []),
        ("Send Ana the contract", []),
        ("Write the offer with Ana", ["Ana Silva"]),
        ("Coffee with Ben and Eva Lind", ["Ben Okoro", "Eva Lind"]),
        ("Will / budget", ["Will Price"]),
        ("will / budget", []),
        ("Price list", []),
        ("Ben's review", []),
        ("about Ben", []),
        ("Board meeting", []),
    ],
)
def test_a_title_names_people(ana: Care, title: str, names: list[str]) -> None:
    (found,) = people(ana, event(title))
    assert sorted(found) == names


def test_people_are_known_by_their_address_and_none_is_named_twice(ana: Care) -> None:
    who = "ANA@Lagoon.example mia@care.example ben@lagoon.example"
    assert people(ana, event("Ana, Ben", who=who)) == [["Ana Silva", "Ben Okoro"]]


def test_whoever_has_another_address_is_known_by_the_whole_name(ana: Care) -> None:
    line = 'ATTENDEE;CN="Lind, Eva":mailto:eva.lind@new.example'
    assert people(ana, event("Talk", line)) == [["Eva Lind"]]


def test_whoever_declined_is_said_and_what_you_declined_is_not_there(ana: Care) -> None:
    no = "ATTENDEE;PARTSTAT=DECLINED:mailto:"
    calendar(
        ana,
        event("Talk", f"{no}ben@lagoon.example", who="ana@lagoon.example mia@care.example"),
        event("Never", f"{no}mia@care.example", who="ana@lagoon.example"),
        event("Gone", "STATUS:CANCELLED", who="ana@lagoon.example"),
    )
    (meeting,) = ana("brief", "--json", today=MORNING).json["meetings"]
    assert [one["name"] for one in meeting["people"]] == ["Ana Silva"]
    assert (meeting["title"], meeting["declined"]) == ("Talk", ["Ben Okoro"])


def test_two_people_of_one_name_are_both_said(ana: Care) -> None:
    ana("add", "Ana Costa")
    calendar(ana, event("Ana <> me"), event("Ana / Q3", who="ana@lagoon.example"))
    other, one = ana("brief", "--json", today=MORNING).json["meetings"]
    assert one["people"] == []
    assert one["unclear"] == [{"word": "Ana", "names": ["Ana Costa", "Ana Silva"]}]
    assert [person["name"] for person in other["people"]] == ["Ana Silva"]
    assert other["unclear"] == []


def test_somebody_who_has_died_is_in_no_brief(ana: Care) -> None:
    ana("archive", "ana", "--why", "died in May")
    ana("archive", "ben", "--why", "left the company")
    calendar(ana, event("Talk", who="ana@lagoon.example ben@lagoon.example"))
    (meeting,) = ana("brief", "--json", today=MORNING).json["meetings"]
    assert [one["name"] for one in meeting["people"]] == ["Ben Okoro"]
    assert meeting["strangers"] == []
    assert "in the archive" in ana("brief", today=MORNING).out


@pytest.mark.parametrize("title", ["Coffee with Ana Silva", "Lunch with Ana"])
def test_somebody_who_has_died_is_no_stranger_in_a_title(ana: Care, title: str) -> None:
    ana("archive", "ana", "--why", "died in May")
    calendar(ana, event(title))
    (meeting,) = ana("brief", "--json", today=MORNING).json["meetings"]
    assert meeting["people"] == meeting["strangers"] == []


def test_rooms_groups_and_a_crowd_are_not_offered(ana: Care) -> None:
    odd = (
        "ATTENDEE;CUTYPE=ROOM:mailto:room@x.example",
        "ATTENDEE;CUTYPE=GROUP:mailto:all@x.example",
        "ATTENDEE:mailto:noreply@x.example",
        "ATTENDEE:mailto:c_1@resource.calendar.google.com",
        "ATTENDEE:invalid:nomail",
    )
    crowd = " ".join(f"{number}@x.example" for number in range(30))
    calendar(ana, event("Talk", *odd, who=ANA), event("Fair", who=f"{crowd} {ANA}"))
    found = ana("brief", "--json", today=MORNING).json
    assert found["strangers"] == []
    assert sorted(meeting["others"] for meeting in found["meetings"]) == [0, 30]
    assert "and 30 others who are not in the journal" in ana("brief", today=MORNING).out
    assert [item["title"] for item in ana("brief", "--json", today=EVENING).json["passed"]] == [
        "Talk"
    ]


@pytest.mark.parametrize("name", EVIL)
def test_the_line_that_adds_somebody_is_safe_in_a_shell(ana: Care, name: str) -> None:
    quoted = name.replace("\n", " ").replace('"', "")
    calendar(ana, event("Talk", f'ATTENDEE;CN="{quoted}":mailto:x@y.example'))
    found = ana("brief", "--json", today=MORNING).json
    (stranger,) = found["strangers"]
    words = shlex.split(stranger["command"])
    assert words[:2] == ["care", "add"]
    assert {stranger["name"], "x@y.example"} < set(words)
    assert ana(*words[1:]).code == 0
    assert people(ana, event("Talk", who="x@y.example")) == [[stranger["name"]]]
    assert "\x1b" not in ana("brief", today=MORNING).out


def test_what_stands_in_a_calendar_cannot_drive_a_terminal_or_a_page(ana: Care) -> None:
    title = "<script>x</script>\\n[red]& \x1b]0;x\x07 Ana"
    calendar(ana, event(title, "LOCATION:<b>\x1b[1m"))
    for form in ((), ("--json",), ("--markdown",), ("--html", "-")):
        shown = ana("brief", *form, today=MORNING).out
        assert "\x1b" not in shown
        assert "\x07" not in shown
    assert "<script" not in shown
    assert "<b>" not in shown


@pytest.mark.parametrize(
    ("today", "code", "titles"),
    [
        ("2026-11-21T09:49", 3, []),
        ("2026-11-21T09:50", 0, ["A"]),
        ("2026-11-21T10:00", 0, ["A"]),
        ("2026-11-21T10:01", 3, []),
        ("2026-11-21T10:55", 0, ["B"]),
    ],
)
def test_within_is_what_begins_so_soon(ana: Care, today: str, code: int, titles: list[str]) -> None:
    calendar(
        ana,
        event("A"),
        event("B", start="20261121T110000"),
        "BEGIN:VEVENT\nUID:d\nDTSTART;VALUE=DATE:20261121\nSUMMARY:Day\nEND:VEVENT",
    )
    done = ana("brief", "--within", "10m", "--json", today=today)
    assert done.code == code
    assert [meeting["title"] for meeting in done.json["meetings"]] == titles
    silent = ana("brief", "--within", "10 minutes", today=today)
    assert (silent.code, bool(silent.out), silent.err) == (code, code == 0, "")


@pytest.mark.parametrize(
    "args",
    [
        ("--within", "soon"),
        ("--within", ""),
        ("--within", "10m", "--on", "today"),
        ("ana", "--within", "1h"),
        ("ana", "--on", "today"),
        ("--force",),
        ("--json", "--markdown"),
        ("--markdown", "--html", "-"),
    ],
)
def test_what_does_not_fit_together_is_refused(ana: Care, args: tuple[str, ...]) -> None:
    calendar(ana, event("A"))
    done = ana("brief", *args)
    assert (done.code, done.out, done.err.count("\n")) == (2, "", 1)


def test_a_meeting_is_asked_after_until_it_is_logged_and_at_most_until_the_next_day(
    ana: Care,
) -> None:
    calendar(
        ana,
        event("Q3", "DTEND:20261121T110000", who="ana@lagoon.example ben@lagoon.example"),
        event("Perhaps", "STATUS:TENTATIVE", who="eva@nordwind.example"),
        "BEGIN:VEVENT\nUID:d\nDTSTART;VALUE=DATE:20261121\nSUMMARY:Eva Lind\nEND:VEVENT",
    )

    def passed(today: str) -> list[str]:
        found = ana("due", "--json", today=today).json["passed"]
        assert found == ana("brief", "--json", today=today).json["passed"]
        return [item["command"] for item in found]

    both = "care log ana-silva --with ben-okoro -c meeting"
    assert passed("2026-11-21T10:59") == []
    assert passed("2026-11-21T11:00") == [both]
    assert passed("2026-11-22") == [f"{both} -d yesterday"]
    assert passed("2026-11-23") == []
    assert stored.rows(ana.journal, "SELECT count(*) FROM touches") == [(0,)]
    ana("log", "ana", "-x", today=NOON)
    assert passed(NOON) == ["care log ben-okoro -c meeting"]
    assert ana(*shlex.split(passed(NOON)[0])[1:], "all is well", today=NOON).code == 0
    assert passed(NOON) == passed("2026-11-22") == []


def test_somebody_met_twice_is_asked_after_once(ana: Care) -> None:
    calendar(ana, event("A", who=ANA), event("B", start="20261121T110000", who=ANA))
    found = ana("due", "--json", today=EVENING).json
    assert [meeting["title"] for meeting in found["meetings"]] == ["A", "B"]
    assert [item["title"] for item in found["passed"]] == ["A"]
    assert ana("brief", today=MORNING).out.count("no caring touch yet") == 1


def test_a_meeting_of_two_calendars_is_one(ana: Care) -> None:
    one = event("A", uid="1", who="ana@lagoon.example")
    write(ana.home / ".calendars/home/2.ics", one)
    assert people(ana, one) == [["Ana Silva"]]


def test_hidden_and_other_files_are_passed_over_and_folders_are_entered(ana: Care) -> None:
    folder = ana.home / ".calendars"
    write(folder / ".hidden/1.ics", event("Hidden"))
    write(folder / "work/.2.ics", event("Hidden"))
    write(folder / "work/notes.txt", event("Text"))
    write(folder / "a/b/c/3.ICS", event("Ben"))
    (folder / "loop").symlink_to(folder)
    assert people(ana, event("Ana")) == [["Ana Silva"], ["Ben Okoro"]]


def bad_calendars(care: Care) -> Iterable[tuple[str, str]]:
    """Yield calendars that cannot be read, and what is said of each."""
    home = care.home
    (home / "garbage.ics").write_bytes(bytes(range(256)) * 100)
    (home / "empty.ics").write_text("")
    (home / "empty").mkdir()
    write(home / "locked.ics").chmod(0)
    write(home / "rule.ics", event("Ana", "RRULE:FREQ=SECONDLY"))
    write(home / "open.ics", "BEGIN:VEVENT\nUID:x\nDTSTART:20261121T100000")
    (home / "loop.ics").symlink_to(home / "loop.ics")
    yield "~/gone.ics", "it is not there"
    yield "~/garbage.ics", "it is not a calendar"
    yield "~/empty.ics", "it is not a calendar"
    yield "~/empty", "there is no .ics file in it"
    yield "~/rule.ics", "it repeats more than 24 times a day"
    yield "~/open.ics", "it is not closed"
    yield "~/loop.ics", "it cannot be read"
    yield "/dev/null", "not read: /dev/null is not a file"
    if (home / "locked.ics").stat().st_uid and not _may_read(home / "locked.ics"):
        yield "~/locked.ics", "Permission denied"


def _may_read(path: Path) -> bool:
    try:
        return path.open().close() is None
    except OSError:
        return False


def test_a_bad_calendar_breaks_neither_brief_nor_due(ana: Care) -> None:
    calendar(ana, event("Ana"))
    for path, said in bad_calendars(ana):
        configure(ana, path, "~/.calendars")
        done = ana("brief", today=MORNING)
        assert (done.code, done.err.count("\n")) == (0, 1), path
        assert said in done.err, done.err
        assert "Ana Silva" in done.out
        due = ana("due", "--json", today=MORNING)
        assert (due.code, due.err) == (0, "")
        assert [meeting["title"] for meeting in due.json["meetings"]] == ["Ana"]


@pytest.mark.parametrize(
    "lines",
    [
        ["RRULE:FREQ=DAILY;UNTIL=99991231T235959Z"],
        ["RRULE:FREQ=DAILY;UNTIL=99991231"],
        ["DURATION:P99999D"],
    ],
)
def test_an_event_until_the_end_of_time_breaks_nothing(ana: Care, lines: list[str]) -> None:
    calendar(ana, event("Ana", *lines))
    assert ana("brief", today=MORNING).code == 0
    assert "Ana Silva" in ana("brief", today=MORNING).out
    assert ana("due", today=MORNING).err == ""


def test_where_no_calendar_can_be_read_nothing_is_said_to_be_in_it(ana: Care) -> None:
    done = ana("brief", today=MORNING)
    assert (done.code, done.out) == (1, "")
    assert done.err == "care: ~/.calendars: it is not there\n"
    assert ana("due", today=MORNING).err == ""


def test_a_rule_without_an_end_is_read_quickly(ana: Care) -> None:
    rules = ("FREQ=DAILY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=HOURLY;INTERVAL=24")
    old = [
        event(f"x{number}", f"RRULE:{rules[number % 3]}", start="19700101T100000")
        for number in range(90)
    ]
    assert len(people(ana, *old)) == 60


def test_a_calendar_that_takes_long_is_left_to_brief(
    ana: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = calendar(ana, event("Ana"))
    with path.open("a") as file:
        for _ in range(17):
            file.write("X-BLANK:" + "x" * 1_000_000 + "\n")
    assert ana("due", "--json", today=MORNING).json["meetings"] == []
    assert "Ana Silva" in ana("brief", today=MORNING).out
    # What it read is kept.
    assert len(ana("due", "--json", today=MORNING).json["meetings"]) == 1


def test_what_was_read_is_kept_privately_until_a_calendar_changes(ana: Care) -> None:
    path = calendar(ana, event("Ana"))
    assert len(ana("due", "--json", today=MORNING).json["meetings"]) == 1
    kept = ana.home / ".cache/caretrack/agenda.json"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    before = kept.stat().st_mtime_ns
    ana("due", today=MORNING)
    assert kept.stat().st_mtime_ns == before
    write(path, event("Ana"), event("Ben"))
    assert len(ana("due", "--json", today=MORNING).json["meetings"]) == 2
    kept.write_text("{")
    assert len(ana("due", "--json", today=MORNING).json["meetings"]) == 2
    assert ana("forget", "nobody", "--yes").code == 3
    assert kept.exists()
    assert ana("forget", "Eva Lind", "--yes").code == 0
    assert not kept.exists()


def test_a_cache_that_cannot_be_written_is_done_without(ana: Care) -> None:
    calendar(ana, event("Ana"))
    (ana.home / ".cache").write_text("")
    due = ana("due", "--json", today=MORNING)
    assert (due.code, due.err, len(due.json["meetings"])) == (0, "", 1)


def test_a_wrong_config_file_is_told_and_breaks_nothing_new(ana: Care) -> None:
    configure(ana, "work.ics")
    done = ana("brief")
    assert done.code == 2
    assert "brief.calendars" in done.err
    assert ana("due", "--json").code == 0


def test_names_need_no_calendar(ana: Care) -> None:
    configure(ana)
    found = ana("brief", "ana", "will", "price", "ben", "--json").json
    assert [one["name"] for one in found["people"]] == ["Ana Silva", "Will Price", "Ben Okoro"]
    assert len({one["lines"][-1]["text"] for one in found["people"]}) == 3
    assert ana("brief", "nobody").code == 3
    assert ana("brief").code == 1


def on_terminal(care: Care, *args: str, columns: int = 80) -> Terminal:
    return Terminal(care.command(*args), care.environment(today=MORNING), care.home, columns)


@pytest.mark.parametrize(
    ("answer", "names"),
    [
        ("", []),
        ("n", []),
        ("all", ["Ann Probe", "Gil Ruiz"]),
        ("2", ["Gil Ruiz"]),
        ("2, 1", ["Ann Probe", "Gil Ruiz"]),
    ],
)
def test_a_terminal_asks_once_whether_to_add(ana: Care, answer: str, names: list[str]) -> None:
    calendar(ana, event("Talk", who="ann.probe@x.example gil.ruiz@x.example"))
    with on_terminal(ana, "brief") as terminal:
        terminal.answer("Add which?", answer)
        code, shown = terminal.end()
    assert code == 0
    assert "care add" not in plain(shown)
    added = stored.rows(
        ana.journal,
        "SELECT p.name, h.value FROM people AS p JOIN handles AS h ON h.person_id = p.id "
        "WHERE h.value LIKE '%@x.example' ORDER BY p.name",
    )
    assert added == [(name, f"{name.lower().replace(' ', '.')}@x.example") for name in names]
    if names:
        assert ana("undo").code == 0
        assert not stored.rows(
            ana.journal,
            "SELECT 1 FROM people WHERE deleted_at IS NULL AND name IN ('Ann Probe', 'Gil Ruiz')",
        )


def test_of_one_a_terminal_asks_yes_or_no(ana: Care) -> None:
    calendar(ana, event("Talk", who="ann.probe@x.example"))
    with on_terminal(ana, "brief") as terminal:
        terminal.answer("Not in the journal: Ann Probe · ann.probe@x.example. Add? [y/N]", "y")
        code, shown = terminal.end()
    assert (code, "Added Ann Probe." in plain(shown)) == (0, True)


def test_where_the_page_goes_into_a_file_nothing_is_asked(ana: Care) -> None:
    calendar(ana, event("Talk", who="ann.probe@x.example"))
    line = f"{shlex.join(ana.command('brief'))} >page"
    with Terminal(["sh", "-c", line], ana.environment(today=MORNING), ana.home) as terminal:
        assert terminal.end() == (0, "")
    assert "care add 'Ann Probe'" in (ana.home / "page").read_text()


@pytest.mark.parametrize("columns", [60, 80, 140])
def test_no_line_is_wider_than_the_terminal(ana: Care, columns: int) -> None:
    ana("learn", "ana", "goal", "a long one " * 12)
    calendar(ana, event("A meeting with a long title " * 3, who="ana@lagoon.example"))
    with on_terminal(ana, "brief", columns=columns) as terminal:
        code, shown = terminal.end()
    assert code == 0
    assert max(len(line) for line in plain(shown).splitlines()) <= columns
