//! The evidence of a unit in words.

use super::fieldwork::Who;
use super::{Scene, fieldwork};
use crate::pages::fieldwork::evidence::{CriterionLine, EvidenceView, ExhibitLine, NeedLine};
use crate::parts::Link;
use std::collections::BTreeSet;
use vedich_app::evidence::{Attached, Checklist};
use vedich_criteria::CriteriaSet;
use vedich_documents::{Column, Content, Kind, Table};
use vedich_facts::{EvidenceOf, Exhibit, StoredFile};
use vedich_values::{CriterionNo, FactSeq, SetId, UnitId};

/// The page.
#[must_use]
pub fn page(s: Scene<'_>, unit: UnitId, all: &[Attached], checklist: Option<&Checklist>, who: Who<'_>) -> EvidenceView {
    let crumbs = s.crumbs(unit).into_iter().chain([s.place_link(unit)]).collect();
    let path = format!("/evidence/{unit}");
    let set = checklist.map(|checklist| &*checklist.set);
    let mut exhibits: Vec<ExhibitLine> = all.iter().map(|one| exhibit(s, set, (&path, who), one)).collect();
    exhibits.reverse();
    let mut view = EvidenceView { name: s.name(unit), crumbs, path, exhibits, abouts: abouts(s, set), ..EvidenceView::default() };
    if let Some(checklist) = checklist {
        let f = s.f;
        view.complete = checklist.tally.to_string();
        view.shown = checklist.shown.to_string();
        view.pieces = checklist
            .pieces
            .iter()
            .map(|state| NeedLine {
                name: f.lang.of(&state.piece.name).to_owned(),
                there: links(all, &state.there),
                about: format!("dossier:{}", state.piece.key),
            })
            .collect();
        view.criteria = checklist.criteria.iter().map(|one| criterion(s, checklist, all, one)).collect();
    }
    view
}

fn criterion(s: Scene<'_>, checklist: &Checklist, all: &[Attached], one: &vedich_app::evidence::CriterionNeeds) -> CriterionLine {
    let f = s.f;
    let indicator = |needs: &vedich_app::evidence::IndicatorNeeds| {
        let name = checklist.set.indicator(needs.code.as_str()).map(|one| f.lang.of(&one.name)).unwrap_or_default();
        let mut lines: Vec<NeedLine> = needs
            .needs
            .iter()
            .map(|(need, there)| NeedLine {
                name: f.lang.of(&need.name).to_owned(),
                there: links(all, there),
                about: format!("indicator:{}:{}", needs.code, need.key),
            })
            .collect();
        if !needs.others.is_empty() {
            let name = f.text("fieldwork.evidence.other").to_owned();
            lines.push(NeedLine { name, there: links(all, &needs.others), about: format!("indicator:{}", needs.code) });
        }
        (format!("{} {name}", needs.code), lines)
    };
    let mut indicators: Vec<(String, Vec<NeedLine>)> = one.indicators.iter().map(indicator).collect();
    if !one.others.is_empty() {
        let name = f.text("fieldwork.evidence.other").to_owned();
        let whole = NeedLine { name, there: links(all, &one.others), about: format!("criterion:{}", one.no) };
        indicators.insert(0, (f.text("fieldwork.evidence.whole-criterion").to_owned(), vec![whole]));
    }
    CriterionLine {
        no: one.no.to_string(),
        name: name_of(s, &checklist.set, one.no),
        complete: f.say("fieldwork.evidence.complete", &[("shown", &one.shown.to_string()), ("papers", &one.tally.to_string())]),
        full: one.tally.missing() == 0,
        indicators,
    }
}

fn name_of(s: Scene<'_>, set: &CriteriaSet, no: CriterionNo) -> String {
    set.criteria.iter().find(|criterion| criterion.no == no).map(|one| s.f.lang.of(&one.name).to_owned()).unwrap_or_default()
}

fn links(all: &[Attached], wanted: &[FactSeq]) -> Vec<Link> {
    let of = |one: &Attached| one.parts().map(|(_, _, title)| Link::new(title, format!("#e-{}", one.seq())));
    all.iter().filter(|one| wanted.contains(&one.seq())).filter_map(of).collect()
}

fn exhibit(s: Scene<'_>, set: Option<&CriteriaSet>, (path, who): (&str, Who<'_>), one: &Attached) -> ExhibitLine {
    let f = s.f;
    let Some((what, about, title)) = one.parts() else { return ExhibitLine::default() };
    let seq = one.seq().to_string();
    let (href, picture, text, kind, size) = match what {
        Exhibit::Link(link) => {
            (link.clone(), String::new(), String::new(), f.text("fieldwork.evidence.kind-link").to_owned(), String::new())
        }
        Exhibit::File(file) => {
            let address = format!("{path}/{seq}");
            let (picture, text) = (fieldwork::picture(file, &address), fieldwork::text(file, &address));
            (address, picture, text, kind_of(file), kilobytes(s, file))
        }
    };
    let recorded = &one.recorded;
    let facts = f.say("fieldwork.evidence.facts", &[("date", &f.date(recorded.fact.as_of))]);
    ExhibitLine {
        seq,
        title: Link::new(title, href),
        picture,
        text,
        facts: [kind.as_str(), &size, &facts].into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · "),
        kind,
        about: about_words(s, set, about),
        note: recorded.fact.note.as_deref().unwrap_or_default().to_owned(),
        sent: who.did(s, recorded),
        withdrawn: one.withdrawn.as_ref().map(|gone| (gone.fact.note.as_deref().unwrap_or_default().to_owned(), who.did(s, gone))),
    }
}

fn kind_of(file: &StoredFile) -> String {
    file.name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.to_uppercase())
}

fn kilobytes(s: Scene<'_>, file: &StoredFile) -> String {
    format!("{} KB", s.f.count(u32::try_from(file.bytes.div_ceil(1024)).unwrap_or(u32::MAX)))
}

/// What evidence shows, in words.
#[must_use]
pub fn about_words(s: Scene<'_>, set: Option<&CriteriaSet>, about: &EvidenceOf) -> String {
    let f = s.f;
    let set_of = |id: &SetId| s.catalogue().get(id.as_str()).map(|set| &**set).or(set);
    match about {
        EvidenceOf::Unit => f.text("fieldwork.evidence.about-unit").to_owned(),
        EvidenceOf::Dossier(key) => {
            let piece = vedich_reference::dossier().and_then(|known| known.pieces.iter().find(|piece| piece.key == *key));
            piece.map_or_else(|| key.clone(), |piece| f.lang.of(&piece.name).to_owned())
        }
        EvidenceOf::Criterion { set, no } => {
            let name = set_of(set).map(|set| name_of(s, set, *no)).unwrap_or_default();
            format!("{} {no}. {name}", f.text("fieldwork.criterion"))
        }
        EvidenceOf::Indicator { set, code, .. } => {
            let name = set_of(set).and_then(|set| set.indicator(code.as_str())).map(|one| f.lang.of(&one.name).to_owned());
            format!("{code} {}", name.unwrap_or_default())
        }
        EvidenceOf::Value(seq) => f.say("fieldwork.evidence.about-value", &[("fact", &seq.to_string())]),
        EvidenceOf::Task { task, .. } => f.say("fieldwork.evidence.about-task", &[("task", task.as_str())]),
        EvidenceOf::Visit(_) => f.text("fieldwork.evidence.about-visit").to_owned(),
    }
}

/// What whoever sent evidence is told beside that it was recorded: which of it was there before, and what else shows the same file. `all`
/// is the evidence they may see.
#[must_use]
pub fn remarks(s: Scene<'_>, unit: UnitId, all: &[Attached], known: &[FactSeq], elsewhere: &[FactSeq]) -> Vec<Remark> {
    let set = s.board.set_in_force(unit).map(|set| &**set);
    let one = |(code, key): (&'static str, &'static str), seq: &FactSeq| {
        let (_, about, title) = all.iter().find(|one| one.seq() == *seq)?.parts()?;
        let about = about_words(s, set, about);
        let message = s.f.say(key, &[("title", title), ("about", &about)]);
        Some(Remark { code, evidence: seq.get(), message })
    };
    let there = ("there-already", "fieldwork.evidence.there-already");
    let serves = ("serves-already", "fieldwork.evidence.serves-already");
    let known = known.iter().filter_map(|seq| one(there, seq));
    known.chain(elsewhere.iter().filter_map(|seq| one(serves, seq))).collect()
}

/// Something to know about evidence that was sent.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
pub struct Remark {
    /// `there-already`: it showed the same before and was left out; `serves-already`: the same file or link shows something else as well.
    #[schema(value_type = String)]
    pub code: &'static str,
    /// The evidence that was there before.
    pub evidence: u64,
    /// The same in words.
    pub message: String,
}

/// What can be chosen in the form.
fn abouts(s: Scene<'_>, set: Option<&CriteriaSet>) -> Vec<(String, String)> {
    let f = s.f;
    let mut choices = vec![("unit".to_owned(), f.text("fieldwork.evidence.about-unit").to_owned())];
    let Some(set) = set else { return choices };
    if let Some(dossier) = vedich_reference::dossier() {
        let pieces = dossier.pieces_of(set.subject.name());
        choices.extend(pieces.map(|piece| (format!("dossier:{}", piece.key), f.lang.of(&piece.name).to_owned())));
        for criterion in &set.criteria {
            let name = f.lang.of(&criterion.name);
            choices.push((format!("criterion:{}", criterion.no), format!("{} {}. {name}", f.text("fieldwork.criterion"), criterion.no)));
            for indicator in &criterion.indicators {
                let named = format!("{} {}", indicator.code, f.lang.of(&indicator.name));
                choices.push((format!("indicator:{}", indicator.code), named.clone()));
                for need in dossier.needs(criterion) {
                    let words = format!("{} – {}", indicator.code, f.lang.of(&need.name));
                    choices.push((format!("indicator:{}:{}", indicator.code, need.key), words));
                }
            }
        }
    }
    choices
}

/// What [`read_about`] reads, as refusals list it.
pub const ABOUTS: &str = "unit, dossier:KEY, criterion:18, indicator:18.4, value:123, task:ROADMAP:TASK, visit:123";

/// What a form or link says that evidence shows: `unit`, `dossier:KEY`, `criterion:5`, `indicator:5.1`, `indicator:5.1:photos`,
/// `value:FACT`, `task:ROADMAP:TASK`, `visit:FACT`.
#[must_use]
pub fn read_about(text: &str, set: Option<&SetId>) -> Option<EvidenceOf> {
    let mut words = text.splitn(3, ':');
    let (kind, first, second) = (words.next()?, words.next(), words.next());
    Some(match (kind, first, second) {
        ("unit" | "", None, None) => EvidenceOf::Unit,
        ("dossier", Some(key), None) => EvidenceOf::Dossier(key.to_owned()),
        ("criterion", Some(no), None) => EvidenceOf::Criterion { set: set?.clone(), no: CriterionNo(no.parse().ok()?) },
        ("indicator", Some(code), item) => EvidenceOf::Indicator { set: set?.clone(), code: code.into(), item: item.map(str::to_owned) },
        ("value", Some(seq), None) => EvidenceOf::Value(FactSeq(seq.parse().ok()?)),
        ("task", Some(roadmap), Some(task)) => EvidenceOf::Task { roadmap: roadmap.into(), task: task.into() },
        ("visit", Some(seq), None) => EvidenceOf::Visit(FactSeq(seq.parse().ok()?)),
        _ => return None,
    })
}

/// What evidence shows, as [`read_about`] reads it; the set of a criterion or indicator is not in it.
#[must_use]
pub fn write_about(about: &EvidenceOf) -> String {
    match about {
        EvidenceOf::Unit => "unit".to_owned(),
        EvidenceOf::Dossier(key) => format!("dossier:{key}"),
        EvidenceOf::Criterion { no, .. } => format!("criterion:{no}"),
        EvidenceOf::Indicator { code, item: None, .. } => format!("indicator:{code}"),
        EvidenceOf::Indicator { code, item: Some(item), .. } => format!("indicator:{code}:{item}"),
        EvidenceOf::Value(seq) => format!("value:{seq}"),
        EvidenceOf::Task { roadmap, task } => format!("task:{roadmap}:{task}"),
        EvidenceOf::Visit(seq) => format!("visit:{seq}"),
    }
}

/// The name of a file in the archive: its number and what it is called, so that no two are alike.
#[must_use]
pub fn packed_name(one: &Attached, stored: &StoredFile) -> String {
    format!("{}-{}", one.seq(), stored.name)
}

/// What the archive holds, as a table; of what the store does not have it says so.
#[must_use]
pub fn index(s: Scene<'_>, unit: UnitId, all: &[Attached], who: Who<'_>, missing: &BTreeSet<FactSeq>) -> Table {
    let f = s.f;
    let set = s.board.set_in_force(unit).map(|set| &**set);
    let row = |one: &Attached| {
        let (what, about, title) = one.parts()?;
        let place = match what {
            Exhibit::File(file) => packed_name(one, file),
            Exhibit::Link(link) => link.clone(),
        };
        let hash = one.file().map(|file| file.hash.clone()).unwrap_or_default();
        let note = one.recorded.fact.note.as_deref().unwrap_or_default();
        Some(vec![
            Content::count(one.seq().get()),
            Content::text(&about_words(s, set, about)),
            Content::text(title),
            Content::text(&place),
            Content::Date(one.recorded.fact.as_of),
            Content::text(note),
            Content::text(&who.did(s, &one.recorded)),
            Content::text(&hash),
            Content::text(if missing.contains(&one.seq()) { f.text("fieldwork.evidence.not-in-store") } else { "" }),
        ])
    };
    let heading = |key: &'static str, kind| Column::new(f.text(key), kind);
    Table {
        name: f.text("fieldwork.evidence-label").to_owned(),
        title: f.say("fieldwork.evidence.title", &[("name", &s.name(unit))]),
        columns: vec![
            heading("fieldwork.evidence.number", Kind::Number),
            heading("fieldwork.evidence.about", Kind::Text),
            heading("fieldwork.evidence.name", Kind::Text),
            heading("fieldwork.evidence.file", Kind::Text),
            heading("web.col.date", Kind::Date),
            heading("fieldwork.note", Kind::Text),
            heading("fieldwork.evidence.sent-by", Kind::Text),
            heading("fieldwork.evidence.hash", Kind::Code),
            heading("fieldwork.evidence.in-store", Kind::Text),
        ],
        rows: all.iter().filter_map(row).collect(),
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_evidence_shows_is_read_as_links_write_it() {
        let set = SetId::new("s");
        let read = |text: &str| read_about(text, Some(&set));
        assert_eq!(read("unit"), Some(EvidenceOf::Unit));
        assert_eq!(read("dossier:report"), Some(EvidenceOf::Dossier("report".into())));
        assert_eq!(
            read("indicator:5.1:photos"),
            Some(EvidenceOf::Indicator { set: set.clone(), code: "5.1".into(), item: Some("photos".into()) })
        );
        assert_eq!(read("value:7"), Some(EvidenceOf::Value(FactSeq(7))));
        assert_eq!(read("task:1:tc2.thi-cong"), Some(EvidenceOf::Task { roadmap: "1".into(), task: "tc2.thi-cong".into() }));
        for wrong in ["criterion:x", "nothing:1", "unit:1", "task:1"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(read_about("criterion:5", None), None);
        for text in ["unit", "dossier:report", "criterion:5", "indicator:5.1", "indicator:5.1:photos", "value:7", "task:1:tc2.x", "visit:9"]
        {
            assert_eq!(write_about(&read(text).unwrap()), text);
        }
    }
}
