import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.language.index_text import index_text
from caretrack.domain.text import (
    LONGEST_TEXT,
    clean_text,
    ends_a_sentence,
    flat,
    flat_cells,
    is_unsafe,
    one_line,
    safe,
    sentence,
    shortened,
    tidy,
    typed,
    typed_words,
    without_unsafe,
)
from caretrack.errors import CareError


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a note", "a note"),
        (" \t\na note\r\n ", "a note"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("tab\there", "tab\there"),
        ("🙂 ñ", "🙂 ñ"),
        ("x" * LONGEST_TEXT, "x" * LONGEST_TEXT),
        (f"  {'x' * LONGEST_TEXT}  ", "x" * LONGEST_TEXT),
    ],
)
def test_text_is_kept_without_white_space_around_it_and_with_plain_line_ends(text, stored):
    assert clean_text(text, "the note") == stored


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the note is empty"),
        (" \t\r\n\u3000", "the note is empty"),
        ("caf\udce9", "the note is not text in UTF-8"),
        ("\ud800", "the note is not text in UTF-8"),
        ("\udfff", "the note is not text in UTF-8"),
        ("\0\x1b", "the note is empty"),
        ("x" * (LONGEST_TEXT + 1), "the note has 100,001 characters"),
    ],
)
def test_text_that_cannot_be_kept_is_refused(text, message):
    with pytest.raises(CareError) as refused:
        clean_text(text, "the note")
    assert refused.value.message == message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        ("a\r\nb\rc\r\r\nd", "a\nb\nc\nd"),
        ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\nb\nc\nd\ne\nf"),
        ("a\0\x1b[1mb\u202ec\x9b\x7f", "a[1mbc"),
        ("a\tb", "a\tb"),
        ("e\u0301", "\u00e9"),
        ("\u06cc\u200c\u06cc", "\u06cc\u200c\u06cc"),
    ],
)
def test_control_characters_are_left_out_and_every_line_end_is_one(text, stored):
    assert clean_text(text, "the note") == tidy(text) == stored


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_what_is_kept_stays_the_same_when_it_is_kept_again(text):
    if not tidy(text):
        return
    stored = clean_text(text, "the note")
    assert clean_text(stored, "the note") == stored
    assert "\r" not in stored


@pytest.mark.parametrize(
    "char", ["\0", "\x1b", "\r", "\x7f", "\x9b", "\u202e", "\u2066", "\u200f", "\ud800"]
)
def test_what_drives_a_terminal_or_turns_a_line_around_is_unsafe(char):
    assert is_unsafe(f"a{char}b")
    assert without_unsafe(f"a{char}b", "?") == "a?b"


@pytest.mark.parametrize("char", ["\t", "\n", " ", "é", "ə", "🙂", "\u200d", "א"])
def test_what_people_write_with_is_safe(char):
    assert not is_unsafe(f"a{char}b")
    assert without_unsafe(f"a{char}b", "?") == f"a{char}b"


@pytest.mark.parametrize(
    ("text", "line"), [("", ""), (" a \n\t b\r\n", "a b"), ("a b", "a b"), ("a\u3000b", "a b")]
)
def test_white_space_is_folded_to_one_line(text, line):
    assert one_line(text) == line


@pytest.mark.parametrize(
    ("text", "width", "cut"),
    [
        ("worried about the budget", 24, "worried about the budget"),
        ("worried about the budget", 23, "worried about the…"),
        ("worried about the budget", 18, "worried about the…"),
        ("worried about the budget", 17, "worried about…"),
        ("worried, about", 13, "worried…"),
        ("worried - about", 11, "worried…"),
        ("a\n b", 3, "a b"),
        ("an incomprehensibility", 12, "an incompre…"),
        ("listen incomprehensibility", 12, "listen inco…"),
        ("listens incomprehensibility", 12, "listens…"),
        ("xxxxxxxxxx", 5, "xxxx…"),
        ("xx", 1, "…"),
        ("", 1, ""),
    ],
)
def test_a_long_line_is_cut_at_a_word(text, width, cut):
    assert shortened(text, width) == cut


@given(st.text(), st.integers(1, 40))
def test_a_cut_line_fits_and_begins_like_the_text(text, width):
    line = shortened(text, width)
    assert len(line) <= width
    assert line == one_line(line) or line.endswith("…")
    assert one_line(text).startswith(line.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("Call her", "Call her."),
        ("Call her.", "Call her."),
        ("Call her!", "Call her!"),
        ("Why?", "Why?"),
        ("Call…", "Call…"),
        ("新しい港の話をした。", "新しい港の話をした。"),
        ("왜？", "왜？"),
        ("क्या हाल है", "क्या हाल है."),
        ("सब ठीक।", "सब ठीक।"),
    ],
)
def test_a_sentence_ends_like_one(text, ended):
    assert sentence(text) == ended
    assert ends_a_sentence(text) is (text == ended)


def test_text_for_a_terminal_has_a_sign_in_the_place_of_what_drives_it():
    assert safe("a\x1b[2J\tb\nc\u202e") == "a\ufffd[2J\tb\nc\ufffd"
    assert flat(" a\x1b\tb\n c ") == "a\ufffd b c"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("", []),
        ("her son's school, 'tis late", ["her", "son's", "school,", "'tis", "late"]),
        ('she said "call me" twice', ["she", "said", '"call', 'me"', "twice"]),
        ('-l "family: a son" well', ["-l", "family: a son", "well"]),
        ("-p 'send Eve's list' -m 2", ["-p", "send Eve's list", "-m", "2"]),
        ('rang --learned="joy: a boat"', ["rang", "--learned", "joy: a boat"]),
        ('-l "family: a', ["-l", '"family:', "a"]),
        ("it is 5 - 3 -- no more", ["it", "is", "5", "-", "3", "--", "no", "more"]),
    ],
)
def test_words_that_no_shell_has_read(line: str, words: list[str]) -> None:
    assert typed_words(line) == words


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_letter_of_a_typed_line_without_options_is_lost(line: str) -> None:
    assert typed_words(line.replace("-", "")) == line.replace("-", "").split()


@pytest.mark.parametrize(
    ("text", "indexed"),
    [
        ("lunch with Ana", "lunch with Ana"),
        ("Łódź Straße", "lódź Strasse"),
        ("女儿上学", " 女  儿  上  学 "),
        ("iPhone手机", "iPhone 手  机 "),
        ("민수와 점심", "민수와 점심"),
        ("ลูก", " ล  ู  ก "),
    ],
)
def test_a_text_is_indexed_so_that_words_inside_it_are_found(text: str, indexed: str) -> None:
    assert index_text(text) == indexed


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("ana", "ana"),
        ("a\x07na\u202e", "ana"),
        ("one\r\ntwo\tthree", "one\ntwo\tthree"),
        # A byte that is no UTF-8 stays, to be refused by name.
        ("An\udce9a", "An\udce9a"),
    ],
)
def test_what_is_typed_loses_what_nobody_sees(text: str, meant: str) -> None:
    assert typed(text) == meant


@given(st.lists(st.text(st.sampled_from("ab |\t\n\0\xa0\u202e\ud800"), max_size=5), max_size=4))
def test_the_cells_of_a_row_are_flat_as_each_would_be_by_itself(cells: list[str]) -> None:
    assert list(flat_cells(cells)) == [flat(cell) for cell in cells]
