-- Subject access and erasure: jobs with what came of them. Who was erased stays as an id alone, so that it can be told.
ALTER TABLE crm_customer ADD COLUMN erased_at timestamptz;

CREATE TABLE crm_protection (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id uuid NOT NULL REFERENCES crm_customer (id),
    kind        text NOT NULL,                 -- restriction, hold
    reason      text NOT NULL,
    said_by     text NOT NULL,
    at          timestamptz NOT NULL,
    ended_at    timestamptz,
    ended_by    text
);

CREATE INDEX crm_protection_customer ON crm_protection (customer_id) WHERE ended_at IS NULL;

CREATE TABLE crm_access (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id   uuid NOT NULL REFERENCES crm_customer (id),
    asked_by      text NOT NULL,
    at            timestamptz NOT NULL,
    state         text NOT NULL,               -- waiting, ready, gone
    rows_done     bigint NOT NULL DEFAULT 0,
    bytes         bigint NOT NULL DEFAULT 0,
    claimed_until timestamptz,                 -- a node works on it
    ended_at      timestamptz
);

CREATE INDEX crm_access_customer ON crm_access (customer_id);
CREATE INDEX crm_access_waiting ON crm_access (id) WHERE state = 'waiting';

CREATE TABLE crm_access_part (
    access_id bigint NOT NULL REFERENCES crm_access (id),
    number    bigint NOT NULL,
    bytes     bytea NOT NULL,
    PRIMARY KEY (access_id, number)
);

CREATE TABLE crm_erasure (
    number        bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,     -- shown as E-000123
    customer_id   uuid NOT NULL REFERENCES crm_customer (id),
    because       text NOT NULL,               -- asked, retention, mistake
    asked_by      text NOT NULL,
    at            timestamptz NOT NULL,
    state         text NOT NULL,               -- waiting, erased, searched, done
    terms         text,                        -- JSON: what is searched for until that is done; then null
    certificate   text,                        -- JSON, as far as it is known
    hash          text,                        -- SHA-256 of the certificate, in hexadecimal
    claimed_until timestamptz,
    ended_at      timestamptz
);

CREATE INDEX crm_erasure_customer ON crm_erasure (customer_id);
CREATE INDEX crm_erasure_waiting ON crm_erasure (number) WHERE state <> 'done';
