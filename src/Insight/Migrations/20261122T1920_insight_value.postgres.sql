-- What customers are expected to buy and to be worth, by models of their own orders; and the models, with how right they would have been about the last weeks.
CREATE TABLE insight_value_fit (
    id      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    made_at timestamptz NOT NULL,
    fit     text NOT NULL              -- JSON: parameters, and what was held out
);

CREATE TABLE insight_value (
    customer_id uuid PRIMARY KEY,
    as_of       timestamptz NOT NULL,
    purchases   double precision NOT NULL,         -- days with a purchase that are expected in the months of the settings
    value       double precision NOT NULL          -- what they are worth, discounted, in the company's currency
);

CREATE INDEX insight_value_order ON insight_value (value, customer_id);
