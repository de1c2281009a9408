import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.text import tidy
from caretrack.formats.text import (
    decode,
    is_charset,
    name_fault,
    tidy_name,
    tidy_tag,
    unique,
    zone_name,
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_a_text_is_decoded_whatever_program_saved_it(encoding: str) -> None:
    assert decode("Chloé\nDubois".encode(encoding)) == "Chloé\nDubois"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_the_byte_order_mark_decides_how_utf_16_is_read(encoding: str) -> None:
    assert decode("\ufeffŁódź".encode(encoding)) == "Łódź"


def test_one_line_of_an_old_program_does_not_garble_the_others() -> None:
    assert (
        decode("Łódź\n".encode() + "Chloé\n".encode("cp1252") + "Ñandú".encode())
        == "Łódź\nChloé\nÑandú"
    )


def test_bytes_that_are_nothing_in_cp1252_are_still_read() -> None:
    assert decode(b"A\x81\xe9") == "A\x81é"


def test_a_mark_in_the_middle_of_joined_files_is_taken_out() -> None:
    assert decode(b"\xef\xbb\xbfa\n\xef\xbb\xbfb") == "a\nb"


@given(
    st.binary()
    | st.sampled_from([b"\xff\xfe", b"\xef\xbb\xbf", b"\0\0\xfe\xff"]).flatmap(
        lambda mark: st.binary().map(mark.__add__)
    )
)
def test_any_bytes_can_be_decoded(data: bytes) -> None:
    assert "\ufeff" not in decode(data)


@given(st.text())
def test_a_text_is_decoded_as_it_was(text: str) -> None:
    text = text.replace("\ufeff", "")
    assert decode(b"\xef\xbb\xbf" + text.encode()) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Ana \r\n Silva\r", "Ana \n Silva"),
        ("a\r\r\nb", "a\nb"),
        ("\u202a+351 912 345\u202c", "+351 912 345"),
        ("a\x1b[31mb\0\x9bc", "a[31mbc"),
        ("a\ud800b", "ab"),
        ("Chloe\u0301", "Chloé"),
        ("col\tumn", "col\tumn"),
    ],
)
def test_a_value_is_tidied(text: str, expected: str) -> None:
    assert tidy(text) == expected


@given(st.text(alphabet=st.characters(exclude_categories=())))
def test_a_tidy_value_stays_as_it_is_and_can_be_stored(text: str) -> None:
    once = tidy(text)
    assert tidy(once) == once == unicodedata.normalize("NFC", once)
    once.encode()


def test_a_name_is_one_line() -> None:
    assert tidy_name(" Ana\n  Maria\tSilva ") == "Ana Maria Silva"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@Food", "food"),
        ("My  Friends ", "my-friends"),
        ("#-x", "x"),
        ("@", ""),
        ("ÉCOLE", "école"),
        ("a:b", "a:b"),
    ],
)
def test_a_tag_is_one_lower_case_word(text: str, expected: str) -> None:
    assert tidy_tag(text) == expected


def test_values_are_kept_once_in_their_order_and_first_spelling() -> None:
    assert unique(["b@x.org", "", "A@x.org", "B@X.org", "a@x.org"]) == ("b@x.org", "A@x.org")


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ana", ""),
        ("최유림", ""),
        ("x" * 200, ""),
        ("x" * 201, "the name has 201 characters, more than 200"),
        ("", "there is no name that can be read"),
        ("?!", "there is no name that can be read"),
    ],
)
def test_nobody_goes_by_an_endless_or_an_empty_name(name: str, said: str) -> None:
    assert name_fault(name) == said


@pytest.mark.parametrize("name", ["utf-8", "UTF8", "latin1", "windows-1252", "shift_jis"])
def test_a_character_set_is_known_by_any_of_its_names(name: str) -> None:
    assert is_charset(name)


@pytest.mark.parametrize(
    "name",
    [
        "idna",
        "-idna",
        "PUNYCODE",
        "_punycode",
        "unicode escape",
        "raw_unicode_escape",
        "undefined",
        "none",
        "a\0b",
    ],
)
def test_what_is_no_character_set_is_told_whatever_it_is_called(name: str) -> None:
    assert not is_charset(name)


@pytest.mark.parametrize("text", ["-0530", "+15:00", "Raleigh/North America", "geo:1,2", ""])
def test_what_has_no_name_among_time_zones_is_none(text: str) -> None:
    assert zone_name(text) == ""
