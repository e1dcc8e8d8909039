-- The signal log and its readers: facts in order, so that everything derived can be derived again.
-- The writing transaction stands beside each signal, so that a reader never steps over one that commits late.
CREATE TABLE storage_signal (
    transaction  xid8 NOT NULL DEFAULT pg_current_xact_id(),
    sequence     bigint GENERATED ALWAYS AS IDENTITY,
    type         text NOT NULL,
    at           timestamptz NOT NULL,
    conversation bigint,
    customer     uuid,
    data         text NOT NULL,
    PRIMARY KEY (transaction, sequence)
);

CREATE TABLE storage_signal_reader (
    name                 text PRIMARY KEY,
    position_transaction bigint NOT NULL,
    position_sequence    bigint NOT NULL
);

-- Secrets that the product makes for itself at first start: signing keys.
CREATE TABLE storage_secret (
    name  text PRIMARY KEY,
    value bytea NOT NULL
);
