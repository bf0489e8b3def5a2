//! Every URL, one table; and what every answer carries.

use axum::{
    Router,
    extract::{DefaultBodyLimit, Path, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    middleware::{from_fn, from_fn_with_state, map_response},
    response::{IntoResponse, Response},
    routing::{get, post},
};
use tower_http::{
    CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer,
    set_header::SetResponseHeaderLayer,
};

use crate::{
    assembly, audit, composition, confirmation, consolidation, contact, desk, dispatch, document,
    elsewhere, import, indicator,
    lead_back::lead_back,
    lint, mapping, officer, org_unit, organ_code, outgoing, own_report, plan,
    problem::PageError,
    report, round, series,
    session::tell_once,
    sign_in, signer,
    state::{AppState, Installation},
    submission, system, template, urging,
    view::assets,
    work,
};

/// Largest body of a form, in bytes.
const BODY_MAX: usize = 4 * 1024 * 1024;

/// Largest body of a form with a file, in bytes: the file and its fields.
const FILE_MAX: usize = actions::outgoing::FILE_MAX + 64 * 1024;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; \
    connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// The whole site.
pub fn router(installation: Installation) -> Router {
    let https = installation.state().https;
    let only_https = https.then(|| HeaderValue::from_static("max-age=31536000"));
    let header = |name: &'static str, value: &'static str| {
        SetResponseHeaderLayer::if_not_present(
            HeaderName::from_static(name),
            HeaderValue::from_static(value),
        )
    };
    Router::new()
        .route("/", get(work::show))
        .route("/dang-nhap", get(sign_in::show).post(sign_in::enter))
        .route("/dang-xuat", post(sign_in::leave))
        .route("/mat-khau", get(sign_in::password).post(sign_in::change_password))
        .route("/theme", post(sign_in::choose_theme))
        .route("/submissions", get(submission::list::show))
        .route("/submissions/{id}", get(submission::show::show))
        .route("/submissions/{id}/figures", get(submission::narrative::figures))
        .route("/submissions/{id}/receipt", get(submission::receipt::show))
        .route("/submissions/{id}/review", get(submission::review::show))
        .route("/submissions/{id}/versions/{number}", get(submission::review::version))
        .route("/submissions/{id}/send-paper", post(submission::paper::send))
        .route(
            "/submissions/{id}/paper",
            post(submission::paper::record).layer(DefaultBodyLimit::max(FILE_MAX)),
        )
        .route("/submissions/{id}/paper/{number}", get(submission::paper::show))
        .route("/submissions/{id}/{act}", post(submission::act::post))
        .route(
            "/submissions/{id}/parts/{form}",
            get(submission::entry::show).post(submission::plain::form),
        )
        .route("/rounds", get(round::list))
        .route("/rounds/{code}", get(round::board))
        .route("/rounds/{code}/decide/{what}", post(round::decide::post))
        .route("/rounds/{code}/urging", get(urging::show).post(urging::record))
        .route("/rounds/{code}/estimates", get(desk::estimates))
        .route("/consolidations", get(consolidation::list))
        .route("/consolidations/{round}/narratives", get(assembly::show).post(assembly::save))
        .route("/consolidations/{round}/narratives/confirm", post(assembly::confirm))
        .route("/consolidations/{round}/narratives/figures", get(assembly::figures))
        .route("/consolidations/{round}/narratives/pick", post(assembly::pick))
        .route("/consolidations/{round}/narratives/text", post(assembly::autosave))
        .route("/consolidations/{round}/{form}", get(consolidation::show))
        .route("/submissions/{id}/report", get(own_report::show))
        .route("/submissions/{id}/report/issue", post(own_report::issue))
        .route("/submissions/{id}/report/{format}", get(own_report::download))
        .route("/indicators", get(indicator::list))
        .route("/indicators/{code}", get(indicator::show))
        .route("/documents", get(document::list))
        .route(
            "/documents/lint",
            get(lint::show).post(lint::check).layer(DefaultBodyLimit::max(lint::BODY_MAX)),
        )
        .route("/units", get(org_unit::list))
        .route("/search", get(elsewhere::search))
        .route("/help", get(elsewhere::help))
        .route("/me", get(elsewhere::me))
        .route("/assets/{*path}", get(asset))
        .route("/suc-khoe", get(health))
        .fallback(nowhere)
        .merge(drafts())
        .merge(parts())
        .merge(administration())
        .merge(workbooks())
        .merge(plans())
        .merge(outgoing_documents())
        .merge(worded_documents())
        .merge(exchange())
        .layer(map_response(in_words))
        .layer(from_fn_with_state(installation.clone(), lead_back))
        .layer(from_fn(tell_once))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        .layer(header("content-security-policy", POLICY))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::STRICT_TRANSPORT_SECURITY,
            only_https,
        ))
        .layer(header("x-content-type-options", "nosniff"))
        .layer(header("referrer-policy", "same-origin"))
        .layer(header("x-frame-options", "DENY"))
        .layer(header("cache-control", "no-store"))
        .with_state(installation)
}

/// Drafts of the province's reports, and what was issued.
fn drafts() -> Router<Installation> {
    Router::new()
        .route("/reports", get(report::list))
        .route("/reports/kept/{id}/{format}", get(report::kept))
        .route("/reports/{round}/{issuer}", get(report::show))
        .route("/reports/{round}/{issuer}/issue", post(report::issue))
        .route("/reports/{round}/{issuer}/{format}", get(report::download))
}

/// What is saved of one part of a report.
fn parts() -> Router<Installation> {
    Router::new()
        .route("/submissions/{id}/parts/{form}/cells", post(submission::save::cells))
        .route("/submissions/{id}/parts/{form}/text", post(submission::save::text))
        .route("/submissions/{id}/parts/{form}/correct", post(submission::save::correct))
        .route("/submissions/{id}/parts/{form}/copy-last", post(submission::save::copy_last))
        .route("/submissions/{id}/parts/{form}/explain", post(submission::save::explain))
}

/// Contacts, accounts, compared facts, the system and its log.
fn administration() -> Router<Installation> {
    Router::new()
        .route("/contacts", get(contact::list))
        .route("/contacts/calls", post(contact::call))
        .route("/contacts/units/{unit}", get(contact::show).post(contact::add))
        .route("/contacts/{id}", post(contact::change))
        .route("/contacts/{id}/{how}", post(contact::arrange))
        .route("/officers", get(officer::list).post(officer::create))
        .route("/officers/bulk", post(officer::create_bulk))
        .route("/officers/resets/{id}", post(officer::see_reset))
        .route("/officers/{id}/password", post(officer::reset))
        .route("/officers/{id}/active", post(officer::set_active))
        .route("/confirmations", get(confirmation::list).post(confirmation::confirm))
        .route("/confirmations/withdraw", post(confirmation::withdraw))
        .route("/system", get(system::show))
        .route("/audit", get(audit::show))
        .route("/audit/xlsx", get(audit::download))
}

/// A report as an Excel file, down and up again; and last year's figures of many units.
fn workbooks() -> Router<Installation> {
    let page = get(submission::workbook::show).post(submission::workbook::take);
    let last_year = get(desk::last_year).post(desk::load_last_year);
    Router::new()
        .route("/rounds/{code}/last-year", last_year.layer(DefaultBodyLimit::max(FILE_MAX)))
        .route("/rounds/{code}/last-year/{form}", get(desk::table))
        .route("/submissions/{id}/workbook", page.layer(DefaultBodyLimit::max(FILE_MAX)))
        .route("/submissions/{id}/workbook/file", get(submission::workbook::file))
        .route("/submissions/{id}/workbook/accept", post(submission::workbook::accept))
        .route(
            "/submissions/{id}/workbook/mapping",
            get(submission::mapping::show).post(submission::mapping::choose),
        )
        .route("/mappings", get(mapping::list))
        .route(
            "/imports",
            get(import::list).post(import::begin).layer(DefaultBodyLimit::max(import::BODY_MAX)),
        )
        .route("/imports/{id}", get(import::show))
        .route("/imports/{id}/write", post(import::write))
        .route("/imports/{id}/cancel", post(import::cancel))
        .route("/mappings/{id}", post(mapping::rename))
        .route("/mappings/{id}/delete", post(mapping::delete))
        .route("/submissions/{id}/workbook/discard", post(submission::workbook::discard))
}

/// The plan and its issued texts; whole files come here, so more may be sent than in a form.
fn plans() -> Router<Installation> {
    Router::new()
        .route("/plan/read", get(plan::read::show).post(plan::read::take))
        .route("/plan/read/again", post(plan::read::again))
        .route("/plan/read/confirm", post(plan::read::confirm))
        .layer(DefaultBodyLimit::max(plan::BODY_MAX))
        .route("/plan", get(plan::show))
        .route("/plan/issued", get(plan::issued::list))
        .route("/plan/issued/{id}", get(plan::issued::show))
        .route("/plan/issued/{id}/reissue", get(plan::reissue::show))
        .route("/plan/issued/{id}/reissue/issue", post(plan::reissue::issue))
        .route("/plan/issued/{id}/reissue/{format}", get(plan::reissue::download))
        .route("/plan/issued/{id}/{format}", get(plan::issued::download))
}

/// The register, one document, and what stands behind its number and signature.
fn outgoing_documents() -> Router<Installation> {
    Router::new()
        .route("/documents/outgoing", get(outgoing::list))
        .route("/documents/outgoing/book", get(outgoing::book::download))
        .route("/documents/{id}", get(outgoing::show::show))
        .route("/documents/{id}/anchors", get(outgoing::show::anchors))
        .route("/documents/{id}/versions/{number}", get(outgoing::show::version))
        .route("/documents/{id}/register", post(outgoing::act::annotate))
        .route("/documents/{id}/number", post(outgoing::act::number))
        .route("/documents/{id}/cancel", post(outgoing::act::cancel))
        .route("/documents/{id}/try", post(outgoing::act::try_out))
        .route("/documents/{id}/tool", post(outgoing::call::open))
        .route(
            "/documents/{id}/signed",
            post(outgoing::act::take).layer(DefaultBodyLimit::max(FILE_MAX)),
        )
        .route(
            "/sign/{token}/file",
            get(outgoing::call::fetch)
                .post(outgoing::call::hand_in)
                .layer(DefaultBodyLimit::max(FILE_MAX)),
        )
        .route(
            "/signers",
            get(signer::list).post(signer::add).layer(DefaultBodyLimit::max(FILE_MAX)),
        )
        .route("/signers/{id}/end", post(signer::end))
        .route(
            "/signers/{id}/paper",
            get(signer::paper).post(signer::keep_paper).layer(DefaultBodyLimit::max(FILE_MAX)),
        )
        .route("/signers/trust", post(signer::trust))
        .route("/numbers", get(series::show).post(series::set))
        .route("/numbers/begin", post(series::begin))
        .route("/numbers/address", post(series::set_address))
}

/// Documents written in a form, and the fixed sentences of all documents.
fn worded_documents() -> Router<Installation> {
    Router::new()
        .route("/compositions", get(composition::list).post(composition::begin))
        .route("/compositions/{id}", get(composition::show).post(composition::save))
        .route("/compositions/{id}/preview", post(composition::preview))
        .route("/compositions/{id}/issue", post(composition::issue))
        .route("/compositions/{id}/discard", post(composition::discard))
        .route("/compositions/{id}/{format}", get(composition::download))
        .route("/templates", get(template::list))
        .route("/templates/{code}", get(template::show).post(template::save))
        .route("/templates/{code}/preview", post(template::preview))
        .route("/templates/{code}/restore", post(template::restore))
}

/// Documents over the exchange: packages out, messages in, codes of organs.
fn exchange() -> Router<Installation> {
    Router::new()
        .route("/documents/{id}/dispatch", post(dispatch::panel::send))
        .route(
            "/documents/incoming",
            get(dispatch::list)
                .post(dispatch::take)
                .layer(DefaultBodyLimit::max(dispatch::BODY_MAX)),
        )
        .route("/documents/incoming/{id}", get(dispatch::show))
        .route("/dispatches/{id}/answer", post(dispatch::answer))
        .route("/messages/{id}", get(dispatch::message))
        .route("/messages/{id}/files/{number}", get(dispatch::message_file))
        .route("/units/codes", get(organ_code::list).post(organ_code::set))
}

async fn asset(Path(path): Path<String>) -> Response {
    match assets::find(&path) {
        Some(asset) => (
            [
                (header::CONTENT_TYPE, asset.content_type),
                (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
            ],
            asset.bytes,
        )
            .into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Whether the store answers.
async fn health(State(state): State<AppState>) -> Result<&'static str, PageError> {
    store::round::list(&mut state.store.reader()).await?;
    Ok("ok\n")
}

/// A refusal of the framework itself (a foreign id, a broken body) in the office's words.
async fn in_words(response: Response) -> Response {
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match response.status() {
        StatusCode::BAD_REQUEST if plain => PageError::NotFound.into_response(),
        StatusCode::UNPROCESSABLE_ENTITY
        | StatusCode::UNSUPPORTED_MEDIA_TYPE
        | StatusCode::PAYLOAD_TOO_LARGE
            if plain =>
        {
            PageError::unreadable().into_response()
        }
        StatusCode::METHOD_NOT_ALLOWED => PageError::NotFound.into_response(),
        _ => response,
    }
}

async fn nowhere() -> PageError {
    PageError::NotFound
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that the layer asks for")]
fn panicked(cause: Box<dyn std::any::Any + Send>) -> Response {
    let words = cause
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| cause.downcast_ref::<&str>().map(ToString::to_string))
        .unwrap_or_default();
    PageError::Internal(words).into_response()
}
