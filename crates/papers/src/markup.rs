//! The markup templates and officers write: a line is a paragraph, a heading, an item or a directive.
//!
//! ```text
//! @type BÁO CÁO                    the type name; `@letter` for a letter without one
//! @subject Kết quả …               the abstract
//! @minutes Lê Thị B | Trần Văn A   minutes: no place and date, the secretary and the chair sign
//! @to Ủy ban nhân dân tỉnh         an addressee, one a line
//! @recipient Ủy ban nhân dân xã    who gets a copy, one a line, before those who always do
//! @basis Căn cứ …;                 a legal basis
//! # Công tác chỉ đạo               heading I.; `##` heading 1.; `###` heading a)
//! Một đoạn văn, **đậm**, *nghiêng*.
//! - một ý                          an item; `+` one below it; `*1.* ` is just text
//! @table B01                       a computed table
//! @prose causes | Nguyên nhân      text the officer may replace, up to
//! @end
//! @across / @upright               from here on lying / standing pages
//! @annex Biểu tổng hợp             an annex; `@annex-across` one that lies; one that begins with a table bears the title of the table
//! @centred Điều 1                  a paragraph in the middle
//! ```
//! A backslash takes the meaning from the sign behind it.

use crate::model::{Block, ParagraphStyle, Span, Table};
use crate::numbering;

/// The place of the words that end a paper, whatever heading stands above them.
const CLOSING: &str = "closing";

/// What is wrong with a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The line, from 1.
    pub line: usize,
    /// Stable code, worded in `vedich-wording`.
    pub code: &'static str,
    /// What was found.
    pub found: String,
}

/// A place for words of the officer (đoạn văn).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prose {
    /// Its key.
    pub key: String,
    /// What it is about, for the form.
    pub label: String,
    /// What the template says there.
    pub proposed: String,
    /// What stands there: the officer's words, or the template's.
    pub text: String,
    /// Whether the officer wrote it.
    pub written: bool,
}

/// An annex as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DraftAnnex {
    /// Its title.
    pub title: String,
    /// Whether it lies.
    pub landscape: bool,
    /// What it holds.
    pub blocks: Vec<Block>,
}

/// A text, read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The type name; none: a letter.
    pub type_name: Option<String>,
    /// The abstract.
    pub subject: String,
    /// Addressees.
    pub addressees: Vec<String>,
    /// Who gets a copy, besides those who always do.
    pub recipients: Vec<String>,
    /// The text.
    pub blocks: Vec<Block>,
    /// Annexes.
    pub annexes: Vec<DraftAnnex>,
    /// Places for words of the officer, in the order of the text.
    pub prose: Vec<Prose>,
    /// Minutes: no place and date, and two who sign: the secretary and the chair.
    pub minutes: Option<(String, String)>,
}

/// Reads a text. `table` hands out computed tables, `written` what the officer wrote.
///
/// # Errors
/// Every problem found.
pub fn parse(text: &str, table: &dyn Fn(&str) -> Option<Table>, written: &dyn Fn(&str) -> Option<String>) -> Result<Draft, Vec<Problem>> {
    let mut reader = Reader { draft: Draft::default(), problems: Vec::new(), table, closing: usize::MAX };
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line.trim()));
    while let Some((number, line)) = lines.next() {
        if let Some(rest) = line.strip_prefix("@prose ") {
            let mut proposed = Vec::new();
            let mut ended = false;
            for (_, line) in lines.by_ref() {
                if line == "@end" {
                    ended = true;
                    break;
                }
                if !line.is_empty() {
                    proposed.push(line);
                }
            }
            if !ended {
                reader.problem(number, "paper.prose-open", rest);
            }
            reader.prose(number, rest, &proposed.join("\n"), written);
        } else {
            reader.line(number, line);
        }
    }
    if reader.draft.subject.is_empty() {
        reader.problem(1, "paper.no-subject", "");
    }
    if !reader.problems.is_empty() {
        return Err(reader.problems);
    }
    let mut draft = reader.draft;
    draft.blocks = numbered(filled(draft.blocks, reader.closing));
    for annex in &mut draft.annexes {
        annex.blocks = numbered(filled(std::mem::take(&mut annex.blocks), usize::MAX));
    }
    Ok(draft)
}

/// Without headings that nothing stands under: what nobody filled in is not printed. What stands from `closing` on ends the whole paper and
/// fills no heading.
fn filled(blocks: Vec<Block>, closing: usize) -> Vec<Block> {
    // By level: whether something stands between here and the next heading as high or higher.
    let mut something = [false; 3];
    let mut kept: Vec<Block> = Vec::with_capacity(blocks.len());
    for (at, block) in blocks.into_iter().enumerate().rev() {
        match &block {
            Block::Turn { .. } => {}
            Block::Heading { level, .. } => {
                let index = usize::from(*level) - 1;
                let stands = something[index];
                something[index..].fill(false);
                if !stands {
                    continue;
                }
            }
            _ if at >= closing => {}
            _ => something = [true; 3],
        }
        kept.push(block);
    }
    kept.reverse();
    kept
}

/// Headings with their numbers: I, 1, a; each level begins anew under the one above.
fn numbered(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut numbers = [0_u32; 3];
    for block in &mut blocks {
        if let Block::Heading { level, number, .. } = block {
            let index = usize::from(*level) - 1;
            numbers[index] += 1;
            numbers[index + 1..].fill(0);
            *number = numbering::heading(*level, numbers[index]);
        }
    }
    blocks
}

struct Reader<'a> {
    draft: Draft,
    problems: Vec<Problem>,
    table: &'a dyn Fn(&str) -> Option<Table>,
    /// Where the closing words of the paper begin among its blocks.
    closing: usize,
}

impl Reader<'_> {
    fn problem(&mut self, line: usize, code: &'static str, found: &str) {
        self.problems.push(Problem { line, code, found: found.to_owned() });
    }

    fn put(&mut self, block: Block) {
        match self.draft.annexes.last_mut() {
            Some(annex) => annex.blocks.push(block),
            None => self.draft.blocks.push(block),
        }
    }

    fn line(&mut self, number: usize, line: &str) {
        if line.is_empty() {
            return;
        }
        if let Some(directive) = line.strip_prefix('@') {
            let (name, rest) = directive.split_once(' ').unwrap_or((directive, ""));
            return self.directive(number, name, rest.trim());
        }
        let level = line.bytes().take_while(|byte| *byte == b'#').count();
        match (level, line.get(level..).and_then(|rest| rest.strip_prefix(' '))) {
            (1..=3, Some(words)) => self.heading(level, words.trim()),
            _ => self.put(text_line(line)),
        }
    }

    fn heading(&mut self, level: usize, words: &str) {
        let level = u8::try_from(level).unwrap_or(3);
        let words = if level == 1 { words.to_uppercase() } else { words.to_owned() };
        self.put(Block::Heading { level, number: String::new(), text: spans(&words) });
    }

    /// Puts a table; one that begins an annex gives it its title, which then does not stand there twice.
    fn table(&mut self, mut table: Table) {
        if let Some(annex) = self.draft.annexes.last_mut().filter(|annex| annex.blocks.is_empty() && !table.title.is_empty()) {
            annex.title = std::mem::take(&mut table.title);
        }
        self.put(Block::Table(Box::new(table)));
    }

    fn directive(&mut self, number: usize, name: &str, rest: &str) {
        match name {
            "type" => self.draft.type_name = Some(unescape(rest)),
            "letter" => self.draft.type_name = None,
            "minutes" => {
                let (secretary, chair) = rest.split_once('|').unwrap_or((rest, ""));
                self.draft.minutes = Some((unescape(secretary.trim()), unescape(chair.trim())));
            }
            "subject" => self.draft.subject = unescape(rest),
            "to" if !rest.is_empty() => self.draft.addressees.push(unescape(rest)),
            "recipient" if !rest.is_empty() => self.draft.recipients.push(unescape(rest)),
            "to" | "recipient" => {}
            "basis" => self.put(Block::Paragraph { style: ParagraphStyle::Basis, text: spans(rest) }),
            "centred" => self.put(Block::Paragraph { style: ParagraphStyle::Centred, text: spans(rest) }),
            "across" => self.put(Block::Turn { landscape: true }),
            "upright" => self.put(Block::Turn { landscape: false }),
            "annex" | "annex-across" => {
                let annex = DraftAnnex { title: unescape(rest), landscape: name == "annex-across", blocks: Vec::new() };
                self.draft.annexes.push(annex);
            }
            "table" => match (self.table)(rest) {
                Some(table) => self.table(table),
                None => self.problem(number, "paper.unknown-table", rest),
            },
            _ => self.problem(number, "paper.unknown-directive", name),
        }
    }

    fn prose(&mut self, number: usize, rest: &str, proposed: &str, written: &dyn Fn(&str) -> Option<String>) {
        let (key, label) = rest.split_once('|').unwrap_or((rest, rest));
        let (key, label) = (key.trim(), label.trim());
        if key.is_empty() || !key.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-') {
            return self.problem(number, "paper.bad-key", key);
        }
        if self.draft.prose.iter().any(|prose| prose.key == key) {
            return self.problem(number, "paper.key-twice", key);
        }
        if key == CLOSING && self.draft.annexes.is_empty() {
            self.closing = self.draft.blocks.len();
        }
        let own = written(key);
        let text = own.clone().unwrap_or_else(|| proposed.to_owned());
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            self.put(text_line(line));
        }
        let (key, label) = (key.to_owned(), unescape(label));
        self.draft.prose.push(Prose { key, label, proposed: proposed.to_owned(), text, written: own.is_some() });
    }
}

/// A line of running text or of a list.
fn text_line(line: &str) -> Block {
    for (sign, level) in [('-', 1), ('+', 2)] {
        if let Some(words) = line.strip_prefix(sign).and_then(|rest| rest.strip_prefix(' ')) {
            return Block::Item { level, marker: sign.to_string(), text: spans(words.trim()) };
        }
    }
    Block::Paragraph { style: ParagraphStyle::Body, text: spans(line) }
}

/// Words with `**bold**` and `*italic*` in them.
#[must_use]
pub fn spans(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut now = Span::default();
    let mut letters = text.chars().peekable();
    let turn = |now: &mut Span, found: &mut Vec<Span>, bold: bool, italic: bool| {
        let next = Span { text: String::new(), bold, italic };
        let done = std::mem::replace(now, next);
        if !done.text.is_empty() {
            found.push(done);
        }
    };
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => now.text.push(letters.next().unwrap_or('\\')),
            '*' if letters.peek() == Some(&'*') => {
                letters.next();
                let (bold, italic) = (!now.bold, now.italic);
                turn(&mut now, &mut found, bold, italic);
            }
            '*' => {
                let (bold, italic) = (now.bold, !now.italic);
                turn(&mut now, &mut found, bold, italic);
            }
            letter => now.text.push(letter),
        }
    }
    turn(&mut now, &mut found, false, false);
    found
}

fn unescape(text: &str) -> String {
    spans(text).into_iter().map(|span| span.text).collect()
}

/// A value as text that means nothing but itself wherever it is put.
#[must_use]
pub fn escape(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for (index, letter) in value.trim().chars().enumerate() {
        match letter {
            '\\' | '*' => out.extend(['\\', letter]),
            '#' | '-' | '+' | '@' if index == 0 => out.extend(['\\', letter]),
            letter if letter.is_control() => out.push(' '),
            letter => out.push(letter),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_that_nothing_stands_under_are_left_out_and_the_rest_is_numbered() {
        let text = "@subject Thử\n# Đánh giá\n@prose a | Đánh giá\n@end\n# Nhiệm vụ\n## Sở Xây dựng\n## UBND xã\n- Làm đường.\n# Kết\n@across\n## Trống\n@annex Bảng\n# Một\nchữ\n# Hai";
        let draft = parse(text, &|_| None, &|_| None).unwrap();
        let headings = |blocks: &[Block]| {
            let one = |block: &Block| match block {
                Block::Heading { number, text, .. } => Some(format!("{number} {}", text[0].text)),
                _ => None,
            };
            blocks.iter().filter_map(one).collect::<Vec<_>>()
        };
        assert_eq!(headings(&draft.blocks), ["I. NHIỆM VỤ", "1. UBND xã"]);
        assert_eq!(headings(&draft.annexes[0].blocks), ["I. MỘT"]);
        let written = |key: &str| (key == "a").then(|| "Khá.".to_owned());
        assert_eq!(headings(&parse(text, &|_| None, &written).unwrap().blocks)[0], "I. ĐÁNH GIÁ", "what somebody writes brings it back");
    }

    #[test]
    fn closing_words_fill_no_heading() {
        let text = "@subject Thử\n# Kết quả\n- Làm đường.\n# Kiến nghị\n@prose proposals | Kiến nghị\n@end\n@prose closing | Kết\nTrên đây là báo cáo.\n@end";
        let draft = parse(text, &|_| None, &|_| None).unwrap();
        let headings: Vec<&Block> = draft.blocks.iter().filter(|block| matches!(block, Block::Heading { .. })).collect();
        assert_eq!((headings.len(), draft.blocks.len()), (1, 3), "{:?}", draft.blocks);
        let asked = parse(text, &|_| None, &|key| (key == "proposals").then(|| "Sớm phân bổ vốn.".to_owned())).unwrap();
        assert_eq!(asked.blocks.len(), 5);
    }
}
