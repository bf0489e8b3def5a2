//! A message that came: a document into the register of incoming ones, or a status for one of ours.

use domain::{
    access::{Role, UnitId},
    deed::Deed,
    dispatch::{Business, Dispatch, Request, Side, Status},
};
use exchange::edxml::{Message, Package, StatusMessage, read};
use store::{
    audit::Subject,
    db::{Reads, Store, Tx},
    dispatch::{DispatchRow, NewDispatch},
    incoming::Told,
    message::NewMessage,
};

use super::{answer::say, partner_code};
use crate::{Acting, Error, outgoing::require_clerk};

/// What a message was, with the id of its dispatch.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Taken {
    /// A document, entered or changed.
    Document(i64),
    /// A status of an outgoing document.
    Status { document: i64 },
}

/// Takes a message in for the officer's unit.
///
/// # Errors
/// When the officer may not, the file is no message, is known, is for others, or does not follow.
pub async fn take(store: &Store, acting: &Acting, content: Vec<u8>) -> Result<Taken, Error> {
    require_clerk(acting)?;
    let (content, message) = tokio::task::spawn_blocking(move || {
        let message = read(&content);
        (content, message)
    })
    .await?;
    let message = message?;
    let unit = acting.officer.unit;
    let sha256 = crate::sha256_hex(&content);
    let mut tx = store.begin().await?;
    if store::message::known(&mut tx, unit, &sha256).await?.is_some() {
        return Err(Error::refused(
            "DSP-017",
            "Gói tin này đã được nạp trước đây.",
            "Xem ở Văn bản đến, hoặc ở trang của văn bản đã gửi.",
        ));
    }
    let new = NewMessage { unit, is_outward: false, sha256: &sha256, content: &content };
    let id = store::message::save(&mut tx, new, acting.by()).await?;
    let (taken, dispatch) = match message {
        Message::Document(package) => {
            let row = document(&mut tx, acting, &package, id).await?;
            (Taken::Document(row), row)
        }
        Message::Status(status) => status_of(&mut tx, acting, &status, id).await?,
    };
    tx.finish(acting.audit(Deed::DispatchTake, Subject::Dispatch(dispatch))).await?;
    Ok(taken)
}

/// The organ of this office that a package is for: the officer's unit, or the province at its desk.
async fn addressed(
    db: &mut impl Reads,
    acting: &Acting,
    package: &Package,
) -> Result<UnitId, Error> {
    let mut ours = vec![acting.officer.unit];
    if acting.officer.is(Role::Desk) {
        ours.push(acting.accounts_root);
    }
    let mut codes = Vec::new();
    for unit in ours {
        codes.extend(store::organ_code::of(db, unit).await?);
    }
    if codes.is_empty() {
        return Err(Error::refused(
            "DSP-022",
            "Đơn vị này chưa có mã định danh điện tử.",
            "Đề nghị quản trị hệ thống ghi mã ở trang Mã định danh rồi nạp lại.",
        ));
    }
    let to: Vec<String> = package.to.iter().map(partner_code).collect();
    let found = codes.iter().find(|row| to.iter().any(|code| code == row.code.as_str()));
    found.map(|row| row.unit).ok_or_else(|| {
        let names: Vec<&str> = package.to.iter().map(|organ| organ.name.as_str()).take(3).collect();
        Error::refused(
            "DSP-018",
            format!("Gói tin không gửi cho đơn vị này, mà cho: {}.", names.join(", ")),
            "Báo bên gửi biết đã gửi nhầm; gói tin chưa được ghi.",
        )
    })
}

/// Refuses a package that names an organ of this office as its sender.
async fn from_elsewhere(
    db: &mut impl Reads,
    acting: &Acting,
    package: &Package,
    organ: UnitId,
) -> Result<(), Error> {
    let from = partner_code(&package.from);
    let code = store::organ_code::of(db, organ).await?;
    if code.is_none_or(|row| row.code.as_str() != from) {
        return Ok(());
    }
    let id = package.document_id.trim();
    if store::dispatch::was_sent(db, acting.officer.unit, id).await? {
        return Err(Error::refused(
            "DSP-023",
            format!("Gói tin này do chính đơn vị gửi đi (văn bản {id}), không phải văn bản đến."),
            "Xem ở Văn bản đi; trả lời của bên nhận là gói tin trạng thái, nạp gói tin đó.",
        ));
    }
    Err(Error::refused(
        "DSP-024",
        format!(
            "Gói tin ghi bên gửi là chính đơn vị này ({from}), nhưng đơn vị chưa gửi văn bản {id}."
        ),
        "Không nạp; hỏi nơi chuyển gói tin và báo bộ phận an toàn thông tin. Gói tin chưa được ghi.",
    ))
}

/// Refuses a document of a day that has not come.
fn dated(acting: &Acting, package: &Package) -> Result<(), Error> {
    if package.issued <= acting.today() {
        return Ok(());
    }
    Err(Error::refused(
        "DSP-025",
        format!(
            "Văn bản trong gói tin ghi ngày {}, sau ngày hôm nay.",
            documents::date::short(package.issued)
        ),
        "Hỏi lại bên gửi ngày của văn bản, đề nghị gửi lại gói tin đúng ngày. Gói tin chưa được ghi.",
    ))
}

async fn document(
    tx: &mut Tx,
    acting: &Acting,
    package: &Package,
    message: i64,
) -> Result<i64, Error> {
    from_elsewhere(tx, acting, package, acting.officer.unit).await?;
    let organ = addressed(tx, acting, package).await?;
    from_elsewhere(tx, acting, package, organ).await?;
    dated(acting, package)?;
    let info = &package.business;
    let named = Some(info.document_id.trim()).filter(|id| !id.is_empty());
    let id = match info.business {
        Business::Recall | Business::Update => named.unwrap_or(package.document_id.trim()),
        Business::New | Business::Replacement => package.document_id.trim(),
    };
    let partner = partner_code(&package.from);
    let unit = acting.officer.unit;
    let before = store::dispatch::find(tx, unit, (id, &partner)).await?;
    let before = before.filter(|row| row.side == Side::Receiver);
    for (file, number) in package.attachments.iter().zip(1..) {
        let sha256 = crate::sha256_hex(&file.bytes);
        let words = (file.name.as_str(), file.description.as_str());
        let content = (sha256.as_str(), file.bytes.as_slice());
        store::message::save_file(tx, (message, number), words, content).await?;
    }
    let event = (info.business.word(), Side::Sender);
    let reason = super::reason(&info.reason);
    if let Business::Recall | Business::Update = info.business {
        let row = before.ok_or_else(|| {
            Error::refused(
                "DSP-019",
                format!("Sổ văn bản đến không có văn bản mà gói tin này muốn thay đổi ({id})."),
                "Nạp gói tin gốc trước; nếu chưa từng nhận thì báo bên gửi.",
            )
        })?;
        let mut moved: Dispatch = row.dispatch;
        let is_recall = info.business == Business::Recall;
        moved.ask(if is_recall { Request::TakeBack } else { Request::Update })?;
        store::dispatch::advance(tx, &row, moved).await?;
        store::dispatch::record(tx, (row.id, message), event, &reason, acting.by()).await?;
        return Ok(row.id);
    }
    if before.is_some() {
        return Err(Error::refused(
            "DSP-020",
            format!("Văn bản {id} đã có trong sổ văn bản đến."),
            "Không nạp lần hai; nếu nội dung khác thì đề nghị bên gửi gửi gói tin cập nhật.",
        ));
    }
    let new = NewDispatch {
        unit,
        organ,
        side: Side::Receiver,
        document: None,
        partner: (&partner, &package.from.name),
        edxml_id: id,
    };
    let dispatch = store::dispatch::begin(tx, new).await?;
    store::dispatch::record(tx, (dispatch, message), event, &reason, acting.by()).await?;
    let entered = (dispatch, unit);
    let year = acting.today().year();
    store::incoming::enter(tx, entered, year, (&told(package), &package.from.name)).await?;
    // The sender is told at once that it came (NĐ 30/2020/NĐ-CP Điều 21).
    let row = store::dispatch::load(tx, &acting.scope, dispatch).await?.ok_or(Error::NotFound)?;
    say(tx, acting, &row, (Status::Arrived, "")).await?;
    Ok(dispatch)
}

fn told(package: &Package) -> Told {
    let replaced: Vec<&str> =
        package.business.replaced.iter().map(|one| one.document_id.as_str()).collect();
    let signer = &package.signer;
    let position = [signer.competence.as_str(), signer.position.as_str()];
    let position: Vec<&str> = position.into_iter().filter(|words| !words.is_empty()).collect();
    Told {
        number: format!("{}/{}", package.number, package.notation),
        date: package.issued,
        kind: package.document_type.name.clone(),
        title: package.subject.clone(),
        signer: signer.full_name.clone(),
        position: position.join(", "),
        recipients: package.to_places.join("\n"),
        replaces: replaced.join("\n"),
        due: package.due,
        is_signed: package.signed,
    }
}

/// Moves the dispatch that a status answers.
async fn status_of(
    tx: &mut Tx,
    acting: &Acting,
    status: &StatusMessage,
    message: i64,
) -> Result<(Taken, i64), Error> {
    let id = status.response_for.document_id.trim();
    let partner = partner_code(&status.from);
    let found = store::dispatch::find(tx, acting.officer.unit, (id, &partner)).await?;
    let row: DispatchRow = found.ok_or_else(|| {
        Error::refused(
            "DSP-021",
            format!("Không có văn bản nào giữa đơn vị này và {partner} mà tin này nói tới."),
            "Kiểm tra đã chọn đúng tệp và đúng đơn vị nhận tin.",
        )
    })?;
    if status.at.date() > acting.today() {
        return Err(Error::refused(
            "DSP-026",
            format!(
                "Tin trạng thái ghi ngày {}, sau ngày hôm nay.",
                documents::date::short(status.at.date())
            ),
            "Hỏi lại bên kia ngày của tin, đề nghị gửi lại tin đúng ngày. Tin chưa được ghi.",
        ));
    }
    let by = row.side.other();
    let reason = super::reason(&status.description);
    let mut moved: Dispatch = row.dispatch;
    moved.report(status.status, by, &reason)?;
    store::dispatch::advance(tx, &row, moved).await?;
    let event = (status.status.code(), by);
    store::dispatch::record(tx, (row.id, message), event, &reason, acting.by()).await?;
    let taken = row.document.map_or(Taken::Document(row.id), |document| Taken::Status { document });
    Ok((taken, row.id))
}
