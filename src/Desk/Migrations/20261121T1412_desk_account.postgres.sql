-- How the people of the desk sign in. Of every token only its SHA-256 is kept.
CREATE TABLE desk_account (
    staff_id      uuid PRIMARY KEY REFERENCES desk_staff,
    password_hash text,                        -- null: none was chosen; single sign-on alone
    totp_secret   text,                        -- Base32; null: the password alone is enough
    totp_step     bigint NOT NULL DEFAULT 0,   -- of the code that was used last: none counts twice
    totp_offered  text                         -- a secret that waits for its first code
);

CREATE TABLE desk_recovery_code (
    staff_id uuid NOT NULL REFERENCES desk_staff,
    hash     text NOT NULL,
    PRIMARY KEY (staff_id, hash)
);

-- A browser that is signed in.
CREATE TABLE desk_session (
    id         uuid PRIMARY KEY,
    hash       text NOT NULL UNIQUE,
    staff_id   uuid NOT NULL REFERENCES desk_staff,
    address    text NOT NULL,
    agent      text NOT NULL,                  -- what the browser calls itself
    created_at timestamptz NOT NULL,
    seen_at    timestamptz NOT NULL
);
CREATE INDEX desk_session_staff ON desk_session (staff_id);

-- Tries that count against an account and an address; a try is written down before it is looked at.
CREATE TABLE desk_attempt (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    kind    text NOT NULL,                     -- sign-in, letter
    account text NOT NULL,                     -- SHA-256 of the address that was typed; empty: it counts no more
    address text NOT NULL,
    at      timestamptz NOT NULL
);
CREATE INDEX desk_attempt_at ON desk_attempt (at);

-- What a link or a form may be used for once.
CREATE TABLE desk_ticket (
    hash       text PRIMARY KEY,
    kind       text NOT NULL,                  -- set-up, password, code
    staff_id   uuid REFERENCES desk_staff,
    expires_at timestamptz                     -- null: it stays until it is used
);

CREATE TABLE desk_invitation (
    id         uuid PRIMARY KEY,
    hash       text NOT NULL UNIQUE,
    email      text NOT NULL UNIQUE,
    name       text NOT NULL,
    role       text NOT NULL,
    team       text,
    language   text NOT NULL,
    invited_by uuid NOT NULL REFERENCES desk_staff,
    expires_at timestamptz NOT NULL
);
