"""`care stats --html`: one page for a browser that needs no other file (`views/html.py`)."""

from collections.abc import Callable, Iterable, Sequence

from caretrack.app.stats import Stats
from caretrack.domain.dates import spoken
from caretrack.domain.day_steps import PERSONAL_DAYS
from caretrack.views.html import document
from caretrack.views.html import escaped_text as _text
from caretrack.views.html import isolated_name as _name
from caretrack.views.pages import stats as lines
from caretrack.views.stats_html import svg
from caretrack.views.words import percent

SHOWN, NAMED = 12, 6  # people in a list, names in a cell
HATCH = (
    '<svg width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" '
    'patternTransform="rotate(45)"><path class="hatch" d="M1 0V5"/></pattern></defs></svg>'
)
RULES = (
    "A caring touch is one that sells nothing: a call to hear how they are, an hour spent on their "
    "problem, a thank-you, a question for their opinion. A pitch, an invoice, a renewal, an "
    "announcement, a newsletter is a sales touch. Only a caring touch counts as having been in "
    "touch.",
    "In touch in time: of the people with a cadence, those whose last caring touch was not longer "
    "ago than it, on the last day of the month. They count from the day they were added until they "
    "were archived, with the cadence of today.",
    "How they stand is worked out from moods, feedback and who wrote to whom, over twelve months. "
    "It is never a number, and it is no judgement of anybody: it says where to listen.",
)


def stats(page: Stats) -> str:
    """The whole page."""
    body = (
        _nothing(page)
        if page.nothing_yet
        else [_figures(page), *_said(page), '<div class="cards">', *_cards(page), "</div>"]
    )
    footer = [
        *(f"<p>{_text(rule)}</p>" for rule in RULES),
        f"<p>Made by care on {spoken(page.today)}. It names people: show it to those who may"
        " know them.</p>",
    ]
    span = _text(lines.span(page))
    header = f"{HATCH}\n<header><h1>Care and sales</h1><p>{span}</p></header>\n<main>"
    return document(f"Care and sales, {lines.span(page)}", header, body, footer)


def _nothing(page: Stats) -> list[str]:
    return [f"<section><h2>Nothing yet</h2><p>{_text(lines.nothing_yet(page))}</p></section>"]


def _figures(page: Stats) -> str:
    figures = (
        (percent(page.now.share), f"in touch in time: {page.now.in_time:,} of {page.now.people:,}"),
        (f"{page.care:,}", "caring touches"),
        (f"{page.sales:,}", "sales touches"),
        (
            percent(page.personal.share),
            f"heard from you just because, in {PERSONAL_DAYS} days: "
            f"{page.personal.touched:,} of {page.personal.people:,}",
        ),
        (f"{len(page.only_sales):,}", "hear only sales"),
        (f"{len(page.never):,}", "never had a caring touch"),
    )
    return (
        '<dl class="figures">'
        + "".join(
            f"<div><dt>{_text(words)}</dt><dd>{_text(figure)}</dd></div>"
            for figure, words in figures
        )
        + "</dl>"
    )


def _said(page: Stats) -> list[str]:
    """What the cadences ask for (S2.11), and how many people are not looked after yet."""
    return [
        f'<p class="said">{_text(words[:1].upper() + words[1:])}</p>'
        for words in (lines.load(page), lines.known(page))
        if words
    ]


def _cards(page: Stats) -> Iterable[str]:
    """The sections in the order of the page."""
    makers: tuple[Callable[[Stats], str], ...] = (
        *(
            _months,
            _coverage,
            _only_sales,
            _never,
            _standing,
            _moods,
            _involved,
            _channels,
            _learning,
            _owed,
            *([_owners] if page.owners else []),
        ),
    )
    return (maker(page) for maker in makers)


def _months(page: Stats) -> str:
    names = [month.month for month in page.months]
    chart = svg.mirrored(
        names,
        [month.care for month in page.months],
        [month.sales for month in page.months],
        ("care", "sales"),
    )
    drawn = svg.drawing("1", "Caring and sales touches by month", lines.balance(page), *chart)
    table = _table(
        ("month", "care", "sales", "tried"),
        [(lines.month(month.month), month.care, month.sales, month.tried) for month in page.months],
    )
    legend = _legend(("care", "care, above the line"), ("sales", "sales, below it"))
    return _card("Care and sales by month", lines.balance(page), drawn + legend + _numbers(table))


def _coverage(page: Stats) -> str:
    chart = svg.shares(
        [month.month for month in page.months],
        [month.coverage.share for month in page.months],
        "cover",
    )
    drawn = svg.drawing(
        "2",
        "The share in touch in time at the end of each month",
        f"Today {lines.coverage(page.now)}",
        *chart,
    )
    rows = [
        (
            lines.month(month.month),
            month.coverage.people,
            month.coverage.in_time,
            percent(month.coverage.share),
        )
        for month in page.months
    ]
    return _card(
        "In touch in time",
        lines.coverage(page.now),
        drawn + _numbers(_table(("end of", "people", "in time", "share"), rows)),
    )


def _only_sales(page: Stats) -> str:
    people = [(item.name, lines.only_sales(page, item)) for item in page.only_sales]
    return _card(
        "Who hears only sales",
        "Two sales touches or more since the last caring one.",
        _people(people, lines.NOBODY),
    )


def _never(page: Stats) -> str:
    people = [(item.name, lines.never(page, item)) for item in page.never]
    return _card(
        "Who had no care yet",
        "No caring touch since they were added.",
        _people(people, lines.NOBODY),
    )


def _standing(page: Stats) -> str:
    rows = [
        (word, [(page.standings.get(word, 0), "soft")], f"{page.standings.get(word, 0):,}")
        for word in lines.STANDINGS
    ]
    parts = [svg.drawing("3", "How they stand to you", lines.standings(page), *svg.bars(rows))]
    parts += _quarters(page)
    for heading, word in (("Fans", "fan"), ("Critics", "critical")):
        found = [
            (item.name, f"{lines.stood(item)}. {'; '.join(item.evidence)}")
            for item in page.stood
            if item.word == word
        ]
        parts += [f"<h3>{heading}</h3>{_people(found, '')}"] if found else []
    quiet = [(item.name, lines.one_sided(item)) for item in page.one_sided]
    parts += [f"<h3>Who does not write</h3>{_people(quiet, '')}"] if quiet else []
    return _card(
        "How they stand to you",
        "By what they said, how they were, and who wrote to whom.",
        "".join(parts),
    )


def _quarters(page: Stats) -> list[str]:
    """Fans and critics at the end of each quarter (S3.14); nothing where there never were any."""
    ends = page.quarters
    if not any(item.fans + item.critics for item in ends):
        return []
    said = "; ".join(lines.quarter(item) for item in ends)
    chart = svg.mirrored(
        [f"{item.on:%Y-%m}" for item in ends],
        [item.fans for item in ends],
        [item.critics for item in ends],
        ("care", "soft"),
    )
    legend = _legend(("care", "fans, above the line"), ("soft", "critics, below it"))
    drawn = svg.drawing("8", "Fans and critics at the end of each quarter", said, *chart)
    rows = [(lines.quarter(item).partition(":")[0], item.fans, item.critics) for item in ends]
    table = _numbers(_table(("end of", "fans", "critics"), rows))
    return [f"<h3>Fans and critics over time</h3>{drawn}{legend}{table}"]


def _moods(page: Stats) -> str:
    names, moods = [month.month for month in page.months], page.moods
    table = _table(
        ("month", "well", "fair", "low"),
        [(lines.month(month.month), month.well, month.fair, month.low) for month in page.months],
    )
    if not sum(moods):
        return _card("How they felt afterwards", lines.moods(page), "")
    chart = svg.mirrored(
        names,
        [month.well for month in page.months],
        [month.low for month in page.months],
        ("care", "soft"),
    )
    legend = _legend(("care", "well (4, 5), above the line"), ("soft", "low (1, 2), below it"))
    drawn = svg.drawing("4", "How they felt afterwards, by month", lines.moods(page), *chart)
    return _card("How they felt afterwards", lines.moods(page), drawn + legend + _numbers(table))


def _involved(page: Stats) -> str:
    rows = [
        f'<tr><th scope="row">{_text(lines.area(area))}</th>'
        f"<td>{area.asks:,}</td><td>{area.feedback:,}</td>"
        f'<td class="words">{_names([name for _, name in area.people])}</td></tr>'
        for area in page.involved
    ]
    head = (
        '<thead><tr><th scope="col">in</th><th scope="col">asks</th><th scope="col">feedback</th>'
        '<th scope="col" class="words">who</th></tr></thead>'
    )
    table = f'<div class="scroll"><table>{head}<tbody>{"".join(rows)}</tbody></table></div>'
    asked = _people(
        [(item.name, lines.unthanked(item)) for item in page.unthanked], lines.ALL_THANKED
    )
    return _card(
        "Who was involved in what",
        "Whom you asked, and who told you, ever.",
        f"{table}<h3>Thanks due</h3>{asked}",
    )


def _channels(page: Stats) -> str:
    rows = [
        (row.channel, [(row.care, "care"), (row.sales, "sales")], f"{row.care:,} + {row.sales:,}")
        for row in page.channels
        if row.care + row.sales
    ]
    said = "; ".join(f"{row.channel} {lines.of_channel(row)}" for row in page.channels)
    drawn = svg.drawing("5", "Touches by channel", said, *svg.bars(rows)) if rows else ""
    legend = _legend(("care", "care"), ("sales", "+ sales")) if rows else ""
    tried = ", ".join(f"{row.channel} {row.tried:,}" for row in page.channels if row.tried)
    words = f"Tried, and nobody reached: {tried}" if tried else ""
    if not rows:
        words = words or "No touch in these months."
    return _card("By which channel", words, drawn + legend)


def _learning(page: Stats) -> str:
    taught = [month.taught / month.care if month.care else None for month in page.months]
    chart = svg.shares([month.month for month in page.months], taught, "care")
    drawn = svg.drawing(
        "6",
        "The share of caring touches that taught you something, by month",
        lines.learning(page),
        *chart,
    )
    rows = [
        (lines.month(month.month), month.care, month.taught, percent(share))
        for month, share in zip(page.months, taught, strict=True)
    ]
    table = _numbers(_table(("month", "caring touches", "taught", "share"), rows))
    return _card("What you learned", lines.learning(page), drawn + table if page.care else "")


def _owed(page: Stats) -> str:
    made = page.promises
    rows = [
        ("in time", made.in_time, "care"),
        ("late", made.late, "soft"),
        ("past, open", made.past, "sales"),
    ]
    drawn = svg.drawing(
        "7",
        "Promises",
        ", ".join(lines.promises(page)),
        *svg.bars([(word, [(count, css)], f"{count:,}") for word, count, css in rows]),
    )
    undated = lines.promises(page)[-1:] if made.kept_undated or made.open_undated else []
    rest = [*undated, f"Gestures: {lines.gestures(page)}", f"Goals: {lines.reached(page)}"]
    foot = "".join(f"<p>{_text(words[:1].upper() + words[1:])}.</p>" for words in rest)
    return _card(
        "What you promised and planned",
        lines.promises(page)[0],
        (drawn if made.share is not None else "") + foot,
    )


def _owners(page: Stats) -> str:
    """Coverage and load by owner, in a team."""
    rows = [
        (lines.owner_name(one), one.people, one.in_time, percent(one.share), f"{one.asked:g}")
        for one in page.owners
    ]
    head = ("owner", "people", "in time", "share", "asked a day")
    words = "How many are in touch in time, and the caring touches a working day that are asked for"
    return _card("Who looks after whom", words, _table(head, rows))


def _card(title: str, words: str, body: str) -> str:
    said = (
        f"<p>{_text(words[:1].upper() + words[1:])}{'' if words.endswith('.') else '.'}</p>"
        if words
        else "<p></p>"
    )
    return f"<section><h2>{_text(title)}</h2>{said}{body}</section>"


def _people(people: Sequence[tuple[str, str]], nobody: str) -> str:
    """A list of people, each with a few words; the first of them, and how many more there are."""
    if not people:
        return f'<ul class="people"><li>{_text(nobody.capitalize())}.</li></ul>'
    rows = [
        f"<li><strong>{_name(name)}</strong> <span>{_text(words)}</span></li>"
        for name, words in people[:SHOWN]
    ]
    rows += [f"<li>and {len(people) - SHOWN:,} more</li>"] if len(people) > SHOWN else []
    return f'<ul class="people">{"".join(rows)}</ul>'


def _names(names: Sequence[str]) -> str:
    shown = ", ".join(_name(name) for name in names[:NAMED])
    return (
        shown + (f" and {len(names) - NAMED:,} more" if len(names) > NAMED else "") or "nobody yet"
    )


def _legend(*items: tuple[str, str]) -> str:
    swatch = (
        '<svg viewBox="0 0 10 10" aria-hidden="true">'
        '<rect class="{}" width="10" height="10" rx="1.5"/></svg>'
    )
    shown = "".join(f"<li>{swatch.format(css)}{_text(words)}</li>" for css, words in items)
    return f'<ul class="legend">{shown}</ul>'


def _numbers(table: str) -> str:
    return f"<details><summary>The numbers</summary>{table}</details>"


def _table(header: Sequence[str], rows: Iterable[Sequence[str | int]]) -> str:
    head = "".join(f'<th scope="col">{_text(name)}</th>' for name in header)
    body = "".join(
        f'<tr><th scope="row">{_text(first)}</th>'
        + "".join(f"<td>{_cell(value)}</td>" for value in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return (
        f'<div class="scroll"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _cell(value: str | int) -> str:
    return f"{value:,}" if isinstance(value, int) else _text(value)
