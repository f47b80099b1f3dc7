//! Values that are possible but worth a second look. They are warned of, and kept when their author says why.

use serde::Deserialize;
use vedich_criteria::{Cell, CellState, Measure, Status, ValueKind};
use vedich_facts::DeclaredState;
use vedich_values::{Date, Decimal, Diagnostic, Place, number::print_number};

/// What counts as odd: data (`data/reporting.toml`, table `odd`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OddRules {
    /// A percentage that moved by this many points or more.
    pub jump_points: u32,
    /// An amount, count or ratio that moved by this share of itself or more, in percent.
    pub jump_percent: u32,
    /// A level that fell by this many grades or more.
    pub fall_levels: u32,
    /// An amount or ratio this many times its threshold or more: mostly written in another unit. Absent: never asked about.
    #[serde(default)]
    pub far_times: Option<u32>,
}

/// A value beside everything it is held against.
#[derive(Clone, Copy, Debug)]
pub struct Seen {
    /// What the indicator measures.
    pub measure: Measure,
    /// The value that stands so far, with its date.
    pub before: Option<(Cell, Date)>,
    /// The value typed.
    pub after: Cell,
    /// Its date.
    pub as_of: Date,
    /// First day of the period's data window.
    pub opens: Date,
    /// The number its threshold demands, where it demands one.
    pub demanded: Option<Decimal>,
    /// How the indicator stands with it.
    pub status: Status,
    /// How its whole or its parts alone stand, where the two can differ.
    pub counterpart: Option<Status>,
    /// What was declared of the indicator, if that still counts beside it.
    pub declared: Option<DeclaredState>,
    /// Whether the set lets it be "not applicable".
    pub may_not_apply: bool,
}

/// One odd thing about a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Oddity {
    /// A percentage moved by so many points.
    JumpPoints(Decimal),
    /// An amount moved by so many percent of itself.
    JumpShare(Decimal),
    /// It was something, now it is zero: zero is not "nothing reported".
    ToZero(Decimal),
    /// It was yes, now it is no.
    Reversed,
    /// A level fell by so many grades.
    Fell(i64),
    /// Below zero.
    Negative,
    /// So many times what the threshold demands.
    Far(Decimal),
    /// Declared met, but the value does not meet the threshold.
    DeclaredMet,
    /// Declared not met, but the value meets the threshold.
    DeclaredNotMet,
    /// Declared not applicable, but values decide how it stands.
    DeclaredNotApplicable,
    /// The whole says one thing, its parts another.
    PartsDiffer,
    /// "Not applicable", which the set does not allow here.
    MustApply,
    /// "Not applicable" of a criterion of which the set lists no indicators, so that it does not say whether it may be.
    MayHaveToApply,
    /// Dated before the period's data window.
    BeforeWindow(Date),
    /// A value of a later date stands already and goes on counting.
    Older(Date),
}

impl Oddity {
    /// The stable code of its wording.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::JumpPoints(_) => "odd.jump-points",
            Self::JumpShare(_) => "odd.jump-share",
            Self::ToZero(_) => "odd.to-zero",
            Self::Reversed => "odd.reversed",
            Self::Fell(_) => "odd.fell",
            Self::Negative => "odd.negative",
            Self::Far(_) => "odd.far",
            Self::DeclaredMet => "odd.declared-met",
            Self::DeclaredNotMet => "odd.declared-not-met",
            Self::DeclaredNotApplicable => "odd.declared-not-applicable",
            Self::PartsDiffer => "odd.parts-differ",
            Self::MustApply => "odd.must-apply",
            Self::MayHaveToApply => "odd.may-have-to-apply",
            Self::BeforeWindow(_) => "odd.before-window",
            Self::Older(_) => "odd.older",
        }
    }

    /// As a warning at a place.
    #[must_use]
    pub fn warning(self, place: Place) -> Diagnostic {
        let warning = Diagnostic::warning(self.code(), place);
        match self {
            Self::JumpPoints(by) | Self::JumpShare(by) | Self::Far(by) => warning.with("by", print_number(by)),
            Self::ToZero(from) => warning.with("from", print_number(from)),
            Self::Fell(by) => warning.with("by", by),
            Self::BeforeWindow(date) | Self::Older(date) => warning.with("date", date),
            _ => warning,
        }
    }
}

/// Everything odd about a value; nothing about an empty one.
#[must_use]
pub fn oddities(rules: &OddRules, seen: &Seen) -> Vec<Oddity> {
    let mut found = Vec::new();
    if seen.after.state == CellState::Empty {
        return found;
    }
    if seen.as_of < seen.opens {
        found.push(Oddity::BeforeWindow(seen.opens));
    }
    if let Some((before, date)) = seen.before {
        if date > seen.as_of {
            found.push(Oddity::Older(date));
        }
        found.extend(moved(rules, seen.measure, before, seen.after));
    }
    match seen.after.state {
        CellState::NotApplicable if !seen.may_not_apply => found.push(Oddity::MustApply),
        CellState::Value => {
            if seen.after.kind == ValueKind::Number && seen.after.raw < 0 {
                found.push(Oddity::Negative);
            }
            found.extend(far(rules, seen));
            found.extend(contradicts(seen));
        }
        _ => {}
    }
    found
}

/// Whether values of a measure are held beside what is demanded of them: of others `Seen::demanded` says nothing.
#[must_use]
pub const fn is_held_beside_threshold(measure: Measure) -> bool {
    matches!(measure, Measure::Amount | Measure::Ratio)
}

/// An amount many times its threshold: 45,000,000 where millions are asked for.
fn far(rules: &OddRules, seen: &Seen) -> Option<Oddity> {
    let most = rules.far_times.filter(|_| is_held_beside_threshold(seen.measure))?;
    let demanded = seen.demanded.filter(|demanded| *demanded > Decimal::ZERO)?;
    let times = seen.after.number()?.checked_div(demanded)?;
    (times >= Decimal::from(most)).then(|| Oddity::Far(times.trunc().normalize()))
}

fn contradicts(seen: &Seen) -> Option<Oddity> {
    if let Some(other) = seen.counterpart.filter(|status| decides(*status))
        && decides(seen.status)
        && other.is_met() != seen.status.is_met()
    {
        return Some(Oddity::PartsDiffer);
    }
    contradiction(seen.declared?, seen.status)
}

/// Whether a value makes it stand as it does.
const fn decides(status: Status) -> bool {
    matches!(status, Status::Met | Status::NarrowlyMet | Status::NotMet)
}

/// What is odd about a declared status beside how the value stands.
#[must_use]
pub fn contradiction(declared: DeclaredState, status: Status) -> Option<Oddity> {
    match declared {
        DeclaredState::NotMet if matches!(status, Status::Met | Status::NarrowlyMet) => Some(Oddity::DeclaredNotMet),
        DeclaredState::Met | DeclaredState::NarrowlyMet if status == Status::NotMet => Some(Oddity::DeclaredMet),
        DeclaredState::NotApplicable if decides(status) => Some(Oddity::DeclaredNotApplicable),
        _ => None,
    }
}

fn moved(rules: &OddRules, measure: Measure, before: Cell, after: Cell) -> Option<Oddity> {
    if before.state != CellState::Value || after.state != CellState::Value || before.kind != after.kind {
        return None;
    }
    let step = i128::from(after.raw) - i128::from(before.raw);
    match after.kind {
        ValueKind::YesNo => (before.raw != 0 && after.raw == 0).then_some(Oddity::Reversed),
        ValueKind::Level => (-step >= i128::from(rules.fall_levels.max(1))).then(|| Oddity::Fell(before.raw - after.raw)),
        ValueKind::Date => None,
        ValueKind::Number => {
            let size = step.unsigned_abs();
            if after.raw == 0 && before.raw != 0 {
                return before.number().map(Oddity::ToZero);
            }
            if measure == Measure::Percent {
                let odd = size >= u128::from(rules.jump_points) * u128::from(Cell::MICROS.unsigned_abs());
                return odd.then(|| Oddity::JumpPoints(in_units(size)));
            }
            let base = i128::from(before.raw).unsigned_abs();
            let odd = base > 0 && size * 100 >= base * u128::from(rules.jump_percent);
            // Rounded down to whole percents: it is a reason to look, not a figure.
            odd.then(|| Oddity::JumpShare(Decimal::from(u64::try_from(size * 100 / base).unwrap_or(u64::MAX))))
        }
    }
}

/// Millionths as a number.
fn in_units(micros: u128) -> Decimal {
    Decimal::new(i64::try_from(micros).unwrap_or(i64::MAX), 6).normalize()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const RULES: OddRules = OddRules { jump_points: 20, jump_percent: 50, fall_levels: 2, far_times: Some(10) };

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn seen(measure: Measure, before: Option<Cell>, after: Cell) -> Seen {
        Seen {
            measure,
            before: before.map(|cell| (cell, day("2026-09-30"))),
            after,
            as_of: day("2026-11-14"),
            opens: day("2026-10-15"),
            demanded: None,
            status: Status::Met,
            counterpart: None,
            declared: None,
            may_not_apply: false,
        }
    }

    fn number(units: i64) -> Cell {
        Cell::value(units * Cell::MICROS, 0)
    }

    fn check(seen: &Seen, expected: &[&str]) {
        let codes: Vec<&str> = oddities(&RULES, seen).into_iter().map(Oddity::code).collect();
        assert_eq!(codes, expected, "{seen:?}");
    }

    #[test]
    fn each_measure_has_its_own_kind_of_odd() {
        use Measure::{Amount, Level, Percent, YesNo};
        check(&seen(Percent, Some(number(60)), number(79)), &[]);
        check(&seen(Percent, Some(number(60)), number(80)), &["odd.jump-points"]);
        check(&seen(Percent, Some(number(60)), number(0)), &["odd.to-zero"]);
        check(&seen(Percent, None, number(0)), &[]);
        check(&seen(Amount, Some(number(40)), number(59)), &[]);
        check(&seen(Amount, Some(number(40)), number(60)), &["odd.jump-share"]);
        check(&seen(Amount, Some(number(0)), number(60)), &[]);
        check(&seen(Amount, None, number(-3)), &["odd.negative"]);
        check(&seen(YesNo, Some(Cell::yes_no(true)), Cell::yes_no(false)), &["odd.reversed"]);
        check(&seen(YesNo, Some(Cell::yes_no(false)), Cell::yes_no(true)), &[]);
        check(&seen(Level, Some(Cell::level(3)), Cell::level(2)), &[]);
        check(&seen(Level, Some(Cell::level(3)), Cell::level(1)), &["odd.fell"]);
        check(&seen(Percent, Some(Cell::yes_no(true)), number(3)), &[]);
    }

    #[test]
    fn an_amount_in_another_unit_is_told_of() {
        let income = Seen { demanded: Some(Decimal::from(48)), ..seen(Measure::Amount, None, number(45_000_000)) };
        check(&income, &["odd.far"]);
        check(&Seen { after: number(479), ..income }, &[]);
        check(&Seen { after: number(480), ..income }, &["odd.far"]);
        check(&Seen { measure: Measure::Count, ..income }, &[]);
        check(&Seen { demanded: Some(Decimal::ZERO), ..income }, &[]);
        assert_eq!(oddities(&OddRules { far_times: None, ..RULES }, &income), []);
    }

    #[test]
    fn empty_zero_and_not_applicable_are_three_things() {
        check(&seen(Measure::Percent, Some(number(60)), Cell::EMPTY), &[]);
        check(&seen(Measure::Percent, Some(number(60)), Cell::NOT_APPLICABLE), &["odd.must-apply"]);
        check(&Seen { may_not_apply: true, ..seen(Measure::Percent, Some(number(60)), Cell::NOT_APPLICABLE) }, &[]);
        check(&seen(Measure::Percent, Some(number(60)), number(0)), &["odd.to-zero"]);
    }

    #[test]
    fn contradictions_and_dates_are_told() {
        let value = seen(Measure::Percent, Some(number(60)), number(61));
        check(&Seen { declared: Some(DeclaredState::NotMet), ..value }, &["odd.declared-not-met"]);
        check(&Seen { declared: Some(DeclaredState::Met), status: Status::NotMet, ..value }, &["odd.declared-met"]);
        check(&Seen { declared: Some(DeclaredState::Met), status: Status::NotAssessable, ..value }, &[]);
        check(&Seen { declared: Some(DeclaredState::NotApplicable), ..value }, &["odd.declared-not-applicable"]);
        check(&Seen { counterpart: Some(Status::NotMet), ..value }, &["odd.parts-differ"]);
        check(&Seen { counterpart: Some(Status::NoData), ..value }, &[]);
        check(&Seen { as_of: day("2026-10-14"), ..value }, &["odd.before-window"]);
        check(&Seen { as_of: day("2026-09-29"), ..value }, &["odd.before-window", "odd.older"]);
        let told = Oddity::JumpPoints("20.5".parse().unwrap()).warning(Place::default());
        assert_eq!((told.code, told.param("by")), ("odd.jump-points", Some("20,5")));
    }

    proptest! {
        #[test]
        fn the_same_value_again_is_never_a_jump_and_nothing_overflows(before in any::<i64>(), after in any::<i64>()) {
            let cell = |raw| Cell::value(raw, 0);
            for measure in [Measure::Percent, Measure::Amount, Measure::Count, Measure::Ratio] {
                let _ = oddities(&RULES, &seen(measure, Some(cell(before)), cell(after)));
                let same = oddities(&RULES, &seen(measure, Some(cell(before)), cell(before)));
                prop_assert!(same.iter().all(|odd| *odd == Oddity::Negative));
            }
        }
    }
}
