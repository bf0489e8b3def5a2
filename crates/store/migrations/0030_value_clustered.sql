-- Values lie in the order of their versions: a version is read in one stretch.
CREATE TABLE value_clustered (
    version_id BIGINT NOT NULL REFERENCES submission_version (id),
    cell_id BIGINT NOT NULL REFERENCES cell (id),
    amount BIGINT,
    text TEXT,
    status TEXT NOT NULL,
    PRIMARY KEY (version_id, cell_id)
){{clustered}};
INSERT INTO value_clustered (version_id, cell_id, amount, text, status)
    SELECT version_id, cell_id, amount, text, status FROM value;
DROP TABLE value;
ALTER TABLE value_clustered RENAME TO value;
