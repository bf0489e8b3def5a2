//! A filled demonstration store and the router over it, asked in process as a browser would ask.

use std::{collections::BTreeMap, path::Path, sync::OnceLock};

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use domain::{
    access::{OfficerId, Scope, UnitId},
    series::Body as Issuing,
    submission::{State, SubmissionId},
};
use exchange::catalog::Source;
use jiff::{SignedDuration, Timestamp};
use store::{
    db::{Reads, Store},
    submission::SubmissionRow,
};
use tower::ServiceExt;
use web::{
    percent::percent_encode,
    state::{AppState, Clock, Installation},
};

/// The morning on which the demonstration stands.
pub(crate) const MORNING: &str = "2024-12-03T01:15:00Z";
/// The year's report of the Ban, open that morning.
pub(crate) const ROUND: &str = "R-BAN12-2024";

/// The smallest PDF that opens: one empty page, no signature.
pub(crate) const PDF: &[u8] = b"%PDF-1.4\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>\nendobj\nxref\n0 4\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n0000000105 00000 n \ntrailer\n<</Size 4/Root 1 0 R>>\nstartxref\n166\n%%EOF\n";

/// The filled store as bytes: filled once, copied for each test.
static FILLED: OnceLock<Vec<u8>> = OnceLock::new();

/// A store of its own with the site over it.
pub(crate) struct World {
    pub(crate) state: AppState,
    pub(crate) installation: Installation,
    router: Router,
    _folder: tempfile::TempDir,
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Bytes,
}

/// One browser with the session of one account.
pub(crate) struct Person<'w> {
    world: &'w World,
    pub(crate) cookie: String,
    pub(crate) csrf: String,
}

fn catalog_files() -> BTreeMap<String, Vec<u8>> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalog/nghe-an-2024");
    let mut files = BTreeMap::new();
    let mut open = vec![root.clone()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, std::fs::read(&path).unwrap());
            }
        }
    }
    files
}

fn filled() -> &'static [u8] {
    FILLED.get_or_init(|| {
        // A thread of its own: a test already runs inside a runtime.
        let filling = std::thread::spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.unwrap().block_on(fill(MORNING))
        });
        filling.join().unwrap()
    })
}

async fn fill(morning: &str) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let now: Timestamp = morning.parse().unwrap();
    let url = format!("sqlite:{}", folder.path().join("filling.db").display());
    let store = Store::open(&url).await.unwrap();
    store::migrate::migrate(&store, now).await.unwrap();
    let files = catalog_files();
    let catalog = exchange::catalog::read(&Source { files: files.clone() }).unwrap();
    actions::catalog::load(&store, &catalog, &files, now).await.unwrap();
    actions::demo::fill(&store, &catalog, now).await.unwrap();
    let whole = folder.path().join("whole.db");
    store.backup_to(&whole.to_string_lossy()).await.unwrap();
    store.close().await;
    std::fs::read(whole).unwrap()
}

impl World {
    /// A fresh copy of the demonstration on its morning.
    pub(crate) async fn open() -> Self {
        Self::on(MORNING).await
    }

    /// A fresh copy of the demonstration, reached over HTTPS only.
    pub(crate) async fn open_https() -> Self {
        Self::with(MORNING, true).await
    }

    /// A fresh copy of the demonstration, opened at another instant.
    pub(crate) async fn on(now: &str) -> Self {
        Self::with(now, false).await
    }

    /// The demonstration played up to another morning.
    pub(crate) async fn played(now: &str) -> Self {
        Self::of(&fill(now).await, now, false).await
    }

    async fn with(now: &str, https: bool) -> Self {
        Self::of(filled(), now, https).await
    }

    async fn of(store: &[u8], now: &str, https: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("sanhvai.db");
        std::fs::write(&file, store).unwrap();
        let store = Store::open(&format!("sqlite:{}", file.display())).await.unwrap();
        let state = AppState::load(store, Clock { shift: shift_to(now) }).await.unwrap();
        let state = AppState { sample: true, https, ..state };
        let installation = Installation::new(state.clone());
        let router = web::routes::router(installation.clone());
        Self { router, state, installation, _folder: folder }
    }

    /// Sends one request as it is.
    pub(crate) async fn ask(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        Answer { status: parts.status, headers: parts.headers, bytes }
    }

    /// A page without a session.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.ask(Request::get(path).body(Body::empty()).unwrap()).await
    }

    /// Tries to sign in.
    pub(crate) async fn try_sign_in(&self, account: &str, password: &str) -> Answer {
        let body = encoded(&[("account", account), ("password", password), ("back", "/")]);
        self.ask(form_request("/dang-nhap", "", body)).await
    }

    /// Signs in with the demonstration's password.
    pub(crate) async fn sign_in(&self, account: &str) -> Person<'_> {
        let answer = self.try_sign_in(account, actions::demo::PASSWORD).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{account}: {}", answer.text());
        self.signed(answer.set_cookie().split(';').next().unwrap().to_owned()).await
    }

    /// The person behind a session's cookie.
    pub(crate) async fn signed(&self, cookie: String) -> Person<'_> {
        let mut person = Person { world: self, cookie, csrf: String::new() };
        let page = person.get("/mat-khau").await.text();
        let (_, rest) = page.split_once(r#"name="csrf" value=""#).expect("a token in every form");
        rest.split('"').next().unwrap().clone_into(&mut person.csrf);
        person
    }

    /// The invented signer of a unit, or of its Ban, as a form sends it.
    pub(crate) async fn signer(&self, unit: UnitId, body: Issuing) -> String {
        let of_ban = if body == Issuing::Committee { "LIKE" } else { "NOT LIKE" };
        let sql = format!(
            "SELECT min(id) FROM signer WHERE unit_id = {} AND authority {of_ban} 'TM. BAN%'",
            unit.0
        );
        self.count(&sql).await.to_string()
    }

    /// The number of a unit by its key.
    pub(crate) async fn unit(&self, key: &str) -> UnitId {
        let mut reader = self.state.store.reader();
        store::org_unit::by_key(&mut reader, key).await.unwrap().unwrap().id
    }

    /// Everything of the province may be read through this scope.
    pub(crate) fn scope(&self) -> Scope {
        Scope {
            officer: OfficerId(0),
            unit: self.state.province,
            root: self.state.province,
            province_wide: true,
            today: domain::period::local_date(self.state.clock.now()),
        }
    }

    /// A unit's submission in a round, as the store has it now.
    pub(crate) async fn submission(&self, round: &str, key: &str) -> SubmissionRow {
        let unit = self.unit(key).await;
        let mut reader = self.state.store.reader();
        let found = store::submission::of_unit(&mut reader, &self.scope(), round, unit).await;
        found.unwrap().unwrap_or_else(|| panic!("{key} owes nothing in {round}"))
    }

    /// Where a submission stands now.
    pub(crate) async fn stage(&self, id: i64) -> State {
        let mut reader = self.state.store.reader();
        let found = store::submission::load(&mut reader, &self.scope(), SubmissionId(id)).await;
        found.unwrap().unwrap().submission.state
    }

    /// A single number asked of the store.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        self.state.store.reader().fetch_one(sql, &[]).await.unwrap().int(0).unwrap()
    }

    /// A single text asked of the store.
    pub(crate) async fn text(&self, sql: &str) -> String {
        self.state.store.reader().fetch_one(sql, &[]).await.unwrap().text(0).unwrap().to_owned()
    }

    /// Puts the store into a state that takes many steps to reach.
    pub(crate) async fn arrange(&self, sql: &str) {
        let mut tx = self.state.store.begin().await.unwrap();
        tx.execute(sql, &[]).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The province's plans of both years, confirmed with number and day.
    pub(crate) async fn plans(&self) {
        for (year, number, day) in [(2023, "101", "2023-02-10"), (2024, "202", "2024-04-15")] {
            self.arrange(&format!(
                "INSERT INTO issued_plan (unit_id, title, number, body, officer_id, at, date, year) \
                 SELECT unit_id, 'Thực hiện công tác bình đẳng giới và hoạt động vì sự tiến bộ phụ nữ \
                 năm {year}', '{number}/KH-UBND', '', id, '{day}T00:00:00.000000Z', '{day}', {year} \
                 FROM officer WHERE login = 'ldtbxh.chuyenvien'"
            ))
            .await;
        }
    }

    /// A unit's account with this ending of its login: `.chuyenvien`, `.lanhdao`.
    pub(crate) async fn login(&self, key: &str, ending: &str) -> String {
        let sql = format!(
            "SELECT o.login FROM officer o JOIN unit u ON u.id = o.unit_id \
             WHERE u.key = '{key}' AND o.login LIKE '%{ending}'"
        );
        let row = self.state.store.reader().fetch_one(&sql, &[]).await.unwrap();
        row.text(0).unwrap().to_owned()
    }

    /// How much was ever written: any act that changes something adds to it; signing in does not count.
    pub(crate) async fn writings(&self) -> Vec<i64> {
        let mut sums = Vec::new();
        for sql in [
            "SELECT count(*) FROM audit WHERE verb NOT LIKE 'account.sign_in%'",
            "SELECT count(*) FROM event",
            "SELECT count(*) FROM submission_version",
            "SELECT coalesce(sum(revision), 0) FROM draft_cell",
            "SELECT coalesce(sum(revision), 0) FROM draft_text",
            "SELECT coalesce(sum(revision), 0) FROM submission",
            "SELECT count(*) FROM officer",
            "SELECT count(*) FROM document",
            "SELECT count(*) FROM remark",
        ] {
            sums.push(self.count(sql).await);
        }
        sums
    }
}

fn shift_to(now: &str) -> SignedDuration {
    now.parse::<Timestamp>().unwrap().duration_since(Timestamp::now())
}

impl Person<'_> {
    /// Asks for a page.
    pub(crate) async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path).header(header::COOKIE, &self.cookie);
        self.world.ask(request.body(Body::empty()).unwrap()).await
    }

    /// Posts a form with the session's token.
    pub(crate) async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("csrf", self.csrf.as_str())];
        all.extend_from_slice(fields);
        self.post_bare(path, encoded(&all)).await
    }

    /// Issues a report though the plan of its year is not confirmed in the demonstration: with a reason.
    pub(crate) async fn issue(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("unmended", "Kế hoạch năm chưa nhập vào hệ thống")];
        all.extend_from_slice(fields);
        self.post(path, &all).await
    }

    /// Posts a form's body as it is.
    pub(crate) async fn post_bare(&self, path: &str, body: impl Into<Body>) -> Answer {
        self.world.ask(form_request(path, &self.cookie, body)).await
    }

    /// Posts a form with a file.
    pub(crate) async fn upload(
        &self,
        path: &str,
        fields: &[(&str, &str)],
        (name, content): (&str, &[u8]),
    ) -> Answer {
        let mut body = Vec::new();
        for (field, value) in [("csrf", self.csrf.as_str())].iter().chain(fields) {
            let head = format!("--bien\r\nContent-Disposition: form-data; name=\"{field}\"\r\n");
            body.extend_from_slice(format!("{head}\r\n{value}\r\n").as_bytes());
        }
        let head = "--bien\r\nContent-Disposition: form-data; name=\"file\"";
        let head = format!("{head}; filename=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n--bien--\r\n");
        self.json_bare(path, "multipart/form-data; boundary=bien", body).await
    }

    /// Posts as the script does, with the session's token in the body.
    pub(crate) async fn json(&self, path: &str, mut body: serde_json::Value) -> Answer {
        body["csrf"] = self.csrf.as_str().into();
        self.json_bare(path, "application/json", body.to_string()).await
    }

    /// Posts a body as it is under a content type.
    pub(crate) async fn json_bare(
        &self,
        path: &str,
        content_type: &str,
        body: impl Into<Body>,
    ) -> Answer {
        let request = Request::post(path)
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, content_type);
        self.world.ask(request.body(body.into()).unwrap()).await
    }

    /// Saves one cell as the script does.
    pub(crate) async fn cell(&self, place: &str, at: (&str, &str), raw: &str, seen: i64) -> Answer {
        let change = serde_json::json!({
            "row": at.0, "column": at.1, "raw": raw, "status": "actual", "expected_revision": seen,
        });
        self.json(&format!("{place}/cells"), serde_json::json!({ "changes": [change] })).await
    }
}

impl Answer {
    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }

    /// The body as JSON.
    pub(crate) fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|e| panic!("{e}: {} {}", self.status, self.text()))
    }

    /// The first cookie that is set, empty where none is.
    pub(crate) fn set_cookie(&self) -> String {
        self.header("set-cookie")
    }

    /// A header, empty where it is missing.
    pub(crate) fn header(&self, name: &str) -> String {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap()).to_owned()
    }

    /// Whether it is the refusal with this status and code, with a next step in words.
    #[track_caller]
    pub(crate) fn refused(&self, status: u16, code: &str) {
        let text = self.text();
        assert_eq!(self.status.as_u16(), status, "{text}");
        assert!(text.contains(code), "no code {code} in {text}");
        let next = if self.header("content-type").starts_with("application/json") {
            self.json()["problem"]["next"].as_str().is_some_and(|next| next.len() > 8)
        } else {
            text.contains("Làm gì tiếp:") || text.contains(&format!("({code})"))
        };
        assert!(next, "no next step in {text}");
        for cause in ["sqlx", "panicked", "Sqlite", "error returned", ".rs:", "deserialize"] {
            assert!(!text.contains(cause), "a cause is shown: {cause} in {text}");
        }
    }

    /// Whether the act was done and led on to another page.
    #[track_caller]
    pub(crate) fn went_to(&self, path: &str) {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{}", self.text());
        assert_eq!(self.header("location"), path);
    }
}

fn form_request(path: &str, cookie: &str, body: impl Into<Body>) -> Request<Body> {
    Request::post(path)
        .header(header::COOKIE, cookie)
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(body.into())
        .unwrap()
}

/// Fields as a browser encodes them.
pub(crate) fn encoded(fields: &[(&str, &str)]) -> String {
    let pair = |(name, value): &(&str, &str)| {
        format!("{}={}", percent_encode(name), percent_encode(value))
    };
    fields.iter().map(pair).collect::<Vec<_>>().join("&")
}

/// Names of a page's fields that begin with some letters: `cell:…`, `text:…`.
pub(crate) fn names(page: &str, prefix: &str) -> Vec<String> {
    page.split(r#" name=""#)
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .filter(|name| name.starts_with(prefix))
        .map(ToOwned::to_owned)
        .collect()
}
