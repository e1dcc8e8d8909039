-- Figures of every person that are computed of what happened, as of an instant: what segments and scores are made of. A column for each of Feature.All; null: there is nothing to compute it of.
CREATE TABLE insight_feature (
    customer_id        TEXT PRIMARY KEY,
    as_of              TEXT NOT NULL,
    tenure_days        REAL,               -- days since the books have them
    recency_days       REAL,               -- days since the last order; what was cancelled is none
    frequency          REAL,               -- orders
    monetary           REAL,               -- what the orders came to, less what was given back, in the company's currency
    gap_days           REAL,               -- days between two orders, the median
    orders_90          REAL,               -- orders in the last 90 days
    spend_90           REAL,               -- what the orders of the last 90 days came to
    spend_change       REAL,               -- what the orders of the last 90 days came to, less those of the 90 days before
    refunded           REAL,               -- what was given back
    contracts          REAL,               -- contracts that run
    contract_days      REAL,               -- days until the last contract that runs is over
    contracts_over     REAL,               -- contracts that were over in the last 365 days
    active_days_90     REAL,               -- days of the last 90 on which they ordered, asked or said anything
    active_days_before REAL,               -- the same in the 90 days before
    silence_days       REAL,               -- days since they last ordered, asked or said anything; of whom nothing was heard, since the books have them
    conversations_90   REAL,               -- conversations in the last 90 days
    requests_90        REAL,               -- requests in the last 90 days
    open_requests      REAL,               -- requests that are not settled
    waiting_hours      REAL,               -- hours until the desk answered a request of the last 180 days, the mean; who waits still has waited until now
    reopenings_180     REAL,               -- how often a request of the last 180 days was opened again
    repeat_contacts_90 REAL,               -- contacts of the last 90 days within 7 days after another
    satisfaction       REAL,               -- how satisfied they said they are in the last 365 days, from 1 to 5, the mean
    low_ratings_180    REAL,               -- how often they said 1 or 2 in the last 180 days
    mood               REAL                -- what they said of answers, from -1 to 1: the mean, each word worth half after 30 days
);

CREATE INDEX insight_feature_as_of ON insight_feature (as_of);

-- What customers said of answers, from -1 to 1.
CREATE TABLE insight_mood (
    id           INTEGER PRIMARY KEY AUTOINCREMENT,
    conversation INTEGER NOT NULL,
    at           TEXT NOT NULL,
    value        REAL NOT NULL
);

CREATE INDEX insight_mood_conversation ON insight_mood (conversation);
