//! Who is left out and why, tried out rather than guessed: the money that is missing is found by paying for the commune beside all that
//! is reached, and beside all but one of about the same cost.

use super::flow::Flow;
use super::model::Model;
use super::state::{Refused, State};
use super::{Answer, CapitalError, Question, SourceSet, demands};

/// Money that is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortage {
    /// So much.
    pub amount: i64,
    /// Sources that may pay and have nothing left.
    pub sources: SourceSet,
    /// By the end of this year, from 0.
    pub by: usize,
}

/// Why a commune does not reach the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// It shall get no money.
    Excluded,
    /// One of its criteria shall not be funded.
    NeedExcluded {
        /// The criterion, by place.
        need: usize,
    },
    /// A criterion takes longer than there is time.
    TooSlow {
        /// The criterion, by place.
        need: usize,
        /// Years it takes after the year of payment.
        lead: u32,
        /// Years there are after the first.
        room: usize,
    },
    /// Its area has no more room under its cap.
    AreaCap {
        /// Beyond the cap.
        short_by: i64,
    },
    /// Beside the communes reached there is not money enough.
    Money(Shortage),
    /// There would be money for it: the answer is not proven the best.
    NotTried,
}

/// What would happen with the commune in the place of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The money set free would not do.
    Money(Shortage),
    /// Its area has not that much room under its cap.
    AreaCap {
        /// Beyond the cap.
        short_by: i64,
    },
    /// The area of the other would fall below its floor.
    Floor {
        /// The area, by number.
        area: usize,
    },
    /// As many communes, but it costs more.
    CostsMore {
        /// So much.
        amount: i64,
    },
    /// As many communes, but fewer criteria.
    FewerCriteria {
        /// So many.
        criteria: usize,
    },
    /// It could as well have been this one.
    Equal,
}

/// Another commune that was chosen, of about the same cost, and why not this one instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Instead {
    /// The other, by place.
    pub of: usize,
    /// What the other costs.
    pub cost: i64,
    /// What would happen.
    pub outcome: Outcome,
}

/// A commune that does not reach the target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// The commune, by place.
    pub commune: usize,
    /// What all its criteria cost.
    pub cost: i64,
    /// Why.
    pub reason: Reason,
    /// The chosen commune nearest in cost, if one could have been exchanged.
    pub instead: Option<Instead>,
}

/// Why each commune that does not reach the target is left out, in the order of the question.
///
/// # Errors
/// A question that cannot be used.
pub fn left_out(question: &Question, answer: &Answer) -> Result<Vec<LeftOut>, CapitalError> {
    demands::check(question)?;
    let model = Model::new(question);
    let mut state = demands::musts(&model)?;
    for commune in (0..model.communes()).filter(|c| answer.reached[*c]) {
        if !state.reached[commune] {
            let reached = state.reach(commune);
            debug_assert!(reached.is_ok(), "the answer can be paid");
        }
    }
    // Single criteria give way to a whole commune, but not where they keep the floor of an area.
    for commune in 0..model.communes() {
        let floor = model.area(commune).is_some_and(|a| question.areas[a].money_at_least > 0);
        for (item, funded) in model.items_of(commune).zip(&answer.funded[commune]) {
            if floor && *funded && !state.funded[item] {
                let paid = state.fund(item);
                debug_assert!(paid.is_ok(), "the answer can be paid");
            }
        }
    }
    let explain = |commune: usize| {
        let cost = question.communes[commune].cost();
        let reason = fixed_reason(question, commune).unwrap_or_else(|| match try_reach(&state, commune) {
            None => Reason::NotTried,
            Some(Blocked::Cap(short_by)) => Reason::AreaCap { short_by },
            Some(Blocked::Money(shortage)) => Reason::Money(shortage),
        });
        let instead = matches!(reason, Reason::AreaCap { .. } | Reason::Money(_)).then(|| instead(&state, commune)).flatten();
        LeftOut { commune, cost, reason, instead }
    };
    Ok((0..model.communes()).filter(|c| !answer.reached[*c]).map(explain).collect())
}

fn fixed_reason(question: &Question, commune: usize) -> Option<Reason> {
    let asked = &question.communes[commune];
    let last = question.years - 1;
    let room = asked.by.unwrap_or(last).min(last);
    if asked.never {
        return Some(Reason::Excluded);
    }
    if let Some(need) = asked.needs.iter().position(|n| n.never) {
        return Some(Reason::NeedExcluded { need });
    }
    let slow = asked.needs.iter().position(|n| n.lead() as usize > room)?;
    Some(Reason::TooSlow { need: slow, lead: asked.needs[slow].lead(), room })
}

enum Blocked {
    Cap(i64),
    Money(Shortage),
}

/// What keeps a commune from being reached beside a choice.
fn try_reach(state: &State, commune: usize) -> Option<Blocked> {
    match state.clone().reach(commune) {
        Ok(()) => None,
        Err(Refused::Cap(over)) => Some(Blocked::Cap(over)),
        Err(Refused::Money(_) | Refused::Never) => Some(Blocked::Money(shortage(state, commune))),
    }
}

/// All the money a commune lacks beside a choice, over all its works.
fn shortage(state: &State, commune: usize) -> Shortage {
    let (model, asked) = (state.model, &state.model.question.communes[commune]);
    let years = model.question.years;
    let by = asked.by.unwrap_or(years - 1).min(years - 1);
    let works: Vec<_> = asked.needs.iter().flat_map(|n| &n.works).filter(|w| w.cost > 0).collect();
    let mut kinds = model.kinds.clone();
    kinds.extend(works.iter().map(|w| model.kind(w.sources, by.saturating_sub(w.lead as usize))));
    let mut flow = Flow::over(&model.budgets, kinds.len());
    let mut paid: Vec<i64> = (0..model.kinds.len()).map(|kind| state.flow.paid_in_all(kind)).collect();
    // What must be funded of the commune is paid again as a part of the whole.
    for item in model.items_of(commune).filter(|i| state.funded[*i]) {
        let bill = model.items[item].late.map_or(&[][..], |bill| model.amounts(bill));
        bill.iter().for_each(|&(kind, amount)| paid[kind] -= amount);
    }
    for (kind, paid) in paid.into_iter().enumerate() {
        let again = flow.add(&kinds, kind, paid);
        debug_assert!(again.is_ok(), "the choice can be paid");
    }
    let mut shortage = Shortage { amount: 0, sources: SourceSet::default(), by: 0 };
    for (kind, work) in works.iter().enumerate().map(|(i, w)| (model.kinds.len() + i, w)) {
        if let Err(short) = flow.add_most(&kinds, kind, work.cost) {
            shortage.amount += short.amount;
            let spent = short.slots.iter().map(|slot| slot / years);
            shortage.sources = shortage.sources.iter().chain(work.sources.iter()).chain(spent).collect();
            shortage.by = shortage.by.max(kinds[kind].due);
        }
    }
    shortage
}

/// The chosen commune nearest in cost that is free to go, and what an exchange would bring.
fn instead(state: &State, commune: usize) -> Option<Instead> {
    let (model, question) = (state.model, state.model.question);
    let asked = &question.communes[commune];
    let cost = asked.cost();
    let free = (0..model.communes()).filter(|c| state.reached[*c] && !model.must_reach(*c) && question.communes[*c].cost() > 0);
    let of = free.min_by_key(|&c| (question.communes[c].cost().abs_diff(cost), question.communes[c].area != asked.area, c))?;
    let other = &question.communes[of];
    let mut swapped = state.clone();
    swapped.unreach(of);
    let outcome = match try_reach(&swapped, commune) {
        Some(Blocked::Cap(short_by)) => Outcome::AreaCap { short_by },
        Some(Blocked::Money(shortage)) => Outcome::Money(shortage),
        None => {
            let reached = swapped.reach(commune);
            debug_assert!(reached.is_ok(), "tried just before");
            let floor = other.area.filter(|area| swapped.area_misses(*area) != (0, 0));
            match floor {
                Some(area) => Outcome::Floor { area },
                None if cost > other.cost() => Outcome::CostsMore { amount: cost - other.cost() },
                None if asked.needs.len() < other.needs.len() => Outcome::FewerCriteria { criteria: other.needs.len() - asked.needs.len() },
                None => Outcome::Equal,
            }
        }
    };
    Some(Instead { of, cost: other.cost(), outcome })
}
