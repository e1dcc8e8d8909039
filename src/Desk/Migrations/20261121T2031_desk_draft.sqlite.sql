-- What somebody has begun to write in a conversation or on a request; gone when it is sent.
CREATE TABLE desk_draft (
    staff   TEXT NOT NULL REFERENCES desk_staff (id),
    place   TEXT NOT NULL,      -- c:12, r:SR-000012
    kind    TEXT NOT NULL,      -- reply, note, whisper
    words   TEXT NOT NULL,
    version INTEGER NOT NULL,
    at      TEXT NOT NULL,
    PRIMARY KEY (staff, place)
);
