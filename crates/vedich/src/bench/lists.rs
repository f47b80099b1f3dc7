//! A million meetings, proposals, papers of an office and people: what a page of each list takes, at its front and at its
//! very end, reached page by page as a reader would.

use super::asked::Line;
use anyhow::{Context, Result, ensure};
use chrono::Days;
use serde::Serialize;
use std::time::Instant;
use vedich_board::steering::{Cursor, MeetingSearch, ProposalScope, ProposalSearch, Show};
use vedich_board::{Board, Reference};

use vedich_facts::steering::{Due, DueRule, MeetingChange, MeetingEdit, MeetingPlan, Party, ProposalChange, ProposalEdit, Request};
use vedich_facts::{AccountEvent, Body, Fact, Issue, PaperEvent, PaperId, PersonId, Receipt, Recorded, UnitLevel};
use vedich_papers::Registers;
use vedich_rights::{Homes, Rights};
use vedich_units::COUNTRY;
use vedich_values::{Date, EntrySeq, FactSeq, ItemKey, Timestamp, UnitId};

/// Lines of each list.
const LINES: u64 = 1_000_000;
/// Lines of a page, as the site shows them.
const PAGE: usize = 50;
/// Pages measured at each end; the slowest counts.
const ROUNDS: usize = 100;
/// Microseconds a page may take.
const ASKED_US: u64 = 20_000;
/// The year of the registers.
const YEAR: i32 = 2026;

/// The slowest page at either end of a list, microseconds.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Ends {
    first_us: u64,
    last_us: u64,
}

/// What was measured, by list.
#[derive(Debug, Serialize)]
pub(crate) struct Report {
    lines: u64,
    meetings: Ends,
    proposals: Ends,
    /// Papers of a unit: drafts and issued ones.
    papers: Ends,
    /// The register of papers that went out.
    outgoing: Ends,
    /// The register of papers that came in.
    incoming: Ends,
    /// The people of the country, by name.
    people: Ends,
    /// The people of a province, by name, among those of the country.
    people_of_province: Ends,
}

impl Report {
    /// Asked beside reached.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let lists = [
            ("meetings", self.meetings),
            ("proposals", self.proposals),
            ("papers", self.papers),
            ("outgoing", self.outgoing),
            ("incoming", self.incoming),
            ("people", self.people),
            ("people_of_province", self.people_of_province),
        ];
        let ends = lists.into_iter().flat_map(|(name, ends)| [(name, "first", ends.first_us), (name, "last", ends.last_us)]);
        ends.map(|(name, end, us)| Line::at_most(format!("{name}_1m_{end}_page_us"), ASKED_US, None, us)).collect()
    }
}

/// Fills the lists and reads them to their ends.
///
/// # Errors
/// When a list is shorter than what went into it.
pub(crate) fn measure(reference: &Reference) -> Result<Report> {
    let date = Date::from_ymd_opt(YEAR, 6, 30).context("a date")?;
    let communes: Vec<UnitId> = reference.registry.units(UnitLevel::Commune, date).collect();
    let office = *communes.first().context("communes")?;
    let place = |seq: u64| communes[usize::try_from(seq).unwrap_or_default() % communes.len()];

    let board = Board::load(reference, date, (1..=LINES).map(|seq| meeting(date, place(seq), seq)));
    let meetings = walk(|after: Option<Cursor>| {
        let page = board.find_meetings(&MeetingSearch::of(COUNTRY), after, PAGE);
        (page.items.len(), page.next)
    })?;
    drop(board);
    let board = Board::load(reference, date, (1..=LINES).map(|seq| proposal(date, place(seq), seq)));
    let all = ProposalSearch::of(ProposalScope::From(COUNTRY), Show::All);
    let proposals = walk(|after: Option<Cursor>| {
        let page = board.find_proposals(&all, after, PAGE);
        (page.items.len(), page.next)
    })?;
    drop(board);
    let mut registers = Registers::default();
    (1..=LINES).flat_map(|seq| papers(date, office, seq)).for_each(|recorded| registers.apply(&recorded));
    let papers = walk(|after: Option<PaperId>| {
        let page = registers.page(office, after, PAGE, |_| true);
        (page.lines.len(), page.next)
    })?;
    let outgoing = walk(|after: Option<PaperId>| {
        let page: Vec<_> = registers.outgoing_before(office, YEAR, after).take(PAGE).collect();
        (page.len(), page.last().filter(|_| page.len() == PAGE).map(|(line, ..)| line.id))
    })?;
    let incoming = walk(|after: Option<u32>| {
        let page: Vec<_> = registers.incoming_before(office, YEAR, after).take(PAGE).collect();
        (page.len(), page.last().filter(|_| page.len() == PAGE).map(|arrival| arrival.receipt.number))
    })?;
    drop(registers);
    let (people, people_of_province) = people(reference, date, &communes)?;
    Ok(Report { lines: LINES, meetings, proposals, papers, outgoing, incoming, people, people_of_province })
}

/// The pages of a million people, and of those of the largest province among them.
fn people(reference: &Reference, date: Date, communes: &[UnitId]) -> Result<(Ends, Ends)> {
    let mut rights = Rights::default();
    (1..=LINES).for_each(|seq| rights.apply(&account(date, communes[usize::try_from(seq).unwrap_or_default() % communes.len()], seq)));
    let page = |homes: &Homes, after: Option<PersonId>| {
        let page = rights.people_of(homes, "", after, PAGE);
        (page.people.len(), page.next)
    };
    let country = walk(|after| page(&Homes::All, after))?;
    let within = |province| reference.registry.ever_within(province, usize::MAX).unwrap_or_default();
    let provinces = reference.registry.units(UnitLevel::Province, date).map(within);
    let homes = Homes::Of(provinces.max_by_key(Vec::len).context("a province")?.into_iter().collect());
    let total = rights.people_of(&homes, "", None, PAGE).total;
    let province = walk_of(total, |after| page(&homes, after))?;
    Ok((country, province))
}

/// A person of a commune, with one of some two thousand names.
fn account(date: Date, unit: UnitId, seq: u64) -> Recorded {
    let of = |parts: &[&str], turn: u64| parts[usize::try_from(turn).unwrap_or_default() % parts.len()].to_owned();
    let family = of(&["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Đặng", "Vũ", "Bùi"], seq);
    let middle = of(&["Văn", "Thị", "Đức", "Minh", "Ngọc", "Hữu", "Thanh"], seq / 8);
    let given = of(&["An", "Ánh", "Bình", "Cường", "Dung", "Hà", "Hùng", "Lan", "Mai", "Nam", "Phúc", "Quân", "Sơn"], seq / 56);
    let event = AccountEvent::Entered { login: format!("can.bo.{seq}"), name: format!("{family} {middle} {given}") };
    recorded(seq, unit, date, Body::Account(event))
}

/// Reads a list of [`LINES`] page by page to its end.
fn walk<C: Copy>(page: impl Fn(Option<C>) -> (usize, Option<C>)) -> Result<Ends> {
    walk_of(usize::try_from(LINES)?, page)
}

/// Reads a list of so many lines page by page to its end.
fn walk_of<C: Copy>(lines: usize, page: impl Fn(Option<C>) -> (usize, Option<C>)) -> Result<Ends> {
    let (mut after, mut read, mut took) = (None, 0, Vec::new());
    loop {
        let start = Instant::now();
        let (shown, next) = page(after);
        took.push(u64::try_from(start.elapsed().as_micros())?);
        read += shown;
        after = next;
        if after.is_none() {
            break;
        }
    }
    ensure!(read == lines, "a list of {lines} lines has {read}");
    let slowest = |pages: &[u64]| pages.iter().copied().max().unwrap_or_default();
    let ends = ROUNDS.min(took.len());
    Ok(Ends { first_us: slowest(&took[..ends]), last_us: slowest(&took[took.len() - ends..]) })
}

fn recorded(seq: u64, unit: UnitId, on: Date, body: Body) -> Recorded {
    Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Timestamp::default(), fact: Fact::new(unit, on, body) }
}

/// A meeting of a commune in the last seven years.
fn meeting(date: Date, unit: UnitId, seq: u64) -> Recorded {
    let on = date - Days::new(seq % 2_500);
    let mut plan = MeetingPlan::new(&format!("Giao ban lần {}", seq % 52 + 1), on);
    plan.places = vec![unit];
    let change =
        MeetingChange { meeting: ItemKey::new(&seq.to_string()), base: FactSeq(0), edits: vec![MeetingEdit::Plan(Box::new(plan))] };
    recorded(seq, unit, on, Body::Meeting(Box::new(change)))
}

/// A proposal of a commune to the country, to be answered within four months.
fn proposal(date: Date, unit: UnitId, seq: u64) -> Recorded {
    let sent = date - Days::new(seq % 2_500);
    let mut request = Request::new(&format!("Hỗ trợ xi măng đợt {}", seq % 40 + 1), Party::unit(COUNTRY));
    request.sent = sent;
    request.due = Due { rule: DueRule::Day, on: Some(sent + Days::new(seq % 120)) };
    let edits = vec![ProposalEdit::Send(Box::new(request))];
    let change = ProposalChange { proposal: ItemKey::new(&seq.to_string()), base: FactSeq(0), edits };
    recorded(seq, unit, sent, Body::Proposal(Box::new(change)))
}

/// A paper that went out and one that came in.
fn papers(date: Date, unit: UnitId, number: u64) -> [Recorded; 3] {
    let (seq, short) = (number * 3, u32::try_from(number).unwrap_or(u32::MAX));
    let begun = PaperEvent::Begun { form: "letter".to_owned(), layout: "state".to_owned(), period: None, fields: None };
    let issue = Issue {
        issuer: "UBND".to_owned(),
        year: YEAR,
        number: short,
        symbol: format!("{number}/UBND"),
        title: "V/v đôn đốc nhiệm vụ".to_owned(),
        signer: "Chủ tịch".to_owned(),
        recipients: Vec::new(),
        pages: 1,
    };
    let issued = PaperEvent::Issued { paper: PaperId(seq), issue, content: String::new() };
    let receipt = Receipt {
        year: YEAR,
        number: short,
        author: "Sở Nông nghiệp và Môi trường".to_owned(),
        symbol: format!("{number}/SNNMT"),
        dated: date,
        title: "V/v rà soát tiêu chí".to_owned(),
        given_to: "Văn phòng".to_owned(),
        due: None,
    };
    let event = |seq, event| recorded(seq, unit, date, Body::Paper(Box::new(event)));
    [event(seq, begun), event(seq + 1, issued), event(seq + 2, PaperEvent::Received(receipt))]
}
