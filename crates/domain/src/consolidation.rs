//! consolidation.
