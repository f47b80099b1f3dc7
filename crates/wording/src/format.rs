//! Numbers and dates as a reader of each language expects them.

use crate::Lang;
use chrono::{Datelike, Timelike};
use vedich_values::{Cycle, Date, Decimal, Period, Timestamp};

/// A number: `1.234,5` in Vietnamese, `1,234.5` in English; the written decimals are kept.
#[must_use]
pub fn number(lang: Lang, value: Decimal) -> String {
    let vietnamese = vedich_values::number::print_number(value);
    match lang {
        Lang::Vi => vietnamese,
        Lang::En => vietnamese
            .chars()
            .map(|c| {
                if c == '.' {
                    ','
                } else if c == ',' {
                    '.'
                } else {
                    c
                }
            })
            .collect(),
    }
}

/// A reporting period in words: "tuần 48/2026", "tháng 11/2026", "quý IV/2026".
#[must_use]
pub fn period(lang: Lang, period: Period) -> String {
    let (n, year) = (period.number().to_string(), period.year().to_string());
    let params = [("n", n.as_str()), ("year", year.as_str())];
    match (period.cycle(), period.number()) {
        (Cycle::Week, _) => lang.say("entry.cycle.week", &params),
        (Cycle::Month, _) => lang.say("entry.cycle.month", &params),
        (Cycle::Quarter, number) => {
            let roman = ["I", "II", "III", "IV"].get(usize::from(number) - 1).copied().unwrap_or("");
            lang.say("entry.cycle.quarter", &[("n", roman), ("year", &year)])
        }
        (Cycle::HalfYear, 1) => lang.say("entry.cycle.half-1", &params),
        (Cycle::HalfYear, _) => lang.say("entry.cycle.half-2", &params),
        (Cycle::NineMonths, _) => lang.say("entry.cycle.nine", &params),
        (Cycle::Year, _) => lang.say("entry.cycle.year", &params),
    }
}

/// `part` of `whole` in percent with one decimal, rounded half away from zero; a dash when there is no whole.
#[must_use]
pub fn percent(lang: Lang, part: u32, whole: u32) -> String {
    if whole == 0 {
        return "–".to_owned();
    }
    let share = Decimal::from(part) * Decimal::ONE_HUNDRED / Decimal::from(whole);
    let rounded = share.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero).normalize();
    format!("{}%", number(lang, rounded))
}

/// A value held in millionths, printed with the decimals it was written with.
#[must_use]
pub fn millions(lang: Lang, raw: i64, scale: u8) -> String {
    number(lang, Decimal::new(raw, 6).round_dp(u32::from(scale.min(6))))
}

/// Đồng as millions with the decimals it needs: `800`, `1.250,5`.
#[must_use]
pub fn millions_short(lang: Lang, dong: i64) -> String {
    number(lang, Decimal::new(dong, 6).normalize())
}

/// A number with its unit: `95,3%`, `41,5 triệu đồng/người/năm`; percent signs stand close.
#[must_use]
pub fn quantity(lang: Lang, value: Decimal, unit: &str) -> String {
    match unit {
        "" => number(lang, value),
        "%" => format!("{}%", number(lang, value)),
        unit => format!("{} {unit}", number(lang, value)),
    }
}

/// A date: `08/09/2020` in Vietnamese, `8 Sep 2020` in English.
#[must_use]
pub fn date(lang: Lang, date: Date) -> String {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match lang {
        Lang::Vi => vedich_values::date::print_date(date),
        Lang::En => format!("{} {} {}", date.day(), MONTHS.get(date.month0() as usize).copied().unwrap_or_default(), date.year()),
    }
}

/// An instant as a clock in Vietnam shows it: `21:05 08/09/2020`.
#[must_use]
pub fn date_time(lang: Lang, at: Timestamp) -> String {
    let local = at.naive_utc() + chrono::Duration::hours(7);
    format!("{:02}:{:02} {}", local.hour(), local.minute(), date(lang, local.date()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_dates_read_naturally_in_both_languages() {
        let value: Decimal = "1234.50".parse().unwrap();
        assert_eq!(number(Lang::Vi, value), "1.234,50");
        assert_eq!(number(Lang::En, value), "1,234.50");
        assert_eq!(percent(Lang::Vi, 12, 20), "60%");
        assert_eq!(percent(Lang::Vi, 70, 75), "93,3%");
        assert_eq!(percent(Lang::Vi, 0, 0), "–");
        assert_eq!(millions(Lang::Vi, 95_300_000, 1), "95,3");
        assert_eq!(millions_short(Lang::Vi, 800_000_000), "800");
        assert_eq!(millions_short(Lang::Vi, 1_250_500_000), "1.250,5");
        assert_eq!(quantity(Lang::Vi, "95.3".parse().unwrap(), "%"), "95,3%");
        let day = Date::from_ymd_opt(2020, 9, 8).unwrap();
        assert_eq!(date(Lang::Vi, day), "08/09/2020");
        assert_eq!(date(Lang::En, day), "8 Sep 2020");
    }

    #[test]
    fn instants_are_shown_on_the_clock_of_vietnam() {
        let at = "2020-12-31T17:30:00Z".parse().unwrap();
        assert_eq!(date_time(Lang::Vi, at), "00:30 01/01/2021");
    }
}
