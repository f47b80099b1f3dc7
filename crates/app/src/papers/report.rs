//! The figures of a periodic report: what the template is filled with, and its tables. Taken from the board of the last day of the period,
//! held against the boards of the last day before it and of the same day a year earlier.

mod area;
mod commune;
mod gardens;
mod hamlets;
mod money;
mod steering;
mod work;

pub(super) use money::millions;

use crate::{App, AppError};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_board::Board;
use vedich_criteria::{Counts, CriteriaSet, Scope, Subject};
use vedich_facts::{Body, OutputLine, PaperPeriod, UnitLevel};
use vedich_papers::{Cell, Content, Form, Forms, Row, Table, lower_first};
use vedich_reference::{paper_forms, paper_sample, paper_tables};
use vedich_values::{Date, Decimal, SetId, UnitId};
use vedich_wording::Lang;

/// Official papers are written in Vietnamese, whatever language their maker reads.
pub(super) const VI: Lang = Lang::Vi;

/// A reported count older than this many days is no longer told beside what is known today.
pub(super) const LATE_DAYS: u64 = 400;

/// Whether of some of what is counted nothing is known: a count that was reported then says more.
pub(super) const fn partly_known(counts: Counts) -> bool {
    counts.no_data > 0
}

/// What a template is filled with.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The fields.
    pub fields: serde_json::Value,
    /// The tables, by id.
    pub tables: BTreeMap<String, Table>,
}

impl Report {
    /// What a paper was begun with: its fields, and under `table_data` the tables it brought.
    #[must_use]
    pub fn of_fields(mut fields: serde_json::Value) -> Self {
        let data = fields.as_object_mut().and_then(|fields| fields.remove("table_data"));
        let tables = data.and_then(|data| serde_json::from_value(data).ok()).unwrap_or_default();
        Self { fields, tables }
    }

    /// Fields that bring their tables along, as a paper keeps them.
    #[must_use]
    pub fn into_fields(self) -> serde_json::Value {
        let mut fields = self.fields;
        if let (Some(fields), Ok(tables)) = (fields.as_object_mut(), serde_json::to_value(&self.tables)) {
            fields.insert("table_data".to_owned(), tables);
        }
        fields
    }

    /// What a form's template is tried with: its sample, and its tables without rows.
    #[must_use]
    pub fn sample(form: &Form) -> Self {
        let table = |id: &String| Some((id.clone(), paper_tables().get(id)?.fill(&[], &["1".to_owned(), "2".to_owned()], Vec::new())));
        Self { fields: paper_sample(form), tables: form.tables.iter().filter_map(table).collect() }
    }
}

/// The boards a report looks at.
pub(super) struct Look<'a> {
    pub(super) now: &'a Board,
    pub(super) previous: Option<&'a Board>,
    pub(super) last_year: Option<&'a Board>,
    /// The last day of the year of reports before.
    pub(super) year_before: Option<&'a Board>,
    pub(super) unit: UnitId,
    pub(super) period: &'a PaperPeriod,
    /// The last day the figures are of: that of the period, or today while it lasts.
    pub(super) date: Date,
    /// Papers the unit issued in the period: name of the form, number and symbol, day.
    pub(super) papers: &'a [(String, String, Date)],
}

impl<'a> Look<'a> {
    /// A look at one day alone.
    pub(super) const fn at(now: &'a Board, unit: UnitId, period: &'a PaperPeriod, date: Date) -> Self {
        Self { now, previous: None, last_year: None, year_before: None, unit, period, date, papers: &[] }
    }
}

impl App {
    /// The figures of a unit's report of a period. A period that has not ended is reported as it stands today.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn report(&self, unit: UnitId, period: &PaperPeriod) -> Result<Report, AppError> {
        let date = period.to.min(self.today());
        let (previous, last_year) = Forms::compared(period);
        let now = self.picture(date, None).await?;
        let previous = self.earlier(unit, previous).await?;
        let last_year = self.earlier(unit, last_year).await?;
        let year_before = self.earlier(unit, paper_forms().year_before(period)).await?;
        let papers = self.issued_between(unit, period.from, date);
        let period = period.clone();
        let reported = tokio::task::spawn_blocking(move || {
            let (previous, last_year, year_before) = (previous.as_deref(), last_year.as_deref(), year_before.as_deref());
            Look { previous, last_year, year_before, papers: &papers, ..Look::at(&now, unit, &period, date) }.report()
        });
        reported.await.map_err(|_| AppError::Stopped)
    }

    /// Papers a unit issued between two days, in the order of their days.
    fn issued_between(&self, unit: UnitId, from: Date, to: Date) -> Vec<(String, String, Date)> {
        let registers = self.papers();
        let years = chrono::Datelike::year(&from)..=chrono::Datelike::year(&to);
        let lines = years.flat_map(|year| registers.outgoing(unit, year));
        let of_period = lines.filter(|(.., dated)| (from..=to).contains(dated));
        let mut papers: Vec<_> = of_period
            .map(|(line, issue, dated)| {
                let form = paper_forms().get(&line.form).map_or(line.form.as_str(), |form| form.name.vi.as_str());
                (form.to_owned(), issue.symbol.clone(), dated)
            })
            .collect();
        papers.sort_by_key(|(.., dated)| *dated);
        papers
    }

    /// The picture of an earlier day; none when the unit did not exist then.
    async fn earlier(&self, unit: UnitId, date: Option<Date>) -> Result<Option<Arc<Board>>, AppError> {
        let Some(date) = date.filter(|date| *date <= self.today()) else { return Ok(None) };
        let exists = self.reference().registry.at(unit, date).is_some();
        if exists { self.picture(date, None).await.map(Some) } else { Ok(None) }
    }
}

impl<'a> Look<'a> {
    fn report(&self) -> Report {
        let level = self.level();
        let mut report = Report::default();
        let mut tables = BTreeMap::new();
        let family = self.family();
        let (now, compared) = match &family {
            Some(set) if level >= UnitLevel::Commune => self.of_unit(set),
            Some(set) => self.of_area(set),
            None => unknown(),
        };
        if let Some(set) = &family {
            if level < UnitLevel::Commune {
                tables.extend(self.area_tables(set));
            } else {
                tables.extend(self.indicators(set).map(|table| ("B04".to_owned(), table)));
            }
        }
        tables.extend(self.resources().map(|table| ("B05".to_owned(), table)));
        tables.extend(self.works().map(|table| ("B08".to_owned(), table)));
        tables.extend(self.hamlets().map(|table| ("B11".to_owned(), table)));
        tables.extend(self.stages().map(|table| ("stages".to_owned(), table)));
        let there: serde_json::Map<_, _> = ["B01", "B02", "B03", "B04", "B05", "B08", "B11"]
            .map(|id| (id.to_owned(), tables.contains_key(id).into()))
            .into_iter()
            .collect();
        let forms = paper_forms();
        let next = forms.next(self.period).map(|next| forms.period_name(&next).vi).unwrap_or_default();
        report.fields = serde_json::json!({
            "unit": { "name": lower_first(self.name(self.unit)), "commune": level >= UnitLevel::Commune },
            "period": {
                "label": forms.period_name(self.period).vi, "next_label": next,
                "from": date(self.period.from), "to": date(self.date),
            },
            "set": { "name": family.as_ref().map(|set| set.title.vi.clone()).unwrap_or_default() },
            "now": now,
            "compared": compared,
            "addressees": self.addressees(),
            "outputs": self.outputs(),
            "directing": self.directing(),
            "capital": self.capital(),
            "shortcomings": self.shortcomings(),
            "directions": self.remarks("direction"),
            "tasks": self.tasks_ahead(),
            "proposals": self.proposed(),
            "tables": there,
        });
        report.tables = tables;
        report
    }

    pub(super) fn level(&self) -> UnitLevel {
        self.now.reference().registry.get(self.unit).map_or(UnitLevel::Country, |unit| unit.level)
    }

    pub(super) fn name(&self, unit: UnitId) -> &'a str {
        self.now.reference().registry.at(unit, self.date).map_or("", |at| at.name)
    }

    /// The set the report follows: of the unit itself, or of the communes of an area; the one with the most data where several are in force.
    fn family(&self) -> Option<Arc<CriteriaSet>> {
        let board = self.now;
        let level = self.level();
        if level >= UnitLevel::Commune {
            return self.set_with_data(self.unit, level);
        }
        let counted = |set: &Arc<CriteriaSet>| board.totals(self.unit, UnitLevel::Commune, &set.id).with_data;
        let slug = board.reference().registry.province_slug(self.unit, self.date);
        // What another province has issued says nothing of this area.
        let here = |set: &CriteriaSet| match &set.scope {
            Scope::National => true,
            Scope::Province(of) => Some(of.as_str()) == slug,
        };
        let fits = |set: &&Arc<CriteriaSet>| set.subject == Subject::Commune && set.effective.contains(self.date) && here(set);
        let sets = board.reference().catalogue.iter().filter(fits);
        let own = |set: &Arc<CriteriaSet>| board.reference().catalogue.localise(&set.id, slug, self.date) == set.id;
        // With as many everywhere the tier everybody works towards first, as the province has issued it.
        sets.max_by_key(|set| (counted(set), std::cmp::Reverse(set.tier), own(set), std::cmp::Reverse(set.id.clone()))).cloned()
    }

    /// The set in force for a unit; another one of its subject when nothing is known under that.
    pub(super) fn set_with_data(&self, unit: UnitId, level: UnitLevel) -> Option<Arc<CriteriaSet>> {
        let board = self.now;
        let own = board.set_in_force(unit).cloned();
        let has = |set: &SetId| board.place(unit, Some(set)).is_some_and(|place| place.has_data || !place.reported.is_empty());
        if own.as_ref().is_some_and(|set| has(&set.id)) {
            return own;
        }
        let subject = if level == UnitLevel::Hamlet { Subject::Hamlet } else { Subject::Commune };
        let registry = &board.reference().registry;
        let slug = registry.province_slug(unit, self.date);
        let catalogue = &board.reference().catalogue;
        let fits = |set: &&Arc<CriteriaSet>| {
            set.subject == subject && set.effective.contains(self.date) && catalogue.localise(&set.id, slug, self.date) == set.id
        };
        catalogue.iter().filter(fits).find(|set| has(&set.id)).cloned().or(own)
    }

    /// Statements about the unit by the last day of the period, the latest first.
    pub(super) fn records(&self, unit: UnitId) -> impl Iterator<Item = Arc<vedich_facts::Recorded>> + use<'a> {
        let date = self.date;
        self.now.records(unit).into_iter().filter(move |recorded| recorded.fact.as_of <= date)
    }

    /// The unit and, of an area, its communes.
    pub(super) fn units(&self) -> Vec<UnitId> {
        let communes = self.level() < UnitLevel::Commune;
        let below = communes.then(|| self.now.reference().registry.descendants(self.unit, UnitLevel::Commune, self.date));
        std::iter::once(self.unit).chain(below.into_iter().flatten()).collect()
    }

    /// What was done in the period: as the unit itself states it; what only its communes state is added up.
    fn outputs(&self) -> Vec<serde_json::Value> {
        let mut found: Vec<(UnitId, OutputLine)> = Vec::new();
        for unit in self.units() {
            let stated = self.records(unit).filter(|recorded| recorded.fact.as_of >= self.period.from);
            let mut own: Vec<OutputLine> = stated
                .filter_map(|recorded| match &recorded.fact.body {
                    // What is only planned was not done.
                    Body::Output(line) if line.quantity.is_some() => Some(line.clone()),
                    _ => None,
                })
                .collect();
            own.reverse();
            for line in own {
                let same = |(_, other): &&mut (UnitId, OutputLine)| other.what.vi == line.what.vi && other.unit.vi == line.unit.vi;
                match found.iter_mut().find(same).filter(|_| unit != self.unit) {
                    Some((by, sum)) if *by != self.unit => {
                        sum.quantity = Some(sum.quantity.unwrap_or_default() + line.quantity.unwrap_or_default())
                    }
                    Some(_) => {}
                    None => found.push((unit, line)),
                }
            }
        }
        let shown = |(_, line): &(UnitId, OutputLine)| serde_json::json!({ "what": line.what.vi, "quantity": vedich_wording::number(VI, line.quantity.unwrap_or_default()), "unit": line.unit.vi });
        found.iter().map(shown).collect()
    }

    pub(super) fn remarks(&self, wanted: &str) -> Vec<String> {
        let said = |recorded: Arc<vedich_facts::Recorded>| match &recorded.fact.body {
            Body::Remark { topic, text } if topic == wanted && recorded.fact.as_of >= self.period.from => Some(text.vi.clone()),
            _ => None,
        };
        let mut found: Vec<String> = self.records(self.unit).filter_map(said).collect();
        found.reverse();
        found
    }

    /// A table of the file with its rows; none without rows.
    pub(super) fn table(&self, id: &str, each: &[String], rows: Vec<Row>) -> Option<Table> {
        if rows.is_empty() {
            return None;
        }
        let on = date(self.date);
        let source = VI.say("paper.source", &[("date", &on)]);
        let params = [("date", on.as_str()), ("unit", &lower_first(self.name(self.unit))), ("source", &source)];
        Some(paper_tables().get(id)?.fill(&params, each, rows))
    }
}

/// What is said of a unit without a set: nothing, in every field a template may ask for.
pub(super) fn unknown() -> (serde_json::Value, serde_json::Value) {
    let now = serde_json::json!({
        "criteria": "", "indicators": "", "counted": "", "reported": null, "unmet": "", "narrow": "",
        "units": 0, "with_data": 0, "full": 0, "full_share": "–", "average": "–",
    });
    (now, serde_json::json!({ "previous": null, "last_year": null }))
}

/// A row of one-place cells.
pub(super) fn row(cells: Vec<Content>) -> Row {
    Row { cells: cells.into_iter().map(Cell::new).collect(), bold: false }
}

/// The same, a total or the head of a group.
pub(super) fn bold(cells: Vec<Content>) -> Row {
    Row { bold: true, ..row(cells) }
}

pub(super) fn date(date: Date) -> String {
    vedich_values::date::print_date(date)
}

/// "16/20"; nothing where nothing is known.
pub(super) fn tally(counts: Counts) -> Content {
    if counts.met + counts.not_met == 0 { Content::Empty } else { Content::Text(format!("{}/{}", counts.met, counts.total)) }
}

/// A share in percent with one decimal; "does not apply" of nothing.
pub(super) fn share(part: u32, whole: u32) -> Content {
    match quotient(Decimal::from(part) * Decimal::ONE_HUNDRED, Decimal::from(whole)) {
        Some(share) => Content::Percent(share),
        None => Content::NotApplicable,
    }
}

/// A quotient with one decimal, rounded half away from zero.
pub(super) fn quotient(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let quotient = part.checked_div(whole)?;
    Some(quotient.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
}

/// A difference with its sign; a blank where it is not known.
pub(super) fn gain(difference: Option<i64>) -> Content {
    match difference {
        None => Content::Empty,
        Some(up) if up > 0 => Content::Text(format!("+{up}")),
        Some(other) => Content::count(other),
    }
}

/// "tăng 2 tiêu chí", "giảm 1 tiêu chí", "không thay đổi số tiêu chí đạt".
pub(super) fn moved(key: &str, difference: i64) -> String {
    let count = difference.unsigned_abs().to_string();
    let way = match difference.signum() {
        1 => "paper.up",
        -1 => "paper.down",
        _ => "paper.same",
    };
    VI.say(way, &[("count", &count), ("what", VI.text(key))])
}
