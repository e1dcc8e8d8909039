-- Who holds a conversation at the desk and what its customer was promised; and what people said in it, or to each other about it.
CREATE TABLE desk_conversation (
    conversation  bigint PRIMARY KEY,
    agent         uuid,                        -- who holds it; null: the bot, the queue or an outside hub
    team          text,                        -- whom it is meant for; null: whoever is free
    offered_to    uuid,                        -- for whom it is kept while it waits
    offered_until timestamptz,
    customer      uuid,
    language      text NOT NULL,               -- of what the customer is told: en or zh
    since         timestamptz NOT NULL,        -- since when the present owner answers
    waits_since   timestamptz,                 -- since when the customer waits for a person's word
    customer_at   timestamptz,
    agent_at      timestamptz,
    due_at        timestamptz                  -- when time itself changes something next
);

CREATE INDEX desk_conversation_agent ON desk_conversation (agent, since, conversation) WHERE agent IS NOT NULL;
CREATE INDEX desk_conversation_due ON desk_conversation (due_at) WHERE due_at IS NOT NULL;

INSERT INTO desk_conversation (conversation, customer, language, since, waits_since, due_at)
SELECT conversation, customer, language, asked_at, asked_at, asked_at FROM desk_queue_entry WHERE left_at IS NULL;

CREATE TABLE desk_said (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation bigint NOT NULL,
    seq          bigint NOT NULL,              -- a reply or notice: its number in the conversation; a note: the number that it comes after
    kind         text NOT NULL,                -- reply, notice; for staff alone: note, whisper, transfer
    staff        uuid,                         -- who; null: the product itself
    words        text,                         -- of a note; a reply's stand in the conversation
    epoch        bigint NOT NULL,              -- under which it was said
    at           timestamptz NOT NULL,
    dedupe_key   text                          -- said again under the same key, it is the same
);

CREATE INDEX desk_said_place ON desk_said (conversation, seq, id);
CREATE UNIQUE INDEX desk_said_dedupe ON desk_said (conversation, dedupe_key) WHERE dedupe_key IS NOT NULL;
