-- What was done, by whom, when; each line holds the hash of the one before.
CREATE TABLE audit (
    id {{id}},
    at TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    unit_id BIGINT NOT NULL,
    verb TEXT NOT NULL,
    subject TEXT NOT NULL,
    detail TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
