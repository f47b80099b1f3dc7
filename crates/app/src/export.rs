//! Facts and pictures as tables: what was imported comes out in the shape the import reads.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{Counts, Status};
use vedich_documents::{Column, Content, Kind, Table, Tone};
use vedich_facts::{Body, DeclaredState, Fact, Observed, Recorded, Target, UnitLevel, Value};
use vedich_journal::{Journal, JournalError, Select};
use vedich_units::{COUNTRY, Registry};
use vedich_values::{Date, FactSeq, SetId, Timestamp, UnitId, code::compare_codes};

use crate::import::OBSERVATION_COLUMNS;

/// Which statements to take out.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The area: the unit and everything below it.
    pub area: UnitId,
    /// As of this date.
    pub as_of: Date,
    /// Only what had been recorded at this instant; none: all there is.
    pub known_at: Option<Timestamp>,
    /// Only under this set.
    pub set: Option<SetId>,
}

/// The current values and declared statuses of an area: in the columns, and with the codes and dates, that the import reads back
/// without changing anything. Corrected values and values that a later one replaced are not among them; they are in the journal.
///
/// # Errors
/// When the journal does not answer.
pub async fn observations(journal: &Journal, registry: &Registry, wanted: &Wanted) -> Result<Table, JournalError> {
    let mut current = Current::default();
    let select = Select { unit: single(registry, wanted), known_at: wanted.known_at, ..Select::default() };
    let mut inside: FxHashMap<UnitId, bool> = FxHashMap::default();
    journal
        .for_each(&select, |recorded| {
            let unit = recorded.fact.unit;
            if *inside.entry(unit).or_insert_with(|| lies_in(registry, unit, wanted)) {
                current.take(recorded, wanted);
            } else {
                current.corrected.extend(recorded.fact.supersedes);
            }
        })
        .await?;
    let mut rows: Vec<(Key, Recorded)> = current.finish();
    let mut names: FxHashMap<(UnitId, Date), (Content, Content)> = FxHashMap::default();
    rows.sort_by(|(a, _), (b, _)| a.order(b));
    let rows = rows
        .into_iter()
        .map(|(key, recorded)| {
            let unit =
                names.entry((recorded.fact.unit, recorded.fact.as_of)).or_insert_with_key(|(unit, date)| named(registry, *unit, *date));
            row(&key, &recorded.fact, unit.clone())
        })
        .collect();
    let kinds = [Kind::Code, Kind::Text, Kind::Date, Kind::Text, Kind::Code, Kind::Number, Kind::Status, Kind::Text, Kind::Text];
    Ok(Table {
        name: "observations".to_owned(),
        columns: OBSERVATION_COLUMNS.iter().zip(kinds).map(|(heading, kind)| Column::new(heading, kind)).collect(),
        rows,
        ..Table::default()
    })
}

/// Words a board table needs.
#[derive(Clone, Copy)]
pub struct BoardWords<'w> {
    /// Message of a key: `export.board.unit`, `status.met`, …
    pub text: &'w dyn Fn(&str) -> String,
    /// Short sign of a status in a narrow column.
    pub sign: &'w dyn Fn(Status) -> String,
}

/// The board of an area: a row per unit with its status at every criterion and its two counts (form B01).
#[must_use]
pub fn board(board: &Board, area: UnitId, level: UnitLevel, family: &SetId, words: BoardWords<'_>) -> Table {
    let text = words.text;
    let registry = &board.reference().registry;
    let table = board.area(area, level, family);
    let criteria = board.totals(area, level, family).by_criterion;
    let mut columns = vec![
        Column::new(&text("export.board.row"), Kind::Code),
        Column::new(&text("export.board.code"), Kind::Code),
        Column::new(&text("export.board.unit"), Kind::Text),
    ];
    let heading = text("export.board.criteria");
    columns.extend(criteria.iter().map(|(no, _)| Column::new(&no.to_string(), Kind::Status).under(&heading).wide(5)));
    columns.push(Column::new(&text("export.board.criteria-met"), Kind::Code));
    columns.push(Column::new(&text("export.board.indicators-met"), Kind::Code));
    let rows: Vec<Vec<Content>> = table
        .rows
        .iter()
        .zip(1u32..)
        .map(|(line, number)| {
            let at = registry.at(line.unit, board.date());
            let mut row =
                vec![Content::count(number), Content::text(at.and_then(|at| at.code).unwrap_or_default()), Content::text(line.name)];
            row.extend(criteria.iter().map(|(no, _)| match line.status(*no) {
                None | Some(Status::NotApplicable) => Content::NotApplicable,
                Some(Status::NoData) => Content::Empty,
                Some(status) => Content::Status((words.sign)(status), tone(status)),
            }));
            // Where nothing is known the cell stays empty: "0/19" would say that nothing is met.
            let counts =
                |counts: Counts| line.marks.as_ref().map_or(Content::Empty, |_| Content::text(&format!("{}/{}", counts.met, counts.total)));
            row.extend([counts(line.criteria()), counts(line.indicators())]);
            row
        })
        .collect();
    let mut totals = vec![Content::Empty, Content::Empty, Content::text(&text("export.board.units-met"))];
    totals.extend(criteria.iter().map(|(_, counts)| Content::count(counts.met)));
    Table { name: text("export.board.name"), columns, rows, totals: Some(totals), ..Table::default() }
}

/// The columns of the journal's export.
pub const JOURNAL_COLUMNS: [(&str, Kind); 13] = [
    ("fact", Kind::Number),
    ("entry", Kind::Number),
    ("recorded_at", Kind::Text),
    ("unit_id", Kind::Number),
    ("unit_code", Kind::Code),
    ("unit_name", Kind::Text),
    ("as_of", Kind::Date),
    ("kind", Kind::Text),
    ("statement", Kind::Text),
    ("source", Kind::Text),
    ("note", Kind::Text),
    ("evidence", Kind::Text),
    ("supersedes", Kind::Number),
];

/// The head of the journal's table; its rows come from [`journal_row`].
#[must_use]
pub fn journal_table() -> Table {
    Table {
        name: "journal".to_owned(),
        columns: JOURNAL_COLUMNS.iter().map(|(heading, kind)| Column::new(heading, *kind)).collect(),
        ..Table::default()
    }
}

/// One recorded fact as a row; the statement is JSON.
#[must_use]
pub fn journal_row(registry: &Registry, recorded: &Recorded) -> Vec<Content> {
    let fact = &recorded.fact;
    let at = registry.at(fact.unit, fact.as_of);
    let said = |text: &Option<Arc<str>>| Content::text(text.as_deref().unwrap_or_default());
    vec![
        Content::count(recorded.seq.get()),
        Content::count(recorded.entry.get()),
        Content::Text(recorded.recorded_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)),
        Content::count(fact.unit.get()),
        Content::text(at.and_then(|at| at.code).unwrap_or_default()),
        Content::text(at.map_or("", |at| at.name)),
        Content::Date(fact.as_of),
        Content::text(fact.body.kind().name()),
        Content::Text(serde_json::to_string(&fact.body).unwrap_or_default()),
        said(&fact.source),
        said(&fact.note),
        said(&fact.evidence),
        fact.supersedes.map_or(Content::Empty, |seq| Content::count(seq.get())),
    ]
}

/// The tone a status is coloured in.
#[must_use]
pub const fn tone(status: Status) -> Tone {
    match status {
        Status::Met => Tone::Good,
        Status::NarrowlyMet => Tone::Close,
        Status::NotMet => Tone::Bad,
        Status::NoData | Status::NotApplicable | Status::NotAssessable => Tone::Neutral,
    }
}

/// What a statement is of.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Key {
    Value(UnitId, Target),
    State(UnitId, SetId, vedich_values::CriterionNo, Option<vedich_values::IndicatorCode>),
}

impl Key {
    fn order(&self, other: &Self) -> std::cmp::Ordering {
        let parts = |key: &Self| match key {
            Self::Value(unit, target) => (*unit, target.set.clone(), target.code.to_string(), target.part.clone()),
            Self::State(unit, set, criterion, code) => {
                (*unit, set.clone(), code.as_ref().map_or_else(|| criterion.to_string(), ToString::to_string), None)
            }
        };
        let (a, b) = (parts(self), parts(other));
        (a.0, &a.1).cmp(&(b.0, &b.1)).then_with(|| compare_codes(&a.2, &b.2)).then_with(|| a.3.cmp(&b.3))
    }
}

/// The statements that stand, while the journal is read.
#[derive(Default)]
struct Current {
    standing: FxHashMap<Key, Vec<Recorded>>,
    corrected: FxHashSet<FactSeq>,
}

impl Current {
    fn take(&mut self, recorded: Recorded, wanted: &Wanted) {
        self.corrected.extend(recorded.fact.supersedes);
        if recorded.fact.as_of > wanted.as_of {
            return;
        }
        let unit = recorded.fact.unit;
        let key = match &recorded.fact.body {
            Body::Observation { target, .. } => Key::Value(unit, target.clone()),
            Body::DeclaredStatus { set, criterion, code, .. } => Key::State(unit, set.clone(), *criterion, code.clone()),
            _ => return,
        };
        let of_set = match &key {
            Key::Value(_, target) => &target.set,
            Key::State(_, set, ..) => set,
        };
        if wanted.set.as_ref().is_none_or(|set| set == of_set) {
            self.standing.entry(key).or_default().push(recorded);
        }
    }

    /// Per key the latest statement that no other corrects.
    fn finish(self) -> Vec<(Key, Recorded)> {
        let corrected = self.corrected;
        self.standing
            .into_iter()
            .filter_map(|(key, all)| {
                let standing = all.into_iter().filter(|recorded| !corrected.contains(&recorded.seq) && !is_withdrawal(&recorded.fact));
                Some((key, standing.max_by_key(|recorded| (recorded.fact.as_of, recorded.seq))?))
            })
            .collect()
    }
}

const fn is_withdrawal(fact: &Fact) -> bool {
    matches!(&fact.body, Body::Observation { observed: Observed::Withdrawn, .. })
}

/// The unit itself when nothing lies below it: then the journal is read by its key.
fn single(registry: &Registry, wanted: &Wanted) -> Option<UnitId> {
    (wanted.area != COUNTRY && registry.children(wanted.area, wanted.as_of).is_empty()).then_some(wanted.area)
}

/// Whether a unit lies in the area on the date of the export, or lay in it while it existed.
fn lies_in(registry: &Registry, unit: UnitId, wanted: &Wanted) -> bool {
    if unit == wanted.area || wanted.area == COUNTRY {
        return true;
    }
    let Some(known) = registry.get(unit) else { return false };
    let date = match known.span.to {
        Some(to) if to < wanted.as_of => to,
        _ => wanted.as_of,
    };
    registry.ancestors(unit, date).contains(&wanted.area)
}

/// Code and full name, for units without a code with everything above.
fn named(registry: &Registry, unit: UnitId, date: Date) -> (Content, Content) {
    match registry.at(unit, date) {
        Some(at) => match at.code {
            Some(code) => (Content::text(code), Content::text(at.name)),
            None => (Content::Empty, Content::text(&registry.path(unit, date))),
        },
        None => (Content::Empty, Content::text(&registry.path(unit, registry.get(unit).and_then(|u| u.span.to).unwrap_or(date)))),
    }
}

fn row(key: &Key, fact: &Fact, (code, name): (Content, Content)) -> Vec<Content> {
    let (set, indicator) = match key {
        Key::Value(_, target) => match &target.part {
            Some(part) => (&target.set, format!("{}/{part}", target.code)),
            None => (&target.set, target.code.to_string()),
        },
        Key::State(_, set, criterion, None) => (set, criterion.to_string()),
        // An indicator whose code is its criterion's number: the word tells them apart.
        Key::State(_, set, criterion, Some(code)) if code.as_str() == criterion.to_string() => (set, format!("indicator {code}")),
        Key::State(_, set, _, Some(code)) => (set, code.to_string()),
    };
    let (value, status) = match &fact.body {
        Body::Observation { observed, .. } => (shown(observed), Content::Empty),
        Body::DeclaredStatus { state, .. } => (Content::Empty, declared(*state)),
        _ => (Content::Empty, Content::Empty),
    };
    let said = |text: &Option<Arc<str>>| Content::text(text.as_deref().unwrap_or_default());
    vec![
        code,
        name,
        Content::Date(fact.as_of),
        Content::text(set.as_str()),
        Content::Text(indicator),
        value,
        status,
        said(&fact.source),
        said(&fact.note),
    ]
}

fn shown(observed: &Observed) -> Content {
    match observed {
        Observed::NotApplicable => Content::NotApplicable,
        Observed::Withdrawn => Content::Empty,
        Observed::Value(Value::Number(number)) => Content::Number(*number),
        Observed::Value(Value::Date(date)) => Content::Date(*date),
        Observed::Value(_) => Content::Text(vedich_criteria::print_plainly(observed)),
    }
}

fn declared(state: DeclaredState) -> Content {
    let status = Status::from(state);
    Content::Status(status.name().to_owned(), tone(status))
}
