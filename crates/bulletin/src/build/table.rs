//! Tables turned to text: a head ("STT; Xã; Số tiêu chí đạt") and rows of as many cells, parted by `;`, `|` or tabs.

use super::Builder;
use super::tiers::{STANDARD, title_tier};
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::{Body, UnitRef};
use crate::gazetteer::Level;
use crate::number::Number;
use crate::term::{Kind, Per};

/// Rows of one table that are read.
const LONGEST: usize = 2_000;
/// Terms a cell of a head may have, and a name.
const SHORT: usize = 8;

/// What a column holds.
#[derive(Clone, PartialEq)]
enum Column {
    Name(Option<Level>),
    /// With the total the head says: "Tiêu chí đạt (/19)".
    Score(&'static str, Option<i64>),
    /// With whether the head says that it is a rate.
    Value(String, bool),
    /// Names of criteria that are not met.
    Unmet,
    Other,
}

impl Builder<'_> {
    /// Reads every table; its lines are no sentences for the other builders.
    pub(crate) fn tables(&mut self) -> Vec<bool> {
        let doc = self.doc;
        let mut taken = vec![false; doc.sentences.len()];
        let mut at = 0;
        while at < doc.sentences.len() {
            let Some(columns) = columns(doc, doc.sentences[at]) else {
                at += 1;
                continue;
            };
            let first = at + 1;
            at = first;
            while at < doc.sentences.len() && at - first < LONGEST {
                let cells = cells(doc, doc.sentences[at]);
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
        let Some(unit) = named_in(doc, name, level) else {
            // "Tổng cộng; 15; …"
            return doc.terms[name.0].capital && name.1 - name.0 <= SHORT && !(name.0..name.1).any(|j| doc.mark(j, ':'));
        };
        let tier = title_tier(doc).unwrap_or(STANDARD);
        for (column, &(from, to)) in columns.iter().zip(cells) {
            if *column == Column::Unmet && from < to {
                let s = doc.sentences[doc.sentence_of(from)];
                let criteria = self.criteria(Sentence { to, ..s }, from).0;
                let known = (from..to).any(|j| doc.is(j, Class::Criterion)) || matches!(doc.kind(from), Some(Kind::Num(_)));
                if known && !criteria.is_empty() {
                    self.add(Body::Unmet { unit: unit.clone(), criteria }, name.0, to, "table-row");
                }
                continue;
            }
            if to != from + 1 && !(to == from + 2 && doc.is(to - 1, Class::Percent)) {
                continue;
            }
            let body = match (column, doc.kind(from)) {
                (Column::Score(kind, _), Some(Kind::Frac(met, total))) if met <= total => {
                    Body::Progress { unit: unit.clone(), kind, met, total: total.as_whole(), tier, as_of: None, average_per: None }
                }
                (Column::Score(kind, total), Some(Kind::Num(met))) if met <= Number::whole(total.unwrap_or(60)) => {
                    Body::Progress { unit: unit.clone(), kind, met, total: *total, tier, as_of: None, average_per: None }
                }
                (Column::Value(indicator, rate), Some(kind)) => {
                    let income = indicator == "income";
                    // "| Hộ nghèo | … | 7 |": so many households
                    if indicator == "poverty_rate" && !rate && matches!(kind, Kind::Num(n) if n.as_whole().is_some()) {
                        continue;
                    }
                    let (value, unit_of_measure) = match kind {
                        Kind::Percent(p) if !income => (p, "%"),
                        Kind::Num(n) if !income && n <= Number::whole(100) => (n, "%"),
                        Kind::Num(n) if income && n <= Number::whole(500) => (n, "triệu đồng/người/năm"),
                        Kind::Money { vnd, pair: None, per: Per::Total | Per::Person | Per::Year } if income => {
                            (Number(vnd), "triệu đồng/người/năm")
                        }
                        _ => continue,
                    };
                    Body::IndicatorValue { unit: unit.clone(), indicator: indicator.clone(), value, unit_of_measure, year: None }
                }
                _ => continue,
            };
            self.add(body, name.0, to, "table-row");
        }
        true
    }
}

/// Cells of a line, as terms `from..to`; fewer than two when it is no line of a table.
fn cells(doc: &Doc<'_>, s: Sentence) -> Vec<(usize, usize)> {
    let to = (s.from..s.to).find(|j| doc.line(*j) && *j > s.from).unwrap_or(s.to);
    let start = (s.from..to).find(|j| !doc.line(*j)).unwrap_or(to);
    let (mut out, mut from) = (Vec::new(), start);
    for j in start..to {
        if doc.mark(j, ';') || doc.mark(j, '|') {
            out.push((from, j));
            from = j + 1;
        } else if j > start {
            let between = doc.terms[j - 1].end as usize..doc.terms[j].start as usize;
            for _ in doc.source.chars[between].iter().filter(|c| **c == '\t') {
                out.push((from, j));
                from = j;
            }
        }
    }
    out.push((from, to));
    // "| Quang Huy | 19/19 |": a frame
    if out.first().is_some_and(|c| c.0 == c.1) && doc.mark(start, '|') {
        out.remove(0);
    }
    out
}

/// Whether the cells of a line are parted by bars.
fn framed(doc: &Doc<'_>, s: Sentence) -> bool {
    (s.from..s.to).any(|j| doc.mark(j, '|'))
}

/// The columns of a head.
fn columns(doc: &Doc<'_>, s: Sentence) -> Option<Vec<Column>> {
    if s.to - s.from < 4 || s.to - s.from > 120 {
        return None;
    }
    let cells = cells(doc, s);
    let plain = |c: &(usize, usize)| {
        c.1 - c.0 <= SHORT
            && !(c.0..c.1).any(|j| doc.place_at(j).is_some() || matches!(doc.kind(j), Some(Kind::Frac(..) | Kind::Percent(_))))
    };
    if cells.len() < 2 || !cells.iter().all(plain) {
        return None;
    }
    let columns: Vec<Column> = cells.iter().map(|c| column(doc, *c)).collect();
    let named = columns.iter().filter(|c| matches!(c, Column::Name(_))).count() == 1;
    let holds = columns.iter().any(|c| matches!(c, Column::Score(..) | Column::Value(..)));
    (named && holds).then_some(columns)
}

fn column(doc: &Doc<'_>, (from, to): (usize, usize)) -> Column {
    // the number of the row
    if to == from + 1 && ["tt", "stt"].iter().any(|w| super::list::is_word(doc, from, w)) {
        return Column::Other;
    }
    let noun = |class: Class| (from..to).find(|j| doc.is(*j, class));
    let short =
        noun(Class::ShortOf).is_some() || noun(Class::Negation).is_some() || (from..to).any(|j| doc.has(j, Class::Status, "not_met"));
    if short && noun(Class::Criteria).is_some() && !(from..to).any(|j| super::list::is_word(doc, j, "số")) {
        return Column::Unmet;
    }
    if let (Some(j), false) = (noun(Class::Criteria).or(noun(Class::Indicators)), short) {
        let total = (j..to).find(|k| doc.mark(*k, '/')).and_then(|k| doc.terms.get(k + 1)).and_then(crate::term::Term::whole);
        let total = total.filter(|n| (5..=100).contains(n));
        return Column::Score(if doc.is(j, Class::Criteria) { "criteria" } else { "indicators" }, total);
    }
    if let Some(value) = noun(Class::Indicator).and_then(|j| doc.value(j, Class::Indicator)) {
        let rate = (from..to).any(|k| doc.is(k, Class::Percent) || doc.begins_in(k, "tỷ lệ") || doc.begins_in(k, "tỉ lệ"));
        return Column::Value(value.to_owned(), rate);
    }
    let level = (from..to).find_map(|j| doc.value(j, Class::Level).and_then(Level::of).filter(|l| *l != Level::Region));
    let named =
        level.is_some() && to - from <= 4 || noun(Class::VagueSubject).is_some() || noun(Class::Subject).is_some() && to - from <= 3;
    let counted = (from..to).any(|j| super::list::is_word(doc, j, "số") || super::list::is_word(doc, j, "tổng số"));
    if named && !counted { Column::Name(level) } else { Column::Other }
}

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
    let sum = ["tổng", "tổng cộng", "cộng", "toàn", "bình quân", "trung bình", "chung", "tổng số"]
        .iter()
        .any(|w| super::list::is_word(doc, from, w));
    if sum || doc.is(from, Class::Average) || doc.is(from, Class::Whole) {
        return None;
    }
    let place = (to == from + 1).then(|| doc.place_at(from)).flatten();
    let name = place.map_or_else(|| doc.text(from, to), |p| p.name.clone());
    let level = place.filter(|p| p.explicit).and_then(|p| p.level).or(level).or(place.and_then(|p| p.level)).unwrap_or(Level::Commune);
    Some(UnitRef { name: Some(name), level })
}
