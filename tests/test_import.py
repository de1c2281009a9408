"""`care import` from the file to the journal, with touches of calendars and mails."""

import re
import sys
from collections.abc import Callable, Sequence
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import stored
from caretrack.app.imports.records import (
    NEEDED,
    ImportOptions,
    columns,
    contents_of,
    fitting,
    refuse_unfit,
    write_contents,
)
from caretrack.app.imports.touches import read_context
from caretrack.domain.records import (
    ImportPage,
    Item,
    PersonRecord,
    Refused,
    TouchOutcomes,
    TouchRecord,
)
from caretrack.domain.yearly_day import YearlyDay
from caretrack.errors import WrongUsage
from caretrack.formats.source import ReadOptions
from caretrack.session import Session
from caretrack.views.progress import Progress
from caretrack.views.terminal.progress import Bar
from conftest import Care
from pseudo_terminal import Terminal, plain

TODAY = date(2026, 11, 21)
MINE = "me@here.example"
Bring = Callable[..., ImportPage]


@pytest.fixture
def bring(care: Care) -> Bring:
    """Import a reader's records, as the command does."""
    stored.fill(
        care.journal,
        ("add", "Ana Silva", "--email", "ana@lagoon.example"),
        ("add", "Ben Okoro", "--email", "Ben@Lagoon.example"),
    )

    def taken_in(*items: Item, kind: str | None = None) -> ImportPage:
        session = Session(care.journal, TODAY, "--journal")
        options = ImportOptions("ics", False, False, (), {}, kind, False)
        context = read_context(session, kind)
        reading = ReadOptions("ics", TODAY, context.emails, frozenset({MINE}))
        contents = contents_of(items, (), reading, context)
        with session.write() as journal, journal.change("import"), Progress() as progress:
            return write_contents(journal, contents, options, progress.now, context)

    return taken_in


def touch(
    uid: str = "",
    *emails: str,
    note: str = "Lunch",
    day: str = "2026-11-02",
    people: Sequence[str] = (),
    **more: Any,
) -> TouchRecord:
    return TouchRecord(day, tuple(people), note, "event 1", uid, emails, **more)


LUNCH = touch("e1", "ana@lagoon.example", "stranger@x.example", channel="meeting")


def rows(care: Care) -> list[tuple[Any, ...]]:
    return stored.rows(
        care.journal,
        "SELECT happened_on, kind, channel, from_them, note, source_uid, (SELECT "
        "group_concat(name, '+') FROM "
        "(SELECT name FROM touch_people JOIN people ON people.id = person_id WHERE touch_id = "
        "t.id ORDER BY name)) FROM touches AS t WHERE deleted_at IS NULL ORDER BY rowid",
    )


def test_a_touch_is_with_everybody_whose_address_is_known_and_strangers_are_passed_over(
    bring: Bring, care: Care
) -> None:
    page = bring(
        touch(
            "e1",
            "ANA@lagoon.example",
            "ben@lagoon.example",
            "stranger@x.example",
            MINE,
            channel="meeting",
            from_them=True,
        )
    )
    assert [item.people for item in page.touches.new] == [("Ana Silva", "Ben Okoro")]
    assert rows(care) == [
        ("2026-11-02", "social", "meeting", 1, "Lunch", "e1", "Ana Silva+Ben Okoro")
    ]


def test_own_addresses_are_nobody(bring: Bring, care: Care) -> None:
    assert care("edit", "ben", "--email", MINE).code == 0
    assert bring(touch("e1", MINE)).touches == TouchOutcomes(strangers=1)


def test_a_touch_with_nobody_known_is_counted_and_not_refused(bring: Bring, care: Care) -> None:
    page = bring(touch("e1", "stranger@x.example"), touch("e2", people=["A Stranger"]))
    assert page.touches == TouchOutcomes(strangers=1)
    assert [item.why for item in page.refused] == ["nobody, or more than one, is called A Stranger"]
    assert rows(care) == []


def test_a_touch_is_with_whoever_has_the_number_or_the_page(bring: Bring, care: Care) -> None:
    assert care("edit", "ana", "--phone", "+49 170 1234567").code == 0
    assert care("config", "country", "DE").code == 0
    page = bring(
        PersonRecord("Zola Kern", "card 1", urls=("https://linkedin.com/in/zola-kern",)),
        touch("c1", phones=("0170 1234567",), note="Call"),
        touch("c2", urls=("https://www.linkedin.com/in/zola-kern/",), note="Message"),
        touch("c3", phones=("+49 170 7654321",), note="Nobody"),
    )
    assert [item.people for item in page.touches.new] == [("Ana Silva",), ("Zola Kern",)]
    assert page.touches.strangers == 1


def test_the_unknown_people_of_a_chat_are_counted_by_their_names(bring: Bring, care: Care) -> None:
    for _ in range(2):
        assert care("add", "Zola Kern", "--anyway").code == 0
    page = bring(
        touch("c1", people=["Ana Silva", "Piet"], channel="chat", note="1"),
        touch("c2", people=["Piet"], channel="chat", note="2"),
        touch("c3", people=["Piet"], channel="call", note="3"),
        touch("c4", people=["Zola Kern"], channel="chat", note="4"),
    )
    assert [item.people for item in page.touches.new] == [("Ana Silva",)]
    assert page.touches.unknown == (("Piet", 2),)
    assert page.touches.unclear == (("Zola Kern", 1),)
    assert page.touches.strangers == 0
    assert page.refused == ()


def test_what_is_still_to_come_is_no_touch(bring: Bring) -> None:
    assert [
        item.why for item in bring(touch("e1", "ana@lagoon.example", day="2026-11-22")).refused
    ] == ["2026-11-22 is still to come"]


@pytest.mark.parametrize(
    ("record", "kind", "stored_kind"),
    [
        (
            touch("e1", "ana@lagoon.example", clue="please find the invoice attached"),
            None,
            "invoice",
        ),
        (touch("e1", "ana@lagoon.example", kind="newsletter"), None, "newsletter"),
        (touch("e1", "ana@lagoon.example", kind="no such kind"), None, "social"),
        (touch("e1", "ana@lagoon.example", kind="newsletter"), "help", "help"),
    ],
)
def test_the_kind_is_the_one_asked_for_else_the_readers_else_worked_out(
    bring: Bring, care: Care, record: TouchRecord, kind: str | None, stored_kind: str
) -> None:
    bring(record, kind=kind)
    assert [row[1] for row in rows(care)] == [stored_kind]


def test_a_touch_that_is_there_is_the_same_though_its_note_was_edited_since(
    bring: Bring, care: Care
) -> None:
    bring(LUNCH)
    assert (
        care(
            "edit",
            stored.only(care.journal, "SELECT id FROM touches"),
            "--note",
            "Lunch, and a long talk",
        ).code
        == 0
    )
    before = stored.model(care.journal)
    assert bring(LUNCH).touches == TouchOutcomes(same=1)
    assert stored.model(care.journal) == before


def test_a_touch_that_was_deleted_by_hand_does_not_come_back(bring: Bring, care: Care) -> None:
    bring(LUNCH)
    assert care("delete", stored.only(care.journal, "SELECT id FROM touches")).code == 0
    assert bring(LUNCH).touches == TouchOutcomes(same=1)
    assert care("edit", "ben", "--email", "stranger@x.example").code == 0
    assert bring(LUNCH).touches == TouchOutcomes(same=1)
    assert rows(care) == []


def test_a_touch_that_an_undo_took_back_comes_in_again(bring: Bring, care: Care) -> None:
    bring(LUNCH)
    assert care("undo").code == 0
    assert rows(care) == []
    assert len(bring(LUNCH).touches.new) == 1
    assert bring(LUNCH).touches == TouchOutcomes(same=1)
    assert len(rows(care)) == 1


def test_a_touch_of_somebody_who_was_deleted_comes_in_anew_with_whoever_has_the_address_now(
    bring: Bring, care: Care
) -> None:
    bring(LUNCH)
    assert (
        care(
            "delete", stored.only(care.journal, "SELECT id FROM people WHERE name = 'Ana Silva'")
        ).code
        == 0
    )
    assert care("add", "Ana Silva", "--email", "ana@lagoon.example").code == 0
    assert [(item.people, item.kind) for item in bring(LUNCH).touches.new] == [
        (("Ana Silva",), "social")
    ]


def test_somebody_who_became_known_since_joins_the_touch_that_is_there(
    bring: Bring, care: Care
) -> None:
    bring(LUNCH)
    assert care("add", "Eva Lind", "--email", "stranger@x.example").code == 0
    assert bring(LUNCH).touches == TouchOutcomes(grown=1)
    assert [row[-1] for row in rows(care)] == ["Ana Silva+Eva Lind"]
    assert bring(LUNCH).touches == TouchOutcomes(same=1)
    assert care("undo", care("undo", "--list", "--json").json[0]["id"]).code == 0
    assert [row[-1] for row in rows(care)] == ["Ana Silva"]
    assert care("doctor").code == 0


def test_without_a_uid_day_note_and_people_say_which_touch_it_is(bring: Bring) -> None:
    plain = touch("", "ana@lagoon.example")
    assert len(bring(plain, plain).touches.new) == 1
    page = bring(
        plain, touch("", "ana@lagoon.example", note="Tea"), touch("", "ben@lagoon.example"), LUNCH
    )
    # The touch has a uid now, and had none before.
    assert (len(page.touches.new), page.touches.same) == (2, 2)
    page = bring(
        touch("e7", "ben@lagoon.example"),
        touch("e8", "ana@lagoon.example", note="Tea", day="2026-11-03"),
    )
    assert (len(page.touches.new), page.touches.same) == (1, 1)


def test_two_touches_of_one_uid_in_a_file_are_one_with_everybody(bring: Bring, care: Care) -> None:
    page = bring(LUNCH, touch("e1", "ben@lagoon.example"))
    assert (len(page.touches.new), page.touches.grown) == (1, 1)
    assert [row[-1] for row in rows(care)] == ["Ana Silva+Ben Okoro"]


def test_two_touches_of_two_uids_are_two_though_they_read_the_same(bring: Bring) -> None:
    assert len(bring(LUNCH, touch("e2", "ana@lagoon.example")).touches.new) == 2


def test_an_address_of_two_people_says_of_neither_that_it_was_they(
    bring: Bring, care: Care
) -> None:
    page = bring(PersonRecord("Eva Lind", "row 2", emails=("ana@lagoon.example",)), LUNCH)
    assert [(person.name, person.sort, person.shares) for person in page.people] == [
        ("Eva Lind", "new", "Ana Silva")
    ]
    assert page.touches == TouchOutcomes(strangers=1)
    assert len(care("list", "--json").json) == 3


def test_a_birthday_to_come_comes_in_without_its_year(bring: Bring, care: Care) -> None:
    page = bring(
        PersonRecord("Ana Silva", "row 2", occasions=(YearlyDay(3, 14, 2999, "birthday"),)),
        Refused("row 3", "no name"),
    )
    assert [(item.why, item.whole) for item in page.refused] == [
        ("the year of the birthday: 2999 is still to come", False),
        ("no name", True),
    ]
    assert stored.rows(care.journal, "SELECT label, month, day, year FROM occasions") == [
        ("birthday", 3, 14, None)
    ]


def test_what_was_deleted_by_hand_does_not_come_back_with_the_next_import(
    bring: Bring, care: Care
) -> None:
    ana = PersonRecord("Ana Silva", "row 2", occasions=(YearlyDay(3, 14, None, "birthday"),))
    bring(ana)
    assert care("delete", stored.only(care.journal, "SELECT id FROM occasions")).code == 0
    assert bring(ana).people[0].changes == ()
    assert care("undo", care("undo", "--list", "--json").json[0]["id"]).code == 0
    assert bring(ana).people[0].changes == ()
    assert care("undo", care("undo", "--list", "--json").json[0]["id"]).code == 0
    assert [change.new for change in bring(ana).people[0].changes] == ["--03-14"]


@pytest.mark.parametrize(
    ("given", "understood"),
    [
        ([], {}),
        (["name=Full name"], {"name": "Full name"}),
        (['name="Full name",email=Mail'], {"name": "Full name", "email": "Mail"}),
        (["Name = Full name , email= Mail"], {"name": "Full name", "email": "Mail"}),
        (["name=Surname, first name"], {"name": "Surname, first name"}),
        (
            ['name="Surname, first name",email=Mail', "note=a=b"],
            {"name": "Surname, first name", "email": "Mail", "note": "a=b"},
        ),
    ],
)
def test_columns_are_read_in_one_word_or_one_at_a_time(
    given: list[str], understood: dict[str, str]
) -> None:
    assert columns(given) == understood


@pytest.mark.parametrize("given", ["name", "=Mail", "name=", "name=A,,email=B", '"'])
def test_columns_that_are_no_pairs_are_wrong_usage(given: str) -> None:
    with pytest.raises(WrongUsage, match="--map cannot be read"):
        columns([given])


@pytest.mark.parametrize("option", NEEDED)
def test_an_option_that_would_do_nothing_is_refused(option: str) -> None:
    for format in fitting(option):
        refuse_unfit(format, {option: True})
    refuse_unfit("json", {option: None})
    with pytest.raises(WrongUsage, match=f"{option} is not for json"):
        refuse_unfit("json", {option: True})


CARDS = """\
BEGIN:VCARD\nVERSION:3.0\nUID:1\nFN:Ana Silva\nEMAIL:ana@lagoon.example\nORG:Elsewhere
TITLE:CFO\nBDAY:1976-03-14\nNICKNAME:Annie\nEND:VCARD
BEGIN:VCARD\nVERSION:3.0\nFN:Eva Lind\nEMAIL:eva@x.example\nEND:VCARD
BEGIN:VCARD\nVERSION:3.0\nFN:Eva Lind\nTEL:+1 2\nEMAIL:eva@x.example\nEND:VCARD
BEGIN:VCARD\nVERSION:3.0\nFN:Bad Card\n"""
FRIENDS = (
    "### Activities:\n- 2026-11-02: Lunch with **Ana Silva**.\n- 2026-11-03: **Nobody**\n\n"
    "### Friends:\n- Ana Silva (a.k.a. Annie)\n- Gil Ruiz\n"
)


@pytest.mark.parametrize(
    ("text", "there", "update"),
    [(CARDS, True, ()), (CARDS, True, ("--update",)), (CARDS, False, ()), (FRIENDS, True, ())],
    ids=["known", "update", "no journal yet", "friends"],
)
def test_a_dry_run_says_what_the_real_run_then_does_and_changes_nothing(
    care: Care, tmp_path: Path, text: str, there: bool, update: tuple[str, ...]
) -> None:
    file = tmp_path / "file"
    file.write_text(text)
    if there:
        assert (
            care("add", "Ana Silva", "--email", "ana@lagoon.example", "--company", "Lagoon").code
            == 0
        )
    before = care.journal.read_bytes() if there else None
    said = care("import", str(file), "--dry-run", *update)
    told = care("import", str(file), "--dry-run", "--json", *update).json
    assert (care.journal.read_bytes() if care.journal.exists() else None) == before
    assert [path for path in tmp_path.iterdir() if path.name not in {"file", "journal.db"}] == []
    copy = care.journal.with_name("copy.db")
    if there:
        copy.write_bytes(care.journal.read_bytes())
    done = care("--journal", str(copy), "import", str(file), *update)
    assert done.out == said.out.replace(" (a dry run: nothing was changed)", "")
    real = care("import", str(file), "--json", *update).json
    for report in (told, real):
        report.pop("dry_run")
        for person in report["people"]:
            person.pop("id")
    assert told == real
    again = care("import", str(file), "--json", *update).json
    assert [
        change for person in again["people"] for change in person["changes"] if change["taken"]
    ] == []
    assert again["touches"]["new"] == []
    assert care("undo", care("undo", "--list", "--json").json[0]["id"]).code == 0
    assert care("doctor").code == 0


def test_a_tag_is_put_on_everybody_in_the_file(care: Care, tmp_path: Path) -> None:
    (tmp_path / "friends.md").write_text(FRIENDS)
    assert care("add", "Ana Silva").code == 0
    assert care("import", str(tmp_path / "friends.md"), "--tag", "Fair", "--tag", "vip").code == 0
    assert stored.rows(care.journal,
        "SELECT name, tag FROM tags JOIN people ON people.id = person_id ORDER BY 1, 2") == [
        ("Ana Silva", "fair"), ("Ana Silva", "vip"), ("Gil Ruiz", "fair"), ("Gil Ruiz", "vip"),
    ]  # fmt: skip
    assert care("import", str(tmp_path / "friends.md"), "--tag", "two words").code == 2


def test_a_name_in_a_file_chooses_no_place_to_write(care: Care, tmp_path: Path) -> None:
    names = ("../../x", "/etc/passwd", "~/x", "a/../../b")
    (tmp_path / "cards.vcf").write_text(
        "".join(f"BEGIN:VCARD\nVERSION:3.0\nUID:{name}\nFN:{name}\nEND:VCARD\n" for name in names)
    )
    before = sorted(tmp_path.parent.rglob("*"))
    assert care("import", str(tmp_path / "cards.vcf")).code == 0
    assert set(tmp_path.parent.rglob("*")) - set(before) == {care.journal}


def many(path: Path, count: int) -> Path:
    lines = "".join(
        f"- 2026-11-{number % 20 + 1:02}: A long talk with **Ana Silva** about her garden, number "
        f"{number}.\n"
        for number in range(count)
    )
    path.write_text(f"### Activities:\n{lines}\n### Friends:\n- Ana Silva\n")
    return path


AT_ONCE = (
    "from caretrack.views import progress; progress.AFTER = 0.0; from caretrack.__main__ import "
    "main; main()"
)


def test_on_a_terminal_it_says_what_it_is_doing(care: Care, tmp_path: Path) -> None:
    file = many(tmp_path / "many \x1b[7m.md", 4_000)
    with Terminal(
        [sys.executable, "-P", "-c", AT_ONCE, "import", str(file)],
        care.environment(),
        tmp_path,
        columns=100,
    ) as terminal:
        code, shown = terminal.end()
    assert code == 0
    assert re.search(r"Reading many \S*\[7m.md", plain(shown))
    assert "Writing into the journal" in shown
    assert "\x1b[7m" not in shown
    assert (
        plain(shown).splitlines()[-1]
        == "friends: 1 new person, 4,000 new touches (4,000 care, 0 sales, worked out from their "
        "words)"
    )


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (("Reading many.md", 2_000_000, 500_000, ""), "500.0 kB of 2.0 MB"),
        (("Matching", None, 0, ""), "Matching"),
        (("Reading x", 9, 9, ""), "9 bytes of 9 bytes"),
        (("Making x again", 200_000, 1_500, "rows"), "1,500 of 200,000 rows"),
    ],
)
def test_the_bar_says_how_far_it_is(state: tuple[str, int | None, int, str], said: str) -> None:
    console = Console(file=StringIO(), width=100, force_terminal=True)
    console.print(*Bar(lambda: state, console).get_renderables())
    assert said in plain(console.file.getvalue())  # type: ignore[attr-defined]


def test_no_bar_in_a_pipe_and_none_for_what_is_done_at_once(care: Care, tmp_path: Path) -> None:
    done = care("import", str(many(tmp_path / "many.md", 1_500)))
    assert (done.code, done.err) == (0, f"started a new journal at {care.journal}\n")
    with Terminal(
        care.command("import", str(many(tmp_path / "few.md", 1))), care.environment(), tmp_path
    ) as terminal:
        assert "Reading" not in terminal.end()[1]


def test_a_line_that_stands_for_several_counts_as_many(care: Care, tmp_path: Path) -> None:
    care("add", "Ana Silva", "--email", "ana@lagoon.example")
    day = (
        "BEGIN:VEVENT\nUID:{0}\nDTSTART;VALUE=DATE:2026110{0}\n"
        "ATTENDEE:mailto:ana@lagoon.example\nSUMMARY:Fair\nEND:VEVENT\n"
    )
    calendar = tmp_path / "days.ics"
    calendar.write_text(
        "BEGIN:VCALENDAR\nVERSION:2.0\n" + "".join(map(day.format, "123")) + "END:VCALENDAR\n"
    )
    assert care("import", str(calendar)).out.splitlines() == [
        "left out 3 events: all day long (the first at line 3)",
        "ics: 3 left out",
    ]


def test_mails_of_strangers_alone_are_said_to_be_so(care: Care, tmp_path: Path) -> None:
    box = tmp_path / "sent"
    box.write_text(
        "From - Mon\nFrom: me@here.example\nTo: eve@else.example\n"
        "Date: Mon, 2 Nov 2026 10:00:00 +0100\nSubject: Hi\n\nHi\n"
    )
    assert care("import", str(box)).out == "mbox: no mail in it from or to anybody in the journal\n"


def test_a_touch_with_two_whom_nobody_knows_is_one_touch(bring: Bring) -> None:
    page = bring(
        touch("c1", people=["Piet", "Zola Kern"], channel="chat", note="1"),
        touch("c2", people=["Piet", "Zola Kern"], channel="chat", note="2", day="2026-11-03"),
    )
    assert dict(page.touches.unknown) == {"Piet": 2, "Zola Kern": 2}
    assert (page.touches.with_unknown, page.touches.with_unclear) == (2, 0)
