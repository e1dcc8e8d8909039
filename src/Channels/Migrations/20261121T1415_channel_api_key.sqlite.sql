-- Keys of the API that administrators make, beside those of the settings. Of a key only its SHA-256 is kept.
CREATE TABLE channel_api_key (
    id         TEXT PRIMARY KEY,
    name       TEXT NOT NULL UNIQUE,           -- stands in the history of what is done with it
    hash       TEXT NOT NULL UNIQUE,
    scopes     TEXT NOT NULL,                  -- words, parted by spaces
    created_at TEXT NOT NULL,
    expires_at TEXT,                    -- null: never
    used_at    TEXT,                    -- to the minute
    revoked_at TEXT
);
