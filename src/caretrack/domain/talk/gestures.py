"""Ideas for gestures: what you could do for somebody that they do not expect (S3.7, S0.4).

Each idea is made of one thing that they said or gave, and names it with its date: no idea would fit
anybody. What they gave you comes first (S3.3), then an occasion that is near, then what they told
you of themselves, one idea for each category.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from caretrack.domain.dates import short
from caretrack.domain.model import Fact, Feedback
from caretrack.domain.talk.categories import NOT_RAISED, TABLE, is_old, silent_categories
from caretrack.domain.talk.occasions import done_on, next_on, with_years
from caretrack.domain.talk.openers import Opener, OpenerSources
from caretrack.domain.talk.standing import Sign
from caretrack.domain.text import shortened
from caretrack.words import word_set

WANTED = 3  # S3.7 asks for three things that you can do
OCCASION_AHEAD = 30
FRESH_DAYS = 365
LONGEST = 70
# The categories of which a gesture is made, the least expected first.
WITH_A_GESTURE = tuple(
    row for row in sorted(TABLE, key=lambda row: row.gesture_place) if row.gesture
)


def find_gestures(
    known: OpenerSources, planned: Sequence[str], asked: Sequence[Sign], today: date
) -> list[Opener]:
    """Return every idea for a gesture, in order.

    `why` of an idea says what it is made of ("hobby, 12 Mar"); `source` and `on` name that entry.
    `known` has all their feedback, answered or not; `planned` are the texts of what is planned,
    promised or was done lately; `asked` are the asks, newest first, if they were only ever asked
    (S3.9).

    No idea is made of a category that they declined or you closed (S2.6), of an old fact, or of
    anything that comes near a boundary or near what is in `planned`.
    """
    boundaries = [fact.text for fact in known.facts if fact.category in NOT_RAISED]
    made = [
        *_for_answers(asked, today),
        *_of_feedback(known, today),
        *_of_occasions(known, today),
        *_of_facts(known, today),
    ]
    return [
        idea
        for about, idea in made
        if not any(_words(about) & _words(text) for text in boundaries)
        and not any(_is_same(about, text) for text in planned)
    ]


def missing(planned: int, made: Iterable[Opener]) -> list[Opener]:
    """Return as many ideas as are missing to three gestures."""
    return list(made)[: max(WANTED - planned, 0)]


_Made = Iterator[tuple[str, Opener]]  # the words that an idea is made of, and the idea


def _for_answers(asked: Sequence[Sign], today: date) -> _Made:
    for last in asked[:1]:
        why = f"asked {len(asked)} times, last {short(last.on, today)}"
        yield "", Opener(why, "thank them for the answers they gave you", last.id, last.on)


def _of_feedback(known: OpenerSources, today: date) -> _Made:
    """Yield an idea for the newest feedback of each sort: unthanked, unanswered, acted on."""
    lately = today - timedelta(days=FRESH_DAYS)
    seen = set()
    for item in sorted(known.feedback, key=lambda item: item.heard_on, reverse=True):
        text = _feedback_text(item, lately)
        if text and text not in seen:
            seen.add(text)
            yield (
                item.text,
                Opener(
                    f"{item.tone}, {short(item.heard_on, today)}",
                    f"{text}: “{shortened(item.text, LONGEST)}”",
                    item.id,
                    item.heard_on,
                ),
            )


def _feedback_text(item: Feedback, lately: date) -> str:
    if item.told_on is None:
        if item.tone == "praise":
            return "thank them in a handwritten note"
        return (
            "let them be the first to see what came of it"
            if item.acted_on
            else "sit down with them about what they told you"
        )
    if item.tone == "idea" and item.acted_on is not None and item.told_on > lately:
        return "name them where others hear whose idea it was"
    return ""


def _of_occasions(known: OpenerSources, today: date) -> _Made:
    days = sorted((next_on(item.month, item.day, today), item.id, item) for item in known.occasions)
    near = [(day, item) for day, _, item in days if (day - today).days <= OCCASION_AHEAD]
    if not near:
        return
    from caretrack.domain.talk.coming import what_to_do

    for day, item in near:
        if done_on(item, known.occasions, known.celebrated, today) is None:
            text = f"{what_to_do(item, day)} on {short(day, today)}: {with_years(item, day)}"
            yield item.label, Opener(f"{item.label}, {short(day, today)}", text, item.id, day)


def _of_facts(known: OpenerSources, today: date) -> _Made:
    """Yield an idea for the newest fact of each category, unless it is old."""
    silent = silent_categories(known.facts)
    newest: dict[str, Fact] = {}
    for fact in known.facts:
        kept = newest.get(fact.category)
        if fact.id in known.silent:
            continue
        if fact.is_known and (kept is None or fact.learned_on > kept.learned_on):
            newest[fact.category] = fact
    for row in WITH_A_GESTURE:
        found = newest.get(row.name)
        if found is None or row.name in silent or is_old(found, today):
            continue
        why = f"{row.name}, {short(found.learned_on, today)}"
        text = f"{row.gesture}: {shortened(found.text, LONGEST)}"
        yield found.text, Opener(why, text, found.id, found.learned_on)


def _is_same(about: str, planned: str) -> bool:
    """True if something planned is about this already.

    They share two words that matter, or half of those of the shorter one.
    """
    ours, theirs = _words(about), _words(planned)
    common, shorter = len(ours & theirs), min(len(ours), len(theirs))
    return common >= 2 or 0 < shorter <= 2 * common


def _words(text: str) -> set[str]:
    """Return the words of a text that matter, in lower case and without a plural s.

    In a Latin script they have three letters or more.
    """
    plain = "".join(char if char.isalnum() else " " for char in text.casefold())
    return {
        word.rstrip("s")
        for word in plain.split()
        if (len(word) >= 3 or not word.isascii()) and word not in word_set("stems", "gestures")
    }
