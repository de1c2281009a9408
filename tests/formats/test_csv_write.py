import csv
import io
from datetime import date

import pytest
from csv_samples import tabled
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caretrack.domain.kinds.families import CHANNELS
from caretrack.domain.people.death import Death
from caretrack.domain.records import EventRecord, FactRecord, PersonRecord
from caretrack.domain.text import tidy
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.csv.cells import disarmed, disarmed_phone, without_apostrophes
from caretrack.formats.csv.columns import OWN
from caretrack.formats.csv.write import MARK, write
from caretrack.formats.text import name_fault, tidy_name, unique

ANA = PersonRecord(
    name="Ana Silva",
    where="x",
    uid="z937yh8s6yk3njh2",
    nicknames=("Annie", "=Ana"),
    emails=("ana@lagoon.example", "ana@home.example"),
    phones=("+351 555 0142", "555 0143 ext. 7"),
    faxes=("+351 555 0144",),
    chats=("skype:ana.silva", "xmpp:ana@lagoon.example"),
    urls=("https://lagoon.example",),
    company='Lagoon "Foods", Lda',
    role="-",
    department="Finance",
    duties="budget owner",
    address="12 Harbour Rd\n1000 Lisbon",
    note="=cmd|' /C calc'!A0\n- likes boats",
    tags=("vip", "porto-fair"),
    occasions=(YearlyDay(2, 29, None, "birthday"), YearlyDay(6, 5, 2010, "anniversary")),
    facts=(
        FactRecord("family", "a daughter, Mia:\n\n  starts school", "2026-11-20"),
        FactRecord("goal", "a second site", None),
    ),
    events=(
        EventRecord("2026-12-04", "knee operation"),
        EventRecord("2027-01-11", "move:\n- to Leeds"),
    ),
    say="AH-na",
    met="LinkedIn, 5 Oct 2020",
    service="payroll, since 2023",
    prefers="call",
    zone="Europe/Lisbon",
    hours="9-12, 14-17",
    owner="Mia Wong",
    died=Death(2026, 5),
    known="2026-11-20",
)


def table(*people: PersonRecord) -> list[dict[str, str]]:
    """Read it with Python's own reader."""
    return list(csv.DictReader(io.StringIO("".join(write(people)), newline="")))


def test_every_field_has_its_column() -> None:
    assert table(ANA) == [
        {
            "name": "Ana Silva",
            "say": "AH-na",
            "nickname": "Annie\n'=Ana",
            "company": 'Lagoon "Foods", Lda',
            "role": "'-",
            "department": "Finance",
            "duties": "budget owner",
            "email": "ana@lagoon.example\nana@home.example",
            "phone": "+351 555 0142\n555 0143 ext. 7",
            "fax": "+351 555 0144",
            "chat": "skype:ana.silva\nxmpp:ana@lagoon.example",
            "url": "https://lagoon.example",
            "birthday": "'--02-29",
            "occasion": "anniversary: 2010-06-05",
            "event": "2026-12-04: knee operation\n2027-01-11: move:\n  - to Leeds",
            "died": "2026-05",
            "tag": "vip\nporto-fair",
            "met": "LinkedIn, 5 Oct 2020",
            "service": "payroll, since 2023",
            "prefers": "call",
            "zone": "Europe/Lisbon",
            "hours": "9-12, 14-17",
            "owner": "Mia Wong",
            "address": "12 Harbour Rd\n1000 Lisbon",
            "note": "'=cmd|' /C calc'!A0\n'- likes boats",
            "fact": "2026-11-20 family: a daughter, Mia:\n  \n    starts school\n"
            "goal: a second site",
            "uid": "z937yh8s6yk3njh2",
            "known": "2026-11-20",
        }
    ]


def test_a_table_of_nobody_has_its_head() -> None:
    assert "".join(write([])) == ",".join(OWN) + "\n"


@pytest.mark.parametrize("mark", ["", MARK])
def test_our_own_table_gives_the_same_people_without_a_word(mark: str) -> None:
    found = tabled(mark + "".join(write([ANA, ANA._replace(name="Ben", uid="b")])))
    assert found.people == (
        ANA._replace(where="line 2"),
        ANA._replace(name="Ben", uid="b", where="line 15"),
    )
    assert found.refused == found.remarks == ()


def test_a_table_that_excel_has_written_again_gives_the_same_people() -> None:
    """Other separators, columns moved, the birthday in the order of the country."""
    rows = table(ANA._replace(occasions=(YearlyDay(3, 14, 1976, "birthday"),)))
    rows[0]["birthday"] = "3/14/1976"
    out = io.StringIO()
    writer = csv.DictWriter(out, sorted(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    found = tabled(out.getvalue())
    assert found.people == (
        ANA._replace(where="line 2", occasions=(YearlyDay(3, 14, 1976, "birthday"),)),
    )


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("Ana", "Ana"),
        ("", ""),
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(1)", "'@SUM(1)"),
        ("\t=1", "'\t'=1"),
        ("\r=1", "'\r=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("''=1", "'''=1"),
        ("'Ana'", "'Ana'"),
        ("a=1", "a=1"),
        # A spreadsheet of another country parts cells at other signs.
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("a; =1", "a; =1"),
    ],
)
def test_a_cell_that_a_spreadsheet_would_run_is_disarmed(cell: str, written: str) -> None:
    assert disarmed(cell) == written
    assert without_apostrophes(written) == cell


@pytest.mark.parametrize(
    ("phone", "written"),
    [
        ("+49 (30) 123-45/6.7", "+49 (30) 123-45/6.7"),
        ("030 123", "030 123"),
        ("+49 30 123 ext. 4", "'+49 30 123 ext. 4"),
        ("+cmd|' /C calc'!A0", "'+cmd|' /C calc'!A0"),
        ("+1*2", "'+1*2"),
        ("-49", "'-49"),
        ("+", "'+"),
        ("+١٢٣", "'+١٢٣"),
    ],
)
def test_only_what_is_no_phone_number_is_disarmed_in_a_phone_cell(phone: str, written: str) -> None:
    assert disarmed_phone(phone) == written
    assert without_apostrophes(written) == phone


SIGNS = st.sampled_from(list("'=+-@;\t\r\n,\"|:a＝"))


@given(st.text(SIGNS | st.characters()))
@example(";\t=")
@example("'\n'=")
def test_a_disarmed_cell_is_read_as_it_was(text: str) -> None:
    assert without_apostrophes(disarmed(text)) == text


@given(st.text(SIGNS))
def test_no_cell_begins_like_a_formula(text: str) -> None:
    cells = [
        cell for line in disarmed(text).replace("\t", ";").split("\n") for cell in line.split(";")
    ]
    assert [cell for cell in cells if cell[:1] in set("=+-@＝")] == []


# A byte order mark is taken out of every file, wherever it stands.
HOSTILE = st.text(
    SIGNS | st.characters(exclude_categories=["Cs"], exclude_characters="\ufeff"), max_size=30
)
LINE = HOSTILE.map(tidy_name).filter(bool)
DAYS = st.builds(
    YearlyDay,
    st.integers(1, 12),
    st.integers(1, 28),
    st.none() | st.integers(2, 2200).filter(lambda year: year != 1604),
    st.just("birthday"),
    st.just(""),
    st.just(False),
)
PEOPLE = st.builds(
    PersonRecord,
    name=LINE.filter(lambda name: not name_fault(name)),
    where=st.just(""),
    uid=LINE | st.just(""),
    nicknames=st.just(()),
    emails=st.lists(LINE, max_size=3).map(unique),
    phones=st.lists(LINE | st.just("+49 30 1"), max_size=3).map(unique),
    faxes=st.lists(LINE | st.just("+49 30 1"), max_size=2).map(unique),
    chats=st.lists(LINE | st.just("skype:ana"), max_size=2).map(unique),
    urls=st.lists(LINE, max_size=2).map(unique),
    company=LINE | st.just(""),
    role=LINE | st.just(""),
    department=LINE | st.just(""),
    duties=LINE | st.just(""),
    address=HOSTILE.map(tidy),
    note=HOSTILE.map(tidy),
    tags=st.lists(
        st.text("abc-;,", min_size=1).map(lambda tag: tag.strip("-")).filter(bool), max_size=3
    ).map(unique),
    occasions=st.builds(
        lambda first, more: tuple(dict.fromkeys([*first, *more])),
        st.lists(DAYS, max_size=1),
        st.lists(
            st.builds(
                lambda day, label: day._replace(label=label),
                DAYS,
                LINE.filter(lambda label: label != "birthday"),
            ),
            max_size=2,
        ),
    ),
    facts=st.lists(
        st.builds(
            FactRecord,
            st.sampled_from(["family", "goal", "möbel", "=x"]),
            HOSTILE.map(tidy).filter(bool),
            st.none() | st.dates().map(lambda day: day.isoformat()),
        ),
        max_size=3,
    ).map(lambda facts: tuple(dict.fromkeys(facts))),
    events=st.lists(
        st.builds(
            EventRecord,
            st.dates(date(1, 1, 1), date(2200, 12, 31)).map(lambda day: day.isoformat()),
            HOSTILE.map(tidy).filter(bool),
        ),
        max_size=2,
    ).map(lambda events: tuple(dict.fromkeys(events))),
    say=LINE | st.just(""),
    met=LINE | st.just(""),
    service=LINE | st.just(""),
    prefers=st.sampled_from(["", *CHANNELS]),
    zone=st.sampled_from(["", "Europe/Berlin", "UTC"]),
    hours=st.sampled_from(["", "9-15", "9:30-12, 22-6"]),
    owner=LINE | st.just(""),
)


@settings(max_examples=50)
@given(st.lists(PEOPLE, max_size=4))
def test_everybody_comes_back_as_they_were(people: list[PersonRecord]) -> None:
    found = tabled("".join(write(people)), "csv")
    assert found.refused == found.remarks == ()
    assert [person._replace(where="") for person in found.people] == people


@pytest.mark.parametrize(
    ("death", "cell"),
    [
        (Death(2026, 5, 3), "2026-05-03"),
        (Death(2026), "2026"),
        (Death(None, 5, 3), "'--05-03"),
        (Death(text="circa 1800"), "circa 1800"),
        (Death(), "yes"),
    ],
)
def test_the_day_of_a_death_is_written_as_far_as_it_is_known(death: Death, cell: str) -> None:
    assert table(PersonRecord("Ana", "", died=death))[0]["died"] == cell
