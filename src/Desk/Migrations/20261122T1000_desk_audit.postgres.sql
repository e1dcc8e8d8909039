-- Who has read and changed personal data. Each entry holds the hash of the one before, so that none can be changed or taken out unnoticed.
CREATE TABLE desk_audit (
    number   bigint PRIMARY KEY,              -- 1, 2, 3 … without a gap
    at       timestamptz NOT NULL,
    actor    text NOT NULL,                    -- staff:…, api:… or system
    action   text NOT NULL,                    -- read, search, or what the signal log calls it
    subject  text NOT NULL,                    -- customer:…, request:SR-…, conversation:…, or the list
    previous text NOT NULL,                    -- hash of the entry before, in hexadecimal; of the first: zeros
    hash     text NOT NULL
);

CREATE INDEX desk_audit_subject ON desk_audit (subject, number);
CREATE INDEX desk_audit_actor ON desk_audit (actor, number);
