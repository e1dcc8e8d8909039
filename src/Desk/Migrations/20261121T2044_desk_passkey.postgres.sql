-- Passkeys of the people of the desk (WebAuthn): public keys, nothing of them is secret.
CREATE TABLE desk_passkey (
    credential      text PRIMARY KEY,          -- the credential's id, base64url
    staff_id        uuid NOT NULL REFERENCES desk_staff,
    name            text NOT NULL,             -- as its owner calls it
    public_key      text NOT NULL,             -- COSE, base64url
    sign_count      bigint NOT NULL,
    transports      text NOT NULL,             -- parted by spaces
    backup_eligible boolean NOT NULL,
    backed_up       boolean NOT NULL,
    created_at      timestamptz NOT NULL,
    used_at         timestamptz
);
CREATE INDEX desk_passkey_staff ON desk_passkey (staff_id);
