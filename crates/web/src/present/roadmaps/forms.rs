//! What the forms of a roadmap show, and what they ask for.

use super::{Scene, conflicts::person, task_form, words};
use crate::frame::Frame;
use crate::pages::roadmaps::forms::{FormView, HeadView, HistoryLine, HistoryView, MakeView, TaskEvidence, TaskView};
use crate::parts::Link;
use crate::parts::form::Sent;
use vedich_app::App;
use vedich_app::roadmaps::MakeRoadmap;
use vedich_facts::Body;
use vedich_facts::roadmap::{DayOff, HeaderField, RoadmapState, WeekRule};
use vedich_rights::Rights;
use vedich_roadmap::record::RoadmapRecord;
use vedich_roadmap::template::Aim;
use vedich_values::date::parse_date;
use vedich_values::{CriterionNo, Date, SetId, UnitId};

/// Changes shown in the history.
const SHOWN: usize = 100;
/// Edits told of one change.
const TOLD: usize = 12;
const AIMS: [(&str, Aim, &str); 3] = [
    ("met", Aim::Met, "gantt.aim-met"),
    ("submitted", Aim::Submitted, "gantt.aim-submitted"),
    ("recognised", Aim::Recognised, "gantt.aim-recognised"),
];
const WEEKS: [(&str, WeekRule); 3] = [("vn", WeekRule::Vn), ("mon-fri", WeekRule::MonFri), ("every-day", WeekRule::EveryDay)];
const STATES: [(&str, RoadmapState); 3] =
    [("active", RoadmapState::Active), ("finished", RoadmapState::Finished), ("abandoned", RoadmapState::Abandoned)];

/// What every form starts from.
#[must_use]
pub fn form(s: Scene<'_>, unit: UnitId, action: &str, sent: Sent) -> FormView {
    let path = format!("/roadmaps/{unit}");
    FormView {
        name: s.name(unit),
        roadmap: Link::new(s.f.say("gantt.of", &[("unit", &s.name(unit))]), s.f.link(&path)),
        action: s.f.link(&format!("{path}/{action}")),
        sent,
        ..FormView::default()
    }
}

/// The making of a roadmap, criteria that are open chosen; as it was sent when it was.
#[must_use]
pub fn make(s: Scene<'_>, unit: UnitId, sent: Option<Sent>) -> MakeView {
    let f = s.f;
    let asked = sent.as_ref().map_or_else(|| f.param("set").unwrap_or_default().to_owned(), |sent| sent.typed("set").to_owned());
    let in_force = s.board.set_in_force(unit).cloned();
    let set = s.catalogue().get(&asked).cloned().or_else(|| in_force.clone());
    let open = App::open_criteria(s.board, unit, set.as_ref().map(|set| &set.id));
    let chosen: Option<Vec<String>> =
        sent.as_ref().map(|sent| sent.typed.iter().filter(|(key, _)| key == "criterion").map(|(_, no)| no.clone()).collect());
    let line = |(no, status): &(CriterionNo, vedich_criteria::Status)| {
        let name = set.as_ref().and_then(|set| set.criteria.iter().find(|one| one.no == *no)).map_or("", |one| f.lang.of(&one.name));
        let mark = crate::mark::Mark::from(*status).word(f.lang).to_owned();
        let is_chosen = chosen.as_ref().is_none_or(|chosen| chosen.iter().any(|one| *one == no.to_string()));
        (no.to_string(), format!("{no}. {name}"), mark, is_chosen)
    };
    let year_end = chrono::Datelike::year(&f.as_of);
    let end =
        Date::from_ymd_opt(year_end, 12, 31).filter(|end| (*end - f.as_of).num_days() > 45).or(Date::from_ymd_opt(year_end + 1, 12, 31));
    let fresh = || {
        let pairs = [
            ("start", f.date_field(f.as_of)),
            ("target", end.map(|end| f.date_field(end)).unwrap_or_default()),
            ("aim", "submitted".to_owned()),
        ];
        Sent { typed: pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(), wrong: Vec::new() }
    };
    let criteria = open.iter().map(line).collect();
    let aims = AIMS.iter().map(|(name, _, key)| ((*name).to_owned(), f.text(key).to_owned())).collect();
    // The set asked for stays among them: whoever came with it sees what was asked.
    let mut applying = s.board.sets_applying(unit);
    applying.extend(set.as_ref().filter(|set| !applying.iter().any(|one| one.id == set.id)));
    let sets = applying.iter().map(|one| (one.id.to_string(), f.lang.of(&one.title).to_owned())).collect();
    let set = set.map(|set| set.id.to_string()).unwrap_or_default();
    MakeView { criteria, aims, sets, set, form: form(s, unit, "make", sent.unwrap_or_else(fresh)) }
}

/// What the making of a roadmap asks for; what is wrong is told in the form.
pub fn read_make(f: &Frame, unit: UnitId, sent: &mut Sent) -> Option<MakeRoadmap> {
    let (start, target) = (parse_date(sent.typed("start")), parse_date(sent.typed("target")));
    for (field, date) in [("start", start), ("target", target)] {
        if date.is_none() {
            sent.refuse(field, f.text("web.confirm.no-date"));
        }
    }
    let criteria: Vec<CriterionNo> =
        sent.typed.iter().filter(|(key, _)| key == "criterion").filter_map(|(_, no)| no.parse().ok().map(CriterionNo)).collect();
    if criteria.is_empty() {
        sent.refuse("", f.text("gantt.wrong.no-criteria"));
        return None;
    }
    let aim = AIMS.iter().find(|(name, ..)| *name == sent.typed("aim")).map_or(Aim::Submitted, |(_, aim, _)| *aim);
    let title = sent.given("title").map(str::to_owned);
    let set = sent.given("set").map(SetId::new);
    Some(MakeRoadmap { unit, title, set, start: start?, target: target?, criteria: Some(criteria), aim })
}

/// The form of a task; none when the roadmap has no such task.
#[must_use]
pub fn task(s: Scene<'_>, record: &RoadmapRecord, id: Option<&str>, sent: Option<Sent>) -> Option<TaskView> {
    let f = s.f;
    let task = match id {
        Some(id) => Some(record.tasks.iter().find(|task| task.id.as_str() == id)?),
        None => None,
    };
    let fresh = || match task {
        Some(task) => task_form::filled(f, record, task),
        None => {
            let pairs = [
                ("parent", f.param("under").unwrap_or_default()),
                ("criterion", f.param("criterion").unwrap_or_default()),
                ("decided", "no"),
                ("assumed", "no"),
            ];
            Sent { typed: pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(), wrong: Vec::new() }
        }
    };
    let sent = sent.unwrap_or_else(fresh);
    Some(TaskView {
        risks: task_form::risks(f, &sent),
        form: form(s, record.unit, "task", sent),
        task: id.unwrap_or_default().to_owned(),
        kinds: task_form::kinds(f),
        headings: task_form::headings(f, record, task.map(|task| &task.id)),
        limits: task_form::limits(f),
        deciders: task_form::deciders(f),
        rows: record.tasks.iter().zip(1..).map(|(task, no)| (no, task.title.clone())).collect(),
        evidence: id.map(|id| evidence(f, record, id)),
        remove: id.map(|_| f.link(&format!("/roadmaps/{}/do/remove", record.unit))).unwrap_or_default(),
    })
}

/// The evidence of a task, nothing of it known yet.
fn evidence(f: &Frame, record: &RoadmapRecord, task: &str) -> TaskEvidence {
    let (unit, about) = (record.unit.to_string(), format!("task:{}:{task}", record.key));
    let all = f.link_with(&format!("/evidence/{unit}"), &[("about", &about)]);
    TaskEvidence { unit, about, all, ..TaskEvidence::default() }
}

/// The form of the head.
#[must_use]
pub fn head(s: Scene<'_>, record: &RoadmapRecord, sent: Option<Sent>) -> HeadView {
    let (f, header) = (s.f, &record.header);
    let span = |span: &(Date, Date)| format!("{} – {}", f.date_field(span.0), f.date_field(span.1));
    let lost = |day: &DayOff| format!("{} {}", f.date_field(day.date), day.reason).trim_end().to_owned();
    let fresh = || {
        let calendar = &header.calendar;
        let pairs = [
            ("title", header.title.clone()),
            ("start", f.date_field(header.start)),
            ("target", header.target.map(|date| f.date_field(date)).unwrap_or_default()),
            ("state", STATES.iter().find(|(_, state)| *state == header.state).map_or("", |(name, _)| *name).to_owned()),
            ("week", WEEKS.iter().find(|(_, week)| *week == calendar.week).map_or("", |(name, _)| *name).to_owned()),
            ("campaigns", calendar.campaigns.iter().map(span).collect::<Vec<_>>().join("; ")),
            ("lost", calendar.lost.iter().map(lost).collect::<Vec<_>>().join("; ")),
            ("basis", header.basis.clone().unwrap_or_default()),
            ("note", header.note.clone().unwrap_or_default()),
        ];
        Sent { typed: pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect(), wrong: Vec::new() }
    };
    HeadView {
        weeks: WEEKS.iter().map(|(name, week)| ((*name).to_owned(), f.text(words::week_word(*week)).to_owned())).collect(),
        states: STATES.iter().map(|(name, state)| ((*name).to_owned(), f.text(words::state_word(*state)).to_owned())).collect(),
        form: form(s, record.unit, "head", sent.unwrap_or_else(fresh)),
    }
}

/// The fields of the head that differ from what its maker saw; what is wrong is told in the form.
pub fn read_head(f: &Frame, seen: &RoadmapRecord, sent: &mut Sent) -> Option<Vec<HeaderField>> {
    let mut new = seen.header.clone();
    let own = |name: &str| sent.given(name).map(str::to_owned);
    let mut wrong = Vec::new();
    new.title = sent.typed("title").to_owned();
    match parse_date(sent.typed("start")) {
        Some(start) => new.start = start,
        None => wrong.push(("start", "web.confirm.no-date")),
    }
    match own("target").map(|date| parse_date(&date)) {
        Some(None) => wrong.push(("target", "web.confirm.no-date")),
        target => new.target = target.flatten(),
    }
    match campaigns(sent.typed("campaigns")) {
        Some(campaigns) => new.calendar.campaigns = campaigns,
        None => wrong.push(("campaigns", "gantt.hint.campaigns")),
    }
    match lost(sent.typed("lost")) {
        Some(lost) => new.calendar.lost = lost,
        None => wrong.push(("lost", "gantt.hint.lost")),
    }
    new.calendar.week = WEEKS.iter().find(|(name, _)| *name == sent.typed("week")).map_or(new.calendar.week, |(_, week)| *week);
    new.state = STATES.iter().find(|(name, _)| *name == sent.typed("state")).map_or(new.state, |(_, state)| *state);
    (new.basis, new.note) = (own("basis"), own("note"));
    let is_right = wrong.is_empty();
    wrong.into_iter().for_each(|(field, key)| sent.refuse(field, f.text(key)));
    is_right.then(|| new.differing(&seen.header))
}

/// `01/10/2020 – 30/11/2020; ...`.
fn campaigns(text: &str) -> Option<Vec<(Date, Date)>> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let one = |part: &str| {
        let (from, to) = part.split_once('–').or_else(|| part.split_once(" - "))?;
        Some((parse_date(from)?, parse_date(to)?)).filter(|(from, to)| from <= to)
    };
    parts.map(one).collect()
}

/// `12/10/2020 bão số 6; 13/10/2020`.
fn lost(text: &str) -> Option<Vec<DayOff>> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let one = |part: &str| {
        let (date, reason) = part.split_once(' ').unwrap_or((part, ""));
        Some(DayOff { date: parse_date(date)?, reason: reason.trim().to_owned() })
    };
    parts.map(one).collect()
}

/// What was changed, newest first.
#[must_use]
pub fn history(s: Scene<'_>, record: &RoadmapRecord, rights: &Rights) -> HistoryView {
    let f = s.f;
    let undone: Vec<_> = record.log.iter().filter_map(|line| line.undoes).collect();
    let edits = |seq| {
        let change = s.board.roadmap_changes(record.unit).find(|one| one.seq == seq);
        match change.map(|one| &one.fact.body) {
            Some(Body::Roadmap(change)) => change.edits.as_slice(),
            _ => &[],
        }
    };
    let line = |line: &vedich_roadmap::record::LogLine| {
        let all = edits(line.stamp.seq);
        let mut did: Vec<String> = all.iter().take(TOLD).map(|edit| words::edit(f, record, edit)).collect();
        if all.len() > TOLD {
            did.push(f.say("gantt.more-edits", &[("n", &(all.len() - TOLD).to_string())]));
        }
        let is_undone = undone.contains(&line.stamp.seq);
        let note = match line.undoes {
            Some(seq) => f.say("gantt.takes-back", &[("seq", &seq.to_string())]),
            None if is_undone => f.text("gantt.taken-back").to_owned(),
            None => String::new(),
        };
        let on = if line.stamp.on == f.as_of {
            String::new()
        } else {
            format!(" · {}", f.say("gantt.for-day", &[("date", &f.date(line.stamp.on))]))
        };
        HistoryLine {
            seq: line.stamp.seq.to_string(),
            when: format!("{}{on}", vedich_wording::date_time(f.lang, line.stamp.at)),
            who: person(rights, &line.stamp),
            did,
            note,
            undoable: !is_undone && line.undoes.is_none(),
        }
    };
    let lines = record.log.iter().rev().take(SHOWN).map(line).collect();
    HistoryView {
        lines,
        undo: f.link(&format!("/roadmaps/{}/do/undo", record.unit)),
        form: form(s, record.unit, "history", Sent::default()),
    }
}
