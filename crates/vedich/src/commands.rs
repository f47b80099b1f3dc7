//! One file per command. Each takes its parsed arguments and an [`Output`], and says how it ended.

pub(crate) mod admin;
pub(crate) mod assess;
pub(crate) mod audit;
pub(crate) mod bench;
pub(crate) mod bulletin;
mod connections;
pub(crate) mod criteria;
pub(crate) mod doctor;
pub(crate) mod duties;
pub(crate) mod evidence;
pub(crate) mod export;
mod files;
pub(crate) mod glossary;
pub(crate) mod import;
pub(crate) mod journal;
pub(crate) mod letters;
pub(crate) mod paper;
pub(crate) mod people;
pub(crate) mod roadmap;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod sheet;
pub(crate) mod steering;
pub(crate) mod units;
pub(crate) mod verify;

pub(crate) use files::{TableFile, given, given_text, must_be_new, shown, write};

use crate::config::{self, Reporting};
use crate::failure::{Failure, problem};
use crate::output::Output;
use anyhow::Result;
use std::path::Path;
use std::sync::Arc;
use vedich_app::App;
use vedich_board::Reference;
use vedich_facts::{Kind, Recorded};
use vedich_journal::Select;
use vedich_reference::Shipped;
use vedich_rights::Rights;
use vedich_units::{COUNTRY, Found, Registry, Resolution};
use vedich_values::{Date, UnitId};

/// How a command ended; its number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Done.
    Done = 0,
    /// The input was refused; why has been said.
    Refused = 1,
    /// The command was used wrongly.
    Misused = 2,
    /// Something failed that is not the input's fault.
    Failed = 3,
}

/// The reference data we ship, with the installation's own criteria sets.
///
/// # Errors
/// When one of the files is wrong, with every problem.
pub(crate) fn shipped(criteria: &config::Criteria) -> Result<Shipped> {
    let own = criteria.read()?;
    Ok(Shipped::with_sets(&own).map_err(|problems| config::wrong_files("criteria.folder", &criteria.folder, problems))?)
}

/// What a command opens the product for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// To serve: made where there is none; today's board is drawn and kept up.
    Serving,
    /// To bring in what a database begins with: made where there is none.
    Making,
    /// To work on today's board and end: a database that is not there is not made.
    Working,
    /// To look at or write to what stands, and end: a database that is not there is not made.
    Standing,
}

/// Opens the product on a database, with the installation's own rules of reporting where it has some.
pub(crate) async fn open_app(url: &str, opening: Opening, reporting: &Reporting, shipped: Shipped) -> Result<App> {
    let calendar = reporting.open()?;
    if matches!(opening, Opening::Working | Opening::Standing) {
        must_exist(url)?;
    }
    let reference = vedich_app::reference(shipped);
    let clock = Arc::new(vedich_app::SystemClock);
    let opened = if matches!(opening, Opening::Serving | Opening::Working) {
        App::open(url, reference, clock).await
    } else {
        App::open_without_board(url, reference, clock).await
    };
    let app = opened?;
    if let Some(calendar) = calendar {
        app.set_calendar(calendar);
    }
    Ok(app)
}

/// Whether a database is there to be looked at. Only a file can be found missing without asking; a server says so itself.
pub(crate) fn database_exists(url: &str) -> bool {
    file_of(url).is_none_or(Path::exists)
}

/// The folder a database is to be made in, where there is no such folder. Folders are not made by the way: a path mistyped would be one.
pub(crate) fn missing_folder(url: &str) -> Option<&Path> {
    file_of(url)?.parent().filter(|folder| *folder != Path::new("") && !folder.exists())
}

/// The file of a database that is one.
fn file_of(url: &str) -> Option<&Path> {
    url.strip_prefix("sqlite:").map(|path| Path::new(path.trim_start_matches("//")))
}

/// Looking never makes a database: a name mistyped would be found sound and empty.
pub(crate) fn must_exist(url: &str) -> Result<()> {
    // An address that is none is told as such, not as a database that is missing.
    if database_exists(url) { Ok(()) } else { Err(Failure::failed(problem("database.none").with("url", url)).into()) }
}

/// What an installation knows of units and sets.
#[derive(Debug)]
pub(crate) struct Known {
    /// The register with the hamlets and changes that were imported; the sets.
    pub(crate) reference: Reference,
    /// The values confirmed or set locally, as they came.
    pub(crate) overlays: Vec<Recorded>,
    /// Who has an account; none where there is no database.
    pub(crate) rights: Option<Arc<Rights>>,
}

impl Known {
    /// What is shipped, where no database was asked for and there is none; otherwise what the database knows.
    pub(crate) async fn of(url: &str, asked: bool, shipped: Shipped, open: impl AsyncFnOnce(Opening) -> Result<App>) -> Result<Self> {
        if !asked && !database_exists(url) {
            return Ok(Self { reference: vedich_app::reference(shipped), overlays: Vec::new(), rights: None });
        }
        let app = open(Opening::Standing).await?;
        let mut overlays = Vec::new();
        let select = Select { kind: Some(Kind::Overlay), ..Select::default() };
        app.journal().for_each(&select, |recorded| overlays.push(recorded)).await?;
        Ok(Self { reference: app.reference(), overlays, rights: Some(app.rights()) })
    }
}

/// What a name, an official code or our own id, which tables and JSON show, means on a date. A number that is a code but for the zeros a
/// spreadsheet eats ("1" for "01") is no id of ours, and the country is meant by its name only: whoever mistypes would act upon all of it.
pub(crate) fn meaning(registry: &Registry, text: &str, on: Date) -> Resolution {
    let known = text.trim().parse().ok().and_then(|unit| registry.get(unit));
    let (mut near, unit) = match (registry.resolve(text, on), known) {
        (Resolution::NotFound(near), Some(unit)) => (near, unit),
        (found, _) => return found,
    };
    let mut meant = with_zeros(registry, text.trim(), on);
    if unit.id == COUNTRY {
        meant.push(Found { unit: COUNTRY, on, score: u32::MAX, exact: true });
    }
    if !meant.is_empty() {
        near.retain(|hit| meant.iter().all(|one| one.unit != hit.unit));
        meant.append(&mut near);
        return Resolution::NotFound(meant);
    }
    if unit.exists(on) {
        return Resolution::One(unit.id);
    }
    Resolution::NotFound(vec![Found { unit: unit.id, on: unit.span.nearest(on), score: u32::MAX, exact: true }])
}

/// Units whose official code a number is but for the zeros before it; codes have two, three or five digits.
fn with_zeros(registry: &Registry, number: &str, on: Date) -> Vec<Found> {
    let code = |width: usize| match registry.resolve(&format!("{number:0>width$}"), on) {
        Resolution::One(unit) => Some(Found { unit, on, score: u32::MAX, exact: false }),
        _ => None,
    };
    [2, 3, 5].into_iter().filter(|width| number.len() < *width).filter_map(code).collect()
}

/// The one unit a text means on a date; otherwise says what it could have meant.
pub(crate) fn resolve(registry: &Registry, text: &str, on: Date, output: Output) -> Option<UnitId> {
    let (key, near) = match meaning(registry, text, on) {
        Resolution::One(unit) => return Some(unit),
        Resolution::Ambiguous(found) => ("cli.unit-ambiguous", found),
        Resolution::NotFound(found) if found.is_empty() => ("cli.unit-unlike", found),
        Resolution::NotFound(found) => ("cli.unit-not-found", found),
    };
    output.complain(&meant(registry, key, text, on, &near, output));
    None
}

/// That a name is of no unit or of several, and the units it may mean.
pub(crate) fn meant(registry: &Registry, key: &str, text: &str, on: Date, near: &[Found], output: Output) -> String {
    let mut said = vec![output.lang.say(key, &[("text", text), ("date", &vedich_wording::date(output.lang, on))])];
    for hit in near {
        said.push(format!("  {}", described(registry, hit, output)));
        said.extend(became(registry, hit.unit, on, output).map(|became| format!("    {became}")));
    }
    said.join("\n")
}

/// "Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh (18838)", with the date when it is not of the day asked about.
fn described(registry: &Registry, hit: &Found, output: Output) -> String {
    let code = registry.at(hit.unit, hit.on).and_then(|unit| unit.code).map_or_else(String::new, |code| format!(" ({code})"));
    format!("{}{code} · {}", registry.path(hit.unit, hit.on), vedich_wording::date(output.lang, hit.on))
}

/// Heirs of a unit that are named, at most: a district went into many.
const MOST_HEIRS: usize = 5;

/// What a unit that had ended by a day has become, and how to look at it all the same.
fn became(registry: &Registry, unit: UnitId, on: Date, output: Output) -> Option<String> {
    let last = registry.get(unit)?.span.to.filter(|last| *last < on)?;
    let all = registry.heirs(unit);
    let mut heirs: Vec<String> = all.iter().take(MOST_HEIRS).map(|heir| registry.path(heir.unit, on.max(heir.on))).collect();
    heirs.extend((all.len() > MOST_HEIRS).then(|| "…".to_owned()));
    let key = if heirs.is_empty() { "cli.unit-ended" } else { "cli.unit-became" };
    Some(
        output
            .lang
            .say(key, &[("date", &vedich_wording::date(output.lang, last)), ("day", &last.to_string()), ("units", &heirs.join("; "))]),
    )
}

/// Today in Vietnam: the one place a command reads the clock.
#[expect(clippy::disallowed_methods, reason = "the binary is where the clock is read")]
pub(crate) fn today() -> Date {
    vedich_values::date::day_of(chrono::Utc::now())
}

/// An address fit to be shown and logged.
pub(crate) fn without_password(url: &str) -> String {
    match url.split_once("://").and_then(|(scheme, rest)| rest.rsplit_once('@').map(|(user, host)| (scheme, user, host))) {
        Some((scheme, user, host)) => format!("{scheme}://{}@{host}", user.split(':').next().unwrap_or_default()),
        None => url.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn passwords_are_never_shown() {
        assert_eq!(super::without_password("postgres://an:bi-mat@host/vedich"), "postgres://an@host/vedich");
        assert_eq!(super::without_password("sqlite:a.db"), "sqlite:a.db");
    }
}
