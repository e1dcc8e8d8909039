-- Service contracts of customers, what was used of them (a ledger: nothing in it is ever changed), and their history.
INSERT INTO desk_counter (name, value) VALUES ('contract', 0);

CREATE TABLE desk_contract (
    number    INTEGER PRIMARY KEY,     -- shown as C-000123
    customer  TEXT NOT NULL,
    tier      TEXT NOT NULL,     -- gold …
    vip       INTEGER NOT NULL,
    covers    TEXT NOT NULL,     -- categories and types, parted by spaces; empty: all
    requests  INTEGER,     -- how many requests; null: without a limit
    minutes   INTEGER,     -- how many minutes of work; null: without a limit
    from_day  TEXT NOT NULL,
    until_day TEXT NOT NULL,     -- the last day
    zone      TEXT NOT NULL,     -- in which these are days
    starts_at TEXT NOT NULL,
    ends_at   TEXT NOT NULL,     -- the first instant after the last day, or when it was ended before
    owner     TEXT,     -- who sees to its renewal
    remind_at TEXT,     -- when the owner is reminded; null: they were, or it was ended
    version   INTEGER NOT NULL
);

CREATE INDEX desk_contract_customer ON desk_contract (customer);
CREATE INDEX desk_contract_remind ON desk_contract (remind_at) WHERE remind_at IS NOT NULL;

CREATE TABLE desk_contract_use (
    id       INTEGER PRIMARY KEY AUTOINCREMENT,
    contract INTEGER NOT NULL REFERENCES desk_contract (number),
    at       TEXT NOT NULL,
    unit     TEXT NOT NULL,     -- request, minute
    amount   INTEGER NOT NULL,     -- less than 0: given back
    request  INTEGER,
    reverses INTEGER UNIQUE REFERENCES desk_contract_use (id),
    who      TEXT NOT NULL,
    note     TEXT
);

CREATE INDEX desk_contract_use_contract ON desk_contract_use (contract, unit, amount);
CREATE UNIQUE INDEX desk_contract_use_request ON desk_contract_use (request) WHERE unit = 'request' AND reverses IS NULL;

CREATE TABLE desk_contract_change (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    contract   INTEGER NOT NULL REFERENCES desk_contract (number),
    at         TEXT NOT NULL,
    who        TEXT NOT NULL,
    what       TEXT NOT NULL,     -- created, ended, reminded, or what was changed
    from_value TEXT,
    to_value   TEXT
);

CREATE INDEX desk_contract_change_contract ON desk_contract_change (contract, id);
