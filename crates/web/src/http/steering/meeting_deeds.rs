//! What is written while a meeting is held and concluded.

use super::{Desk, fields, key, meetings};
use crate::http::people::{see, told};
use crate::http::{Answer, WebError, WebState};
use crate::parts::form::Sent;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Response};
use vedich_app::steering::Written;
use vedich_app::{AppError, Committed};
use vedich_facts::steering::{
    Achievement, Attendance, Conclusion, Direction, MeetingEdit, Notes, Shortcoming, Signing, SpokenWord, Supplement,
};
use vedich_values::{FactSeq, UnitId};

/// Something is written of a meeting.
pub(super) async fn write(
    State(state): State<WebState>,
    desk: Desk,
    Path((id, what)): Path<(String, String)>,
    headers: HeaderMap,
    body: String,
) -> Answer {
    let (actor, mut sent) = (desk.actor()?, desk.sent(&body)?);
    let by = actor.by(sent.typed("command"));
    match deed(&desk, by, &id, &what, &mut sent).await? {
        // Saved while typing: the page stays, and carries the new version on.
        Some(Ok(committed)) if saves_itself(&headers) => Ok(version(&committed).into_response()),
        Some(Ok(_)) => Ok(see(&format!("/meetings/{id}?done=1{}", place(&what)))),
        None if sent.wrong.is_empty() => Ok(see(&format!("/meetings/{id}{}", place(&what)))),
        None => meetings::page(&state, &desk, &id, sent).await,
        Some(Err(error)) => {
            told(&desk, &mut sent, error)?;
            meetings::page(&state, &desk, &id, sent).await
        }
    }
}

/// What came of a form; none when something in it is wrong, or nothing was in it.
async fn deed(
    desk: &Desk,
    by: vedich_app::By,
    id: &str,
    what: &str,
    sent: &mut Sent,
) -> Result<Option<Result<Committed, AppError>>, Response> {
    let base = sent.typed("base").parse().ok().map(FactSeq);
    Ok(match what {
        "conclude" => conclude(desk, by, id, base, sent).await,
        "move-up" | "move-down" => {
            let what = (sent.typed("id").to_owned(), what == "move-up");
            Some(desk.app.move_conclusion(by, Written { key: key(id), base, on: None, what }).await)
        }
        "invite" => {
            let what = fields::lines(sent, "text").join("\n");
            Some(desk.app.invite(by, Written { key: key(id), base, on: None, what }).await)
        }
        "achieve" => achieve(desk, by, id, base, sent).await,
        _ => match edits(desk, what, sent) {
            Some(edits) if edits.is_empty() => None,
            Some(edits) => Some(desk.app.write_meeting(by, Written { key: key(id), base, on: None, what: edits }).await),
            None => return Err(desk.visit.refuse(&WebError::not_found())),
        },
    })
}

/// Where on the page one was.
fn place(what: &str) -> &'static str {
    match what {
        "conclude" => "#new-conclusion",
        "notes" | "say" => "#notes",
        "shortcoming" | "drop-shortcoming" => "#shortcomings",
        "move-up" | "move-down" | "drop" => "#conclusions",
        "direct" | "drop-direction" | "achieve" => "#directions",
        "attend" | "drop-attendance" => "#attendance",
        _ => "",
    }
}

fn saves_itself(headers: &HeaderMap) -> bool {
    headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).is_some_and(|accept| accept.starts_with("application/json"))
}

fn version(committed: &Committed) -> axum::Json<serde_json::Value> {
    axum::Json(serde_json::json!({ "version": committed.facts.end.get().saturating_sub(1) }))
}

/// What came of a work item; none when the form is wrong.
async fn achieve(desk: &Desk, by: vedich_app::By, id: &str, base: Option<FactSeq>, sent: &mut Sent) -> Option<Result<Committed, AppError>> {
    let on = desk.day(sent, "on");
    let unit = sent.typed("unit").parse::<UnitId>().ok()?;
    let percent = sent.given("percent").map(|percent| percent.trim_end_matches('%').trim().parse::<u8>());
    if matches!(percent, Some(Err(_))) {
        sent.refuse("percent", desk.frame().text("steering.percent-hint"));
    }
    if !sent.wrong.is_empty() {
        return None;
    }
    let what = Achievement {
        unit,
        item: sent.typed("item").to_owned(),
        text: sent.typed("text").to_owned(),
        percent: percent.and_then(Result::ok),
    };
    Some(desk.app.achieve(by, Written { key: key(id), base, on, what }).await)
}

/// A conclusion with its first task; none when the form is wrong.
async fn conclude(
    desk: &Desk,
    by: vedich_app::By,
    id: &str,
    base: Option<FactSeq>,
    sent: &mut Sent,
) -> Option<Result<Committed, AppError>> {
    let text = sent.typed("text").to_owned();
    let no_task = sent.typed("none") == "1";
    let has_task = !no_task && ["lead", "person", "content", "due"].iter().any(|name| sent.given(name).is_some());
    let mut tasks = Vec::new();
    if has_task {
        // Most often the task is the conclusion itself.
        let content = sent.given("content").unwrap_or(&text).to_owned();
        tasks.push(desk.assignment(sent, &content)?);
    }
    let (conclusion, place) = match sent.given("id") {
        Some(known) => {
            let place = desk
                .app
                .meeting_now(&key(id))
                .await
                .ok()?
                .conclusions
                .iter()
                .find(|one| one.value.id == known)
                .map_or(0, |one| one.value.place);
            (known.to_owned(), place)
        }
        None => (sent.typed("command").to_owned(), 0),
    };
    let what = Conclusion { id: conclusion, place, text, no_task };
    Some(desk.app.conclude(by, Written { key: key(id), base, on: None, what }, tasks).await)
}

/// What a form writes; none when there is no such form.
fn edits(desk: &Desk, what: &str, sent: &mut Sent) -> Option<Vec<MeetingEdit>> {
    let criterion = desk.criterion(sent);
    if !sent.wrong.is_empty() {
        return Some(Vec::new());
    }
    let sent: &Sent = sent;
    let text = || sent.typed("text").to_owned();
    let id = || sent.given("id").unwrap_or_else(|| sent.typed("command")).to_owned();
    let lines = |name: &str| fields::lines(sent, name);
    Some(match what {
        "hold" => vec![MeetingEdit::Hold],
        "close" => vec![MeetingEdit::Close],
        "cancel" => vec![MeetingEdit::Cancel { reason: text() }],
        "sign" => {
            vec![MeetingEdit::Sign(Signing { signer: sent.typed("signer").to_owned(), paper: sent.given("paper").map(str::to_owned) })]
        }
        "supplement" => vec![MeetingEdit::Supplement(Supplement { id: id(), text: text(), signer: sent.typed("signer").to_owned() })],
        "notes" => vec![MeetingEdit::Notes(Notes { writer: desk.login(), text: lines("notes").join("\n") })],
        "say" => vec![MeetingEdit::Say(SpokenWord { id: id(), who: sent.typed("who").to_owned(), text: text() })],
        "drop" => vec![MeetingEdit::DropConclusion { id: sent.typed("id").to_owned() }],
        "drop-attendance" => vec![MeetingEdit::DropAttendance { who: sent.typed("who").to_owned() }],
        "drop-direction" => vec![MeetingEdit::DropDirection { unit: sent.typed("unit").parse::<UnitId>().ok()? }],
        "shortcoming" => {
            let unit = sent.given("unit").and_then(|unit| unit.parse::<UnitId>().ok());
            vec![MeetingEdit::Shortcoming(Shortcoming { id: id(), text: text(), cause: sent.typed("cause").to_owned(), unit, criterion })]
        }
        "drop-shortcoming" => vec![MeetingEdit::DropShortcoming { id: sent.typed("id").to_owned() }],
        "direct" => vec![MeetingEdit::Direct(Direction {
            unit: sent.typed("unit").parse::<UnitId>().ok()?,
            aim: sent.typed("aim").to_owned(),
            focus: lines("focus"),
            roadmap: sent.typed("roadmap").to_owned(),
            results: lines("results"),
        })],
        "attend" => {
            let one = |present: bool| move |who: String| MeetingEdit::Attend(Attendance { who, present, note: None });
            lines("present").into_iter().map(one(true)).chain(lines("absent").into_iter().map(one(false))).collect()
        }
        _ => return None,
    })
}
