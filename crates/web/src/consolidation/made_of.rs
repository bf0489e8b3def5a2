//! What a total is made of, in counts and names: accepted units, communes that stand in, outdated districts.

use actions::{report::unsettled::Unsettled, totals::FormTotals};
use domain::{
    access::UnitId, amount::AmountError, catalog::Catalog, org_unit::OrgUnitKind, org_unit::listed,
};
use store::{
    consolidation::{Coverage, Missing, StandIn},
    db::Reader,
};

use crate::{
    problem::PageError,
    view::{
        act::Link,
        consolidation::{MissingUnit, StaleUnit},
        mark::{Mark, Notice, Tone},
    },
};

/// Names that one notice lists; the rest are counted, and stand in the table below.
const NAMED: usize = 6;

/// What the totals of a round at one office are made of.
pub(super) struct MadeOf {
    pub(super) coverage: Coverage,
    missing: Vec<Missing>,
    /// Of a provisional total alone.
    stand_ins: Option<Vec<StandIn>>,
    unsettled: Unsettled,
}

impl MadeOf {
    pub(super) async fn load(
        reader: &mut Reader,
        place: (i64, UnitId),
        provisional: bool,
    ) -> Result<Self, PageError> {
        let (round, office) = place;
        let stand_ins = if provisional {
            Some(store::consolidation::stand_ins(reader, round, office).await?)
        } else {
            None
        };
        Ok(Self {
            coverage: store::consolidation::coverage(reader, round, office).await?,
            missing: store::consolidation::missing(reader, round, office).await?,
            stand_ins,
            unsettled: Unsettled::load(reader, place).await?,
        })
    }

    /// Beside the title and in the table's caption: what is in the sum.
    pub(super) fn counts(&self) -> Vec<String> {
        let Some(stand_ins) = &self.stand_ins else { return counts(&self.coverage) };
        let accepted = |count| format!("{count} đã được chấp nhận");
        let mut counts: Vec<String> = counts(&self.coverage).into_iter().map(accepted).collect();
        let (communes, districts) = added(stand_ins);
        if communes > 0 {
            counts.push(format!(
                "{communes} xã, phường, thị trấn thay cho {districts} huyện, thành phố, thị xã chưa được chấp nhận"
            ));
        }
        counts
    }

    /// What must be known of the sum before it is read.
    pub(super) fn notices(&self) -> Vec<Notice> {
        let provisional = self.stand_ins.as_ref().map(|found| self.provisional(found));
        let each = || Link::new("Xem từng đơn vị", "#so-xa-doi");
        let unsettled = unsettled(&self.unsettled).into_iter().map(|one| one.linked(each()));
        provisional.into_iter().chain(unsettled).collect()
    }

    fn provisional(&self, stand_ins: &[StandIn]) -> Notice {
        let (communes, _) = added(stand_ins);
        let used: Vec<&StandIn> = stand_ins.iter().filter(|d| d.communes > 0).collect();
        let (sent, unsent): (Vec<_>, Vec<_>) = used.into_iter().partition(|d| d.state.is_filed());
        let accepted = self.coverage.territory_accepted + self.coverage.body_accepted;
        let also = match communes {
            0 => String::new(),
            _ => format!(" và {communes} xã, phường, thị trấn đã được huyện chấp nhận"),
        };
        let mut told = vec![format!("Trong tổng có {accepted} đơn vị đã được chấp nhận{also}")];
        for (districts, what) in [(sent, "đã gửi, chưa được chấp nhận"), (unsent, "chưa gửi")]
        {
            if !districts.is_empty() {
                let names: Vec<String> = districts.iter().map(|d| of_district(d)).collect();
                told.push(format!(
                    "{} đơn vị cấp huyện {what}, lấy số xã: {}",
                    names.len(),
                    listed(&names, NAMED)
                ));
            }
        }
        let outside =
            self.missing.iter().filter(|m| m.state.is_filed() && m.kind != OrgUnitKind::District);
        let outside: Vec<String> = outside.map(|m| m.unit.clone()).collect();
        if !outside.is_empty() {
            let named = listed(&outside, NAMED);
            told.push(format!(
                "{} đơn vị đã gửi, chưa được chấp nhận, để ngoài tổng: {named}",
                outside.len()
            ));
        }
        let text = format!("{}. Chỉ xem trên màn hình, không in.", told.join(". "));
        Notice::new(Tone::Near, "Tạm tính.", text)
    }

    /// Who is not in the sum as a whole, and what is done about it.
    pub(super) fn missing(&self) -> Vec<MissingUnit> {
        let stand_ins = self.stand_ins.as_deref().unwrap_or_default();
        let line = |missing: &Missing| {
            let communes = stand_ins.iter().find(|d| d.submission == missing.submission);
            MissingUnit {
                unit: Link::new(
                    missing.unit.clone(),
                    format!("/submissions/{}", missing.submission),
                ),
                state: Mark::of_state(missing.state),
                treatment: match communes.filter(|d| d.communes > 0) {
                    Some(d) => {
                        format!("lấy số của {}/{} xã đã được huyện chấp nhận", d.communes, d.owed)
                    }
                    None => "để ngoài tổng, nêu tên dưới biểu".into(),
                },
            }
        };
        self.missing.iter().map(line).collect()
    }

    /// Units in the sum whose figures are about to change or lack something, each with what it is.
    pub(super) fn unsettled(&self) -> Vec<StaleUnit> {
        let line = |(unit, submission): (&String, i64), what: String| StaleUnit {
            unit: Link::new(unit.clone(), format!("/submissions/{submission}")),
            what,
        };
        let Unsettled { stale, short, corrected } = &self.unsettled;
        let stale = stale.iter().map(|one| {
            let what = format!("{} xã, phường, thị trấn có số mới sau khi ký", one.units);
            line((&one.unit, one.submission), what)
        });
        let short = short.iter().map(|one| {
            let what = format!("ký khi thiếu {}/{} xã, phường, thị trấn", one.missing, one.owed);
            line((&one.unit, one.submission), what)
        });
        let corrected = corrected.iter().map(|one| {
            let what = format!("đang sửa lại, tổng còn dùng bản {}", one.version);
            line((&one.unit, one.submission), what)
        });
        // One line a unit, whatever is to be said of it.
        let mut lines: Vec<StaleUnit> = Vec::new();
        for line in stale.chain(short).chain(corrected) {
            match lines.iter_mut().find(|known| known.unit == line.unit) {
                Some(known) => known.what = format!("{}; {}", known.what, line.what),
                None => lines.push(line),
            }
        }
        lines
    }
}

/// What is not settled of a sum of accepted reports: wherever the sum is shown.
pub(crate) fn unsettled(found: &Unsettled) -> Vec<Notice> {
    let told = [
        ("Số huyện không còn bằng số xã cộng lại.", found.stale_words()),
        ("Số huyện chưa đủ các xã.", found.short_words()),
        ("Có báo cáo đang sửa lại.", found.corrected_words()),
    ];
    let notice = |(title, words): (&str, Option<String>)| {
        words.map(|words| Notice::new(Tone::Near, title, format!("{words}.")))
    };
    told.into_iter().filter_map(notice).collect()
}

/// Said where a sum is too large for a figure: which rows, and what to do.
pub(super) fn too_large(catalog: &Catalog, loaded: &FormTotals) -> Option<Notice> {
    let rows = actions::totals::too_large(catalog, &loaded.all);
    (!rows.is_empty()).then(|| {
        let large = AmountError::TooLarge;
        let text = format!("{}. {} ({})", rows.join("; "), large.next(), large.code());
        Notice::new(Tone::Bad, "Có số cộng lại quá lớn.", text)
    })
}

/// Said where cells of a table hold an estimate.
pub(super) fn estimated(form: &str, loaded: &FormTotals) -> Option<Notice> {
    let places = loaded.all.estimated.get(form).into_iter().flatten();
    let shown = places.filter(|(row, column)| loaded.all.get(form, row, column).is_some()).count();
    (shown > 0).then(|| {
        let text = format!(
            "{shown} ô có chữ “ước”: trong số cộng có số ước thực hiện. Mở từng số để xem của đơn vị nào."
        );
        Notice::new(Tone::Near, "Có số ước.", text)
    })
}

/// Communes that stand in, and for how many districts.
fn added(stand_ins: &[StandIn]) -> (i64, usize) {
    let used = stand_ins.iter().filter(|d| d.communes > 0);
    (used.clone().map(|d| d.communes).sum(), used.count())
}

fn of_district(district: &StandIn) -> String {
    format!("{} ({}/{} xã)", district.unit, district.communes, district.owed)
}

/// What the office's territory consists of.
pub(super) const fn territory(coverage: &Coverage) -> &'static str {
    if coverage.by_commune {
        "xã, phường, thị trấn"
    } else {
        "huyện, thành phố, thị xã"
    }
}

/// Accepted of those who owe.
pub(super) fn counts(coverage: &Coverage) -> Vec<String> {
    let mut counts = Vec::new();
    if coverage.territory_owed > 0 {
        let (accepted, owed) = (coverage.territory_accepted, coverage.territory_owed);
        counts.push(format!("{accepted}/{owed} {}", territory(coverage)));
    }
    if coverage.body_owed > 0 {
        counts.push(format!("{}/{} cơ quan cấp tỉnh", coverage.body_accepted, coverage.body_owed));
    }
    counts
}
