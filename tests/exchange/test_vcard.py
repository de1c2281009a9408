import base64
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.errors import CareError
from caretrack.exchange.records import FactRecord, OccasionRecord, Parsed, PersonRecord, Refused
from caretrack.exchange.vcard import parse


def card(*lines: str, version: str = "3.0") -> bytes:
    return "\r\n".join(["BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD", ""]).encode()


def person(*lines: str, version: str = "3.0") -> PersonRecord:
    parsed = parse(card(*lines, version=version))
    assert parsed.refused == ()
    (only,) = parsed.people
    return only


def refusals(*lines: str, version: str = "3.0") -> list[Refused]:
    return list(parse(card(*lines, version=version)).refused)


def names(parsed: Parsed) -> list[str]:
    return [found.name for found in parsed.people]


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
        "vcard",
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
    assert parse(card(*lines)) == Parsed("vcard", (), (), (Refused("card 1, line 1", why),))


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
        (["item1.X-ABLabel:First order", "ITEM1.X-ABDATE;type=pref:2011-01-13"], "first order"),
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


def test_folded_lines_are_joined() -> None:
    found = person("FN:Ana", "NOTE:one", "  two", "\tthree", "EMAIL;TYPE=work,", " home:a@x.org", "", "URL:u")
    assert (found.note, found.emails, found.urls) == ("one twothree", ("a@x.org",), ("u",))


def test_a_letter_torn_by_a_fold_is_mended() -> None:
    data = card("FN:Ana", "NOTE:caf#", "TITLE:x€").replace(b"#", b"\xc3\r\n \xa9 \xf0\x9f\r\n \x98\x80!")
    found = parse(data).people[0]
    assert (found.note, found.role) == ("café 😀!", "x€")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("NOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=91=20=\r\n=C3=91=0D=0Ax", "Ñ Ñ\nx"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:caf=E9", "café"),
        ("NOTE;QUOTED-PRINTABLE:a=3Db", "a=b"),
        ("NOTE;encoding=Quoted-Printable:caf=C3=A9=\r\n", "café"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:a=\r\n\r\nTITLE:x", "a"),
        ("NOTE;ENCODING=BASE64:" + base64.b64encode("café".encode()).decode(), "café"),
        ("NOTE;BASE64;CHARSET=cp1252:" + base64.b64encode("café".encode("cp1252")).decode(), "café"),
        ("NOTE:C:\\new\\, a=", "C:\\new, a="),
    ],
)
def test_a_property_of_an_old_card_is_read(line: str, expected: str) -> None:
    assert person("FN:Ana", line, "TEL;HOME:1", version="2.1").note == expected


def test_a_soft_break_at_the_end_of_a_card_is_dropped() -> None:
    assert person("FN:Ana", "NOTE;ENCODING=QUOTED-PRINTABLE:a=", version="2.1").note == "a"


def test_an_old_photograph_without_indent_is_left_out_without_a_word() -> None:
    assert person("FN:Ana", "PHOTO;ENCODING=BASE64:AAAA", "BBBB", "CCCC=", "", "TITLE:Cook", version="2.1").role == "Cook"


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("EMAIL:nobody", "EMAIL left out: “nobody” is no e-mail address"),
        ("EMAIL:a@x.org)b@x.org", "EMAIL left out: “a@x.org)b@x.org” is no e-mail address"),
        ("TEL:none", "TEL left out: “none” is no phone number"),
        ("URL:" + "x" * 1001, "URL left out: it has 1,001 characters, more than 1,000"),
        ("NICKNAME:" + "x" * 1001, "NICKNAME left out: it has 1,001 characters, more than 1,000"),
        ("NOTE:" + "x" * 100_001, "NOTE left out: the note has 100,001 characters, more than 100,000"),
        ("NOTE:" + "x" * 1_000_000, "NOTE left out: it has 1,000,005 characters"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=91=80", "NOTE left out: its bytes are not in the character set that it names"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=klingon:=C3", "NOTE left out: it names a character set that does not exist"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE,8BIT:=C3", "NOTE left out: it cannot be read"),
        ("NOTE;ENCODING=B:A", "NOTE left out: it cannot be read"),
        ('NOTE;X="a:b', "NOTE left out: its parameters cannot be read"),
        ("NOTE;X" + ",a" * 5000 + ":b", "NOTE left out: its parameters cannot be read"),
        ("NOTE;X=" + "a" * 10_000 + ":b", "NOTE left out: its parameters cannot be read"),
        ("what is this", "this is no property of a vCard; left out"),
        ("what is this\r\nand this\r\nTITLE:\r\nand that", "this is no property of a vCard (and 2 more lines of this card); left out"),
    ],
)
def test_a_property_that_cannot_be_read_is_refused_and_the_rest_of_its_card_comes_in(line: str, why: str) -> None:
    parsed = parse(card("FN:Ana", line, "TEL:1", version="2.1"))
    assert parsed.refused == (Refused("card 1, line 4", why),)
    assert [(found.name, found.phones, found.note) for found in parsed.people] == [("Ana", ("1",), "")]


def test_the_line_of_a_refused_property_is_counted_past_folds_and_cards() -> None:
    data = b"\r\n" + card("FN:Ana", "NOTE:a", " b") + b"\r\n" + card("FN:Ben", "NOTE:a", " b", "TEL:none")
    parsed = parse(data)
    assert [found.where for found in parsed.people] == ["card 1, line 2", "card 2, line 9"]
    assert [found.where for found in parsed.refused] == ["card 2, line 14"]


@pytest.mark.parametrize(
    "bad",
    [
        "BEGIN:VCARD\nFN:Bad\n",
        "BEGIN:VCARD\nBEGIN:VCARD\nFN:Bad\nEND:VCARD\nEND:VCARD\n",
        "BEGIN:VCARD\nFN:Bad\nAGENT:\nBEGIN:VCARD\nFN:Secretary\nEND:VCARD\nEND:VCARD\n",
        "BEGIN:VCARD\nEND:VCARD\n",
        "FN:Bad\nEND:VCARD\n",
        "END:VCARD\nEND:VCARD\n",
        "hello\n",
        "BEGIN:VCARD\n" * 5,
        "BEGIN:VCARD\n" * 3000 + "END:VCARD\n" * 3000,
        "BEGIN:VCARD\nKIND:group\nFN:Bad\nEND:VCARD\n",
        "BEGIN:VCARD\n\0\x1b;;:=\nN\n:\nEND:VCARD\n",
    ],
)
def test_one_bad_card_never_stops_the_others(bad: str) -> None:
    parsed = parse(card("FN:Ana") + bad.encode() + card("FN:Ben") + card("FN:Eva"))
    assert names(parsed) == ["Ana", "Ben", "Eva"]
    assert parsed.refused
    assert all("line 5" in found.where or bad.startswith("BEGIN:VCARD\n" * 5) or "\0" in bad for found in parsed.refused)


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        ("BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\n", "card 2, line 4", "the card is not closed: it has no END:VCARD"),
        ("begin:vcard\nFN:B\nBegin:VCard\nFN:A\nend:vcard", "card 1, line 1", "the card is not closed: it has no END:VCARD"),
        (
            "BEGIN:VCARD\nBEGIN:VCARD\nEND:VCARD\nEND:VCARD\nBEGIN:VCARD\nFN:A\nEND:VCARD\n",
            "card 1, line 1",
            "another card begins inside this one",
        ),
        (
            "BEGIN:VCARD\nFN:A\nEND:VCARD\n\nFN:B\nEND:VCARD\n",
            "line 5",
            "this stands outside of any card: there is no BEGIN:VCARD before it",
        ),
    ],
)
def test_a_card_that_is_not_whole_is_refused_at_its_line(text: str, where: str, why: str) -> None:
    parsed = parse(text.encode())
    assert names(parsed) == ["A"]
    assert parsed.refused == (Refused(where, why),)


@pytest.mark.parametrize("version", ["2.1", "3.0", "4.0"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r", "\r\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_any_version_line_end_and_encoding_will_do(version: str, ends: str, encoding: str) -> None:
    text = card("FN:Chloé Dubois", "NOTE:one", " two", version=version).decode().replace("\r\n", ends)
    found = parse(text.encode(encoding))
    assert [(one.name, one.note) for one in found.people] == [("Chloé Dubois", "onetwo")]
    assert found.refused == ()


def test_joined_files_with_a_mark_each_are_read() -> None:
    assert names(parse(b"\xef\xbb\xbf" + card("FN:Ana") + b"\xef\xbb\xbf" + card("FN:Ben"))) == ["Ana", "Ben"]


def test_a_file_without_a_card_gives_nobody() -> None:
    assert parse(b"") == Parsed("vcard", (), (), ())


def test_a_marker_inside_a_folded_note_is_text() -> None:
    assert person("FN:Ana", "NOTE:x", " BEGIN:VCARD", " END:VCARD").note == "xBEGIN:VCARDEND:VCARD"


def test_without_vobject_it_is_said_what_brings_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [name for name in sys.modules if name.startswith("vobject.")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, "vobject", None)
    with pytest.raises(CareError) as caught:
        parse(card("FN:Ana"))
    assert (caught.value.message, caught.value.hint) == ("reading vCards needs vobject", "pip install 'caretrack[vcard]'")


def test_garbage_is_refused_without_a_word_on_either_stream() -> None:
    script = (
        "import sys; from caretrack.exchange.vcard import parse; "
        "parsed = parse(sys.stdin.buffer.read()); assert len(parsed.people) == 1 and len(parsed.refused) == 3, parsed"
    )
    data = card("FN:Ana", "NOTE;ENCODING=B:A", "junk", 'TEL;X=":1')
    done = subprocess.run([sys.executable, "-W", "default", "-c", script], input=data, capture_output=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


@pytest.mark.parametrize(
    "line",
    [
        b"NOTE:" + b"x" * 10_000_000,
        b"\xff\x80" * 5_000_000,
        b"NOTE:" + b"\r\n ".join([b"x" * 74] * 130_000),
        b"TEL;X" + b",a" * 400_000 + b'":1',
        b"ORG:" + b"\\" * 900_000,
    ],
    ids=["one line", "no letters", "folded", "parameters", "escapes"],
)
def test_megabytes_of_garbage_take_no_time(line: bytes) -> None:
    start = time.process_time()
    parsed = parse(card("FN:Ana", "@", "TEL:1").replace(b"@", line))
    assert time.process_time() - start < 5
    assert [(found.name, found.phones) for found in parsed.people] == [("Ana", ("1",))]
    assert [found.where for found in parsed.refused] == ["card 1, line 4"]


def test_a_large_photograph_does_no_harm() -> None:
    photo = "\r\n ".join(["PHOTO;ENCODING=b;TYPE=JPEG:" + "A" * 40, *["A" * 74] * 30_000])
    assert person("FN:Ana", photo, "TEL:1").phones == ("1",)


WHOLE = card(
    "FN:Ana", "N:Silva;Ana;;;", "NOTE;ENCODING=QUOTED-PRINTABLE:=C3=\r\n=91", "item1.X-ABDATE:--0229", "item1.X-ABLabel:x", version="2.1"
)
PIECES = st.sampled_from(
    ["FN", "N", "BDAY", "item1.", "TEL", "NOTE", ";", ":", "=", ",", '"', "\\", "ENCODING=", "QUOTED-PRINTABLE", "CHARSET=", "\n "]
)


@given(st.lists(PIECES | st.text(max_size=5)).map("".join))
def test_any_text_in_a_card_is_read_or_refused(text: str) -> None:
    body = text.encode(errors="surrogatepass")
    parsed = parse(card("FN:Ana") + b"BEGIN:VCARD\n" + body + b"\nEND:VCARD\n" + card("FN:Ben"))
    assert (names(parsed)[0], names(parsed)[-1]) == ("Ana", "Ben")


@given(st.integers(0, len(WHOLE)), st.integers(0, 30), st.binary(max_size=10))
def test_a_card_damaged_anywhere_never_stops_the_others(start: int, length: int, junk: bytes) -> None:
    damaged = WHOLE[:start] + junk + WHOLE[start + length :]
    parsed = parse(card("FN:Ben", "TEL:1") + damaged + b"\r\n" + card("FN:Eva"))
    assert (names(parsed)[0], names(parsed)[-1]) == ("Ben", "Eva")


@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    assert parse(data).format == "vcard"
