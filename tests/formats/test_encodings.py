"""Tables in old encodings, of a row and of many; names and addresses are made up."""

import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.records import Refused
from caretrack.errors import WrongUsage
from caretrack.formats.encodings import (
    candidates,
    encoding_named,
    guess_encoding,
    lines_not_utf8,
    text_of_head,
    utf16_without_mark,
)
from caretrack.formats.open import find_source, read
from caretrack.formats.source import ReadOptions, Source

HEAD = "First Name,Last Name,E-mail Address,Company\r\n"
# Encoding, and the people of a table: all told rightly when they stand in one table.
TABLES = {
    "cp1252": ["Jürgen,Groß,j@x.example,Möbel Köhler", "Zoë,Brontë,z@x.example,Café Olé"],
    "cp1250": ["Jiří,Dvořák,j@x.example,Železárny", "Łukasz,Żak,l@x.example,Spółka Gdańsk"],
    "iso8859-2": ["Šimon,Žák,s@x.example,Řezník", "Věra,Šťastná,v@x.example,Pekařství"],
    "cp1251": ["Олена,Ткаченко,o@x.example,Млин", "Иван,Петров,i@x.example,Ромашка"],
    "koi8-r": ["Иван,Петров,i@x.example,Ромашка", "Ольга,Ким,o@x.example,Заря"],
    "cp866": ["Иван,Петров,i@x.example,Ромашка", "Ольга,Ким,o@x.example,Заря"],
    "cp1253": ["Ελένη,Παππά,e@x.example,Αιγαίο", "Γιώργος,Δούκας,g@x.example,Φούρνος"],
    "cp1254": ["Ayşe,Yılmaz,a@x.example,İstanbul Çiçek", "Gökhan,Şahin,g@x.example,Değirmen"],
    "cp1255": ["רות,כהן,r@x.example,מאפיית הנמל", "דוד,לוי,d@x.example,ספרים"],
    "cp1256": ["ليلى,حداد,l@x.example,مخبز الميناء", "سامي,نصر,s@x.example,مكتبة"],
    "cp1257": ["Eglė,Žukauskienė,e@x.example,Kepykla Ąžuolas", "Jānis,Bērziņš,j@x.example,Ūdens"],
    "cp932": ["花子,鈴木,h@x.example,港のパン屋", "太郎,山田,t@x.example,青空商店"],
    "euc_jp": ["花子,鈴木,h@x.example,港のパン屋", "太郎,山田,t@x.example,青空商店"],
    "gbk": ["丽,徐,l@x.example,海港面包有限公司", "伟,谢,w@x.example,杨树书店"],
    "big5": ["麗華,陳,l@x.example,海港麵包有限公司", "志明,張,z@x.example,楊樹書店"],
    "euc_kr": ["민수,김,m@x.example,항구 빵집", "지영,박,j@x.example,푸른 서점"],
    "mac-roman": ["Jürgen,Groß,j@x.example,Möbel Köhler", "José,Peña,p@x.example,Café Olé"],
    "cp850": ["Jürgen,Groß,j@x.example,Möbel Köhler", "José,Peña,p@x.example,Café Olé"],
}


def source(folder: Path, data: bytes) -> Source:
    path = folder / "table"
    path.write_bytes(data)
    return Source(path, len(data))


@pytest.mark.parametrize("encoding", TABLES)
def test_a_table_of_two_people_is_read_in_its_encoding(tmp_path: Path, encoding: str) -> None:
    text = HEAD + "\r\n".join(TABLES[encoding])
    found = source(tmp_path, text.encode(encoding))
    assert found.text() == text
    assert len(found.remarks) == 1
    assert found.remarks[0].startswith("not UTF-8: read as ")
    assert found.remarks[0].endswith("; --encoding says otherwise")


@pytest.mark.parametrize(
    ("text", "encoding", "label"),
    [
        ("Name,Email\nHans Müller,h@x.example\n", "cp1252", "Windows-1252"),
        ("Name,Note\nAnn Probe,owes me 30 €\n", "cp1252", "Windows-1252"),
        ("Name,Company\nAnn Probe,Joe’s Diner\n", "cp1252", "Windows-1252"),
        ("Name,Email\nИван,i@x.example\n", "cp1251", "Windows-1251"),
        ("Name,Email\nЗАО «Ромашка»,i@x.example\n", "cp1251", "Windows-1251"),
    ],
)
def test_one_name_is_enough_where_nothing_else_has_sense(
    text: str, encoding: str, label: str
) -> None:
    found = guess_encoding(text.split("\n")[1].encode(encoding))
    assert found.label == label


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("Íñigo Ordóñez", "cp1252"),
        ("Begoña Núñez", "cp1252"),
        ("Mercè Solà", "cp1252"),
        ("Gérard Crêpe", "cp1252"),
        ("Benoît Noël", "cp1252"),
        ("Nowak, Gdańsk", "cp1250"),
        ("Hanuš Růžička", "cp1250"),
    ],
)
def test_a_name_that_one_language_spells_so_is_in_its_encoding(name: str, encoding: str) -> None:
    line = name.encode(encoding) + b",a@x.example"
    assert guess_encoding(line).text_of(line) == f"{name},a@x.example"


def test_a_toss_up_is_called_a_guess_and_the_other_is_named() -> None:
    found = guess_encoding("Šimon Žák".encode("cp1250"))
    assert found.other
    assert found.remark() == (
        f"not UTF-8: read as {found.label}, a guess (it may be {found.other}); "
        "--encoding says otherwise"
    )
    assert encoding_named(found.other)


def test_files_that_were_joined_keep_each_line_in_its_own_encoding(tmp_path: Path) -> None:
    one, other = "Müller,Łódź,東京\n", "Jürgen Groß\n"
    data = one.encode() * 3 + other.encode("cp1252") + one.encode()
    assert source(tmp_path, data).text() == one * 3 + other + one


def test_all_of_a_file_is_in_an_encoding_of_several_bytes(tmp_path: Path) -> None:
    # 联通 in GBK is UTF-8 as well, by accident.
    text = "姓名,公司\n" + "\n".join(TABLES["gbk"]) + "\n联通,移动公司\n联通\n"
    assert source(tmp_path, text.encode("gbk")).text() == text


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", ["Name,Email\nAnn,a@x.example\n", "Имя,Почта\nОля,o@x.example\n"])
def test_utf_16_without_its_mark_is_seen(encoding: str, text: str) -> None:
    assert utf16_without_mark(text.encode(encoding)) == encoding
    assert text_of_head(text.encode(encoding)) == text
    assert text_of_head(text.encode(encoding)[:-1]).startswith(text[:-1])


@pytest.mark.parametrize("data", [b"a\0b\nc", b"\0" * 9, b"\x01\0\x02\0\n\0", b"plain\n"])
def test_other_bytes_are_no_utf_16(data: bytes) -> None:
    assert utf16_without_mark(data) == ""


@pytest.mark.parametrize(
    ("name", "codec"),
    [
        ("cp1251", "cp1251"),
        ("Windows-1251", "cp1251"),
        ("windows 1251", "cp1251"),
        ("Shift-JIS", "shift_jis"),
        ("latin1", "iso8859-1"),
        ("UTF8", "utf-8"),
    ],
)
def test_an_encoding_goes_by_any_of_its_names(name: str, codec: str) -> None:
    assert encoding_named(name) == codec


@pytest.mark.parametrize("label", [encoding.label for encoding in candidates().values()])
def test_what_a_remark_names_can_be_asked_for(label: str) -> None:
    assert encoding_named(label)


@pytest.mark.parametrize("name", ["rot13", "base64", "hex", "idna", "zip", "", "\0", "x" * 900])
def test_what_no_text_is_written_in_is_no_encoding(name: str) -> None:
    with pytest.raises(WrongUsage):
        encoding_named(name)


@pytest.mark.parametrize("asked", ["utf-16", "utf-32"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize(
    ("format", "text"),
    [
        ("vcard", "BEGIN:VCARD\nFN:Zoë Probe\nEND:VCARD\n"),
        ("csv", "Name,Email\nZoë Probe,z@x.example\n"),
        (
            "ics",
            "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261102T100000Z\nSUMMARY:Lunch\n"
            "ATTENDEE:mailto:z@x.example\nEND:VEVENT\nEND:VCALENDAR\n",
        ),
    ],
)
def test_utf_16_that_is_asked_for_needs_no_mark(
    tmp_path: Path, asked: str, mark: str, format: str, text: str
) -> None:
    path = tmp_path / "x"
    for codec in (f"{asked}-le", f"{asked}-be") if mark else (f"{asked}-le",):
        path.write_bytes((mark + text).encode(codec))
        source, _ = find_source(path, format, asked)
        options = ReadOptions(format, date(2026, 11, 29), known=frozenset({"z@x.example"}))
        assert [item for item in read(source, options) if not isinstance(item, Refused)]


def test_a_card_that_is_not_utf_16_is_no_crash_where_that_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "x.vcf"
    path.write_text("BEGIN:VCARD\nFN:Ann Probe\nEND:VCARD\n")
    source, format = find_source(path, "vcard", "utf-16")
    found = read(source, ReadOptions(format, date(2026, 11, 29)))
    assert all(isinstance(item, Refused) for item in found)


def test_a_slip_in_the_name_gets_the_nearest() -> None:
    with pytest.raises(WrongUsage, match="Did you mean windows-1251"):
        encoding_named("window-1251")


@given(st.binary(max_size=400))
def test_any_bytes_get_an_encoding(data: bytes) -> None:
    found = guess_encoding(*lines_not_utf8(io.BytesIO(data)))
    assert found.codec in candidates()
    assert isinstance(found.text_of(data), str)
    assert isinstance(text_of_head(data), str)


def test_a_line_without_end_is_passed_over() -> None:
    assert lines_not_utf8(io.BytesIO(b"\xe9" * 200_000 + b"\nJos\xe9\n")) == (b"Jos\xe9", 0)
