-- The signal log and its readers: facts in order, so that everything derived can be derived again.
CREATE TABLE storage_signal (
    sequence     INTEGER PRIMARY KEY AUTOINCREMENT,
    type         TEXT NOT NULL,
    at           TEXT NOT NULL,
    conversation INTEGER,
    customer     TEXT,
    data         TEXT NOT NULL
);

CREATE TABLE storage_signal_reader (
    name                 TEXT PRIMARY KEY,
    position_transaction INTEGER NOT NULL,
    position_sequence    INTEGER NOT NULL
);

-- Secrets that the product makes for itself at first start: signing keys.
CREATE TABLE storage_secret (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
);
