//! What waits for a person, from each part of the work.

mod entering;
mod plans;
mod steering;
mod verifying;

use crate::authority::Ground;
use crate::{App, AppError, Hand};
use vedich_facts::PersonId;
use vedich_rights::{Action, Places, Post};
use vedich_values::{Date, Period, UnitId};

/// Something that waits for a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub what: What,
    /// Of which unit.
    pub unit: UnitId,
    /// How many: tasks, values, units.
    pub count: u32,
    /// Until when, where there is a day.
    pub until: Option<Date>,
    /// Of which reporting period (kỳ báo cáo).
    pub period: Option<Period>,
    /// Whose tasks, where a person answers for them rather than a unit.
    pub person: Option<PersonId>,
}

impl Due {
    fn new(what: What, unit: UnitId, count: usize) -> Self {
        Self { what, unit, count: u32::try_from(count).unwrap_or(u32::MAX), until: None, period: None, person: None }
    }

    fn until(self, until: Option<Date>) -> Self {
        Self { until, ..self }
    }

    fn of(self, period: Period) -> Self {
        Self { period: Some(period), ..self }
    }

    /// The name under which it is the same thing tomorrow, whatever its count is then.
    #[must_use]
    pub fn key(&self) -> String {
        let period = self.period.map(|period| period.to_string()).unwrap_or_default();
        let person = self.person.map(|person| person.to_string()).unwrap_or_default();
        format!("{}/{}/{period}/{person}", self.what.name(), self.unit)
    }

    /// Whether it is late, or has to be done today.
    #[must_use]
    pub fn is_pressing(&self, today: Date) -> bool {
        self.what.is_late() || self.until.is_some_and(|day| day <= today)
    }
}

macro_rules! whats {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)+) => {
        /// What can wait, most pressing first.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum What { $($(#[$doc])* $name,)+ }

        impl What {
            /// Everything that can wait.
            pub const ALL: &[Self] = &[$(Self::$name,)+];

            /// The word in addresses and messages.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
}

whats! {
    /// Letters that were not delivered and about which they can do something (thư không gửi được).
    Undelivered = "undelivered",
    /// Values that were returned, or about which a question is open (số liệu bị trả lại).
    CameBack = "came-back",
    /// A period that was not handed in and is locked (quá hạn nộp).
    LateReport = "late-report",
    /// Tasks a person answers for whose last day is over (nhiệm vụ của tôi quá hạn).
    OwnLateTask = "own-late-task",
    /// Tasks a unit or one below it leads whose last day is over (nhiệm vụ quá hạn).
    LateTask = "late-task",
    /// Tasks of a roadmap that are late.
    LateWork = "late-work",
    /// Demands of site visits not met by their day (yêu cầu sau kiểm tra quá hạn).
    LateDemand = "late-demand",
    /// Proposals not answered by their day (kiến nghị quá hạn trả lời).
    LateProposal = "late-proposal",
    /// A period to hand in (báo cáo đến hạn).
    Report = "report",
    /// Indicators without a value of the period to report (chỉ tiêu chưa có số liệu của kỳ).
    Values = "values",
    /// Units below that have not handed the period in (đơn vị chưa nộp).
    Missing = "missing",
    /// Values waiting to be verified (số liệu chờ thẩm tra).
    Verify = "verify",
    /// Tasks a person answers for, due within a week.
    OwnTask = "own-task",
    /// Tasks a unit or one below it leads, due within a week.
    Task = "task",
    /// Tasks assigned that nobody has taken on yet (nhiệm vụ chưa nhận).
    Accept = "accept",
    /// Tasks reported done, waiting for whoever assigned them (chờ xác nhận hoàn thành).
    Confirm = "confirm",
    /// Extensions asked for, waiting for whoever may grant them (xin gia hạn chờ quyết định).
    Extension = "extension",
    /// Tasks given back, waiting for whoever assigned them (nhiệm vụ bị trả lại).
    GivenBack = "given-back",
    /// Meetings concluded whose minutes wait to be signed (kết luận chờ ký).
    Sign = "sign",
    /// Proposals waiting for an answer (kiến nghị chờ trả lời).
    Proposal = "proposal",
    /// Own proposals that were answered, to be judged (kiến nghị đã trả lời, chờ đánh giá).
    Judge = "judge",
    /// Demands of site visits to be met (yêu cầu sau kiểm tra).
    Demand = "demand",
    /// Demands of site visits reported done, waiting to be accepted (yêu cầu sau kiểm tra đã báo cáo khắc phục).
    DemandDone = "demand-done",
    /// Tasks of a roadmap nobody has counted this week.
    Count = "count",
    /// A sheet begun and not recorded (phiếu đang nhập dở).
    Draft = "draft",
    /// Documents on one's desk that are not settled (văn bản trên bàn đọc).
    Reading = "reading",
}

impl What {
    /// The kind of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|what| what.name() == name)
    }

    /// Whether its time is over.
    #[must_use]
    pub const fn is_late(self) -> bool {
        matches!(
            self,
            Self::LateReport | Self::OwnLateTask | Self::LateTask | Self::LateWork | Self::LateDemand | Self::LateProposal | Self::CameBack
        )
    }
}

/// Whom it is asked for: the person, their hand, the posts they act in today.
struct Asked<'a> {
    app: &'a App,
    person: PersonId,
    hand: Hand,
    posts: &'a [&'a Post],
    today: Date,
}

impl Asked<'_> {
    /// The units of the posts in which they may do something, as they are today; a unit that lies in another of them is left out.
    fn units(&self, action: Action) -> Vec<UnitId> {
        let (rights, reference) = (self.app.rights(), self.app.reference());
        let ground = Ground(&reference.registry);
        let may = |post: &&&Post| rights.roles().get(&post.role).is_some_and(|role| role.may.contains(&action));
        let mut units: Vec<UnitId> = Vec::new();
        for post in self.posts.iter().filter(may) {
            let heirs = ground.heirs(post.unit, self.today);
            units.extend(if heirs.is_empty() { vec![post.unit] } else { heirs });
        }
        units.sort_unstable();
        units.dedup();
        let all = units.clone();
        units.retain(|unit| !ground.line(*unit, self.today).iter().any(|above| above != unit && all.contains(above)));
        units
    }
}

/// Letters not delivered that are counted at most.
const MOST_LETTERS: usize = 100;

/// Letters that were not delivered: to the person, to people they administer, invitations they sent.
async fn letters(asked: &Asked<'_>) -> Result<Option<Due>, AppError> {
    let letters = asked.app.not_delivered(&asked.hand, None, MOST_LETTERS).await?.letters;
    let home = asked.app.rights().person(asked.person).map(|person| person.home);
    Ok(home.filter(|_| !letters.is_empty()).map(|home| Due::new(What::Undelivered, home, letters.len())))
}

/// Everything that waits for a person in their posts.
pub(super) async fn due(app: &App, person: PersonId, posts: &[&Post]) -> Result<Vec<Due>, AppError> {
    let login = app.rights().person(person).map(|person| person.login.clone()).unwrap_or_default();
    let asked = Asked { app, person, hand: Hand::person(person, &login, "work"), posts, today: app.today() };
    let mut due = plans::roadmaps(app, asked.units(Action::Count)).await;
    due.extend(letters(&asked).await?);
    due.extend(entering::drafts(&asked).await?);
    due.extend(entering::readings(&asked).await?);
    due.extend(entering::due(&asked));
    due.extend(verifying::due(&asked).await?);
    due.extend(steering::due(&asked));
    due.sort_by_key(|one| (one.what, one.until, std::cmp::Reverse(one.count), one.unit, one.period));
    due.dedup();
    Ok(due)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_waits_has_a_name_of_its_own_that_does_not_hang_on_its_count() {
        for what in What::ALL {
            assert_eq!(What::from_name(what.name()), Some(*what));
        }
        assert_eq!(What::from_name("?"), None);
        let one = Due::new(What::Report, UnitId(7), 1).of("2026-11".parse().unwrap());
        assert_eq!(one.key(), "report/7/2026-11/");
        assert_eq!(Due { count: 9, ..one.clone() }.key(), one.key());
        let day: Date = "2026-11-22".parse().unwrap();
        assert!(!one.is_pressing(day) && one.clone().until(Some(day)).is_pressing(day));
        assert!(Due::new(What::LateTask, UnitId(7), 1).is_pressing(day));
    }
}
