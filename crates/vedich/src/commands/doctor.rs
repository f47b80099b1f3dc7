//! `vedich doctor`: what is wrong with this installation, in plain words.

use super::{Ended, without_password};
use crate::config::Config;
use crate::output::Output;
use anyhow::Result;
use serde::Serialize;
use vedich_journal::{Journal, Verdict};
use vedich_reference::Shipped;

/// One thing looked at.
#[derive(Serialize)]
struct Finding {
    what: &'static str,
    fine: bool,
    said: String,
}

pub(crate) async fn run(settings: &Config, url: &str, output: Output) -> Result<Ended> {
    let findings = [reference(output), port(settings, output).await, database(url, output).await];
    let fine = findings.iter().all(|finding| finding.fine);
    if output.json {
        output.json(&findings)?;
    } else {
        for finding in &findings {
            let sign = if finding.fine { "✓" } else { "✗" };
            output.line(&format!("{sign} {}: {}", output.lang.text(finding.what), finding.said))?;
        }
    }
    Ok(if fine { Ended::Done } else { Ended::Refused })
}

fn reference(output: Output) -> Finding {
    let what = "cli.doctor-reference";
    match Shipped::load() {
        Ok(shipped) => {
            let (units, sets) = (shipped.registry.iter().count().to_string(), shipped.catalogue.len().to_string());
            Finding { what, fine: true, said: output.lang.say("cli.doctor-reference-fine", &[("units", &units), ("sets", &sets)]) }
        }
        Err(problems) => {
            Finding { what, fine: false, said: problems.iter().map(|problem| output.lang.problem(problem)).collect::<Vec<_>>().join("; ") }
        }
    }
}

async fn port(settings: &Config, output: Output) -> Finding {
    let what = "cli.doctor-port";
    let address = settings.server.listen.to_string();
    match tokio::net::TcpListener::bind(settings.server.listen).await {
        Ok(_) => Finding { what, fine: true, said: output.lang.say("cli.doctor-port-free", &[("address", &address)]) },
        Err(error) => Finding {
            what,
            fine: false,
            said: output.lang.say("cli.doctor-port-taken", &[("address", &address), ("error", &error.to_string())]),
        },
    }
}

async fn database(url: &str, output: Output) -> Finding {
    let what = "cli.doctor-database";
    let shown = without_password(url);
    let failed = |error: &dyn std::fmt::Display| Finding {
        what,
        fine: false,
        said: output.lang.say("cli.doctor-database-failed", &[("url", &shown), ("error", &error.to_string())]),
    };
    // Looking must not make a database that was not there.
    if let Some(path) = url.strip_prefix("sqlite:")
        && !std::path::Path::new(path.trim_start_matches("//")).exists()
    {
        return Finding { what, fine: true, said: output.lang.say("cli.doctor-database-none", &[("url", &shown)]) };
    }
    let journal = match Journal::open(url).await {
        Ok(journal) => journal,
        Err(error) => return failed(&error),
    };
    match journal.verify(None, |_| {}).await {
        Ok(Verdict::Sound { head }) => {
            let (entries, facts) = (head.entry.to_string(), head.fact.to_string());
            let params = [("url", shown.as_str()), ("entries", entries.as_str()), ("facts", facts.as_str())];
            Finding { what, fine: true, said: output.lang.say("cli.doctor-database-fine", &params) }
        }
        Ok(Verdict::Broken { table, row, .. }) => {
            let row = row.to_string();
            Finding { what, fine: false, said: output.lang.say("cli.doctor-database-broken", &[("table", table), ("row", &row)]) }
        }
        Err(error) => failed(&error),
    }
}
