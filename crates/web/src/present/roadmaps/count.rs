//! The count of a week or a month: what is shown, and what is read back.

use super::{Scene, percent, words};
use crate::frame::Frame;
use crate::pages::roadmaps::Tone;
use crate::pages::roadmaps::count::{CountRow, CountView, Group};
use crate::parts::Link;
use crate::parts::form::Sent;
use chrono::{Datelike, Days, Months};
use vedich_facts::roadmap::{Count, Done, Funding, Period, RoadmapEdit, TaskKind, TaskRecord, WeekClosing};
use vedich_roadmap::planner::{Planned, TaskStanding};
use vedich_roadmap::record::{CountEntry, RoadmapRecord};
use vedich_values::number::parse_number;
use vedich_values::{Date, Decimal, Vnd};

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// A week, by its Monday.
    Week(Date),
    /// A month, by its first day.
    Month(Date),
}

impl Span {
    /// The span an address asks for: `week=2020-09-14`, `month=2020-09`; else the week of the page's date.
    #[must_use]
    pub fn of(f: &Frame) -> Self {
        let month = f.param("month").and_then(|text| vedich_values::date::parse_date(&format!("{text}-01")));
        let week = f.param("week").and_then(vedich_values::date::parse_date);
        match (month, week) {
            (Some(first), _) => Self::Month(first),
            (None, week) => Self::Week(monday(week.unwrap_or(f.as_of))),
        }
    }

    /// The span a form was filled in for, and the day of its count: the Monday of a week; the last day of a month, as far as it has come.
    #[must_use]
    pub fn sent(sent: &Sent, today: Date) -> Self {
        let month = vedich_values::date::parse_date(&format!("{}-01", sent.typed("month")));
        let week = || monday(vedich_values::date::parse_date(sent.typed("week")).unwrap_or(today));
        month.map_or_else(|| Self::Week(week()), Self::Month)
    }

    /// What forms and addresses call it: `("week", "2020-09-14")`, `("month", "2020-09")`.
    #[must_use]
    pub fn name(self) -> (&'static str, String) {
        match self {
            Self::Week(monday) => ("week", monday.to_string()),
            Self::Month(first) => ("month", first.format("%Y-%m").to_string()),
        }
    }

    /// Whether it has begun by a day: what has not cannot be counted.
    #[must_use]
    pub fn has_begun(self, today: Date) -> bool {
        self.first() <= today
    }

    /// The period and the day a count of the span is kept under: a week by its Monday, a month by its last day that has come.
    fn kept(self, today: Date) -> (Period, Date) {
        match self {
            Self::Week(monday) => (Period::Week, monday),
            Self::Month(_) => (Period::Day, self.last().min(today)),
        }
    }

    /// The date a change of the span's counts holds for: within the span, so that pictures of those days show it.
    #[must_use]
    pub fn holds_on(self, today: Date) -> Date {
        self.last().min(today)
    }

    fn first(self) -> Date {
        match self {
            Self::Week(day) | Self::Month(day) => day,
        }
    }

    fn last(self) -> Date {
        match self {
            Self::Week(monday) => monday + Days::new(6),
            Self::Month(first) => (first + Months::new(1)).pred_opt().unwrap_or(first),
        }
    }

    /// Mondays of the weeks that begin in a month.
    fn weeks(self) -> Vec<Date> {
        match self {
            Self::Week(_) => Vec::new(),
            Self::Month(first) => first
                .iter_days()
                .take_while(|day| day.month() == first.month())
                .filter(|day| day.weekday() == chrono::Weekday::Mon)
                .collect(),
        }
    }
}

fn monday(day: Date) -> Date {
    WeekClosing::of(day).week
}

/// The page: of a roadmap timed on the page's date. `can` is whether whoever looks may count.
#[must_use]
pub fn view(s: Scene<'_>, planned: &Planned, span: Span) -> CountView {
    let (f, record) = (s.f, &planned.record);
    let path = format!("/roadmaps/{}", record.unit);
    let mut view = CountView {
        name: s.name(record.unit),
        roadmap: Link::new(f.say("gantt.of", &[("unit", &s.name(record.unit))]), f.link(&path)),
        ways: ways(f, &format!("{path}/count"), span),
        span: span.name(),
        weeks: span.weeks().iter().map(|monday| without_year(f, *monday)).collect(),
        ..CountView::default()
    };
    if let Span::Week(monday) = span {
        view.period = f.say("gantt.count.week", &[("from", &f.date(monday)), ("to", &f.date(span.last()))]);
        let open = planned.uncounted(monday).len();
        let (key, n) = (if open == 0 { "gantt.count.closed" } else { "gantt.count.closed-open" }, open.to_string());
        let closed = |at| f.say(key, &[("at", &vedich_wording::date_time(f.lang, at)), ("n", &n)]);
        view.closed = record.weeks.get(&monday).map(|(_, stamp)| (open == 0, closed(stamp.at)));
        view.open = if open == 0 {
            (Tone::Good, f.text("gantt.area.all-counted").to_owned())
        } else {
            (Tone::Bad, f.say("gantt.count.open", &[("n", &open.to_string())]))
        };
    } else {
        let first = span.first();
        view.period = f.say("gantt.count.month", &[("month", &first.month().to_string()), ("year", &first.year().to_string())]);
    }
    view.priced = planned.is_priced();
    view.groups = groups(f, planned, span);
    view
}

/// A day of the month the page is about: `14/09`, `14 Sep`.
fn without_year(f: &Frame, day: Date) -> String {
    let whole = f.date(day);
    let year = day.year().to_string();
    whole.strip_suffix(&year).unwrap_or(&whole).trim_end_matches(['/', ' ']).to_owned()
}

fn ways(f: &Frame, path: &str, span: Span) -> Vec<Link> {
    let week = |key: &'static str, day: Date| Link::new(f.text(key), f.link_with(path, &[("week", &monday(day).to_string())]));
    let month = |key: &'static str, day: Date| Link::new(f.text(key), f.link_with(path, &[("month", &day.format("%Y-%m").to_string())]));
    match span {
        Span::Week(day) => vec![
            week("gantt.count.week-before", day - Days::new(7)),
            week("gantt.count.week-after", day + Days::new(7)),
            month("gantt.count.by-month", day),
        ],
        Span::Month(first) => vec![
            month("gantt.count.month-before", first - Months::new(1)),
            month("gantt.count.month-after", first + Months::new(1)),
            week("gantt.count.by-week", f.as_of.max(first).min(span.last())),
        ],
    }
}

fn groups(f: &Frame, planned: &Planned, span: Span) -> Vec<Group> {
    let tasks = &planned.record.tasks;
    let due: Vec<usize> = if let Span::Week(monday) = span { planned.uncounted(monday) } else { Vec::new() };
    let mut groups: Vec<Group> = Vec::new();
    for (place, task) in tasks.iter().enumerate().filter(|(place, task)| task.kind != TaskKind::Summary && !planned.is_heading(*place)) {
        let title = task.parent.as_ref().map(|parent| words::title(&planned.record, parent)).unwrap_or_default();
        if groups.last().is_none_or(|group| group.title != title) {
            groups.push(Group { title, rows: Vec::new() });
        }
        let row = row(f, planned, place, span, due.contains(&place));
        if let Some(group) = groups.last_mut() {
            group.rows.push(row);
        }
    }
    groups
}

fn row(f: &Frame, planned: &Planned, place: usize, span: Span, is_open: bool) -> CountRow {
    let (record, task, times) = (&planned.record, &planned.record.tasks[place], planned.task(place));
    let share_by = |day: Date| record.counted(task, day).share;
    let before = span.first().pred_opt().unwrap_or(span.first());
    let own = count_of(record, task, span.kept(planned.on));
    let standing = match times.standing {
        TaskStanding::Done => (Tone::Good, f.text("gantt.is-done").to_owned()),
        _ if is_open => (Tone::Bad, f.text("gantt.count.missing").to_owned()),
        TaskStanding::Late => (Tone::Bad, super::rows::late_words(f, planned, times)),
        TaskStanding::Underway => (Tone::Plain, f.text("gantt.is-underway").to_owned()),
        TaskStanding::Waiting => (Tone::Plain, String::new()),
    };
    let weeks = span.weeks();
    let cell = |monday: &Date| {
        let counted = count_of(record, task, (Period::Week, *monday)).is_some_and(|entry| entry.count.done.is_some());
        let shown = if *monday > planned.on { String::new() } else { share_by(*monday + Days::new(6)).map(percent).unwrap_or_default() };
        (shown, counted)
    };
    let end = span.last().min(planned.on);
    let gained = share_by(end).map(|now| now.saturating_sub(share_by(before).unwrap_or(0)));
    CountRow {
        no: place + 1,
        id: task.id.to_string(),
        title: task.title.clone(),
        person: task.person.clone().unwrap_or_default(),
        planned: percent(due_share(planned, times.agreed, span.last())),
        before: counted_before(f, record, task, before),
        done: own.and_then(|entry| entry.count.done).map(|done| print_done(f, done)).unwrap_or_default(),
        measure: measure(f, task),
        spent: own.map(|entry| print_spent(f, &entry.count)).unwrap_or_default(),
        spent_before: record.counted(task, before).spent.map(|spent| vedich_wording::millions_short(f.lang, spent.0)).unwrap_or_default(),
        is_priced: task.cost.is_some_and(|cost| cost.0 > 0),
        note: own.and_then(|entry| entry.count.note.clone()).unwrap_or_default(),
        ends: own.map(|entry| ends(f, &entry.count)).unwrap_or_default(),
        photo: f.link_with(&format!("/evidence/{}", record.unit), &[("about", &format!("task:{}:{}", record.key, task.id))]),
        standing,
        weeks: weeks.iter().map(cell).collect(),
        gained: gained.map(|share| format!("+{}", percent(share))).unwrap_or_default(),
        ..CountRow::default()
    }
}

/// First and last day of work, and working days left, as they are typed.
fn ends(f: &Frame, count: &Count) -> [String; 3] {
    let date = |date: Option<Date>| date.map(|date| f.date_field(date)).unwrap_or_default();
    [date(count.started), date(count.finished), count.days_left.map(|days| days.to_string()).unwrap_or_default()]
}

/// Reads them. None: no date, no number of days.
fn read_ends(typed: [Option<&str>; 3], own: Option<&Count>) -> Option<(Option<Date>, Option<Date>, Option<u32>)> {
    let own = own.map(|own| (own.started, own.finished, own.days_left)).unwrap_or_default();
    // A form that does not ask leaves what was said.
    let date = |text: Option<&str>, own: Option<Date>| match text {
        None => Some(own),
        Some("") => Some(None),
        Some(text) => vedich_values::date::parse_date(text).map(Some),
    };
    let left = match typed[2] {
        None => own.2,
        Some("") => None,
        Some(text) => Some(text.parse().ok()?),
    };
    Some((date(typed[0], own.0)?, date(typed[1], own.1)?, left))
}

/// Share of a task's agreed working days gone by the end of a day.
fn due_share(planned: &Planned, (from, to): (Date, Date), day: Date) -> u32 {
    let calendar = &planned.plan.calendar;
    if day >= to {
        return 10_000;
    }
    if day < from {
        return 0;
    }
    let whole = calendar.count(from..=to).max(1);
    u32::try_from(i64::from(calendar.count(from..=day)) * 10_000 / i64::from(whole)).unwrap_or(0)
}

fn counted_before(f: &Frame, record: &RoadmapRecord, task: &TaskRecord, day: Date) -> String {
    let counted = record.counted(task, day);
    match (counted.quantity, &task.quantity) {
        (Some(done), Some(quantity)) => vedich_wording::quantity(f.lang, done, &quantity.unit),
        _ => counted.share.map(percent).unwrap_or_default(),
    }
}

/// What is typed into: percent, or the task's quantity.
fn measure(f: &Frame, task: &TaskRecord) -> String {
    match planned_quantity(task) {
        Some((planned, unit)) => format!("/ {}", vedich_wording::quantity(f.lang, planned, unit)),
        None => "%".to_owned(),
    }
}

fn planned_quantity(task: &TaskRecord) -> Option<(Decimal, &str)> {
    let quantity = task.quantity.as_ref()?;
    Some((quantity.planned?, &quantity.unit))
}

fn print_done(f: &Frame, done: Done) -> String {
    match done {
        Done::Quantity(done) => vedich_wording::number(f.lang, done),
        Done::Percent(share) => vedich_wording::number(f.lang, Decimal::new(i64::from(share), 2).normalize()),
    }
}

/// The count of a task kept under a period and a day.
fn count_of<'a>(record: &'a RoadmapRecord, task: &TaskRecord, (period, on): (Period, Date)) -> Option<&'a CountEntry> {
    record.counts.get(&task.id)?.iter().find(|entry| entry.count.period == period && entry.count.on == on)
}

/// The edits a form of a week or month asks for: what differs from what its maker saw. What is wrong is told at its row.
///
/// # Errors
/// The ids of tasks whose numbers cannot be read.
pub fn read(seen: &RoadmapRecord, span: Span, today: Date, sent: &Sent) -> Result<Vec<RoadmapEdit>, Vec<String>> {
    let (period, on) = span.kept(today);
    let (mut edits, mut wrong) = (Vec::new(), Vec::new());
    for task in &seen.tasks {
        let typed =
            |name: &str| sent.typed.iter().find(|(key, _)| key.strip_prefix(name) == Some(task.id.as_str())).map(|(_, text)| text.trim());
        let (Some(done), Some(note)) = (typed("done:"), typed("note:")) else { continue };
        let own = count_of(seen, task, (period, on)).map(|entry| &entry.count);
        // A form that does not ask for money leaves what was said of it.
        let kept = || own.map(|own| (own.spent, own.spent_by.clone())).unwrap_or_default();
        let spent = typed("spent:").map_or_else(|| Some(kept()), read_spent);
        let ends = read_ends(["started:", "finished:", "left:"].map(&typed), own);
        let (Some(done), Some((spent, spent_by)), Some((started, finished, days_left))) = (read_done(task, own, done), spent, ends) else {
            wrong.push(task.id.to_string());
            continue;
        };
        let note = Some(note.to_owned()).filter(|note| !note.is_empty());
        let no_ends = started.is_none() && finished.is_none() && days_left.is_none();
        match (own, done.is_none() && spent.is_none() && note.is_none() && no_ends) {
            (None, true) => {}
            (Some(_), true) => edits.push(RoadmapEdit::StrikeCount { task: task.id.clone(), on, period }),
            (own, false) => {
                let fresh = || Count { done: None, period, on, ..Count::of_day(task.id.clone(), on, Done::Percent(0)) };
                let count = Count { done, spent, spent_by, note, started, finished, days_left, ..own.cloned().unwrap_or_else(fresh) };
                if own != Some(&count) {
                    edits.push(RoadmapEdit::Count(count));
                }
            }
        }
    }
    match (sent.typed("close"), span) {
        ("close", Span::Week(monday)) => edits.push(RoadmapEdit::CloseWeek(WeekClosing::of(monday))),
        ("reopen", Span::Week(week)) => edits.push(RoadmapEdit::ReopenWeek { week }),
        _ => {}
    }
    if wrong.is_empty() { Ok(edits) } else { Err(wrong) }
}

/// `45`, `45%`, `1,5`: in the task's quantity where it has one, unless a percent sign says otherwise. The outer none: no number.
fn read_done(task: &TaskRecord, own: Option<&Count>, text: &str) -> Option<Option<Done>> {
    if text.is_empty() {
        return Some(None);
    }
    let number = parse_number(text).ok()?;
    let counted_in_percent = matches!(own.and_then(|count| count.done), Some(Done::Percent(_))) || planned_quantity(task).is_none();
    if !counted_in_percent && !text.ends_with('%') {
        return Some(Some(Done::Quantity(number)));
    }
    let share = number.checked_mul(Decimal::ONE_HUNDRED)?;
    u32::try_from(share.trunc()).ok().map(|share| Some(Done::Percent(share)))
}

/// What was spent as it is typed: by source where that is known.
fn print_spent(f: &Frame, count: &Count) -> String {
    let millions = |amount: Vnd| vedich_wording::millions_short(f.lang, amount.0);
    let parts: Vec<String> = count.spent_by.iter().map(|one| format!("{}: {}", one.source, millions(one.amount))).collect();
    if parts.is_empty() { count.spent.map(millions).unwrap_or_default() } else { parts.join("; ") }
}

/// Millions of đồng spent so far, in all or by source: `125,5`, `Ngân sách tỉnh: 100; Dân góp: 25,5`. None: no amount.
fn read_spent(text: &str) -> Option<(Option<Vnd>, Vec<Funding>)> {
    if text.is_empty() {
        return Some((None, Vec::new()));
    }
    if !text.contains(':') {
        return Some((Some(read_millions(text)?), Vec::new()));
    }
    let one = |part: &str| {
        let (source, amount) = part.rsplit_once(':')?;
        Some(Funding::of_source(source, read_millions(amount.trim())?)).filter(|one| !one.source.is_empty())
    };
    let sources: Vec<Funding> = text.split(';').filter(|part| !part.trim().is_empty()).map(one).collect::<Option<_>>()?;
    let sum = sources.iter().try_fold(0_i64, |sum, one| sum.checked_add(one.amount.0))?;
    Some((Some(Vnd(sum)), sources))
}

fn read_millions(text: &str) -> Option<Vnd> {
    let dong = parse_number(text).ok().filter(|millions| !millions.is_sign_negative())?.checked_mul(Decimal::from(1_000_000))?;
    i64::try_from(dong.round()).ok().map(Vnd)
}

/// Shows a form as it was sent.
pub fn again(f: &Frame, view: &mut CountView, sent: Sent, wrong: &[String]) {
    let typed = |name: &str, id: &str| sent.typed.iter().find(|(key, _)| key.strip_prefix(name) == Some(id)).map(|(_, text)| text.clone());
    for row in view.groups.iter_mut().flat_map(|group| &mut group.rows) {
        row.done = typed("done:", &row.id).unwrap_or_else(|| row.done.clone());
        row.spent = typed("spent:", &row.id).unwrap_or_else(|| row.spent.clone());
        row.note = typed("note:", &row.id).unwrap_or_else(|| row.note.clone());
        for (said, name) in row.ends.iter_mut().zip(["started:", "finished:", "left:"]) {
            *said = typed(name, &row.id).unwrap_or_else(|| said.clone());
        }
        if wrong.contains(&row.id) {
            f.text("gantt.count.wrong").clone_into(&mut row.why);
        }
    }
    view.sent = sent;
}

#[cfg(test)]
mod tests {
    use super::*;
    use vedich_facts::roadmap::{PlannedQuantity, RoadmapChange, RoadmapHeader};
    use vedich_facts::{Body, Fact, Recorded};
    use vedich_values::{EntrySeq, FactSeq, RoadmapKey, Timestamp, UnitId};

    fn day(month: u32, day: u32) -> Date {
        Date::from_ymd_opt(2020, month, day).unwrap()
    }

    fn record() -> RoadmapRecord {
        let road = TaskRecord {
            quantity: Some(PlannedQuantity { unit: "km".into(), planned: Some(Decimal::new(30, 1)) }),
            ..TaskRecord::new("b", "Đường").lasting(20)
        };
        let put = |task: TaskRecord| RoadmapEdit::PutTask(Box::new(task));
        let counted = Count::of_week("a", day(9, 14), Done::Percent(2_500));
        let edits = vec![
            RoadmapEdit::Open(RoadmapHeader::new("A", day(9, 8))),
            put(TaskRecord::new("a", "Khảo sát").lasting(5)),
            put(road),
            RoadmapEdit::Count(counted),
        ];
        let change = RoadmapChange { roadmap: RoadmapKey::new("1"), base: FactSeq(0), edits, undoes: None };
        let fact = Fact::new(UnitId(1), day(9, 18), Body::Roadmap(Box::new(change)));
        let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact };
        RoadmapRecord::replay(UnitId(1), &RoadmapKey::new("1"), [&recorded]).unwrap()
    }

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        Sent { typed: pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect(), wrong: Vec::new() }
    }

    #[test]
    fn only_what_differs_is_counted_in_the_measure_of_the_task() {
        let record = record();
        let read = |pairs: &[(&str, &str)]| read(&record, Span::Week(day(9, 14)), day(9, 18), &sent(pairs));
        assert_eq!(read(&[("done:a", "25"), ("note:a", ""), ("done:b", ""), ("note:b", "")]), Ok(Vec::new()));
        let edits = read(&[("done:a", "40%"), ("note:a", "mưa"), ("done:b", "1,5"), ("note:b", "")]).unwrap();
        let [RoadmapEdit::Count(first), RoadmapEdit::Count(second)] = edits.as_slice() else { panic!("{edits:?}") };
        assert_eq!((first.done, first.note.as_deref()), (Some(Done::Percent(4_000)), Some("mưa")));
        assert_eq!((second.done, second.on), (Some(Done::Quantity(Decimal::new(15, 1))), day(9, 14)));
        let edits = read(&[("done:b", "50%"), ("note:b", "")]).unwrap();
        assert!(matches!(&edits[0], RoadmapEdit::Count(count) if count.done == Some(Done::Percent(5_000))));
        let struck = read(&[("done:a", ""), ("note:a", "")]).unwrap();
        assert!(matches!(struck.as_slice(), [RoadmapEdit::StrikeCount { .. }]));
        assert_eq!(
            read(&[("done:a", "nửa"), ("note:a", ""), ("done:b", "-5%"), ("note:b", "")]),
            Err(vec!["a".to_owned(), "b".to_owned()])
        );
        let closed = read(&[("close", "close")]).unwrap();
        assert_eq!(closed, [RoadmapEdit::CloseWeek(WeekClosing::of(day(9, 14)))]);
    }

    #[test]
    fn the_days_work_began_and_ended_are_counted_too() {
        let record = record();
        let read = |pairs: &[(&str, &str)]| read(&record, Span::Week(day(9, 14)), day(9, 18), &sent(pairs));
        let edits = read(&[("done:a", "25"), ("note:a", ""), ("started:a", "15/9/2020"), ("finished:a", ""), ("left:a", "4")]).unwrap();
        let [RoadmapEdit::Count(count)] = edits.as_slice() else { panic!("{edits:?}") };
        assert_eq!((count.started, count.finished, count.days_left), (Some(day(9, 15)), None, Some(4)));
        assert_eq!(read(&[("done:a", "25"), ("note:a", ""), ("started:a", "hôm qua")]), Err(vec!["a".to_owned()]));
        assert_eq!(read(&[("done:a", "25"), ("note:a", ""), ("left:a", "-1")]), Err(vec!["a".to_owned()]));
    }

    #[test]
    fn a_month_is_counted_on_its_last_day_that_has_come() {
        let record = record();
        let month = Span::Month(day(9, 1));
        let read = |today: Date, pairs: &[(&str, &str)]| read(&record, month, today, &sent(pairs)).unwrap();
        let edits = read(day(9, 18), &[("done:a", "60"), ("spent:a", "1,5"), ("note:a", ""), ("close", "close")]);
        let [RoadmapEdit::Count(count)] = edits.as_slice() else { panic!("{edits:?}") };
        assert_eq!(
            (count.period, count.on, count.done, count.spent),
            (Period::Day, day(9, 18), Some(Done::Percent(6_000)), Some(Vnd(1_500_000)))
        );
        let edits = read(day(11, 3), &[("done:a", "60"), ("note:a", "")]);
        assert!(matches!(&edits[0], RoadmapEdit::Count(count) if count.on == day(9, 30)), "{edits:?}");
        assert_eq!(read_spent("-1"), None);
        assert_eq!((month.name().1.as_str(), month.has_begun(day(8, 31))), ("2020-09", false));
    }

    #[test]
    fn a_month_has_the_weeks_that_begin_in_it() {
        let span = Span::Month(day(9, 1));
        assert_eq!(span.weeks(), [day(9, 7), day(9, 14), day(9, 21), day(9, 28)]);
        assert_eq!((span.last(), Span::Week(day(9, 14)).last()), (day(9, 30), day(9, 20)));
    }
}
