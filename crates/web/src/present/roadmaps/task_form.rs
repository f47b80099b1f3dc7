//! A task as a form: filled from the record, read back against it.

use super::words;
use crate::frame::Frame;
use crate::parts::form::Sent;
use vedich_facts::roadmap::{Constraint, Decider, Funding, PlannedQuantity, RoadmapEdit, Span, Spread, TaskKind, TaskRecord};
use vedich_roadmap::record::{RoadmapRecord, diff_tasks};
use vedich_roadmap::typed;
use vedich_values::date::parse_date;
use vedich_values::number::parse_number;
use vedich_values::text::fold;
use vedich_values::{CriterionNo, TaskId, Vnd};

const KINDS: [(&str, TaskKind); 3] = [("task", TaskKind::Task), ("milestone", TaskKind::Milestone), ("summary", TaskKind::Summary)];
const DECIDERS: [(&str, Decider); 4] =
    [("commune", Decider::Commune), ("district", Decider::District), ("province", Decider::Province), ("centre", Decider::Centre)];

/// What a select offers: value and words.
pub type Choices = Vec<(String, String)>;

/// Kinds of task.
#[must_use]
pub fn kinds(f: &Frame) -> Choices {
    KINDS.iter().map(|(name, kind)| ((*name).to_owned(), f.text(words::kind_word(*kind)).to_owned())).collect()
}

/// Who may have to decide.
#[must_use]
pub fn deciders(f: &Frame) -> Choices {
    DECIDERS.iter().map(|(name, decider)| ((*name).to_owned(), f.lang.decider(*decider, f.as_of).to_owned())).collect()
}

/// Kinds of date constraint.
#[must_use]
pub fn limits(f: &Frame) -> Choices {
    let words = [("", "gantt.limit.none"), ("not-before", "gantt.limit.is-not-before"), ("fixed", "gantt.limit.is-fixed")];
    words.iter().map(|(name, key)| ((*name).to_owned(), f.text(key).to_owned())).collect()
}

/// Headings of the roadmap a task can stand under.
#[must_use]
pub fn headings(f: &Frame, record: &RoadmapRecord, own: Option<&TaskId>) -> Choices {
    let headings = record.tasks.iter().filter(|task| task.kind == TaskKind::Summary && Some(&task.id) != own);
    std::iter::once((String::new(), f.text("gantt.held.nothing").to_owned()))
        .chain(headings.map(|task| (task.id.to_string(), task.title.clone())))
        .collect()
}

/// The form of a task.
#[must_use]
pub fn filled(f: &Frame, record: &RoadmapRecord, task: &TaskRecord) -> Sent {
    let name_of =
        |list: &[(&'static str, Decider)], wanted: Decider| list.iter().find(|(_, one)| *one == wanted).map_or("", |(name, _)| *name);
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let days = |days: Option<u32>| days.map(|days| days.to_string()).unwrap_or_default();
    let (limit, date) = match task.constraint {
        None | Some(Constraint::NotAfter(_)) => ("", String::new()),
        Some(Constraint::NotBefore(date)) => ("not-before", f.date_field(date)),
        Some(Constraint::Fixed(date)) => ("fixed", f.date_field(date)),
    };
    let funding =
        task.funding.iter().map(|one| format!("{}: {}", one.source_said(), words::money(f, one.amount))).collect::<Vec<_>>().join("; ");
    let planned = task.quantity.as_ref().and_then(|quantity| quantity.planned);
    let pairs = [
        ("title", task.title.clone()),
        ("kind", KINDS.iter().find(|(_, kind)| *kind == task.kind).map_or("", |(name, _)| *name).to_owned()),
        ("parent", task.parent.as_ref().map(ToString::to_string).unwrap_or_default()),
        ("criterion", task.criterion.map(|no| no.to_string()).unwrap_or_default()),
        ("days", typed::print_span(task.duration)),
        ("best", days(task.spread.map(|spread| spread.optimistic))),
        ("worst", days(task.spread.map(|spread| spread.pessimistic))),
        ("after", typed::print_links(record, &task.links)),
        ("limit", limit.to_owned()),
        ("limit-date", date),
        ("deadline", task.due().map(|date| f.date_field(date)).unwrap_or_default()),
        ("quantity", planned.map(|planned| vedich_wording::number(f.lang, planned)).unwrap_or_default()),
        ("measure", task.quantity.as_ref().map(|quantity| quantity.unit.clone()).unwrap_or_default()),
        ("cost", task.cost.map(|cost| words::money(f, cost)).unwrap_or_default()),
        ("funding", funding),
        ("person", text(&task.person)),
        ("lead", text(&task.lead)),
        ("cooperating", task.cooperating.join("; ")),
        ("member", text(&task.member)),
        ("location", text(&task.location)),
        ("note", text(&task.note)),
        ("work", if task.work { "yes" } else { "no" }.to_owned()),
        ("decider", name_of(&DECIDERS, task.decider).to_owned()),
        ("decided", if task.decided { "yes" } else { "no" }.to_owned()),
        ("assumed", if task.assumed { "yes" } else { "no" }.to_owned()),
    ];
    let risks = task.risks.iter().map(|tag| ("risks", tag.clone()));
    Sent { typed: pairs.into_iter().chain(risks).map(|(key, value)| (key.to_owned(), value)).collect(), wrong: Vec::new() }
}

/// What may lengthen a task: tag, name, whether it is ticked. A tag the table does not know stays as long as the task has it.
#[must_use]
pub fn risks(f: &Frame, sent: &Sent) -> Vec<(String, String, bool)> {
    let (ticked, unknown) = ticked_risks(sent);
    let known = vedich_reference::risk_tags().into_iter().map(|tag| {
        let name = f.lang.of(&tag.name).to_owned();
        let is_ticked = ticked.contains(&tag.id);
        (tag.id, name, is_ticked)
    });
    known.chain(unknown.into_iter().map(|tag| (tag.clone(), tag, true))).collect()
}

/// The tags a form names, by tag or by name, and what it names that is neither.
fn ticked_risks(sent: &Sent) -> (Vec<String>, Vec<String>) {
    let tags = vedich_reference::risk_tags();
    let named = sent.typed.iter().filter(|(key, _)| key == "risks").flat_map(|(_, text)| text.split([',', ';']));
    let (mut ticked, mut unknown) = (Vec::new(), Vec::new());
    for said in named.map(str::trim).filter(|said| !said.is_empty()) {
        let called = |name: &str| fold(name) == fold(said);
        match tags.iter().find(|tag| tag.id == said || called(&tag.name.vi) || called(&tag.name.en)) {
            Some(tag) if ticked.contains(&tag.id) => {}
            Some(tag) => ticked.push(tag.id.clone()),
            None => unknown.push(said.to_owned()),
        }
    }
    (ticked, unknown)
}

/// The edits a form asks for: of `task` as its maker saw it, or for a new one with that id. What is wrong is told in the form.
pub fn read(f: &Frame, seen: &RoadmapRecord, task: Option<&TaskRecord>, id: &TaskId, sent: &mut Sent) -> Option<Vec<RoadmapEdit>> {
    let base =
        task.cloned().unwrap_or_else(|| TaskRecord { place: place_under(seen, sent.typed("parent")), ..TaskRecord::new(id.clone(), "") });
    let new = written(f, seen, &base, sent);
    if !sent.wrong.is_empty() {
        return None;
    }
    Some(match task {
        Some(old) => diff_tasks(std::slice::from_ref(old), std::slice::from_ref(&new)).0,
        None => vec![RoadmapEdit::PutTask(Box::new(new))],
    })
}

/// Behind the last task of its heading, else at the end of the list.
fn place_under(record: &RoadmapRecord, parent: &str) -> i64 {
    let last = |place: &&TaskRecord| {
        parent.is_empty() || place.id.as_str() == parent || place.parent.as_ref().is_some_and(|over| over.as_str() == parent)
    };
    record.tasks.iter().filter(last).map(|task| task.place).max().unwrap_or(0) + 1
}

fn written(f: &Frame, seen: &RoadmapRecord, base: &TaskRecord, sent: &mut Sent) -> TaskRecord {
    let mut new = base.clone();
    let own = |name: &str| sent.given(name).map(str::to_owned);
    let listed = |name: &str| sent.typed(name).split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
    new.title = sent.typed("title").to_owned();
    new.kind = KINDS.iter().find(|(name, _)| *name == sent.typed("kind")).map_or(base.kind, |(_, kind)| *kind);
    new.parent = own("parent").map(|id| TaskId::new(&id));
    (new.person, new.lead, new.member) = (own("person"), own("lead"), own("member"));
    (new.location, new.note) = (own("location"), own("note"));
    new.cooperating = listed("cooperating");
    new.work = sent.given("work").map_or(base.work, |said| said == "yes");
    new.decider = DECIDERS.iter().find(|(name, _)| *name == sent.typed("decider")).map_or(base.decider, |(_, decider)| *decider);
    (new.decided, new.assumed) = (sent.typed("decided") == "yes", sent.typed("assumed") == "yes");
    let (mut wrong, text) = (Vec::new(), |key| f.text(key).to_owned());
    let (ticked, unknown) = ticked_risks(sent);
    let added: Vec<&str> = unknown.iter().map(String::as_str).filter(|tag| !base.risks.iter().any(|known| known == tag)).collect();
    if !added.is_empty() {
        let known: Vec<String> = vedich_reference::risk_tags().iter().map(|tag| f.lang.of(&tag.name).to_owned()).collect();
        wrong.push(("risks", f.say("gantt.wrong.risk", &[("found", &added.join(", ")), ("known", &known.join("; "))])));
    }
    let risks: Vec<String> = ticked.into_iter().chain(unknown).collect();
    // Boxes have an order of their own, which is no change.
    if risks.len() != base.risks.len() || risks.iter().any(|tag| !base.risks.contains(tag)) {
        new.risks = risks;
    }
    if new.title.is_empty() {
        wrong.push(("title", text("gantt.wrong.title")));
    }
    match own("criterion").map(|no| no.parse().map(CriterionNo)) {
        None => new.criterion = None,
        Some(Ok(no)) => new.criterion = Some(no),
        Some(Err(_)) => wrong.push(("criterion", text("gantt.wrong.criterion"))),
    }
    match typed::read_span(sent.typed("days")) {
        _ if new.kind != TaskKind::Task => new.duration = Span::Working(0),
        Some(span) => new.duration = span,
        None => wrong.push(("days", text("gantt.wrong.days"))),
    }
    match (own("best").map(|days| days.parse()), own("worst").map(|days| days.parse())) {
        (None, None) => new.spread = None,
        (Some(Ok(optimistic)), Some(Ok(pessimistic))) => new.spread = Some(Spread { optimistic, pessimistic }),
        _ => wrong.push(("best", text("gantt.wrong.spread"))),
    }
    match typed::read_links(seen, sent.typed("after")) {
        Ok(links) => new.links = links,
        Err(typed::Unreadable::Link(part)) => wrong.push(("after", f.say("gantt.wrong.link", &[("part", &part)]))),
        Err(_) => {}
    }
    match (sent.typed("limit"), parse_date(sent.typed("limit-date"))) {
        ("not-before", Some(date)) => new.constraint = Some(Constraint::NotBefore(date)),
        ("fixed", Some(date)) => new.constraint = Some(Constraint::Fixed(date)),
        ("", _) => new.constraint = None,
        _ => wrong.push(("limit-date", text("web.confirm.no-date"))),
    }
    match own("deadline").map(|date| parse_date(&date)) {
        Some(None) => wrong.push(("deadline", text("web.confirm.no-date"))),
        due => new.deadline = due.flatten(),
    }
    // What an older record says as a constraint is left as it is by who changed nothing of it.
    if new.constraint.is_none() && base.due_by_constraint().is_some() && new.deadline == base.due() {
        (new.constraint, new.deadline) = (base.constraint, base.deadline);
    }
    match own("quantity").map(|number| parse_number(&number)) {
        Some(Err(_)) => wrong.push(("quantity", text("gantt.wrong.number"))),
        planned => {
            let planned = planned.and_then(Result::ok);
            new.quantity = (planned.is_some() || sent.given("measure").is_some())
                .then(|| PlannedQuantity { unit: sent.typed("measure").to_owned(), planned });
        }
    }
    match own("cost").map(|amount| Vnd::parse(&amount)) {
        Some(Err(_)) => wrong.push(("cost", text("gantt.wrong.money"))),
        cost => new.cost = cost.and_then(Result::ok),
    }
    match funding(sent.typed("funding")) {
        Some(funding) => new.funding = funding,
        None => wrong.push(("funding", text("gantt.wrong.funding"))),
    }
    wrong.into_iter().for_each(|(field, why)| sent.refuse(field, why));
    new
}

/// `Ngân sách tỉnh (2024): 2 tỷ; Nhân dân: 500 triệu`.
fn funding(text: &str) -> Option<Vec<Funding>> {
    let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
    let one = |part: &str| {
        let (source, amount) = part.rsplit_once(':')?;
        Some(Funding::of_source(source, Vnd::parse(amount).ok()?)).filter(|one| !one.source.is_empty())
    };
    parts.map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use vedich_facts::roadmap::RoadmapHeader;
    use vedich_facts::roadmap::{LinkKind, RoadmapChange};
    use vedich_facts::{Body, Fact, Recorded};
    use vedich_values::{Date, EntrySeq, FactSeq, RoadmapKey, Timestamp, UnitId};
    use vedich_wording::Lang;

    fn record() -> RoadmapRecord {
        let day = Date::from_ymd_opt(2020, 9, 8).unwrap();
        let mut task = TaskRecord::new("b", "Thi công").lasting(20).after("a", LinkKind::FinishToStart, 3);
        task.spread = Some(Spread { optimistic: 15, pessimistic: 40 });
        task.cost = Some(Vnd(2_500_000_000));
        task.funding = vec![Funding::of_source("Ngân sách tỉnh (2020)", Vnd(1_000_000_000))];
        task.quantity = Some(PlannedQuantity { unit: "km".into(), planned: Some("1.5".parse().unwrap()) });
        task.constraint = Some(Constraint::NotAfter(day));
        task.risks = vec!["rain".into(), "land".into()];
        task.criterion = Some(CriterionNo(2));
        task.place = 2;
        let tasks = [TaskRecord { place: 1, ..TaskRecord::new("a", "Khảo sát").lasting(5) }, task];
        let puts = tasks.into_iter().map(|task| RoadmapEdit::PutTask(Box::new(task)));
        let edits = std::iter::once(RoadmapEdit::Open(RoadmapHeader::new("A", day))).chain(puts).collect();
        let change = RoadmapChange { roadmap: RoadmapKey::new("1"), base: FactSeq(0), edits, undoes: None };
        let fact = Fact::new(UnitId(1), day, Body::Roadmap(Box::new(change)));
        let recorded = Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact };
        RoadmapRecord::replay(UnitId(1), &RoadmapKey::new("1"), [&recorded]).unwrap()
    }

    fn frame(lang: Lang) -> Frame {
        let day = Date::from_ymd_opt(2020, 9, 8).unwrap();
        Frame {
            lang,
            theme: crate::frame::Theme::Auto,
            path: "/".into(),
            query: Vec::new(),
            as_of: day,
            today: day,
            known_on: None,
            reader: crate::frame::Reader::Public,
        }
    }

    #[test]
    fn a_form_sent_back_as_it_was_shown_changes_nothing() {
        for lang in Lang::ALL {
            let (f, record) = (frame(lang), record());
            for task in &record.tasks {
                let mut sent = filled(&f, &record, task);
                assert_eq!(read(&f, &record, Some(task), &task.id, &mut sent), Some(Vec::new()), "{:?}", sent.wrong);
            }
        }
    }

    #[test]
    fn everything_wrong_is_told_at_its_field() {
        let (f, record) = (frame(Lang::Vi), record());
        let mut sent = filled(&f, &record, &record.tasks[1]);
        for (field, text) in [
            ("title", ""),
            ("days", "x"),
            ("best", "x"),
            ("after", "9"),
            ("deadline", "31/2"),
            ("quantity", "x"),
            ("cost", "x"),
            ("funding", "1 tỷ"),
        ] {
            sent.typed.iter_mut().find(|(key, _)| key == field).unwrap().1 = text.to_owned();
        }
        assert_eq!(read(&f, &record, Some(&record.tasks[1]), &"b".into(), &mut sent), None);
        let fields: Vec<&str> = sent.wrong.iter().map(|(field, _)| *field).collect();
        assert_eq!(fields, ["title", "days", "best", "after", "deadline", "quantity", "cost", "funding"]);
    }

    #[test]
    fn risks_are_ticked_or_named_and_unknown_ones_refused() {
        let (f, record) = (frame(Lang::Vi), record());
        let task = &record.tasks[1];
        let with = |risks: &[&str]| {
            let mut sent = filled(&f, &record, task);
            sent.typed.retain(|(key, _)| key != "risks");
            sent.typed.extend(risks.iter().map(|risk| ("risks".to_owned(), (*risk).to_owned())));
            let edits = read(&f, &record, Some(task), &task.id, &mut sent);
            (edits, sent)
        };
        // By name or tag, in any order: the task has these two.
        for same in [["land", "rain"], ["Giải phóng mặt bằng", "mưa bão"]] {
            assert_eq!(with(&same).0, Some(Vec::new()), "{same:?}");
        }
        assert_eq!(with(&["mua bao; giải phóng mặt bằng"]).0, Some(Vec::new()));
        let (edits, _) = with(&["vốn về chậm"]);
        let [RoadmapEdit::SetTask { set, .. }] = edits.as_deref().unwrap() else { panic!("{edits:?}") };
        assert_eq!(*set, [vedich_facts::roadmap::TaskField::Risks(vec!["money".into()])]);
        let (edits, sent) = with(&["động đất"]);
        assert_eq!(edits, None);
        assert!(sent.why("risks").unwrap().contains("“động đất”. Chọn trong: Mưa bão;"), "{:?}", sent.wrong);
        // What was typed comes back ticked.
        let ticked: Vec<String> = risks(&f, &sent).into_iter().filter(|(.., ticked)| *ticked).map(|(_, name, _)| name).collect();
        assert_eq!(ticked, ["động đất"]);
    }

    #[test]
    fn a_deadline_stands_beside_the_day_a_task_may_not_start_before() {
        let (f, record) = (frame(Lang::Vi), record());
        let task = &record.tasks[1];
        let mut sent = filled(&f, &record, task);
        for (field, text) in [("limit", "not-before"), ("limit-date", "07/9/2020")] {
            sent.typed.iter_mut().find(|(key, _)| key == field).unwrap().1 = text.to_owned();
        }
        let edits = read(&f, &record, Some(task), &task.id, &mut sent).unwrap();
        let [RoadmapEdit::SetTask { set, .. }] = edits.as_slice() else { panic!("{edits:?}") };
        let day = |day: u32| Date::from_ymd_opt(2020, 9, day).unwrap();
        let expected = [
            vedich_facts::roadmap::TaskField::Constraint(Some(Constraint::NotBefore(day(7)))),
            vedich_facts::roadmap::TaskField::Deadline(Some(day(8))),
        ];
        assert_eq!(*set, expected);
    }

    #[test]
    fn a_new_task_stands_behind_the_last_of_its_heading() {
        let (f, record) = (frame(Lang::Vi), record());
        let pairs = [("title", "Nghiệm thu"), ("days", "3"), ("after", "2")];
        let mut sent = Sent { typed: pairs.map(|(key, value)| (key.to_owned(), value.to_owned())).to_vec(), wrong: Vec::new() };
        let edits = read(&f, &record, None, &"v1".into(), &mut sent).unwrap();
        let [RoadmapEdit::PutTask(task)] = edits.as_slice() else { panic!("{edits:?}") };
        assert_eq!((task.place, task.duration, task.links[0].from.as_str()), (3, Span::Working(3), "b"));
    }
}
