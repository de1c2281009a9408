import contextlib
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from monicas import dumped_sql, exported_json, exported_sql, tables

from caretrack.errors import CareError
from caretrack.formats.recognise import recognise_format
from caretrack.formats.registry import NAMES

_SQL = "the file is an SQL dump, but not one of Monica"
CARD = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ana Silva\r\nEND:VCARD\r\n"
FRIENDS = "### Activities:\n\n### Friends:\n- Ana Silva\n"


@pytest.mark.parametrize(
    ("data", "format"),
    [
        (CARD.encode(), "vcard"),
        (b"\xef\xbb\xbf" + CARD.encode(), "vcard"),
        (CARD.encode("utf-16"), "vcard"),
        (b"\n\n" + CARD.lower().encode(), "vcard"),
        (CARD.replace("\r\n", "\r").encode(), "vcard"),
        (CARD.replace("Ana", "A\0na").encode(), "vcard"),
        (FRIENDS.encode(), "friends"),
        (FRIENDS.replace("\n", "\r\n").encode(), "friends"),
        (b"### Friends:\n", "friends"),
        (exported_json(tables()).encode(), "monica"),
        (json.dumps(json.loads(exported_json(tables())), sort_keys=True).encode(), "monica"),
        (exported_sql(tables()).encode(), "monica"),
        (exported_sql(tables(), prefix="my_").encode(), "monica"),
        (dumped_sql(tables()).encode(), "monica"),
        # Monica 2 wrote every row as a statement of its own.
        (b"# ****\n# dump of data\n\n\nINSERT INTO activities (id,x) VALUES (1,2);\n", "monica"),
    ],
)
def test_a_file_is_recognised_by_what_is_in_it(data: bytes, format: str) -> None:
    assert recognise_format(data) == format


def test_a_letter_cut_off_after_the_first_bytes_does_not_matter() -> None:
    assert recognise_format(CARD.encode() + "é".encode() * 10_000) == "vcard"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the file is empty"),
        (b" \r\n\t", "the file is empty"),
        (b"PK\x03\x04" + CARD.encode(), "the file is a zip archive"),
        (b"\x1f\x8b\x08", "the file is a gzip archive"),
        (b"SQLite format 3\0", "the file is an SQLite database"),
        (b"%PDF-1.7", "the file is a PDF"),
        (b"\x7fELF\0\0", "the file is a program or a script"),
        (b"\x01\x02\0\0", "the file is not text"),
        (b"-- MySQL dump\n/*!40101 SET x */;\nDROP TABLE IF EXISTS `a`;\n", _SQL),
        (b"INSERT INTO `wp_posts` (`a`, `b`, `name`) VALUES (1,2,3);\n", _SQL),
        (b"--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\n", _SQL),
        (b"PRAGMA foreign_keys=OFF;\nBEGIN TRANSACTION;\nCREATE TABLE a(b);\n", _SQL),
        (b"hello", "the file is in no format that is known here"),
        (b"NOTE:see BEGIN:VCARD", "the file is in no format that is known here"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(data: bytes, said: str) -> None:
    with pytest.raises(CareError) as caught:
        recognise_format(data)
    assert caught.value.message == said
    assert caught.value.hint
    assert "\n" not in str(caught.value)


@given(st.binary())
def test_any_bytes_are_recognised_or_refused(data: bytes) -> None:
    with contextlib.suppress(CareError):
        assert recognise_format(data) in NAMES
