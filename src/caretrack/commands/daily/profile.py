"""`care profile`: everything about a person before you meet them; or about a company."""

from typing import Annotated

import typer

from caretrack import streams
from caretrack.app.profile import profile_of
from caretrack.domain.model import Person
from caretrack.domain.people.names import slug
from caretrack.errors import NothingFound, WrongUsage
from caretrack.journal import people
from caretrack.journal.connection import Journal
from caretrack.options import Json, MaybeWholeName
from caretrack.session import Session
from caretrack.views.page import answer
from caretrack.views.pages.profile import json_of, page_of

EXAMPLES = (
    "care profile ana",
    "care profile ana --markdown > ana.md",
    "care profile --company lagoon",
)


def command(
    ctx: typer.Context,
    name: MaybeWholeName = None,
    company: Annotated[
        str | None,
        typer.Option(
            "--company",
            metavar="COMPANY",
            help="The page of this company, whoever is called like it.",
        ),
    ] = None,
    history: Annotated[
        int | None,
        typer.Option(
            "--history",
            metavar="N",
            min=0,
            max=1_000_000,
            help="How many touches to show (config: profile.history, 5).",
        ),
    ] = None,
    markdown: Annotated[bool, typer.Option("--markdown", help="As a page of Markdown.")] = False,
    json: Json = False,
) -> None:
    """One screen before a meeting: what you know, what you owe, what not to raise, and what to ask
    next.

    A NAME that is nobody's but a company's shows the company: its people and their clocks, who of
    them has nobody to look after them (no caring touch within their time, or never any), who is
    tied to nobody, what you owe them, care against sales.

    How they stand to you is one word, out of the last twelve months; the first of these that holds:
    critical (more complaints that they never had an answer to than praise), fan (praised you twice
    or more, no complaint waits, and wrote to you), quiet (120 days without a caring touch and
    without a word of theirs), warm (more praise and good moods than low ones, or they wrote to you
    and were never low). It is shown with what it rests on, and since when, by the ends of the
    months.

    Three letters or messages of yours without a sign of theirs are said, and so is somebody who
    used to write and no longer does. A sign is whatever came from them, and a call or a meeting.

    Involved is who was ever asked (care log -k ask --about AREA) or heard (care feedback) in an
    area. Three asks in twelve months without a thanks, and without one word of what came of it, are
    said.
    """
    session: Session = ctx.obj
    called = " ".join(name or [])
    if bool(name) == (company is not None):
        if not name:
            raise WrongUsage("missing argument 'NAME'", "See `care profile --help`.")
        raise WrongUsage("a NAME and --company are two pages", "Ask for one of them.")
    with session.read(somebody=True) as journal:
        if not name:
            return _company(journal, company or "", None, json, markdown)
        try:
            person = people.find(journal, called)
        except NothingFound as nobody:
            return _company(journal, called, nobody, json, markdown)
        # JSON is read by programs, many times over: it goes without what takes a search.
        shown = session.config.profile_history if history is None else history
        page = profile_of(journal, person, shown, to_read=not json)
        if not json:
            _say_of_a_company(journal, called, person)
    return answer(json, lambda: json_of(page), lambda: page_of(page), markdown=markdown)


def _say_of_a_company(journal: Journal, text: str, person: Person) -> None:
    from caretrack.journal import companies

    also = companies.other_company(journal, text, person)
    if also is not None:
        streams.say(
            f"{also.name} is a company too: care profile --company {slug(also.name) or 'COMPANY'}"
        )


def _company(
    journal: Journal, text: str, nobody: NothingFound | None, json: bool, markdown: bool
) -> None:
    """The page of the company that is meant; `nobody` is what was said when no person was."""
    from caretrack.app.company import company_page
    from caretrack.journal import companies
    from caretrack.views.pages import company

    page = company_page(journal, companies.find(journal, text, nobody))
    answer(json, lambda: company.json_of(page), lambda: company.page_of(page), markdown=markdown)
