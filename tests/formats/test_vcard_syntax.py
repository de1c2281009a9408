import base64
import functools
import io
import subprocess
import sys
import time
from pathlib import Path

import pytest
from cards import Parsed, card, names, parse, person
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.records import Refused
from caretrack.formats.vcard.cards import lines


def test_folded_lines_are_joined() -> None:
    found = person(
        "FN:Ana", "NOTE:one", "  two", "\tthree", "EMAIL;TYPE=work,", " home:a@x.org", "", "URL:u"
    )
    assert (found.note, found.emails, found.urls) == ("one twothree", ("a@x.org",), ("u",))


def test_a_letter_torn_by_a_fold_is_mended() -> None:
    data = card("FN:Ana", "NOTE:caf#", "TITLE:x€").replace(
        b"#", b"\xc3\r\n \xa9 \xf0\x9f\r\n \x98\x80!"
    )
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
        (
            "NOTE;BASE64;CHARSET=cp1252:" + base64.b64encode("café".encode("cp1252")).decode(),
            "café",
        ),
        ("NOTE:C:\\new\\, a=", "C:\\new, a="),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:caf=E9 =80", "café €"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-2022-JP:=1B$B;3=1B(B", "山"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=ISO-8859-1:=C3=A9", "Ã©"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=klingon:plain", "plain"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:one=\r\n two", "one two"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:one=\r\n =C3=A9", "oneé"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:o=\r\n ne=\r\n\ttwo", "onetwo"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:o=\r\n ne=\r\ntwo", "o netwo"),
        ("NOTE;ENCODING=QUOTED-PRINTABLE:one\r\n two=\t\r\n=21", "onetwo!"),
        ("LABEL;ENCODING=QUOTED-PRINTABLE:x=\r\nNOTE:y\r\nNOTE:z", "z"),
    ],
)
def test_a_property_of_an_old_card_is_read(line: str, expected: str) -> None:
    assert person("FN:Ana", line, "TEL;HOME:1", version="2.1").note == expected


def test_a_soft_break_at_the_end_of_a_card_is_dropped() -> None:
    assert person("FN:Ana", "NOTE;ENCODING=QUOTED-PRINTABLE:a=", version="2.1").note == "a"


def test_an_old_photograph_without_indent_is_left_out_without_a_word() -> None:
    assert (
        person(
            "FN:Ana", "PHOTO;ENCODING=BASE64:AAAA", "BBBB", "CCCC=", "", "TITLE:Cook", version="2.1"
        ).role
        == "Cook"
    )


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("EMAIL:nobody", "EMAIL: “nobody” is not an e-mail address"),
        ("EMAIL:a@x.org)b@x.org", "EMAIL: “a@x.org)b@x.org” is not an e-mail address"),
        ("TEL:ask Ben", "TEL: “ask Ben” is not a phone number"),
        ("URL:" + "x" * 1001, "URL: it has 1,001 characters, more than 1,000"),
        ("NICKNAME:" + "x" * 1001, "NICKNAME: it has 1,001 characters, more than 1,000"),
        ("NOTE:" + "x" * 100_001, "NOTE: the note has 100,001 characters, more than 100,000"),
        ("NOTE:" + "x" * 1_000_000, "NOTE: it has more than 1,000,000 characters"),
        (
            "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=C3=91=80",
            "NOTE: its bytes are not in the character set that it names",
        ),
        (
            "NOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=klingon:=C3",
            "NOTE: it names a character set that does not exist",
        ),
        (
            "NOTE;CHARSET=punycode;ENCODING=QUOTED-PRINTABLE:=C3",
            "NOTE: it names a character set that does not exist",
        ),
        ("NOTE;ENCODING=B:A", "NOTE: it cannot be read"),
        ('NOTE;X="a:b', "NOTE: its parameters cannot be read"),
        ("NOTE;X" + ",a" * 5000 + ":b", "NOTE: its parameters cannot be read"),
        ("NOTE;X=" + "a" * 10_000 + ":b", "NOTE: its parameters cannot be read"),
        ("what is this", "this is not a property of a vCard"),
        (
            "what is this\r\nand this\r\nTITLE:\r\nand that",
            "this is not a property of a vCard (and 2 more lines of this card)",
        ),
    ],
)
def test_a_property_that_cannot_be_read_is_refused_and_the_rest_of_its_card_comes_in(
    line: str, why: str
) -> None:
    parsed = parse(card("FN:Ana", line, "TEL:1", version="2.1"))
    assert parsed.refused == (Refused("card 1, line 4", why, whole=False),)
    assert [(found.name, found.phones, found.note) for found in parsed.people] == [
        ("Ana", ("1",), "")
    ]


def test_the_line_of_a_refused_property_is_counted_past_folds_and_cards() -> None:
    data = (
        b"\r\n"
        + card("FN:Ana", "NOTE:a", " b")
        + b"\r\n"
        + card("FN:Ben", "NOTE:a", " b", "TEL:ask Ben")
    )
    parsed = parse(data)
    assert [found.where for found in parsed.people] == ["card 1, line 2", "card 2, line 9"]
    assert [found.where for found in parsed.refused] == ["card 2, line 14"]


@pytest.mark.parametrize(
    "bad",
    [
        "BEGIN:VCARD\nFN:Bad\n",
        "BEGIN:VCARD\nFN:Bad\nAGENT:\nBEGIN:VCARD\nFN:Secretary\nEND:VCARD\n",
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
    assert all(
        "line 5" in found.where or bad.startswith("BEGIN:VCARD\n" * 5) or "\0" in bad
        for found in parsed.refused
    )


@pytest.mark.parametrize(
    ("text", "where", "why"),
    [
        (
            "BEGIN:VCARD\nFN:A\nEND:VCARD\nBEGIN:VCARD\nFN:B\n",
            "card 2, line 4",
            "the card is not closed: it has no END:VCARD",
        ),
        (
            "begin:vcard\nFN:B\nBegin:VCard\nFN:A\nend:vcard",
            "card 1, line 1",
            "the card is not closed: another begins before its END:VCARD",
        ),
        (
            "BEGIN:VCARD\n" * 3000 + "FN:A\nEND:VCARD\n",
            "card 1, line 1",
            "the card is not closed: another begins before its END:VCARD",
        ),
        (
            "BEGIN:VCARD\nFN:A\nEND:VCARD\n" + "END:VCARD\n" * 3000,
            "line 4",
            "this stands outside of any card: there is no BEGIN:VCARD before it",
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
    text = (
        card("FN:Chloé Dubois", "NOTE:one", " two", version=version).decode().replace("\r\n", ends)
    )
    found = parse(text.encode(encoding))
    assert [(one.name, one.note) for one in found.people] == [("Chloé Dubois", "onetwo")]
    assert found.refused == ()


def test_joined_files_with_a_mark_each_are_read() -> None:
    assert names(parse(b"\xef\xbb\xbf" + card("FN:Ana") + b"\xef\xbb\xbf" + card("FN:Ben"))) == [
        "Ana",
        "Ben",
    ]


def test_a_file_without_a_card_says_so() -> None:
    assert parse(b"") == Parsed((), (Refused("line 1", "there is no card in it"),))


def test_a_marker_inside_a_folded_note_is_text() -> None:
    assert person("FN:Ana", "NOTE:x", " BEGIN:VCARD", " END:VCARD").note == "xBEGIN:VCARDEND:VCARD"


def test_an_agent_is_left_out_and_whose_agent_it_is_comes_in() -> None:
    agent = (
        "AGENT:\r\nBEGIN:VCARD\r\nFN:Secretary\r\nAGENT:\r\nBEGIN:VCARD\r\nFN:Own\r\nEND:VCARD\r\n"
        "END:VCARD"
    )
    parsed = parse(
        card("FN:Ana", agent, "TEL:1", version="2.1")
        + card("FN:Ben", "AGENT:BEGIN:VCARD\\nFN:Secretary\\nEND:VCARD\\n")
    )
    assert (names(parsed), parsed.people[0].phones, parsed.refused) == (["Ana", "Ben"], ("1",), ())


def test_two_files_joined_without_a_line_end_between_them_are_two_cards() -> None:
    assert names(
        parse(card("FN:Ana").rstrip() + card("FN:Ben").rstrip() + b"\xef\xbb\xbf" + card("FN:Eva"))
    ) == ["Ana", "Ben", "Eva"]


def test_a_card_that_is_too_large_is_refused() -> None:
    parsed = parse(card("FN:Ana", *["TEL:1"] * 50_000) + card("FN:Ben"))
    assert names(parsed) == ["Ben"]
    assert parsed.refused == (
        Refused("card 1, line 1", "the card is larger than 4 MB, photographs not counted"),
    )


def test_garbage_is_refused_without_a_word_on_either_stream() -> None:
    script = (
        "import sys; from cards import parse; "
        "parsed = parse(sys.stdin.buffer.read()); assert len(parsed.people) == 1 and "
        "len(parsed.refused) == 3, parsed"
    )
    data = card("FN:Ana", "NOTE;ENCODING=B:A", "junk", 'TEL;X=":1')
    here = Path(__file__).parent
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", script], input=data, capture_output=True, cwd=here
    )
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
    "FN:Ana",
    "N:Silva;Ana;;;",
    "NOTE;ENCODING=QUOTED-PRINTABLE:=C3=\r\n=91",
    "item1.X-ABDATE:--0229",
    "item1.X-ABLabel:x",
    version="2.1",
)
PIECES = st.sampled_from(
    [
        "FN",
        "N",
        "BDAY",
        "item1.",
        "TEL",
        "NOTE",
        ";",
        ":",
        "=",
        ",",
        '"',
        "\\",
        "ENCODING=",
        "QUOTED-PRINTABLE",
        "CHARSET=",
        "\n ",
    ]
)


@given(st.lists(PIECES | st.text(max_size=5)).map("".join))
def test_any_text_in_a_card_is_read_or_refused(text: str) -> None:
    body = text.encode(errors="surrogatepass")
    parsed = parse(card("FN:Ana") + b"BEGIN:VCARD\n" + body + b"\nEND:VCARD\n" + card("FN:Ben"))
    assert (names(parsed)[0], names(parsed)[-1]) == ("Ana", "Ben")


@given(st.integers(0, len(WHOLE)), st.integers(0, 30), st.binary(max_size=10))
def test_a_card_damaged_anywhere_never_stops_the_others(
    start: int, length: int, junk: bytes
) -> None:
    damaged = WHOLE[:start] + junk + WHOLE[start + length :]
    parsed = parse(card("FN:Ben", "TEL:1") + damaged + b"\r\n" + card("FN:Eva"))
    assert (names(parsed)[0], names(parsed)[-1]) == ("Ben", "Eva")


@given(st.binary())
def test_any_bytes_are_read(data: bytes) -> None:
    assert all(item.name for item in parse(data).people)


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r", b"\r\r\n"])
def test_a_line_end_on_the_border_of_what_is_read_at_once_is_one(end: bytes) -> None:
    data = end.join(
        [
            b"BEGIN:VCARD",
            b"FN:Ana",
            b"NOTE:one",
            b" two=C3",
            b"END:VCARD",
            b"",
            b"BEGIN:VCARD",
            b"FN:Ben",
        ]
    )
    whole = list(lines(io.BytesIO(data), lambda _: None))
    assert whole == data.split(end)
    for size in range(1, 20):
        pieces = io.BytesIO(data)
        pieces.read = functools.partial(lambda read, size, _: read(size), pieces.read, size)  # type: ignore[method-assign]
        assert list(lines(pieces, lambda _: None)) == whole
