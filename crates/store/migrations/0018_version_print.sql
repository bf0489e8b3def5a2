-- What two tables alike have in common, so that the same figures of another unit are found at once.
CREATE TABLE version_print (
    version_id BIGINT NOT NULL REFERENCES submission_version (id),
    form TEXT NOT NULL,
    figures BIGINT NOT NULL,
    print TEXT NOT NULL,
    PRIMARY KEY (version_id, form)
);
CREATE INDEX version_print_print ON version_print (print);
