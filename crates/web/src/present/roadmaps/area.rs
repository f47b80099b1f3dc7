//! All roadmaps of an area, for its leaders: a page and a table.

use super::{Scene, percent, verdict};
use crate::frame::Frame;
use crate::pages::roadmaps::area::{AreaView, Line};
use crate::parts::Link;
use std::cmp::Ordering;
use vedich_app::roadmaps::AreaRoadmaps;
use vedich_documents::{Column, Content, Kind, Table};
use vedich_facts::UnitLevel;
use vedich_facts::roadmap::WeekClosing;
use vedich_roadmap::area::{AreaLine, Blocking, Load};
use vedich_values::{Decimal, UnitId};

/// Columns that sort, in their order on the page: name in the address and words. The criteria that decide have no order.
const COLUMNS: [(&str, &str); 9] = [
    ("name", "web.board.unit"),
    ("target", "gantt.target"),
    ("finish", "gantt.finish"),
    ("days", "gantt.verdict"),
    ("chance", "gantt.chance-short"),
    ("done", "gantt.tasks-done"),
    ("late", "gantt.tasks-late"),
    ("uncounted", "gantt.area.not-counted"),
    ("", "gantt.area.decided-by"),
];

/// The page.
#[must_use]
pub fn view(s: Scene<'_>, area: UnitId, drawn: &AreaRoadmaps) -> AreaView {
    let f = s.f;
    let path = format!("/roadmaps/area/{area}");
    let lines = sorted(s, drawn);
    let own = s.board.roadmap(area).map(|_| Link::new(f.say("gantt.of", &[("unit", &s.name(area))]), f.link(&format!("/roadmaps/{area}"))));
    let above = s.registry().ancestors(area, s.on(area)).into_iter();
    let around =
        above.map(|above| Link::new(f.say("gantt.to-area", &[("area", &s.name(above))]), f.link(&format!("/roadmaps/area/{above}"))));
    let sort = f.param("sort").unwrap_or_default();
    let file = |text, name: &str| Link::new(f.text(text), f.link_with(&format!("{path}/{name}"), &[("sort", sort)]));
    AreaView {
        name: s.name(area),
        around: std::iter::once(s.board_link(area)).chain(own).chain(around).collect(),
        sentence: sentence(s, area, drawn),
        lines: lines.iter().map(|one| line(s, one)).collect(),
        heads: heads(f),
        blocking: drawn
            .picture
            .blocking
            .iter()
            .map(|one| (name_of(s, one), one.units.iter().map(|unit| link(s, *unit, "")).collect(), one.late))
            .collect(),
        loaded: drawn.picture.loaded.iter().map(|load| loaded(s, load)).collect(),
        uncounted: uncounted(s, &lines),
        week: f.date(WeekClosing::of(f.as_of).week),
        untimed: drawn.untimed.iter().map(|(unit, error)| (link(s, *unit, ""), f.lang.problem_without_place(&error.problem()))).collect(),
        files: vec![file("gantt.area.xlsx", "table.xlsx"), file("gantt.area.csv", "table.csv")],
    }
}

fn link(s: Scene<'_>, unit: UnitId, more: &str) -> Link {
    Link::new(s.name(unit), s.f.link(&format!("/roadmaps/{unit}{more}")))
}

fn sentence(s: Scene<'_>, area: UnitId, drawn: &AreaRoadmaps) -> String {
    let n = |count: usize| count.to_string();
    let lines = drawn.picture.lines.len();
    let communes = s.registry().count_assessed(area, UnitLevel::Commune, s.f.as_of);
    let is_rural = |unit| s.registry().at(unit, s.f.as_of).is_some_and(|at| at.level == UnitLevel::Commune && at.is_rural());
    let with = drawn.picture.lines.iter().filter(|line| is_rural(line.unit)).count();
    let on_time = drawn.picture.on_time.to_string();
    s.f.say("gantt.area.sentence", &[("n", &n(lines)), ("on-time", &on_time), ("without", &n(communes.saturating_sub(with)))])
}

fn heads(f: &Frame) -> Vec<(Link, &'static str)> {
    let sort = f.param("sort").unwrap_or("chance");
    let one = |(name, key): &(&str, &'static str)| {
        if name.is_empty() {
            return (Link::new(f.text(key), ""), "");
        }
        let sorted = if sort == *name {
            "ascending"
        } else if sort.strip_prefix('-') == Some(name) {
            "descending"
        } else {
            ""
        };
        let next = if sorted == "ascending" { format!("-{name}") } else { (*name).to_owned() };
        (Link::new(f.text(key), f.here_with(&[("sort", &next)])), sorted)
    };
    COLUMNS.iter().map(one).collect()
}

/// The lines in the order asked for; the least likely first when none is.
fn sorted<'a>(s: Scene<'_>, drawn: &'a AreaRoadmaps) -> Vec<&'a AreaLine> {
    let mut lines: Vec<&AreaLine> = drawn.picture.lines.iter().collect();
    let asked = s.f.param("sort").unwrap_or_default();
    let (name, back) = asked.strip_prefix('-').map_or((asked, false), |name| (name, true));
    let order = |a: &AreaLine, b: &AreaLine| match name {
        "name" => vedich_units::name_order(&s.name(a.unit)).cmp(&vedich_units::name_order(&s.name(b.unit))),
        "target" => a.target.cmp(&b.target),
        "finish" => a.finish.cmp(&b.finish),
        "days" => a.days_late.cmp(&b.days_late),
        "chance" => a.chance.by_target.cmp(&b.chance.by_target),
        "done" => (u64::from(a.tasks.1) * u64::from(b.tasks.0)).cmp(&(u64::from(b.tasks.1) * u64::from(a.tasks.0))),
        "late" => a.late.cmp(&b.late),
        "uncounted" => a.uncounted.cmp(&b.uncounted),
        _ => Ordering::Equal,
    };
    lines.sort_by(|a, b| if back { order(b, a) } else { order(a, b) });
    lines
}

/// A roadmap of an area in words.
#[must_use]
pub fn line(s: Scene<'_>, line: &AreaLine) -> Line {
    let f = s.f;
    let share = line.chance.by_target;
    Line {
        unit: link(s, line.unit, ""),
        target: line.target.map(|target| f.date(target)).unwrap_or_default(),
        finish: f.date(line.finish),
        verdict: verdict(f, line.days_late, line.tasks.0 > 0 && line.tasks.0 == line.tasks.1, || share),
        chance: share.map(percent).unwrap_or_default(),
        percent: share.map(|share| share / 100),
        done: format!("{}/{}", line.tasks.1, line.tasks.0),
        late: line.late,
        unassigned: match line.unassigned {
            0 => String::new(),
            n => f.say("gantt.area.unassigned", &[("n", &n.to_string())]),
        },
        uncounted: match (line.week_closed, line.uncounted) {
            (true, 0) => f.text("gantt.area.closed").to_owned(),
            (true, n) => f.say("gantt.area.closed-open", &[("n", &n.to_string())]),
            (false, n) => n.to_string(),
        },
        blocking: line.blocking.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    }
}

/// A criterion by the name it has in its set.
fn name_of(s: Scene<'_>, one: &Blocking) -> String {
    let set = one.set.as_ref().and_then(|id| s.catalogue().get(id.as_str()));
    let named = set.and_then(|set| set.criteria.iter().find(|criterion| criterion.no == one.criterion));
    named.map_or_else(|| one.criterion.to_string(), |criterion| format!("{}. {}", one.criterion, s.f.lang.of(&criterion.name)))
}

fn loaded(s: Scene<'_>, load: &Load) -> (String, String, String) {
    let [tasks, late, days] = [load.tasks, load.late, load.days_left].map(|count| s.f.count(count));
    let words = s.f.say("gantt.area.load", &[("tasks", &tasks), ("late", &late), ("days", &days)]);
    (load.person.clone(), load.unit.map(|unit| s.name(unit)).unwrap_or_default(), words)
}

fn uncounted(s: Scene<'_>, lines: &[&AreaLine]) -> Vec<(Link, String, String)> {
    let open = lines.iter().filter(|line| line.uncounted > 0);
    open.map(|line| (link(s, line.unit, "/count"), line.uncounted.to_string(), line.uncounted_by.join("; "))).collect()
}

/// The lines as a table for CSV and XLSX.
#[must_use]
pub fn table(s: Scene<'_>, area: UnitId, drawn: &AreaRoadmaps) -> Table {
    let f = s.f;
    let kinds = [Kind::Text, Kind::Date, Kind::Date, Kind::Number, Kind::Percent, Kind::Number, Kind::Number, Kind::Number, Kind::Text];
    let mut columns: Vec<Column> = COLUMNS.iter().zip(kinds).map(|((_, key), kind)| Column::new(f.text(key), kind)).collect();
    columns[3] = Column::new(f.text("gantt.area.days-late"), Kind::Number);
    columns.insert(6, Column::new(f.text("gantt.area.tasks"), Kind::Number));
    for (place, key) in [(3, "gantt.p50"), (4, "gantt.p80"), (5, "gantt.p90")] {
        columns.insert(place, Column::new(f.text(key), Kind::Date));
    }
    let row = |line: &&AreaLine| {
        vec![
            Content::text(&s.name(line.unit)),
            line.target.map_or(Content::Empty, Content::Date),
            Content::Date(line.finish),
            Content::Date(line.chance.p50),
            Content::Date(line.chance.p80),
            Content::Date(line.chance.p90),
            line.days_late.map_or(Content::Empty, Content::count),
            line.chance.by_target.map_or(Content::Empty, |share| Content::Number(Decimal::new(i64::from(share), 2).normalize())),
            Content::count(line.tasks.1),
            Content::count(line.tasks.0),
            Content::count(line.late),
            Content::count(line.uncounted),
            Content::text(&line.blocking.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")),
        ]
    };
    Table {
        name: s.name(area),
        title: f.say("gantt.area.title", &[("area", &s.name(area))]),
        subtitles: vec![format!("{} {}", f.text("web.date.label"), f.date(f.as_of)), sentence(s, area, drawn)],
        rows: sorted(s, drawn).iter().map(row).collect(),
        columns,
        notes: vec![f.text("gantt.runs").to_owned()],
        ..Table::default()
    }
}
