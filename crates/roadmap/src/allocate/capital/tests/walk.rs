//! Questions too large for trying everything, answered a second time by walking commune by commune: what cannot be paid and what cannot
//! become better than the best so far is left out. No prices, no flow: only Hall's condition.

use super::*;

/// What sources up to some year each have, and what must be paid by them alone.
struct Stair {
    until: Vec<usize>,
    have: i64,
    asked: i64,
}

struct Walk<'q> {
    question: &'q Question,
    stairs: Vec<Stair>,
    counts: Vec<u32>,
    money: Vec<i64>,
    best: Option<(i64, i64, i64)>,
}

fn by_walking(question: &Question) -> Option<(i64, i64, i64)> {
    let sources = question.budgets.len();
    let mut stairs = vec![Vec::new()];
    for _ in 0..sources {
        stairs = stairs.iter().flat_map(|one: &Vec<usize>| (0..=question.years).map(move |year| [&one[..], &[year]].concat())).collect();
    }
    let have = |until: &[usize]| until.iter().zip(&question.budgets).map(|(until, budgets)| budgets[..*until].iter().sum::<i64>()).sum();
    let stairs = stairs.into_iter().map(|until| Stair { have: have(&until), until, asked: 0 }).collect();
    let none = vec![0; question.areas.len()];
    let mut walk = Walk { question, stairs, counts: vec![0; none.len()], money: none, best: None };
    walk.commune(0, (0, 0, 0));
    walk.best
}

impl Walk<'_> {
    fn commune(&mut self, at: usize, so_far: (i64, i64, i64)) {
        let left = &self.question.communes[at..];
        let most = (so_far.0 + left.len() as i64, so_far.1 + left.iter().map(|c| c.needs.len() as i64).sum::<i64>(), so_far.2);
        if self.best.is_some_and(|best| most <= best) || self.stairs.iter().any(|stair| stair.asked > stair.have) {
            return;
        }
        let Some(commune) = left.first() else {
            let kept = self.question.areas.iter().zip(&self.counts).zip(&self.money);
            let mut kept = kept.map(|((area, count), money)| *count >= area.communes_at_least && *money >= area.money_at_least);
            if kept.all(|kept| kept) {
                self.best = Some(so_far);
            }
            return;
        };
        for is_reached in [true, false] {
            for funded in (0u32..1 << commune.needs.len()).rev() {
                self.choice(at, so_far, is_reached, funded);
            }
        }
    }

    fn choice(&mut self, at: usize, so_far: (i64, i64, i64), is_reached: bool, funded: u32) {
        let (commune, last) = (&self.question.communes[at], self.question.years - 1);
        let is_funded = |need: usize| funded >> need & 1 == 1;
        let all = (0..commune.needs.len()).all(is_funded);
        let wrong = |(need, asked): (usize, &Need)| (asked.must && !is_funded(need)) || ((asked.never || commune.never) && is_funded(need));
        if (is_reached && (commune.never || !all)) || (!is_reached && commune.must) || commune.needs.iter().enumerate().any(wrong) {
            return;
        }
        let by = if is_reached { commune.by.unwrap_or(last).min(last) } else { last };
        let works: Vec<Work> =
            (0..commune.needs.len()).filter(|need| is_funded(*need)).flat_map(|need| commune.needs[need].works.clone()).collect();
        if works.iter().any(|work| work.lead as usize > by) {
            return;
        }
        let cost: i64 = works.iter().map(|work| work.cost).sum();
        let area = commune.area.filter(|area| self.question.areas[*area].money_at_most.is_some_and(|most| self.money[*area] + cost > most));
        if area.is_some() {
            return;
        }
        self.pay(&works, by, 1);
        commune.area.into_iter().for_each(|area| self.money[area] += cost);
        commune.area.into_iter().for_each(|area| self.counts[area] += u32::from(is_reached));
        let next = (so_far.0 + i64::from(is_reached), so_far.1 + i64::from(funded.count_ones()), so_far.2 - cost);
        self.commune(at + 1, next);
        commune.area.into_iter().for_each(|area| self.counts[area] -= u32::from(is_reached));
        commune.area.into_iter().for_each(|area| self.money[area] -= cost);
        self.pay(&works, by, -1);
    }

    fn pay(&mut self, works: &[Work], by: usize, sign: i64) {
        for work in works {
            let due = by - work.lead as usize;
            let inside = |stair: &&mut Stair| work.sources.iter().all(|source| due < stair.until[source]);
            self.stairs.iter_mut().filter(inside).for_each(|stair| stair.asked += sign * work.cost);
        }
    }
}

/// More communes and dearer works than trying everything can bear, with money for about half of them.
fn larger() -> impl Strategy<Value = Question> {
    questions().prop_flat_map(|small| {
        let communes = prop::collection::vec(commune(), 5..8);
        (Just(small), communes).prop_map(|(small, communes)| {
            let budgets = small.budgets.iter().map(|years| years.iter().map(|money| money * 2).collect()).collect();
            let roomy = |area: Area| Area { communes_at_least: 0, money_at_most: area.money_at_most.map(|most| most * 2), ..area };
            Question { communes, budgets, areas: small.areas.into_iter().map(roomy).collect(), ..small }
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn larger_questions_are_answered_as_by_an_exhaustive_walk(question in larger()) {
        match quick(&question) {
            Ok(answer) => {
                prop_assert_eq!(verify(&question, &answer), Vec::new());
                prop_assert_eq!((Some(values(&answer)), answer.is_optimal()), (by_walking(&question), true));
            }
            Err(error) => prop_assert_eq!(by_walking(&question), None, "{}", &error),
        }
    }
}
