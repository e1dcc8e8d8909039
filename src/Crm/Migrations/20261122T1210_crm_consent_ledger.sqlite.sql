-- The consents become a ledger: for which channel, what was said, of which text, and what proves it. Texts are published in versions and never changed.
CREATE TABLE crm_consent_text (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    name         TEXT NOT NULL,                -- a short word: privacy, newsletter
    version      INTEGER NOT NULL,
    language     TEXT NOT NULL,                -- en, zh
    title        TEXT NOT NULL,
    body         TEXT NOT NULL,
    purposes     TEXT NOT NULL,                -- words, parted by spaces
    published_at TEXT NOT NULL,
    published_by TEXT NOT NULL,
    UNIQUE (name, version, language)
);

CREATE TABLE crm_consent_said (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    customer_id TEXT NOT NULL REFERENCES crm_customer (id),
    purpose     TEXT NOT NULL,
    channel     TEXT NOT NULL,                 -- email, phone, chat …; empty: every channel
    state       TEXT NOT NULL,                 -- granted, withdrawn, unknown
    text_id     INTEGER REFERENCES crm_consent_text (id),
    evidence    TEXT,                          -- JSON: what was shown, where, by whom, from which address, by which message
    source      TEXT NOT NULL,
    said_by     TEXT,                          -- staff:… or api:…; null: the customer
    at          TEXT NOT NULL
);

INSERT INTO crm_consent_said (id, customer_id, purpose, channel, state, source, at)
SELECT id, customer_id, purpose, '', CASE WHEN given THEN 'granted' ELSE 'withdrawn' END, source, at FROM crm_consent ORDER BY id;
DROP TABLE crm_consent;
ALTER TABLE crm_consent_said RENAME TO crm_consent;
CREATE INDEX crm_consent_customer ON crm_consent (customer_id, id);
CREATE INDEX crm_consent_text_used ON crm_consent (text_id) WHERE text_id IS NOT NULL;
