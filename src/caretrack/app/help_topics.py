"""The rules, in the words of somebody who uses `care`: what `care help TOPIC` says.

A text is paragraphs and list items ("- "), set apart by empty lines or by the "- " of the next one; where its lines end does not matter.
A number that stands in a text as {NAME} is filled in from the rule itself, so that neither can change alone.
"""

import re
from typing import NamedTuple

from caretrack.domain.text import nearest


class Topic(NamedTuple):
    """A rule that can be read about: its word, one line for the list, and the whole of it."""

    topic: str
    line: str
    text: str


_TOPICS = (
    Topic(
        "clock",
        "who is due, and what resets it",
        """
Only a caring touch counts as having been in touch. A pitch, an invoice, a reminder, an announcement, a newsletter, a meeting about
meetings: none of these resets the clock.

- It starts on the day of the last caring touch, however late that was written down; for somebody never touched, on the day they were
  added.
- How long is too long: their own cadence (`care every ana 2w`), else the shortest among their tags, else the journal's (`care config
  cadence`; {CADENCE} days at first). `never` means no reminders.
- After a low mood (1 or 2 of 5) half of it holds: they need you sooner.
- A touch with more than {CROWD} people resets nobody's clock (`care config crowd`).
- Snoozed and archived people are left off; a snooze makes the coverage no better.
- The most late come first: days since, divided by the cadence; then days since; then name. It is the same for everybody, and there is no
  score.

"Only sales": since the last caring touch (or since they were added) there were {ONLY_SALES} or more touches of sales. `due`, `list`,
`profile` and `stats` say it. A log says it once, at the third sales touch in a row; of somebody of whom you know nothing, at the first one.

Coverage, the last line of `care due`: of everybody who has a cadence, the share that is in touch in time.
""",
    ),
    Topic(
        "kinds",
        "care and sales, and how a kind is worked out of a note",
        """
Every touch is of one kind. Care: checkin, listen, help, thanks, celebrate, ask, introduce, social. Sales: pitch, renewal, invoice,
announce, newsletter, admin. `care kinds add` makes kinds of your own, each in one family.

A log without `-k` works the kind out of the note, by lists of words, and says which words decided. The first of these that answers:

- What is dealt in: prices, offers, contracts, invoices, announcements, appointments. It is sales, whatever else was talked about. What
  you say you did not do ("no pitch"), what is their own affair ("her renewal with the landlord", "proud of his deal") and what they only
  judged ("complained about our invoices") does not count.
- What was done for them or heard from them: care.
- Business in general ("sent the documents", "the CFO decides in May"): sales, but not where the note tells of their life, of a mother, a
  knee, a garden.
- Nothing at all: a check-in.

In doubt it is sales, for a wrong "sales" only means that you call too early. `care edit ID --kind checkin` corrects it. The words of a
kind: `care kinds --words renewal`. Words of your own for a kind are in config.toml (`care help settings`).
""",
    ),
    Topic(
        "openers",
        "what to talk about, and in which order it is offered",
        """
An opener is one concrete thing to talk about. It is made of what the journal knows, names its source and its date, and is never "how are
things". In this order:

- a promise of yours that is past its day;
- feedback on which you acted, and they were never told;
- feedback that nobody answered for {UNANSWERED_DAYS} days;
- an occasion in the next {OCCASION_DAYS} days;
- a low mood last time;
- what they told of themselves: a worry, a goal, the family, a hobby, newest first;
- the first of the ten questions that is not answered.

What they told and what you do not know take turns, so that no two talks begin with the same words. Nothing is made of a category that
they declined (`care learn ana family --declined`) or that you closed, nor of a boundary.
""",
    ),
    Topic(
        "facts",
        "what you know, what is old, what to leave alone",
        """
A fact is something that you know about a person now, in a category. It is `told` by them or `noticed` by you. Ten categories answer the
ten questions, from who they are to how their life could be made massively better; beside them are goal, family, hobby, boundary and more.

- What is old is asked after, no longer taken for true: a worry, a challenge, a need or a joy after half a year; a goal, what drives them
  and the rest of the ten questions but the first after a year; all else after three. A boundary never grows old.
- What nearly says what you knew is told when you learn it, so that one of the two can be retired (`care retire ID`).
- Asked and declined is written down, and not suggested again until they tell you of it themselves. A category can be closed for one person for good.
""",
    ),
    Topic(
        "check",
        "what `care check` looks for in a draft",
        """
`care check ana mail.txt` reads a letter before you send it. Nothing is written and nothing is sent. It looks for seven things, shows the
words and their place, and offers something better, made of what you know of them:

- generic-opener: a question or a wish that could open anybody's letter ("hope this finds you well", "just checking in"). With something
  of theirs in the same breath ("how's it going with Mia's first week?") it is none.
- reflex-sign-off: a close that is said without thinking ("stay safe", "hang in there"), by the same rule.
- selling: an offer, a price, a renewal, a payment or a call to buy.
- not-personal: not one word of what you know of them, nor anything particular that is asked.
- pasted: half of it or more, fifteen words at least, was sent by e-mail, chat or letter to somebody else. Names, greetings and small
  changes do not hide it. And a greeting to somebody else in the journal.
- about-us: a long letter with far more "we" and "our" than "you".
- asks-nothing: no question and no invitation, in a letter that does not thank, comfort, congratulate or keep a promise.

With `--kind pitch`, or another of sales, it may sell: selling, about-us and asks-nothing are silent. `--exit-code` ends with 1 when there
is something to mend. Phrases of your own that it faults, or leaves alone, are in config.toml (`care help settings`).
""",
    ),
    Topic(
        "standing",
        "fan, warm, quiet, critical: how somebody stands to you",
        """
A standing is one word with its evidence, days and words; never a number. It is worked out of the last twelve months. The first that
holds:

- critical: more complaints than praise. A complaint counts until you told them what came of it.
- fan: they praised you at least {ENOUGH_PRAISE} times, no complaint waits, and they wrote to you of their own accord.
- quiet: the last caring touch was {QUIET_DAYS} days ago or more, and nothing was heard of them since either.
- warm: more praise and good moods (4, 5) than low ones (1, 2); or they wrote to you, and no mood was low.
- unknown: none of these.

A low mood makes nobody critical: it may be about anything. A mood in a crowd is nobody's own. The profile says what the word was before,
and since when it is not.

Their mood is higher or lower than before when the newest two that you wrote down are, on average, a step of the scale or more away from
the two or three before them. With fewer than four nothing is said.
""",
    ),
    Topic(
        "recognition",
        "feedback, thanks, and who was only ever asked",
        """
What they say of your work is feedback: a complaint, an idea or praise, about product, marketing, sales or service. It is heard (`care
feedback`), then acted on (`care acted`), then they are told (`care told`). What waits is in `care due` and `care open`.

- Asked: a touch of the kind `ask`. Recognised: a touch of the kind `thanks`, or being told what came of their feedback. A birthday card
  is care, but no thanks.
- Asked {ASKED_OFTEN} times or more within a year, and recognised never: that is free advice, and it is said.
- Involved: the areas in which they ever had a say, by an ask or by feedback.
- A gesture is something that you plan and they do not expect (`care gesture`). The profile wants {WANTED} of them, and has ideas, each
  made of something of theirs that is not old.
""",
    ),
    Topic(
        "names",
        "how somebody is found, and why nobody is guessed",
        """
A NAME is found in any case and without accents. In this order: an id or its start, of four characters or more; an e-mail address; a whole
name or a nickname; a first name; a first name and the start of the last (`ana s`); the start of any word of a name.

- One person: that is who is meant.
- More than one: nobody is guessed. They are listed with what tells them apart, and the exit code is 4.
- Nobody: the nearest names are said, and the exit code is 3.

A slip never makes somebody new; only `care add` does, and `care log --new`. A nickname is given with `care edit ana --nickname Annie`.
""",
    ),
    Topic(
        "days",
        "how a day can be said",
        """
2026-11-20, today, yesterday, tuesday, last friday, 3 days ago, two weeks ago, in 10 days, next month, 14 Mar, Mar 14, 14 March 2026,
14/3, 14.3.2026, the 14th, end of month, monday next week, by friday.

- A log looks back, a promise and a snooze look ahead: `friday` is the last one, or the next one.
- 14/3 is read day first, unless you say `care config dates.month_first true`.
- What was understood is always said in full. What can be read in two ways, or is no day, is refused.
- A span is 10d, 2 weeks, 3m.
- A touch starts the clock on the day it happened. A birthday on 29 February falls on the 28th in other years.
""",
    ),
    Topic(
        "settings",
        "config.toml, what belongs to the journal, and the environment",
        """
`care config` shows every setting, its value, and where that comes from: an option, the environment, the file, the journal, or the default.
`care config KEY VALUE` writes one, `care config KEY default` takes it out, `care config --edit` opens the file and checks what you wrote.
The file is checked as a whole: what is no setting is refused with the nearest, and with its line.

- `due.limit`, `history.limit` and their like: how much a command shows.
- `dates.month_first`: 3/4 is 4 March.
- `me.name`, `me.emails`: who you are, in a draft and in mails.
- `kinds.workshop.words`: words of a note that speak for a kind of this journal. They go before the words of the same family, and never
  before sales.
- `check.generic`, `check.allow`: phrases that `care check` faults as well, and phrases that it never faults.
- `theme`, `colours.late` and its like: the pages; `theme = "none"` is a page without colour and weight.
- `new_journal.cadence`, `new_journal.crowd`: what a new journal begins with.

The cadence and the crowd in force belong to the journal, not to the file: who is due follows from them, and two machines may share a
journal. `care undo` takes them back; it does not reach the file.

From the environment:

- CARE_JOURNAL: the journal; `--journal` goes before it. CARE_CONFIG: the config file.
- CARE_TODAY: an ISO day that stands for today. CARE_TIMEOUT: seconds to wait while another process writes.
- NO_COLOR, FORCE_COLOR: no colour; pages for a terminal where there is none.
- VISUAL, EDITOR: the editor. CARE_PAGER, PAGER: what shows long pages.
""",
    ),
)


def topics() -> dict[str, Topic]:
    """All topics by their word, in the order in which they are listed."""
    return {topic.topic: topic for topic in _TOPICS}


def written(topic: Topic) -> str:
    """The text of a topic with the numbers of the rules: each paragraph and each list item on a line of its own."""
    text = re.sub(r"(?<!\n)\n(?!\n|- )", " ", topic.text.strip())
    text = re.sub(r" {2,}", " ", text)
    for name, number in _numbers().items():
        text = text.replace("{" + name + "}", str(number))
    return text


def nearest_topic(word: str, commands: list[str]) -> str | None:
    """The topic or command that was probably meant, or None."""
    known = [*topics(), *commands]
    begun = [name for name in known if word and name.startswith(word)]
    return next(iter(begun or nearest(word, known)), None)


def _numbers() -> dict[str, int]:
    from caretrack.domain.clock import cadence
    from caretrack.domain.talk import gestures, openers, recognition, standing

    return {
        "CADENCE": cadence.DEFAULT_DAYS,
        "CROWD": cadence.DEFAULT_CROWD,
        "ONLY_SALES": cadence.ONLY_SALES,
        "UNANSWERED_DAYS": openers.UNANSWERED_DAYS,
        "OCCASION_DAYS": openers.OCCASION_DAYS,
        "ENOUGH_PRAISE": standing.ENOUGH_PRAISE,
        "QUIET_DAYS": standing.QUIET_DAYS,
        "ASKED_OFTEN": recognition.ASKED_OFTEN,
        "WANTED": gestures.WANTED,
    }
