-- Passkeys of the people of the desk (WebAuthn): public keys, nothing of them is secret.
CREATE TABLE desk_passkey (
    credential      TEXT PRIMARY KEY,          -- the credential's id, base64url
    staff_id        TEXT NOT NULL REFERENCES desk_staff,
    name            TEXT NOT NULL,             -- as its owner calls it
    public_key      TEXT NOT NULL,             -- COSE, base64url
    sign_count      INTEGER NOT NULL,
    transports      TEXT NOT NULL,             -- parted by spaces
    backup_eligible INTEGER NOT NULL,
    backed_up       INTEGER NOT NULL,
    created_at      TEXT NOT NULL,
    used_at         TEXT
);
CREATE INDEX desk_passkey_staff ON desk_passkey (staff_id);
