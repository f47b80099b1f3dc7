//! What is done when every sentence was read: orders are not results, titles say it again, owners are places.

mod rest;

use super::{Builder, same_figure};
use crate::facts::{Body, Document, Fact, UnitRef};

impl Builder<'_> {
    /// What is ordered is not done, and "19 tiêu chí" beside "19/19 tiêu chí" of one unit is the same score.
    pub(super) fn settle(&mut self) {
        let ordered: Vec<_> =
            self.facts.iter().filter(|f| matches!(f.body, Body::Task { .. })).map(|f| (f.span.start, f.span.end)).collect();
        let whole: Vec<_> = self
            .facts
            .iter()
            .filter_map(|f| match &f.body {
                Body::Progress { unit, kind, met, total: Some(_), average_per: None, .. } => Some((unit.clone(), *kind, *met)),
                _ => None,
            })
            .collect();
        let outside = |f: &Fact| {
            let at = ordered.partition_point(|(start, _)| *start <= f.span.start);
            !ordered[at.saturating_sub(3)..at].iter().any(|(start, end)| *start <= f.span.start && f.span.end <= *end)
        };
        self.facts.retain(|f| match &f.body {
            Body::Output { .. } | Body::Finance { what: "disbursed" | "contributed" | "mobilised", .. } => outside(f),
            // "đề nghị huyện A bổ sung hồ sơ của 5 xã nâng cao": what the order is about
            Body::Tally(t) if t.of.is_none() && !t.delta && matches!(t.status, "met" | "recognised" | "not_met") => outside(f),
            // "tham mưu phát triển 5 sản phẩm OCOP", "xã A giữ vững 19 tiêu chí"
            Body::Tally(t) if t.subject == "products" || matches!(t.status, "proposed" | "pending" | "in_progress" | "registered") => {
                outside(f)
            }
            Body::Progress { total: None, average_per: None, .. } if !outside(f) => false,
            // "lựa chọn các xã thuộc huyện để phấn đấu đạt chuẩn trong năm 2019": of the order, nobody's by name
            Body::Target { unit, .. } if unit.name.is_none() && !outside(f) => false,
            // "…; công an xã duy trì mô hình …" behind an aim: ordered
            Body::Target { .. } if f.rule == "target-year" => {
                let at = ordered.partition_point(|(start, _)| *start < f.span.end);
                outside(f) && !ordered[at.saturating_sub(2)..at].iter().any(|(start, end)| f.span.start <= *start && *end <= f.span.end)
            }
            Body::Progress { unit, kind, met, total: None, average_per: None, .. } => {
                whole.len() > 2000 || !whole.iter().any(|(u, k, m)| k == kind && m == met && u == unit)
            }
            _ => true,
        });
    }

    /// A text that names the programme once, behind other news: scores, money and values told before it are of the other matter.
    pub(super) fn in_passing_at_the_end(&mut self) {
        let Some(named) = self.doc.named_once else { return };
        let s = self.doc.sentences[named];
        let from = self.doc.span(s.from, s.from + 1).start;
        self.facts.retain(|f| {
            f.span.start >= from
                || !matches!(f.body, Body::Progress { .. } | Body::Finance { .. } | Body::IndicatorValue { .. } | Body::Unmet { .. })
        });
    }

    /// "xã A", "huyện B": a letter stands for any unit, not for one.
    pub(super) fn placeholders(&mut self) {
        let letter = |unit: &UnitRef| unit.level.rank() >= 1 && unit.name.as_deref().is_some_and(|name| name.chars().count() == 1);
        // a text that names no place tells of no unit: a story, a rule, a question
        let placed = self.doc.places.iter().take(400).any(|p| p.explicit || p.group.is_some());
        let nowhere = |unit: &UnitRef| unit.name.is_none() && unit.level.rank() <= 1 && !placed;
        let letter = |unit: &UnitRef| letter(unit) || nowhere(unit);
        self.facts.retain(|f| match &f.body {
            Body::Progress { unit, .. } | Body::Unmet { unit, .. } | Body::IndicatorValue { unit, .. } | Body::Target { unit, .. } => {
                !letter(unit)
            }
            Body::Tally(t) => !letter(&t.unit),
            _ => true,
        });
    }

    /// The title says shorter what the body says: of a figure said in both the body's is kept.
    pub(super) fn title_again(&mut self) {
        let Some(title) = self.doc.sentences.iter().find(|s| !s.skip).copied().filter(|s| self.is_title(*s)) else { return };
        let end = self.doc.span(title.from, title.to).end;
        let (head, body): (Vec<Fact>, Vec<Fact>) = std::mem::take(&mut self.facts).into_iter().partition(|f| f.span.end <= end);
        self.facts = head.into_iter().filter(|f| !body.iter().any(|b| same_figure(&f.body, &b.body))).collect();
        self.facts.extend(body);
    }

    /// A unit that owns a score is a place the item is about, even when the text never calls it by its type.
    pub(super) fn owning(&mut self) {
        let mut said: Vec<UnitRef> = Vec::new();
        for fact in &self.facts {
            if let Body::Document(Document::Place { name, level }) = &fact.body {
                said.push(UnitRef { name: Some(name.clone()), level: *level });
            }
        }
        let mut more: Vec<Fact> = Vec::new();
        for fact in self.facts.iter().take(400) {
            let (Body::Progress { unit, .. } | Body::Unmet { unit, .. } | Body::IndicatorValue { unit, .. } | Body::Target { unit, .. }) =
                &fact.body
            else {
                continue;
            };
            if said.len() >= 24 || unit.name.is_none() || said.contains(unit) {
                continue;
            }
            let named = self.doc.places.iter().take(400).find(|p| Some(&p.name) == unit.name.as_ref());
            let (Some(place), Some(name)) = (named, unit.name.clone()) else { continue };
            said.push(unit.clone());
            let span = self.doc.source.span(place.start as usize, place.end as usize);
            let body = Body::Document(Document::Place { name, level: unit.level });
            more.push(Fact {
                body,
                evidence: self.doc.source.original(span),
                span,
                confidence: self.confidence.of("place"),
                rule: "place",
            });
        }
        self.facts.extend(more);
    }
}
