//! Samples of all pages, and the invented content of the larger ones.

mod consolidation;
mod entry;
mod indicator;

use askama::{Result, Template};

use super::{
    confirmation::ConfirmationsPage,
    consolidation::{ConsolidationPage, ConsolidationsPage, NarrativesPage},
    desk::{EstimatesPage, LastYearPage},
    document::DocumentsPage,
    elsewhere::{HelpPage, MePage, ProblemPage, SearchPage},
    entry::EntryPage,
    exchange::{CodesPage, IncomingDocumentPage, IncomingPage},
    indicator::{IndicatorPage, IndicatorsPage},
    issued_plan::IssuedPlansPage,
    lint::LintPage,
    narrative::NarrativePage,
    officer::{OfficersPage, SlipsPage},
    org_unit::UnitsPage,
    outgoing::{OutgoingPage, RegisterPage},
    plan::PlanPage,
    plan_read::PlanReadPage,
    reissue::ReissuePage,
    report::{ReportPage, ReportsPage},
    round::{BoardPage, RoundsPage},
    series::NumbersPage,
    session::{PasswordPage, SignInPage},
    signer::SignersPage,
    submission::{ReviewPage, SubmissionPage, SubmissionsPage},
    system::SystemPage,
    urging::UrgingPage,
    work::WorkPage,
    workbook::WorkbookPage,
};

pub(super) use entry::{
    sample_grid as entry_grid, sample_remarks as entry_remarks, sample_tabs as entry_tabs,
};

/// Every page's sample, rendered, by name.
pub fn all() -> Vec<(&'static str, Result<String>)> {
    vec![
        ("sign-in", SignInPage::sample().render()),
        ("sign-in-refused", SignInPage::sample_refused().render()),
        ("password", PasswordPage::sample().render()),
        ("work", WorkPage::sample().render()),
        ("work-district", WorkPage::sample_of_district().render()),
        ("submissions", SubmissionsPage::sample().render()),
        ("submission", SubmissionPage::sample().render()),
        ("workbook", WorkbookPage::sample().render()),
        ("workbook-empty", WorkbookPage::sample_empty().render()),
        ("review", ReviewPage::sample().render()),
        ("entry", EntryPage::sample().render()),
        ("entry-locked", EntryPage::sample_locked().render()),
        ("narrative", NarrativePage::sample().render()),
        ("rounds", RoundsPage::sample().render()),
        ("board", BoardPage::sample().render()),
        ("urging", UrgingPage::sample().render()),
        ("lint", LintPage::sample().render()),
        ("system", SystemPage::sample().render()),
        ("confirmations", ConfirmationsPage::sample().render()),
        ("last-year", LastYearPage::sample().render()),
        ("estimates", EstimatesPage::sample().render()),
        ("consolidations", ConsolidationsPage::sample().render()),
        ("consolidation", ConsolidationPage::sample().render()),
        ("narratives", NarrativesPage::sample().render()),
        ("indicators", IndicatorsPage::sample().render()),
        ("indicator", IndicatorPage::sample().render()),
        ("reports", ReportsPage::sample().render()),
        ("report", ReportPage::sample().render()),
        ("report-issued", ReportPage::sample_issued().render()),
        ("plan", PlanPage::sample().render()),
        ("plan-read", PlanReadPage::sample().render()),
        ("plan-read-empty", PlanReadPage::sample_empty().render()),
        ("plans-issued", IssuedPlansPage::sample().render()),
        ("plan-reissued", ReissuePage::sample().render()),
        ("documents", DocumentsPage::sample().render()),
        ("outgoing", RegisterPage::sample().render()),
        ("outgoing-document", OutgoingPage::sample().render()),
        ("outgoing-numbered", OutgoingPage::sample_numbered().render()),
        ("incoming", IncomingPage::sample().render()),
        ("incoming-document", IncomingDocumentPage::sample().render()),
        ("organ-codes", CodesPage::sample().render()),
        ("signers", SignersPage::sample().render()),
        ("numbers", NumbersPage::sample().render()),
        ("officers", OfficersPage::sample().render()),
        ("slips", SlipsPage::sample().render()),
        ("units", UnitsPage::sample().render()),
        ("problem", ProblemPage::sample().render()),
        ("help", HelpPage::sample().render()),
        ("search", SearchPage::sample().render()),
        ("me", MePage::sample().render()),
    ]
}
