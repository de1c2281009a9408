"""`care stats`: what the touches of the last months add up to."""

from typing import Annotated

from caretrack import streams
from caretrack.app.stats import stats_page
from caretrack.domain.stats import MOST_MONTHS
from caretrack.errors import WrongUsage
from caretrack.options import Company, Json, Tag
from caretrack.parameters import Option
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer
from caretrack.views.pages import stats

EXAMPLES = ("care stats", "care stats --months 24 --tag vip", "care stats --html care.html")


def command(
    session: Session,
    months: Annotated[
        int | None,
        Option(
            "--months",
            metavar="N",
            min=1,
            max=MOST_MONTHS,
            help="How many months, this one included (config: stats.months, 12).",
        ),
    ] = None,
    tag: Tag = None,
    company: Company = None,
    html: Annotated[
        str | None,
        Option("--html", metavar="FILE", help="Write a page for a browser instead; - for stdout."),
    ] = None,
    force: Annotated[
        bool, Option("--force", help="With --html: replace a page that is there already.")
    ] = False,
    json: Json = False,
) -> None:
    """Care and sales by month, coverage over time, channels; who hears only sales, who was never
    touched, who stands how, who was involved in what, who was asked and never thanked; promises
    kept in time, and touches that taught you something.

    Coverage is the share of people with a cadence who had heard from you in time on the last day of
    the month: counted from the day they were added until they were archived, with their cadence as
    it is now. A snooze does not make it better. A touch with several people counts once. A caring
    touch taught you something when a fact or feedback came with it, or a fact was learned on its
    day. Fans, critics and asks are of the last 365 days; involvement is of all time. A promise
    belongs to its day, or to the day it was kept if that was sooner.

    The page of --html is one file: no script, nothing from the network. It holds names; only you
    can read the file.
    """
    if force and html is None:
        raise WrongUsage("--force is for --html", "Add --html FILE.")
    with session.read() as journal:
        page = stats_page(journal, months or session.config.stats_months, tag, company)
    if html is None:
        return stats.show(page, json=json)
    from caretrack.app.html_file import write
    from caretrack.views.stats_html import document

    text = document.stats(page).encode()
    if html == "-":
        return streams.put_bytes(text)
    target = write(text, html, "care stats", session.path, force=force)
    who = words.count(page.people, "person", "people")
    line = f"Wrote {target} · {who} · it names them; only you can read it"
    return answer(json, {"file": str(target), "bytes": len(text)}, [line])
