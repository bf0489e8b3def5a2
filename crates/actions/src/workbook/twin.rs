//! Tables of a run's files that are another unit's: to the last figure, or with a few of them changed.

use std::collections::BTreeMap;

use domain::{
    access::Scope, amount::Amount, check::Place, form::Form, likeness::NearTable,
    submission::SubmissionId,
};
use store::{db::Reads, submission::SubmissionRow};

use super::TWIN_FIGURES;
use crate::{
    Error,
    likeness::{NearCopy, Neighbours},
};

/// Something of a file that is there already.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Twin {
    /// A table with the very figures of another unit of the round, handed in or still drafted; the name
    /// where it may be told.
    Unit { form: String, name: Option<String> },
    /// A table with the very figures of another unit's file of this run.
    File { form: String, name: String, file: String },
    /// A table that is a neighbour's with a few figures changed: handed in, drafted, or of a file of this
    /// run.
    Near { near: NearCopy, file: Option<String> },
    /// Another file of this run is of the same report, with other content.
    Report { file: String },
}

impl Twin {
    /// One sentence without its full stop.
    pub fn words(&self) -> String {
        match self {
            Self::Unit { form, name: Some(name) } => {
                format!("trùng: biểu {form} giống hệt của {name} trong cùng đợt")
            }
            Self::Unit { form, name: None } => {
                format!("trùng: biểu {form} giống hệt của một đơn vị khác trong cùng đợt")
            }
            Self::File { form, name, file } => {
                format!("trùng: biểu {form} giống hệt của {name} (tệp {file} trong lượt này)")
            }
            Self::Near {
                near: NearCopy { form, unit, near: NearTable { differs, all } },
                file,
            } => {
                let unit = unit.as_deref().unwrap_or("một đơn vị khác");
                let place = match file {
                    Some(file) => format!("(tệp {file} trong lượt này)"),
                    None => "trong cùng đợt".to_owned(),
                };
                format!(
                    "gần trùng: biểu {form} gần giống của {unit} {place}, chỉ {differs}/{all} số khác. Kiểm tra xem có chép biểu của đơn vị khác rồi sửa vài ô không"
                )
            }
            Self::Report { file } => {
                format!(
                    "hai tệp khác nhau của một báo cáo: tệp {file} trong lượt này cũng là của báo cáo này, chưa ghi tệp nào. Bỏ tệp cũ rồi nạp lại (BOOK-218)"
                )
            }
        }
    }
}

#[derive(Debug, Clone)]
struct Holder {
    submission: SubmissionId,
    name: Option<String>,
    /// Of this run.
    file: Option<String>,
}

/// What files of a run are held against: tables of drafts and reports, and of the files before.
pub(super) struct Tables {
    /// Who holds a table with these figures: by round, form and print.
    holders: BTreeMap<(String, String, String), Vec<Holder>>,
    neighbours: Neighbours,
}

impl Tables {
    /// What is handed in and drafted, read once.
    pub(super) async fn load(db: &mut impl Reads, scope: &Scope) -> Result<Self, Error> {
        let mut holders: BTreeMap<_, Vec<Holder>> = BTreeMap::new();
        for table in store::value::tables(db, scope, TWIN_FIGURES).await? {
            let key = (table.round, table.form, table.print);
            let holder = Holder { submission: table.submission, name: table.unit, file: None };
            holders.entry(key).or_default().push(holder);
        }
        Ok(Self { holders, neighbours: Neighbours::default() })
    }

    /// Tables like one of a file; it is kept for the files behind it.
    pub(super) async fn like(
        &mut self,
        (db, scope): (&mut impl Reads, &Scope),
        (row, form, file): (&SubmissionRow, &Form, &str),
        (figures, numbers): (&BTreeMap<Place, Amount>, &BTreeMap<Place, i64>),
    ) -> Result<Vec<Twin>, Error> {
        if i64::try_from(figures.len()).is_ok_and(|count| count < TWIN_FIGURES) {
            return Ok(Vec::new());
        }
        let print = store::value::print(figures, numbers);
        let id = row.submission.id;
        let holders = self.holders.entry((row.round.clone(), form.code.clone(), print));
        let holders = holders.or_default();
        // That somebody out of sight has the same restricted figures would tell theirs.
        let told = |holder: &&Holder| {
            holder.submission != id && (holder.name.is_some() || !form.is_sensitive())
        };
        let same = holders.iter().filter(told).map(|holder| {
            let form = form.code.clone();
            match (&holder.file, &holder.name) {
                (Some(file), Some(name)) => {
                    Twin::File { form, name: name.clone(), file: file.clone() }
                }
                (_, name) => Twin::Unit { form, name: name.clone() },
            }
        });
        let mut twins: Vec<Twin> = same.collect();
        let (name, of) = (Some(row.unit_name.clone()), Some(file.to_owned()));
        holders.retain(|holder| holder.submission != id);
        holders.push(Holder { submission: id, name, file: of });
        let near = self.neighbours.near(db, scope, (row, form, file), (figures, numbers)).await?;
        twins.extend(near.into_iter().map(|(near, file)| Twin::Near { near, file }));
        Ok(twins)
    }
}
