//! What must hold of an event of a paper.

use super::{Problem, problem};
use chrono::Datelike;
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_facts::{Body, Correction, Fact, FollowUp, HandOver, Handed, Issue, PaperEvent, PaperId, Receipt, Recorded};
use vedich_papers::{PaperState, Registers};
use vedich_reference::{paper_forms, paper_layouts, paper_sample};
use vedich_values::{Date, EntrySeq, FactSeq, Timestamp};

/// Longest text of one place, in letters: some ten pages.
const LONGEST_TEXT: usize = 30_000;
/// Longest template, in letters.
const LONGEST_TEMPLATE: usize = 100_000;

/// Texts of a paper by place; none: the text of the place is taken back.
type Texts = BTreeMap<String, Option<String>>;

/// The state an entry's events are checked against, one after the other.
pub(super) struct Papers {
    registers: Arc<Registers>,
    /// The event before, taken in when another one follows: most entries have one, and the registers are large.
    before: Option<Recorded>,
    next: u64,
    today: Date,
}

impl Papers {
    pub(super) const fn new(registers: Arc<Registers>, next: u64, today: Date) -> Self {
        Self { registers, before: None, next, today }
    }

    /// Counts a fact that is no event of a paper.
    pub(super) const fn pass(&mut self) {
        self.next += 1;
    }

    /// Every problem of an event; one without is taken in.
    pub(super) fn check(&mut self, fact: &Fact, event: &PaperEvent, found: &mut Vec<Problem>) {
        if let Some(before) = self.before.take() {
            Arc::make_mut(&mut self.registers).apply(&before);
        }
        let known = found.len();
        if let Some(earlier) = fact.supersedes {
            found.push(problem("fact.supersedes-other").with("fact", earlier));
        }
        match event {
            PaperEvent::Begun { form, layout, period, fields } => self.check_begun(form, layout, period.as_ref(), fields.as_deref(), found),
            PaperEvent::Written { paper, texts, base } => self.check_written(fact, *paper, (texts, *base), found),
            PaperEvent::Issued { paper, issue, content } => self.check_issued(fact, *paper, (issue, content), found),
            PaperEvent::Dropped { paper } => self.check_draft(fact, *paper, found),
            PaperEvent::Refreshed { paper, fields } => {
                self.check_draft(fact, *paper, found);
                if !is_object(fields) {
                    found.push(problem("paper.bad-fields"));
                }
            }
            PaperEvent::HandedOver(over) => self.check_hand_over(fact, over, found),
            PaperEvent::Received(receipt) => self.check_received(fact, receipt, found),
            PaperEvent::Corrected(correction) => self.check_correction(fact, correction, found),
            PaperEvent::Followed(follow) => self.check_followed(fact, follow, found),
            PaperEvent::Template { form, text } => check_template(form, text.as_deref(), found),
        }
        if found.len() == known {
            let fact = Fact::new(fact.unit, fact.as_of, Body::Paper(Box::new(event.clone())));
            let recorded = Recorded { seq: FactSeq(self.next), entry: EntrySeq(0), recorded_at: Timestamp::default(), fact };
            self.before = Some(recorded);
        }
        self.next += 1;
    }

    fn check_written(&self, fact: &Fact, paper: PaperId, (texts, base): (&Texts, FactSeq), found: &mut Vec<Problem>) {
        self.check_draft(fact, paper, found);
        for (key, text) in texts {
            if !is_key(key) {
                found.push(problem("paper.bad-key").with("found", key));
            }
            if key == "head-urgency" && text.as_deref().is_some_and(|text| !is_urgency(text)) {
                found.push(problem("paper.bad-urgency").with("found", text.as_deref().unwrap_or_default()));
            }
            if text.as_ref().is_some_and(|text| text.chars().count() > LONGEST_TEXT) {
                found.push(problem("paper.text-too-long").with("key", key).with("most", LONGEST_TEXT));
            }
        }
        let changed = self.registers.get(paper).map(|line| line.changed_since(base, texts.keys())).unwrap_or_default();
        if !changed.is_empty() {
            found.push(problem("paper.changed-meanwhile").with("keys", changed.join(", ")));
        }
    }

    fn check_issued(&self, fact: &Fact, paper: PaperId, (issue, content): (&Issue, &str), found: &mut Vec<Problem>) {
        self.check_draft(fact, paper, found);
        if issue.issuer.is_empty() {
            found.push(problem("paper.no-issuer"));
        }
        if issue.signer.trim().is_empty() {
            found.push(problem("paper.no-signer"));
        }
        self.check_has_come(fact, found);
        let of_year = fact.as_of.year() == issue.year;
        if issue.number == 0 || !of_year || self.registers.is_taken(fact.unit, &issue.issuer, issue.year, issue.number) {
            found.push(problem("paper.number-taken").with("number", issue.number).with("year", issue.year));
        }
        if content.is_empty() {
            found.push(problem("paper.damaged").with("paper", paper));
        }
    }

    fn check_received(&self, fact: &Fact, receipt: &Receipt, found: &mut Vec<Problem>) {
        check_complete(receipt, found);
        self.check_has_come(fact, found);
        if self.registers.arrival(fact.unit, receipt.year, receipt.number).is_some() {
            found.push(problem("paper.number-taken").with("number", receipt.number).with("year", receipt.year));
        }
    }

    fn check_followed(&self, fact: &Fact, follow: &FollowUp, found: &mut Vec<Problem>) {
        if self.registers.arrival(fact.unit, follow.year, follow.number).is_none() {
            found.push(problem("paper.no-arrival").with("number", follow.number).with("year", follow.year));
        }
        let texts = [&follow.progress, &follow.answer, &follow.note];
        if texts.iter().all(|text| text.trim().is_empty()) {
            found.push(problem("paper.nothing-said"));
        }
        if texts.iter().any(|text| text.chars().count() > LONGEST_TEXT) {
            found.push(problem("paper.text-too-long").with("key", follow.number).with("most", LONGEST_TEXT));
        }
    }

    /// What is dated in the future did not happen yet; whether it did.
    fn check_has_come(&self, fact: &Fact, found: &mut Vec<Problem>) -> bool {
        let has_come = fact.as_of <= self.today;
        if !has_come {
            found.push(problem("fact.future-date").with("date", fact.as_of).with("today", self.today));
        }
        has_come
    }

    /// A line keeps its number and year; whoever corrects it says why and has seen it as it stands.
    fn check_correction(&self, fact: &Fact, correction: &Correction, found: &mut Vec<Problem>) {
        let Correction { receipt, reason, base } = correction;
        let Some(arrival) = self.registers.arrival(fact.unit, receipt.year, receipt.number) else {
            return found.push(problem("paper.no-arrival").with("number", receipt.number).with("year", receipt.year));
        };
        check_complete(receipt, found);
        if reason.trim().is_empty() {
            found.push(problem("paper.no-reason"));
        }
        if self.check_has_come(fact, found) && fact.as_of.year() != receipt.year {
            found.push(problem("paper.other-year").with("number", receipt.number).with("year", receipt.year));
        }
        if (&arrival.receipt, arrival.came) == (receipt, fact.as_of) {
            found.push(problem("paper.nothing-corrected"));
        }
        if arrival.version() > *base {
            found.push(problem("paper.line-changed").with("number", receipt.number));
        }
    }

    fn check_hand_over(&self, fact: &Fact, over: &HandOver, found: &mut Vec<Problem>) {
        self.check_has_come(fact, found);
        match over.what {
            Handed::Issued(paper) => {
                let known = self.registers.get(paper).filter(|line| line.unit == fact.unit);
                match known.map(|line| &line.state) {
                    Some(PaperState::Issued { dated, .. }) if fact.as_of < *dated => found.push(problem("paper.handed-before")),
                    Some(PaperState::Issued { .. }) => {}
                    _ => found.push(problem("paper.not-issued").with("paper", paper)),
                }
            }
            Handed::Arrival { year, number } => match self.registers.arrival(fact.unit, year, number) {
                Some(arrival) if fact.as_of < arrival.came => found.push(problem("paper.handed-before")),
                Some(_) => {}
                None => found.push(problem("paper.no-arrival").with("number", number).with("year", year)),
            },
        }
        if over.copies.is_none() && [&over.kept_by, &over.received_by, &over.note].iter().all(|text| text.trim().is_empty()) {
            found.push(problem("paper.nothing-said"));
        }
    }

    fn check_begun(
        &self,
        form: &str,
        layout: &str,
        period: Option<&vedich_facts::PaperPeriod>,
        fields: Option<&str>,
        found: &mut Vec<Problem>,
    ) {
        if paper_layouts().get(layout, self.today).is_none() {
            found.push(problem("paper.unknown-layout").with("layout", layout));
        }
        let forms = paper_forms();
        let Some(form) = forms.get(form) else { return found.push(problem("paper.unknown-form").with("form", form)) };
        let is_period = period.is_some_and(|period| forms.period(&period.cycle, period.year, period.number).as_ref() == Some(period));
        if form.computed && !is_period {
            found.push(problem("paper.bad-period"));
        }
        if !form.computed && !fields.is_some_and(is_object) {
            found.push(problem("paper.bad-fields"));
        }
    }

    fn check_draft(&self, fact: &Fact, paper: PaperId, found: &mut Vec<Problem>) {
        match self.registers.get(paper) {
            Some(line) if line.unit == fact.unit && line.state == PaperState::Draft => {}
            Some(line) if line.unit == fact.unit => found.push(problem("paper.no-draft").with("paper", paper)),
            _ => found.push(problem("paper.unknown").with("paper", paper)),
        }
    }
}

/// Whether a text can name a place of a paper.
fn is_key(text: &str) -> bool {
    (1..=60).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// Whether a text is a JSON object, as the fields of a paper are kept.
fn is_object(text: &str) -> bool {
    serde_json::from_str::<serde_json::Value>(text).is_ok_and(|fields| fields.is_object())
}

/// A paper that came in says whose it is and what about.
fn check_complete(receipt: &Receipt, found: &mut Vec<Problem>) {
    if receipt.author.trim().is_empty() || receipt.title.trim().is_empty() {
        found.push(problem("paper.incomplete"));
    }
}

/// Whether a text is a mark of urgency of some layout, or says that there is none.
fn is_urgency(text: &str) -> bool {
    text.trim().is_empty() || paper_layouts().iter().any(|layout| layout.urgency(text).is_some())
}

/// A template that asks for a field no paper of its form has is refused, with the line.
fn check_template(form: &str, text: Option<&str>, found: &mut Vec<Problem>) {
    let Some(known) = paper_forms().get(form) else { return found.push(problem("paper.unknown-form").with("form", form)) };
    let Some(text) = text else { return };
    if text.chars().count() > LONGEST_TEMPLATE {
        return found.push(problem("paper.text-too-long").with("key", form).with("most", LONGEST_TEMPLATE));
    }
    let tables: Vec<&str> = known.tables.iter().map(String::as_str).collect();
    let wrong = vedich_papers::check(text, &paper_sample(known), &tables);
    found.extend(wrong.iter().map(vedich_papers::TemplateProblem::told));
}
