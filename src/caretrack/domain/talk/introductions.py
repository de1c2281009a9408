"""Whom to bring together: two people who share a worry, a goal or a hobby, and do not know each other (S3.4).

The rule, in full. Worries, challenges and goals are compared with each other, hobbies and passions with each other. Two
facts share a subject when a telling word stands in both. Words are compared by their stem, so that "runs marathons" and "a
marathon in spring" share one. A word is telling unless everybody's work ("team", "customers") or free time ("friends",
"travel") is made of it, or it is one of grammar, of time or of measure. A word that stands in more than COMMON facts brings
nobody together. The rarer the telling words that are shared, the better the idea.

Only what was told or noticed, still holds, and is of nobody in the archive. Never a category that one of the two declined
or that was closed for them, and no fact that has a word in common with what is not to be raised with them (S2.6). They
know each other when they have a tie, are of one company, or were in a caring touch together: one that introduced them, or any
but with a crowd.
"""

import re
from collections.abc import Container, Iterable, Mapping, Sequence
from typing import NamedTuple

from caretrack.domain.people.names import company_key, name_key
from caretrack.domain.talk.categories import NOT_RAISED, PLAY, TABLE, WORK, category

# The categories that are compared with each other: at work, and at play.
COMPARED = {
    field: tuple(row.name for row in TABLE if row.shared_as == field) for field in (WORK, PLAY)
}
COMMON = 40
LONGEST_WORD = 40

# Words of grammar, of time, of measure, and what everybody says of what they want or fear; in the languages most often met.
_SILENT = """
a about above across after again against ago all almost along already also although always am among an and another any anybody anyone anything
are around as ask asked asks at away back be became because become been before behind being below beside besides best better between beyond big both
bring brings brought but by call came can cannot come comes could couldn did didn different do does doesn doing don done down during each either else
enough even ever every everybody everyone everything few find finding finds first for found from full gave get gets getting give gives go goes going
gone got great had half hard has have having he hear heard help helped helps her here hers herself him himself his hope hoped hopes how i if in
instead into is isn it its itself just keep keeping keeps kept know knows large last late lately least left less let like liked likes little ll long
look looking looks lose losing lost lot lots love loved loves made mainly make makes making many may maybe me mean means might mine more most much must
my myself near nearly need needed needs never new next no nobody none nor not nothing now of off often old on once one only onto open opened opening
opens or other others our ours out over own plan planned planning plans possible put puts quite rather re really same saw say says second see seen
set several she should shouldn since small smaller so some somebody someone something soon spend spends start started starting starts still stop stopped
such sure take taken takes taking than that the their theirs them themselves then there these they thing things think thinks third this those though
three through till to together told too took toward towards tried tries try trying two under until up upon us use used uses using usually ve very via
want wanted wants was wasn way ways we well went were what whatever when where whether which while who whole whom whose why will wish with within
without won wont worried worries worry worrying would wouldn yet you your yours yourself goal goals challenge challenges hobby hobbies passion fear
today tomorrow yesterday day days week weeks weekend weekends month months monthly quarter quarterly quarters year years yearly annual time times
north south east west morning mornings evening evenings night nights spring summer autumn winter monday tuesday wednesday thursday friday saturday sunday mondays tuesdays
wednesdays thursdays fridays saturdays sundays january february march april june july august september october november december hour hours minute
minutes four five six seven eight nine ten eleven twelve hundred thousand million percent q1 q2 q3 q4 age good bad high low higher lower fast faster
slow slower short early earlier later enjoy enjoys favourite favorite interested keen twice per cent end half
der die das den dem des ein eine einen einem und oder aber mit von zu zum zur im ist sind war wird nicht kein keine auf aus bei nach vor ihr ihre
sein seine mehr wie sie er es le la les un une et ou mais avec de au aux en est sont pas ne que qui pour par sur dans son sa ses plus el los las una
y o pero con del al no para por su sus os um uma e mas com da dos das ao na nas nos seu sua mais il lo gli di che per sono het een van voor niet
"""

# What nearly every worry and goal at work is made of, and nearly every hobby: these words alone are nothing shared.
_PLAIN_AT_WORK = """
account achieve add agency agree allow amount answer apply approach area avoid become board book boss break build business buy career case cash
change check child choose clear client colleague company compete complex computer cook cost create current customer cut data daughter deadline deal decide
deliver department develop difficult director double drive easy employee ensure environment example expand experience explain explore extend extra
face fall family father finish firm fix focus follow forward friend function future game grow growth handle happen health home house idea important
improve include increase industry information investor involve issue job join kind launch lead leader level life limit listen live local location main manage
manager market mean meet meeting member method mind miss money mother move music name number offer office option order organisation organization
outside overall owner parent part partner pay people person place play point positive prepare present prevent price problem process product program programme project propose
protect provide quality question quickly raise reach read real reason recruit reduce replace report result right risk role room run sale save
school sell sense sentence serious service set setup share shop side single site situation solution solve son sort special spend sport staff state story
strong suggest supplier support switch system task team tell town track train travel trip turn type understand user value various wait walk watch week
wife husband win word work worker world write wrong
aunt brother cousin grandchild grandchildren granddaughter grandfather grandma grandmother grandpa grandparent grandson nephew niece sister uncle
"""
_PLAIN_AT_PLAY = """
activity amaze bed book build chat child city club collect country create daughter delicious drink eat enjoy event explore family father film food friend fun
game hang home house husband join kid life listen live local lover meet mother movie music outdoor outside parent part partner people person place play
read show son sort spend sport talk team tell town travel trip try video visit watch weather wife work world
aunt brother cousin grandchild grandchildren granddaughter grandfather grandma grandmother grandpa grandparent grandson nephew niece sister uncle
"""

# Forms that no rule of endings brings together, and some that are one subject.
_ALIKE = {
    "ran": "run", "runner": "run", "jog": "run", "sang": "sing", "sung": "sing", "singer": "sing", "song": "sing", "swam": "swim", "swimmer": "swim",
    "children": "child", "kids": "child", "kid": "child", "wives": "wife", "bought": "buy", "sold": "sell", "built": "build", "paid": "pay", "grew": "grow",
    "sailor": "sail", "baker": "bake", "bike": "cycle", "bicycle": "cycle", "biking": "cycle", "cyclist": "cycle", "gardener": "garden", "climber": "climb",
    "hiker": "hike", "painter": "paint", "dancer": "dance", "reader": "read", "beekeeping": "bee", "beekeeper": "bee", "photography": "photo",
    "photographer": "photo", "photograph": "photo", "hire": "recruit", "hiring": "recruit", "recruitment": "recruit", "recruiter": "recruit",
    "knives": "knife", "choral": "choir", "theater": "theatre", "women": "woman", "men": "man", "woodworking": "woodwork",
}  # fmt: skip


class PersonToIntroduce(NamedTuple):
    """A person who could be introduced; those who are not listed cannot."""

    id: str
    name: str
    company: str | None


class FactToShare(NamedTuple):
    """What the rule needs of a fact."""

    id: str
    person_id: str
    category: str
    text: str
    source: str


class Introduction(NamedTuple):
    """Two people who could be introduced, what each of them said, and the words of the first that both share, the rarest first."""

    one: PersonToIntroduce
    other: PersonToIntroduce
    fact: FactToShare
    other_fact: FactToShare
    shared: tuple[str, ...]


def words_of(text: str) -> dict[str, str]:
    """The words of a text that can be shared: as they are written in it, by their stem."""
    found: dict[str, str] = {}
    silent = _sets()[0]
    for word in re.findall(r"[^\W_]+", text.casefold()):
        key = word if word.isascii() else name_key(word)
        if (
            len(key) > 1
            and key not in silent
            and not word.isdecimal()
            and len(word) <= LONGEST_WORD
        ):
            found.setdefault(stem(key), word)
    return found


def telling(fact: FactToShare) -> dict[str, str]:
    """The words of a fact that may bring two people together."""
    plain = _sets()[2 if category(fact.category).shared_as == PLAY else 1]
    return {root: word for root, word in words_of(fact.text).items() if root not in plain}


def stem(key: str) -> str:
    """A word without what plurals and -ing, -ed put at its end: equal for the forms of one English word, near enough for others."""
    key = _ALIKE.get(key, key)
    if not key.isascii() or len(key) < 4:
        return key
    if key.endswith("ies") and len(key) > 4:
        key = key[:-3] + "y"
    elif key.endswith(("sses", "xes", "ches", "shes")):
        key = key[:-2]
    elif key.endswith("s") and not key.endswith(("ss", "us", "is")):
        key = key[:-1]
    key = _ALIKE.get(key, key)
    for ending in ("ing", "ed"):
        rest = key.removesuffix(ending)
        if (
            rest != key
            and len(rest) > 2
            and not key.endswith("eed")
            and any(vowel in rest for vowel in "aeiouy")
        ):
            key = rest[:-1] if rest[-1] == rest[-2] and rest[-1] not in "aeiousl" else rest
            break
    key = _ALIKE.get(key, key)
    return key[:-1] if key.endswith("e") and len(key) > 3 else key


def forms(word: str) -> list[str]:
    """What may be written for a word, for an index that knows no stems: the word itself, its stem, and the stem with its endings."""
    root = stem(name_key(word))
    last = root[-1:]
    doubled = root + last if last in "bdgmnprt" else root
    made = [
        word,
        root,
        *(root + ending for ending in ("s", "es", "e", "ing", "ed")),
        f"{doubled}ing",
        f"{doubled}ed",
    ]
    made += [f"{root[:-1]}ies"] if last == "y" else []
    made += [
        form
        for alike, meant in _ALIKE.items()
        if stem(meant) == root
        for form in (alike, f"{alike}s")
    ]
    return list(dict.fromkeys(made))


_SETS: list[tuple[frozenset[str], frozenset[str], frozenset[str]]] = []


def _sets() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The silent words; the stems of the plain ones at work, and at play. Made once, when they are wanted."""
    if not _SETS:
        at_work, at_play = (
            frozenset(stem(word) for word in text.split())
            for text in (_PLAIN_AT_WORK, _PLAIN_AT_PLAY)
        )
        _SETS.append((frozenset(_SILENT.split()), at_work, at_play))
    return _SETS[0]


class _Subject(NamedTuple):
    fact: FactToShare
    play: bool
    words: dict[str, str]


def find_introductions(
    facts: Iterable[FactToShare],
    people: Mapping[str, PersonToIntroduce],
    acquainted: Container[tuple[str, str]],
    about: str | None = None,
    most: int | None = None,
) -> tuple[list[Introduction], int]:
    """Who could be introduced to each other, or to one person, by the rule at the top of this module: the `most` best, best first, and how many there are.

    `acquainted` are the pairs of ids, the lesser first, that have a tie or were in a touch together. `facts` are those of SHARED and
    boundaries, declined and closed ones too; for one person those that have a word with theirs in common are enough. The one who is
    asked about comes first in each idea; without one, each two stand in the order of their names.
    """
    subjects = _subjects(facts, people)
    places = _places(subjects)
    companies = {person.id: company_key(person.company or "") for person in people.values()}
    best: dict[tuple[str, str], tuple[float, str, int, int]] = {}
    for (one, other), score in _scores(subjects, places, about).items():
        pair = _pair(subjects[one].fact.person_id, subjects[other].fact.person_id)
        found = (-round(score, 9), min(subjects[one].fact.id, subjects[other].fact.id), one, other)
        if pair not in best or found < best[pair]:
            best[pair] = found
    rank = {person.id: (person.id != about, person.name, person.id) for person in people.values()}
    rows: list[tuple[float, list[tuple[tuple[bool, str, str], int]]]] = []
    for (first, second), (score, _, one, other) in best.items():
        if (first, second) not in acquainted and not (
            companies[first] and companies[first] == companies[second]
        ):
            sides = sorted(
                [
                    (rank[subjects[one].fact.person_id], one),
                    (rank[subjects[other].fact.person_id], other),
                ]
            )
            rows.append((score, sides))
    rows.sort()
    return [
        _idea(subjects[one], subjects[other], places, people)
        for _, ((_, one), (_, other)) in rows[:most]
    ], len(rows)


def _pair(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _idea(
    one: _Subject,
    other: _Subject,
    places: Mapping[tuple[bool, str], Sequence[int]],
    people: Mapping[str, PersonToIntroduce],
) -> Introduction:
    roots = [
        root for root in one.words if root in other.words and len(places[one.play, root]) <= COMMON
    ]
    roots.sort(key=lambda root: len(places[one.play, root]))
    shared = tuple(one.words[root] for root in roots)
    return Introduction(
        people[one.fact.person_id], people[other.fact.person_id], one.fact, other.fact, shared
    )


def _subjects(
    facts: Iterable[FactToShare], people: Mapping[str, PersonToIntroduce]
) -> list[_Subject]:
    """What can be compared: facts of people who can be introduced, without those that are to be left alone."""
    facts = [fact for fact in facts if fact.person_id in people]
    silent = {
        (fact.person_id, fact.category) for fact in facts if fact.source in {"declined", "closed"}
    }
    left_alone: dict[str, set[str]] = {}
    for fact in facts:
        if fact.category in NOT_RAISED:
            left_alone.setdefault(fact.person_id, set()).update(words_of(fact.text))
    return [
        _Subject(fact, category(fact.category).shared_as == PLAY, telling(fact))
        for fact in facts
        if category(fact.category).shared_as
        and (fact.person_id, fact.category) not in silent
        and (
            fact.person_id not in left_alone
            or left_alone[fact.person_id].isdisjoint(words_of(fact.text))
        )
    ]


def _places(subjects: Sequence[_Subject]) -> dict[tuple[bool, str], list[int]]:
    """Where each stem stands, among the hobbies and passions (True) and among the rest."""
    places: dict[tuple[bool, str], list[int]] = {}
    for number, subject in enumerate(subjects):
        for root in subject.words:
            places.setdefault((subject.play, root), []).append(number)
    return places


def _scores(
    subjects: Sequence[_Subject],
    places: Mapping[tuple[bool, str], Sequence[int]],
    about: str | None,
) -> dict[tuple[int, int], float]:
    """How much each two subjects of different people share: the rarer a word, the more."""
    found: dict[tuple[int, int], float] = {}
    for numbers in places.values():
        if 2 <= len(numbers) <= COMMON:
            for place, one in enumerate(numbers):
                person = subjects[one].fact.person_id
                for other in numbers[place + 1 :]:
                    beside = subjects[other].fact.person_id
                    if person != beside and (about is None or about in (person, beside)):
                        found[one, other] = found.get((one, other), 0.0) + 1 / len(numbers)
    return found
