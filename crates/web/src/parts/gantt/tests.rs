use super::*;

fn day(month: u32, day: u32) -> Date {
    Date::from_ymd_opt(2020, month, day).unwrap()
}

fn chart(zoom: Zoom) -> Chart {
    let off = vec![(day(9, 12), day(9, 13))];
    Chart { first: day(9, 7), last: day(10, 4), zoom, off, today: day(9, 8), target: Some(day(9, 30)) }
}

fn drawn(bar: &Bar) -> String {
    strip(&chart(Zoom::Week), bar, "").into_string()
}

#[test]
fn a_bar_spans_its_days_whole() {
    let bar = Bar { span: (day(9, 8), day(9, 10)), ..Bar::default() };
    assert!(drawn(&bar).contains(r#"x="6" y="6" width="18""#), "{}", drawn(&bar));
    let one = Bar { span: (day(9, 7), day(9, 7)), share: 5_000, ..Bar::default() };
    assert!(drawn(&one).contains(r#"x="0" y="6" width="6""#) && drawn(&one).contains(r#"d="M0 13h3""#));
}

#[test]
fn what_decides_is_hatched_and_not_only_red() {
    let bar = Bar { span: (day(9, 8), day(9, 10)), critical: true, ..Bar::default() };
    assert!(drawn(&bar).contains("url(#gc)"));
    assert!(!drawn(&Bar { critical: false, ..bar }).contains("url(#gc)"));
}

#[test]
fn links_leave_and_enter_the_ends_they_tie() {
    let tie = |leaves_start, enters_finish, from| Tie { up: 2, from, leaves_start, enters_finish, critical: false };
    let check = |tie: Tie, expected: &str| {
        let bar = Bar { span: (day(9, 14), day(9, 16)), ties: vec![tie], ..Bar::default() };
        assert!(drawn(&bar).contains(expected), "{expected} in {}", drawn(&bar));
    };
    let before = (day(9, 8), day(9, 10));
    // Two rows above is 60 pixels up; the earlier ends at 24, this one starts at 42 and ends at 60.
    check(tie(false, false, before), "M24 -47H37V13H42m-4-3L42 13l-4 3");
    check(tie(true, false, before), "M6 -47H1V13H42m-4-3");
    check(tie(false, true, before), "M24 -47H65V13H60m4-3L60 13l4 3");
    check(tie(true, true, before), "M6 -47H1V0H65V13H60");
    let after = (day(9, 15), day(9, 20));
    check(tie(false, false, after), "M84 -47H89V0H37V13H42");
}

#[test]
fn the_head_names_months_and_weeks_and_draws_the_ground_once() {
    let words = |zoom| head(&chart(zoom), |date| format!("T{}", date.month()), |date| date.day().to_string()).into_string();
    let week = words(Zoom::Week);
    assert!(week.contains(">T9<") && week.contains(">14<") && !week.contains(">15<"), "{week}");
    assert!(words(Zoom::Day).contains(">15<"));
    assert!(!words(Zoom::Month).contains(">14<"));
    assert_eq!(week.matches(r#"id="gg""#).count(), 1);
    // The weekend, the end of the target day, the middle of today.
    for path in ["M30 0h12v30H30z", "M144 0v30", "M9 0v30"] {
        assert!(week.contains(path), "{path} in {week}");
    }
}

#[test]
fn names_of_tasks_cannot_break_the_drawing() {
    let bar = Bar { span: (day(9, 8), day(9, 10)), ..Bar::default() };
    let drawn = strip(&chart(Zoom::Day), &bar, "a\"><script>").into_string();
    assert!(drawn.contains("data-bar=\"a&quot;&gt;&lt;script&gt;\""), "{drawn}");
}

#[test]
fn a_zoom_is_chosen_so_that_the_plan_fits() {
    assert_eq!([30, 115, 400].map(Zoom::fitting), [Zoom::Day, Zoom::Week, Zoom::Month]);
    assert!(Zoom::ALL.into_iter().all(|zoom| Zoom::from_name(zoom.name()) == Some(zoom)));
}
