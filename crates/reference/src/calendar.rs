//! Public holidays and days moved by the Government, `data/calendar/holidays.csv`.

use crate::{
    files::HOLIDAYS,
    table::{Row, cell, read},
};
use chrono::{Datelike, Weekday};
use serde::{Deserialize, Serialize};
use vedich_values::{Bilingual, Date, Diagnostic, date::parse_date};

/// What kind of day it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// A holiday by the Labour Code (ngày lễ).
    Statutory,
    /// The lunar New Year (Tết Nguyên đán).
    Tet,
    /// A working day off because a holiday fell on a weekend (nghỉ bù).
    Compensatory,
    /// A working day given off, worked on another day (hoán đổi).
    SwapOff,
    /// A day of the weekend worked for it (làm bù).
    SwapWork,
}

impl HolidayKind {
    /// Whether nobody has to work; false only for a day worked in exchange.
    #[must_use]
    pub const fn is_day_off(self) -> bool {
        !matches!(self, Self::SwapWork)
    }
}

/// How sure the day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayStatus {
    /// Seen in a source.
    Confirmed,
    /// Follows from law or the lunar calendar.
    Derived,
    /// Expected; the Government fixes it every year.
    Estimated,
    /// Proposed and not decided: not to be counted on.
    Proposed,
}

/// A day that is not what its weekday says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// Its kind.
    pub kind: HolidayKind,
    /// Its name.
    pub name: Bilingual,
    /// Lunar date in words.
    pub lunar: Option<String>,
    /// The day it is exchanged with.
    pub swap_with: Option<Date>,
    /// Law or notice behind it.
    pub rule: String,
    /// How sure.
    pub status: HolidayStatus,
    /// How sure, in the words of the table.
    pub basis: String,
}

#[derive(Deserialize)]
struct HolidayRow {
    date: String,
    weekday: String,
    kind: String,
    name_vi: String,
    name_en: String,
    lunar: String,
    swap_with: String,
    rule_or_source: String,
    status: String,
}

const FILE: &str = "holidays.csv";

/// All days of the table, in order of date.
///
/// # Errors
/// Every problem of the table, with its line.
pub fn holidays() -> Result<Vec<Holiday>, Vec<Diagnostic>> {
    parse(HOLIDAYS)
}

fn parse(text: &str) -> Result<Vec<Holiday>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let mut days = Vec::new();
    for row in read::<HolidayRow>(FILE, text, &mut problems) {
        match holiday(&row) {
            Ok(day) => days.push(day),
            Err(problem) => problems.push(problem),
        }
    }
    days.sort_by_key(|day| day.date);
    if problems.is_empty() { Ok(days) } else { Err(problems) }
}

fn holiday(row: &Row<HolidayRow>) -> Result<Holiday, Diagnostic> {
    let problem = |code, key: &str, found: &str| Diagnostic::error(code, cell(FILE, row.line, key)).with("found", found);
    let row = &row.value;
    let date = parse_date(&row.date).ok_or_else(|| problem("reference.bad-date", "date", &row.date))?;
    if weekday(date) != row.weekday {
        return Err(problem("reference.bad-weekday", "weekday", &row.weekday).with("known", weekday(date)));
    }
    let (kind, proposed) = match row.kind.as_str() {
        "statutory" => (HolidayKind::Statutory, false),
        "tet" => (HolidayKind::Tet, false),
        "compensatory" => (HolidayKind::Compensatory, false),
        "swap_off" => (HolidayKind::SwapOff, false),
        "swap_work" => (HolidayKind::SwapWork, false),
        "proposed_off" => (HolidayKind::SwapOff, true),
        "proposed_work" => (HolidayKind::SwapWork, true),
        other => return Err(problem("reference.bad-word", "kind", other)),
    };
    let swap_with = match row.swap_with.as_str() {
        "" => None,
        text => Some(parse_date(text).ok_or_else(|| problem("reference.bad-date", "swap_with", text))?),
    };
    let status = match row.status.as_str() {
        _ if proposed => HolidayStatus::Proposed,
        text if text.starts_with("UNCONFIRMED") => HolidayStatus::Proposed,
        text if text.starts_with("ESTIMATE") => HolidayStatus::Estimated,
        text if text.starts_with("verified") => HolidayStatus::Confirmed,
        text if text.starts_with("derived") => HolidayStatus::Derived,
        other => return Err(problem("reference.bad-word", "status", other)),
    };
    Ok(Holiday {
        date,
        kind,
        name: Bilingual::new(&row.name_vi, &row.name_en),
        lunar: Some(row.lunar.clone()).filter(|lunar| !lunar.is_empty()),
        swap_with,
        rule: row.rule_or_source.clone(),
        status,
        basis: row.status.clone(),
    })
}

/// `T2` to `T7`, `CN`.
fn weekday(date: Date) -> &'static str {
    match date.weekday() {
        Weekday::Mon => "T2",
        Weekday::Tue => "T3",
        Weekday::Wed => "T4",
        Weekday::Thu => "T5",
        Weekday::Fri => "T6",
        Weekday::Sat => "T7",
        Weekday::Sun => "CN",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_calendar_is_readable_and_tells_proposed_days_apart() {
        let days = holidays().unwrap();
        assert_eq!(days.len(), 209);
        assert!(days.iter().filter(|day| day.status == HolidayStatus::Proposed).count() >= 2);
        let national_day = days.iter().find(|day| day.date == Date::from_ymd_opt(2020, 9, 2).unwrap()).unwrap();
        assert_eq!((national_day.name.vi.as_str(), national_day.kind), ("Quốc khánh", HolidayKind::Statutory));
        assert!(
            days.iter()
                .filter(|day| day.kind == HolidayKind::SwapWork)
                .all(|day| day.swap_with.is_some() || day.status == HolidayStatus::Proposed)
        );
    }

    #[test]
    fn a_wrong_weekday_is_reported_with_its_line() {
        let text = "date,weekday,kind,name_vi,name_en,lunar,swap_with,rule_or_source,status\n2020-09-02,T2,statutory,Quốc khánh,National Day,,,,verified\n";
        let problems = parse(text).unwrap_err();
        assert_eq!((problems[0].code, problems[0].place.line), ("reference.bad-weekday", Some(2)));
    }
}
