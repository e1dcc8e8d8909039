-- Subject access and erasure: jobs with what came of them. Who was erased stays as an id alone, so that it can be told.
ALTER TABLE crm_customer ADD COLUMN erased_at TEXT;

CREATE TABLE crm_protection (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    kind        TEXT NOT NULL,                 -- restriction, hold
    reason      TEXT NOT NULL,
    said_by     TEXT NOT NULL,
    at          TEXT NOT NULL,
    ended_at    TEXT,
    ended_by    TEXT
);

CREATE INDEX crm_protection_customer ON crm_protection (customer_id) WHERE ended_at IS NULL;

CREATE TABLE crm_access (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id   TEXT NOT NULL REFERENCES crm_customer (id),
    asked_by      TEXT NOT NULL,
    at            TEXT NOT NULL,
    state         TEXT NOT NULL,               -- waiting, ready, gone
    rows_done     INTEGER NOT NULL DEFAULT 0,
    bytes         INTEGER NOT NULL DEFAULT 0,
    claimed_until TEXT,                        -- a node works on it
    ended_at      TEXT
);

CREATE INDEX crm_access_customer ON crm_access (customer_id);
CREATE INDEX crm_access_waiting ON crm_access (id) WHERE state = 'waiting';

CREATE TABLE crm_access_part (
    access_id INTEGER NOT NULL REFERENCES crm_access (id),
    number    INTEGER NOT NULL,
    bytes     BLOB NOT NULL,
    PRIMARY KEY (access_id, number)
);

CREATE TABLE crm_erasure (
    number        INTEGER PRIMARY KEY AUTOINCREMENT,     -- shown as E-000123
    customer_id   TEXT NOT NULL REFERENCES crm_customer (id),
    because       TEXT NOT NULL,               -- asked, retention, mistake
    asked_by      TEXT NOT NULL,
    at            TEXT NOT NULL,
    state         TEXT NOT NULL,               -- waiting, erased, searched, done
    terms         TEXT,                        -- JSON: what is searched for until that is done; then null
    certificate   TEXT,                        -- JSON, as far as it is known
    hash          TEXT,                        -- SHA-256 of the certificate, in hexadecimal
    claimed_until TEXT,
    ended_at      TEXT
);

CREATE INDEX crm_erasure_customer ON crm_erasure (customer_id);
CREATE INDEX crm_erasure_waiting ON crm_erasure (number) WHERE state <> 'done';
