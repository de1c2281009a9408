"""The touches that the prose of a day tells of: with whom, on which day, and what was left out.

Nothing is guessed that the text does not say: a sentence goes with the touch before it only where
that is plain, and all else is left out, with the reason.
"""

import re
from collections.abc import Sequence
from datetime import date

from caretrack.domain.day.parts import OpenTouch, Part
from caretrack.domain.day.sentences import (
    Sentence,
    day_behind,
    heading_day,
    is_ahead,
    is_not_done,
    parts_of,
    promise_in,
    said_day,
    sentences_of,
    weekday_before_name,
)
from caretrack.domain.day.values import (
    AHEAD,
    ASIDE,
    GROUP,
    NOBODY,
    NOT_DONE,
    ONLY_SPOKEN_OF,
    SEVERAL,
    SEVERAL_BEFORE,
    STRANGER,
    DayRead,
    DayTouch,
    LeftOut,
)
from caretrack.domain.kinds.guess import guess, guess_channel
from caretrack.domain.kinds.name_words import Names, name_set
from caretrack.domain.language.day_layouts import Passage, passages
from caretrack.domain.model import MISSED
from caretrack.domain.people.in_sentences import Cast
from caretrack.domain.people.presence import NAMED, OWNER, THERE, Mention, listed
from caretrack.words import word_set

# What you did stands within so many words of the beginning of a sentence.
_HEAD = 6


def read_day(
    text: str, cast: Cast, about: date, today: date, *, month_first: bool = False
) -> DayRead:
    """Return the touches that a text about the day `about` tells of.

    Days are seen from `about`, or from the day that the layout of the text gives; none is after
    `today`.
    """
    reader = _Reader(cast, today, month_first)
    for passage in passages(text):
        reader.read(passage, about)
    return reader.result()


class _Reader:
    """What was read so far."""

    def __init__(self, cast: Cast, today: date, month_first: bool) -> None:
        self.cast, self.today, self.month_first = cast, today, month_first
        self.names = Names(
            name_set(person.name for people in cast.called.values() for person in people)
        )
        self.everything: list[OpenTouch] = []
        self.missing: list[tuple[OpenTouch, Mention]] = []  # who was there too, and is not known
        self._begin(Passage(""), today)

    def _begin(self, passage: Passage, anchor: date) -> None:
        self.passage, self.anchor = passage, anchor
        self.label: date | None = None
        self.label_paragraph: int | None = None
        self.last: OpenTouch | None = None
        self.owner = ""
        self.spoken_of: list[str] = []  # who was only spoken of in the last sentence
        self.only_names = False
        self.broken = True  # a sentence of one's own day came between
        self.of_passage: list[OpenTouch] = []

    def read(self, passage: Passage, about: date) -> None:
        """Take in a passage."""
        self._begin(passage, passage.day or about)
        if passage.aside or self.anchor > self.today:
            left = self._open((), self.anchor, ASIDE if passage.aside else AHEAD)
            left.take(0, len(passage.text), "")
            return
        for sentence in sentences_of(passage.text, self.cast):
            self._sentence(sentence)

    def result(self) -> DayRead:
        """Return what was read."""
        taken = [one for one in self.everything if not one.left]
        touches = tuple(
            DayTouch(one.people, one.day, one.note(), one.from_them, tuple(one.pieces))
            for one in taken
        )
        left = [
            LeftOut(one.note(), one.left, one.day, one.people, one.written, None, one.says)
            for one in self.everything
            if one.left
        ]
        left += [
            LeftOut(
                one.note(), _why(mention), one.day, mention.people, mention.written,
                taken.index(one),
            )
            for one, mention in self.missing
        ]  # fmt: skip
        return DayRead(touches, tuple(left))

    def _sentence(self, sentence: Sentence) -> None:
        heading = heading_day(sentence.text, self.anchor, self.month_first)
        if heading is not None:
            self.label, self.label_paragraph, self.last = heading, None, None
            return
        if self.label_paragraph is None:
            self.label_paragraph = sentence.paragraph
        if sentence.paragraph != self.label_paragraph:
            self.label = None
        said = said_day(sentence.text, self.anchor, self.month_first)
        if said.label:
            self.label, self.label_paragraph = said.day, sentence.paragraph
        start = said.start
        for first, last, mentions in parts_of(sentence.text[start:], self.cast):
            where = sentence.start + start
            if first:
                text = sentence.text[start + first : start + last]
                of_part = said_day(text, self.anchor, self.month_first)
                said = said if of_part.day is None else of_part
            day = said.day
            if day is None:
                day = weekday_before_name(sentence.text[start + first :], mentions, self.anchor)
            part = Part(
                sentence.text[start + first : start + last],
                where + first,
                where + last,
                mentions,
                day,
                said.wrong,
                said.label,
                "" if first else sentence.text[:start].lower(),
            )
            self._part(part, sentence.start if not first and not said.label else where + first)

    def _part(self, part: Part, start: int) -> None:
        """Take in a part; its note begins at `start`, before "so" and "this morning"."""
        part = part._replace(mentions=[self._known(one) for one in part.mentions])
        there = _there(part.mentions)
        begins_with_name = bool(part.mentions) and part.mentions[0].first == 0
        part = part._replace(start=start)
        if part.wrong or (is_ahead(part.text) and not begins_with_name):
            self._take_ahead(part)
        elif is_not_done(part.text):
            self._leave(part, NOT_DONE)
        elif not there:
            self._without_people(part)
        else:
            self._with_people(part, there)

    def _known(self, mention: Mention) -> Mention:
        """Return a mention of several people as one of the only one who was named before."""
        if len(mention.people) < 2 or mention.group:
            return mention
        before = {who for one in self.of_passage if not one.left for who in one.people}
        here = [who for who in mention.people if who in before]
        return mention._replace(people=tuple(here)) if len(here) == 1 else mention

    def _take_ahead(self, part: Part) -> None:
        """Take in what is to come as a word to those before, or leave it out."""
        named = {person for one in part.mentions for person in one.people}
        last = self.last
        theirs = not listed("of them").isdisjoint(part.words) or (
            bool(promise_in(part.text)) and not self.broken
        )
        others = [who for who in self.spoken_of if last and who not in last.people]
        if others and pronoun_in(part.words):
            theirs = False  # "must call her" may be of who was spoken of
        if last and not last.left and named <= set(last.people) and (named or theirs):
            self._join(last, part)
            return
        self._leave(part, AHEAD, says=part.wrong)

    def _with_people(self, part: Part, there: Sequence[Mention]) -> None:
        known = [one for one in there if one.is_clear]
        unknown = [one for one in there if not one.is_clear]
        if not known:
            self._leave(part, _why(unknown[0]), unknown[0])
            return
        people = tuple(dict.fromkeys(who for one in known for who in one.people))
        act = any(one.weight == THERE and not one.talked for one in known)
        day = self._day(part, act=act or there[0].weight == THERE)
        touch = self._touch_before(part, people, day, act=act)
        if touch is None and not act and self._was_spoken_of(people):
            self._leave(part, ONLY_SPOKEN_OF, there[0])
            return
        if touch is None:
            touch = self._open(people, day)
            touch.from_them = any(one.did for one in known)
        self._join(touch, part, people[0] if len(people) == 1 else "")
        self.missing += [(touch, one) for one in unknown]
        self.broken = False

    def _was_spoken_of(self, people: Sequence[str]) -> bool:
        """True if the sentence before only spoke of these people, and of no touch with them."""
        last = self.of_passage[-1] if self.of_passage else None
        return last is not None and last.left == ONLY_SPOKEN_OF and set(people) <= set(last.people)

    def _day(self, part: Part, *, act: bool) -> date:
        """Return the day of a new touch: what it says, what holds still, or that of the text."""
        day = part.day
        if day is None and act:
            day = day_behind(part.text, self.anchor, self.month_first)
        if day is not None:
            return day
        if self.label is not None:
            return self.label
        same = not listed("same day").isdisjoint(part.lead.split()) or part.words[:3] in (
            ["in", "the", "evening"],
            ["in", "the", "afternoon"],
            ["in", "the", "morning"],
        )
        return self.last.day if same and self.last else self.anchor

    def _touch_before(
        self, part: Part, people: Sequence[str], day: date, *, act: bool
    ) -> OpenTouch | None:
        """Return the touch that a part with these people goes on with, None for a new one."""
        said = part.day if part.label else None
        if not act:
            return next(
                (
                    one
                    for one in reversed(self.of_passage)
                    if not one.left and set(people) <= set(one.people) and said in (None, one.day)
                ),
                None,
            )
        last = self.last
        if last is None or last.left or set(people) != set(last.people) or day != last.day:
            return None
        last.look(self.names)
        channels = last.channels | ({guess_channel(part.text) or ""} - {""})
        tried = last.is_tried or guess(part.text, names=self.names).kind == MISSED
        return None if tried or len(channels) > 1 or "again" in part.words else last

    def _without_people(self, part: Part) -> None:
        """Take in a part that names nobody who was there, if it is plain whom it speaks of."""
        words = part.words
        last = self.last
        named = {person for one in part.mentions for person in one.people}
        foreign = last is None or not named <= set(last.people)
        pronoun = not listed("of them").isdisjoint(words)
        plain = not self.broken and not listed("goes on").isdisjoint(words)
        own = [word for word in words if word not in listed("leads")]
        first = "".join(own[:1])
        plain = plain or (self.only_names and not self.broken)
        plain = plain or (last is not None and not self.broken and _is_named_in(last, part))
        if first in listed("told") and listed("own things").isdisjoint(own[1:4]):
            plain = not self.broken
        if first in listed("own day"):
            strong = {"he", "she", "him", "her", "his"}
            pronoun, plain = not strong.isdisjoint(words), False
        again = None
        if last is not None and pronoun and not last.left and self._is_new_day(part, last):
            again = self._open(last.people, self._day(part, act=True))
        if last is not None and pronoun and self._is_done_instead(part, last):
            again = self._open(last.named, self._day(part, act=True))
        if again is not None:
            self._join(again, part)
            self.broken = False
            return
        if last is not None and not last.left and self._may_be_of_another(part, last):
            both = [*self.spoken_of, *last.people]
            self._leave(part, SEVERAL_BEFORE, Mention(0, 0, tuple(both), pronoun_in(words)))
            return
        entry = self.passage.entry
        if foreign and named and first not in listed("they") | {"her", "his", "their"}:
            pronoun = False
        goes_on = pronoun or plain or entry or (named and not foreign)
        told = pronoun or (bool(named) and not foreign)
        if part.day is not None and last is not None and part.day != last.day:
            goes_on = told and not part.label
        if "today" in words and last is not None and last.day != self.anchor:
            goes_on = False
        if last is not None and goes_on:
            self._join(last, part, self._speaks_of(last, words))
            return
        spoken = next(iter(part.mentions), None)
        self._leave(part, ONLY_SPOKEN_OF if spoken else NOBODY, spoken, keep_last=True)
        self.broken = True

    def _is_done_instead(self, part: Part, last: OpenTouch) -> bool:
        """True for what was done to the one of a touch that was none: "texted her instead"."""
        did = not listed("acts").isdisjoint(part.words[:3])
        return did and last.left in {NOT_DONE, AHEAD, ONLY_SPOKEN_OF} and len(last.named) == 1

    def _is_new_day(self, part: Part, last: OpenTouch) -> bool:
        """True for what was done to those before on another day: "today I sent her flowers"."""
        if listed("acts").isdisjoint(part.words[:_HEAD]):
            return False
        return self._day(part, act=True) != last.day and (
            part.day is not None or day_behind(part.text, self.anchor, self.month_first) is not None
        )

    def _may_be_of_another(self, part: Part, last: OpenTouch) -> bool:
        """True for "called her" behind a sentence that spoke of somebody else: "about Eva"."""
        acts = listed("acts") - listed("sent by them")
        did = not acts.isdisjoint(part.words[:3])
        others = [who for who in self.spoken_of if who not in last.people]
        return did and bool(others) and pronoun_in(part.words) != ""

    def _speaks_of(self, touch: OpenTouch, words: Sequence[str]) -> str:
        if len(touch.people) == 1:
            return touch.people[0]
        about_one = not {"he", "she", "his", "her", "him", "he's", "she's"}.isdisjoint(words)
        return self.owner if about_one else ""

    def _join(self, touch: OpenTouch, part: Part, owner: str | None = None) -> None:
        spoken = [who for one in part.mentions for who in one.people if who not in touch.people]
        self.spoken_of = list(dict.fromkeys(spoken))
        named = sum(one.last - one.first for one in part.mentions)
        self.only_names = named == len(part.words)  # "Mark - refused a visit"
        if owner is None:
            owner = self._speaks_of(touch, part.words)
        touch.take(part.start, part.end, owner)
        self.last, self.owner = touch, owner

    def _leave(
        self,
        part: Part,
        why: str,
        mention: Mention | None = None,
        *,
        says: str = "",
        keep_last: bool = False,
    ) -> None:
        """Leave a part out; what speaks of "him" behind it goes with it."""
        before = self.last
        left = self._open(mention.people if mention else (), self._day(part, act=True), why)
        left.written = mention.written if mention else ""
        left.says = says
        left.named = list(dict.fromkeys(who for one in part.mentions for who in one.people))
        left.take(part.start, part.end, "")
        self.broken = True
        self.last = before if keep_last and (before or not left.named) else left
        self.owner = ""
        if mention is not None and why in {SEVERAL, STRANGER, GROUP}:
            self.broken = False

    def _open(self, people: Sequence[str], day: date, left: str = "") -> OpenTouch:
        new = OpenTouch(self.passage.text, day, people, left)
        self.everything.append(new)
        self.of_passage.append(new)
        return new


def _there(mentions: Sequence[Mention]) -> list[Mention]:
    """Return those who were there, as surely as any: what is theirs counts at the head alone."""
    most = max((one.weight for one in mentions), default=0)
    if most >= NAMED:
        return [one for one in mentions if one.weight == most]
    if most == OWNER and mentions[0].weight == OWNER and mentions[0].first == 0:
        return [mentions[0]]
    return []


def pronoun_in(words: Sequence[str]) -> str:
    """Return the first word of these that speaks of one person before, "" for none."""
    return next((word for word in words if word in {"her", "him", "he", "she"}), "")


def _is_named_in(touch: OpenTouch, part: Part) -> bool:
    """True if a part begins with a name that stands in a touch: "and her husband Pedro"."""
    word = "".join(re.findall(r"[\w'-]+", part.text)[:1])
    if not word[:1].isupper() or word.lower() in word_set("english", "words"):
        return False
    return word in re.findall(r"(?<=\w\s)[\w'-]+", touch.note())


def _why(mention: Mention) -> str:
    if mention.group:
        return GROUP
    return SEVERAL if mention.people else STRANGER
