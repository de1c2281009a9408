import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mails import ANA, ME, items, left_out, mail, mbox, touches

from caretrack.formats.mail.addresses import addresses
from caretrack.formats.mail.headers import (
    decode_base64,
    decode_charset,
    decode_words,
    subject_of,
)

# A fifth of the size that must take five seconds, so that the tests stay fast.
MB = 1024 * 1024 // 5


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("Ana Silva <ANA@Lagoon.example>", [ANA]),
        ('"Silva, Ana" <ana@lagoon.example>, ben@lagoon.example', [ANA, "ben@lagoon.example"]),
        ("Silva, Ana <ana@lagoon.example>", [ANA]),
        (
            "Team: ana@lagoon.example, Ben <ben@lagoon.example>;, me@mine.example",
            [ANA, "ben@lagoon.example", ME],
        ),
        ("undisclosed-recipients:;", []),
        ("ana@lagoon.example (Ana (at work), x@y.example)", [ANA]),
        ('"ana@lagoon.example" <eve@evil.example>', ["eve@evil.example"]),
        ("ana@lagoon.example <eve@evil.example>", ["eve@evil.example"]),
        ("ana@lagoon.example)eve@evil.example", []),
        ("<@relay.example:ana@lagoon.example>", [ANA]),
        ("Ana :( <ana@lagoon.example>", [ANA]),
        ('Ana "the boss <ana@lagoon.example>', [ANA]),
        ("=?utf-8?Q?Silva=2C_Ana?= <ana@lagoon.example>", [ANA]),
        ("ana@lagoon.example@evil.example, @x, a@, <>, ,", []),
        ("Ana\n\t<ana@lagoon.example>", [ANA]),
    ],
)
def test_addresses_are_found_and_nobody_is_made_of_what_only_looks_like_one(
    field: str, found: list[str]
) -> None:
    assert addresses([field.encode()]) == found


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("=?utf-8?B?w4k=?= =?UTF-8?q?t=C3=A9_?=", "Été "),
        ("=?utf-8?Q?caf=C3?= =?utf-8?Q?=A9?=", "café"),
        ("a =?iso-8859-1?Q?=93b=94?= c", "a “b” c"),
        ("=?utf-8*fr?Q?=C3=A9t=C3=A9?=", "été"),
        ("=?x-none?B?YQ==?=", "a"),
        ("=?utf-8?B?YWJ?=", "ab"),
        ("=?utf-8?B?%%%?=", ""),
        ("=?idna?Q?a?= =?hex?Q?61?= =?utf-8?X?a?=", "a61 =?utf-8?X?a?="),
        ("=?utf-8?Q?open", "=?utf-8?Q?open"),
    ],
)
def test_encoded_words_are_read_as_far_as_they_can_be(value: str, text: str) -> None:
    assert decode_words(value) == text


@pytest.mark.parametrize(
    ("subject", "bare"),
    [
        ("Re: RE[2]: Aw: SV: FWD: Lunch", "Lunch"),
        ("[EXTERNAL] Re : Lunch", "Lunch"),
        ("Regarding: lunch", "Regarding: lunch"),
        ("Re:", ""),
    ],
)
def test_a_subject_is_bare_of_its_answers(subject: str, bare: str) -> None:
    assert subject_of(subject) == bare


def test_html_is_read_without_style_quote_and_signature(tmp_path: Path) -> None:
    page = (
        "<html><head><title>x</title><style>p {}</style></head><body><p>Hi&nbsp;Ana,</p><p>shall "
        "we<br>walk? 1 &lt; 2</p><script>pay()</script>"
        '<div class="gmail_quote">On Friday<blockquote>please pay</blockquote></div></body></html>'
    )
    (tmp_path / "box").write_bytes(mbox(mail(page, Content_Type="text/html; charset=utf-8")))
    assert touches(items(tmp_path / "box"))[0].clue == "Tuesday\nshall we\nwalk? 1 < 2"


def test_a_mail_cut_off_in_the_middle_of_base64_says_what_is_there(tmp_path: Path) -> None:
    fields = {"Content-Type": 'multipart/mixed; boundary="b"'}
    text = (
        "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        "c2hhbGwgd2Ugd2Fs"
    )
    (tmp_path / "box").write_bytes(mbox(mail(text, **fields)).rstrip())
    assert touches(items(tmp_path / "box"))[0].clue == "Tuesday\nshall we wal"


@pytest.mark.parametrize(
    ("raw", "note"),
    [
        (b"Gr\xfc\xdfe", "Grüße"),
        ("Grüße".encode(), "Grüße"),
        (b"a\0b\x1b[2Jc\r", "ab[2Jc"),
        ("a\u202eb".encode(), "ab"),
        (b"", "(no subject)"),
    ],
)
def test_a_subject_of_raw_bytes_is_decoded_and_made_safe(
    tmp_path: Path, raw: bytes, note: str
) -> None:
    (tmp_path / "box").write_bytes(mbox(mail()).replace(b"Subject: Tuesday", b"Subject: " + raw))
    assert [touch.note for touch in touches(items(tmp_path / "box"))] == [note]


def garbage(name: str) -> bytes:
    """Megabytes that are hard to read."""
    head = mbox(mail()).replace(b"\n\nHow are you?\n\n", b"\n")
    noise = random.Random(4).randbytes
    many = {
        "noise": lambda: noise(10 * MB),
        "one line": lambda: b"From " + b"a" * 10 * MB,
        "a long field": lambda: head + b"Cc: " + b"a@b.example, " * (10 * MB // 13) + b"\n\nHi",
        "an address that never ends": lambda: mbox(mail()).replace(b"To: ",
            b"To: " + b"a" * 10 * MB + b" "),
        "brackets": lambda: mbox(mail()).replace(b"To: ", b"To: " + b'(("<' * (10 * MB // 4)),
        "encoded words": lambda: mbox(mail()).replace(b"Tuesday", b"=?utf-8?Q?" * (MB)),
        "fields": lambda: head + b"a: b\n" * (2 * MB) + b"\nHi",
        "continued": lambda: head + b"X: y\n" + b" z\n" * (3 * MB) + b"\nHi",
        "nested": lambda: head + b"Content-Type: multipart/mixed; boundary=b0\n\n" + b"".join(
            b"--b%d\nContent-Type: multipart/mixed; boundary=b%d\n\n" % (n, n + 1)
            for n in range(3000)
        ) + b"--b3000\n\nHi\n" * 1000,
        "boundaries": lambda: head + b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"--b\n\n" * (2 * MB),
        "dashes": lambda: head + b"Content-Type: multipart/mixed; boundary=b\n\n"
        + b"--x\n" * (2 * MB),
        "tags": lambda: head + b"Content-Type: text/html\n\n" + b"<style<" * (10 * MB // 7),
        "one long html line": lambda: head + b"Content-Type: text/html\n\n" + b"<" * 10 * MB,
        "base64": lambda: head + b"Content-Transfer-Encoding: base64\n\n"
        + b"YWFh" * (10 * MB // 4),
        "attributions": lambda: head + b"\n" + b"On x <a@b> <\n" * (MB * 10 // 13),
        "closings": lambda: head + b"\n" + b"best\nx\n\n" * MB,
        "from lines": lambda: b"From a 1:11\nTo: x\n" * (MB // 2),
        "empty mails": lambda: (b"From - 1:11\n" + b"From: " + ANA.encode() + b"\n") * (MB // 10),
    }  # fmt: skip
    return many[name]()


NAMES = (
    "noise|one line|a long field|an address that never ends|brackets|encoded "
    "words|fields|continued|nested|boundaries|dashes|tags"
)
NAMES += "|one long html line|base64|attributions|closings|from lines|empty mails"


@pytest.mark.parametrize("name", NAMES.split("|"))
def test_megabytes_of_anything_are_read_to_the_end(tmp_path: Path, name: str) -> None:
    # How long it takes, and in how much memory, is measured in bench/garbage.py.
    data = garbage(name)
    (tmp_path / "box").write_bytes(data)
    assert len(items(tmp_path / "box")) <= data.count(b"From ") + 2


@given(st.binary(max_size=300))
def test_nothing_in_a_mail_is_an_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    box = tmp_path_factory.getbasetemp() / "any"
    for whole in (
        data,
        mbox(mail()).replace(b"Tuesday", data),
        mbox(mail()).replace(b"How are you?", data),
        mbox(mail()) + data,
    ):
        box.write_bytes(whole)
        items(box)
    assert isinstance(decode_base64(data), bytes)
    assert isinstance(decode_charset(data, data.decode("latin-1")), str)


def test_a_mail_that_is_not_one_is_told_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "box").write_bytes(b"what is this?\n\n" + mbox(mail()))
    found = items(tmp_path / "box")
    assert (left_out(found), len(touches(found))) == (
        ["line 1: it is not a mail: it has no head"],
        1,
    )
