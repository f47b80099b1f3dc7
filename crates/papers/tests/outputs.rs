//! What comes out of a text: blocks, DOCX, HTML, and the numbers of the layout in the file.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use std::io::{Cursor, Read};
use vedich_papers::{
    Align, Annex, Block, Cell, Column, Content, Layouts, Paper, Row, Signing, Table, check, escape, numbering, parse, render, write_docx,
    write_html, write_page,
};

fn layouts() -> Layouts {
    Layouts::parse(&[
        ("state.toml", include_str!("../../../data/papers/layouts/state.toml")),
        ("party.toml", include_str!("../../../data/papers/layouts/party.toml")),
    ])
    .unwrap()
}

fn day(text: &str) -> vedich_values::Date {
    text.parse().unwrap()
}

fn table(_: &str) -> Option<Table> {
    let head = vec![
        vec![Cell::text("STT").over(1, 2), Cell::text("Thôn").over(1, 2), Cell::text("Tiêu chí").over(2, 1)],
        vec![Cell::text("Đạt"), Cell::text("Tổng")],
    ];
    let row = |cells: Vec<Cell>, bold| Row { cells, bold };
    let rows = vec![
        row(vec![Cell::text("1"), Cell::text("Thôn Thịnh Trị"), Cell::new(Content::count(14)), Cell::new(Content::count(14))], false),
        row(
            vec![
                Cell::text("2"),
                Cell::text("Thôn <5> & Ngọc Tích").over(1, 2),
                Cell::new(Content::Empty),
                Cell::new(Content::NotApplicable),
            ],
            false,
        ),
        row(vec![Cell::text("3"), Cell::new(Content::count(0)), Cell::new(Content::Number("1234.5".parse().unwrap()))], false),
        row(vec![Cell::text("Tổng").over(2, 1), Cell::new(Content::Percent("95.3".parse().unwrap())), Cell::text("")], true),
    ];
    let column = |width, align| Column { width, align };
    Some(Table {
        id: "T1".to_owned(),
        title: "Thôn theo tiến độ".to_owned(),
        measure: Some("tiêu chí".to_owned()),
        columns: vec![column(8, Align::Centre), column(50, Align::Left), column(20, Align::Right), column(20, Align::Right)],
        head,
        rows,
        notes: vec!["Ô trống: chưa báo cáo.".to_owned()],
    })
}

fn letter(layout: &str) -> Paper {
    let layouts = layouts();
    let rules = layouts.get(layout, day("2026-01-05")).unwrap();
    let draft = parse(include_str!("samples/letter.txt"), &table, &|_| None).unwrap();
    let mut paper = Paper { layout: layout.to_owned(), blocks: draft.blocks, ..Paper::default() };
    paper.head.body = vec!["ỦY BAN NHÂN DÂN".to_owned(), "XÃ HẢI ĐÔNG".to_owned()];
    paper.head.number = rules.number_line(Some(5), &rules.symbol("", "UBND-KT"));
    paper.head.place_date = Some(rules.place_date("Hải Đông", Some(day("2026-01-05")), 2026));
    paper.head.type_name = draft.type_name;
    paper.head.subject = draft.subject;
    paper.head.addressees = draft.addressees;
    paper.signing = Some(Signing {
        authority: vec!["TM. ỦY BAN NHÂN DÂN".to_owned(), "CHỦ TỊCH".to_owned()],
        name: "Nguyễn Văn A".to_owned(),
        recipients: vec!["Như trên".to_owned(), "Lưu: VT, KT".to_owned()],
        beside: None,
    });
    paper.annexes = draft
        .annexes
        .into_iter()
        .map(|annex| Annex {
            label: "Phụ lục".to_owned(),
            title: annex.title,
            attached: String::new(),
            landscape: annex.landscape,
            blocks: annex.blocks,
        })
        .collect();
    paper
}

/// A file of a DOCX.
fn part(docx: &[u8], name: &str) -> String {
    let mut text = String::new();
    zip::ZipArchive::new(Cursor::new(docx)).unwrap().by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The words of a DOCX, a paragraph a line.
fn words(docx: &[u8]) -> String {
    let document = part(docx, "word/document.xml");
    let mut out = String::new();
    for paragraph in document.split("</w:p>") {
        for run in paragraph.split("<w:t xml:space=\"preserve\">").skip(1) {
            out.push_str(&run[..run.find("</w:t>").unwrap()]);
        }
        out.push('\n');
    }
    let lines: Vec<&str> = out.lines().filter(|line| !line.is_empty()).collect();
    lines.join("\n").replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn numbers_and_dates_follow_the_decree() {
    let layouts = layouts();
    let state = layouts.get("state", day("2026-01-05")).unwrap();
    let party = layouts.get("party", day("2026-01-05")).unwrap();
    assert_eq!(state.number_line(Some(5), "BC-UBND"), "Số: 05/BC-UBND");
    assert_eq!(state.number_line(Some(123), "BC-UBND"), "Số: 123/BC-UBND");
    assert_eq!(party.number_line(Some(12), "TB/ĐU"), "Số 12-TB/ĐU");
    let date = |text: &str| state.place_date("Hải Đông", Some(day(text)), 2026);
    assert_eq!(date("2026-01-05"), "Hải Đông, ngày 05 tháng 01 năm 2026");
    assert_eq!(date("2026-02-28"), "Hải Đông, ngày 28 tháng 02 năm 2026");
    assert_eq!(date("2026-03-09"), "Hải Đông, ngày 09 tháng 3 năm 2026");
    assert_eq!(date("2026-12-10"), "Hải Đông, ngày 10 tháng 12 năm 2026");
    assert_eq!(numbering::roman(9), "IX");
    let points: Vec<String> = (1..=7).map(numbering::letter).collect();
    assert_eq!(points, ["a", "b", "c", "d", "đ", "e", "g"]);
}

#[test]
fn the_document_has_the_numbers_of_the_layout() {
    let layouts = layouts();
    let layout = layouts.get("state", day("2026-01-05")).unwrap();
    let docx = write_docx(&letter("state"), layout).unwrap();
    let document = part(&docx, "word/document.xml");
    // A4 standing: 20, 15, 20, 30 mm in twentieths of a point; a millimetre is 56.69 of them.
    assert!(document.contains("<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"), "{document}");
    assert!(document.contains("<w:pgMar w:top=\"1134\" w:right=\"850\" w:bottom=\"1134\" w:left=\"1701\""));
    // The annex lies, and its pages begin at 1 without showing it, like those of the paper.
    assert!(document.contains("<w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/>"));
    assert_eq!(document.matches("<w:pgNumType w:start=\"1\"/><w:titlePg/>").count(), 2);
    // The grids: 66 and 99 mm, 55 and 110 mm.
    assert!(document.contains("<w:gridCol w:w=\"3742\"/><w:gridCol w:w=\"5613\"/>"));
    assert!(document.contains("<w:gridCol w:w=\"3118\"/><w:gridCol w:w=\"6236\"/>"));
    assert_eq!(document.matches("<w:tblHeader/>").count(), 4);
    let styles = part(&docx, "word/styles.xml");
    let style = |id: &str| {
        let from = styles.find(&format!("w:styleId=\"{id}\"")).unwrap();
        styles[from..from + styles[from..].find("</w:style>").unwrap()].to_owned()
    };
    assert!(style("Country").contains("<w:b/>") && style("Country").contains("w:val=\"26\""));
    assert!(style("Motto").contains("<w:b/>") && style("Motto").contains("w:val=\"28\""));
    assert!(style("PlaceDate").contains("<w:i/>"));
    assert!(style("Recipients").contains("<w:sz w:val=\"22\"/>"));
    assert!(style("BodyText").contains("w:firstLine=\"720\"") && style("BodyText").contains("w:before=\"120\""));
}

#[test]
fn vietnamese_words_come_back_out_of_the_document_as_they_went_in() {
    let layouts = layouts();
    let docx = write_docx(&letter("state"), layouts.get("state", day("2026-01-05")).unwrap()).unwrap();
    assert_eq!(docx, write_docx(&letter("state"), layouts.get("state", day("2026-01-05")).unwrap()).unwrap(), "not the same bytes");
    insta::assert_snapshot!("letter_docx", words(&docx));
}

#[test]
fn a_frozen_paper_comes_back_whole() {
    let paper = letter("state");
    assert_eq!(vedich_papers::thaw(&vedich_papers::freeze(&paper).unwrap()), Some(paper));
    assert_eq!(vedich_papers::thaw("???"), None);
    assert_eq!(vedich_papers::thaw("AAAA"), None);
}

#[test]
fn the_page_shows_the_same_words() {
    let layouts = layouts();
    let layout = layouts.get("party", day("2026-01-05")).unwrap();
    let html = write_html(&letter("party"), layout);
    assert!(html.contains("Thôn &lt;5&gt; &amp; Ngọc Tích"));
    assert!(html.contains("<th scope=\"col\" colspan=\"2\">Tiêu chí</th>"));
    assert!(write_page(&letter("party"), layout).contains("margin:20.00mm 15.00mm 20.00mm 30.00mm"));
    insta::assert_snapshot!("letter_html", html.replace("><", ">\n<"));
}

#[test]
fn what_a_person_wrote_replaces_what_the_template_proposes() {
    let written = |key: &str| (key == "causes").then(|| "# không phải đề mục\n@table T1\n- Thiếu vốn.".to_owned());
    let draft = parse(include_str!("samples/letter.txt"), &table, &written).unwrap();
    assert_eq!(draft.prose[0].proposed, "Chưa có vốn.\n- Mưa kéo dài.");
    assert!(draft.prose[0].written);
    let tables = draft.blocks.iter().filter(|block| matches!(block, Block::Table(_))).count();
    assert_eq!(tables, 1, "words of a person never place a table");
    assert!(draft.blocks.iter().any(|block| matches!(block, Block::Item { text, .. } if text[0].text == "Thiếu vốn.")));
}

#[test]
fn every_mistake_of_a_text_is_named_with_its_line() {
    let problems = parse("@subject X\n@tabel B01\n@table B99\n@prose a b|c\n@end\n@prose x|y", &|_| None, &|_| None).unwrap_err();
    let found: Vec<(usize, &str)> = problems.iter().map(|problem| (problem.line, problem.code)).collect();
    assert_eq!(found, [(2, "paper.unknown-directive"), (3, "paper.unknown-table"), (4, "paper.bad-key"), (6, "paper.prose-open")]);
    assert_eq!(parse("", &|_| None, &|_| None).unwrap_err()[0].code, "paper.no-subject");
}

#[test]
fn templates_are_strict_and_values_are_never_markup() {
    let sample = serde_json::json!({ "unit": { "name": "xã Hải Đông" }, "lines": [{ "text": "a" }], "gain": null });
    let find = |source: &str| check(source, &sample, &["B01"]).into_iter().map(|problem| problem.code).collect::<Vec<_>>();
    assert_eq!(find("@subject {{ unit.name }}\n{% for line in lines %}\n- {{ line.text }}\n{% endfor %}\n@table B01"), Vec::<&str>::new());
    assert_eq!(find("@subject {{ unit.nam }}"), ["paper.misspelt-field"]);
    assert_eq!(find("@subject {{ colour }}"), ["paper.unknown-field"]);
    assert_eq!(find("@subject x\n{% if false %}{{ uint.name }}{% endif %}"), ["paper.misspelt-field"]);
    assert_eq!(find("@subject x\n{% for line in lines %}{{ line.txet }}{% endfor %}"), ["paper.unknown-field"]);
    assert_eq!(find("@subject {{ unit.name }"), ["paper.bad-template"]);
    assert_eq!(find("@subject x\n@table B77"), ["paper.unknown-table"]);
    assert_eq!(find("@subject x\n{{ lines }}"), ["paper.bad-template"]);
    let hostile = serde_json::json!({ "name": "# I\n@table B01 **đậm**" });
    let text = render("@subject {{ name }}\n{{ name }}", &hostile).unwrap();
    let draft = parse(&text, &|_| None, &|_| None).unwrap();
    assert_eq!(draft.subject, "# I @table B01 **đậm**");
    assert!(matches!(&draft.blocks[..], [Block::Paragraph { text, .. }] if text[0].text == "# I @table B01 **đậm**"));
}

#[test]
fn a_template_that_works_without_end_is_refused() {
    let endless = "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}";
    let doubled = format!("{{% set x = 'ab' %}}{}", "{% set x = x ~ x %}".repeat(40));
    for source in [endless, doubled.as_str()] {
        assert_eq!(render(source, &serde_json::json!({})).unwrap_err().code, "paper.bad-template");
    }
}

proptest::proptest! {
    /// A value put into a text comes out as it went in, blanks and control signs aside.
    #[test]
    fn an_escaped_value_is_itself(value in "[^\\p{Cc}]{1,40}") {
        let value = value.trim();
        proptest::prop_assume!(!value.is_empty());
        let line: String = vedich_papers::spans(&escape(value)).into_iter().map(|span| span.text).collect();
        proptest::prop_assert_eq!(&line, value);
        let text = format!("@subject x\n{}", escape(value));
        let draft = parse(&text, &|_| None, &|_| None).unwrap();
        proptest::prop_assert_eq!(draft.blocks.len(), 1);
    }
}

#[test]
fn a_mark_of_urgency_stands_red_in_a_frame_of_the_size_of_the_decree() {
    let layouts = layouts();
    let layout = layouts.get("state", day("2026-01-05")).unwrap();
    let sizes: Vec<_> =
        layout.urgency.iter().map(|known| (known.mark.as_str(), known.width.hundredths_mm(), known.height.hundredths_mm())).collect();
    assert_eq!(sizes, [("KHẨN", 2000, 800), ("THƯỢNG KHẨN", 4000, 800), ("HỎA TỐC", 3000, 800)]);
    let mut paper = letter("state");
    let without = part(&write_docx(&paper, layout).unwrap(), "word/document.xml");
    assert!(!without.contains("C00000"));
    paper.head.urgency = Some("HỎA TỐC".to_owned());
    let document = part(&write_docx(&paper, layout).unwrap(), "word/document.xml");
    // 30 mm and 8 mm in twentieths of a point.
    let frame = "<w:tblW w:w=\"1701\" w:type=\"dxa\"/>";
    assert!(document.contains(frame) && document.contains("<w:trHeight w:val=\"454\" w:hRule=\"exact\"/>"), "{document}");
    assert!(document.find("Số: 05").unwrap() < document.find("HỎA TỐC").unwrap(), "under the number");
    assert!(write_html(&paper, layout).contains("HỎA TỐC</span>"));
    assert!(layout.urgency("hỏa tốc").is_some() && layout.urgency("gấp").is_none());
}

#[test]
fn an_annex_that_begins_with_a_table_bears_its_title_and_names_come_before_the_file() {
    let text = "@type DANH MỤC\n@subject Nhiệm vụ\n@recipient Xã Hải Đông\nLời dẫn.\n@annex-across Biểu\n@table T1";
    let draft = parse(text, &table, &|_| None).unwrap();
    assert_eq!(
        (draft.recipients.as_slice(), draft.annexes[0].title.as_str()),
        (["Xã Hải Đông".to_owned()].as_slice(), "Thôn theo tiến độ")
    );
    let annex = Annex { title: draft.annexes[0].title.clone(), blocks: draft.annexes[0].blocks.clone(), ..Annex::default() };
    let paper = Paper { annexes: vec![annex], ..Paper::default() };
    let layouts = layouts();
    let layout = layouts.get("state", day("2026-01-05")).unwrap();
    let html = write_html(&paper, layout);
    assert_eq!(html.matches("Thôn theo tiến độ").count(), 1);
    assert!(html.contains("ĐVT: tiêu chí"), "the unit of measure stays");
    assert_eq!(words(&write_docx(&paper, layout).unwrap()).matches("Thôn theo tiến độ").count(), 1);
    assert_eq!(paper.titled_tables().map(|(title, _)| title).collect::<Vec<_>>(), ["Thôn theo tiến độ"]);
}

#[test]
fn what_belongs_together_stays_on_one_page_of_the_document() {
    let layouts = layouts();
    let layout = layouts.get("state", day("2026-01-05")).unwrap();
    let mut paper = letter("state");
    let end = |document: &str| {
        let signing = document.find("<w:pStyle w:val=\"Authority\"/>").unwrap();
        let last = document[..signing].rfind("<w:pStyle w:val=\"BodyText\"/>").unwrap();
        document[last..].starts_with("<w:pStyle w:val=\"BodyText\"/><w:keepNext/>")
    };
    paper.blocks = parse("@subject x\nMột.\nHai./.", &table, &|_| None).unwrap().blocks;
    paper.annexes.clear();
    let document = part(&write_docx(&paper, layout).unwrap(), "word/document.xml");
    assert!(end(&document), "the signature goes with the last words: {document}");
    // A short table is not broken, a long one is; the last row goes with the note below.
    let mut kept = |rows: usize| {
        let mut long = table("T1").unwrap();
        long.rows = vec![long.rows[0].clone(); rows];
        paper.blocks = vec![Block::Table(Box::new(long))];
        let document = part(&write_docx(&paper, layout).unwrap(), "word/document.xml");
        document.matches("<w:pStyle w:val=\"TableText\"/><w:keepNext/>").count()
    };
    assert_eq!((kept(4), kept(40)), (4 * 4, 4));
}

#[test]
fn a_heading_is_as_high_as_its_words_on_every_page_it_is_repeated_on() {
    let layouts = layouts();
    let layout = layouts.get("state", day("2026-01-05")).unwrap();
    let heights = |words: &str| {
        let mut one = table("T1").unwrap();
        one.head[0][0] = Cell::text(words).over(1, 2);
        let paper = Paper { blocks: vec![Block::Table(Box::new(one))], ..Paper::default() };
        let document = part(&write_docx(&paper, layout).unwrap(), "word/document.xml");
        let found = document.split("<w:trHeight w:val=\"").skip(1);
        found.map(|rest| rest[..rest.find('"').unwrap()].parse::<i64>().unwrap()).collect::<Vec<_>>()
    };
    let (low, high) = (heights("STT"), heights("Tăng so cùng kỳ năm trước"));
    // Two rows of one line of 11 points; six words below each other in a narrow column take more, in the lower row.
    assert_eq!(low, [313, 313]);
    assert_eq!((high[0], high.iter().sum::<i64>() > 4 * 253), (313, true), "{high:?}");
}

#[test]
fn titles_of_annexes_stand_in_capitals_where_the_layout_says_so() {
    let layouts = layouts();
    let title = |id: &str| layouts.get(id, day("2026-01-05")).unwrap().annex_title("Nhiệm vụ quá hạn đến ngày 25/12/2020");
    assert_eq!(title("state"), "NHIỆM VỤ QUÁ HẠN ĐẾN NGÀY 25/12/2020");
    assert_eq!(title("party"), "Nhiệm vụ quá hạn đến ngày 25/12/2020");
}

#[test]
fn the_rule_under_an_abstract_is_no_stub_where_one_word_is_left_for_its_last_line() {
    let layouts = layouts();
    let layout = layouts.get("state", day("2026-01-05")).unwrap();
    let rule = |subject: &str| {
        let mut paper = letter("state");
        paper.head.type_name = Some("BIÊN BẢN".to_owned());
        paper.head.subject = subject.to_owned();
        let document = part(&write_docx(&paper, layout).unwrap(), "word/document.xml");
        let below = &document[document.find("<w:pStyle w:val=\"Subtitle\"/>").unwrap()..];
        let side = &below[below.find("<w:ind w:left=\"").unwrap() + 15..];
        layout.page.measure().twips() - 2 * side[..side.find('"').unwrap()].parse::<i64>().unwrap()
    };
    let stub = rule("Buổi làm việc với xã Kỳ Lạc và xã Lâm Hợp về đích nông thôn mới cuối năm 2020");
    // A fifth of the longest line at least: 30 mm of 165.
    assert!(stub > 1_500, "{stub}");
}
