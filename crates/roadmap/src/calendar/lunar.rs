//! The Vietnamese lunisolar calendar (âm lịch), computed for UTC+7 from its astronomical definition.
//!
//! A month begins on the civil day, in Vietnam, of the new moon; month 11 holds the winter solstice; when thirteen months lie
//! between two months 11, the first without a major solar term is the leap one. China reckons in UTC+8, so now and then the two
//! differ: in 2007 Tết was a day earlier than the Chinese new year, in 2030 it will be.
//!
//! New moons follow Meeus, *Astronomical Algorithms*, chapter 49 (within a minute), the sun's longitude chapter 25. Good for 1990-2100.
#![expect(clippy::float_arithmetic, reason = "astronomy: angles and instants, rounded to whole days before they leave this module")]

use chrono::{Datelike, Days, NaiveDate};
use vedich_values::Date;

/// Vietnam is seven hours ahead of UTC.
const ZONE_HOURS: f64 = 7.0;
/// Julian day number of day 0 of `NaiveDate::num_days_from_ce`.
const JDN_OF_CE: i64 = 1_721_425;

/// A date of the lunar calendar of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LunarDate {
    /// The lunar year, numbered as the solar year in which its Tết falls.
    pub year: i32,
    /// Month 1 (tháng Giêng) to 12 (tháng Chạp).
    pub month: u32,
    /// Whether it is the leap month (tháng nhuận) of that number.
    pub leap: bool,
    /// Day 1 (mùng một) to 30.
    pub day: u32,
}

/// First day of the lunar year that begins in the solar year (mùng một Tết).
///
/// ```
/// use vedich_roadmap::calendar::lunar::new_year;
/// assert_eq!(new_year(2030).to_string(), "2030-02-02"); // 3 February in China
/// assert_eq!(new_year(2007).to_string(), "2007-02-17"); // 18 February in China
/// ```
#[must_use]
pub fn new_year(year: i32) -> Date {
    to_solar(year, 1, 1).unwrap_or_else(|| from_jdn(new_moon_day(month11(year - 1) + 2)))
}

/// The commemoration of the Hùng Kings (Giỗ Tổ Hùng Vương): the 10th of the third lunar month.
#[must_use]
pub fn hung_kings(year: i32) -> Date {
    to_solar(year, 3, 10).unwrap_or_else(|| new_year(year) + Days::new(68))
}

/// Days of the last month (tháng Chạp) before Tết of the year: 29 or 30.
#[must_use]
pub fn days_of_last_month(year: i32) -> u32 {
    let last = months(year).into_iter().find(|m| m.number == 12 && !m.leap);
    last.map_or(30, |m| u32::try_from((new_year(year) - m.first).num_days()).unwrap_or(30))
}

/// The solar date of a day of an ordinary (not leap) lunar month; the lunar year is counted by its Tết, except that months
/// 11 and 12 are those *before* that Tết, as the holiday list needs them. Absent for a month or day that does not exist.
#[must_use]
pub fn to_solar(year: i32, month: u32, day: u32) -> Option<Date> {
    let month = months(year).into_iter().find(|m| m.number == month && !m.leap)?;
    (1..=30).contains(&day).then(|| month.first + Days::new(u64::from(day - 1)))
}

/// The lunar date of a solar one.
///
/// ```
/// use vedich_roadmap::calendar::lunar::of_solar;
/// use vedich_values::Date;
/// let lunar = of_solar(Date::from_ymd_opt(2020, 5, 23).unwrap());
/// assert_eq!((lunar.day, lunar.month, lunar.leap, lunar.year), (1, 4, true, 2020)); // the leap fourth month
/// ```
#[must_use]
pub fn of_solar(date: Date) -> LunarDate {
    let candidates = months(date.year()).into_iter().chain(months(date.year() + 1));
    let month = candidates.filter(|m| m.first <= date).max_by_key(|m| m.first);
    let Some(month) = month else { return LunarDate { year: date.year(), month: 11, leap: false, day: 1 } };
    let year = if date < new_year(date.year()) { date.year() - 1 } else { date.year() };
    let day = u32::try_from((date - month.first).num_days() + 1).unwrap_or(1);
    LunarDate { year, month: month.number, leap: month.leap, day }
}

struct Month {
    number: u32,
    leap: bool,
    first: Date,
}

/// Months 11 and 12 before the Tết of `year`, then months 1 to 10 of it, the leap one among them.
fn months(year: i32) -> Vec<Month> {
    let (from, to) = (month11(year - 1), month11(year));
    let leap =
        if to - from == 13 { (from + 1..to).find(|&k| major_term(new_moon_day(k)) == major_term(new_moon_day(k + 1))) } else { None };
    let mut out = Vec::with_capacity(13);
    let mut number = 10;
    for k in from..to {
        let is_leap = leap == Some(k);
        if !is_leap {
            number = number % 12 + 1;
        }
        out.push(Month { number, leap: is_leap, first: from_jdn(new_moon_day(k)) });
    }
    out
}

/// Number of the lunation (counted from 6 January 2000) that holds the winter solstice of the year.
fn month11(year: i32) -> i64 {
    let last = jdn_of(year, 12, 31);
    let mut k = (((last as f64) - 2_451_550.1) / 29.530_588_853).floor() as i64 + 1;
    while new_moon_day(k) > last {
        k -= 1;
    }
    if sun_longitude(new_moon_day(k) as f64 - 0.5 - ZONE_HOURS / 24.0) >= 270.0 { k - 1 } else { k }
}

fn jdn_of(year: i32, month: u32, day: u32) -> i64 {
    NaiveDate::from_ymd_opt(year, month, day).map_or(0, |d| i64::from(d.num_days_from_ce())) + JDN_OF_CE
}

fn from_jdn(jdn: i64) -> Date {
    let days = i32::try_from(jdn - JDN_OF_CE).unwrap_or(1);
    NaiveDate::from_num_days_from_ce_opt(days).unwrap_or(NaiveDate::MIN)
}

/// Julian day number of the civil day in Vietnam on which lunation `k` begins.
fn new_moon_day(k: i64) -> i64 {
    let instant = new_moon_tt(k as f64);
    let year = 2000.0 + (instant - 2_451_545.0) / 365.25;
    (instant - delta_t_seconds(year) / 86_400.0 + 0.5 + ZONE_HOURS / 24.0).floor() as i64
}

/// Terrestrial time minus universal time; a parabola good enough for 1990-2060 (a minute more or less moves no day).
fn delta_t_seconds(year: f64) -> f64 {
    let t = year - 2000.0;
    62.92 + 0.32217 * t + 0.005_589 * t * t
}

/// Index 0-11 of the major solar term in which the sun stands at the midnight that begins the civil day.
fn major_term(jdn: i64) -> i64 {
    (sun_longitude(jdn as f64 - 0.5 - ZONE_HOURS / 24.0) / 30.0).floor() as i64
}

/// Apparent longitude of the sun in degrees, at a Julian day in universal time.
fn sun_longitude(jd: f64) -> f64 {
    let t = (jd + 69.0 / 86_400.0 - 2_451_545.0) / 36_525.0;
    let mean = 280.46646 + 36_000.769_83 * t + 0.000_303_2 * t * t;
    let anomaly = (357.52911 + 35_999.050_29 * t - 0.000_153_7 * t * t).to_radians();
    let centre = (1.914_602 - 0.004_817 * t - 0.000_014 * t * t) * anomaly.sin()
        + (0.019_993 - 0.000_101 * t) * (2.0 * anomaly).sin()
        + 0.000_289 * (3.0 * anomaly).sin();
    let node = (125.04 - 1_934.136 * t).to_radians();
    (mean + centre - 0.005_69 - 0.004_78 * node.sin()).rem_euclid(360.0)
}

/// Periodic terms of the new moon: coefficient, power of the eccentricity factor, multiples of M, M', F.
const MOON_TERMS: [(f64, i32, f64, f64, f64); 24] = [
    (-0.40720, 0, 0.0, 1.0, 0.0),
    (0.17241, 1, 1.0, 0.0, 0.0),
    (0.01608, 0, 0.0, 2.0, 0.0),
    (0.01039, 0, 0.0, 0.0, 2.0),
    (0.00739, 1, -1.0, 1.0, 0.0),
    (-0.00514, 1, 1.0, 1.0, 0.0),
    (0.00208, 2, 2.0, 0.0, 0.0),
    (-0.00111, 0, 0.0, 1.0, -2.0),
    (-0.00057, 0, 0.0, 1.0, 2.0),
    (0.00056, 1, 1.0, 2.0, 0.0),
    (-0.00042, 0, 0.0, 3.0, 0.0),
    (0.00042, 1, 1.0, 0.0, 2.0),
    (0.00038, 1, 1.0, 0.0, -2.0),
    (-0.00024, 1, -1.0, 2.0, 0.0),
    (-0.00007, 0, 2.0, 1.0, 0.0),
    (0.00004, 0, 0.0, 2.0, -2.0),
    (0.00004, 0, 3.0, 0.0, 0.0),
    (0.00003, 0, 1.0, 1.0, -2.0),
    (0.00003, 0, 0.0, 2.0, 2.0),
    (-0.00003, 0, 1.0, 1.0, 2.0),
    (0.00003, 0, -1.0, 1.0, 2.0),
    (-0.00002, 0, -1.0, 1.0, -2.0),
    (-0.00002, 0, 1.0, 3.0, 0.0),
    (0.00002, 0, 0.0, 4.0, 0.0),
];

/// Planetary terms: degrees at the epoch, degrees per lunation, amplitude in millionths of a day.
const PLANET_TERMS: [(f64, f64, f64); 14] = [
    (299.77, 0.107_408, 325.0),
    (251.88, 0.016_321, 165.0),
    (251.83, 26.651_886, 164.0),
    (349.42, 36.412_478, 126.0),
    (84.66, 18.206_239, 110.0),
    (141.74, 53.303_771, 62.0),
    (207.14, 2.453_732, 60.0),
    (154.84, 7.306_860, 56.0),
    (34.52, 27.261_239, 47.0),
    (207.19, 0.121_824, 42.0),
    (291.34, 1.844_379, 40.0),
    (161.72, 24.198_154, 37.0),
    (239.56, 25.513_099, 35.0),
    (331.55, 3.592_518, 23.0),
];

/// Julian day, in terrestrial time, of the new moon that begins lunation `k`.
fn new_moon_tt(k: f64) -> f64 {
    let t = k / 1_236.85;
    let (t2, t3, t4) = (t * t, t * t * t, t * t * t * t);
    let mean = 2_451_550.097_66 + 29.530_588_861 * k + 0.000_154_37 * t2 - 0.000_000_15 * t3 + 0.000_000_000_73 * t4;
    let eccentricity = 1.0 - 0.002_516 * t - 0.000_007_4 * t2;
    let sun = 2.5534 + 29.105_356_70 * k - 0.000_001_4 * t2 - 0.000_000_11 * t3;
    let moon = 201.5643 + 385.816_935_28 * k + 0.010_758_2 * t2 + 0.000_012_38 * t3 - 0.000_000_058 * t4;
    let latitude = 160.7108 + 390.670_502_84 * k - 0.001_611_8 * t2 - 0.000_002_27 * t3 + 0.000_000_011 * t4;
    let node = 124.7746 - 1.563_755_88 * k + 0.002_067_2 * t2 + 0.000_002_15 * t3;
    let mut correction = -0.000_17 * node.to_radians().sin();
    for (amplitude, power, m, mp, f) in MOON_TERMS {
        correction += amplitude * eccentricity.powi(power) * (m * sun + mp * moon + f * latitude).to_radians().sin();
    }
    for (i, (epoch, rate, millionths)) in PLANET_TERMS.into_iter().enumerate() {
        let drift = if i == 0 { 0.009_173 * t2 } else { 0.0 };
        correction += millionths * 1e-6 * (epoch + rate * k - drift).to_radians().sin();
    }
    mean + correction
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tet_falls_on_the_days_vietnam_kept() {
        // 1985 (21 January, a month before China) needs the half-year shift of the leap month; 2007 and 2030 differ by a day.
        let known = [
            (1985, "1985-01-21"),
            (1990, "1990-01-27"),
            (2000, "2000-02-05"),
            (2007, "2007-02-17"),
            (2012, "2012-01-23"),
            (2017, "2017-01-28"),
            (2020, "2020-01-25"),
            (2023, "2023-01-22"),
            (2024, "2024-02-10"),
            (2025, "2025-01-29"),
            (2026, "2026-02-17"),
            (2030, "2030-02-02"),
            (2033, "2033-01-31"),
        ];
        for (year, day) in known {
            assert_eq!(new_year(year).to_string(), day);
        }
        assert_eq!(hung_kings(2025).to_string(), "2025-04-07");
        assert_eq!(hung_kings(2020).to_string(), "2020-04-02");
    }

    #[test]
    fn leap_months_are_the_published_ones() {
        let known = [(2004, 2), (2006, 7), (2009, 5), (2012, 4), (2014, 9), (2017, 6), (2020, 4), (2023, 2), (2025, 6), (2028, 5)];
        for (year, month) in known {
            assert_eq!(months(year).iter().find(|m| m.leap).map(|m| m.number), Some(month), "{year}");
        }
    }

    #[test]
    fn lunar_dates_run_without_gaps() {
        let mut previous = of_solar(NaiveDate::from_ymd_opt(2016, 12, 31).unwrap());
        for date in NaiveDate::from_ymd_opt(2017, 1, 1).unwrap().iter_days().take(14 * 365) {
            let lunar = of_solar(date);
            assert!(lunar.day == previous.day + 1 || (lunar.day == 1 && previous.day >= 29), "{date}: {previous:?} then {lunar:?}");
            if !lunar.leap && lunar.month < 11 {
                assert_eq!(to_solar(lunar.year, lunar.month, lunar.day), Some(date));
            }
            previous = lunar;
        }
    }
}
