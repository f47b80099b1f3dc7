use super::*;
use proptest::prelude::*;

mod tables;

/// Every way to give every criterion a year or nothing, tried.
fn brute_force(problem: &Problem) -> Option<i64> {
    let pieces: Vec<(usize, usize)> =
        problem.communes.iter().enumerate().flat_map(|(c, commune)| (0..commune.items.len()).map(move |k| (c, k))).collect();
    let years = problem.budgets.len();
    let mut plan = vec![0usize; pieces.len()];
    let mut best = None;
    loop {
        if let Some(value) = value_of(problem, &pieces, &plan) {
            best = best.max(Some(value));
        }
        let Some(next) = plan.iter().position(|y| *y < years) else { return best };
        plan[next] += 1;
        plan[..next].fill(0);
    }
}

/// Value of a plan (year, or `years` for nothing); none when it breaks a rule.
fn value_of(problem: &Problem, pieces: &[(usize, usize)], plan: &[usize]) -> Option<i64> {
    let years = problem.budgets.len();
    let mut spent = vec![0; years];
    let mut by_district = std::collections::BTreeMap::new();
    let mut reached: Vec<Option<usize>> = problem.communes.iter().map(|_| Some(0)).collect();
    for (&(c, k), &year) in pieces.iter().zip(plan) {
        let (commune, item) = (&problem.communes[c], problem.communes[c].items[k]);
        if year == years {
            reached[c] = None;
            continue;
        }
        spent[year] += item.cost;
        *by_district.entry((commune.district, year)).or_insert(0) += item.cost;
        reached[c] = reached[c].map(|r| r.max(year + item.lead as usize)).filter(|r| *r < years);
    }
    let broken = spent.iter().zip(&problem.budgets).any(|(s, b)| s > b) || by_district.values().any(|s| *s > problem.district_cap);
    let musts = problem.communes.iter().zip(&reached).all(|(c, r)| (!c.must || r.is_some()) && (!c.never || r.is_none()));
    (!broken && musts).then(|| reached.iter().flatten().map(|r| (years - r) as i64).sum())
}

fn check(problem: &Problem, answer: &Allocation) {
    let pieces: Vec<(usize, usize)> = answer.chosen.iter().map(|f| (f.commune, f.criterion)).collect();
    let mut all: Vec<(usize, usize)> =
        problem.communes.iter().enumerate().flat_map(|(c, commune)| (0..commune.items.len()).map(move |k| (c, k))).collect();
    let mut plan: Vec<usize> = answer.chosen.iter().map(|f| f.year).collect();
    let funded: std::collections::BTreeSet<_> = pieces.iter().copied().collect();
    assert_eq!(funded.len(), pieces.len(), "nothing is funded twice");
    all.retain(|p| !funded.contains(p));
    plan.extend(vec![problem.budgets.len(); all.len()]);
    let all: Vec<_> = pieces.into_iter().chain(all).collect();
    assert_eq!(value_of(problem, &all, &plan), Some(answer.objective));
    assert!(answer.objective <= answer.bound);
}

fn problems() -> impl Strategy<Value = Problem> {
    let item = (1i64..12, 0u32..2).prop_map(|(cost, lead)| Item { cost, lead });
    let commune = (0u32..2, prop::collection::vec(item, 1..3), 0u32..12).prop_map(|(district, items, rule)| Candidate {
        district,
        items,
        must: rule == 0,
        never: rule == 1,
    });
    (prop::collection::vec(commune, 1..5), prop::collection::vec(0i64..16, 1..4), 3i64..20)
        .prop_map(|(communes, budgets, district_cap)| Problem { budgets, district_cap, communes })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn small_questions_are_answered_as_by_trying_everything(problem in problems()) {
        let mut time = 0;
        let ticks = std::cell::RefCell::new(&mut time);
        // A clock that ticks at each look: the search must end by itself on questions this small.
        let clock = || { let mut t = ticks.borrow_mut(); **t += 1; Duration::from_micros(**t) };
        match allocate(&problem, Duration::from_secs(5), clock) {
            Ok(answer) => {
                check(&problem, &answer);
                prop_assert_eq!(Some(answer.objective), brute_force(&problem));
                prop_assert!(answer.left_out(&problem).iter().all(|left| left.reason != Reason::NotTried), "it is proven");
                prop_assert!(answer.is_optimal(), "proven: {:?}", answer);
            }
            Err(AllocationError::Must | AllocationError::MustDistrict(_)) => prop_assert_eq!(brute_force(&problem), None),
            Err(other) => prop_assert!(false, "{other}"),
        }
    }
}

/// The peers' generator (`gen_alloc.py`): one linear congruence, deterministic.
fn generated(communes: usize) -> Problem {
    let mut state = 5u64;
    let mut roll = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    let mut list = Vec::new();
    for c in 0..communes {
        let items = (0..1 + roll(8)).map(|_| Item { cost: 200 + roll(8801) as i64, lead: u32::from(roll(4) == 0) }).collect();
        list.push(Candidate { district: c as u32 / 10, items, ..Candidate::default() });
    }
    let total: i64 = list.iter().flat_map(|c| &c.items).map(|i| i.cost).sum();
    let budget = total * 22 / 100;
    Problem { budgets: vec![budget; 3], district_cap: 3 * budget / communes.div_ceil(10) as i64, communes: list }
}

#[test]
fn fifty_communes_reach_87_and_it_is_proven() {
    let problem = generated(50);
    assert_eq!(problem.budgets[0], 236_517);
    let answer = allocate(&problem, Duration::from_secs(3_600), || Duration::ZERO).unwrap();
    check(&problem, &answer);
    assert_eq!((answer.objective, answer.bound), (87, 87));
    assert!(easy_first(&problem).objective < 87);
    let left_out = answer.left_out(&problem);
    assert_eq!(left_out.len(), answer.reached.iter().filter(|r| r.is_none()).count());
    assert!(left_out.iter().all(|l| !matches!(l.reason, Reason::NotTried | Reason::Excluded)));
    assert!(answer.price.iter().all(|p| *p >= 0.0) && answer.price[0] > 0.0);
}

fn one_of(costs: &[(i64, u32)]) -> Candidate {
    Candidate { items: costs.iter().map(|&(cost, lead)| Item { cost, lead }).collect(), ..Candidate::default() }
}

#[test]
fn who_is_left_out_is_told_by_year_and_lead() {
    let why = |budgets: &[i64], district_cap: i64, commune: Candidate| {
        let problem = Problem { budgets: budgets.to_vec(), district_cap, communes: vec![commune] };
        let answer = allocate(&problem, Duration::from_secs(60), || Duration::ZERO).unwrap();
        assert!(answer.is_optimal());
        answer.left_out(&problem)[0].reason
    };
    // Both years together have the money, but one criterion is paid in one year.
    assert_eq!(why(&[50, 60], 1_000, one_of(&[(100, 0)])), Reason::Budget { short_by: 40, year: 1 });
    // The money of the last year comes too late for a criterion that takes another one.
    assert_eq!(why(&[50, 500], 1_000, one_of(&[(100, 1)])), Reason::Budget { short_by: 50, year: 0 });
    assert_eq!(why(&[500, 500], 70, one_of(&[(100, 0)])), Reason::DistrictCap { short_by: 30, year: 0 });
    assert_eq!(why(&[60, 60], 1_000, one_of(&[(50, 0), (40, 0), (40, 0)])), Reason::Budget { short_by: 20, year: 1 });
    assert_eq!(why(&[60, 60], 1_000, one_of(&[(5, 2)])), Reason::TooSlow { years: 3 });
}

#[test]
fn amounts_and_years_out_of_reach_are_refused() {
    let none = |problem: &Problem| allocate(problem, Duration::ZERO, || Duration::ZERO).unwrap_err();
    let empty = Problem { budgets: Vec::new(), district_cap: 1, communes: Vec::new() };
    assert_eq!(none(&empty), AllocationError::Years(0));
    assert_eq!(none(&Problem { budgets: vec![-1], ..empty.clone() }), AllocationError::Amount);
    let must = Candidate { items: vec![Item { cost: 5, lead: 0 }], must: true, ..Candidate::default() };
    assert_eq!(none(&Problem { budgets: vec![9], district_cap: 4, communes: vec![must.clone()] }), AllocationError::MustDistrict(0));
    assert_eq!(none(&Problem { budgets: vec![4], district_cap: 9, communes: vec![must] }), AllocationError::Must);
}

#[test]
fn a_large_district_whose_cap_ties_nothing_is_settled_as_quickly_as_many_small_ones() {
    let mut problem = generated(120);
    problem.communes.iter_mut().for_each(|c| c.district = 7);
    problem.district_cap = 1_000_000_000;
    let mut ticks = 0;
    let ticks = std::cell::RefCell::new(&mut ticks);
    let clock = || {
        **ticks.borrow_mut() += 1;
        Duration::from_millis(**ticks.borrow())
    };
    let answer = allocate(&problem, Duration::from_secs(60), clock).unwrap();
    check(&problem, &answer);
    assert!(answer.bound - answer.objective <= 1, "{} of {}", answer.objective, answer.bound);
}
