//! `sanhvai dispatch`: messages of the document exchange taken in, and packages made, as files.

use std::path::PathBuf;

use actions::dispatch::{Sending, Taken, send, take};
use anyhow::{Context, bail};
use domain::dispatch::Business;

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
        /// new, update, recall. / What the package does.
        #[arg(long, default_value = "new")]
        business: String,
        /// Lý do, khi cập nhật hoặc thu hồi. / Why, with update and recall.
        #[arg(long, default_value = "")]
        reason: String,
        /// Tên đăng nhập của người gửi. / Who sends it.
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
        Command::Write { data, document, to, business, reason, login, out } => {
            let Some(business) = Business::from_word(&business) else {
                bail!("không có loại gói tin {business}; có: new, update, recall");
            };
            let sending = Sending { business, reason, to: Vec::new(), replaces: None };
            write(&data, (document, sending, &to), &login, &out).await
        }
    }
}

#[expect(clippy::print_stdout, reason = "the command line's own answer")]
async fn read(data: &Data, file: &std::path::Path, login: &str) -> anyhow::Result<()> {
    let store = folder::open(data).await?;
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
    let store = folder::open(data).await?;
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
