//! Tables over pages: headings repeated, rows whole, cells that span.

use crate::lines::{Line, Room, Stand, break_lines};
use crate::pages::{Pages, Stroke};
use crate::shape::Shaper;
use vedich_papers::{Align, Cell, Look, Placed, Table, placed};

/// Between the words of a cell and its left and right border.
const PAD_X: i64 = 1_700;
/// Between the words of a cell and its upper and lower border.
const PAD_Y: i64 = 1_500;

/// A row, measured.
struct Measured {
    cells: Vec<MeasuredCell>,
    height: i64,
    /// Rows below it that have to stay with it, because a cell reaches down.
    holds: usize,
}

struct MeasuredCell {
    column: usize,
    columns: usize,
    rows: usize,
    lines: Vec<Line>,
}

impl MeasuredCell {
    fn height(&self) -> i64 {
        self.lines.iter().map(|line| line.height).sum::<i64>() + 2 * PAD_Y
    }
}

/// Puts a table where the text goes on.
pub(crate) fn put(pages: &mut Pages<'_>, shaper: &mut Shaper, table: &Table) {
    let layout = pages.layout;
    let edges = edges(table, pages.left(), pages.measure());
    let percent = layout.text.table_line_percent;
    let mut measure = |rows: &[&[Cell]], look: &dyn Fn(usize) -> Look, stand: &dyn Fn(usize) -> Stand| {
        let cells = placed(rows, table.columns.len());
        let mut found: Vec<Measured> = Vec::with_capacity(cells.len());
        for (index, line) in cells.iter().enumerate() {
            let look = look(index);
            let cells = line.iter().map(|one| cell(shaper, one, look, stand(one.column), &edges, percent)).collect();
            found.push(Measured { cells, height: 0, holds: 0 });
        }
        heights(&mut found, look(0), percent);
        found
    };
    let head_rows: Vec<&[Cell]> = table.head.iter().map(Vec::as_slice).collect();
    let head = measure(&head_rows, &|_| layout.looks.table_head, &|_| Stand::Centre);
    let rows: Vec<&[Cell]> = table.rows.iter().map(|row| row.cells.as_slice()).collect();
    let look = |index: usize| Look { bold: table.rows.get(index).is_some_and(|row| row.bold), ..layout.looks.table };
    let stand = |column: usize| match table.columns.get(column).map(|column| column.align) {
        Some(Align::Centre) => Stand::Centre,
        Some(Align::Right) => Stand::Right,
        _ => Stand::Left,
    };
    let rows = measure(&rows, &look, &stand);
    let head_height: i64 = head.iter().map(|row| row.height).sum();
    let notes = notes(pages, shaper, table);
    let tail = 2_000 + notes.iter().flatten().map(|line| line.height).sum::<i64>();
    // Notes go on a page with the last row, unless they are long.
    let tail = if tail <= pages.full() / 4 { tail } else { 0 };
    let whole = rows.iter().map(|row| row.height).sum::<i64>() + tail;
    let first = rows.first().map_or(0, |row| group_height(&rows, 0, row.holds)).min(pages.full() / 2);
    // A short table goes to the next page whole.
    let first = if table.is_kept() && whole <= pages.full() / 2 { whole } else { first };
    titles(pages, shaper, table, head_height + first);
    Sheet { pages, edges: &edges, head: &head, head_height, tail, strokes: Vec::new() }.put(rows);
    pages.y += 2_000;
    notes.into_iter().for_each(|lines| pages.flow(lines, 0));
    pages.y += pages.layout.text.gap.0;
}

fn titles(pages: &mut Pages<'_>, shaper: &mut Shaper, table: &Table, below: i64) {
    let looks = &pages.layout.looks;
    let room = |stand| Room { width: pages.measure(), indent: 0, stand, line_percent: 100 };
    let mut lines = Vec::new();
    if !table.title.is_empty() {
        lines.extend(break_lines(shaper, &[(looks.table_title, &table.title)], looks.table_title, room(Stand::Centre)));
    }
    if let Some(unit) = &table.measure {
        let text = pages.layout.words.measure.replace("{measure}", unit);
        lines.extend(break_lines(shaper, &[(looks.table_measure, &text)], looks.table_measure, room(Stand::Right)));
    }
    let height: i64 = lines.iter().map(|line| line.height).sum();
    if !pages.at_top() {
        pages.y += pages.layout.text.gap.0;
    }
    pages.need(height + 3_000 + below);
    pages.flow(lines, 0);
    pages.y += 3_000;
}

/// The notes below a table, each in lines.
fn notes(pages: &Pages<'_>, shaper: &mut Shaper, table: &Table) -> Vec<Vec<Line>> {
    let look = pages.layout.looks.table_note;
    let room = || Room { width: pages.measure(), indent: 0, stand: Stand::Left, line_percent: 100 };
    table.notes.iter().map(|note| break_lines(shaper, &[(look, note)], look, room())).collect()
}

/// Where the columns begin and end, from the left edge of the paper.
fn edges(table: &Table, left: i64, measure: i64) -> Vec<i64> {
    let total: i64 = table.columns.iter().map(|column| i64::from(column.width)).sum::<i64>().max(1);
    let mut before = 0;
    let mut edges = vec![left];
    for column in &table.columns {
        before += i64::from(column.width);
        edges.push(left + before * measure / total);
    }
    edges
}

fn cell(shaper: &mut Shaper, one: &Placed<'_>, look: Look, stand: Stand, edges: &[i64], percent: u32) -> MeasuredCell {
    let width = (edges[one.column + one.columns] - edges[one.column] - 2 * PAD_X).max(1_000);
    let text = one.cell.content.printed();
    let lines = if text.is_empty() {
        Vec::new()
    } else {
        break_lines(shaper, &[(look, &text)], look, Room { width, indent: 0, stand, line_percent: percent })
    };
    MeasuredCell { column: one.column, columns: one.columns, rows: one.rows, lines }
}

fn heights(rows: &mut [Measured], look: Look, percent: u32) {
    let least = crate::lines::line_height(look, percent) + 2 * PAD_Y;
    for row in rows.iter_mut() {
        let own = row.cells.iter().filter(|cell| cell.rows == 1).map(MeasuredCell::height).max();
        row.height = own.unwrap_or(0).max(least);
    }
    for index in 0..rows.len() {
        let reaching: Vec<(usize, i64)> =
            rows[index].cells.iter().filter(|cell| cell.rows > 1).map(|cell| (cell.rows, cell.height())).collect();
        for (covered, wanted) in reaching {
            let have = group_height(rows, index, covered - 1);
            rows[index + covered - 1].height += (wanted - have).max(0);
            for held in 0..covered - 1 {
                rows[index + held].holds = rows[index + held].holds.max(covered - 1 - held);
            }
        }
    }
}

/// The height of a row and those it holds.
fn group_height(rows: &[Measured], index: usize, holds: usize) -> i64 {
    rows[index..].iter().take(holds + 1).map(|row| row.height).sum()
}

struct Sheet<'p, 'l, 't> {
    pages: &'p mut Pages<'l>,
    edges: &'t [i64],
    head: &'t [Measured],
    head_height: i64,
    /// What has to fit below the last row.
    tail: i64,
    strokes: Vec<Stroke>,
}

impl Sheet<'_, '_, '_> {
    fn put(mut self, rows: Vec<Measured>) {
        self.heading();
        let mut held = 0_usize;
        for index in 0..rows.len() {
            let row = &rows[index];
            if held == 0 {
                let mut until = row.holds;
                let mut at = 0;
                while at < until {
                    at += 1;
                    until = until.max(at + rows.get(index + at).map_or(0, |row| row.holds));
                }
                held = until + 1;
                let is_last = index + until + 1 >= rows.len();
                let height = group_height(&rows, index, until) + if is_last { self.tail } else { 0 };
                let fits_a_page = height <= self.pages.full() - self.head_height;
                if height > self.pages.room() && (fits_a_page || row.height > self.pages.room()) && self.pages.y > self.top_of_rows() {
                    self.break_page();
                }
            } else if row.height > self.pages.room() {
                self.break_page();
            }
            if row.height > self.pages.room() {
                self.split(row);
            } else {
                self.row(row, &rows[index..]);
            }
            held -= 1;
        }
        self.close();
    }

    /// Where rows begin on a page that has nothing but the heading.
    fn top_of_rows(&self) -> i64 {
        self.pages.layout.page.top.0 + self.head_height
    }

    fn heading(&mut self) {
        let head = self.head;
        for index in 0..head.len() {
            self.row(&head[index], &head[index..]);
        }
    }

    fn break_page(&mut self) {
        self.close();
        self.pages.next();
        self.heading();
    }

    fn row(&mut self, row: &Measured, from_here: &[Measured]) {
        let top = self.pages.y;
        for cell in &row.cells {
            let height = group_height(from_here, 0, cell.rows - 1);
            let words: i64 = cell.lines.iter().map(|line| line.height).sum();
            self.lines(&cell.lines, cell, top + (height - words) / 2);
            self.frame(cell, top, height);
        }
        self.pages.y += row.height;
    }

    fn lines(&mut self, lines: &[Line], cell: &MeasuredCell, top: i64) {
        let mut y = top;
        for line in lines {
            self.pages.put(line.clone(), self.edges[cell.column] + PAD_X, y);
            y += line.height;
        }
    }

    fn frame(&mut self, cell: &MeasuredCell, top: i64, height: i64) {
        let (x1, x2) = (self.edges[cell.column], self.edges[cell.column + cell.columns]);
        let (y1, y2) = (top, top + height);
        self.strokes.extend([
            Stroke { x1, y1, x2, y2: y1 },
            Stroke { x1, y1: y2, x2, y2 },
            Stroke { x1, y1, x2: x1, y2 },
            Stroke { x1: x2, y1, x2, y2 },
        ]);
    }

    /// A row higher than a page: as many lines as fit, the rest on the next.
    fn split(&mut self, row: &Measured) {
        let mut left: Vec<&[Line]> = row.cells.iter().map(|cell| cell.lines.as_slice()).collect();
        while left.iter().any(|lines| !lines.is_empty()) {
            let room = self.pages.room() - 2 * PAD_Y;
            let mut highest = 0;
            let mut taken = Vec::with_capacity(left.len());
            for lines in &mut left {
                let mut height = 0;
                let fits = lines.iter().take_while(|line| {
                    height += line.height;
                    height <= room
                });
                // A line goes on every page even if it is too high for one: it would never fit.
                let count = fits.count().max(1).min(lines.len());
                let (now, later) = lines.split_at(count);
                highest = highest.max(now.iter().map(|line| line.height).sum());
                taken.push(now);
                *lines = later;
            }
            let (top, height) = (self.pages.y, highest + 2 * PAD_Y);
            for (cell, lines) in row.cells.iter().zip(taken) {
                self.lines(lines, cell, top + PAD_Y);
                self.frame(cell, top, height);
            }
            self.pages.y += height;
            if left.iter().any(|lines| !lines.is_empty()) {
                self.break_page();
            }
        }
    }

    /// Draws the borders of the part of the table on this page, each line once.
    fn close(&mut self) {
        let mut strokes = std::mem::take(&mut self.strokes);
        // Level ones by height, upright ones by place: what touches becomes one.
        strokes.sort_unstable_by_key(|s| if s.y1 == s.y2 { (0, s.y1, s.x1, s.x2) } else { (1, s.x1, s.y1, s.y2) });
        let mut open: Option<Stroke> = None;
        for stroke in strokes {
            match &mut open {
                Some(o) if o.y1 == o.y2 && stroke.y1 == stroke.y2 && o.y1 == stroke.y1 && stroke.x1 <= o.x2 => o.x2 = o.x2.max(stroke.x2),
                Some(o) if o.x1 == o.x2 && stroke.x1 == stroke.x2 && o.x1 == stroke.x1 && stroke.y1 <= o.y2 => o.y2 = o.y2.max(stroke.y2),
                _ => {
                    if let Some(done) = open.replace(stroke) {
                        self.pages.stroke(done);
                    }
                }
            }
        }
        if let Some(done) = open {
            self.pages.stroke(done);
        }
    }
}
