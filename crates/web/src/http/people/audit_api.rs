//! The audit trail through the API: searched page by page, its chain walked; for whoever audits.

use crate::api::people_shapes::{TrailAnswer, TrailEntryShape, TrailQuery, VerdictAnswer};
use crate::api::{Problem, ProblemShape};
use crate::http::asker::Asker;
use crate::present::people::trail::start_of;
use axum::Json;
use axum::extract::Query;
use vedich_app::people::TrailSearch;
use vedich_app::{EntrySearch, Verdict};
use vedich_values::{EntrySeq, UnitId};

/// Entries of a page when the caller names no limit, and at most.
const PAGE: usize = 100;
const MOST: usize = 1000;

/// What was done in the caller's area, newest first: everything for who audits the country, else what was written in posts of the area, by
/// its people or about its units.
#[utoipa::path(get, path = "/api/v1/audit", tag = "audit", params(TrailQuery),
    responses((status = 200, body = TrailAnswer), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_trail(asker: Asker, Query(query): Query<TrailQuery>) -> Result<Json<TrailAnswer>, Problem> {
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
    let rights = asker.app.rights();
    let entries = trail.entries.iter().map(|entry| TrailEntryShape::of(asker.lang, &rights, entry)).collect();
    Ok(Json(TrailAnswer { entries, next: trail.next.map(|next| next.get()) }))
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
