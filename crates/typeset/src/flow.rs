//! A paper onto pages.

use crate::grid;
use crate::lines::{Room, Stand, break_lines, line_height, looks};
use crate::pages::{Page, Pages};
use crate::shape::Shaper;
use crate::table;
use vedich_papers::{Annex, Block, Layout, Look, Paper, ParagraphStyle, Span};

/// Indent of the second level of a list: 6 mm.
const SECOND_LEVEL: i64 = 17_008;

/// Sets a paper.
pub(crate) fn set(paper: &Paper, layout: &Layout) -> Vec<Page> {
    let mut setter = Setter { pages: Pages::new(layout), shaper: Shaper::new(), layout };
    grid::head(&mut setter.pages, &mut setter.shaper, paper);
    // A signature never stands alone on a page: the last paragraph goes with it.
    let signed = paper.signing.as_ref().map_or(0, |signing| grid::signing_height(&setter.pages, &mut setter.shaper, signing));
    let (text, last) = match paper.blocks.split_last() {
        Some((last @ Block::Paragraph { .. }, text)) if signed > 0 => (text, std::slice::from_ref(last)),
        _ => (paper.blocks.as_slice(), [].as_slice()),
    };
    setter.blocks(text);
    setter.keep_with(last, signed);
    setter.blocks(last);
    if let Some(signing) = &paper.signing {
        grid::signing(&mut setter.pages, &mut setter.shaper, signing);
    }
    for annex in &paper.annexes {
        setter.annex(annex);
    }
    setter.pages.all
}

struct Setter<'a> {
    pages: Pages<'a>,
    shaper: Shaper,
    layout: &'a Layout,
}

impl Setter<'_> {
    fn blocks(&mut self, blocks: &[Block]) {
        for (at, block) in blocks.iter().enumerate() {
            match block {
                Block::Heading { level, number, text } => {
                    let below = blocks[at + 1..].iter().take_while(|block| matches!(block, Block::Heading { .. })).count();
                    self.heading(*level, number, text, below);
                }
                Block::Paragraph { style: ParagraphStyle::Body, text } => self.paragraph("", text, self.layout.looks.text, 0),
                Block::Paragraph { style: ParagraphStyle::Basis, text } => self.paragraph("", text, self.layout.looks.basis, 0),
                Block::Paragraph { style: ParagraphStyle::Centred, text } => {
                    self.centred(text, Look { bold: true, ..self.layout.looks.text });
                }
                Block::Item { level, marker, text } => {
                    let indent = if *level > 1 { SECOND_LEVEL } else { 0 };
                    self.paragraph(marker, text, self.layout.looks.text, indent);
                }
                Block::Table(one) => table::put(&mut self.pages, &mut self.shaper, one),
                Block::Turn { landscape } => self.pages.turn(*landscape),
            }
        }
    }

    /// Goes on to a new page unless a short last paragraph fits with what follows it.
    fn keep_with(&mut self, last: &[Block], below: i64) {
        let [Block::Paragraph { text, .. }] = last else { return };
        let look = self.layout.looks.text;
        let room = Room {
            width: self.pages.measure(),
            indent: self.layout.text.indent.0,
            stand: Stand::Justified,
            line_percent: self.layout.text.line_percent,
        };
        let own: i64 = break_lines(&mut self.shaper, &looks(text, look), look, room).iter().map(|line| line.height).sum();
        if own + below <= self.pages.full() / 2 {
            self.pages.need(self.layout.text.gap.0 + own + below);
        }
    }

    /// Room between paragraphs; none at the top of a page.
    fn gap(&mut self) {
        if !self.pages.at_top() {
            self.pages.y += self.layout.text.gap.0;
        }
    }

    fn paragraph(&mut self, marker: &str, text: &[Span], look: Look, indent: i64) {
        self.gap();
        let lead = if marker.is_empty() { String::new() } else { format!("{marker} ") };
        let mut words = vec![(look, lead.as_str())];
        words.extend(looks(text, look));
        let room = Room {
            width: self.pages.measure() - indent,
            indent: self.layout.text.indent.0,
            stand: Stand::Justified,
            line_percent: self.layout.text.line_percent,
        };
        let lines = break_lines(&mut self.shaper, &words, look, room);
        self.pages.flow(lines, indent);
    }

    /// A heading never ends a page: the headings right below it and two lines of text fit there too.
    fn heading(&mut self, level: u8, number: &str, text: &[Span], below: usize) {
        self.gap();
        let look = self.layout.heading(level);
        let lead = format!("{number} ");
        let mut words = vec![(look, lead.as_str())];
        words.extend(looks(text, look));
        let percent = self.layout.text.line_percent;
        let room = Room { width: self.pages.measure(), indent: self.layout.text.indent.0, stand: Stand::Justified, line_percent: percent };
        let lines = break_lines(&mut self.shaper, &words, look, room);
        let own: i64 = lines.iter().map(|line| line.height).sum();
        let (gap, line) = (self.layout.text.gap.0, line_height(self.layout.looks.text, percent));
        let below = i64::try_from(below).unwrap_or(0) * (gap + line);
        self.pages.need(own + below + gap + 2 * line);
        self.pages.flow(lines, 0);
    }

    fn centred(&mut self, text: &[Span], look: Look) {
        self.gap();
        let room = Room { width: self.pages.measure(), indent: 0, stand: Stand::Centre, line_percent: self.layout.text.line_percent };
        let lines = break_lines(&mut self.shaper, &looks(text, look), look, room);
        self.pages.flow(lines, 0);
    }

    fn annex(&mut self, annex: &Annex) {
        self.pages.part(annex.landscape);
        let all = &self.layout.looks;
        for (text, look) in [(&annex.label, all.annex_label), (&annex.title, all.annex_title), (&annex.attached, all.annex_attached)] {
            if !text.is_empty() {
                let room = Room { width: self.pages.measure(), indent: 0, stand: Stand::Centre, line_percent: 100 };
                let lines = break_lines(&mut self.shaper, &[(look, text)], look, room);
                self.pages.flow(lines, 0);
            }
        }
        self.blocks(&annex.blocks);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vedich_papers::{Layouts, Signing};

    #[test]
    fn a_short_table_is_not_broken_over_pages() {
        use vedich_papers::{Cell, Column, Row, Table};
        let files = [("state.toml", include_str!("../../../data/papers/layouts/state.toml"))];
        let layouts = Layouts::parse(&files).unwrap();
        let layout = layouts.get("state", "2026-01-05".parse().unwrap()).unwrap();
        let line = Block::Paragraph { style: ParagraphStyle::Body, text: vec![Span::plain("Xây dựng nông thôn mới.")] };
        let row = Row { cells: vec![Cell::text("Đã thẩm định"), Cell::text("4")], bold: false };
        let columns = vec![Column { width: 1, ..Column::default() }; 2];
        let table = Table { columns, head: vec![row.cells.clone()], rows: vec![row; 5], ..Table::default() };
        let mut turned = false;
        for count in 15..45 {
            let mut blocks = vec![line.clone(); count];
            blocks.push(Block::Table(Box::new(table.clone())));
            let pages = set(&Paper { layout: "state".to_owned(), blocks, ..Paper::default() }, layout);
            // The head has rules too: only those as wide as the text are borders.
            let bordered = pages.iter().filter(|page| page.strokes.iter().any(|rule| rule.x2 - rule.x1 >= layout.page.measure().0));
            assert_eq!(bordered.count(), 1, "{count}");
            turned |= pages.len() > 1;
        }
        assert!(turned);
    }

    #[test]
    fn a_signature_never_stands_alone_on_a_page() {
        let files = [("state.toml", include_str!("../../../data/papers/layouts/state.toml"))];
        let layouts = Layouts::parse(&files).unwrap();
        let layout = layouts.get("state", "2026-01-05".parse().unwrap()).unwrap();
        let line = Block::Paragraph { style: ParagraphStyle::Body, text: vec![Span::plain("Xây dựng nông thôn mới.")] };
        let mut turned = false;
        for count in 20..60 {
            let mut paper = Paper { layout: "state".to_owned(), blocks: vec![line.clone(); count], ..Paper::default() };
            paper.signing =
                Some(Signing { authority: vec!["CHỦ TỊCH".to_owned()], name: "Nguyễn Văn A".to_owned(), ..Signing::default() });
            let pages = set(&paper, layout);
            // Who signs and their name are two lines.
            assert!(pages.last().unwrap().puts.len() > 2, "{count}");
            turned |= pages.len() > 1;
        }
        assert!(turned);
    }
}
