-- What the desk's search finds rows by. Documents of a kind are numbered in the order of their age; 4096 numbers that follow each other are a chunk, and a
-- row says which of a chunk have a term. What is shown is read from the rows themselves: this says only where to look.
CREATE TABLE desk_search_posting (
    kind  INTEGER NOT NULL,                    -- 0: requests, 1: conversations, 2: customers
    term  TEXT NOT NULL,                       -- a word, a number, one or two ideographs; ~ and three characters of a name, address or number
    chunk INTEGER NOT NULL,
    docs  TEXT NOT NULL,                       -- Base64: the numbers in the chunk, two bytes each; from 256 on a bit for each of 4096
    PRIMARY KEY (kind, term, chunk)
) WITHOUT ROWID;

-- The words that are known, for what begins or is spelt like one.
CREATE TABLE desk_search_word (
    word TEXT PRIMARY KEY
) WITHOUT ROWID;

CREATE TABLE desk_search_spelling (
    form TEXT NOT NULL,                        -- the word without one of its letters, or whole
    word TEXT NOT NULL,
    PRIMARY KEY (form, word)
) WITHOUT ROWID;

-- Customers have no numbers of their own.
CREATE TABLE desk_search_customer (
    doc      INTEGER PRIMARY KEY AUTOINCREMENT,
    customer TEXT NOT NULL UNIQUE
);
