//! What two people wrote differently at once, and how one of both is chosen.

use super::{Scene, words};
use crate::pages::roadmaps::one::ConflictView;
use vedich_facts::roadmap::RoadmapEdit;
use vedich_rights::Rights;
use vedich_roadmap::record::{FieldConflict, Held, RoadmapRecord, Spot, Stamp};
use vedich_values::FactSeq;

/// What forms call a place.
#[must_use]
pub fn spot_name(spot: &Spot) -> String {
    match spot {
        Spot::Header(name) => format!("head:{}", name.as_str()),
        Spot::Task(id) => format!("task:{id}"),
        Spot::Field(id, name) => format!("field:{}:{id}", name.as_str()),
        Spot::Link(id, from) => format!("link:{id}:{from}"),
        Spot::Count(id, on, _) => format!("count:{on}:{id}"),
        Spot::Week(week) => format!("week:{week}"),
        Spot::Baseline(name) => format!("plan:{name}"),
    }
}

/// Both versions. Who wrote them is told to those who may plan here.
pub(super) fn view(s: Scene<'_>, record: &RoadmapRecord, rights: Option<&Rights>) -> Vec<ConflictView> {
    let f = s.f;
    let who = |stamp: &Stamp| {
        let at = vedich_wording::date_time(f.lang, stamp.at);
        rights.map_or_else(|| at.clone(), |rights| format!("{} · {at}", person(rights, stamp)))
    };
    let one = |conflict: &FieldConflict| ConflictView {
        what: words::spot(f, record, &conflict.spot),
        spot: spot_name(&conflict.spot),
        versions: conflict
            .versions
            .iter()
            .enumerate()
            .map(|(place, (stamp, held))| {
                let shows = place + 1 == conflict.versions.len();
                (stamp.seq.to_string(), words::held(f, record, held), who(stamp), shows)
            })
            .collect(),
    };
    record.conflicts.iter().map(one).collect()
}

/// Who made a change: the person's name where the record knows it, else the source as it stands.
pub(super) fn person(rights: &Rights, stamp: &Stamp) -> String {
    let by = stamp.by.as_deref().unwrap_or_default();
    rights.by_login(by).map_or_else(|| by.to_owned(), |person| person.name.to_string())
}

/// The edit that keeps a version; none when the place or the version is not in conflict any more.
#[must_use]
pub fn choose(record: &RoadmapRecord, spot: &str, version: &str) -> Option<RoadmapEdit> {
    let conflict = record.conflicts.iter().find(|conflict| spot_name(&conflict.spot) == spot)?;
    let seq = FactSeq(version.parse().ok()?);
    let (_, held) = conflict.versions.iter().find(|(stamp, _)| stamp.seq == seq)?;
    Some(match (&conflict.spot, held.clone()) {
        (_, Held::Header(field)) => RoadmapEdit::SetHeader(vec![field]),
        (Spot::Field(task, _), Held::Field(field)) => RoadmapEdit::SetTask { task: task.clone(), set: vec![field] },
        (Spot::Task(id), Held::Task(true)) => RoadmapEdit::PutTask(Box::new(record.task(id)?.clone())),
        (Spot::Task(id), Held::Task(false)) => RoadmapEdit::RemoveTask { task: id.clone() },
        (Spot::Link(task, _), Held::Link(Some(link))) => RoadmapEdit::Link { task: task.clone(), link },
        (Spot::Link(task, from), Held::Link(None)) => RoadmapEdit::Unlink { task: task.clone(), from: from.clone() },
        (_, Held::Count(Some(count))) => RoadmapEdit::Count(*count),
        (Spot::Count(task, on, period), Held::Count(None)) => RoadmapEdit::StrikeCount { task: task.clone(), on: *on, period: *period },
        (_, Held::Week(Some(closing))) => RoadmapEdit::CloseWeek(closing),
        (Spot::Week(week), Held::Week(None)) => RoadmapEdit::ReopenWeek { week: *week },
        (_, Held::Baseline(Some(baseline))) => RoadmapEdit::AgreeBaseline(*baseline),
        (Spot::Baseline(name), Held::Baseline(None)) => RoadmapEdit::DropBaseline { name: name.clone() },
        _ => return None,
    })
}
