-- Files that customers are imported from. A batch is one change set: what it said carries its number, so that exactly that can be taken back, and nothing is deleted for it.
CREATE TABLE crm_import (
    id               INTEGER PRIMARY KEY AUTOINCREMENT,
    file_name        TEXT NOT NULL,
    bytes            INTEGER NOT NULL,
    state            TEXT NOT NULL,            -- uploading, ready, checking, checked, running, done, cancelled, failed, reverting, reverted, restoring
    made_by          TEXT NOT NULL,            -- staff:… or api:…
    at               TEXT NOT NULL,
    look             TEXT NOT NULL,            -- JSON: encoding, separator, columns, the first rows
    mapping          TEXT,                     -- JSON: what each column is taken for
    position         INTEGER NOT NULL DEFAULT 0,   -- so many rows of the file are read, or imported
    undone           INTEGER NOT NULL DEFAULT 0,   -- so many values are taken back
    made             INTEGER NOT NULL DEFAULT 0,
    changed          INTEGER NOT NULL DEFAULT 0,
    unchanged        INTEGER NOT NULL DEFAULT 0,
    rejected         INTEGER NOT NULL DEFAULT 0,
    row_count        INTEGER,                  -- null: nobody has read to the end yet
    differences      TEXT NOT NULL DEFAULT '[]',   -- JSON: the first of them, of a dry run
    fault            TEXT,
    ended_at         TEXT,
    reverted_at      TEXT,                     -- the instant at which all that it said is withdrawn
    first_fact       INTEGER,                  -- what it wrote has greater numbers …
    last_fact        INTEGER,                  -- … up to these
    first_identifier INTEGER,
    last_identifier  INTEGER
);

CREATE INDEX crm_import_state ON crm_import (state);

CREATE TABLE crm_import_part (
    import_id INTEGER NOT NULL REFERENCES crm_import (id),
    number    INTEGER NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (import_id, number)
);

CREATE TABLE crm_import_reject (
    import_id INTEGER NOT NULL REFERENCES crm_import (id),
    line      INTEGER NOT NULL,
    reason    TEXT NOT NULL,
    cells     TEXT NOT NULL,                   -- JSON: the row as it was
    PRIMARY KEY (import_id, line)
);

CREATE TABLE crm_import_profile (
    name    TEXT PRIMARY KEY,
    mapping TEXT NOT NULL,
    made_by TEXT NOT NULL,
    at      TEXT NOT NULL
);

ALTER TABLE crm_customer ADD COLUMN import_id INTEGER;        -- the batch that made it
ALTER TABLE crm_customer ADD COLUMN withdrawn_at TEXT;        -- nothing is known of it any more: its batch was taken back
ALTER TABLE crm_fact ADD COLUMN import_id INTEGER;
ALTER TABLE crm_identifier ADD COLUMN import_id INTEGER;
