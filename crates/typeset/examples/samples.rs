//! Writes the shipped templates with their samples as PDF and DOCX into a folder: to look at.
//! `cargo run -p vedich-typeset --example samples -- FOLDER`

use vedich_papers::{Annex, Form, Forms, Layouts, Paper, Row, Signing, TableForms, parse, render, write_docx};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/papers");
    let read = |name: &str| std::fs::read_to_string(format!("{data}/{name}"));
    let (state, party) = (read("layouts/state.toml")?, read("layouts/party.toml")?);
    let layouts = Layouts::parse(&[("state.toml", &state), ("party.toml", &party)])?;
    let forms = Forms::parse(&read("forms.toml")?)?;
    let tables = TableForms::parse(&read("tables.toml")?)?;
    for layout in layouts.iter() {
        for form in forms.iter() {
            let paper = paper(form, layout, &tables, &read)?;
            let path = format!("{folder}/{}-{}", layout.id, form.id);
            std::fs::write(format!("{path}.pdf"), vedich_typeset::write_pdf(&paper, layout)?)?;
            std::fs::write(format!("{path}.docx"), write_docx(&paper, layout)?)?;
        }
    }
    Ok(())
}

fn paper(
    form: &Form,
    layout: &vedich_papers::Layout,
    tables: &TableForms,
    read: &dyn Fn(&str) -> std::io::Result<String>,
) -> Result<Paper, Box<dyn std::error::Error>> {
    let fields: serde_json::Value = serde_json::from_str(&read(&format!("samples/{}", form.sample))?)?;
    let text = render(&read(&format!("templates/{}", form.template))?, &fields).map_err(|wrong| wrong.found)?;
    let each: Vec<String> = (1..=20).map(|no| no.to_string()).collect();
    let table = |id: &str| {
        let empty = tables.get(id)?.fill(&[("date", "14/06/2026"), ("unit", "xã Hải Đông")], &each, Vec::new());
        let cells = |row: usize| (0..empty.columns.len()).map(|at| vedich_papers::Cell::text(&format!("{}", row * at))).collect();
        Some(vedich_papers::Table { rows: (1..60).map(|row| Row { cells: cells(row), bold: row == 59 }).collect(), ..empty })
    };
    let draft = parse(&text, &table, &|_| None).map_err(|wrong| format!("{wrong:?}"))?;
    let mut paper = Paper { layout: layout.id.clone(), blocks: draft.blocks, ..Paper::default() };
    paper.head.body = vec!["ỦY BAN NHÂN DÂN".to_owned(), "XÃ HẢI ĐÔNG".to_owned()];
    paper.head.number = layout.number_line(Some(5), &layout.symbol(&form.code, "UBND"));
    paper.head.place_date = Some(layout.place_date("Hải Đông", "2026-06-15".parse().ok(), 2026));
    paper.head.type_name = draft.type_name;
    paper.head.subject = draft.subject;
    paper.head.addressees = draft.addressees;
    paper.signing = Some(Signing {
        authority: vec![format!("{} ỦY BAN NHÂN DÂN", layout.sign.for_body), "CHỦ TỊCH".to_owned()],
        name: "Nguyễn Văn A".to_owned(),
        recipients: vec!["Như trên".to_owned(), "Thường trực Đảng ủy, HĐND xã (để báo cáo)".to_owned(), "Lưu: VT, KT".to_owned()],
        beside: None,
    });
    paper.annexes = draft
        .annexes
        .into_iter()
        .zip(1..)
        .map(|(annex, number)| Annex {
            label: format!("{} {}", layout.words.annex, vedich_papers::numbering::roman(number)),
            title: annex.title,
            attached: "(Kèm theo Báo cáo số 05/BC-UBND ngày 15/06/2026)".to_owned(),
            landscape: annex.landscape,
            blocks: annex.blocks,
        })
        .collect();
    Ok(paper)
}
