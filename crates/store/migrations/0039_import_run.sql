-- Runs over many workbooks: how far each is, and what became of each file.
CREATE TABLE import_run (
    id {{id}},
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    overwrite BIGINT NOT NULL,
    strict BIGINT NOT NULL,
    -- When whoever works on it was last heard of; empty: nobody does.
    beat TEXT NOT NULL
);
CREATE INDEX import_run_by_officer ON import_run (officer_id);
CREATE TABLE import_file (
    run_id BIGINT NOT NULL REFERENCES import_run (id),
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    -- Empty once it is not needed any more.
    content {{bytes}} NOT NULL,
    outcome TEXT NOT NULL,
    sentence TEXT NOT NULL,
    -- One a line.
    details TEXT NOT NULL,
    cells BIGINT NOT NULL,
    PRIMARY KEY (run_id, number)
);
