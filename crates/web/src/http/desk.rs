//! The desk: handing documents in, settling what was read, applying it.

pub(crate) mod api;
mod document;
mod folder;
pub(crate) mod folder_api;
pub(crate) mod lessons;
pub(crate) mod list_api;
pub(crate) mod shelf;

use super::WebState;
use super::actor::Actor;
use super::error::WebError;
use super::listed::Listed;
use super::people::{Desk as Room, private, see};
use super::{Answer, upload};
use crate::pages::desk::list::DeskView;
use crate::pages::desk::{list, reading, score};
use crate::parts::Link;
use crate::parts::form::Sent;
use crate::present::desk as words;
use axum::extract::{DefaultBodyLimit, Path, Request};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use std::time::Duration;
use tower_http::limit::RequestBodyLimitLayer;
use vedich_app::AppError;
use vedich_app::desk::{Change, Faced, FolderAsked, Handed, Outcome, document_of, fingerprint, hex};
use vedich_desk::{CardKind, Decision, Field};
use vedich_documents::archive;
use vedich_values::date::parse_date;
use vedich_values::{Date, Diagnostic, Place};
use vedich_wording::date_time;

/// Files handed in together: an archive of a few thousand articles.
pub(crate) const LARGEST_UPLOAD_BYTES: usize = 32 << 20;
/// Readings on a page of the desk.
const LISTED: usize = 50;
/// Folders shown before all are asked for.
const FOLDERS: usize = 20;
/// How long a form waits for the files of a folder to be read.
const LONGEST_WAIT: Duration = Duration::from_secs(3);
/// Fields of a card's form.
const MOST_FIELDS: usize = 40;

/// The addresses of ordinary forms.
pub(crate) fn routes() -> Listed {
    Listed::new()
        .route("/desk/score", get(show_score))
        .route("/desk/score/examples", get(lessons::show))
        .route("/desk/folders/{folder}", get(folder::show).post(folder::change))
        .route("/documents", get(shelf::show))
        .route("/documents/of/{entry}", get(shelf::of_entry))
        .route("/documents/{fingerprint}", get(document::show))
        .route("/documents/{fingerprint}/original", get(document::original))
        .route("/desk/{reading}/original", get(document::original_on_desk))
        .route("/desk/{reading}", get(show_reading).post(change))
        .merge(api::routes())
        .merge(list_api::routes())
        .merge(folder_api::routes())
}

/// The address that takes files.
pub(crate) fn uploads() -> Listed {
    Listed::new()
        .route("/desk", get(show).post(hand_in).layer(DefaultBodyLimit::max(LARGEST_UPLOAD_BYTES)))
        .merge(api::uploads())
        .merge(list_api::uploads())
}

/// Those that take files, with their own limit.
pub(crate) fn router() -> axum::Router<WebState> {
    uploads().into_router().layer(RequestBodyLimitLayer::new(LARGEST_UPLOAD_BYTES))
}

async fn show(room: Room) -> Answer {
    let actor = room.actor()?;
    desk_page(&room, &actor, DeskView::default()).await
}

/// The desk with whatever is to be said.
async fn desk_page(room: &Room, actor: &Actor, view: DeskView) -> Answer {
    let f = room.frame();
    let status = if view.wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let found = async {
        let triaged = room.app.triage(&actor.hand, room.app.desk(&actor.hand).await?).await?;
        Ok::<_, AppError>((triaged, room.app.folders(&actor.hand).await?))
    };
    let (triaged, folders) = found.await.map_err(|error| room.fail(error))?;
    let folder = |one: &vedich_app::desk::Batch| {
        let words = f.say("desk.folder-files", &[("count", &one.lines.len().to_string()), ("at", &date_time(f.lang, one.made_at))]);
        (Link::new(words::folder_name(f, one), format!("/desk/folders/{}", one.id)), words)
    };
    let title = |text: &str| text.lines().next().unwrap_or_default().to_owned();
    let (all, wanted) = (folders.len(), if f.param("folders").is_some() { usize::MAX } else { FOLDERS });
    let first = f.param("from").and_then(|from| from.parse::<usize>().ok()).unwrap_or_default().min(triaged.len());
    let last = triaged.len().min(first.saturating_add(LISTED));
    let page = |from: usize| f.here_with(&[("from", &if from == 0 { String::new() } else { from.to_string() }), ("done", "")]);
    let shown = [first + 1, last, triaged.len()].map(|number| f.count(u32::try_from(number).unwrap_or(u32::MAX)));
    let [from, to, of] = &shown;
    let done = done(f).unwrap_or(view.done);
    let view = DeskView {
        token: actor.token.clone(),
        done,
        lines: triaged[first..last].iter().map(|(reading, progress)| words::document(f, reading, progress)).collect(),
        shown: if triaged.len() > LISTED { f.say("desk.shown", &[("from", from), ("to", to), ("of", of)]) } else { String::new() },
        before: (first > 0).then(|| page(first.saturating_sub(LISTED))),
        next: (last < triaged.len()).then(|| page(last)),
        folders: folders.iter().take(wanted).map(folder).collect(),
        more_folders: (all > wanted).then(|| {
            let words = f.say("desk.all-folders", &[("count", &f.count(u32::try_from(all).unwrap_or(u32::MAX)))]);
            Link::new(words, f.here_with(&[("folders", "all"), ("done", "")]))
        }),
        samples: vedich_reference::BULLETINS.iter().map(|(key, text)| ((*key).to_owned(), title(text))).collect(),
        ..view
    };
    Ok(private(status, list::render(f, &view)))
}

async fn hand_in(room: Room, request: Request) -> Answer {
    let actor = room.actor()?;
    let given = room.uploaded(request).await?;
    let sample = vedich_reference::BULLETINS.iter().find(|(key, _)| *key == given.typed("sample"));
    let text = sample.map_or_else(|| given.typed("text").to_owned(), |(_, text)| (*text).to_owned());
    let (published, again) = (given.typed("published").to_owned(), !given.typed("again").is_empty());
    let typed = DeskView { text: text.clone(), published: published.clone(), ..DeskView::default() };
    let Ok(day) = written_day(&published) else { return wrong_with(&room, &actor, typed, "desk.bad-published", &published).await };
    let mut files = match unpacked(given.files) {
        Ok(files) => files,
        Err(code) => return wrong_with(&room, &actor, typed, code, "").await,
    };
    let pasted = !text.trim().is_empty();
    match files.as_slice() {
        [] => take(&room, &actor, Handed { text, published: day, ..Handed::default() }, again).await,
        [(name, bytes)] if !pasted => match document_of(name, bytes) {
            Ok(document) => take(&room, &actor, Handed { published: day.or(document.published), ..document }, false).await,
            Err(why) => wrong_with(&room, &actor, typed, why.code(), "").await,
        },
        _ => {
            // What was pasted beside files is one of the folder's documents.
            if pasted {
                files.insert(0, (room.frame().text("desk.pasted").to_owned(), text.into_bytes()));
            }
            folder_in(&room, &actor, files, day).await
        }
    }
}

/// The day a form gives; none when the field is empty.
fn written_day(text: &str) -> Result<Option<Date>, ()> {
    if text.is_empty() { Ok(None) } else { parse_date(text).map(Some).ok_or(()) }
}

/// Archives give their files; an office document is one file.
fn unpacked(files: Vec<upload::Given>) -> Result<Vec<(String, Vec<u8>)>, &'static str> {
    let mut out = Vec::new();
    for upload::Given { name, content, .. } in files {
        // A damaged Word document is told as that, not as an archive to be packed anew.
        let is_document = archive::is_office_document(&content) || name.to_lowercase().ends_with(".docx");
        if archive::is_archive(&content) && !is_document {
            out.extend(archive::files(&content).map_err(|why| match why {
                archive::ArchiveError::TooLarge => "desk.archive-too-large",
                archive::ArchiveError::Unreadable => "desk.bad-archive",
            })?);
        } else {
            out.push((name, content.to_vec()));
        }
    }
    Ok(out)
}

async fn wrong_with(room: &Room, actor: &Actor, typed: DeskView, code: &'static str, found: &str) -> Answer {
    let problem = Diagnostic::error(code, Place::default()).with("found", found).with("most", archive::MOST_FILES);
    desk_page(room, actor, DeskView { wrong: room.frame().lang.problem_without_place(&problem), ..typed }).await
}

/// What the address says was done.
fn done(f: &crate::frame::Frame) -> Option<String> {
    let said = |key: &'static str| Some(f.say(key, &["entry", "count", "left"].map(|name| (name, f.param(name).unwrap_or_default()))));
    match f.param("done")? {
        "applied" => said("desk.done-applied"),
        "not-accepted" => Some(f.say("desk.done-not-accepted", &[("card", f.param("card").unwrap_or_default())])),
        "dropped" => said("desk.done-dropped"),
        "accepted" => said("desk.done-accepted"),
        "sure" if f.param("count") == Some("0") => Some(f.text("desk.none-sure").to_owned()),
        "sure" => said("desk.done-sure"),
        "handed" => Some(f.say("desk.done-handed", &[("who", f.param("who").unwrap_or_default())])),
        "handed-all" if f.param("left").is_some() => said("desk.done-handed-some"),
        "handed-all" => said("desk.done-handed-all"),
        "applied-all" if f.param("left").is_some() => said("desk.done-applied-some"),
        "applied-all" => said("desk.done-applied-all"),
        _ => None,
    }
}

/// One document: its page, or what became of it before.
async fn take(room: &Room, actor: &Actor, handed: Handed, again: bool) -> Answer {
    let print = fingerprint(&handed.text);
    let typed = DeskView {
        text: handed.text.clone(),
        published: handed.published.map(|day| room.frame().date_field(day)).unwrap_or_default(),
        ..DeskView::default()
    };
    match room.app.hand_in(&actor.hand, handed, again).await {
        Ok(Outcome::Read(id) | Outcome::OnDesk(id)) => Ok(see(&format!("/desk/{id}"))),
        Ok(Outcome::Applied(entry)) => {
            let way = Link::new(room.frame().text("desk.see.document"), format!("/documents/{}", hex(&print)));
            let applied = Some((words::applied(room.frame(), &entry), way));
            desk_page(room, actor, DeskView { applied, ..typed }).await
        }
        Err(error) => desk_page(room, actor, DeskView { wrong: said(room, error)?, ..typed }).await,
    }
}

/// A few files are read before their page comes; of many the page shows how far they are.
async fn folder_in(room: &Room, actor: &Actor, files: Vec<(String, Vec<u8>)>, published: Option<Date>) -> Answer {
    // Whoever looks at it reads how many there are in their own language.
    let name = files.first().map_or_else(String::new, |(name, _)| name.clone());
    let batch = room.app.begin_folder(&actor.hand, &name, files.len()).await.map_err(|error| room.fail(error))?;
    let folder = format!("/desk/folders/{}", batch.id);
    let (app, hand) = (room.app.clone(), actor.hand.clone());
    let reading = tokio::spawn(async move {
        let asked = FolderAsked { published, ..FolderAsked::default() };
        let done = app.read_folder(&hand, batch, files, &asked).await;
        if let Err(error) = &done {
            tracing::error!(error = error as &dyn std::error::Error, "a folder could not be read to its end");
        }
        done
    });
    match tokio::time::timeout(LONGEST_WAIT, reading).await {
        Ok(Ok(Err(error))) => desk_page(room, actor, DeskView { wrong: said(room, error)?, ..DeskView::default() }).await,
        Ok(Ok(Ok(_)) | Err(_)) | Err(_) => Ok(see(&folder)),
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

async fn show_reading(room: Room, Path(id): Path<String>) -> Answer {
    let actor = room.actor()?;
    reading_page(&room, &actor, &id, String::new()).await
}

async fn reading_page(room: &Room, actor: &Actor, id: &str, wrong: String) -> Answer {
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let found = async {
        let Some(reading) = room.app.reading(&actor.hand, id).await? else { return Ok(None) };
        let folder = folder::of(room, actor, id).await?;
        let others = room.app.also_reading(&actor.hand, &reading.fingerprint).await?;
        Ok::<_, AppError>(Some((room.app.behold(&actor.hand, reading).await?, folder, others)))
    };
    let found = found.await.map_err(|error| room.fail(error))?;
    let (beheld, folder, also) = found.ok_or_else(|| room.visit.refuse(&WebError::not_found()))?;
    let done = done(room.frame()).unwrap_or_default();
    let f = room.frame();
    let handed = beheld.reading.draft.handed.as_ref().map(|handed| {
        let (who, at) = (room.app.reader_name(&handed.by), date_time(f.lang, handed.at));
        f.say("desk.handed-by", &[("who", &who), ("at", &at)])
    });
    let also = (!also.is_empty()).then(|| f.say("desk.also-on", &[("people", &also.join(", "))]));
    let (others, colleagues) = (handed.into_iter().chain(also).collect(), room.app.people_to_name(&actor.hand));
    let view = reading::ReadingView { folder, done, others, colleagues, ..words::reading(room.frame(), &actor.token, &beheld, wrong) };
    Ok(private(status, reading::render(room.frame(), &view)))
}

async fn change(room: Room, Path(id): Path<String>, body: String) -> Answer {
    let actor = room.actor()?;
    // An emptied field is a correction too.
    let sent = room.sent_with(&body, MOST_FIELDS)?;
    match carry_out(&room, &actor, &id, &sent).await {
        Ok(to) => Ok(see(&to)),
        Err(error) => reading_page(&room, &actor, &id, said(&room, error)?).await,
    }
}

/// Does what a form asks for, and says where to go then.
async fn carry_out(room: &Room, actor: &Actor, id: &str, sent: &Sent) -> Result<String, AppError> {
    let (app, hand, here) = (&room.app, &actor.hand, format!("/desk/{id}"));
    match sent.typed("do") {
        "apply" => {
            let back = folder::way_back(room, actor, id).await?;
            let faced: Vec<u32> = sent.typed("faced").split(',').filter_map(|card| card.parse().ok()).collect();
            let done = app.apply_reading(hand, id, Faced::Cards(&faced)).await?;
            let count = app.stated_by(&done).await?;
            // Cards nobody has decided on are still there.
            let to = if app.reading(hand, id).await?.is_some() { here } else { back };
            return Ok(format!("{to}?done=applied&entry={}&count={count}", done.entry));
        }
        "drop" => {
            let back = folder::way_back(room, actor, id).await?;
            app.drop_reading(hand, id).await?;
            return Ok(format!("{back}?done=dropped"));
        }
        "hand-over" => {
            let back = folder::way_back(room, actor, id).await?;
            let who = app.pass_reading(hand, id, sent.typed("to")).await?;
            return Ok(crate::frame::address(&back, [("done", "handed"), ("who", who.as_str())]));
        }
        "sure" => {
            let count = app.accept_sure(hand, id).await?;
            return Ok(format!("{here}?done=sure&count={count}"));
        }
        _ => {}
    }
    let changes = changes(sent);
    let changed = app.change_reading(hand, id, &changes).await?;
    if let Some(card) = changed.incomplete.first() {
        return Ok(format!("{here}?done=not-accepted&card={card}#card-{card}"));
    }
    let reading = changed.reading;
    let settled = changes.iter().any(|change| matches!(change, Change::Decide(_, Decision::Accepted | Decision::Rejected)));
    let card: u32 = sent.typed("card").parse().unwrap_or_default();
    let open = |card: &&vedich_desk::Card| card.decision == Decision::Open;
    let next = reading.draft.cards.iter().filter(open).find(|one| one.no > card).or_else(|| reading.draft.cards.iter().find(open));
    let added = changes.iter().any(|change| matches!(change, Change::Add(..)));
    let card = if added { reading.draft.cards.last().map_or(card, |last| last.no) } else { card };
    let stop = if settled { next.map_or(card, |next| next.no) } else { card };
    Ok(if stop == 0 { here } else { format!("{here}#card-{stop}") })
}

/// What a form changes.
fn changes(sent: &Sent) -> Vec<Change> {
    let own = |name: &str| sent.typed(name).to_owned();
    if sent.typed("do") == "head" {
        return vec![Change::Head { source: own("source"), date: own("date"), place: own("place") }];
    }
    if sent.typed("do") == "add" {
        return CardKind::from_name(sent.typed("kind")).map(|kind| Change::Add(kind, own("words"))).into_iter().collect();
    }
    let Ok(card) = sent.typed("card").parse::<u32>() else { return Vec::new() };
    let mut fields: Vec<(Field, String)> =
        sent.typed.iter().filter_map(|(name, text)| Some((Field::from_name(name)?, text.clone()))).collect();
    if let Some(chosen) = sent.given("choose") {
        fields.push((Field::Place, chosen.to_owned()));
    }
    let retyped = CardKind::from_name(sent.typed("kind")).map(|kind| Change::Retype(card, kind));
    let corrected = (!fields.is_empty()).then_some(Change::Correct(card, fields));
    let mut changes: Vec<Change> = corrected.into_iter().chain(retyped).collect();
    match sent.typed("do") {
        "accept" => changes.push(Change::Decide(card, Decision::Accepted)),
        "reject" => changes = vec![Change::Decide(card, Decision::Rejected)],
        "reopen" => changes = vec![Change::Decide(card, Decision::Open)],
        _ => {}
    }
    changes
}

async fn show_score(room: Room) -> Answer {
    room.actor()?;
    let scores = room.app.reading_scores().await.map_err(|error| room.fail(error))?;
    Ok(private(StatusCode::OK, score::render(room.frame(), &words::scores(room.frame(), &scores))))
}
