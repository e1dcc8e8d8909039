-- The people who work at the desk. How they sign in is kept apart.
CREATE TABLE desk_staff (
    id          TEXT PRIMARY KEY,
    name        TEXT NOT NULL,                 -- as colleagues and customers read it
    email       TEXT NOT NULL UNIQUE,          -- normalised
    role        TEXT NOT NULL,                 -- agent, lead, manager, administrator, auditor
    team        TEXT,                          -- a word, as desk_request.team; null: no team
    language    TEXT NOT NULL,                 -- of the pages: en or zh
    created_at  TEXT NOT NULL,
    disabled_at TEXT                           -- who has left stays in the history
);
