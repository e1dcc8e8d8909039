-- Calls that came with an Idempotency-Key, and what they were answered with; for a day.
CREATE TABLE desk_call (
    caller      text NOT NULL,
    key         text NOT NULL,
    fingerprint text NOT NULL,                -- SHA-256 of the address and what was sent
    answer      text NOT NULL,                -- JSON
    at          timestamptz NOT NULL,
    PRIMARY KEY (caller, key)
);

CREATE INDEX desk_call_at ON desk_call (at);
