//! A look into a document: its first page as text, for whoever decides beside it.

use crate::text::{PartKind, read_text};
use crate::{CellValue, read_table};
use vedich_values::{Diagnostic, Place};

/// Longest look, in characters: about a page of A4.
const LONGEST: usize = 3_000;
/// Most rows of a table that are shown.
const MOST_ROWS: usize = 40;

/// The first page of a PDF, the beginning of a Word document, the first rows of a workbook: as text, cells parted by tabs. What follows is
/// left out with three dots.
///
/// # Errors
/// When it is damaged, too large, or has no letters in it.
pub fn first_page(bytes: &[u8], name: &str) -> Result<String, Diagnostic> {
    let is_workbook = [".xlsx", ".xls", ".ods", ".csv"].iter().any(|ending| name.to_lowercase().ends_with(ending));
    let (text, more) = if is_workbook { rows(bytes, name)? } else { page(bytes, name)? };
    let mut shown: String = text.trim().chars().take(LONGEST).collect();
    if more || text.trim().chars().count() > LONGEST {
        shown.push_str("\n…");
    }
    Ok(shown)
}

fn page(bytes: &[u8], name: &str) -> Result<(String, bool), Diagnostic> {
    let document = read_text(bytes, name)?;
    let second = document.parts.iter().find(|part| part.kind == PartKind::Page && part.number > 1);
    let Some(second) = second else { return Ok((document.text, false)) };
    let first: String = document.text.chars().take(usize::try_from(second.start).unwrap_or(usize::MAX)).collect();
    Ok((first, true))
}

fn rows(bytes: &[u8], name: &str) -> Result<(String, bool), Diagnostic> {
    let unreadable = || Diagnostic::error("text.not-text", Place { file: Some(name.to_owned()), ..Place::default() });
    let sheets = read_table(bytes, name).map_err(|problems| problems.into_iter().next().unwrap_or_else(unreadable))?;
    let Some(sheet) = sheets.sheets.iter().find(|sheet| !sheet.is_empty()) else { return Err(unreadable()) };
    let mut text = String::new();
    for row in sheet.rows_from(0).take(MOST_ROWS) {
        let cells: Vec<String> = row.cells().map(|(_, cell): (u32, CellValue<'_>)| cell.label().trim().to_owned()).collect();
        text.push_str(cells.join("\t").trim_end());
        text.push('\n');
    }
    Ok((text, sheet.len() > MOST_ROWS || sheets.sheets.len() > 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_look_is_short_and_says_that_more_follows() {
        assert_eq!(first_page("Biên bản nghiệm thu\n".as_bytes(), "a.txt").unwrap(), "Biên bản nghiệm thu");
        let long = first_page("chữ ".repeat(2_000).as_bytes(), "a.txt").unwrap();
        assert!(long.ends_with("\n…") && long.chars().count() == LONGEST + 2, "{}", long.chars().count());
        let table: String = (0..100).map(|row| format!("{row};x\n")).collect();
        let rows = first_page(table.as_bytes(), "a.csv").unwrap();
        assert!(rows.starts_with("0\tx\n1\tx") && rows.lines().count() == MOST_ROWS + 1, "{rows}");
        assert_eq!(first_page(b"\x89PNG\x00", "a.png").unwrap_err().code, "text.not-text");
    }
}
