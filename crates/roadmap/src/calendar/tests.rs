use super::*;
use proptest::prelude::*;
use std::sync::LazyLock;

static VIETNAM: LazyLock<WorkCalendar> = LazyLock::new(|| vietnam().build());

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn vietnam() -> Rules {
    Rules::vietnam(holidays::read_list(include_str!("../../../../data/calendar/holidays.csv")).unwrap())
}

#[test]
fn tet_2020_and_swapped_days_are_kept() {
    let calendar = vietnam().build();
    assert!(!calendar.is_working(day("2020-01-27")), "third day of Tết");
    assert!(calendar.is_working(day("2019-01-05")), "Saturday worked for 31 December 2018");
    assert!(!calendar.is_working(day("2018-12-31")));
    assert!(calendar.is_working(day("2026-11-23")), "only proposed");
    assert!(!calendar.is_working(day("2026-11-28")), "only proposed");
    assert_eq!(calendar.count(day("2020-09-08")..=day("2020-12-31")), 83, "case D: what was left in 2020");
}

#[test]
fn a_year_without_a_list_is_computed() {
    let calendar = vietnam().build();
    assert!(!calendar.is_working(day("2033-01-31")), "Tết 2033");
    assert!(!calendar.is_working(day("2035-05-01")));
    let forgotten = Rules::vietnam(Vec::new()).build();
    assert_eq!(forgotten.count(day("2027-01-01")..=day("2030-12-31")), calendar.count(day("2027-01-01")..=day("2030-12-31")));
}

#[test]
fn campaigns_work_weekends_and_storms_stop_work() {
    let plain = vietnam().build();
    let campaign = vietnam().campaign(day("2020-11-01")..=day("2020-11-30")).build();
    assert_eq!(plain.count(day("2020-11-01")..=day("2020-11-30")), 21);
    assert_eq!(campaign.count(day("2020-11-01")..=day("2020-11-30")), 30);
    let tet = vietnam().campaign(day("2020-01-01")..=day("2020-01-31")).build();
    assert!(!tet.is_working(day("2020-01-25")), "not even a campaign works on Tết");
    let storm = vietnam().lost(day("2020-10-19")).lost(day("2020-10-20")).worked(day("2020-10-24")).build();
    assert_eq!(storm.count(day("2020-10-01")..=day("2020-10-31")), plain.count(day("2020-10-01")..=day("2020-10-31")) - 1);
}

#[test]
fn beyond_the_table_the_week_goes_on() {
    let calendar = vietnam().years(2020..=2020).build();
    let monday = day("2021-01-04");
    assert_eq!(calendar.add(monday, 5).to_string(), "2021-01-11");
    assert_eq!(calendar.add(day("2019-12-30"), -5).to_string(), "2019-12-23");
    assert_eq!(calendar.between(day("2019-12-30"), day("2020-01-06")), 4, "1 January 2020 is off");
}

proptest! {
    #[test]
    fn dates_and_ordinals_convert_both_ways(ordinal in -5_000i32..40_000, kind in 0..3) {
        let calendar = match kind { 0 => WorkCalendar::every_day(), 1 => WorkCalendar::monday_to_friday(), _ => VIETNAM.clone() };
        let date = calendar.date(ordinal);
        prop_assert_eq!(calendar.ordinal(date), ordinal);
        prop_assert!(calendar.is_working(date));
        prop_assert_eq!(calendar.on_or_before(date), date);
    }

    #[test]
    fn ordinals_count_working_days_one_by_one(start in 730_000i32..755_000, span in 0i32..800) {
        let calendar = &*VIETNAM;
        let from = NaiveDate::from_num_days_from_ce_opt(start).unwrap();
        let counted = from.iter_days().take(span as usize).filter(|d| calendar.is_working(*d)).count();
        let to = from + Days::new(span as u64);
        prop_assert_eq!(calendar.between(from, to), counted as i32);
    }
}
