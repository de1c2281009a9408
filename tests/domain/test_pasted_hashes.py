"""Drafts that were only checked are compared by the hashes of their runs of words."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.draft.pasted import (
    HASH_BYTES,
    LEAST_WORDS,
    HashedDraft,
    Sent,
    hashed_runs,
    is_edited,
    nearest,
    nearest_checked,
)
from labelled import Compared, pasted_letters

NAMES, SENT, COPIES, OWN_WORDS = pasted_letters()
BEN, SALT = "Ben Okoro", b"0123456789abcdef"


def checked(text, number=1, salt=SALT, names=(BEN,)):
    return HashedDraft(
        f"d{number}", number, date(2026, 11, number), BEN, salt, hashed_runs(text, names, salt)
    )


@pytest.mark.parametrize("case", [*COPIES, *OWN_WORDS], ids=lambda case: case.shows)
def test_hashes_say_the_same_as_the_text(case: Compared):
    sent = Sent("d1", date(2026, 11, 1), (BEN,), case.sent)
    by_text = nearest(case.draft, [sent], NAMES)
    by_hash = nearest_checked(case.draft, [checked(case.sent)], NAMES)
    assert (by_hash is None) == (by_text is None)
    if by_hash and by_text:
        assert by_hash.only_checked
        assert (by_hash.sent.to, by_hash.sent.on) == ((BEN,), date(2026, 11, 1))
        assert by_hash.share == pytest.approx(by_text.share, abs=0.1)


def test_the_name_of_the_other_reader_hides_nothing():
    letter = SENT["launch"]
    draft = letter.replace("Ben", "Ana").replace("small shops", "small shops of Ben")
    assert nearest_checked(draft, [checked(letter)], NAMES)


def test_another_salt_gives_other_hashes_and_says_the_same():
    letter = SENT["launch"]
    one, other = checked(letter), checked(letter, 2, b"another salt, 16")
    assert one.hashes.isdisjoint(other.hashes)
    assert nearest_checked(letter, [one], NAMES).share == 1
    assert nearest_checked(letter, [one, other], NAMES).sent.id == "d2"


def test_of_drafts_checked_for_one_reader_the_nearest_is_named_and_the_newest_of_equals():
    letter = SENT["launch"]
    drafts = [checked(SENT["school"], 1), *(checked(letter, day) for day in (2, 4, 3))]
    found = nearest_checked(letter, drafts, NAMES)
    assert (found.sent.id, found.share) == ("d4", 1)


def test_a_short_draft_leaves_nothing():
    assert hashed_runs("word " * (LEAST_WORDS - 1), (), SALT) == frozenset()
    assert hashed_runs("", (), SALT) == frozenset()


def test_an_edited_draft_is_told_from_another_letter():
    hashed = {name: hashed_runs(text, (BEN,), SALT) for name, text in SENT.items()}
    words = SENT["launch"].split(" ")
    edited = " ".join("other" if at % 8 == 7 else word for at, word in enumerate(words))
    assert is_edited(hashed_runs(edited, (BEN,), SALT), hashed["launch"])
    assert not is_edited(hashed["school"], hashed["launch"])


@given(st.text(max_size=400), st.text(max_size=400))
def test_any_text_is_hashed_and_compared(draft, other):
    found = nearest_checked(draft, [checked(other)], NAMES)
    assert found is None or draft[found.start : found.end]
    assert all(len(one) == HASH_BYTES for one in hashed_runs(draft, NAMES, SALT))
