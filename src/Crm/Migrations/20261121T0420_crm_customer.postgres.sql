-- Customers, what identifies them, what they agreed to, and what they ordered. "The same person" is an edge that can be revoked: no row moves.
CREATE TABLE crm_customer (
    id         uuid PRIMARY KEY,
    name       text,
    language   text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE TABLE crm_identifier (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id   uuid NOT NULL REFERENCES crm_customer (id),
    kind          text NOT NULL,               -- channel, email, phone, customer_number
    value         text NOT NULL,               -- as it was given
    normalised    text NOT NULL,               -- as it is compared
    verified_at   timestamptz,                 -- a channel account is verified by its channel, an e-mail by a code
    first_seen_at timestamptz NOT NULL,
    last_seen_at  timestamptz NOT NULL,
    UNIQUE (customer_id, kind, normalised)
);

CREATE UNIQUE INDEX crm_identifier_verified ON crm_identifier (kind, normalised) WHERE verified_at IS NOT NULL;

CREATE TABLE crm_same_person (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES crm_customer (id),   -- made for a channel account
    same_as     uuid NOT NULL REFERENCES crm_customer (id),   -- holder of the e-mail that the account proved
    evidence    text NOT NULL,                                -- JSON: what proved it
    at          timestamptz NOT NULL,
    revoked_at  timestamptz
);

CREATE UNIQUE INDEX crm_same_person_live ON crm_same_person (customer_id) WHERE revoked_at IS NULL;
CREATE INDEX crm_same_person_of ON crm_same_person (same_as) WHERE revoked_at IS NULL;

CREATE TABLE crm_email_code (
    id          uuid PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES crm_customer (id),   -- the channel account's own customer
    email       text NOT NULL,
    hash        text NOT NULL,                 -- salt:SHA-256, both in hex
    sent_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    tries       bigint NOT NULL DEFAULT 0,
    over_at     timestamptz                    -- used, or replaced by a newer one
);

CREATE INDEX crm_email_code_customer ON crm_email_code (customer_id, sent_at);
CREATE INDEX crm_email_code_email ON crm_email_code (email, sent_at);

CREATE TABLE crm_consent (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES crm_customer (id),
    purpose     text NOT NULL,
    given       boolean NOT NULL,
    at          timestamptz NOT NULL,
    source      text NOT NULL
);

CREATE INDEX crm_consent_customer ON crm_consent (customer_id, purpose, id);

CREATE TABLE crm_order (
    number      text PRIMARY KEY,              -- HL-204817
    customer_id uuid REFERENCES crm_customer (id),
    buyer_email text,                          -- normalised; a guest's order belongs to whoever proves this address
    status      text NOT NULL,                 -- placed, packed, shipped, delivered, returned, cancelled
    placed_at   timestamptz NOT NULL,
    promised_on text NOT NULL,                 -- a day: 2026-11-21
    carrier_day text,                          -- the day of the carrier's last word, or null before it is handed over
    items       text NOT NULL,
    total       numeric(12, 2) NOT NULL,
    currency    text NOT NULL
);

CREATE INDEX crm_order_customer ON crm_order (customer_id, placed_at);
CREATE INDEX crm_order_buyer ON crm_order (buyer_email, placed_at);
