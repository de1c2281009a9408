from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

import labelled
from caretrack.domain.kinds.families import (
    BUILT_IN,
    CARE,
    SALES,
    TRIED,
    canonical,
    clean_kind,
    nearest_kind,
)
from caretrack.domain.kinds.guess import (
    DOUBT,
    NOTHING,
    SURE,
    UNREAD,
    Guess,
    guess,
    kind_of_family,
    own_rules,
)
from caretrack.domain.language import phrases
from caretrack.domain.model import MISSED, UNKNOWN
from caretrack.errors import CareError
from caretrack.words import word_lists, word_set

BY_KIND, BY_FAMILY = labelled.lines("notes/by-kind"), labelled.lines("notes/by-family")
IN_DOUBT = [heading.split() for heading in word_lists("kinds_in_doubt") if heading != "life"]
FAMILIES = {kind.kind: kind.family for kind in BUILT_IN}


@pytest.mark.parametrize(("note", "kind"), BY_KIND)
def test_a_note_speaks_for_its_kind(note, kind):
    assert guess(note).kind == kind


@pytest.mark.parametrize(("note", "family"), BY_FAMILY)
def test_a_note_speaks_for_its_family(note, family):
    assert FAMILIES[guess(note).kind] == family


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("", Guess("checkin", "", NOTHING)),
        ("she likes the sea", Guess("checkin", "", NOTHING)),
        ("Called to CHECK  in", Guess("checkin", "CHECK  in")),
        ("Lunch. Sent the Invoice", Guess("invoice", "Invoice")),
        ("booked a demo", Guess("pitch", "demo")),
        ("offered him a 10 % discount", Guess("pitch", "discount")),
        ("Ana’s launch: congratulated her", Guess("celebrate", "congratulated")),
        ("hasn’t paid", Guess("invoice", "paid")),
        ("İstanbul'da lunch", Guess("social", "lunch")),
    ],
)
def test_the_words_that_decided_are_those_of_the_note(note, expected):
    assert guess(note)[:2] == expected[:2]


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("did not pitch anything", "pitched something"),
        ("nothing about the renewal", "asked about the renewal"),
        ("her renewal with the landlord", "her renewal"),
        ("she is launching a product", "we are launching a product"),
        ("her contract with the university ends", "sent the contract to the university"),
        ("he complained about our invoices", "sent our invoices"),
        ("congratulated him on the deal", "congratulated him, then talked about our deal"),
        ("nervous about his pitch", "nervous about his pitch and sent the invoice"),
        ("asked what she thinks of our prices", "asked what she thinks of the proposal"),
        ("read her newsletter", "sent her newsletter"),
        ("he has a wedding quote to find", "sent the quote for the wedding"),
        ("no pitch", "no pitch\n- sent the invoice"),
        ("no pitch - just tea", "no pitch - sent the invoice"),
        ("the price of bread", "met her for a demo"),
        ("she may sell the practice", "she may sell our product"),
        ("thinking of selling her vineyard", "thinking of upselling her"),
        ("he might sell up", "he might sell our beans"),
        ("the bank won't extend the credit line", "won't extend the contract"),
        ("the shop is finally sold", "sold the upgrade"),
        ("fixed his billing portal", "sent him the invoice"),
        ("her daughter starts at Leeds, a bit worried about the fees", "asked about the fees"),
        ("his boat sank, insurance will not pay", "his boat sank, he will not pay the invoice"),
        ("her car is old, too expensive to mend", "her dog is fine, finds us too expensive"),
        ("the school wants a deposit", "nice chat about her kids, then the deposit"),
        ("his son wants to be a pilot", "asked about his son, then about the pilot in may"),
        ("a demo with her band", "let her know about the webinar"),
        ("she is afraid of flying in march", "she can't pay before march"),
    ],
)
def test_sales_words_that_are_denied_or_theirs_do_not_count(said, meant):
    assert FAMILIES[guess(said).kind] == CARE
    assert FAMILIES[guess(meant).kind] == SALES


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("sent the spreadsheet", Guess("admin", "spreadsheet")),
        ("sent the thing", Guess("admin", "sent")),
        ("sent a care package", Guess("checkin", "", NOTHING)),
        ("sent the spreadsheet, her mother came too", Guess("checkin", "mother")),
        ("the CFO decides in may", Guess("pitch", "CFO")),
        ("wants the bigger plan", Guess("pitch", "bigger plan")),
        ("lunch, the CFO came too", Guess("social", "lunch")),
        ("her mother is ill, sent the invoice", Guess("invoice", "invoice")),
    ],
)
def test_business_in_general_is_sales_where_nothing_speaks_for_care_or_of_their_life(
    note, expected
):
    assert guess(note)[:2] == expected[:2]


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("she worries about the audit", Guess("listen", "she worries")),
        (
            "her daughter starts school in May, worried about the Q3 budget",
            Guess("checkin", "daughter"),
        ),
        ("told me about the merger", Guess("listen", "told me about")),
        ("gave him two names", Guess("help", "gave him two")),
        ("told me of the invoice", Guess("invoice", "invoice")),
        ("told me about the knee, mailed her", Guess("listen", "told me about")),
    ],
)
def test_what_was_told_or_given_is_care_where_nothing_else_speaks(note, expected):
    assert guess(note)[:2] == expected[:2]


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("w/ ana abt her nl sub", "with ana about her newsletter sub"),
        ("mtg tmrw", "meeting tomorrow"),
        ("cant do thurs, resched", "can't do thurs, resched"),
        ("thx 4 the pmt", "thanks 4 the payment"),
        ("2 yrs ago", "2 years ago"),
    ],
)
def test_short_forms_are_read_as_what_they_stand_for(typed, written):
    assert phrases.words_of(typed)[0] == phrases.words_of(written)[0]


@pytest.mark.parametrize(
    ("phrase", "note", "there"),
    [
        ("# days", "3 days", True),
        ("# days", "3k days", False),
        ("#k", "raised it to 38k", True),
        ("CLOCK", "at 3pm", True),
        ("v#", "showed v3", True),
        ("v#", "showed v", False),
        ("€", "for 900€", True),
        ("HIS cat", "Ana's cat", True),
        ("HIS cat", "it's cat", False),
        ("renew*", "not renewing", True),
        ("renew*", "rene", False),
        ("sent .. form", "sent him the long form", True),
        ("sent .. form", "sent him the very long form", False),
        ("sent .. form", "sent. form", False),
    ],
)
def test_stars_signs_and_gaps_in_a_phrase_stand_for_other_words(phrase, note, there):
    assert (
        bool(list(phrases.hits(phrases.Rules({"": [phrase]}), phrases.words_of(note)[0]))) is there
    )


def test_of_a_long_note_only_the_beginning_is_read():
    filler = "tea " * (phrases.LONGEST_READ // 4)
    assert guess(filler[:-8] + "invoice") == Guess("invoice", "invoice")
    assert guess(filler + "invoice").kind == "social"


@pytest.mark.parametrize("name", labelled.sets("notes/scored"))
def test_scored_notes_go_to_the_right_family(name):
    """Recall is at least 0.95 for sales and 0.9 for care; bench/rules.py prints it (S1.4, S3.5)."""
    right = {CARE: 0, SALES: 0, TRIED: 0}
    table = labelled.lines(name)
    for note, kind in table:
        right[FAMILIES[kind]] += FAMILIES[guess(note).kind] == FAMILIES[kind]
    of = {family: sum(FAMILIES[kind] == family for _, kind in table) for family in right}
    assert right[SALES] + right[TRIED] >= 0.95 * (of[SALES] + of[TRIED])
    assert right[CARE] >= 0.9 * of[CARE]


def asked_and_wrong(names):
    """Of the notes of these tables: how many are asked about; of the others, sales, as care."""
    notes = [(guess(note), FAMILIES[kind]) for name in names for note, kind in labelled.lines(name)]
    sold = [FAMILIES[found.kind] for found, family in notes if found.sure and family == SALES]
    return sum(not found.sure for found, _ in notes) / len(notes), sold.count(CARE) / len(sold)


def test_few_notes_are_asked_about_and_few_sales_of_the_others_are_taken_for_care():
    asked, wrong = asked_and_wrong([*labelled.sets("notes/scored"), "notes/unseen"])
    assert asked <= 0.3
    assert wrong <= 0.04


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ("lunch", Guess("social", "lunch", SURE)),
        ("her daughter starts school", Guess("checkin", "daughter", SURE)),
        ("rang, no one home", Guess("missed", "no one home", SURE)),
        ("the CFO decides in may", Guess("pitch", "CFO", DOUBT)),
        (
            "happy birthday, and discussed the new pieces",
            Guess("pitch", "discussed the new", DOUBT),
        ),
        ("sent the thing", Guess("admin", "sent", DOUBT)),
        ("he found it in the end", Guess("checkin", "", NOTHING)),
        ("42", Guess("checkin", "", NOTHING)),
        ("", Guess("checkin", "", NOTHING)),
        ("kaffee am bahnhof, er war müde", Guess("admin", "", UNREAD)),
        ("她搬家了", Guess("admin", "", UNREAD)),
        ("rechnung geschickt", Guess("invoice", "rechnung", SURE)),
        ("zoom", Guess("checkin", "", NOTHING)),
        ("teams call", Guess("checkin", "", NOTHING)),
        ("whatsapp", Guess("checkin", "", NOTHING)),
        ("delivered the shelves", Guess("help", "delivered", SURE)),
    ],
)
def test_a_guess_says_how_well_it_is_known(note, expected):
    assert guess(note) == expected


@pytest.mark.parametrize(("note", "expected"), labelled.lines("notes/tried/known"))
def test_who_was_not_reached_was_tried(note, expected):
    assert (guess(note).kind == MISSED) is (expected == "tried")


@pytest.mark.parametrize(
    ("name", "least"), [("notes/tried/later", 0.85), ("notes/languages/known", 0.95)]
)
def test_most_of_a_later_table_is_right(name, least):
    right = [
        guess(note).state == UNREAD
        if label == "unread"
        else (guess(note).kind == MISSED) is (label == "tried")
        if "tried" in label
        else FAMILIES[guess(note).kind] == FAMILIES[label]
        for note, label in labelled.lines(name)
    ]
    assert sum(right) >= least * len(right)


@given(st.text(max_size=80))
def test_any_text_has_a_kind_and_the_words_are_in_it(note):
    found = guess(note)
    assert found.kind in FAMILIES
    assert found.words in note


@given(
    st.sampled_from([note for note, family in BY_FAMILY if family == SALES]),
    st.text(alphabet=" \n.!", max_size=5),
)
def test_case_and_white_space_do_not_change_the_family(note, space):
    assert FAMILIES[guess(space + note.upper() + space).kind] == SALES


def test_the_built_in_kinds_are_care_first_then_sales_then_what_was_only_tried():
    assert [kind.family for kind in BUILT_IN] == [CARE] * 9 + [SALES] * 6 + [TRIED]
    assert all(first.family <= second.family for first, second in pairwise(BUILT_IN))
    assert len({kind.kind for kind in BUILT_IN} | {kind.label for kind in BUILT_IN}) >= 14


def phrases_by_part():
    """The phrases of each part of the rules, by the kind that they speak for."""
    parts = {"passed over": word_lists("kinds_passed_over")}
    for kind, lines in word_lists("kinds").items():
        parts.setdefault(FAMILIES[kind], {})[kind] = lines
    for part, kind in IN_DOUBT:
        parts.setdefault(part, {})[kind] = word_lists("kinds_in_doubt")[f"{part} {kind}"]
    return {
        part: {kind: lines.split("\n") for kind, lines in kinds.items()}
        for part, kinds in parts.items()
    }


def test_every_built_in_kind_has_its_words():
    assert set(word_lists("kinds")) == set(FAMILIES) - {UNKNOWN}
    assert {part for part, _ in IN_DOUBT} == {"dealing", "business", "told", "sent"}
    assert {FAMILIES[kind] for part, kind in IN_DOUBT if part != "told"} == {SALES}
    assert {FAMILIES[kind] for part, kind in IN_DOUBT if part == "told"} == {CARE}


def test_every_phrase_is_well_made():
    for kinds in phrases_by_part().values():
        for phrase in (phrase for listed in kinds.values() for phrase in listed):
            words = phrase.split()
            assert words, "an empty phrase"
            assert words[0] != ".." != words[-1], phrase
            assert "," not in phrase, "one phrase a line"
            for word in "/".join(words).split("/"):
                assert word == word.lower() or word == "HIS" or word in phrases.classes(), phrase
                assert not word.endswith("*") or len(word) > 3, phrase
                assert word not in phrases.in_full(), f"{phrase}: a short form is never met"


def test_a_phrase_speaks_for_one_kind_alone():
    for kinds in phrases_by_part().values():
        said = [phrase for listed in kinds.values() for phrase in listed]
        assert sorted(said) == sorted(set(said))


def test_words_of_their_life_are_written_in_full():
    assert not word_set("kinds_in_doubt", "life") & set(phrases.in_full())


@pytest.mark.parametrize("word", ["check-in", "Check in", "check_in", "CHECKIN", "check‑in"])
def test_hyphens_spaces_and_case_do_not_matter_in_a_kind(word):
    assert canonical(word) == "checkin"


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("chekin", "checkin"),
        ("check-in", "checkin"),
        ("invoce", "invoice"),
        ("news letter", "newsletter"),
        ("announcement", "announce"),
        ("celebration", "celebrate"),
        ("Pich", "pitch"),
        ("mentorng", "men-toring"),
        ("unknwn", None),
        ("xyz", None),
        ("", None),
    ],
)
def test_the_nearest_kind_is_suggested(word, kind):
    assert nearest_kind(word, [*FAMILIES, "men-toring"]) == kind


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("mentoring", "mentoring"),
        (" Site-Visit ", "site-visit"),
        ("b2", "b2"),
        ("a" * 24, "a" * 24),
    ],
)
def test_a_new_kind_is_one_plain_word(word, kind):
    assert clean_kind(word) == kind


@pytest.mark.parametrize(
    "word", ["", "a", "2b", "-ab", "a" * 25, "two words", "café", "a\n", "a_b", "ab\x1b"]
)
def test_a_kind_that_is_no_plain_word_is_refused(word):
    with pytest.raises(CareError, match="cannot be a kind"):
        clean_kind(word)


@pytest.mark.parametrize(
    ("note", "family", "kind"),
    [
        ("the tiles are blue now", CARE, "checkin"),
        ("the tiles are blue now", SALES, "admin"),
        ("the tiles are blue now", TRIED, "missed"),
        ("sent the invoice over lunch", CARE, "social"),
        ("sent the invoice over lunch", SALES, "invoice"),
        ("she told me of it, and we signed the renewal", CARE, "listen"),
        ("she told me of it, and we signed the renewal", SALES, "renewal"),
    ],
)
def test_of_a_family_that_is_known_the_note_says_which_kind(note, family, kind):
    assert kind_of_family(note, family) == kind


def test_words_of_ones_own_say_which_kind_of_a_family_that_is_known():
    own = own_rules({"thanks": ["blue tiles"]}, {kind.kind: kind for kind in BUILT_IN})
    assert kind_of_family("the blue tiles", CARE, own) == "thanks"
    assert kind_of_family("the blue tiles", SALES, own) == "admin"
