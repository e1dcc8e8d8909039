-- What is expected of the company's own series, and how right that has been.
CREATE TABLE insight_forecast (
    series   text PRIMARY KEY,           -- orders.month, revenue.week, requests.day …
    made_at  timestamptz NOT NULL,
    forecast text NOT NULL               -- JSON: what came, what is expected with its ranges, and what was expected before
);
