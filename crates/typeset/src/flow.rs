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
    setter.blocks(&paper.blocks);
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
        for block in blocks {
            match block {
                Block::Heading { level, number, text } => self.heading(*level, number, text),
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

    /// A heading never ends a page: two lines of text fit below it.
    fn heading(&mut self, level: u8, number: &str, text: &[Span]) {
        self.gap();
        let look = self.layout.heading(level);
        let lead = format!("{number} ");
        let mut words = vec![(look, lead.as_str())];
        words.extend(looks(text, look));
        let percent = self.layout.text.line_percent;
        let room = Room { width: self.pages.measure(), indent: self.layout.text.indent.0, stand: Stand::Justified, line_percent: percent };
        let lines = break_lines(&mut self.shaper, &words, look, room);
        let own: i64 = lines.iter().map(|line| line.height).sum();
        self.pages.need(own + self.layout.text.gap.0 + 2 * line_height(self.layout.looks.text, percent));
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
