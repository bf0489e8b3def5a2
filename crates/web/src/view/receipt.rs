//! The slip that confirms a filing.

use askama::Template;

use super::{
    act::Link,
    frame::{Frame, Nav, Theme},
};

/// `/submissions/{id}/receipt`.
#[derive(Debug, Clone, Template)]
#[template(path = "submission/receipt.html")]
pub struct ReceiptPage {
    pub frame: Frame,
    pub crumbs: Vec<Link>,
    pub lead: String,
    pub facts: Vec<(String, String)>,
}
