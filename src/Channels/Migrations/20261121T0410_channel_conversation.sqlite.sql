-- Conversations and what is said in them. An inbound activity is a row before it is acknowledged; handled_seq says how far the turns came.
CREATE TABLE channel_conversation (
    key             INTEGER PRIMARY KEY AUTOINCREMENT,
    channel_id      TEXT NOT NULL,
    conversation_id TEXT NOT NULL,
    reference       TEXT NOT NULL,             -- JSON: serviceUrl, bot, user and conversation as the channel names them
    user_id         TEXT NOT NULL,
    owner           TEXT NOT NULL DEFAULT 'bot',
    epoch           INTEGER NOT NULL DEFAULT 0,
    state           TEXT,
    last_seq        INTEGER NOT NULL DEFAULT 0,
    accepted_seq    INTEGER NOT NULL DEFAULT 0,
    handled_seq     INTEGER NOT NULL DEFAULT 0,
    opened_at       TEXT NOT NULL,
    last_at         TEXT NOT NULL,
    ended_at        TEXT,
    UNIQUE (channel_id, conversation_id)
);

CREATE INDEX channel_conversation_pending ON channel_conversation (key) WHERE accepted_seq > handled_seq;
CREATE INDEX channel_conversation_user ON channel_conversation (channel_id, user_id, key);

CREATE TABLE channel_activity (
    conversation INTEGER NOT NULL REFERENCES channel_conversation (key),
    seq          INTEGER NOT NULL,
    activity_id  TEXT NOT NULL,
    inbound      INTEGER NOT NULL,
    shown        INTEGER NOT NULL,             -- whether clients of the conversation get it
    at           TEXT NOT NULL,
    json         TEXT NOT NULL,
    PRIMARY KEY (conversation, seq)
) WITHOUT ROWID;

CREATE UNIQUE INDEX channel_activity_id ON channel_activity (conversation, activity_id);

-- All that leaves the process: tried until it is delivered or a person has to look at it.
CREATE TABLE channel_outbox (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    key          TEXT NOT NULL UNIQUE,
    kind         TEXT NOT NULL,
    conversation INTEGER,
    seq          INTEGER,                      -- the activity to send; null: the payload is all
    payload      TEXT NOT NULL,
    attempts     INTEGER NOT NULL DEFAULT 0,
    next_at      TEXT NOT NULL,
    dead_at      TEXT,
    error        TEXT
);

CREATE INDEX channel_outbox_due ON channel_outbox (next_at) WHERE dead_at IS NULL;

CREATE TABLE channel_upload (
    id           TEXT PRIMARY KEY,
    conversation INTEGER NOT NULL REFERENCES channel_conversation (key),
    name         TEXT NOT NULL,
    content_type TEXT NOT NULL,
    bytes        BLOB NOT NULL,
    at           TEXT NOT NULL
);

CREATE INDEX channel_upload_conversation ON channel_upload (conversation);
