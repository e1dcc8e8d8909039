-- Orders go their way: what is in them, what was paid, and every step. Orders that were there before had one text and one status: the text is their one line, and the steps are those that
-- lead to the status, all at the time of the order, as nobody wrote down when they were taken. They were paid when they were placed; what of that was given back, nobody wrote down.
ALTER TABLE crm_order ADD COLUMN serial INTEGER NOT NULL DEFAULT 0;          -- the number without HL-
ALTER TABLE crm_order ADD COLUMN discount TEXT NOT NULL DEFAULT '0';
ALTER TABLE crm_order ADD COLUMN paid TEXT NOT NULL DEFAULT '0';
ALTER TABLE crm_order ADD COLUMN refunded TEXT NOT NULL DEFAULT '0';
ALTER TABLE crm_order ADD COLUMN rate TEXT;
ALTER TABLE crm_order ADD COLUMN rate_day TEXT;
ALTER TABLE crm_order ADD COLUMN system TEXT;
ALTER TABLE crm_order ADD COLUMN external_number TEXT;
ALTER TABLE crm_order ADD COLUMN quote INTEGER;
ALTER TABLE crm_order ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

CREATE TABLE crm_order_line (
    order_number TEXT NOT NULL REFERENCES crm_order (number),
    place        INTEGER NOT NULL,             -- from 1
    product      TEXT,
    text         TEXT NOT NULL,
    quantity     TEXT NOT NULL,
    price_each   TEXT NOT NULL,
    discount     TEXT NOT NULL,
    tax          TEXT NOT NULL,
    fulfilled    TEXT NOT NULL,
    returned     TEXT NOT NULL,
    PRIMARY KEY (order_number, place)
);

CREATE TABLE crm_order_step (
    order_number TEXT NOT NULL REFERENCES crm_order (number),
    place        INTEGER NOT NULL,             -- from 1
    at           TEXT NOT NULL,
    who          TEXT NOT NULL,
    step         TEXT NOT NULL,                -- create, change, confirm, fulfil, ship, deliver, return, cancel, pay, refund
    parts        TEXT,                         -- JSON: line, quantity
    amount       TEXT,
    day          TEXT,                         -- the carrier's
    note         TEXT,
    key          TEXT,                         -- the same key is the same step
    PRIMARY KEY (order_number, place),
    UNIQUE (order_number, key)
);

UPDATE crm_order SET serial = CAST(SUBSTR(number, 4) AS INTEGER), paid = total;

INSERT INTO crm_order_line (order_number, place, product, text, quantity, price_each, discount, tax, fulfilled, returned)
SELECT number, 1, NULL, items, '1', total, '0', '0', CASE WHEN status IN ('packed', 'shipped', 'delivered', 'returned') THEN '1' ELSE '0' END, CASE WHEN status = 'returned' THEN '1' ELSE '0' END
FROM crm_order;

INSERT INTO crm_order_step (order_number, place, at, who, step, parts, amount, day) SELECT number, 1, placed_at, 'system', 'create', NULL, NULL, NULL FROM crm_order;
INSERT INTO crm_order_step (order_number, place, at, who, step, parts, amount, day) SELECT number, 2, placed_at, 'system', 'pay', NULL, total, NULL FROM crm_order;
INSERT INTO crm_order_step (order_number, place, at, who, step, parts, amount, day) SELECT number, 3, placed_at, 'system', 'confirm', NULL, NULL, NULL FROM crm_order;
INSERT INTO crm_order_step (order_number, place, at, who, step, parts, amount, day) SELECT number, 4, placed_at, 'system', 'cancel', NULL, NULL, NULL FROM crm_order WHERE status = 'cancelled';
INSERT INTO crm_order_step (order_number, place, at, who, step, parts, amount, day) SELECT number, 4, placed_at, 'system', 'fulfil', '[{"line":1,"quantity":1}]', NULL, NULL FROM crm_order WHERE status IN ('packed', 'shipped', 'delivered', 'returned');
INSERT INTO crm_order_step (order_number, place, at, who, step, parts, amount, day) SELECT number, 5, placed_at, 'system', 'ship', NULL, NULL, carrier_day FROM crm_order WHERE status IN ('shipped', 'delivered', 'returned');
INSERT INTO crm_order_step (order_number, place, at, who, step, parts, amount, day) SELECT number, 6, placed_at, 'system', 'deliver', NULL, NULL, carrier_day FROM crm_order WHERE status IN ('delivered', 'returned');
INSERT INTO crm_order_step (order_number, place, at, who, step, parts, amount, day) SELECT number, 7, placed_at, 'system', 'return', '[{"line":1,"quantity":1}]', NULL, NULL FROM crm_order WHERE status = 'returned';

UPDATE crm_order SET status = CASE status WHEN 'placed' THEN 'confirmed' WHEN 'packed' THEN 'fulfilled' ELSE status END;
UPDATE crm_order SET version = (SELECT COUNT(*) FROM crm_order_step s WHERE s.order_number = crm_order.number);

CREATE UNIQUE INDEX crm_order_serial ON crm_order (serial);
CREATE INDEX crm_order_status ON crm_order (status, serial);
CREATE UNIQUE INDEX crm_order_external ON crm_order (system, external_number);
