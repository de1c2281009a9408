"""Read what introductions need: facts that people may share, and who knows whom (S3.4)."""

from collections.abc import Iterable, Sequence
from itertools import chain

from caretrack.domain.language.stems import forms
from caretrack.domain.talk.categories import NOT_RAISED, category
from caretrack.domain.talk.introductions import (
    COMMON,
    COMPARED,
    FactToShare,
    PersonToIntroduce,
    telling,
)
from caretrack.journal.connection import Journal
from caretrack.journal.rows import chunks, crowd_limit, placeholders

COLUMNS = "f.id, f.person_id, f.category, f.text, f.source"
# Declined and closed ones too: they say what must be left alone.
LEFT_ALONE = f"f.category IN ({', '.join(map(repr, sorted(NOT_RAISED)))})"
WANTED = (
    f"(f.category IN ({', '.join(map(repr, chain(*COMPARED.values())))}) OR {LEFT_ALONE}) "
    "AND f.retired_on IS NULL AND f.deleted_at IS NULL"
)
# The words of one person that are looked up: the newest facts come first.
WORDS = 24


def facts(journal: Journal) -> list[FactToShare]:
    """Return the facts of everybody."""
    return [
        FactToShare(*row)
        for row in journal.db.execute(f"SELECT {COLUMNS} FROM facts AS f WHERE {WANTED}")
    ]


def facts_near(journal: Journal, person_id: str) -> list[FactToShare]:
    """Return the facts of one person, and those of others that share a word with them.

    Found by the full-text index, so many of each word at most. Facts that say what must be left
    alone come with them.
    """
    mine = _of(journal, [person_id], WANTED)
    near = {
        fact.id: fact
        for query in _queries(mine)
        for fact in _found(journal, query)
        if fact.person_id != person_id
    }
    others = list(dict.fromkeys(fact.person_id for fact in near.values()))
    return [
        *mine,
        *near.values(),
        *_of(
            journal,
            others,
            f"{WANTED} AND (f.source IN ('declined', 'closed') OR {LEFT_ALONE})",
        ),
    ]


def _of(journal: Journal, ids: Sequence[str], only: str) -> list[FactToShare]:
    return [
        FactToShare(*row)
        for part in chunks(ids)
        for row in journal.db.execute(
            f"SELECT {COLUMNS} FROM facts AS f WHERE f.person_id IN ({placeholders(part)}) "
            f"AND {only} ORDER BY f.learned_on DESC, f.rowid DESC",
            part,
        )
    ]


def _queries(mine: Iterable[FactToShare]) -> list[str]:
    """Return a query for each word of these facts, for the facts that it can be compared with.

    A fact is indexed with its category before its text.
    """
    wanted = dict.fromkeys(
        (field, word)
        for fact in mine
        if (field := category(fact.category).shared_as)
        for word in telling(fact).values()
    )
    return [
        f"({_any_of('^', COMPARED[field])}) AND ({_any_of('', forms(word))})"
        for field, word in list(wanted)[:WORDS]
    ]


def _any_of(mark: str, words: Iterable[str]) -> str:
    return " OR ".join(f'{mark}"{word}"' for word in words)


def _found(journal: Journal, query: str) -> list[FactToShare]:
    rows = journal.db.execute(
        f"SELECT {COLUMNS} FROM (SELECT rowid FROM search WHERE search MATCH ? "
        f"LIMIT {4 * COMMON}) AS s "
        "JOIN search_docs AS d ON d.doc = s.rowid JOIN facts AS f ON f.id = d.row_id "
        f"WHERE d.source = 'facts' AND {WANTED}",
        (query,),
    )
    return [FactToShare(*row) for row in rows]


def people(journal: Journal, ids: Iterable[str] | None = None) -> dict[str, PersonToIntroduce]:
    """Return who could be introduced, by id.

    Everybody, or those of `ids`, who are neither archived nor deleted.
    """
    query = "SELECT id, name, company FROM people WHERE archived_on IS NULL AND deleted_at IS NULL"
    if ids is None:
        return {row[0]: PersonToIntroduce(*row) for row in journal.db.execute(query)}
    return {
        row[0]: PersonToIntroduce(*row)
        for part in chunks(list(dict.fromkeys(ids)))
        for row in journal.db.execute(f"{query} AND id IN ({placeholders(part)})", part)
    }


def acquainted(journal: Journal, person_id: str | None = None) -> set[tuple[str, str]]:
    """Return who knows whom as pairs of ids, the lesser first, of everybody or of one person.

    Two people know each other by a tie or by a touch with both. A touch counts if it introduced
    them, or if it was of care and with no crowd: a newsletter acquaints nobody.
    """
    ties = (
        "SELECT person_id, other_id FROM ties WHERE deleted_at IS NULL AND (:who IS NULL "
        "OR person_id = :who OR other_id = :who)"
    )
    met = (
        "SELECT a.person_id, b.person_id FROM timeline AS a "
        "JOIN timeline AS b ON b.touch_id = a.touch_id "
        f"AND b.person_id {'<>' if person_id else '>'} a.person_id "
        "JOIN touches AS t ON t.id = a.touch_id "
        "WHERE a.family = 'care' AND a.people > 1 AND (a.people <= :crowd "
        "OR t.kind = 'introduce') AND a.happened_on <= :today "
        f"AND {'a.person_id = :who' if person_id else '1'}"
    )
    values = {"who": person_id, "crowd": crowd_limit(journal), "today": journal.today.isoformat()}
    return {
        (one, other) if one < other else (other, one)
        for query in (ties, met)
        for one, other in journal.db.execute(query, values)
    }
