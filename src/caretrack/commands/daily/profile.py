"""`care profile`: everything about a person before you meet them; or about a company."""

from typing import Annotated

from caretrack import streams
from caretrack.app.profile import profile_of
from caretrack.domain.people.names import slug
from caretrack.domain.person import Person
from caretrack.errors import NothingFound, WrongUsage
from caretrack.journal import people
from caretrack.journal.connection import Journal
from caretrack.options import Full, Json, MaybeWholeName
from caretrack.parameters import Option
from caretrack.session import Session

EXAMPLES = (
    "care profile ana",
    "care profile ana --markdown > ana.md",
    "care profile --company lagoon",
)


def command(
    session: Session,
    name: MaybeWholeName = None,
    company: Annotated[
        str | None,
        Option(
            "--company",
            metavar="COMPANY",
            help="The page of this company, even if a person has its name.",
        ),
    ] = None,
    history: Annotated[
        int | None,
        Option(
            "--history",
            metavar="N",
            min=0,
            max=1_000_000,
            help="How many touches to show (config: profile.history, 5).",
        ),
    ] = None,
    markdown: Annotated[bool, Option("--markdown", help="As a page of Markdown.")] = False,
    full: Full = False,
    json: Json = False,
) -> None:
    """One screen before a meeting: what you know, what you owe, what not to raise, and what to ask
    next.

    If NAME is a company and no person, you see the company: its people and their clocks, who of
    them is waiting (no caring touch in time, or none ever), who has no ties yet, what you owe
    them, care against sales.

    How they stand to you is one word, from the last twelve months. The first of these that is
    true decides: critical (more unanswered complaints than praise), fan (praised you twice or
    more, no complaint waits, and wrote to you), quiet (120 days without a caring touch and without
    a word of theirs), warm (more praise and good moods than low ones, or they wrote to you and were
    never low). You see the reasons, and since which month.

    You are told when three letters or messages of yours in a row had no sign from them, and when
    somebody who used to write no longer does. A sign is whatever came from them, or a call or a
    meeting.

    "Involved" names the areas in which you asked them (care log -k ask --about AREA) or heard them
    (care feedback). You are told when you asked three times in twelve months without thanking them
    or telling them what came of it.
    """
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
        page = profile_of(journal, person, shown, session.now, to_read=not json)
        if not json:
            _say_of_a_company(journal, called, person)
    # JSON loads no page, and a page no JSON.
    if json:
        from caretrack.views import as_json

        return streams.put_json(as_json.profile(page))
    from caretrack.views.page import show
    from caretrack.views.pages.profile import page_of

    return show(page_of(page), markdown=markdown, full=full)


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
    from caretrack.views.page import answer
    from caretrack.views.pages import company

    page = company_page(journal, companies.find(journal, text, nobody))
    answer(
        json,
        lambda: company.json_of(page),
        lambda: company.page_of(page),
        markdown=markdown,
    )
