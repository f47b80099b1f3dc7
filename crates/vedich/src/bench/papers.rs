//! Papers: a report of some 200 pages into its three outputs; asked is under 5 s and 300 MB for each.

use super::asked::Line;
use anyhow::{Context, Result};
use serde::Serialize;
use std::time::Instant;
use vedich_papers::{Annex, Block, Cell, Content, Paper, ParagraphStyle, Row, Signing, Span};
use vedich_reference::{paper_layouts, paper_tables};
use vedich_values::Date;

/// Rows of the table of communes in the annex: 46 to a page.
const ROWS: u32 = 4_400;
/// Paragraphs of the text.
const PARAGRAPHS: u32 = 900;

/// What was measured.
#[derive(Clone, Debug, Default, Serialize)]
pub(crate) struct Report {
    /// Pages of the PDF.
    pub(crate) pages: usize,
    /// Milliseconds and bytes of each output.
    pub(crate) outputs: Vec<Measured>,
    /// The most memory the process held, in MB; none where the system does not say.
    pub(crate) peak_mb: Option<u64>,
}

/// One output.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct Measured {
    /// `pdf`, `docx`, `html`.
    pub(crate) output: &'static str,
    /// How long it took.
    pub(crate) ms: u128,
    /// How large it is.
    pub(crate) bytes: usize,
}

/// Milliseconds an output may take, and MB the process may hold.
const ASKED_MS: u64 = 5_000;
const ASKED_MB: u64 = 300;
/// Pages the report has at least.
const ASKED_PAGES: u64 = 200;

impl Report {
    /// Asked beside reached.
    pub(crate) fn lines(&self) -> Vec<Line> {
        let ms = |one: &Measured| u64::try_from(one.ms).unwrap_or(u64::MAX);
        let mut lines = vec![Line::at_least("papers_pages", ASKED_PAGES, None, u64::try_from(self.pages).unwrap_or(u64::MAX))];
        lines.extend(self.outputs.iter().map(|one| Line::at_most(format!("papers_{}_ms", one.output), ASKED_MS, None, ms(one))));
        lines.extend(self.peak_mb.map(|peak| Line::at_most("papers_peak_mb", ASKED_MB, None, peak)));
        lines
    }
}

/// Makes the paper and its outputs.
pub(crate) fn measure() -> Result<Report> {
    let day = Date::from_ymd_opt(2026, 6, 15).context("a date")?;
    let layout = paper_layouts().get("state", day).context("the state layout")?;
    let paper = paper()?;
    let mut outputs = Vec::new();
    let mut take = |output, work: &dyn Fn() -> Result<usize>| -> Result<()> {
        let start = Instant::now();
        let bytes = work()?;
        outputs.push(Measured { output, ms: start.elapsed().as_millis(), bytes });
        Ok(())
    };
    take("pdf", &|| Ok(vedich_typeset::write_pdf(&paper, layout)?.len()))?;
    take("docx", &|| Ok(vedich_papers::write_docx(&paper, layout)?.len()))?;
    take("html", &|| Ok(vedich_papers::write_page(&paper, layout).len()))?;
    Ok(Report { pages: vedich_typeset::count_pages(&paper, layout), outputs, peak_mb: peak_mb() })
}

fn paper() -> Result<Paper> {
    let sentence = "Đến nay, xã đã hoàn thành mở rộng đường giao thông thôn, xây dựng rãnh thoát nước, vận động nhân dân hiến đất và làm tường rào thoáng.";
    let text =
        |index: u32| Block::Paragraph { style: ParagraphStyle::Body, text: vec![Span::plain(format!("{index}. {sentence} {sentence}"))] };
    let form = paper_tables().get("B01").context("table B01")?;
    let each: Vec<String> = (1..=20).map(|no| no.to_string()).collect();
    let rows = (1..=ROWS).map(|number| {
        let mut cells = vec![Content::count(number), Content::Text(format!("Xã Lâm Hợp {number}")), Content::Text("Vùng 2".to_owned())];
        cells.extend((0..20).map(|no| if (number + no) % 3 == 0 { Content::Empty } else { Content::Text("x".to_owned()) }));
        cells.extend([
            Content::Text("14/20".to_owned()),
            Content::Text("61/75".to_owned()),
            Content::Text("+2".to_owned()),
            Content::Empty,
            Content::Empty,
        ]);
        Row { cells: cells.into_iter().map(Cell::new).collect(), bold: false }
    });
    let table = form.fill(&[("date", "14/06/2026"), ("source", "")], &each, rows.collect());
    let mut paper = Paper { layout: "state".to_owned(), blocks: (1..=PARAGRAPHS).map(text).collect(), ..Paper::default() };
    paper.head.body = vec!["ỦY BAN NHÂN DÂN".to_owned(), "TỈNH HÀ TĨNH".to_owned()];
    paper.head.number = "Số: 05/BC-UBND".to_owned();
    paper.head.type_name = Some("BÁO CÁO".to_owned());
    paper.head.subject = "Kết quả xây dựng nông thôn mới".to_owned();
    paper.signing = Some(Signing { authority: vec!["CHỦ TỊCH".to_owned()], ..Signing::default() });
    paper.annexes = vec![Annex {
        label: "Phụ lục".to_owned(),
        title: "Biểu B01".to_owned(),
        landscape: true,
        blocks: vec![Block::Table(Box::new(table))],
        ..Annex::default()
    }];
    Ok(paper)
}

/// The high-water mark of this process's memory, as Linux tells it.
fn peak_mb() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}
