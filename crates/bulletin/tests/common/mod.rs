//! The reader with the project's dictionaries, and the grid's files.
#![allow(dead_code, clippy::unwrap_used, unreachable_pub, reason = "shared by test binaries, each of which uses a part")]

use vedich_bulletin::{Body, Document, Fact, Level, Reader, UnitRef};

/// The reader as shipped.
pub(crate) fn reader() -> &'static Reader {
    vedich_reference::reader()
}

/// One case of the grid.
pub(crate) struct Case {
    /// File and line.
    pub place: String,
    /// What is read.
    pub text: String,
    /// Its date.
    pub hint: Option<String>,
    /// What must come out; empty: nothing.
    pub expected: Vec<String>,
    /// What may come out ("? …"): true, or open to doubt; never missed.
    pub optional: Vec<String>,
}

/// All cases of `tests/grid/*.txt`.
pub(crate) fn cases() -> Vec<Case> {
    let mut files: Vec<_> =
        std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/grid")).unwrap().map(|e| e.unwrap().path()).collect();
    files.sort();
    files.iter().flat_map(|path| cases_of(path)).collect()
}

/// The cases of one file.
pub(crate) fn cases_of(path: &std::path::Path) -> Vec<Case> {
    let mut out = Vec::new();
    let file = path.file_name().unwrap().to_string_lossy().into_owned();
    let text = std::fs::read_to_string(path).unwrap();
    let mut open: Option<Case> = None;
    for (n, line) in text.lines().chain([""]).enumerate() {
        if line.starts_with('#') {
            continue;
        }
        if let Some(text) = line.strip_prefix("> ") {
            open = Some(Case {
                place: format!("{file}:{}", n + 1),
                text: text.into(),
                hint: None,
                expected: Vec::new(),
                optional: Vec::new(),
            });
        } else if line.is_empty() {
            out.extend(open.take());
        } else if let Some(case) = &mut open {
            let (line, optional) = line.strip_prefix("? ").map_or((line, false), |rest| (rest, true));
            let known = ["progress ", "tally ", "unmet ", "value ", "output ", "money ", "task ", "target ", "date ", "place "]
                .iter()
                .any(|k| line.starts_with(k));
            if let Some(hint) = line.strip_prefix('[') {
                case.hint = Some(hint.trim_end_matches(']').into());
            } else if known && optional {
                case.optional.push(line.into());
            } else if known {
                case.expected.push(line.into());
            } else if line != "none" {
                assert!(case.hint.is_none(), "{}: what is {line:?}? It stands behind the date, so it is no text", case.place);
                case.text.push('\n');
                case.text.push_str(line);
            }
        }
    }
    out
}

/// Facts the grid does not list one by one: places, increases, the page's own date, labels outside the catalogue.
pub(crate) fn unlisted(fact: &Fact) -> bool {
    match &fact.body {
        Body::Document(Document::Place { .. }) => true,
        Body::Document(Document::Date { role, .. }) => *role != "event",
        Body::Tally(t) => t.delta,
        Body::IndicatorValue { indicator, .. } => indicator.starts_with("other"),
        _ => false,
    }
}

fn unit(text: &str, unit: &UnitRef) -> bool {
    let (name, level) = text.rsplit_once('/').unwrap();
    unit.level == Level::of(level).unwrap()
        && (name == "?"
            || unit.name.as_deref().is_some_and(|n| vedich_bulletin::gazetteer::name_key(n) == vedich_bulletin::gazetteer::name_key(name)))
}

/// Splits `progress Nam Thái/commune criteria 15/19` behind the unit.
fn cut<'a>(line: &'a str, key: &str) -> Option<(&'a str, Vec<&'a str>)> {
    let rest = line.strip_prefix(key)?;
    let levels = ["/commune", "/hamlet", "/district", "/province", "/country", "/region"];
    let at = levels.iter().filter_map(|l| rest.find(l).map(|i| i + l.len())).min()?;
    Some((&rest[..at], rest[at..].split_whitespace().collect()))
}

/// Whether a fact is the one a line describes.
pub(crate) fn wanted(line: &str, fact: &Fact) -> bool {
    match &fact.body {
        Body::Progress { unit: u, kind, met, total, tier, average_per, .. } => cut(line, "progress ").is_some_and(|(name, w)| {
            let score = total.map_or(met.to_string(), |t| format!("{met}/{t}"));
            let want = w.get(2).filter(|x| **x != "avg").copied().unwrap_or("standard");
            unit(name, u) && w[0] == *kind && w[1] == score && want == *tier && (w.last() == Some(&"avg")) == average_per.is_some()
        }),
        Body::Tally(t) => cut(line, "tally ").is_some_and(|(name, w)| {
            let after = |key: &str| w.iter().position(|x| *x == key).map(|i| w[i + 1].to_owned());
            let valued = |key: &str| line.split(key).nth(1).map(|v| if key == " names=" { v } else { v.split(' ').next().unwrap() });
            let tier = ["advanced", "model", "modern"].into_iter().find(|x| w.contains(x)).unwrap_or("standard");
            let band = t.band.map(|(a, b)| format!("{a}-{}", b.map(|b| b.to_string()).unwrap_or_default()));
            unit(name, &t.unit)
                && w[0] == t.subject
                && (w[1] == t.status || [w[1], t.status].iter().all(|s| matches!(*s, "met" | "recognised")))
                && w[2] == t.count.to_string()
                // as the corpus scores: the whole counts when both say it
                && after("of").is_none_or(|of| t.of.is_none_or(|o| o.to_string() == of))
                && t.tier.is_none_or(|x| x == tier)
                && valued(" band=") == band.as_deref()
                && valued(" crit=").map(|c| c.replace('_', " ")) == t.criterion
                && valued(" names=").is_none_or(|n| n.split(',').eq(t.names.iter().map(String::as_str)))
                && w.contains(&"delta") == t.delta
        }),
        Body::Unmet { unit: u, criteria } => line.strip_prefix("unmet ").and_then(|r| r.split_once(": ")).is_some_and(|(name, list)| {
            let clean = |s: &str| s.trim_start_matches("tiêu chí ").to_lowercase();
            unit(name, u) && list.split("; ").map(clean).eq(criteria.iter().map(|c| clean(c)))
        }),
        Body::IndicatorValue { unit: u, indicator, value, year, .. } => cut(line, "value ").is_some_and(|(name, w)| {
            unit(name, u)
                && w[0] == indicator
                && w[1] == value.to_string()
                && w.get(2).is_none_or(|y| year.map(|v| v.to_string()).as_deref() == Some(*y))
        }),
        Body::Output { quantity, unit, .. } => {
            line.strip_prefix("output ").and_then(|r| r.split_once(' ')).is_some_and(|(q, u)| q == quantity.to_string() && u == unit)
        }
        Body::Finance { what, amount_vnd, .. } => line == format!("money {what} {amount_vnd}"),
        Body::Task { assignee, action, deadline } => line.strip_prefix("task ").is_some_and(|r| {
            let mut parts = r.split(" | ");
            let (who, what, by) = (parts.next().unwrap(), parts.next().unwrap(), parts.next());
            who.eq_ignore_ascii_case(assignee) && action.to_lowercase().contains(&what.to_lowercase()) && by.map(str::to_owned) == *deadline
        }),
        Body::Target { unit: u, goal, by } => line.strip_prefix("target ").and_then(|r| r.split_once(" | ")).is_some_and(|(head, what)| {
            let (name, when) = head.rsplit_once(' ').unwrap();
            unit(name, u)
                && by.starts_with(when.get(..4).unwrap())
                && (when.len() == 4 || by == when)
                && goal.to_lowercase().contains(&what.to_lowercase())
        }),
        Body::Document(Document::Date { value, resolved, .. }) => {
            line.strip_prefix("date ").is_some_and(|d| d == value || Some(d) == resolved.as_deref())
        }
        Body::Document(Document::Place { name, level }) => {
            line.strip_prefix("place ").is_some_and(|u| unit(u, &UnitRef { name: Some(name.clone()), level: *level }))
        }
    }
}
