CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, company TEXT, role TEXT, say TEXT, met TEXT, note TEXT,
        cadence_days INTEGER, snoozed_until TEXT, added_on TEXT NOT NULL, archived_on TEXT, archived_why TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE handles (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id),
        sort TEXT NOT NULL CHECK (sort IN ('nickname', 'email', 'phone', 'url', 'uid')), value TEXT NOT NULL, value_key TEXT NOT NULL);
CREATE TABLE tags (person_id TEXT NOT NULL REFERENCES people(id), tag TEXT NOT NULL, PRIMARY KEY (person_id, tag));
CREATE TABLE tag_cadences (tag TEXT PRIMARY KEY, days INTEGER NOT NULL);
CREATE TABLE kinds (kind TEXT PRIMARY KEY, family TEXT NOT NULL CHECK (family IN ('care', 'sales')), label TEXT NOT NULL);
CREATE TABLE touches (id TEXT PRIMARY KEY, happened_on TEXT NOT NULL, kind TEXT NOT NULL REFERENCES kinds(kind), channel TEXT NOT NULL,
        from_them INTEGER NOT NULL DEFAULT 0, mood INTEGER CHECK (mood BETWEEN 1 AND 5), note TEXT NOT NULL, source_uid TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE touch_people (touch_id TEXT NOT NULL REFERENCES touches(id), person_id TEXT NOT NULL REFERENCES people(id),
        PRIMARY KEY (touch_id, person_id));
CREATE TABLE facts (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), category TEXT NOT NULL, text TEXT NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('told', 'noticed', 'declined', 'closed')), learned_on TEXT NOT NULL,
        touch_id TEXT REFERENCES touches(id), retired_on TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE actions (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), sort TEXT NOT NULL CHECK (sort IN ('promise', 'gesture')),
        text TEXT NOT NULL, due_on TEXT, done_on TEXT, touch_id TEXT REFERENCES touches(id), created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE feedback (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), about TEXT NOT NULL, tone TEXT NOT NULL,
        text TEXT NOT NULL, heard_on TEXT NOT NULL, acted_on TEXT, action TEXT, told_on TEXT, touch_id TEXT REFERENCES touches(id), created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE occasions (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), label TEXT NOT NULL,
        month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12), day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31), year INTEGER, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE ties (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), other_id TEXT NOT NULL REFERENCES people(id),
        relation TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE change_sets (id TEXT PRIMARY KEY, made_at TEXT NOT NULL, command TEXT NOT NULL, undoes TEXT);
CREATE TABLE change_now (change_set TEXT);
CREATE TABLE changes (seq INTEGER PRIMARY KEY, change_set TEXT, table_name TEXT NOT NULL, row_id TEXT NOT NULL, before TEXT, after TEXT);
CREATE INDEX change_sets_that_undo ON change_sets (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX changes_of_set ON changes (change_set);
CREATE INDEX changes_of_row ON changes (row_id);
INSERT INTO change_now VALUES (NULL);
CREATE TABLE stale (source TEXT NOT NULL, row_id TEXT NOT NULL, PRIMARY KEY (source, row_id)) WITHOUT ROWID;
CREATE TABLE timeline (person_id TEXT NOT NULL, happened_on TEXT NOT NULL, touch_id TEXT NOT NULL, family TEXT NOT NULL,
    people INTEGER NOT NULL, mood INTEGER, PRIMARY KEY (person_id, happened_on, touch_id)) WITHOUT ROWID;
CREATE INDEX timeline_of_touch ON timeline (touch_id);
CREATE TABLE clocks (person_id TEXT PRIMARY KEY, name_key TEXT NOT NULL, base_on TEXT NOT NULL, base_day INTEGER NOT NULL, last_care TEXT,
    last_mood INTEGER, last_sales TEXT, sales_since INTEGER NOT NULL, latest TEXT, cadence_days INTEGER, cadence_reason TEXT NOT NULL,
    due_on TEXT, snoozed_until TEXT) WITHOUT ROWID;
CREATE INDEX clocks_due ON clocks (due_on, snoozed_until, base_day, cadence_days, name_key);
CREATE INDEX clocks_latest ON clocks (latest);
CREATE TABLE search_docs (doc INTEGER PRIMARY KEY, source TEXT NOT NULL, row_id TEXT NOT NULL);
CREATE UNIQUE INDEX search_docs_of_row ON search_docs (row_id, source);
CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');
CREATE INDEX people_by_key ON people (name_key);
CREATE INDEX handles_by_key ON handles (value_key);
CREATE INDEX handles_of ON handles (person_id);
CREATE INDEX tags_by_tag ON tags (tag);
CREATE INDEX touches_by_day ON touches (happened_on);
CREATE INDEX touches_by_uid ON touches (source_uid) WHERE source_uid IS NOT NULL;
CREATE INDEX touch_people_of ON touch_people (person_id);
CREATE INDEX facts_of ON facts (person_id);
CREATE INDEX facts_from ON facts (touch_id) WHERE touch_id IS NOT NULL;
CREATE INDEX actions_of ON actions (person_id);
CREATE INDEX actions_open ON actions (due_on) WHERE done_on IS NULL AND deleted_at IS NULL;
CREATE INDEX feedback_of ON feedback (person_id);
CREATE INDEX feedback_open ON feedback (heard_on) WHERE told_on IS NULL AND deleted_at IS NULL;
CREATE INDEX occasions_of ON occasions (person_id);
CREATE INDEX occasions_by_day ON occasions (month, day);
CREATE INDEX ties_of ON ties (person_id);
CREATE INDEX ties_to ON ties (other_id)
