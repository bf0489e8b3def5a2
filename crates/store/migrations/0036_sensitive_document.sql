-- Whose report a document prints, where that holds sensitive tables: only the unit and its reviewer read it.
ALTER TABLE document ADD COLUMN sensitive_submission_id BIGINT REFERENCES submission (id);
-- Units' own reports of before: which tables they hold is not known here, so all are kept close.
UPDATE document SET sensitive_submission_id = (SELECT s.id FROM submission s
    WHERE s.round_id = document.round_id AND s.unit_id = document.unit_id
    AND s.receiver_id <> s.unit_id) WHERE kind = 'Báo cáo' AND round_id IS NOT NULL;
