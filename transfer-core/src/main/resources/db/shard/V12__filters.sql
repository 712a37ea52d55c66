-- Lists that are filtered. An index ends with the row's primary key, so that all accounts of a status, a type or a
-- currency come newest first without being sorted. None of these columns changes with a posting, but for the status,
-- which hardly does: an index costs what opens an account, and no payment. There is none by balance, which every posting
-- changes, and none by parts of names. Pages filtered by those look at the rows of another index or of the primary key
-- in their order, at so many for one page and no more.

ALTER TABLE accounts
    ADD KEY accounts_status (status, id),
    ADD KEY accounts_type (type, id),
    ADD KEY accounts_currency (currency, id);

-- Whoever has, or gave, a number or an address: those who have still to prove theirs stand in no row of identifiers.
ALTER TABLE users
    ADD KEY users_phone (phone),
    ADD KEY users_email (email);
