"""The labelled texts are well formed: a typing error in a label would disable a test."""

import re
from collections import Counter
from pathlib import Path

import pytest

import labelled
from caretrack.domain.kinds.families import BUILT_IN, CHANNELS, FAMILIES
from caretrack.domain.talk.categories import CATEGORIES
from labelled import day_score

KINDS = {kind.kind for kind in BUILT_IN}
RULES = {"generic-opener", "reflex-sign-off", "selling", "not-personal", "about-us", "asks-nothing"}
PROPOSED = {heading for name in labelled.sets("proposals") for _, heading in labelled.lines(name)}
LABELS = {*CATEGORIES, "low", "high", "event", "nothing"}
HEADINGS = {
    "notes/by-family": set(FAMILIES),
    "sentences": {"generic-opener", "reflex-sign-off", "personal", "selling", "not-selling"},
    "pairs/people": {"sure", "likely", "perhaps", "two"},
    "pairs/subjects": {"shared", "apart"},
    **dict.fromkeys(labelled.sets("proposals"), PROPOSED),
    **{name: {"tried", "not tried"} for name in labelled.sets("notes/tried")},
    **{name: {*KINDS, "unread"} for name in labelled.sets("notes/languages")},
    **{name: {"owed", "nothing"} for name in labelled.sets("referrals")},
    **dict.fromkeys(labelled.sets("notes/oblique"), KINDS),
    **dict.fromkeys(["notes/by-kind", "notes/unseen", *labelled.sets("notes/scored")], KINDS),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_every_line_stands_once_under_a_label_that_there_is(name: str) -> None:
    lines = labelled.lines(name)
    assert lines
    assert {heading for _, heading in lines} <= HEADINGS[name]
    assert [line for line, count in Counter(lines).items() if count > 1] == []


def test_what_is_to_be_proposed_is_a_category_a_mood_or_an_event() -> None:
    labels = {
        label for heading in PROPOSED for one in heading.split() for label in re.split(r"/|\?", one)
    }
    assert labels - LABELS - {""} == set()


@pytest.mark.parametrize("name", [*labelled.sets("drafts"), *labelled.sets("drafts/held-out")])
def test_every_draft_is_to_a_reader_and_for_rules_that_there_are(name: str) -> None:
    drafts = labelled.drafts(name)
    assert drafts
    assert {draft.reader for draft in drafts} <= {"", *labelled.readers()}
    assert {rule for draft in drafts for rule in draft.rules} <= RULES
    assert all(draft.text for draft in drafts)


def test_every_text_file_is_one_of_these() -> None:
    files = {
        str(path.relative_to(labelled.FOLDER).with_suffix(""))
        for path in labelled.FOLDER.rglob("*.txt")
    }
    days = labelled.sets("days")
    drafts = [*labelled.sets("drafts"), *labelled.sets("drafts/held-out")]
    assert files == {*HEADINGS, *days, *drafts, *labelled.sets("mentions")}


@pytest.mark.parametrize("heading", ["ana", "ana generic-opener", "ana(sales): nothing", "ana:"])
def test_a_draft_under_a_heading_of_another_form_is_refused_with_its_file(
    heading: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labelled, "FOLDER", tmp_path)
    (tmp_path / "new.txt").write_text(f"# A comment.\n\n== {heading}\nHi Ana\n")
    with pytest.raises(ValueError, match=rf"new\.txt.*== {re.escape(heading)}”"):
        labelled.drafts("new")


def test_a_text_below_a_heading_is_read_as_it_stands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(labelled, "FOLDER", tmp_path)
    (tmp_path / "new.txt").write_text(
        "# A comment.\n\n== nobody: nothing\nHi,\n\n  = two ==\n\n"
        "== ana (sales): selling selling\nYou\n"
    )
    assert labelled.drafts("new") == [
        labelled.Draft("", "Hi,\n\n  = two ==", (), "care"),
        labelled.Draft("ana", "You", ("selling", "selling"), "sales"),
    ]
    assert labelled.lines("new") == [
        ("Hi,", "nobody: nothing"),
        ("= two ==", "nobody: nothing"),
        ("You", "ana (sales): selling selling"),
    ]


@pytest.mark.parametrize("name", ["tuned", "held-out", "fresh", "unseen"])
def test_every_paragraph_of_a_day_names_the_cast_and_words_of_its_text(name: str) -> None:
    known = {line.partition(":")[0] for line, _ in labelled.lines("days/cast")}
    paragraphs = day_score.paragraphs(name)
    assert len(paragraphs) > 15
    for paragraph in paragraphs:
        assert paragraph.touches or paragraph.left
        assert all(words in paragraph.text for words in paragraph.left)
        for touch in paragraph.touches:
            assert touch.people <= known
            assert touch.kinds <= KINDS
            assert touch.channels <= set(CHANNELS)
