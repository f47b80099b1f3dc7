//! The audit trail: searched, exported, its chain walked.

use super::{Desk, see};
use crate::http::{Answer, WebError};
use crate::pages::people::audit::{self, AuditView};
use crate::pages::people::audit_entry::{self, AuditEntryView, DeedLine};
use crate::present::Scene;
use crate::present::people::deeds::{Deed, Teller};
use crate::present::people::trail::{SHOWN_DEEDS, rows, start_of, table as trail_table};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use vedich_app::people::{Deeds, TrailSearch};
use vedich_app::{AppError, EntrySearch, Verdict};
use vedich_documents::{CsvStyle, write_csv, write_xlsx};
use vedich_rights::{Action, On};
use vedich_units::{COUNTRY, Resolution};
use vedich_values::date::parse_date;
use vedich_values::{EntrySeq, FactSeq, UnitId};

/// Entries on a page.
const SHOWN: usize = 100;
/// Entries in a file, at most.
const EXPORTED: usize = 100_000;
/// What an address asks for; dates and units that are none are told.
fn search(desk: &Desk) -> Result<TrailSearch, WebError> {
    let f = desk.frame();
    let date = |name: &str| match f.param(name) {
        None => Ok(None),
        Some(text) => {
            let bad = || WebError::bad_request(f.say("web.error.bad-date", &[("text", text)]));
            parse_date(text).map(Some).ok_or_else(bad)
        }
    };
    let entries = EntrySearch {
        before: f.param("before").and_then(|text| text.parse().ok()).map(EntrySeq),
        actors: None,
        kind: f.param("kind").filter(|kind| !kind.is_empty()).map(str::to_owned),
        from: date("from")?.map(start_of),
        until: date("until")?.and_then(|day| day.succ_opt()).map(start_of),
    };
    let unit = f.param("unit").map(str::trim).filter(|text| !text.is_empty()).map(|text| unit(desk, text)).transpose()?;
    Ok(TrailSearch { entries, who: f.param("actor").unwrap_or_default().to_owned(), unit })
}

fn unit(desk: &Desk, text: &str) -> Result<UnitId, WebError> {
    let registry = desk.app.reference().registry;
    match registry.resolve(text, desk.app.today()) {
        Resolution::One(unit) => Ok(unit),
        // Our id of a unit, as the API and files give it.
        _ if text.parse().is_ok_and(|unit| registry.get(unit).is_some()) => text.parse().map_err(|_| WebError::not_found()),
        Resolution::Ambiguous(found) | Resolution::NotFound(found) => {
            let near = found.iter().take(4).map(|one| registry.path(one.unit, one.on)).collect::<Vec<_>>().join("; ");
            let near = if near.is_empty() { "–".to_owned() } else { near };
            Err(WebError::bad_request(desk.frame().say("web.confirm.no-unit", &[("near", &near)])))
        }
    }
}

/// What can be done, by the code of the record and in words, in the order of the words.
fn kinds(desk: &Desk) -> Vec<(String, String)> {
    let lang = desk.frame().lang;
    let named = |key: &'static str| key.strip_prefix("act.").map(|kind| (kind.to_owned(), lang.text(key).to_owned()));
    let mut kinds: Vec<(String, String)> = vedich_wording::all_keys().filter_map(named).collect();
    kinds.sort_by_cached_key(|(_, words)| vedich_values::text::fold(words));
    kinds
}

pub(super) async fn show(desk: Desk) -> Answer {
    let actor = desk.actor()?;
    let asked = search(&desk).map_err(|error| desk.visit.refuse(&error))?;
    let trail = desk.app.audit(&actor.hand, &asked, SHOWN).await.map_err(|error| desk.fail(error))?;
    let verdict = match desk.frame().param("verify") {
        Some(_) => Some(desk.app.verify_chain(&actor.hand).await.map_err(|error| desk.fail(error))?),
        None => None,
    };
    let f = desk.frame();
    let deeds = desk.app.deeds(&actor.hand, &trail.entries, SHOWN_DEEDS).await.map_err(|error| desk.fail(error))?;
    let verdict = verdict.map(|verdict| match verdict {
        Verdict::Sound { head } => {
            let (entries, hash) = (f.count(u32::try_from(head.entry.get()).unwrap_or(u32::MAX)), head.hash.to_string());
            (true, f.say("people.audit.sound", &[("entries", &entries), ("hash", &hash)]))
        }
        Verdict::Broken { table, row, .. } => (false, f.say("people.audit.broken", &[("table", table), ("row", &row.to_string())])),
    });
    let view = AuditView {
        lines: told(&desk, &deeds, |teller| trail.entries.iter().map(|entry| teller.line(entry)).collect()),
        kinds: kinds(&desk),
        next: trail.next.map(|next| f.here_with(&[("before", &next.to_string()), ("verify", "")])),
        may_verify: desk.app.may(&actor.hand, Action::ReadAudit, &On::unit(COUNTRY)).is_ok(),
        verdict,
    };
    Ok(super::private(axum::http::StatusCode::OK, audit::render(f, &view)))
}

/// Lets `tell` put entries into words, with today's picture.
fn told<T>(desk: &Desk, deeds: &Deeds, tell: impl FnOnce(Teller<'_>) -> T) -> T {
    let (live, rights) = (desk.app.live(), desk.app.rights());
    tell(Teller { s: Scene::of(desk.frame(), &live), rights: &rights, deeds })
}

/// One entry, with its statements page by page.
pub(super) async fn one(desk: Desk, Path(entry): Path<String>) -> Answer {
    let actor = desk.actor()?;
    let f = desk.frame();
    let number = entry.parse().map(EntrySeq).map_err(|_| desk.visit.refuse(&WebError::not_found()))?;
    let from = f.param("from").and_then(|text| text.parse().ok()).map(FactSeq);
    let found = desk.app.audited_entry(&actor.hand, number, from, SHOWN as u64).await.map_err(|error| desk.fail(error))?;
    let found = found.ok_or_else(|| desk.visit.refuse(&WebError::not_found()))?;
    let next = found.next.map(|next| f.here_with(&[("from", &next.to_string())]));
    let view = told(&desk, &found.deeds, |teller| {
        let line = |deed: Deed| DeedLine {
            fact: deed.fact.to_string(),
            unit: teller.s.place_link(deed.unit),
            about: deed.about,
            value: deed.value,
            as_of: f.date(deed.as_of),
            source: deed.source,
            reason: deed.reason,
        };
        AuditEntryView { line: teller.line(&found.entry), deeds: teller.of(number).into_iter().map(line).collect(), next }
    });
    Ok(super::private(axum::http::StatusCode::OK, audit_entry::render(f, &view)))
}

pub(super) async fn table(desk: Desk, Path(file): Path<String>) -> Answer {
    let actor = desk.actor()?;
    let asked = search(&desk).map_err(|error| desk.visit.refuse(&error))?;
    let (rows, next) = rows(&desk.app, &actor.hand, desk.frame(), &asked, EXPORTED).await.map_err(|error| desk.fail(error))?;
    let table = trail_table(desk.frame().lang, rows, next, EXPORTED);
    // A hundred thousand rows take seconds to write: off the threads that answer others.
    let written = match file.as_str() {
        "trail.csv" => {
            let written = tokio::task::spawn_blocking(move || write_csv(&table, CsvStyle::PEOPLE)).await;
            written.map(|written| written.map(|bytes| (bytes, "text/csv; charset=utf-8")))
        }
        "trail.xlsx" => {
            let written = tokio::task::spawn_blocking(move || write_xlsx(&table)).await;
            written.map(|written| written.map(|bytes| (bytes, vedich_documents::WORKBOOK_MEDIA)))
        }
        _ => return Ok(see("/audit")),
    };
    match written.map_err(|_| desk.fail(AppError::Stopped))? {
        Ok((bytes, mime)) => {
            let disposition = HeaderValue::try_from(format!("attachment; filename=\"vedich-{file}\""));
            let disposition = disposition.unwrap_or(HeaderValue::from_static("attachment"));
            let headers = [
                (header::CONTENT_TYPE, HeaderValue::from_static(mime)),
                (header::CONTENT_DISPOSITION, disposition),
                (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
            ];
            Ok((headers, bytes).into_response())
        }
        Err(error) => Err(desk.visit.refuse(&WebError::internal(&format!("the audit trail could not be written: {error}")))),
    }
}
