import pytest
from cards import Parsed, card, parse, person

from caretrack.domain.people.death import Death
from caretrack.domain.records import FactRecord, PersonRecord, Refused
from caretrack.domain.yearly_day import YearlyDay


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
                address="Main Street 1\nPorto\nPortugal",
                department="Purchasing",
                urls=("https://lagoon.example",),
                company="Lagoon Foods",
                role="Head of Operations",
                note="Met in Porto, 2023.\nLikes tea.",
                tags=("key-accounts", "porto"),
                occasions=(YearlyDay(3, 14, 1976, "birthday"),),
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
        (
            ["N;ALTID=1:representation;one;;;", "N;ALTID=1:representation;two;;;"],
            "one representation",
        ),
        (["FN:" + "x" * 200], "x" * 200),
        (["FN:a.s@x.org", "N:Silva;Ana;;;", "EMAIL:a.s@x.org"], "Ana Silva"),
        (["FN:silva7", "N:Silva;Ana;;;", "EMAIL:silva7@x.org"], "Ana Silva"),
        (["FN:a@x.org", "N:;a@x.org;;;", "EMAIL:a@x.org"], "a@x.org"),
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
        (
            ["FN:Team", "X-ADDRESSBOOKSERVER-KIND:Group", "X-ADDRESSBOOKSERVER-MEMBER:urn:uuid:x"],
            "a group, not a person",
        ),
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
def test_a_birthday_is_read_in_all_its_forms(
    line: str, expected: tuple[int, int, int | None]
) -> None:
    found = person("FN:Ana", line)
    assert found.occasions == (YearlyDay(*expected, "birthday"),)
    assert found.facts == ()


@pytest.mark.parametrize(
    "text",
    [
        "circa 1800",
        "1976",
        "1976-03",
        "---14",
        "--03",
        "19010229",
        "1976-02-30",
        "--1301",
        "٢٠٠٠٠١٠١",
    ],
)
def test_a_birthday_that_is_no_day_of_the_year_is_kept_as_a_fact(text: str) -> None:
    found = person("FN:Ana", f"BDAY;VALUE=text:{text}")
    assert found.occasions == ()
    assert found.facts == (FactRecord("other", f"Birthday: {text}", None),)


def test_a_person_has_one_birthday_and_an_empty_one_is_none() -> None:
    assert person("FN:Ana", "BDAY:", "BDAY:--0314", "BDAY:19760315").occasions == (
        YearlyDay(3, 14, None, "birthday"),
    )


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
    assert person("FN:Ana", *lines).occasions == (YearlyDay(1, 13, 2011, label),)


def test_an_anniversary_that_is_no_date_is_kept_as_a_fact() -> None:
    assert person("FN:Ana", "ANNIVERSARY;VALUE=text:spring 1990").facts == (
        FactRecord("other", "Anniversary: spring 1990", None),
    )


@pytest.mark.parametrize(
    ("line", "attribute", "expected"),
    [
        ("EMAIL:mailto:a@x.org", "emails", ("a@x.org",)),
        ("EMAIL;PREF;INTERNET:a@x.org", "emails", ("a@x.org",)),
        ("item1.EMAIL:<a@x.org>", "emails", ("a@x.org",)),
        ("EMAIL:", "emails", ()),
        ("TEL;CELL;PREF:123 456", "phones", ("123 456",)),
        (
            'TEL;VALUE=uri;TYPE="voice,home":tel:+1-555-0123;ext=51',
            "phones",
            ("+1-555-0123 ext. 51",),
        ),
        ("TEL;VALUE=uri:tel:+1-555-0123;phone-context=x", "phones", ("+1-555-0123",)),
        ("TEL:\u202a+351 1\u202c", "phones", ("+351 1",)),
        ("TEL:", "phones", ()),
        ("URL:http\\://x.org", "urls", ("http://x.org",)),
        ("item1.URL;type=pref:www.x.org", "urls", ("www.x.org",)),
        ("ORG:;Kitchen", "department", "Kitchen"),
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
        (
            "NOTE:one; two, three\\; four\\\\five\\Nsix \\x",
            "note",
            "one; two, three; four\\five\nsix \\x",
        ),
        ("NOTE:fold", "note", "fold"),
        ("note;language=en:small", "note", "small"),
    ],
)
def test_a_property_is_read_in_every_way_that_programs_write_it(
    line: str, attribute: str, expected: object
) -> None:
    assert getattr(person("FN:Ana", line), attribute) == expected


def test_the_title_goes_before_the_role_and_the_first_uid_and_company_count() -> None:
    found = person("FN:Ana", "ROLE:r", "TITLE:", "TITLE:t", "UID:1", "UID:2", "ORG:a", "ORG:b")
    assert (found.role, found.uid, found.company) == ("t", "1", "a")


def test_several_notes_are_one() -> None:
    assert person("FN:Ana", "NOTE:one", "NOTE:", "NOTE:two", "NOTE:one").note == "one\ntwo"


@pytest.mark.parametrize(
    ("lines", "say"),
    [
        (["X-PHONETIC-FIRST-NAME:AH-na", "X-PHONETIC-LAST-NAME:SIL-va"], "AH-na SIL-va"),
        (
            [
                "X-PHONETIC-LAST-NAME:SIL-va",
                "X-PHONETIC-MIDDLE-NAME:ma-REE-a",
                "X-PHONETIC-FIRST-NAME:AH-na",
            ],
            "AH-na ma-REE-a SIL-va",
        ),
        (["X-PHONETIC-FIRST-NAME:phonetic", "X-PRONUNCIATION-FIRST-NAME:AH-na"], "AH-na"),
        (["X-PHONETIC-FIRST-NAME:Ana"], ""),
        (["X-PHONETIC-FIRST-NAME:"], ""),
        (["N;ALTID=1;PHONETIC=ipa:;ˈɐnɐ;;;", "N;ALTID=1:Silva;Ana;;;"], "ˈɐnɐ"),
        (['N;SORT-AS="Silva,Ana":Silva;Ana;;;'], ""),
        (["SORT-STRING:Silva"], ""),
        (["SOUND;ENCODING=b:AAAA"], ""),
    ],
)
def test_how_to_say_a_name_comes_in(lines: list[str], say: str) -> None:
    found = person("FN:Ana", *lines)
    assert (found.name, found.say) == ("Ana", say)


@pytest.mark.parametrize(
    "lines",
    [
        ["X-PHONETIC-FIRST-NAME:たろう", "X-PHONETIC-LAST-NAME:やまだ"],
        ["SORT-STRING:やまだ たろう"],
        ['N;SORT-AS="やまだ,たろう":山田;太郎;;;'],
        ["SOUND;X-IRMC-N:やまだ;たろう;;;"],
    ],
)
def test_a_name_in_han_is_said_family_name_first(lines: list[str]) -> None:
    assert person("FN:山田太郎", *lines).say == "やまだ たろう"


@pytest.mark.parametrize(
    ("lines", "category", "text"),
    [
        (
            ["item1.X-ABRELATEDNAMES;type=pref:Mia", "item1.X-ABLabel:_$!<Daughter>!$_"],
            "family",
            "Daughter: Mia",
        ),
        (
            ["item1.X-ABLabel:_$!<YoungerSister>!$_", "item1.X-ABRELATEDNAMES:Mia"],
            "family",
            "Younger sister: Mia",
        ),
        (
            ["item1.X-ABRELATEDNAMES:Mia", "item1.X-ABLabel:Sister-in-law"],
            "family",
            "Sister-in-law: Mia",
        ),
        (["item1.X-ABRELATEDNAMES:Bo", "item1.X-ABLabel:_$!<Manager>!$_"], "other", "Manager: Bo"),
        (
            ["item1.X-ABRELATEDNAMES:Bo", "item1.X-ABLabel:Business partner"],
            "other",
            "Business partner: Bo",
        ),
        (["X-ABRELATEDNAMES;type=pref:Bo"], "other", "Related: Bo"),
        (["RELATED;TYPE=child;VALUE=text:Mia"], "family", "Child: Mia"),
        (['RELATED;TYPE="spouse,contact";VALUE=text:Bo\\, Jr.'], "family", "Spouse: Bo, Jr."),
        (["X-SPOUSE:Bo"], "family", "Spouse: Bo"),
        (["X-EVOLUTION-ASSISTANT:Bo"], "other", "Assistant: Bo"),
        (["X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Bo;14;;;;;"], "family", "Spouse: Bo"),
        (
            ["X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Bo;0;Godfather;;;;"],
            "family",
            "Godfather: Bo",
        ),
        (["X-ANDROID-CUSTOM:vnd.android.cursor.item/relation;Bo;99;"], "other", "Related: Bo"),
        (["HOBBY;INDEX=1;LEVEL=high:reading"], "hobby", "reading"),
    ],
)
def test_what_a_card_knows_of_them_becomes_a_fact(
    lines: list[str], category: str, text: str
) -> None:
    found = person("FN:Ana", *lines)
    assert (found.facts, found.occasions) == ((FactRecord(category, text, None),), ())


@pytest.mark.parametrize(
    "line",
    [
        "RELATED;TYPE=friend:urn:uuid:f81d4fae-7dec",
        "RELATED;VALUE=uri:https://x.org/bo.vcf",
        "X-SPOUSE:",
        "HOBBY:",
    ],
)
def test_what_names_nobody_and_nothing_is_no_fact(line: str) -> None:
    assert person("FN:Ana", line).facts == ()


@pytest.mark.parametrize(
    ("lines", "death"),
    [
        (["DEATHDATE:20200101"], Death(2020, 1, 1)),
        (["DEATHDATE;VALUE=date-time:19960415T231000Z"], Death(1996, 4, 15)),
        (["DEATHDATE:1996-04"], Death(1996, 4)),
        (["DEATHDATE:--0415"], Death(None, 4, 15)),
        (["DEATHDATE;VALUE=text:circa 1800"], Death(text="circa 1800")),
        (["X-DEATHDATE:2019-05-05", "X-DEATHDATE:2018"], Death(2019, 5, 5)),
        (["item1.X-ABDATE:2019-05-05", "item1.X-ABLabel:Died"], Death(2019, 5, 5)),
        (
            ["X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;2019-05-05;0;Death"],
            Death(2019, 5, 5),
        ),
        (["DEATHPLACE:Lisbon", "DEATHDATE:2019"], Death(2019, place="Lisbon")),
        (["DEATHPLACE;VALUE=uri:geo:38.7,-9.1", "DEATHDATE:2019"], Death(2019)),
        (["DEATHPLACE:Lisbon"], Death(place="Lisbon")),
        (["DEATHDATE:"], None),
    ],
)
def test_a_card_says_that_they_have_died(lines: list[str], death: Death | None) -> None:
    found = person("FN:Ana", *lines)
    assert (found.died, found.facts, found.occasions) == (death, (), ())


@pytest.mark.parametrize(
    ("value", "occasion"),
    [
        ("2011-01-13;1;", YearlyDay(1, 13, 2011, "anniversary")),
        ("--01-13;3;", YearlyDay(1, 13, None, "birthday")),
        ("2011-01-13;0;First order;;;", YearlyDay(1, 13, 2011, "First order")),
        ("2011-01-13;2;", YearlyDay(1, 13, 2011, "other")),
    ],
)
def test_a_yearly_day_of_android_comes_in(value: str, occasion: YearlyDay) -> None:
    assert person(
        "FN:Ana", f"X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;{value}"
    ).occasions == (occasion,)


def test_an_apple_card_of_a_company_is_nobody_but_one_that_names_a_person_is_them() -> None:
    company = card("X-ABShowAs:COMPANY", "N:;;;;", "FN:Lagoon Foods", "ORG:Lagoon Foods;")
    assert parse(company).refused == (Refused("card 1, line 1", "an organisation, not a person"),)
    assert (
        person(
            "X-ABShowAs:COMPANY", "N:Silva;Ana;;;", "FN:Lagoon Foods", "ORG:Lagoon Foods;"
        ).company
        == "Lagoon Foods"
    )


@pytest.mark.parametrize(
    ("line", "attribute", "expected"),
    [
        ('NOTE:say \\"hello\\"', "note", 'say "hello"'),
        ("CATEGORIES:one\\, two\\, three", "tags", ("one", "two", "three")),
        ('EMAIL;LABEL=a^nb^\'c^^;TYPE="work;home":a@x.org', "emails", ("a@x.org",)),
        ("X_NOTHING:1", "note", ""),
        ("X-messaging/irc-All:me", "note", ""),
        (
            'item1.X-ABDATE;X-APPLE-OMIT-YEAR="1900":1900-03-14',
            "occasions",
            (YearlyDay(3, 14, None, "other"),),
        ),
    ],
)
def test_signs_and_names_of_other_programs_are_understood(
    line: str, attribute: str, expected: object
) -> None:
    assert getattr(person("FN:Ana", line), attribute) == expected


def test_raw_letters_of_an_old_character_set_are_read_by_it() -> None:
    data = card("FN;CHARSET=windows-1251:@", "NOTE;CHARSET=windows-1251:café", "TITLE:#").replace(
        b"@", "Анна".encode("cp1251")
    )
    found = parse(data.replace(b"#", b"caf\xe9")).people[0]
    assert (found.name, found.note, found.role) == ("Анна", "café", "café")


def test_utf_16_without_a_mark_is_read() -> None:
    for encoding in ("utf-16-le", "utf-16-be", "utf-32"):
        assert parse(card("FN:Chloé").decode().encode(encoding)).people[0].name == "Chloé"


@pytest.mark.parametrize(
    ("line", "zone"),
    [
        ("TZ:Europe/Berlin", "Europe/Berlin"),
        ("TZ;VALUE=text:Asia/Seoul", "Asia/Seoul"),
        ("TZ;VALUE=utc-offset:-0500", "Etc/GMT+5"),
        ("TZ:+02:00", "Etc/GMT-2"),
        ("TZ:+00:00", "UTC"),
        ("TZ:", ""),
    ],
)
def test_a_time_zone_is_kept_by_its_name(line: str, zone: str) -> None:
    assert person("FN:Ana", line).zone == zone
