//! The desk in words: cards, documents, folders, scores.

mod cards;
mod scores;

pub use cards::behind;
pub use scores::{lesson, rule, scores};

use crate::frame::Frame;
use crate::pages::desk::DocumentLine;
use crate::pages::desk::document::DocumentView;
use crate::pages::desk::reading::ReadingView;
use crate::pages::desk::shelf::ShelfLine;
use crate::parts::Link;
use cards::{choice, kinds, pieces};
use vedich_app::desk::{Alike, Batch, Beheld, OnRecord, Progress, Reading, SURE, Shelved, hex};
use vedich_desk::{Card, CardKind, Decision, Judged};
use vedich_facts::{Cited, Fact, StoredFile};
use vedich_units::Registry;
use vedich_values::Date;
use vedich_values::date::parse_date;
use vedich_wording::{Lang, date_time};

/// Words of a family of keys.
fn word(lang: Lang, family: &str, name: &str) -> String {
    lang.text(&format!("desk.{family}.{name}")).to_owned()
}

/// A date as it was written, in the reader's order when it is one.
fn dated(f: &Frame, text: &str) -> String {
    parse_date(text).map_or_else(|| vedich_desk::as_written(text), |date| f.date_field(date))
}

/// One document with its cards.
#[must_use]
pub fn reading(f: &Frame, token: &str, beheld: &Beheld, wrong: String) -> ReadingView {
    let Reading { id, title, text, draft, .. } = &beheld.reading;
    let waits = |card: &Card, judged: &Judged| card.decision == Decision::Accepted && !judged.is_complete();
    let count = |decision| {
        let decided = |card: &Card, judged: &Judged| if waits(card, judged) { Decision::Open } else { card.decision };
        beheld.cards().filter(|(card, judged, _)| !card.settled && decided(card, judged) == decision).count()
    };
    let home = beheld.home.candidates().iter().map(|one| choice(f, one)).collect();
    ReadingView {
        id: id.clone(),
        token: token.to_owned(),
        title: title.clone(),
        folder: None,
        file: file(beheld.reading.file.as_deref(), draft.original.as_ref(), &format!("/desk/{id}/original")),
        wrong,
        before: beheld.before.as_ref().map(|entry| {
            let way = format!("/documents/{}", hex(&beheld.reading.fingerprint));
            (applied(f, entry), Link::new(f.text("desk.see.document"), way))
        }),
        source: draft.source.clone(),
        date: dated(f, &draft.date),
        place: draft.place.clone(),
        places: home,
        done: String::new(),
        alike: beheld.alike.as_ref().map(|alike| self::alike(f, alike)),
        others: Vec::new(),
        colleagues: Vec::new(),
        guessed: draft.guessed,
        year_guessed: draft.year_guessed,
        faced: beheld.cards().filter(|(_, judged, _)| judged.beside.is_contradiction()).map(|(card, ..)| card.no).collect(),
        text: pieces(text, &draft.cards),
        cards: beheld.cards().map(|(card, judged, refused)| cards::card(f, beheld, card, judged, *refused)).collect(),
        kinds: kinds(f.lang),
        counts: (count(Decision::Open), count(Decision::Accepted), count(Decision::Rejected)),
        to_state: beheld.to_state().len(),
    }
}

/// What a folder is called: files chosen together bear the name of the first and how many there are.
#[must_use]
pub fn folder_name(f: &Frame, batch: &Batch) -> String {
    match batch.lines.first() {
        Some(first) if first.file == batch.name && batch.total > 1 => {
            f.say("desk.folder-name", &[("first", &batch.name), ("count", &batch.total.to_string())])
        }
        _ => batch.name.clone(),
    }
}

/// Another document that may be the same, and the way to it.
fn alike(f: &Frame, alike: &Alike) -> (String, Link) {
    let (said, see, way) = match alike {
        Alike::OnDesk { reading, .. } => ("desk.alike", "desk.see.reading", format!("/desk/{reading}")),
        Alike::OnRecord { fingerprint, .. } => ("desk.alike-on-record", "desk.see.document", format!("/documents/{fingerprint}")),
    };
    (f.say(said, &[("name", alike.name())]), Link::new(f.text(see), way))
}

/// That a document was applied before.
#[must_use]
pub fn applied(f: &Frame, entry: &vedich_app::Entry) -> String {
    let at = date_time(f.lang, entry.recorded_at);
    f.say("desk.applied-before", &[("entry", &entry.seq.to_string()), ("at", &at), ("who", &entry.actor)])
}

/// A document on record; `asked` is the one stretch to be marked, else all that something was stated from.
#[must_use]
pub fn document_on_record(
    f: &Frame,
    filed: &OnRecord,
    asked: Option<(u32, u32)>,
    name: impl Fn(vedich_values::UnitId, Date) -> String,
) -> DocumentView {
    let text = &filed.document.text;
    let letters: Vec<char> = text.chars().collect();
    let mut spans: Vec<(u32, u32)> = Vec::new();
    let mut stated = Vec::new();
    for (recorded, cited) in &filed.stated {
        let span = (cited.start, cited.end);
        if asked.is_some_and(|asked| asked != span) || spans.contains(&span) {
            continue;
        }
        spans.push(span);
        let (unit, on) = (recorded.fact.unit, recorded.fact.as_of);
        let words: String = letters.iter().skip(span.0 as usize).take((span.1.saturating_sub(span.0)) as usize).collect();
        let link = Link::new(format!("{} · {}", name(unit, on), f.date(on)), format!("/places/{unit}?as_of={on}"));
        stated.push((link, words.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    // A stretch that another document's entry names, or of a later entry, is marked all the same.
    spans.extend(asked.filter(|asked| !spans.contains(asked)));
    let cards: Vec<Card> = spans
        .iter()
        .zip(1..)
        .map(|((start, end), no)| Card { start: *start, end: *end, ..Card::new(no, CardKind::Progress, []) })
        .collect();
    DocumentView {
        title: filed.document.title.clone(),
        recorded: applied(f, &filed.entry),
        file: file(
            filed.document.file.as_deref(),
            filed.document.original.as_ref(),
            &format!("/documents/{}/original", filed.document.fingerprint),
        ),
        text: pieces(text, &cards),
        stated,
    }
}

/// A document on record in a list.
#[must_use]
pub fn shelved(f: &Frame, registry: &Registry, one: &Shelved) -> ShelfLine {
    let (at, entry) = (date_time(f.lang, one.recorded_at), one.entry.to_string());
    ShelfLine {
        title: Link::new(one.title.clone(), format!("/documents/{}", one.fingerprint)),
        file: one.file.clone().unwrap_or_default(),
        place: Link::new(registry.path(one.unit, one.as_of), format!("/places/{}?as_of={}", one.unit, one.as_of)),
        date: f.date(one.as_of),
        recorded: f.say("desk.recorded-at", &[("at", &at), ("entry", &entry)]),
    }
}

/// The file of a document; it can be opened where it is kept.
fn file(name: Option<&str>, original: Option<&StoredFile>, address: &str) -> Link {
    Link::new(name.unwrap_or_default(), if original.is_some() { address } else { "" })
}

/// Who says so; leads to the words of the document it was read from, where there is one.
pub(super) fn source(f: &Frame, fact: &Fact) -> Link {
    named_source(f, fact.source.as_deref(), fact.evidence.as_deref().and_then(Cited::parse).as_ref())
}

/// Where the words of a document that evidence names are shown; none for other evidence.
#[must_use]
pub fn cited(evidence: &str) -> Option<String> {
    Some(address(&Cited::parse(evidence)?))
}

/// Where the words of a document are shown.
#[must_use]
pub fn address(Cited { fingerprint, start, end }: &Cited) -> String {
    format!("/documents/{fingerprint}?from={start}&to={end}#text-1")
}

/// Who says so, by name; leads to the words of the document it was read from, where there is one.
#[must_use]
pub fn named_source(f: &Frame, source: Option<&str>, cited: Option<&Cited>) -> Link {
    let nameless = if cited.is_some() { f.text("desk.evidence") } else { "" };
    Link::new(source.filter(|source| !source.is_empty()).unwrap_or(nameless), cited.map(address).unwrap_or_default())
}

/// Why a file gave nothing.
#[must_use]
pub fn unreadable(lang: Lang, why: &str) -> String {
    let most = if why == "desk.too-many" { vedich_app::desk::MOST_OPEN } else { vedich_app::desk::LONGEST_TEXT };
    lang.say(&format!("problem.{why}"), &[("most", &most.to_string())])
}

/// A document in a list.
#[must_use]
pub fn document(f: &Frame, reading: &Reading, progress: &Progress) -> DocumentLine {
    let number = |count: usize| count.to_string();
    let mut needs = Vec::new();
    if let Some(handed) = &reading.draft.handed {
        needs.push(("later", f.say("desk.handed-by", &[("who", &handed.by), ("at", &date_time(f.lang, handed.at))])));
    }
    let mut say = |class: &'static str, key: &'static str, count: usize| {
        if count > 0 {
            needs.push((class, f.say(key, &[("count", &number(count))])));
        }
    };
    say("contradicts", "desk.needs.contradictions", progress.contradictions);
    say("asks", "desk.needs.asking", progress.asking);
    say("lower", "desk.needs.lower", progress.lower);
    say("open", "desk.needs.open", progress.open);
    say("known", "desk.needs.known", progress.known);
    if progress.open > 0 && progress.least_sure < SURE {
        needs.push(("asks", f.say("desk.needs.least-sure", &[("percent", &progress.least_sure.to_string())])));
    }
    if progress.cards == 0 {
        needs.push(("open", f.text("desk.needs.empty").to_owned()));
    } else if progress.open + progress.contradictions + progress.asking == 0 {
        needs.push(("done", f.text("desk.needs.nothing").to_owned()));
    }
    if !progress.compared {
        needs.push(("later", f.text("desk.needs.uncompared").to_owned()));
    }
    DocumentLine {
        title: reading.title.clone(),
        href: format!("/desk/{}", reading.id),
        file: reading.file.clone().unwrap_or_default(),
        date: dated(f, &reading.draft.date),
        read: date_time(f.lang, reading.made_at),
        needs,
    }
}
