//! Sheets as workbooks to take away: filled with what is known, to be filled in and returned.

mod area;

pub use area::{area_table, codes, criterion_of, shown};

use super::SheetPlan;
use crate::duties::InCharge;
use vedich_criteria::{Criterion, Measure, Status};
use vedich_documents::{Column, Content, Kind, Table};
use vedich_entry::LineKey;
use vedich_facts::{DeclaredState, Observed};
use vedich_values::text::fold;
use vedich_values::{CriterionNo, Date, Period, UnitId};

/// The words a workbook needs, in its reader's language.
pub struct SheetWords<'a> {
    /// Title.
    pub title: String,
    /// Lines under it: unit, period.
    pub subtitles: Vec<String>,
    /// A message by key.
    pub text: &'a dyn Fn(&'static str) -> String,
    /// The name of a unit, and its code.
    pub unit: &'a dyn Fn(UnitId) -> (String, String),
    /// What is required of a line, its unit of measure, its name.
    pub line: &'a dyn Fn(&SheetPlan, &LineKey) -> (String, String, String),
    /// Who works on a criterion and by when.
    pub in_charge: &'a dyn Fn(&SheetPlan, CriterionNo) -> InCharge,
    /// The evidence that shows a line, by name, as far as the reader may see it.
    pub evidence: &'a dyn Fn(&SheetPlan, &LineKey) -> Vec<String>,
    /// How far the record goes: what is recorded later is not replaced unseen when the workbook comes back.
    pub version: u64,
}

impl std::fmt::Debug for SheetWords<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SheetWords").field("title", &self.title).field("version", &self.version).finish_non_exhaustive()
    }
}

/// What stands before the version of the record in a workbook's subtitle, so that it is found when it comes back.
pub(super) const VERSION_MARK: &str = "Phiên bản sổ:";
/// What stands before the unit and the period of a workbook, so that it is not taken for another's when it comes back.
pub(super) const NUMBER_MARK: &str = "Mã phiếu Vedich:";

/// Columns before evidence, who is in charge, and the deadline.
const COLUMNS_OF_LINE: usize = 10;
/// The place of the rating among them.
const RATING: usize = 6;

/// What stands behind a mark that only shows how a line stands on record. It states nothing: whoever changes the mark to one of their own,
/// without these words, does.
const ON_RECORD: &str = "(đang ghi nhận)";
/// Width of a column that holds such marks.
const MARK_WIDE: u16 = 19;

/// The sheet of one unit: a row per line (biểu B04).
#[must_use]
pub fn unit_table(plan: &SheetPlan, words: &SheetWords<'_>) -> Table {
    let text = words.text;
    let columns = vec![
        Column::new("Mã", Kind::Code).wide(10),
        Column::new(&text("entry.indicator"), Kind::Text).wide(48),
        Column::new("ĐVT", Kind::Text).wide(14),
        Column::new(&text("entry.required"), Kind::Text).wide(16),
        Column::new(&text("entry.last"), Kind::Text).wide(14),
        Column::new("Kết quả", Kind::Code).wide(12),
        Column::new("Tự đánh giá", Kind::Code).wide(MARK_WIDE),
        Column::new("Ngày số liệu", Kind::Date).wide(12),
        Column::new("Nguồn", Kind::Text).wide(24),
        Column::new("Ghi chú", Kind::Text).wide(30),
        Column::new("Minh chứng", Kind::Text).wide(30),
        Column::new("Phụ trách", Kind::Text).wide(24),
        Column::new("Hạn", Kind::Date).wide(12),
    ];
    let mut rows = Vec::new();
    for criterion in &plan.form.set.criteria {
        let mut charge = (words.in_charge)(plan, criterion.no);
        // A day before the period began is of a plan that is over.
        charge.due = charge.due.filter(|due| *due >= plan.window.opens);
        let row_of = |cells: Vec<Content>, key: &LineKey| charged(cells, &(words.evidence)(plan, key), &charge);
        let whole = LineKey { unit: plan.unit, code: format!("#{}", criterion.no), part: None };
        rows.push(row_of(criterion_row(plan, criterion), &whole));
        for indicator in &criterion.indicators {
            for (slot, place) in (0_u16..).zip(plan.form.layout.slots()).filter(|(_, place)| place.code == indicator.code) {
                let key = LineKey { unit: plan.unit, code: place.code.to_string(), part: place.part.as_ref().map(ToString::to_string) };
                rows.push(row_of(row(plan, slot, &key, words), &key));
            }
        }
    }
    let mut table = Table { columns, rows, ..base(plan.unit, Some(plan.period), words) };
    table.notes.push(text("entry.hint-on-record"));
    table
}

/// The row of a criterion: its name; what is said of it as a whole where the set lists no indicators of it, or it was said all the same.
fn criterion_row(plan: &SheetPlan, criterion: &Criterion) -> Vec<Content> {
    let mut cells = vec![Content::text(&heading(criterion.no)), Content::text(&criterion.name.vi)];
    let listed = !criterion.indicators.is_empty();
    let said = plan.form.said_of(criterion.no).filter(|said| !(listed && said.implied));
    let typed = plan.criterion_line(criterion.no).filter(|line| !line.typed.value.is_empty());
    let stands = plan.after.criteria.iter().find(|result| result.no == criterion.no).map(|result| result.status);
    let rating = stands.map_or(Content::Empty, on_record);
    if listed && said.is_none() && typed.is_none() {
        cells.resize(COLUMNS_OF_LINE, Content::Empty);
        cells[RATING] = rating;
        return cells;
    }
    let last = said.map_or(Content::Empty, |said| marked(said.state));
    let named = said.filter(|said| !said.implied);
    let (result, date) = match typed {
        Some(line) => (Content::text(&line.typed.value), Content::Date(line.as_of)),
        None => named.map_or((Content::Empty, Content::Empty), |said| (marked(said.state), Content::Date(said.as_of))),
    };
    let source = said.and_then(|said| said.source.as_deref()).unwrap_or_default();
    cells.extend([Content::Empty, Content::Empty, last, result, rating, date, Content::text(source), Content::Empty]);
    cells
}

/// A row with its evidence, counted and named, and with who works on its criterion and by when; blank to be filled in where nobody does.
fn charged(mut cells: Vec<Content>, evidence: &[String], charge: &InCharge) -> Vec<Content> {
    let shown = if evidence.is_empty() { String::new() } else { format!("{}: {}", evidence.len(), evidence.join("; ")) };
    cells.push(Content::text(&shown));
    cells.extend([Content::text(&charge.who), charge.due.map_or(Content::Empty, Content::Date)]);
    cells
}

/// The heading of a criterion as a whole, as it is read again.
fn heading(no: CriterionNo) -> String {
    format!("TC{no}")
}

/// A status as officials write it in a cell, and as it is read again.
#[must_use]
pub const fn mark(state: DeclaredState) -> &'static str {
    match state {
        DeclaredState::Met => "Đ",
        DeclaredState::NarrowlyMet => "Đ*",
        DeclaredState::NotMet => "CĐ",
        DeclaredState::NotApplicable => "-",
    }
}

/// How a line stands with what is known and typed.
fn stands(plan: &SheetPlan, key: &LineKey) -> Option<Status> {
    let result = plan.after.indicators.iter().find(|one| one.code.as_str() == key.code)?;
    match &key.part {
        Some(part) => result.parts.iter().find(|one| one.key.as_str() == part).map(|one| one.status),
        None => Some(result.status),
    }
}

/// How a line stands on record, as a cell that states nothing when it comes back.
fn on_record(status: Status) -> Content {
    let state = match status {
        Status::Met => DeclaredState::Met,
        Status::NarrowlyMet => DeclaredState::NarrowlyMet,
        Status::NotMet => DeclaredState::NotMet,
        Status::NotApplicable => DeclaredState::NotApplicable,
        Status::NoData | Status::NotAssessable => return Content::Empty,
    };
    Content::Text(format!("{} {ON_RECORD}", mark(state)))
}

/// Whether a cell that came back only shows how its line stood on record.
pub(super) fn is_on_record(text: &str) -> bool {
    fold(text).ends_with(&fold(ON_RECORD))
}

fn marked(state: DeclaredState) -> Content {
    if state == DeclaredState::NotApplicable { Content::NotApplicable } else { Content::text(mark(state)) }
}

fn row(plan: &SheetPlan, slot: u16, key: &LineKey, words: &SheetWords<'_>) -> Vec<Content> {
    let (name, unit, required) = (words.line)(plan, key);
    let code = shown_line(plan, key);
    let stated = plan.form.values.get(usize::from(slot)).and_then(Option::as_ref);
    let shown = known(plan, slot);
    let said = plan.form.said_of_indicator(&key.code).filter(|_| key.part.is_none() && shown.is_none());
    let last = shown.as_ref().map(|(text, _)| text.clone()).or_else(|| said.map(|said| mark(said.state).to_owned())).unwrap_or_default();
    let (result, date) = match plan.line(slot).filter(|line| !line.typed.value.is_empty()) {
        Some(line) => (Content::text(&line.typed.value), Content::Date(line.as_of)),
        None => shown.map_or((Content::Empty, Content::Empty), |(_, cell)| {
            (cell, stated.map_or(Content::Empty, |stated| Content::Date(stated.as_of)))
        }),
    };
    let source = stated.and_then(|stated| stated.source.as_deref()).or_else(|| said.and_then(|said| said.source.as_deref()));
    // What is filled in is read again as it stands, so only where a mark is a rating and no value.
    let rated = said.filter(|said| result == Content::Empty && !said.implied && reads_as_rating(plan, slot, said.state));
    let (rating, date) = match rated {
        Some(said) => (marked(said.state), Content::Date(said.as_of)),
        None => (stands(plan, key).map_or(Content::Empty, on_record), date),
    };
    let mut cells = vec![Content::Text(code)];
    cells.extend([name, unit, required, last].map(|text| Content::text(&text)));
    cells.extend([result, rating, date, Content::text(source.unwrap_or_default()), Content::Empty]);
    cells
}

/// Whether the mark of a status is read as that status in a slot, and not as a value of it.
fn reads_as_rating(plan: &SheetPlan, slot: u16, state: DeclaredState) -> bool {
    let place = plan.form.layout.at(slot);
    state != DeclaredState::NotApplicable
        && place.is_some_and(|place| place.met_by_no || !place.measures.iter().any(|one| matches!(one, Measure::YesNo | Measure::Level)))
}

/// What stands in a slot: in words, and as a cell.
fn known(plan: &SheetPlan, slot: u16) -> Option<(String, Content)> {
    let stated = plan.form.values.get(usize::from(slot))?.as_ref()?;
    let place = plan.form.layout.at(slot)?;
    let observed = stated.cell.observed(&place.scale)?;
    let text = place.print(&observed);
    let cell = match &observed {
        Observed::NotApplicable => Content::NotApplicable,
        Observed::Value(vedich_facts::Value::Number(number)) if place.measures.first() != Some(&Measure::Level) => Content::Number(*number),
        _ => Content::Text(text.clone()),
    };
    Some((text, cell))
}

/// A line as [`shown`].
#[must_use]
pub fn shown_line(plan: &SheetPlan, key: &LineKey) -> String {
    match &key.part {
        Some(part) => shown(std::slice::from_ref(plan), &format!("{}/{part}", key.code)),
        None => key.code.clone(),
    }
}

fn base(unit: UnitId, period: Option<Period>, words: &SheetWords<'_>) -> Table {
    let (name, code) = (words.unit)(unit);
    let mut subtitles = vec![format!("{name} ({code})")];
    subtitles.extend(words.subtitles.iter().cloned());
    subtitles.extend(period.map(|period| format!("{NUMBER_MARK} {unit}/{period}")));
    subtitles.push(format!("{VERSION_MARK} {}", words.version));
    Table {
        name: "Số liệu".to_owned(),
        title: words.title.clone(),
        subtitles,
        notes: vec![(words.text)("entry.hint-states")],
        ..Table::default()
    }
}

/// A date as officials write it in a cell.
pub(super) fn cell_date(date: Date) -> String {
    vedich_values::date::print_date(date)
}
