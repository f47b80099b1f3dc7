//! A paper as HTML: for the preview on a page, and as a file of its own.

use crate::layout::Layout;
use crate::model::{Align, Annex, Block, Paper, ParagraphStyle, Span, Table, placed};
use std::fmt::Write;

/// The styles a paper needs wherever it is shown; every rule stays within `.paper`.
pub const STYLE: &str = include_str!("paper.css");

/// A paper as a piece of a page: an `article`. Sizes follow the layout through custom properties.
#[must_use]
pub fn write_html(paper: &Paper, layout: &Layout) -> String {
    let mut out = String::with_capacity(16 * 1024);
    let size = points(layout.looks.text.size);
    let _ = write!(out, "<article class=\"paper\" lang=\"vi\" style=\"--text:{size};--table:{}\">", points(layout.looks.table.size));
    head(&mut out, paper, layout);
    blocks(&mut out, &paper.blocks, layout);
    signing(&mut out, paper, layout);
    for annex in &paper.annexes {
        annex_of(&mut out, annex, layout);
    }
    out.push_str("</article>");
    out
}

/// A length as style sheets write it, in whole points.
fn points(length: crate::Length) -> String {
    format!("{}pt", length.half_points() / 2)
}

/// A paper as a file of its own.
#[must_use]
pub fn write_page(paper: &Paper, layout: &Layout) -> String {
    let title = [paper.head.type_name.as_deref().unwrap_or(&layout.words.letter), &paper.head.subject].join(" ");
    let page = &layout.page;
    let margin = [page.top, page.right, page.bottom, page.left].map(|length| {
        let hundredths = length.hundredths_mm();
        format!("{}.{:02}mm", hundredths / 100, hundredths % 100)
    });
    format!(
        "<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{}</title>\
         <style>@page{{size:A4;margin:{}}}body{{margin:0 auto;max-width:165mm;padding:1rem}}{STYLE}</style></head>\n<body>{}</body></html>\n",
        safe(&title),
        margin.join(" "),
        write_html(paper, layout)
    )
}

fn head(out: &mut String, paper: &Paper, layout: &Layout) {
    let head = &paper.head;
    if head.draft {
        let _ = write!(out, "<p class=\"draft\">{}</p>", safe(&layout.words.draft));
    }
    out.push_str("<header class=\"paper-head\"><div class=\"issuer\">");
    for line in &head.parent {
        let _ = write!(out, "<p class=\"up\">{}</p>", safe(line));
    }
    for (index, line) in head.body.iter().enumerate() {
        let last = if index + 1 == head.body.len() && layout.head.body_rule_percent > 0 { " ruled" } else { "" };
        let _ = write!(out, "<p class=\"up b{last}\">{}</p>", safe(line));
    }
    if layout.head.body_star {
        out.push_str("<p class=\"b\">*</p>");
    }
    let _ = write!(out, "<p>{}</p>", safe(&head.number));
    if Layout::is_letter(head) {
        let _ = write!(out, "<p class=\"letter\">{} {}</p>", safe(&layout.words.letter), safe(&head.subject));
    }
    if let Some(urgency) = head.urgency.as_deref().and_then(|mark| layout.urgency(mark)) {
        let (width, height) = (points(urgency.width), points(urgency.height));
        let _ =
            write!(out, "<p class=\"urgency\"><span style=\"inline-size:{width};block-size:{height}\">{}</span></p>", safe(&urgency.mark));
    }
    let ruled = if layout.head.motto.is_empty() { " whole" } else { "" };
    let _ = write!(out, "</div><div class=\"nation\"><p class=\"up b{ruled}\">{}</p>", safe(&layout.head.country));
    if !layout.head.motto.is_empty() {
        let _ = write!(out, "<p class=\"b\"><span class=\"whole\">{}</span></p>", safe(&layout.head.motto));
    }
    if let Some(line) = &head.place_date {
        let _ = write!(out, "<p class=\"i\">{}</p>", safe(line));
    }
    out.push_str("</div></header>");
    if let Some(name) = &head.type_name {
        let ruled = if layout.head.subject_rule_percent > 0 { " ruled" } else { "" };
        let _ = write!(out, "<h2 class=\"type\">{}</h2><p class=\"subject b{ruled}\">{}</p>", safe(name), safe(&head.subject));
    }
    match head.addressees.as_slice() {
        [] => {}
        [one] => _ = write!(out, "<p class=\"to\">{} {}.</p>", safe(&layout.words.addressees), safe(one)),
        many => {
            let _ = write!(out, "<div class=\"to many\"><span>{}</span><ul>", safe(&layout.words.addressees));
            for (index, line) in many.iter().enumerate() {
                let end = if index + 1 == many.len() { '.' } else { ';' };
                let _ = write!(out, "<li>- {}{end}</li>", safe(line));
            }
            out.push_str("</ul></div>");
        }
    }
}

fn blocks(out: &mut String, blocks: &[Block], layout: &Layout) {
    for block in blocks {
        match block {
            Block::Heading { level, number, text } => {
                let tag = level + 2;
                let _ = write!(out, "<h{tag} class=\"level{level}\">{} ", safe(number));
                words(out, text);
                let _ = write!(out, "</h{tag}>");
            }
            Block::Paragraph { style, text } => {
                out.push_str(match style {
                    ParagraphStyle::Body => "<p class=\"body\">",
                    ParagraphStyle::Basis => "<p class=\"body i\">",
                    ParagraphStyle::Centred => "<p class=\"centred b\">",
                });
                words(out, text);
                out.push_str("</p>");
            }
            Block::Item { level, marker, text } => {
                let _ = write!(out, "<p class=\"body item{level}\">{} ", safe(marker));
                words(out, text);
                out.push_str("</p>");
            }
            Block::Table(table) => table_of(out, table, layout),
            Block::Turn { .. } => out.push_str("<div class=\"turn\"></div>"),
        }
    }
}

fn table_of(out: &mut String, table: &Table, layout: &Layout) {
    out.push_str("<div class=\"table\"><table>");
    if !table.title.is_empty() || table.measure.is_some() {
        let _ = write!(out, "<caption>{}", safe(&table.title));
        if let Some(measure) = &table.measure {
            let _ = write!(out, "<span class=\"measure\">{}</span>", safe(&layout.words.measure.replace("{measure}", measure)));
        }
        out.push_str("</caption>");
    }
    let total: u32 = table.columns.iter().map(|column| column.width).sum::<u32>().max(1);
    out.push_str("<colgroup>");
    for column in &table.columns {
        let _ = write!(out, "<col style=\"width:{}%\">", column.width * 100 / total);
    }
    out.push_str("</colgroup><thead>");
    let head: Vec<&[crate::Cell]> = table.head.iter().map(Vec::as_slice).collect();
    for line in placed(&head, table.columns.len()) {
        out.push_str("<tr>");
        for cell in line {
            let _ = write!(
                out,
                "<th scope=\"col\"{}{}>{}</th>",
                over("colspan", cell.columns),
                over("rowspan", cell.rows),
                safe(&cell.cell.content.printed())
            );
        }
        out.push_str("</tr>");
    }
    out.push_str("</thead><tbody>");
    let rows: Vec<&[crate::Cell]> = table.rows.iter().map(|row| row.cells.as_slice()).collect();
    for (line, row) in placed(&rows, table.columns.len()).into_iter().zip(&table.rows) {
        out.push_str(if row.bold { "<tr class=\"b\">" } else { "<tr>" });
        for cell in line {
            let align = match table.columns.get(cell.column).map(|column| column.align) {
                Some(Align::Centre) => " class=\"c\"",
                Some(Align::Right) => " class=\"r\"",
                _ => "",
            };
            let _ = write!(
                out,
                "<td{align}{}{}>{}</td>",
                over("colspan", cell.columns),
                over("rowspan", cell.rows),
                safe(&cell.cell.content.printed())
            );
        }
        out.push_str("</tr>");
    }
    out.push_str("</tbody></table>");
    for note in &table.notes {
        let _ = write!(out, "<p class=\"note\">{}</p>", safe(note));
    }
    out.push_str("</div>");
}

fn over(name: &str, count: usize) -> String {
    if count > 1 { format!(" {name}=\"{count}\"") } else { String::new() }
}

fn signing(out: &mut String, paper: &Paper, layout: &Layout) {
    let Some(signing) = &paper.signing else { return };
    out.push_str(if signing.beside.is_some() { "<footer class=\"paper-sign two\">" } else { "<footer class=\"paper-sign\">" });
    out.push_str("<div class=\"recipients\">");
    if let Some(beside) = &signing.beside {
        let (post, name) = (safe(&beside.post), safe(&beside.name));
        let _ = write!(out, "<div class=\"signer\"><p class=\"up b\">{post}</p><p class=\"space\"></p><p class=\"b\">{name}</p></div>");
    }
    if !signing.recipients.is_empty() {
        let _ = write!(out, "<p class=\"b i\">{}</p>", safe(&layout.words.recipients));
        for (index, line) in signing.recipients.iter().enumerate() {
            let end = if index + 1 == signing.recipients.len() { '.' } else { ';' };
            let _ = write!(out, "<p class=\"small\">- {}{end}</p>", safe(line));
        }
    }
    out.push_str("</div><div class=\"signer\">");
    for line in &signing.authority {
        let _ = write!(out, "<p class=\"up b\">{}</p>", safe(line));
    }
    let _ = write!(out, "<p class=\"space\"></p><p class=\"b\">{}</p></div></footer>", safe(&signing.name));
}

fn annex_of(out: &mut String, annex: &Annex, layout: &Layout) {
    let _ = write!(
        out,
        "<section class=\"annex\"><h2 class=\"type\">{}</h2><p class=\"subject b\">{}</p>",
        safe(&annex.label),
        safe(&annex.title)
    );
    if !annex.attached.is_empty() {
        let _ = write!(out, "<p class=\"centred i\">{}</p>", safe(&annex.attached));
    }
    blocks(out, &annex.blocks, layout);
    out.push_str("</section>");
}

fn words(out: &mut String, text: &[Span]) {
    for span in text {
        let (open, close) = match (span.bold, span.italic) {
            (false, false) => ("", ""),
            (true, false) => ("<b>", "</b>"),
            (false, true) => ("<i>", "</i>"),
            (true, true) => ("<b><i>", "</i></b>"),
        };
        let _ = write!(out, "{open}{}{close}", safe(&span.text));
    }
}

/// Text that means nothing but itself in HTML and XML; signs XML knows nothing of are left out.
pub(crate) fn safe(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' => out.push(' '),
            letter if letter.is_control() || matches!(letter, '\u{fffe}' | '\u{ffff}') => {}
            letter => out.push(letter),
        }
    }
    out
}
