-- Products that are new to a customer and go with what they bought, and which purchase speaks for each.
CREATE TABLE insight_suggestion (
    customer_id uuid PRIMARY KEY,
    made_at     timestamptz NOT NULL,
    items       text NOT NULL              -- JSON: product, because
);
