-- What somebody of the desk hears and is shown by the browser; without a row it is as the product comes.
CREATE TABLE desk_alert (
    staff   TEXT PRIMARY KEY REFERENCES desk_staff (id),
    sounds  TEXT NOT NULL,      -- offer,customer,mention
    notices TEXT NOT NULL
);
