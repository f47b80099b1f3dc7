//! Pages: what stands where, before it is PDF.

use crate::lines::Line;
use vedich_papers::{Cut, Layout};

/// Thickness of rules and borders: half a point.
pub(crate) const RULE: i64 = 500;

/// A line of text on a page: where its left edge and its base line are.
#[derive(Clone, Debug)]
pub(crate) struct Put {
    pub(crate) x: i64,
    pub(crate) base: i64,
    pub(crate) line: Line,
}

/// A straight line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Stroke {
    pub(crate) x1: i64,
    pub(crate) y1: i64,
    pub(crate) x2: i64,
    pub(crate) y2: i64,
}

/// A mark in red: words in a frame.
#[derive(Clone, Debug)]
pub(crate) struct Framed {
    pub(crate) put: Put,
    pub(crate) sides: [Stroke; 4],
}

/// A page.
#[derive(Clone, Debug)]
pub(crate) struct Page {
    pub(crate) cut: Cut,
    /// Its number in its part, when it shows one.
    pub(crate) number: Option<u32>,
    pub(crate) puts: Vec<Put>,
    pub(crate) strokes: Vec<Stroke>,
    pub(crate) framed: Vec<Framed>,
}

/// The pages so far, and where the next line goes.
pub(crate) struct Pages<'a> {
    pub(crate) layout: &'a Layout,
    pub(crate) all: Vec<Page>,
    cut: Cut,
    /// Number of the current page in its part.
    number: u32,
    /// From the top edge of the paper.
    pub(crate) y: i64,
}

impl<'a> Pages<'a> {
    pub(crate) fn new(layout: &'a Layout) -> Self {
        let mut pages = Self { layout, all: Vec::new(), cut: layout.page, number: 0, y: 0 };
        pages.next();
        pages
    }

    /// Goes on to a new page.
    pub(crate) fn next(&mut self) {
        self.number += 1;
        let shown = self.number > 1 || self.layout.page_number.first_shown;
        self.all.push(Page {
            cut: self.cut,
            number: shown.then_some(self.number),
            puts: Vec::new(),
            strokes: Vec::new(),
            framed: Vec::new(),
        });
        self.y = self.cut.top.0;
    }

    /// A new page that lies or stands.
    pub(crate) fn turn(&mut self, landscape: bool) {
        let wanted = if landscape { self.layout.page.turned() } else { self.layout.page };
        if wanted != self.cut {
            self.cut = wanted;
            self.next();
        }
    }

    /// A new part on a new page, numbered from 1.
    pub(crate) fn part(&mut self, landscape: bool) {
        self.cut = if landscape { self.layout.page.turned() } else { self.layout.page };
        self.number = 0;
        self.next();
    }

    /// The left edge of the text.
    pub(crate) const fn left(&self) -> i64 {
        self.cut.left.0
    }

    /// The width of the text.
    pub(crate) const fn measure(&self) -> i64 {
        self.cut.measure().0
    }

    /// Room left on the page.
    pub(crate) const fn room(&self) -> i64 {
        self.cut.height.0 - self.cut.bottom.0 - self.y
    }

    /// Room on an empty page.
    pub(crate) const fn full(&self) -> i64 {
        self.cut.height.0 - self.cut.bottom.0 - self.cut.top.0
    }

    /// Whether nothing stands on the page yet.
    pub(crate) const fn at_top(&self) -> bool {
        self.y == self.cut.top.0
    }

    /// Goes on to a new page unless that much fits; nothing higher than a page waits for one.
    pub(crate) fn need(&mut self, height: i64) {
        if height > self.room() && !self.at_top() {
            self.next();
        }
    }

    /// Puts a line with its left edge and its top there.
    pub(crate) fn put(&mut self, line: Line, x: i64, top: i64) {
        if let Some(page) = self.all.last_mut() {
            page.puts.push(Put { x, base: top + line.base, line });
        }
    }

    pub(crate) fn stroke(&mut self, stroke: Stroke) {
        if let Some(page) = self.all.last_mut() {
            page.strokes.push(stroke);
        }
    }

    pub(crate) fn frame(&mut self, framed: Framed) {
        if let Some(page) = self.all.last_mut() {
            page.framed.push(framed);
        }
    }

    /// Puts lines below each other where the text goes on, over as many pages as it takes. No page begins with the last line of a
    /// paragraph or ends with its first one.
    pub(crate) fn flow(&mut self, lines: Vec<Line>, indent: i64) {
        let count = lines.len();
        let heights: Vec<i64> = lines.iter().map(|line| line.height).collect();
        for (index, line) in lines.into_iter().enumerate() {
            let two = heights[index..].iter().take(2).sum::<i64>();
            let begins_or_nearly_ends = count > 1 && (index == 0 || (count > 3 && index + 2 == count));
            self.need(if begins_or_nearly_ends { two } else { line.height });
            let (x, top) = (self.left() + indent, self.y);
            self.y += line.height;
            self.put(line, x, top);
        }
    }
}
