"""What is good about a letter with nothing to mend (S1.2).

Only what is known of its reader is praised: names of people in their ties, facts and notes, and the
nouns of their facts. What the letter has besides ("leave a review") is the writer's.
"""

import re
from collections.abc import Iterator

from caretrack.domain.draft.analysis import DraftAnalysis, sentence_words
from caretrack.domain.draft.answers import invites, questions
from caretrack.domain.draft.ideas import DraftReader, says_something
from caretrack.domain.language.stems import word_stem
from caretrack.domain.people.names import name_key
from caretrack.words import word_set

MOST_PRAISED = 2
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
_SENTENCE_ENDS = frozenset(".!?:;")


def praise(analysis: DraftAnalysis) -> Iterator[str]:
    """Say why a letter with nothing to mend is good."""
    known = _known_words(analysis)
    if known:
        yield f"It speaks of {' and '.join(known)}"
    asked = questions(analysis.letter)
    if asked:
        yield f"It asks {'one question' if asked == 1 else f'{asked} questions'}"
    elif invites(analysis):
        yield "It invites them to talk"
    if not analysis.offers:
        yield "It sells nothing"


def _known_words(analysis: DraftAnalysis) -> list[str]:
    """Return the telling words of the reader that the letter has, one or two, names first."""
    reader, letter = analysis.reader, analysis.letter
    if reader is None:
        return []
    names, nouns = _names(reader), _nouns(reader)
    called = analysis.reader_words.called | analysis.reader_words.company
    named: dict[str, str] = {}
    said: dict[str, str] = {}
    for at in range(*letter.body):
        word = letter.words[at]
        stem = word_stem(word)
        ours = at > 0 and letter.words[at - 1] in sentence_words("us")
        if ours or at in analysis.sold or stem in called or word in analysis.mine:
            continue
        shown = re.sub("['’]s$", "", letter.shown(at, at + 1))
        if stem in names and letter.is_capital(at):
            named.setdefault(stem, shown)
        elif stem in nouns and says_something(word):
            said.setdefault(stem, shown)
    return [*named.values(), *said.values()][:MOST_PRAISED]


def _names(reader: DraftReader) -> frozenset[str]:
    """Return the stems of the names in ties, facts and notes."""
    ties = {word for name in reader.names for word in name_key(name).split()}
    found = {word_stem(word) for word in ties}
    texts = (*(fact.text for fact in reader.facts), *(note for _, note in reader.topics))
    for text in texts:
        tokens = _TOKEN.findall(text)
        for before, word in zip([".", *tokens], tokens, strict=False):
            if word[0].isupper() and before not in _SENTENCE_ENDS and says_something(word.lower()):
                found.add(word_stem(word))
    return frozenset(found)


def _nouns(reader: DraftReader) -> frozenset[str]:
    """Return the stems of the words of facts that name a thing, as far as their places tell."""
    return frozenset(word_stem(word) for fact in reader.facts for word in nouns_in(fact.text))


def nouns_in(text: str) -> Iterator[str]:
    """Yield the words of a short text that name a thing, in lower case.

    What is done is left out: "leave the bank", "to review", "she trains", "slowly".
    """
    tokens = [token.lower().replace("’", "'") for token in _TOKEN.findall(text)]
    for at, word in enumerate(tokens):
        before = tokens[at - 1] if at else ""
        after = tokens[at + 1] if at + 1 < len(tokens) else ""
        if not says_something(word) or word in word_set("draft_filler", "deeds"):
            continue
        determiners = word_set("draft_filler", "determiners")
        named = before in determiners or before in word_set("draft_filler", "before things")
        acts = after in determiners
        told = before in word_set("draft_filler", "before deeds")
        if named or not (acts or told or word.endswith(("ly", "ed"))):
            yield word
