"""`care check` on a terminal: each finding under its line of the draft.

The words are marked with `~` too, for those who see no colour.
"""

from collections.abc import Iterator

from caretrack.domain.draft.findings import OF_THE_WHOLE, CheckResult, DraftFinding
from caretrack.domain.text import flat
from caretrack.views.pages.check import LABELS, how_many, place, praise_lines
from caretrack.views.terminal.blocks import Group, Indented, Renderable
from caretrack.views.terminal.cells import cell
from caretrack.views.terminal.layout import spaced
from caretrack.views.terminal.screen import Screen
from caretrack.views.terminal.text import Text
from caretrack.views.terminal.widths import columns_of

INDENT = 4


def reading(draft: str, found: CheckResult, name: str) -> None:
    """The page, printed; `name` is whom the draft is for, or empty."""
    screen = Screen()
    to = f" · for {flat(name)}" if name else ""
    if not found.findings:
        return screen.write(Group(*(cell(line, "care") for line in praise_lines(found))))
    parts: list[Renderable] = [cell(how_many(found), "head").append(to, "quiet")]
    for finding in found.findings:
        parts += ["", *_finding(draft, finding, screen.width)]
    return screen.write(Group(*parts))


def _finding(draft: str, finding: DraftFinding, width: int) -> Iterator[Renderable]:
    yield cell(place(draft, finding.start), "quiet").append(
        f"  {LABELS.get(finding.rule, finding.rule)}", style="late"
    )
    shown = [cell(finding.why), cell(f"Better: {finding.suggestion}", "care")]
    # What is wrong with a whole letter has no place in it: its first line would be noise.
    if finding.rule not in OF_THE_WHOLE:
        before, words, after = excerpt(draft, finding, width - INDENT - 1)
        marks = " " * columns_of(before) + "~" * columns_of(words)
        shown[:0] = [
            Text(before).append(words, style="head").append(after),
            Text(marks, style="late"),
        ]
    yield from (Indented(part, INDENT) for part in shown)


def excerpt(draft: str, finding: DraftFinding, room: int) -> tuple[str, str, str]:
    """Return the words of a finding, and what is before and after them in their line.

    All together is at most `room` columns wide.
    """
    words = spaced(finding.words)
    if columns_of(words) >= room:
        return "", _cut(words, room), ""
    first = draft.rfind("\n", 0, finding.start) + 1
    last = draft.find("\n", finding.end)
    before = spaced(draft[first : finding.start]).lstrip()
    after = spaced(draft[finding.end : last if last >= 0 else len(draft)]).rstrip()
    left = room - columns_of(words)
    kept = min(columns_of(after), left - min(columns_of(before), left // 2))
    return _cut(before[::-1], left - kept)[::-1], words, _cut(after, kept)


def _cut(text: str, room: int) -> str:
    """The text in so many columns, with an ellipsis at its end where it is longer."""
    if columns_of(text) <= room:
        return text
    if room < 1:
        return ""
    kept = text[:room]
    while columns_of(kept) > room - 1:
        kept = kept[:-1]
    return kept.rstrip() + "…"
