//! A task of a document as an assignment of steering: by when.

use chrono::{Datelike, Days, Months};
use vedich_facts::steering::{Assignment, Due, DueRule, Every, Party, Source, SourceKind};
use vedich_values::Date;
use vedich_values::date::parse_date;
use vedich_values::text::fold;

/// The words of a deadline as a rule, and its day where no calendar is needed; `None` when they say something a rule cannot.
pub(crate) fn due(words: &str, given: Date) -> Option<Due> {
    let text = words.trim();
    if text.is_empty() {
        return Some(Due::default());
    }
    let day = |on: Option<Date>| on.map(|on| Due { rule: DueRule::Day, on: Some(on) });
    if let Some(date) = parse_date(text) {
        return day(Some(date));
    }
    let folded = fold(text);
    let mut parts = text.split('-').map(str::parse::<i32>);
    match (parts.next(), parts.next(), parts.next()) {
        (Some(Ok(year)), None, _) if (1990..2100).contains(&year) => return day(Date::from_ymd_opt(year, 12, 31)),
        (Some(Ok(year)), Some(Ok(month)), None) => return day(end_of_month(year, u32::try_from(month).ok()?)),
        _ => {}
    }
    let numbers: Vec<u32> = folded.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
    let first = numbers.first().copied();
    let again = ["hang", "moi", "dinh ky"].iter().any(|word| folded.contains(word));
    let due = |rule| Some(Due { rule, on: None });
    if again && folded.ends_with("quy") {
        // Steering counts weeks and months: the first quarter's end is the day, the words stay in the note.
        return day(end_of_month(given.year(), given.month().div_ceil(3) * 3));
    }
    if let Some(quarter) = quarter(&folded) {
        let year = numbers.iter().copied().find(|n| (1990..2100).contains(n)).and_then(|y| i32::try_from(y).ok());
        return day(end_of_month(year.unwrap_or_else(|| given.year()), quarter * 3));
    }
    if again && folded.contains("tuan") {
        return due(DueRule::Every { every: Every::Week(weekday(&folded)), until: None });
    }
    if again && folded.contains("thang") {
        let every = first.and_then(|n| u8::try_from(n).ok()).filter(|n| (1..=31).contains(n)).unwrap_or(31);
        return due(DueRule::Every { every: Every::Month(every), until: None });
    }
    match first {
        Some(days) if !again && folded.contains("ngay lam viec") => due(DueRule::WorkingDays(days)),
        Some(days) if !again && folded.ends_with("ngay") => due(DueRule::CalendarDays(days)),
        _ => None,
    }
}

fn end_of_month(year: i32, month: u32) -> Option<Date> {
    Date::from_ymd_opt(year, month, 1)?.checked_add_months(Months::new(1))?.checked_sub_days(Days::new(1))
}

/// "quý III/2020", "trong quý 2".
fn quarter(folded: &str) -> Option<u32> {
    let after = folded.split_once("quy ")?.1;
    let number = after.split(|c: char| !c.is_alphanumeric()).next()?;
    match number {
        "i" | "1" => Some(1),
        "ii" | "2" => Some(2),
        "iii" | "3" => Some(3),
        "iv" | "4" => Some(4),
        _ => None,
    }
}

/// "chiều thứ Sáu hằng tuần": 5; a week without a day ends on Friday.
fn weekday(folded: &str) -> u8 {
    let days = ["thu hai", "thu ba", "thu tu", "thu nam", "thu sau", "thu bay", "chu nhat"];
    days.iter().zip(1..).find(|(day, _)| folded.contains(*day)).map_or(5, |(_, n)| n)
}

/// The assignment a card states; words of a deadline that no rule says stand in its note.
pub(crate) fn assignment(lead: Party, who: &str, what: &str, (given, by): (Date, &str), paper: &str) -> Assignment {
    let due = due(by, given);
    let mut assignment = Assignment::new(&capital(what), lead, who.trim(), given, due.unwrap_or_default());
    let quarterly = fold(by).ends_with("quy");
    assignment.note = (due.is_none() || quarterly).then(|| by.trim().to_owned());
    let paper = (!paper.trim().is_empty()).then(|| paper.trim().to_owned());
    assignment.source = Source { kind: SourceKind::Directive, paper, ..Source::default() };
    assignment
}

/// A clause of the document as a sentence of its own.
fn capital(what: &str) -> String {
    let mut letters = what.trim().chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_begins_with_a_capital() {
        assert_eq!(capital("đẩy nhanh tiến độ tại xã A"), "Đẩy nhanh tiến độ tại xã A");
        assert_eq!((capital("Rà soát").as_str(), capital("").as_str()), ("Rà soát", ""));
    }

    #[test]
    fn deadlines_as_officials_write_them_become_rules() {
        let given: Date = "2024-03-12".parse().unwrap();
        let on = |text: &str| Some(Due { rule: DueRule::Day, on: Some(text.parse().unwrap()) });
        let rule = |rule| Some(Due { rule, on: None });
        let cases = [
            ("", Some(Due::default())),
            ("2024-04-20", on("2024-04-20")),
            ("20/4/2024", on("2024-04-20")),
            ("2024-02", on("2024-02-29")),
            ("2024", on("2024-12-31")),
            ("quý III/2020", on("2020-09-30")),
            ("quý I", on("2024-03-31")),
            ("hằng quý", on("2024-03-31")),
            ("định kỳ hàng quý", on("2024-03-31")),
            ("05 ngày làm việc", rule(DueRule::WorkingDays(5))),
            ("30 ngày", rule(DueRule::CalendarDays(30))),
            ("chiều thứ Sáu hằng tuần", rule(DueRule::Every { every: Every::Week(5), until: None })),
            ("hàng tuần", rule(DueRule::Every { every: Every::Week(5), until: None })),
            ("ngày 25 hằng tháng", rule(DueRule::Every { every: Every::Month(25), until: None })),
            ("mỗi tháng", rule(DueRule::Every { every: Every::Month(31), until: None })),
            ("sau khi có hướng dẫn", None),
            ("định kỳ", None),
        ];
        for (words, expected) in cases {
            assert_eq!(due(words, given), expected, "{words}");
        }
    }
}
