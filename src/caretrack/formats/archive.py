"""Read what is in a zip archive, or in the folder that one was unpacked to.

That is what Google Takeout and LinkedIn hand out: cards, calendars, mail and tables, among much
else. Each file is told by its content, people come before touches, and all of it is one import. A
table of which nobody knows what it is, such as LinkedIn's Profile.csv, is passed over.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.domain.records import Item, PersonRecord, Refused
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.formats.compressed import Member, may_be_read, open_zip_member, zip_members
from caretrack.formats.foreign import foreign_archive
from caretrack.formats.recognise import recognise_format, refuse_garbage
from caretrack.formats.registry import JSON, REGISTRY
from caretrack.formats.source import ENOUGH, ReadOptions, Source, open_plain_file

FORMAT = "archive"
# So many members are looked into; the mails of a large folder may be more.
MOST_LOOKED_AT = 20_000
_DEEPEST = 8
_NAMED_AT_MOST = 5
_LONGEST_NAME = 60
# What the folders of an unpacked archive have in them.
_SIGNS = ("Connections.csv", "archive_browser.html")
_TAKEOUT = ("Contacts", "Calendar", "Mail")
_LINKEDIN = ("linkedin-csv", "linkedin-messages")
_PLAIN = "csv"


class Found(NamedTuple):
    """A member that is read: its place in the archive, its name, its size and its format."""

    place: int
    name: str
    size: int
    format: str


def find_in_archive(path: Path, insisted: str | None, encoding: str) -> tuple[Source, str]:
    """Return what is read of an archive, and its format; several files together are an archive.

    Raises CareError where nothing in it can be read.
    """
    with _members(path) as members:
        _refuse_foreign(members)
        found, passed, closed = _look_into(members, insisted, encoding)
        if not found and any(member.locked for member in members):
            raise CareError(f"{path} is encrypted with a password", "Unpack it with it first.")
    if not found and closed:
        raise CareError(
            f"{path} is damaged: {_listed(closed)} cannot be opened", "Download or copy it again."
        )
    found, more = _chosen(found)
    if not found:
        what = _listed([member.name for member in members])
        raise CareError(
            f"{path} holds nothing that can be read" + (f": {what}" if what else ""),
            "It is read for vCards, calendars, mail, chats, and tables of people.",
        )
    found.sort(key=lambda one: not _of_people(one))
    remarks = [_remark([one.name for one in found], [*more, *passed, *closed])]
    if closed:
        remarks.append(f"encrypted or damaged, and not read: {_listed(closed)}")
    source = Source(
        path,
        sum(one.size for one in found),
        remarks=list(filter(None, remarks)),
        encoding=encoding,
    )
    formats = {one.format for one in found}
    if len(found) == 1:
        source.opener = _opener_of(path, found[0].place)
        source.path = _path_in(path, found[0].name)
    else:
        source.members = tuple(found)
    return source, formats.pop() if len(formats) == 1 else FORMAT


def is_unpacked(folder: Path) -> bool:
    """True for a folder that an archive of Takeout or LinkedIn was unpacked to."""
    return any((folder / name).is_file() for name in _SIGNS) or (
        sum((folder / name).is_dir() for name in _TAKEOUT) > 1 or (folder / "Takeout").is_dir()
    )


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give what is in the chosen members, people before touches.

    A member that cannot be read is refused, the others come in. Who is in it counts as known for
    the mails and days that follow.
    """
    emails: set[str] = set()
    names: set[str] = set()
    seen: set[int] = set()

    def knows(name: str) -> bool:
        return options.knows(name) or name_key(name) in names

    asked, told = replace(options, knows=knows), 0
    with _members(source.path) as members:
        for found in source.members:
            inner = Source(
                _path_in(source.path, found.name),
                found.size,
                opener=members[found.place].open,
                encoding=source.encoding,
            )
            source.inner = inner
            # People come first. To make these sets for each of 20,000 cards would take minutes.
            if REGISTRY[found.format].touches and told != len(emails) + len(names):
                told = len(emails) + len(names)
                asked = replace(
                    asked,
                    known=options.known | emails,
                    names=options.names | {name for name in names if " " in name},
                )
            asked = replace(asked, format=found.format)
            short = _short(found.name)
            try:
                for item in import_module(REGISTRY[found.format].module).read(inner, asked):
                    if isinstance(item, PersonRecord):
                        # Takeout has everybody in All Contacts and in My Contacts.
                        same = hash(item._replace(where=""))
                        if same in seen:
                            continue
                        seen.add(same)
                        emails.update(email.casefold() for email in item.emails)
                        names.update(map(name_key, (item.name, *item.nicknames)))
                    yield item._replace(where=f"{short}: {item.where}")
            except CareError as error:
                yield Refused(short, str(error))
            source.remarks += [f"{short}: {remark}" for remark in inner.remarks]
            source.inner = None
            source.position += found.size


def is_workbook(path: Path) -> bool:
    """True for a zip archive that is a workbook of Excel (.xlsx). Raises CareError."""
    with _members(path) as members:
        return any(member.name == "xl/workbook.xml" for member in members)


def _refuse_foreign(members: Sequence[Member]) -> None:
    """Raise CareError for a document that is a zip archive, or an archive of no use."""
    names = [member.name for member in members]
    kind = next((member for member in members[:3] if member.name == "mimetype"), None)
    if kind and kind.size < ENOUGH:
        with kind.open() as file:
            names.append("mimetype: " + file.read().decode("latin-1"))
    if foreign := foreign_archive("\n".join(names)):
        raise CareError(f"the file is {foreign.name}", foreign.advice)


def _of_people(found: Found) -> bool:
    return found.format == JSON or REGISTRY[found.format].people


def _look_into(
    members: Sequence[Member], insisted: str | None, encoding: str
) -> tuple[list[Found], list[str], list[str]]:
    """Return the members that a reader takes, and the names of all others.

    Those that cannot be opened, though a reader might take them, come last.
    """
    found: list[Found] = []
    passed: list[str] = []
    closed: list[str] = []
    for place, member in enumerate(members):
        format = ""
        if member.size and may_be_read(member.name) and len(found) < MOST_LOOKED_AT:
            try:
                with member.open() as file:
                    head = file.read(ENOUGH)
            except CareError:
                closed.append(member.name)
                continue
            format = _format_of(head, insisted, encoding)
        if format:
            found.append(Found(place, member.name, member.size, format))
        else:
            passed.append(member.name)
    return found, passed, closed


def _format_of(head: bytes, insisted: str | None, encoding: str) -> str:
    """Return the format of a member by its first bytes, "" for none that is read or asked for."""
    try:
        told = recognise_format(head, encoding)
        if insisted in {None, told}:
            return told if told in REGISTRY or told == JSON else ""
        # Whoever says that a table is of one sort is believed, and no vCard is taken for it.
        if REGISTRY[told].columns and insisted in REGISTRY and REGISTRY[insisted].columns:
            refuse_garbage(head, encoding)
            return insisted
    except (CareError, KeyError):
        return ""
    return ""


def _chosen(found: list[Found]) -> tuple[list[Found], list[str]]:
    """Return the members to be read, and the names of those that are passed over after all."""
    formats = {one.format for one in found}
    if formats & set(_LINKEDIN):
        kept = [one for one in found if one.format in _LINKEDIN]
    elif formats - {_PLAIN, JSON}:
        kept = [one for one in found if one.format not in {_PLAIN, JSON}]
    elif len(found) > 1 and JSON in formats:
        # A journal is brought in by itself.
        kept = [one for one in found if one.format == JSON][:1]
    else:
        kept = found
    if len(kept) > 1 and formats == {_PLAIN}:
        names = _listed([one.name for one in kept])
        raise CareError(
            f"there are several tables in it, and none of an address book: {names}",
            "Unpack it, and import those of people; --map says which column is what.",
        )
    places = {one.place for one in kept}
    return list(kept), [one.name for one in found if one.place not in places]


def _remark(taken: list[str], passed: list[str]) -> str:
    """Say what is read of an archive, and what is passed over."""
    if not passed and len(taken) == 1:
        return ""
    number = f"{len(taken):,} of {len(taken) + len(passed):,} files"
    verb = "is" if len(taken) == 1 else "are"
    rest = f"; passed over: {_listed(passed)}" if passed else ""
    return f"{number} {verb} read: {_listed(taken)}{rest}"


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED_AT_MOST
    listed = ", ".join(map(_short, names[:_NAMED_AT_MOST]))
    return listed + (f" and {more:,} more" if more > 0 else "")


def _short(name: str) -> str:
    return shortened(PurePosixPath(name).name or name, _LONGEST_NAME)


def _path_in(path: Path, name: str) -> Path:
    """Return what a member is called: below the archive, wherever its own name says that it is."""
    parts = (part for part in name.replace("\\", "/").split("/") if part not in {"", ".", ".."})
    return path.joinpath(*parts)


@contextmanager
def _members(path: Path) -> Iterator[list[Member]]:
    """Give the members of an archive or a folder, to be opened as long as this lasts."""
    if path.is_dir():
        yield sorted(_below(path, path, 0))
    else:
        with zip_members(path) as members:
            yield members


def _opener_of(path: Path, place: int) -> Callable[[], BinaryIO]:
    if path.is_dir():
        with _members(path) as members:
            return members[place].open
    return lambda: open_zip_member(path, place)


def _below(root: Path, folder: Path, depth: int) -> Iterator[Member]:
    """Give the files of a folder and of those in it; hidden ones and links are not followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith(".") or entry.is_symlink():
                continue
            path = Path(entry)
            if entry.is_dir():
                if depth < _DEEPEST:
                    yield from _below(root, path, depth + 1)
            elif entry.is_file():
                name = str(path.relative_to(root))
                yield Member(name, entry.stat().st_size, partial(open_plain_file, path))
