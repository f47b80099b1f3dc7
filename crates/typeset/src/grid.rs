//! The two grids without borders: the head of the first page, the signature.

use crate::lines::{Line, Room, Stand, break_lines};
use crate::pages::{Framed, Pages, Put, Stroke};
use crate::shape::Shaper;
use vedich_papers::{Layout, Look, Paper, Signing, UrgencyMark};

/// Between words and the rule below them.
const RULE_GAP: i64 = 2_000;
/// Between the lines above a frame and the frame: 2 mm.
const ABOVE_FRAME: i64 = 5_669;
/// Between the text and the signature.
const ABOVE_SIGNING: i64 = 10_000;
/// Below the rule.
const BELOW_RULE: i64 = 4_000;

/// A column that is being filled from the top.
struct Column {
    x: i64,
    width: i64,
    y: i64,
    stand: Stand,
    lines: Vec<(Line, i64, i64)>,
    rules: Vec<Stroke>,
    framed: Vec<Framed>,
}

impl Column {
    const fn new(x: i64, width: i64, y: i64, stand: Stand) -> Self {
        Self { x, width, y, stand, lines: Vec::new(), rules: Vec::new(), framed: Vec::new() }
    }

    /// Adds words; returns the width of their last line.
    fn add(&mut self, shaper: &mut Shaper, text: &str, look: Look) -> i64 {
        let room = Room { width: self.width, indent: 0, stand: self.stand, line_percent: 100 };
        let mut last = 0;
        for line in break_lines(shaper, &[(look, text)], look, room) {
            last = line.width;
            let (top, height) = (self.y, line.height);
            self.lines.push((line, self.x, top));
            self.y += height;
        }
        last
    }

    /// A rule in the middle of the column.
    fn rule(&mut self, length: i64) {
        if length > 0 {
            let x1 = self.x + (self.width - length) / 2;
            let y = self.y + RULE_GAP;
            self.rules.push(Stroke { x1, y1: y, x2: x1 + length, y2: y });
            self.y += RULE_GAP + BELOW_RULE;
        }
    }

    /// A mark of urgency in its frame, in the middle of the column.
    fn urgency(&mut self, shaper: &mut Shaper, urgency: &UrgencyMark, look: Look) {
        self.y += ABOVE_FRAME;
        let (x1, y1) = (self.x + (self.width - urgency.width.0) / 2, self.y);
        let (x2, y2) = (x1 + urgency.width.0, y1 + urgency.height.0);
        let room = Room { width: urgency.width.0, indent: 0, stand: Stand::Centre, line_percent: 100 };
        let line = break_lines(shaper, &[(look, urgency.mark.as_str())], look, room).into_iter().next().unwrap_or_default();
        let put = Put { x: x1, base: y1 + (urgency.height.0 - line.height) / 2 + line.base, line };
        let side = |x1, y1, x2, y2| Stroke { x1, y1, x2, y2 };
        self.framed.push(Framed { put, sides: [side(x1, y1, x2, y1), side(x2, y1, x2, y2), side(x1, y2, x2, y2), side(x1, y1, x1, y2)] });
        self.y = y2;
    }

    fn put(self, pages: &mut Pages<'_>) {
        for (line, x, top) in self.lines {
            pages.put(line, x, top);
        }
        self.rules.into_iter().for_each(|rule| pages.stroke(rule));
        self.framed.into_iter().for_each(|framed| pages.frame(framed));
    }
}

/// The head of the first page, down to the addressees.
pub(crate) fn head(pages: &mut Pages<'_>, shaper: &mut Shaper, paper: &Paper) {
    let (layout, head) = (pages.layout, &paper.head);
    let (looks, rules) = (&layout.looks, &layout.head);
    let (x, top) = (pages.left(), pages.y);
    let mut y = top;
    if head.draft {
        let mut column = Column::new(x, rules.left.0, y, Stand::Left);
        column.add(shaper, &layout.words.draft, looks.table_head);
        y = column.y;
        column.put(pages);
    }
    let mut left = Column::new(x, rules.left.0, y, Stand::Centre);
    let mut right = Column::new(x + rules.left.0, rules.right.0, y, Stand::Centre);
    head.parent.iter().for_each(|line| _ = left.add(shaper, line, looks.parent));
    let mut last = 0;
    for line in &head.body {
        last = left.add(shaper, line, looks.body);
    }
    if rules.body_star {
        left.add(shaper, "*", looks.body);
    }
    left.rule(last * i64::from(rules.body_rule_percent) / 100);
    let mut national = right.add(shaper, &rules.country, looks.country);
    if !rules.motto.is_empty() {
        national = right.add(shaper, &rules.motto, looks.motto);
    }
    right.rule(national * i64::from(rules.national_rule_percent) / 100);
    let level = left.y.max(right.y) + 3_000;
    (left.y, right.y) = (level, level);
    left.add(shaper, &head.number, looks.number);
    if Layout::is_letter(head) {
        left.y += 6_000;
        left.add(shaper, &format!("{} {}", layout.words.letter, head.subject), looks.letter_subject);
    }
    if let Some(urgency) = head.urgency.as_deref().and_then(|mark| layout.urgency(mark)) {
        left.urgency(shaper, urgency, looks.urgency);
    }
    if let Some(line) = &head.place_date {
        right.add(shaper, line, looks.place_date);
    }
    let mut bottom = left.y.max(right.y);
    left.put(pages);
    right.put(pages);
    if let Some(name) = &head.type_name {
        let mut middle = Column::new(x, pages.measure(), bottom + 14_000, Stand::Centre);
        middle.add(shaper, name, looks.type_name);
        let last = middle.add(shaper, &head.subject, looks.subject);
        // Where little is left for the last line, the rule follows half of the longest.
        let longest = middle.lines.iter().map(|(line, ..)| line.width).max().unwrap_or(0);
        middle.rule(last.max(longest / 2) * i64::from(rules.subject_rule_percent) / 100);
        bottom = middle.y;
        middle.put(pages);
    }
    pages.y = bottom + 6_000;
    addressees(pages, shaper, &head.addressees);
}

fn addressees(pages: &mut Pages<'_>, shaper: &mut Shaper, addressees: &[String]) {
    let (look, label) = (pages.layout.looks.addressees, &pages.layout.words.addressees);
    let (x, measure) = (pages.left(), pages.measure());
    match addressees {
        [] => return,
        [one] => {
            let mut column = Column::new(x, measure, pages.y, Stand::Centre);
            column.add(shaper, &format!("{label} {one}."), look);
            pages.y = column.y;
            column.put(pages);
        }
        many => {
            let from = x + 2 * pages.layout.text.indent.0;
            let mut first = Column::new(from, measure, pages.y, Stand::Left);
            let wide = first.add(shaper, label, look) + shaper.blank(look);
            let mut column = Column::new(from + wide, x + measure - from - wide, pages.y, Stand::Left);
            for (index, line) in many.iter().enumerate() {
                let end = if index + 1 == many.len() { '.' } else { ';' };
                column.add(shaper, &format!("- {line}{end}"), look);
            }
            pages.y = column.y;
            first.put(pages);
            column.put(pages);
        }
    }
    pages.y += 6_000;
}

/// Recipients and signature, on one page.
pub(crate) fn signing(pages: &mut Pages<'_>, shaper: &mut Shaper, signing: &Signing) {
    pages.y += ABOVE_SIGNING;
    let (left, right, _) = signed(pages.layout, shaper, signing, 0, 0);
    pages.need(left.y.max(right.y));
    let (left, right, second) = signed(pages.layout, shaper, signing, pages.left(), pages.y);
    pages.y = left.y.max(right.y);
    left.put(pages);
    right.put(pages);
    if let Some(second) = second {
        second.put(pages);
    }
}

/// How much room the signature takes.
pub(crate) fn signing_height(pages: &Pages<'_>, shaper: &mut Shaper, signing: &Signing) -> i64 {
    let (left, right, _) = signed(pages.layout, shaper, signing, 0, 0);
    ABOVE_SIGNING + left.y.max(right.y)
}

/// The columns of the signature: who gets copies, who signs, and who signs beside them.
fn signed(layout: &Layout, shaper: &mut Shaper, signing: &Signing, x: i64, y: i64) -> (Column, Column, Option<Column>) {
    let looks = &layout.looks;
    let [wide, rest] = layout.sign.columns(signing.beside.is_some());
    let mut left = Column::new(x, wide.0, y, Stand::Left);
    let mut right = Column::new(x + wide.0, rest.0, y, Stand::Centre);
    let second = signing.beside.as_ref().map(|beside| {
        let mut second = Column::new(x, wide.0, y, Stand::Centre);
        second.add(shaper, &beside.post, looks.authority);
        second.y += layout.sign.space.0;
        second.add(shaper, &beside.name, looks.signer);
        left.y = second.y + layout.sign.space.0 / 4;
        second
    });
    if !signing.recipients.is_empty() {
        left.add(shaper, &layout.words.recipients, looks.recipients_label);
    }
    for (index, line) in signing.recipients.iter().enumerate() {
        let end = if index + 1 == signing.recipients.len() { '.' } else { ';' };
        left.add(shaper, &format!("- {line}{end}"), looks.recipients);
    }
    signing.authority.iter().for_each(|line| _ = right.add(shaper, line, looks.authority));
    right.y += layout.sign.space.0;
    right.add(shaper, &signing.name, looks.signer);
    (left, right, second)
}
