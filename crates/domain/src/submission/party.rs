//! Who may do what to a report: one table, asked by every act and by the pages before they offer it.

use super::{Submission, SubmissionError};
use crate::access::{Officer, OfficerId, Role};

/// What an officer may have to do with a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Right {
    /// Figures and words are typed, pasted, copied, taken from a workbook, explained.
    Type,
    MakeReady,
    TakeBack,
    Submit,
    Withdraw,
    /// One account may type and sign.
    Waive,
    AskExtension,
    /// What the receiving office typed from the unit's paper is handed in.
    SendPaper,
    /// Number, date, signer and file of the unit's official report.
    RecordDocument,
    /// What an estimate came to.
    TellActual,
    /// The report's forms as a workbook to fill.
    TakeWorkbook,
    AskReopening,
    Remark,
    /// Opens the review, returns, accepts, opens again, gives or refuses more time.
    Review,
}

impl Right {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Type,
        Self::MakeReady,
        Self::TakeBack,
        Self::Submit,
        Self::Withdraw,
        Self::Waive,
        Self::AskExtension,
        Self::SendPaper,
        Self::RecordDocument,
        Self::TellActual,
        Self::TakeWorkbook,
        Self::AskReopening,
        Self::Remark,
        Self::Review,
    ];

    /// Whose work it is, for who may not.
    const fn whose(self) -> &'static str {
        match self {
            Self::Type | Self::MakeReady | Self::AskExtension => {
                "Việc này của cán bộ nhập liệu thuộc đơn vị báo cáo."
            }
            Self::TakeBack
            | Self::RecordDocument
            | Self::TellActual
            | Self::TakeWorkbook
            | Self::AskReopening => {
                "Việc này của cán bộ nhập liệu hoặc người ký thuộc đơn vị báo cáo."
            }
            Self::Submit | Self::Withdraw => "Việc này của người ký thuộc đơn vị báo cáo.",
            Self::Waive => "Việc này của người ký hoặc quản trị thuộc đơn vị báo cáo.",
            Self::SendPaper => {
                "Việc này của cán bộ tổng hợp hoặc nhập liệu thuộc đơn vị nhận báo cáo."
            }
            Self::Remark => {
                "Việc này của cán bộ thẩm tra thuộc đơn vị nhận báo cáo, hoặc của người nhập, người ký báo cáo."
            }
            Self::Review => "Việc này của cán bộ thẩm tra thuộc đơn vị nhận báo cáo.",
        }
    }
}

/// How an officer stands to a report.
#[derive(Debug, Clone, Copy)]
pub struct Party<'a> {
    officer: &'a Officer,
    /// The officer's unit answers for the report's.
    own: bool,
    /// The officer is of the office that receives the report; of the lead office's own, so are its people.
    of_receiver: bool,
    /// The officer is of the report's unit itself.
    of_unit: bool,
    /// One account may type and sign.
    is_waived: bool,
    is_commune: bool,
}

impl<'a> Party<'a> {
    /// An officer before a report; `own` says that the officer's unit is the report's or succeeded it whole,
    /// `is_commune` that the report's unit is one.
    pub fn of(submission: &Submission, officer: &'a Officer, own: bool, is_commune: bool) -> Self {
        Self {
            officer,
            own,
            of_receiver: officer.unit == submission.receiver,
            of_unit: officer.unit == submission.unit,
            is_waived: submission.single_officer_waiver,
            is_commune,
        }
    }

    /// The account.
    pub fn officer(&self) -> OfficerId {
        self.officer.id
    }

    /// Whether the officer's unit answers for the report's.
    pub fn is_own(&self) -> bool {
        self.own
    }

    /// Whether the report's unit is a commune.
    pub fn is_commune(&self) -> bool {
        self.is_commune
    }

    /// Whether the officer may do it; whether it can be done now is the report's state to say.
    pub fn may(&self, right: Right) -> bool {
        let (types, signs) = (self.types_own(), self.signs());
        match right {
            Right::Type | Right::MakeReady => types || self.types_papers(),
            Right::TakeBack | Right::RecordDocument | Right::TellActual | Right::TakeWorkbook => {
                types || signs || self.types_papers()
            }
            Right::Submit | Right::Withdraw => signs,
            Right::Waive => signs || self.own && self.officer.is(Role::UnitAdministrator),
            Right::AskExtension => types,
            Right::SendPaper => self.types_papers(),
            Right::AskReopening => types || signs,
            Right::Remark => types || signs || self.types_papers() || self.reviews(),
            Right::Review => self.reviews(),
        }
    }

    /// The same as a refusal that says whose work it is.
    pub fn require(&self, right: Right) -> Result<(), SubmissionError> {
        if self.may(right) { Ok(()) } else { Err(SubmissionError::NotAllowed(right.whose())) }
    }

    /// Whether the officer types in what a unit sent to the own office on paper: the desk, and of communes
    /// the district's reporter, so that its reviewer is another person.
    fn types_papers(&self) -> bool {
        let reports = self.is_commune && self.officer.is(Role::Reporter);
        self.of_receiver && !self.of_unit && (self.officer.is(Role::Desk) || reports)
    }

    /// Whether the officer types for the own unit; where one account may do both, the signer does.
    fn types_own(&self) -> bool {
        let may_both = self.is_waived && self.officer.is(Role::Signer);
        self.own && (may_both || self.officer.is_any(&[Role::Reporter, Role::Desk]))
    }

    fn signs(&self) -> bool {
        self.own && self.officer.is_any(&[Role::Signer, Role::Desk])
    }

    fn reviews(&self) -> bool {
        self.of_receiver && self.officer.is_any(&[Role::Reviewer, Role::Desk])
    }
}
