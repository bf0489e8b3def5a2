-- Who is spoken to at each unit (danh bạ đầu mối), apart from accounts: several persons, the first one is called.
CREATE TABLE contact (
    id {{id}},
    unit_id BIGINT NOT NULL REFERENCES unit (id),
    name TEXT NOT NULL,
    position TEXT NOT NULL,
    phone TEXT NOT NULL,
    email TEXT NOT NULL,
    place BIGINT NOT NULL,
    revision BIGINT NOT NULL,
    changed_at TEXT NOT NULL
);
CREATE INDEX contact_by_unit ON contact (unit_id, place);
INSERT INTO contact (unit_id, name, position, phone, email, place, revision, changed_at)
    SELECT o.unit_id, o.name, o.position, o.phone, o.email, o.id, 1, ''
    FROM officer o JOIN officer_role r ON r.officer_id = o.id
    WHERE r.role = 'reporter' AND o.active = 1;
