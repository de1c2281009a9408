"""What a profile says of being in touch: when, what was tried, what they heard, who writes."""

from datetime import date

from caretrack.app.profile import Profile
from caretrack.domain.clock import KNOWN
from caretrack.domain.dates import ago, short
from caretrack.domain.model import UNKNOWN
from caretrack.domain.talk.both_ways import channel_line, starts_line
from caretrack.domain.talk.last_personal import personal_line
from caretrack.domain.talk.one_sided import contact_lines
from caretrack.domain.text import shortened
from caretrack.views import words


def state(page: Profile) -> str:
    """The clock in a sentence."""
    person, clock, today = page.person, page.clock, page.today
    if person.archived_on:
        return f"Archived {short(person.archived_on, today)}" + (
            f": {person.archived_why}" if person.archived_why else ""
        )
    if clock is None:
        return ""
    caring = "caring " if clock.last_sales or page.tried else ""
    touched = (
        f"Last in touch {short(clock.last_care, today)}"
        if clock.last_care
        else f"No {caring}touch yet, added {short(person.added_on, today)}"
    )
    if page.last_care is not None and page.last_care.kind == UNKNOWN:
        touched += ", kind not known"
    elif page.last_care is not None:
        note = shortened(page.last_care.note, 50)
        touched += f", {page.last_care.channel}" + (f": {note}" if note else "")
    known = clock.cadence.reason == KNOWN
    parts = [touched, words.cadence(clock) + (": care triage" if known else "")]
    if clock.due_on:
        parts.append(f"due {'since ' if clock.due_on < today else ''}{short(clock.due_on, today)}")
    if person.snoozed_until and person.snoozed_until > today:
        parts.append(f"snoozed until {short(person.snoozed_until, today)}")
    if clock.last_sales:
        parts.append(f"last sold to {short(clock.last_sales, today)}")
    return " · ".join(parts)


def not_reached(page: Profile) -> str:
    """Return when you tried, and reached nobody, since the last caring touch; "" for never."""
    said = words.tried(page.tried, page.today)
    return f"{said[:1].upper()}{said[1:]}"


def who_writes(page: Profile) -> str:
    """Return that you write and they do not, or that they no longer do (S3.12, S4.7)."""
    if page.person.archived_on or not page.contact.one_sided:
        return ""
    return " ".join(contact_lines(page.contact, page.today))


def both_ways(page: Profile) -> str:
    """Return on which channel you keep in touch, and who begins (S0.2, S3.12); "" for nothing."""
    if page.person.archived_on:
        return ""
    channel = channel_line(page.channel, page.contact, page.today)
    starts = starts_line(page.first_moves, page.contact, page.channel.of if channel else 0)
    return f"{channel} {starts}".strip()


def just_to_hear(page: Profile) -> str:
    """Return when you last were in touch just to hear from them, apart from business (S1.8)."""
    return "" if page.person.archived_on else personal_line(page.personal, page.today)


def warning(page: Profile) -> str:
    """Said when a pitch is the last thing, or all, that they heard (S1.6, S2.4)."""
    clock = page.clock
    if clock is None or clock.last_sales is None:
        return ""
    if clock.only_sales:
        since = "so far" if clock.last_care is None else "since then"
        return f"Only sales {since}: {clock.sales_since} touches. Listen first."
    if clock.last_care is None:
        return "What they heard from you so far was sales. Listen first."
    return (
        "The last thing they heard from you was sales. Listen first."
        if clock.last_sales > clock.last_care
        else ""
    )


def last_learned_line(page: Profile) -> str:
    """Return since when they are with you, and when you last learned something (S3.6, S4.3).

    Of a person who is new there is nothing to say. Where a note stands, something was heard.
    """
    added = page.person.added_on
    # Of somebody who was never touched the line above says since when.
    here = (
        f"in the journal since {short(added, page.today)}"
        if page.clock is not None and page.clock.last_care
        else ""
    )
    day = page.last_learned
    heard = any(opener.why in {"said", "mood"} for opener in page.openers)
    learned = (
        f"you last learned something {_on_and_ago(day, page.today)}"
        if day
        else "nothing learned yet"
        if here and not heard
        else ""
    )
    said = " · ".join(filter(None, (page.with_you or here, learned)))
    return f"{said[:1].upper()}{said[1:]}"


def _on_and_ago(day: date, today: date) -> str:
    """ "on 14 Oct, 5 weeks ago"; "today" and "yesterday" need no date."""
    said = ago(day, today)
    return f"on {short(day, today)}, {said}" if said.endswith("ago") else said
