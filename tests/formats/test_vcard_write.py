import re

import pytest
import vobject
from cards import parse
from hypothesis import example, given
from hypothesis import strategies as st

from caretrack.domain.people.chats import account_of
from caretrack.domain.people.death import Death
from caretrack.domain.people.postal import clean_address
from caretrack.domain.records import PersonRecord
from caretrack.domain.text import one_line, tidy
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.text import is_readable, tidy_tag, unique
from caretrack.formats.vcard.names import NameParts, name_parts
from caretrack.formats.vcard.write import VERSIONS, write

ANA = PersonRecord(
    name="Ana Maria da Silva",
    where="",
    uid="k3f9abcdefghjkmn",
    nicknames=("Nita", "An, nie"),
    emails=("ana@lagoon.example",),
    phones=("+351 912 345 678",),
    faxes=("+351 210 000 001",),
    chats=("skype:ana.silva", "xmpp:ana@lagoon.example", "matrix:@ana:lagoon.example"),
    urls=("https://lagoon.example/?a=1,2;b=3",),
    company="Lagoon; Foods",
    role="Head, Operations",
    department="Buying; Fish",
    duties="Budget, and all of it",
    address="Home:\n12 Harbour Rd\n1000 Lisbon\nPortugal\n\nBeach house:\nThe blue door, left",
    note='one; two, three\\four\n\nfive "six"',
    tags=("vip", "key-account"),
    occasions=(
        YearlyDay(2, 29, None, "birthday"),
        YearlyDay(3, 1, 2011, "anniversary"),
        YearlyDay(4, 5, None, "First order"),
    ),
    say="AH-na ma-REE-a da SIL-va",
)


def card_of(person: PersonRecord, version: str) -> str:
    ((_, card),) = write([person], version)
    return card


def lines_of(person: PersonRecord, version: str) -> list[str]:
    return card_of(person, version).replace("\r\n ", "").split("\r\n")


def again(person: PersonRecord, version: str) -> PersonRecord:
    read = parse(card_of(person, version).encode())
    assert read.refused == ()
    return read.people[0]._replace(where="")


def test_a_card_of_version_4_has_every_field() -> None:
    assert lines_of(ANA, "4.0") == [
        "BEGIN:VCARD",
        "VERSION:4.0",
        "PRODID:-//caretrack//care//EN",
        "UID:k3f9abcdefghjkmn",
        "FN:Ana Maria da Silva",
        "N:da Silva;Ana;Maria;;",
        "X-PHONETIC-FIRST-NAME:AH-na ma-REE-a",
        "X-PHONETIC-LAST-NAME:da SIL-va",
        "NICKNAME:Nita",
        "NICKNAME:An\\, nie",
        "EMAIL:ana@lagoon.example",
        "TEL:+351 912 345 678",
        "TEL;TYPE=fax:+351 210 000 001",
        "IMPP;X-SERVICE-TYPE=skype:skype:ana.silva",
        "IMPP;X-SERVICE-TYPE=xmpp:xmpp:ana@lagoon.example",
        "IMPP;X-SERVICE-TYPE=matrix:matrix:@ana:lagoon.example",
        "URL:https://lagoon.example/?a=1\\,2\\;b=3",
        "ORG:Lagoon\\; Foods;Buying\\; Fish",
        "TITLE:Head\\, Operations",
        "ROLE:Budget\\, and all of it",
        "ADR;TYPE=home:;;12 Harbour Rd;Lisbon;;1000;Portugal",
        "item1.ADR:;;The blue door\\, left;;;;",
        "item1.X-ABLabel:Beach house",
        "BDAY:--0229",
        "ANNIVERSARY:20110301",
        "item2.X-ABDATE:--0405",
        "item2.X-ABLabel:First order",
        "CATEGORIES:vip,key-account",
        'NOTE:one\\; two\\, three\\\\four\\n\\nfive "six"',
        "END:VCARD",
        "",
    ]


def test_in_version_3_days_are_as_phones_read_them() -> None:
    assert [line for line in lines_of(ANA, "3.0") if re.search("BDAY|ANNIV|AB|VERSION", line)] == [
        "VERSION:3.0",
        "item1.X-ABLabel:Beach house",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29",
        "X-ANNIVERSARY:2011-03-01",
        "item2.X-ABDATE:2011-03-01",
        "item2.X-ABLabel:_$!<Anniversary>!$_",
        "item3.X-ABDATE;X-APPLE-OMIT-YEAR=1604:1604-04-05",
        "item3.X-ABLabel:First order",
    ]


@pytest.mark.parametrize("version", VERSIONS)
def test_a_year_that_is_known_is_written(version: str) -> None:
    person = PersonRecord(
        "Ana",
        "",
        occasions=(
            YearlyDay(3, 14, 987, "birthday"),
            YearlyDay(3, 14, None, "anniversary"),
        ),
    )
    assert f"BDAY:{'09870314' if version == '4.0' else '0987-03-14'}" in lines_of(person, version)
    assert again(person, version) == person


@pytest.mark.parametrize("version", VERSIONS)
def test_what_is_written_is_read_again(version: str) -> None:
    assert again(ANA, version) == ANA


def test_what_is_for_the_journal_alone_is_not_written() -> None:
    from caretrack.domain.records import FactRecord

    person = ANA._replace(facts=(FactRecord("fear", "to be found out", None),), met="at the fair")
    assert card_of(person, "4.0") == card_of(ANA, "4.0")


texts = st.text(st.characters(exclude_characters="\x85\u2028\u2029"), max_size=90) | st.text(
    'aé€😀 ,;:\\\n"=^.-@', max_size=200
)
lines = texts.map(lambda text: one_line(tidy(text)))
uids = st.from_regex(r"[a-z0-9:-]{4,40}", fullmatch=True) | lines.filter(bool)
days = st.builds(
    lambda label, day, year: YearlyDay(
        day.month, day.day, day.year if year and day.year not in (1604, 1900) else None, label
    ),
    st.sampled_from(["birthday", "anniversary", "other", "First order"])
    | lines.filter(
        lambda text: (
            text.lower() not in ("", "birthday", "anniversary", "other")
            and not text.startswith("_$!<")
        )
    ),
    st.dates(),
    st.booleans(),
)
accounts = st.builds(
    account_of,
    st.sampled_from(
        ["skype", "XMPP", "Telegram", "matrix", "sip", "icq", "other", "Silent Circle"]
    ),
    lines,
)


@st.composite
def people(draw: st.DrawFn) -> PersonRecord:
    several = st.lists(lines.filter(bool), max_size=3).map(unique)
    name = draw(lines.filter(is_readable))
    company, role, duties = draw(lines), draw(lines), draw(lines)
    say = draw(lines)
    occasions: dict[object, YearlyDay] = {}
    for day in draw(st.lists(days, max_size=4)):
        occasions.setdefault("birthday" if day.label == "birthday" else day, day)
    return PersonRecord(
        name=name,
        where="",
        uid=draw(uids),
        nicknames=tuple(one for one in draw(several) if one.casefold() != name.casefold()),
        emails=unique(
            draw(
                st.lists(
                    st.from_regex(r"[a-z'+=\\^.-]{1,9}@[a-z]{1,9}\.example", fullmatch=True),
                    max_size=2,
                )
            )
        ),
        phones=unique(
            draw(
                st.lists(
                    st.from_regex(r"\+?[0-9][0-9 ().x-]{0,15}[0-9]", fullmatch=True).map(one_line),
                    max_size=2,
                )
            )
        ),
        faxes=unique(draw(st.lists(st.from_regex(r"\+?[0-9]{3,9}", fullmatch=True), max_size=2))),
        chats=unique(draw(st.lists(accounts.filter(bool), max_size=2))),
        urls=draw(several),
        company=company,
        role=role,
        department=draw(lines),
        duties="" if duties.casefold() == role.casefold() else duties,
        address=clean_address(tidy(draw(texts)).replace("\t", " ")),
        note=tidy(draw(texts)),
        tags=unique(tidy_tag(text.replace(",", "")) for text in draw(several)),
        occasions=tuple(occasions.values()),
        say="" if say.casefold() == name.casefold() else say,
    )


@given(people(), st.sampled_from(VERSIONS))
@example(PersonRecord("A,B", where="", uid="0000"), "4.0")
def test_anybody_is_read_again_as_they_were(person: PersonRecord, version: str) -> None:
    read = again(person, version)
    assert read._replace(occasions=()) == person._replace(occasions=())
    assert set(read.occasions) == set(person.occasions)


@given(people(), st.sampled_from(VERSIONS))
def test_no_value_ends_its_line_and_none_is_too_long(person: PersonRecord, version: str) -> None:
    card = card_of(person, version)
    assert card.endswith("\r\n")
    written = card.split("\r\n")[:-1]
    assert all(
        len(line.encode()) <= 75 and "\n" not in line and "\r" not in line for line in written
    )
    assert all(re.match(r" |(item\d+\.)?[A-Z-]+[;:]|item\d+\.X-ABLabel:", line) for line in written)
    assert [line for line in written if line in ("BEGIN:VCARD", "END:VCARD")] == [
        "BEGIN:VCARD",
        "END:VCARD",
    ]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize(
    "end", ["\n", "\r", "\r\n", "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029"]
)
def test_a_line_end_in_a_value_puts_nothing_into_the_card(version: str, end: str) -> None:
    evil = f"Ana{end}END:VCARD{end}BEGIN:VCARD{end}FN:Eve"
    person = PersonRecord(
        evil,
        "",
        uid=evil,
        nicknames=(evil,),
        company=evil,
        role=evil,
        note=evil,
        occasions=(YearlyDay(1, 1, None, evil),),
    )
    card = card_of(person, version)
    assert len(re.findall(r"(?m)^(?:BEGIN|END|FN)\b", "\n".join(card.splitlines()))) == 3
    assert len(parse(card.encode()).people) == 1


@given(people(), st.sampled_from(VERSIONS))
def test_vobject_reads_it_without_complaint(person: PersonRecord, version: str) -> None:
    read = vobject.readOne(card_of(person, version))
    read.validate()
    assert read.fn.value == person.name
    assert [one.value for one in read.contents.get("email", [])] == list(person.emails)
    assert [one.value for one in read.contents.get("note", [])] == [person.note][
        : bool(person.note)
    ]


def test_a_file_is_named_after_the_uid_and_by_nobody_else() -> None:
    uids = [
        "k3f9abcdefghjkmn",
        "urn:uuid:1",
        "../../x",
        "K3F9",
        "",
        "con",
        "a" * 100,
        "0" * 32,
        "k3f9abcdefghjkmn",
        "caf\u00e9",
        ".",
    ]
    stems = [stem for stem, _ in write([ANA._replace(uid=uid) for uid in uids], "4.0")]
    assert stems[0] == "care-k3f9abcdefghjkmn"
    assert stems[8] == "care-k3f9abcdefghjkmn-2"
    assert len({stem.casefold() for stem in stems}) == len(stems)
    assert all(re.fullmatch(r"care-[a-z0-9-]{1,70}", stem) for stem in stems)
    changed = [
        stem
        for stem, _ in write(
            [ANA._replace(uid=uid, name="Ana Souza", note="") for uid in uids], "4.0"
        )
    ]
    assert [stem for stem, uid in zip(changed, uids, strict=True) if uid] == [
        stem for stem, uid in zip(stems, uids, strict=True) if uid
    ]


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("", NameParts()),
        ("Plato", NameParts(given="Plato")),
        ("山田太郎", NameParts(given="山田太郎")),
        ("Ana Silva", NameParts(given="Ana", family="Silva")),
        ("Ana Maria da Silva", NameParts(given="Ana", additional="Maria", family="da Silva")),
        ("Ludwig van Beethoven", NameParts(given="Ludwig", family="van Beethoven")),
        ("Ursula von der Leyen", NameParts(given="Ursula", family="von der Leyen")),
        ("Jan Van den Berg", NameParts(given="Jan", family="Van den Berg")),
        ("Amy St. John", NameParts(given="Amy", family="St. John")),
        ("Van Morrison", NameParts(given="Van", family="Morrison")),
        ("Wile E. Coyote", NameParts(given="Wile", additional="E.", family="Coyote")),
        ("Dr. Ana Silva", NameParts("Dr.", "Ana", "", "Silva")),
        ("Dr. Silva", NameParts(given="Dr.", family="Silva")),
        ("Prof. Dr. Eva Lind, PhD", NameParts("Prof. Dr.", "Eva", "", "Lind", "PhD")),
        (
            "Martin Luther King Jr.",
            NameParts(given="Martin", additional="Luther", family="King", suffix="Jr."),
        ),
        ("José Ortega y Gasset", NameParts(given="José", additional="Ortega", family="y Gasset")),
        ("O'Brien", NameParts(given="O'Brien")),
        ("Silva, Ana", NameParts(given="Ana", family="Silva")),
        ("Silva,Ana", NameParts(given="Ana", family="Silva")),
        ("García Márquez, Gabriel", NameParts(given="Gabriel", family="García Márquez")),
        ("da Silva, Ana Maria", NameParts(given="Ana", additional="Maria", family="da Silva")),
        ("Berg, Jan van der", NameParts(given="Jan", family="van der Berg")),
        ("Lind, Dr. Eva", NameParts("Dr.", "Eva", "", "Lind")),
        ("Smith Jr., John", NameParts(given="John", family="Smith", suffix="Jr.")),
        ("King, Martin L., Jr.", NameParts("", "Martin", "L.", "King", "Jr.")),
        ("Lagoon, Inc.", NameParts(given="Lagoon,", family="Inc.")),
        ("van der Berg", NameParts(family="van der Berg")),
        ("de Gaulle", NameParts(family="de Gaulle")),
        ("山田 太郎", NameParts(given="太郎", family="山田")),
        ("山田, 太郎", NameParts(given="太郎", family="山田")),
        ("김 민수", NameParts(given="민수", family="김")),
        ("毛 Zedong", NameParts(given="毛", family="Zedong")),
    ],
)
def test_a_name_is_parted_into_prefix_given_additional_family_and_suffix(
    name: str, parts: NameParts
) -> None:
    assert name_parts(name) == parts


@given(
    st.lists(
        st.sampled_from(["Dr.", "Ana", "da", "van", "Silva,", "Jr.", "E.", "PhD", "é"]), max_size=7
    ).map(" ".join)
    | lines
)
def test_no_word_of_a_name_is_lost_and_none_is_moved_in_a_guess(name: str) -> None:
    words = name.replace(",", " ").split()
    parts = " ".join(name_parts(name)).replace(",", " ").split()
    assert sorted(parts) == sorted(words)
    assert parts == words or "," in name or not name.isascii()


@pytest.mark.parametrize("letter", ["a", "é", "€", "😀", " "])
def test_a_long_line_is_folded_at_75_octets_and_read_again(letter: str) -> None:
    for length in range(1, 160):
        person = ANA._replace(note="x" + letter * length + "y")
        assert max(len(line.encode()) for line in card_of(person, "4.0").split("\r\n")) <= 75
    assert again(person, "4.0") == person


@pytest.mark.parametrize(
    ("death", "four", "three"),
    [
        (Death(2020, 1, 5), "DEATHDATE:20200105", "X-DEATHDATE:2020-01-05"),
        (Death(2020, 1), "DEATHDATE:2020-01", "X-DEATHDATE:2020-01"),
        (Death(2020), "DEATHDATE:2020", "X-DEATHDATE:2020"),
        (Death(None, 1, 5), "DEATHDATE:--0105", "X-DEATHDATE:--01-05"),
        (Death(), "DEATHDATE;VALUE=text:unknown", "X-DEATHDATE:unknown"),
        (
            Death(text="1800, perhaps"),
            "DEATHDATE;VALUE=text:1800\\, perhaps",
            "X-DEATHDATE:1800\\, perhaps",
        ),
    ],
)
def test_a_death_goes_out_and_comes_back(death: Death, four: str, three: str) -> None:
    person = PersonRecord("Ana", "", died=death._replace(place="Lisbon"))
    for version, line in (("4.0", four), ("3.0", three)):
        assert line in lines_of(person, version)
        assert again(person, version).died == person.died


@pytest.mark.parametrize(
    ("version", "line"), [("4.0", "TZ:Asia/Seoul"), ("3.0", "TZ;VALUE=text:Asia/Seoul")]
)
def test_a_time_zone_goes_out_and_comes_back(version: str, line: str) -> None:
    person = PersonRecord("Ana", "", zone="Asia/Seoul")
    assert line in lines_of(person, version)
    assert again(person, version).zone == "Asia/Seoul"
