//! Aims of which only who and when is said again: "xã A phải về đích năm 2022, xã B chậm nhất là năm 2023".

use crate::build::Builder;
use crate::build::list::names;
use crate::class::Class;
use crate::doc::Sentence;
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::term::Kind;

impl Builder<'_> {
    /// Adds the aims of units that a sentence names with a time only, behind one that said what is aimed at.
    pub(super) fn elided_aims(&mut self, s: Sentence) {
        for mark in s.from..s.to {
            if !self.doc.mark_any(mark, ",;") {
                continue;
            }
            let Some((units, end)) = self.named_with_time(s, mark + 1) else { continue };
            let Some(by) = self.by_date(mark + 1, end) else { continue };
            let Some(goal) = self.goal_said_before(s, mark, &units) else { continue };
            for unit in units {
                self.add(Body::Target { unit, goal: goal.clone(), by: by.clone() }, mark + 1, end, "target-year");
            }
        }
    }

    /// "xã B chậm nhất là năm 2023", "C, D năm 2024": who, and the term behind the time; nothing else may stand there.
    pub(super) fn named_with_time(&self, s: Sentence, at: usize) -> Option<(Vec<UnitRef>, usize)> {
        let doc = self.doc;
        let place = doc.place_at(at).filter(|p| !p.address && p.level.is_none_or(|l| l.rank() <= 1))?;
        let level = place.level.filter(|_| place.explicit).unwrap_or(Level::Commune);
        let listed = names(doc, at, level);
        let units = if listed.names.is_empty() {
            vec![doc.unit(place, level)]
        } else {
            listed.names.into_iter().map(|name| UnitRef { name: Some(name), level }).collect()
        };
        let behind = listed.end.max(at + 1);
        let leads = |j: &usize| doc.is_any(*j, &[Class::Deadline, Class::Prep, Class::DateCue, Class::YearWord, Class::Half]);
        let time = (behind..s.to).find(|j| !leads(j))?;
        let dated = matches!(doc.kind(time), Some(Kind::Year(_) | Kind::Date(_)));
        let ends = time + 1 >= s.to || doc.mark_any(time + 1, ",;.") || doc.line(time + 1);
        (dated && ends).then_some((units, time + 1))
    }

    /// What the sentence last said that other units aim at: where they stand then, no count of its own.
    fn goal_said_before(&self, s: Sentence, at: usize, units: &[UnitRef]) -> Option<String> {
        let (start, here) = (self.doc.span(s.from, s.from + 1).start, self.doc.span(at, at + 1).start);
        let mut before = self.facts.iter().rev().take(6).filter(|fact| (start..here).contains(&fact.span.start));
        before.find_map(|fact| match &fact.body {
            Body::Target { unit, goal, .. } if !units.contains(unit) && unit.level.rank() <= 1 && fact.span.end <= here => {
                Some(without_owner(goal, unit))
            }
            _ => None,
        })
    }
}

/// "xã A phải về đích": "về đích".
fn without_owner(goal: &str, owner: &UnitRef) -> String {
    let behind = owner.name.as_deref().and_then(|name| goal.split_once(name)).map_or(goal, |(_, behind)| behind).trim_start();
    let bare = ["phải ", "sẽ ", "cần "].into_iter().find_map(|modal| behind.strip_prefix(modal)).unwrap_or(behind);
    if bare.is_empty() { goal.to_owned() } else { bare.to_owned() }
}
