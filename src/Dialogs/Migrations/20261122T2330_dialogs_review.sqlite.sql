-- What the bot did not understand or answered badly, for somebody to look at; and the examples that were made of it.
CREATE TABLE dialogs_review (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    at           TEXT NOT NULL,
    conversation INTEGER NOT NULL,
    why          TEXT NOT NULL,             -- not_understood, unsure, not_helped, thumb_down
    language     TEXT NOT NULL,             -- en, zh
    text         TEXT NOT NULL,             -- what the customer wrote, with what is personal masked
    intent       TEXT,                      -- what it was taken for; null: nothing
    probability  REAL NOT NULL,
    model        TEXT NOT NULL,             -- which model read it
    done_at      TEXT,                      -- null: nobody has looked at it
    done_by      TEXT,                      -- staff:…, api:…
    done_as      TEXT                       -- the intent that it is an example of; null: it is none
);

CREATE INDEX dialogs_review_open ON dialogs_review (id) WHERE done_at IS NULL;
CREATE INDEX dialogs_review_conversation ON dialogs_review (conversation);

CREATE TABLE dialogs_example (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    intent     TEXT NOT NULL,
    text       TEXT NOT NULL,
    added_at   TEXT NOT NULL,
    added_by   TEXT NOT NULL,
    state      TEXT NOT NULL,               -- waiting, live, refused, withdrawn
    decided_at TEXT,
    because    TEXT                         -- JSON: why it is live or refused, in figures
);

CREATE UNIQUE INDEX dialogs_example_text ON dialogs_example (intent, text) WHERE state IN ('waiting', 'live');
