-- The catalog's own files, as reviewed and loaded; what an administrator confirmed since.
CREATE TABLE catalog_file (
    path TEXT PRIMARY KEY,
    content {{bytes}} NOT NULL
);
CREATE TABLE confirmation (
    subject TEXT PRIMARY KEY,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL
);
-- One number for each (form, version, row, column): values join by meaning, never by position.
CREATE TABLE cell (
    id {{id}},
    form TEXT NOT NULL,
    form_version BIGINT NOT NULL,
    row_code TEXT NOT NULL,
    column_code TEXT NOT NULL,
    UNIQUE (form, form_version, row_code, column_code)
);
CREATE TABLE round (
    id {{id}},
    code TEXT NOT NULL UNIQUE,
    regime TEXT NOT NULL,
    title TEXT NOT NULL,
    year BIGINT NOT NULL,
    previous_id BIGINT REFERENCES round (id),
    frame TEXT NOT NULL,
    due TEXT NOT NULL,
    closes TEXT NOT NULL
);
