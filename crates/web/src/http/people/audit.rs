//! The audit trail: searched, exported, its chain walked.

use super::{Desk, see};
use crate::http::{Answer, WebError};
use crate::pages::people::audit::{self, AuditView, EntryLine};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::IntoResponse;
use vedich_app::people::TrailSearch;
use vedich_app::{Entry, EntrySearch, Verdict};
use vedich_documents::{Column, Content, CsvStyle, Kind, Table, write_csv, write_xlsx};
use vedich_rights::{Action, On, Rights};
use vedich_units::{COUNTRY, Resolution};
use vedich_values::date::parse_date;
use vedich_values::{Date, EntrySeq, Timestamp, UnitId};

/// Entries on a page.
const SHOWN: usize = 100;
/// Entries in a file, at most.
const EXPORTED: usize = 100_000;
/// The day in Việt Nam begins so many hours before that of UTC.
const AHEAD: chrono::TimeDelta = chrono::TimeDelta::hours(7);

fn start_of(day: Date) -> Timestamp {
    day.and_time(chrono::NaiveTime::MIN).and_utc() - AHEAD
}

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
        actor: None,
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
    let rights = desk.app.rights();
    let verdict = verdict.map(|verdict| match verdict {
        Verdict::Sound { head } => {
            let (entries, hash) = (f.count(u32::try_from(head.entry.get()).unwrap_or(u32::MAX)), head.hash.to_string());
            (true, f.say("people.audit.sound", &[("entries", &entries), ("hash", &hash)]))
        }
        Verdict::Broken { table, row, .. } => (false, f.say("people.audit.broken", &[("table", table), ("row", &row.to_string())])),
    });
    let view = AuditView {
        lines: trail.entries.iter().map(|entry| line(&desk, &rights, entry)).collect(),
        kinds: kinds(&desk),
        next: trail.next.map(|next| f.here_with(&[("before", &next.to_string()), ("verify", "")])),
        may_verify: desk.app.may(&actor.hand, Action::ReadAudit, &On::unit(COUNTRY)).is_ok(),
        verdict,
    };
    Ok(super::private(axum::http::StatusCode::OK, audit::render(f, &view)))
}

fn line(desk: &Desk, rights: &Rights, entry: &Entry) -> EntryLine {
    let f = desk.frame();
    let post = entry.post.and_then(|post| rights.post(post));
    let registry = desk.app.reference().registry;
    let today = desk.app.today();
    let name = |post: &vedich_rights::Post| {
        let role = rights.roles().get(&post.role).map_or("", |role| f.lang.of(&role.name));
        let day = registry.get(post.unit).and_then(|unit| unit.span.to).map_or(today, |last| last.min(today));
        let unit = registry.at(post.unit, day).map_or_else(|| post.unit.to_string(), |unit| unit.name.to_owned());
        format!("{role}, {unit}")
    };
    let key = format!("act.{}", entry.kind);
    let text = f.lang.text(&key);
    EntryLine {
        seq: entry.seq.to_string(),
        at: vedich_wording::date_time(f.lang, entry.recorded_at),
        what: if text == key { entry.kind.clone() } else { text.to_owned() },
        who: rights.by_login(&entry.actor).map_or_else(|| entry.actor.clone(), |person| format!("{} ({})", person.name, person.login)),
        post: post.map_or_else(String::new, name),
        origin: entry.origin.clone(),
        facts: entry.facts.end.get().saturating_sub(entry.facts.start.get()),
        hash: entry.hash.to_string(),
    }
}

pub(super) async fn table(desk: Desk, Path(file): Path<String>) -> Answer {
    let actor = desk.actor()?;
    let asked = search(&desk).map_err(|error| desk.visit.refuse(&error))?;
    let trail = desk.app.audit_to_the_end(&actor.hand, &asked, EXPORTED).await.map_err(|error| desk.fail(error))?;
    let mut table = sheet(&desk, &trail.entries);
    if let Some(next) = trail.next {
        let left = [("most", EXPORTED.to_string()), ("entry", next.to_string())];
        table.notes.push(desk.frame().say("people.audit.cut", &left.each_ref().map(|(name, text)| (*name, text.as_str()))));
    }
    let written = match file.as_str() {
        "trail.csv" => write_csv(&table, CsvStyle::PEOPLE).map(|bytes| (bytes, "text/csv; charset=utf-8")),
        "trail.xlsx" => write_xlsx(&table).map(|bytes| (bytes, vedich_documents::WORKBOOK_MEDIA)),
        _ => return Ok(see("/audit")),
    };
    match written {
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

fn sheet(desk: &Desk, entries: &[Entry]) -> Table {
    let f = desk.frame();
    let rights = desk.app.rights();
    let headings = [
        ("people.audit.entry", Kind::Number),
        ("people.audit.at", Kind::Text),
        ("people.audit.what", Kind::Text),
        ("people.audit.who", Kind::Text),
        ("people.audit.post", Kind::Text),
        ("people.audit.origin", Kind::Text),
        ("people.audit.facts", Kind::Number),
        ("people.audit.hash", Kind::Code),
    ];
    let row = |entry: &Entry| {
        let line = line(desk, &rights, entry);
        let at = entry.recorded_at.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        vec![
            Content::count(entry.seq.get()),
            Content::Text(at),
            Content::Text(line.what),
            Content::Text(line.who),
            Content::Text(line.post),
            Content::Text(line.origin),
            Content::count(line.facts),
            Content::Text(line.hash),
        ]
    };
    Table {
        name: f.text("people.audit.title").to_owned(),
        columns: headings.iter().map(|(key, kind)| Column::new(f.text(key), *kind)).collect(),
        rows: entries.iter().map(row).collect(),
        ..Table::default()
    }
}
