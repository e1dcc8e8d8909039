-- What is sold, what it costs, and what other currencies are worth.
CREATE TABLE crm_product (
    id        uuid PRIMARY KEY,
    code      text NOT NULL UNIQUE,            -- FIBRE-500
    en        text NOT NULL,
    zh        text NOT NULL,
    unit      text NOT NULL,                   -- piece, month
    is_active boolean NOT NULL,
    version   bigint NOT NULL
);

CREATE TABLE crm_price_book (
    id        uuid PRIMARY KEY,
    name      text NOT NULL,
    currency  text NOT NULL,
    from_day  text,                            -- null: it always held
    until_day text,                            -- the last day; null: until further notice
    version   bigint NOT NULL
);

CREATE TABLE crm_price (
    book          uuid NOT NULL REFERENCES crm_price_book (id),
    product       uuid NOT NULL REFERENCES crm_product (id),
    from_quantity numeric NOT NULL,
    price_each    numeric NOT NULL,
    PRIMARY KEY (book, product, from_quantity)
);

CREATE INDEX crm_price_product ON crm_price (product);

CREATE TABLE crm_exchange_rate (
    currency text NOT NULL,
    day      text NOT NULL,                    -- from this day on
    rate     numeric NOT NULL,                 -- units of the company's own currency
    PRIMARY KEY (currency, day)
);
