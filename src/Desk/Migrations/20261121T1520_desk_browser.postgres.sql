-- A browser that somebody has signed in from has a count of tries of its own, so that a stranger who knows the address cannot lock them out.
CREATE TABLE desk_browser (
    hash    text PRIMARY KEY,                 -- SHA-256 of the browser's token
    account text NOT NULL,                    -- SHA-256 of the address, as tries are counted
    at      timestamptz NOT NULL
);
