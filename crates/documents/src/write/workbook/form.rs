//! Forms to be filled in: records over several lines, late ones in red, columns on the left that stay in sight, an unseen column that
//! says what each record is.

use super::{LINE, Styles, WriteError, formula, head, headings, new_book, page, position, sheet_name, stored, width, wrapped};
use crate::table::{Content, Form, Kind, Tone};
use rust_xlsxwriter::{Format, Worksheet};
use std::collections::HashSet;

/// A record grows to this many lines of text at most.
const MOST_LINES: u32 = 12;

/// Several forms, a sheet each. Sheets of the same name are told apart by a number.
///
/// # Errors
/// When a sheet can't hold its form.
pub fn write_forms(forms: &[Form]) -> Result<Vec<u8>, WriteError> {
    let mut book = new_book();
    let mut names = HashSet::new();
    for form in forms {
        let name = free_name(&form.table.name, &mut names);
        let sheet = book.add_worksheet();
        sheet.set_name(name)?;
        write(sheet, form)?;
    }
    let mut out = std::io::Cursor::new(Vec::new());
    book.save_to_writer(&mut out)?;
    Ok(out.into_inner())
}

/// Names of sheets are told apart without regard to case.
fn free_name(name: &str, taken: &mut HashSet<String>) -> String {
    let first = sheet_name(name);
    let numbered = |number: usize| format!("{} ({number})", first.chars().take(26).collect::<String>());
    let free = std::iter::once(first.clone()).chain((2..).map(numbered)).find(|name| !taken.contains(&name.to_lowercase()));
    let name = free.unwrap_or(first);
    taken.insert(name.to_lowercase());
    name
}

fn write(sheet: &mut Worksheet, form: &Form) -> Result<(), WriteError> {
    let table = &form.table;
    page(sheet);
    // Weeks take room: A3.
    sheet.set_paper_size(8);
    let last_column = position(table.columns.len().max(1) - 1);
    let widths: Vec<u16> = table.columns.iter().enumerate().map(|(index, column)| width(column, index, table)).collect();
    for (index, width) in widths.iter().enumerate() {
        sheet.set_column_width(position(index), *width)?;
    }
    let mut styles = Styles::new(&table.columns);
    let mut at = head(sheet, table, &widths)?;
    let heading = at;
    at = headings(sheet, table, at, &widths, false)?;
    sheet.set_freeze_panes(at, form.frozen)?;
    sheet.set_repeat_rows(heading, at - 1)?;
    if let Some(mark) = &form.mark {
        let unseen = last_column + 1;
        sheet.write_string(0, unseen, &mark.sheet)?;
        sheet.write_string(at - 1, unseen, &mark.heading)?;
        sheet.set_column_hidden(unseen)?;
        sheet.set_print_area(0, 0, at + u32::try_from(table.rows.len() + table.notes.len()).unwrap_or(u32::MAX / 2), last_column)?;
    }
    let lines = form.lines.max(1);
    for (number, record) in table.rows.chunks(lines).enumerate() {
        styles.tone = form.tones.get(number).copied().unwrap_or(Tone::Neutral);
        write_record(sheet, at, record, form, number, &mut styles)?;
        at += u32::try_from(lines).unwrap_or(1);
    }
    let note = super::base(10).set_italic();
    for text in &table.notes {
        sheet.write_string_with_format(at, 0, text, &note)?;
        at += 1;
    }
    Ok(())
}

fn write_record(
    sheet: &mut Worksheet,
    at: u32,
    record: &[Vec<Content>],
    form: &Form,
    number: usize,
    styles: &mut Styles,
) -> Result<(), WriteError> {
    let (columns, strong) = (&form.table.columns, form.strong.contains(&number));
    let lines = u32::try_from(form.lines.max(1)).unwrap_or(1);
    let height = (height(record, form) * LINE + 4).div_ceil(lines);
    for line in 0..lines {
        sheet.set_row_height(at + line, height)?;
    }
    for (index, column) in columns.iter().enumerate() {
        let bold = strong && column.kind == Kind::Text;
        let joined = form.joined.contains(&index) && lines > 1;
        if joined {
            let blank = styles.of(column.kind, super::Look::Plain, bold).clone();
            sheet.merge_range(at, position(index), at + lines - 1, position(index), "", &blank)?;
        }
        let shown = if joined { &record[..1] } else { record };
        for (row, cells) in (at..).zip(shown) {
            cell(sheet, (row, position(index)), cells.get(index).unwrap_or(&Content::Empty), (column.kind, bold), styles)?;
        }
    }
    if let Some(mark) = form.mark.as_ref().and_then(|mark| mark.records.get(number)) {
        sheet.write_string(at, position(columns.len()), mark)?;
    }
    Ok(())
}

fn cell(
    sheet: &mut Worksheet,
    (row, place): (u32, u16),
    content: &Content,
    (kind, bold): (Kind, bool),
    styles: &mut Styles,
) -> Result<(), WriteError> {
    let mut style = |look| -> Format { styles.of(kind, look, bold).clone() };
    let decimals = |scale: u32| super::Look::Decimals(u8::try_from(scale).unwrap_or(u8::MAX));
    match content {
        Content::Empty => sheet.write_blank(row, place, &style(super::Look::Plain))?,
        Content::NotApplicable => sheet.write_string_with_format(row, place, "-", &style(super::Look::Centred))?,
        Content::Text(text) => sheet.write_string_with_format(row, place, text, &style(super::Look::Plain))?,
        Content::Status(text, tone) => sheet.write_string_with_format(row, place, text, &style(super::Look::Toned(*tone)))?,
        Content::Number(number) => match stored(*number) {
            Some(float) => sheet.write_number_with_format(row, place, float, &style(decimals(number.scale())))?,
            None => sheet.write_string_with_format(row, place, number.to_string(), &style(decimals(number.scale())))?,
        },
        Content::Moment(at) => sheet.write_datetime_with_format(row, place, *at, &style(super::Look::Moment))?,
        Content::Date(date) => sheet.write_datetime_with_format(row, place, *date, &style(super::Look::Day))?,
        Content::Formula(text, shown) => {
            sheet.write_formula_with_format(row, place, formula(text, row, *shown), &style(decimals(shown.scale())))?
        }
    };
    Ok(())
}

/// Lines of text a record takes: no program makes merged rows as high as what they hold.
fn height(record: &[Vec<Content>], form: &Form) -> u32 {
    let of = |(index, content): (usize, &Content)| {
        let (Content::Text(text) | Content::Status(text, _)) = content else { return 1 };
        wrapped(text, usize::from(width(&form.table.columns[index], index, &form.table)).saturating_sub(2))
    };
    let columns = form.table.columns.len();
    let first = record.first().into_iter().flat_map(|cells| cells.iter().enumerate()).filter(|(index, _)| *index < columns).map(of).max();
    first.unwrap_or(1).clamp(u32::try_from(form.lines.max(1)).unwrap_or(1), MOST_LINES)
}
