//! The forms of papers and the windows of reports, as data: `data/papers/forms.toml`.

use chrono::{Datelike, Days, Months, NaiveDate};
use serde::Deserialize;
use vedich_facts::PaperPeriod;
use vedich_values::{Bilingual, Date};

/// A kind of paper the product makes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// Its id: `report`.
    pub id: String,
    /// Code of the type in the symbol: `BC`; empty for a letter.
    pub code: String,
    /// Its name.
    pub name: Bilingual,
    /// Whether its figures are taken from the board.
    #[serde(default)]
    pub computed: bool,
    /// Name of its template file.
    pub template: String,
    /// Name of its sample file.
    pub sample: String,
    /// Tables its template may place.
    #[serde(default)]
    pub tables: Vec<String>,
}

/// How often a report is due, and which days it covers.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cycle {
    /// Its id: `half`.
    pub id: String,
    /// What a period of it is called, with `{n}`, `{roman}`, `{year}`.
    pub name: Bilingual,
    /// Since when.
    pub from: Date,
    /// The rule.
    pub source: String,
    /// Months it covers.
    pub months: u32,
    /// The day of the month its data end on.
    pub last_day: u32,
    /// The numbers of the year it is for; empty: all.
    #[serde(default)]
    pub only: Vec<u32>,
    /// The period that follows, of the same year; none: the next of this cycle.
    #[serde(default)]
    pub then: Option<Then>,
}

/// A period of the same year.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Then {
    /// Its cycle.
    pub cycle: String,
    /// Its number.
    pub number: u32,
}

/// Forms and cycles.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forms {
    form: Vec<Form>,
    cycle: Vec<Cycle>,
}

impl Forms {
    /// Reads the file.
    ///
    /// # Errors
    /// Why it can't be read.
    pub fn parse(text: &str) -> Result<Self, String> {
        toml::from_str(text).map_err(|error| error.message().to_owned())
    }

    /// The form of that id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Form> {
        self.form.iter().find(|form| form.id == id)
    }

    /// Every form.
    pub fn iter(&self) -> impl Iterator<Item = &Form> {
        self.form.iter()
    }

    /// The cycles by id, in the order of the file.
    #[must_use]
    pub fn cycles(&self) -> Vec<&str> {
        let mut ids: Vec<&str> = Vec::new();
        for cycle in &self.cycle {
            if ids.last() != Some(&cycle.id.as_str()) {
                ids.push(&cycle.id);
            }
        }
        ids
    }

    /// The cycle of a period: the rule in force in its year, or the earliest one.
    fn cycle(&self, id: &str, year: i32, number: u32) -> Option<&Cycle> {
        let fits = |cycle: &&Cycle| cycle.id == id && (cycle.only.is_empty() || cycle.only.contains(&number));
        let mut of_id: Vec<&Cycle> = self.cycle.iter().filter(fits).collect();
        of_id.sort_by_key(|cycle| cycle.from);
        of_id.iter().rev().find(|cycle| cycle.from.year() <= year).or(of_id.first()).copied()
    }

    /// A period with its first and last day; none when a year has no such period.
    #[must_use]
    pub fn period(&self, cycle: &str, year: i32, number: u32) -> Option<PaperPeriod> {
        let rule = self.cycle(cycle, year, number)?;
        let last_month = number.checked_mul(rule.months).filter(|month| (1..=12).contains(month))?;
        let to = NaiveDate::from_ymd_opt(year, last_month, rule.last_day)?;
        let from = to.checked_sub_months(Months::new(rule.months))?.checked_add_days(Days::new(1))?;
        Some(PaperPeriod { cycle: cycle.to_owned(), year, number, from, to })
    }

    /// A period as it is written on the command line and in addresses: `2020`, `2020-H1`, `2020-Q3`, `2020-9M`, `2020-06`.
    #[must_use]
    pub fn parse_period(&self, text: &str) -> Option<PaperPeriod> {
        let (year, rest) = text.trim().split_once('-').unwrap_or((text.trim(), ""));
        let year: i32 = year.parse().ok().filter(|year| (1900..=2200).contains(year))?;
        let (cycle, number) = match rest.to_uppercase().as_str() {
            "" => ("year", 1),
            "9M" => ("nine-months", 1),
            half if half.starts_with('H') => ("half", half[1..].parse().ok()?),
            quarter if quarter.starts_with('Q') => ("quarter", quarter[1..].parse().ok()?),
            month => ("month", month.parse().ok()?),
        };
        self.period(cycle, year, number)
    }

    /// The periods of a year as people choose one: what stands behind the year in its code, and its name without the year. Months first.
    #[must_use]
    pub fn parts(&self, year: i32) -> Vec<(String, Bilingual)> {
        let numbers = (1..=12).flat_map(|number| self.cycles().into_iter().map(move |cycle| (cycle, number)));
        let mut periods: Vec<PaperPeriod> = numbers.filter_map(|(cycle, number)| self.period(cycle, year, number)).collect();
        let place = |cycle: &str| self.cycles().iter().position(|known| *known == cycle);
        periods.sort_by_key(|period| (place(&period.cycle), period.number));
        periods.dedup();
        let yearless = |text: &str| {
            let cut = text.replace(&year.to_string(), "");
            let cut = cut.trim().trim_end_matches(',').trim_end_matches(" of");
            // "6 tháng đầu năm" keeps its year word, "tháng 6 năm" does not.
            let cut =
                if cut.ends_with("đầu năm") || cut.ends_with("cuối năm") { cut } else { cut.strip_suffix(" năm").unwrap_or(cut) };
            cut.trim_end_matches(',').to_owned()
        };
        let part = |period: &PaperPeriod| {
            let code = Self::period_code(period);
            let name = self.period_name(period);
            let code = code.split_once('-').map_or_else(String::new, |(_, part)| part.to_owned());
            (code, Bilingual { vi: yearless(&name.vi), en: yearless(&name.en) })
        };
        periods.iter().map(part).collect()
    }

    /// As [`Forms::parse_period`] reads it.
    #[must_use]
    pub fn period_code(period: &PaperPeriod) -> String {
        let PaperPeriod { cycle, year, number, .. } = period;
        match cycle.as_str() {
            "year" => year.to_string(),
            "nine-months" => format!("{year}-9M"),
            "half" => format!("{year}-H{number}"),
            "quarter" => format!("{year}-Q{number}"),
            _ => format!("{year}-{number:02}"),
        }
    }

    /// What a period is called: `6 tháng đầu năm 2020`.
    #[must_use]
    pub fn period_name(&self, period: &PaperPeriod) -> Bilingual {
        let rule = self.cycle(&period.cycle, period.year, period.number);
        let fill = |text: &str| {
            let text = text.replace("{n}", &period.number.to_string()).replace("{year}", &period.year.to_string());
            text.replace("{roman}", &crate::numbering::roman(period.number))
        };
        rule.map_or_else(Bilingual::default, |rule| Bilingual { vi: fill(&rule.name.vi), en: fill(&rule.name.en) })
    }

    /// The period that follows: the one its cycle names, else the next of its year, or the first of the next year.
    #[must_use]
    pub fn next(&self, period: &PaperPeriod) -> Option<PaperPeriod> {
        if let Some(then) = self.cycle(&period.cycle, period.year, period.number).and_then(|rule| rule.then.as_ref()) {
            return self.period(&then.cycle, period.year, then.number);
        }
        let later = self.period(&period.cycle, period.year, period.number + 1);
        later.or_else(|| self.period(&period.cycle, period.year + 1, 1))
    }

    /// The last day of the period before, and of the same period a year earlier: what a report is compared with.
    #[must_use]
    pub fn compared(period: &PaperPeriod) -> (Option<Date>, Option<Date>) {
        (period.from.pred_opt(), period.to.checked_sub_months(Months::new(12)))
    }

    /// The last day of the year of reports before that of a period.
    #[must_use]
    pub fn year_before(&self, period: &PaperPeriod) -> Option<Date> {
        self.period("year", period.year, 1)?.from.pred_opt()
    }
}
