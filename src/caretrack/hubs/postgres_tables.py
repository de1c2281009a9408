"""The tables of a hub in PostgreSQL, and what is asked of them.

The ops lie in 32 partitions by a hash of the journal: a million journals of some thousand ops are
terabytes, and each part is then small enough to be vacuumed, copied and indexed by itself. More
would cost every small team for nothing: each part is a table with three indexes. Every statement
names one journal by its number, so it plans for, locks and reads one part.

Each is one range, or one list of keys, of an index: a join could be planned as a scan of a whole
part, where nothing has been analyzed yet.

`head` is the highest number that was ever given in a journal. Whoever pushes counts it up first,
which locks that row to the end of the transaction: pushes to one journal wait for each other, those
to two journals never do. So numbers become visible in their order, and no reader can overtake a
writer. (A sequence does not do that: of 26,968 ops 5,781 were missed.)
"""

from caretrack.hubs.hub import FORMAT, LARGEST_BODY, PAGE_BYTES

PARTS = 32

FIND_TABLES = """
    SELECT c.relname::text FROM pg_class c
    WHERE c.relname LIKE 'care\\_%' AND c.relkind IN ('r', 'p', 'v', 'm')
    AND pg_table_is_visible(c.oid)
"""
FORMAT_THERE = "SELECT max(format) FROM care_hub"

# Bodies are sealed, so there is nothing to compress in them. `head` and the notes change with
# each sync: room on their pages makes that cheap.
MAKE_TABLES = (
    # Two machines may set up at once.
    "SELECT pg_advisory_xact_lock(hashtext('care_hub'))",
    "CREATE TABLE IF NOT EXISTS care_hub (format integer NOT NULL)",
    """CREATE TABLE IF NOT EXISTS care_journals (
        number integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        journal text COLLATE "C" NOT NULL UNIQUE, head bigint NOT NULL DEFAULT 0
    ) WITH (fillfactor = 70)""",
    """CREATE TABLE IF NOT EXISTS care_ops (
        journal integer NOT NULL, seq bigint NOT NULL, id bytea NOT NULL,
        device text COLLATE "C" NOT NULL, stamp bigint NOT NULL, unit bytea NOT NULL,
        body bytea NOT NULL, PRIMARY KEY (journal, seq), UNIQUE (journal, id)
    ) PARTITION BY HASH (journal)""",
    *(
        f"CREATE TABLE IF NOT EXISTS care_ops_{part} PARTITION OF care_ops"
        f" FOR VALUES WITH (MODULUS {PARTS}, REMAINDER {part})"
        " WITH (autovacuum_vacuum_scale_factor = 0.05)"
        for part in range(PARTS)
    ),
    "CREATE INDEX IF NOT EXISTS care_ops_of_a_unit ON care_ops (journal, unit)",
    "ALTER TABLE care_ops ALTER COLUMN body SET STORAGE EXTERNAL",
    """CREATE TABLE IF NOT EXISTS care_notes (
        journal text COLLATE "C" NOT NULL, name text COLLATE "C" NOT NULL, body bytea NOT NULL,
        PRIMARY KEY (journal, name)
    ) WITH (fillfactor = 70)""",
    f"INSERT INTO care_hub (format) SELECT {FORMAT} WHERE NOT EXISTS (SELECT FROM care_hub)",
)

NUMBER = "SELECT number FROM care_journals WHERE journal = %s"
NEW_JOURNAL = "INSERT INTO care_journals (journal) VALUES (%s) ON CONFLICT DO NOTHING"
COUNT_UP = "UPDATE care_journals SET head = head + %s WHERE journal = %s RETURNING number, head"
PUSH = """
    INSERT INTO care_ops (journal, seq, id, device, stamp, unit, body)
    SELECT %b::integer, %b::bigint + n.place, n.id, n.device, n.stamp, n.unit, n.body
    FROM unnest(%b::bytea[], %b::text[], %b::bigint[], %b::bytea[], %b::bytea[])
        WITH ORDINALITY AS n (id, device, stamp, unit, body, place)
    ON CONFLICT DO NOTHING
"""
# A part that was never analyzed, or when little was in it. The engine does that by itself, but
# only after a minute: until then it would read whole journals for what an index finds.
UNKNOWN_PART = """
    SELECT c.relname::text FROM pg_class c
    WHERE c.oid = (SELECT tableoid FROM care_ops WHERE journal = %s LIMIT 1) AND c.reltuples < %s
"""
LAST = "SELECT seq, id FROM care_ops WHERE journal = %s ORDER BY seq DESC LIMIT 1"
# Of the ops that come next only the lengths are read first, so that no page is too large.
PULL = f"""
    WITH few AS MATERIALIZED (
        SELECT seq, octet_length(body) AS length FROM care_ops
        WHERE journal = %(number)s AND seq > %(seq)s AND device <> %(but_of)s
        ORDER BY seq LIMIT %(limit)s
    ), held AS (
        SELECT seq, sum(CASE WHEN length <= {LARGEST_BODY} THEN length ELSE 0 END)
            OVER (ORDER BY seq) AS bytes FROM few
    )
    SELECT seq, id, left(device, 64), stamp, unit,
           CASE WHEN octet_length(body) <= {LARGEST_BODY} THEN body ELSE ''::bytea END,
           (SELECT count(*) FROM few)
    FROM care_ops WHERE journal = %(number)s AND seq > %(seq)s AND device <> %(but_of)s
    AND seq <= (SELECT max(seq) FROM held WHERE bytes <= {PAGE_BYTES}) ORDER BY seq LIMIT %(limit)s
"""
THERE = "SELECT id FROM care_ops WHERE journal = %b AND id = ANY (%b::bytea[])"
IS_AT = """
    SELECT head, (SELECT id FROM care_ops WHERE journal = %s AND seq = %s)
    FROM care_journals WHERE journal = %s
"""
OF_UNITS = "SELECT seq, unit, id FROM care_ops WHERE journal = %b AND unit = ANY (%b::bytea[])"
DROP_SEQS = "DELETE FROM care_ops WHERE journal = %b AND seq = ANY (%b::bigint[])"
ERASE = "DELETE FROM care_ops WHERE journal = %b AND unit = ANY (%b::bytea[])"
NOTES = "SELECT name, body FROM care_notes WHERE journal = %s ORDER BY name"
PUT_NOTE = """
    INSERT INTO care_notes (journal, name, body) VALUES (%s, %s, %b)
    ON CONFLICT (journal, name) DO UPDATE SET body = excluded.body
"""
DROP_NOTE = "DELETE FROM care_notes WHERE journal = %s AND name = %s"
DROP_OPS = "DELETE FROM care_ops WHERE journal = %s"
DROP_NOTES = "DELETE FROM care_notes WHERE journal = %s"
DROP_JOURNAL = "DELETE FROM care_journals WHERE journal = %s"
SIZE = """
    SELECT count(*), coalesce(sum(octet_length(body)), 0)::bigint FROM care_ops WHERE journal = %s
"""
