//! The register: the tree on a date, and units through time.

use super::{Scene, board_path};
use crate::frame::Frame;
use crate::pages::unit::{Turn, UnitView};
use crate::pages::units::UnitsView;
use crate::parts::Link;
use vedich_facts::UnitLevel;
use vedich_units::{COUNTRY, Succession, TWO_LEVELS, Unit};
use vedich_values::{Date, DateSpan, UnitId};

/// That a unit does not exist on the day of the page, and the nearest day on which it does.
pub(super) fn gone(s: Scene<'_>, unit: &Unit) -> Option<(String, Link)> {
    let (f, on) = (s.f, s.on(unit.id));
    (!unit.exists(f.as_of)).then(|| {
        let go = Link::new(f.date(on), f.here_with(&[("as_of", &on.to_string())]));
        (f.say("web.unit.gone", &[("date", &f.date(f.as_of)), ("span", &span_words(f, unit.span))]), go)
    })
}

/// A span in words: "đến 30/06/2025", "01/07/2025 – nay".
#[must_use]
pub fn span_words(f: &Frame, span: DateSpan) -> String {
    match (span.from, span.to) {
        (None, None) => f.text("web.span.always").to_owned(),
        (Some(from), None) => f.say("web.span.since", &[("from", &f.date(from))]),
        (None, Some(to)) => f.say("web.span.until", &[("to", &f.date(to))]),
        (Some(from), Some(to)) => format!("{} – {}", f.date(from), f.date(to)),
    }
}

/// The top of the tree.
#[must_use]
pub fn tree(s: Scene<'_>) -> UnitsView {
    let (f, registry) = (s.f, s.registry());
    let new = TWO_LEVELS;
    let old = new.pred_opt().unwrap_or(new);
    let count = |level, date| f.count(u32::try_from(registry.count(COUNTRY, level, date)).unwrap_or_default());
    let reform = [UnitLevel::Province, UnitLevel::District, UnitLevel::Commune]
        .map(|level| (s.level(level).to_owned(), count(level, old), count(level, new)))
        .to_vec();
    let day = |date: Date| {
        let frame = Frame { as_of: date, ..f.clone() };
        Link::new(f.say("web.units.day", &[("date", &f.date(date))]), frame.link("/units"))
    };
    let provinces = registry.children(COUNTRY, f.as_of).into_iter().map(|unit| {
        let n = f.count(u32::try_from(registry.count(unit, UnitLevel::Commune, f.as_of)).unwrap_or_default());
        (s.unit_link(unit), f.say("web.units.communes", &[("n", &n)]))
    });
    UnitsView { reform, days: vec![day(old), day(new)], provinces: provinces.collect(), changes: changes(s, new) }
}

/// Names that changed after the reform, latest first.
fn changes(s: Scene<'_>, since: Date) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    for unit in s.registry().iter() {
        let names: Vec<_> = unit.names.iter().collect();
        for pair in names.windows(2) {
            let [before, after] = pair else { continue };
            if let Some(from) = after.span.from.filter(|from| *from > since && before.value.name != after.value.name) {
                let above = s
                    .registry()
                    .province(unit.id, from)
                    .filter(|province| *province != unit.id)
                    .map(|province| format!(" ({})", s.name(province)))
                    .unwrap_or_default();
                found.push((
                    from,
                    format!("{} → {}{above}", before.value.name, after.value.name),
                    unit.source.as_deref().unwrap_or_default().to_owned(),
                ));
            }
        }
    }
    found.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    found.into_iter().map(|(date, what, basis)| (s.f.date(date), what, basis)).collect()
}

/// A unit through time.
#[must_use]
pub fn unit(s: Scene<'_>, id: UnitId) -> Option<UnitView> {
    let (f, registry) = (s.f, s.registry());
    let known = registry.get(id)?;
    let on = s.on(id);
    let above = s.above(id);
    let kind = kind(s, known, on);
    let mut crumbs = vec![Link::new(f.text("web.nav.units"), f.link("/units"))];
    crumbs.extend(registry.ancestors(id, on).into_iter().rev().filter(|unit| *unit != COUNTRY).map(|unit| s.unit_link_on(unit, on)));
    let gone = gone(s, known);
    Some(UnitView {
        name: s.name(id),
        level: if above.is_empty() { kind } else { format!("{kind} · {above}") },
        crumbs,
        gone,
        spans: spans(s, known),
        before: sides(s, registry.predecessors(id), true),
        after: sides(s, &registry.heirs(id), false),
        below: below(s, id, on),
        links: links(s, id, on),
    })
}

fn spans(s: Scene<'_>, unit: &vedich_units::Unit) -> Vec<(String, String, String)> {
    let f = s.f;
    let mut out = Vec::new();
    let mut add = |what: &str, value: String, span: DateSpan| out.push((what.to_owned(), value, span_words(f, span)));
    unit.names.iter().for_each(|dated| add(f.text("web.unit.name"), dated.value.name.to_string(), dated.span));
    unit.codes.iter().for_each(|dated| add(f.text("web.unit.code"), dated.value.to_string(), dated.span));
    // Each by the name it had then.
    let above = |dated: &vedich_units::Dated<UnitId>| s.name_on(dated.value, dated.span.nearest(f.as_of));
    unit.parents.iter().for_each(|dated| add(f.text("web.unit.above"), above(dated), dated.span));
    out
}

/// The word for what a unit is on a day: a ward (phường) is no commune (xã), though it is of that level.
fn kind(s: Scene<'_>, unit: &Unit, on: Date) -> String {
    let key = match s.registry().at(unit.id, on).map(|at| at.kind) {
        Some("tinh") => "subject.province",
        Some("thanh_pho_tw" | "thanh_pho") => "unit-kind.thanh_pho",
        Some("quan") => "unit-kind.quan",
        Some("thi_xa") => "unit-kind.thi_xa",
        Some("phuong") => "unit-kind.phuong",
        Some("thi_tran") => "unit-kind.thi_tran",
        Some("dac_khu") => "unit-kind.dac_khu",
        _ => return s.level(unit.level).to_owned(),
    };
    super::words::upper_first(s.f.text(key))
}

/// Units of a reorganisation, by the day it took effect, oldest first.
fn sides(s: Scene<'_>, all: &[Succession], before: bool) -> Vec<Turn> {
    let side = |one: &Succession| {
        let day = if before { one.on.pred_opt().unwrap_or(one.on) } else { one.on };
        let frame = Frame { as_of: day, ..s.f.clone() };
        let then = Scene { f: &frame, ..s };
        (then.unit_link(one.unit), then.above(one.unit), one.whole)
    };
    let mut days: Vec<Date> = all.iter().map(|one| one.on).collect();
    days.sort_unstable();
    days.dedup();
    let turn = |day: Date| Turn { day: s.f.date(day), units: all.iter().filter(|one| one.on == day).map(side).collect() };
    days.into_iter().map(turn).collect()
}

fn below(s: Scene<'_>, id: UnitId, on: Date) -> Vec<(String, Vec<Link>)> {
    let mut out: Vec<(String, Vec<Link>)> = Vec::new();
    for child in s.registry().children(id, on) {
        let Some(level) = s.registry().get(child).map(|unit| s.level(unit.level)) else { continue };
        let link = s.unit_link_on(child, on);
        match out.iter_mut().find(|(word, _)| word == level) {
            Some((_, links)) => links.push(link),
            None => out.push((level.to_owned(), vec![link])),
        }
    }
    out
}

fn links(s: Scene<'_>, id: UnitId, on: Date) -> Vec<Link> {
    let frame = Frame { as_of: on, ..s.f.clone() };
    let mut out = vec![Link::new(s.f.text("web.unit.place"), frame.link(&format!("/places/{id}")))];
    if !s.registry().children(id, on).is_empty() {
        out.push(Link::new(s.f.text("web.nav.board"), frame.link(&board_path(id))));
    }
    out
}
