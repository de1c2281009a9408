"""What the page of a company says, and its JSON."""

from collections.abc import Iterator
from typing import Any

from caretrack.app.company import CompanyPage, Member, has_nobody
from caretrack.domain.dates import short, spoken
from caretrack.domain.talk.ties import tie_wording
from caretrack.views import as_json as json
from caretrack.views import words
from caretrack.views.listing import PeopleListing, PersonItem
from caretrack.views.page import Page, Span
from caretrack.views.pages import profile
from caretrack.views.rows import PageRow, Section

HEADER = ("name", "role", "since", "cadence", "due_on", "sales_since", "standing", "id", "tried")


def page_of(company: CompanyPage) -> Page:
    """The page of a company: its people, and what of it needs you."""
    return Page(
        head=((company.company, "head"), (f" · {how_many(company)}", "")),
        sentences=(
            (covered(company), ""),
            (words.care_and_sales(company.balance, company.today), "care"),
        ),
        sections=(
            *([people(company)] if company.members else []),
            Section("Look after", list(attention(company)), once=True),
            Section("Open", list(owed(company)), once=True),
            Section("Soon", list(soon(company)), once=True),
            Section("Around them", list(ties(company)), once=True),
        ),
    )


def how_many(page: CompanyPage) -> str:
    """How many people, and how many more are in the archive."""
    archived = f" · {len(page.archived)} more in the archive" if page.archived else ""
    return f"{words.count(len(page.members), 'person', 'people')}{archived}"


def covered(page: CompanyPage) -> str:
    """Coverage of the company; nothing where nobody has a cadence (S4.6)."""
    if not page.people:
        return ""
    return words.in_touch_in_time(page.in_time, page.people, page.share)


def due(member: Member, page: CompanyPage) -> str:
    """When they are due: `due since 13 Nov`, `due 5 Dec`, nothing without a cadence."""
    on = member.clock.due_on
    return "" if on is None else f"due {'since ' if on < page.today else ''}{short(on, page.today)}"


def standing(member: Member) -> str:
    """Fan, warm, quiet or critical; nothing where it is not known."""
    return "" if member.standing == "unknown" else member.standing


def attention(page: CompanyPage) -> Iterator[PageRow]:
    """Who waits for a caring touch, and who has no ties yet (S3.4)."""
    waiting = [
        member.person.name for member in page.members if has_nobody(member.clock, page.today)
    ]
    if waiting:
        # How long they wait, and why, stands in the list of the people.
        yield PageRow("Waiting", ", ".join(waiting))
    alone = [member.person.name for member in page.members if not member.tied]
    if alone:
        yield PageRow("No ties yet", ", ".join(alone))


def ties(page: CompanyPage) -> Iterator[PageRow]:
    """How they are connected with each other."""
    for tie in page.ties:
        yield PageRow("Tie", f"{tie.name} · {tie_wording(tie.relation).phrase} {tie.other_name}")


def owed(page: CompanyPage) -> Iterator[PageRow]:
    """Open promises, gestures and feedback of all of them, with their ids."""
    names = {member.person.id: member.person.name for member in page.members}
    ids = page.short_ids
    for heading, items in (("You promised", page.promises), ("You plan", page.gestures)):
        for item in items:
            yield PageRow(
                heading,
                f"{names[item.person_id]}: {item.text}"
                + (f", by {spoken(item.due_on)}" if item.due_on else ""),
                ids[item.id],
            )
    for said in page.feedback:
        yield PageRow(
            "They said",
            f"{names[said.person_id]}: {profile.feedback(said, page.today)}",
            ids[said.id],
        )


def soon(page: CompanyPage) -> Iterator[PageRow]:
    """The occasions that come and were not kept yet, with what one could do (S3.6), and events."""
    yield from (
        PageRow("Occasion", f"{item.name}: {item.words} · {spoken(item.on)} · {item.idea}")
        for item in page.occasions
    )
    for near in page.events:
        event, said = near.so_far.event, near.so_far.text
        yield PageRow(
            "Event", f"{near.name}: {said or f'{event.text} · {spoken(event.happens_on)}'}"
        )


def people(page: CompanyPage) -> PeopleListing:
    """The people, those who have nobody first."""
    items = [
        PersonItem(
            _cells(member, page),
            member.person.name,
            (member.person.role or "",),
            _columns(member, page),
            _details(member, page),
            words=in_a_line(member, page),
        )
        for member in page.members
    ]
    return PeopleListing("People", HEADER, items)


def _cells(member: Member, page: CompanyPage) -> tuple[object, ...]:
    clock, person = member.clock, member.person
    return (
        person.name,
        person.role or "",
        words.since(clock),
        words.cadence(clock),
        clock.due_on or "",
        words.sales_count(clock.sales_since),
        standing(member),
        page.short_ids[person.id],
        words.tried(member.tried, page.today),
    )


def _columns(member: Member, page: CompanyPage) -> tuple[Span, ...]:
    clock = member.clock
    return (
        (words.since(clock), "late" if has_nobody(clock, page.today) else ""),
        (words.cadence(clock), "quiet"),
    )


def _details(member: Member, page: CompanyPage) -> tuple[Span, ...]:
    clock = member.clock
    return (
        (due(member, page), "quiet"),
        (standing(member), ""),
        (words.sales_since(clock), "sales" if clock.only_sales else "quiet"),
        (words.tried(member.tried, page.today), "quiet"),
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
        words.sales_and_tried(clock, member.tried, page.today),
        standing(member),
    )
    return " · ".join(part for part in parts if part)


def json_of(page: CompanyPage) -> dict[str, Any]:
    """`care profile COMPANY --json`."""
    return {
        "company": page.company,
        "people": [
            {
                **json.of_person(member.person),
                **json.clock(member.clock),
                "standing": member.standing,
                "has_nobody": has_nobody(member.clock, page.today),
                "tied": member.tied,
                "tried": json.rows(member.tried),
            }
            for member in page.members
        ],
        "archived": [json.of_person(person) for person in page.archived],
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
        "events": [{**json.event(item.so_far), "name": item.name} for item in page.events],
    }
