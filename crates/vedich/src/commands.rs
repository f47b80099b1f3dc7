//! One file per command. Each takes its parsed arguments and an [`Output`], and says how it ended.

pub(crate) mod admin;
pub(crate) mod assess;
pub(crate) mod bench;
pub(crate) mod bulletin;
pub(crate) mod bulletin_import;
pub(crate) mod criteria;
pub(crate) mod doctor;
pub(crate) mod duties;
pub(crate) mod export;
pub(crate) mod import;
pub(crate) mod journal;
pub(crate) mod paper;
pub(crate) mod people;
pub(crate) mod roadmap;
pub(crate) mod serve;
pub(crate) mod sheet;
pub(crate) mod steering;
pub(crate) mod units;
pub(crate) mod verify;

use crate::config::Reporting;
use crate::output::Output;
use anyhow::{Context, Result};
use std::sync::Arc;
use vedich_app::App;
use vedich_reference::Shipped;
use vedich_units::{Found, Registry, Resolution};
use vedich_values::{Date, UnitId};

/// How a command ended; its number is the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Done.
    Done = 0,
    /// The input was refused; why has been said.
    Refused = 1,
}

/// The reference data we ship; wrong shipped data is our fault, not the person's.
pub(crate) fn shipped(output: Output) -> Result<Shipped> {
    Shipped::load().map_err(|problems| {
        output.problems(&problems);
        anyhow::anyhow!("the reference data inside this binary is wrong")
    })
}

/// What a command opens the product for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Opening {
    /// To serve: today's board is drawn and kept up.
    Serving,
    /// To write and end.
    Writing,
    /// To look and end: a database that is not there is not made.
    Looking,
}

/// Opens the product on a database, with the installation's own rules of reporting where it has some.
pub(crate) async fn open_app(url: &str, opening: Opening, reporting: &Reporting, shipped: Shipped, output: Output) -> Result<App> {
    let calendar = reporting.open(output)?;
    if opening == Opening::Looking
        && let Some(path) = url.strip_prefix("sqlite:")
    {
        anyhow::ensure!(std::path::Path::new(path).exists(), "{}", output.lang.say("cli.no-database", &[("url", url)]));
    }
    let reference = vedich_app::reference(shipped);
    let clock = Arc::new(vedich_app::SystemClock);
    let opened = if opening == Opening::Serving {
        App::open(url, reference, clock).await
    } else {
        App::open_without_board(url, reference, clock).await
    };
    let app = opened.with_context(|| format!("while opening {}", without_password(url)))?;
    if let Some(calendar) = calendar {
        app.set_calendar(calendar);
    }
    Ok(app)
}

/// The one unit a text means on a date; otherwise says what it could have meant.
pub(crate) fn resolve(registry: &Registry, text: &str, on: Date, output: Output) -> Option<UnitId> {
    let (key, near) = match registry.resolve(text, on) {
        Resolution::One(unit) => return Some(unit),
        Resolution::Ambiguous(found) => ("cli.unit-ambiguous", found),
        Resolution::NotFound(found) => ("cli.unit-not-found", found),
    };
    let date = vedich_wording::date(output.lang, on);
    output.remark(&output.lang.say(key, &[("text", text), ("date", &date)]));
    for hit in near {
        output.remark(&format!("  {}", described(registry, &hit, output)));
    }
    None
}

/// "Xã Lâm Hợp, Huyện Kỳ Anh, Tỉnh Hà Tĩnh (18838)", with the date when it is not of the day asked about.
fn described(registry: &Registry, hit: &Found, output: Output) -> String {
    let code = registry.at(hit.unit, hit.on).and_then(|unit| unit.code).unwrap_or_default();
    format!("{} ({code}) · {}", registry.path(hit.unit, hit.on), vedich_wording::date(output.lang, hit.on))
}

/// Today in Vietnam: the one place a command reads the clock.
#[expect(clippy::disallowed_methods, reason = "the binary is where the clock is read")]
pub(crate) fn today() -> Date {
    chrono::Utc::now().with_timezone(&chrono_tz::Asia::Ho_Chi_Minh).date_naive()
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
