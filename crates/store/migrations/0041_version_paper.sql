-- A version that the receiving office typed from a unit's paper: what the paper bears, and why.
CREATE TABLE version_paper (
    version_id BIGINT PRIMARY KEY REFERENCES submission_version (id),
    number TEXT NOT NULL,
    date TEXT NOT NULL,
    signer TEXT NOT NULL,
    reason TEXT NOT NULL
);
