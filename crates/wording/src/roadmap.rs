//! Words of roadmaps: lists, reasons, deciders.

use crate::Lang;
use vedich_roadmap::triage::{Decider, Track, Why};
use vedich_values::Decimal;

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

    /// Who decides: "cấp tỉnh".
    #[must_use]
    pub fn decider(self, decider: Decider) -> &'static str {
        match decider {
            Decider::Commune => self.text("roadmap.decider.commune"),
            Decider::District => self.text("roadmap.decider.district"),
            Decider::Province => self.text("roadmap.decider.province"),
            Decider::Centre => self.text("roadmap.decider.centre"),
        }
    }

    /// Why a criterion is on its list, as half a sentence.
    #[must_use]
    pub fn why(self, why: &Why) -> String {
        match why {
            Why::Undecided(decider) => self.say("roadmap.why.undecided", &[("who", self.decider(*decider))]),
            Why::Unfunded(amount) => self.say(
                "roadmap.why.unfunded",
                &[("amount", &crate::number(self, (Decimal::from(amount.0) / Decimal::from(1_000_000)).normalize()))],
            ),
            Why::WaitsOn(codes) => self.say("roadmap.why.waits-on", &[("criteria", &codes.join(", "))]),
            Why::TooLate(days) => self.say("roadmap.why.too-late", &[("days", &days.to_string())]),
            Why::Room(days) => self.say("roadmap.why.room", &[("days", &days.to_string())]),
            Why::SmallGap(gap) => self.say("roadmap.why.small-gap", &[("percent", &crate::percent(self, *gap, 10_000))]),
            Why::Free => self.text("roadmap.why.free").to_owned(),
            Why::CostUnknown => self.text("roadmap.why.cost-unknown").to_owned(),
        }
    }
}
