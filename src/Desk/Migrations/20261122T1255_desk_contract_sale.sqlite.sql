-- Contracts as they are sold: what they are worth, what they cover, how they are renewed, and which order they come from. Who looks for what ends soon looks at the day by which notice is given.
ALTER TABLE desk_contract ADD COLUMN value TEXT;
ALTER TABLE desk_contract ADD COLUMN currency TEXT;
ALTER TABLE desk_contract ADD COLUMN notice_days INTEGER NOT NULL DEFAULT 0;
ALTER TABLE desk_contract ADD COLUMN renew_months INTEGER;                   -- null: it ends
ALTER TABLE desk_contract ADD COLUMN products TEXT NOT NULL DEFAULT '';      -- codes, parted by spaces
ALTER TABLE desk_contract ADD COLUMN serials TEXT NOT NULL DEFAULT '';       -- serial numbers, one a line
ALTER TABLE desk_contract ADD COLUMN order_number TEXT;
ALTER TABLE desk_contract ADD COLUMN notice_day TEXT NOT NULL DEFAULT '';    -- the last day on which notice can be given
ALTER TABLE desk_contract ADD COLUMN renew_at TEXT;                          -- when it is renewed by itself; null: it is not, or it was
ALTER TABLE desk_contract ADD COLUMN renews INTEGER;                         -- the contract before
ALTER TABLE desk_contract ADD COLUMN renewed_by INTEGER;                     -- the contract after
ALTER TABLE desk_contract ADD COLUMN ending_said TEXT;                       -- the last day of which it was said that it comes
UPDATE desk_contract SET notice_day = until_day;

CREATE INDEX desk_contract_notice ON desk_contract (notice_day);
CREATE INDEX desk_contract_renew ON desk_contract (renew_at) WHERE renew_at IS NOT NULL;
