"""What stands under "do not raise", or was declined or closed, is found in a draft."""

from datetime import date

import pytest

from caretrack.domain.draft.check import DraftReader, check_draft
from caretrack.domain.draft.leave_alone import left_alone
from caretrack.domain.model import Fact
from caretrack.domain.talk.categories import TABLE, silent_categories
from caretrack.words import word_lists

TODAY = date(2026, 11, 21)
NOT_CATEGORIES = {
    "also called",
    "not raised",
    "weak",
    "greeted",
    "kin alike",
    "health",
    "politics",
    "money",
}


def fact(category, text, source="told", on=date(2026, 10, 3)):
    return Fact("fact", "prs1", category, text, source, on, None, None)


def reader(*facts, **more):
    silent = silent_categories(facts)
    open_facts = tuple(
        one for one in facts if one.is_known and one.category not in {"boundary", *silent}
    )
    more.setdefault("company", "Lagoon Foods")
    return DraftReader("Ana Silva", facts=open_facts, left_alone=left_alone(facts, silent), **more)


def alone(letter, *facts, **more):
    findings = check_draft(letter, reader(*facts, **more), TODAY).findings
    return [finding.words for finding in findings if finding.rule == "leave-alone"]


BROTHER = fact("boundary", "his brother")
MERGER = fact("boundary", "the merger talks with Harbour")
MOTHER = fact("boundary", "her mother's death")
HEALTH = fact("boundary", "his health")
LONG = fact("boundary", "never mention the failed launch of the Lisbon office last spring")
TWO = fact("boundary", "politics, and her ex-husband")
FAMILY = fact("family", "", "declined")
WORRY = fact("worry", "", "closed")
RELIGION = fact("religion", "", "declined")
OWN_CATEGORY = fact("side-project", "", "declined")


@pytest.mark.parametrize(
    ("text", "facts", "words"),
    [
        ("Is your brother well?", [BROTHER], ["brother"]),
        ("How are your brothers?", [BROTHER], ["brothers"]),
        ("My brother sends his best.", [BROTHER], []),
        ("Our late brother knew the road.", [BROTHER], []),
        ("Did the merger go through?", [MERGER], ["merger"]),
        ("I met somebody of Harbour.", [MERGER], ["Harbour"]),
        ("The harbour is frozen.", [MERGER], []),
        ("how is harbour doing?", [MERGER], ["harbour"]),
        ("I heard about your mum.", [MOTHER], ["mum"]),
        ("How is your health these days?", [HEALTH], ["your health"]),
        ("Was the operation on Tuesday?", [HEALTH], ["the operation"]),
        ("Are you out of hospital?", [HEALTH], ["out of hospital"]),
        ("The health of the vines is good.", [HEALTH], []),
        ("The launch went well.", [LONG], []),
        ("Is Lisbon warm?", [LONG], ["Lisbon"]),
        ("Who won the election?", [TWO], ["election"]),
        ("I saw your ex-husband at the fair.", [TWO], ["husband"]),
        ("How are the kids?", [FAMILY], ["the kids"]),
        ("Is your little daughter at school?", [FAMILY], ["your little daughter"]),
        ("A family of products.", [FAMILY], []),
        ("We met the whole family of goats at the farm.", [FAMILY], []),
        ("I hope the kids are well.", [FAMILY], ["the kids"]),
        ("Give my love to the kids.", [FAMILY], ["the kids"]),
        ("We sat in the garden of the clinic.", [HEALTH], []),
        ("My kids are ill.", [FAMILY], []),
        ("What keeps you up at night?", [WORRY], ["What keeps you up"]),
        ("Do not worry about the parcel.", [WORRY], []),
        ("What of your religion?", [RELIGION], ["religion"]),
        ("Is the church in your street open?", [RELIGION], ["church"]),
        ("How is the side project?", [OWN_CATEGORY], ["side project"]),
        ("Our side project is open.", [OWN_CATEGORY], []),
        ("The bridge is shut again.", [BROTHER, MERGER, MOTHER, HEALTH, LONG, TWO, FAMILY], []),
    ],
)  # fmt: skip
def test_what_is_to_be_left_alone_is_found_by_its_telling_words(text, facts, words):
    assert alone(text, *facts) == words


def test_a_boundary_is_also_the_name_that_the_journal_has_for_it():
    assert alone("How is Rui?", BROTHER) == []
    assert alone("How is Rui?", BROTHER, ties=(("brother", "Rui Silva"),)) == ["Rui"]
    assert alone("How is Rui?", BROTHER, ties=(("sister", "Rui Silva"),)) == ["Rui"]
    assert alone("How is Rui?", BROTHER, ties=(("boss", "Rui Silva"),)) == []
    told = fact("joy", "her brother Rui is back")
    assert alone("How is Rui?", BROTHER, told) == ["Rui"]


def test_what_was_known_before_it_was_declined_is_left_alone_too():
    known = fact("family", "daughter Mia starts school")
    assert alone("How is Mia?", known) == []
    assert alone("How is Mia?", known, FAMILY) == ["Mia"]


def test_their_own_name_and_company_tell_nothing():
    firm = fact("boundary", "the layoffs at Lagoon Foods")
    assert alone("Is all well at Lagoon, Ana?", firm) == []
    assert alone("Are the layoffs over?", firm) == ["layoffs"]


def test_the_reason_names_the_boundary_or_the_mark_and_its_day():
    letter = "Is your brother well? How are the kids? What keeps you up at night?"
    findings = check_draft(letter, reader(BROTHER, FAMILY, WORRY), TODAY).findings
    assert [finding.why for finding in findings if finding.rule == "leave-alone"] == [
        "Under “do not raise”: “his brother” (3 Oct).",
        "They would rather not speak of family (asked 3 Oct).",
        "Not to be asked any more: what keeps them up at night (closed 3 Oct).",
    ]


def test_it_comes_first_and_takes_the_place_of_lesser_findings_of_its_sentence():
    letter = "Hope you are well. Our offer ends soon. How are things with your brother?"
    findings = check_draft(letter, reader(BROTHER), TODAY).findings
    assert [finding.rule for finding in findings][:3] == [
        "leave-alone",
        "generic-opener",
        "selling",
    ]
    assert findings[0].suggestion == "Leave it out."


@pytest.mark.parametrize(
    ("text", "is_about"),
    [("Hope you are well. Is your brother?", True), ("Hope you are well.", False), ("", False)],
)
def test_a_draft_about_what_is_left_alone_is_told_from_one_with_lesser_findings(text, is_about):
    assert check_draft(text, reader(BROTHER), TODAY).is_about_left_alone is is_about


def test_nothing_left_alone_is_suggested_or_praised():
    letter = "Is your brother well? Stay safe. How are the kids?"
    known = fact("hobby", "plays chess")
    findings = check_draft(letter, reader(BROTHER, FAMILY, known), TODAY).findings
    assert not any("brother" in one.suggestion or "kid" in one.suggestion for one in findings)
    assert findings[0].suggestion == "Leave it out. Ask for news of “plays chess” (hobby, 3 Oct)."


def test_a_reader_in_the_archive_is_found_with_the_reason():
    gone = reader(archived_on=date(2026, 11, 3), archived_why="left the company")
    for letter in ("Hi Ana,\n\nis the bridge open?", "Is the bridge open?", "> yes"):
        first = check_draft(letter, gone, TODAY).findings[0]
        assert first.rule == "leave-alone"
        assert first.why == "Ana Silva is in the archive, since 3 Nov: left the company."
        assert letter[first.start : first.end] == first.words != ""


def test_a_reader_who_has_died_is_all_that_is_found():
    gone = reader(archived_on=date(2026, 11, 3), archived_why="died 1 Nov 2026")
    found = check_draft("Dear Ana,\n\nhow are you? Buy now!", gone, TODAY).findings
    assert [finding.rule for finding in found] == ["leave-alone"]


def test_the_subjects_are_categories():
    assert {row.name for row in TABLE} >= set(word_lists("draft_subjects")) - NOT_CATEGORIES - {
        "religion"
    }
