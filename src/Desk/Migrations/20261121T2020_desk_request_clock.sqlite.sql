-- What time does to requests that are not done, computed from their events by the reader «desk.clock»: read here, what presses most costs the same
-- however many requests there are.
CREATE TABLE desk_request_clock (
    number      INTEGER PRIMARY KEY,
    team        TEXT NOT NULL,
    language    TEXT NOT NULL,
    due_at      TEXT,     -- when the next of its open targets is due; null: none is open, or its clock stands still
    waits_since TEXT,     -- since when it waits for somebody to work on it; null: it does not
    pressing_at TEXT NOT NULL     -- what its place among waiting work goes by
);

CREATE INDEX desk_request_clock_waiting ON desk_request_clock (pressing_at, number, team, language) WHERE waits_since IS NOT NULL;
