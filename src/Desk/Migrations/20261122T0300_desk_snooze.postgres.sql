-- Conversations and requests that are put aside until a time. A row whose time has come stays, woken, until whoever put it aside has looked.
CREATE TABLE desk_snooze (
    kind     text NOT NULL,      -- conversation, request
    item     bigint NOT NULL,
    until_at timestamptz NOT NULL,
    staff_id uuid,               -- who; null: a program
    woken    boolean NOT NULL DEFAULT false,
    PRIMARY KEY (kind, item)
);

CREATE INDEX desk_snooze_due ON desk_snooze (until_at) WHERE NOT woken;
CREATE INDEX desk_snooze_woken ON desk_snooze (staff_id) WHERE woken;

-- What a macro does last: 1h, 4h, tomorrow, week.
ALTER TABLE desk_canned_reply ADD COLUMN snooze text;
