//! `sanhvai dispatch`: messages of the document exchange taken in, and packages made, as files.

use std::path::PathBuf;

use actions::dispatch::{Sending, Taken, answer, send, take};
use domain::dispatch::{Business, Status};

use crate::{
    Data, folder,
    told::{refused, unread, unwritten},
};

/// `sanhvai dispatch`.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Nạp một gói văn bản hoặc tin trạng thái. / Takes in a package or a status message.
    Read {
        #[command(flatten)]
        data: Data,
        /// Tệp .edxml. / The message.
        file: PathBuf,
        /// Tên đăng nhập của người nạp. / Who takes it in.
        #[arg(long = "as")]
        login: String,
    },
    /// Lập gói tin của một văn bản đã ký, đã cấp số. / Makes the package of a signed, numbered document.
    Write {
        #[command(flatten)]
        data: Data,
        /// Số của văn bản trên địa chỉ trang: /documents/SỐ. / The document, as in its page's address.
        document: i64,
        /// Mã định danh của nơi nhận, ghi nhiều lần được. / Code of a receiver, repeatable.
        #[arg(long, required = true)]
        to: Vec<String>,
        /// new, update, recall, replacement. / What the package does.
        #[arg(long, default_value = "new")]
        business: String,
        /// Lý do, khi cập nhật, thu hồi hoặc thay thế. / Why, but with new.
        #[arg(long, default_value = "")]
        reason: String,
        /// Văn bản bị thay thế, khi thay thế: /documents/SỐ. / The replaced document, with replacement.
        #[arg(long)]
        replaces: Option<i64>,
        /// Tên đăng nhập của người gửi. / Who sends it.
        #[arg(long = "as")]
        login: String,
        /// Tệp sẽ ghi. / The file to write.
        #[arg(long)]
        out: PathBuf,
    },
    /// Lập tin trạng thái 03, 04, 05, 06, 02, 13, 15, 16. / Makes a status message.
    Answer {
        #[command(flatten)]
        data: Data,
        /// Số trên địa chỉ trang: /documents/incoming/SỐ, hoặc số lần gửi. / The dispatch.
        dispatch: i64,
        /// Mã trạng thái. / Code of the status.
        #[arg(long)]
        status: String,
        /// Lý do, khi từ chối hoặc lấy lại. / Why, when refusing or taking back.
        #[arg(long, default_value = "")]
        reason: String,
        /// Tên đăng nhập của người trả lời. / Who answers.
        #[arg(long = "as")]
        login: String,
        /// Tệp sẽ ghi. / The file to write.
        #[arg(long)]
        out: PathBuf,
    },
}

/// Runs one of them.
pub(crate) async fn run(command: Command) -> anyhow::Result<()> {
    match command {
        Command::Read { data, file, login } => read(&data, &file, &login).await,
        Command::Write { data, document, to, business, reason, replaces, login, out } => {
            let Some(business) = Business::from_word(&business) else {
                let what = format!("không có loại gói tin {business}");
                return Err(refused("CLI-060", what, "dùng: new, update, recall, replacement"));
            };
            if (business == Business::Replacement) != replaces.is_some() {
                return Err(refused(
                    "CLI-061",
                    "--replaces và --business replacement phải đi cùng nhau",
                    "ghi văn bản bị thay thế khi thay thế, bỏ --replaces khi không",
                ));
            }
            let sending = Sending { business, reason, to: Vec::new(), replaces };
            write(&data, (document, sending, &to), &login, &out).await
        }
        Command::Answer { data, dispatch, status, reason, login, out } => {
            let Some(status) = Status::from_code(&status) else {
                let what = format!("không có trạng thái {status}");
                let next = "dùng: 01, 02, 03, 04, 05, 06, 13, 15, 16";
                return Err(refused("CLI-062", what, next));
            };
            answer_with(&data, (dispatch, status, &reason), &login, &out).await
        }
    }
}

fn gone() -> anyhow::Error {
    refused("CLI-064", "gói tin không còn trong kho", "xem lại văn bản trên trang rồi lập lại")
}

#[expect(clippy::print_stdout, reason = "the command line's own answer")]
async fn answer_with(
    data: &Data,
    (dispatch, status, reason): (i64, Status, &str),
    login: &str,
    out: &std::path::Path,
) -> anyhow::Result<()> {
    let store = folder::existing(data).await?;
    let catalog = folder::loaded(&store).await?;
    let acting = folder::acting(&store, &catalog.province, login).await?;
    let message = answer(&store, &acting, dispatch, (status, reason)).await.map_err(super::told)?;
    let content = store::message::content(&mut store.reader(), &acting.scope, message).await?;
    let content = content.ok_or_else(gone)?;
    std::fs::write(out, content).map_err(unwritten(out))?;
    println!("{}", out.display());
    store.close().await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the command line's own answer")]
async fn read(data: &Data, file: &std::path::Path, login: &str) -> anyhow::Result<()> {
    let store = folder::existing(data).await?;
    let catalog = folder::loaded(&store).await?;
    let acting = folder::acting(&store, &catalog.province, login).await?;
    let size = std::fs::metadata(file).map_err(unread(file))?.len();
    if size > exchange::edxml::FILE_SIZE_BYTES_MAX as u64 {
        return Err(super::told(exchange::edxml::EdxmlError::TooLarge.into()));
    }
    let content = std::fs::read(file).map_err(unread(file))?;
    match take(&store, &acting, content).await.map_err(super::told)? {
        Taken::Document(id) => println!("văn bản đến: /documents/incoming/{id}"),
        Taken::Status { document } => println!("đã ghi trạng thái: /documents/{document}"),
    }
    store.close().await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the command line's own answer")]
async fn write(
    data: &Data,
    (document, sending, to): (i64, Sending, &[String]),
    login: &str,
    out: &std::path::Path,
) -> anyhow::Result<()> {
    let store = folder::existing(data).await?;
    let catalog = folder::loaded(&store).await?;
    let acting = folder::acting(&store, &catalog.province, login).await?;
    let mut reader = store.reader();
    let known = store::organ_code::list(&mut reader, acting.today()).await?;
    let mut units = Vec::with_capacity(to.len());
    for code in to {
        let found = known.iter().find(|row| row.code.as_str() == code);
        let missing = || {
            let what = format!("không có cơ quan nào mang mã định danh {code}");
            refused("CLI-063", what, "xem mã ở trang Mã định danh cơ quan, hoặc thêm mã ở đó")
        };
        units.push(found.ok_or_else(missing)?.unit);
    }
    let sending = Sending { to: units, ..sending };
    let message = send(&store, &acting, document, sending).await.map_err(super::told)?;
    let content = store::message::content(&mut reader, &acting.scope, message).await?;
    let content = content.ok_or_else(gone)?;
    std::fs::write(out, content).map_err(unwritten(out))?;
    println!("{}", out.display());
    store.close().await;
    Ok(())
}
