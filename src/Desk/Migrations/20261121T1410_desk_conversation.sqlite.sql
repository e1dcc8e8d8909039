-- Who holds a conversation at the desk and what its customer was promised; and what people said in it, or to each other about it.
CREATE TABLE desk_conversation (
    conversation  INTEGER PRIMARY KEY,
    agent         TEXT,                        -- who holds it; null: the bot, the queue or an outside hub
    team          TEXT,                        -- whom it is meant for; null: whoever is free
    offered_to    TEXT,                        -- for whom it is kept while it waits
    offered_until TEXT,
    customer      TEXT,
    language      TEXT NOT NULL,               -- of what the customer is told: en or zh
    since         TEXT NOT NULL,               -- since when the present owner answers
    waits_since   TEXT,                        -- since when the customer waits for a person's word
    customer_at   TEXT,
    agent_at      TEXT,
    due_at        TEXT                         -- when time itself changes something next
);

CREATE INDEX desk_conversation_agent ON desk_conversation (agent, since, conversation) WHERE agent IS NOT NULL;
CREATE INDEX desk_conversation_due ON desk_conversation (due_at) WHERE due_at IS NOT NULL;

INSERT INTO desk_conversation (conversation, customer, language, since, waits_since, due_at)
SELECT conversation, customer, language, asked_at, asked_at, asked_at FROM desk_queue_entry WHERE left_at IS NULL;

CREATE TABLE desk_said (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL,
    seq          INTEGER NOT NULL,             -- a reply or notice: its number in the conversation; a note: the number that it comes after
    kind         TEXT NOT NULL,                -- reply, notice; for staff alone: note, whisper, transfer
    staff        TEXT,                         -- who; null: the product itself
    words        TEXT,                         -- of a note; a reply's stand in the conversation
    epoch        INTEGER NOT NULL,             -- under which it was said
    at           TEXT NOT NULL,
    dedupe_key   TEXT                          -- said again under the same key, it is the same
);

CREATE INDEX desk_said_place ON desk_said (conversation, seq, id);
CREATE UNIQUE INDEX desk_said_dedupe ON desk_said (conversation, dedupe_key) WHERE dedupe_key IS NOT NULL;
