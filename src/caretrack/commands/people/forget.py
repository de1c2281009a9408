"""`care forget`: somebody erased for good."""

import shlex
from collections.abc import Sequence
from typing import Annotated

from caretrack import streams
from caretrack.app.forget_doubt import (
    ChosenPlaces,
    asked_one_by_one,
    said_to_be_them,
)
from caretrack.app.forgotten import (
    OUT_OF_REACH,
    OUT_OF_REACH_SHARED,
    as_json,
    how_it_travels,
    looked_for,
    not_looked_for,
    row,
    searched,
)
from caretrack.domain.dates import parse_iso, spoken
from caretrack.domain.people.names import name_key
from caretrack.domain.text import flat, one_line
from caretrack.errors import CareError, NothingFound, WrongUsage
from caretrack.journal import people
from caretrack.journal.connection import Journal
from caretrack.journal.files.daily import backups as backups_of
from caretrack.journal.forget import forget_person
from caretrack.journal.forget.backups import find_in_backups
from caretrack.journal.forget.entries_of_others import Mention, plain_words
from caretrack.journal.forget.personal_data import (
    DataSubject,
    PersonalData,
    collect_personal_data,
    deleted_person,
    find_named_only,
    find_subject,
    in_doubt_by_name,
    was_deleted,
)
from caretrack.journal.ids import short_id
from caretrack.options import Json, Yes, complete_people
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer
from caretrack.views.pages import forget as forget_lines

EXAMPLES = (
    "care forget 'Ana Silva' --dry-run",
    "care forget 'Ana Silva' --backups",
    "care forget k3f9 --deleted --yes",
)


def command(
    session: Session,
    name: Annotated[
        list[str] | None,
        Argument(
            metavar="NAME",
            help="Who. Without a name: finish what was cut off.",
            complete=complete_people,
        ),
    ] = None,
    backups: Annotated[
        bool,
        Option(
            "--backups", help="In the automatic backups too; one that cannot be read is deleted."
        ),
    ] = False,
    mentions: Annotated[
        bool,
        Option(
            "--mentions", help="Put … in the place of their name where entries of others have it."
        ),
    ] = False,
    them: Annotated[
        list[str] | None,
        Option(
            "--them",
            metavar="ID",
            help="With --mentions: in this entry, which is in doubt, the name is theirs.",
        ),
    ] = None,
    deleted: Annotated[
        bool, Option("--deleted", help="Somebody who was deleted, by id or whole name.")
    ] = False,
    dry_run: Annotated[bool, Option("--dry-run", help="Only say what would be erased.")] = False,
    yes: Yes = False,
    json: Json = False,
) -> None:
    """Erase somebody for good: every entry, the log of changes, the index, the free pages.
    `care undo` cannot bring them back.

    A touch with others stays, for them. A name that is also a plain word ("I will call") is left
    where it is the word; in doubt you are asked, or the entry is listed. Afterwards every byte of
    the journal, its backups and the files beside it is read, and you are told what was looked for,
    what was not, and what is left. With --yes, say the whole name.

    In a journal that is shared (`care sync`) it goes from the hub at the next sync, and from every
    other machine at its own; `care sync status` says which have been seen to do it.

    Copies that you made elsewhere, exports, and backups of the whole machine are out of reach.
    `care help forget` has the rules.
    """
    if them and not mentions:
        raise WrongUsage("--them says where a name is to be blanked", "Add --mentions.")
    with session.write() as journal:
        carried = how_it_travels(journal)
        finished = forget_person.finish(journal)
        if finished:
            _forget_agenda()
        if not name:
            return _finished(finished, json)
        try:
            # Where nobody asks, three letters must not erase whoever they happen to fit.
            who = _whom(
                session,
                journal,
                " ".join(name),
                deleted=deleted,
                backups=backups,
                mentions=mentions,
                starts=dry_run or not yes,
            )
        except NothingFound:
            if finished:
                return _finished(finished, json)
            raise
        if dry_run:
            return _dry_run(session, journal, who, mentions=mentions, backups=backups, json=json)
        chosen: ChosenPlaces = said_to_be_them(journal, who, them or []) if mentions else {}
        if not yes:
            shared = carried is not None
            backups = _asked(
                session, journal, who, backups=backups, mentions=mentions, shared=shared
            )
            if mentions:
                chosen |= asked_one_by_one(journal, who, chosen)
            _confirmed(who)
        done = forget_person.forget(
            journal,
            who,
            mentions=mentions,
            in_backups=backups,
            whole_folder=session.path_from == "default",
            chosen=chosen,
            note=streams.say,
            carried=carried,
        )
        return _told(journal, who, done, mentions=mentions, json=json)


def _told(
    journal: Journal,
    who: DataSubject,
    done: forget_person.ErasureReport,
    *,
    mentions: bool,
    json: bool,
) -> None:
    _forget_agenda()
    if done.travels:
        from caretrack.app.sync.forgetting import keep_found

        keep_found(journal, done, mentions=mentions)
    answer(json, lambda: as_json(who, done), lambda: _after(journal, who, done))
    if not json:
        streams.say(OUT_OF_REACH if done.travels is None else OUT_OF_REACH_SHARED)


def _forget_agenda() -> None:
    """Remove what was kept of the calendars: whoever was forgotten may be in it."""
    from caretrack.app.calendars import forget_agenda
    from caretrack.settings.places import agenda_file

    try:
        forget_agenda()
    except OSError as error:
        streams.say(f"{agenda_file()} cannot be removed: {error.strerror}; delete it yourself")


def _whom(
    session: Session,
    journal: Journal,
    name: str,
    *,
    deleted: bool,
    backups: bool,
    mentions: bool,
    starts: bool,
) -> DataSubject:
    """Return the person that is meant, by the start of a word as well if `starts`.

    With `backups` they may be in backups alone, with `mentions` in entries of others alone.
    Raises NothingFound, SeveralFound.
    """
    try:
        return find_subject(
            journal.db,
            deleted_person(journal.db, name)
            if deleted
            else people.find(journal, name, starts=starts).id,
        )
    except NothingFound:
        if not starts and not deleted and people.matching(journal, name):
            raise NothingFound(
                f"'{name.strip()[:60]}' is the start of a name",
                "With --yes, say the whole name, or the id.",
            ) from None
        if not deleted and was_deleted(journal.db, name):
            raise NothingFound(
                f"'{name.strip()[:60]}' was deleted, and is still in the file",
                "Add --deleted to forget them.",
            ) from None
        named = mentions and not deleted
        old = find_in_backups(session.path, name) if backups else None
        old = old or (find_named_only(journal.db, name) if named else None)
        if old is None and backups and named:
            old = find_in_backups(session.path, name, named=True)
        if old is None:
            raise
        return old


def _finished(finished: bool, json: bool) -> None:
    if not finished:
        raise WrongUsage("say whom to forget", "`care list` shows everybody.")
    line = (
        "Finished what was cut off: the file was rewritten, and nothing of who was erased is in it."
    )
    answer(json, {"finished": True}, [line])


def _before(journal: Journal, who: DataSubject, data: PersonalData, *, mentions: bool) -> list[str]:
    added = f"added {spoken(parse_iso(who.added_on))}" if who.added_on else "not in the journal"
    about = ", ".join(
        part
        for part in (who.company, short_id(journal.db, who.ids[0]) if who.added_on else "", added)
        if part
    )
    others = (
        f", with {words.count(len(who.ids) - 1, 'entry', 'entries')} merged into theirs"
        if len(who.ids) > 1
        else ""
    )
    naming = {item.id for item in data.mentions}
    shared_ids = {touch.id for touch in data.shared}
    shared = [
        _mention(journal, item) + (forget_lines.NAMES_THEM if item.id in naming else "")
        for item in data.shared
    ]
    named = [_mention(journal, item) for item in data.mentions if item.id not in shared_ids]
    return [
        *forget_lines.before(
            f"{who.name} ({about}{others})",
            data.counts,
            len(data.log),
            data.broken,
            forget_lines.Names(
                shared,
                named,
                [_mention(journal, item) for item in data.in_doubt],
                [(word, len(found)) for word, found in plain_words(data.found).items()],
                forget_lines.looked_for(looked_for(data.terms), not_looked_for(data.terms)),
            ),
            mentions=mentions,
        ),
        *_as_colleague(journal, who),
    ]


def _as_colleague(journal: Journal, who: DataSubject) -> list[str]:
    """Return what stays where somebody of the team has the same name."""
    from caretrack.journal.owners import count_named

    named = count_named(journal, name_key(who.name))
    return list(forget_lines.as_colleague(who.name, *named))


def _mention(journal: Journal, item: Mention) -> str:
    return f"{short_id(journal.db, item.id)}  {item.whose}: {one_line(item.text)}"


def _asked(
    session: Session,
    journal: Journal,
    who: DataSubject,
    *,
    backups: bool,
    mentions: bool,
    shared: bool,
) -> bool:
    """Show what there is, and ask for the backups. Return whether to erase in backups."""
    there = len(backups_of(session.path))
    if not streams.can_ask():
        raise WrongUsage(
            f"{who.name} would be erased for good", "Say --yes; --dry-run shows what would go."
        )
    streams.say_lines(
        [
            *_before(journal, who, collect_personal_data(journal.db, who), mentions=mentions),
            "  `care undo` cannot bring any of it back.",
        ]
    )
    if (there or shared) and not backups:
        backups = streams.confirm(
            f"{words.count(there, 'automatic backup')} may hold them too. Erase them there as well?"
            if not shared
            else "Automatic backups, here and on the other machines, may hold them too. "
            "Erase them there as well?"
        )
    return backups


def _confirmed(who: DataSubject) -> None:
    """Ask for the name. Raises CareError if it differs."""
    typed = streams.ask(f"To erase {flat(who.name)} for good, type the whole name")
    if name_key(typed) != name_key(who.name):
        raise CareError("the name differs: nothing was erased")


def _dry_run(
    session: Session,
    journal: Journal,
    who: DataSubject,
    *,
    mentions: bool,
    backups: bool,
    json: bool,
) -> None:
    there, data = len(backups_of(session.path)), collect_personal_data(journal.db, who)
    value = {
        "dry_run": True,
        "person": {"id": who.ids[0], "name": who.name},
        "rows": data.counts,
        "log": len(data.log),
        "shared": [row(item) for item in data.shared],
        "mentions": [row(item) for item in data.mentions],
        "in_doubt": [row(item) for item in data.in_doubt],
        "common": [
            {"word": word, "entries": len(found)} for word, found in plain_words(data.found).items()
        ],
        **searched(data.terms),
        "backups": there,
    }
    may_hold = f"  {words.count(there, 'automatic backup')} may hold them too"
    erases = ", and will be searched." if backups else ": add --backups to erase them there."
    old = [may_hold + erases] if there else []
    lines = [
        *_before(journal, who, data, mentions=mentions),
        *old,
        "A dry run: nothing was erased.",
    ]
    answer(json, value, lines)


def _after(journal: Journal, who: DataSubject, done: forget_person.ErasureReport) -> list[str]:
    lines = [f"Forgotten  {who.name} · {forget_lines.rows(done.erased.counts)}"]
    if done.backups:
        erased = [item for item in done.backups if not item.deleted]
        gone = [item.path.name for item in done.backups if item.deleted]
        if erased:
            lines.append(f"erased in {words.count(len(erased), 'backup')} too")
        if gone:
            files = words.count(len(gone), "backup")
            lines.append(f"deleted {files} that could not be read: {', '.join(gone)}")
    if done.erased.redacted:
        lines.append(
            "the name became … in "
            f"{words.count(done.erased.redacted, 'entry', 'entries')} of others"
        )
    checked = done.checked
    left = [(str(item.path), item.words) for item in checked.left if not item.backup]
    if done.travels:
        lines.append(forget_lines.TRAVELS)
    return [
        *lines,
        *forget_lines.looked_for(looked_for(done.terms), not_looked_for(done.terms)),
        *forget_lines.checked(
            checked.files,
            left,
            sum(item.backup for item in checked.left),
            [_mention(journal, item) for item in checked.mentions],
            [_mention(journal, item) for item in checked.in_doubt],
            checked.found,
            _command_for_doubt(journal, who, checked.in_doubt),
        ),
        *(line.strip() for line in _as_colleague(journal, who)),
    ]


def _command_for_doubt(journal: Journal, who: DataSubject, in_doubt: Sequence[Mention]) -> str:
    """Return the command that blanks an entry in doubt, once the person is gone.

    Then only the name is known: not the nicknames, nor who was meant where somebody else has it.
    """
    by_name = {item.key for item in in_doubt_by_name(journal.db, who.name)}
    if people.matching(journal, who.name) or not by_name.issuperset(item.key for item in in_doubt):
        return "care edit ID"
    return f"care forget {shlex.quote(flat(who.name))} --mentions --them ID --yes"
