//! Tables turned to text: a head ("STT; Xã; Số tiêu chí đạt") and rows of as many cells, parted by `;`, `|` or tabs.

mod duties;
mod head;

use super::Builder;
use super::tiers::STANDARD;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::{Body, Tally, UnitRef};
use crate::gazetteer::Level;
use crate::number::Number;
use crate::term::{Kind, Per};
use head::{Column, SHORT, cells, columns, framed, has_frame};

/// Rows of one table that are read.
const LONGEST: usize = 2_000;

impl Builder<'_> {
    /// Reads every table; its lines are no sentences for the other builders.
    pub(crate) fn tables(&mut self) -> Vec<bool> {
        let doc = self.doc;
        let mut taken = vec![false; doc.sentences.len()];
        let mut at = 0;
        while at < doc.sentences.len() {
            let Some(columns) = columns(doc, doc.sentences[at]) else {
                let duties = self.duties(at);
                taken[at..at + duties + usize::from(duties > 0)].fill(true);
                at += duties + 1;
                continue;
            };
            let frame = has_frame(doc, doc.sentences[at]);
            let first = at + 1;
            at = first;
            while at < doc.sentences.len() && at - first < LONGEST {
                let cells = cells(doc, doc.sentences[at], frame);
                if framed(doc, doc.sentences[first - 1]) && !framed(doc, doc.sentences[at])
                    || cells.len() < 2
                    || cells.len() > columns.len() + 1
                    || !self.row(&columns, &cells)
                {
                    break;
                }
                taken[at] = true;
                at += 1;
            }
            taken[first - 1] = at > first;
        }
        taken
    }

    /// One row; whether it is one.
    fn row(&mut self, columns: &[Column], cells: &[(usize, usize)]) -> bool {
        let doc = self.doc;
        let named = columns.iter().zip(cells).find_map(|(column, cell)| match column {
            Column::Name(level) if cell.0 < cell.1 => Some((*level, *cell)),
            _ => None,
        });
        let Some((level, name)) = named else { return false };
        // "Cộng toàn huyện | 135/152", "Cả nước	8.902	3.846"
        let Some(unit) = named_in(doc, name, level).or_else(|| sum_of(doc, name)) else {
            // "Tổng cộng; 15; …"
            return doc.terms[name.0].capital && name.1 - name.0 <= SHORT && !(name.0..name.1).any(|j| doc.mark(j, ':'));
        };
        let tier = doc.title_tier.unwrap_or(STANDARD);
        let whole = columns.iter().zip(cells).find_map(|(column, cell)| match column {
            Column::Whole(subject) => doc.terms.get(cell.0).filter(|_| cell.1 == cell.0 + 1)?.whole().map(|n| (*subject, n)),
            _ => None,
        });
        for (column, &(from, to)) in columns.iter().zip(cells) {
            if *column == Column::Unmet && from < to {
                self.unmet_cell(&unit, name.0, (from, to));
            } else if to == from + 1 || to == from + 2 && doc.is(to - 1, Class::Percent) {
                let Some(body) = doc.kind(from).and_then(|kind| figure(&unit, tier, whole, column, kind)) else { continue };
                self.add(body, name.0, to, "table-row");
            }
        }
        true
    }

    fn unmet_cell(&mut self, unit: &UnitRef, name: usize, (from, to): (usize, usize)) {
        let doc = self.doc;
        let s = doc.sentences[doc.sentence_of(from)];
        let criteria = self.criteria(Sentence { to, ..s }, from).0;
        let known = (from..to).any(|j| doc.is(j, Class::Criterion)) || matches!(doc.kind(from), Some(Kind::Num(_)));
        if known && !criteria.is_empty() {
            self.add(Body::Unmet { unit: unit.clone(), criteria }, name, to, "table-row");
        }
    }
}

/// What a figure says in its column.
fn figure(unit: &UnitRef, tier: &'static str, whole: Option<(&'static str, i64)>, column: &Column, kind: Kind) -> Option<Body> {
    let unit = unit.clone();
    Some(match (column, kind) {
        (Column::Score(kind, _), Kind::Frac(met, total)) if met <= total => {
            Body::Progress { unit, kind, met, total: total.as_whole(), tier, as_of: None, average_per: None }
        }
        (Column::Score(kind, total), Kind::Num(met))
            if (unit.level.rank() <= 1 || total.is_some()) && met <= Number::whole(total.unwrap_or(60)) =>
        {
            Body::Progress { unit, kind, met, total: *total, tier, as_of: None, average_per: None }
        }
        (Column::Mean, Kind::Num(met)) if unit.level.rank() >= 2 && met <= Number::whole(20) => {
            Body::Progress { unit, kind: "criteria", met, total: None, tier, as_of: None, average_per: Some("commune") }
        }
        (Column::Count(subject, status, tier), kind) => {
            let (count, of) = match kind {
                Kind::Num(n) => (n.as_whole()?, whole.filter(|(of, _)| of == subject).map(|(_, n)| n)),
                Kind::Frac(a, b) => (a.as_whole()?, b.as_whole()),
                _ => return None,
            };
            if of.is_some_and(|of| of < count) || Level::of(subject).is_some_and(|l| l.rank() >= unit.level.rank()) {
                return None;
            }
            let (delta, band, criterion, names, year) = (false, None, None, Vec::new(), None);
            Body::Tally(Tally { unit, subject, status, tier: Some(tier), count, of, delta, band, criterion, names, year })
        }
        (Column::Below(subject, most), Kind::Num(n)) if Level::of(subject).is_some_and(|l| l.rank() < unit.level.rank()) => {
            Body::Tally(Tally { band: Some((0, Some(*most))), ..Tally::of(unit, subject, "criteria_band", n.as_whole()?) })
        }
        (Column::Value(indicator, rate), kind) => {
            let income = indicator == "income";
            // "| Hộ nghèo | … | 7 |": so many households
            if indicator == "poverty_rate" && !rate && matches!(kind, Kind::Num(n) if n.as_whole().is_some()) {
                return None;
            }
            let (value, unit_of_measure) = match kind {
                Kind::Percent(p) if !income => (p, "%"),
                Kind::Num(n) if !income && n <= Number::whole(100) => (n, "%"),
                Kind::Num(n) if income && n <= Number::whole(500) => (n, "triệu đồng/người/năm"),
                Kind::Money { vnd, pair: None, per: Per::Total | Per::Person | Per::Year } if income => {
                    (Number(vnd), "triệu đồng/người/năm")
                }
                _ => return None,
            };
            Body::IndicatorValue { unit, indicator: indicator.clone(), value, unit_of_measure, year: None }
        }
        _ => return None,
    })
}

/// The words a row of sums or means begins with.
const SUMS: [&str; 8] = ["tổng", "tổng cộng", "cộng", "toàn", "bình quân", "trung bình", "chung", "tổng số"];

/// The unit a cell names.
fn named_in(doc: &Doc<'_>, (from, to): (usize, usize), level: Option<Level>) -> Option<UnitRef> {
    if to - from > SHORT || !doc.terms[from].capital {
        return None;
    }
    // "Vốn giao năm 2022: 118,4 tỷ đồng; giải ngân …": a sentence behind the table
    let told = |j: usize| {
        doc.mark(j, ':')
            || matches!(doc.kind(j), Some(Kind::Money { .. } | Kind::Percent(_) | Kind::Frac(..) | Kind::Date(_) | Kind::Year(_)))
    };
    if (from..to).any(told) {
        return None;
    }
    let sum = SUMS.iter().any(|w| super::list::is_word(doc, from, w));
    if sum || doc.is(from, Class::Average) || doc.is(from, Class::Whole) || doc.is(from, Class::Country) {
        return None;
    }
    if doc.is(from, Class::Region) && to == from + 1 {
        return Some(UnitRef { name: Some(doc.text(from, to)), level: Level::Region });
    }
    let place = (to == from + 1).then(|| doc.place_at(from)).flatten();
    let name = place.map_or_else(|| doc.text(from, to), |p| p.name.clone());
    let level = place.filter(|p| p.explicit).and_then(|p| p.level).or(level).or(place.and_then(|p| p.level)).unwrap_or(Level::Commune);
    Some(UnitRef { name: Some(name), level })
}

/// "Cộng toàn huyện", "Cả nước": the area a row of sums is of, when it says so.
fn sum_of(doc: &Doc<'_>, (from, to): (usize, usize)) -> Option<UnitRef> {
    let sums =
        || doc.is(from, Class::Whole) || SUMS.iter().any(|w| super::list::is_word(doc, from, w) && *w != "bình quân" && *w != "trung bình");
    if to == from || to - from > SHORT {
        return None;
    }
    if (from..to).any(|j| doc.is(j, Class::Country)) {
        return Some(crate::doc::country());
    }
    let level = (from..to).find_map(|j| doc.bare_level(j).map(|l| (j, l))).filter(|(_, l)| l.rank() >= 1 && sums());
    level.map(|(at, level)| doc.anaphor(at, level)).filter(|u| u.level.rank() >= 1)
}
