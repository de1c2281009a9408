import pytest
from cards import Parsed, card, parse, person

from caretrack.exchange.records import FactRecord, OccasionRecord, PersonRecord, Refused


def test_everything_of_a_card_comes_in() -> None:
    assert parse(
        card(
            "UID:urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
            "FN:Ana Silva",
            "N:Silva;Ana;;;",
            "NICKNAME:Nita,Annie",
            "EMAIL;TYPE=INTERNET;TYPE=pref:ana@lagoon.example",
            "EMAIL;TYPE=home:ana@home.example",
            "TEL;TYPE=CELL:+351 912 345 678",
            "URL:https://lagoon.example",
            "ORG:Lagoon Foods;Purchasing",
            "TITLE:Head of Operations",
            "NOTE:Met in Porto\\, 2023.\\nLikes tea.",
            "CATEGORIES:Key Accounts,porto",
            "BDAY:1976-03-14",
            "ADR:;;Main Street 1;Porto;;;Portugal",
            "PHOTO;ENCODING=b;TYPE=JPEG:AAAA",
        )
    ) == Parsed(
        (
            PersonRecord(
                name="Ana Silva",
                where="card 1, line 1",
                uid="urn:uuid:4fbe8971-0bc3-424c-9c26-36c3e1eff6b1",
                nicknames=("Nita", "Annie"),
                emails=("ana@lagoon.example", "ana@home.example"),
                phones=("+351 912 345 678",),
                urls=("https://lagoon.example",),
                company="Lagoon Foods",
                role="Head of Operations",
                note="Met in Porto, 2023.\nLikes tea.",
                tags=("key-accounts", "porto"),
                occasions=(OccasionRecord("birthday", 3, 14, 1976),),
            ),
        ),
        (),
    )


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["FN:Ana Silva", "N:Other;Name;;;"], "Ana Silva"),
        (["FN: Ana\\n Silva "], "Ana Silva"),
        (["N:Silva;Ana;;;"], "Ana Silva"),
        (["N:Doe;John;Richter,James;Mr.;Sr."], "John Richter James Doe"),
        (["N:Silva"], "Silva"),
        (["FN:", "N:;Ana;;;"], "Ana"),
        (["FN:.", "N:;;;;", "NICKNAME:Nita"], "Nita"),
        (["N:;;;Mr.;", "ORG:;Kitchen"], "Kitchen"),
        (["FN:", "ORG:ACME\\, Inc.;Sales", "EMAIL:a@x.org"], "ACME, Inc."),
        (["EMAIL:a@x.org"], "a@x.org"),
        (["N;ALTID=1:representation;one;;;", "N;ALTID=1:representation;two;;;"], "one representation"),
        (["FN:" + "x" * 200], "x" * 200),
    ],
)
def test_the_name_is_the_best_that_there_is(lines: list[str], expected: str) -> None:
    assert person(*lines).name == expected


def test_a_nickname_that_is_the_name_is_not_kept_twice() -> None:
    assert person("NICKNAME:Nita,nita,Annie").nicknames == ("Annie",)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        ([], "a card without a name"),
        (["FN:", "N:;;;;", "TEL:123"], "a card without a name"),
        (["FN:???"], "a card without a name"),
        (["FN:" + "x" * 201], "the name has 201 characters, more than 200"),
        (["FN:" + "x" * 2001, "EMAIL:a@x.org"], "the name has 2,001 characters, more than 200"),
        (["FN:Team", "KIND:group"], "a group, not a person"),
        (["FN:Team", "X-ADDRESSBOOKSERVER-KIND:Group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:x"], "a group, not a person"),
        (["FN:ACME", "KIND:org"], "an organisation, not a person"),
        (["FN:Room 5", "KIND:location"], "a place, not a person"),
    ],
)
def test_a_card_of_nobody_is_refused(lines: list[str], why: str) -> None:
    assert parse(card(*lines)) == Parsed((), (Refused("card 1, line 1", why),))


def test_a_card_that_says_it_is_a_person_comes_in() -> None:
    assert person("FN:Ana", "KIND:individual").name == "Ana"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("BDAY:19760314", (3, 14, 1976)),
        ("BDAY:1976-03-14", (3, 14, 1976)),
        ("BDAY;VALUE=date:1976-03-14", (3, 14, 1976)),
        ("BDAY:1976-03-14T00:00:00Z", (3, 14, 1976)),
        ("BDAY:19760314T231500-0500", (3, 14, 1976)),
        ("BDAY:--0229", (2, 29, None)),
        ("BDAY:--02-29", (2, 29, None)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", (2, 29, None)),
        ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-05-06", (5, 6, None)),
        ("BDAY;VALUE=date;X-APPLE-OMIT-YEAR=1604:1604-03-14", (3, 14, None)),
        ("BDAY:1604-03-14", (3, 14, None)),
        ("BDAY:0000-03-14", (3, 14, None)),
        ("BDAY:1900-03-14", (3, 14, None)),
        ("BDAY:20000229", (2, 29, 2000)),
    ],
)
def test_a_birthday_is_read_in_all_its_forms(line: str, expected: tuple[int, int, int | None]) -> None:
    found = person("FN:Ana", line)
    assert found.occasions == (OccasionRecord("birthday", *expected),)
    assert found.facts == ()


@pytest.mark.parametrize("text", ["circa 1800", "1976", "1976-03", "---14", "--03", "19010229", "1976-02-30", "--1301", "٢٠٠٠٠١٠١"])
def test_a_birthday_that_is_no_day_of_the_year_is_kept_as_a_fact(text: str) -> None:
    found = person("FN:Ana", f"BDAY;VALUE=text:{text}")
    assert found.occasions == ()
    assert found.facts == (FactRecord("other", f"Birthday: {text}", None),)


def test_a_person_has_one_birthday_and_an_empty_one_is_none() -> None:
    assert person("FN:Ana", "BDAY:", "BDAY:--0314", "BDAY:19760315").occasions == (OccasionRecord("birthday", 3, 14, None),)


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (["ANNIVERSARY:20110113"], "anniversary"),
        (["X-MS-ANNIVERSARY:20110113"], "anniversary"),
        (["X-ANNIVERSARY:2011-01-13"], "anniversary"),
        (["item1.X-ABDATE:2011-01-13", "item1.X-ABLabel:_$!<Anniversary>!$_"], "anniversary"),
        (["item1.X-ABLabel:First order", "ITEM1.X-ABDATE;type=pref:2011-01-13"], "First order"),
        (["X-ABDATE:2011-01-13"], "other"),
        (["item1.X-ABDATE:2011-01-13", "item2.X-ABLabel:Work"], "other"),
    ],
)
def test_other_yearly_days_come_with_their_label(lines: list[str], label: str) -> None:
    assert person("FN:Ana", *lines).occasions == (OccasionRecord(label, 1, 13, 2011),)


def test_an_anniversary_that_is_no_date_is_kept_as_a_fact() -> None:
    assert person("FN:Ana", "ANNIVERSARY;VALUE=text:spring 1990").facts == (FactRecord("other", "Anniversary: spring 1990", None),)


@pytest.mark.parametrize(
    ("line", "attribute", "expected"),
    [
        ("EMAIL:mailto:a@x.org", "emails", ("a@x.org",)),
        ("EMAIL;PREF;INTERNET:a@x.org", "emails", ("a@x.org",)),
        ("item1.EMAIL:<a@x.org>", "emails", ("a@x.org",)),
        ("EMAIL:", "emails", ()),
        ("TEL;CELL;PREF:123 456", "phones", ("123 456",)),
        ('TEL;VALUE=uri;TYPE="voice,home":tel:+1-555-0123;ext=51', "phones", ("+1-555-0123 ext. 51",)),
        ("TEL;VALUE=uri:tel:+1-555-0123;phone-context=x", "phones", ("+1-555-0123",)),
        ("TEL:\u202a+351 1\u202c", "phones", ("+351 1",)),
        ("TEL:", "phones", ()),
        ("URL:http\\://x.org", "urls", ("http://x.org",)),
        ("item1.URL;type=pref:www.x.org", "urls", ("www.x.org",)),
        ("ORG:;Kitchen", "company", "Kitchen"),
        ("ORG:A\\;B;C", "company", "A;B"),
        ("ORG:A, B & C", "company", "A, B & C"),
        ("TITLE:Cook, Baker", "role", "Cook, Baker"),
        ("ROLE:Cook", "role", "Cook"),
        ("NICKNAME:a\\,b,c", "nicknames", ("a,b", "c")),
        ("NICKNAME:", "nicknames", ()),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/nickname;Nita;1;;;;", "nicknames", ("Nita",)),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Eva;1", "nicknames", ()),
        ("X-ANDROID-CUSTOM:junk", "nicknames", ()),
        ("CATEGORIES:A b,,a B,@c", "tags", ("a-b", "c")),
        ("UID: urn:uuid:1 ", "uid", "urn:uuid:1"),
        ("NOTE:one; two, three\\; four\\\\five\\Nsix \\x", "note", "one; two, three; four\\five\nsix \\x"),
        ("NOTE:fold", "note", "fold"),
        ("note;language=en:small", "note", "small"),
    ],
)
def test_a_property_is_read(line: str, attribute: str, expected: object) -> None:
    assert getattr(person("FN:Ana", line), attribute) == expected


def test_the_title_goes_before_the_role_and_the_first_uid_and_company_count() -> None:
    found = person("FN:Ana", "ROLE:r", "TITLE:", "TITLE:t", "UID:1", "UID:2", "ORG:a", "ORG:b")
    assert (found.role, found.uid, found.company) == ("t", "1", "a")


def test_several_notes_are_one() -> None:
    assert person("FN:Ana", "NOTE:one", "NOTE:", "NOTE:two", "NOTE:one").note == "one\ntwo"
