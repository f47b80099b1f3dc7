#![doc = include_str!("../README.md")]

mod bulletin;
mod calendar;
mod demo;
mod dossier;
mod files;
mod glossary;
mod office;
mod papers;
mod people;
mod source;
mod steering;
mod table;
mod templates;

pub use bulletin::{add_bulletin_words, reader};
pub use calendar::{Holiday, HolidayKind, HolidayStatus, holidays};
pub use demo::{DemoEntry, demo, demo_steering};
pub use dossier::{Dossier, Need, Piece, dossier};
pub use files::{BULLETINS, DEMO, DESK_WORDS, DICTIONARIES, HOLIDAYS, PROCEDURES, SETS, TABLES, TEMPLATES};
pub use glossary::{Term, glossary};
pub use office::{OfficeFile, check_office_file, office_files};
pub use papers::{
    briefing_notice, layout_names, paper_bodies, paper_forms, paper_layouts, paper_reading, paper_sample, paper_tables, paper_template,
    take_papers,
};
pub use people::{DemoAccount, DemoAccounts, DemoField, DemoHamlet, DemoLate, demo_accounts};
pub use steering::{emulation, steering_calendar, steering_rules, take_emulation};
pub use templates::{RiskTag, check_roadmap_file, risk_tags, risks, take_holidays, take_risks, take_templates, templates, working_days};

use std::sync::Arc;
use vedich_criteria::{Bands, Catalogue, Procedure};
use vedich_rights::Roles;
use vedich_units::Registry;
use vedich_values::Diagnostic;

/// Codes of the problems the calendar, the glossary, the demo cases and an office's own files can have; each is worded in `vedich-wording`.
pub const CODES: &[&str] = &[
    "roadmap.template-risk",
    "roadmap.risk-id",
    "roadmap.risk-chance",
    "reference.table-unreadable",
    "reference.bad-date",
    "reference.bad-weekday",
    "reference.bad-word",
    "reference.empty-cell",
    "demo.unreadable",
    "demo.unknown-unit",
    "demo.name-differs",
    "demo.unknown-set",
    "demo.unknown-code",
    "demo.bad-value",
    "demo.bad-tally",
    "demo.bad-sum",
    "demo.bad-roadmap",
    "office.unknown-file",
    "office.unknown-field",
    "office.misspelt-field",
    "office.missing-field",
    "office.never-used",
    "office.too-wide",
    "office.weights-elsewhere",
    "office.no-weights",
    "emulation.no-table",
    "emulation.points",
    "emulation.twice",
    "emulation.ratings",
    "emulation.last-rating",
    "emulation.no-rating",
    "emulation.known",
];

/// The roles people can have.
///
/// # Errors
/// Every problem of the file; the file we ship has none (tested).
pub fn roles() -> Result<Roles, Vec<Diagnostic>> {
    Roles::parse("roles.toml", files::ROLES)
}

/// The rules of reporting: periods, data windows, what counts as an odd value.
///
/// # Errors
/// Every problem of the file; the file we ship has none (tested).
pub fn reporting() -> Result<vedich_entry::Calendar, Vec<Diagnostic>> {
    vedich_entry::Calendar::parse("reporting.toml", files::REPORTING)
}

/// The recognition procedures, in the order of their files.
///
/// # Errors
/// Every problem of every file; the files we ship have none (tested).
pub fn procedures() -> Result<Vec<Procedure>, Vec<Diagnostic>> {
    let mut problems = Vec::new();
    let read = |(name, text): &(&str, &str)| Procedure::parse(name, text).map_err(|found| problems.extend(found)).ok();
    let procedures: Vec<Procedure> = PROCEDURES.iter().filter_map(read).collect();
    if problems.is_empty() { Ok(procedures) } else { Err(problems) }
}

/// What every part of the product looks things up in.
#[derive(Clone, Debug)]
pub struct Shipped {
    /// The units over time.
    pub registry: Arc<Registry>,
    /// The criteria sets.
    pub catalogue: Arc<Catalogue>,
    /// Bands, and what counts as narrow.
    pub bands: Arc<Bands>,
}

impl Shipped {
    /// Builds them from the embedded files.
    ///
    /// # Errors
    /// Every problem of every file; the files we ship have none (tested).
    pub fn load() -> Result<Self, Vec<Diagnostic>> {
        Self::with_sets(&[])
    }

    /// The same with an installation's own criteria sets: file names and texts. A file named as a shipped one takes its place, as when a
    /// province issues its own values for a national set before the next version of the product.
    ///
    /// # Errors
    /// Every problem of every file, with its place.
    pub fn with_sets(own: &[(String, String)]) -> Result<Self, Vec<Diagnostic>> {
        let mut problems = Vec::new();
        let mut keep = |found: Vec<Diagnostic>| problems.extend(found);
        let registry = Registry::build(&TABLES).map_err(&mut keep).ok();
        let replaced = |name: &str| own.iter().any(|(file, _)| file == name);
        let shipped = SETS.iter().filter(|(name, _)| !replaced(name)).map(|(name, text)| ((*name).to_owned(), *text));
        let sets: Vec<(String, &str)> = shipped.chain(own.iter().map(|(name, text)| (name.clone(), text.as_str()))).collect();
        let catalogue = Catalogue::build(&sets).map_err(&mut keep).ok();
        let elsewhere = registry.as_ref().map(|registry| {
            let provinces = registry.province_slugs().collect();
            own.iter().flat_map(|(name, text)| vedich_criteria::check_province(name, text, &provinces)).collect::<Vec<_>>()
        });
        let is_sound = elsewhere.as_ref().is_none_or(Vec::is_empty);
        keep(elsewhere.unwrap_or_default());
        let bands = Bands::parse("bands.toml", files::BANDS).map_err(&mut keep).ok();
        match (registry, catalogue, bands) {
            (Some(registry), Some(catalogue), Some(bands)) if is_sound => {
                Ok(Self { registry: Arc::new(registry), catalogue: Arc::new(catalogue), bands: Arc::new(bands) })
            }
            _ => Err(problems),
        }
    }
}
