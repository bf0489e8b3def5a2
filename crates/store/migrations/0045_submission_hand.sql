-- Everyone who ever typed in a report, not the last one alone: none of them accepts it.
CREATE TABLE submission_hand (
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    PRIMARY KEY (submission_id, officer_id)
);
INSERT INTO submission_hand (submission_id, officer_id)
    SELECT id, author_id FROM submission WHERE author_id IS NOT NULL
    UNION SELECT submission_id, officer_id FROM draft_cell WHERE officer_id IN (SELECT id FROM officer)
    UNION SELECT submission_id, officer_id FROM draft_text WHERE officer_id IN (SELECT id FROM officer);
