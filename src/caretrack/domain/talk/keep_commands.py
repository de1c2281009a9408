"""The shell commands that keep what a note proposes."""

from datetime import date

from caretrack.domain.talk.proposals import FACT, MOOD, REFERRAL, Proposal

# The commands that take the day on which something was said.
_OF_A_DAY = frozenset(("learn", "feedback"))
# What no shell reads as anything else.
_PLAIN = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-")


def command_for(proposal: Proposal, slug: str, touch: str) -> str:
    """Return the shell command that keeps a proposal, "" for an event whose day is not known.

    `slug` names the person, `touch` is the id of the entry that the note belongs to.
    """
    if proposal.sort == MOOD:
        return f"care edit {touch} -m {proposal.mood}"
    if proposal.sort == REFERRAL:
        words = ["care", "feedback", slug, f"praise: {proposal.text}", "--about", "marketing"]
        return " ".join(_quoted(word) for word in words)
    if proposal.sort == FACT:
        # A text that begins with a dash would be taken for an option.
        dash = ["--"] if proposal.text[:1] == "-" else []
        words = ["care", "learn", *dash, slug, proposal.category, proposal.text]
        return " ".join(_quoted(word) for word in words)
    if proposal.is_undated:
        return ""
    words = ["care", "event", slug, str(proposal.on), proposal.text]
    return " ".join(_quoted(word) for word in words)


def of_day(command: str, day: date) -> str:
    """Return a command that keeps a proposal, for what was said on another day."""
    care, _, rest = command.partition(" ")
    name = rest.partition(" ")[0]
    return f"{care} {name} -d {day}{rest[len(name) :]}" if name in _OF_A_DAY else command


def _quoted(word: str) -> str:
    """Return a word as a shell takes it; an apostrophe stands in double quotes, where it can."""
    if word and _PLAIN.issuperset(word):
        return word
    if "'" not in word:
        return f"'{word}'"
    if not set('"$`\\!') & set(word):
        return f'"{word}"'
    from shlex import quote

    return quote(word)
