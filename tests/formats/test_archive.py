"""Archives of Takeout and LinkedIn, compressed mail, and archives that are bombs or broken."""

import gzip
import io
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.records import Item, PersonRecord, Refused, TouchRecord
from caretrack.errors import CareError
from caretrack.formats import compressed
from caretrack.formats.open import find_source, read
from caretrack.formats.source import ReadOptions

CONNECTIONS = (
    "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    "Ana,Silva,https://www.linkedin.com/in/anasilva,,Lagoon,CFO,02 Nov 2026\n"
)
PROFILE = "First Name,Last Name,Headline\nMe,Myself,Baker\n"
MAIL = (
    "From x Mon Nov  2 10:00:00 2026\nFrom: ann@probe.example\nTo: me@example.org\n"
    "Date: Mon, 2 Nov 2026 10:00:00 +0000\nMessage-ID: <1@x>\nSubject: Bread\n\nHello\n\n"
)


def card(name: str, email: str) -> str:
    return f"BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{email}\nEND:VCARD\n"


def archive(path: Path, **members: str | bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in members.items():
            file.writestr(name, text)
    return path


def items(path: Path, insisted: str | None = None) -> tuple[list[Item], str, list[str]]:
    source, format = find_source(path, insisted)
    asked = ReadOptions(format, date(2026, 11, 29), mine=frozenset({"me@example.org"}))
    found = list(read(source, asked))
    return found, format, source.remarks


def names(found: Iterable[Item]) -> list[str]:
    return [item.name for item in found if isinstance(item, PersonRecord)]


def takeout(path: Path) -> Path:
    return archive(
        path,
        **{
            "Takeout/archive_browser.html": "<!DOCTYPE html><title>Google Takeout</title>",
            "Takeout/Mail/All mail.mbox": MAIL,
            "Takeout/Contacts/All Contacts.vcf": card("Ann Probe", "ann@probe.example")
            + card("Ben Okoro", "ben@x.example"),
            "Takeout/Contacts/My Contacts.vcf": card("Ann Probe", "ann@probe.example"),
            "Takeout/Photos/a.jpg": b"\xff\xd8\xff",
        },
    )


def test_people_of_an_archive_come_before_the_mails_and_are_known_in_them(tmp_path: Path) -> None:
    found, format, remarks = items(takeout(tmp_path / "takeout.zip"))
    assert format == "archive"
    assert names(found) == ["Ann Probe", "Ben Okoro"]
    touch = found[-1]
    assert isinstance(touch, TouchRecord)
    assert (touch.emails, touch.where) == (("ann@probe.example",), "All mail.mbox: line 1")
    assert remarks == [
        "3 of 5 files are read: All Contacts.vcf, My Contacts.vcf, All mail.mbox; "
        "passed over: archive_browser.html, a.jpg"
    ]


def test_the_folder_that_an_archive_was_unpacked_to_is_read_alike(tmp_path: Path) -> None:
    zipped, _, _ = items(takeout(tmp_path / "takeout.zip"))
    with zipfile.ZipFile(tmp_path / "takeout.zip") as file:
        file.extractall(tmp_path / "here")
    for folder in (tmp_path / "here", tmp_path / "here" / "Takeout"):
        found, format, _ = items(folder)
        assert (found, format) == (zipped, "archive")


def test_of_linkedin_only_connections_and_messages_are_read(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", **{"Connections.csv": CONNECTIONS, "Profile.csv": PROFILE})
    found, format, remarks = items(path)
    assert (names(found), format) == (["Ana Silva"], "linkedin-csv")
    assert remarks == ["1 of 2 files is read: Connections.csv; passed over: Profile.csv"]


def test_one_file_in_an_archive_is_as_that_file(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", **{"ann.vcf": card("Ann Probe", "ann@x.example")})
    found, format, remarks = items(path)
    assert (names(found), format, remarks) == (["Ann Probe"], "vcard", [])


def test_of_several_tables_that_nobody_knows_none_is_chosen(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", **{"a.csv": PROFILE, "b.csv": PROFILE})
    with pytest.raises(CareError, match="several tables in it"):
        find_source(path, None)


def test_what_is_asked_for_is_read_alone(tmp_path: Path) -> None:
    found, format, _ = items(takeout(tmp_path / "x.zip"), "vcard")
    assert (names(found), format) == (["Ann Probe", "Ben Okoro"], "vcard")


@pytest.mark.parametrize("name", ["../../up.vcf", "/etc/hosts.vcf", "a/../../b.vcf", "C:\\c.vcf"])
def test_no_name_in_an_archive_leads_out_of_it(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "x.zip", **{name: card("Ann Probe", "ann@x.example")})
    source, _ = find_source(path, None)
    assert source.path.is_relative_to(path)
    assert ".." not in source.path.parts
    assert names(read(source, ReadOptions("vcard", date(2026, 11, 29)))) == ["Ann Probe"]
    assert [file.name for file in tmp_path.iterdir()] == ["x.zip"]


@pytest.mark.parametrize(("name", "open_"), [("mail.gz", gzip.open), ("mail.bz2", None)])
def test_compressed_mail_is_read_as_it_is(tmp_path: Path, name: str, open_: object) -> None:
    import bz2

    data = MAIL.encode()
    path = tmp_path / name
    path.write_bytes(gzip.compress(data) if open_ else bz2.compress(data))
    source, format = find_source(path, None)
    asked = ReadOptions(
        format,
        date(2026, 11, 29),
        known=frozenset({"ann@probe.example"}),
        mine=frozenset({"me@example.org"}),
    )
    assert format == "mbox"
    assert [type(item) for item in read(source, asked)] == [TouchRecord]


def test_a_compressed_table_can_be_read_from_its_start_again(tmp_path: Path) -> None:
    path = tmp_path / "x.csv.gz"
    path.write_bytes(gzip.compress("Name,E-mail\nZoë Brontë,z@x.example\n".encode("cp1252")))
    found, _, remarks = items(path)
    assert names(found) == ["Zoë Brontë"]
    assert remarks[0].startswith("not UTF-8: read as Windows-1252")


def test_a_damaged_gzip_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.gz"
    data = gzip.compress(card("Ann Probe", "ann@x.example").encode() * 100)
    for broken in (data[:-9], data[:40] + b"\0\0\0\0" + data[44:]):
        path.write_bytes(broken)
        with pytest.raises(CareError, match=r"is damaged\. Download or copy it again"):
            items(path)


def test_of_an_archive_with_a_damaged_file_the_others_come_in(tmp_path: Path) -> None:
    good, bad = card("Ann Probe", "ann@x.example"), card("Ben Okoro", "ben@x.example")
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("good.vcf", good)
        file.writestr("bad.vcf", bad)
    data = path.read_bytes()
    path.write_bytes(data.replace(bad.encode(), bad.replace("ben@", "BEN@").encode(), 1))
    found, _, _ = items(path)
    assert names(found)[0] == "Ann Probe"
    refused = [item for item in found if isinstance(item, Refused)]
    assert [item.where for item in refused] in ([], ["bad.vcf"])


def test_a_file_with_a_password_is_said(tmp_path: Path) -> None:
    path = archive(
        tmp_path / "x.zip",
        **{"a.vcf": card("Ann Probe", "a@x.example"), "b.vcf": card("Ben Ek", "b@x.example")},
    )
    data = bytearray(path.read_bytes())
    # The flag of encryption, in the head of each file and in the directory.
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(sign)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(sign, at + 4)
    path.write_bytes(data)
    with pytest.raises(CareError, match="is encrypted with a password"):
        find_source(path, None)


def test_what_is_damaged_from_its_start_is_named(tmp_path: Path) -> None:
    cards = {f"{name}.vcf": card(f"{name} Probe", f"{name}@x.example") for name in ("Ann", "Ben")}
    path = archive(tmp_path / "x.zip", **cards)
    data = path.read_bytes()
    at = data.index(b"Ben.vcf") + len("Ben.vcf")
    path.write_bytes(data[:at] + b"\xff" * 8 + data[at + 8 :])
    found, _, remarks = items(path)
    assert names(found) == ["Ann Probe"]
    assert remarks[-1] == "encrypted or damaged, and not read: Ben.vcf"
    at = data.index(b"Ann.vcf") + len("Ann.vcf")
    data = path.read_bytes()
    path.write_bytes(data[:at] + b"\xff" * 8 + data[at + 8 :])
    with pytest.raises(CareError, match=r"is damaged: Ann.vcf, Ben.vcf cannot be opened"):
        find_source(path, None)


def test_a_member_without_a_name_is_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr("Ann.vcf", card("Ann Probe", "ann@x.example"))
        file.filelist[0].filename = ""
        file.writestr("Ben.vcf", card("Ben Okoro", "ben@x.example"))
    assert names(items(path)[0]) == ["Ben Okoro"]


def test_of_many_files_the_choice_takes_no_square_of_time(tmp_path: Path) -> None:
    cards = {f"{number}.vcf": card(f"Ann Probe {number}", "") for number in range(5_000)}
    path = archive(tmp_path / "x.zip", **cards)
    begun = process_time()
    found, _, _ = items(path)
    assert len(names(found)) == 5_000
    # Half of it is the reader of cards.
    assert process_time() - begun < 12


def test_bombs_are_refused(tmp_path: Path) -> None:
    bomb = archive(tmp_path / "bomb.zip", **{"a.csv": b"0" * 100_000_000})
    with pytest.raises(CareError, match="swells to more than 200 times"):
        find_source(bomb, None)
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"0,0\n" * 25_000_000, 1))
    with pytest.raises(CareError, match="swells to more than 200 times"):
        find_source(path, None)
    # One that does not say how large it is.
    path.write_bytes(path.read_bytes()[:-4] + b"\x01\0\0\0")
    source, _ = find_source(path, "csv")
    with pytest.raises(CareError, match=r"swells|damaged"), source.open() as file:
        while file.read(1 << 20):
            pass


def test_too_many_files_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "MOST_MEMBERS", 3)
    path = archive(tmp_path / "x.zip", **{f"{number}.vcf": "x" for number in range(4)})
    with pytest.raises(CareError, match="has 4 files in it, more than 3"):
        find_source(path, None)


def test_files_that_lie_over_each_other_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "x.zip", **{"a.vcf": card("Ann Probe", "a@x.example") * 50})
    data = path.read_bytes()
    at = data.index(b"PK\x01\x02")
    entry, end = data[at : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    count, size = 9, len(entry) * 9
    end = end[:8] + count.to_bytes(2, "little") * 2 + size.to_bytes(4, "little") + end[16:]
    path.write_bytes(data[:at] + entry * count + end)
    with pytest.raises(CareError, match="its files lie over each other"):
        find_source(path, None)


def test_archives_in_archives_are_not_opened(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", **{"a.vcf": card("Ann Probe", "a@x.example")})
    path = archive(
        tmp_path / "x.zip",
        **{"inner.zip": inner.read_bytes(), "a.txt": gzip.compress(b"BEGIN:VCARD\n")},
    )
    with pytest.raises(CareError, match=r"nothing that can be read: inner\.zip, a\.txt"):
        find_source(path, None)


@given(st.binary(max_size=300), st.integers(0, 400))
def test_a_broken_archive_is_refused_in_one_line(noise: bytes, place: int) -> None:
    import tempfile

    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a.vcf", card("Ann Probe", "a@x.example"))
        file.writestr("b.ics", "BEGIN:VCALENDAR\nEND:VCALENDAR\n")
    data = held.getvalue()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.zip"
        path.write_bytes(b"PK\x03\x04" + data[4:place] + noise + data[place + len(noise) :])
        try:
            items(path)
        except CareError as error:
            assert "\n" not in str(error)
