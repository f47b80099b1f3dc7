//! Numbers, registers, periods.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use vedich_facts::{Body, Fact, HandOver, Handed, Issue, PaperEvent, PaperId, Receipt, Recorded};
use vedich_papers::{Forms, PaperState, Registers};
use vedich_values::{EntrySeq, FactSeq, UnitId};

fn forms() -> Forms {
    Forms::parse(include_str!("../../../data/papers/forms.toml")).unwrap()
}

fn take_in(registers: &mut Registers, seq: u64, unit: u32, event: PaperEvent) {
    let fact = Fact::new(UnitId(unit), "2026-06-15".parse().unwrap(), Body::Paper(Box::new(event)));
    let recorded_at = "2026-06-15T01:00:00Z".parse().unwrap();
    registers.apply(&Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at, fact });
}

fn begun() -> PaperEvent {
    PaperEvent::Begun { form: "report".to_owned(), layout: "state".to_owned(), period: None, fields: None }
}

fn issued(paper: u64, issuer: &str, number: u32) -> PaperEvent {
    let issue = Issue {
        issuer: issuer.to_owned(),
        year: 2026,
        number,
        symbol: format!("{number:02}/BC-{issuer}"),
        title: "Báo cáo".to_owned(),
        signer: String::new(),
        recipients: Vec::new(),
        pages: 1,
    };
    PaperEvent::Issued { paper: PaperId(paper), issue, content: String::new() }
}

#[test]
fn each_body_counts_its_own_papers_from_one_each_year() {
    let mut registers = Registers::default();
    (1..=3).for_each(|seq| take_in(&mut registers, seq, 9, begun()));
    assert_eq!(registers.next_number(UnitId(9), "UBND", 2026), 1);
    take_in(&mut registers, 4, 9, issued(2, "UBND", 1));
    take_in(&mut registers, 5, 9, issued(1, "UBND", 7));
    take_in(&mut registers, 6, 9, issued(3, "BCĐ", 1));
    assert_eq!(registers.next_number(UnitId(9), "UBND", 2026), 8);
    assert_eq!(registers.next_number(UnitId(9), "BCĐ", 2026), 2);
    assert_eq!(registers.next_number(UnitId(9), "UBND", 2027), 1);
    assert_eq!(registers.next_number(UnitId(8), "UBND", 2026), 1);
    assert!(registers.is_taken(UnitId(9), "UBND", 2026, 7) && !registers.is_taken(UnitId(9), "UBND", 2026, 2));
    let symbols: Vec<&str> = registers.outgoing(UnitId(9), 2026).iter().map(|(_, issue, _)| issue.symbol.as_str()).collect();
    assert_eq!(symbols, ["01/BC-BCĐ", "01/BC-UBND", "07/BC-UBND"]);
}

#[test]
fn a_place_written_after_a_version_was_shown_is_known() {
    let mut registers = Registers::default();
    take_in(&mut registers, 1, 9, begun());
    let texts = [("causes".to_owned(), Some("a".to_owned()))];
    take_in(&mut registers, 2, 9, PaperEvent::Written { paper: PaperId(1), texts: texts.clone().into(), base: FactSeq(1) });
    let line = registers.get(PaperId(1)).unwrap();
    assert_eq!(line.version, FactSeq(2));
    let keys = ["causes".to_owned(), "lessons".to_owned()];
    assert_eq!(line.changed_since(FactSeq(1), keys.iter()), ["causes"]);
    assert!(line.changed_since(FactSeq(2), keys.iter()).is_empty());
    take_in(&mut registers, 3, 9, PaperEvent::Dropped { paper: PaperId(1) });
    assert_eq!(registers.get(PaperId(1)).unwrap().state, PaperState::Dropped);
    assert_eq!(registers.of_unit(UnitId(9)).count(), 0);
}

#[test]
fn arrivals_and_templates_belong_to_a_unit() {
    let mut registers = Registers::default();
    let receipt = |number| Receipt {
        year: 2026,
        number,
        author: "UBND tỉnh".to_owned(),
        symbol: "12/UBND".to_owned(),
        dated: "2026-06-01".parse().unwrap(),
        title: "V/v".to_owned(),
        given_to: String::new(),
        due: None,
    };
    take_in(&mut registers, 1, 9, PaperEvent::Received(receipt(2)));
    take_in(&mut registers, 2, 9, PaperEvent::Received(receipt(1)));
    assert_eq!(registers.next_arrival(UnitId(9), 2026), 3);
    assert_eq!(registers.incoming(UnitId(9), 2026)[0].receipt.number, 1);
    let set = |text: Option<&str>| PaperEvent::Template { form: "report".to_owned(), text: text.map(ToOwned::to_owned) };
    take_in(&mut registers, 3, 1, set(Some("tỉnh")));
    take_in(&mut registers, 4, 9, set(Some("xã")));
    let of = |registers: &Registers| registers.template("report", &[UnitId(9), UnitId(1)]).map(|(_, text)| text.to_string());
    assert_eq!(of(&registers).as_deref(), Some("xã"));
    take_in(&mut registers, 5, 9, set(None));
    assert_eq!(of(&registers).as_deref(), Some("tỉnh"));
}

#[test]
fn windows_of_reports_follow_the_decree() {
    let forms = forms();
    let check = |code: &str, from: &str, to: &str, name: &str| {
        let period = forms.parse_period(code).unwrap();
        assert_eq!((period.from.to_string().as_str(), period.to.to_string().as_str()), (from, to), "{code}");
        assert_eq!(forms.period_name(&period).vi, name);
        assert_eq!(Forms::period_code(&period), code);
    };
    check("2026-01", "2025-12-15", "2026-01-14", "tháng 1 năm 2026");
    check("2026-Q2", "2026-03-15", "2026-06-14", "quý II năm 2026");
    check("2026-H1", "2025-12-15", "2026-06-14", "6 tháng đầu năm 2026");
    check("2026-H2", "2026-06-15", "2026-12-14", "6 tháng cuối năm 2026");
    check("2026-9M", "2025-12-15", "2026-09-14", "9 tháng năm 2026");
    check("2026", "2025-12-15", "2026-12-14", "năm 2026");
    for wrong in ["", "2026-13", "2026-H3", "2026-Q5", "2026-Q0", "26", "2026-x", "2026-é"] {
        assert_eq!(forms.parse_period(wrong), None, "{wrong}");
    }
    let half = forms.parse_period("2026-H2").unwrap();
    assert_eq!(Forms::period_code(&forms.next(&half).unwrap()), "2027-H1");
    let (previous, last_year) = Forms::compared(&half);
    assert_eq!(previous.unwrap().to_string(), "2026-06-14");
    assert_eq!(last_year.unwrap().to_string(), "2025-12-14");
}

#[test]
fn a_paper_is_handed_over_and_the_register_tells_it() {
    let mut registers = Registers::default();
    take_in(&mut registers, 1, 9, begun());
    take_in(&mut registers, 2, 9, issued(1, "UBND", 1));
    let over = HandOver {
        what: Handed::Issued(PaperId(1)),
        copies: Some(5),
        kept_by: "Văn thư".to_owned(),
        received_by: "Bưu tá".to_owned(),
        note: String::new(),
    };
    // Said in the name of another unit it changes nothing here.
    take_in(&mut registers, 3, 8, PaperEvent::HandedOver(over.clone()));
    assert_eq!(registers.outgoing(UnitId(9), 2026)[0].0.handed, None);
    take_in(&mut registers, 4, 9, PaperEvent::HandedOver(over.clone()));
    assert_eq!(registers.outgoing(UnitId(9), 2026)[0].0.handed, Some(("2026-06-15".parse().unwrap(), over)));
}
