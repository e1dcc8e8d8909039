-- What somebody has begun to write in a conversation or on a request; gone when it is sent.
CREATE TABLE desk_draft (
    staff   uuid NOT NULL REFERENCES desk_staff (id),
    place   text NOT NULL,      -- c:12, r:SR-000012
    kind    text NOT NULL,      -- reply, note, whisper
    words   text NOT NULL,
    version bigint NOT NULL,
    at      timestamptz NOT NULL,
    PRIMARY KEY (staff, place)
);
