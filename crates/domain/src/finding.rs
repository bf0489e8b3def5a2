//! finding.
