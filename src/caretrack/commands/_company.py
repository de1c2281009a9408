"""The page of a company, put together for `care profile` (S3.4)."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TypeVar

from caretrack.commands._recognition import regard
from caretrack.domain.balance import balance, month_names
from caretrack.domain.cadence import share
from caretrack.domain.company_page import Between, CompanyPage, Member, in_order_of_need
from caretrack.domain.model import Action, Feedback, Occasion, Person
from caretrack.domain.occasion_ideas import Coming
from caretrack.domain.occasions import next_on, turns, with_years
from caretrack.journal import companies, due, entries, ties
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids
from caretrack.views import out

OCCASION_DAYS = 30

T = TypeVar("T", Action, Feedback)


def company_page(journal: Journal, company: companies.Company) -> CompanyPage:
    """The finished page of a company for the journal's today."""
    everybody = companies.members(journal, company)
    people = [person for person in everybody if person.archived_on is None]
    ids = [person.id for person in people]
    actions = _of_all(entries.of_people(journal, Action, ids, entries.OPEN_ACTION))
    feedback = entries.of_people(journal, Feedback, ids)
    waiting = [item for item in _of_all(feedback) if item.told_on is None]
    among = ties.everything(journal, set(ids))
    covered = due.coverage(journal, set(ids))
    members = _members(journal, people, feedback, {side for tie in among for side in (tie.person_id, tie.other_id)})
    return CompanyPage(
        today=journal.today,
        company=company.name,
        members=in_order_of_need(members, journal.today),
        archived=[person for person in everybody if person.archived_on is not None],
        balance=balance(companies.counts_by_month(journal, ids, month_names(journal.today)[0]), journal.today),
        people=covered.people,
        in_time=covered.in_time,
        share=share(covered.in_time, covered.people),
        ties=[Between(*tie) for tie in among if tie.person_id in ids and tie.other_id in ids],
        promises=sorted((item for item in actions if item.sort == "promise"), key=lambda item: (item.due_on is None, item.due_on)),
        gestures=[item for item in actions if item.sort == "gesture"],
        feedback=waiting,
        occasions=_coming(journal, people),
        short_ids=short_ids(journal.db, [*ids, *(item.id for item in actions), *(item.id for item in waiting)]),
    )


def show(page: CompanyPage, json: bool, markdown: bool) -> None:
    """The page in the form that is asked for."""
    if json:
        from caretrack.views import company_lines

        out.put_json(company_lines.as_json(page))
    elif markdown or not out.on_terminal():
        from caretrack.views import company_lines

        out.put(company_lines.markdown(page) if markdown else company_lines.plain(page))
    else:
        from caretrack.views import terminal_company

        terminal_company.company(page)


def _members(journal: Journal, people: Sequence[Person], feedback: dict[str, list[Feedback]], tied: set[str]) -> list[Member]:
    clocks = due.clocks(journal, [person.id for person in people])
    return [
        Member(
            person=person,
            clock=clocks[person.id],
            standing=regard(journal, person.id, feedback[person.id])[0].word,
            tied=person.id in tied,
        )
        for person in people
    ]


def _coming(journal: Journal, people: Sequence[Person]) -> list[Coming]:
    """The occasions of these people in the next 30 days, the soonest first (S3.6)."""
    last = journal.today + timedelta(days=OCCASION_DAYS)
    of_people = entries.of_people(journal, Occasion, [person.id for person in people])
    rows = []
    for person in people:
        for item in of_people[person.id]:
            on = next_on(item.month, item.day, journal.today)
            if on <= last:
                rows.append(Coming(item.id, person.id, person.name, item.label, on, turns(item.year, on), with_years(item, on)))
    return sorted(rows, key=lambda row: row.on)


def _of_all(by_person: Mapping[str, Sequence[T]]) -> list[T]:
    return [item for items in by_person.values() for item in items]
