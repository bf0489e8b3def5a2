-- What a warning said, with its figures, when its sentence was written: said of another figure, the sentence
-- is asked for again. Empty where it was not kept: such a sentence stands for whatever the warning says.
ALTER TABLE explanation ADD COLUMN said_of TEXT NOT NULL DEFAULT '';
ALTER TABLE version_explanation ADD COLUMN said_of TEXT NOT NULL DEFAULT '';
-- What the reader of signatures found in a unit's signed report when it came; empty where it was not asked.
ALTER TABLE submission_file ADD COLUMN verdict TEXT NOT NULL DEFAULT '';
