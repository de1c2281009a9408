"""`care brief`: whom you meet today, and what to know of them in the minute before."""

import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Annotated

from caretrack import streams
from caretrack.app.brief import BriefPage, brief_of_day, brief_of_people
from caretrack.domain.date_phrases import parse_date
from caretrack.domain.person import Person
from caretrack.errors import Exit, WrongUsage
from caretrack.journal import people
from caretrack.journal.connection import Journal
from caretrack.options import Json, MaybeWholeName
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.views.page import answer, show
from caretrack.views.pages.brief import json_of, page_of

EXAMPLES = (
    "care brief --on tomorrow",
    "care brief ana ben",
    "care brief --within 10m",
)
# What --within ends with when nothing begins so soon.
NOTHING_SOON = 3
_SPAN = re.compile(r"(?:(\d{1,3})\s*h(?:ours?|rs?)?)?\s*(?:(\d{1,4})\s*(?:m(?:in(?:utes?)?)?)?)?")
SHOWN_PROBLEMS = 3


def command(
    session: Session,
    name: MaybeWholeName = None,
    on: Annotated[
        str | None,
        Option("--on", metavar="DATE", help="Another day: 'tomorrow', 'fri', '14 Mar' …"),
    ] = None,
    within: Annotated[
        str | None,
        Option(
            "--within",
            metavar="TIME",
            help="Only what begins so soon: 10m, 1h. Ends with 3, and says nothing, if nothing.",
        ),
    ] = None,
    markdown: Annotated[bool, Option("--markdown", help="As a page of Markdown.")] = False,
    html: Annotated[
        str | None,
        Option("--html", metavar="FILE", help="Write a page for a browser instead; - for stdout."),
    ] = None,
    force: Annotated[
        bool, Option("--force", help="With --html: replace a page that is there already.")
    ] = False,
    json: Json = False,
) -> None:
    """The meetings of a day, and for each person in them six lines: what was said last, their goal,
    what keeps them up, what not to raise, what you owe, one question.

    The calendars are those of the setting brief.calendars: .ics files, or folders of them, as khal
    and vdirsyncer keep them. They are only read. People are known by the address that was invited,
    and by their name in the title. What is cancelled, or what you declined, is left out; which
    addresses are yours says me.emails. Whoever is not in the journal is named, with the line that
    adds them.

    When a meeting is over, `care brief` and `care due` ask what was said, on that day and the next,
    until something is logged. A meeting in the calendar is no touch: only your log makes one.

    With names, the lines of these people, whatever the calendar says.
    """
    if name and (on is not None or within is not None):
        raise WrongUsage("--on and --within are for the calendar", "Leave them out, or the names.")
    if on is not None and within is not None:
        raise WrongUsage("--within is for today", "Leave --on or --within out.")
    if force and html is None:
        raise WrongUsage("--force is for --html", "Add --html FILE.")
    if sum((markdown, json and html is None, html is not None)) > 1:
        raise WrongUsage("--markdown, --json and --html are three pages", "Ask for one of them.")
    day = session.today
    if on is not None:
        day = parse_date(on, day, prefer="future", month_first=session.month_first)
    soon = None if within is None else _span(within)
    with session.read(somebody=bool(name)) as journal:
        page = (
            brief_of_people(session, journal, _everybody(journal, name))
            if name
            else brief_of_day(session, journal, day, soon)
        )
    _say_problems(page)
    if soon is not None and not page.meetings:
        if json:
            answer(json, lambda: json_of(page), [])
        raise Exit(NOTHING_SOON)
    if html is not None:
        return _write_html(page, html, session.path, force=force, json=json)
    here = streams.can_ask() and streams.on_terminal() and not (json or markdown or soon)
    if not (here and page.strangers):
        return answer(
            json,
            lambda: json_of(page),
            lambda: page_of(page, offers=soon is None),
            markdown=markdown,
        )
    show(page_of(page, offers=False))
    return _offer_to_add(session, page)


def _everybody(journal: Journal, words: Sequence[str]) -> list[Person]:
    """Return who is named, one after another, each by the longest run of words that names one."""
    found, rest = [], list(words)
    while rest:
        person, rest = people.find_leading(journal, rest)
        found.append(person)
    return found


def _span(text: str) -> timedelta:
    """Return a time such as `10m`, `2h` or `1h30`; a number alone is minutes."""
    found = _SPAN.fullmatch(text.strip().casefold())
    if found is None or not any(found.groups()):
        raise WrongUsage(f"--within takes a time, not '{text[:20]}'", "Say 10m, 90m or 2h.")
    hours, minutes = (int(part or 0) for part in found.groups())
    return timedelta(hours=hours, minutes=minutes)


def _say_problems(page: BriefPage) -> None:
    """Say which calendars were not read, a line each."""
    for problem in page.problems[:SHOWN_PROBLEMS]:
        streams.say(f"not read: {problem}")
    more = len(page.problems) - SHOWN_PROBLEMS
    if more > 0:
        streams.say(f"not read: {more:,} more; --json names them")


def _write_html(page: BriefPage, html: str, journal: Path, *, force: bool, json: bool) -> None:
    from caretrack.app.html_file import write
    from caretrack.domain.dates import spoken
    from caretrack.views.html import page as html_page

    made = f"Made by care on {spoken(page.today)}. It names people: show it to nobody else."
    text = html_page(page_of(page), made).encode()
    if html == "-":
        return streams.put_bytes(text)
    target = write(text, html, "care brief", journal, force=force)
    line = f"Wrote {target} · it names people; only you can read it"
    return answer(json, {"file": str(target), "bytes": len(text)}, [line])


def _offer_to_add(session: Session, page: BriefPage) -> None:
    """Ask once whether to add those of the meetings who are not in the journal."""
    from caretrack.app.brief import add_strangers

    strangers = page.strangers
    lines = [f"{one.name}{f' · {one.email}' if one.email else ''}" for one in strangers]
    if len(strangers) == 1:
        if not streams.confirm(f"Not in the journal: {lines[0]}. Add?"):
            return
        wanted = strangers
    else:
        streams.say("Not in the journal:")
        streams.say_lines(f"  {number}  {line}" for number, line in enumerate(lines, start=1))
        wanted = [strangers[place] for place in _chosen(len(strangers))]
        if not wanted:
            return
    with session.write(make=True) as journal, journal.change("brief"):
        added, refused = add_strangers(journal, wanted)
    for person in added:
        streams.say(f"Added {person.name}.")
    for why in refused:
        streams.say(why)


def _chosen(count: int) -> list[int]:
    """Return the places of those who were chosen: by number, all, or none for Enter."""
    while True:
        text = streams.ask("Add which? Numbers, `all`, or Enter for none").casefold()
        if text in {"", "n", "no", "none"}:
            return []
        if text in {"a", "all", "y", "yes"}:
            return list(range(count))
        numbers = re.findall(r"\d+", text)
        places = [int(number) - 1 for number in numbers if len(number) < 6]
        if places and all(0 <= place < count for place in places):
            return list(dict.fromkeys(places))
        streams.say(f"'{text[:20]}' is none of them: say 1 to {count}.")
