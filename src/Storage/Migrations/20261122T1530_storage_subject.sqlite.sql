-- Whose key is which: sensitive fields are encrypted with a key of whom they are about, which follows from this number in the key store outside the database.
CREATE TABLE storage_subject (
    number      INTEGER PRIMARY KEY AUTOINCREMENT,
    subject     TEXT NOT NULL UNIQUE,
    is_given_up INTEGER NOT NULL DEFAULT FALSE,       -- erased: the key is about to be destroyed
    is_returned INTEGER NOT NULL DEFAULT FALSE        -- was erased after a backup that was put back, and has another key now
);
