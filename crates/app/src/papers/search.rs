//! Papers of a unit looked for: by words of their name, number and abstract, by state, by year.

use crate::App;
use std::sync::Arc;
use vedich_facts::PaperId;
use vedich_papers::{PaperLine, PaperState};
use vedich_reference::paper_forms;
use vedich_values::UnitId;
use vedich_values::text::fold;

/// What is looked for; nothing of it given: every paper.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaperSearch {
    /// Words that all stand in its name, number or abstract; with or without diacritics.
    pub words: String,
    /// Issued ones only, or drafts only.
    pub issued: Option<bool>,
    /// Of that year: the year of its number, for a draft the year it was begun.
    pub year: Option<i32>,
}

/// A page of what was found.
#[derive(Clone, Debug, Default)]
pub struct PapersFound {
    /// The papers, the latest begun first.
    pub lines: Vec<Arc<PaperLine>>,
    /// Where it goes on: the papers begun before this one.
    pub next: Option<PaperId>,
    /// Whether it ends early because enough was looked through.
    pub cut: bool,
}

impl App {
    /// A page of a unit's papers, those begun before `after`.
    #[must_use]
    pub fn find_papers(&self, unit: UnitId, search: &PaperSearch, after: Option<PaperId>, limit: usize) -> PapersFound {
        let papers = self.papers();
        let words: Vec<String> = fold(&search.words).split_whitespace().map(str::to_owned).collect();
        let page = papers.page(unit, after, limit, |line| search.wants(line, &words));
        PapersFound { lines: page.lines.into_iter().cloned().collect(), next: page.next, cut: page.cut }
    }
}

impl PaperSearch {
    fn wants(&self, line: &PaperLine, words: &[String]) -> bool {
        let issue = match &line.state {
            PaperState::Issued { issue, .. } => Some(issue),
            PaperState::Draft | PaperState::Dropped => None,
        };
        let begun = || chrono::Datelike::year(&vedich_values::date::day_of(line.begun));
        if self.issued.is_some_and(|issued| issued != issue.is_some())
            || self.year.is_some_and(|year| year != issue.map_or_else(begun, |issue| issue.year))
        {
            return false;
        }
        if words.is_empty() {
            return true;
        }
        let forms = paper_forms();
        let mut text = forms.get(&line.form).map_or_else(String::new, |form| format!("{} {}", form.name.vi, form.name.en));
        if let Some(period) = &line.period {
            text = format!("{text} {}", forms.period_name(period).vi);
        }
        if let Some(issue) = issue {
            text = format!("{text} {} {}", issue.symbol, issue.title);
        }
        let text = fold(&text);
        words.iter().all(|word| text.contains(word.as_str()))
    }
}
