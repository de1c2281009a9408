"""Referrals and testimonials that a note tells of: what they gave you is a thanks owed (S3.1).

Right before complete: what is asked for, promised, done by you or by somebody else is none of
theirs. The words: `words/referrals.txt`.
"""

from collections.abc import Collection

from caretrack.domain.language.clauses import Clause, Line, clauses_of, lines_of
from caretrack.domain.language.first_look import referral_phrases
from caretrack.domain.language.phrases import PhraseHit, hits
from caretrack.domain.talk import said_of
from caretrack.domain.talk.proposals import REFERRAL, Proposal
from caretrack.domain.talk.said_of import THEY, About, words_in
from caretrack.domain.talk.said_text import text_of, trimmed
from caretrack.words import word_set

_FILE = "referrals"
_GOT = "got"  # the group of what came to you through them


def referrals_in(note: str, person: str = "", others: Collection[str] = ()) -> list[Proposal]:
    """Return what a note tells of referrals and testimonials of the person, one for each clause.

    `person` is their name, `others` are names of the journal that are not theirs.
    """
    names = frozenset(word.lower() for word in person.split())
    other = frozenset(word.lower() for name in others for word in name.split())
    about = About(names, other - names)
    found: list[Proposal] = []
    for line in lines_of(note):
        told = sorted(hits(referral_phrases(), line.words), key=lambda hit: (hit.first, -hit.last))
        if not told:
            continue
        about = about._replace(not_theirs=about.not_theirs or said_of.not_theirs(line.words))
        for clause in clauses_of(line, {hit.first for hit in told}, words_in("kin")):
            within = (hit for hit in told if clause.first <= hit.first < clause.last)
            hit = next((one for one in within if _is_theirs(line, clause, one, about)), None)
            if hit is not None and not clause.asked:
                text = text_of(line, *trimmed(line, hit.first, clause.last, keep=True))
                found.append(Proposal(REFERRAL, text=text, words=line.cut(hit.first, hit.last)))
    return found


def _is_theirs(line: Line, clause: Clause, hit: PhraseHit, about: About) -> bool:
    before = line.words[clause.first : hit.first]
    behind = line.words[hit.first : clause.last]
    if not word_set(_FILE, "else").isdisjoint(behind):
        return False
    if not word_set(_FILE, "not yet").isdisjoint(before):
        return False
    if said_of.is_denied(line, clause, hit):
        return False
    # "Recommended us a restaurant": something for us, and not us for something.
    recommended = behind[0].startswith("recommend") and behind[1:2] in (["us"], ["me"])
    if recommended and not word_set(_FILE, "before a thing").isdisjoint(behind[2:3]):
        return False
    met = behind[0].startswith(("introduc", "connect"))
    if met and not word_set(_FILE, "kin").isdisjoint(behind):
        return False
    if hit.group == _GOT:
        return True
    return said_of.subject(line, clause, hit.first, about) == THEY
