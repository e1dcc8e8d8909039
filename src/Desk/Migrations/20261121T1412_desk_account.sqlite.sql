-- How the people of the desk sign in. Of every token only its SHA-256 is kept.
CREATE TABLE desk_account (
    staff_id      TEXT PRIMARY KEY REFERENCES desk_staff,
    password_hash TEXT,                        -- null: none was chosen; single sign-on alone
    totp_secret   TEXT,                        -- Base32; null: the password alone is enough
    totp_step     INTEGER NOT NULL DEFAULT 0,  -- of the code that was used last: none counts twice
    totp_offered  TEXT                         -- a secret that waits for its first code
);

CREATE TABLE desk_recovery_code (
    staff_id TEXT NOT NULL REFERENCES desk_staff,
    hash     TEXT NOT NULL,
    PRIMARY KEY (staff_id, hash)
);

-- A browser that is signed in.
CREATE TABLE desk_session (
    id         TEXT PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE,
    staff_id   TEXT NOT NULL REFERENCES desk_staff,
    address    TEXT NOT NULL,
    agent      TEXT NOT NULL,                  -- what the browser calls itself
    created_at TEXT NOT NULL,
    seen_at    TEXT NOT NULL
);
CREATE INDEX desk_session_staff ON desk_session (staff_id);

-- Tries that count against an account and an address; a try is written down before it is looked at.
CREATE TABLE desk_attempt (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    kind    TEXT NOT NULL,                     -- sign-in, letter
    account TEXT NOT NULL,                     -- SHA-256 of the address that was typed; empty: it counts no more
    address TEXT NOT NULL,
    at      TEXT NOT NULL
);
CREATE INDEX desk_attempt_at ON desk_attempt (at);

-- What a link or a form may be used for once.
CREATE TABLE desk_ticket (
    hash       TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,                  -- set-up, password, code
    staff_id   TEXT REFERENCES desk_staff,
    expires_at TEXT                            -- null: it stays until it is used
);

CREATE TABLE desk_invitation (
    id         TEXT PRIMARY KEY,
    hash       TEXT NOT NULL UNIQUE,
    email      TEXT NOT NULL UNIQUE,
    name       TEXT NOT NULL,
    role       TEXT NOT NULL,
    team       TEXT,
    language   TEXT NOT NULL,
    invited_by TEXT NOT NULL REFERENCES desk_staff,
    expires_at TEXT NOT NULL
);
