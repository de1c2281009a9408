"""Backups of SMS Backup & Restore: calls and messages by number, in pieces, without bombs."""

import time
import tracemalloc
from pathlib import Path

import pytest
from chat_files import TODAY, ChatReading
from hypothesis import given, settings
from hypothesis import strategies as st

from caretrack.errors import CareError
from caretrack.formats.chats.sms import read
from caretrack.formats.chats.xml_pieces import LONGEST_TAG, Element, read_elements
from caretrack.formats.source import ReadOptions, Source

HEAD = (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n"
    "<!--File Created By SMS Backup & Restore-->\n"
    '<?xml-stylesheet type="text/xsl" href="calls.xsl"?>\n'
)
# 10:00 UTC on 2 and 3 November 2026.
MONDAY, TUESDAY = 1793613600000, 1793700000000
ANA, ANA_AT_HOME, BEN = "+49 170 1234567", "0170 1234567", "+49 30 9876543"


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()


def call(number: str = ANA, **values: object) -> str:
    fields = {"duration": 60, "date": MONDAY, "type": 1, "contact_name": "(Unknown)"} | values
    return f'<call number="{number}" ' + " ".join(f'{k}="{v}"' for k, v in fields.items()) + " />"


def sms(body: str = "hi", **values: object) -> str:
    fields = {"address": ANA, "date": MONDAY, "type": 1, "contact_name": "Ana"} | values
    return f'<sms body="{body}" ' + " ".join(f'{k}="{v}"' for k, v in fields.items()) + " />"


def backup(*rows: str, root: str = "", **options: object) -> ChatReading:
    name = root or ("calls" if rows and "<call" in rows[0] else "smses")
    text = f'{HEAD}<{name} count="{len(rows)}">\n' + "\n".join(rows) + f"\n</{name}>\n"
    return ChatReading(read, text, **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("type", "duration", "kind", "from_them", "note"),
    [
        (1, 90, "unknown", True, "1 call, 1 min"),
        (2, 20, "unknown", False, "1 call, 20 s"),
        (7, 20, "unknown", True, "1 call, 20 s"),
        (1, 0, "missed", True, "missed call"),
        (2, 0, "missed", False, "no answer"),
        (3, 0, "missed", True, "missed call"),
        (4, 30, "missed", True, "missed call"),
        (5, 0, "missed", True, "missed call"),
    ],
)
def test_a_call_is_a_touch_and_one_that_nobody_took_an_attempt(
    type: int, duration: int, kind: str, from_them: bool, note: str
) -> None:
    (touch,) = backup(call(type=type, duration=duration)).touches
    assert (touch.kind, touch.from_them, touch.note) == (kind, from_them, note)
    assert (touch.channel, touch.phones, touch.happened_on) == ("call", (ANA,), "2026-11-02")


def test_the_calls_of_a_day_are_one_touch_from_whoever_called_first() -> None:
    found = backup(
        # The newest comes first.
        call(date=TUESDAY, type=2, duration=600),
        call(date=MONDAY + 3_600_000, type=1, duration=1_500),
        call(ANA_AT_HOME, date=MONDAY, type=2, duration=0),
        call(BEN, date=MONDAY),
    )
    said = [(item.happened_on, item.phones, item.from_them, item.note) for item in found.touches]
    assert said == [
        ("2026-11-02", (BEN,), True, "1 call, 1 min"),
        ("2026-11-02", (ANA,), False, "1 call, 25 min"),
        ("2026-11-03", (ANA,), False, "1 call, 10 min"),
    ]


def test_the_day_is_the_local_one() -> None:
    (touch,) = backup(call(date=MONDAY + 13 * 3_600_000 + 60_000)).touches
    assert touch.happened_on == "2026-11-03"


def test_messages_of_a_day_are_one_touch_and_nothing_of_the_text_is_kept() -> None:
    rows = (sms("How was it?", type=2, date=MONDAY + 1), sms("Can you help me?", date=MONDAY))
    (touch,) = backup(*rows).touches
    assert (touch.channel, touch.note, touch.clue) == ("chat", "SMS", "How was it?")
    assert (touch.from_them, touch.called) == (True, (("Ana", ANA),))
    (touch,) = backup(*rows, keep_text=True).touches
    assert touch.note == "SMS\n\nAna: Can you help me?\nme: How was it?"


def test_a_picture_message_counts_and_its_text_is_read() -> None:
    found = backup(
        f'<mms date="{MONDAY}" msg_box="2" address="{ANA}~{BEN}" contact_name="Ana, Ben"><parts>'
        '<part seq="-1" ct="application/smil" text="&lt;smil&gt;" />'
        '<part seq="0" ct="image/jpeg" text="null" data="/9j/4AAQ" />'
        '<part seq="1" ct="text/plain" text="Our garden" />'
        f'</parts><addrs><addr address="{ANA}" type="151" /></addrs></mms>'
    )
    (touch,) = found.touches
    assert (touch.clue, touch.from_them) == ("Our garden", False)
    assert set(touch.phones) == {ANA, BEN}


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (
            [sms(type=3), sms(type=5), sms(type=6)],
            "3 calls or messages: drafts, and what was never",
        ),
        ([sms(address="AMAZON"), sms(address="72727")], "2 calls or messages: with a service"),
        ([call(""), call("-1"), call("null")], "3 calls or messages: with a service"),
        ([call(type=6)], "1 call or message: blocked calls"),
        ([call(date="x"), call(date=""), call(date="9" * 30)], "line 5: there is no date in it"),
        ([call(date=0)], "line 5: there is no date in it that can be read"),
    ],
)
def test_what_is_nobodys_is_counted(rows: list[str], said: str) -> None:
    found = backup(*rows)
    assert found.touches == []
    assert found.refused[0].startswith(said)


def test_the_halves_of_a_smiley_and_what_no_xml_may_have_are_read() -> None:
    (touch,) = backup(
        sms("&#10;&#55357;&#56832; a&#0;b\x01c &#x1F600; &#55357; &amp; &#38;")
    ).touches
    assert touch.clue == "\U0001f600 abc \U0001f600  & &"


def test_a_backup_that_breaks_off_comes_in_as_far_as_it_goes() -> None:
    text = f'{HEAD}<smses count="2">\n{sms()}\n<sms address="{BEN}" da'
    found = ChatReading(read, text)
    assert len(found.touches) == 1
    assert found.refused == ["line 6: the file cannot be read from here on: unclosed token"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "no element found"),
        ("hello", "syntax error"),
        ("<html><body/></html>", "no backup of SMS"),
        ('<!DOCTYPE x [<!ENTITY a "b">]><smses/>', "declares entities"),
        ('<!DOCTYPE x SYSTEM "http://x.example/a.dtd"><html/>', "no backup of SMS"),
        ("<a>" * 500, "no backup of SMS"),
    ],
)
def test_what_is_no_backup_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(CareError, match=said) as caught:
        ChatReading(read, text)
    assert "\n" not in str(caught.value)


def test_a_bomb_of_entities_is_refused_before_it_goes_off() -> None:
    laughs = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE b [<!ENTITY a0 "ha">{laughs}]><smses><sms body="&a9;"/></smses>'
    with pytest.raises(CareError, match="declares entities"):
        ChatReading(read, bomb)


def test_elements_in_each_other_are_not_followed_for_ever() -> None:
    found = ChatReading(read, "<smses>" + "<parts>" * 5_000)
    assert found.refused == [
        "line 1: the file cannot be read from here on: "
        "elements are in each other more than 100 deep"
    ]


def test_a_tag_without_an_end_is_not_read_for_ever() -> None:
    found = ChatReading(read, '<smses><sms body="' + "ä " * (LONGEST_TAG // 2 + 300_000))
    assert "a tag has more than 16,000,000 characters" in found.refused[0]


def test_pictures_of_any_size_are_passed_over_with_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "sms.xml"
    with path.open("w") as file:
        file.write(f'{HEAD}<smses count="20">\n')
        for _ in range(20):
            file.write(f'<mms date="{MONDAY}" msg_box="1" address="{ANA}"><parts><part data="')
            file.write("iVBORw0KGgoAAAA+" * 250_000)
            file.write('" text="null" ct="image/png" /></parts></mms>\n')
        file.write("</smses>\n")
    source = Source(path, path.stat().st_size)
    tracemalloc.start()
    (touch,) = list(read(source, ReadOptions("sms-backup", TODAY)))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert touch.phones == (ANA,)  # type: ignore[union-attr]
    assert source.size > 80_000_000
    assert peak < 12_000_000


@given(
    bodies=st.lists(
        st.text(st.characters(codec="utf-8", exclude_characters="\r")), min_size=1, max_size=5
    ),
    piece=st.integers(1, 60),
)
@settings(max_examples=60, deadline=None)
def test_pieces_of_any_size_give_the_same_elements(bodies: list[str], piece: int) -> None:
    def escaped(text: str) -> str:
        return "".join(
            f"&#{0xD800 + ((ord(c) - 0x10000) >> 10)};&#{0xDC00 + ((ord(c) - 0x10000) & 0x3FF)};"
            if ord(c) > 0xFFFF
            else f"&#{ord(c)};"
            if ord(c) < 32 or c in "<>&\"'"
            else c
            for c in text
        )

    def allowed(text: str) -> str:
        return "".join(
            c for c in text if (ord(c) > 31 or c in "\t\n") and ord(c) not in (0xFFFE, 0xFFFF)
        )

    text = "<smses>" + "".join(f'<sms body="{escaped(body)}" data="QUJD"/>' for body in bodies)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("caretrack.formats.chats.xml_pieces.PIECE", piece)
        found = elements(text + "</smses>")
    read_back = [item.attributes["body"] for item in found if item.name == "sms" and not item.ends]
    assert read_back == [allowed(body) for body in bodies]


def elements(text: str) -> list[Element]:
    import tempfile

    with tempfile.NamedTemporaryFile() as file:
        file.write(text.encode())
        file.flush()
        source = Source(Path(file.name), len(text.encode()))
        with source.open() as opened:
            return [item for item in read_elements(source, opened) if isinstance(item, Element)]
