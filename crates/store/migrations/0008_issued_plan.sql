-- Issued plans as officers confirmed them: the text is kept, what is understood of it is read anew.
CREATE TABLE issued_plan (
    id {{id}},
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    title TEXT NOT NULL,
    number TEXT NOT NULL,
    body TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL
);
