//! Ready-to-print pages: each struct fills one template and knows neither store nor rules.
//!
//! Handlers fill these structs; every page has a `sample()` with invented, marked figures, which the tests
//! render and designers look at (`cargo run --release -p web --example samples`).

pub mod act;
pub mod assets;
pub mod audit;
pub mod chart;
pub mod choice;
pub mod composition;
pub mod confirmation;
pub mod consolidation;
pub mod contact;
pub mod desk;
pub mod document;
pub mod elsewhere;
pub mod entry;
pub mod exchange;
pub mod frame;
pub mod import;
pub mod indicator;
pub mod issued_plan;
pub mod leave;
pub mod lint;
pub mod mapping;
pub mod mark;
pub mod narrative;
pub mod officer;
pub mod org_unit;
pub mod outgoing;
pub mod plan;
pub mod plan_read;
pub mod proof;
pub mod receipt;
pub mod reissue;
pub mod report;
pub mod review;
pub mod round;
pub mod sample;
pub mod series;
pub mod session;
pub mod signer;
pub mod submission;
pub mod system;
pub mod table;
pub mod template;
pub mod urging;
pub mod work;
pub mod workbook;
