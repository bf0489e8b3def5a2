-- What officers set right in the reading of an issued plan: one line a field, the text stays as it was.
CREATE TABLE issued_plan_correction (
    plan_id BIGINT NOT NULL REFERENCES issued_plan (id),
    anchor TEXT NOT NULL,
    field TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (plan_id, anchor, field)
);
