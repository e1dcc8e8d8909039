-- What people of the desk add to requests for each other: tags, followers, mentions that wait to be seen, and lists of what is to be done.
CREATE TABLE desk_request_tag (
    tag    TEXT NOT NULL,
    number INTEGER NOT NULL REFERENCES desk_request (number),
    PRIMARY KEY (tag, number)
);

CREATE INDEX desk_request_tag_number ON desk_request_tag (number);

CREATE TABLE desk_request_follower (
    staff_id TEXT NOT NULL REFERENCES desk_staff (id),
    number   INTEGER NOT NULL REFERENCES desk_request (number),
    PRIMARY KEY (staff_id, number)
);

CREATE INDEX desk_request_follower_number ON desk_request_follower (number);

CREATE TABLE desk_request_mention (
    staff_id TEXT NOT NULL REFERENCES desk_staff (id),
    number   INTEGER NOT NULL REFERENCES desk_request (number),
    at       TEXT NOT NULL,
    PRIMARY KEY (staff_id, number)     -- gone when it was seen
);

CREATE TABLE desk_request_check (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    number  INTEGER NOT NULL REFERENCES desk_request (number),
    words   TEXT NOT NULL,
    done_at TEXT
);

CREATE INDEX desk_request_check_number ON desk_request_check (number);
