-- Events for other programs: since when each program gets them, and what became of each delivery.
CREATE TABLE desk_webhook (
    name  TEXT PRIMARY KEY,                    -- as the settings name it
    since TEXT NOT NULL                        -- what happened before is not sent
);

CREATE TABLE desk_webhook_delivery (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    webhook    TEXT NOT NULL,
    event      TEXT NOT NULL,                  -- the receiver tells a repeated delivery by it
    type       TEXT NOT NULL,
    body       TEXT NOT NULL,
    created_at TEXT NOT NULL,
    attempts   INTEGER NOT NULL DEFAULT 0,
    tried_at   TEXT,
    status     INTEGER,                        -- HTTP status of the last answer, or null: there was none
    error      TEXT,                           -- why it was not taken, or null
    taken_at   TEXT,
    UNIQUE (webhook, event)
);

CREATE INDEX desk_webhook_delivery_created ON desk_webhook_delivery (created_at);
