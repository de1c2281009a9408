"""`care due`: who waits, what is owed, which occasions come."""

import os
from typing import TYPE_CHECKING, Annotated

from caretrack.errors import CareError, Exit, WrongUsage
from caretrack.options import Company, Full, Json, Mine, Owner, Tag, chosen_owners, limit_option
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.streams import put, put_json, put_parts

if TYPE_CHECKING:
    from caretrack.app.due import DuePage

EXAMPLES = (
    "care due -i",
    "care due --within 7 --tag vip",
    "care due --count",
)


def command(
    session: Session,
    within: Annotated[
        int,
        Option(
            "--within",
            metavar="DAYS",
            min=0,
            max=3660,
            help="Also those who become due in so many days: listed apart, the soonest first.",
        ),
    ] = 0,
    everyone: Annotated[
        bool, Option("--all", help="Everybody who waits, not only a day's worth.")
    ] = False,
    limit: Annotated[
        int | None, limit_option("How many people to show (config: due.limit, 7).")
    ] = None,
    tag: Tag = None,
    company: Company = None,
    mine: Mine = False,
    owner: Owner = None,
    count: Annotated[
        bool,
        Option("--count", help="Only how many wait, as a number; 0 where there is no journal."),
    ] = False,
    interactive: Annotated[
        bool,
        Option(
            "--interactive",
            "-i",
            help="Go through the rows with the arrows: log, snooze, skip or read the profile.",
        ),
    ] = False,
    exit_code: Annotated[
        bool, Option("--exit-code", help="End with 1 when anybody is due today.")
    ] = False,
    full: Full = False,
    json: Json = False,
) -> None:
    """The morning list: who waits for a caring touch, what you owe, which occasions come.

    Somebody is due when the days since their last caring touch reach their cadence. A pitch or an
    invoice resets nothing. People you never touched count from the day you added them. After a low
    mood the cadence is halved. The most late come first: days since divided by cadence, then days
    since. Those who wait equally long take turns: their order holds all day and changes overnight.

    If you said how they like to be reached (prefers, zone and hours in `care edit --help`), their
    row has the number or address, and their time where it differs from yours.

    What to talk about: first what you owe, a day to come and a low mood; then their facts, the
    newest first, and a question to ask. These take turns: each caring touch that taught you
    nothing new moves the next one up. "Only sales" means two or more sales touches since the last
    caring one. An occasion is here from seven days before until it is done (`care help occasions`).

    In a team, --mine is the people whose owner you are; those of nobody are counted in its last
    line, and --owner none lists them.
    """
    if interactive and (count or json):
        raise WrongUsage("-i is for a person, --count and --json for programs", "Leave one out.")
    if count:
        return _count(session, within, tag, company, (owner, mine), exit_code=exit_code, json=json)
    shown = None if everyone else limit or (None if json else session.config.due_limit)
    if interactive:
        return _end(exit_code, _choose(session, within, shown, tag, company, owner, mine))
    # A prompt asks for the number again and again: it loads none of the list.
    from caretrack.app.due import due_page

    with session.read() as journal:
        page = due_page(
            journal,
            session.now,
            within=within,
            limit=shown,
            tag=tag,
            company=company,
            owners=chosen_owners(session, journal, owner, mine),
            to_read=not json,
        )
        if mine:
            from caretrack.journal.owners import waiting_of_nobody

            page = page._replace(of_nobody=waiting_of_nobody(journal))
        if session.calendars and not (tag or company or owner):
            from caretrack.app.brief import meetings_for_due

            today, passed = meetings_for_due(session, journal)
            page = page._replace(meetings=today, passed=passed)
        _show(page, json=json, full=full)
    return _end(exit_code, page.waiting_in_all)


def _show(page: "DuePage", *, json: bool, full: bool) -> None:
    """Print the list: JSON loads no page, and a page no JSON."""
    if json:
        from caretrack.views import as_json

        return put_parts(as_json.due(page))
    from caretrack.views.page import show
    from caretrack.views.pages.due import page_of

    return show(page_of(page), full=full)


def _choose(
    session: Session,
    within: int,
    limit: int | None,
    tag: str | None,
    company: str | None,
    owner: str | None,
    mine: bool,
) -> int:
    """Go through the rows on a terminal; return how many are due today in the end."""
    if os.name == "nt":
        raise CareError("-i does not work on Windows", "`care next` asks about one after another.")
    from caretrack.commands.daily.due_interactive import DueFilter, choose_rows

    with session.read() as journal:
        owners = chosen_owners(session, journal, owner, mine)
    return choose_rows(session, DueFilter(within, limit, tag, company, owners))


def _count(
    session: Session,
    within: int,
    tag: str | None,
    company: str | None,
    whose: tuple[str | None, bool],
    *,
    exit_code: bool,
    json: bool,
) -> None:
    """One number, for a prompt or a script: as many people as the list would name, with `--all`."""
    from caretrack.journal import who_waits

    number = today = 0
    if session.has_journal():
        with session.read() as journal:
            owners = chosen_owners(session, journal, *whose)
            among = who_waits.ids_with(journal, tag, company, owners)
            today = who_waits.due_ids(journal, limit=0, among=among)[1]
            number = today + who_waits.coming_ids(journal, within, limit=0, among=among)[1]
    put_json({"count": number}) if json else put([str(number)])
    return _end(exit_code, today)


def _end(exit_code: bool, due_today: int) -> None:
    if exit_code and due_today:
        raise Exit(1)
