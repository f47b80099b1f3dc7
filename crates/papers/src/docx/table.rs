//! Tables of a document: fixed widths, repeated headings, cells that span.

use super::body::broken;
use crate::html::safe;
use crate::layout::{Layout, Length};
use crate::model::{Align, Cell, Placed, Table, placed};
use std::fmt::Write;

/// Between the words of a cell and its left and right border, in twentieths of a point: as in the PDF.
pub(super) const PAD_X: i64 = 34;
/// Between the words of a cell and its upper and lower border.
pub(super) const PAD_Y: i64 = 30;

pub(super) fn table(out: &mut String, table: &Table, layout: &Layout, measure: Length) {
    if !table.title.is_empty() {
        line(out, "TableTitle", "", &table.title);
    }
    if let Some(unit) = &table.measure {
        let text = layout.words.measure.replace("{measure}", unit);
        line(out, "TableNote", "<w:keepNext/><w:jc w:val=\"right\"/>", &text);
    }
    let widths = column_widths(table, measure.twips());
    let _ = write!(
        out,
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        widths.iter().sum::<i64>()
    );
    for width in &widths {
        let _ = write!(out, "<w:gridCol w:w=\"{width}\"/>");
    }
    out.push_str("</w:tblGrid>");
    let head: Vec<&[Cell]> = table.head.iter().map(Vec::as_slice).collect();
    let head = placed(&head, widths.len());
    let heights = head_heights(&head, &widths, layout);
    let look = |index: usize| Look { style: "TableHead", height: heights.get(index).copied(), bold: false, kept: table.is_kept() };
    rows(out, &head, &widths, &look, &|_| Align::Centre);
    let body: Vec<&[Cell]> = table.rows.iter().map(|row| row.cells.as_slice()).collect();
    let look = |index: usize| Look {
        style: "TableText",
        height: None,
        bold: table.rows.get(index).is_some_and(|row| row.bold),
        // The last row goes with the first note.
        kept: if index + 1 < table.rows.len() { table.is_kept() } else { !table.notes.is_empty() },
    };
    let align = |column: usize| table.columns.get(column).map(|column| column.align).unwrap_or_default();
    rows(out, &placed(&body, widths.len()), &widths, &look, &align);
    out.push_str("</w:tbl>");
    for note in &table.notes {
        line(out, "TableNote", "", note);
    }
    out.push_str("<w:p><w:pPr><w:spacing w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>");
}

/// Widths by the shares of the columns; they add up to the measure.
pub(crate) fn column_widths(table: &Table, measure: i64) -> Vec<i64> {
    let total: i64 = table.columns.iter().map(|column| i64::from(column.width)).sum::<i64>().max(1);
    let mut before = 0;
    let mut given = 0;
    let share = |column: &crate::Column| {
        before += i64::from(column.width);
        let until = before * measure / total;
        let width = until - given;
        given = until;
        width
    };
    table.columns.iter().map(share).collect()
}

/// How high the rows of a heading have to be for what they hold: where a heading is repeated on the next page, office programs no longer
/// make room for cells that reach over several of its rows.
fn head_heights(lines: &[Vec<Placed<'_>>], widths: &[i64], layout: &Layout) -> Vec<i64> {
    let look = layout.looks.table_head;
    let line = look.size.percent(115).twips();
    let wanted = |one: &Placed<'_>| {
        let width: i64 = widths.iter().skip(one.column).take(one.columns).sum::<i64>() - 2 * PAD_X;
        let count = broken(&one.cell.content.printed(), look, Length(width.max(1) * 50)).len();
        i64::try_from(count).unwrap_or(1) * line + 2 * PAD_Y
    };
    let own = |row: &Vec<Placed<'_>>| row.iter().filter(|one| one.rows == 1).map(wanted).max().unwrap_or(line + 2 * PAD_Y);
    let mut heights: Vec<i64> = lines.iter().map(own).collect();
    for (index, row) in lines.iter().enumerate() {
        for one in row.iter().filter(|one| one.rows > 1) {
            let last = (index + one.rows).min(heights.len());
            let have: i64 = heights[index..last].iter().sum();
            heights[last - 1] += (wanted(one) - have).max(0);
        }
    }
    heights
}

struct Look {
    style: &'static str,
    /// A row of the heading, repeated on every page, at least that high.
    height: Option<i64>,
    bold: bool,
    /// On the page of the next row.
    kept: bool,
}

fn rows(out: &mut String, lines: &[Vec<Placed<'_>>], widths: &[i64], look: &dyn Fn(usize) -> Look, align: &dyn Fn(usize) -> Align) {
    // Cells that reach down: last row covered, columns covered; by first column.
    let mut open: Vec<Option<(usize, usize)>> = vec![None; widths.len()];
    for (index, line) in lines.iter().enumerate() {
        let look = look(index);
        out.push_str("<w:tr><w:trPr><w:cantSplit/>");
        if let Some(height) = look.height {
            let _ = write!(out, "<w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/><w:tblHeader/>");
        }
        out.push_str("</w:trPr>");
        let mut cells = line.iter().peekable();
        let mut column = 0;
        while column < widths.len() {
            if let Some((_, columns)) = open[column].filter(|(until, _)| *until > index) {
                cell(out, widths, column, columns, "<w:vMerge/>", &look, Align::Left, "");
                column += columns;
            } else if let Some(one) = cells.next_if(|one| one.column == column) {
                let merge = if one.rows > 1 { "<w:vMerge w:val=\"restart\"/>" } else { "" };
                open[column] = Some((index + one.rows, one.columns));
                cell(out, widths, column, one.columns, merge, &look, align(column), &one.cell.content.printed());
                column += one.columns;
            } else {
                cell(out, widths, column, 1, "", &look, Align::Left, "");
                column += 1;
            }
        }
        out.push_str("</w:tr>");
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one cell, used twice")]
fn cell(out: &mut String, widths: &[i64], column: usize, columns: usize, merge: &str, look: &Look, align: Align, text: &str) {
    let width: i64 = widths.iter().skip(column).take(columns).sum();
    let _ = write!(out, "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if columns > 1 {
        let _ = write!(out, "<w:gridSpan w:val=\"{columns}\"/>");
    }
    let _ = write!(out, "{merge}<w:vAlign w:val=\"center\"/></w:tcPr>");
    let side = match align {
        Align::Left => "",
        Align::Centre => "<w:jc w:val=\"center\"/>",
        Align::Right => "<w:jc w:val=\"right\"/>",
    };
    let kept = if look.kept { "<w:keepNext/>" } else { "" };
    let _ = write!(out, "<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{kept}{side}</w:pPr>", look.style);
    if !text.is_empty() {
        let bold = if look.bold { "<w:rPr><w:b/><w:bCs/></w:rPr>" } else { "" };
        let _ = write!(out, "<w:r>{bold}<w:t xml:space=\"preserve\">{}</w:t></w:r>", safe(text));
    }
    out.push_str("</w:p></w:tc>");
}

fn line(out: &mut String, style: &str, extra: &str, text: &str) {
    let _ = write!(
        out,
        "<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{extra}</w:pPr><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r></w:p>",
        safe(text)
    );
}
