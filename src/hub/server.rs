//! What the hub serves, and under which address.
//!
//! | address | what |
//! |---|---|
//! | `/` | a page that says what this is, without naming any session |
//! | `/SESSION` | the delegates' page |
//! | `/SESSION/page.js`, `/SESSION/page.css` and so on | what that page is made of |
//! | `/SESSION/ws` | the WebSocket, see [`crate::wire`] |
//! | `/SESSION/documents/ID` | a document, with `Authorization: Bearer TOKEN` |
//! | `/health` | `ok` |
//!
//! The same page is served for every name, so that no session can be guessed.

use std::io;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::{ConnectInfo, Path, State};
use axum::http::header::{
    AUTHORIZATION, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE,
    REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::door::{Door, Peer};
use super::house::{self, House, Refused};
use super::{connection, documents, page};
use crate::session::DocumentId;
use crate::wire::{MOST_BYTES, SUBPROTOCOL};

/// How often keepers see what time has brought. Whatever it is, the record bears its own moment.
const TICK: Duration = Duration::from_millis(250);
/// How often watching consoles are told how the hub fares, where something changed.
const REPORT: Duration = Duration::from_secs(2);
/// How many reports pass before the journal is tidied up.
const TIDY: u32 = 30;
/// How long requests that are under way may take once the hub goes down.
const LAST: Duration = Duration::from_secs(5);

const LANDING: &str = include_str!("page/landing.html");

/// What the delegates' page may do: load what the hub serves, and nothing else.
const PAGE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; \
     frame-ancestors 'none'";
/// What a document may do: nothing.
const DOCUMENT_POLICY: &str = "default-src 'none'; sandbox; frame-ancestors 'none'";

/// Serves the house until `stop` fires, then says goodbye to everybody and waits for all sessions.
///
/// # Errors
/// Where the listener fails.
pub async fn serve(
    listener: TcpListener,
    house: Arc<House>,
    stop: CancellationToken,
) -> io::Result<()> {
    let door = Door::new(listener, house.limits.sockets, house.limits.silence);
    let service = routes(Arc::clone(&house)).into_make_service_with_connect_info::<Peer>();
    let server = axum::serve(door, service).with_graceful_shutdown(stop.clone().cancelled_owned());
    let server = tokio::spawn(server.into_future());
    let ticker = tokio::spawn(tick(Arc::clone(&house), stop.clone()));
    let reporter = tokio::spawn(report(Arc::clone(&house), stop.clone()));
    stop.cancelled().await;
    house.stop().await;
    let _ = tokio::join!(ticker, reporter);
    match tokio::time::timeout(LAST, server).await {
        Ok(Ok(served)) => served,
        Ok(Err(failed)) => Err(io::Error::other(failed)),
        // Somebody's half a request is not worth waiting for.
        Err(_) => Ok(()),
    }
}

async fn tick(house: Arc<House>, stop: CancellationToken) {
    let mut interval = tokio::time::interval(TICK);
    while stop.run_until_cancelled(interval.tick()).await.is_some() {
        house.tick();
    }
}

async fn report(house: Arc<House>, stop: CancellationToken) {
    let mut interval = tokio::time::interval(REPORT);
    let mut reports: u32 = 0;
    while stop.run_until_cancelled(interval.tick()).await.is_some() {
        house.report();
        reports = reports.wrapping_add(1);
        let house = Arc::clone(&house);
        let work = move || {
            house.forget_trail();
            if reports.is_multiple_of(TIDY) {
                house.tidy();
            }
        };
        // What goes wrong there is logged there, and tried again.
        let _ = tokio::task::spawn_blocking(work).await;
    }
}

fn routes(house: Arc<House>) -> Router {
    Router::new()
        .route("/", get(|| async { markup(LANDING.to_owned()) }))
        .route("/health", get(|| async { "ok\n" }))
        .route("/{session}", get(delegates))
        .route("/{session}/", get(delegates))
        .route("/{session}/{file}", get(file))
        .route("/{session}/ws", get(join))
        .route("/{session}/documents/{document}", get(document))
        .with_state(house)
}

async fn delegates(Path(session): Path<String>) -> Response {
    if !house::is_name(&session) {
        return StatusCode::NOT_FOUND.into_response();
    }
    markup(page::SKELETON.replace("{session}", &session))
}

async fn file(Path((_, name)): Path<(String, String)>) -> Response {
    match page::file(&name) {
        Some((media_type, contents)) => {
            let media_type = HeaderValue::from_static(media_type);
            (guarded(media_type, PAGE_POLICY), contents).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn join(
    State(house): State<Arc<House>>,
    Path(session): Path<String>,
    ConnectInfo(Peer(address)): ConnectInfo<Peer>,
    upgrade: WebSocketUpgrade,
) -> Response {
    // The default read buffer, 128 KiB, is filled with zeros for every single message; a small one
    // costs a fraction of the time and the memory. Frames are sent as they come, so nothing is
    // gathered on the way out.
    upgrade
        .protocols([SUBPROTOCOL])
        .read_buffer_size(2_048)
        .write_buffer_size(0)
        .max_message_size(MOST_BYTES)
        .max_frame_size(MOST_BYTES)
        .on_upgrade(move |socket| async move {
            let clients = house.clients.clone();
            let client = connection::serve(socket, house, session, address);
            clients.track_future(client).await;
        })
}

async fn document(
    State(house): State<Arc<House>>,
    Path((session, document)): Path<(String, u32)>,
    ConnectInfo(Peer(address)): ConnectInfo<Peer>,
    headers: HeaderMap,
) -> Response {
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "))
        .unwrap_or_default();
    let (sitting, access) = match house.admit(&session, token, address) {
        Ok(admitted) => admitted,
        Err(Refused::Unknown) => return StatusCode::UNAUTHORIZED.into_response(),
        Err(Refused::Held) => return StatusCode::TOO_MANY_REQUESTS.into_response(),
    };
    let id = DocumentId(document);
    let Some(entry) = sitting.document(id, access.role) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let file = entry.file.clone();
    let read = tokio::task::spawn_blocking(move || house.document(&session, id)).await;
    match read {
        Ok(Ok(Some(bytes))) => {
            let media_type = HeaderValue::from_static(documents::media_type(&file));
            let named = (CONTENT_DISPOSITION, documents::disposition(&file));
            let guarded = guarded(media_type, DOCUMENT_POLICY);
            (guarded, [named], bytes).into_response()
        }
        Ok(Ok(None)) => StatusCode::NOT_FOUND.into_response(),
        Ok(Err(error)) => {
            tracing::error!(session = sitting.name, document, %error, "a document could not be read");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn markup(text: String) -> Response {
    let html = HeaderValue::from_static("text/html; charset=utf-8");
    (guarded(html, PAGE_POLICY), text).into_response()
}

fn guarded(media_type: HeaderValue, policy: &'static str) -> HeaderMap {
    let fixed = HeaderValue::from_static;
    HeaderMap::from_iter([
        (CONTENT_TYPE, media_type),
        (CONTENT_SECURITY_POLICY, fixed(policy)),
        (X_CONTENT_TYPE_OPTIONS, fixed("nosniff")),
        (REFERRER_POLICY, fixed("no-referrer")),
        // A page of an older hub must not speak to a newer one, nor a document stay on a borrowed
        // tablet.
        (CACHE_CONTROL, fixed("no-store")),
    ])
}
