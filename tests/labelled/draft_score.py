"""Score the draft check on labelled drafts: the rules that fault each, against the labels."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from labelled import Draft, drafted_on, readers


def wrong(
    drafts: Iterable[Draft], read: Callable[..., Any]
) -> Iterator[tuple[Draft, list[str], list[str]]]:
    """Return the misread drafts: (draft, rules that are missing, rules that are wrong)."""
    for draft in drafts:
        reading = read(draft.text, readers().get(draft.reader), drafted_on(), family=draft.family)
        missed, false = sorted(draft.rules), []
        for rule in sorted(finding.rule for finding in reading.findings):
            if rule in missed:
                missed.remove(rule)
            elif rule not in draft.either_way:
                false.append(rule)
        if missed or false:
            yield draft, missed, false


def score(drafts: Iterable[Draft], read: Callable[..., Any]) -> dict[str, list[int]]:
    """Return {rule: [right, false, missed]} for findings; "all" is the sum."""
    drafts = list(drafts)
    counts: dict[str, list[int]] = {}
    for draft in drafts:
        for rule in draft.rules:
            counts.setdefault(rule, [0, 0, 0])[0] += 1
    for _, missed, false in wrong(drafts, read):
        for rule in missed:
            counts[rule][0] -= 1
            counts[rule][2] += 1
        for rule in false:
            counts.setdefault(rule, [0, 0, 0])[1] += 1
    counts = dict(sorted(counts.items()))
    return {**counts, "all": [sum(column) for column in zip(*counts.values(), strict=True)]}
