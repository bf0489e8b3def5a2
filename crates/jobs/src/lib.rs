//! Timed work: jobs that nobody waits for, each taken by one process at its hour.
//!
//! May use: `actions`, `store` (reading), `exchange` (the catalog as loaded), `domain`. Never: has a rule of its
//! own.

use std::{sync::Arc, time::Duration};

use actions::workbook::queue;
use domain::{
    catalog::Catalog,
    period::{local_date, vietnam},
};
use jiff::{SignedDuration, Timestamp};
use store::db::Store;
use tokio::task::JoinHandle;

/// How often the clock is looked at.
const LOOK: Duration = Duration::from_mins(1);

/// One kind of timed work.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Job {
    /// Ends sessions whose time is over.
    ExpireSessions,
    /// Reminds units whose day is near.
    Remind,
    /// Forgets files of runs that nobody took up.
    ExpireImports,
    /// Recomputes what is stored twice and compares.
    Verify,
}

impl Job {
    /// All jobs.
    pub const ALL: [Self; 4] =
        [Self::ExpireSessions, Self::ExpireImports, Self::Remind, Self::Verify];

    /// The name in the log.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ExpireSessions => "expire-sessions",
            Self::ExpireImports => "expire-imports",
            Self::Remind => "remind",
            Self::Verify => "verify",
        }
    }

    /// The beginning of the span in which the job is to have run once: its hour, or its morning.
    fn since(self, now: Timestamp) -> Timestamp {
        let from = match self {
            Self::ExpireSessions => return now - SignedDuration::from_hours(1),
            Self::Remind => 7,
            Self::Verify | Self::ExpireImports => 1,
        };
        let today = local_date(now).at(from, 0, 0, 0);
        let today = vietnam().to_timestamp(today).unwrap_or(now);
        if today <= now { today } else { today - SignedDuration::from_hours(24) }
    }

    async fn act(self, store: &Store, now: Timestamp) -> Result<String, String> {
        let words = |error: actions::Error| error.to_string();
        match self {
            Self::ExpireSessions => {
                let ended = actions::account::expire_sessions(store, now).await.map_err(words)?;
                Ok(format!("{ended} phiên hết hạn đã chấm dứt"))
            }
            Self::ExpireImports => {
                let expired = queue::expire(store, now).await.map_err(words)?;
                Ok(format!("{expired} lượt nạp quá 7 ngày đã bỏ tệp"))
            }
            Self::Remind => {
                let catalog = catalog(store).await?;
                let count = actions::urging::remind(store, &catalog, now).await.map_err(words)?;
                Ok(format!("đã nhắc {count} đơn vị"))
            }
            Self::Verify => {
                let catalog = catalog(store).await?;
                let verified = actions::verify::verify(store, &catalog).await.map_err(words)?;
                if verified.holds() {
                    let (lines, files) = (verified.audit.lines, verified.files + verified.kept);
                    return Ok(format!(
                        "mọi thứ đã so đều khớp: {lines} dòng nhật ký, {files} tệp"
                    ));
                }
                // The job has done its work: it is not tried again.
                let words =
                    "dữ liệu đã bị sửa ngoài hệ thống; chạy lệnh sanhvai verify để xem chỗ nào";
                tracing::error!(job = self.name(), words, "what is stored does not hold");
                Ok(format!("Lỗi: {words}"))
            }
        }
    }
}

async fn catalog(store: &Store) -> Result<Catalog, String> {
    let files = store::catalog::files(&mut store.reader()).await.map_err(|e| e.to_string())?;
    let read = move || exchange::catalog::read(&exchange::catalog::Source { files });
    tokio::task::spawn_blocking(read)
        .await
        .map_err(|error| error.to_string())?
        .map_err(|faults| format!("danh mục có {} lỗi", faults.len()))
}

/// Runs every job that is to have run by now; the names of those this process took.
pub async fn tick(store: &Store, now: Timestamp) -> Vec<&'static str> {
    let mut taken = Vec::new();
    for job in Job::ALL {
        match actions::job::claim(store, job.name(), job.since(now), now).await {
            Ok(true) => taken.push(job.name()),
            Ok(false) => continue,
            Err(error) => {
                tracing::error!(job = job.name(), %error, "a job could not be taken");
                continue;
            }
        }
        let outcome = job.act(store, now).await.map_err(|words| {
            tracing::error!(job = job.name(), words, "a job failed");
            format!("Lỗi: {words}")
        });
        let outcome = outcome.as_deref().map_err(String::as_str);
        if let Err(error) = actions::job::finish(store, (job.name(), now), outcome).await {
            tracing::error!(job = job.name(), %error, "a job's outcome was not kept");
        }
    }
    taken
}

/// Goes on with runs over many files that a stopped program left behind.
async fn resume(store: &Store, shift: SignedDuration, now: Timestamp) -> Result<(), String> {
    let words = |error: actions::Error| error.to_string();
    if !queue::is_left(store, now).await.map_err(words)? {
        return Ok(());
    }
    let catalog = Arc::new(catalog(store).await?);
    let clock = || {
        let real = Timestamp::now();
        real.checked_add(shift).unwrap_or(real)
    };
    queue::resume(store, &catalog, clock).await.map(|_| ()).map_err(words)
}

/// Runs jobs at their hours, on a clock that is shifted, for as long as the program runs. Runs over many
/// files go on beside them: a long one keeps no job from its hour.
pub async fn run(store: Store, shift: SignedDuration) {
    let mut resuming: Option<JoinHandle<()>> = None;
    loop {
        let real = Timestamp::now();
        let now = real.checked_add(shift).unwrap_or(real);
        if resuming.as_ref().is_none_or(JoinHandle::is_finished) {
            let store = store.clone();
            resuming = Some(tokio::spawn(async move {
                if let Err(words) = resume(&store, shift, now).await {
                    tracing::error!(words, "a run over many files was not gone on with");
                }
            }));
        }
        tick(&store, now).await;
        tokio::time::sleep(LOOK).await;
    }
}
