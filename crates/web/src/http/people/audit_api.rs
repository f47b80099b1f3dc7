//! The audit trail through the API: searched page by page, its chain walked; for whoever audits.

use crate::api::audit_shapes::{AuditedEntryAnswer, TrailAnswer, TrailEntryShape, TrailQuery, VerdictAnswer};
use crate::api::{Asking, Problem, ProblemShape};
use crate::frame::Frame;
use crate::http::asker::Asker;
use crate::present::Scene;
use crate::present::people::deeds::Teller;
use crate::present::people::trail::SHOWN_DEEDS;
use crate::present::people::trail::start_of;
use axum::Json;
use axum::extract::Path;
use vedich_app::people::{Deeds, TrailSearch};
use vedich_app::{EntrySearch, Verdict};
use vedich_values::{EntrySeq, FactSeq, UnitId};

/// Entries of a page when the caller names no limit, and at most.
const PAGE: usize = 100;
const MOST: usize = 1000;

/// What was done in the caller's area, newest first: everything for who audits the country, else what was written in posts of the area, by
/// its people or about its units.
#[utoipa::path(get, path = "/api/v1/audit", tag = "audit", params(TrailQuery),
    responses((status = 200, body = TrailAnswer), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_trail(asker: Asker, Asking(query): Asking<TrailQuery>) -> Result<Json<TrailAnswer>, Problem> {
    let entries = EntrySearch {
        before: query.before.map(EntrySeq),
        actors: None,
        kind: query.kind.filter(|kind| !kind.is_empty()),
        from: query.from.map(start_of),
        until: query.until.and_then(|day| day.succ_opt()).map(start_of),
    };
    let search = TrailSearch { entries, who: query.who.unwrap_or_default(), unit: query.unit.map(UnitId) };
    let most = query.limit.unwrap_or(PAGE).clamp(1, MOST);
    let trail = asker.app.audit(&asker.actor.hand, &search, most).await.map_err(asker.of_write())?;
    let deeds = asker.app.deeds(&asker.actor.hand, &trail.entries, SHOWN_DEEDS).await.map_err(asker.of_write())?;
    let entries = told(&asker, &deeds, |teller| trail.entries.iter().map(|entry| TrailEntryShape::of(teller, entry)).collect());
    Ok(Json(TrailAnswer { entries, next: trail.next.map(|next| next.get()) }))
}

/// One entry of the trail with all its statements, page by page: what was done to which unit, indicator or person, with what value, why.
#[utoipa::path(get, path = "/api/v1/audit/entries/{entry}", tag = "audit",
    params(("entry" = u64, Path, description = "Number of the entry"),
        FromQuery),
    responses((status = 200, body = AuditedEntryAnswer), (status = 400, body = ProblemShape), (status = 403, body = ProblemShape),
        (status = 404, body = ProblemShape)))]
pub(crate) async fn show_entry(
    asker: Asker,
    Path(entry): Path<String>,
    Asking(query): Asking<FromQuery>,
) -> Result<Json<AuditedEntryAnswer>, Problem> {
    let number = entry.parse().map(EntrySeq).map_err(|_| Problem::no_number(asker.lang, "entry", &entry))?;
    let from = query.from.map(FactSeq);
    let found = asker.app.audited_entry(&asker.actor.hand, number, from, MOST as u64).await.map_err(asker.of_write())?;
    let found = found.ok_or_else(|| Problem::not_found(asker.lang, "api.no-such-entry", &entry))?;
    let shape = told(&asker, &found.deeds, |teller| TrailEntryShape::of(teller, &found.entry));
    Ok(Json(AuditedEntryAnswer { entry: shape, next: found.next.map(FactSeq::get) }))
}

/// From where on.
#[derive(Debug, Default, serde::Deserialize, utoipa::IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct FromQuery {
    /// Number of the statement to begin with: `next` of the page before.
    from: Option<u64>,
}

fn told<T>(asker: &Asker, deeds: &Deeds, tell: impl FnOnce(Teller<'_>) -> T) -> T {
    let (live, rights, today) = (asker.app.live(), asker.app.rights(), asker.app.today());
    tell(Teller { s: Scene::of(&Frame::bare(asker.lang, today, today), &live), rights: &rights, deeds })
}

/// Walks the whole chain of hashes: sound, or the first row that does not fit. For who audits the country.
#[utoipa::path(get, path = "/api/v1/audit/verify", tag = "audit",
    responses((status = 200, body = VerdictAnswer), (status = 403, body = ProblemShape)))]
pub(crate) async fn verify_trail(asker: Asker) -> Result<Json<VerdictAnswer>, Problem> {
    let verdict = asker.app.verify_chain(&asker.actor.hand).await.map_err(asker.of_write())?;
    Ok(Json(match verdict {
        Verdict::Sound { head } => VerdictAnswer {
            sound: true,
            entries: Some(head.entry.get()),
            facts: Some(head.fact.get()),
            hash: Some(head.hash.to_string()),
            table: None,
            row: None,
        },
        Verdict::Broken { table, row, .. } => {
            VerdictAnswer { sound: false, entries: None, facts: None, hash: None, table: Some(table.to_owned()), row: Some(row) }
        }
    }))
}
