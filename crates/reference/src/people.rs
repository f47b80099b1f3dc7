//! The accounts of the demo.

use crate::files::DEMO_ACCOUNTS;
use serde::Deserialize;
use vedich_facts::Field;
use vedich_values::{Bilingual, CriterionNo, Date, Diagnostic, Period, Place};

/// The accounts of the demo and the password that opens them while it is served.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoAccounts {
    /// The password of all of them.
    pub password: String,
    /// The accounts.
    pub accounts: Vec<DemoAccount>,
    /// Hamlets no source names, so that a hamlet head has something to enter.
    #[serde(default)]
    pub hamlets: Vec<DemoHamlet>,
    /// What communes of the demo handed in late.
    #[serde(default)]
    pub late: Vec<DemoLate>,
}

/// An example of a hamlet, and the tier it works towards: sets of hamlets are provincial, and of some only the name is known.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoHamlet {
    /// Its name.
    pub name: String,
    /// Its official type: `thon`.
    pub kind: String,
    /// The commune, as people write it.
    pub unit: String,
    /// Since when it is there.
    pub from: Date,
    /// The tier, as the attribute of a unit says it.
    pub tier: String,
    /// What says that it is an example.
    pub source: String,
}

/// A period of the demo handed in late: criteria declared met one by one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoLate {
    /// The unit, as people write it.
    pub unit: String,
    /// The period.
    pub period: Period,
    /// The day the statements are of; the unit is looked for on it.
    pub as_of: Date,
    /// Who says so.
    pub source: String,
    /// Why it comes late.
    pub reason: Bilingual,
    /// The criteria that are met.
    pub met: Vec<CriterionNo>,
}

/// An account of the demo.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoAccount {
    /// Login.
    pub login: String,
    /// Name.
    pub name: String,
    /// Role.
    pub role: String,
    /// The unit, as people write it.
    pub unit: String,
    /// Units of further posts in the same role, behind the first, which is where the person belongs.
    #[serde(default)]
    pub also: Vec<String>,
    /// First day of the posts; the units are looked for on it.
    pub from: Date,
    /// The criteria; all when absent.
    #[serde(default)]
    pub field: Field,
    /// The field given anew in the same unit, once criteria are numbered otherwise.
    #[serde(default)]
    pub anew: Option<DemoField>,
}

/// A field of criteria from a day on: its numbers are those of the set in force then.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DemoField {
    /// The first day.
    pub from: Date,
    /// The criteria.
    pub field: Field,
}

/// Reads them.
///
/// # Errors
/// When the file can't be read; the file we ship can (tested).
pub fn demo_accounts() -> Result<DemoAccounts, Vec<Diagnostic>> {
    toml::from_str(DEMO_ACCOUNTS).map_err(|error| {
        let place = Place { file: Some("demo-accounts.toml".to_owned()), ..Place::default() };
        vec![Diagnostic::error("demo.unreadable", place).with("reason", error.message())]
    })
}
