//! What the question demands, and whether it can hold: which demand cannot, and by how much.

use super::flow::Flow;
use super::model::Model;
use super::state::{Refused, State};
use super::{MOST_SOURCES, Question, SourceSet};
use crate::allocate::{MOST_AMOUNT, MOST_YEARS};

/// Why there is no answer. Communes, criteria, works, areas, sources and years by place, from 0; amounts in the unit of the budgets.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CapitalError {
    /// No years, or more than can be planned.
    #[error("{0} years were given; 1 to {MOST_YEARS} can be planned")]
    Years(usize),
    /// No source, or more than [`MOST_SOURCES`], or a source whose budgets are not one per year.
    #[error("{0} sources were given with a budget per year; 1 to {MOST_SOURCES} can be planned")]
    Sources(usize),
    /// A budget, cost, floor or cap that is negative or beyond what can be summed.
    #[error("amounts must lie between 0 and {MOST_AMOUNT}, all together too")]
    Amount,
    /// A work that no source may pay.
    #[error("no source may pay work {work} of criterion {need} of commune {commune}")]
    NoSource {
        /// Commune.
        commune: usize,
        /// Criterion.
        need: usize,
        /// Work.
        work: usize,
    },
    /// A commune of an area that is not listed.
    #[error("commune {commune} is in area {area}, which is not listed")]
    NoArea {
        /// Commune.
        commune: usize,
        /// Area.
        area: usize,
    },
    /// Something that both must and must not be funded.
    #[error("commune {commune} asks money and no money at once")]
    Contradiction {
        /// Commune.
        commune: usize,
        /// Criterion, when one is meant.
        need: Option<usize>,
    },
    /// What must be funded would finish too late.
    #[error("criterion {need} of commune {commune} takes {lead} years after payment; there are {room}")]
    TooSlow {
        /// Commune.
        commune: usize,
        /// Criterion.
        need: usize,
        /// Years it takes after the year of payment.
        lead: u32,
        /// Years there are after the first.
        room: usize,
    },
    /// What must be funded costs more than those who may pay it have by then.
    #[error("what must be funded needs {short_by} more by the end of year {by}")]
    MustMoney {
        /// Sources that may pay it.
        sources: SourceSet,
        /// Last year of them that counts.
        by: usize,
        /// Missing.
        short_by: i64,
    },
    /// What must be funded costs more than an area may get.
    #[error("what must be funded in area {area} costs {short_by} more than its cap")]
    MustCap {
        /// Area.
        area: usize,
        /// Beyond the cap.
        short_by: i64,
    },
    /// More communes shall reach the target in an area than can in time.
    #[error("{asked} communes of area {area} shall reach the target; {possible} can")]
    FloorCommunes {
        /// Area.
        area: usize,
        /// Asked.
        asked: u32,
        /// Communes that could with all the money.
        possible: u32,
    },
    /// More money shall go to an area than its criteria can take.
    #[error("{asked} shall go to area {area}; its criteria can take {possible}")]
    FloorMoney {
        /// Area.
        area: usize,
        /// Asked.
        asked: i64,
        /// What can be funded there costs.
        possible: i64,
    },
    /// The floor of an area costs more than its cap.
    #[error("the floor of area {area} costs {short_by} more than its cap")]
    FloorCap {
        /// Area.
        area: usize,
        /// Beyond the cap.
        short_by: i64,
    },
    /// The floors could not be kept together with what must be funded.
    #[error("the floors could not be kept")]
    Floors {
        /// Areas with what is missing at the best that was found: communes and money.
        missing: Vec<(usize, i64, i64)>,
        /// Whether it is proven that nothing would do.
        proven: bool,
    },
}

/// The question by itself: shapes and amounts.
pub(super) fn check(question: &Question) -> Result<(), CapitalError> {
    if !(1..=MOST_YEARS).contains(&question.years) {
        return Err(CapitalError::Years(question.years));
    }
    let sources = question.budgets.len();
    if !(1..=MOST_SOURCES).contains(&sources) || question.budgets.iter().any(|b| b.len() != question.years) {
        return Err(CapitalError::Sources(sources));
    }
    let works = || question.communes.iter().flat_map(|c| c.needs.iter().flat_map(|n| &n.works));
    let demands = question.areas.iter().flat_map(|a| [a.money_at_least, a.money_at_most.unwrap_or(0)]);
    let amounts = works().map(|w| w.cost).chain(question.budgets.iter().flatten().copied()).chain(demands);
    let sum = amounts.clone().fold(0i64, i64::saturating_add);
    if amounts.into_iter().any(|a| a < 0) || sum > MOST_AMOUNT {
        return Err(CapitalError::Amount);
    }
    for (commune, asked) in question.communes.iter().enumerate() {
        if let Some(area) = asked.area.filter(|area| *area >= question.areas.len()) {
            return Err(CapitalError::NoArea { commune, area });
        }
        for (need, n) in asked.needs.iter().enumerate() {
            let known = SourceSet::first(sources);
            let unpaid = |w: &super::Work| w.cost > 0 && !w.sources.iter().any(|s| known.contains(s));
            if let Some(work) = n.works.iter().position(unpaid) {
                return Err(CapitalError::NoSource { commune, need, work });
            }
            if n.must && (n.never || asked.never) {
                return Err(CapitalError::Contradiction { commune, need: Some(need) });
            }
            let room = if asked.must { asked.by.unwrap_or(question.years - 1).min(question.years - 1) } else { question.years - 1 };
            if (n.must || asked.must) && n.lead() as usize > room {
                return Err(CapitalError::TooSlow { commune, need, lead: n.lead(), room });
            }
            if asked.must && n.never {
                return Err(CapitalError::Contradiction { commune, need: Some(need) });
            }
        }
        if asked.must && asked.never {
            return Err(CapitalError::Contradiction { commune, need: None });
        }
    }
    Ok(())
}

/// What must be funded, funded; nothing else.
pub(super) fn musts<'m>(model: &'m Model<'m>) -> Result<State<'m>, CapitalError> {
    let mut state = State::empty(model);
    for commune in (0..model.communes()).filter(|c| model.must_reach(*c)) {
        state.reach(commune).map_err(|refused| must_refused(model, commune, &refused))?;
    }
    for item in 0..model.items.len() {
        if model.items[item].must && !state.funded[item] {
            state.fund(item).map_err(|refused| must_refused(model, model.items[item].commune, &refused))?;
        }
    }
    Ok(state)
}

fn must_refused(model: &Model, commune: usize, refused: &Refused) -> CapitalError {
    match (refused, model.area(commune)) {
        (Refused::Cap(_), Some(area)) => {
            let cap = model.question.areas[area].money_at_most.unwrap_or(0);
            CapitalError::MustCap { area, short_by: must_cost(model, area) - cap }
        }
        _ => must_money(model),
    }
}

fn must_cost(model: &Model, area: usize) -> i64 {
    let items = model.items.iter().filter(|i| model.area(i.commune) == Some(area));
    items.filter(|i| i.must || model.must_reach(i.commune)).map(|i| i.cost).sum()
}

/// How much money all that must be funded lacks, and where: worked out from the works themselves, so that nothing is left out.
fn must_money(model: &Model) -> CapitalError {
    let question = model.question;
    let last = question.years - 1;
    let (mut short_by, mut sources, mut by) = (0, SourceSet::default(), 0);
    let mut kinds = Vec::new();
    let mut asked = Vec::new();
    for commune in &question.communes {
        let end = if commune.must { commune.by.unwrap_or(last).min(last) } else { last };
        for work in commune.needs.iter().filter(|n| n.must || commune.must).flat_map(|n| &n.works) {
            kinds.push(model.kind(work.sources, end.saturating_sub(work.lead as usize)));
            asked.push(work.cost);
        }
    }
    let mut flow = Flow::over(&model.budgets, kinds.len());
    for (kind, cost) in asked.into_iter().enumerate() {
        if let Err(short) = flow.add_most(&kinds, kind, cost) {
            short_by += short.amount;
            sources = sources.iter().chain(kinds[kind].sources.iter()).chain(short.slots.iter().map(|s| s / question.years)).collect();
            by = by.max(kinds[kind].due);
        }
    }
    CapitalError::MustMoney { sources, by, short_by }
}

/// Floors that cannot hold whatever is chosen.
pub(super) fn floors(model: &Model) -> Result<(), CapitalError> {
    for (area, asked) in model.question.areas.iter().enumerate() {
        let inside = |c: &usize| model.area(*c) == Some(area);
        let mut costs: Vec<i64> =
            (0..model.communes()).filter(inside).filter(|c| model.can_reach[*c]).map(|c| model.question.communes[c].cost()).collect();
        if costs.len() < asked.communes_at_least as usize {
            return Err(CapitalError::FloorCommunes { area, asked: asked.communes_at_least, possible: costs.len() as u32 });
        }
        let possible = model.items.iter().filter(|i| inside(&i.commune) && (i.late.is_some() || i.early.is_some())).map(|i| i.cost).sum();
        if possible < asked.money_at_least {
            return Err(CapitalError::FloorMoney { area, asked: asked.money_at_least, possible });
        }
        costs.sort_unstable();
        let least: i64 = costs.iter().take(asked.communes_at_least as usize).sum();
        if let Some(cap) = asked.money_at_most.filter(|cap| *cap < least.max(asked.money_at_least)) {
            return Err(CapitalError::FloorCap { area, short_by: least.max(asked.money_at_least) - cap });
        }
    }
    Ok(())
}
