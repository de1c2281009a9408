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
    "SHE'D": "she'd he'd they'd she he they",
    "SOME": "# two three four five six ten twenty more extra additional another few",
    "GOODS": "seat seats licence licences user users module modules subscription subscriptions add addon addons site sites",
    "WARE": "plan tier package bundle retainer audit module modules add addon licence licences upgrade subscription coaching programme program "
    "course offering service services product products solution option options version v# tool",
    "SELL": "offer offered show showed shown mention mentioned float floated suggested recommended proposed push pushed plug plugged present "
    "presented introduced raised",
    "CUSTOMERS": "customer customers client clients supplier suppliers tenant tenants students patients readers",
    "CLOCK": "#pm #am noon",
    "MONEY": "€ £ $ #k eur euro euros gbp usd chf",
    "PAPERS": "renew* contract contracts invoice invoices payment payments price prices pricing deal deals offer offers quote quotes "
    "discount bill bills fee fees unpaid subscription rates proposal paid agreement expir* deposit signed sign signing buy buying "
    "sell selling sold purchase purchased purchasing bought buyer buyers pays pay paying refund* estimate cancel* date dates sale cost costs cash lost closing negotiat* bid",
    "THIRD": "landlord landlord's landlady passport visa vows flat house houses apartment mortgage lease rent nursery wedding surgery "
    "operation scan gym car petrol fuel oil food heating housing builder builders plumber holiday holidays flight flights trip "
    "exam exams thesis funeral car cars clothes shoes dress ring gift gifts present presents groceries meal meals meat bread wine "
    "cigarettes ticket tickets tv telly sofa furniture bed horse pony puppy dog cat tuition loan tax taxes pension divorce roof bathroom "
    "land farm caravan motorbike motorcycle bicycle camera guitar piano jewellery jewelry toy toys craigslist ebay lottery hotel airbnb "
    "son daughter kid kids child children girlfriend boyfriend sister brother cousin inlaws uni therapist nanny vet dentist tenant tenants mother mum mom dad father husband wife kitchen boiler milk phd van boat bike",
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
    "DAY": "monday tuesday wednesday thursday friday mon tue tues wed weds thu thur thurs fri it",
    "DAYS": "monday tuesday wednesday thursday friday mon tue tues wed weds thu thur thurs fri tomorrow",
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
    "tuesday's wednesday's thursday's friday's season's",
    "NO_NOUN": "a an the this that our for to on about through of before after with at in if and",
    "OFFICE": "supplier suppliers vendor vendors bank investors city council insurer insurance school university uni hospital doctor "
    "dentist lawyer lawyers publisher energy electricity landlord",
    "MONTH": "january february march april may june july august september october november december",
    "FEELING": "afraid angry anxious ashamed bitter cross desperate devastated disappointed embarrassed exhausted frightened frustrated furious "
    "grumpy guilty hurt jealous livid lonely mad nervous overwhelmed overworked sad scared shaken shocked stressed struggling swamped "
    "tense torn uneasy unhappy unsure upset",
    "SHUT": "office shop support hotline studio warehouse practice store showroom",
    "DEALT": "sent resent emailed mailed chased offered quoted booked forwarded pitched invoiced our",
}

# How words are typed in ten seconds, and what they stand for: `word: its short forms`. Phrases are written in full.
_SHORT_FORMS = """
about: abt, account: acct, accounts: accts, agreement: agmt, appointment: appt appts, birthday: bday b'day, calendar: cal, can't: cant
cannot, christmas: xmas, customers: cust custs, didn't: didnt, doesn't: doesnt, don't: dont, hasn't: hasnt, haven't: havent, he's: hes,
i'm: im, i've: ive, isn't: isnt, licence: license lic, licences: licenses lics, meeting: mtg mtng, meetings: mtgs, month: mth mnth,
months: mths mnths mos, newsletter: nl, payment: pmt pymt, payments: pmts, people: ppl, project: proj, quarter: qtr, received: recd rcvd,
schedule: sched, she's: shes, subscription: sub subs, thanks: thx thnx tnx ty, they're: theyre, through: thru, tomorrow: tmrw tmr tmw
tomo, voicemail: vm, wasn't: wasnt, we've: weve, week: wk, weeks: wks, with: w, won't: wont, year: yr, years: yrs, you: u, your: ur
"""


# Phrases by the first word of each (a start by its first three letters, and "*"), and the kind that each speaks for.
Rules = tuple[dict[str, list[str]], dict[str, str]]
# Where a phrase stands: its first word, the one after its last, and the kind that it speaks for.
Hit = tuple[int, int, str]
# What a part of a phrase stands for: whole words, starts of words, and whether one of them is a class (HIS, "#").
_Part = tuple[frozenset[str], tuple[str, ...], bool]
_GAP: _Part = (frozenset(), (), False)


def words_of(note: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Words, numbers and the marks that end a clause, lower case, and where in the note each stands.

    Hyphens only part words, but for one between spaces, which is a dash. Nothing is read that begins after the first
    LONGEST_READ characters.
    """
    words: list[str] = []
    spans: list[tuple[int, int]] = []
    short = in_full()
    # Taking every mark and sorting them out below is a pattern that compiles in a tenth of the time.
    for found in re.finditer(r"\w+(?:['’]\w+)*|[^\w ]", note):
        start, end = found.span()
        if start >= LONGEST_READ:
            break
        word = found[0].lower().replace("’", "'")
        word = short.get(word, word)
        if word == "-" and note[start - 1 : start] == note[end : end + 1] == " ":
            word = "–"
        if word in BREAKS or word in "&%€£$" or note[start].isalnum() or note[start] == "_":
            words.append(word)
            spans.append((start, end))
    return words, spans


def rules_of(phrases: Mapping[str, str]) -> Rules:
    """The phrases of each kind, written as above; a phrase speaks for one kind alone."""
    kinds: dict[str, str] = {}
    for kind, lines in phrases.items():
        kinds.update(dict.fromkeys(lines.replace("\n", " ").strip().split(", "), kind))
    begun: dict[str, list[str]] = {}
    for phrase in kinds:
        first = phrase.partition(" ")[0]
        if first in begun:
            begun[first].append(phrase)
        else:
            begun[first] = [phrase]
    # Most begin with one plain word, so that only the others are taken apart: that is half of the time.
    for first in [first for first in begun if "/" in first or first[-1] == "*" or first in SETS]:
        found = begun[first]
        for form in first.split("/") if first.islower() else one_of(first):
            key = form[:3] + "*" if form[-1] == "*" else form
            # The list is shared by all forms of a word until another phrase begins with one of them.
            begun[key] = begun[key] + found if key in begun else found
    return begun, kinds


def hits(rules: Rules, words: Sequence[str], stops: frozenset[str] = frozenset()) -> Iterator[Hit]:
    """Every place where a phrase stands. No `..` reaches over `stops`."""
    begun, kinds = rules
    for at, word in enumerate(words):
        for key in (word, f"{word[:3]}*", *_classes(word)):
            for phrase in begun.get(key, ()):
                end = _end(_parts(phrase), words, at, stops)
                if end:
                    yield at, end, kinds[phrase]


@cache
def in_full() -> dict[str, str]:
    """Each short form, and the word that it stands for."""
    pairs = [line.split(":") for line in _SHORT_FORMS.split(",")]
    return {short: word.strip() for word, forms in pairs for short in forms.split()}


@cache
def one_of(word: str) -> frozenset[str]:
    """What a word of a phrase stands for: the set of that name, or itself and its alternatives."""
    if word.islower():  # no set among them, like most
        return frozenset(word.split("/"))
    return frozenset(form for name in word.split("/") for form in SETS.get(name, name).split())


@cache
def _parts(phrase: str) -> tuple[_Part, ...]:
    return tuple(_GAP if word == ".." else _part(word) for word in phrase.split())


@cache
def _part(word: str) -> _Part:
    forms = one_of(word)
    starts = (
        tuple(form[:-1] for form in forms if form[-1] == "*")
        if "*" in word or not word.islower()
        else ()
    )
    return forms, starts, "HIS" in forms or any("#" in form for form in forms)


def _stands_for(part: _Part, word: str) -> bool:
    """Whether a part of a phrase means this word: by itself, by its start, or as one of a class."""
    forms, starts, classed = part
    return (
        word in forms
        or word.startswith(starts)
        or (classed and not forms.isdisjoint(_classes(word)))
    )


def _classes(word: str) -> Sequence[str]:
    """What a phrase can call this word besides itself: "#" for a number, "#pm" and "v#" for one with letters, HIS for a possessive."""
    if word in POSSESSIVE or (word.endswith("'s") and word not in one_of("NO_NAME")):
        return ("HIS",)
    if word[:1].isdecimal():
        return ("#",) if word.isdecimal() else ("#" + word.lstrip("0123456789"),)
    return (word.rstrip("0123456789") + "#",) if word[-1:].isdecimal() else ()


def _end(parts: tuple[_Part, ...], words: Sequence[str], at: int, stops: frozenset[str]) -> int:
    """Where the phrase ends that begins at `at`; 0 when it does not stand there."""
    for place, part in enumerate(parts):
        if part is _GAP:
            return _end_after_gap(parts[place + 1 :], words, at, stops)
        if at >= len(words) or not _stands_for(part, words[at]):
            return 0
        at += 1
    return at


def _end_after_gap(
    parts: tuple[_Part, ...], words: Sequence[str], at: int, stops: frozenset[str]
) -> int:
    for start in range(at, min(at + 4, len(words))):
        end = _end(parts, words, start, stops)
        if end:
            return end
        if not words[start] or words[start] in BREAKS or words[start] in stops:
            break
    return 0
