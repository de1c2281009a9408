CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, company TEXT, role TEXT, say TEXT, met TEXT, note TEXT,
        cadence_days INTEGER, snoozed_until TEXT, added_on TEXT NOT NULL, archived_on TEXT, archived_why TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT, service TEXT, prefers TEXT, zone TEXT, hours TEXT, known_on TEXT, taken_in_on TEXT, department TEXT, duties TEXT, address TEXT, owner TEXT);
CREATE TABLE tags (person_id TEXT NOT NULL REFERENCES people(id), tag TEXT NOT NULL, PRIMARY KEY (person_id, tag));
CREATE TABLE tag_cadences (tag TEXT PRIMARY KEY, days INTEGER NOT NULL);
CREATE TABLE touches (id TEXT PRIMARY KEY, happened_on TEXT NOT NULL, kind TEXT NOT NULL REFERENCES kinds(kind), channel TEXT NOT NULL,
        from_them INTEGER NOT NULL DEFAULT 0, mood INTEGER CHECK (mood BETWEEN 1 AND 5), note TEXT NOT NULL, source_uid TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT, about TEXT CHECK (about IN ('product', 'marketing', 'sales', 'service')), crowd INTEGER CHECK (crowd > 0), by TEXT);
CREATE TABLE touch_people (touch_id TEXT NOT NULL REFERENCES touches(id), person_id TEXT NOT NULL REFERENCES people(id),
        PRIMARY KEY (touch_id, person_id));
CREATE TABLE facts (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), category TEXT NOT NULL, text TEXT NOT NULL,
        source TEXT NOT NULL CHECK (source IN ('told', 'noticed', 'declined', 'closed')), learned_on TEXT NOT NULL,
        touch_id TEXT REFERENCES touches(id), retired_on TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT, reached_on TEXT);
CREATE TABLE actions (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), sort TEXT NOT NULL CHECK (sort IN ('promise', 'gesture')),
        text TEXT NOT NULL, due_on TEXT, done_on TEXT, touch_id TEXT REFERENCES touches(id), created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT, made_on TEXT);
CREATE TABLE feedback (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), about TEXT NOT NULL, tone TEXT NOT NULL,
        text TEXT NOT NULL, heard_on TEXT NOT NULL, acted_on TEXT, action TEXT, told_on TEXT, touch_id TEXT REFERENCES touches(id), created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE occasions (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), label TEXT NOT NULL,
        month INTEGER NOT NULL CHECK (month BETWEEN 1 AND 12), day INTEGER NOT NULL CHECK (day BETWEEN 1 AND 31), year INTEGER, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE ties (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id), other_id TEXT NOT NULL REFERENCES people(id),
        relation TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE stale (source TEXT NOT NULL, row_id TEXT NOT NULL, PRIMARY KEY (source, row_id)) WITHOUT ROWID;
CREATE TABLE clocks (person_id TEXT PRIMARY KEY, name_key TEXT NOT NULL, base_on TEXT NOT NULL, base_day INTEGER NOT NULL, last_care TEXT,
    last_mood INTEGER, last_sales TEXT, sales_since INTEGER NOT NULL, latest TEXT, cadence_days INTEGER, cadence_reason TEXT NOT NULL,
    due_on TEXT, snoozed_until TEXT) WITHOUT ROWID;
CREATE TABLE search_docs (doc INTEGER PRIMARY KEY, source TEXT NOT NULL, row_id TEXT NOT NULL);
CREATE TABLE kinds (kind TEXT PRIMARY KEY,
        family TEXT NOT NULL CHECK (family IN ('care', 'sales', 'tried')),
        label TEXT NOT NULL);
CREATE TABLE checked_drafts (id TEXT PRIMARY KEY, checked_on TEXT NOT NULL,
    person_id TEXT REFERENCES people(id), shingles BLOB NOT NULL);
CREATE TABLE name_words (word TEXT NOT NULL, person_id TEXT NOT NULL,
    PRIMARY KEY (word, person_id)) WITHOUT ROWID;
CREATE TABLE events (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id),
        happens_on TEXT NOT NULL, text TEXT NOT NULL, touch_id TEXT REFERENCES touches(id),
        created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT);
CREATE TABLE handles (id TEXT PRIMARY KEY, person_id TEXT NOT NULL REFERENCES people(id),
        sort TEXT NOT NULL
        CHECK (sort IN ('nickname', 'email', 'phone', 'url', 'uid', 'chat', 'fax')),
        value TEXT NOT NULL, value_key TEXT NOT NULL);
CREATE TABLE touch_counts (month TEXT NOT NULL, kind TEXT NOT NULL, channel TEXT NOT NULL,
    mood INTEGER NOT NULL, touches INTEGER NOT NULL,
    PRIMARY KEY (month, kind, channel, mood)) WITHOUT ROWID;
CREATE TABLE day_counts (happened_on TEXT NOT NULL, family TEXT NOT NULL, people INTEGER NOT NULL,
    touches INTEGER NOT NULL, PRIMARY KEY (happened_on, family, people)) WITHOUT ROWID;
CREATE TABLE change_sets (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE,
    made_at TEXT NOT NULL, command TEXT NOT NULL, undoes TEXT);
CREATE TABLE change_now (change_set INTEGER);
CREATE TABLE changes (seq INTEGER PRIMARY KEY, change_set INTEGER, source INTEGER NOT NULL,
    event INTEGER NOT NULL, row_id TEXT NOT NULL, sum INTEGER NOT NULL, before TEXT);
CREATE TABLE timeline (
    person_id TEXT NOT NULL, happened_on TEXT NOT NULL, touch_id TEXT NOT NULL,
    family TEXT NOT NULL, people INTEGER NOT NULL, mood INTEGER, signs INTEGER NOT NULL,
    PRIMARY KEY (person_id, happened_on, touch_id)) WITHOUT ROWID;
CREATE TABLE taught (touch_id TEXT PRIMARY KEY, month TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE steps (day INTEGER NOT NULL, series INTEGER NOT NULL, change INTEGER NOT NULL,
    PRIMARY KEY (day, series)) WITHOUT ROWID
;
CREATE TABLE steps_of (person_id TEXT PRIMARY KEY, letters INTEGER NOT NULL, silent_from INTEGER,
    verdict_ends INTEGER, third_ask TEXT, thanked TEXT, steps TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE involved (about INTEGER NOT NULL, name_key TEXT NOT NULL, person_id TEXT NOT NULL,
    name TEXT NOT NULL, alone INTEGER NOT NULL, feedback INTEGER NOT NULL, latest TEXT NOT NULL,
    PRIMARY KEY (about, name_key, person_id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE search USING fts5(text, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (1, 'caretrack', 'm001_the_whole_model', '2026-11-30 16:45:05.649934+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (2, 'caretrack', 'm002_what_an_ask_was_about', '2026-11-30 16:45:05.650419+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (3, 'caretrack', 'm003_one_identity_of_a_number', '2026-11-30 16:45:05.650693+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (4, 'caretrack', 'm004_tried_reached_and_checked', '2026-11-30 16:45:05.651824+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (5, 'caretrack', 'm005_days_in_a_life_and_how_to_reach_them', '2026-11-30 16:45:05.653858+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (6, 'caretrack', 'm006_department_duties_address_and_more_ways_to_reach', '2026-11-30 16:45:05.655160+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (7, 'caretrack', 'm007_counts_of_touches', '2026-11-30 16:45:05.655422+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (8, 'caretrack', 'm008_a_log_of_what_was_before', '2026-11-30 16:45:05.660511+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (9, 'caretrack', 'm009_what_stats_reads', '2026-11-30 16:45:05.660792+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (10, 'caretrack', 'm010_of_whom_stats_tells', '2026-11-30 16:45:05.661214+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (11, 'caretrack', 'm011_who_looks_after_whom_and_who_wrote', '2026-11-30 16:45:05.661984+00:00');
INSERT INTO people (id, name, name_key, company, role, say, met, note, cadence_days, snoozed_until, added_on, archived_on, archived_why, created_at, updated_at, deleted_at, service, prefers, zone, hours, known_on, taken_in_on, department, duties, address, owner) VALUES ('x6spm7bf1mybk4hr', 'Łukasz Żak', 'lukasz zak', 'Łódź & Co', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-21', NULL, NULL, '2026-11-30T16:45:05.677368Z', '2026-11-30T16:45:07.068601Z', NULL, 'payroll, since 2023', 'call', 'Europe/Warsaw', '9-15', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO people (id, name, name_key, company, role, say, met, note, cadence_days, snoozed_until, added_on, archived_on, archived_why, created_at, updated_at, deleted_at, service, prefers, zone, hours, known_on, taken_in_on, department, duties, address, owner) VALUES ('e3rhzx00rm35rrhv', 'Ana Silva', 'ana silva', NULL, NULL, NULL, NULL, NULL, 14, NULL, '2026-11-21', NULL, NULL, '2026-11-30T16:45:05.816627Z', '2026-11-30T16:45:07.530926Z', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO tags (person_id, tag) VALUES ('x6spm7bf1mybk4hr', 'vip');
INSERT INTO tag_cadences (tag, days) VALUES ('vip', 14);
INSERT INTO touches (id, happened_on, kind, channel, from_them, mood, note, source_uid, created_at, updated_at, deleted_at, about, crowd, by) VALUES ('p9j1a4tvb8vqv60x', '2026-11-01', 'workshop', 'other', 0, 2, 'first one; with
lines', NULL, '2026-11-30T16:45:06.188731Z', '2026-11-30T16:45:06.188731Z', NULL, NULL, NULL, NULL);
INSERT INTO touches (id, happened_on, kind, channel, from_them, mood, note, source_uid, created_at, updated_at, deleted_at, about, crowd, by) VALUES ('j6knjbth9877tnjc', '2026-10-01', 'ask', 'other', 0, NULL, 'asked what they would change', NULL, '2026-11-30T16:45:06.338957Z', '2026-11-30T16:45:06.338957Z', NULL, 'product', NULL, NULL);
INSERT INTO touches (id, happened_on, kind, channel, from_them, mood, note, source_uid, created_at, updated_at, deleted_at, about, crowd, by) VALUES ('k4hj7y7yz0rhzx1p', '2026-11-21', 'invoice', 'email', 0, NULL, 'reminded them of the invoice', NULL, '2026-11-30T16:45:06.518546Z', '2026-11-30T16:45:06.518546Z', NULL, NULL, NULL, NULL);
INSERT INTO touch_people (touch_id, person_id) VALUES ('p9j1a4tvb8vqv60x', 'x6spm7bf1mybk4hr');
INSERT INTO touch_people (touch_id, person_id) VALUES ('j6knjbth9877tnjc', 'e3rhzx00rm35rrhv');
INSERT INTO touch_people (touch_id, person_id) VALUES ('k4hj7y7yz0rhzx1p', 'e3rhzx00rm35rrhv');
INSERT INTO touch_people (touch_id, person_id) VALUES ('k4hj7y7yz0rhzx1p', 'x6spm7bf1mybk4hr');
INSERT INTO facts (id, person_id, category, text, source, learned_on, touch_id, retired_on, created_at, updated_at, deleted_at, reached_on) VALUES ('g8tj0zksprb5ef6y', 'x6spm7bf1mybk4hr', 'worry', 'the Q3 budget', 'told', '2026-11-01', 'p9j1a4tvb8vqv60x', NULL, '2026-11-30T16:45:06.189535Z', '2026-11-30T16:45:06.189535Z', NULL, NULL);
INSERT INTO facts (id, person_id, category, text, source, learned_on, touch_id, retired_on, created_at, updated_at, deleted_at, reached_on) VALUES ('c2pdf6nc7an38bzr', 'e3rhzx00rm35rrhv', 'fear', '', 'declined', '2026-11-21', NULL, NULL, '2026-11-30T16:45:07.197261Z', '2026-11-30T16:45:07.197261Z', NULL, NULL);
INSERT INTO actions (id, person_id, sort, text, due_on, done_on, touch_id, created_at, updated_at, deleted_at, made_on) VALUES ('e9asrxxt7adfy51p', 'x6spm7bf1mybk4hr', 'promise', 'send the ''plan''', '2026-11-06', NULL, 'p9j1a4tvb8vqv60x', '2026-11-30T16:45:06.189786Z', '2026-11-30T16:45:06.189786Z', NULL, '2026-11-01');
INSERT INTO actions (id, person_id, sort, text, due_on, done_on, touch_id, created_at, updated_at, deleted_at, made_on) VALUES ('p2sw5nydyw7crmp5', 'e3rhzx00rm35rrhv', 'gesture', 'a book about boats', NULL, NULL, NULL, '2026-11-30T16:45:06.677380Z', '2026-11-30T16:45:06.677380Z', NULL, '2026-11-21');
INSERT INTO feedback (id, person_id, about, tone, text, heard_on, acted_on, action, told_on, touch_id, created_at, updated_at, deleted_at) VALUES ('p6xtn7f8cqh0z4f3', 'x6spm7bf1mybk4hr', 'product', 'complaint', 'the export is slow', '2026-11-01', NULL, NULL, NULL, 'p9j1a4tvb8vqv60x', '2026-11-30T16:45:06.190003Z', '2026-11-30T16:45:06.190003Z', NULL);
INSERT INTO occasions (id, person_id, label, month, day, year, created_at, updated_at, deleted_at) VALUES ('e1gywk4ms6c3av4v', 'x6spm7bf1mybk4hr', 'birthday', 2, 29, 1976, '2026-11-30T16:45:05.678283Z', '2026-11-30T16:45:05.678283Z', NULL);
INSERT INTO ties (id, person_id, other_id, relation, created_at, updated_at, deleted_at) VALUES ('f5j6ecefj4fy9yk9', 'e3rhzx00rm35rrhv', 'x6spm7bf1mybk4hr', 'boss', '2026-11-30T16:45:06.909104Z', '2026-11-30T16:45:06.909104Z', NULL);
INSERT INTO settings (key, value) VALUES ('crowd', '4');
INSERT INTO clocks (person_id, name_key, base_on, base_day, last_care, last_mood, last_sales, sales_since, latest, cadence_days, cadence_reason, due_on, snoozed_until) VALUES ('e3rhzx00rm35rrhv', 'ana silva', '2026-10-01', 739890, '2026-10-01', NULL, '2026-11-21', 1, '2026-11-21', 14, 'own', '2026-10-15', NULL);
INSERT INTO clocks (person_id, name_key, base_on, base_day, last_care, last_mood, last_sales, sales_since, latest, cadence_days, cadence_reason, due_on, snoozed_until) VALUES ('x6spm7bf1mybk4hr', 'lukasz zak', '2026-11-01', 739921, '2026-11-01', 2, '2026-11-21', 1, '2026-11-21', 7, 'low last time', '2026-11-08', NULL);
INSERT INTO search_docs (doc, source, row_id) VALUES (1, 'occasions', 'e1gywk4ms6c3av4v');
INSERT INTO search_docs (doc, source, row_id) VALUES (2, 'people', 'x6spm7bf1mybk4hr');
INSERT INTO search_docs (doc, source, row_id) VALUES (3, 'people', 'e3rhzx00rm35rrhv');
INSERT INTO search_docs (doc, source, row_id) VALUES (4, 'actions', 'e9asrxxt7adfy51p');
INSERT INTO search_docs (doc, source, row_id) VALUES (5, 'facts', 'g8tj0zksprb5ef6y');
INSERT INTO search_docs (doc, source, row_id) VALUES (6, 'feedback', 'p6xtn7f8cqh0z4f3');
INSERT INTO search_docs (doc, source, row_id) VALUES (7, 'touches', 'p9j1a4tvb8vqv60x');
INSERT INTO search_docs (doc, source, row_id) VALUES (8, 'touches', 'j6knjbth9877tnjc');
INSERT INTO search_docs (doc, source, row_id) VALUES (9, 'touches', 'k4hj7y7yz0rhzx1p');
INSERT INTO search_docs (doc, source, row_id) VALUES (10, 'actions', 'p2sw5nydyw7crmp5');
INSERT INTO search_docs (doc, source, row_id) VALUES (11, 'events', 'm1gnsgxbpj80xqzn');
INSERT INTO search_docs (doc, source, row_id) VALUES (12, 'facts', 'c2pdf6nc7an38bzr');
INSERT INTO kinds (kind, family, label) VALUES ('checkin', 'care', 'check-in');
INSERT INTO kinds (kind, family, label) VALUES ('listen', 'care', 'listening');
INSERT INTO kinds (kind, family, label) VALUES ('help', 'care', 'help');
INSERT INTO kinds (kind, family, label) VALUES ('thanks', 'care', 'thanks');
INSERT INTO kinds (kind, family, label) VALUES ('celebrate', 'care', 'celebration');
INSERT INTO kinds (kind, family, label) VALUES ('ask', 'care', 'asking');
INSERT INTO kinds (kind, family, label) VALUES ('introduce', 'care', 'introduction');
INSERT INTO kinds (kind, family, label) VALUES ('social', 'care', 'social');
INSERT INTO kinds (kind, family, label) VALUES ('unknown', 'care', 'in touch, kind not known');
INSERT INTO kinds (kind, family, label) VALUES ('pitch', 'sales', 'pitch');
INSERT INTO kinds (kind, family, label) VALUES ('renewal', 'sales', 'renewal');
INSERT INTO kinds (kind, family, label) VALUES ('invoice', 'sales', 'invoice');
INSERT INTO kinds (kind, family, label) VALUES ('announce', 'sales', 'announcement');
INSERT INTO kinds (kind, family, label) VALUES ('newsletter', 'sales', 'newsletter');
INSERT INTO kinds (kind, family, label) VALUES ('admin', 'sales', 'admin');
INSERT INTO kinds (kind, family, label) VALUES ('missed', 'tried', 'missed');
INSERT INTO kinds (kind, family, label) VALUES ('workshop', 'care', 'a workshop');
INSERT INTO name_words (word, person_id) VALUES ('ana', 'e3rhzx00rm35rrhv');
INSERT INTO name_words (word, person_id) VALUES ('silva', 'e3rhzx00rm35rrhv');
INSERT INTO name_words (word, person_id) VALUES ('luk', 'x6spm7bf1mybk4hr');
INSERT INTO name_words (word, person_id) VALUES ('lukasz', 'x6spm7bf1mybk4hr');
INSERT INTO name_words (word, person_id) VALUES ('zak', 'x6spm7bf1mybk4hr');
INSERT INTO events (id, person_id, happens_on, text, touch_id, created_at, updated_at, deleted_at) VALUES ('m1gnsgxbpj80xqzn', 'e3rhzx00rm35rrhv', '2026-12-10', 'she opens the shop', NULL, '2026-11-30T16:45:06.794689Z', '2026-11-30T16:45:06.794689Z', NULL);
INSERT INTO handles (id, person_id, sort, value, value_key) VALUES ('r2rj0gv8gghd2w84', 'x6spm7bf1mybk4hr', 'email', 'luk@example.org', 'luk@example.org');
INSERT INTO handles (id, person_id, sort, value, value_key) VALUES ('t0s3rer3s19x737y', 'x6spm7bf1mybk4hr', 'phone', '+48 22 123 45 67', '+48221234567');
INSERT INTO handles (id, person_id, sort, value, value_key) VALUES ('z3sw4d89zb8m0tc5', 'x6spm7bf1mybk4hr', 'phone', '022 123 45 68', '221234568');
INSERT INTO handles (id, person_id, sort, value, value_key) VALUES ('b6f6cpawd1x3mw40', 'x6spm7bf1mybk4hr', 'nickname', 'Luk', 'luk');
INSERT INTO touch_counts (month, kind, channel, mood, touches) VALUES ('2026-10', 'ask', 'other', 0, 1);
INSERT INTO touch_counts (month, kind, channel, mood, touches) VALUES ('2026-11', 'invoice', 'email', 0, 1);
INSERT INTO touch_counts (month, kind, channel, mood, touches) VALUES ('2026-11', 'workshop', 'other', 2, 1);
INSERT INTO day_counts (happened_on, family, people, touches) VALUES ('2026-10-01', 'care', 1, 1);
INSERT INTO day_counts (happened_on, family, people, touches) VALUES ('2026-11-01', 'care', 1, 1);
INSERT INTO day_counts (happened_on, family, people, touches) VALUES ('2026-11-21', 'sales', 2, 2);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (1, 'a714rpmpttn2v5k8', '2026-11-30T16:45:05.676922Z', 'add', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (2, 'q9nty8k8vz9kfm5h', '2026-11-30T16:45:05.816020Z', 'add', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (3, 'j81qbm0jb0nystgh', '2026-11-30T16:45:05.939310Z', 'every', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (4, 'k8gj57edeag0w136', '2026-11-30T16:45:06.032804Z', 'kinds add', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (5, 'w7a72ye9ndx09634', '2026-11-30T16:45:06.188028Z', 'log', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (6, 'b2tvc4ysvrv0my0x', '2026-11-30T16:45:06.338426Z', 'log', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (7, 'f1h07xn4cy6jn3mc', '2026-11-30T16:45:06.518162Z', 'log', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (8, 'z0b2fktxpmp171r8', '2026-11-30T16:45:06.677103Z', 'gesture', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (9, 'c0xy2sc98x28fyt2', '2026-11-30T16:45:06.794359Z', 'event', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (10, 'q2rp94qjsyrd58jg', '2026-11-30T16:45:06.908825Z', 'tie', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (11, 'm7dghnapnrzttnbw', '2026-11-30T16:45:07.046194Z', 'edit', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (12, 'q2ktg5jm4gw6h9wt', '2026-11-30T16:45:07.196977Z', 'learn', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (13, 'z2hqzgac22hja4nx', '2026-11-30T16:45:07.306178Z', 'config', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (14, 'z6mq4sfnejrza49j', '2026-11-30T16:45:07.422550Z', 'snooze', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (15, 'b1bwbspzekk3wrd6', '2026-11-30T16:45:07.527574Z', 'undo z6mq4s', 'z6mq4sfnejrza49j');
INSERT INTO change_now (change_set) VALUES (NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (1, 1, 1, 0, 'x6spm7bf1mybk4hr', -599491518, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (2, 1, 2, 0, 'r2rj0gv8gghd2w84', -1542806473, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (3, 1, 2, 0, 't0s3rer3s19x737y', 1550413009, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (4, 1, 2, 0, 'z3sw4d89zb8m0tc5', -1278420054, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (5, 1, 2, 0, 'b6f6cpawd1x3mw40', -689499861, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (6, 1, 3, 0, 'x6spm7bf1mybk4hr vip', 1314679133, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (7, 1, 11, 0, 'e1gywk4ms6c3av4v', -839669544, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (8, 2, 1, 0, 'e3rhzx00rm35rrhv', -662293054, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (9, 3, 4, 0, 'vip', 737550071, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (10, 4, 5, 0, 'workshop', -1317076625, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (11, 5, 6, 0, 'p9j1a4tvb8vqv60x', 1619861390, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (12, 5, 7, 0, 'p9j1a4tvb8vqv60x x6spm7bf1mybk4hr', 1026275777, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (13, 5, 8, 0, 'g8tj0zksprb5ef6y', 1306713134, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (14, 5, 9, 0, 'e9asrxxt7adfy51p', 69306116, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (15, 5, 10, 0, 'p6xtn7f8cqh0z4f3', 1185357913, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (16, 6, 6, 0, 'j6knjbth9877tnjc', 2099383911, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (17, 6, 7, 0, 'j6knjbth9877tnjc e3rhzx00rm35rrhv', -1017568999, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (18, 7, 6, 0, 'k4hj7y7yz0rhzx1p', 1732002076, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (19, 7, 7, 0, 'k4hj7y7yz0rhzx1p e3rhzx00rm35rrhv', -1088233326, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (20, 7, 7, 0, 'k4hj7y7yz0rhzx1p x6spm7bf1mybk4hr', -1257259093, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (21, 8, 9, 0, 'p2sw5nydyw7crmp5', -1868867473, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (22, 9, 12, 0, 'm1gnsgxbpj80xqzn', 56836999, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (23, 10, 13, 0, 'f5j6ecefj4fy9yk9', 426154722, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (24, 11, 1, 1, 'x6spm7bf1mybk4hr', 979228994, '["x6spm7bf1mybk4hr","Łukasz Żak","lukasz zak","Łódź & Co",null,null,null,null,null,null,"2026-11-21",null,null,"2026-11-30T16:45:05.677368Z","2026-11-30T16:45:05.677368Z",null,null,null,null,null,null,null,null,null,null,null]');
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (25, 12, 8, 0, 'c2pdf6nc7an38bzr', 1840947350, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (26, 13, 14, 0, 'crowd', 560314121, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (27, 14, 1, 1, 'e3rhzx00rm35rrhv', 1582688295, '["e3rhzx00rm35rrhv","Ana Silva","ana silva",null,null,null,null,null,14,null,"2026-11-21",null,null,"2026-11-30T16:45:05.816627Z","2026-11-30T16:45:05.816627Z",null,null,null,null,null,null,null,null,null,null,null]');
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (28, 15, 1, 1, 'e3rhzx00rm35rrhv', 431656099, '["e3rhzx00rm35rrhv","Ana Silva","ana silva",null,null,null,null,null,14,"2026-12-01","2026-11-21",null,null,"2026-11-30T16:45:05.816627Z","2026-11-30T16:45:07.422837Z",null,null,null,null,null,null,null,null,null,null,null]');
INSERT INTO timeline (person_id, happened_on, touch_id, family, people, mood, signs) VALUES ('e3rhzx00rm35rrhv', '2026-10-01', 'j6knjbth9877tnjc', 'care', 1, NULL, 74);
INSERT INTO timeline (person_id, happened_on, touch_id, family, people, mood, signs) VALUES ('e3rhzx00rm35rrhv', '2026-11-21', 'k4hj7y7yz0rhzx1p', 'sales', 2, NULL, 4);
INSERT INTO timeline (person_id, happened_on, touch_id, family, people, mood, signs) VALUES ('x6spm7bf1mybk4hr', '2026-11-01', 'p9j1a4tvb8vqv60x', 'care', 1, 2, 2);
INSERT INTO timeline (person_id, happened_on, touch_id, family, people, mood, signs) VALUES ('x6spm7bf1mybk4hr', '2026-11-21', 'k4hj7y7yz0rhzx1p', 'sales', 2, NULL, 4);
INSERT INTO taught (touch_id, month) VALUES ('p9j1a4tvb8vqv60x', '2026-11');
INSERT INTO steps (day, series, change) VALUES (1, 7, 2);
INSERT INTO steps (day, series, change) VALUES (739921, 6, 1);
INSERT INTO steps (day, series, change) VALUES (739921, 7, -1);
INSERT INTO steps (day, series, change) VALUES (739941, 0, 2);
INSERT INTO steps (day, series, change) VALUES (740010, 5, 1);
INSERT INTO steps (day, series, change) VALUES (740010, 7, -1);
INSERT INTO steps (day, series, change) VALUES (740286, 5, 1);
INSERT INTO steps (day, series, change) VALUES (740286, 6, -1);
INSERT INTO steps_of (person_id, letters, silent_from, verdict_ends, third_ask, thanked, steps) VALUES ('e3rhzx00rm35rrhv', 1, NULL, NULL, NULL, NULL, '739941;;;;;740010;;1 740009');
INSERT INTO steps_of (person_id, letters, silent_from, verdict_ends, third_ask, thanked, steps) VALUES ('x6spm7bf1mybk4hr', 1, NULL, 740286, NULL, NULL, '739941;;;;;740286;739921 365;1 739920');
INSERT INTO involved (about, name_key, person_id, name, alone, feedback, latest) VALUES (1, 'ana silva', 'e3rhzx00rm35rrhv', 'Ana Silva', 1, 0, '2026-10-01');
INSERT INTO involved (about, name_key, person_id, name, alone, feedback, latest) VALUES (1, 'lukasz zak', 'x6spm7bf1mybk4hr', 'Łukasz Żak', 0, 1, '2026-11-01');
INSERT INTO search (rowid, text) VALUES (1, 'birthday');
INSERT INTO search (rowid, text) VALUES (2, 'lukasz Żak lódź & Co     payroll, since 2023  luk@example.org +48 22 123 45 67 022 123 45 68 Luk');
INSERT INTO search (rowid, text) VALUES (3, 'Ana Silva        ');
INSERT INTO search (rowid, text) VALUES (4, 'send the ''plan''');
INSERT INTO search (rowid, text) VALUES (5, 'worry the Q3 budget');
INSERT INTO search (rowid, text) VALUES (6, 'the export is slow ');
INSERT INTO search (rowid, text) VALUES (7, 'first one; with
lines');
INSERT INTO search (rowid, text) VALUES (8, 'asked what they would change');
INSERT INTO search (rowid, text) VALUES (9, 'reminded them of the invoice');
INSERT INTO search (rowid, text) VALUES (10, 'a book about boats');
INSERT INTO search (rowid, text) VALUES (11, 'she opens the shop');
INSERT INTO search (rowid, text) VALUES (12, 'fear ');
CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name");
CREATE INDEX clocks_due ON clocks (due_on, snoozed_until, base_day, cadence_days, name_key);
CREATE INDEX clocks_latest ON clocks (latest);
CREATE INDEX people_by_key ON people (name_key);
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
;
CREATE INDEX facts_reached ON facts (reached_on) WHERE reached_on IS NOT NULL;
CREATE INDEX checked_drafts_of ON checked_drafts (person_id);
CREATE INDEX name_words_of ON name_words (person_id);
CREATE INDEX events_of ON events (person_id);
CREATE INDEX events_by_day ON events (happens_on);
CREATE INDEX handles_by_key ON handles (value_key);
CREATE INDEX handles_of ON handles (person_id);
CREATE INDEX day_counts_of_none ON day_counts (touches) WHERE touches = 0;
CREATE INDEX change_sets_that_undo ON change_sets (undoes) WHERE undoes IS NOT NULL;
CREATE INDEX changes_of_set ON changes (change_set);
CREATE INDEX changes_of_row ON changes (substr(row_id, 1, 4));
CREATE INDEX steps_of_letters ON steps_of (letters);
CREATE INDEX steps_of_silent ON steps_of (silent_from) WHERE silent_from IS NOT NULL;
CREATE INDEX steps_of_verdict ON steps_of (verdict_ends) WHERE verdict_ends IS NOT NULL;
CREATE INDEX steps_of_asked ON steps_of (third_ask, thanked) WHERE third_ask IS NOT NULL;
CREATE INDEX involved_of ON involved (person_id);
CREATE INDEX involved_latest ON involved (latest);
CREATE TRIGGER log_people_insert AFTER INSERT ON people BEGIN INSERT INTO changes SELECT NULL, change_set, 1, 0, NEW.id, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale VALUES ('people', NEW.id), ('clocks', NEW.id); END;
CREATE TRIGGER log_people_update AFTER UPDATE ON people BEGIN INSERT INTO changes SELECT NULL, change_set, 1, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.name, OLD.name_key, OLD.company, OLD.role, OLD.say, OLD.met, OLD.note, OLD.cadence_days, OLD.snoozed_until, OLD.added_on, OLD.archived_on, OLD.archived_why, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.service, OLD.prefers, OLD.zone, OLD.hours, OLD.known_on, OLD.taken_in_on, OLD.department, OLD.duties, OLD.address, OLD.owner) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 1, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; INSERT OR IGNORE INTO stale VALUES ('people', OLD.id), ('clocks', OLD.id), ('people', NEW.id), ('clocks', NEW.id); END;
CREATE TRIGGER log_people_delete AFTER DELETE ON people BEGIN INSERT INTO changes SELECT NULL, change_set, 1, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.name, OLD.name_key, OLD.company, OLD.role, OLD.say, OLD.met, OLD.note, OLD.cadence_days, OLD.snoozed_until, OLD.added_on, OLD.archived_on, OLD.archived_why, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.service, OLD.prefers, OLD.zone, OLD.hours, OLD.known_on, OLD.taken_in_on, OLD.department, OLD.duties, OLD.address, OLD.owner) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('people', OLD.id), ('clocks', OLD.id); END;
CREATE TRIGGER log_handles_insert AFTER INSERT ON handles BEGIN INSERT INTO changes SELECT NULL, change_set, 2, 0, NEW.id, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale VALUES ('people', NEW.person_id); END;
CREATE TRIGGER log_handles_update AFTER UPDATE ON handles BEGIN INSERT INTO changes SELECT NULL, change_set, 2, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.sort, OLD.value, OLD.value_key) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 2, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; INSERT OR IGNORE INTO stale VALUES ('people', OLD.person_id), ('people', NEW.person_id); END;
CREATE TRIGGER log_handles_delete AFTER DELETE ON handles BEGIN INSERT INTO changes SELECT NULL, change_set, 2, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.sort, OLD.value, OLD.value_key) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('people', OLD.person_id); END;
CREATE TRIGGER log_tags_insert AFTER INSERT ON tags BEGIN INSERT INTO changes SELECT NULL, change_set, 3, 0, NEW.person_id || ' ' || NEW.tag, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale VALUES ('clocks', NEW.person_id); END;
CREATE TRIGGER log_tags_update AFTER UPDATE ON tags BEGIN INSERT INTO changes SELECT NULL, change_set, 3, CASE WHEN OLD.person_id || ' ' || OLD.tag IS NEW.person_id || ' ' || NEW.tag THEN 1 ELSE 2 END, OLD.person_id || ' ' || OLD.tag, 2147483647, json_array(OLD.person_id, OLD.tag) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 3, 0, NEW.person_id || ' ' || NEW.tag, 2147483647, NULL FROM change_now WHERE OLD.person_id || ' ' || OLD.tag IS NOT NEW.person_id || ' ' || NEW.tag; INSERT OR IGNORE INTO stale VALUES ('clocks', OLD.person_id), ('clocks', NEW.person_id); END;
CREATE TRIGGER log_tags_delete AFTER DELETE ON tags BEGIN INSERT INTO changes SELECT NULL, change_set, 3, 2, OLD.person_id || ' ' || OLD.tag, 2147483647, json_array(OLD.person_id, OLD.tag) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('clocks', OLD.person_id); END;
CREATE TRIGGER log_tag_cadences_insert AFTER INSERT ON tag_cadences BEGIN INSERT INTO changes SELECT NULL, change_set, 4, 0, NEW.tag, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale SELECT 'clocks', person_id FROM tags WHERE tag = NEW.tag; END;
CREATE TRIGGER log_tag_cadences_update AFTER UPDATE ON tag_cadences BEGIN INSERT INTO changes SELECT NULL, change_set, 4, CASE WHEN OLD.tag IS NEW.tag THEN 1 ELSE 2 END, OLD.tag, 2147483647, json_array(OLD.tag, OLD.days) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 4, 0, NEW.tag, 2147483647, NULL FROM change_now WHERE OLD.tag IS NOT NEW.tag; INSERT OR IGNORE INTO stale SELECT 'clocks', person_id FROM tags WHERE tag = OLD.tag; INSERT OR IGNORE INTO stale SELECT 'clocks', person_id FROM tags WHERE tag = NEW.tag; END;
CREATE TRIGGER log_tag_cadences_delete AFTER DELETE ON tag_cadences BEGIN INSERT INTO changes SELECT NULL, change_set, 4, 2, OLD.tag, 2147483647, json_array(OLD.tag, OLD.days) FROM change_now; INSERT OR IGNORE INTO stale SELECT 'clocks', person_id FROM tags WHERE tag = OLD.tag; END;
CREATE TRIGGER log_kinds_insert AFTER INSERT ON kinds BEGIN INSERT INTO changes SELECT NULL, change_set, 5, 0, NEW.kind, 2147483647, NULL FROM change_now; END;
CREATE TRIGGER log_kinds_update AFTER UPDATE ON kinds BEGIN INSERT INTO changes SELECT NULL, change_set, 5, CASE WHEN OLD.kind IS NEW.kind THEN 1 ELSE 2 END, OLD.kind, 2147483647, json_array(OLD.kind, OLD.family, OLD.label) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 5, 0, NEW.kind, 2147483647, NULL FROM change_now WHERE OLD.kind IS NOT NEW.kind; INSERT OR IGNORE INTO stale SELECT 'touches', id FROM touches WHERE kind = OLD.kind; INSERT OR IGNORE INTO stale SELECT 'touches', id FROM touches WHERE kind = NEW.kind; END;
CREATE TRIGGER log_kinds_delete AFTER DELETE ON kinds BEGIN INSERT INTO changes SELECT NULL, change_set, 5, 2, OLD.kind, 2147483647, json_array(OLD.kind, OLD.family, OLD.label) FROM change_now; INSERT OR IGNORE INTO stale SELECT 'touches', id FROM touches WHERE kind = OLD.kind; END;
CREATE TRIGGER log_touches_insert AFTER INSERT ON touches BEGIN INSERT INTO changes SELECT NULL, change_set, 6, 0, NEW.id, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale VALUES ('touches', NEW.id); END;
CREATE TRIGGER log_touches_update AFTER UPDATE ON touches BEGIN INSERT INTO changes SELECT NULL, change_set, 6, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.happened_on, OLD.kind, OLD.channel, OLD.from_them, OLD.mood, OLD.note, OLD.source_uid, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.about, OLD.crowd, OLD.by) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 6, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; INSERT OR IGNORE INTO stale VALUES ('touches', OLD.id), ('touches', NEW.id); END;
CREATE TRIGGER log_touches_delete AFTER DELETE ON touches BEGIN INSERT INTO changes SELECT NULL, change_set, 6, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.happened_on, OLD.kind, OLD.channel, OLD.from_them, OLD.mood, OLD.note, OLD.source_uid, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.about, OLD.crowd, OLD.by) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('touches', OLD.id); END;
CREATE TRIGGER log_touch_people_insert AFTER INSERT ON touch_people BEGIN INSERT INTO changes SELECT NULL, change_set, 7, 0, NEW.touch_id || ' ' || NEW.person_id, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale VALUES ('touches', NEW.touch_id), ('clocks', NEW.person_id); END;
CREATE TRIGGER log_touch_people_update AFTER UPDATE ON touch_people BEGIN INSERT INTO changes SELECT NULL, change_set, 7, CASE WHEN OLD.touch_id || ' ' || OLD.person_id IS NEW.touch_id || ' ' || NEW.person_id THEN 1 ELSE 2 END, OLD.touch_id || ' ' || OLD.person_id, 2147483647, json_array(OLD.touch_id, OLD.person_id) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 7, 0, NEW.touch_id || ' ' || NEW.person_id, 2147483647, NULL FROM change_now WHERE OLD.touch_id || ' ' || OLD.person_id IS NOT NEW.touch_id || ' ' || NEW.person_id; INSERT OR IGNORE INTO stale VALUES ('touches', OLD.touch_id), ('clocks', OLD.person_id), ('touches', NEW.touch_id), ('clocks', NEW.person_id); END;
CREATE TRIGGER log_touch_people_delete AFTER DELETE ON touch_people BEGIN INSERT INTO changes SELECT NULL, change_set, 7, 2, OLD.touch_id || ' ' || OLD.person_id, 2147483647, json_array(OLD.touch_id, OLD.person_id) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('touches', OLD.touch_id), ('clocks', OLD.person_id); END;
CREATE TRIGGER log_facts_insert AFTER INSERT ON facts BEGIN INSERT INTO changes SELECT NULL, change_set, 8, 0, NEW.id, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale VALUES ('facts', NEW.id), ('taught', NEW.touch_id); INSERT OR IGNORE INTO stale SELECT 'taught', touch_id FROM timeline WHERE person_id = NEW.person_id AND happened_on = NEW.learned_on; END;
CREATE TRIGGER log_facts_update AFTER UPDATE ON facts BEGIN INSERT INTO changes SELECT NULL, change_set, 8, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.category, OLD.text, OLD.source, OLD.learned_on, OLD.touch_id, OLD.retired_on, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.reached_on) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 8, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; INSERT OR IGNORE INTO stale VALUES ('facts', OLD.id), ('taught', OLD.touch_id), ('facts', NEW.id), ('taught', NEW.touch_id); INSERT OR IGNORE INTO stale SELECT 'taught', touch_id FROM timeline WHERE person_id = OLD.person_id AND happened_on = OLD.learned_on; INSERT OR IGNORE INTO stale SELECT 'taught', touch_id FROM timeline WHERE person_id = NEW.person_id AND happened_on = NEW.learned_on; END;
CREATE TRIGGER log_facts_delete AFTER DELETE ON facts BEGIN INSERT INTO changes SELECT NULL, change_set, 8, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.category, OLD.text, OLD.source, OLD.learned_on, OLD.touch_id, OLD.retired_on, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.reached_on) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('facts', OLD.id), ('taught', OLD.touch_id); INSERT OR IGNORE INTO stale SELECT 'taught', touch_id FROM timeline WHERE person_id = OLD.person_id AND happened_on = OLD.learned_on; END;
CREATE TRIGGER log_actions_insert AFTER INSERT ON actions BEGIN INSERT INTO changes SELECT NULL, change_set, 9, 0, NEW.id, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale VALUES ('actions', NEW.id); END;
CREATE TRIGGER log_actions_update AFTER UPDATE ON actions BEGIN INSERT INTO changes SELECT NULL, change_set, 9, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.sort, OLD.text, OLD.due_on, OLD.done_on, OLD.touch_id, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.made_on) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 9, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; INSERT OR IGNORE INTO stale VALUES ('actions', OLD.id), ('actions', NEW.id); END;
CREATE TRIGGER log_actions_delete AFTER DELETE ON actions BEGIN INSERT INTO changes SELECT NULL, change_set, 9, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.sort, OLD.text, OLD.due_on, OLD.done_on, OLD.touch_id, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.made_on) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('actions', OLD.id); END;
CREATE TRIGGER log_feedback_insert AFTER INSERT ON feedback BEGIN INSERT INTO changes SELECT NULL, change_set, 10, 0, NEW.id, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale VALUES ('feedback', NEW.id), ('clocks', NEW.person_id), ('taught', NEW.touch_id); END;
CREATE TRIGGER log_feedback_update AFTER UPDATE ON feedback BEGIN INSERT INTO changes SELECT NULL, change_set, 10, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.about, OLD.tone, OLD.text, OLD.heard_on, OLD.acted_on, OLD.action, OLD.told_on, OLD.touch_id, OLD.created_at, OLD.updated_at, OLD.deleted_at) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 10, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; INSERT OR IGNORE INTO stale VALUES ('feedback', OLD.id), ('clocks', OLD.person_id), ('taught', OLD.touch_id), ('feedback', NEW.id), ('clocks', NEW.person_id), ('taught', NEW.touch_id); END;
CREATE TRIGGER log_feedback_delete AFTER DELETE ON feedback BEGIN INSERT INTO changes SELECT NULL, change_set, 10, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.about, OLD.tone, OLD.text, OLD.heard_on, OLD.acted_on, OLD.action, OLD.told_on, OLD.touch_id, OLD.created_at, OLD.updated_at, OLD.deleted_at) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('feedback', OLD.id), ('clocks', OLD.person_id), ('taught', OLD.touch_id); END;
CREATE TRIGGER log_occasions_insert AFTER INSERT ON occasions BEGIN INSERT INTO changes SELECT NULL, change_set, 11, 0, NEW.id, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale VALUES ('occasions', NEW.id); END;
CREATE TRIGGER log_occasions_update AFTER UPDATE ON occasions BEGIN INSERT INTO changes SELECT NULL, change_set, 11, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.label, OLD.month, OLD.day, OLD.year, OLD.created_at, OLD.updated_at, OLD.deleted_at) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 11, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; INSERT OR IGNORE INTO stale VALUES ('occasions', OLD.id), ('occasions', NEW.id); END;
CREATE TRIGGER log_occasions_delete AFTER DELETE ON occasions BEGIN INSERT INTO changes SELECT NULL, change_set, 11, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.label, OLD.month, OLD.day, OLD.year, OLD.created_at, OLD.updated_at, OLD.deleted_at) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('occasions', OLD.id); END;
CREATE TRIGGER log_events_insert AFTER INSERT ON events BEGIN INSERT INTO changes SELECT NULL, change_set, 12, 0, NEW.id, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale VALUES ('events', NEW.id); END;
CREATE TRIGGER log_events_update AFTER UPDATE ON events BEGIN INSERT INTO changes SELECT NULL, change_set, 12, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.happens_on, OLD.text, OLD.touch_id, OLD.created_at, OLD.updated_at, OLD.deleted_at) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 12, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; INSERT OR IGNORE INTO stale VALUES ('events', OLD.id), ('events', NEW.id); END;
CREATE TRIGGER log_events_delete AFTER DELETE ON events BEGIN INSERT INTO changes SELECT NULL, change_set, 12, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.happens_on, OLD.text, OLD.touch_id, OLD.created_at, OLD.updated_at, OLD.deleted_at) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('events', OLD.id); END;
CREATE TRIGGER log_ties_insert AFTER INSERT ON ties BEGIN INSERT INTO changes SELECT NULL, change_set, 13, 0, NEW.id, 2147483647, NULL FROM change_now; END;
CREATE TRIGGER log_ties_update AFTER UPDATE ON ties BEGIN INSERT INTO changes SELECT NULL, change_set, 13, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.other_id, OLD.relation, OLD.created_at, OLD.updated_at, OLD.deleted_at) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 13, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; END;
CREATE TRIGGER log_ties_delete AFTER DELETE ON ties BEGIN INSERT INTO changes SELECT NULL, change_set, 13, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.person_id, OLD.other_id, OLD.relation, OLD.created_at, OLD.updated_at, OLD.deleted_at) FROM change_now; END;
CREATE TRIGGER log_settings_insert AFTER INSERT ON settings BEGIN INSERT INTO changes SELECT NULL, change_set, 14, 0, NEW.key, 2147483647, NULL FROM change_now; INSERT OR IGNORE INTO stale SELECT 'clocks', id FROM people WHERE NEW.key IN ('cadence', 'crowd'); END;
CREATE TRIGGER log_settings_update AFTER UPDATE ON settings BEGIN INSERT INTO changes SELECT NULL, change_set, 14, CASE WHEN OLD.key IS NEW.key THEN 1 ELSE 2 END, OLD.key, 2147483647, json_array(OLD.key, OLD.value) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 14, 0, NEW.key, 2147483647, NULL FROM change_now WHERE OLD.key IS NOT NEW.key; INSERT OR IGNORE INTO stale SELECT 'clocks', id FROM people WHERE OLD.key IN ('cadence', 'crowd'); INSERT OR IGNORE INTO stale SELECT 'clocks', id FROM people WHERE NEW.key IN ('cadence', 'crowd'); END;
CREATE TRIGGER log_settings_delete AFTER DELETE ON settings BEGIN INSERT INTO changes SELECT NULL, change_set, 14, 2, OLD.key, 2147483647, json_array(OLD.key, OLD.value) FROM change_now; INSERT OR IGNORE INTO stale SELECT 'clocks', id FROM people WHERE OLD.key IN ('cadence', 'crowd'); END;
CREATE TRIGGER count_touches_insert AFTER INSERT ON touches BEGIN INSERT INTO touch_counts SELECT substr(NEW.happened_on, 1, 7), NEW.kind, NEW.channel, coalesce(NEW.mood, 0), 1 WHERE NEW.deleted_at IS NULL ON CONFLICT (month, kind, channel, mood) DO UPDATE SET touches = touches + 1; END;
CREATE TRIGGER count_touches_update AFTER UPDATE OF happened_on, kind, channel, mood, deleted_at ON touches BEGIN UPDATE touch_counts SET touches = touches - 1 WHERE OLD.deleted_at IS NULL AND (month, kind, channel, mood) = (substr(OLD.happened_on, 1, 7), OLD.kind, OLD.channel, coalesce(OLD.mood, 0)); DELETE FROM touch_counts WHERE touches = 0 AND OLD.deleted_at IS NULL AND (month, kind, channel, mood) = (substr(OLD.happened_on, 1, 7), OLD.kind, OLD.channel, coalesce(OLD.mood, 0)); INSERT INTO touch_counts SELECT substr(NEW.happened_on, 1, 7), NEW.kind, NEW.channel, coalesce(NEW.mood, 0), 1 WHERE NEW.deleted_at IS NULL ON CONFLICT (month, kind, channel, mood) DO UPDATE SET touches = touches + 1; END;
CREATE TRIGGER count_touches_delete AFTER DELETE ON touches BEGIN UPDATE touch_counts SET touches = touches - 1 WHERE OLD.deleted_at IS NULL AND (month, kind, channel, mood) = (substr(OLD.happened_on, 1, 7), OLD.kind, OLD.channel, coalesce(OLD.mood, 0)); DELETE FROM touch_counts WHERE touches = 0 AND OLD.deleted_at IS NULL AND (month, kind, channel, mood) = (substr(OLD.happened_on, 1, 7), OLD.kind, OLD.channel, coalesce(OLD.mood, 0)); END;
CREATE INDEX clocks_sales ON clocks (sales_since);
CREATE INDEX clocks_never ON clocks (name_key) WHERE last_care IS NULL;
CREATE INDEX actions_by_sort ON actions (sort, done_on, due_on, person_id)
    WHERE deleted_at IS NULL;
CREATE INDEX feedback_from ON feedback (touch_id) WHERE touch_id IS NOT NULL;
CREATE INDEX people_not_plain ON people (name_key) WHERE name_key GLOB '*[^a-z0-9 ]*';
CREATE INDEX handles_not_plain ON handles (value_key)
    WHERE sort = 'nickname' AND value_key GLOB '*[^a-z0-9 ]*';
CREATE INDEX people_by_company ON people (company)
    WHERE company IS NOT NULL AND deleted_at IS NULL AND archived_on IS NULL;
CREATE INDEX facts_by_category ON facts (category) WHERE deleted_at IS NULL;
CREATE INDEX people_by_owner ON people (owner) WHERE owner IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX touches_by_writer ON touches (by) WHERE by IS NOT NULL AND deleted_at IS NULL;
CREATE INDEX timeline_of_touch ON timeline (touch_id);
CREATE INDEX timeline_from_them ON timeline (person_id, happened_on, people)
    WHERE signs & 1;
CREATE INDEX timeline_asks ON timeline (person_id, happened_on, signs, people)
    WHERE signs & 8;
CREATE INDEX timeline_asks_together ON timeline (touch_id, happened_on, signs, people)
    WHERE signs & 8 AND people > 1;
CREATE INDEX search_docs_of_row ON search_docs (row_id);
PRAGMA application_id = 1667330661;
PRAGMA user_version = 11;
