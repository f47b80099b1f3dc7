//! The text of a document.

use super::parts::{MAIN, letters};
use super::table::table;
use crate::fonts;
use crate::html::safe;
use crate::layout::{Cut, Layout, Length, Look, UrgencyMark};
use crate::model::{Annex, Block, Paper, ParagraphStyle, Signing, Span};
use std::fmt::Write;

/// Words and the rule below them stand that far apart, in twentieths of a point.
const RULE_GAP: u32 = 60;

/// Room between the title of an annex and what it holds.
const BELOW_TITLE: &str = "<w:spacing w:before=\"0\" w:after=\"120\"/>";

/// The colour of a mark of urgency.
const RED: &str = "C00000";

pub(super) fn document(paper: &Paper, layout: &Layout) -> String {
    let mut writer = Writer { out: String::with_capacity(64 * 1024), layout, cut: layout.page, first_of_part: true, kept: false };
    let _ = write!(
        writer.out,
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document xmlns:w=\"{MAIN}\" \
         xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>"
    );
    writer.head(paper);
    // A signature never stands alone on a page: the last words go with it.
    let (text, last) = match (paper.blocks.split_last(), &paper.signing) {
        (Some((last @ (Block::Paragraph { .. } | Block::Item { .. }), text)), Some(_)) => (text, std::slice::from_ref(last)),
        _ => (paper.blocks.as_slice(), [].as_slice()),
    };
    writer.blocks(text);
    writer.kept = true;
    writer.blocks(last);
    writer.kept = false;
    if let Some(signing) = &paper.signing {
        writer.signing(signing);
    }
    for annex in &paper.annexes {
        writer.annex(annex);
    }
    writer.last_section();
    writer.out.push_str("</w:body></w:document>");
    writer.out
}

struct Writer<'a> {
    out: String,
    layout: &'a Layout,
    /// The page as it lies now.
    cut: Cut,
    /// Whether the section being written begins a part whose pages are numbered from 1.
    first_of_part: bool,
    /// Whether what is written stays on the page of what follows.
    kept: bool,
}

impl Writer<'_> {
    fn paragraph(&mut self, style: &str, extra: &str, text: &[Span]) {
        let kept = if self.kept { "<w:keepNext/>" } else { "" };
        let _ = write!(self.out, "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{kept}{extra}</w:pPr>");
        self.runs(text);
        self.out.push_str("</w:p>");
    }

    fn line(&mut self, style: &str, text: &str) {
        self.paragraph(style, "", &[Span::plain(text)]);
    }

    fn runs(&mut self, text: &[Span]) {
        for span in text.iter().filter(|span| !span.text.is_empty()) {
            self.out.push_str("<w:r>");
            if span.bold || span.italic {
                let bold = if span.bold { "<w:b/><w:bCs/>" } else { "" };
                let italic = if span.italic { "<w:i/><w:iCs/>" } else { "" };
                let _ = write!(self.out, "<w:rPr>{bold}{italic}</w:rPr>");
            }
            let _ = write!(self.out, "<w:t xml:space=\"preserve\">{}</w:t></w:r>", safe(&span.text));
        }
    }

    /// A rule of a given length in the middle of a column: a low empty line with a border below it.
    fn rule(&mut self, column: Length, length: Length) {
        let side = Length((column.0 - length.0).max(0) / 2).twips();
        let _ = write!(
            self.out,
            "<w:p><w:pPr><w:pBdr><w:bottom w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"000000\"/></w:pBdr>\
             <w:spacing w:before=\"0\" w:after=\"60\" w:line=\"{RULE_GAP}\" w:lineRule=\"exact\"/><w:ind w:left=\"{side}\" w:right=\"{side}\"/></w:pPr></w:p>"
        );
    }

    fn rule_under(&mut self, column: Length, text: &str, look: Look, percent: u32) {
        if percent > 0 {
            self.rule(column, ruled(text, look, column).percent(percent));
        }
    }

    fn grid(&mut self, widths: [Length; 2], cells: [&dyn Fn(&mut Self); 2]) {
        let [left, right] = widths.map(Length::twips);
        let _ = write!(
            self.out,
            "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
             <w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr>\
             <w:tblGrid><w:gridCol w:w=\"{left}\"/><w:gridCol w:w=\"{right}\"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>",
            left + right
        );
        for (width, cell) in [left, right].into_iter().zip(cells) {
            let _ = write!(self.out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/></w:tcPr>");
            cell(self);
            self.out.push_str("</w:tc>");
        }
        self.out.push_str("</w:tr></w:tbl>");
    }

    fn head(&mut self, paper: &Paper) {
        let (layout, head) = (self.layout, &paper.head);
        let rules = &layout.head;
        if head.draft {
            self.paragraph("TableHead", "<w:jc w:val=\"left\"/>", &[Span::plain(layout.words.draft.as_str())]);
        }
        // The body and the country share the first row, number and date the second: so both lines stand level.
        let body = |writer: &mut Self| {
            head.parent.iter().for_each(|line| writer.line("ParentBody", line));
            head.body.iter().for_each(|line| writer.line("IssuingBody", line));
            if rules.body_star {
                writer.line("IssuingBody", "*");
            }
            let last = head.body.last().map_or("", String::as_str);
            writer.rule_under(rules.left, last, layout.looks.body, rules.body_rule_percent);
        };
        let nation = |writer: &mut Self| {
            writer.line("Country", &rules.country);
            let (text, look) = match rules.motto.as_str() {
                "" => (&rules.country, layout.looks.country),
                _ => (&rules.motto, layout.looks.motto),
            };
            if !rules.motto.is_empty() {
                writer.line("Motto", &rules.motto);
            }
            writer.rule_under(rules.right, text, look, rules.national_rule_percent);
        };
        self.grid([rules.left, rules.right], [&body, &nation]);
        self.between_grids();
        let number = |writer: &mut Self| {
            writer.line("PaperNumber", &head.number);
            if Layout::is_letter(head) {
                let text = format!("{} {}", layout.words.letter, head.subject);
                let look = letters(layout.looks.letter_subject);
                let _ = write!(
                    writer.out,
                    "<w:p><w:pPr><w:pStyle w:val=\"PaperNumber\"/><w:spacing w:before=\"120\"/></w:pPr><w:r>{look}<w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
                    safe(&text)
                );
            }
            if let Some(urgency) = head.urgency.as_deref().and_then(|mark| layout.urgency(mark)) {
                writer.urgency(urgency);
            }
        };
        let date = |writer: &mut Self| writer.line("PlaceDate", head.place_date.as_deref().unwrap_or_default());
        self.grid([rules.left, rules.right], [&number, &date]);
        if let Some(name) = &head.type_name {
            self.paragraph("Title", "<w:spacing w:before=\"240\"/>", &[Span::plain(name.as_str())]);
            let ruled = rules.subject_rule_percent > 0;
            self.paragraph("Subtitle", if ruled { "" } else { BELOW_TITLE }, &[Span::plain(head.subject.as_str())]);
            self.rule_under(layout.page.measure(), &head.subject, layout.looks.subject, rules.subject_rule_percent);
            if ruled {
                self.out
                    .push_str("<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>");
            }
        }
        self.addressees(&head.addressees);
    }

    /// A mark of urgency: a table of one cell, so that its frame has the size of the layout in every office program.
    fn urgency(&mut self, urgency: &UrgencyMark) {
        let border = |side: &str| format!("<w:{side} w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"{RED}\"/>");
        let borders: String = ["top", "left", "bottom", "right"].map(border).concat();
        let look = letters(self.layout.looks.urgency).replace("<w:sz ", &format!("<w:color w:val=\"{RED}\"/><w:sz "));
        let (width, height) = (urgency.width.twips(), urgency.height.twips());
        let _ = write!(
            self.out,
            "<w:p><w:pPr><w:spacing w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>\
             <w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type=\"fixed\"/></w:tblPr>\
             <w:tblGrid><w:gridCol w:w=\"{width}\"/></w:tblGrid><w:tr><w:trPr><w:trHeight w:val=\"{height}\" w:hRule=\"exact\"/></w:trPr>\
             <w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/><w:vAlign w:val=\"center\"/></w:tcPr>\
             <w:p><w:pPr><w:pStyle w:val=\"PaperNumber\"/></w:pPr><w:r>{look}<w:t>{}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
             <w:p><w:pPr><w:spacing w:line=\"20\" w:lineRule=\"exact\"/></w:pPr></w:p>",
            safe(&urgency.mark)
        );
    }

    /// Two tables that touch become one: a line of no height keeps them apart.
    fn between_grids(&mut self) {
        self.out.push_str("<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"60\" w:lineRule=\"exact\"/></w:pPr></w:p>");
    }

    fn addressees(&mut self, addressees: &[String]) {
        let label = &self.layout.words.addressees;
        match addressees {
            [] => {}
            [one] => {
                let text = format!("{label} {one}.");
                self.paragraph("Addressees", "<w:spacing w:before=\"120\" w:after=\"120\"/><w:jc w:val=\"center\"/>", &[Span::plain(text)]);
            }
            many => {
                let look = self.layout.looks.addressees;
                let from = self.layout.text.indent.0 * 2;
                let edge = Length(from + fonts::width(&format!("{label} "), look).0).twips();
                for (index, line) in many.iter().enumerate() {
                    let end = if index + 1 == many.len() { '.' } else { ';' };
                    let text = if index == 0 { format!("{label} - {line}{end}") } else { format!("- {line}{end}") };
                    let hanging = if index == 0 { edge - Length(from).twips() } else { 0 };
                    let extra = format!(
                        "<w:spacing w:before=\"{}\" w:after=\"{}\"/><w:ind w:left=\"{edge}\" w:hanging=\"{hanging}\"/>",
                        if index == 0 { 120 } else { 0 },
                        if index + 1 == many.len() { 120 } else { 0 }
                    );
                    self.paragraph("Addressees", &extra, &[Span::plain(text)]);
                }
            }
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            match block {
                Block::Heading { level, number, text } => {
                    let mut words = vec![Span::plain(format!("{number} "))];
                    words.extend(text.iter().cloned());
                    self.paragraph(&format!("Heading{level}"), "", &words);
                }
                Block::Paragraph { style: ParagraphStyle::Body, text } => self.paragraph("BodyText", "", text),
                Block::Paragraph { style: ParagraphStyle::Basis, text } => self.paragraph("Basis", "", text),
                Block::Paragraph { style: ParagraphStyle::Centred, text } => {
                    let bold: Vec<Span> = text.iter().map(|span| Span { bold: true, ..span.clone() }).collect();
                    self.paragraph("BodyText", "<w:ind w:firstLine=\"0\"/><w:jc w:val=\"center\"/>", &bold);
                }
                Block::Item { level, marker, text } => {
                    let mut words = vec![Span::plain(format!("{marker} "))];
                    words.extend(text.iter().cloned());
                    let extra = if *level > 1 { "<w:ind w:left=\"340\"/>" } else { "" };
                    self.paragraph("Item", extra, &words);
                }
                Block::Table(one) => table(&mut self.out, one, self.layout, self.cut.measure()),
                Block::Turn { landscape } => self.turn(*landscape),
            }
        }
    }

    fn signing(&mut self, signing: &Signing) {
        let layout = self.layout;
        self.out.push_str("<w:p><w:pPr><w:keepNext/><w:spacing w:line=\"200\" w:lineRule=\"exact\"/></w:pPr></w:p>");
        let left = |writer: &mut Self| {
            if let Some(beside) = &signing.beside {
                writer.line("Authority", &beside.post);
                writer.sign_space();
                writer.line("Signer", &beside.name);
                writer.line("Recipients", "");
            }
            if !signing.recipients.is_empty() {
                writer.line("RecipientsLabel", &layout.words.recipients);
            }
            for (index, line) in signing.recipients.iter().enumerate() {
                let end = if index + 1 == signing.recipients.len() { '.' } else { ';' };
                writer.line("Recipients", &format!("- {line}{end}"));
            }
            if signing.recipients.is_empty() {
                writer.line("Recipients", "");
            }
        };
        let right = |writer: &mut Self| {
            signing.authority.iter().for_each(|line| writer.line("Authority", line));
            writer.sign_space();
            writer.line("Signer", &signing.name);
        };
        self.grid(layout.sign.columns(signing.beside.is_some()), [&left, &right]);
    }

    /// What is left free for a signature and a seal.
    fn sign_space(&mut self) {
        let _ = write!(
            self.out,
            "<w:p><w:pPr><w:pStyle w:val=\"Signer\"/><w:keepNext/><w:spacing w:line=\"{}\" w:lineRule=\"exact\"/></w:pPr></w:p>",
            self.layout.sign.space.twips()
        );
    }

    fn annex(&mut self, annex: &Annex) {
        self.end_section();
        self.cut = if annex.landscape { self.layout.page.turned() } else { self.layout.page };
        self.first_of_part = true;
        self.line("Title", &annex.label);
        self.paragraph("Subtitle", BELOW_TITLE, &[Span::plain(annex.title.as_str())]);
        if !annex.attached.is_empty() {
            let extra = format!("{BELOW_TITLE}<w:ind w:firstLine=\"0\"/><w:jc w:val=\"center\"/>");
            self.paragraph("Basis", &extra, &[Span::plain(annex.attached.as_str())]);
        }
        self.blocks(&annex.blocks);
    }

    fn turn(&mut self, landscape: bool) {
        let wanted = if landscape { self.layout.page.turned() } else { self.layout.page };
        if wanted != self.cut {
            self.end_section();
            self.cut = wanted;
            self.first_of_part = false;
        }
    }

    /// Ends a section: the next one begins on a page of its own.
    fn end_section(&mut self) {
        let properties = self.section();
        let _ = write!(self.out, "<w:p><w:pPr><w:spacing w:line=\"20\" w:lineRule=\"exact\"/>{properties}</w:pPr></w:p>");
    }

    fn last_section(&mut self) {
        let properties = self.section();
        self.out.push_str(&properties);
    }

    fn section(&self) -> String {
        let cut = &self.cut;
        let lies = if cut.width > cut.height { " w:orient=\"landscape\"" } else { "" };
        let (start, title) = if self.first_of_part {
            ("<w:pgNumType w:start=\"1\"/>", if self.layout.page_number.first_shown { "" } else { "<w:titlePg/>" })
        } else {
            ("", "")
        };
        // The number stands in the middle of the top margin.
        let header = (cut.top.twips() - self.layout.page_number.size.twips()).max(0) / 2;
        format!(
            "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId3\"/><w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"{lies}/>\
             <w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" w:header=\"{header}\" w:footer=\"{header}\" w:gutter=\"0\"/>{start}{title}</w:sectPr>",
            cut.width.twips(),
            cut.height.twips(),
            cut.top.twips(),
            cut.right.twips(),
            cut.bottom.twips(),
            cut.left.twips(),
        )
    }
}

/// A text broken into lines of that width, as word processors break it: greedily, between words.
pub(super) fn broken(text: &str, look: Look, measure: Length) -> Vec<&str> {
    let mut lines = Vec::new();
    let (mut start, mut end) = (0, 0);
    for word in text.split_whitespace() {
        let from = word.as_ptr() as usize - text.as_ptr() as usize;
        if end > start && fonts::width(&text[start..from + word.len()], look) > measure {
            lines.push(&text[start..end]);
            start = from;
        }
        end = from + word.len();
    }
    lines.push(&text[start..end.max(start)]);
    lines
}

/// The width a rule under a text follows: that of its last line, or half of its longest where little is left for the last.
fn ruled(text: &str, look: Look, column: Length) -> Length {
    let widths: Vec<i64> = broken(text, look, column).iter().map(|line| fonts::width(line, look).0).collect();
    let longest = widths.iter().copied().max().unwrap_or(0);
    Length(widths.last().copied().unwrap_or(0).max(longest / 2).min(column.0))
}
