-- Service requests with all that ever happened to them, the queue for a person, and the questions that no article answers.
CREATE TABLE desk_counter (
    name  TEXT PRIMARY KEY,
    value INTEGER NOT NULL
);

INSERT INTO desk_counter (name, value) VALUES ('request', 0);

CREATE TABLE desk_request (
    id           TEXT PRIMARY KEY,
    number       INTEGER NOT NULL UNIQUE,      -- shown as SR-000123
    subject      TEXT NOT NULL,
    details      TEXT NOT NULL,
    category     TEXT NOT NULL,
    priority     TEXT NOT NULL,                -- low, normal, high, urgent
    status       TEXT NOT NULL,                -- new, open, waiting, resolved, closed, withdrawn
    team         TEXT NOT NULL,
    customer     TEXT,
    conversation INTEGER,
    order_number TEXT,
    language     TEXT NOT NULL,
    opened_at    TEXT NOT NULL,
    changed_at   TEXT NOT NULL,
    closed_at    TEXT,
    version      INTEGER NOT NULL DEFAULT 1,
    dedupe_key   TEXT UNIQUE,                  -- who asked for it and under which key: asked again, it is the same request
    dedupe_hash  TEXT                          -- what was asked for
);

CREATE INDEX desk_request_customer ON desk_request (customer, number);
CREATE INDEX desk_request_status ON desk_request (status, number);
CREATE INDEX desk_request_team ON desk_request (team, number);

CREATE TABLE desk_request_change (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    request_id TEXT NOT NULL REFERENCES desk_request (id),
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,                  -- customer, bot, system, api:<key name>
    what       TEXT NOT NULL,                  -- opened, routed, status, comment
    from_value TEXT,
    to_value   TEXT,
    comment    TEXT,
    is_public  INTEGER NOT NULL                -- whether the customer may read it
);

CREATE INDEX desk_request_change_request ON desk_request_change (request_id, id);

CREATE TABLE desk_request_attachment (
    upload_id    TEXT PRIMARY KEY,
    request_id   TEXT NOT NULL REFERENCES desk_request (id),
    conversation INTEGER NOT NULL,
    at           TEXT NOT NULL
);

CREATE INDEX desk_request_attachment_request ON desk_request_attachment (request_id);
CREATE INDEX desk_request_attachment_conversation ON desk_request_attachment (conversation);

CREATE TABLE desk_queue_entry (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL,
    customer     TEXT,
    reason       TEXT NOT NULL,
    language     TEXT NOT NULL,
    asked_at     TEXT NOT NULL,
    left_at      TEXT,
    left_because TEXT
);

CREATE UNIQUE INDEX desk_queue_entry_waiting ON desk_queue_entry (conversation) WHERE left_at IS NULL;
CREATE INDEX desk_queue_entry_order ON desk_queue_entry (asked_at, id) WHERE left_at IS NULL;

CREATE TABLE desk_knowledge_gap (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    language   TEXT NOT NULL,
    normalised TEXT NOT NULL,
    question   TEXT NOT NULL,                  -- as it was asked last
    asked      INTEGER NOT NULL,
    first_at   TEXT NOT NULL,
    last_at    TEXT NOT NULL,
    UNIQUE (language, normalised)
);

CREATE INDEX desk_knowledge_gap_asked ON desk_knowledge_gap (asked, id);
