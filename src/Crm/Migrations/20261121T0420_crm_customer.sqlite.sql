-- Customers, what identifies them, what they agreed to, and what they ordered. "The same person" is an edge that can be revoked: no row moves.
CREATE TABLE crm_customer (
    id         TEXT PRIMARY KEY,
    name       TEXT,
    language   TEXT NOT NULL,
    created_at TEXT NOT NULL
);

CREATE TABLE crm_identifier (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id   TEXT NOT NULL REFERENCES crm_customer (id),
    kind          TEXT NOT NULL,               -- channel, email, phone, customer_number
    value         TEXT NOT NULL,               -- as it was given
    normalised    TEXT NOT NULL,               -- as it is compared
    verified_at   TEXT,                        -- a channel account is verified by its channel, an e-mail by a code
    first_seen_at TEXT NOT NULL,
    last_seen_at  TEXT NOT NULL,
    UNIQUE (customer_id, kind, normalised)
);

CREATE UNIQUE INDEX crm_identifier_verified ON crm_identifier (kind, normalised) WHERE verified_at IS NOT NULL;

CREATE TABLE crm_same_person (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),   -- made for a channel account
    same_as     TEXT NOT NULL REFERENCES crm_customer (id),   -- holder of the e-mail that the account proved
    evidence    TEXT NOT NULL,                                -- JSON: what proved it
    at          TEXT NOT NULL,
    revoked_at  TEXT
);

CREATE UNIQUE INDEX crm_same_person_live ON crm_same_person (customer_id) WHERE revoked_at IS NULL;
CREATE INDEX crm_same_person_of ON crm_same_person (same_as) WHERE revoked_at IS NULL;

CREATE TABLE crm_email_code (
    id          TEXT PRIMARY KEY,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),   -- the channel account's own customer
    email       TEXT NOT NULL,
    hash        TEXT NOT NULL,                 -- salt:SHA-256, both in hex
    sent_at     TEXT NOT NULL,
    expires_at  TEXT NOT NULL,
    tries       INTEGER NOT NULL DEFAULT 0,
    over_at     TEXT                           -- used, or replaced by a newer one
);

CREATE INDEX crm_email_code_customer ON crm_email_code (customer_id, sent_at);
CREATE INDEX crm_email_code_email ON crm_email_code (email, sent_at);

CREATE TABLE crm_consent (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    purpose     TEXT NOT NULL,
    given       INTEGER NOT NULL,
    at          TEXT NOT NULL,
    source      TEXT NOT NULL
);

CREATE INDEX crm_consent_customer ON crm_consent (customer_id, purpose, id);

CREATE TABLE crm_order (
    number      TEXT PRIMARY KEY,              -- HL-204817
    customer_id TEXT REFERENCES crm_customer (id),
    buyer_email TEXT,                          -- normalised; a guest's order belongs to whoever proves this address
    status      TEXT NOT NULL,                 -- placed, packed, shipped, delivered, returned, cancelled
    placed_at   TEXT NOT NULL,
    promised_on TEXT NOT NULL,                 -- a day: 2026-11-21
    carrier_day TEXT,                          -- the day of the carrier's last word, or null before it is handed over
    items       TEXT NOT NULL,
    total       TEXT NOT NULL,
    currency    TEXT NOT NULL
);

CREATE INDEX crm_order_customer ON crm_order (customer_id, placed_at);
CREATE INDEX crm_order_buyer ON crm_order (buyer_email, placed_at);
