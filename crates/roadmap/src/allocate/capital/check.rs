//! An answer looked over by rules of its own: nothing here knows how it was found.

use super::{Answer, Question};

/// A rule an answer breaks. Places from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Breach {
    /// More spent of a source in a year than there is.
    Budget {
        /// Source.
        source: usize,
        /// Year.
        year: usize,
        /// Beyond the budget.
        over: i64,
    },
    /// A work is paid by a source that may not, or too late to be finished in time.
    Payment {
        /// Place among the payments.
        payment: usize,
    },
    /// A criterion said to be funded is not paid in full, or one that is not takes money.
    Paid {
        /// Commune.
        commune: usize,
        /// Criterion.
        need: usize,
    },
    /// A commune said to reach the target lacks a criterion, or the reverse.
    Reached {
        /// Commune.
        commune: usize,
    },
    /// What must be funded is not, or what must not be is.
    Demand {
        /// Commune.
        commune: usize,
    },
    /// The floor or cap of an area.
    Area {
        /// Area.
        area: usize,
    },
    /// Totals that are not the sums of what is chosen.
    Totals,
}

/// Every rule of the question that the answer breaks; none when it can be trusted.
#[must_use]
pub fn verify(question: &Question, answer: &Answer) -> Vec<Breach> {
    let mut breaches = budgets(question, answer);
    breaches.extend(payments(question, answer));
    breaches.extend(communes(question, answer));
    breaches.extend(areas(question, answer));
    let funded = answer.funded.iter().flatten().filter(|f| **f).count() as i64;
    let reached = answer.reached.iter().filter(|r| **r).count() as i64;
    let spent: i64 = answer.payments.iter().map(|p| p.amount).sum();
    if (reached, funded, spent) != (answer.communes.value, answer.criteria.value, answer.cost.value) {
        breaches.push(Breach::Totals);
    }
    breaches
}

fn budgets(question: &Question, answer: &Answer) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (source, budgets) in question.budgets.iter().enumerate() {
        for (year, budget) in budgets.iter().enumerate() {
            let spent: i64 = answer.payments.iter().filter(|p| (p.source, p.year) == (source, year)).map(|p| p.amount).sum();
            if spent > *budget {
                breaches.push(Breach::Budget { source, year, over: spent - budget });
            }
        }
    }
    breaches
}

fn payments(question: &Question, answer: &Answer) -> Vec<Breach> {
    let last = question.years - 1;
    let sound = |p: &super::Payment| {
        let commune = &question.communes[p.commune];
        let work = &commune.needs[p.need].works[p.work];
        let by = if answer.reached[p.commune] { commune.by.unwrap_or(last).min(last) } else { last };
        p.amount > 0 && work.sources.contains(p.source) && p.year + work.lead as usize <= by
    };
    let unsound = answer.payments.iter().enumerate().filter(|(_, p)| !sound(p));
    unsound.map(|(payment, _)| Breach::Payment { payment }).collect()
}

fn communes(question: &Question, answer: &Answer) -> Vec<Breach> {
    let last = question.years - 1;
    let mut breaches = Vec::new();
    let mut paid: Vec<Vec<Vec<i64>>> = question.communes.iter().map(|c| c.needs.iter().map(|n| vec![0; n.works.len()]).collect()).collect();
    for p in &answer.payments {
        paid[p.commune][p.need][p.work] += p.amount;
    }
    for (commune, asked) in question.communes.iter().enumerate() {
        let by = asked.by.unwrap_or(last).min(last);
        for (need, n) in asked.needs.iter().enumerate() {
            let funded = answer.funded[commune][need];
            let right = n.works.iter().zip(&paid[commune][need]).all(|(w, paid)| *paid == if funded { w.cost } else { 0 });
            if !right || funded && n.lead() as usize > last {
                breaches.push(Breach::Paid { commune, need });
            }
            if n.must && !funded || (n.never || asked.never) && funded {
                breaches.push(Breach::Demand { commune });
            }
        }
        let whole = asked.needs.iter().zip(&answer.funded[commune]).all(|(n, funded)| *funded && n.lead() as usize <= by);
        if answer.reached[commune] && !whole {
            breaches.push(Breach::Reached { commune });
        }
        if asked.must && !answer.reached[commune] || asked.never && answer.reached[commune] {
            breaches.push(Breach::Demand { commune });
        }
    }
    breaches
}

fn areas(question: &Question, answer: &Answer) -> Vec<Breach> {
    let mut breaches = Vec::new();
    for (area, asked) in question.areas.iter().enumerate() {
        let inside = |c: usize| question.communes[c].area == Some(area);
        let reached = (0..question.communes.len()).filter(|c| inside(*c) && answer.reached[*c]).count();
        let money: i64 = answer.payments.iter().filter(|p| inside(p.commune)).map(|p| p.amount).sum();
        if reached < asked.communes_at_least as usize
            || money < asked.money_at_least
            || asked.money_at_most.is_some_and(|most| money > most)
        {
            breaches.push(Breach::Area { area });
        }
    }
    breaches
}
