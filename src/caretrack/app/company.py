"""The page of a company, put together for `care profile` (S3.4)."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from caretrack import streams
from caretrack.app.due import coming
from caretrack.domain.clock import balance, month_names, share
from caretrack.domain.model import Action, Feedback, Person
from caretrack.domain.pages.company import CompanyPage, Member, in_order_of_need
from caretrack.domain.talk.standing import of_feedback, of_signs, standing
from caretrack.journal import companies, due, entries, touches
from caretrack.journal.connection import Journal
from caretrack.journal.ids import short_ids

OCCASION_DAYS = 30

T = TypeVar("T", Action, Feedback)


def company_page(journal: Journal, company: companies.Company) -> CompanyPage:
    """The finished page of a company for the journal's today."""
    everybody = companies.members(journal, company)
    people = [person for person in everybody if person.archived_on is None]
    ids = [person.id for person in people]
    of_them = set(ids)
    actions = _of_all(entries.of_people(journal, Action, ids, entries.OPEN_ACTION))
    feedback = entries.of_people(journal, Feedback, ids)
    waiting = [item for item in _of_all(feedback) if item.told_on is None]
    known_to = entries.all_ties(journal, of_them)
    covered, _ = due.coverage(journal, of_them)
    members = _members(
        journal,
        people,
        feedback,
        {side for tie in known_to for side in (tie.person_id, tie.other_id)},
    )
    return CompanyPage(
        today=journal.today,
        company=company.name,
        members=in_order_of_need(members, journal.today),
        archived=[person for person in everybody if person.archived_on is not None],
        balance=balance(
            companies.counts_by_month(journal, ids, month_names(journal.today)[0]), journal.today
        ),
        people=covered.people,
        in_time=covered.in_time,
        share=share(covered.in_time, covered.people),
        ties=[tie for tie in known_to if {tie.person_id, tie.other_id} <= of_them],
        promises=sorted(
            (item for item in actions if item.sort == "promise"),
            key=lambda item: (item.due_on is None, item.due_on),
        ),
        gestures=[item for item in actions if item.sort == "gesture"],
        feedback=waiting,
        occasions=coming(journal, OCCASION_DAYS, among=of_them)[0],
        short_ids=short_ids(
            journal.db, [*ids, *(item.id for item in actions), *(item.id for item in waiting)]
        ),
    )


def show(page: CompanyPage, json: bool, markdown: bool) -> None:
    """The page in the form that is asked for."""
    if json:
        from caretrack.views.pages import company as company_lines

        streams.put_json(company_lines.as_json(page))
    elif markdown or not streams.on_terminal():
        from caretrack.views.pages import company as company_lines

        streams.put(company_lines.markdown(page) if markdown else company_lines.plain(page))
    else:
        from caretrack.views.terminal import company as terminal_company

        terminal_company.company(page)


def _members(
    journal: Journal, people: Sequence[Person], feedback: dict[str, list[Feedback]], tied: set[str]
) -> list[Member]:
    clocks = due.clocks(journal, [person.id for person in people])
    members = []
    for person in people:
        clock, moods = clocks[person.id], of_signs(touches.newest_signs(journal, person.id)[0])
        word = standing(
            moods, of_feedback(feedback[person.id]), clock.last_care, journal.today
        ).word
        members.append(Member(person=person, clock=clock, standing=word, tied=person.id in tied))
    return members


def _of_all(by_person: Mapping[str, Sequence[T]]) -> list[T]:
    return [item for items in by_person.values() for item in items]
