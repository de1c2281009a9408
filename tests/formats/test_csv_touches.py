"""Columns of last contacts, and tables of touches."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from caretrack.domain.records import PersonRecord, Refused, TouchRecord
from caretrack.errors import CareError, WrongUsage
from caretrack.formats.csv.last_contact import parse_touch_day
from caretrack.formats.csv.read import read
from caretrack.formats.csv.touches import is_touch_table
from caretrack.formats.source import ReadOptions, Source

TODAY = date(2026, 11, 29)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-10-01", "2026-10-01"),
        ("2026-10-01 09:15", "2026-10-01"),
        ("2026-10-01T09:15:00Z", "2026-10-01"),
        ("2026-10-01T09:15:00.000+02:00", "2026-10-01"),
        ("20261001", "2026-10-01"),
        ("1.10.2026", "2026-10-01"),
        ("1.10.26", "2026-10-01"),
        ("13/10/2026", "2026-10-13"),
        ("10/13/2026, 9:15 PM", "2026-10-13"),
        ("Oct 1, 2026", "2026-10-01"),
        ("Thu, 1 October 2026", "2026-10-01"),
        ("1 Oct 2026 at 9:15 am", "2026-10-01"),
        ("2026-11-29", "2026-11-29"),
        ("1-Oct-26", "2026-10-01"),
        ("1 Oct 26", "2026-10-01"),
        ("1. Oktober 2026", "2026-10-01"),
        ("1. März 2026, 9:15", "2026-03-01"),
        ("1 octobre 2026", "2026-10-01"),
        ("1 août 2026", "2026-08-01"),
        ("1 de octubre de 2026", "2026-10-01"),
        ("1 października 2026", "2026-10-01"),
        ("", None), ("-", None), ("never", None), ("N/A", None),
    ],
)  # fmt: skip
def test_a_day_is_read_in_the_ways_that_programs_write_it(text: str, day: str | None) -> None:
    found = parse_touch_day(text, False, TODAY)
    assert (found and found.isoformat()) == day


@pytest.mark.parametrize(
    "text", ["yesterday", "soon", "1 Oct", "31/02/2026", "2026-11-30", "46296", "0000-00-00"]
)
def test_what_is_no_day_or_is_to_come_is_refused(text: str) -> None:
    with pytest.raises(CareError):
        parse_touch_day(text, False, TODAY)


@pytest.mark.parametrize(
    ("head", "touches"),
    [
        ("Name,Date,Type,Notes", True),
        ("date,name,note,kind,channel", True),
        ("Datum;Wer;Was", True),
        ("Contact,Call date,Summary", True),
        ("Email,Timestamp,Subject", True),
        ("Name,Email,Phone,Date,Notes", False),
        ("Name,Birthday,Note", False),
        ("Name,Note", False),
        ("Date,Note", False),
        ("First Name,Last Name,Email,Job Title,Last Contacted", False),
    ],
)
def test_a_table_of_touches_is_known_by_its_head(head: str, touches: bool) -> None:
    assert is_touch_table(head.replace(";", ",").split(","), {}) is touches


def items(tmp_path: Path, text: str, **columns: str) -> tuple[list[object], list[str]]:
    path = tmp_path / "x.csv"
    path.write_text(text)
    source = Source(path, path.stat().st_size)
    return list(read(source, ReadOptions("csv", TODAY, columns=columns))), source.remarks


def test_each_column_of_last_contacts_is_a_touch_of_unknown_kind(tmp_path: Path) -> None:
    found, _ = items(
        tmp_path,
        "Name,Last contacted,Last meeting,Last call\nAna,2026-11-02,2026-11-02,\n"
        "Ben,1 Oct 2027,never,2026-10-01\n",
    )
    touches = [item for item in found if isinstance(item, TouchRecord)]
    assert [(item.people, item.happened_on, item.kind, item.channel) for item in touches] == [
        (("Ana",), "2026-11-02", "unknown", "meeting"),
        (("Ben",), "2026-10-01", "unknown", "call"),
    ]
    refused = [item for item in found if isinstance(item, Refused)]
    assert [(item.where, item.why) for item in refused] == [
        ("line 3", "Last contacted: 2027-10-01 is still to come")
    ]
    assert sum(isinstance(item, PersonRecord) for item in found) == 2


@pytest.mark.parametrize(
    ("cells", "day"), [("3/4/2026,4/13/2026", "2026-03-04"), ("3/4/2026,13/4/2026", "2026-04-03")]
)
def test_the_order_of_days_is_decided_for_the_column(tmp_path: Path, cells: str, day: str) -> None:
    one, other = cells.split(",")
    found, _ = items(tmp_path, f"Name,Last contact\nAna,{one} 10:00\nBen,{other}\n")
    touches = [item for item in found if isinstance(item, TouchRecord)]
    assert touches[0].happened_on == day


def test_an_order_that_nothing_proves_is_said(tmp_path: Path) -> None:
    _, remarks = items(tmp_path, "Name,Last contact\nAna,3/4/2026\n")
    assert "read day first (3/4/2026)" in remarks[-1]


@pytest.mark.parametrize(
    ("head", "row", "day", "said"),
    [
        # Day first it would be still to come.
        ("Name,Last contact", "Ana,10/12/2026", "2026-10-12", "month first"),
        ("Name,Last contact", "Ana,12/10/2026", "2026-10-12", "day first"),
        # Another column of the table proves it.
        ("Name,Last contact,Birthday", "Ana,3/4/2026,3/14/1976", "2026-03-04", ""),
        ("Name,Last contact,Birthday", "Ana,3/4/2026,14/3/1976", "2026-04-03", ""),
    ],
)
def test_the_order_of_days_is_told_by_what_is_past_and_by_the_other_columns(
    tmp_path: Path, head: str, row: str, day: str, said: str
) -> None:
    found, remarks = items(tmp_path, f"{head}\n{row}\n")
    touches = [item for item in found if isinstance(item, TouchRecord)]
    assert [touch.happened_on for touch in touches] == [day]
    assert any(f"is read {said}" in remark for remark in remarks) is bool(said)


def test_last_of_map_is_a_family_name_or_a_column_of_days(tmp_path: Path) -> None:
    days, _ = items(tmp_path, "Name,Seen\nAna,2026-11-02\n", last="Seen")
    assert isinstance(days[1], TouchRecord)
    names, _ = items(tmp_path, "Given,Sur\nAna,Silva\n", first="Given", last="Sur")
    assert [getattr(item, "name", "") for item in names] == ["Ana Silva"]


def test_a_row_of_a_table_of_touches_says_who_when_and_what(tmp_path: Path) -> None:
    found, remarks = items(
        tmp_path,
        "When,Contact,Type,Via,Text,Others\n"
        "2026-11-02,Ana Silva; Ben,Lunch,Meeting,Her new job,Eva\n"
        "2026-11-03,eva@x.example,,,She wrote,\n"
        "2026-11-04,,,,Nobody,\n"
        "soon,Ana,,,x,\n,Ana,,,x,\n",
        **{"with": "Others"},
    )
    first, second, *rest = found
    assert isinstance(first, TouchRecord)
    assert isinstance(second, TouchRecord)
    assert (first.people, first.note, first.kind, first.channel) == (
        ("Ana Silva", "Ben", "Eva"), "Her new job", "lunch", "meeting",
    )  # fmt: skip
    assert (second.emails, second.people) == (("eva@x.example",), ())
    assert [getattr(item, "why", "") for item in rest] == [
        "nobody is named in it", "“soon” is not a day", "there is no day in it",
    ]  # fmt: skip
    assert remarks[0].startswith("a table of touches: read When as when")


@pytest.mark.parametrize(
    ("cells", "channel"),
    [
        ("Anruf,", "call"),
        (",Telefon", "call"),
        ("Besuch,E-Mail", "email"),
        (",Réunion", "meeting"),
        (",appel téléphonique", "call"),
        (",Brieftaube", ""),
    ],
)
def test_the_channel_of_a_touch_is_read_in_the_languages_of_the_heads(
    tmp_path: Path, cells: str, channel: str
) -> None:
    found, _ = items(tmp_path, f"Datum,Name,Art,Kanal\n2026-11-02,Ana,{cells}\n")
    assert isinstance(found[0], TouchRecord)
    assert found[0].channel == channel


def test_a_head_that_says_that_it_is_of_a_person_is_understood(tmp_path: Path) -> None:
    head = "Person - Name,Person - Email - Work,Person - Organization,Person - Last activity date"
    found, _ = items(tmp_path, f"{head}\nIda Bruun,ida@b.example,Bruun,2026-10-12\n")
    person, touch = found
    assert isinstance(person, PersonRecord)
    assert (person.name, person.emails, person.company) == (
        "Ida Bruun", ("ida@b.example",), "Bruun",
    )  # fmt: skip
    assert isinstance(touch, TouchRecord)
    assert touch.happened_on == "2026-10-12"


@pytest.mark.parametrize(
    "head",
    ["Last contact on", "Last talked to", "Last reached out", "Laatste contact", "Ostatni kontakt"],
)
def test_a_last_contact_has_many_heads(tmp_path: Path, head: str) -> None:
    _, touch = items(tmp_path, f"Name,{head}\nAna,2026-10-12\n")[0]
    assert isinstance(touch, TouchRecord)


def test_map_may_say_date_and_name(tmp_path: Path) -> None:
    found, _ = items(tmp_path, "A,B,C\n2026-11-02,Ana,x\n", date="A", name="B", note="C")
    assert isinstance(found[0], TouchRecord)


def test_map_of_a_table_of_touches_names_its_fields(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage):
        items(tmp_path, "A,B\n2026-11-02,Ana\n", when="A", birthday="B")
    with pytest.raises(WrongUsage):
        items(tmp_path, "Name,B\nAna,x\n", kind="B")


def touched(
    tmp_path: Path, text: str, mine: str = "me@us.example"
) -> tuple[list[TouchRecord], list[Refused], list[str]]:
    """Return the touches of a table, what is left out of it, and what is said of it."""
    path = tmp_path / "x.csv"
    path.write_text(text)
    source = Source(path, path.stat().st_size)
    options = ReadOptions(
        "csv", TODAY, mine=frozenset([mine]), kinds=frozenset(["checkin", "invoice"])
    )
    found = list(read(source, options))
    touches = [item for item in found if isinstance(item, TouchRecord)]
    return touches, [item for item in found if isinstance(item, Refused)], source.remarks


def test_calls_of_hubspot_are_read(tmp_path: Path) -> None:
    touches, refused, remarks = touched(
        tmp_path,
        "Record ID,Call Title,Activity date,Activity assigned to,Call notes,Call outcome,"
        "Call direction,Associated Contact,Associated Contact IDs\n"
        "40000000051,Catch up,2026-10-01 09:15,Me,<p>Her son starts school.<br>"
        "She is&nbsp;glad.</p>,Connected,Inbound,Mara Lind (mara@tarn.example),901\n"
        "40000000052,Catch up,2026-10-02 09:15,Me,,No answer,Outbound,"
        "Mara Lind (mara@tarn.example);Ole Berg (ole@fjord.example),90100000001;90200000002\n"
        "40000000053,,2026-10-03 09:15,Me,later,Canceled,Outbound,"
        "Ole Berg (ole@fjord.example),902\n",
    )
    first, second = touches
    assert (first.happened_on, first.channel, first.from_them) == ("2026-10-01", "call", True)
    assert first.note == "Catch up\nHer son starts school.\nShe is glad."
    assert (first.people, first.emails) == (("Mara Lind",), ("mara@tarn.example",))
    assert first.called == (("Mara Lind", "mara@tarn.example"),)
    assert first.uid == "hubspot:40000000051"
    assert second.uids == ("hubspot:90100000001", "hubspot:90200000002")
    assert second.people == ("Mara Lind", "Ole Berg")
    assert "No answer" in second.clue
    assert not second.from_them
    assert [(item.why, item.whole) for item in refused] == [("it was called off (Canceled)", False)]
    assert remarks[0].startswith("a table of touches of HubSpot: read “Record ID” as id")


def test_mails_of_hubspot_keep_their_subjects_alone(tmp_path: Path) -> None:
    touches, _, _ = touched(
        tmp_path,
        "Record ID,Activity date,Email subject,Email body,Email direction,Email From address,"
        "Email To address\n"
        "61,2026-10-05,For 2027,<div>please find the quote attached</div>,EMAIL,me@us.example,"
        "mara@tarn.example\n"
        "62,2026-10-06,Re: your move,it went well,INCOMING_EMAIL,mara@tarn.example,me@us.example\n"
        "63,2026-10-07,Hello,it went well,,mara@tarn.example,me@us.example\n",
    )
    assert [touch.note for touch in touches] == ["For 2027", "Re: your move", "Hello"]
    assert "quote" in touches[0].clue
    assert [touch.from_them for touch in touches] == [False, True, True]
    assert {touch.channel for touch in touches} == {"email"}


def test_activities_of_pipedrive_are_read_once_they_are_done(tmp_path: Path) -> None:
    head = (
        "Activity - ID,Activity - Subject,Activity - Type,Activity - Due date,Activity - Done,"
        "Activity - Contact person,Activity - Note\n"
    )
    touches, refused, remarks = touched(
        tmp_path,
        f"{head}1,Catch up,Call,2026-10-07,Done,Mara Lind,<p>She is fine</p>\n"
        "2,Send deck,Task,2026-10-08,To do,Mara Lind,\n"
        "3,Demo,Meeting,2027-01-08,Done,Mara Lind,\n"
        "4,Pasta,Lunch,2026-10-09,Done,Mara Lind,\n5,Soup,Lunch,2026-10-10,Done,Mara Lind,\n",
    )
    assert [(touch.channel, touch.note, touch.uid) for touch in touches] == [
        ("call", "Catch up\nShe is fine", ""),
        ("", "Pasta", ""),
        ("", "Soup", ""),
    ]
    assert [(item.why, item.not_yet) for item in refused] == [
        ("it is not done yet (To do)", True),
        ("2027-01-08 is still to come", True),
    ]
    assert remarks[-1] == "kinds that are not known here are worked out from the words: Lunch (2)"


def test_tasks_of_salesforce_are_read_once_they_are_done(tmp_path: Path) -> None:
    touches, refused, _ = touched(
        tmp_path,
        "Date,Subject,Assigned,Priority,Status,Task,Contact,Account / Company Name,Full Comments\n"
        "10/13/2026,Call,Me,Normal,Completed,1,Mara Lind,Tarn,about the new house\n"
        "10/20/2026,Call,Me,Normal,Not Started,1,Mara Lind,Tarn,\n",
    )
    assert [(touch.happened_on, touch.people, touch.uid) for touch in touches] == [
        ("2026-10-13", ("Mara Lind",), "")
    ]
    assert len(refused) == 1


def test_people_who_are_only_numbers_cannot_be_told(tmp_path: Path) -> None:
    with pytest.raises(CareError, match="its people are numbers"):
        touched(
            tmp_path,
            "Activity type,Title,Body,Activity date,Contact ID\n1,NOTE,x,y,2026-10-01,901\n",
        )


@pytest.mark.parametrize(
    ("said", "kind", "unknown"),
    [
        ("Check-in", "checkin", False),
        ("INVOICE", "invoice", False),
        ("Lunch", "lunch", True),
        ("Call", "call", False),
        ("Anruf", "anruf", False),
        ("NOTE", "note", False),
        ("INCOMING_EMAIL", "incoming_email", False),
        ("", "", False),
    ],
)
def test_a_kind_that_is_none_here_is_said(
    tmp_path: Path, said: str, kind: str, unknown: bool
) -> None:
    touches, _, remarks = touched(tmp_path, f"Date,Name,Type,Notes\n2026-10-01,Mara,{said},x\n")
    assert touches[0].kind == kind
    assert any("kinds that are not known" in remark for remark in remarks) is unknown


def test_a_number_tells_who_it_was_with(tmp_path: Path) -> None:
    touches, _, _ = touched(tmp_path, "Phone,Call date,Notes\n+46 8 5550142,2026-10-01,x\n")
    assert touches[0].phones == ("+46 8 5550142",)


def test_of_several_days_the_likeliest_is_taken(tmp_path: Path) -> None:
    touches, _, _ = touched(
        tmp_path,
        "Created,Date,Name,Type,Activity date\n2026-01-01,2026-02-02,Mara,Call,2026-03-03\n"
        "2026-01-01,2026-02-02,Mara,Call,\n",
    )
    assert [touch.happened_on for touch in touches] == ["2026-03-03", "2026-02-02"]
