-- Service contracts of customers, what was used of them (a ledger: nothing in it is ever changed), and their history.
INSERT INTO desk_counter (name, value) VALUES ('contract', 0);

CREATE TABLE desk_contract (
    number    bigint PRIMARY KEY,     -- shown as C-000123
    customer  uuid NOT NULL,
    tier      text NOT NULL,     -- gold …
    vip       boolean NOT NULL,
    covers    text NOT NULL,     -- categories and types, parted by spaces; empty: all
    requests  bigint,     -- how many requests; null: without a limit
    minutes   bigint,     -- how many minutes of work; null: without a limit
    from_day  text NOT NULL,
    until_day text NOT NULL,     -- the last day
    zone      text NOT NULL,     -- in which these are days
    starts_at timestamptz NOT NULL,
    ends_at   timestamptz NOT NULL,     -- the first instant after the last day, or when it was ended before
    owner     uuid,     -- who sees to its renewal
    remind_at timestamptz,     -- when the owner is reminded; null: they were, or it was ended
    version   bigint NOT NULL
);

CREATE INDEX desk_contract_customer ON desk_contract (customer);
CREATE INDEX desk_contract_remind ON desk_contract (remind_at) WHERE remind_at IS NOT NULL;

CREATE TABLE desk_contract_use (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contract bigint NOT NULL REFERENCES desk_contract (number),
    at       timestamptz NOT NULL,
    unit     text NOT NULL,     -- request, minute
    amount   bigint NOT NULL,     -- less than 0: given back
    request  bigint,
    reverses bigint UNIQUE REFERENCES desk_contract_use (id),
    who      text NOT NULL,
    note     text
);

CREATE INDEX desk_contract_use_contract ON desk_contract_use (contract, unit, amount);
CREATE UNIQUE INDEX desk_contract_use_request ON desk_contract_use (request) WHERE unit = 'request' AND reverses IS NULL;

CREATE TABLE desk_contract_change (
    id         bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    contract   bigint NOT NULL REFERENCES desk_contract (number),
    at         timestamptz NOT NULL,
    who        text NOT NULL,
    what       text NOT NULL,     -- created, ended, reminded, or what was changed
    from_value text,
    to_value   text
);

CREATE INDEX desk_contract_change_contract ON desk_contract_change (contract, id);
