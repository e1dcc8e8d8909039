-- Activities are appended: clustered by conversation, every active one dirtied a page of its own at each commit.
CREATE TABLE channel_activity_appended (
    conversation INTEGER NOT NULL REFERENCES channel_conversation (key),
    seq          INTEGER NOT NULL,
    activity_id  TEXT NOT NULL,
    inbound      INTEGER NOT NULL,
    shown        INTEGER NOT NULL,             -- whether clients of the conversation get it
    at           TEXT NOT NULL,
    json         TEXT NOT NULL,
    PRIMARY KEY (conversation, seq)
);

INSERT INTO channel_activity_appended SELECT conversation, seq, activity_id, inbound, shown, at, json FROM channel_activity ORDER BY at;
DROP TABLE channel_activity;
ALTER TABLE channel_activity_appended RENAME TO channel_activity;
CREATE UNIQUE INDEX channel_activity_id ON channel_activity (conversation, activity_id);

-- A turn's activities need no key: the turn is not run twice.
CREATE TABLE channel_outbox_keyed (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT,                         -- what is not to leave twice; null for a turn's activities
    kind         TEXT NOT NULL,
    conversation INTEGER,
    seq          INTEGER,                      -- the activity to send; null: the payload is all
    payload      TEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_at      TEXT NOT NULL,
    dead_at      TEXT,
    error        TEXT
);

INSERT INTO channel_outbox_keyed SELECT id, key, kind, conversation, seq, payload, attempts, next_at, dead_at, error FROM channel_outbox;
DROP TABLE channel_outbox;
ALTER TABLE channel_outbox_keyed RENAME TO channel_outbox;
CREATE UNIQUE INDEX channel_outbox_key ON channel_outbox (key) WHERE key IS NOT NULL;
CREATE INDEX channel_outbox_due ON channel_outbox (next_at) WHERE dead_at IS NULL;
