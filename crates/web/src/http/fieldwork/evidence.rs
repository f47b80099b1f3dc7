//! The evidence of a unit: its page, uploads, files, the whole as one archive.

pub(super) mod archive;

use crate::http::actor::Actor;
use crate::http::people::{Desk, private, see, status, told};
use crate::http::room::worked;
use crate::http::{Answer, WebError, address, upload};
use crate::pages::fieldwork::evidence as page;
use crate::parts::form::Sent;
use crate::present::Scene;
use crate::present::evidence as present;
use crate::present::fieldwork::Who;
use axum::body::Body;
use axum::extract::{Path, Request};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use std::collections::BTreeSet;
use vedich_app::AppError;
use vedich_app::evidence::{Added, Attach, Attached, MOST_FILES, Sent as SentExhibit};
use vedich_rights::{Action, Refusal};
use vedich_values::date::parse_date;
use vedich_values::{FactSeq, UnitId};

/// Larger documents are only downloaded, not looked into.
const LARGEST_LOOK_BYTES: u64 = 16 * 1024 * 1024;

pub(super) fn who_and_where(desk: &Desk, unit: &str) -> Result<(Actor, UnitId), Response> {
    let actor = desk.actor()?;
    let unit = address::unit(unit).map_err(|error| desk.visit.refuse(&error))?;
    let known = desk.app.reference().registry.get(unit).is_some();
    if known { Ok((actor, unit)) } else { Err(desk.visit.refuse(&WebError::not_found())) }
}

pub(super) async fn show(desk: Desk, Path(unit): Path<String>) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    shown(&desk, &actor, unit, Sent::default()).await
}

async fn shown(desk: &Desk, actor: &Actor, unit: UnitId, sent: Sent) -> Answer {
    let frame = desk.frame();
    let day = frame.is_past().then_some(frame.as_of);
    let mut all = desk.app.evidence_of(&actor.hand, unit).await.map_err(|error| desk.fail(error))?;
    if let Some(day) = day {
        all = all.into_iter().filter_map(|one| one.stood_on(day)).collect();
    }
    let checklist = desk.app.checklist(&actor.hand, unit, day).await.map_err(|error| desk.fail(error))?;
    // What is added is about the set of today: on an earlier picture there is nothing to add to.
    let enters = day.is_none() && desk.app.may_within(&actor.hand, Action::Enter, unit);
    let largest = desk.app.evidence_store().map(|store| store.rules().largest_bytes / (1024 * 1024));
    let about = desk.frame().param("about").unwrap_or_default().to_owned();
    let remarks = remarks_told(desk, actor, unit).await.map_err(|error| desk.fail(error))?;
    let doers = desk.app.doers(all.iter().flat_map(Attached::stated)).await.map_err(|error| desk.fail(error))?;
    let rights = desk.app.rights();
    let rendered = desk.visit.render(&desk.state, |s| {
        let view = present::page(s, unit, &all, checklist.as_ref(), Who { doers: &doers, rights: &rights });
        let form = page::Form { token: actor.token.clone(), about, largest: largest.filter(|_| enters), sent: sent.clone() };
        let (done, remarks) = (s.f.param("done").is_some(), remarks.clone());
        Ok(page::render(s.f, &page::EvidenceView { enters, form, done, remarks, ..view }))
    });
    let rendered = rendered.await.map_err(|error| desk.visit.refuse(&error))?;
    Ok(private(status(&sent), rendered))
}

/// Takes files and links in. Who may not is refused before anything is read.
pub(super) async fn attach(desk: Desk, Path(unit): Path<String>, request: Request) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    if !desk.app.may_within(&actor.hand, Action::Enter, unit) {
        return Err(desk.fail(Refusal::OutsideArea));
    }
    let (mut sent, files) = desk.uploaded(request).await?.into_form();
    let on = match sent.given("on").map(parse_date) {
        Some(None) => {
            sent.refuse("on", desk.frame().text("web.confirm.no-date"));
            return shown(&desk, &actor, unit, sent).await;
        }
        on => on.flatten(),
    };
    let set = desk.app.live().set_in_force(unit).map(|set| set.id.clone());
    let Some(about) = present::read_about(sent.typed("about"), set.as_ref()) else {
        return Err(desk.visit.refuse(&WebError::bad_request(desk.frame().text("fieldwork.evidence.unreadable").to_owned())));
    };
    let link = sent.given("link").map(|link| SentExhibit::Link(link.to_owned()));
    let command = Attach {
        unit,
        on,
        about,
        title: sent.typed("title").to_owned(),
        sent: files.into_iter().map(exhibit).chain(link).collect(),
        keep_metadata: sent.given("keep").is_some(),
        note: sent.given("note").map(str::to_owned),
    };
    match desk.app.attach_evidence(actor.by(sent.typed("command")), command).await {
        Ok(added) => Ok(see(&after(unit, &sent, &added))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            shown(&desk, &actor, unit, sent).await
        }
    }
}

/// Where one goes on: where it was sent from, which tells what there is to tell of it.
fn after(unit: UnitId, sent: &Sent, added: &Added) -> String {
    let told = told_later(std::slice::from_ref(added));
    match sent.typed("back") {
        "visits" => format!("/visits/{unit}?done=1{told}#visit-{}", sent.typed("about").trim_start_matches("visit:")),
        "roadmap" => {
            let mut about = sent.typed("about").splitn(3, ':').skip(1);
            let (roadmap, task) = (about.next().unwrap_or_default(), about.next().unwrap_or_default());
            crate::frame::address(&format!("/roadmaps/{unit}/task"), [("roadmap", roadmap), ("task", task), ("done", "1")]) + &told
        }
        _ => format!("/evidence/{unit}?done=1{told}"),
    }
}

/// What a page is to tell of evidence that was sent at once, of however many rows, for its address: `&known=12&elsewhere=7,9`.
pub(in crate::http) fn told_later(added: &[Added]) -> String {
    let list = |name: &str, of: fn(&Added) -> &[FactSeq]| {
        let all: BTreeSet<FactSeq> = added.iter().flat_map(of).copied().collect();
        let all: Vec<String> = all.iter().map(ToString::to_string).collect();
        if all.is_empty() { String::new() } else { format!("&{name}={}", all.join(",")) }
    };
    list("known", |one| &one.known) + &list("elsewhere", |one| &one.elsewhere)
}

/// The same out of the address, in words; evidence the reader may not see is passed over.
pub(in crate::http) async fn remarks_told(desk: &Desk, actor: &Actor, unit: UnitId) -> Result<Vec<String>, AppError> {
    let numbers = |name: &str| -> Vec<FactSeq> {
        let listed = desk.frame().param(name).unwrap_or_default().split(',');
        listed.filter_map(|one| one.parse().ok().map(FactSeq)).take(MOST_FILES).collect()
    };
    remarks_of(desk, actor, unit, &numbers("known"), &numbers("elsewhere")).await
}

/// The same of what was added just now.
pub(in crate::http) async fn remarks_on(desk: &Desk, actor: &Actor, unit: UnitId, added: &[Added]) -> Result<Vec<String>, AppError> {
    let all = |of: fn(&Added) -> &[FactSeq]| added.iter().flat_map(of).copied().collect::<Vec<_>>();
    remarks_of(desk, actor, unit, &all(|one| &one.known), &all(|one| &one.elsewhere)).await
}

async fn remarks_of(desk: &Desk, actor: &Actor, unit: UnitId, known: &[FactSeq], elsewhere: &[FactSeq]) -> Result<Vec<String>, AppError> {
    if known.is_empty() && elsewhere.is_empty() {
        return Ok(Vec::new());
    }
    let all = desk.app.evidence_of(&actor.hand, unit).await?;
    let live = desk.app.live();
    let remarks = present::remarks(Scene::of(desk.frame(), &live), unit, &all, known, elsewhere);
    Ok(remarks.into_iter().map(|one| one.message).collect())
}

/// A file as evidence.
pub(in crate::http) fn exhibit(given: upload::Given) -> SentExhibit {
    SentExhibit::File { name: given.name, content: given.content }
}

pub(super) async fn withdraw(desk: Desk, Path(unit): Path<String>, body: String) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    let mut sent = desk.sent(&body)?;
    let of = FactSeq(sent.typed("of").parse().unwrap_or(0));
    match desk.app.withdraw_evidence(actor.by(sent.typed("command")), of, sent.typed("why")).await {
        Ok(_) => Ok(see(&format!("/evidence/{unit}?done=1"))),
        Err(error) => {
            told(&desk, &mut sent, error)?;
            shown(&desk, &actor, unit, sent).await
        }
    }
}

/// A file, its small picture (`12.jpg`), its first page as text (`12.txt`), or everything (`dossier.zip`).
pub(super) async fn file(desk: Desk, Path((unit, file)): Path<(String, String)>) -> Answer {
    let (actor, unit) = who_and_where(&desk, &unit)?;
    if file == "dossier.zip" {
        return archive::send(&desk.app, desk.frame(), &actor.hand, unit).await.map_err(|error| desk.fail(error));
    }
    let (number, small) = file.strip_suffix(".jpg").map_or((file.as_str(), false), |number| (number, true));
    let (number, as_text) = number.strip_suffix(".txt").map_or((number, false), |number| (number, true));
    let missing = || desk.visit.refuse(&WebError::not_found());
    let seq = number.parse().map(FactSeq).map_err(|_| missing())?;
    let one = desk.app.evidence_one(&actor.hand, unit, seq).await.map_err(|error| desk.fail(error))?.ok_or_else(missing)?;
    let stored = one.file().ok_or_else(missing)?;
    if as_text {
        return excerpt(&desk, stored).await;
    }
    let content = if small { desk.app.thumbnail(stored).await } else { desk.app.read_file(stored).await };
    let content = content.map_err(|error| desk.fail(error))?.ok_or_else(missing)?;
    Ok(if small { sent_file(content, "image/jpeg", None) } else { sent_file(content, &stored.media, Some(&stored.name)) })
}

/// The first page of a document as text, read off the threads that answer others.
async fn excerpt(desk: &Desk, stored: &vedich_facts::StoredFile) -> Answer {
    if stored.bytes > LARGEST_LOOK_BYTES {
        return Err(desk.visit.refuse(&WebError::of(StatusCode::PAYLOAD_TOO_LARGE)));
    }
    let content = desk.app.read_file(stored).await.map_err(|error| desk.fail(error))?;
    let content = content.ok_or_else(|| desk.visit.refuse(&WebError::not_found()))?;
    let name = stored.name.clone();
    let read = worked(move |_| vedich_documents::first_page(&content, &name).map_err(Box::new)).await;
    let text = read.unwrap_or_else(|problem| desk.frame().lang.problem_without_place(&problem));
    Ok(sent_file(text, "text/plain; charset=utf-8", None))
}

/// A file for one person alone. Whatever it is, the browser runs nothing of it: photos and PDF are shown, the rest is saved.
pub(in crate::http) fn sent_file(content: impl Into<Body>, media: &str, name: Option<&str>) -> Response {
    let shown = media.starts_with("image/") || media == "application/pdf";
    let kind = if shown { "inline" } else { "attachment" };
    let disposition = name.map(|name| format!("{kind}; filename*=UTF-8''{}", crate::frame::encoded(name)));
    let mut response = content.into().into_response();
    let headers = response.headers_mut();
    for (key, value) in [
        (header::CONTENT_TYPE, Some(media.to_owned())),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CACHE_CONTROL, Some("private, no-store".to_owned())),
        (header::X_CONTENT_TYPE_OPTIONS, Some("nosniff".to_owned())),
        (header::CONTENT_SECURITY_POLICY, Some("default-src 'none'; sandbox; frame-ancestors 'none'".to_owned())),
    ] {
        if let Some(value) = value.and_then(|value| HeaderValue::try_from(value).ok()) {
            headers.insert(key, value);
        }
    }
    response
}
