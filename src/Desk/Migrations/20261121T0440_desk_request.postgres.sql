-- Service requests with all that ever happened to them, the queue for a person, and the questions that no article answers.
CREATE TABLE desk_counter (
    name  text PRIMARY KEY,
    value bigint NOT NULL
);

INSERT INTO desk_counter (name, value) VALUES ('request', 0);

CREATE TABLE desk_request (
    id           uuid PRIMARY KEY,
    number       bigint NOT NULL UNIQUE,      -- shown as SR-000123
    subject      text NOT NULL,
    details      text NOT NULL,
    category     text NOT NULL,
    priority     text NOT NULL,                -- low, normal, high, urgent
    status       text NOT NULL,                -- new, open, waiting, resolved, closed, withdrawn
    team         text NOT NULL,
    customer     uuid,
    conversation bigint,
    order_number text,
    language     text NOT NULL,
    opened_at    timestamptz NOT NULL,
    changed_at   timestamptz NOT NULL,
    closed_at    timestamptz,
    version      bigint NOT NULL DEFAULT 1,
    dedupe_key   text UNIQUE,                  -- who asked for it and under which key: asked again, it is the same request
    dedupe_hash  text                          -- what was asked for
);

CREATE INDEX desk_request_customer ON desk_request (customer, number);
CREATE INDEX desk_request_status ON desk_request (status, number);
CREATE INDEX desk_request_team ON desk_request (team, number);

CREATE TABLE desk_request_change (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    request_id uuid NOT NULL REFERENCES desk_request (id),
    at         timestamptz NOT NULL,
    who        text NOT NULL,                  -- customer, bot, system, api:<key name>
    what       text NOT NULL,                  -- opened, routed, status, comment
    from_value text,
    to_value   text,
    comment    text,
    is_public  boolean NOT NULL                -- whether the customer may read it
);

CREATE INDEX desk_request_change_request ON desk_request_change (request_id, id);

CREATE TABLE desk_request_attachment (
    upload_id    text PRIMARY KEY,
    request_id   uuid NOT NULL REFERENCES desk_request (id),
    conversation bigint NOT NULL,
    at           timestamptz NOT NULL
);

CREATE INDEX desk_request_attachment_request ON desk_request_attachment (request_id);
CREATE INDEX desk_request_attachment_conversation ON desk_request_attachment (conversation);

CREATE TABLE desk_queue_entry (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation bigint NOT NULL,
    customer     uuid,
    reason       text NOT NULL,
    language     text NOT NULL,
    asked_at     timestamptz NOT NULL,
    left_at      timestamptz,
    left_because text
);

CREATE UNIQUE INDEX desk_queue_entry_waiting ON desk_queue_entry (conversation) WHERE left_at IS NULL;
CREATE INDEX desk_queue_entry_order ON desk_queue_entry (asked_at, id) WHERE left_at IS NULL;

CREATE TABLE desk_knowledge_gap (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    language   text NOT NULL,
    normalised text NOT NULL,
    question   text NOT NULL,                  -- as it was asked last
    asked      bigint NOT NULL,
    first_at   timestamptz NOT NULL,
    last_at    timestamptz NOT NULL,
    UNIQUE (language, normalised)
);

CREATE INDEX desk_knowledge_gap_asked ON desk_knowledge_gap (asked, id);
