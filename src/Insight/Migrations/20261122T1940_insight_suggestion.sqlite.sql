-- Products that are new to a customer and go with what they bought, and which purchase speaks for each.
CREATE TABLE insight_suggestion (
    customer_id TEXT PRIMARY KEY,
    made_at     TEXT NOT NULL,
    items       TEXT NOT NULL              -- JSON: product, because
);
