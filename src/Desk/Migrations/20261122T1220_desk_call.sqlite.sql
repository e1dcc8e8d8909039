-- Calls that came with an Idempotency-Key, and what they were answered with; for a day.
CREATE TABLE desk_call (
    caller      TEXT NOT NULL,
    key         TEXT NOT NULL,
    fingerprint TEXT NOT NULL,                -- SHA-256 of the address and what was sent
    answer      TEXT NOT NULL,                -- JSON
    at          TEXT NOT NULL,
    PRIMARY KEY (caller, key)
);

CREATE INDEX desk_call_at ON desk_call (at);
