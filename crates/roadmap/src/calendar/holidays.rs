//! Days off and swapped days of Vietnam: read from the dated list in `data/calendar`, computed by rule for years without one.

use super::lunar;
use chrono::{Datelike, Days, NaiveDate, Weekday};
use std::collections::BTreeSet;
use vedich_values::date::parse_date;
use vedich_values::{Date, Diagnostic, Place};

/// Why a day is off, or worked although it is a Saturday.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolidayKind {
    /// Off by the labour code (nghỉ lễ).
    Statutory,
    /// The Tết break, as planned each year by the government.
    Tet,
    /// In lieu of a holiday on a weekend (nghỉ bù).
    Compensatory,
    /// Off in exchange for a worked Saturday (nghỉ hoán đổi), civil servants.
    SwapOff,
    /// Saturday worked in exchange (làm bù), civil servants.
    SwapWork,
    /// Proposed, not decided: shown, never counted.
    ProposedOff,
    /// Proposed working Saturday, not decided: shown, never counted.
    ProposedWork,
}

/// How sure a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// From an official notice, or fixed by law.
    Known,
    /// By our rule, until the ministry announces the year's plan.
    Estimate,
    /// Proposed only: ignored until confirmed.
    Unconfirmed,
}

/// One row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holiday {
    /// The day.
    pub date: Date,
    /// Why.
    pub kind: HolidayKind,
    /// Its Vietnamese name.
    pub name_vi: String,
    /// Its English name.
    pub name_en: String,
    /// How sure.
    pub certainty: Certainty,
}

impl Holiday {
    /// Whether the row moves a working day; proposals do not.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.certainty != Certainty::Unconfirmed && !matches!(self.kind, HolidayKind::ProposedOff | HolidayKind::ProposedWork)
    }

    /// Whether people work on the day although the week says otherwise.
    #[must_use]
    pub fn is_working(&self) -> bool {
        matches!(self.kind, HolidayKind::SwapWork | HolidayKind::ProposedWork)
    }
}

/// Reads `data/calendar/holidays.csv` (date, weekday, kind, name_vi, name_en, lunar, swap_with, rule_or_source, status).
///
/// # Errors
/// Every row that cannot be read, with its line.
pub fn read_list(text: &str) -> Result<Vec<Holiday>, Vec<Diagnostic>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let (mut holidays, mut problems) = (Vec::new(), Vec::new());
    for (i, row) in reader.records().enumerate() {
        let place = || Place { file: Some("holidays.csv".into()), line: u32::try_from(i + 2).ok(), ..Place::default() };
        let Ok(row) = row else {
            problems.push(Diagnostic::error("calendar.bad-row", place()));
            continue;
        };
        let cell = |n: usize| row.get(n).unwrap_or_default();
        let (date, kind) = (parse_date(cell(0)), kind_of(cell(2)));
        match (date, kind) {
            (Some(date), Some(kind)) => {
                holidays.push(Holiday { date, kind, name_vi: cell(3).into(), name_en: cell(4).into(), certainty: certainty_of(cell(8)) });
            }
            (None, _) => problems.push(Diagnostic::error("calendar.bad-date", place()).with("found", cell(0))),
            (_, None) => problems.push(Diagnostic::error("calendar.bad-kind", place()).with("found", cell(2))),
        }
    }
    if problems.is_empty() { Ok(holidays) } else { Err(problems) }
}

fn kind_of(word: &str) -> Option<HolidayKind> {
    Some(match word {
        "statutory" => HolidayKind::Statutory,
        "tet" => HolidayKind::Tet,
        "compensatory" => HolidayKind::Compensatory,
        "swap_off" => HolidayKind::SwapOff,
        "swap_work" => HolidayKind::SwapWork,
        "proposed_off" => HolidayKind::ProposedOff,
        "proposed_work" => HolidayKind::ProposedWork,
        _ => return None,
    })
}

fn certainty_of(status: &str) -> Certainty {
    if status.starts_with("UNCONFIRMED") {
        Certainty::Unconfirmed
    } else if status.starts_with("ESTIMATE") {
        Certainty::Estimate
    } else {
        Certainty::Known
    }
}

/// Days off of a year by rule, for years whose list is not announced: the fixed days, Tết (the eve and four days, weekend days
/// made up around it), the Hùng Kings, the second day of National Day since 2021, Culture Day since 2026, days in lieu.
/// Swaps are decided year by year and are not guessed.
#[must_use]
pub fn computed(year: i32) -> Vec<Holiday> {
    let mut days = Year { off: BTreeSet::new(), rows: Vec::new() };
    let mut in_lieu = Vec::new();
    let fixed = |month, day| NaiveDate::from_ymd_opt(year, month, day);
    let named = [
        (fixed(1, 1), "Tết Dương lịch", "New Year's Day"),
        (Some(lunar::hung_kings(year)), "Giỗ Tổ Hùng Vương", "Hung Kings' Commemoration"),
        (fixed(4, 30), "Ngày Chiến thắng", "Reunification Day"),
        (fixed(5, 1), "Quốc tế lao động", "Labour Day"),
        (fixed(9, 2), "Quốc khánh", "National Day"),
        (fixed(11, 24).filter(|_| year >= 2026), "Ngày Văn hóa Việt Nam", "Viet Nam Culture Day"),
    ];
    for (date, vi, en) in named.into_iter().filter_map(|(date, vi, en)| Some((date?, vi, en))) {
        days.put(date, HolidayKind::Statutory, vi, en, Certainty::Known);
        in_lieu.push((date, vi, en));
    }
    if let Some(national) = fixed(9, 2).filter(|_| year >= 2021) {
        days.put(
            beside_national_day(national),
            HolidayKind::Statutory,
            "Quốc khánh (ngày liền kề)",
            "National Day (adjacent day)",
            Certainty::Estimate,
        );
    }
    for date in tet_break(year) {
        days.put(date, HolidayKind::Tet, "Tết Nguyên đán", "Lunar New Year", Certainty::Estimate);
    }
    in_lieu.sort_unstable();
    for (date, vi, en) in in_lieu.into_iter().filter(|(date, ..)| is_weekend(*date)) {
        let mut day = date;
        while is_weekend(day) || days.off.contains(&day) {
            day = day + Days::new(1);
        }
        days.put(day, HolidayKind::Compensatory, &format!("Nghỉ bù {vi}"), &format!("{en} (compensatory)"), Certainty::Known);
    }
    days.rows.sort_by_key(|h| (h.date, h.kind));
    days.rows
}

struct Year {
    off: BTreeSet<Date>,
    rows: Vec<Holiday>,
}

impl Year {
    fn put(&mut self, date: Date, kind: HolidayKind, vi: &str, en: &str, certainty: Certainty) {
        self.off.insert(date);
        self.rows.push(Holiday { date, kind, name_vi: vi.into(), name_en: en.into(), certainty });
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The second day of National Day is the day before or after 2 September, whichever makes the longer break.
fn beside_national_day(national: Date) -> Date {
    match national.weekday() {
        Weekday::Mon | Weekday::Thu | Weekday::Sun => national + Days::new(1),
        _ => national - Days::new(1),
    }
}

/// The eve and the first four days of the year; a Saturday among them is made up before, a Sunday after.
fn tet_break(year: i32) -> BTreeSet<Date> {
    let first = lunar::new_year(year);
    let base: Vec<Date> = (0..5).map(|i| first + Days::new(i) - Days::new(1)).collect();
    let mut off: BTreeSet<Date> = base.iter().copied().collect();
    for &day in base.iter().filter(|d| d.weekday() == Weekday::Sat) {
        let mut made_up = day - Days::new(1);
        while is_weekend(made_up) || off.contains(&made_up) {
            made_up = made_up - Days::new(1);
        }
        off.insert(made_up);
    }
    for &day in base.iter().filter(|d| d.weekday() == Weekday::Sun) {
        let mut made_up = day + Days::new(1);
        while is_weekend(made_up) || off.contains(&made_up) {
            made_up = made_up + Days::new(1);
        }
        off.insert(made_up);
    }
    off
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = include_str!("../../../../data/calendar/holidays.csv");

    #[test]
    fn the_rules_give_the_list_of_every_year_from_2017_to_2030_but_for_swaps() {
        let list = read_list(LIST).unwrap();
        assert_eq!(list.len(), 209);
        for year in 2017..=2030 {
            let listed: BTreeSet<Date> = list
                .iter()
                .filter(|h| {
                    h.date.year() == year && matches!(h.kind, HolidayKind::Statutory | HolidayKind::Tet | HolidayKind::Compensatory)
                })
                .map(|h| h.date)
                .collect();
            let by_rule: BTreeSet<Date> = computed(year).into_iter().map(|h| h.date).collect();
            assert_eq!(by_rule, listed, "{year}");
        }
    }

    #[test]
    fn a_proposed_swap_does_not_count_until_it_is_confirmed() {
        let proposed: Vec<Holiday> = read_list(LIST).unwrap().into_iter().filter(|h| !h.counts()).collect();
        assert_eq!(proposed.iter().map(|h| h.date.to_string()).collect::<Vec<_>>(), ["2026-11-23", "2026-11-28"]);
    }

    #[test]
    fn every_unreadable_row_is_reported_with_its_line() {
        let text =
            "date,weekday,kind,name_vi,name_en,lunar,swap_with,rule_or_source,status\nx,T2,tet,a,b,,,,\n2020-01-01,T4,feast,a,b,,,,\n";
        let problems = read_list(text).unwrap_err();
        assert_eq!(
            problems.iter().map(|p| (p.code, p.place.line)).collect::<Vec<_>>(),
            [("calendar.bad-date", Some(2)), ("calendar.bad-kind", Some(3))]
        );
    }
}
