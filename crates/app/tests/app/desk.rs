//! The desk on real databases: what a document orders becomes a task of steering, once, with the document as its source.

use crate::support::{codes, reference};
use std::sync::Arc;
use vedich_app::commands::By;
use vedich_app::desk::{
    Alike, AppliedAll, Change, Faced, Filed, FolderAsked, Handed, LessonSearch, Outcome, ShelfSearch, Stage, document_of, fingerprint, hex,
};
use vedich_app::{App, FixedClock};
use vedich_board::steering::{Show, TaskQuery, TaskScope};
use vedich_desk::{Behind, Beside, CardKind, Decision, Field, Matter};
use vedich_facts::steering::DueRule;
use vedich_journal::testing::Database;
use vedich_store::{Rules, Store};

crate::on_both!(
    an_order_becomes_a_task_with_its_paper,
    what_nobody_decided_on_stays_on_the_desk,
    two_documents_of_one_folder_that_disagree_are_not_both_recorded,
    the_day_of_publication_says_the_year_and_what_was_rejected_is_kept,
    the_file_of_a_document_is_kept_beside_its_text,
    a_document_is_passed_to_a_colleague_who_may_record_for_its_place,
    documents_on_record_are_found_and_what_was_corrected_is_told,
    a_document_nearly_the_same_as_one_on_record_is_told_before_anything_is_kept,
    how_far_a_folder_is_read_can_be_seen_and_the_same_files_again_are_recognised,
);

const NOTICE: &str = "Thông báo kết luận giao ban nông thôn mới huyện Đầm Hà ngày 24/1/2024\n\
    1. Xã Quảng An đạt 17/19 tiêu chí nông thôn mới.\n\
    2. Giao UBND xã Quảng An rà soát hồ sơ tiêu chí môi trường, xong trước ngày 20/2/2024.\n\
    3. Giao Phòng Tài chính - Kế hoạch tham mưu bố trí vốn cho nhà văn hóa thôn, báo cáo trong vòng 05 ngày làm việc.";

async fn desk(database: &Database) -> App {
    let clock = FixedClock::at("2024-06-30T03:00:00Z".parse().unwrap());
    App::open(&database.url, reference(), Arc::new(clock)).await.unwrap()
}

async fn an_order_becomes_a_task_with_its_paper(database: Database) {
    let app = desk(&database).await;
    let by = By::operator("thư ký", "test");
    let hand = by.hand();
    let handed = Handed { title: Some("Thông báo 12-TB/HU".to_owned()), text: NOTICE.to_owned(), ..Handed::default() };
    let Outcome::Read(id) = app.hand_in(hand, handed.clone(), false).await.unwrap() else { panic!("not read") };
    let reading = app.reading(hand, &id).await.unwrap().unwrap();
    let orders: Vec<_> = reading.draft.cards.iter().filter(|card| card.kind == CardKind::Task).map(|card| card.no).collect();
    assert_eq!(orders.len(), 2, "{:#?}", reading.draft.cards);
    let mut changes: Vec<Change> = orders.iter().map(|no| Change::Decide(*no, Decision::Accepted)).collect();
    let given: vedich_values::Date = "2024-01-24".parse().unwrap();
    let registry = reference().registry;
    let district = registry.find("Huyện Đầm Hà", Some(given), 1)[0].unit;
    let place = registry.path(district, given);
    changes.extend(orders.iter().map(|no| Change::Correct(*no, vec![(Field::Place, place.clone())])));
    let others = reading.draft.cards.iter().filter(|card| card.kind != CardKind::Task);
    changes.extend(others.map(|card| Change::Decide(card.no, Decision::Rejected)));
    app.change_reading(hand, &id, &changes).await.unwrap();
    let first = app.apply_reading(hand, &id, Faced::Nothing).await.unwrap();
    // Sent twice it is done once.
    assert_eq!(app.apply_reading(hand, &id, Faced::Nothing).await.unwrap().entry, first.entry);
    let commune = registry.find("Quảng An, Đầm Hà", Some(given), 1)[0].unit;
    let board = app.picture(app.today(), None).await.unwrap();
    let query = TaskQuery { show: Show::All, ..TaskQuery::open(TaskScope::Assigner(district), 10) };
    let tasks = board.tasks(&query).items;
    assert_eq!(tasks.len(), 2);
    let of = |words: &str| tasks.iter().map(|task| &task.assignment).find(|one| one.content.contains(words)).unwrap();
    let (review, money) = (of("Rà soát"), of("bố trí vốn"));
    assert_eq!((review.lead.unit, review.lead.office.as_str()), (commune, ""));
    assert_eq!(review.due.on.map(|on| on.to_string()).as_deref(), Some("2024-02-20"));
    assert_eq!(review.source.paper.as_deref(), Some("Thông báo 12-TB/HU"));
    assert_eq!((money.lead.unit, money.lead.office.as_str()), (district, "Phòng Tài chính - Kế hoạch"));
    assert_eq!((money.due.rule, money.due.on.map(|on| on.to_string()).as_deref()), (DueRule::WorkingDays(5), Some("2024-01-31")));
    // The same notice again: both orders are known, and stating them anew states nothing.
    let Outcome::Read(again) = app.hand_in(hand, handed, true).await.unwrap() else { panic!("not read") };
    app.change_reading(hand, &again, &changes).await.unwrap();
    let reading = app.reading(hand, &again).await.unwrap().unwrap();
    let beheld = app.behold(hand, reading).await.unwrap();
    let known =
        beheld.cards().filter(|(card, ..)| card.kind == CardKind::Task).all(|(_, judged, _)| matches!(judged.beside, Beside::Known(_)));
    assert!(known && beheld.to_state().is_empty());
    // A deadline before the day it was given is asked about.
    let early = vec![Change::Correct(orders[0], vec![(Field::By, "2024-01-02".to_owned())])];
    app.change_reading(hand, &again, &early).await.unwrap();
    assert_eq!(codes(app.apply_reading(hand, &again, Faced::Nothing).await), ["desk.incomplete"]);
}

async fn what_nobody_decided_on_stays_on_the_desk(database: Database) {
    let app = desk(&database).await;
    let by = By::operator("thư ký", "test");
    let hand = by.hand();
    let text = "Ngày 24/1/2024, xã Quảng An (huyện Đầm Hà, tỉnh Quảng Ninh) tổ chức hội nghị.\n\
        Xã Quảng An đạt 16/19 tiêu chí nông thôn mới nâng cao.\nThu nhập bình quân của xã Quảng An đạt 68,3 triệu đồng/người/năm.";
    let handed = Handed { text: text.to_owned(), ..Handed::default() };
    let Outcome::Read(id) = app.hand_in(hand, handed.clone(), false).await.unwrap() else { panic!("not read") };
    let cards = app.reading(hand, &id).await.unwrap().unwrap().draft.cards;
    assert_eq!(cards.len(), 2, "{cards:#?}");
    app.change_reading(hand, &id, &[Change::Decide(1, Decision::Accepted)]).await.unwrap();
    let first = app.apply_reading(hand, &id, Faced::Nothing).await.unwrap();
    let left = app.reading(hand, &id).await.unwrap().expect("the other card waits").draft;
    assert_eq!((left.open(), left.cards[0].settled, left.cards[1].settled), (1, true, false));
    // Sent twice it is done once; what stands on record cannot be changed here.
    let again = app.apply_reading(hand, &id, Faced::Nothing).await.unwrap();
    assert_eq!((again.entry, again.already), (first.entry, true));
    app.change_reading(hand, &id, &[Change::Decide(1, Decision::Rejected), Change::Decide(2, Decision::Accepted)]).await.unwrap();
    let second = app.apply_reading(hand, &id, Faced::Nothing).await.unwrap();
    assert!(second.entry > first.entry && app.reading(hand, &id).await.unwrap().is_none());
    assert_eq!(app.apply_reading(hand, &id, Faced::Nothing).await.unwrap().entry, second.entry);
    let print = vedich_app::desk::hex(&vedich_app::desk::fingerprint(text));
    let filed = app.document(&print).await.unwrap().expect("the document is on record");
    assert_eq!((filed.document.text.as_str(), filed.stated.len()), (text, 2), "both rounds");
    let (_, cited) = &filed.stated[0];
    let words: String = text.chars().skip(cited.start as usize).take((cited.end - cited.start) as usize).collect();
    assert!(words.contains("16/19"), "{words}");
}

async fn two_documents_of_one_folder_that_disagree_are_not_both_recorded(database: Database) {
    let app = desk(&database).await;
    let by = By::operator("thư ký", "test");
    let hand = by.hand();
    let text = |met: u8| {
        format!(
            "Ngày 8/9/2020, xã Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh) tổ chức hội nghị lần {met}.\nXã Lâm Hợp đạt {met}/20 tiêu chí nông thôn mới."
        )
    };
    let files = [16, 13].map(|met| (format!("{met}.txt"), text(met).into_bytes())).to_vec();
    let folder = app.hand_in_folder(hand, "hai tin", files, &FolderAsked::default()).await.unwrap();
    assert_eq!(app.accept_sure_of(hand, &folder).await.unwrap(), 0, "neither is sure while the other says something else");
    let waiting = app.triage(hand, app.desk(hand).await.unwrap()).await.unwrap();
    let (first, second) = (&waiting[0].0, &waiting[1].0);
    assert!(waiting.iter().all(|(_, progress)| (progress.contradictions, progress.sure, progress.is_decided()) == (1, 0, false)));
    // Alone on its page it names the other document as well.
    let beheld = app.behold(hand, first.clone()).await.unwrap();
    match &beheld.judged[0].beside {
        Beside::Contradicts { matter: Matter::Unrecorded, known, .. } => assert_eq!(known.behind, Behind::Reading(second.id.clone())),
        other => panic!("{other:?}"),
    }
    // Accepted both, they are not settled: whoever records one has to face the other.
    for reading in [first, second] {
        app.change_reading(hand, &reading.id, &[Change::Decide(1, Decision::Accepted)]).await.unwrap();
    }
    let accepted = app.triage(hand, app.desk(hand).await.unwrap()).await.unwrap();
    assert!(accepted.iter().all(|(_, progress)| (progress.contradictions, progress.is_decided()) == (1, false)));
    assert_eq!(app.apply_decided_of(hand, &folder).await.unwrap(), AppliedAll { applied: 0, left: 2 });
    assert_eq!(codes(app.apply_reading(hand, &first.id, Faced::Nothing).await), ["desk.new-contradiction"]);
    let done = app.apply_reading(hand, &first.id, Faced::Cards(&[1])).await.unwrap();
    assert_eq!(app.stated_by(&done).await.unwrap(), 1, "the document and the examples are no statements");
    // The second now contradicts the record. Rejected, it is all decided.
    assert_eq!(codes(app.apply_reading(hand, &second.id, Faced::Nothing).await), ["desk.new-contradiction"]);
    app.change_reading(hand, &second.id, &[Change::Decide(1, Decision::Rejected)]).await.unwrap();
    assert_eq!(app.apply_decided_of(hand, &folder).await.unwrap(), AppliedAll::default(), "nothing of it is to be recorded");
    assert_eq!(app.desk(hand).await.unwrap().len(), 1, "it stays until it is taken off the desk");
}

async fn the_day_of_publication_says_the_year_and_what_was_rejected_is_kept(database: Database) {
    let app = desk(&database).await;
    let by = By::operator("thư ký", "test");
    let hand = by.hand();
    let text = "Chiều 6/6, xã Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh) tổ chức hội nghị.\nXã Lâm Hợp đạt 12/20 tiêu chí nông thôn mới.";
    let handed = Handed { text: text.to_owned(), published: "2017-06-08".parse().ok(), ..Handed::default() };
    let Outcome::Read(id) = app.hand_in(hand, handed, false).await.unwrap() else { panic!("not read") };
    assert_eq!(app.reading(hand, &id).await.unwrap().unwrap().draft.date, "2017-06-06");
    app.change_reading(hand, &id, &[Change::Decide(1, Decision::Rejected)]).await.unwrap();
    assert!(app.drop_reading(hand, &id).await.unwrap());
    let scores = app.reading_scores().await.unwrap();
    assert_eq!(scores.by_rule.values().map(|score| score.wrong).sum::<u32>(), 1);
    assert!(app.applied_reading(&id).await.unwrap().is_none(), "nothing of it was recorded");
}

/// A PDF of one line.
fn pdf(line: &str) -> Vec<u8> {
    let content = format!("BT /F1 12 Tf 72 720 Td ({line}) Tj ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{content}\nendstream", content.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>".to_owned(),
    ];
    let mut file = "%PDF-1.4\n".to_owned();
    let mut places = String::new();
    for (object, no) in objects.iter().zip(1..) {
        places += &format!("{:010} 00000 n \n", file.len());
        file += &format!("{no} 0 obj\n{object}\nendobj\n");
    }
    let table = file.len();
    file += &format!("xref\n0 6\n0000000000 65535 f \n{places}trailer << /Size 6 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
    file.into_bytes()
}

async fn the_file_of_a_document_is_kept_beside_its_text(database: Database) {
    let app = desk(&database).await;
    let folder = tempfile::tempdir().unwrap();
    app.keep_evidence_in(Store::in_folder(folder.path(), Rules::default()).unwrap());
    let by = By::operator("thư ký", "test");
    let hand = by.hand();
    let content = pdf("Ngay 8/9/2020, xa Lam Hop dat 16/20 tieu chi nong thon moi.");
    let Outcome::Read(id) = app.hand_in(hand, document_of("bao-cao.pdf", &content).unwrap(), false).await.unwrap() else { panic!() };
    let reading = app.reading(hand, &id).await.unwrap().unwrap();
    let kept = reading.draft.original.clone().unwrap();
    assert_eq!((kept.name.as_str(), kept.media.as_str()), ("bao-cao.pdf", "application/pdf"));
    assert_eq!(app.read_file(&kept).await.unwrap().as_deref(), Some(content.as_slice()));
    // A page is its text: nothing else is kept of it.
    let page = document_of("tin.html", "<p>Xã Kỳ Lạc họp.</p>".as_bytes()).unwrap();
    let Outcome::Read(page) = app.hand_in(hand, page, false).await.unwrap() else { panic!() };
    assert_eq!(app.reading(hand, &page).await.unwrap().unwrap().draft.original, None);
    // What is on record leads to the file.
    app.change_reading(hand, &id, &[Change::Add(CardKind::Note, "16/20".to_owned())]).await.unwrap();
    let card = app.reading(hand, &id).await.unwrap().unwrap().draft.cards.last().unwrap().no;
    let place = Change::Head { source: "Báo cáo xã".into(), date: "8/9/2020".into(), place: "Lâm Hợp, Kỳ Anh".into() };
    app.change_reading(hand, &id, &[place, Change::Decide(card, Decision::Accepted)]).await.unwrap();
    app.apply_reading(hand, &id, Faced::Cards(&[card])).await.unwrap();
    let filed = app.document(&hex(&fingerprint(&reading.text))).await.unwrap().unwrap();
    assert_eq!(filed.document.original, Some(kept));
}

async fn how_far_a_folder_is_read_can_be_seen_and_the_same_files_again_are_recognised(database: Database) {
    let app = desk(&database).await;
    let by = By::operator("thư ký", "test");
    let hand = by.hand();
    let files = vec![("a.txt".to_owned(), "Xã A họp.".as_bytes().to_vec()), ("b.txt".to_owned(), "Xã B họp.".as_bytes().to_vec())];
    let begun = app.begin_folder(hand, "hai tin", files.len()).await.unwrap();
    let now = app.clock().now();
    let seen = app.folders(hand).await.unwrap().remove(0);
    assert_eq!((seen.lines.len(), seen.total, seen.stage(now)), (0, 2, Stage::Reading));
    let read = app.read_folder(hand, begun, files.clone(), &FolderAsked::default()).await.unwrap();
    assert_eq!((read.lines.len(), read.stage(now)), (2, Stage::Read));
    assert_eq!(app.folders(hand).await.unwrap(), [read]);
    let again = app.hand_in_folder(hand, "hai tin", files, &FolderAsked::default()).await.unwrap();
    assert!(again.lines.iter().all(|line| matches!(line.filed, Filed::Twice { .. })), "{again:?}");
}

async fn documents_on_record_are_found_and_what_was_corrected_is_told(database: Database) {
    let app = desk(&database).await;
    let by = By::operator("thư ký", "test");
    let hand = by.hand();
    let text = |day: u8, met: u8| {
        format!(
            "Ngày {day}/9/2020, xã Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh) tổ chức giao ban.\nXã Lâm Hợp đạt {met}/20 tiêu chí nông thôn mới.\nXã Lâm Hợp đã làm mới được {met} km đường giao thông nông thôn."
        )
    };
    let mut entries = Vec::new();
    for (day, met) in [(8, 14), (9, 15)] {
        let Outcome::Read(id) = app.hand_in(hand, Handed { text: text(day, met), ..Handed::default() }, false).await.unwrap() else {
            panic!()
        };
        // In two rounds: the score corrected first, the rest later.
        let changes = [Change::Correct(1, vec![(Field::Met, (met + 1).to_string())]), Change::Decide(1, Decision::Accepted)];
        app.change_reading(hand, &id, &changes).await.unwrap();
        let first = app.apply_reading(hand, &id, Faced::Cards(&[1])).await.unwrap();
        app.change_reading(hand, &id, &[Change::Decide(2, Decision::Accepted)]).await.unwrap();
        let second = app.apply_reading(hand, &id, Faced::Cards(&[2])).await.unwrap();
        entries.push((first.entry, second.entry));
    }
    let registry = reference().registry;
    let day: vedich_values::Date = "2020-09-08".parse().unwrap();
    let unit = |name: &str| registry.find(name, Some(day), 1)[0].unit;
    let titles = async |search: ShelfSearch| {
        app.shelf(&search, 10).await.unwrap().documents.into_iter().map(|one| one.as_of.to_string()).collect::<Vec<_>>()
    };
    let all = ShelfSearch::default();
    assert_eq!(titles(all.clone()).await, ["2020-09-09", "2020-09-08"]);
    assert_eq!(titles(ShelfSearch { words: "GIAO BAN 15".into(), ..all.clone() }).await, ["2020-09-09"]);
    assert_eq!(titles(ShelfSearch { until: Some(day), ..all.clone() }).await, ["2020-09-08"]);
    assert_eq!(titles(ShelfSearch { area: Some(unit("Huyện Kỳ Anh, Hà Tĩnh")), ..all.clone() }).await.len(), 2);
    // A commune and its province: few units and very many.
    for area in ["Lâm Hợp, Kỳ Anh", "Tỉnh Hà Tĩnh"] {
        assert_eq!(titles(ShelfSearch { area: Some(unit(area)), ..all.clone() }).await.len(), 2, "{area}");
    }
    for area in ["Huyện Đầm Hà", "Tỉnh Quảng Ninh"] {
        assert_eq!(titles(ShelfSearch { area: Some(unit(area)), ..all.clone() }).await.len(), 0, "{area}");
    }
    // The page before leads on to the next.
    let page = app.shelf(&all, 1).await.unwrap();
    let next = app.shelf(&ShelfSearch { before: page.next, ..all }, 10).await.unwrap();
    assert_eq!((next.documents.len(), next.documents[0].as_of, next.next), (1, day, None));
    let print = &next.documents[0].fingerprint;
    // Both rounds lead to the document, and it tells what both stated.
    for entry in [entries[0].0, entries[0].1] {
        assert_eq!(app.document_of_entry(entry).await.unwrap().as_ref(), Some(print));
    }
    assert_eq!(app.document(print).await.unwrap().unwrap().stated.len(), 2);
    assert_eq!(app.document_of_entry(vedich_values::EntrySeq(9_999)).await.unwrap(), None);
    let lessons = app.lessons(&LessonSearch::default(), 10).await.unwrap();
    assert_eq!(lessons.lessons.len(), 2, "{lessons:?}");
    assert_eq!((lessons.lessons[1].document.as_str(), lessons.lessons[1].example.meant["met"].as_str()), (print.as_str(), "15"));
    let rule = lessons.lessons[0].example.rule.clone();
    let of = async |search: LessonSearch| app.lessons(&search, 10).await.unwrap().lessons.len();
    assert_eq!(of(LessonSearch { rule: Some(rule), ..LessonSearch::default() }).await, 2);
    assert_eq!(of(LessonSearch { rule: Some("none".into()), ..LessonSearch::default() }).await, 0);
    assert_eq!(of(LessonSearch { right_too: true, ..LessonSearch::default() }).await, 4);
}

async fn a_document_nearly_the_same_as_one_on_record_is_told_before_anything_is_kept(database: Database) {
    let app = desk(&database).await;
    let by = By::operator("thư ký", "test");
    let hand = by.hand();
    let text = "Ngày 8/9/2020, xã Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh) tổ chức giao ban.\nXã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới.\nCác thôn tiếp tục làm đường, trồng cây, dọn vệ sinh và chuẩn bị hồ sơ gửi huyện.";
    let handed = |title: &str, text: String| Handed { title: Some(title.to_owned()), text, ..Handed::default() };
    let Outcome::Read(id) = app.hand_in(hand, handed("Giao ban", text.to_owned()), false).await.unwrap() else { panic!() };
    let cards = app.reading(hand, &id).await.unwrap().unwrap().draft.cards;
    let decided: Vec<Change> =
        cards.iter().map(|card| Change::Decide(card.no, if card.no == 1 { Decision::Accepted } else { Decision::Rejected })).collect();
    app.change_reading(hand, &id, &decided).await.unwrap();
    app.apply_reading(hand, &id, Faced::Cards(&[1])).await.unwrap();
    // From another page: another title, a line more.
    let again = handed("Lâm Hợp họp", format!("{text}\nTin: Minh Anh"));
    let other = handed("Kỳ Lạc", text.replace("Lâm Hợp", "Kỳ Lạc").replace("16/20", "10/20").replace("làm đường, trồng cây", "họp dân"));
    let differs =
        handed("Báo cáo", "Ngày 8/9/2020, xã Kỳ Lạc (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp.\nXã Kỳ Lạc đạt 11/20 tiêu chí nông thôn mới.".into());
    let would = app.rehearse(hand, vec![again.clone(), other, differs], &|_| {}).await.unwrap();
    assert!(matches!(&would[0].alike, Some(Alike::OnRecord { name, .. }) if name == "Giao ban"), "{would:?}");
    assert_eq!((&would[1].alike, &would[2].alike), (&None, &None));
    // Those handed in together are compared with each other too, and nothing lies on the desk.
    assert_eq!((would[0].progress.known, would[1].progress.contradictions, would[2].progress.contradictions), (1, 1, 1), "{would:?}");
    assert!(app.desk(hand).await.unwrap().is_empty());
    let Outcome::Read(again) = app.hand_in(hand, again, false).await.unwrap() else { panic!() };
    let beheld = app.behold(hand, app.reading(hand, &again).await.unwrap().unwrap()).await.unwrap();
    assert!(matches!(beheld.alike, Some(Alike::OnRecord { .. })));
}

async fn a_document_is_passed_to_a_colleague_who_may_record_for_its_place(database: Database) {
    let app = desk(&database).await;
    app.load_demo().await.unwrap();
    app.open_demo_accounts().await.unwrap();
    let by = By::operator("thư ký", "test");
    let hand = by.hand();
    let text = "Ngày 8/9/2020, xã Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh) họp.\nXã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới.";
    let handed = Handed { text: text.to_owned(), ..Handed::default() };
    let Outcome::Read(id) = app.hand_in(hand, handed.clone(), false).await.unwrap() else { panic!() };
    app.change_reading(hand, &id, &[Change::Decide(1, Decision::Rejected)]).await.unwrap();
    assert_eq!(codes(app.pass_reading(hand, &id, "không có ai").await), ["desk.no-colleague"]);
    let other = By::operator("dieuphoi", "test");
    let name = app.pass_reading(hand, &id, "dieuphoi").await.unwrap();
    assert!(app.reading(hand, &id).await.unwrap().is_none());
    let theirs = app.reading(other.hand(), &id).await.unwrap().expect("it lies on the other desk");
    assert_eq!((theirs.draft.cards[0].decision, theirs.draft.handed.unwrap().by.as_str()), (Decision::Rejected, "thư ký"));
    assert_eq!(app.lies_with(&id).await.unwrap().as_ref(), Some(&name));
    assert_eq!(codes(app.pass_reading(hand, &id, "dieuphoi").await), ["desk.gone"]);
    // Read again by the first one, both are told; and it cannot be passed to who has it.
    let Outcome::Read(again) = app.hand_in(hand, handed, false).await.unwrap() else { panic!() };
    assert_eq!(app.also_reading(hand, &fingerprint(text)).await.unwrap(), [name]);
    assert_eq!(codes(app.pass_reading(hand, &again, "dieuphoi").await), ["desk.colleague-has-it"]);
    assert_eq!(codes(app.pass_reading(other.hand(), &id, "dieuphoi").await), ["desk.own-desk"]);
    // The same again in other words is told.
    let alike = format!("{text}\nHội nghị kết thúc lúc 11 giờ.");
    let Outcome::Read(alike) = app.hand_in(hand, Handed { text: alike, ..Handed::default() }, false).await.unwrap() else { panic!() };
    let beheld = app.behold(hand, app.reading(hand, &alike).await.unwrap().unwrap()).await.unwrap();
    assert!(matches!(beheld.alike, Some(Alike::OnDesk { reading, .. }) if reading == again));
    // Who may not record for its place does not get it.
    let far = Handed {
        text: text.replace("Lâm Hợp (huyện Kỳ Anh, tỉnh Hà Tĩnh)", "Nam Anh (huyện Nam Đàn, tỉnh Nghệ An)").replace("Lâm Hợp", "Nam Anh"),
        ..Handed::default()
    };
    let Outcome::Read(far) = app.hand_in(hand, far, false).await.unwrap() else { panic!() };
    assert_eq!(codes(app.pass_reading(hand, &far, "dieuphoi").await), ["desk.colleague-may-not"]);
}
