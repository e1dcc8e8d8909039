-- Leads, the ledger of their points, and what was learned from those that ended. Nothing in the ledger is ever changed.
CREATE TABLE crm_lead (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,     -- shown as L-000123
    name        TEXT,
    company     TEXT,
    job_title   TEXT,
    email       TEXT,
    phone       TEXT,
    country     TEXT,
    region      TEXT,
    source      TEXT,
    language    TEXT NOT NULL,
    wish        TEXT,
    stage       TEXT NOT NULL,                 -- new, contacted, qualified, converted, dropped
    reached     TEXT,                          -- the stage in which it ended
    reason      TEXT,
    owner       TEXT,
    owner_why   TEXT,                          -- language, open leads, sellers; null: somebody chose them
    customer    TEXT REFERENCES crm_customer (id),
    opportunity INTEGER,
    said        TEXT,                          -- JSON: what its conversion said of the customer that it made
    created_at  TEXT NOT NULL,
    closed_at   TEXT,
    odds        REAL,              -- what was said before it ended
    version     INTEGER NOT NULL
);

CREATE INDEX crm_lead_stage ON crm_lead (stage, number);
CREATE INDEX crm_lead_owner ON crm_lead (owner, number);
CREATE INDEX crm_lead_closed ON crm_lead (closed_at) WHERE odds IS NOT NULL;
CREATE INDEX crm_lead_open ON crm_lead (number) WHERE closed_at IS NULL;

CREATE TABLE crm_lead_point (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    lead           INTEGER NOT NULL REFERENCES crm_lead (number),
    is_engagement  INTEGER NOT NULL,           -- what they did; else who they are
    rule           TEXT NOT NULL,
    points         INTEGER NOT NULL,
    half_life_days INTEGER,                     -- null: all stay
    at             TEXT NOT NULL,
    key            TEXT NOT NULL,              -- the same key is the same deed
    UNIQUE (lead, key)
);

CREATE TABLE crm_lead_record (
    field TEXT NOT NULL,                       -- country, region, source, stage, all
    value TEXT NOT NULL,
    won   INTEGER NOT NULL,
    lost  INTEGER NOT NULL,
    PRIMARY KEY (field, value)
);
