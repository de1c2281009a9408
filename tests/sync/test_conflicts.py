"""What counts as a conflict, and what does not."""

from caretrack.domain.sync.states import Entry, join_entries

MIA, BEN = 1, 2
COLUMNS = ("role", "deleted_at")


def role(said: str, at: int, tag: int, over: int = 4097) -> Entry:
    """A person whose role was said at a time on the machine with this tag."""
    return Entry("people", "k3f9", 4097, {"role": said}, {"role": (at * 4096 + tag, over)})


def test_a_value_that_its_author_had_not_seen_loses_and_is_kept() -> None:
    joined = join_entries(role("Head", 10, MIA), role("Chief", 11, BEN), COLUMNS)
    assert joined.entry.values == {"role": "Chief"}
    assert [(lost.field, lost.value) for lost in joined.lost] == [("role", "Head")]


def test_what_a_machine_says_after_something_of_its_own_is_no_conflict() -> None:
    joined = join_entries(role("Head", 10, BEN), role("Chief", 11, BEN), COLUMNS)
    assert joined.entry.values == {"role": "Chief"}
    assert joined.lost == ()


def test_what_was_said_over_the_other_is_no_conflict() -> None:
    seen = 10 * 4096 + MIA
    joined = join_entries(role("Head", 10, MIA), role("Chief", 11, BEN, over=seen), COLUMNS)
    assert joined.lost == ()
