-- What is sold, what it costs, and what other currencies are worth.
CREATE TABLE crm_product (
    id        TEXT PRIMARY KEY,
    code      TEXT NOT NULL UNIQUE,            -- FIBRE-500
    en        TEXT NOT NULL,
    zh        TEXT NOT NULL,
    unit      TEXT NOT NULL,                   -- piece, month
    is_active INTEGER NOT NULL,
    version   INTEGER NOT NULL
);

CREATE TABLE crm_price_book (
    id        TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    currency  TEXT NOT NULL,
    from_day  TEXT,                            -- null: it always held
    until_day TEXT,                            -- the last day; null: until further notice
    version   INTEGER NOT NULL
);

CREATE TABLE crm_price (
    book          TEXT NOT NULL REFERENCES crm_price_book (id),
    product       TEXT NOT NULL REFERENCES crm_product (id),
    from_quantity TEXT NOT NULL,
    price_each    TEXT NOT NULL,
    PRIMARY KEY (book, product, from_quantity)
);

CREATE INDEX crm_price_product ON crm_price (product);

CREATE TABLE crm_exchange_rate (
    currency TEXT NOT NULL,
    day      TEXT NOT NULL,                    -- from this day on
    rate     TEXT NOT NULL,                 -- units of the company's own currency
    PRIMARY KEY (currency, day)
);
