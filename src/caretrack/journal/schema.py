"""The tables of a journal as SQL, and the triggers that write its change log.

There are three kinds of tables: the model (`MODEL`: what people entered), the change log, and
derived tables, which can be made again from the model (`derived.py`). The triggers are built
from the table definitions, so that a new column is logged without further work.
"""

from functools import cache

from caretrack.journal.signs import ASK, FROM_THEM
from caretrack.journal.tables import DELETED, INSERTED, LOGGED, NO_SUM, UPDATED

STAMPS = "created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT"

MODEL: dict[str, str] = {
    "people": f"""id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL,
        company TEXT, role TEXT, say TEXT, met TEXT, note TEXT,
        cadence_days INTEGER, snoozed_until TEXT,
        added_on TEXT NOT NULL, archived_on TEXT, archived_why TEXT, {STAMPS},
        service TEXT, prefers TEXT, zone TEXT, hours TEXT, known_on TEXT,
        taken_in_on TEXT, department TEXT, duties TEXT, address TEXT, owner TEXT""",
    "handles": """id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id),
        sort TEXT NOT NULL
        CHECK (sort IN ('nickname', 'email', 'phone', 'url', 'uid', 'chat', 'fax')),
        value TEXT NOT NULL, value_key TEXT NOT NULL""",
    "tags": """person_id TEXT NOT NULL REFERENCES people(id), tag TEXT NOT NULL,
        PRIMARY KEY (person_id, tag)""",
    "tag_cadences": "tag TEXT PRIMARY KEY, days INTEGER NOT NULL",
    "kinds": """kind TEXT PRIMARY KEY,
        family TEXT NOT NULL CHECK (family IN ('care', 'sales', 'tried')),
        label TEXT NOT NULL""",
    "touches": f"""id TEXT PRIMARY KEY, happened_on TEXT NOT NULL,
        kind TEXT NOT NULL REFERENCES kinds(kind), channel TEXT NOT NULL,
        from_them INTEGER NOT NULL DEFAULT 0, mood INTEGER CHECK (mood BETWEEN 1 AND 5),
        note TEXT NOT NULL, source_uid TEXT, {STAMPS},
        about TEXT CHECK (about IN ('product', 'marketing', 'sales', 'service')),
        crowd INTEGER CHECK (crowd > 0), by TEXT""",
    "touch_people": """touch_id TEXT NOT NULL REFERENCES touches(id),
        person_id TEXT NOT NULL REFERENCES people(id),
        PRIMARY KEY (touch_id, person_id)""",
    "facts": f"""id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id),
        category TEXT NOT NULL, text TEXT NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('told', 'noticed', 'declined', 'closed')),
        learned_on TEXT NOT NULL, touch_id TEXT REFERENCES touches(id), retired_on TEXT,
        {STAMPS}, reached_on TEXT""",
    "actions": f"""id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id),
        sort TEXT NOT NULL CHECK (sort IN ('promise', 'gesture')), text TEXT NOT NULL,
        due_on TEXT, done_on TEXT, touch_id TEXT REFERENCES touches(id), {STAMPS},
        made_on TEXT""",
    "feedback": f"""id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id),
        about TEXT NOT NULL, tone TEXT NOT NULL, text TEXT NOT NULL, heard_on TEXT NOT NULL,
        acted_on TEXT, action TEXT, told_on TEXT, touch_id TEXT REFERENCES touches(id),
        {STAMPS}""",
    "occasions": f"""id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id),
        label TEXT NOT NULL, month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12),
        day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31), year INTEGER, {STAMPS}""",
    "events": f"""id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id),
        happens_on TEXT NOT NULL, text TEXT NOT NULL, touch_id TEXT REFERENCES touches(id),
        {STAMPS}""",
    "ties": f"""id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id),
        other_id TEXT NOT NULL REFERENCES people(id), relation TEXT NOT NULL, {STAMPS}""",
    "settings": "key TEXT PRIMARY KEY, value TEXT NOT NULL",
}

# A line holds what its row was *before*: nothing of an insert, the whole old row of the others, as
# a JSON array in the order of `columns`. What came after stands in the next line about the row, or
# in the row itself, and `sum` is its check sum (`change_log.py`).
LOG = """
CREATE TABLE change_sets (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL, command TEXT NOT NULL, undoes TEXT);
CREATE TABLE change_now (change_set INTEGER);
CREATE TABLE changes (seq INTEGER PRIMARY KEY, change_set INTEGER, source INTEGER NOT NULL,
    event INTEGER NOT NULL, row_id TEXT NOT NULL, sum INTEGER NOT NULL, before TEXT);
CREATE INDEX change_sets_that_undo ON change_sets (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX changes_of_set ON changes (change_set);
CREATE INDEX changes_of_row ON changes (substr(row_id, 1, 4));
INSERT INTO change_now VALUES (NULL);
"""

# The drafts that `care check` read: hashes of their words, without a word of them. They are of this
# machine alone: not in the change log, not in an export. `person_id` is whom it was for.
CHECKED = """
CREATE TABLE checked_drafts (id TEXT PRIMARY KEY, checked_on TEXT NOT NULL,
    person_id TEXT REFERENCES people(id), shingles BLOB NOT NULL);
CREATE INDEX checked_drafts_of ON checked_drafts (person_id);
"""

# Every word that somebody is looked up by, also inside a name in a script without spaces. Derived.
NAME_WORDS = """
CREATE TABLE name_words (word TEXT NOT NULL, person_id TEXT NOT NULL,
    PRIMARY KEY (word, person_id)) WITHOUT ROWID;
CREATE INDEX name_words_of ON name_words (person_id);
"""

# `signs` is what a touch shows (`signs.py`).
TIMELINE = """CREATE TABLE timeline (
    person_id TEXT NOT NULL, happened_on TEXT NOT NULL, touch_id TEXT NOT NULL,
    family TEXT NOT NULL, people INTEGER NOT NULL, mood INTEGER, signs INTEGER NOT NULL,
    PRIMARY KEY (person_id, happened_on, touch_id)) WITHOUT ROWID"""

SEARCH = "CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')"

# `stale` holds what the derived tables do not hold yet. It is empty whenever no write is
# under way.
DERIVED = f"""
CREATE TABLE stale (source TEXT NOT NULL, row_id TEXT NOT NULL,
    PRIMARY KEY (source, row_id)) WITHOUT ROWID;
{TIMELINE};
CREATE INDEX timeline_of_touch ON timeline (touch_id);
CREATE INDEX timeline_from_them ON timeline (person_id, happened_on, people)
    WHERE signs & {FROM_THEM};
CREATE INDEX timeline_asks ON timeline (person_id, happened_on, signs, people)
    WHERE signs & {ASK};
CREATE INDEX timeline_asks_together ON timeline (touch_id, happened_on, signs, people)
    WHERE signs & {ASK} AND people > 1;
CREATE TABLE clocks (person_id TEXT PRIMARY KEY, name_key TEXT NOT NULL,
    base_on TEXT NOT NULL, base_day INTEGER NOT NULL, last_care TEXT, last_mood INTEGER,
    last_sales TEXT, sales_since INTEGER NOT NULL, latest TEXT, cadence_days INTEGER,
    cadence_reason TEXT NOT NULL, due_on TEXT, snoozed_until TEXT) WITHOUT ROWID;
CREATE INDEX clocks_due ON clocks (due_on, snoozed_until, base_day, cadence_days, name_key);
CREATE INDEX clocks_latest ON clocks (latest);
CREATE INDEX clocks_sales ON clocks (sales_since);
CREATE INDEX clocks_never ON clocks (name_key) WHERE last_care IS NULL;
CREATE TABLE search_docs (doc INTEGER PRIMARY KEY, source TEXT NOT NULL, row_id TEXT NOT NULL);
CREATE INDEX search_docs_of_row ON search_docs (row_id);
{SEARCH};
"""

# How many touches there are, so that `stats` and `kinds` read a few hundred rows and not all of
# them. `touch_counts` is kept by triggers, with 0 for no mood; `day_counts` counts the rows of the
# timeline by how many people a touch was with.
COUNTS = """
CREATE TABLE touch_counts (month TEXT NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL,
    mood INTEGER NOT NULL, touches INTEGER NOT NULL,
    PRIMARY KEY (month, kind, channel, mood)) WITHOUT ROWID;
CREATE TABLE day_counts (happened_on TEXT NOT NULL, family TEXT NOT NULL, people INTEGER NOT NULL,
    touches INTEGER NOT NULL, PRIMARY KEY (happened_on, family, people)) WITHOUT ROWID;
CREATE INDEX day_counts_of_none ON day_counts (touches) WHERE touches = 0;
"""

# The caring touches that brought a fact or feedback, with their months. Derived.
TAUGHT = """
CREATE TABLE taught (touch_id TEXT PRIMARY KEY, month TEXT NOT NULL) WITHOUT ROWID;
"""

# How many people count for what on any day (`day_steps.py`): what each of them counts for, and the
# sum of all changes by day. Derived. `steps_of` also has your letters without an answer, since when
# a habit of theirs has ended, when they are fan or critic no more (ordinals), and the days of the
# last ask but two and of the last thanks (ISO).
STEPS = """
CREATE TABLE steps (day INTEGER NOT NULL, series INTEGER NOT NULL, change INTEGER NOT NULL,
    PRIMARY KEY (day, series)) WITHOUT ROWID
"""
STEPS_OF = """
CREATE TABLE steps_of (person_id TEXT PRIMARY KEY, letters INTEGER NOT NULL, silent_from INTEGER,
    verdict_ends INTEGER, third_ask TEXT, thanked TEXT, steps TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX steps_of_letters ON steps_of (letters);
CREATE INDEX steps_of_silent ON steps_of (silent_from) WHERE silent_from IS NOT NULL;
CREATE INDEX steps_of_verdict ON steps_of (verdict_ends) WHERE verdict_ends IS NOT NULL;
CREATE INDEX steps_of_asked ON steps_of (third_ask, thanked) WHERE third_ask IS NOT NULL;
"""

# Who was asked about each area of the work, by its number, or spoke of it (`involved.py`). Derived.
INVOLVED = """
CREATE TABLE involved (about INTEGER NOT NULL, name_key TEXT NOT NULL, person_id TEXT NOT NULL,
    name TEXT NOT NULL, alone INTEGER NOT NULL, feedback INTEGER NOT NULL, latest TEXT NOT NULL,
    PRIMARY KEY (about, name_key, person_id)) WITHOUT ROWID;
CREATE INDEX involved_of ON involved (person_id);
CREATE INDEX involved_latest ON involved (latest);
"""

# For completion: the few names with more than plain letters, the companies and the categories.
COMPLETION_INDEXES = """
CREATE INDEX people_not_plain ON people (name_key) WHERE name_key GLOB '*[^a-z0-9 ]*';
CREATE INDEX handles_not_plain ON handles (value_key)
    WHERE sort = 'nickname' AND value_key GLOB '*[^a-z0-9 ]*';
CREATE INDEX people_by_company ON people (company)
    WHERE company IS NOT NULL AND deleted_at IS NULL AND archived_on IS NULL;
CREATE INDEX facts_by_category ON facts (category) WHERE deleted_at IS NULL;
"""

# Who looks after whom, and who wrote: empty where one person writes.
TEAM_INDEXES = """
CREATE INDEX people_by_owner ON people (owner) WHERE owner IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX touches_by_writer ON touches (by) WHERE by IS NOT NULL AND deleted_at IS NULL;
"""

EVENT_INDEXES = """
CREATE INDEX events_of ON events (person_id);
CREATE INDEX events_by_day ON events (happens_on);
"""

HANDLE_INDEXES = """
CREATE INDEX handles_by_key ON handles (value_key);
CREATE INDEX handles_of ON handles (person_id);
"""

INDEXES = """
CREATE INDEX people_by_key ON people (name_key);
CREATE INDEX tags_by_tag ON tags (tag);
CREATE INDEX touches_by_day ON touches (happened_on);
CREATE INDEX touches_by_uid ON touches (source_uid) WHERE source_uid IS NOT NULL;
CREATE INDEX touch_people_of ON touch_people (person_id);
CREATE INDEX facts_of ON facts (person_id);
CREATE INDEX facts_from ON facts (touch_id) WHERE touch_id IS NOT NULL;
CREATE INDEX facts_reached ON facts (reached_on) WHERE reached_on IS NOT NULL;
CREATE INDEX actions_of ON actions (person_id);
CREATE INDEX actions_by_sort ON actions (sort, done_on, due_on, person_id)
    WHERE deleted_at IS NULL;
CREATE INDEX actions_open ON actions (due_on) WHERE done_on IS NULL AND deleted_at IS NULL;
CREATE INDEX feedback_of ON feedback (person_id);
CREATE INDEX feedback_from ON feedback (touch_id) WHERE touch_id IS NOT NULL;
CREATE INDEX feedback_open ON feedback (heard_on) WHERE told_on IS NULL AND deleted_at IS NULL;
CREATE INDEX occasions_of ON occasions (person_id);
CREATE INDEX occasions_by_day ON occasions (month, day);
CREATE INDEX ties_of ON ties (person_id);
CREATE INDEX ties_to ON ties (other_id);
"""

# Which derived rows a change of a row makes stale: table -> source, and the row id behind a SELECT,
# in terms of ROW.
STALE: dict[str, tuple[tuple[str, str], ...]] = {
    "people": (("people", "ROW.id"), ("clocks", "ROW.id")),
    "handles": (("people", "ROW.person_id"),),
    "tags": (("clocks", "ROW.person_id"),),
    "tag_cadences": (("clocks", "person_id FROM tags WHERE tag = ROW.tag"),),
    "kinds": (("touches", "id FROM touches WHERE kind = ROW.kind"),),
    "touches": (("touches", "ROW.id"),),
    "touch_people": (("touches", "ROW.touch_id"), ("clocks", "ROW.person_id")),
    "facts": (
        ("facts", "ROW.id"),
        ("taught", "ROW.touch_id"),
        (
            "taught",
            "touch_id FROM timeline WHERE person_id = ROW.person_id "
            "AND happened_on = ROW.learned_on",
        ),
    ),
    "actions": (("actions", "ROW.id"),),
    "feedback": (
        ("feedback", "ROW.id"),
        ("clocks", "ROW.person_id"),
        ("taught", "ROW.touch_id"),
    ),
    "occasions": (("occasions", "ROW.id"),),
    "events": (("events", "ROW.id"),),
    "settings": (("clocks", "id FROM people WHERE ROW.key IN ('cadence', 'crowd')"),),
}


# The definitions are parsed once: an import asks for the columns of every row.
@cache
def definitions(table: str) -> tuple[tuple[str, str], ...]:
    """Return the columns of a table of the model in order, each with its type and constraints."""
    depth, parts = 0, [""]
    for char in MODEL[table]:
        depth += (char == "(") - (char == ")")
        if char == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += char
    split = [part.split(None, 1) for part in parts]
    return tuple((name, rest) for name, rest in split if name != "PRIMARY")


@cache
def columns(table: str) -> tuple[str, ...]:
    """Return the column names of a table of the model, in order."""
    return tuple(name for name, _ in definitions(table))


@cache
def key_columns(table: str) -> tuple[str, ...]:
    """Return the columns of the primary key of a table of the model."""
    definition = MODEL[table]
    if "PRIMARY KEY (" in definition:
        inside = definition.partition("PRIMARY KEY (")[2].partition(")")[0]
        return tuple(name.strip() for name in inside.split(","))
    return (columns(table)[0],)


def row_id(table: str, row: str) -> str:
    """Return the SQL expression for the id of a row in the change log.

    `row` is NEW, OLD or the name of a table.
    """
    return " || ' ' || ".join(f"{row}.{column}" for column in key_columns(table))


def as_json(table: str, row: str) -> str:
    """Return the SQL expression for a whole row as a JSON object."""
    return (
        "json_object(" + ", ".join(f"'{column}', {row}.{column}" for column in columns(table)) + ")"
    )


def as_array(table: str, row: str) -> str:
    """Return the SQL expression for a whole row as a JSON array, in the order of its columns."""
    return "json_array(" + ", ".join(f"{row}.{column}" for column in columns(table)) + ")"


def _log_line(table: str, event: str, row: str, before: str, where: str = "") -> str:
    """Return the statement of a trigger that writes a line of the log."""
    return (
        f"INSERT INTO changes SELECT NULL, change_set, {LOGGED[table]}, {event}, "
        f"{row_id(table, row)}, {NO_SUM}, {before} FROM change_now{where};"
    )


def _log_lines(table: str, event: str) -> str:
    """Return the statements of a trigger that write the log."""
    if event == "INSERT":
        return _log_line(table, str(INSERTED), "NEW", "NULL")
    before = as_array(table, "OLD")
    if event == "DELETE":
        return _log_line(table, str(DELETED), "OLD", before)
    # A row that gets another key, as in a merge, goes, and comes again under its new id.
    old, new = row_id(table, "OLD"), row_id(table, "NEW")
    what = f"CASE WHEN {old} IS {new} THEN {UPDATED} ELSE {DELETED} END"
    again = _log_line(table, str(INSERTED), "NEW", "NULL", f" WHERE {old} IS NOT {new}")
    return f"{_log_line(table, what, 'OLD', before)} {again}"


def _marks(table: str, event: str) -> list[str]:
    """Return the statements of a trigger that mark what is derived from the row as stale."""
    # A new kind has no touches yet, and to look for them would read every touch there is.
    if (table, event) == ("kinds", "INSERT"):
        return []
    named = [
        f"'{source}', {own.replace('ROW.', f'{row}.')}"
        for row in {"INSERT": ["NEW"], "UPDATE": ["OLD", "NEW"], "DELETE": ["OLD"]}[event]
        for source, own in STALE.get(table, ())
    ]
    rows = ", ".join(f"({one})" for one in named if " FROM " not in one)
    marks = [f"VALUES {rows}"] if rows else []
    marks += [f"SELECT {one}" for one in named if " FROM " in one]
    return [f"INSERT OR IGNORE INTO stale {mark};" for mark in marks]


def triggers(table: str) -> dict[str, str]:
    """Return the three triggers of a table by name.

    Each writes the change log, and marks as stale what is derived from the row. They are short, as
    every command reads them: that is most of what it takes to open a journal.
    """
    made = {}
    for event in ("INSERT", "UPDATE", "DELETE"):
        name = f"log_{table}_{event.lower()}"
        body = " ".join([_log_lines(table, event), *_marks(table, event)])
        made[name] = f"CREATE TRIGGER {name} AFTER {event} ON {table} BEGIN {body} END"
    return made


def all_triggers() -> dict[str, str]:
    """Return every trigger of the journal by name."""
    from caretrack.journal.count_triggers import count_triggers

    logs = {name: sql for table in MODEL for name, sql in triggers(table).items()}
    return {**logs, **count_triggers()}


def _statements_besides() -> list[str]:
    """Return what is neither a table of the model nor a trigger, in order."""
    return [
        statement.strip()
        for part in (
            LOG,
            CHECKED,
            NAME_WORDS,
            DERIVED,
            INDEXES,
            HANDLE_INDEXES,
            EVENT_INDEXES,
            COUNTS,
            TAUGHT,
            STEPS,
            STEPS_OF,
            INVOLVED,
            COMPLETION_INDEXES,
            TEAM_INDEXES,
        )
        for statement in part.split(";")
        if statement.strip()
    ]


def all_indexes() -> dict[str, str]:
    """Return every index of the journal by name."""
    made = [one for one in _statements_besides() if " INDEX " in one.partition(" ON ")[0]]
    return {statement.partition(" ON ")[0].split()[-1]: statement for statement in made}


def statements() -> list[str]:
    """Return the whole schema as single statements, in order."""
    tables = [f"CREATE TABLE {table} ({definition})" for table, definition in MODEL.items()]
    return [*tables, *_statements_besides(), *all_triggers().values()]
