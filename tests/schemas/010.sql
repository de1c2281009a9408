CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
);
CREATE TABLE people (id TEXT PRIMARY KEY, name TEXT NOT NULL, name_key TEXT NOT NULL, company TEXT, role TEXT, say TEXT, met TEXT, note TEXT,
        cadence_days INTEGER, snoozed_until TEXT, added_on TEXT NOT NULL, archived_on TEXT, archived_why TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT, service TEXT, prefers TEXT, zone TEXT, hours TEXT, known_on TEXT, taken_in_on TEXT, department TEXT, duties TEXT, address TEXT);
CREATE TABLE tags (person_id TEXT NOT NULL REFERENCES people(id), tag TEXT NOT NULL, PRIMARY KEY (person_id, tag));
CREATE TABLE tag_cadences (tag TEXT PRIMARY KEY, days INTEGER NOT NULL);
CREATE TABLE touches (id TEXT PRIMARY KEY, happened_on TEXT NOT NULL, kind TEXT NOT NULL REFERENCES kinds(kind), channel TEXT NOT NULL,
        from_them INTEGER NOT NULL DEFAULT 0, mood INTEGER CHECK (mood BETWEEN 1 AND 5), note TEXT NOT NULL, source_uid TEXT, created_at TEXT NOT NULL, updated_at TEXT NOT NULL, deleted_at TEXT, about TEXT CHECK (about IN ('product', 'marketing', 'sales', 'service')), crowd INTEGER CHECK (crowd > 0));
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
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (1, 'caretrack', 'm001_the_whole_model', '2026-11-30 14:56:06.325730+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (2, 'caretrack', 'm002_what_an_ask_was_about', '2026-11-30 14:56:06.326268+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (3, 'caretrack', 'm003_one_identity_of_a_number', '2026-11-30 14:56:06.326566+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (4, 'caretrack', 'm004_tried_reached_and_checked', '2026-11-30 14:56:06.327844+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (5, 'caretrack', 'm005_days_in_a_life_and_how_to_reach_them', '2026-11-30 14:56:06.330947+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (6, 'caretrack', 'm006_department_duties_address_and_more_ways_to_reach', '2026-11-30 14:56:06.332292+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (7, 'caretrack', 'm007_counts_of_touches', '2026-11-30 14:56:06.332578+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (8, 'caretrack', 'm008_a_log_of_what_was_before', '2026-11-30 14:56:06.338040+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (9, 'caretrack', 'm009_what_stats_reads', '2026-11-30 14:56:06.338316+00:00');
INSERT INTO _sqlite_migrations (id, migration_set, name, applied_at) VALUES (10, 'caretrack', 'm010_of_whom_stats_tells', '2026-11-30 14:56:06.341124+00:00');
INSERT INTO people (id, name, name_key, company, role, say, met, note, cadence_days, snoozed_until, added_on, archived_on, archived_why, created_at, updated_at, deleted_at, service, prefers, zone, hours, known_on, taken_in_on, department, duties, address) VALUES ('t051newews5gnred', 'Łukasz Żak', 'lukasz zak', 'Łódź & Co', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-21', NULL, NULL, '2026-11-30T14:56:06.362151Z', '2026-11-30T14:56:07.219538Z', NULL, 'payroll, since 2023', 'call', 'Europe/Warsaw', '9-15', NULL, NULL, NULL, NULL, NULL);
INSERT INTO people (id, name, name_key, company, role, say, met, note, cadence_days, snoozed_until, added_on, archived_on, archived_why, created_at, updated_at, deleted_at, service, prefers, zone, hours, known_on, taken_in_on, department, duties, address) VALUES ('j0xfdak9sy5347r6', 'Ana Silva', 'ana silva', NULL, NULL, NULL, NULL, NULL, 14, NULL, '2026-11-21', NULL, NULL, '2026-11-30T14:56:06.443455Z', '2026-11-30T14:56:07.511546Z', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO tags (person_id, tag) VALUES ('t051newews5gnred', 'vip');
INSERT INTO tag_cadences (tag, days) VALUES ('vip', 14);
INSERT INTO touches (id, happened_on, kind, channel, from_them, mood, note, source_uid, created_at, updated_at, deleted_at, about, crowd) VALUES ('m6tg1wjqmcktfnzy', '2026-11-01', 'workshop', 'other', 0, 2, 'first one; with
lines', NULL, '2026-11-30T14:56:06.653075Z', '2026-11-30T14:56:06.653075Z', NULL, NULL, NULL);
INSERT INTO touches (id, happened_on, kind, channel, from_them, mood, note, source_uid, created_at, updated_at, deleted_at, about, crowd) VALUES ('c3h420xbb3gmaa6y', '2026-10-01', 'ask', 'other', 0, NULL, 'asked what they would change', NULL, '2026-11-30T14:56:06.767423Z', '2026-11-30T14:56:06.767423Z', NULL, 'product', NULL);
INSERT INTO touches (id, happened_on, kind, channel, from_them, mood, note, source_uid, created_at, updated_at, deleted_at, about, crowd) VALUES ('s0hxs9ctpkrana8t', '2026-11-21', 'invoice', 'email', 0, NULL, 'reminded them of the invoice', NULL, '2026-11-30T14:56:06.851579Z', '2026-11-30T14:56:06.851579Z', NULL, NULL, NULL);
INSERT INTO touch_people (touch_id, person_id) VALUES ('m6tg1wjqmcktfnzy', 't051newews5gnred');
INSERT INTO touch_people (touch_id, person_id) VALUES ('c3h420xbb3gmaa6y', 'j0xfdak9sy5347r6');
INSERT INTO touch_people (touch_id, person_id) VALUES ('s0hxs9ctpkrana8t', 'j0xfdak9sy5347r6');
INSERT INTO touch_people (touch_id, person_id) VALUES ('s0hxs9ctpkrana8t', 't051newews5gnred');
INSERT INTO facts (id, person_id, category, text, source, learned_on, touch_id, retired_on, created_at, updated_at, deleted_at, reached_on) VALUES ('w1cbxnbncnvfmr51', 't051newews5gnred', 'worry', 'the Q3 budget', 'told', '2026-11-01', 'm6tg1wjqmcktfnzy', NULL, '2026-11-30T14:56:06.653606Z', '2026-11-30T14:56:06.653606Z', NULL, NULL);
INSERT INTO facts (id, person_id, category, text, source, learned_on, touch_id, retired_on, created_at, updated_at, deleted_at, reached_on) VALUES ('m0pbb8d8ney0prjz', 'j0xfdak9sy5347r6', 'fear', '', 'declined', '2026-11-21', NULL, NULL, '2026-11-30T14:56:07.281780Z', '2026-11-30T14:56:07.281780Z', NULL, NULL);
INSERT INTO actions (id, person_id, sort, text, due_on, done_on, touch_id, created_at, updated_at, deleted_at, made_on) VALUES ('e8q8gbrat611radb', 't051newews5gnred', 'promise', 'send the ''plan''', '2026-11-06', NULL, 'm6tg1wjqmcktfnzy', '2026-11-30T14:56:06.653904Z', '2026-11-30T14:56:06.653904Z', NULL, '2026-11-01');
INSERT INTO actions (id, person_id, sort, text, due_on, done_on, touch_id, created_at, updated_at, deleted_at, made_on) VALUES ('z65sfmdsvxn3aefa', 'j0xfdak9sy5347r6', 'gesture', 'a book about boats', NULL, NULL, NULL, '2026-11-30T14:56:06.980044Z', '2026-11-30T14:56:06.980044Z', NULL, '2026-11-21');
INSERT INTO feedback (id, person_id, about, tone, text, heard_on, acted_on, action, told_on, touch_id, created_at, updated_at, deleted_at) VALUES ('c757x3bd030sdcva', 't051newews5gnred', 'product', 'complaint', 'the export is slow', '2026-11-01', NULL, NULL, NULL, 'm6tg1wjqmcktfnzy', '2026-11-30T14:56:06.654137Z', '2026-11-30T14:56:06.654137Z', NULL);
INSERT INTO occasions (id, person_id, label, month, day, year, created_at, updated_at, deleted_at) VALUES ('a3ef6ampbyae0k8q', 't051newews5gnred', 'birthday', 2, 29, 1976, '2026-11-30T14:56:06.363137Z', '2026-11-30T14:56:06.363137Z', NULL);
INSERT INTO ties (id, person_id, other_id, relation, created_at, updated_at, deleted_at) VALUES ('j030m1je45e1ejr4', 'j0xfdak9sy5347r6', 't051newews5gnred', 'boss', '2026-11-30T14:56:07.146935Z', '2026-11-30T14:56:07.146935Z', NULL);
INSERT INTO settings (key, value) VALUES ('crowd', '4');
INSERT INTO clocks (person_id, name_key, base_on, base_day, last_care, last_mood, last_sales, sales_since, latest, cadence_days, cadence_reason, due_on, snoozed_until) VALUES ('j0xfdak9sy5347r6', 'ana silva', '2026-10-01', 739890, '2026-10-01', NULL, '2026-11-21', 1, '2026-11-21', 14, 'own', '2026-10-15', NULL);
INSERT INTO clocks (person_id, name_key, base_on, base_day, last_care, last_mood, last_sales, sales_since, latest, cadence_days, cadence_reason, due_on, snoozed_until) VALUES ('t051newews5gnred', 'lukasz zak', '2026-11-01', 739921, '2026-11-01', 2, '2026-11-21', 1, '2026-11-21', 7, 'low last time', '2026-11-08', NULL);
INSERT INTO search_docs (doc, source, row_id) VALUES (1, 'occasions', 'a3ef6ampbyae0k8q');
INSERT INTO search_docs (doc, source, row_id) VALUES (2, 'people', 't051newews5gnred');
INSERT INTO search_docs (doc, source, row_id) VALUES (3, 'people', 'j0xfdak9sy5347r6');
INSERT INTO search_docs (doc, source, row_id) VALUES (4, 'actions', 'e8q8gbrat611radb');
INSERT INTO search_docs (doc, source, row_id) VALUES (5, 'facts', 'w1cbxnbncnvfmr51');
INSERT INTO search_docs (doc, source, row_id) VALUES (6, 'feedback', 'c757x3bd030sdcva');
INSERT INTO search_docs (doc, source, row_id) VALUES (7, 'touches', 'm6tg1wjqmcktfnzy');
INSERT INTO search_docs (doc, source, row_id) VALUES (8, 'touches', 'c3h420xbb3gmaa6y');
INSERT INTO search_docs (doc, source, row_id) VALUES (9, 'touches', 's0hxs9ctpkrana8t');
INSERT INTO search_docs (doc, source, row_id) VALUES (10, 'actions', 'z65sfmdsvxn3aefa');
INSERT INTO search_docs (doc, source, row_id) VALUES (11, 'events', 'e4q37mqsb58z4r9f');
INSERT INTO search_docs (doc, source, row_id) VALUES (12, 'facts', 'm0pbb8d8ney0prjz');
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
INSERT INTO name_words (word, person_id) VALUES ('ana', 'j0xfdak9sy5347r6');
INSERT INTO name_words (word, person_id) VALUES ('silva', 'j0xfdak9sy5347r6');
INSERT INTO name_words (word, person_id) VALUES ('luk', 't051newews5gnred');
INSERT INTO name_words (word, person_id) VALUES ('lukasz', 't051newews5gnred');
INSERT INTO name_words (word, person_id) VALUES ('zak', 't051newews5gnred');
INSERT INTO events (id, person_id, happens_on, text, touch_id, created_at, updated_at, deleted_at) VALUES ('e4q37mqsb58z4r9f', 'j0xfdak9sy5347r6', '2026-12-10', 'she opens the shop', NULL, '2026-11-30T14:56:07.051470Z', '2026-11-30T14:56:07.051470Z', NULL);
INSERT INTO handles (id, person_id, sort, value, value_key) VALUES ('c96ety4qdnn88vgn', 't051newews5gnred', 'email', 'luk@example.org', 'luk@example.org');
INSERT INTO handles (id, person_id, sort, value, value_key) VALUES ('p9djcwmt94sj3km8', 't051newews5gnred', 'phone', '+48 22 123 45 67', '+48221234567');
INSERT INTO handles (id, person_id, sort, value, value_key) VALUES ('n03ge8k41dbw1616', 't051newews5gnred', 'phone', '022 123 45 68', '221234568');
INSERT INTO handles (id, person_id, sort, value, value_key) VALUES ('j06krz6r56yn4cqz', 't051newews5gnred', 'nickname', 'Luk', 'luk');
INSERT INTO touch_counts (month, kind, channel, mood, touches) VALUES ('2026-10', 'ask', 'other', 0, 1);
INSERT INTO touch_counts (month, kind, channel, mood, touches) VALUES ('2026-11', 'invoice', 'email', 0, 1);
INSERT INTO touch_counts (month, kind, channel, mood, touches) VALUES ('2026-11', 'workshop', 'other', 2, 1);
INSERT INTO day_counts (happened_on, family, people, touches) VALUES ('2026-10-01', 'care', 1, 1);
INSERT INTO day_counts (happened_on, family, people, touches) VALUES ('2026-11-01', 'care', 1, 1);
INSERT INTO day_counts (happened_on, family, people, touches) VALUES ('2026-11-21', 'sales', 2, 2);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (1, 'm51f51pr0x9sjknp', '2026-11-30T14:56:06.361403Z', 'add', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (2, 'f52cdavbbvmzchg3', '2026-11-30T14:56:06.442656Z', 'add', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (3, 'e2ynbs5b2be61gx5', '2026-11-30T14:56:06.524027Z', 'every', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (4, 'a9ydw5kzbmaaxttm', '2026-11-30T14:56:06.578130Z', 'kinds add', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (5, 'r91a01m2v3vsgv32', '2026-11-30T14:56:06.652299Z', 'log', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (6, 'a474xjy2x1q3ee87', '2026-11-30T14:56:06.766573Z', 'log', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (7, 'a83gngg5rkyenrx5', '2026-11-30T14:56:06.851018Z', 'log', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (8, 'c8kny8pxga166dh6', '2026-11-30T14:56:06.979585Z', 'gesture', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (9, 'g7gg031r31etfyzj', '2026-11-30T14:56:07.050949Z', 'event', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (10, 'h1z2tswz7cb2r00f', '2026-11-30T14:56:07.146502Z', 'tie', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (11, 'g43yaygmcgg2v0c6', '2026-11-30T14:56:07.202083Z', 'edit', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (12, 'q7ww9tzbqjrx1zxj', '2026-11-30T14:56:07.281262Z', 'learn', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (13, 's02fj1hw7995dfr2', '2026-11-30T14:56:07.354156Z', 'config', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (14, 'x4p9v9a5qrjkajez', '2026-11-30T14:56:07.429403Z', 'snooze', NULL);
INSERT INTO change_sets (number, id, made_at, command, undoes) VALUES (15, 'b8npjwmftqsm28qc', '2026-11-30T14:56:07.509433Z', 'undo x4p9v9', 'x4p9v9a5qrjkajez');
INSERT INTO change_now (change_set) VALUES (NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (1, 1, 1, 0, 't051newews5gnred', -284972552, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (2, 1, 2, 0, 'c96ety4qdnn88vgn', -695396805, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (3, 1, 2, 0, 'p9djcwmt94sj3km8', 463699184, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (4, 1, 2, 0, 'n03ge8k41dbw1616', 765350130, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (5, 1, 2, 0, 'j06krz6r56yn4cqz', 22004249, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (6, 1, 3, 0, 't051newews5gnred vip', -110482032, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (7, 1, 11, 0, 'a3ef6ampbyae0k8q', -1084139730, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (8, 2, 1, 0, 'j0xfdak9sy5347r6', -2025912964, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (9, 3, 4, 0, 'vip', 737550071, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (10, 4, 5, 0, 'workshop', -1317076625, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (11, 5, 6, 0, 'm6tg1wjqmcktfnzy', -15355950, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (12, 5, 7, 0, 'm6tg1wjqmcktfnzy t051newews5gnred', -1834794094, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (13, 5, 8, 0, 'w1cbxnbncnvfmr51', -1495769173, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (14, 5, 9, 0, 'e8q8gbrat611radb', -1711998516, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (15, 5, 10, 0, 'c757x3bd030sdcva', 1454391643, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (16, 6, 6, 0, 'c3h420xbb3gmaa6y', 1451572343, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (17, 6, 7, 0, 'c3h420xbb3gmaa6y j0xfdak9sy5347r6', -724467627, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (18, 7, 6, 0, 's0hxs9ctpkrana8t', 1513726051, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (19, 7, 7, 0, 's0hxs9ctpkrana8t j0xfdak9sy5347r6', 1193575336, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (20, 7, 7, 0, 's0hxs9ctpkrana8t t051newews5gnred', -7257295, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (21, 8, 9, 0, 'z65sfmdsvxn3aefa', 219601890, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (22, 9, 12, 0, 'e4q37mqsb58z4r9f', -1222825428, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (23, 10, 13, 0, 'j030m1je45e1ejr4', 896820130, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (24, 11, 1, 1, 't051newews5gnred', -1137530828, '["t051newews5gnred","Łukasz Żak","lukasz zak","Łódź & Co",null,null,null,null,null,null,"2026-11-21",null,null,"2026-11-30T14:56:06.362151Z","2026-11-30T14:56:06.362151Z",null,null,null,null,null,null,null,null,null,null]');
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (25, 12, 8, 0, 'm0pbb8d8ney0prjz', 277910501, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (26, 13, 14, 0, 'crowd', 560314121, NULL);
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (27, 14, 1, 1, 'j0xfdak9sy5347r6', -1946499701, '["j0xfdak9sy5347r6","Ana Silva","ana silva",null,null,null,null,null,14,null,"2026-11-21",null,null,"2026-11-30T14:56:06.443455Z","2026-11-30T14:56:06.443455Z",null,null,null,null,null,null,null,null,null,null]');
INSERT INTO changes (seq, change_set, source, event, row_id, sum, before) VALUES (28, 15, 1, 1, 'j0xfdak9sy5347r6', 1782350921, '["j0xfdak9sy5347r6","Ana Silva","ana silva",null,null,null,null,null,14,"2026-12-01","2026-11-21",null,null,"2026-11-30T14:56:06.443455Z","2026-11-30T14:56:07.430191Z",null,null,null,null,null,null,null,null,null,null]');
INSERT INTO timeline (person_id, happened_on, touch_id, family, people, mood, signs) VALUES ('j0xfdak9sy5347r6', '2026-10-01', 'c3h420xbb3gmaa6y', 'care', 1, NULL, 74);
INSERT INTO timeline (person_id, happened_on, touch_id, family, people, mood, signs) VALUES ('j0xfdak9sy5347r6', '2026-11-21', 's0hxs9ctpkrana8t', 'sales', 2, NULL, 4);
INSERT INTO timeline (person_id, happened_on, touch_id, family, people, mood, signs) VALUES ('t051newews5gnred', '2026-11-01', 'm6tg1wjqmcktfnzy', 'care', 1, 2, 2);
INSERT INTO timeline (person_id, happened_on, touch_id, family, people, mood, signs) VALUES ('t051newews5gnred', '2026-11-21', 's0hxs9ctpkrana8t', 'sales', 2, NULL, 4);
INSERT INTO taught (touch_id, month) VALUES ('m6tg1wjqmcktfnzy', '2026-11');
INSERT INTO steps (day, series, change) VALUES (1, 7, 2);
INSERT INTO steps (day, series, change) VALUES (739921, 6, 1);
INSERT INTO steps (day, series, change) VALUES (739921, 7, -1);
INSERT INTO steps (day, series, change) VALUES (739941, 0, 2);
INSERT INTO steps (day, series, change) VALUES (740010, 5, 1);
INSERT INTO steps (day, series, change) VALUES (740010, 7, -1);
INSERT INTO steps (day, series, change) VALUES (740286, 5, 1);
INSERT INTO steps (day, series, change) VALUES (740286, 6, -1);
INSERT INTO steps_of (person_id, letters, silent_from, verdict_ends, third_ask, thanked, steps) VALUES ('j0xfdak9sy5347r6', 1, NULL, NULL, NULL, NULL, '739941;;;;;740010;;1 740009');
INSERT INTO steps_of (person_id, letters, silent_from, verdict_ends, third_ask, thanked, steps) VALUES ('t051newews5gnred', 1, NULL, 740286, NULL, NULL, '739941;;;;;740286;739921 365;1 739920');
INSERT INTO involved (about, name_key, person_id, name, alone, feedback, latest) VALUES (1, 'ana silva', 'j0xfdak9sy5347r6', 'Ana Silva', 1, 0, '2026-10-01');
INSERT INTO involved (about, name_key, person_id, name, alone, feedback, latest) VALUES (1, 'lukasz zak', 't051newews5gnred', 'Łukasz Żak', 0, 1, '2026-11-01');
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
CREATE TRIGGER log_people_update AFTER UPDATE ON people BEGIN INSERT INTO changes SELECT NULL, change_set, 1, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.name, OLD.name_key, OLD.company, OLD.role, OLD.say, OLD.met, OLD.note, OLD.cadence_days, OLD.snoozed_until, OLD.added_on, OLD.archived_on, OLD.archived_why, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.service, OLD.prefers, OLD.zone, OLD.hours, OLD.known_on, OLD.taken_in_on, OLD.department, OLD.duties, OLD.address) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 1, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; INSERT OR IGNORE INTO stale VALUES ('people', OLD.id), ('clocks', OLD.id), ('people', NEW.id), ('clocks', NEW.id); END;
CREATE TRIGGER log_people_delete AFTER DELETE ON people BEGIN INSERT INTO changes SELECT NULL, change_set, 1, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.name, OLD.name_key, OLD.company, OLD.role, OLD.say, OLD.met, OLD.note, OLD.cadence_days, OLD.snoozed_until, OLD.added_on, OLD.archived_on, OLD.archived_why, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.service, OLD.prefers, OLD.zone, OLD.hours, OLD.known_on, OLD.taken_in_on, OLD.department, OLD.duties, OLD.address) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('people', OLD.id), ('clocks', OLD.id); END;
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
CREATE TRIGGER log_touches_update AFTER UPDATE ON touches BEGIN INSERT INTO changes SELECT NULL, change_set, 6, CASE WHEN OLD.id IS NEW.id THEN 1 ELSE 2 END, OLD.id, 2147483647, json_array(OLD.id, OLD.happened_on, OLD.kind, OLD.channel, OLD.from_them, OLD.mood, OLD.note, OLD.source_uid, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.about, OLD.crowd) FROM change_now; INSERT INTO changes SELECT NULL, change_set, 6, 0, NEW.id, 2147483647, NULL FROM change_now WHERE OLD.id IS NOT NEW.id; INSERT OR IGNORE INTO stale VALUES ('touches', OLD.id), ('touches', NEW.id); END;
CREATE TRIGGER log_touches_delete AFTER DELETE ON touches BEGIN INSERT INTO changes SELECT NULL, change_set, 6, 2, OLD.id, 2147483647, json_array(OLD.id, OLD.happened_on, OLD.kind, OLD.channel, OLD.from_them, OLD.mood, OLD.note, OLD.source_uid, OLD.created_at, OLD.updated_at, OLD.deleted_at, OLD.about, OLD.crowd) FROM change_now; INSERT OR IGNORE INTO stale VALUES ('touches', OLD.id); END;
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
CREATE INDEX timeline_of_touch ON timeline (touch_id);
CREATE INDEX timeline_from_them ON timeline (person_id, happened_on, people)
    WHERE signs & 1;
CREATE INDEX timeline_asks ON timeline (person_id, happened_on, signs, people)
    WHERE signs & 8;
CREATE INDEX timeline_asks_together ON timeline (touch_id, happened_on, signs, people)
    WHERE signs & 8 AND people > 1;
CREATE INDEX search_docs_of_row ON search_docs (row_id);
PRAGMA application_id = 1667330661;
PRAGMA user_version = 10;
