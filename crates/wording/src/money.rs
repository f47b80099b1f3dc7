//! Capital by source and year in words: who is left out and why, what is proven.

mod tables;

pub use tables::Lines;

use crate::{Lang, number};
use vedich_roadmap::allocate::capital::{Answer, Goal, Instead, LeftOut, Outcome, Reason, Shortage};
use vedich_roadmap::problem::Names;
use vedich_values::Decimal;

/// What the numbers of an answer mean to its reader.
#[derive(Clone, Copy, Debug)]
pub struct Money<'a> {
    /// The language.
    pub lang: Lang,
    /// Names of sources, years, areas, communes and criteria.
    pub names: &'a Names,
    /// Đồng per unit of the amounts.
    pub unit_dong: i64,
}

impl Money<'_> {
    /// An amount as a bare number of millions of đồng: `1.250,5`.
    #[must_use]
    pub fn millions(self, amount: i64) -> String {
        let dong = Decimal::from_i128_with_scale(i128::from(amount) * i128::from(self.unit_dong), 0);
        number(self.lang, (dong / Decimal::from(1_000_000)).normalize())
    }

    /// A share of a commune that money is worth by its price, two decimals.
    #[must_use]
    #[expect(clippy::float_arithmetic, reason = "a price of the bound, rounded for printing")]
    pub fn share(self, communes: f64) -> String {
        number(self.lang, Decimal::new((communes * 100.0).round() as i64, 2))
    }

    /// An amount with its unit: `1.250,5 triệu đồng`.
    #[must_use]
    pub fn amount(self, amount: i64) -> String {
        self.lang.say("money.amount", &[("amount", &self.millions(amount))])
    }

    /// The three goals, each with what is proven about it.
    #[must_use]
    pub fn goals(self, answer: &Answer) -> [String; 3] {
        let lang = self.lang;
        let proven = |goal: Goal, unproven: String| match goal.is_proven() {
            true => lang.text("money.proven").to_owned(),
            false => unproven,
        };
        let counted = |key: &str, goal: Goal| {
            let limit = lang.say("money.at-most", &[("bound", &goal.bound.to_string())]);
            format!("{} ({})", lang.say(key, &[("count", &goal.value.to_string())]), proven(goal, limit))
        };
        let cost = answer.cost;
        let least = lang.say("money.at-least", &[("amount", &self.amount(cost.bound))]);
        let spent = lang.say("money.cost", &[("amount", &self.amount(cost.value))]);
        [
            counted("money.communes", answer.communes),
            counted("money.criteria", answer.criteria),
            format!("{spent} ({})", proven(cost, least)),
        ]
    }

    /// Why a commune does not reach the target.
    #[must_use]
    pub fn reason(self, left: &LeftOut) -> String {
        let lang = self.lang;
        let need = |need: usize| self.names.needs.get(left.commune).and_then(|n| n.get(need)).map_or("", String::as_str);
        match left.reason {
            Reason::Excluded => lang.text("money.reason.excluded").to_owned(),
            Reason::NeedExcluded { need: n } => lang.say("money.reason.need-excluded", &[("need", need(n))]),
            Reason::TooSlow { need: n, lead, .. } => lang.say("money.reason.too-slow", &[("need", need(n)), ("lead", &lead.to_string())]),
            Reason::AreaCap { short_by } => lang.say("money.reason.area-cap", &[("amount", &self.amount(short_by))]),
            Reason::Money(shortage) => self.shortage("money.reason.money", shortage, &[]),
            Reason::NotTried => lang.text("money.reason.not-tried").to_owned(),
        }
    }

    /// Why it does not stand in the place of another of about the same cost.
    #[must_use]
    pub fn instead(self, instead: &Instead) -> String {
        let lang = self.lang;
        let cost = self.amount(instead.cost);
        let other = self.names.communes.get(instead.of).map_or("", String::as_str);
        let with = |more: (&'static str, String)| [("other", other.to_owned()), ("cost", cost.clone()), more];
        let say = |key: &str, params: [(&'static str, String); 3]| lang.say(key, &params.each_ref().map(|(k, v)| (*k, v.as_str())));
        match instead.outcome {
            Outcome::Money(shortage) => self.shortage("money.instead.money", shortage, &[("other", other), ("cost", &cost)]),
            Outcome::AreaCap { short_by } => say("money.instead.area-cap", with(("amount", self.amount(short_by)))),
            Outcome::Floor { area } => say("money.instead.floor", with(("area", self.names.areas.get(area).cloned().unwrap_or_default()))),
            Outcome::CostsMore { amount } => say("money.instead.costs-more", with(("amount", self.amount(amount)))),
            Outcome::FewerCriteria { criteria } => say("money.instead.fewer-criteria", with(("count", criteria.to_string()))),
            Outcome::Equal => lang.say("money.instead.equal", &[("other", other), ("cost", &cost)]),
        }
    }

    fn shortage(self, key: &str, shortage: Shortage, more: &[(&str, &str)]) -> String {
        let (amount, sources) = (self.amount(shortage.amount), self.names.sources(shortage.sources));
        let year = self.names.years.get(shortage.by).map_or_else(String::new, ToString::to_string);
        let mut params = vec![("amount", amount.as_str()), ("sources", &sources), ("year", &year)];
        params.extend_from_slice(more);
        self.lang.say(key, &params)
    }
}
