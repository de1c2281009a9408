"""Every parser of the program as a function of bytes: readers of files, and of what is typed.

A parser reads any bytes. It may refuse them with a CareError; any other exception is a fault.
"""

import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from samples import READERS, TYPED

from caretrack.app.imports.records import columns, contents_of
from caretrack.app.imports.touches import TouchContext
from caretrack.domain.cadence import cadence_days
from caretrack.domain.date_phrases import day_at_head, parse_date, parse_snooze, unread_day_of_note
from caretrack.domain.day.touches import read_day
from caretrack.domain.draft.check import check_draft
from caretrack.domain.draft.ideas import DraftReader
from caretrack.domain.kinds.guess import guess, guess_channel
from caretrack.domain.people.death import read_death
from caretrack.domain.people.in_sentences import cast_of
from caretrack.domain.people.names import Candidate, clean_name, match, name_key, nearest_names
from caretrack.domain.people.phone import phone_key
from caretrack.domain.people.postal import address_line, parse_addresses
from caretrack.domain.people.reach import clean_hours
from caretrack.domain.promise_days import split_promise, unread_day
from caretrack.domain.talk.proposals import propose
from caretrack.domain.talk.referrals import referrals_in
from caretrack.domain.text import clean_text, flat, safe
from caretrack.errors import CareError
from caretrack.formats.journal_json import read as read_journal
from caretrack.formats.open import find_source, read
from caretrack.formats.registry import JSON
from caretrack.formats.source import ReadOptions
from caretrack.journal.search import quote_words
from caretrack.settings.file import check_text

TODAY = date(2026, 11, 21)
PEOPLE = ("Ana Silva", "Ben Okoro", "Zoë Müller", "李雷")
CANDIDATES = [Candidate(name, name, name_key(name)) for name in PEOPLE]
CAST = cast_of(CANDIDATES)
READER = DraftReader("Ana Silva", company="Lagoon")

Parser = Callable[[bytes], None]


def _file_reader(format: str) -> Parser:
    """Return what reads a file of this format, as an import does, with every other way to ask."""

    def parse(data: bytes) -> None:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "file"
            path.write_bytes(data)
            # The length decides, so that the same bytes are read in the same way again.
            insisted = None if len(data) % 4 == 0 else format
            try:
                source, found = find_source(path, insisted)
                if found == JSON:
                    for _ in read_journal(source):
                        pass
                    return
                asked = ReadOptions(
                    found,
                    TODAY,
                    known=frozenset({"ana@lagoon.example"}),
                    mine=frozenset({"mia@care.example", "me@mine.example"}),
                    names=frozenset({"ana silva"}),
                    keep_text=len(data) % 2 == 0,
                    month_first=len(data) % 3 == 0,
                    my_names=("Max Meyer",),
                    knows=lambda text: text in PEOPLE,
                )
                context = TouchContext(frozenset(), frozenset(), {}, {}, 5)
                contents_of(read(source, asked), (), asked, context)
                # How large a gzip file is in full, its last bytes say; damaged, they say anything.
                assert source.done() <= source.size or format == "archive"
            except CareError as error:
                assert_is_one_line(error)

    return parse


def assert_is_one_line(error: CareError) -> None:
    """An error is shown in one line, and nothing of the input moves the cursor."""
    assert "\x1b" not in flat(str(error))


def _typed_reader(parse: Callable[[str], object]) -> Parser:
    def parse_text(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        try:
            parse(text)
        except CareError as error:
            assert_is_one_line(error)

    return parse_text


def _note(text: str) -> None:
    note = clean_text(text, "the note")
    for proposal in propose(note, TODAY, person="Ana Silva", names=PEOPLE):
        assert proposal.text.strip()
    referrals_in(note, "Ana Silva", PEOPLE)
    unread_day_of_note(note)


def _name(text: str) -> None:
    name_key(text)
    match(text, CANDIDATES)
    nearest_names(text, PEOPLE)
    # A name that is accepted is the same when it is accepted again.
    name = clean_name(text)
    assert clean_name(name) == name
    assert name_key(name_key(name)) == name_key(name)


def _address(text: str) -> None:
    parse_addresses(text)
    address_line(text)


def _search(text: str) -> None:
    words = quote_words(text)
    assert words.startswith('"')
    assert words[1:-1].count('"') % 2 == 0


def _promise(text: str) -> None:
    split_promise(text, TODAY)
    unread_day(text)


def _kind(text: str) -> None:
    guess(text)
    guess_channel(text)


_TYPED: dict[str, Callable[[str], object]] = {
    "date": lambda text: parse_date(text, TODAY, prefer="past", month_first=len(text) % 2 == 0),
    "snooze": lambda text: parse_snooze(text, TODAY),
    "promise": _promise,
    "cadence": cadence_days,
    "day at the head": lambda text: day_at_head(text, TODAY),
    "day": lambda text: read_day(text, CAST, TODAY, TODAY),
    "note": _note,
    "kind": _kind,
    "draft": lambda text: check_draft(text, READER, TODAY),
    "name": _name,
    "phone": lambda text: phone_key(text, "DE"),
    "address": _address,
    "hours": clean_hours,
    "death": read_death,
    "map": lambda text: columns([text]),
    "search": _search,
    "config": lambda text: check_text(Path("config.toml"), text),
    "shown": lambda text: (safe(text), flat(text)),
}
SAMPLES: dict[str, tuple[bytes, ...]] = {
    **READERS,
    **{name: tuple(text.encode() for text in texts) for name, texts in TYPED.items()},
    "shown": (b"\x1b[31mred\x07", "a\u202eb\u2028c".encode()),
}
PARSERS: dict[str, Parser] = {
    **{format: _file_reader(format) for format in READERS},
    **{name: _typed_reader(parse) for name, parse in _TYPED.items()},
}
