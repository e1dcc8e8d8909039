-- Figures of every person that are computed of what happened, as of an instant: what segments and scores are made of. A column for each of Feature.All; null: there is nothing to compute it of.
CREATE TABLE insight_feature (
    customer_id        uuid PRIMARY KEY,
    as_of              timestamptz NOT NULL,
    tenure_days        double precision,   -- days since the books have them
    recency_days       double precision,   -- days since the last order; what was cancelled is none
    frequency          double precision,   -- orders
    monetary           double precision,   -- what the orders came to, less what was given back, in the company's currency
    gap_days           double precision,   -- days between two orders, the median
    orders_90          double precision,   -- orders in the last 90 days
    spend_90           double precision,   -- what the orders of the last 90 days came to
    spend_change       double precision,   -- what the orders of the last 90 days came to, less those of the 90 days before
    refunded           double precision,   -- what was given back
    contracts          double precision,   -- contracts that run
    contract_days      double precision,   -- days until the last contract that runs is over
    contracts_over     double precision,   -- contracts that were over in the last 365 days
    active_days_90     double precision,   -- days of the last 90 on which they ordered, asked or said anything
    active_days_before double precision,   -- the same in the 90 days before
    silence_days       double precision,   -- days since they last ordered, asked or said anything; of whom nothing was heard, since the books have them
    conversations_90   double precision,   -- conversations in the last 90 days
    requests_90        double precision,   -- requests in the last 90 days
    open_requests      double precision,   -- requests that are not settled
    waiting_hours      double precision,   -- hours until the desk answered a request of the last 180 days, the mean; who waits still has waited until now
    reopenings_180     double precision,   -- how often a request of the last 180 days was opened again
    repeat_contacts_90 double precision,   -- contacts of the last 90 days within 7 days after another
    satisfaction       double precision,   -- how satisfied they said they are in the last 365 days, from 1 to 5, the mean
    low_ratings_180    double precision,   -- how often they said 1 or 2 in the last 180 days
    mood               double precision    -- what they said of answers, from -1 to 1: the mean, each word worth half after 30 days
);

CREATE INDEX insight_feature_as_of ON insight_feature (as_of);

-- What customers said of answers, from -1 to 1.
CREATE TABLE insight_mood (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    conversation bigint NOT NULL,
    at           timestamptz NOT NULL,
    value        double precision NOT NULL
);

CREATE INDEX insight_mood_conversation ON insight_mood (conversation);
