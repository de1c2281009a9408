"""What was sent to others: the notes of touches by e-mail, chat and letter that may be near to a draft (S1.5).

To read and compare two hundred thousand notes would take seconds. The full-text index finds those in which two words stand as near
together as in the draft, and only those with the most such pairs are read: a copy has many. Whole phrases would say more, but to
look for one with a "the" in it the index reads every "the" of the journal.
"""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from caretrack.domain.draft.pasted import SPAN, Sent
from caretrack.journal.connection import Journal
from caretrack.journal.rows import CHUNK, marks
from caretrack.journal.search import quoted

# A pair that stands in more notes than this is in every mail: the newest of them will do.
OF_ONE_PAIR = 200
READ = 30

NOTES = """
SELECT d.doc, t.id, t.happened_on, t.note,
    (SELECT group_concat(name, char(10)) FROM (SELECT p.name FROM touch_people AS tp JOIN people AS p ON p.id = tp.person_id
        WHERE tp.touch_id = t.id AND p.deleted_at IS NULL ORDER BY tp.rowid)) AS names
FROM search_docs AS d CROSS JOIN touches AS t ON t.id = d.row_id
WHERE d.doc IN ({docs}) AND d.source = 'touches' AND t.channel IN ('email', 'chat', 'letter') AND NOT t.from_them
    AND NOT EXISTS (SELECT 1 FROM touch_people WHERE touch_id = t.id AND person_id = ?)
"""


def with_pairs(
    journal: Journal, pairs: Iterable[tuple[str, str]], but_not: str | None
) -> list[Sent]:
    """Up to READ texts that were sent, with the most of `pairs` in them, newest first among equals.

    The index holds nothing that is deleted. Left out are touches in which the person `but_not` (an id) was, and what was written to you.
    """
    votes: Counter[int] = Counter()
    query = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT ?"
    for one, other in pairs:
        near = f"NEAR({quoted(one)} {quoted(other)}, {SPAN - 1})"
        votes.update(row[0] for row in journal.db.execute(query, (near, OF_ONE_PAIR)))
    found: list[Sent] = []
    ranked = sorted(votes, key=lambda doc: (-votes[doc], -doc))
    for start in range(0, len(ranked), CHUNK):
        docs = ranked[start : start + CHUNK]
        rows = {
            row["doc"]: row
            for row in journal.db.execute(NOTES.format(docs=marks(docs)), [*docs, but_not or ""])
        }
        for doc in docs:
            if doc in rows and rows[doc]["names"]:
                row = rows[doc]
                found.append(
                    Sent(
                        row["id"],
                        date.fromisoformat(row["happened_on"]),
                        tuple(row["names"].split("\n")),
                        row["note"],
                    )
                )
        if len(found) >= READ:
            break
    return found[:READ]
