import pytest
from hypothesis import given
from hypothesis import strategies as st
from readings import Reading, reading

from caretrack.domain.records import FactRecord, PersonRecord, Refused, TouchRecord
from caretrack.formats.friends import read

PEOPLE = "### Friends:\n- Ana Silva\n- Ben Okoro\n"


def parse(data: bytes) -> Reading:
    return reading(read, data, "friends")


def activities(*lines: str) -> Reading:
    return parse(("### Activities:\n" + "\n".join(lines) + "\n\n" + PEOPLE).encode())


def friends(*lines: str) -> Reading:
    return parse(("### Friends:\n" + "\n".join(lines) + "\n").encode())


def test_an_activity_is_a_touch_with_everybody_named_in_it() -> None:
    parsed = activities(
        "- 2018-11-01: **Ana Silva** and I met **Ben Okoro** in _Martha's Vineyard_. @food"
    )
    assert parsed.touches == (
        TouchRecord(
            "2018-11-01",
            ("Ana Silva", "Ben Okoro"),
            "Ana Silva and I met Ben Okoro in Martha's Vineyard. @food",
            "line 2",
        ),
    )
    assert parsed.refused == ()


def test_somebody_named_twice_is_there_once_and_spelt_as_on_the_list() -> None:
    assert activities("- 2018-11-01: **ana silva** is **Ana  Silva**").touches[0].people == (
        "Ana Silva",
    )


def test_underscores_inside_words_stay() -> None:
    assert (
        activities("- 2018-11-01: **Ana Silva** sent my_file_v2 and 2 * 3").touches[0].note
        == "Ana Silva sent my_file_v2 and 2 * 3"
    )


def test_a_note_is_a_fact_about_everybody_named_in_it() -> None:
    parsed = parse(
        (
            "### Notes:\n- 2018-06-15: **Ana Silva** and **Ben Okoro** move to _Paris_. @home\n"
            + PEOPLE
        ).encode()
    )
    fact = FactRecord("other", "Ana Silva and Ben Okoro move to Paris. @home", "2018-06-15")
    assert [(person.name, person.facts) for person in parsed.people] == [
        ("Ana Silva", (fact,)),
        ("Ben Okoro", (fact,)),
    ]
    assert parsed.touches == ()


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("- Ana Silva", PersonRecord("Ana Silva", "line 2")),
        (
            "- Ana Silva (a.k.a. The Admiral a.k.a. Amazing Ana) [Paris] @navy @Science",
            PersonRecord(
                "Ana Silva",
                "line 2",
                nicknames=("The Admiral", "Amazing Ana"),
                tags=("navy", "science"),
                facts=(FactRecord("other", "Lives in Paris", None),),
            ),
        ),
        (
            "-   Ana   Silva   @school:phd ",
            PersonRecord("Ana Silva", "line 2", tags=("school:phd",)),
        ),
        (
            "- Ana [Marie's Town]",
            PersonRecord(
                "Ana", "line 2", facts=(FactRecord("other", "Lives in Marie's Town", None),)
            ),
        ),
        (
            "- Ana (a.k.a. Annie (short))",
            PersonRecord("Ana", "line 2", nicknames=("Annie (short)",)),
        ),
        ("- \u202aChloe\u0301\u202c", PersonRecord("Chloé", "line 2")),
    ],
)
def test_a_line_of_the_list_is_a_person(line: str, expected: PersonRecord) -> None:
    assert friends(line) == Reading((expected,), (), ())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- 2018-11-01: went to _Paris_ alone", "nobody in it is named"),
        ("- 2018-11-01:", "nobody in it is named"),
        ("- 2018-02-30: **Ana Silva**", "there is no day 2018-02-30"),
        ("- 0000-01-01: **Ana Silva**", "there is no day 0000-01-01"),
        ("- yesterday: **Ana Silva**", "it does not begin with a date like 2026-03-14:"),
        ("- 20181101: **Ana Silva**", "it does not begin with a date like 2026-03-14:"),
        ("- 2018-11-01: **Ana Slva** and **Ben Okoro**", "not on the list of friends: Ana Slva"),
        ("lunch with **Ana Silva**", "it is not an entry: an entry begins with “- ”"),
    ],
)
def test_a_line_that_cannot_be_read_is_refused_and_the_others_come_in(line: str, why: str) -> None:
    parsed = activities("- 2018-11-02: **Ana Silva**", line, "- 2018-11-01: **Ben Okoro**")
    assert parsed.refused == (Refused("line 3", f"“{line}”: {why}"),)
    assert [touch.where for touch in parsed.touches] == ["line 2", "line 4"]
    assert [person.name for person in parsed.people] == ["Ana Silva", "Ben Okoro"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("- ", "it is not a name with (a.k.a. NICKNAME), [PLACE] and @tags after it"),
        ("- @tag", "it is not a name with (a.k.a. NICKNAME), [PLACE] and @tags after it"),
        ("- Ben (boss)", "it is not a name with (a.k.a. NICKNAME), [PLACE] and @tags after it"),
        ("- ?", "there is no name that can be read"),
        ("- ana  silva", "Ana Silva is on the list already, at line 2"),
        ("Ben", "it is not an entry: an entry begins with “- ”"),
    ],
)
def test_a_line_of_the_list_that_is_no_person_is_refused(line: str, why: str) -> None:
    parsed = friends("- Ana Silva", line, "- Eva Lind")
    assert [person.name for person in parsed.people] == ["Ana Silva", "Eva Lind"]
    assert [(refused.where, refused.why.partition("”: ")[2]) for refused in parsed.refused] == [
        ("line 3", why)
    ]


def test_a_name_without_end_is_refused_with_its_start() -> None:
    (refused,) = friends("- " + "x" * 201).refused
    assert refused.why.endswith("…”: the name has 201 characters, more than 200")
    assert len(refused.why) < 150


def test_a_line_without_end_is_refused() -> None:
    assert (
        activities("- 2018-11-01: **Ana Silva** " + "x" * 100_000)
        .refused[0]
        .why.endswith("it has 100,028 characters, more than 100,000")
    )


def test_locations_are_left_out_and_what_stands_under_another_heading_is_refused() -> None:
    parsed = parse(b"stray\n### Locations:\n- Paris\n### Pets:\n- Rex\n\n### Friends:\n- Ana\n")
    assert [person.name for person in parsed.people] == ["Ana"]
    assert [refused.where for refused in parsed.refused] == ["line 1", "line 4", "line 5"]
    assert {refused.why.partition("”: ")[2] for refused in parsed.refused} == {
        "it stands under no heading that friends.md has"
    }


def test_what_is_refused_is_shown_without_control_characters() -> None:
    assert "\x1b" not in activities("- \x1b[31mred").refused[0].why


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_any_encoding_and_line_end_will_do(encoding: str) -> None:
    text = "### Activities:\r\n- 2018-11-01: **Chloé**\r\n\r\n### Friends:\r\n- Chloé\r\n"
    parsed = parse(text.encode(encoding))
    assert [touch.people for touch in parsed.touches] == [("Chloé",)]
    assert [person.name for person in parsed.people] == ["Chloé"]


@pytest.mark.parametrize(
    "line",
    [
        "- a" + "@a" * 40_000 + " x",
        "- a" + " " * 90_000 + "(",
        "- 2018-11-01: **A**" + " _a" * 30_000,
    ],
)
def test_a_nasty_line_takes_no_time(line: str) -> None:
    assert len(friends(line).refused) == 1
    assert len(activities(line).refused) == 1


LINES = st.sampled_from(
    [
        "### Activities:",
        "### Notes:",
        "### Friends:",
        "### Locations:",
        "- 2018-11-01: **Ana** _x_",
        "- Ana (a.k.a. A)",
        "- ",
    ]
)


@given(st.lists(LINES | st.text(max_size=30)))
def test_any_lines_are_read_and_every_touch_names_people_of_the_list(lines: list[str]) -> None:
    parsed = parse("\n".join(lines).encode(errors="surrogatepass"))
    names = {person.name for person in parsed.people}
    assert all(touch.people and set(touch.people) <= names for touch in parsed.touches)


@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    assert isinstance(parse(data), Reading)


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\n"), max_size=40))
def test_one_bad_line_never_stops_the_others(line: str) -> None:
    parsed = activities("- 2018-11-02: **Ana Silva**", "* " + line, "- 2018-11-01: **Ben Okoro**")
    assert [touch.people for touch in parsed.touches] == [("Ana Silva",), ("Ben Okoro",)]
    assert [refused.where for refused in parsed.refused] == ["line 3"]
