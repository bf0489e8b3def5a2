-- Where an office is reached, printed at the foot of page one (NĐ 30/2020/NĐ-CP, Phụ lục I, ô 13).
CREATE TABLE unit_address (
    unit_id BIGINT PRIMARY KEY REFERENCES unit (id),
    place TEXT NOT NULL,
    telephone TEXT NOT NULL,
    email TEXT NOT NULL,
    website TEXT NOT NULL,
    officer_id BIGINT NOT NULL REFERENCES officer (id),
    at TEXT NOT NULL
);
