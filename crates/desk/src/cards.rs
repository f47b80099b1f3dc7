//! What the reader found, as cards.

use crate::card::{Card, CardKind, Decision};
use crate::draft::Draft;
use crate::field::{Field, Fields};
use crate::orderer;
use vedich_bulletin::facts::{Body, Document, Fact, Tally, UnitRef};
use vedich_bulletin::number::Number;
use vedich_bulletin::{Level, Read};

/// The document's own date and place, and a card for everything else that was found in it, in the order of the text.
/// `text` is what it was read from; `title` is what the document is called: it is its source until a person names a better one.
#[must_use]
pub fn cards(found: &Read, text: &str, title: &str) -> Draft {
    let Read { facts, places, year_guessed, .. } = found;
    let letters: Vec<char> = text.chars().collect();
    let (place, level) = place_of(facts);
    let named = places.iter().filter_map(|unit| Some((unit.name.clone()?, level_of(unit.level).to_owned()))).collect();
    let mut draft = Draft { source: title.to_owned(), date: date_of(facts), place, level, named, ..Draft::default() };
    draft.year_guessed = *year_guessed && !draft.date.is_empty();
    let mut found: Vec<&Fact> = facts.iter().filter(|fact| !matches!(fact.body, Body::Document(_))).collect();
    found.sort_by_key(|fact| (fact.span.start, fact.span.end));
    for (fact, no) in found.into_iter().zip(1..) {
        let Some((kind, read)) = read(fact, &letters) else { continue };
        draft.cards.push(Card {
            no,
            kind,
            read_kind: None,
            now: read.clone(),
            read,
            start: fact.span.start,
            end: fact.span.end,
            evidence: squeezed(&fact.evidence),
            confidence: fact.confidence,
            rule: fact.rule.to_owned(),
            decision: Decision::Open,
            bulk: false,
            settled: false,
            meant: None,
        });
    }
    say_whether_the_others_are_met(&mut draft.cards);
    share_the_tier(&mut draft.cards);
    if only_mentioned(&draft, facts) {
        (draft.place, draft.level) = Default::default();
    }
    draft
}

/// Whether the place a text was taken to be about is only mentioned in it: a commune first named after the first figures, where most
/// figures without a name are of a unit above it ("toàn huyện đã …; trong đó, xã A có 4 thôn").
fn only_mentioned(draft: &Draft, facts: &[Fact]) -> bool {
    let low = matches!(draft.level.as_str(), "hamlet" | "commune" | "ward" | "town");
    let named = facts.iter().find(|fact| matches!(fact.body, Body::Document(Document::Place { .. })));
    let figures = facts.iter().filter(|fact| !matches!(fact.body, Body::Document(_))).map(|fact| fact.span.start).min();
    let late = named.zip(figures).is_some_and(|(named, figures)| named.span.start > figures);
    let nameless = |card: &&Card| card.kind != CardKind::Task && card.field(Field::Place).is_empty();
    let of = |levels: &[&str]| draft.cards.iter().filter(nameless).filter(|card| levels.contains(&card.field(Field::Level))).count();
    low && late && of(&["district", "province"]) > of(&["hamlet", "commune", "ward", "town"])
}

/// A value or an unmet criterion is of the tier in which the same text scores the same place; unless it scores it in several.
fn share_the_tier(cards: &mut [Card]) {
    let scored: Vec<(String, String)> = cards
        .iter()
        .filter(|card| card.kind == CardKind::Progress && !card.field(Field::Tier).is_empty())
        .map(|card| (card.field(Field::Place).to_owned(), card.field(Field::Tier).to_owned()))
        .collect();
    let open = |card: &&mut Card| matches!(card.kind, CardKind::Value | CardKind::Unmet) && card.field(Field::Tier).is_empty();
    for card in cards.iter_mut().filter(open) {
        let mut tiers = scored.iter().filter(|(place, _)| place == card.field(Field::Place)).map(|(_, tier)| tier);
        if let Some(tier) = tiers.next()
            && tiers.all(|other| other == tier)
        {
            card.read.set(Field::Tier, tier);
            card.now.set(Field::Tier, tier);
        }
    }
}

/// The day it happened, else the day it was published.
fn date_of(facts: &[Fact]) -> String {
    let dates = |wanted: &'static str| {
        facts.iter().find_map(move |fact| match &fact.body {
            Body::Document(Document::Date { value, resolved, role }) if *role == wanted => {
                let whole = resolved.as_ref().unwrap_or(value);
                let day = whole.split('/').next_back().unwrap_or(whole);
                vedich_values::date::parse_date(day)
            }
            _ => None,
        })
    };
    let found = ["event", "as_of", "issued", "published"].into_iter().find_map(dates);
    found.map_or_else(String::new, |date| date.to_string())
}

/// The first place named with those above it that are named after it, and its level: `Quảng An, huyện Đầm Hà, Quảng Ninh`.
fn place_of(facts: &[Fact]) -> (String, String) {
    let place = |fact: &Fact| match &fact.body {
        Body::Document(Document::Place { name, level }) => Some((typed(name, &fact.evidence), *level)),
        _ => None,
    };
    let mut places = facts.iter().filter_map(place);
    let Some((mut path, level)) = places.next() else { return Default::default() };
    let mut top = level;
    for (name, above) in places {
        if above.rank() > top.rank() && matches!(above, Level::District | Level::Province) {
            path = format!("{path}, {name}");
            top = above;
        }
    }
    (path, level_of(level).to_owned())
}

/// A name with the type word the text gives it: "huyện Kỳ Anh" is not the town of that name.
fn typed(name: &str, evidence: &str) -> String {
    let written = squeezed(evidence);
    let typed = written.ends_with(name)
        && ["huyện", "thị xã", "thành phố", "quận"].iter().any(|word| {
            let head = written.to_lowercase();
            head.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '))
        });
    if typed { written } else { name.to_owned() }
}

/// Longest stretch of the text that stands for a figure in words, in characters.
const LONGEST_CLAUSE: usize = 400;

/// The clause of the text a fact stands in, up to the full stops, semicolons and line ends around it: "61 tỷ đồng" alone would not say
/// what became of it. A clause without end gives the fact's own words.
fn clause(fact: &Fact, letters: &[char]) -> String {
    let (start, end) = (fact.span.start as usize, (fact.span.end as usize).min(letters.len()));
    let parts = |at: usize| match letters[at] {
        ';' | '\n' | '!' | '?' => true,
        '.' => letters.get(at + 1).is_none_or(|next| next.is_whitespace()),
        _ => false,
    };
    let from = (0..start.min(letters.len()))
        .rev()
        .take(LONGEST_CLAUSE)
        .find(|at| parts(*at))
        .map_or_else(|| start.saturating_sub(LONGEST_CLAUSE + 1), |at| at + 1);
    let to = (end.max(1) - 1..letters.len()).take(LONGEST_CLAUSE).find(|at| parts(*at)).unwrap_or(letters.len());
    if to <= from || to - from > LONGEST_CLAUSE {
        return squeezed(&fact.evidence);
    }
    squeezed(&letters[from..to].iter().collect::<String>())
}

fn read(fact: &Fact, letters: &[char]) -> Option<(CardKind, Fields)> {
    let mut fields = Fields::default();
    let kind = match &fact.body {
        Body::Document(_) => return None,
        Body::Progress { unit, average_per: Some(_), .. } => {
            put_unit(&mut fields, unit);
            fields.set(Field::Words, clause(fact, letters));
            CardKind::Note
        }
        Body::Progress { unit, kind, met, total, tier, as_of, .. } => {
            put_unit(&mut fields, unit);
            fields.set(Field::Year, as_of.as_deref().and_then(|day| day.get(..4)).unwrap_or_default());
            fields.set(Field::Words, clause(fact, letters));
            fields.set(Field::Of, *kind);
            fields.set(Field::Met, written(*met));
            fields.set(Field::Total, total.map_or_else(String::new, |total| total.to_string()));
            fields.set(Field::Tier, tier_of(tier));
            CardKind::Progress
        }
        Body::Unmet { unit, criteria } => {
            put_unit(&mut fields, unit);
            let names: Vec<String> = criteria.iter().map(|name| squeezed(name)).collect();
            fields.set(Field::Criteria, names.join("; "));
            CardKind::Unmet
        }
        Body::IndicatorValue { unit, indicator, value, year, .. } => {
            put_unit(&mut fields, unit);
            fields.set(Field::Indicator, indicator.clone());
            fields.set(Field::Value, written(*value));
            fields.set(Field::Year, year.map_or_else(String::new, |year| year.to_string()));
            fields.set(Field::Words, clause(fact, letters));
            CardKind::Value
        }
        Body::Tally(tally) => put_tally(&mut fields, tally, &clause(fact, letters)),
        Body::Output { what, quantity, unit } => {
            fields.set(Field::What, squeezed(what));
            fields.set(Field::Quantity, written(*quantity));
            fields.set(Field::Unit, unit.clone());
            CardKind::Output
        }
        Body::Finance { unit, .. } => {
            if let Some(unit) = unit {
                put_unit(&mut fields, unit);
            }
            fields.set(Field::Words, clause(fact, letters));
            CardKind::Note
        }
        Body::Task { assignee, action, deadline } => {
            // Who orders is the unit the document is about, unless the words before say otherwise.
            if let Some((name, level)) = orderer::before(letters, fact.span.start as usize) {
                fields.set(Field::Place, name);
                fields.set(Field::Level, level);
            }
            fields.set(Field::Person, squeezed(assignee));
            fields.set(Field::Words, squeezed(action));
            fields.set(Field::By, deadline.clone().unwrap_or_default());
            CardKind::Task
        }
        Body::Target { unit, goal, by } => {
            put_unit(&mut fields, unit);
            fields.set(Field::Words, squeezed(goal));
            fields.set(Field::By, by.clone());
            CardKind::Target
        }
    };
    Some((kind, fields))
}

/// Counts of units at a stage are tallies; increases, bands and single criteria are kept in words.
fn put_tally(fields: &mut Fields, tally: &Tally, words: &str) -> CardKind {
    put_unit(fields, &tally.unit);
    fields.set(Field::Words, words);
    fields.set(Field::Year, tally.year.map_or_else(String::new, |year| year.to_string()));
    if tally.delta || tally.band.is_some() || tally.criterion.is_some() {
        return CardKind::Note;
    }
    fields.set(Field::Subject, tally.subject);
    fields.set(Field::Status, tally.status);
    fields.set(Field::Count, tally.count.to_string());
    fields.set(Field::Tier, tally.tier.map_or("", tier_of));
    CardKind::Tally
}

fn put_unit(fields: &mut Fields, unit: &UnitRef) {
    fields.set(Field::Place, unit.name.clone().unwrap_or_default());
    fields.set(Field::Level, level_of(unit.level));
}

fn level_of(level: Level) -> &'static str {
    match level {
        Level::Hamlet => "hamlet",
        Level::Commune => "commune",
        Level::Ward => "ward",
        Level::Town => "town",
        Level::District => "district",
        Level::Province => "province",
        Level::Region => "region",
        Level::Country => "country",
    }
}

/// What the text leaves open stays open: the unit's own tier then decides.
fn tier_of(tier: &str) -> &str {
    if tier == "unspecified" { "" } else { tier }
}

/// A number as Vietnamese officials write it, so that a person sees what the text shows.
fn written(number: Number) -> String {
    number.to_string().replace('.', ",")
}

/// One line, one blank between words.
fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "16/20; these four are not met" says of the other sixteen that they are: proposed where the numbers fit.
fn say_whether_the_others_are_met(cards: &mut [Card]) {
    let scores: Vec<(String, i64)> = cards
        .iter()
        .filter(|card| card.kind == CardKind::Progress && card.field(Field::Of) == "criteria")
        .filter_map(|card| {
            let number = |field| card.field(field).parse::<i64>().ok();
            Some((card.field(Field::Place).to_owned(), number(Field::Total)? - number(Field::Met)?))
        })
        .collect();
    for card in cards.iter_mut().filter(|card| card.kind == CardKind::Unmet) {
        let named = i64::try_from(card.field(Field::Criteria).split(';').count()).unwrap_or_default();
        if scores.iter().any(|(place, open)| place == card.field(Field::Place) && *open == named) {
            card.read.set(Field::Others, "yes");
            card.now.set(Field::Others, "yes");
        }
    }
}
