-- What customers are expected to buy and to be worth, by models of their own orders; and the models, with how right they would have been about the last weeks.
CREATE TABLE insight_value_fit (
    id      INTEGER PRIMARY KEY AUTOINCREMENT,
    made_at TEXT NOT NULL,
    fit     TEXT NOT NULL              -- JSON: parameters, and what was held out
);

CREATE TABLE insight_value (
    customer_id TEXT PRIMARY KEY,
    as_of       TEXT NOT NULL,
    purchases   REAL NOT NULL,         -- days with a purchase that are expected in the months of the settings
    value       REAL NOT NULL          -- what they are worth, discounted, in the company's currency
);

CREATE INDEX insight_value_order ON insight_value (value, customer_id);
