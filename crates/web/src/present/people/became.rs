//! What became of a unit somebody has a post in or belongs to: units merge and are divided, posts stay with the unit they were given for.

use crate::parts::{Link, link};
use crate::present::Scene;
use maud::{Markup, html};
use vedich_units::Succession;
use vedich_values::UnitId;

/// Successors named at most: a district of June 2025 left a dozen communes.
const MOST_NAMED: usize = 6;
/// Reorganisations that may lie between a unit and those of today.
const MOST_STEPS: usize = 8;

/// What became of a unit that is gone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BecameLine {
    /// Since when it is what.
    pub words: String,
    /// The units of today in its place.
    pub units: Vec<Link>,
    /// How many more there are, in words; empty: none.
    pub more: String,
}

/// What became of a unit; none while it is there.
#[must_use]
pub fn of(s: Scene<'_>, unit: UnitId) -> Option<BecameLine> {
    let (registry, today) = (s.registry(), s.f.today);
    let last_day = registry.get(unit)?.span.to.filter(|last| *last < today)?;
    let there = |one: &Succession| registry.get(one.unit).is_some_and(|known| known.exists(today));
    let mut heirs: Vec<Succession> = registry.heirs(unit);
    for _ in 0..MOST_STEPS {
        let (stay, gone): (Vec<_>, Vec<_>) = heirs.into_iter().partition(there);
        heirs = stay;
        for next in gone.iter().flat_map(|one| registry.heirs(one.unit)) {
            if !heirs.iter().any(|known| known.unit == next.unit) {
                heirs.push(next);
            }
        }
    }
    let key = match heirs.len() {
        0 => "people.became.gone",
        1 => "people.became.one",
        _ => "people.became.several",
    };
    let more = heirs.len().saturating_sub(MOST_NAMED);
    // Where several reorganisations lie between, what stands there now stands there since the last of them.
    let since = heirs.iter().map(|heir| heir.on).max().or_else(|| last_day.succ_opt()).unwrap_or(last_day);
    Some(BecameLine {
        words: s.f.say(key, &[("date", &s.f.date(since))]),
        units: heirs.iter().take(MOST_NAMED).map(|one| s.place_link(one.unit)).collect(),
        more: if more > 0 { s.f.say("people.became.more", &[("count", &more.to_string())]) } else { String::new() },
    })
}

/// The same with its links.
#[must_use]
pub fn shown(line: &BecameLine) -> Markup {
    html! {
        (line.words)
        @for (place, unit) in line.units.iter().enumerate() { @if place > 0 { "," } " " (link(unit)) }
        @if !line.more.is_empty() { " " (line.more) }
    }
}
