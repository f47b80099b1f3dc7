//! Easy first, hard ones escalated (dễ làm trước, khó bàn và báo cáo kịp thời): unmet criteria in three lists, each with its reasons.

pub use vedich_facts::roadmap::Decider;
use vedich_facts::roadmap::TaskRecord;
use vedich_values::Vnd;

/// An unmet criterion as the roadmap sees it. What is not known stays empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unmet {
    /// Criterion or indicator, by code.
    pub code: String,
    /// How far it is from the threshold, in hundredths of a percent of the threshold.
    pub gap: Option<u32>,
    /// Working days its tasks take from today.
    pub days_left: Option<i32>,
    /// Money its tasks need in all; none: not known, which is not nothing.
    pub cost: Option<Vnd>,
    /// Of it already allotted.
    pub funded: Vnd,
    /// Unmet criteria that must be met first, by code.
    pub waits_on: Vec<String>,
    /// Who must decide.
    pub decider: Decider,
    /// Whether that decision has been given.
    pub decided: bool,
    /// Whether work is left that usually takes money and of which nobody has worked out how much.
    pub unpriced: bool,
    /// What is left of it in the roadmap.
    pub work: Work,
}

/// What is left of an unmet criterion in the roadmap.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Work {
    /// Tasks that are not over.
    #[default]
    Open,
    /// Every task is over, and it is still not met.
    Over,
    /// The roadmap has no task for it: what is told of it is what the templates say.
    Unplanned,
}

/// The list a criterion belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Track {
    /// The commune can finish it now by itself.
    FinishNow,
    /// It waits for money.
    NeedsMoney,
    /// It waits for a decision above the commune.
    NeedsDecision,
}

/// Why it is on its list; worded at the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// A decision of this level is missing.
    Undecided(Decider),
    /// So much money is missing.
    Unfunded(Vnd),
    /// It waits on other unmet criteria.
    WaitsOn(Vec<String>),
    /// It does not fit before the target: working days too many.
    TooLate(i32),
    /// Working days of room before the target.
    Room(i32),
    /// Nearly there: the gap, in hundredths of a percent.
    SmallGap(u32),
    /// Costs nothing that is not already allotted.
    Free,
    /// Nobody has worked out what it costs.
    CostUnknown,
    /// Every task is over, and it is still not met.
    OverYetUnmet,
    /// The roadmap has no task for it.
    Unplanned,
}

/// A criterion on its list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Triaged {
    /// Place in the input.
    pub place: usize,
    /// Its list.
    pub track: Track,
    /// Higher is easier: within a list, the order in which to take them.
    pub score: i32,
    /// The reasons, the deciding one first.
    pub reasons: Vec<Why>,
}

/// The tag of work that waits for money, see the table of risks.
const MONEY: &str = "money";

/// Whether a piece of work usually takes money: it is counted by quantity (metres of road, rooms), or it may wait for money.
#[must_use]
pub fn takes_money(task: &TaskRecord) -> bool {
    task.quantity.is_some() || task.risks.iter().any(|risk| risk == MONEY)
}

/// A gap of a twentieth of the threshold is nearly there.
const SMALL_GAP: u32 = 500;
/// A thousand points to share: gap 300, time 300, money 300, others 100.
const WHOLE: i32 = 1_000;

/// Sorts unmet criteria into the three lists, easiest first in each. `days_to_target` are working days from today to the target date;
/// none: there is no such date.
///
/// A criterion waits for money when some is missing, or when work that usually takes money has no cost yet: not known is not nothing.
/// One that the commune could do by itself but not in time is for those above to decide; one that waits on others stands no easier
/// than they do.
///
/// ```
/// use vedich_roadmap::triage::{Decider, Track, Unmet, triage};
/// use vedich_values::Vnd;
/// let unmet = |code: &str, cost, decider| Unmet { code: code.into(), cost: Some(Vnd(cost)), decider, days_left: Some(20), ..Unmet::default() };
/// let lists = triage(&[unmet("17", 0, Decider::Commune), unmet("2", 5_000_000_000, Decider::Commune), unmet("1", 0, Decider::Province)], Some(80));
/// assert_eq!(lists.iter().map(|t| t.track).collect::<Vec<_>>(), [Track::FinishNow, Track::NeedsMoney, Track::NeedsDecision]);
/// ```
#[must_use]
pub fn triage(unmet: &[Unmet], days_to_target: Option<i32>) -> Vec<Triaged> {
    let dearest = unmet.iter().map(missing).max().unwrap_or(0).max(1);
    let tracks = tracks(unmet, days_to_target);
    let one = |(place, item): (usize, &Unmet)| Triaged {
        place,
        track: tracks[place],
        score: score(item, days_to_target, dearest),
        reasons: reasons(item, room(item, days_to_target)),
    };
    let mut lists: Vec<Triaged> = unmet.iter().enumerate().map(one).collect();
    lists.sort_by_key(|t| (t.track, -t.score, t.place));
    lists
}

fn missing(item: &Unmet) -> i64 {
    item.cost.map_or(0, |cost| cost.0.saturating_sub(item.funded.0).max(0))
}

/// Working days of room before the target; negative: too late.
fn room(item: &Unmet, days_to_target: Option<i32>) -> Option<i32> {
    Some(days_to_target?.saturating_sub(item.days_left?))
}

const fn is_undecided(item: &Unmet) -> bool {
    !matches!(item.decider, Decider::Commune) && !item.decided
}

fn tracks(unmet: &[Unmet], days_to_target: Option<i32>) -> Vec<Track> {
    let own = |item: &Unmet| {
        if is_undecided(item) {
            Track::NeedsDecision
        } else if missing(item) > 0 || item.unpriced {
            Track::NeedsMoney
        } else if room(item, days_to_target).is_some_and(|room| room < 0) {
            Track::NeedsDecision
        } else {
            Track::FinishNow
        }
    };
    let mut tracks: Vec<Track> = unmet.iter().map(own).collect();
    let waits: Vec<Vec<usize>> =
        unmet.iter().map(|item| (0..unmet.len()).filter(|other| item.waits_on.contains(&unmet[*other].code)).collect()).collect();
    // Each round moves at least one criterion on, or it was the last.
    for _ in 0..unmet.len() {
        let held = |place: usize| waits[place].iter().map(|other| tracks[*other]).max();
        let next: Vec<Track> = (0..tracks.len())
            .map(|place| match tracks[place] {
                Track::FinishNow => held(place).unwrap_or(Track::FinishNow),
                other => other,
            })
            .collect();
        if next == tracks {
            break;
        }
        tracks = next;
    }
    tracks
}

/// What decides first, then the rest.
fn reasons(item: &Unmet, room: Option<i32>) -> Vec<Why> {
    let mut reasons = Vec::new();
    match item.work {
        Work::Open => {}
        Work::Over => reasons.push(Why::OverYetUnmet),
        Work::Unplanned => reasons.push(Why::Unplanned),
    }
    if is_undecided(item) {
        reasons.push(Why::Undecided(item.decider));
    }
    if missing(item) > 0 {
        reasons.push(Why::Unfunded(Vnd(missing(item))));
    }
    if item.unpriced {
        reasons.push(Why::CostUnknown);
    }
    if !item.waits_on.is_empty() {
        reasons.push(Why::WaitsOn(item.waits_on.clone()));
    }
    reasons.extend(room.map(|room| if room < 0 { Why::TooLate(-room) } else { Why::Room(room) }));
    reasons.extend(item.gap.filter(|gap| *gap <= SMALL_GAP).map(Why::SmallGap));
    if item.work == Work::Open && !item.unpriced {
        match item.cost {
            None => reasons.push(Why::CostUnknown),
            Some(_) if missing(item) == 0 => reasons.push(Why::Free),
            Some(_) => {}
        }
    }
    reasons
}

/// Points lost for a wide gap, little time, much money and waiting; what is not known loses half.
fn score(item: &Unmet, days_to_target: Option<i32>, dearest: i64) -> i32 {
    let part = |points: i64, of: i64, most: i32| i32::try_from(i64::from(most) * points.clamp(0, of.max(1)) / of.max(1)).unwrap_or(most);
    let gap = item.gap.map_or(150, |gap| part(i64::from(gap), 10_000, 300));
    let within = item.days_left.zip(days_to_target);
    let time = within.map_or(150, |(days, target)| part(i64::from(days), i64::from(target.max(1)), 300));
    let money = if item.cost.is_none() { 150 } else { part(missing(item), dearest, 300) };
    let waiting = part(item.waits_on.len() as i64, 4, 100);
    WHOLE - gap - time - money - waiting
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_criterion_gets_one_list_with_the_deciding_reason_first() {
        let items = [
            Unmet { code: "6".into(), gap: Some(3_000), days_left: Some(90), cost: Some(Vnd(900)), ..Unmet::default() },
            Unmet { code: "17".into(), gap: Some(200), days_left: Some(15), cost: Some(Vnd(0)), ..Unmet::default() },
            Unmet { code: "1".into(), decider: Decider::Province, cost: Some(Vnd(50)), ..Unmet::default() },
            Unmet {
                code: "8".into(),
                gap: Some(4_000),
                days_left: Some(70),
                cost: Some(Vnd(100)),
                funded: Vnd(100),
                waits_on: vec!["1".into()],
                ..Unmet::default()
            },
            Unmet {
                code: "2".into(),
                days_left: Some(20),
                cost: Some(Vnd(10)),
                decider: Decider::District,
                decided: true,
                ..Unmet::default()
            },
        ];
        let lists = triage(&items, Some(83));
        let codes: Vec<(&str, Track)> = lists.iter().map(|t| (items[t.place].code.as_str(), t.track)).collect();
        assert_eq!(
            codes,
            [
                ("17", Track::FinishNow),
                ("2", Track::NeedsMoney),
                ("6", Track::NeedsMoney),
                ("1", Track::NeedsDecision),
                ("8", Track::NeedsDecision)
            ]
        );
        assert_eq!(lists[0].reasons, [Why::Room(68), Why::SmallGap(200), Why::Free]);
        assert_eq!(lists[2].reasons, [Why::Unfunded(Vnd(900)), Why::TooLate(7)]);
        assert_eq!(lists[3].reasons[0], Why::Undecided(Decider::Province));
        assert_eq!(lists[4].reasons[0], Why::WaitsOn(vec!["1".into()]), "it can be no sooner than what it waits on");
    }

    #[test]
    fn what_is_not_known_or_comes_too_late_is_not_to_be_finished_now() {
        let unpriced = Unmet { code: "2".into(), unpriced: true, days_left: Some(10), ..Unmet::default() };
        let late = Unmet { code: "17".into(), cost: Some(Vnd(0)), days_left: Some(90), ..Unmet::default() };
        let over = Unmet { code: "5".into(), work: Work::Over, ..Unmet::default() };
        let told = |target| -> Vec<(String, Track, Vec<Why>)> {
            let items = [unpriced.clone(), late.clone(), over.clone()];
            triage(&items, target).into_iter().map(|one| (items[one.place].code.clone(), one.track, one.reasons)).collect()
        };
        let expected = [
            ("5".to_owned(), Track::FinishNow, vec![Why::OverYetUnmet]),
            ("2".to_owned(), Track::NeedsMoney, vec![Why::CostUnknown, Why::Room(73)]),
            ("17".to_owned(), Track::NeedsDecision, vec![Why::TooLate(7), Why::Free]),
        ];
        assert_eq!(told(Some(83)), expected);
        let open = told(None);
        assert!(open.iter().all(|(_, _, why)| !why.iter().any(|why| matches!(why, Why::Room(_) | Why::TooLate(_)))), "{open:?}");
        assert_eq!(open.iter().find(|(code, ..)| code == "17").unwrap().1, Track::FinishNow);
    }

    #[test]
    fn easier_in_any_way_never_scores_lower() {
        let base = Unmet {
            code: "x".into(),
            gap: Some(5_000),
            days_left: Some(50),
            cost: Some(Vnd(500)),
            waits_on: vec!["y".into()],
            ..Unmet::default()
        };
        let hard = |item: &Unmet| score(item, Some(80), 1_000);
        for easier in [
            Unmet { gap: Some(100), ..base.clone() },
            Unmet { days_left: Some(5), ..base.clone() },
            Unmet { funded: Vnd(400), ..base.clone() },
            Unmet { waits_on: Vec::new(), ..base.clone() },
        ] {
            assert!(hard(&easier) > hard(&base));
        }
    }
}
