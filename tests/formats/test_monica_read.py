"""What comes in of an export of Monica, and that it is the same from each of its files."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from monicas import (
    Table,
    contact,
    day,
    dumped_sql,
    exported_json,
    exported_sql,
    of,
    tables,
    uuid,
)

from caretrack.domain.people.death import Death
from caretrack.domain.records import (
    ActionRecord,
    EventRecord,
    FactRecord,
    Item,
    PersonRecord,
    Refused,
    TieRecord,
    TouchRecord,
)
from caretrack.domain.yearly_day import YearlyDay
from caretrack.errors import CareError
from caretrack.formats.monica.read import read
from caretrack.formats.source import ReadOptions, Source

OPTIONS = ReadOptions("monica", date(2026, 11, 21))
Found = tuple[list[Item], list[str]]


def read_text(path: Path, text: str, options: ReadOptions = OPTIONS) -> Found:
    path.write_text(text, encoding="utf-8")
    source = Source(path, path.stat().st_size)
    items = list(read(source, options))
    assert source.position == source.size
    return items, source.remarks


@pytest.fixture
def read_tables(tmp_path: Path) -> Callable[..., Found]:
    def read_changed(**changed: Table) -> Found:
        return read_text(tmp_path / "x.sql", exported_sql(tables() | changed))

    return read_changed


def people(items: list[Item]) -> dict[str, PersonRecord]:
    return {item.name: item for item in items if isinstance(item, PersonRecord)}


def touches(items: list[Item]) -> list[TouchRecord]:
    return [item for item in items if isinstance(item, TouchRecord)]


def test_everything_of_a_person_has_its_place(read_tables: Callable[..., Found]) -> None:
    items, _ = read_tables()
    assert list(people(items)) == ["Ana Maria Silva", "Ben Okoro", "Eva", "Rui Silva"]
    ana = people(items)["Ana Maria Silva"]
    known = "2021-01-01"
    assert ana == PersonRecord(
        name="Ana Maria Silva",
        where="contact 1",
        uid=uuid(1),
        nicknames=("Aninha",),
        emails=("ana@lagoon.example",),
        phones=("+3515550142",),
        urls=("https://www.linkedin.com/in/ana-silva-1",),
        chats=("telegram:anasilva",),
        company="Lagoon Foods",
        role="Head of Finance",
        address="Home:\nRua 1\n4000-001 Porto\nPT\n\nWork:\nLisboa\nPT",
        note='Met again "by chance" \\ in 2020',
        met="Porto fair, 5 Oct 2019, through Ben Okoro",
        tags=("old-friends", "starred"),
        cadence_days=30,
        occasions=(
            YearlyDay(3, 14, 1976, "birthday"),
            YearlyDay(6, 20, None, "wedding anniversary"),
            YearlyDay(5, 12, 2015, "Mia's birthday"),
        ),
        events=(
            EventRecord("2030-01-02", "exam: statistics"),
            EventRecord("2022-09-01", "moved: to Lisbon"),
        ),
        facts=(
            FactRecord("preference", "food: vegetarian; no nuts", known),
            FactRecord("family", "dog Rex", known),
            FactRecord("other", "reminder every 2 weeks: ring her", known),
            FactRecord("other", "gave you: a mug", known),
            FactRecord("family", "daughter Mia, born 12 May 2015", known),
            FactRecord("other", "your friend", known),
            FactRecord("other", "Locker: B 12", known),
            FactRecord("other", "Likes quiet places.\nNever on Mondays; she's off.", "2021-03-01"),
        ),
        actions=(
            ActionRecord("promise", "lend her the atlas", "2021-03-01"),
            ActionRecord("gesture", "gift: a book of maps, the old one", "2021-03-01"),
        ),
    )


def test_who_died_and_who_is_in_the_archive_is_said(read_tables: Callable[..., Found]) -> None:
    found = people(read_tables()[0])
    assert (found["Ben Okoro"].died, found["Ben Okoro"].archived) == (Death(2020, 2, 3), "")
    assert (found["Eva"].died, found["Eva"].archived) == (None, "archived in Monica")


def test_activities_calls_talks_and_gifts_are_touches(read_tables: Callable[..., Found]) -> None:
    found = [
        (item.happened_on, item.channel, item.kind, item.from_them, item.note, item.uids)
        for item in touches(read_tables()[0])
    ]
    dinner = "Dinner at O'Hara's: They told of the move.\nIt was loud."
    assert found == [
        ("2023-05-06", "meeting", "", False, dinner, (uuid(1), uuid(5))),
        ("2023-06-01", "video", "", False, "Video call about her thesis", (uuid(1),)),
        ("2023-07-01", "call", "", False, "asked how she is", (uuid(1),)),
        ("2023-07-02", "call", "", True, "", (uuid(1),)),
        ("2023-08-01", "chat", "", True, "", (uuid(1),)),
        ("2023-03-14", "gift", "celebrate", False, "gave: tea", (uuid(1),)),
        # Of Ana's last talk the activity of that day tells more.
        ("2022-02-02", "other", "unknown", False, "", ()),
    ]


@pytest.mark.parametrize(
    ("sort", "summary", "kind"),
    [
        ("ate_restaurant", "Abendessen mit allen", "social"),
        ("ate_restaurant", None, "social"),
        ("ate_restaurant", "Pitched our product", ""),
        ("a_type_of_my_own", "Abendessen mit allen", ""),
        ("a_type_of_my_own", None, ""),
    ],
)
def test_an_activity_that_monica_offers_is_social_unless_its_words_are_sure(
    read_tables: Callable[..., Found], sort: str, summary: str | None, kind: str
) -> None:
    types: Table = [{"id": 1, "name": "a type of my own", "translation_key": sort}]
    activity = tables()["activities"][0] | {"summary": summary, "description": None}
    items, _ = read_tables(activity_types=types, activities=[activity])
    assert touches(items)[0].kind == kind
    assert touches(items)[0].note == (summary or "a type of my own")


def test_the_text_of_a_talk_is_kept_on_demand_and_read_in_any_case(tmp_path: Path) -> None:
    text = exported_sql(tables())
    for keep, note in ((False, ""), (True, "How are you?\nFine!")):
        asked = ReadOptions("monica", OPTIONS.today, keep_text=keep)
        items, _ = read_text(tmp_path / "x.sql", text, asked)
        talk = next(item for item in touches(items) if item.channel == "chat")
        assert (talk.note, talk.clue) == (note, "How are you?\nFine!")


def test_ties_are_told_from_one_side(read_tables: Callable[..., Found]) -> None:
    ties = [item[:3] for item in read_tables()[0] if isinstance(item, TieRecord)]
    assert ties == [(uuid(5), "uncle", uuid(1)), (uuid(2), "introduced", uuid(1))]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([("parent", 1, 2), ("child", 2, 1)], [(2, "father", 1)]),
        ([("child", 2, 1), ("parent", 1, 2)], [(2, "father", 1)]),
        # The other side of it is missing.
        ([("child", 1, 2)], [(2, "son", 1)]),
        ([("parent", 2, 1)], [(1, "mother", 2)]),
        ([("colleague", 1, 2), ("colleague", 2, 1)], [(2, "colleague", 1)]),
        (
            [("colleague", 1, 2), ("colleague", 2, 1), ("bestfriend", 2, 1), ("bestfriend", 1, 2)],
            [(2, "colleague", 1), (2, "best friend", 1)],
        ),
        ([("subordinate", 1, 2), ("boss", 2, 1)], [(1, "boss", 2)]),
        ([("subordinate", 1, 2)], [(2, "reports to", 1)]),
        # A type of the user's own has a reverse that the JSON does not name.
        ([("landlord", 1, 2), ("tenant", 2, 1)], [(2, "landlord", 1)]),
        ([("", 1, 2)], [(2, "relative", 1)]),
        ([("friend", 1, 1), ("friend", 1, 9)], []),
    ],
)
def test_a_relationship_says_who_the_second_one_is_to_the_first(
    read_tables: Callable[..., Found], rows: list[tuple[str, int, int]], found: list[Any]
) -> None:
    related: Table = [
        {"id": number, "type": sort, "contact_is": whose, "of_contact": who}
        for number, (sort, whose, who) in enumerate(rows)
    ]
    both = [contact(1, "Ana", gender_id=2), contact(2, "Ben")]
    items, _ = read_tables(relationships=related, contacts=both)
    ties = [item[:3] for item in items if isinstance(item, TieRecord)]
    assert ties == [(uuid(one), relation, uuid(other)) for one, relation, other in found]


@pytest.mark.parametrize(
    ("sort", "more", "text"),
    [
        ("spouse", {"gender_id": 2}, "wife Zoe"),
        ("partner", {}, "partner Zoe"),
        ("colleague", {"last_name": "Ek"}, "colleague Zoe Ek"),
        (
            "child",
            {"gender_id": None, "birthday_special_date_id": 1},
            "child Zoe, born 14 Mar 1976",
        ),
        ("child", {"birthday_special_date_id": 5}, "son Zoe, born about 1950"),
        ("parent", {"birthday_special_date_id": 7}, "father Zoe, birthday 29 Feb"),
        ("parent", {"is_dead": 1}, "father Zoe, died"),
        ("step_niece", {}, "step niece Zoe"),
    ],
)
def test_a_relative_without_a_page_is_a_fact(
    read_tables: Callable[..., Found], sort: str, more: dict[str, Any], text: str
) -> None:
    both = [contact(1, "Ana"), contact(4, "Zoe", is_partial=1, **more)]
    related: Table = [{"id": 1, "type": sort, "contact_is": 1, "of_contact": 4}]
    days = [*tables()["special_dates"], day(7, "2020-02-29", no_year=1)]
    items, _ = read_tables(contacts=both, relationships=related, special_dates=days)
    facts = [fact.text for fact in people(items)["Ana"].facts]
    assert text in facts


def test_a_relative_of_nobody_is_counted(read_tables: Callable[..., Found]) -> None:
    both = [contact(1, "Ana"), contact(4, "Zoe", is_partial=1)]
    _, remarks = read_tables(contacts=both, relationships=tables()["relationships"][2:3])
    assert "relatives of nobody 1" in remarks[1]


@pytest.mark.parametrize(
    ("kind", "protocol", "sort", "data", "field", "value"),
    [
        ("Email", "mailto:", "email", "mailto:a@b.example", "emails", "a@b.example"),
        ("Email", "mailto:", "email", "no address", "facts", "Email: no address"),
        ("Work mail", "", "", "a@b.example", "emails", "a@b.example"),
        ("Mobile", "tel:", "", "0301 234", "phones", "0301 234"),
        ("Whatsapp", "https://wa.me/", "", "+49 301 234", "phones", "+49 301 234"),
        ("Facebook", "", "", "ana.silva", "chats", "facebook:ana.silva"),
        ("Twitter", "https://twitter.com/", "", "@ana", "chats", "twitter:ana"),
        ("Forum", "https://m.example/", "", "@ana", "urls", "https://m.example/ana"),
        ("LinkedIn", "", "", "www.linkedin.com/in/ana", "urls", "www.linkedin.com/in/ana"),
        ("Blog", "", "", "https://ana.example/x", "urls", "https://ana.example/x"),
        ("Blog", "", "", "ana.example/x", "urls", "ana.example/x"),
        ("Telegram", "telegram:", "", "ana", "chats", "telegram:ana"),
        ("Skype", "skype:", "", "skype:ana", "chats", "skype:ana"),
        ("Signal", "", "", "ana.01", "chats", "signal:ana.01"),
        ("Locker", "", "", "B 12", "facts", "Locker: B 12"),
        ("", "", "", "B 12", "facts", "B 12"),
    ],
)
def test_a_way_to_reach_them_is_told_by_its_type_or_by_what_it_is(
    read_tables: Callable[..., Found],
    kind: str,
    protocol: str,
    sort: str,
    data: str,
    field: str,
    value: str,
) -> None:
    types: Table = [{"id": 9, "name": kind, "protocol": protocol, "type": sort}]
    fields = [of(3, 1, contact_field_type_id=9, data=data)]
    items, _ = read_tables(contact_field_types=types, contact_fields=fields)
    eva = people(items)["Eva"]
    found = [fact.text for fact in eva.facts] if field == "facts" else list(getattr(eva, field))
    assert found == [value]


def test_the_json_and_both_dumps_say_the_same(tmp_path: Path) -> None:
    exported = read_text(tmp_path / "x.sql", exported_sql(tables()))
    assert read_text(tmp_path / "y.sql", dumped_sql(tables())) == exported
    items, remarks = read_text(tmp_path / "x.json", exported_json(tables()))
    # In the JSON there are no jobs but the one of the contact, no place where you met, and no days.
    ana, rui = people(exported[0])["Ana Maria Silva"], people(exported[0])["Rui Silva"]
    less = {
        "Ana Maria Silva": ana._replace(met="5 Oct 2019, through Ben Okoro"),
        "Rui Silva": rui._replace(company="", role=""),
    }
    assert people(items) == {
        name: less.get(name, person)._replace(where=person.where)
        for name, person in people(exported[0]).items()
    }
    assert touches(items) == touches(exported[0])
    assert remarks[0] == exported[1][0]
    assert remarks[1] == (
        "left out: debts 1, photos 1, documents 1, journal entries 2, your own contact 1, "
        "reminders that are over 1, tasks that are done 1, activities without a contact 1"
    )


def test_the_json_may_be_sorted_and_on_one_line(tmp_path: Path) -> None:
    text = exported_json(tables())
    sorted_text = json.dumps(json.loads(text), sort_keys=True)
    assert read_text(tmp_path / "x", sorted_text)[0] == read_text(tmp_path / "y", text)[0]


def test_monica_2_has_marks_for_gifts_and_no_uuids(read_tables: Callable[..., Found]) -> None:
    marks = {"has_been_offered": 0, "has_been_received": 0, "offered_at": None} | {
        "received_at": None,
        "contact_id": 1,
        "created_at": "2018-01-01 00:00:00",
    }
    gifts: Table = [
        marks | {"id": 1, "name": "a kite"},
        marks | {"id": 2, "name": "tea", "has_been_offered": 1, "offered_at": "2018-02-03"},
        marks | {"id": 3, "name": "jam", "has_been_received": 1, "received_at": "2018-03-03"},
    ]
    items, _ = read_tables(contacts=[contact(1, "Ana", uuid=None)], gifts=gifts)
    ana = people(items)["Ana"]
    assert ana.uid == "monica:1:2021-01-01 09:00:00"
    assert [action.text for action in ana.actions if action.sort == "gesture"] == ["gift: a kite"]
    given = [(item.note, item.from_them) for item in touches(items) if item.channel == "gift"]
    assert given == [("gave: tea", False), ("received: jam", True)]


def test_two_that_were_written_in_one_second_are_two(read_tables: Callable[..., Found]) -> None:
    call = of(1, 1, called_at="2023-07-01", content="a", contact_called=0)
    items, _ = read_tables(calls=[call, call | {"id": 99, "content": "b"}])
    uids = [item.uid for item in touches(items) if item.channel == "call"]
    assert uids == [f"monica:call:{uuid(1)}:20210301101501{number}" for number in ("", "#2")]


def test_only_one_account_of_an_instance_comes_in(read_tables: Callable[..., Found]) -> None:
    gone = contact(8, "Jon", deleted_at="2022-01-01 00:00:00")
    others = [contact(7, "Ina", account_id=2), gone]
    mine, debts = tables()["contacts"], [of(1, 1), of(1, 2, account_id=2)]
    items, remarks = read_tables(contacts=[*mine, *others], debts=debts)
    assert list(people(items)) == ["Ana Maria Silva", "Ben Okoro", "Eva", "Rui Silva"]
    assert remarks[0] == (
        "there are 2 accounts in it: only that of me@home.example comes in, with 6 contacts; "
        "the others export theirs in Monica"
    )
    assert "debts 1," in remarks[2]


def test_a_contact_without_an_id_is_refused(read_tables: Callable[..., Found]) -> None:
    found = tables()
    for number in (1, 2):
        found["contacts"][-number]["id"] = None
    items, _ = read_tables(contacts=found["contacts"])
    assert [item.number for item in items if isinstance(item, Refused)] == [2]
    assert "Ana Maria Silva" in people(items)


def test_a_contact_without_a_name_is_refused(read_tables: Callable[..., Found]) -> None:
    items, _ = read_tables(contacts=[contact(1, ""), contact(2, "", nickname="Bo")])
    assert [item for item in items if isinstance(item, Refused)] == [
        Refused("contact 1", "there is no name that can be read")
    ]
    assert people(items)["Bo"].nicknames == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{}", "is JSON, but has no contacts of Monica in it"),
        ('{"account": {"data": [{"type": "contact", "values": []}]}}', "no contacts of Monica"),
        ('{"account": []}', "line 1: there should be a {"),
        ("INSERT INTO `x` (`a`) VALUES (1);", "is an SQL dump, but has no contacts of Monica"),
        (
            "INSERT INTO contacts (id,first_name) VALUES (1,'Ana');",
            "is an SQL dump, but has no con",
        ),
        ("INSERT INTO contacts (id,vault_id) VALUES (1,2);", "is a dump of Monica 5"),
        (exported_json(tables())[:5_000], "the file ends in the middle"),
        (exported_sql(tables())[:5_000], "the dump ends in the middle"),
    ],
)
def test_what_is_not_of_monica_is_refused(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(CareError, match=said):
        read_text(tmp_path / "x", text)


ODD = [None, "", 7, -1, "0000-00-00", "x", [], {}, True, "2020-02-30", [[]], {"values": {}}]


@pytest.mark.parametrize("odd", ODD)
def test_odd_values_do_no_harm(tmp_path: Path, odd: Any) -> None:
    whole = json.loads(exported_json(tables()))
    for sort in whole["account"]["data"]:
        for value in sort["values"]:
            for key in value["properties"] or ():
                changed = json.loads(json.dumps(whole))
                for other in changed["account"]["data"]:
                    if other["type"] == sort["type"]:
                        for item in other["values"]:
                            if item["properties"]:
                                item["properties"][key] = odd
                read_text(tmp_path / "x.json", json.dumps(changed))
