-- What a district's figure is made of: the sum from below, its own share, a correction with its reason.
CREATE TABLE correction (
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    cell_id BIGINT NOT NULL REFERENCES cell (id),
    amount BIGINT NOT NULL,
    reason TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (submission_id, cell_id)
);
CREATE TABLE draft_part (
    submission_id BIGINT NOT NULL REFERENCES submission (id),
    part_version_id BIGINT NOT NULL REFERENCES submission_version (id),
    PRIMARY KEY (submission_id, part_version_id)
);
CREATE TABLE version_share (
    version_id BIGINT NOT NULL REFERENCES submission_version (id),
    cell_id BIGINT NOT NULL REFERENCES cell (id),
    below BIGINT,
    units BIGINT NOT NULL,
    own BIGINT,
    correction BIGINT NOT NULL,
    reason TEXT NOT NULL,
    officer_id BIGINT,
    at TEXT NOT NULL,
    PRIMARY KEY (version_id, cell_id)
);
-- The sentences that stood beside a version when it was signed.
CREATE TABLE version_explanation (
    version_id BIGINT NOT NULL REFERENCES submission_version (id),
    finding TEXT NOT NULL,
    sentence TEXT NOT NULL,
    officer_id BIGINT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (version_id, finding)
);
INSERT INTO version_explanation (version_id, finding, sentence, officer_id, at)
    SELECT v.id, e.finding, e.sentence, e.officer_id, e.at FROM explanation e
    JOIN submission s ON s.id = e.submission_id
    JOIN submission_version v ON v.submission_id = s.id AND v.number = s.versions;
-- Signed versions of districts: what exceeds the parts is their own, what falls short was corrected.
INSERT INTO version_share (version_id, cell_id, below, units, own, correction, reason, officer_id, at)
    SELECT t.version_id, t.cell_id, t.below, t.units,
        CASE WHEN v.amount > t.below THEN v.amount - t.below END,
        CASE WHEN v.amount < t.below THEN v.amount - t.below ELSE 0 END, '', n.author_id, n.at
    FROM (SELECT p.version_id AS version_id, x.cell_id AS cell_id,
            CAST(SUM(x.amount) AS BIGINT) AS below, COUNT(x.amount) AS units
        FROM version_part p JOIN value x ON x.version_id = p.part_version_id
        JOIN submission_version w ON w.id = p.version_id
        JOIN submission s ON s.id = w.submission_id
        JOIN unit u ON u.id = s.unit_id
        WHERE u.kind = 'district' AND x.amount IS NOT NULL GROUP BY p.version_id, x.cell_id) t
    JOIN value v ON v.version_id = t.version_id AND v.cell_id = t.cell_id
    JOIN submission_version n ON n.id = t.version_id
    WHERE v.amount IS NOT NULL;
-- Drafts of districts held whole figures: a handed-in one comes back from its version ...
DELETE FROM draft_cell WHERE submission_id IN (SELECT s.id FROM submission s
    JOIN unit u ON u.id = s.unit_id WHERE u.kind = 'district'
    AND s.state IN ('submitted', 'in_review', 'accepted'));
-- ... the others keep what they hold beyond the sum of what is accepted below.
CREATE TABLE split_0040 (
    submission_id BIGINT NOT NULL,
    cell_id BIGINT NOT NULL,
    below BIGINT NOT NULL,
    PRIMARY KEY (submission_id, cell_id)
);
INSERT INTO split_0040 (submission_id, cell_id, below)
    SELECT d.id, x.cell_id, CAST(SUM(x.amount) AS BIGINT) FROM submission d
    JOIN unit u ON u.id = d.unit_id AND u.kind = 'district'
    JOIN submission s ON s.round_id = d.round_id AND s.receiver_id = d.unit_id
    JOIN value x ON x.version_id = s.accepted_version_id
    WHERE x.amount IS NOT NULL GROUP BY d.id, x.cell_id;
INSERT INTO correction (submission_id, cell_id, amount, reason, officer_id, at)
    SELECT d.submission_id, d.cell_id, d.amount - t.below, COALESCE(e.sentence, ''), d.officer_id, d.at
    FROM draft_cell d
    JOIN split_0040 t ON t.submission_id = d.submission_id AND t.cell_id = d.cell_id
    JOIN cell c ON c.id = d.cell_id
    LEFT JOIN explanation e ON e.submission_id = d.submission_id
        AND e.finding = c.form || '/' || c.row_code || '/' || c.column_code || '/' || c.form || '-DC'
    WHERE d.amount < t.below;
UPDATE draft_cell SET amount = (SELECT CASE WHEN draft_cell.amount > t.below
        THEN draft_cell.amount - t.below END FROM split_0040 t
        WHERE t.submission_id = draft_cell.submission_id AND t.cell_id = draft_cell.cell_id)
    WHERE amount IS NOT NULL AND EXISTS (SELECT 1 FROM split_0040 t
        WHERE t.submission_id = draft_cell.submission_id AND t.cell_id = draft_cell.cell_id);
DROP TABLE split_0040;
INSERT INTO draft_part (submission_id, part_version_id)
    SELECT d.id, s.accepted_version_id FROM submission d
    JOIN unit u ON u.id = d.unit_id AND u.kind = 'district'
    JOIN submission s ON s.round_id = d.round_id AND s.receiver_id = d.unit_id
    WHERE s.accepted_version_id IS NOT NULL AND d.state IN ('draft', 'ready', 'returned');
