//! How papers look, and the lines of number and date.

use super::bodies::{braces, unknown_field};
use crate::source::Source;
use vedich_papers::Layout;
use vedich_values::Diagnostic;

/// Lines with fields: the table, the key, the fields that must stand there, and that may.
const LINES: [(&str, &str, &[&str], &[&str]); 4] = [
    ("number", "pattern", &["{number}", "{symbol}"], &[]),
    ("number", "date", &["{place}", "{day}", "{month}", "{year}"], &[]),
    ("words", "attached", &[], &["{type}", "{number}", "{date}", "{body}"]),
    ("words", "measure", &["{measure}"], &[]),
];

pub(super) fn check(source: Source<'_>) -> Result<Layout, Vec<Diagnostic>> {
    let layout: Layout = source.read()?;
    let mut problems = Vec::new();
    for (table, key, must, may) in LINES {
        let text = match key {
            "pattern" => &layout.number.pattern,
            "date" => &layout.number.date,
            "attached" => &layout.words.attached,
            _ => &layout.words.measure,
        };
        let told = |code| source.problem(code, source.line_in(table, key), &format!("{table}.{key}"));
        let known: Vec<&str> = must.iter().chain(may).copied().collect();
        let found = braces(text);
        for unknown in found.iter().filter(|one| !known.contains(*one)) {
            problems.push(unknown_field(told("office.unknown-field"), unknown, &known));
        }
        problems.extend(must.iter().filter(|one| !found.contains(*one)).map(|one| told("office.missing-field").with("found", one)));
    }
    problems.extend(out_of_range(source, &layout));
    let measure = layout.page.measure();
    for (table, left, right) in [("head", layout.head.left, layout.head.right), ("sign", layout.sign.left, layout.sign.right)] {
        if left.0 + right.0 > measure.0 {
            let millimetres = |length: i64| vedich_papers::Length(length).hundredths_mm() / 100;
            let told = source.problem("office.too-wide", source.line_in(table, "left"), &format!("{table}.left"));
            problems.push(told.with("found", millimetres(left.0 + right.0)).with("max", millimetres(measure.0)));
        }
    }
    if problems.is_empty() { Ok(layout) } else { Err(problems) }
}

/// Numbers that can't be printed.
fn out_of_range(source: Source<'_>, layout: &Layout) -> Vec<Diagnostic> {
    let digits = u32::try_from(layout.number.digits).unwrap_or(u32::MAX);
    let numbers = [
        ("text", "line_percent", layout.text.line_percent, 50, 300),
        ("text", "table_line_percent", layout.text.table_line_percent, 50, 300),
        ("head", "national_rule_percent", layout.head.national_rule_percent, 0, 100),
        ("head", "body_rule_percent", layout.head.body_rule_percent, 0, 100),
        ("head", "subject_rule_percent", layout.head.subject_rule_percent, 0, 100),
        ("number", "digits", digits, 1, 6),
        ("number", "month_digits_upto", layout.number.month_digits_upto, 0, 12),
    ];
    let wrong = numbers.into_iter().filter(|(_, _, found, min, max)| !(min..=max).contains(&found));
    let told = |(table, key, found, min, max): (&str, &str, u32, u32, u32)| {
        let problem = source.problem("file.out-of-range", source.line_in(table, key), &format!("{table}.{key}"));
        problem.with("found", found).with("min", min).with("max", max)
    };
    wrong.map(told).collect()
}
