-- What the bot did not understand or answered badly, for somebody to look at; and the examples that were made of it.
CREATE TABLE dialogs_review (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at           timestamptz NOT NULL,
    conversation bigint NOT NULL,
    why          text NOT NULL,             -- not_understood, unsure, not_helped, thumb_down
    language     text NOT NULL,             -- en, zh
    text         text NOT NULL,             -- what the customer wrote, with what is personal masked
    intent       text,                      -- what it was taken for; null: nothing
    probability  double precision NOT NULL,
    model        text NOT NULL,             -- which model read it
    done_at      timestamptz,                      -- null: nobody has looked at it
    done_by      text,                      -- staff:…, api:…
    done_as      text                       -- the intent that it is an example of; null: it is none
);

CREATE INDEX dialogs_review_open ON dialogs_review (id) WHERE done_at IS NULL;
CREATE INDEX dialogs_review_conversation ON dialogs_review (conversation);

CREATE TABLE dialogs_example (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    intent     text NOT NULL,
    text       text NOT NULL,
    added_at   timestamptz NOT NULL,
    added_by   text NOT NULL,
    state      text NOT NULL,               -- waiting, live, refused, withdrawn
    decided_at timestamptz,
    because    text                         -- JSON: why it is live or refused, in figures
);

CREATE UNIQUE INDEX dialogs_example_text ON dialogs_example (intent, text) WHERE state IN ('waiting', 'live');
