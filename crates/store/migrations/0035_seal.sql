-- What verify compares: the mark of each signed version, and the chain of what happened.
-- Empty where a version or event is older than this.
ALTER TABLE submission_version ADD COLUMN digest TEXT NOT NULL DEFAULT '';
ALTER TABLE event ADD COLUMN hash TEXT NOT NULL DEFAULT '';
-- Only a district's report is filled from below; what a department receives is no part of its own.
DELETE FROM version_part WHERE version_id IN (SELECT v.id FROM submission_version v
    JOIN submission s ON s.id = v.submission_id JOIN unit u ON u.id = s.unit_id
    WHERE u.kind <> 'district');
