-- Conversations and what is said in them. An inbound activity is a row before it is acknowledged; handled_seq says how far the turns came.
CREATE TABLE channel_conversation (
    key             bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    channel_id      text NOT NULL,
    conversation_id text NOT NULL,
    reference       text NOT NULL,             -- JSON: serviceUrl, bot, user and conversation as the channel names them
    user_id         text NOT NULL,
    owner           text NOT NULL DEFAULT 'bot',
    epoch           bigint NOT NULL DEFAULT 0,
    state           text,
    last_seq        bigint NOT NULL DEFAULT 0,
    accepted_seq    bigint NOT NULL DEFAULT 0,
    handled_seq     bigint NOT NULL DEFAULT 0,
    opened_at       timestamptz NOT NULL,
    last_at         timestamptz NOT NULL,
    ended_at        timestamptz,
    UNIQUE (channel_id, conversation_id)
);

CREATE INDEX channel_conversation_pending ON channel_conversation (key) WHERE accepted_seq > handled_seq;
CREATE INDEX channel_conversation_user ON channel_conversation (channel_id, user_id, key);

CREATE TABLE channel_activity (
    conversation bigint NOT NULL REFERENCES channel_conversation (key),
    seq          bigint NOT NULL,
    activity_id  text NOT NULL,
    inbound      boolean NOT NULL,
    shown        boolean NOT NULL,             -- whether clients of the conversation get it
    at           timestamptz NOT NULL,
    json         text NOT NULL,
    PRIMARY KEY (conversation, seq)
);

CREATE UNIQUE INDEX channel_activity_id ON channel_activity (conversation, activity_id);

-- All that leaves the process: tried until it is delivered or a person has to look at it.
CREATE TABLE channel_outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    key          text NOT NULL UNIQUE,
    kind         text NOT NULL,
    conversation bigint,
    seq          bigint,                       -- the activity to send; null: the payload is all
    payload      text NOT NULL,
    attempts     bigint NOT NULL DEFAULT 0,
    next_at      timestamptz NOT NULL,
    dead_at      timestamptz,
    error        text
);

CREATE INDEX channel_outbox_due ON channel_outbox (next_at) WHERE dead_at IS NULL;

CREATE TABLE channel_upload (
    id           text PRIMARY KEY,
    conversation bigint NOT NULL REFERENCES channel_conversation (key),
    name         text NOT NULL,
    content_type text NOT NULL,
    bytes        bytea NOT NULL,
    at           timestamptz NOT NULL
);

CREATE INDEX channel_upload_conversation ON channel_upload (conversation);
