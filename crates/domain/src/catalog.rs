//! All definitions of one plan together, as loaded from `catalog/<plan>/`.

use crate::{
    calendar::WorkingCalendar,
    form::Form,
    indicator::{Indicator, Programme},
    legal_document::LegalDocument,
    org_unit::{OrgUnit, Parentage, Succession, Tile},
    plan::Plan,
    regime::{Regime, Round},
};

/// All definitions of one plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Catalog {
    /// "nghe-an-2024".
    pub code: String,
    pub title: String,
    /// Unit key of the province.
    pub province: String,
    /// Unit key of the lead department.
    pub lead: String,
    pub units: Vec<OrgUnit>,
    pub parents: Vec<Parentage>,
    pub successions: Vec<Succession>,
    /// Where districts stand on the map of tiles; none where no map is drawn.
    pub tiles: Vec<Tile>,
    pub legal_documents: Vec<LegalDocument>,
    pub plan: Plan,
    pub programmes: Vec<Programme>,
    pub indicators: Vec<Indicator>,
    pub forms: Vec<Form>,
    pub regimes: Vec<Regime>,
    pub rounds: Vec<Round>,
    pub calendars: Vec<WorkingCalendar>,
}

impl Catalog {
    /// The round with a code.
    pub fn round(&self, code: &str) -> Option<&Round> {
        self.rounds.iter().find(|round| round.code == code)
    }
}
