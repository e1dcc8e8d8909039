-- Segments that follow a rule: what they are called, who is in them, what their rules were, and who is or was in each.
CREATE TABLE insight_segment (
    id             INTEGER PRIMARY KEY AUTOINCREMENT,
    en             TEXT NOT NULL,
    zh             TEXT NOT NULL,
    rule           TEXT NOT NULL,              -- an expression
    is_used        INTEGER NOT NULL,           -- whether anybody is in it
    holdout        REAL NOT NULL,              -- which share of those in it nothing is done with
    version        INTEGER NOT NULL,
    changed_by     TEXT NOT NULL,
    changed_at     TEXT NOT NULL,
    filled_version INTEGER NOT NULL            -- up to which version everybody was looked at
);

CREATE TABLE insight_segment_version (
    segment    INTEGER NOT NULL REFERENCES insight_segment (id),
    version    INTEGER NOT NULL,
    rule       TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    PRIMARY KEY (segment, version)
);

CREATE TABLE insight_segment_member (
    id          INTEGER PRIMARY KEY AUTOINCREMENT,
    segment     INTEGER NOT NULL REFERENCES insight_segment (id),
    customer_id TEXT NOT NULL,
    since_at    TEXT NOT NULL,
    until_at    TEXT                           -- null: they are in it
);

CREATE UNIQUE INDEX insight_segment_member_now ON insight_segment_member (segment, customer_id) WHERE until_at IS NULL;
CREATE INDEX insight_segment_member_customer ON insight_segment_member (customer_id);
