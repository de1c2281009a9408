"""Who of a small team is meant on the command line, as the owner of people."""

from collections.abc import Collection, Sequence

from caretrack.domain.people.names import clean_name
from caretrack.domain.team import NOBODY, distinct, meant, mine, misspelt
from caretrack.errors import NothingFound, SeveralFound, WrongUsage
from caretrack.journal import owners
from caretrack.journal.connection import Journal
from caretrack.session import Session

ME = "me"
SHOWN = 12


def my_names(session: Session) -> tuple[str, ...]:
    """Return what I am called. Raises WrongUsage where the config file does not say it."""
    if not session.config.me_name:
        raise WrongUsage(
            "your name is not known", "Set it once: care config name 'Mia Wong' (your own)."
        )
    return (session.config.me_name, *session.config.me_aliases)


def chosen_owners(
    session: Session, journal: Journal, owner: str | None, only_mine: bool = False
) -> Collection[str] | None:
    """Return the spellings of the owner that --owner or --mine means; None where neither is given.

    An empty one is nobody: the people without an owner. Raises NothingFound or SeveralFound.
    """
    if only_mine and owner is not None:
        raise WrongUsage("--mine and --owner do not go together", "Leave one out.")
    if owner is None and not only_mine:
        return None
    if only_mine or (owner or "").strip().casefold() == ME:
        me = my_names(session)
        found = mine(me, owners.owner_names(journal))
        if not found:
            raise NothingFound(
                f"nobody has you as their owner ({me[0]})",
                f"`care edit NAME --owner me` says so. {_there(owners.owner_names(journal))}",
            )
        return found
    return owner_meant(journal, owner or "")


def owner_meant(journal: Journal, text: str) -> Collection[str]:
    """Return the spellings of the owner that is meant; none of them for `none`.

    Raises NothingFound or SeveralFound.
    """
    if text.strip().casefold() in {NOBODY, ""}:
        return ()
    names = owners.owner_names(journal)
    found = meant(text, names)
    if not found:
        raise NothingFound(f"nobody has an owner called '{text[:60]}'", _there(names))
    _refuse_several(text, found)
    return found


def owner_to_be(
    session: Session, journal: Journal, text: str, besides: Collection[str] = ()
) -> str | None:
    """Return the name of the owner that somebody is to have, None for nobody.

    It is one that is known here, in its spelling, where one is meant: an owner, whoever wrote a
    touch, or me. Else it is a new one; whether it is nearly a known one is said on stderr.
    Whoever is in `besides` is not meant where somebody else may be.
    """
    if text.strip().casefold() in {NOBODY, ""}:
        return None
    if text.strip().casefold() == ME:
        return my_names(session)[0]
    names = team(session, journal)
    others = meant(text, (name for name in names if name not in besides))
    if others:
        _refuse_several(text, others)
        return others[0]
    return known_name(session, journal, text) or _new(text, names)


def writer_to_be(session: Session, journal: Journal, text: str) -> str | None:
    """Return who a touch is to be by, None for nobody named. Raises NothingFound, SeveralFound."""
    if text.strip().casefold() in {NOBODY, ""}:
        return None
    if text.strip().casefold() == ME:
        return my_names(session)[0]
    found = known_name(session, journal, text)
    if found is None:
        names = team(session, journal)
        known = f"The team: {', '.join(names[:SHOWN])}; a" if names else "A"
        raise NothingFound(
            f"nobody of the team is called '{text[:60]}'",
            f"{known} name is known once they own somebody, or wrote a touch.",
        )
    return found


def known_name(session: Session, journal: Journal, text: str) -> str | None:
    """Return which of the team is meant, None for none. Raises SeveralFound."""
    found = meant(text, team(session, journal))
    if not found:
        return None
    _refuse_several(text, found)
    return found[0]


def team(session: Session, journal: Journal) -> list[str]:
    """Return who is known to be of the team: me, all owners, and whoever wrote a touch."""
    there = [*owners.owner_names(journal), *owners.writer_names(journal)]
    return distinct([*filter(None, [session.my_name]), *there])


def _new(text: str, names: Sequence[str]) -> str:
    from caretrack import streams

    name = clean_name(text)
    if near := misspelt(name, names):
        streams.say(
            f"{name} is a new owner, and nearly {near}: if it is the same, "
            f'care owner "{name}" "{near}" mends it'
        )
    return name


def _refuse_several(text: str, found: Sequence[str]) -> None:
    names = distinct(found)
    if len(names) > 1:
        raise SeveralFound(
            f"'{text[:60]}' may be {', '.join(names[:-1])} or {names[-1]}",
            "Write more of the name.",
        )


def _there(names: Sequence[str]) -> str:
    there = distinct(names)
    return f"Owners: {', '.join(there[:SHOWN])}." if there else "Nobody has an owner yet."
