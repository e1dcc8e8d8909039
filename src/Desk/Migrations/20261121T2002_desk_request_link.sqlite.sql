-- How requests belong together: edges that can be revoked, and move nothing; and what was chosen of a request when another was split off it.
CREATE TABLE desk_request_link (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    kind     TEXT NOT NULL,                                        -- parent, problem, duplicate, related, merged, split
    number   INTEGER NOT NULL REFERENCES desk_request (number),    -- the child, the incident, the duplicate, what is merged or split off
    other    INTEGER NOT NULL REFERENCES desk_request (number),    -- its parent, problem, original, survivor or source
    at       TEXT NOT NULL,
    ended_at TEXT                                                  -- revoked
);

CREATE UNIQUE INDEX desk_request_link_number ON desk_request_link (number, kind, other) WHERE ended_at IS NULL;
CREATE INDEX desk_request_link_other ON desk_request_link (other, kind, number) WHERE ended_at IS NULL;

CREATE TABLE desk_request_excerpt (
    number    INTEGER NOT NULL REFERENCES desk_request (number),
    change_id INTEGER NOT NULL REFERENCES desk_request_change (id),
    PRIMARY KEY (number, change_id)
);
