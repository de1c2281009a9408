"""Everything that a journal holds of one person, as it stands there: what somebody would be handed who asks what you know of them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.model import Action, Fact, Feedback, Occasion, Person, Touch
from caretrack.domain.pages.profile import Around


class WholePage(NamedTuple):
    """All entries of a person that are not deleted, current or not, on one day; `labels` are the words of kinds."""

    today: date
    person: Person
    handles: Sequence[tuple[str, str]]
    tags: Sequence[str]
    facts: Sequence[Fact]
    occasions: Sequence[Occasion]
    ties: Sequence[Around]
    actions: Sequence[Action]
    feedback: Sequence[Feedback]
    touches: Sequence[Touch]
    labels: Mapping[str, str]
