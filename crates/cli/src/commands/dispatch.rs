//! `sanhvai dispatch`: messages of the document exchange taken in, and packages made, as files.

use std::path::PathBuf;

use actions::dispatch::{Sending, Taken, answer, send, take};
use anyhow::{Context, bail};
use domain::dispatch::{Business, Status};

use crate::{Data, folder};

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
                bail!("không có loại gói tin {business}; có: new, update, recall, replacement");
            };
            if (business == Business::Replacement) != replaces.is_some() {
                bail!("--replaces đi cùng --business replacement: ghi văn bản bị thay thế");
            }
            let sending = Sending { business, reason, to: Vec::new(), replaces };
            write(&data, (document, sending, &to), &login, &out).await
        }
        Command::Answer { data, dispatch, status, reason, login, out } => {
            let Some(status) = Status::from_code(&status) else {
                bail!("không có trạng thái {status}; có: 01, 02, 03, 04, 05, 06, 13, 15, 16");
            };
            answer_with(&data, (dispatch, status, &reason), &login, &out).await
        }
    }
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
    let content = content.context("gói tin không còn trong kho")?;
    std::fs::write(out, content).with_context(|| format!("không ghi được {}", out.display()))?;
    println!("{}", out.display());
    store.close().await;
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the command line's own answer")]
async fn read(data: &Data, file: &std::path::Path, login: &str) -> anyhow::Result<()> {
    let store = folder::existing(data).await?;
    let catalog = folder::loaded(&store).await?;
    let acting = folder::acting(&store, &catalog.province, login).await?;
    let size =
        std::fs::metadata(file).with_context(|| format!("không mở được {}", file.display()))?.len();
    if size > exchange::edxml::FILE_SIZE_BYTES_MAX as u64 {
        return Err(super::told(exchange::edxml::EdxmlError::TooLarge.into()));
    }
    let content =
        std::fs::read(file).with_context(|| format!("không đọc được {}", file.display()))?;
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
        units.push(found.with_context(|| format!("không có đơn vị nào mang mã {code}"))?.unit);
    }
    let sending = Sending { to: units, ..sending };
    let message = send(&store, &acting, document, sending).await.map_err(super::told)?;
    let content = store::message::content(&mut reader, &acting.scope, message).await?;
    let content = content.context("gói tin không còn trong kho")?;
    std::fs::write(out, content).with_context(|| format!("không ghi được {}", out.display()))?;
    println!("{}", out.display());
    store.close().await;
    Ok(())
}
