-- How often in a row a job failed in the span in which it is to run once: it is tried again.
ALTER TABLE job ADD COLUMN failed BIGINT NOT NULL DEFAULT 0;
-- Whose beat it is: a worker that was silent too long and comes back writes nothing any more.
ALTER TABLE import_run ADD COLUMN worker TEXT NOT NULL DEFAULT '';
