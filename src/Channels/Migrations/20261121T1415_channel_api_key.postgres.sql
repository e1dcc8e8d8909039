-- Keys of the API that administrators make, beside those of the settings. Of a key only its SHA-256 is kept.
CREATE TABLE channel_api_key (
    id         uuid PRIMARY KEY,
    name       text NOT NULL UNIQUE,           -- stands in the history of what is done with it
    hash       text NOT NULL UNIQUE,
    scopes     text NOT NULL,                  -- words, parted by spaces
    created_at timestamptz NOT NULL,
    expires_at timestamptz,                    -- null: never
    used_at    timestamptz,                    -- to the minute
    revoked_at timestamptz
);
