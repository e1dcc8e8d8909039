-- In which cell of recency and frequency a customer was on which days, so that one can see who moved where between any two. A day is that of the desk's time zone, as yyyymmdd.
CREATE TABLE insight_cell (
    customer_id TEXT NOT NULL,
    from_day    INTEGER NOT NULL,
    until_day   INTEGER,                   -- the first day on which they were in another, or in none; null: they still are
    cell        TEXT NOT NULL,              -- Champions, AtRisk …
    scores      TEXT NOT NULL,              -- recency, frequency and money, 1 to 5 each: 543; as of the last day
    PRIMARY KEY (customer_id, from_day)
);

CREATE UNIQUE INDEX insight_cell_now ON insight_cell (customer_id) WHERE until_day IS NULL;
CREATE INDEX insight_cell_of ON insight_cell (cell, customer_id) WHERE until_day IS NULL;
