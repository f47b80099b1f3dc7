//! Properties of units out of a file: tiers worked towards, zones and groups set by decision, what set files ask for.

use super::Desk;
use super::found;
use super::margin::Margin;
use super::observations::no_date;
use super::places::Places;
use super::problems::{Finding, Problems};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use vedich_criteria::{Attribute, AttributeKind};
use vedich_documents::{CellValue, Row, Sheet, Sheets, Wanted};
use vedich_facts::{AttributeValue, Body, Fact, Recorded, UnitLevel};
use vedich_values::{Date, FactSeq, UnitId, date::parse_date, text::fold, text::normalise};
use vedich_wording::Lang;

/// The columns.
pub const COLUMNS: [&str; 8] = ["unit_code", "unit_name", "attribute", "value", "from", "to", "source", "note"];
const REQUIRED: &[&[&str]] = &[&["unit_code", "unit_name"], &["attribute"], &["value"], &["from"]];

/// What a file of properties would do.
#[derive(Default)]
pub(super) struct Stated {
    pub(super) facts: Vec<Fact>,
    pub(super) problems: Problems,
    pub(super) rows: u64,
    pub(super) new: u64,
    pub(super) changed: u64,
    pub(super) unchanged: u64,
    pub(super) refused: u64,
}

/// Reads the properties and compares them with those stated already.
pub(super) fn read(sheets: &Sheets, desk: &Desk, settings: &[Recorded], mapping: &[(String, String)]) -> Stated {
    let mut reading = Reading {
        places: Places::new(&desk.reference.registry),
        asked: UnitLevel::ALL.into_iter().map(|level| (level, desk.reference.catalogue.attributes(level))).collect(),
        known: known(settings),
        desk,
        out: Stated::default(),
    };
    let wanted = Wanted { columns: &COLUMNS, required: REQUIRED, mapping };
    for (sheet, header) in found::tables(sheets, &wanted, &mut reading.out.problems) {
        let columns = found::by_name(&COLUMNS, &header);
        let mut margin = Margin::new(sheet, &header);
        for row in header.data(sheet) {
            reading.out.rows += 1;
            margin.check(&row, &mut reading.out.problems);
            reading.row(sheet, &columns, &row);
        }
    }
    reading.out
}

type Key = (UnitId, String, Date);

/// What stands of each property from each day.
fn known(settings: &[Recorded]) -> FxHashMap<Key, (FactSeq, AttributeValue, Option<Date>)> {
    let mut known: FxHashMap<Key, (FactSeq, AttributeValue, Option<Date>)> = FxHashMap::default();
    for recorded in settings {
        if let Body::Attribute { name, value, to } = &recorded.fact.body {
            known.insert((recorded.fact.unit, name.clone(), recorded.fact.as_of), (recorded.seq, value.clone(), *to));
        }
    }
    known
}

/// What is wrong, and in which column.
type Wrong = (&'static str, Finding);

struct Reading<'a> {
    places: Places,
    asked: Vec<(UnitLevel, Vec<Attribute>)>,
    known: FxHashMap<Key, (FactSeq, AttributeValue, Option<Date>)>,
    desk: &'a Desk,
    out: Stated,
}

impl Reading<'_> {
    fn row(&mut self, sheet: &Sheet, columns: &BTreeMap<&'static str, u32>, row: &Row<'_>) {
        let cell = |id: &str| columns.get(id).map_or(CellValue::Empty, |column| row.cell(*column));
        let mut remarks = Vec::new();
        let fact = self.fact(&cell, &mut remarks);
        let refused = fact.map(|fact| self.take(fact)).err();
        self.out.refused += u64::from(refused.is_some());
        for (column, finding) in remarks.into_iter().chain(refused) {
            self.out.problems.add(&finding, || sheet.place(row.number(), columns.get(column).copied().unwrap_or(0)));
        }
    }

    fn take(&mut self, mut fact: Fact) {
        let Body::Attribute { name, value, to } = &fact.body else { return };
        let key = (fact.unit, name.clone(), fact.as_of);
        match self.known.get(&key) {
            Some((_, known, until)) if known == value && until == to => return self.out.unchanged += 1,
            // A later row of the same file corrects an earlier one of no number yet: the later statement of a day counts anyway.
            Some((seq, ..)) => {
                fact.supersedes = (*seq != FactSeq(0)).then_some(*seq);
                self.out.changed += 1;
            }
            None => self.out.new += 1,
        }
        self.known.insert(key, (FactSeq(0), value.clone(), *to));
        self.out.facts.push(fact);
    }

    /// The fact a row states. What is worth saying without refusing the row goes to `remarks`: a name that is not quite that of the code.
    fn fact<'s>(&mut self, cell: &impl Fn(&str) -> CellValue<'s>, remarks: &mut Vec<Wrong>) -> Result<Fact, Wrong> {
        let text = |id: &str| normalise(&cell(id).label());
        let from = day(cell("from"), "from")?.ok_or_else(|| ("from", Finding::error("import.no-date")))?;
        let to = day(cell("to"), "to")?;
        if to.is_some_and(|to| to < from) {
            return Err(("to", Finding::error("import.ends-before")));
        }
        let meaning = self.places.find(&text("unit_code"), &text("unit_name"), Some(from));
        for (column, finding) in [("unit_code", &meaning.code), ("unit_name", &meaning.name)] {
            match finding.clone() {
                Some(finding) if finding.is_error() => return Err((column, finding)),
                remark => remarks.extend(remark.map(|finding| (column, finding))),
            }
        }
        let unit = meaning.unit.ok_or_else(|| ("unit_code", Finding::error("import.no-unit")))?;
        let level = self.desk.reference.registry.at(unit, from).map_or(UnitLevel::Commune, |at| at.level);
        let asked = self.asked.iter().find(|(of, _)| *of == level).map_or(&[][..], |(_, asked)| asked.as_slice());
        let attribute = named(asked, &text("attribute")).ok_or_else(|| unknown(asked, &text("attribute")))?;
        let value = read_value(attribute, &text("value")).ok_or_else(|| no_value(attribute, &text("value")))?;
        let mut fact = Fact::new(unit, from, Body::Attribute { name: attribute.name.clone(), value, to });
        fact.source = Some(text("source")).filter(|source| !source.is_empty()).map(Into::into);
        fact.note = Some(text("note")).filter(|note| !note.is_empty()).map(Into::into);
        Ok(fact)
    }
}

fn day(cell: CellValue<'_>, column: &'static str) -> Result<Option<Date>, Wrong> {
    match cell {
        CellValue::Date(date) => Ok(Some(date)),
        CellValue::Empty => Ok(None),
        cell => parse_date(&cell.label()).map(Some).ok_or_else(|| (column, no_date(&cell.label()))),
    }
}

/// The value a text means for a property: as its kind reads it, or by the words the product has for it ("Nâng cao").
#[must_use]
pub fn read_value(attribute: &Attribute, text: &str) -> Option<AttributeValue> {
    attribute.kind.read(text).or_else(|| {
        let AttributeKind::Word(words) = &attribute.kind else { return None };
        let said = fold(text);
        let is_said = |word: &&String| Lang::ALL.iter().any(|lang| fold(lang.text(&format!("{}.{word}", attribute.name))) == said);
        words.keys().find(is_said).map(|word| AttributeValue::Text(word.clone()))
    })
}

/// The property a text names, by its key or its words in either language.
fn named<'a>(asked: &'a [Attribute], text: &str) -> Option<&'a Attribute> {
    let said = fold(text).replace(' ', "_");
    let words = |name: &str| Lang::ALL.map(|lang| fold(lang.text(&format!("attribute.{name}"))).replace(' ', "_"));
    asked.iter().find(|attribute| attribute.name == said || words(&attribute.name).contains(&said))
}

fn unknown(asked: &[Attribute], text: &str) -> Wrong {
    let names = asked.iter().map(|attribute| attribute.name.as_str()).collect::<Vec<_>>().join(", ");
    ("attribute", Finding::error("import.unknown-attribute").with("found", text).with("candidates", names))
}

fn no_value(attribute: &Attribute, text: &str) -> Wrong {
    let finding = match &attribute.kind {
        AttributeKind::YesNo => Finding::error("import.attribute-yes-no"),
        AttributeKind::Number => Finding::error("import.attribute-number"),
        AttributeKind::Word(words) => {
            Finding::error("import.attribute-word").with("candidates", words.keys().cloned().collect::<Vec<_>>().join(", "))
        }
    };
    ("value", finding.with("found", text).with("attribute", &attribute.name))
}
