-- The unit's own signed report, one file a version; and actual figures that came after an estimate.
CREATE TABLE submission_file (
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    number BIGINT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content {{bytes}} NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (submission_id, number)
);
CREATE TABLE true_up (
    version_id BIGINT NOT NULL REFERENCES submission_version (id),
    cell_id BIGINT NOT NULL REFERENCES cell (id),
    amount BIGINT NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (version_id, cell_id)
);
