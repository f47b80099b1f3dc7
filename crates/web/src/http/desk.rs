//! The desk: handing documents in, settling what was read, applying it.

pub(crate) mod api;
mod folder;

use super::WebState;
use super::actor::Actor;
use super::error::WebError;
use super::listed::Listed;
use super::people::{Desk as Room, private, see};
use crate::pages::desk::list::DeskView;
use crate::pages::desk::{list, reading, score};
use crate::parts::Link;
use crate::parts::form::Sent;
use crate::present::desk as words;
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, Path, Request, State};
use axum::http::{StatusCode, header};
use axum::response::Response;
use axum::routing::get;
use tower_http::limit::RequestBodyLimitLayer;
use vedich_app::AppError;
use vedich_app::desk::{Change, Handed, Outcome, Reading, text_of};
use vedich_desk::{Decision, Field};
use vedich_documents::archive;
use vedich_values::{Diagnostic, Place};
use vedich_wording::date_time;

/// Files handed in together: an archive of a few thousand articles.
pub(crate) const LARGEST_UPLOAD_BYTES: usize = 32 << 20;
/// Readings listed on the desk.
const LISTED: usize = 100;
/// Fields of a card's form.
const MOST_FIELDS: usize = 40;

/// The addresses of ordinary forms.
pub(crate) fn routes() -> Listed {
    Listed::new()
        .route("/desk/score", get(show_score))
        .route("/desk/folders/{folder}", get(folder::show).post(folder::change))
        .route("/desk/{reading}", get(show_reading).post(change))
        .merge(api::routes())
}

/// The address that takes files.
pub(crate) fn uploads() -> Listed {
    Listed::new().route("/desk", get(show).post(hand_in).layer(DefaultBodyLimit::max(LARGEST_UPLOAD_BYTES))).merge(api::uploads())
}

/// Those that take files, with their own limit.
pub(crate) fn router() -> axum::Router<WebState> {
    uploads().into_router().layer(RequestBodyLimitLayer::new(LARGEST_UPLOAD_BYTES))
}

/// What was handed in.
#[derive(Debug, Default)]
struct Given {
    sent: Sent,
    files: Vec<(String, Vec<u8>)>,
}

impl Given {
    async fn of(request: Request, state: &WebState) -> Option<Self> {
        let kind = request.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default().to_owned();
        let mut given = Self::default();
        if !kind.starts_with("multipart/form-data") {
            let body = String::from_request(request, state).await.ok()?;
            given.sent.typed = super::address::query(&body);
            return Some(given);
        }
        let mut parts = Multipart::from_request(request, state).await.ok()?;
        while let Some(part) = parts.next_field().await.ok()? {
            let (name, file) = (part.name().unwrap_or_default().to_owned(), part.file_name().map(str::to_owned));
            let bytes = part.bytes().await.ok()?;
            match file {
                Some(file) if !file.is_empty() => given.files.push((file, bytes.to_vec())),
                Some(_) => {}
                None => given.sent.typed.push((name, String::from_utf8_lossy(&bytes).into_owned())),
            }
        }
        Some(given)
    }
}

async fn show(room: Room) -> Response {
    match room.actor() {
        Ok(actor) => desk_page(&room, &actor, DeskView::default()).await,
        Err(elsewhere) => elsewhere,
    }
}

/// The desk with whatever is to be said.
async fn desk_page(room: &Room, actor: &Actor, view: DeskView) -> Response {
    let f = room.frame();
    let status = if view.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let found = async {
        let readings: Vec<Reading> = room.app.desk(&actor.hand).await?.into_iter().take(LISTED).collect();
        let triaged = room.app.triage(&actor.hand, readings).await?;
        Ok::<_, AppError>((triaged, room.app.folders(&actor.hand).await?))
    };
    let (triaged, folders) = match found.await {
        Ok(found) => found,
        Err(error) => return room.fail(error),
    };
    let folder = |one: &vedich_app::desk::Batch| {
        let words = f.say("desk.folder-files", &[("count", &one.lines.len().to_string()), ("at", &date_time(f.lang, one.made_at))]);
        (Link::new(one.name.clone(), format!("/desk/folders/{}", one.id)), words)
    };
    let title = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let done = done(f).unwrap_or(view.done);
    let view = DeskView {
        token: actor.token.clone(),
        done,
        lines: triaged.iter().map(|(reading, progress)| words::document(f, reading, progress)).collect(),
        folders: folders.iter().take(20).map(folder).collect(),
        samples: vedich_reference::BULLETINS.iter().map(|(key, text)| ((*key).to_owned(), title(text))).collect(),
        ..view
    };
    private(status, list::render(f, &view))
}

async fn hand_in(room: Room, State(state): State<WebState>, request: Request) -> Response {
    let actor = match room.actor() {
        Ok(actor) => actor,
        Err(elsewhere) => return elsewhere,
    };
    let Some(given) = Given::of(request, &state).await else {
        let wrong = room.frame().text("desk.unreadable-form").to_owned();
        return desk_page(&room, &actor, DeskView { wrong, ..DeskView::default() }).await;
    };
    if given.sent.typed("token") != actor.token {
        return room.visit.refuse(&WebError::forbidden());
    }
    let sample = vedich_reference::BULLETINS.iter().find(|(key, _)| *key == given.sent.typed("sample"));
    let text = sample.map_or_else(|| given.sent.typed("text").to_owned(), |(_, text)| (*text).to_owned());
    let files = match unpacked(given.files) {
        Ok(files) => files,
        Err(code) => return wrong_with(&room, &actor, text, code).await,
    };
    match files.as_slice() {
        [] => take(&room, &actor, Handed { text, ..Handed::default() }, given.sent.given("again").is_some()).await,
        [(name, bytes)] if text.is_empty() => match text_of(name, bytes) {
            Ok(text) => take(&room, &actor, Handed { file: Some(name.clone()), title: None, text }, false).await,
            Err(why) => wrong_with(&room, &actor, text, why.code()).await,
        },
        _ => folder_in(&room, &actor, files).await,
    }
}

/// Archives give their files; an office document is one file.
fn unpacked(files: Vec<(String, Vec<u8>)>) -> Result<Vec<(String, Vec<u8>)>, &'static str> {
    let mut out = Vec::new();
    for (name, bytes) in files {
        if archive::is_archive(&bytes) && !archive::is_office_document(&bytes) {
            out.extend(archive::files(&bytes).map_err(|_| "desk.bad-archive")?);
        } else {
            out.push((name, bytes));
        }
    }
    Ok(out)
}

async fn wrong_with(room: &Room, actor: &Actor, text: String, code: &'static str) -> Response {
    let wrong = room.frame().lang.problem_without_place(&Diagnostic::error(code, Place::default()));
    desk_page(room, actor, DeskView { wrong, text, ..DeskView::default() }).await
}

/// What the address says was done.
fn done(f: &crate::frame::Frame) -> Option<String> {
    let said = |key: &'static str| Some(f.say(key, &["entry", "count"].map(|name| (name, f.param(name).unwrap_or_default()))));
    match f.param("done")? {
        "applied" => said("desk.done-applied"),
        "dropped" => said("desk.done-dropped"),
        "accepted" => said("desk.done-accepted"),
        "applied-all" => said("desk.done-applied-all"),
        _ => None,
    }
}

/// One document: its page, or what became of it before.
async fn take(room: &Room, actor: &Actor, handed: Handed, again: bool) -> Response {
    let text = handed.text.clone();
    match room.app.hand_in(&actor.hand, handed, again).await {
        Ok(Outcome::Read(id) | Outcome::OnDesk(id)) => see(&format!("/desk/{id}")),
        Ok(Outcome::Applied(entry)) => {
            let applied = Some(words::applied(room.frame(), &entry));
            desk_page(room, actor, DeskView { applied, text, ..DeskView::default() }).await
        }
        Err(error) => match said(room, error) {
            Ok(wrong) => desk_page(room, actor, DeskView { wrong, text, ..DeskView::default() }).await,
            Err(elsewhere) => elsewhere,
        },
    }
}

async fn folder_in(room: &Room, actor: &Actor, files: Vec<(String, Vec<u8>)>) -> Response {
    let first = files.first().map_or("", |(name, _)| name.as_str());
    let name = room.frame().say("desk.folder-name", &[("first", first), ("count", &files.len().to_string())]);
    match room.app.hand_in_folder(&actor.hand, &name, files).await {
        Ok(folder) => see(&format!("/desk/folders/{}", folder.id)),
        Err(error) => match said(room, error) {
            Ok(wrong) => desk_page(room, actor, DeskView { wrong, ..DeskView::default() }).await,
            Err(elsewhere) => elsewhere,
        },
    }
}

/// What was refused, in words; anything else is a page of its own.
fn said(room: &Room, error: AppError) -> Result<String, Response> {
    let lang = room.frame().lang;
    match error {
        AppError::Refused(problems) => Ok(problems.iter().map(|one| lang.problem_without_place(one)).collect::<Vec<_>>().join(" ")),
        AppError::Forbidden(refusal) => Ok(lang.problem_without_place(&Diagnostic::error(refusal.code(), Place::default()))),
        other => Err(room.fail(other)),
    }
}

async fn show_reading(room: Room, Path(id): Path<String>) -> Response {
    match room.actor() {
        Ok(actor) => reading_page(&room, &actor, &id, String::new()).await,
        Err(elsewhere) => elsewhere,
    }
}

async fn reading_page(room: &Room, actor: &Actor, id: &str, wrong: String) -> Response {
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let found = async {
        let Some(reading) = room.app.reading(&actor.hand, id).await? else { return Ok(None) };
        let folder = folder::of(room, actor, id).await?;
        Ok(Some((room.app.behold(&actor.hand, reading).await?, folder)))
    };
    match found.await {
        Ok(Some((beheld, folder))) => {
            let view = reading::ReadingView { folder, ..words::reading(room.frame(), &actor.token, &beheld, wrong) };
            private(status, reading::render(room.frame(), &view))
        }
        Ok(None) => room.visit.refuse(&WebError::not_found()),
        Err::<_, AppError>(error) => room.fail(error),
    }
}

async fn change(room: Room, Path(id): Path<String>, body: String) -> Response {
    let actor = match room.actor() {
        Ok(actor) => actor,
        Err(elsewhere) => return elsewhere,
    };
    // An emptied field is a correction too.
    let sent = match room.sent_with(&body, MOST_FIELDS) {
        Ok(sent) => sent,
        Err(refused) => return refused,
    };
    match carry_out(&room, &actor, &id, &sent).await {
        Ok(to) => see(&to),
        Err(error) => match said(&room, error) {
            Ok(wrong) => reading_page(&room, &actor, &id, wrong).await,
            Err(elsewhere) => elsewhere,
        },
    }
}

/// Does what a form asks for, and says where to go then.
async fn carry_out(room: &Room, actor: &Actor, id: &str, sent: &Sent) -> Result<String, AppError> {
    let (app, hand, here) = (&room.app, &actor.hand, format!("/desk/{id}"));
    match sent.typed("do") {
        "apply" => {
            let done = app.apply_reading(hand, id).await?;
            let count = done.facts.end.get() - done.facts.start.get();
            return Ok(format!("{}?done=applied&entry={}&count={count}", folder::way_back(room, actor, id).await?, done.entry));
        }
        "drop" => {
            let back = folder::way_back(room, actor, id).await?;
            app.drop_reading(hand, id).await?;
            return Ok(format!("{back}?done=dropped"));
        }
        "sure" => {
            app.accept_sure(hand, id).await?;
            return Ok(here);
        }
        _ => {}
    }
    let changes = changes(sent);
    let reading = app.change_reading(hand, id, &changes).await?;
    let settled = changes.iter().any(|change| matches!(change, Change::Decide(_, Decision::Accepted | Decision::Rejected)));
    let card: u32 = sent.typed("card").parse().unwrap_or_default();
    let open = |card: &&vedich_desk::Card| card.decision == Decision::Open;
    let next = reading.draft.cards.iter().filter(open).find(|one| one.no > card).or_else(|| reading.draft.cards.iter().find(open));
    let stop = if settled { next.map_or(card, |next| next.no) } else { card };
    Ok(if stop == 0 { here } else { format!("{here}#card-{stop}") })
}

/// What a form changes.
fn changes(sent: &Sent) -> Vec<Change> {
    let own = |name: &str| sent.typed(name).to_owned();
    if sent.typed("do") == "head" {
        return vec![Change::Head { source: own("source"), date: own("date"), place: own("place") }];
    }
    let Ok(card) = sent.typed("card").parse::<u32>() else { return Vec::new() };
    let mut fields: Vec<(Field, String)> =
        sent.typed.iter().filter_map(|(name, text)| Some((Field::from_name(name)?, text.clone()))).collect();
    if let Some(chosen) = sent.given("choose") {
        fields.push((Field::Place, chosen.to_owned()));
    }
    let mut changes = if fields.is_empty() { Vec::new() } else { vec![Change::Correct(card, fields)] };
    match sent.typed("do") {
        "accept" => changes.push(Change::Decide(card, Decision::Accepted)),
        "reject" => changes = vec![Change::Decide(card, Decision::Rejected)],
        "reopen" => changes = vec![Change::Decide(card, Decision::Open)],
        _ => {}
    }
    changes
}

async fn show_score(room: Room) -> Response {
    if let Err(elsewhere) = room.actor() {
        return elsewhere;
    }
    match room.app.reading_scores().await {
        Ok(scores) => private(StatusCode::OK, score::render(room.frame(), &words::scores(room.frame(), &scores))),
        Err(error) => room.fail(error),
    }
}
