-- What is expected of the company's own series, and how right that has been.
CREATE TABLE insight_forecast (
    series   TEXT PRIMARY KEY,           -- orders.month, revenue.week, requests.day …
    made_at  TEXT NOT NULL,
    forecast TEXT NOT NULL               -- JSON: what came, what is expected with its ranges, and what was expected before
);
