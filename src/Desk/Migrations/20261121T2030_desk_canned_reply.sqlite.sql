-- Replies that are written once and used often, for a person, a team or the company; with steps they are macros.
CREATE TABLE desk_canned_reply (
    id         TEXT PRIMARY KEY,
    place      TEXT NOT NULL,      -- company, team:faults, staff:<id>
    shortcut   TEXT NOT NULL,      -- what is typed behind the slash
    title      TEXT NOT NULL,
    en         TEXT,
    zh         TEXT,
    note       TEXT,
    tags       TEXT NOT NULL,      -- with commas between them
    status     TEXT,
    pass_to    TEXT,
    ending     TEXT,
    used       INTEGER NOT NULL DEFAULT 0,
    used_at    TEXT,
    version    INTEGER NOT NULL,
    changed_by TEXT,
    changed_at TEXT NOT NULL
);

CREATE UNIQUE INDEX desk_canned_reply_shortcut ON desk_canned_reply (place, shortcut);
