-- The day of a confirmed plan and the year it is for, by which documents cite it; 0 is no single year's.
ALTER TABLE issued_plan ADD COLUMN date TEXT;
ALTER TABLE issued_plan ADD COLUMN year BIGINT NOT NULL DEFAULT 0;
CREATE INDEX issued_plan_by_year ON issued_plan (year);
