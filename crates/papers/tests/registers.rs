//! Numbers, registers, periods.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use vedich_facts::{Body, Correction, Fact, HandOver, Handed, Issue, PaperEvent, PaperId, Receipt, Recorded};
use vedich_papers::{Forms, LOOKED_THROUGH, PaperState, Registers};
use vedich_values::{EntrySeq, FactSeq, ItemKey, UnitId};

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
fn a_list_goes_on_from_where_it_stopped_and_a_search_looks_at_so_many_at_most() {
    let mut registers = Registers::default();
    let all = LOOKED_THROUGH as u64 + 10;
    (1..=all).for_each(|seq| take_in(&mut registers, seq, 9, begun()));
    take_in(&mut registers, all + 1, 9, PaperEvent::Dropped { paper: PaperId(all - 1) });
    let ids = |page: &vedich_papers::PaperPage<'_>| page.lines.iter().map(|line| line.id.0).collect::<Vec<_>>();
    let first = registers.page(UnitId(9), None, 3, |_| true);
    assert_eq!((ids(&first), first.next, first.cut), (vec![all, all - 2, all - 3], Some(PaperId(all - 3)), false));
    let second = registers.page(UnitId(9), first.next, 2, |_| true);
    assert_eq!(ids(&second), [all - 4, all - 5]);
    let last = registers.page(UnitId(9), Some(PaperId(3)), 3, |_| true);
    assert_eq!((ids(&last), last.next), (vec![2, 1], None));
    // The first paper is too far back for one page of a search; the next one has it.
    let oldest = |line: &vedich_papers::PaperLine| line.id == PaperId(1);
    let searched = registers.page(UnitId(9), None, 3, oldest);
    assert_eq!((ids(&searched), searched.next, searched.cut), (vec![], Some(PaperId(11)), true));
    let on = registers.page(UnitId(9), searched.next, 3, oldest);
    assert_eq!((ids(&on), on.next, on.cut), (vec![1], None, false));
    assert!(registers.page(UnitId(8), None, 3, |_| true).lines.is_empty());
}

#[test]
fn a_corrected_line_keeps_its_number_and_what_it_said() {
    let mut registers = Registers::default();
    let receipt = |symbol: &str| Receipt {
        year: 2026,
        number: 1,
        author: "UBND tỉnh".to_owned(),
        symbol: symbol.to_owned(),
        dated: "2026-06-01".parse().unwrap(),
        title: "V/v".to_owned(),
        given_to: String::new(),
        due: None,
    };
    take_in(&mut registers, 1, 9, PaperEvent::Received(receipt("12/UBND")));
    let correction = Correction { receipt: receipt("21/UBND"), reason: "ghi nhầm số".to_owned(), base: FactSeq(1) };
    take_in(&mut registers, 2, 9, PaperEvent::Corrected(correction));
    let line = registers.arrival(UnitId(9), 2026, 1).unwrap();
    assert_eq!((line.receipt.symbol.as_str(), line.seq, line.version()), ("21/UBND", FactSeq(1), FactSeq(2)));
    let [earlier] = line.earlier.as_slice() else { panic!("{line:?}") };
    assert_eq!((earlier.receipt.symbol.as_str(), earlier.replaced.reason.as_str()), ("12/UBND", "ghi nhầm số"));
    assert_eq!((registers.incoming(UnitId(9), 2026).len(), registers.next_arrival(UnitId(9), 2026)), (1, 2));
}

#[test]
fn the_notice_of_a_meeting_is_the_one_issued_last() {
    let mut registers = Registers::default();
    let notice = |meeting: &str| PaperEvent::Begun {
        form: "notice".to_owned(),
        layout: "state".to_owned(),
        period: None,
        fields: Some(format!(r#"{{"assigned":3,"made_of":{{"form":"notice","meeting":"{meeting}","on":"2026-06-15"}}}}"#)),
    };
    take_in(&mut registers, 1, 9, notice("m"));
    take_in(&mut registers, 2, 9, notice("other"));
    take_in(&mut registers, 3, 9, notice("m"));
    let on = "2026-06-15".parse().unwrap();
    assert!(registers.notice_of(&ItemKey::new("m"), on).is_none());
    take_in(&mut registers, 4, 9, issued(1, "UBND", 5));
    let found = |registers: &Registers, on| registers.notice_of(&ItemKey::new("m"), on).map(|(line, issue, _)| (line.id.0, issue.number));
    assert_eq!((found(&registers, on), found(&registers, "2026-06-14".parse().unwrap())), (Some((1, 5)), None));
    take_in(&mut registers, 5, 9, issued(3, "UBND", 6));
    assert_eq!(found(&registers, on), Some((3, 6)));
}

#[test]
fn periods_of_a_year_are_chosen_in_plain_words() {
    let parts = forms().parts(2026);
    let words: Vec<(&str, &str, &str)> = parts.iter().map(|(code, name)| (code.as_str(), name.vi.as_str(), name.en.as_str())).collect();
    assert_eq!(words[0], ("01", "tháng 1", "month 1"));
    assert_eq!(words[12], ("Q1", "quý I", "quarter 1"));
    assert_eq!(
        words[16..],
        [
            ("H1", "6 tháng đầu năm", "first half"),
            ("H2", "6 tháng cuối năm", "second half"),
            ("9M", "9 tháng", "nine months"),
            ("", "năm", "year")
        ]
    );
    for (code, _) in &parts {
        let code = if code.is_empty() { "2026".to_owned() } else { format!("2026-{code}") };
        assert_eq!(forms().parse_period(&code).map(|period| Forms::period_code(&period)), Some(code));
    }
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
