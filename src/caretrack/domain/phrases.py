"""Phrases, and where they stand in a note: what the word rules of kinds.py and channels.py are written in.

A line holds phrases, set apart by commas. In a phrase, `a/b` is either word, `word*` any word that starts so, `..` up to
three words, `#` a number, and a word in capitals one of the sets in SETS; HIS is a possessive.

They are matched word by word and not as regular expressions, and a phrase is taken apart only where its first word
stands in the note: to compile them all would take longer than the whole of `care log`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

# No note says what it is about later than this; a pasted log file would take a second.
LONGEST_READ = 2_000
LONGEST_START = 12

BREAKS = frozenset(".,;:!?()…–—\n")
POSSESSIVE = frozenset(["his", "her", "their"])

SETS = {
    "SHE": "she he they she's he's they're they've she'll he'll they'll she'd he'd they'd who both",
    "HIM": "him her them",
    "NOT": "not didn't didnt never without avoided avoiding nor zero wasn't isn't nothing don't instead rather",
    "FILL": "a any one even really to of than the going want here there my our try trying once another hidden",
    "TALK": "pitch* sell selling sales upsell* mention* bring* brought talk talked talking discuss* push pushed raise raised touch "
    "touched word business agenda demo pricing offering offered",
    "WARES": "pitch pitches demo demos launch release newsletter newsletters announcement pricing prices price sales offer webinar deal "
    "deals product deck tender mailing promotion clients customers catalogue agreement blog podcast",
    "PAPERS": "renew* contract contracts invoice invoices payment payments price prices pricing deal deals offer offers quote quotes "
    "discount bill bills fee fees unpaid subscription rates proposal paid agreement expir* deposit signed sign signing buy buying "
    "sell selling sold estimate cancel* date dates sale cost costs cash lost closing negotiat* bid",
    "THIRD": "landlord landlord's landlady passport visa vows flat house houses apartment mortgage lease rent nursery wedding surgery "
    "operation scan gym car petrol fuel oil food heating housing builder builders plumber holiday holidays flight flights trip "
    "exam exams funeral tenant tenants mother mum mom dad father husband wife kitchen boiler milk phd van boat bike",
    "AT_HOME": "talk chat walk lunch dinner trip holiday mistake mistakes fault outage bug support kids dog school match game visit error "
    "delay apology conversation team accountant daughter son baby place garden house office cat neighbours friendship boss job "
    "flat puppy kitchen car boat bike colleague starter hire partner nursery",
    "PRODUCT": "release version versions launch feature features product products module app dashboard platform integration integrations "
    "service services website site portal editor range collection functionality update updates line tool",
    "GAVE_NEWS": "told let sent emailed mailed show showed shown shared informed presented introduc* previewed news up called wrote update "
    "pinged",
    "PLAN": "plan plans tier tiers package packages version edition licence license subscription option options bundle seats model",
    "MEET": "call calls meeting meetings review slot session demo time date sync catchup catch workshop appointment visit kickoff "
    "training zoom chat",
    "OFTEN": "weekly monthly biweekly fortnightly regular daily quarterly q1 q2 q3 q4 annual",
    "DAY": "monday tuesday wednesday thursday friday mon tue tues wed weds thu thurs fri it",
    "MANY": "customers customer clients list subscribers accounts contacts",
    "VIEW": "opinion advice input view views thoughts ideas take feedback idea",
    "ACTS": "sent resent emailed mailed chased offered reminded quoted booked followed showed told gave forwarded pitched asked mentioned "
    "invoiced",
    "OURS": "our ours we we're we've we'll us my mine i i'm i've i'll",
    "KEEN": "proposal quote offer renewal renewing renew contract upgrade upgrading extending extension discount",
    "REWARDS": "discount off upgrade upgrading voucher",
    "GIVEN": "sent send sending told gave give show showed shown emailed mailed offer offered quoted reminded walked sold pitched talked "
    "ran chased resent revised",
    "NO_NAME": "it's let's that's what's there's here's who's she's he's today's yesterday's tomorrow's week's month's year's monday's "
    "tuesday's wednesday's thursday's friday's",
    "NO_NOUN": "a an the this that our for to on about through of before after with at in if and",
    "OFFICE": "supplier suppliers vendor vendors bank investors city council insurer insurance school university uni hospital doctor "
    "dentist lawyer lawyers publisher energy electricity landlord",
    "MONTH": "january february march april may june july august september october november december",
    "DEALT": "sent resent emailed mailed chased offered quoted booked forwarded pitched invoiced our",
}

Rules = dict[str, list[tuple[str, str]]]
_Part = frozenset[str]
_GAP: _Part = frozenset()


def words_of(note: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Words, numbers and the marks that end a clause, lower case, and where in the note each stands.

    Hyphens only part words, but for one between spaces, which is a dash. Nothing is read that begins after the first
    LONGEST_READ characters.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    # Taking every mark and sorting them out below is a pattern that compiles in a tenth of the time.
    for found in re.finditer(r"\w+(?:['’]\w+)*|[^\w ]", note):
        start, end = found.span()
        if start >= LONGEST_READ:
            break
        word = found[0].lower().replace("’", "'")
        if word == "-" and note[start - 1 : start] == note[end : end + 1] == " ":
            word = "–"
        if word in BREAKS or word in "&%" or note[start].isalnum() or note[start] == "_":
            words.append(word)
            spans.append((start, end))
    return words, spans


def rules_of(phrases: Mapping[str, str]) -> Rules:
    """The phrases of each kind (written as above), by every word that they can begin with."""
    rules: Rules = {}
    for kind, lines in phrases.items():
        for phrase in lines.split(","):
            for first in one_of(phrase.split(None, 1)[0]):
                rules.setdefault(first, []).append((phrase, kind))
    return rules


def hits(rules: Rules, words: Sequence[str], stops: frozenset[str] = frozenset()) -> Iterator[tuple[int, int, str]]:
    """Every place where a phrase stands: its first word, the one after its last, and its kind. No `..` reaches over `stops`."""
    for at, word in enumerate(words):
        for form in _forms(word):
            for phrase, kind in rules.get(form, ()):
                end = _end(_parts(phrase), words, at, stops)
                if end:
                    yield at, end, kind


@cache
def one_of(word: str) -> frozenset[str]:
    """What a word of a phrase stands for: the set of that name, or itself and its alternatives."""
    if word.islower():  # no set among them, like most
        return frozenset(word.split("/"))
    return frozenset(form for name in word.split("/") for form in SETS.get(name, name).split())


@cache
def _parts(phrase: str) -> tuple[_Part, ...]:
    return tuple(_GAP if word == ".." else one_of(word) for word in phrase.split())


def _forms(word: str) -> Iterator[str]:
    """Everything that a phrase can call this word: itself, its starts, "#" for a number, HIS for a possessive."""
    yield word
    yield from (f"{word[:size]}*" for size in range(3, min(len(word), LONGEST_START) + 1))
    if word.isdecimal():
        yield "#"
    if word in POSSESSIVE or (word.endswith("'s") and word not in one_of("NO_NAME")):
        yield "HIS"


def _end(parts: tuple[_Part, ...], words: Sequence[str], at: int, stops: frozenset[str]) -> int:
    """Where the phrase ends that begins at `at`; 0 when it does not stand there."""
    for place, part in enumerate(parts):
        if part is _GAP:
            return _end_after_gap(parts[place + 1 :], words, at, stops)
        if at >= len(words) or part.isdisjoint(_forms(words[at])):
            return 0
        at += 1
    return at


def _end_after_gap(parts: tuple[_Part, ...], words: Sequence[str], at: int, stops: frozenset[str]) -> int:
    for start in range(at, min(at + 4, len(words))):
        end = _end(parts, words, start, stops)
        if end:
            return end
        if not words[start] or words[start] in BREAKS or words[start] in stops:
            break
    return 0
