//! Texts of every kind: what a person would read comes out, and no bytes bring the reader down.
#![allow(clippy::unwrap_used, reason = "tests")]

use proptest::prelude::*;
use std::io::{Cursor, Write};
use std::time::{Duration, Instant};
use vedich_documents::{PartKind, TextFormat, read_text};

/// A Word file with this body.
fn docx(body: &str) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    let head = r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>"#;
    zip.write_all(format!("{head}{body}</w:body></w:document>").as_bytes()).unwrap();
    zip.finish().unwrap().into_inner()
}

/// A PDF of one page that shows these lines (letters of Latin-1 only).
fn pdf(lines: &[&str]) -> Vec<u8> {
    let shown: String = lines.iter().map(|l| format!("({l}) Tj 0 -16 Td ")).collect();
    let stream = format!("BT /F1 12 Tf 50 700 Td {shown}ET");
    let objects = [
        "<< /Type /Catalog /Pages 2 0 R >>".to_owned(),
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>".to_owned(),
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>".to_owned(),
        format!("<< /Length {} >>\nstream\n{stream}\nendstream", stream.len()),
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
    ];
    let mut out = String::from("%PDF-1.4\n");
    let mut places = Vec::new();
    for (number, object) in objects.iter().enumerate() {
        places.push(out.len());
        out.push_str(&format!("{} 0 obj\n{object}\nendobj\n", number + 1));
    }
    let table = out.len();
    out.push_str(&format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1));
    places.iter().for_each(|place| out.push_str(&format!("{place:010} 00000 n \n")));
    out.push_str(&format!("trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n", objects.len() + 1));
    out.into_bytes()
}

#[test]
fn word_documents_give_paragraphs_and_tables() {
    let body = "<w:p><w:r><w:t>BIÊN BẢN</w:t></w:r></w:p>\
        <w:p><w:r><w:t>Xã An Phú đạt </w:t></w:r><w:del><w:r><w:delText>14</w:delText></w:r></w:del><w:ins><w:r><w:t>15/19</w:t></w:r></w:ins>\
        <w:r><w:t xml:space=\"preserve\"> tiêu chí &amp; 47/57 chỉ tiêu</w:t></w:r></w:p>\
        <w:tbl><w:tr><w:tc><w:p><w:r><w:t>Xã</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>Tiêu chí</w:t></w:r></w:p></w:tc></w:tr>\
        <w:tr><w:tc><w:p><w:r><w:t>An Phú</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>15/19</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
        <w:p><w:r><w:t>Hết.</w:t></w:r></w:p>";
    let document = read_text(&docx(body), "bien-ban.docx").unwrap();
    assert_eq!(document.format, TextFormat::Docx);
    let lines: Vec<String> = document.text.lines().map(|l| l.replace(" \t", "\t")).collect();
    assert_eq!(lines, ["BIÊN BẢN", "Xã An Phú đạt 15/19 tiêu chí & 47/57 chỉ tiêu", "Xã\tTiêu chí", "An Phú\t15/19", "Hết."]);
    let at = u32::try_from(document.text.chars().position(|c| c == '4').unwrap()).unwrap();
    let part = document.part_of(at).unwrap();
    assert_eq!((part.kind, part.number), (PartKind::Paragraph, 2));
}

#[test]
fn a_pdf_gives_its_letters_and_pages() {
    let document = read_text(&pdf(&["Ket qua xay dung nong thon moi", "Xa An Phu dat 15/19 tieu chi."]), "bao-cao.pdf").unwrap();
    assert_eq!(document.format, TextFormat::Pdf);
    assert!(document.text.contains("Xa An Phu dat 15/19 tieu chi."), "{}", document.text);
    assert_eq!(document.part_of(3).map(|p| (p.kind, p.number)), Some((PartKind::Page, 1)));
    assert_eq!(read_text(&pdf(&["1 2"]), "quet.pdf").unwrap_err().code, "text.no-letters");
}

/// An article set in a font without the marks of Vietnamese, which are then drawn from a second one: by LibreOffice and by a browser.
#[test]
fn a_pdf_of_two_fonts_gives_whole_words() {
    for (bytes, name) in [
        (&include_bytes!("two-fonts-office.pdf")[..], "two-fonts-office.pdf"),
        (&include_bytes!("two-fonts-browser.pdf")[..], "two-fonts-browser.pdf"),
    ] {
        let text = read_text(bytes, name).unwrap().text;
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for sentence in [
            "Huyện Đầm Hà đẩy mạnh xây dựng nông thôn mới",
            "Ngày 24/01/2024, UBND huyện Đầm Hà họp. Xã Quảng An đạt 16/19 tiêu chí và 70/75 chỉ tiêu; tỷ lệ bảo hiểm y tế đạt 95,3%; \
             thu nhập bình quân đầu người 68,3 triệu đồng/năm.",
            "Các tiêu chí chưa đạt: Giao thông, Thủy lợi, Quốc phòng và An ninh.",
            "Người dân ở thôn Nà Pá ủng hộ mở rộng đường, những hộ nghèo được hỗ trợ xây nhà.",
        ] {
            assert!(words.contains(sentence), "{name}: {sentence}\n{text}");
        }
    }
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    assert_eq!(read_text(b"\xd0\xcf\x11\xe0old word", "cu.doc").unwrap_err().code, "text.not-text");
    assert_eq!(read_text(b"%PDF-1.4 nothing", "hong.pdf").unwrap_err().code, "text.unreadable");
    assert_eq!(read_text(b"PK\x03\x04rest", "hong.docx").unwrap_err().code, "text.unreadable");
    assert_eq!(read_text(b"PK junk and nothing more", "hong.docx").unwrap_err().code, "text.unreadable");
    assert_eq!(read_text(b"\xd0\xcf\x11\xe0old word", "cu.docx").unwrap_err().code, "text.not-text");
    assert_eq!(read_text(&vec![0; 5000], "khong.txt").unwrap_err().code, "text.not-text");
}

#[test]
fn hostile_pages_end() {
    let start = Instant::now();
    for html in [
        "<div>".repeat(400_000),
        "<a href='".repeat(200_000),
        "<".repeat(2_000_000),
        "&".repeat(2_000_000),
        "<p class=a=b=\"".repeat(100_000),
    ] {
        let _ = read_text(html.as_bytes(), "x.html");
    }
    assert!(start.elapsed() < Duration::from_secs(20), "{:?}", start.elapsed());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in 0usize..4) {
        let head: &[u8] = [&b""[..], b"<html>", b"PK\x03\x04", b"%PDF-1.4\n"][kind];
        let _ = read_text(&[head, &bytes[..]].concat(), ["a.txt", "a.html", "a.docx", "a.pdf"][kind]);
    }

    #[test]
    fn any_markup_is_read(html in "[<>/a-zđ=\"' &;#!-]{0,200}") {
        let document = read_text(format!("<html>{html}").as_bytes(), "a.html").unwrap();
        prop_assert!(document.text.len() <= html.len() * 2 + 16);
    }
}
