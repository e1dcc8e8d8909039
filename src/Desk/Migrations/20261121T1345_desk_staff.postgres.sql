-- The people who work at the desk. How they sign in is kept apart.
CREATE TABLE desk_staff (
    id          uuid PRIMARY KEY,
    name        text NOT NULL,                 -- as colleagues and customers read it
    email       text NOT NULL UNIQUE,          -- normalised
    role        text NOT NULL,                 -- agent, lead, manager, administrator, auditor
    team        text,                          -- a word, as desk_request.team; null: no team
    language    text NOT NULL,                 -- of the pages: en or zh
    created_at  timestamptz NOT NULL,
    disabled_at timestamptz                    -- who has left stays in the history
);
