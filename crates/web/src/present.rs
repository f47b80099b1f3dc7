//! From the board, the register and the catalogue to view structs: the only place where domain meets page.

pub mod about;
pub mod attributes;
pub mod board;
mod conditions;
pub mod confirm;
pub mod criteria;
pub mod desk;
pub mod duties;
pub mod duty_matrix;
pub mod entry;
pub mod evidence;
pub mod fieldwork;
pub mod glossary;
pub mod home;
pub mod imports;
pub mod money;
pub mod people;
pub mod place;
pub(crate) mod place_more;
mod predecessors;
pub mod procedures;
pub mod roadmaps;
pub mod search;
pub mod steering;
pub mod table;
pub mod units;
pub mod visits;
pub mod words;
pub mod work;

use crate::frame::Frame;
use crate::parts::Link;
use vedich_board::Board;
use vedich_criteria::{Catalogue, CriteriaSet, Scope, Subject};
use vedich_entry::Calendar;
use vedich_facts::UnitLevel;
use vedich_papers::Registers;
use vedich_rights::Rights;
use vedich_units::{COUNTRY, Registry};
use vedich_values::{CriterionKey, Date, UnitId};

/// What a presenter sees: the page's frame and the picture of its date.
#[derive(Clone, Copy, Debug)]
pub struct Scene<'a> {
    /// The frame.
    pub f: &'a Frame,
    /// The picture.
    pub board: &'a Board,
    /// What is known besides; none where nobody is named and no paper.
    pub beside: Option<Beside<'a>>,
}

/// What pages say that no picture knows: who is called what, and which papers were issued.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// Accounts and posts.
    pub rights: &'a Rights,
    /// Papers.
    pub papers: &'a Registers,
    /// The rules of reporting.
    pub calendar: &'a Calendar,
}

impl<'a> Scene<'a> {
    /// A scene with the picture alone.
    #[must_use]
    pub const fn of(f: &'a Frame, board: &'a Board) -> Self {
        Self { f, board, beside: None }
    }

    /// The register of units.
    #[must_use]
    pub fn registry(&self) -> &'a Registry {
        &self.board.reference().registry
    }

    /// The criteria sets.
    #[must_use]
    pub fn catalogue(&self) -> &'a Catalogue {
        &self.board.reference().catalogue
    }

    /// A criterion by its number and name: "Tiêu chí 5. Trường học".
    #[must_use]
    pub fn criterion(&self, key: &CriterionKey) -> String {
        let known = self.catalogue().get(key.set.as_str()).and_then(|set| set.criterion(key.no));
        let word = self.f.text("fieldwork.criterion");
        known.map_or_else(|| format!("{word} {}", key.no), |one| format!("{word} {}. {}", one.no, self.f.lang.of(&one.name)))
    }

    /// The same with its set, where criteria of several stand beside each other.
    #[must_use]
    pub fn criterion_of_set(&self, key: &CriterionKey) -> String {
        let title = self.catalogue().get(key.set.as_str()).map_or(key.set.as_str(), |set| self.f.lang.of(&set.title));
        format!("{} ({title})", self.criterion(key))
    }

    /// The date of the page if the unit exists then, else the day nearest to it on which it does.
    #[must_use]
    pub fn on(&self, unit: UnitId) -> Date {
        let date = self.f.as_of;
        self.registry().get(unit).map_or(date, |known| known.span.nearest(date))
    }

    /// The full name of a unit.
    #[must_use]
    pub fn name(&self, unit: UnitId) -> String {
        if unit == COUNTRY {
            return self.f.text("level.country").to_owned();
        }
        let at = self.registry().at(unit, self.on(unit)).map(|at| at.name.to_owned());
        at.or_else(|| Some(self.registry().get(unit)?.names.last()?.value.name.to_string())).unwrap_or_else(|| unit.to_string())
    }

    /// What a unit was called on a day.
    #[must_use]
    pub fn name_on(&self, unit: UnitId, day: Date) -> String {
        self.registry().at(unit, day).map_or_else(|| self.name(unit), |at| at.name.to_owned())
    }

    /// The units above, nearest first, without the country, as they were called on the day of the page, or on the last day of a unit that
    /// is gone: units of different days never stood one above the other.
    #[must_use]
    pub fn above(&self, unit: UnitId) -> String {
        let on = self.on(unit);
        let names = self.registry().ancestors(unit, on).into_iter().filter(|above| *above != COUNTRY).map(|above| self.name_on(above, on));
        names.collect::<Vec<_>>().join(", ")
    }

    /// The word for a unit's level on a date with or without districts.
    #[must_use]
    pub fn level(&self, level: UnitLevel) -> &'static str {
        match level {
            UnitLevel::Country => self.f.text("level.country"),
            UnitLevel::Province => self.f.text("level.province"),
            UnitLevel::District => self.f.text("level.district"),
            UnitLevel::Commune => self.f.text("level.commune"),
            UnitLevel::Hamlet => self.f.text("level.hamlet"),
        }
    }

    /// A unit with its place page.
    #[must_use]
    pub fn place_link(&self, unit: UnitId) -> Link {
        Link::new(self.name(unit), self.f.link(&format!("/places/{unit}")))
    }

    /// A unit with its board.
    #[must_use]
    pub fn board_link(&self, unit: UnitId) -> Link {
        Link::new(self.name(unit), self.f.link(&board_path(unit)))
    }

    /// A unit with its page in the register.
    #[must_use]
    pub fn unit_link(&self, unit: UnitId) -> Link {
        Link::new(self.name(unit), self.f.link(&format!("/units/{unit}")))
    }

    /// A unit with its page in the register on a given date.
    #[must_use]
    pub fn unit_link_on(&self, unit: UnitId, date: Date) -> Link {
        let frame = Frame { as_of: date, ..self.f.clone() };
        Scene { f: &frame, ..*self }.unit_link(unit)
    }

    /// The boards of the units above, outermost first, on the day the unit is shown on.
    #[must_use]
    pub fn crumbs(&self, unit: UnitId) -> Vec<Link> {
        let frame = Frame { as_of: self.on(unit), ..self.f.clone() };
        let then = Scene { f: &frame, ..*self };
        then.registry().ancestors(unit, frame.as_of).into_iter().rev().map(|above| then.board_link(above)).collect()
    }

    /// A set with its page.
    #[must_use]
    pub fn set_link(&self, set: &CriteriaSet) -> Link {
        Link::new(self.f.lang.of(&set.title), self.f.link(&format!("/criteria/{}", set.id)))
    }

    /// Where a set is in force.
    #[must_use]
    pub fn scope(&self, scope: &Scope) -> String {
        match scope {
            Scope::National => self.f.text("level.country").to_owned(),
            Scope::Province(slug) => {
                let day = Date::from_ymd_opt(2025, 6, 30).unwrap_or(self.f.as_of);
                let registry = self.registry();
                let named = |date| {
                    registry
                        .units(UnitLevel::Province, date)
                        .find(|unit| registry.province_slug(*unit, date) == Some(slug.as_str()))
                        .and_then(|unit| registry.at(unit, date))
                };
                named(self.f.as_of).or_else(|| named(day)).map_or_else(|| slug.clone(), |at| at.name.to_owned())
            }
        }
    }
}

/// The path of an area's board.
#[must_use]
pub fn board_path(unit: UnitId) -> String {
    if unit == COUNTRY { "/board".to_owned() } else { format!("/board/{unit}") }
}

/// What sets assess at a level.
#[must_use]
pub const fn subject_of(level: UnitLevel) -> Subject {
    match level {
        UnitLevel::Country | UnitLevel::Province => Subject::Province,
        UnitLevel::District => Subject::District,
        UnitLevel::Commune => Subject::Commune,
        UnitLevel::Hamlet => Subject::Hamlet,
    }
}
