//! Papers as PDF: how many pages, what is on them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use vedich_papers::{Align, Block, Cell, Column, Content, Layout, Layouts, Paper, ParagraphStyle, Row, Signing, Span, Table};
use vedich_typeset::{count_pages, write_pdf};

fn layout() -> std::sync::Arc<Layout> {
    let files = [("state.toml", include_str!("../../../data/papers/layouts/state.toml"))];
    let layouts = Layouts::parse(&files).unwrap();
    std::sync::Arc::clone(layouts.get("state", "2026-01-05".parse().unwrap()).unwrap())
}

fn words(count: usize) -> Vec<Span> {
    let phrase = "Xây dựng nông thôn mới kiểu mẫu, đường giao thông thôn Kỳ Lạc đạt chuẩn";
    vec![Span::plain(std::iter::repeat_n(phrase, count).collect::<Vec<_>>().join(" "))]
}

fn long_table(rows: usize) -> Table {
    let cells = |row: usize| (0..12).map(|column| Cell::new(Content::count(u32::try_from(row * 12 + column).unwrap()))).collect();
    Table {
        title: "Tổng hợp".to_owned(),
        columns: vec![Column { width: 1, align: Align::Centre }; 12],
        head: vec![(0..12).map(|column| Cell::text(&format!("TC{column}"))).collect()],
        rows: (0..rows).map(|row| Row { cells: cells(row), bold: false }).collect(),
        ..Table::default()
    }
}

fn paper(blocks: Vec<Block>) -> Paper {
    let mut paper = Paper { layout: "state".to_owned(), blocks, ..Paper::default() };
    paper.head.body = vec!["ỦY BAN NHÂN DÂN".to_owned(), "XÃ HẢI ĐÔNG".to_owned()];
    paper.head.number = "Số: 05/BC-UBND".to_owned();
    paper.head.type_name = Some("BÁO CÁO".to_owned());
    paper.head.subject = "Kết quả thực hiện Chương trình mục tiêu quốc gia xây dựng nông thôn mới 6 tháng đầu năm 2026".to_owned();
    paper.signing = Some(Signing { authority: vec!["CHỦ TỊCH".to_owned()], name: "Nguyễn Văn A".to_owned(), ..Signing::default() });
    paper
}

#[test]
fn a_short_paper_is_one_page_and_the_same_bytes_each_time() {
    let layout = layout();
    let one = paper(vec![Block::Paragraph { style: ParagraphStyle::Body, text: words(3) }]);
    assert_eq!(count_pages(&one, &layout), 1);
    let pdf = write_pdf(&one, &layout).unwrap();
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(pdf, write_pdf(&one, &layout).unwrap());
}

#[test]
fn tables_go_over_as_many_pages_as_they_need() {
    let layout = layout();
    let rows = |count| count_pages(&paper(vec![Block::Table(Box::new(long_table(count)))]), &layout);
    assert_eq!(rows(5), 1);
    let (some, more) = (rows(400), rows(800));
    assert!((9..14).contains(&some), "{some}");
    assert!(more + 1 >= some * 2 - 1, "{some} {more}");
}

#[test]
fn nothing_hangs_on_what_does_not_fit() {
    let layout = layout();
    let mut table = long_table(1);
    table.rows[0].cells[3] = Cell::new(Content::Text(words(300)[0].text.clone()));
    table.rows[0].cells[4] = Cell::text("khôngcódấucáchnàotrongtừnàynêncắtgiữachừng");
    assert!(count_pages(&paper(vec![Block::Table(Box::new(table))]), &layout) > 3);
    let mut tall = long_table(60);
    tall.rows[0].cells[0] = Cell::text("gộp").over(1, 60);
    for row in &mut tall.rows[1..] {
        row.cells.remove(0);
    }
    assert!(count_pages(&paper(vec![Block::Table(Box::new(tall))]), &layout) > 1);
    assert_eq!(count_pages(&paper(vec![Block::Table(Box::default())]), &layout), 1);
}

#[test]
fn lying_pages_and_annexes_begin_pages_of_their_own() {
    let layout = layout();
    let text = || Block::Paragraph { style: ParagraphStyle::Body, text: words(1) };
    let mut one = paper(vec![text(), Block::Turn { landscape: true }, text(), Block::Turn { landscape: false }, text()]);
    one.annexes =
        vec![vedich_papers::Annex { label: "Phụ lục".to_owned(), title: "Biểu".to_owned(), landscape: true, ..Default::default() }];
    assert_eq!(count_pages(&one, &layout), 4);
}
