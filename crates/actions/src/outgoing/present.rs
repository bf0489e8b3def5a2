//! Trình ký: the PDF with blank number and date is frozen; from here on nothing rewrites it.

use documents::{
    date::IssueDate,
    manuscript::Medium,
    pdf::{self, Anchors},
};
use domain::{access::Role, outgoing::State};
use sha2::{Digest, Sha256};
use store::{db::Store, document::NewDocument};

use super::{Leaving, Prepared, again, bind_draft, marks::noted, prepare};
use crate::{Acting, Error, urging::Urged};

/// Freezes a draft for signing; gives the document's id.
///
/// # Errors
/// When the officer may not, the signer may not sign today, or the writer refuses the content.
pub async fn present(store: &Store, acting: &Acting, leaving: Leaving) -> Result<i64, Error> {
    Box::pin(frozen(store, acting, leaving, None)).await
}

/// Freezes a letter that urges, and writes beside it whom it urges; gives the document's id.
///
/// # Errors
/// As [`present`].
pub async fn present_urging(
    store: &Store,
    acting: &Acting,
    leaving: Leaving,
    urged: Urged<'_>,
) -> Result<i64, Error> {
    Box::pin(frozen(store, acting, leaving, Some(urged))).await
}

async fn frozen(
    store: &Store,
    acting: &Acting,
    leaving: Leaving,
    urged: Option<Urged<'_>>,
) -> Result<i64, Error> {
    let who = [Role::Desk, Role::Reviewer, Role::Signer];
    acting.require(&who, "Trình ký là việc của cán bộ tổng hợp, người thẩm tra hoặc người ký.")?;
    let (round, composition, report) = (leaving.round, leaving.composition, leaving.report);
    let again = again::Again::of(&leaving);
    let unmended = leaving.marks.unmended.clone();
    let before = again.check(&mut store.reader(), acting).await?;
    let prepared = prepare(&mut store.reader(), leaving, acting.today()).await?;
    let Prepared { mut manuscript, key, mut about } = prepared;
    if let Some(before) = &before {
        again::say(&mut manuscript, before);
        about.note = noted(&about.note, &format!("Thay thế {}", again::cited(before)));
    }
    manuscript.head.number = None;
    manuscript.head.date = IssueDate::InYear(acting.today().year());
    manuscript.furniture.medium = Medium::Electronic;
    let what = NewDocument {
        round,
        unit: acting.officer.unit,
        kind: manuscript.kind.name().to_owned(),
        title: manuscript.abstract_text.clone(),
        number: String::new(),
        date: None,
    };
    let (file, anchors) = written(manuscript).await?;
    about.pages = i64::try_from(anchors.pages).unwrap_or(0);
    let places = anchors.to_json().map_err(|error| Error::Document(error.to_string()))?;
    let sha256 = crate::hexadecimal(&Sha256::digest(&file));
    let mut tx = store.begin().await?;
    // Two clicks at once are one report.
    again.check(&mut tx, acting).await?;
    let release = env!("CARGO_PKG_VERSION");
    let id = store::document::save(&mut tx, &what, acting.by(), release, &[]).await?;
    let issuer = (key.unit, key.body);
    store::outgoing::place(&mut tx, id, State::Presented, issuer, &places).await?;
    store::outgoing::describe(&mut tx, id, &about).await?;
    let kept = (sha256.as_str(), file.as_slice());
    store::outgoing::save_version(&mut tx, id, (0, "frozen"), kept, acting.by()).await?;
    bind_draft(&mut tx, composition, id).await?;
    if let Some(urged) = urged {
        crate::urging::by_document(&mut tx, acting, urged, id).await?;
    }
    if let Some(report) = report {
        store::outgoing::restrict(&mut tx, id, report).await?;
    }
    let subject = format!("document/{id}");
    let replaced =
        before.map_or(String::new(), |before| format!("replaces=document/{}", before.id));
    let detail = noted(&unmended, &replaced);
    let entry = acting.audit("document.present", &subject).with(&detail);
    store::audit::record(&mut tx, entry).await?;
    tx.commit().await?;
    Ok(id)
}

async fn written(manuscript: documents::Manuscript) -> Result<(Vec<u8>, Anchors), Error> {
    tokio::task::spawn_blocking(move || pdf::with_anchors(&manuscript))
        .await
        .map_err(|error| Error::Document(error.to_string()))?
        .map_err(|error| Error::Document(format!("{}: {error}", error.code())))
}
