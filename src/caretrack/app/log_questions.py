"""The questions of `care log`, each answered by a key. All come before anything is written."""

from collections.abc import Sequence

from caretrack import streams
from caretrack.app.heard import described
from caretrack.domain.kinds.families import FAMILIES
from caretrack.domain.kinds.guess import DOUBT, NOTHING, SURE, UNREAD, Guess
from caretrack.domain.people.names import nearest_names
from caretrack.domain.person import Person
from caretrack.domain.talk.categories import CATEGORIES, category, clean_category, split_learned
from caretrack.domain.talk.proposals import EVENT, MOOD, REFERRAL, Proposal
from caretrack.errors import CareError
from caretrack.journal import entries, people
from caretrack.journal.connection import Journal

# When the kind is asked for: the values of the setting `log.ask`.
ALWAYS, IN_DOUBT, NEVER = "always", "doubt", "never"
# Of so many who are named in a note it is asked whether they were there.
MOST_ASKED = 3
_NOBODY = "nobody"
_NEW = "+"


def ask_who(journal: Journal, typed: str, error: CareError) -> Person | str:
    """Ask who was meant by a name that nobody has; return them, or the name of somebody new.

    Raises `error` if it is none of those that are offered.
    """
    near = _nearest(journal, typed)
    keys = [str(number) for number, _ in enumerate(near, 1)]
    streams.say_lines(
        [
            error.message,
            *(f"  {key}  {person.name}" for key, person in zip(keys, near, strict=True)),
            f"  {_NEW}  somebody new: {typed}",
        ]
    )
    answer = streams.choose(
        f"Who is it? [{'/'.join([*keys, _NEW])}, Enter: nobody]", [*keys, _NEW, _NOBODY], _NOBODY
    )
    if answer == _NOBODY:
        raise error
    return typed if answer == _NEW else near[int(answer) - 1]


def _nearest(journal: Journal, typed: str) -> list[Person]:
    """Return the people who have a name or a nickname near to what was typed, the nearest first."""
    everybody = {person.id: person for person in people.everybody(journal, archived=None)}
    listed = people.listed(journal, list(everybody))
    whose = {
        name: person
        for person in everybody.values()
        for name in (person.name, *listed[person.id].nickname)
    }
    found = {whose[name].id: whose[name] for name in nearest_names(typed, list(whose))}
    return list(found.values())


def without_need_to_ask(guess: Guess, proposals: Sequence[Proposal]) -> Guess:
    """Return a guess that nothing spoke for as sure, if the note tells of their own life."""
    of_life = (
        one for one in proposals if one.sort == MOOD or category(one.category).is_of_their_life
    )
    first = next(of_life, None)
    if guess.state != NOTHING or first is None:
        return guess
    return guess._replace(words=first.words, state=SURE)


def ask_family(guess: Guess, family: str, when: str) -> str | None:
    """Ask for the family of a touch, which is taken to be `family`; None if it is not asked.

    `when` is the setting `log.ask`. Where the guess is sure, only ALWAYS asks.
    """
    if when == NEVER or (guess.sure and when != ALWAYS):
        return None
    return streams.choose(
        f"Care, sales, or tried (nobody reached)? {_why(guess)} [c/s/t, Enter: {family}]",
        FAMILIES,
        family,
    )


def _why(guess: Guess) -> str:
    return {
        DOUBT: f"“{guess.words}” can be either.",
        NOTHING: "The note does not say.",
        UNREAD: "The note is not in English.",
    }.get(guess.state, f"“{guess.words}” says so.")


def ask_what_to_keep(
    journal: Journal, proposals: Sequence[Proposal], *, month_first: bool = False
) -> list[Proposal]:
    """Ask which facts, which mood and which events are kept of what a note proposes; return these.

    A text can be changed first. An event whose day is not known is no question.
    """
    offered = [proposal for proposal in proposals if not proposal.is_undated]
    while offered:
        answer = _ask_which(offered)
        if answer.startswith("e"):
            at = _number(answer[1:].lstrip("dit"), offered)
            if at is None:
                at = 0 if len(offered) == 1 else _ask_number(offered)
            offered[at] = changed(journal, offered[at], month_first=month_first)
            continue
        kept = _chosen(answer, offered)
        if kept is not None:
            return kept
        ways = "y, n" if len(offered) == 1 else "y, n, numbers"
        streams.say(f"'{answer[:20]}' is not an answer: type {ways}, or e to change a text.")
    return []


def ask_who_was_there(others: Sequence[Person]) -> list[Person]:
    """Ask of each who is named in a note whether they were in it, too; return those who were."""
    return [
        person for person in others[:MOST_ASKED] if streams.confirm(f"Was {person.name} there too?")
    ]


def ask_who_died(told: Sequence[tuple[Person, str]]) -> list[tuple[Person, str]]:
    """Ask of each who has died by the note whether it is so; return those who have.

    The reason for the archive stands beside each.
    """
    question = "Has {} died? They go into the archive then, and nothing prompts you."
    return [(person, why) for person, why in told if streams.confirm(question.format(person.name))]


def _ask_which(offered: Sequence[Proposal]) -> str:
    if len(offered) == 1:
        return streams.ask(f"Keep this? {described(offered[0])} [Y/n/e to edit]", "all").casefold()
    numbered = (f"  {number}  {described(one)}" for number, one in enumerate(offered, 1))
    streams.say_lines(numbered)
    some = "/".join(str(number) for number in range(1, len(offered) + 1))
    return streams.ask(f"Keep these? [Y/n/{some}/e to edit]", "all").casefold()


def _chosen(answer: str, offered: Sequence[Proposal]) -> list[Proposal] | None:
    """Return what an answer chose; None if it cannot be understood."""
    if "all".startswith(answer) or "yes".startswith(answer):
        return list(offered)
    if "none".startswith(answer):
        return []
    places = [_number(word, offered) for word in answer.replace(",", " ").split()]
    chosen = [offered[place] for place in dict.fromkeys(places) if place is not None]
    return chosen if None not in places else None


def _number(text: str, offered: Sequence[Proposal]) -> int | None:
    """Return the place of a number that was typed, None if it is none of them."""
    text = text.strip()
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 3 else 0
    return number - 1 if 1 <= number <= len(offered) else None


def _ask_number(offered: Sequence[Proposal]) -> int:
    numbers = [str(number) for number, _ in enumerate(offered, 1)]
    return int(streams.choose(f"Change which? [{'/'.join(numbers)}]", numbers, "1")) - 1


def changed(journal: Journal, proposal: Proposal, *, month_first: bool) -> Proposal:
    """Return a proposal as it was changed; what is wrong is asked again."""
    if proposal.sort == MOOD:
        mood = streams.choose("Mood, 1 low to 5 high", list("12345"), str(proposal.mood))
        return proposal._replace(mood=int(mood))
    if proposal.sort == EVENT:
        return _changed_event(journal, proposal, month_first=month_first)
    if proposal.sort == REFERRAL:
        return proposal._replace(text=streams.ask_to_change("What they did", proposal.text))
    text = described(proposal)
    while True:
        text = streams.ask_to_change("Fact", text)
        try:
            category, said = parse_fact(journal, text)
            return proposal._replace(category=category, text=said)
        except CareError as error:
            streams.say(str(error))


def _changed_event(journal: Journal, proposal: Proposal, *, month_first: bool) -> Proposal:
    from caretrack.app.events import split_typed

    text = f"{proposal.on}: {proposal.text}"
    while True:
        text = streams.ask_to_change("Event", text)
        try:
            day, said = split_typed(text, journal.today, month_first)
            return proposal._replace(on=day, text=said, words=str(day))
        except CareError as error:
            streams.say(str(error))


def parse_fact(journal: Journal, text: str) -> tuple[str, str]:
    """Return the category and the text of "family: a son". Raises CareError."""
    category, said = split_learned(text)
    used = () if category in CATEGORIES else entries.categories(journal)
    return clean_category(category, used), said
