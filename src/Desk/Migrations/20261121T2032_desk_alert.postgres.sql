-- What somebody of the desk hears and is shown by the browser; without a row it is as the product comes.
CREATE TABLE desk_alert (
    staff   uuid PRIMARY KEY REFERENCES desk_staff (id),
    sounds  text NOT NULL,      -- offer,customer,mention
    notices text NOT NULL
);
