"""The page of a company as plain words, section by section: the terminal, the pipe, Markdown and JSON lay out the same."""

from collections.abc import Iterator
from typing import Any

from caretrack.domain.dates import short, spoken
from caretrack.domain.pages.company import CompanyPage, Member, has_nobody
from caretrack.domain.talk.ties import tie_wording
from caretrack.domain.text import flat
from caretrack.views import as_json as json
from caretrack.views import words
from caretrack.views.pages import profile
from caretrack.views.pages.profile_text import escaped
from caretrack.views.plain import tabs

HEADER = ("name", "role", "since", "cadence", "due_on", "sales_since", "standing", "id")
Row = tuple[str, str, str]  # heading, words, where they come from


def headline(page: CompanyPage) -> str:
    """The company, how many people, and how many more are in the archive."""
    apart = f" · {len(page.archived)} more in the archive" if page.archived else ""
    return f"{page.company} · {words.count(len(page.members), 'person', 'people')}{apart}"


def covered(page: CompanyPage) -> str:
    """Coverage of the company; nothing where nobody has a cadence (S4.6)."""
    if not page.people:
        return ""
    return words.in_touch_in_time(page.in_time, page.people, page.share)


def strip(page: CompanyPage) -> str:
    """Care against sales over twelve months, of all of them together."""
    return profile.strip(page)


def due(member: Member, page: CompanyPage) -> str:
    """When they are due: `due since 13 Nov`, `due 5 Dec`, nothing without a cadence."""
    on = member.clock.due_on
    return "" if on is None else f"due {'since ' if on < page.today else ''}{short(on, page.today)}"


def standing(member: Member) -> str:
    """Fan, warm, quiet or critical; nothing where it is not known."""
    return "" if member.standing == "unknown" else member.standing


def attention(page: CompanyPage) -> Iterator[Row]:
    """Who has nobody to look after them, and who is tied to nobody (S3.4)."""
    waiting = [
        member.person.name for member in page.members if has_nobody(member.clock, page.today)
    ]
    if waiting:
        # How long they wait, and why, stands in the list of the people.
        yield ("Has nobody", ", ".join(waiting), "")
    alone = [member.person.name for member in page.members if not member.tied]
    if alone:
        yield ("Tied to nobody", ", ".join(alone), "")


def ties(page: CompanyPage) -> Iterator[Row]:
    """How they are connected with each other."""
    for tie in page.ties:
        yield ("Tie", f"{tie.name} · {tie_wording(tie.relation).phrase} {tie.other_name}", "")


def owed(page: CompanyPage) -> Iterator[Row]:
    """Open promises, gestures and feedback of all of them, with their ids."""
    names = {member.person.id: member.person.name for member in page.members}
    ids = page.short_ids
    for heading, items in (("You promised", page.promises), ("You plan", page.gestures)):
        for item in items:
            yield (
                heading,
                f"{names[item.person_id]}: {item.text}"
                + (f", by {spoken(item.due_on)}" if item.due_on else ""),
                ids[item.id],
            )
    for said in page.feedback:
        yield (
            "They said",
            f"{names[said.person_id]}: {profile.feedback(said, page.today)}",
            ids[said.id],
        )


def soon(page: CompanyPage) -> Iterator[Row]:
    """The occasions that come and were not kept yet, each with what one could do (S3.6)."""
    yield from (
        ("Occasion", f"{item.name}: {item.words} · {spoken(item.on)} · {item.idea}", "")
        for item in page.occasions
    )


SECTIONS = (("Look after", attention), ("Open", owed), ("Soon", soon), ("Around them", ties))


def plain(page: CompanyPage) -> Iterator[str]:
    """For a pipe: the sentences first, then the people as a list with a header, then a tab-separated list for each section."""
    yield from (flat(text) for text in (headline(page), covered(page), strip(page)) if text)
    if page.members:
        yield from ("", tabs(*HEADER))
    for member in page.members:
        clock, person = member.clock, member.person
        told = (
            words.since(clock),
            words.cadence(clock),
            clock.due_on or "",
            words.sales_count(clock),
            standing(member),
        )
        yield tabs(person.name, person.role or "", *told, page.short_ids[person.id])
    for title, section in SECTIONS:
        rows = list(section(page))
        if rows:
            yield from ("", title)
            yield from (tabs(*row).rstrip("\t") for row in rows)


def markdown(page: CompanyPage) -> Iterator[str]:
    """A page of Markdown, with what Markdown would read as marks escaped."""
    yield f"# {escaped(headline(page))}"
    for text in (covered(page), strip(page)):
        if text:
            yield from ("", escaped(text))
    if page.members:
        yield from ("", "## People", "")
    for member in page.members:
        yield f"- **{escaped(member.person.name)}** {escaped(in_a_line(member, page))}"
    for title, section in SECTIONS:
        rows = list(section(page))
        if rows:
            yield from ("", f"## {title}", "")
            yield from (
                f"- **{escaped(heading)}** {escaped(text)}" + (f" ({source})" if source else "")
                for heading, text, source in rows
            )


def in_a_line(member: Member, page: CompanyPage) -> str:
    """Role, clock and standing in one line."""
    clock = member.clock
    care = (
        "never a caring touch"
        if clock.never
        else f"last in touch {short(clock.last_care or page.today, page.today)}"
    )
    parts = (
        member.person.role or "",
        care,
        words.cadence(clock),
        due(member, page),
        words.sales_since(clock),
        standing(member),
    )
    return " · ".join(part for part in parts if part)


def as_json(page: CompanyPage) -> dict[str, Any]:
    """`care profile COMPANY --json`."""
    return {
        "company": page.company,
        "people": [
            {
                **json.row(member.person),
                **json.clock(member.clock),
                "standing": member.standing,
                "has_nobody": has_nobody(member.clock, page.today),
                "tied": member.tied,
            }
            for member in page.members
        ],
        "archived": json.rows(page.archived),
        "coverage": {"people": page.people, "in_time": page.in_time, "share": page.share},
        "balance": {
            "care": page.balance.care,
            "sales": page.balance.sales,
            "months": json.rows(page.balance.months),
        },
        "ties": json.rows(page.ties),
        "promises": json.rows(page.promises),
        "gestures": json.rows(page.gestures),
        "feedback": json.rows(page.feedback),
        "occasions": [json.coming(item) for item in page.occasions],
    }
