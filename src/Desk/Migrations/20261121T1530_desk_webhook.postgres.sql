-- Events for other programs: since when each program gets them, and what became of each delivery.
CREATE TABLE desk_webhook (
    name  text PRIMARY KEY,                    -- as the settings name it
    since timestamptz NOT NULL                 -- what happened before is not sent
);

CREATE TABLE desk_webhook_delivery (
    id         bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY,
    webhook    text NOT NULL,
    event      text NOT NULL,                  -- the receiver tells a repeated delivery by it
    type       text NOT NULL,
    body       text NOT NULL,
    created_at timestamptz NOT NULL,
    attempts   integer NOT NULL DEFAULT 0,
    tried_at   timestamptz,
    status     integer,                        -- HTTP status of the last answer, or null: there was none
    error      text,                           -- why it was not taken, or null
    taken_at   timestamptz,
    UNIQUE (webhook, event)
);

CREATE INDEX desk_webhook_delivery_created ON desk_webhook_delivery (created_at);
