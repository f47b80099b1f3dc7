//! Reporting periods with their data windows: dated rules, read from data.

use crate::odd::OddRules;
use chrono::{Datelike, Days, Months, Weekday};
use serde::Deserialize;
use std::collections::BTreeMap;
use vedich_facts::UnitLevel;
use vedich_values::{Bilingual, Cycle, Date, Diagnostic, Period, Place};

/// The days of one period.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day whose data belongs to it (ngày mở kỳ).
    pub opens: Date,
    /// Last day whose data belongs to it (ngày chốt số liệu).
    pub closes: Date,
    /// Last day to hand it in (hạn nộp). From the next day on it is locked (khóa sổ).
    pub due: Date,
    /// From this day on it is reminded of.
    pub reminds: Date,
}

impl Window {
    /// Whether it can no longer be handed in in time.
    #[must_use]
    pub fn is_locked(&self, today: Date) -> bool {
        today > self.due
    }

    /// Whether there is anything to report yet.
    #[must_use]
    pub fn is_open(&self, today: Date) -> bool {
        self.opens <= today
    }

    /// The date a value typed today is of, unless its author says otherwise: today, or the last day of the window once that is past.
    #[must_use]
    pub fn default_date(&self, today: Date) -> Date {
        today.min(self.closes)
    }
}

/// A reminder (nhắc việc): a period to hand in by a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reminder {
    /// The period.
    pub period: Period,
    /// Its days.
    pub window: Window,
    /// Days left; negative when it is over.
    pub days_left: i64,
}

/// A day counted from the first (opening) or last (closing) day of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "WrittenEdge")]
enum Edge {
    /// A day of a month some months before; beyond the month's end: its last day.
    Month { months_before: u32, day: u32 },
    /// A day of a week some weeks before.
    Week { weeks_before: u32, weekday: Weekday },
}

/// An edge as the file says it: `day` with `months_before`, or `weekday` with `weeks_before`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenEdge {
    #[serde(default)]
    months_before: u32,
    day: Option<u32>,
    #[serde(default)]
    weeks_before: u32,
    weekday: Option<Weekday>,
}

impl TryFrom<WrittenEdge> for Edge {
    type Error = &'static str;

    fn try_from(written: WrittenEdge) -> Result<Self, Self::Error> {
        match written {
            WrittenEdge { months_before, day: Some(day), weeks_before: 0, weekday: None } => Ok(Self::Month { months_before, day }),
            WrittenEdge { months_before: 0, day: None, weeks_before, weekday: Some(weekday) } => Ok(Self::Week { weeks_before, weekday }),
            _ => Err("a day is `day` with `months_before`, or `weekday` with `weeks_before`"),
        }
    }
}

impl Edge {
    /// Whether it can be: a day that some month has, not further back than a year, in weeks for weeks and in months for all else.
    fn is_fine_for(self, cycle: Cycle) -> bool {
        match self {
            Self::Month { months_before, day } => cycle != Cycle::Week && months_before <= 12 && (1..=31).contains(&day),
            Self::Week { weeks_before, .. } => cycle == Cycle::Week && weeks_before <= 52,
        }
    }

    /// The day, counted from one of the period.
    fn from(self, anchor: Date) -> Option<Date> {
        match self {
            Self::Month { months_before, day } => {
                let month = anchor.with_day(1)?.checked_sub_months(Months::new(months_before))?;
                (0..4).find_map(|back| month.with_day(day.saturating_sub(back)))
            }
            Self::Week { weeks_before, weekday } => {
                let week = anchor.week(Weekday::Mon).first_day();
                week.checked_sub_days(Days::new(7 * u64::from(weeks_before)))?
                    .checked_add_days(Days::new(weekday.num_days_from_monday().into()))
            }
        }
    }
}

/// The rule of some cycles for some years.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The cycles it is for.
    pub cycles: Vec<Cycle>,
    /// First year it is for.
    pub from: i32,
    /// Last year it is for; absent: open.
    #[serde(default)]
    pub to: Option<i32>,
    opens: Edge,
    closes: Edge,
    /// Working days after the window has closed within which it is handed in.
    pub due_working_days: u32,
    /// Days before the last day from which on it is reminded of.
    pub remind_days: u32,
    /// Levels of units that report.
    pub levels: Vec<UnitLevel>,
    /// Handed in where an office asks for it, as every week of a campaign (đợt cao điểm): only units that did so lately are reminded of it,
    /// and what was handed in locks no values.
    #[serde(default)]
    pub voluntary: bool,
    /// Where the rule is from.
    pub basis: Bilingual,
}

/// Last days moved, by period: what was stated of a unit or of one above it.
pub type DueDates = BTreeMap<Period, Date>;

/// The rules of reporting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    rules: Vec<Rule>,
    /// What counts as an odd value.
    pub odd: OddRules,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    odd: OddRules,
    rules: Vec<Rule>,
}

impl Calendar {
    /// Reads the rules.
    ///
    /// # Errors
    /// Every problem of the file.
    pub fn parse(name: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let place = || Place { file: Some(name.to_owned()), ..Place::default() };
        let file: File =
            toml::from_str(text).map_err(|error| vec![Diagnostic::error("reporting.unreadable", place()).with("why", error.message())])?;
        let mut problems = Vec::new();
        for (index, rule) in file.rules.iter().enumerate() {
            let fits = |cycle: &Cycle| rule.opens.is_fine_for(*cycle) && rule.closes.is_fine_for(*cycle);
            let fine = rule.cycles.iter().all(fits) && rule.to.is_none_or(|to| rule.from <= to);
            if !fine || rule.cycles.is_empty() || rule.levels.is_empty() {
                problems.push(Diagnostic::error("reporting.bad-rule", place()).with("rule", index + 1));
            }
            let meets = |other: &Rule| {
                other.cycles.iter().any(|cycle| rule.cycles.contains(cycle))
                    && rule.to.is_none_or(|to| other.from <= to)
                    && other.to.is_none_or(|to| rule.from <= to)
            };
            if let Some(other) = file.rules[..index].iter().position(meets) {
                problems.push(Diagnostic::error("reporting.overlapping", place()).with("rule", index + 1).with("other", other + 1));
            }
        }
        if problems.is_empty() { Ok(Self { rules: file.rules, odd: file.odd }) } else { Err(problems) }
    }

    /// The rule of a period.
    #[must_use]
    pub fn rule(&self, period: Period) -> Option<&Rule> {
        let year = period.year();
        self.rules.iter().find(|rule| rule.cycles.contains(&period.cycle()) && rule.from <= year && rule.to.is_none_or(|to| year <= to))
    }

    /// The days of a period; none when no rule is for it. `working` says which days are worked on.
    #[must_use]
    pub fn window(&self, period: Period, moved: &DueDates, working: &dyn Fn(Date) -> bool) -> Option<Window> {
        let rule = self.rule(period)?;
        let opens = rule.opens.from(period.first_day())?;
        let closes = rule.closes.from(period.last_day())?;
        let due = moved.get(&period).copied().unwrap_or_else(|| working_days_after(closes, rule.due_working_days, working));
        let reminds = due.checked_sub_days(Days::new(rule.remind_days.into())).unwrap_or(due).max(opens);
        Some(Window { opens, closes, due, reminds })
    }

    /// The period of a cycle whose data window a day lies in; none when no rule is for it.
    #[must_use]
    pub fn current(&self, cycle: Cycle, today: Date) -> Option<Period> {
        let by_calendar = Period::of(cycle, today)?;
        let holds = |period: &Period| {
            let window = self.window(*period, &DueDates::new(), &|_| true)?;
            (window.opens <= today && today <= window.closes).then_some(())
        };
        let near = [by_calendar, by_calendar.next(), by_calendar.previous()];
        // Between two windows of nine months there are days that belong to none: the one that is past is current until the next opens.
        near.into_iter().find(|period| holds(period).is_some()).or_else(|| {
            let opened = |period: &Period| self.window(*period, &DueDates::new(), &|_| true).is_some_and(|window| window.opens <= today);
            near.into_iter().filter(opened).max()
        })
    }

    /// The period to work on: the one before the current while it can still be handed in in time, else the current one.
    #[must_use]
    pub fn to_report(&self, cycle: Cycle, today: Date, moved: &DueDates, working: &dyn Fn(Date) -> bool) -> Option<Period> {
        let current = self.current(cycle, today)?;
        let before = current.previous();
        let waits = self.window(before, moved, working).is_some_and(|window| !window.is_locked(today));
        Some(if waits { before } else { current })
    }

    /// What a unit of a level is to be reminded of on a day, soonest first: periods not handed in whose last day is near, and those of the
    /// last year whose last day has passed.
    #[must_use]
    pub fn reminders(
        &self,
        level: UnitLevel,
        today: Date,
        moved: &DueDates,
        working: &dyn Fn(Date) -> bool,
        handed_in: &dyn Fn(Period) -> bool,
    ) -> Vec<Reminder> {
        let mut found = Vec::new();
        for cycle in Cycle::ALL {
            let Some(current) = self.current(cycle, today) else { continue };
            for period in [current.previous(), current] {
                let asked = |rule: &Rule| !rule.voluntary || lately(period).any(handed_in);
                let reports = self.rule(period).is_some_and(|rule| rule.levels.contains(&level) && asked(rule));
                let Some(window) = self.window(period, moved, working).filter(|_| reports && !handed_in(period)) else { continue };
                if today >= window.reminds {
                    let days_left = window.due.signed_duration_since(today).num_days();
                    found.push(Reminder { period, window, days_left });
                }
            }
        }
        found.sort_by_key(|reminder| (reminder.window.due, reminder.period));
        found
    }
}

/// The periods just before one: whoever handed one of them in goes on reporting.
fn lately(period: Period) -> impl Iterator<Item = Period> {
    std::iter::successors(Some(period.previous()), |before| Some(before.previous())).take(4)
}

/// The day that many working days after another; with none, the day itself.
fn working_days_after(day: Date, count: u32, working: &dyn Fn(Date) -> bool) -> Date {
    let mut at = day;
    let mut left = count;
    // A calendar without any working day would never end; two months hold every holiday.
    for _ in 0..62 {
        if left == 0 {
            break;
        }
        at = at.succ_opt().unwrap_or(at);
        left -= u32::from(working(at));
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: &str = r#"
        odd = { jump_points = 20, jump_percent = 50, fall_levels = 2 }
        [[rules]]
        cycles = ["month", "quarter", "half_year", "nine_months", "year"]
        from = 2019
        opens = { months_before = 1, day = 15 }
        closes = { day = 14 }
        due_working_days = 2
        remind_days = 5
        levels = ["commune"]
        basis = { vi = "Nghị định 09/2019/NĐ-CP", en = "Decree 09/2019" }
        [[rules]]
        cycles = ["month"]
        from = 2010
        to = 2018
        opens = { day = 1 }
        closes = { day = 31 }
        due_working_days = 0
        remind_days = 3
        levels = ["commune"]
        basis = { vi = "cũ", en = "old" }
        [[rules]]
        cycles = ["week"]
        from = 2019
        opens = { weeks_before = 1, weekday = "friday" }
        closes = { weekday = "thursday" }
        due_working_days = 1
        remind_days = 1
        levels = ["commune"]
        voluntary = true
        basis = { vi = "kiểm đếm tuần", en = "weekly count" }
    "#;

    fn calendar() -> Calendar {
        Calendar::parse("reporting.toml", RULES).unwrap()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn weekdays(day: Date) -> bool {
        day.weekday().number_from_monday() <= 5
    }

    fn check(period: &str, opens: &str, closes: &str, due: &str) {
        let window = calendar().window(period.parse().unwrap(), &DueDates::new(), &weekdays).unwrap();
        assert_eq!((window.opens, window.closes, window.due), (day(opens), day(closes), day(due)), "{period}");
    }

    #[test]
    fn windows_are_those_of_the_decree() {
        check("2026-11", "2026-10-15", "2026-11-14", "2026-11-17");
        check("2026-01", "2025-12-15", "2026-01-14", "2026-01-16");
        check("2026-Q1", "2025-12-15", "2026-03-14", "2026-03-17");
        check("2026-Q4", "2026-09-15", "2026-12-14", "2026-12-16");
        check("2026-H1", "2025-12-15", "2026-06-14", "2026-06-16");
        check("2026-H2", "2026-06-15", "2026-12-14", "2026-12-16");
        check("2026-9M", "2025-12-15", "2026-09-14", "2026-09-16");
        check("2026", "2025-12-15", "2026-12-14", "2026-12-16");
        check("2012-02", "2012-02-01", "2012-02-29", "2012-02-29");
        check("2026-W48", "2026-11-20", "2026-11-26", "2026-11-27");
        check("2026-W01", "2025-12-26", "2026-01-01", "2026-01-02");
        check("2026-W53", "2026-12-25", "2026-12-31", "2027-01-01");
        assert_eq!(calendar().window("2018-Q1".parse().unwrap(), &DueDates::new(), &weekdays), None);
    }

    #[test]
    fn a_moved_day_counts_and_locks_the_day_after() {
        let period: Period = "2026-11".parse().unwrap();
        let moved = DueDates::from([(period, day("2026-11-25"))]);
        let window = calendar().window(period, &moved, &weekdays).unwrap();
        assert_eq!(
            (window.due, window.is_locked(day("2026-11-25")), window.is_locked(day("2026-11-26"))),
            (day("2026-11-25"), false, true)
        );
        assert_eq!(
            (window.default_date(day("2026-11-20")), window.default_date(day("2026-11-01"))),
            (day("2026-11-14"), day("2026-11-01"))
        );
    }

    #[test]
    fn the_period_to_work_on_and_the_reminders_follow_the_day() {
        let current = |cycle, today: &str| calendar().current(cycle, day(today)).unwrap().to_string();
        assert_eq!((current(Cycle::Month, "2026-11-14"), current(Cycle::Month, "2026-11-15")), ("2026-11".into(), "2026-12".into()));
        assert_eq!((current(Cycle::Year, "2026-12-14"), current(Cycle::Year, "2026-12-15")), ("2026".into(), "2027".into()));
        assert_eq!(
            (current(Cycle::NineMonths, "2026-11-01"), current(Cycle::NineMonths, "2026-12-20")),
            ("2026-9M".into(), "2027-9M".into())
        );
        assert_eq!((current(Cycle::Week, "2026-11-26"), current(Cycle::Week, "2026-11-27")), ("2026-W48".into(), "2026-W49".into()));
        let to_report = |today: &str| calendar().to_report(Cycle::Month, day(today), &DueDates::new(), &weekdays).unwrap().to_string();
        assert_eq!((to_report("2026-11-17"), to_report("2026-11-18")), ("2026-11".into(), "2026-12".into()));
        let reminded = |today: &str, done: &str| {
            let found = calendar()
                .reminders(UnitLevel::Commune, day(today), &DueDates::new(), &weekdays, &|period| done.contains(&period.to_string()));
            found.into_iter().map(|one| format!("{} {}", one.period, one.days_left)).collect::<Vec<_>>()
        };
        let rest = "2025 2026-Q3 2026-H1 2026-9M 2025-9M";
        assert_eq!(reminded("2026-11-12", &format!("{rest} 2026-10")), ["2026-11 5"]);
        assert_eq!(reminded("2026-11-20", &format!("{rest} 2026-10")), ["2026-11 -3"]);
        // Weeks are asked for only where one was handed in lately; then the one after it is.
        assert_eq!(reminded("2026-11-26", &format!("{rest} 2026-10 2026-11 2026-W46")), ["2026-W47 -6", "2026-W48 1"]);
        assert_eq!(reminded("2026-11-26", &format!("{rest} 2026-10 2026-11 2026-W43")), ["2026-W47 -6"]);
        assert_eq!(reminded("2026-11-26", &format!("{rest} 2026-10 2026-11 2026-W42")), [] as [&str; 0]);
        assert_eq!(calendar().reminders(UnitLevel::District, day("2026-11-12"), &DueDates::new(), &weekdays, &|_| false), []);
    }

    #[test]
    fn wrong_rules_are_named() {
        let codes = |text: &str| Calendar::parse("x", text).map_err(|all| all.iter().map(|one| one.code).collect::<Vec<_>>()).map(|_| ());
        assert_eq!(codes("rules = 3"), Err(vec!["reporting.unreadable"]));
        assert_eq!(codes(&RULES.replace("day = 15", "day = 32")), Err(vec!["reporting.bad-rule"]));
        assert_eq!(codes(&RULES.replace("{ weekday = \"thursday\" }", "{ day = 4 }")), Err(vec!["reporting.bad-rule"]));
        assert_eq!(codes(&RULES.replace("weekday = \"thursday\"", "weekday = \"thursday\", day = 4")), Err(vec!["reporting.unreadable"]));
        assert_eq!(codes(&RULES.replace("to = 2018", "to = 2020")), Err(vec!["reporting.overlapping"]));
    }

    #[test]
    fn where_rules_change_a_month_of_the_old_rule_is_current_until_it_closes() {
        let current = |date: &str| calendar().current(Cycle::Month, day(date));
        // January 2019 opens on 15 December by the new rule, within December by the old one.
        assert_eq!(current("2018-12-15"), Period::new(2018, Cycle::Month, 12));
        assert_eq!(current("2018-12-31"), Period::new(2018, Cycle::Month, 12));
        assert_eq!(current("2019-01-01"), Period::new(2019, Cycle::Month, 1));
    }

    proptest! {
        /// Windows of one cycle follow each other without a gap and without a day in two of them, nine months aside, once
        /// the rule is the same for both (from 2020 on in any case).
        #[test]
        fn windows_of_a_cycle_meet(year in 2020_i32..2100, cycle in 0_usize..6, number in 1_u8..54) {
            let (calendar, cycle) = (calendar(), Cycle::ALL[cycle]);
            if let Some(period) = Period::new(year, cycle, number).filter(|_| cycle != Cycle::NineMonths) {
                let of = |period| calendar.window(period, &DueDates::new(), &weekdays).unwrap();
                let (this, next) = (of(period), of(period.next()));
                prop_assert_eq!(this.closes.succ_opt().unwrap(), next.opens);
                prop_assert!(this.opens <= this.closes && this.closes <= this.due && this.reminds <= this.due);
                prop_assert_eq!(calendar.current(cycle, this.opens), Some(period));
                prop_assert_eq!(calendar.current(cycle, this.closes), Some(period));
                prop_assert!(weekdays(this.due));
            }
        }
    }
}
