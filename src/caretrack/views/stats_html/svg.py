"""Charts as inline SVG: no script, no style but classes, and every word escaped.

The drawing is 320 wide, so that letters can be read on a phone. Each chart has a title, says in one
sentence what it shows, and has its numbers in a table. Colour alone never says what a shape means.
"""

from collections.abc import Iterable, Sequence
from html import escape
from math import ceil

from caretrack.domain.dates import MONTH_NAMES

WIDE = 320
LEFT = 34  # where the percentages stand
LABELS = 26  # two rows of them under a chart
VALUE = 12
NAMED = 12  # months whose names find room side by side
Segment = tuple[int, str]  # how many, class


def text(content: str, x: float, y: float, anchor: str = "middle", css: str = "") -> str:
    """Words in a drawing."""
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"'
    return f"<text {place}{_class(css)}>{escape(content)}</text>"


def drawing(number: str, title: str, description: str, height: float, parts: Iterable[str]) -> str:
    """A drawing with what a screen reader says of it; `number` sets its ids apart."""
    return (
        f'<svg viewBox="0 0 {WIDE} {height:.0f}" role="img" aria-labelledby="t{number} d{number}">'
        f'<title id="t{number}">{escape(title)}</title>'
        f'<desc id="d{number}">{escape(description)}</desc>{"".join(parts)}</svg>'
    )


def mirrored(
    months: Sequence[str], up: Sequence[int], down: Sequence[int], css: tuple[str, str]
) -> tuple[float, list[str]]:
    """Draw two counts of each month, one above a line and one below it, to the same scale.

    Returns the height and the parts of the drawing.
    """
    room, slot = 120.0, WIDE / len(months)
    high, low = max(up, default=0), max(down, default=0)
    unit = room / max(high + low, 1)
    base = VALUE + 4 + high * unit
    bottom = base + low * unit + VALUE + 4
    wide = min(slot * 0.64, 26)
    parts = []
    for number, pair in enumerate(zip(up, down, strict=True)):
        centre = slot * (number + 0.5)
        for count, sign, style in ((pair[0], -1, css[0]), (pair[1], 1, css[1])):
            tall = count * unit
            if count:
                parts.append(
                    _box(
                        centre - wide / 2,
                        base - tall if sign < 0 else base,
                        wide,
                        max(tall, 1),
                        style,
                    )
                )
            if count and len(months) <= NAMED:
                parts.append(
                    text(
                        str(count),
                        centre,
                        base - tall - 4 if sign < 0 else base + tall + VALUE,
                        css="value",
                    )
                )
    parts.append(f'<path class="axis" d="M0 {base:.1f}H{WIDE}"/>')
    return bottom + LABELS, [*parts, *month_labels(months, bottom, 0, slot)]


def shares(
    months: Sequence[str], values: Sequence[float | None], css: str
) -> tuple[float, list[str]]:
    """A share of each month as a line from 0 to 100 %, with a gap where there is none."""
    top, room = VALUE + 6.0, 100.0
    slot = (WIDE - LEFT) / len(months)
    parts = []
    for share in (0, 50, 100):
        y = top + room * (1 - share / 100)
        parts += [
            f'<path class="grid" d="M{LEFT} {y:.1f}H{WIDE}"/>',
            text(f"{share} %", LEFT - 5, y + 4, "end", "value"),
        ]
    points = [
        None if value is None else (LEFT + slot * (number + 0.5), top + room * (1 - value))
        for number, value in enumerate(values)
    ]
    for run in _runs(points):
        line = "L".join(f"{x:.1f} {y:.1f}" for x, y in run)
        parts.append(
            f'<path class="{css} area" d="M{run[0][0]:.1f} {top + room:.1f}'
            f'L{line}L{run[-1][0]:.1f} {top + room:.1f}Z"/>'
        )
        parts.append(f'<path class="{css} line" d="M{line}"/>')
        radius = 2.5 if len(months) <= 2 * NAMED else 1.2
        parts += [f'<circle class="{css}" cx="{x:.1f}" cy="{y:.1f}" r="{radius}"/>' for x, y in run]
    last = points[-1]
    if last is not None and values[-1] is not None:
        falling = len(points) > 1 and (points[-2] or last)[1] < last[1] < top + room - VALUE
        parts.append(
            text(
                f"{values[-1] * 100:.0f} %",
                WIDE,
                last[1] + (VALUE + 4 if falling else -7),
                "end",
                "last",
            )
        )
    return top + room + LABELS + 4, [*parts, *month_labels(months, top + room + 4, LEFT, slot)]


def bars(rows: Sequence[tuple[str, Sequence[Segment], str]]) -> tuple[float, list[str]]:
    """A bar of one or more segments a row, its label before it and its numbers after it."""
    left, right, row, tall = 76.0, 76.0, 23.0, 14
    unit, parts = (
        (WIDE - left - right)
        / max(1, *(sum(count for count, _ in segments) for _, segments, _ in rows)),
        list[str](),
    )
    for number, (label, segments, words) in enumerate(rows):
        y, x = number * row, left
        parts.append(text(label, left - 8, y + 16, "end"))
        for count, style in segments:
            if count:
                parts.append(_box(x, y + 5, max(count * unit, 1), tall, style))
                x += count * unit
        parts.append(text(words, x + 6, y + 16, "start", "value"))
    return len(rows) * row, parts


def month_labels(months: Sequence[str], y: float, left: float, slot: float) -> list[str]:
    """Return the names of the months, or their first letters, as far as there is room.

    A year stands under the first month and every January.
    """
    parts = []
    every = max(1, ceil(len(months) / 36))
    for number, month in enumerate(months):
        x = left + slot * (number + 0.5)
        name = MONTH_NAMES[int(month[5:]) - 1]
        if len(months) <= 3 * NAMED and number % every == 0:
            parts.append(text(name if len(months) <= NAMED else name[0], x, y + 11))
        if month.endswith("-01") or (number == 0 and int(month[5:]) < 11):
            parts.append(text(month[:4], max(x, left + 13), y + 23, css="year"))
    return parts


def _runs(points: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    runs: list[list[tuple[float, float]]] = [[]]
    for point in points:
        if point is None:
            runs.append([])
        else:
            runs[-1].append(point)
    return [run for run in runs if run]


def _box(x: float, y: float, width: float, height: float, css: str) -> str:
    size = f'width="{width:.1f}" height="{height:.1f}"'
    return f'<rect class="{css}" x="{x:.1f}" y="{y:.1f}" {size} rx="1.5"/>'


def _class(css: str) -> str:
    return f' class="{css}"' if css else ""
