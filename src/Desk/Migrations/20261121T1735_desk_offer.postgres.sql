-- Who takes work: what somebody has chosen and can do, which pages of theirs are open, and every offer with its reasons and what became of it.
CREATE TABLE desk_agent (
    staff        uuid PRIMARY KEY,
    availability text NOT NULL,     -- away, busy, available
    capacity     double precision,     -- how much at once; null: as in the settings
    skills       text NOT NULL,     -- levels: refunds 3, faults 1
    languages    text NOT NULL,     -- en, zh; empty: every one
    given_at     timestamptz     -- when they were last offered anything
);

CREATE TABLE desk_presence (
    staff uuid NOT NULL,
    node  text NOT NULL,     -- the process that the pages are connected to
    until timestamptz NOT NULL,     -- it renews this while they are
    PRIMARY KEY (staff, node)
);

CREATE TABLE desk_offer (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind     text NOT NULL,     -- conversation, request
    item     bigint NOT NULL,     -- the number of that
    agent    uuid NOT NULL,
    at       timestamptz NOT NULL,
    until    timestamptz NOT NULL,
    because  text NOT NULL,     -- JSON: who was considered, and what decided
    ended_at timestamptz,
    outcome  text,     -- accepted, declined, lapsed, withdrawn; null: it is open
    reason   text     -- of who declined
);

CREATE UNIQUE INDEX desk_offer_open ON desk_offer (kind, item) WHERE ended_at IS NULL;
CREATE INDEX desk_offer_agent ON desk_offer (agent) WHERE ended_at IS NULL;
CREATE INDEX desk_offer_item ON desk_offer (kind, item, ended_at);

ALTER TABLE desk_conversation ADD COLUMN offer_is_routed boolean NOT NULL DEFAULT FALSE;     -- the customer was told nothing of the offer
ALTER TABLE desk_conversation ADD COLUMN last_agent uuid;     -- who held it last
CREATE INDEX desk_conversation_last_agent ON desk_conversation (customer, since) WHERE last_agent IS NOT NULL;
