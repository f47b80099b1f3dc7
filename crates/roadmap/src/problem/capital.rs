//! Demands on capital that cannot hold, with the names people know.

use crate::allocate::capital::{CapitalError, Question, SourceSet};
use vedich_values::{Diagnostic, Place};

/// What the numbers of a question stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Sources.
    pub sources: Vec<String>,
    /// Years, as written.
    pub years: Vec<i32>,
    /// Areas.
    pub areas: Vec<String>,
    /// Communes.
    pub communes: Vec<String>,
    /// Criteria of each commune.
    pub needs: Vec<Vec<String>>,
}

impl Names {
    /// The sources of a set, joined.
    #[must_use]
    pub fn sources(&self, set: SourceSet) -> String {
        let names: Vec<&str> = set.iter().filter_map(|s| self.sources.get(s)).map(String::as_str).collect();
        names.join(", ")
    }

    fn need(&self, commune: usize, need: usize) -> &str {
        self.needs.get(commune).and_then(|n| n.get(need)).map_or("", String::as_str)
    }

    fn commune(&self, commune: usize) -> &str {
        self.communes.get(commune).map_or("", String::as_str)
    }

    fn area(&self, area: usize) -> &str {
        self.areas.get(area).map_or("", String::as_str)
    }

    fn year(&self, year: usize) -> i32 {
        self.years.get(year).copied().unwrap_or_default()
    }
}

/// The refusal as a coded problem. Amounts are in the unit of the budgets.
#[must_use]
pub fn capital(error: &CapitalError, question: &Question, names: &Names) -> Diagnostic {
    let say = |code| Diagnostic::error(code, Place::default());
    match error {
        CapitalError::Years(years) => say("roadmap.bad-years").with("found", years),
        CapitalError::Sources(sources) => say("roadmap.bad-sources").with("found", sources),
        CapitalError::Amount => say("roadmap.bad-amount"),
        CapitalError::NoSource { commune, need, .. } => {
            say("roadmap.no-source").with("commune", names.commune(*commune)).with("need", names.need(*commune, *need))
        }
        CapitalError::NoArea { commune, area } => say("roadmap.unknown-area").with("commune", names.commune(*commune)).with("found", area),
        CapitalError::Contradiction { commune, need } => {
            let what = need.map_or_else(String::new, |need| names.need(*commune, need).to_owned());
            say("roadmap.contradiction").with("commune", names.commune(*commune)).with("need", what)
        }
        CapitalError::TooSlow { commune, need, lead, room } => say("roadmap.too-slow")
            .with("commune", names.commune(*commune))
            .with("need", names.need(*commune, *need))
            .with("lead", lead)
            .with("room", room),
        CapitalError::MustMoney { sources, by, short_by } => {
            say("roadmap.must-money").with("sources", names.sources(*sources)).with("year", names.year(*by)).with("short", short_by)
        }
        CapitalError::MustCap { area, short_by } => say("roadmap.must-cap").with("area", names.area(*area)).with("short", short_by),
        CapitalError::FloorCommunes { area, asked, possible } => {
            say("roadmap.floor-communes").with("area", names.area(*area)).with("asked", asked).with("possible", possible)
        }
        CapitalError::FloorMoney { area, asked, possible } => {
            say("roadmap.floor-money").with("area", names.area(*area)).with("asked", asked).with("possible", possible)
        }
        CapitalError::FloorCap { area, short_by } => say("roadmap.floor-cap").with("area", names.area(*area)).with("short", short_by),
        CapitalError::Floors { missing, proven } => {
            let code = if *proven { "roadmap.floors" } else { "roadmap.floors-unproven" };
            // The worst one is told; the others wait for the next try.
            let worst = missing.iter().max_by_key(|(area, communes, money)| (*communes, *money, std::cmp::Reverse(*area)));
            let (area, communes, money) = worst.copied().unwrap_or_default();
            let asked = question.areas.get(area);
            say(code)
                .with("area", names.area(area))
                .with("communes", communes)
                .with("money", money)
                .with("asked", asked.map_or(0, |a| a.communes_at_least))
        }
    }
}
