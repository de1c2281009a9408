import pytest

from caretrack.domain.language.letter import read_letter
from caretrack.domain.language.phrases import (
    PhraseHit,
    Rules,
    longest_hits,
    phrase_words,
    without_overlaps,
)
from caretrack.words import word_set


def plain(draft):
    return list(read_letter(draft).words)


def sentences(draft):
    letter = read_letter(draft)
    return [" ".join(letter.words[sentence.first : sentence.last]) for sentence in letter.sentences]


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        ("", []),
        ("You’re here", ["you", "are", "here"]),
        ("it wasn't THEY'VE", ["it", "was", "not", "they", "have"]),
        ("hows it? dont u", ["how", "is", "it", "?", "do", "not", "you"]),
        ("can't, n't", ["can", "not", ",", "n't"]),
        ("isn't hadn't", ["is", "not", "had", "not"]),
        ("Mia's chekcing wel", ["mia's", "checking", "well"]),
        ("at 12:30, 1.5 %", ["at", "12", "30", ",", "1", "5", "%"]),
        (
            "€49 well-known - yes – no — so",
            ["€", "49", "well", "known", "–", "yes", "–", "no", "–", "so"],
        ),
        ("元気？はい。", ["元気", "?", "はい", "."]),
        ("¡hola! 🙂 * _x", ["hola", "!", "_x"]),
        ("a¶b", ["a", "¶", "b"]),
        ("a .5 2€50", ["a", ".", "5", "2", "€", "50"]),
        ("so—it", ["so", "–", "it"]),
        ("🙂", []),
    ],
)
def test_words_are_spelled_out_and_slips_mended(draft, words):
    assert plain(draft) == words


@pytest.mark.parametrize("word", sorted(word_set("draft_spelling", "typed often")))
def test_a_word_that_is_typed_often_is_no_slip_of_another(word):
    assert plain(word) == [word]


def test_every_word_knows_its_place():
    letter = read_letter("Hi! You’re\nhere?")
    assert [letter.shown(at, at + 1) for at in range(len(letter.words))] == [
        "Hi",
        "!",
        "You’re",
        "You’re",
        "here",
        "?",
    ]
    assert letter.shown(2, 5) == "You’re\nhere"


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        ("One. Two? three", ["one .", "two ?", "three"]),
        ("the move\n\nis done", ["the move", "is done"]),
        ("the move\n \nis done", ["the move", "is done"]),
        ("I told her of the\nMove", ["i told her of the move"]),
        (
            "a long line that goes on, and\nthe next of it",
            ["a long line that goes on , and the next of it"],
        ),
        (
            "Short one\nAnother line that is much longer",
            ["short one", "another line that is much longer"],
        ),
        ("short one\nanother line that is longer", ["short one another line that is longer"]),
        (
            "short one\nanother line that is longer than sixty letters, as in a letter",
            ["short one", "another line that is longer than sixty letters , as in a letter"],
        ),
        (
            "Hi Ana,\nthe oven is in the house and it is hot",
            ["hi ana ,", "the oven is in the house and it is hot"],
        ),
        (
            "I told her of the\nMove to the house by the sea, which she liked",
            ["i told her of the move to the house by the sea , which she liked"],
        ),
        (
            "a long line that goes on and on,\nAnd then the next",
            ["a long line that goes on and on , and then the next"],
        ),
        (
            "One is here.\nand Ana,\nthe oven is in the house and it is hot",
            ["one is here .", "and ana ,", "the oven is in the house and it is hot"],
        ),
        ("I told her about it\nThen we went", ["i told her about it then we went"]),
        ("One.\nI told her about it\nThen we went", ["one .", "i told her about it then we went"]),
        ("so it goes\nThen goes a new", ["so it goes", "then goes a new"]),
        ("so it goes\nThen goes a ne", ["so it goes then goes a ne"]),
        ("a\r\n\r\nb\rc\u2028d", ["a", "b c d"]),
        ("mine\n> yours\n>> hers\nmine", ["mine", "mine"]),
        (
            "From: me\nSubject: the oven\nDate: now\n\nText: it is",
            ["subject : the oven", "text : it is"],
        ),
        ("The oven works.\nTo: Ana", ["the oven works .", "to : ana"]),
        ("It works.\nSubject: it\nTo: Ana", ["it works .", "subject : it to : ana"]),
        ("text\n-- \nTom, buys and sells", ["text"]),
        ("--\ntext", ["text"]),
        ("\n\n", []),
        ("...", [".", ".", "."]),
    ],
)
def test_a_sentence_ends_at_its_mark_at_a_blank_line_or_where_a_line_had_room(draft, said):
    assert sentences(draft) == said


@pytest.mark.parametrize(
    ("draft", "body"),
    [
        ("Hi Ana,\n\nthe oven works.\n\nBest regards,\nTom", "the oven works ."),
        ("Hi Ana - the oven works", "the oven works"),
        ("Hi Ana the oven works", "the oven works"),
        ("hi Ana\nthe oven works", "the oven works"),
        ("Dear Ms Silva:\nThe oven works!\nTom Berg", "the oven works !"),
        ("Ana, the oven works. Tom", "the oven works . tom"),
        ("Then, the oven works.", "the oven works ."),
        ("then, the oven works.", "then , the oven works ."),
        ("Good morning! The oven works\nxx\n\n", "the oven works"),
        (
            "Hello there my good old friend Ana of the many ovens, yes",
            "old friend ana of the many ovens , yes",
        ),
        (
            "Hi Ana and everybody whom I have not seen for long, yes",
            "whom i have not seen for long , yes",
        ),
        ("Hi Ana", ""),
        (
            "Hi to all and to everyone and to the team\nThe oven works",
            "hi to all and to everyone and to the team the oven works",
        ),
        ("The oven works.\nIt is hot now.", "the oven works . it is hot now ."),
        ("The oven works\n\n...\n\nTom", "the oven works"),
        ("The oven works\nBest\nWarmly\nLove\nTom", "the oven works"),
    ],
)
def test_greeting_and_sign_off_are_no_part_of_the_body(draft, body):
    letter = read_letter(draft)
    assert " ".join(letter.words[slice(*letter.body)]) == body


@pytest.mark.parametrize(
    ("draft", "body"),
    [
        ("Hi Ana Ben Cem Dan Eva\nThe oven works.", "the oven works ."),
        (
            "Hi Ana Ben Cem Dan Eva Flo\nThe oven works.",
            "hi ana ben cem dan eva flo the oven works .",
        ),
        ("Hi Ana Ben Cem Dan Eva, the oven works.", "the oven works ."),
        ("Ana Maria Silva, the oven works.", "the oven works ."),
        ("Ana Maria Silva Reis, the oven works.", "ana maria silva reis , the oven works ."),
        ("Ana. The oven works.", "ana . the oven works ."),
        ("Hi Ana\nBen came home.", "ben came home ."),
    ],
)
def test_a_greeting_is_its_first_line_with_at_most_six_words_or_a_name_of_three(draft, body):
    letter = read_letter(draft)
    assert " ".join(letter.words[slice(*letter.body)]) == body


@pytest.mark.parametrize(
    ("end", "left"),
    [
        ("Tom Van Berg", ""),
        ("Tom Van Den Berg", "tom van den berg"),
        ("Tom Berg.", "tom berg ."),
        ("with all my love and many", ""),
        ("with all my love and many thanks", "with all my love and many thanks"),
        ("Best\nWarmly\nLove\nTom", ""),
        ("Best\nCheers\nWarmly\nLove\nTom", "best"),
        ("Best\n\n\n\n\n\nTom", ""),
    ],
)
def test_a_sign_off_is_four_lines_at_most_of_six_words_or_a_name_of_three(end, left):
    letter = read_letter(f"The oven works and it is as hot as it has to be.\n\n{end}")
    said = " ".join(letter.words[slice(*letter.body)])
    assert said == f"the oven works and it is as hot as it has to be . {left}".strip()


@pytest.mark.parametrize("draft", ["", "\n\n", "> quoted"])
def test_a_letter_without_a_word_has_an_empty_body(draft):
    assert read_letter(draft).body == (0, 0)


def test_the_names_in_a_greeting_are_known():
    assert read_letter("Hi Ana and Ben, yes").named_in_greeting() == {"ana", "ben"}
    assert read_letter("Yes").named_in_greeting() == set()


@pytest.mark.parametrize(
    ("phrase", "draft", "words"),
    [
        ("green light", "The Green Light, green lights", ["Green Light"]),
        ("our/my plan", "our plan, my plan's end, your plan", ["our plan", "my plan's"]),
        ("hope [all] is", "hope is, hope all is, hope it is", ["hope is", "hope all is"]),
        (
            "sent .. it",
            "sent it, sent her the old it, sent her the very old it",
            ["sent it", "sent her the old it"],
        ),
        ("# % off", "20 % off, x % off", ["20 % off"]),
        ("they sell*", "they sell, they selling", ["they sell", "they selling"]),
        ("for CURRENCY #", "for €49", ["for €49"]),
        ("how are [you] [with/at]", "how are you with. how are", ["how are you", "how are"]),
        ("check in [on]", "check in on", ["check in"]),
        ("hope [COMMA] that", "hope, that", ["hope, that"]),
    ],
)
def test_a_phrase_is_found_as_it_is_written(phrase, draft, words):
    letter = read_letter(draft)
    assert [
        letter.shown(hit.first, hit.last)
        for hit in longest_hits(Rules({"x": [phrase]}), letter.words)
    ] == words


def test_the_longest_phrase_of_a_group_wins_and_of_those_that_overlap():
    letter = read_letter("how are you now")
    rules = Rules({"a": ["how are you", "how are"], "b": ["are you now"]})
    assert longest_hits(rules, letter.words) == [PhraseHit(0, 3, "a"), PhraseHit(1, 4, "b")]
    assert without_overlaps([PhraseHit(0, 2, "a"), PhraseHit(1, 4, "b"), PhraseHit(4, 5, "a")]) == [
        PhraseHit(1, 4, "b"),
        PhraseHit(4, 5, "a"),
    ]
    assert without_overlaps([PhraseHit(1, 3, "b"), PhraseHit(0, 2, "a")]) == [PhraseHit(0, 2, "a")]
    assert without_overlaps([PhraseHit(10, 12, "a"), PhraseHit(11, 14, "b")]) == [
        PhraseHit(11, 14, "b")
    ]


def test_every_word_that_a_phrase_can_have_is_listed():
    assert phrase_words(["how [are/is] COMMA", "so"]) == {"how", "are", "is", ",", "so"}
