//! What of a total is not settled though it is accepted: districts whose communes changed after they signed
//! or were missing when they did, and reports that are being corrected. Told where the total is.

use domain::{
    access::UnitId,
    consolidation::{Feeder, counts},
    form::{RowKind, Table},
    org_unit::{in_sentence, listed},
};
use store::{
    db::Reads,
    reopening::Corrected,
    stale::{ShortInTotal, StaleInTotal},
};

use super::Check;
use crate::Error;

/// Names that one sentence bears.
const NAMED_MAX: usize = 6;

/// Units of a total whose figures are about to change, or lack something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unsettled {
    /// Communes had another version accepted after their district signed.
    pub stale: Vec<StaleInTotal>,
    /// Communes have nothing accepted, and their district signed without them.
    pub short: Vec<ShortInTotal>,
    /// Opened again; the version accepted before still counts.
    pub corrected: Vec<Corrected>,
}

impl Unsettled {
    /// Of the totals of a round at one office.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn load(db: &mut impl Reads, (round, office): (i64, UnitId)) -> Result<Self, Error> {
        Ok(Self {
            stale: store::stale::in_total(db, (round, office)).await?,
            short: store::stale::short_in_total(db, (round, office)).await?,
            corrected: store::reopening::corrected(db, round, office).await?,
        })
    }

    /// "1 đơn vị cấp huyện ký trước khi có số mới của cấp xã …".
    pub fn stale_words(&self) -> Option<String> {
        let name = |stale: &StaleInTotal| named(&stale.unit, &format!("{} xã", stale.units));
        told(&self.stale, name, |count| {
            format!(
                "{count} đơn vị cấp huyện ký trước khi có số mới của cấp xã, tổng còn theo số đã ký"
            )
        })
    }

    /// "1 đơn vị cấp huyện ký khi chưa đủ báo cáo cấp xã …".
    pub fn short_words(&self) -> Option<String> {
        let name = |short: &ShortInTotal| {
            named(&short.unit, &format!("thiếu {}/{} xã", short.missing, short.owed))
        };
        told(&self.short, name, |count| {
            format!("{count} đơn vị cấp huyện ký khi chưa đủ báo cáo cấp xã")
        })
    }

    /// "1 đơn vị đang sửa lại …: Sở Y tế (còn dùng bản 1)".
    pub fn corrected_words(&self) -> Option<String> {
        let name = |one: &Corrected| named(&one.unit, &format!("còn dùng bản {}", one.version));
        told(&self.corrected, name, |count| format!("{count} đơn vị đang sửa lại báo cáo"))
    }

    /// What an appendix with the figures of one district says of its report.
    pub(super) fn of(&self, submission: i64) -> Vec<String> {
        let stale = self.stale.iter().find(|one| one.submission == submission).map(|one| {
            format!("ký trước khi có số mới của {} xã, số dưới đây theo bản đã ký", one.units)
        });
        let short = self.short.iter().find(|one| one.submission == submission).map(|one| {
            format!("ký khi chưa có báo cáo được chấp nhận của {}/{} xã", one.missing, one.owed)
        });
        let corrected = self.corrected.iter().find(|one| one.submission == submission);
        let corrected =
            corrected.map(|one| format!("đang được sửa lại, còn dùng bản {}", one.version));
        let all = [stale, short, corrected];
        all.into_iter().flatten().map(|words| format!("Báo cáo này {words}.")).collect()
    }

    /// What stands under a table: of districts only where it adds up districts.
    pub(super) fn notes(&self, table: &Table) -> Vec<String> {
        let elements = table.rows.iter().filter(|row| row.kind == RowKind::Element);
        let adds_districts = elements.clone().any(|row| counts(row, Feeder::Territory));
        let of_districts = [self.stale_words(), self.short_words()];
        let of_districts = of_districts.into_iter().filter(|_| adds_districts);
        let notes = of_districts.chain([self.corrected_words()]).flatten();
        notes.map(|words| format!("{words}.")).collect()
    }

    /// What the one who signs should know, and have mended: an outdated figure can be signed again.
    pub(super) fn checks(&self) -> Vec<Check> {
        let stale = self.stale_words().map(|words| {
            Check::mend(format!(
                "{words}. Đề nghị các đơn vị này ký lại, hoặc đợi rồi lập báo cáo."
            ))
        });
        let others = [self.short_words(), self.corrected_words()];
        let others = others.into_iter().flatten().map(|words| Check::know(format!("{words}.")));
        stale.into_iter().chain(others).collect()
    }
}

/// "huyện Kỳ Sơn (thiếu 3/21 xã)".
fn named(unit: &str, what: &str) -> String {
    format!("{} ({what})", in_sentence(unit))
}

/// What is said of so many units, with their names; nothing of none.
fn told<T>(
    units: &[T],
    name: impl Fn(&T) -> String,
    what: impl Fn(usize) -> String,
) -> Option<String> {
    let names: Vec<String> = units.iter().map(name).collect();
    (!names.is_empty()).then(|| format!("{}: {}", what(names.len()), listed(&names, NAMED_MAX)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stale(unit: &str) -> StaleInTotal {
        StaleInTotal { submission: 1, unit: unit.into(), units: 2 }
    }

    #[test]
    fn units_are_named_and_beyond_a_few_counted() {
        let corrected = Corrected {
            submission: 2,
            unit: "Sở Y tế".into(),
            state: domain::submission::State::Draft,
            version: 1,
        };
        let short =
            ShortInTotal { submission: 3, unit: "Huyện Kỳ Sơn".into(), missing: 3, owed: 21 };
        let found = Unsettled {
            stale: (0..8).map(|at| stale(&format!("Huyện Số {at}"))).collect(),
            short: vec![short],
            corrected: vec![corrected],
        };
        let words = found.stale_words().unwrap();
        assert!(words.starts_with("8 đơn vị cấp huyện ký trước khi"), "{words}");
        assert!(words.ends_with("huyện Số 5 (2 xã) và 2 đơn vị khác"), "{words}");
        assert_eq!(
            found.short_words().unwrap(),
            "1 đơn vị cấp huyện ký khi chưa đủ báo cáo cấp xã: huyện Kỳ Sơn (thiếu 3/21 xã)"
        );
        assert_eq!(
            found.corrected_words().unwrap(),
            "1 đơn vị đang sửa lại báo cáo: Sở Y tế (còn dùng bản 1)"
        );
        assert_eq!(
            found.of(1),
            ["Báo cáo này ký trước khi có số mới của 2 xã, số dưới đây theo bản đã ký."]
        );
        assert_eq!(
            [found.of(3), found.of(2)].concat(),
            [
                "Báo cáo này ký khi chưa có báo cáo được chấp nhận của 3/21 xã.",
                "Báo cáo này đang được sửa lại, còn dùng bản 1.",
            ]
        );
        assert_eq!(Unsettled::default().checks(), []);
    }
}
