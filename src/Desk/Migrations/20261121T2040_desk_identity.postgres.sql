-- Whom a provider of single sign-on knows somebody of the desk as.
CREATE TABLE desk_identity (
    provider  text NOT NULL,                 -- its name in the settings
    subject   text NOT NULL,                 -- the provider's id of the person, which stays when their address changes
    staff_id  uuid NOT NULL REFERENCES desk_staff,
    email     text NOT NULL,                 -- as it was when the two were connected, for people to read
    linked_at timestamptz NOT NULL,
    PRIMARY KEY (provider, subject)
);
CREATE INDEX desk_identity_staff ON desk_identity (staff_id);
