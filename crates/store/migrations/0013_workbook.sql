-- Files of a report: read and waiting for their officer's yes, and which were taken over already.
CREATE TABLE staged_workbook (
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL,
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    content {{bytes}} NOT NULL,
    seen TEXT NOT NULL,
    PRIMARY KEY (submission_id, officer_id)
);
CREATE TABLE taken_workbook (
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    sha256 TEXT NOT NULL,
    name TEXT NOT NULL,
    taken BIGINT NOT NULL,
    unchanged BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL,
    PRIMARY KEY (submission_id, sha256)
);
