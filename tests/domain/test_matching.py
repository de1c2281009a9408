import pytest

from caretrack.domain.people.matching import (
    MOST_CALLED,
    MOST_SHARING,
    Handle,
    Match,
    Matcher,
    own_page,
)
from caretrack.domain.records import PersonRecord

Record = tuple[PersonRecord, tuple[Handle, ...]]


def record(name: str, *handles: str, company: str = "") -> Record:
    """Handles as `email:ana@x`."""
    pairs = [handle.split(":", 1) for handle in handles]
    return PersonRecord(name, "card 1", company=company), tuple(
        Handle(sort, value, value) for sort, value in pairs
    )


@pytest.fixture
def matcher() -> Matcher:
    matcher = Matcher()
    for person_id, name, company, *handles in (
        ("a", "Ana Silva", "Lagoon", "uid:U1", "email:ana@x", "email:office@x"),
        ("b", "Ben Okoro", "Lagoon", "email:office@x", "nickname:bo"),
        ("c", "Eva Lind", "Fjord", "email:eva@y"),
        ("d", "Eva Lind", "Delta", "uid:U4"),
        (
            "e",
            "Gil Ruiz",
            None,
            "url:https://www.linkedin.com/in/gil-ruiz",
            "url:https://ruiz.example",
        ),
        ("f", "Ina Berg", None, "url:https://www.linkedin.com/in/bergs"),
        ("g", "Jon Berg", None, "url:https://www.linkedin.com/in/bergs"),
    ):
        matcher.add_person(person_id, name, company)
        for handle in handles:
            matcher.add_handle(person_id, *handle.split(":", 1))
    return matcher


@pytest.mark.parametrize(
    ("incoming", "verdict"),
    [
        # uid before all else
        (record("Somebody Else", "uid:U1"), Match("a")),
        (record("Ana Silva", "uid:U1", "email:eva@y"), Match("a")),
        (record("Ana Silva", "uid:b"), Match("b")),
        # then a page of their own, whatever they are called there
        (record("Gil Ruiz Soto", "url:https://www.linkedin.com/in/gil-ruiz"), Match("e")),
        (
            record("Хиль Руис", "url:http://linkedin.com/in/Gil-Ruiz/?trk=x", "email:ana@x"),
            Match("e"),
        ),
        (record("Gil Ruiz", "uid:U1", "url:https://www.linkedin.com/in/gil-ruiz"), Match("a")),
        (record("Gilberto", "url:https://ruiz.example"), Match(None)),
        (record("Gilberto", "url:https://www.linkedin.com/company/gil-ruiz"), Match(None)),
        (record("Jon Berg", "url:https://www.linkedin.com/in/bergs"), Match("g")),
        (record("Berg", "url:https://www.linkedin.com/in/bergs"), Match(None)),
        # then the address
        (record("Ana Maria Silva", "email:ana@x"), Match("a")),
        (record("Ana", "uid:U9", "email:ana@x"), Match("a")),
        (record("Ana Costa", "email:ana@x"), Match("a")),
        (record("ana@x", "email:ana@x"), Match("a")),
        (record("Gil Ruiz", "email:ana@x"), Match("e", shares="Ana Silva")),
        (record("Ben Okoro", "email:office@x"), Match("b")),
        (record("Benjamin Okoro", "email:office@x"), Match("b")),
        (record("Jo Stone", "email:office@x"), Match(None, shares="Ana Silva")),
        # then the name
        (record("GIL RUIZ"), Match("e")),
        (record("Gil Ruiz", "uid:U7"), Match("e")),
        (record("Gil Ruiz", "email:new@z", company="Elsewhere"), Match("e")),
        (record("Ana Silva", "uid:U7"), Match(None)),
        (record("Eva Lind"), Match(None, several=2)),
        (record("Eva Lind", company="Delta"), Match("d")),
        (record("Eva Lind", company="Elsewhere"), Match(None, several=2)),
        (record("Eva Lind", "uid:U7"), Match("c")),
        (record("Nobody Known"), Match(None)),
    ],
)
def test_a_record_is_matched_by_uid_then_page_then_address_then_name(
    matcher: Matcher, incoming: Record, verdict: Match
) -> None:
    assert matcher.match(*incoming) == verdict


def test_what_a_record_says_of_somebody_tells_them_from_then_on(matcher: Matcher) -> None:
    first = record("Gil Ruiz", "uid:U8", "email:gil@z", "phone:1")
    assert not matcher.is_in_file("e")
    matcher.add_record("e", *first)
    matcher.add_record("e", *first)
    assert matcher.person_with_email("gil@z") == "e"
    assert matcher.is_in_file("e")
    assert matcher.match(*record("G.", "uid:U8")).id == "e"
    assert matcher.match(*record("G.", "email:gil@z")).id == "e"
    assert matcher.match(*record("Gil Ruiz", "uid:U9")).id is None
    assert matcher.match(*record("G.", "phone:1")).id is None
    matcher.add_record(
        "c", *record("Eva Lind", "url:https://www.linkedin.com/in/eva", "url:https://eva.example")
    )
    assert matcher.match(*record("E.", "url:linkedin.com/in/eva")).id == "c"
    assert matcher.match(*record("E.", "url:https://eva.example")).id is None


@pytest.mark.parametrize(
    ("url", "page"),
    [
        ("https://www.linkedin.com/in/ana-silva", "ana-silva"),
        ("http://linkedin.com/in/Ana-Silva/", "ana-silva"),
        ("  linkedin.com/in/ana-silva?trk=people#top", "ana-silva"),
        ("https://pt.linkedin.com/in/ana-silva/en", "ana-silva"),
        ("https://www.linkedin.com/in/chlo%C3%A9", "chloé"),
        ("https://www.linkedin.com/in/", ""),
        ("https://www.linkedin.com/company/lagoon", ""),
        ("https://www.linkedin.com/search?q=/in/ana", ""),
        ("https://evil.example/linkedin.com/in/ana", ""),
        ("https://notlinkedin.com/in/ana", ""),
        ("https://www.linkedin.com.evil.example/in/ana", ""),
        ("https://lagoon.example", ""),
        ("", ""),
    ],
)
def test_only_a_personal_page_of_linkedin_identifies_somebody(url: str, page: str) -> None:
    assert own_page(url) == page


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (("email:j@a", "Acme"), ("email:j@i", "Initech"), False),
        (("email:j@a", "Acme"), ("email:j@i", "Acme"), True),
        (("email:j@a", "Acme"), ("email:j@i", ""), True),
        (("email:j@a", "Acme"), ("", "Initech"), True),
        (("", "Acme"), ("email:j@i", "Initech"), True),
        (("email:j@a", ""), ("email:j@i", "Initech"), True),
    ],
)
def test_one_name_in_one_file_at_two_companies_with_two_addresses_is_two_people(
    first: tuple[str, str], second: tuple[str, str], same: bool
) -> None:
    matcher = Matcher()
    matcher.add_person("j", "John Smith", first[1])
    matcher.add_record("j", *record("John Smith", *filter(None, [first[0]]), company=first[1]))
    assert (
        matcher.match(*record("John Smith", *filter(None, [second[0]]), company=second[1])).id
        == "j"
    ) is same


def test_in_a_touch_somebody_is_meant_by_the_name_or_address_that_is_theirs_alone(
    matcher: Matcher,
) -> None:
    assert matcher.person_named("gil ruiz") == "e"
    assert matcher.person_named("Bo") == "b"
    assert matcher.person_named("Eva Lind") is None
    assert matcher.person_named("Nobody") is None
    assert matcher.person_with_email("eva@y") == "c"
    assert matcher.person_with_email("office@x") is None
    assert matcher.person_with_email("nobody@x") is None
    assert matcher.person_with_page("http://linkedin.com/in/Gil-Ruiz") == "e"
    assert matcher.person_with_page("https://www.linkedin.com/in/bergs") is None
    assert matcher.person_with_page("https://ruiz.example") is None
    assert matcher.people_named("Eva Lind") == ["c", "d"]
    assert matcher.name("e") == "Gil Ruiz"
    assert matcher.has_person("e")
    assert not matcher.has_person("z")


def test_a_handle_is_known_by_its_key(matcher: Matcher) -> None:
    assert matcher.has_handle("email", "office@x")
    assert not matcher.has_handle("email", "nobody@x")
    assert matcher.has_handle("url", "https://linkedin.com/in/gil-ruiz/")
    assert not matcher.has_handle("url", "https://ruiz.example")


def many(matcher: Matcher, count: int, name: str, *handles: str) -> None:
    for number in range(count):
        matcher.add_person(f"m{number}", name, None)
        for handle in handles:
            matcher.add_handle(f"m{number}", *handle.format(number).split(":", 1))


def test_a_name_that_very_many_have_is_matched_by_address_only(matcher: Matcher) -> None:
    many(matcher, MOST_CALLED + 1, "Jo Stone", "email:jo{}@z")
    assert matcher.match(*record("Jo Stone")) == Match(None, several=MOST_CALLED + 1)
    assert matcher.match(*record("Jo Stone", "email:jo7@z")) == Match("m7")


def test_the_company_decides_among_as_many_namesakes_as_are_compared_and_not_one_more(
    matcher: Matcher,
) -> None:
    matcher.add_person("h", "Jo Stone", "Harbour")
    many(matcher, MOST_CALLED - 1, "Jo Stone")
    assert matcher.match(*record("Jo Stone", company="Harbour")) == Match("h")
    matcher.add_person("last", "Jo Stone", None)
    everybody = Match(None, several=MOST_CALLED + 1)
    assert matcher.match(*record("Jo Stone", company="Harbour")) == everybody


def test_a_record_names_another_one_by_uid_or_by_name(matcher: Matcher) -> None:
    told = {"U1": "a", "Ben Okoro": "b", "bo": "b", "Eva Lind": None, "U9": None, "": None}
    assert {text: matcher.person_told(text) for text in told} == told


def test_a_page_that_two_share_means_the_one_of_them_with_that_name(matcher: Matcher) -> None:
    matcher.add_person("h", "Jon Berg", None)
    assert matcher.match(*record("Jon Berg", "url:https://www.linkedin.com/in/bergs")) == Match("g")


def test_people_of_one_name_who_have_uids_are_never_taken_for_another_uid(matcher: Matcher) -> None:
    many(matcher, MOST_CALLED + 1, "Jo Stone", "uid:J{}")
    assert matcher.match(*record("Jo Stone", "uid:new")) == Match(None)
    matcher.add_person("last", "Jo Stone", None)
    assert matcher.match(*record("Jo Stone", "uid:new")) == Match("last")
    assert matcher.match(*record("Jo Stone", "uid:J3")) == Match("m3")


def test_an_address_that_very_many_share_means_the_one_with_that_name(matcher: Matcher) -> None:
    for number in range(MOST_SHARING + 5):
        matcher.add_person(f"m{number}", f"{chr(65 + number)}xyz Person{number}", None)
        matcher.add_handle(f"m{number}", "email", "box@z")
    last = MOST_SHARING + 4
    assert matcher.match(*record(f"{chr(65 + last)}xyz Person{last}", "email:box@z")) == Match(
        f"m{last}"
    )


def test_a_person_met_twice_in_a_file_is_told_by_all_that_it_said_of_them(matcher: Matcher) -> None:
    matcher.add_record("e", *record("Gil Ruiz", "email:gil@one", company="One"))
    matcher.add_record("e", *record("Gil Ruiz", "email:gil@two", company="Two"))
    assert matcher.match(*record("Gil Ruiz", "email:other@z", company="Two")) == Match("e")
    assert matcher.match(*record("Gil Ruiz", "email:other@z", company="Three")) == Match(None)


def test_whoever_gets_another_name_is_told_by_that_one_alone(matcher: Matcher) -> None:
    matcher.add_person("h", "jo77@z", None)
    matcher.add_handle("h", "email", "jo77@z")
    matcher.add_person("i", "jo78@z", None)
    matcher.add_handle("i", "uid", "U9")
    assert matcher.match(*record("jo78@z", "uid:U10")).id is None
    matcher.rename("i", "Jo Sand")
    assert matcher.person_named("Jo Sand") == "i"
    matcher.rename("h", "Jo Stone")
    assert matcher.name("h") == "Jo Stone"
    assert matcher.person_named("Jo Stone") == "h"
    assert matcher.person_named("jo77@z") is None
    assert matcher.match(*record("Jo Stone", "uid:U11")) == Match("h")


def test_a_nickname_tells_who_it_is_at_an_address_that_several_share(matcher: Matcher) -> None:
    assert matcher.match(*record("bo", "email:office@x")) == Match("b")


def test_the_desk_of_an_office_is_told_by_its_address_and_never_by_its_name(
    matcher: Matcher,
) -> None:
    matcher.add_person("h", "Sales", None)
    matcher.add_handle("h", "email", "sales@one")
    assert matcher.match(*record("Sales", "email:sales@one")) == Match("h")
    assert matcher.match(*record("Sales", "email:sales@two")) == Match(None)
    assert matcher.match(*record("Sales")) == Match("h")


@pytest.mark.parametrize(
    ("handles", "verdict"),
    [
        # Of two people at one address it is the one who has the other as well.
        (("email:one@z", "email:two@z"), Match("z")),
        (("email:two@z", "email:one@z"), Match("z")),
        # Nobody has both, and Fjord is none of them.
        (("email:one@z", "email:eva@y"), Match(None, shares="Yara Moss")),
        # The box of an office tells nobody.
        (("email:office@x",), Match(None, shares="Ana Silva")),
    ],
)
def test_a_record_without_a_name_is_whoever_has_all_its_addresses(
    matcher: Matcher, handles: tuple[str, ...], verdict: Match
) -> None:
    matcher.add_person("y", "Yara Moss", None)
    matcher.add_handle("y", "email", "one@z")
    matcher.add_person("z", "Zoe Hale", None)
    matcher.add_handle("z", "email", "one@z")
    matcher.add_handle("z", "email", "two@z")
    nameless, given = record("Fjord", *handles, company="Fjord")
    nameless = nameless._replace(emails=tuple(handle.value for handle in given), unnamed=True)
    assert matcher.match(nameless, given) == verdict


def test_a_name_that_is_an_address_is_whoever_has_it_whatever_they_are_called_now(
    matcher: Matcher,
) -> None:
    nameless, given = record("sales@x", "email:eva@y", "email:sales@x")
    matcher.add_handle("c", "email", "sales@x")
    assert matcher.match(nameless, given) == Match("c")
