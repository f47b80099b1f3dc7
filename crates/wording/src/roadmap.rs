//! Words of roadmaps: lists, reasons, deciders.

use crate::Lang;
use vedich_roadmap::record::{HeaderFieldName, TaskFieldName};
use vedich_roadmap::triage::{Decider, Track, Why};
use vedich_units::TWO_LEVELS;
use vedich_values::{Date, Decimal};

impl Lang {
    /// Name of a list of unmet criteria: "Làm ngay được".
    #[must_use]
    pub fn track(self, track: Track) -> &'static str {
        match track {
            Track::FinishNow => self.text("roadmap.track.finish-now"),
            Track::NeedsMoney => self.text("roadmap.track.needs-money"),
            Track::NeedsDecision => self.text("roadmap.track.needs-decision"),
        }
    }

    /// Who decides on a day: "cấp tỉnh". What districts decided is decided by the province's departments since there are none.
    #[must_use]
    pub fn decider(self, decider: Decider, on: Date) -> &'static str {
        match decider {
            Decider::Commune => self.text("roadmap.decider.commune"),
            Decider::District if on >= TWO_LEVELS => self.text("roadmap.decider.departments"),
            Decider::District => self.text("roadmap.decider.district"),
            Decider::Province => self.text("roadmap.decider.province"),
            Decider::Centre => self.text("roadmap.decider.centre"),
        }
    }

    /// Why a criterion is on its list on a day, as half a sentence.
    #[must_use]
    pub fn why(self, why: &Why, on: Date) -> String {
        match why {
            Why::Undecided(decider) => self.say("roadmap.why.undecided", &[("who", self.decider(*decider, on))]),
            Why::Unfunded(amount) => self.say(
                "roadmap.why.unfunded",
                &[("amount", &crate::number(self, (Decimal::from(amount.0) / Decimal::from(1_000_000)).normalize()))],
            ),
            Why::WaitsOn(codes) => self.say("roadmap.why.waits-on", &[("criteria", &codes.join(", "))]),
            Why::TooLate(days) => self.say("roadmap.why.too-late", &[("days", &days.to_string())]),
            Why::Room(days) => self.say("roadmap.why.room", &[("days", &days.to_string())]),
            Why::SmallGap(gap) => self.say("roadmap.why.small-gap", &[("percent", &crate::percent(self, *gap, 10_000))]),
            Why::Free => self.text("roadmap.why.free").to_owned(),
            Why::OverYetUnmet => self.text("roadmap.why.over-yet-unmet").to_owned(),
            Why::Unplanned => self.text("roadmap.why.unplanned").to_owned(),
            Why::CostUnknown => self.text("roadmap.why.cost-unknown").to_owned(),
        }
    }
}

impl Lang {
    /// What a field of a task is called: "Thời lượng".
    #[must_use]
    pub fn field_of_task(self, name: TaskFieldName) -> &'static str {
        match name {
            TaskFieldName::Title => self.text("roadmap.field.title"),
            TaskFieldName::Kind => self.text("roadmap.field.kind"),
            TaskFieldName::Parent => self.text("roadmap.field.parent"),
            TaskFieldName::Place => self.text("roadmap.field.place"),
            TaskFieldName::Criterion => self.text("roadmap.field.criterion"),
            TaskFieldName::Code => self.text("roadmap.field.code"),
            TaskFieldName::Duration => self.text("roadmap.field.duration"),
            TaskFieldName::Spread => self.text("roadmap.field.spread"),
            TaskFieldName::Risks => self.text("roadmap.field.risks"),
            TaskFieldName::Constraint => self.text("roadmap.field.constraint"),
            TaskFieldName::Deadline => self.text("roadmap.field.deadline"),
            TaskFieldName::Quantity => self.text("roadmap.field.quantity"),
            TaskFieldName::Work => self.text("roadmap.field.work"),
            TaskFieldName::Cost => self.text("roadmap.field.cost"),
            TaskFieldName::Funding => self.text("roadmap.field.funding"),
            TaskFieldName::Person => self.text("roadmap.field.person"),
            TaskFieldName::Lead => self.text("roadmap.field.lead"),
            TaskFieldName::Cooperating => self.text("roadmap.field.cooperating"),
            TaskFieldName::Member => self.text("roadmap.field.member"),
            TaskFieldName::Location => self.text("roadmap.field.location"),
            TaskFieldName::Note => self.text("roadmap.field.note"),
            TaskFieldName::Decider => self.text("roadmap.field.decider"),
            TaskFieldName::Decided => self.text("roadmap.field.decided"),
            TaskFieldName::Assumed => self.text("roadmap.field.assumed"),
            TaskFieldName::Links => self.text("roadmap.field.links"),
        }
    }

    /// What a field of the head of a roadmap is called: "Ngày phải xong".
    #[must_use]
    pub fn field_of_head(self, name: HeaderFieldName) -> &'static str {
        match name {
            HeaderFieldName::Title => self.text("roadmap.head.title"),
            HeaderFieldName::Set => self.text("roadmap.head.set"),
            HeaderFieldName::Tier => self.text("roadmap.head.tier"),
            HeaderFieldName::Start => self.text("roadmap.head.start"),
            HeaderFieldName::Target => self.text("roadmap.head.target"),
            HeaderFieldName::Calendar => self.text("roadmap.head.calendar"),
            HeaderFieldName::State => self.text("roadmap.head.state"),
            HeaderFieldName::Basis => self.text("roadmap.head.basis"),
            HeaderFieldName::Note => self.text("roadmap.head.note"),
        }
    }
}
