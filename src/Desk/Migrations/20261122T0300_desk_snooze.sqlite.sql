-- Conversations and requests that are put aside until a time. A row whose time has come stays, woken, until whoever put it aside has looked.
CREATE TABLE desk_snooze (
    kind     TEXT NOT NULL,      -- conversation, request
    item     INTEGER NOT NULL,
    until_at TEXT NOT NULL,
    staff_id TEXT,               -- who; null: a program
    woken    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, item)
);

CREATE INDEX desk_snooze_due ON desk_snooze (until_at) WHERE NOT woken;
CREATE INDEX desk_snooze_woken ON desk_snooze (staff_id) WHERE woken;

-- What a macro does last: 1h, 4h, tomorrow, week.
ALTER TABLE desk_canned_reply ADD COLUMN snooze TEXT;
