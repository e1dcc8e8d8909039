-- Whose key is which: sensitive fields are encrypted with a key of whom they are about, which follows from this number in the key store outside the database.
CREATE TABLE storage_subject (
    number      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject     uuid NOT NULL UNIQUE,
    is_given_up boolean NOT NULL DEFAULT false,       -- erased: the key is about to be destroyed
    is_returned boolean NOT NULL DEFAULT false        -- was erased after a backup that was put back, and has another key now
);
