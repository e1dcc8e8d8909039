-- Who takes work: what somebody has chosen and can do, which pages of theirs are open, and every offer with its reasons and what became of it.
CREATE TABLE desk_agent (
    staff        TEXT PRIMARY KEY,
    availability TEXT NOT NULL,     -- away, busy, available
    capacity     REAL,     -- how much at once; null: as in the settings
    skills       TEXT NOT NULL,     -- levels: refunds 3, faults 1
    languages    TEXT NOT NULL,     -- en, zh; empty: every one
    given_at     TEXT     -- when they were last offered anything
);

CREATE TABLE desk_presence (
    staff TEXT NOT NULL,
    node  TEXT NOT NULL,     -- the process that the pages are connected to
    until TEXT NOT NULL,     -- it renews this while they are
    PRIMARY KEY (staff, node)
);

CREATE TABLE desk_offer (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL,     -- conversation, request
    item     INTEGER NOT NULL,     -- the number of that
    agent    TEXT NOT NULL,
    at       TEXT NOT NULL,
    until    TEXT NOT NULL,
    because  TEXT NOT NULL,     -- JSON: who was considered, and what decided
    ended_at TEXT,
    outcome  TEXT,     -- accepted, declined, lapsed, withdrawn; null: it is open
    reason   TEXT     -- of who declined
);

CREATE UNIQUE INDEX desk_offer_open ON desk_offer (kind, item) WHERE ended_at IS NULL;
CREATE INDEX desk_offer_agent ON desk_offer (agent) WHERE ended_at IS NULL;
CREATE INDEX desk_offer_item ON desk_offer (kind, item, ended_at);

ALTER TABLE desk_conversation ADD COLUMN offer_is_routed INTEGER NOT NULL DEFAULT 0;     -- the customer was told nothing of the offer
ALTER TABLE desk_conversation ADD COLUMN last_agent TEXT;     -- who held it last
CREATE INDEX desk_conversation_last_agent ON desk_conversation (customer, since) WHERE last_agent IS NOT NULL;
