//! The text of an issued plan, from plain text, DOCX or PDF.
