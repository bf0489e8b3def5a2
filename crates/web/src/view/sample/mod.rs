//! Invented content of the larger pages, kept apart from their definitions.

mod consolidation;
mod entry;
mod indicator;

pub(super) use entry::{
    sample_grid as entry_grid, sample_remarks as entry_remarks, sample_tabs as entry_tabs,
};
