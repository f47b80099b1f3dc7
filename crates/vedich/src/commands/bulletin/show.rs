//! Facts for people: one line a fact, what it is, what it says, how sure; and the words behind it.

use crate::output::Output;
use anyhow::Result;
use std::io::IsTerminal;
use std::path::Path;
use vedich_bulletin::Fact;
use vedich_bulletin::facts::{Body, Document, Tally, UnitRef};
use vedich_bulletin::number::Number;
use vedich_documents::{PartKind, TextDocument};
use vedich_values::Decimal;
use vedich_values::date::parse_date;
use vedich_wording::Lang;

/// The colours of a terminal, or none.
struct Paint(bool);

impl Paint {
    fn with(&self, code: &str, text: &str) -> String {
        if self.0 { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}

/// Bold cyan for a unit's standing, green for work and money, yellow for what is still to be done, red for what is not met.
fn colour(kind: &str) -> &'static str {
    match kind {
        "progress" | "tally" | "indicator_value" => "1;36",
        "output" | "finance" => "1;32",
        "task" | "target" => "1;33",
        "unmet" => "1;31",
        _ => "1",
    }
}

/// Prints the facts of a document.
pub(super) fn show(file: &Path, document: &TextDocument, facts: &[Fact], output: Output) -> Result<()> {
    let paint = Paint(std::io::stdout().is_terminal());
    let head = output.lang.say("bulletin.head", &[("file", &file.display().to_string()), ("count", &facts.len().to_string())]);
    output.line(&paint.with("1", &head))?;
    for fact in facts {
        let (kind, said) = said(output.lang, &fact.body);
        let label = output.lang.say(&format!("bulletin.{kind}"), &[]);
        let sureness = vedich_wording::number(output.lang, Decimal::new(fact.confidence.into(), 2));
        let sure = paint.with("2", &format!("[{}–{}] {sureness} {}", fact.span.start, fact.span.end, fact.rule));
        output.line(&format!("  {} {}  {sure}", paint.with(colour(kind), &format!("{label:11}")), said))?;
        let words = fact.evidence.split_whitespace().collect::<Vec<_>>().join(" ");
        let place = place(document, fact.span.start, output);
        output.line(&format!("  {:11} {}", "", paint.with("2", &format!("“{words}”{place}"))))?;
    }
    Ok(())
}

/// The page or paragraph a fact stands on, for documents that have them.
fn place(document: &TextDocument, at: u32, output: Output) -> String {
    let Some(part) = document.part_of(at) else { return String::new() };
    let key = match part.kind {
        PartKind::Page => "bulletin.page",
        PartKind::Paragraph => "bulletin.paragraph",
    };
    format!(" ({})", output.lang.say(key, &[("number", &part.number.to_string())]))
}

/// A word of a family of keys; what has none stands as it is.
fn word(lang: Lang, family: &str, name: &str) -> String {
    let key = format!("{family}.{name}");
    let words = lang.text(&key);
    if words == key { name.to_owned() } else { words.to_owned() }
}

/// A unit as `Lâm Hợp (xã)`; one the text never names by its level alone.
fn unit(lang: Lang, unit: &UnitRef) -> String {
    let level = format!("{:?}", unit.level).to_lowercase();
    let level = word(lang, "bulletin.level", &level);
    unit.name.as_ref().map_or_else(|| level.clone(), |name| format!("{name} ({level})"))
}

/// A number of the reader's with its unit, as people write it.
fn quantity(lang: Lang, value: Number, unit: &str) -> String {
    vedich_wording::quantity(lang, Decimal::new(value.0, 6).normalize(), unit)
}

/// A day or month as people write it; what is neither, "quý III", stands as it is.
fn day(lang: Lang, text: &str) -> String {
    if let Some(date) = parse_date(text) {
        return vedich_wording::date(lang, date);
    }
    match text.split_once('-') {
        Some((year, month)) if lang == Lang::Vi && year.len() == 4 && month.len() == 2 => format!("{month}/{year}"),
        _ => text.to_owned(),
    }
}

/// The kind of a fact, and what it says in a line.
fn said(lang: Lang, body: &Body) -> (&'static str, String) {
    let tier = |tier: &str| if tier == "unspecified" { String::new() } else { word(lang, "desk.tier", tier) };
    let joined = |parts: Vec<String>| parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
    match body {
        Body::Document(Document::Date { value, resolved, role }) => {
            ("document", joined(vec![day(lang, resolved.as_ref().unwrap_or(value)), word(lang, "bulletin.date", role)]))
        }
        Body::Document(Document::Place { name, level }) => ("document", unit(lang, &UnitRef { name: Some(name.clone()), level: *level })),
        Body::Progress { unit: of, kind, met, total, tier: of_tier, as_of, average_per } => {
            let total = total.map(|total| format!("/{total}")).unwrap_or_default();
            let score = format!("{met}{total} {}", word(lang, "desk.of", kind));
            let average = average_per.map(|_| lang.text("bulletin.average").to_owned()).unwrap_or_default();
            (
                "progress",
                joined(vec![
                    unit(lang, of),
                    score,
                    tier(of_tier),
                    average,
                    as_of.as_deref().map(|text| day(lang, text)).unwrap_or_default(),
                ]),
            )
        }
        Body::Unmet { unit: of, criteria } => ("unmet", joined(vec![unit(lang, of), criteria.join("; ")])),
        Body::IndicatorValue { unit: of, indicator, value, unit_of_measure, year } => {
            let value = format!("{}: {}", word(lang, "desk.indicator", indicator), quantity(lang, *value, unit_of_measure));
            ("indicator_value", joined(vec![unit(lang, of), value, year.map(|year| year.to_string()).unwrap_or_default()]))
        }
        Body::Tally(tally) => ("tally", joined(counted(lang, tally))),
        Body::Output { what, quantity: much, unit } => ("output", format!("{what}: {}", quantity(lang, *much, unit))),
        Body::Finance { what, amount_vnd, source, unit: of, .. } => {
            let amount = format!("{} đồng", vedich_wording::number(lang, (*amount_vnd).into()));
            let of = of.as_ref().map(|of| unit(lang, of)).unwrap_or_default();
            ("finance", joined(vec![of, amount, word(lang, "bulletin.money", what), source.clone().unwrap_or_default()]))
        }
        Body::Task { assignee, action, deadline } => {
            let by = deadline.as_ref().map(|by| lang.say("bulletin.by", &[("day", &day(lang, by))])).unwrap_or_default();
            ("task", joined(vec![assignee.clone(), action.clone(), by]))
        }
        Body::Target { unit: of, goal, by } => {
            ("target", joined(vec![unit(lang, of), goal.clone(), lang.say("bulletin.by", &[("day", &day(lang, by))])]))
        }
    }
}

fn counted(lang: Lang, tally: &Tally) -> Vec<String> {
    let total = tally.of.map(|of| format!("/{of}")).unwrap_or_default();
    let more = if tally.delta { format!("{} ", lang.text("bulletin.more")) } else { String::new() };
    let (subject, status) = (word(lang, "desk.subject", tally.subject), word(lang, "desk.status", tally.status));
    let band = tally.band.map(|(from, to)| match to {
        Some(to) => lang.say("bulletin.band", &[("from", &from.to_string()), ("to", &to.to_string())]),
        None => lang.say("bulletin.band-open", &[("from", &from.to_string())]),
    });
    vec![
        unit(lang, &tally.unit),
        format!("{more}{}{total} {subject} {status}", tally.count),
        tally.tier.map(|tier| word(lang, "desk.tier", tier)).unwrap_or_default(),
        band.unwrap_or_default(),
        tally.criterion.as_ref().map(|name| lang.say("bulletin.criterion", &[("name", name)])).unwrap_or_default(),
        tally.names.join("; "),
        tally.year.map(|year| year.to_string()).unwrap_or_default(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_are_told_in_words() {
        let of = |text: &str| {
            let facts = vedich_reference::reader().read(text, None);
            facts.iter().map(|fact| said(Lang::Vi, &fact.body).1).collect::<Vec<_>>()
        };
        let told = of("Ngày 8/9/2020, xã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới nâng cao.");
        assert!(told.contains(&"Lâm Hợp (xã) · 16/20 tiêu chí · Nâng cao".to_owned()), "{told:?}");
        assert!(told.iter().all(|line| !line.contains('=')), "{told:?}");
        assert!(told.iter().any(|line| line.starts_with("08/09/2020")), "{told:?}");
        let told =
            of("Xã Lâm Hợp xây dựng nông thôn mới. Xã Lâm Hợp làm được 15,5 km đường. Thu nhập bình quân đầu người xã Lâm Hợp đạt 68,3 triệu đồng/người/năm.").join("\n");
        assert!(told.contains("15,5 km") && told.contains("68,3") && !told.contains("15.5"), "{told}");
    }

    #[test]
    fn days_and_months_stand_as_people_write_them() {
        for (written, vi, en) in
            [("2020-09-08", "08/09/2020", "8 Sep 2020"), ("2020-09", "09/2020", "2020-09"), ("--09-08", "--09-08", "--09-08")]
        {
            assert_eq!((day(Lang::Vi, written).as_str(), day(Lang::En, written).as_str()), (vi, en));
        }
    }
}
