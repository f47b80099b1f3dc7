//! `vedich journal`, `vedich backup`, `vedich restore`: trust in the record.

use super::Ended;
use crate::cli::JournalCommand;
use crate::failure::{Failure, problem, reason};
use crate::output::Output;
use anyhow::Result;
use std::path::Path;
use vedich_journal::{BackupError, Digest, Holding, Journal, JournalError, Problem, Verdict};

pub(crate) async fn run(command: &JournalCommand, url: &str, output: Output) -> Result<Ended> {
    super::must_exist(url)?;
    match command {
        JournalCommand::Verify { head } => match Journal::open(url).await {
            // What is damaged may stand in the way of opening it already: that is the verdict asked for.
            Err(JournalError::Damaged { table, row, .. }) => tell(&Verdict::Broken { table, row, problem: Problem::Unreadable }, output),
            opened => verify(&opened?, head.as_deref(), output).await,
        },
        JournalCommand::Tail { lines } => tail(&Journal::open(url).await?, *lines, output).await,
    }
}

async fn verify(journal: &Journal, head: Option<&str>, output: Output) -> Result<Ended> {
    let written_down = match head {
        Some(text) => Some(Digest::parse(text).ok_or_else(|| Failure::misused(problem("usage.no-hash").with("found", text)))?),
        None => None,
    };
    let bar = output.progress("cli.verifying");
    let verdict = journal.verify(written_down, |at| bar.at(at.done, at.total)).await?;
    bar.finish();
    tell(&verdict, output)
}

fn tell(verdict: &Verdict, output: Output) -> Result<Ended> {
    if output.json {
        output.json(verdict)?;
    }
    let lang = output.lang;
    Ok(match verdict {
        Verdict::Sound { head } => {
            if !output.json {
                let (entries, facts) = (head.entry.to_string(), head.fact.to_string());
                output
                    .line(&lang.say("cli.journal-sound", &[("entries", &entries), ("facts", &facts), ("hash", &head.hash.to_string())]))?;
            }
            Ended::Done
        }
        Verdict::Broken { table, row, problem } => {
            if !output.json {
                output.line(&broken(output, table, *row, *problem))?;
            }
            Ended::Refused
        }
    })
}

fn broken(output: Output, table: &str, row: i64, problem: Problem) -> String {
    let (what, detail) = what(problem);
    let params = [("table", table), ("row", &row.to_string()), ("what", output.lang.text(what)), ("detail", detail)];
    output.lang.say("cli.journal-broken", &params)
}

fn what(problem: Problem) -> (&'static str, &'static str) {
    match problem {
        Problem::Missing => ("cli.broken-missing", ""),
        Problem::Unexpected => ("cli.broken-unexpected", ""),
        Problem::Column(name) => ("cli.broken-column", name),
        Problem::Digest => ("cli.broken-digest", ""),
        Problem::Unreadable => ("cli.broken-unreadable", ""),
        Problem::NotThisJournal => ("cli.broken-other", ""),
    }
}

async fn tail(journal: &Journal, lines: u64, output: Output) -> Result<Ended> {
    let mut entries = journal.entries(None, u32::try_from(lines).unwrap_or(u32::MAX)).await?;
    entries.reverse();
    if output.json {
        output.json(&entries)?;
        return Ok(Ended::Done);
    }
    let lang = output.lang;
    let rows = entries
        .iter()
        .map(|entry| {
            vec![
                entry.seq.to_string(),
                vedich_wording::date_time(lang, entry.recorded_at),
                entry.kind.clone(),
                entry.actor.clone(),
                entry.origin.clone(),
                (entry.facts.end.get() - entry.facts.start.get()).to_string(),
                entry.hash.to_string().chars().take(12).collect(),
            ]
        })
        .collect();
    let head = ["cli.entry", "cli.recorded", "cli.kind", "cli.actor", "cli.origin", "cli.facts", "cli.hash"].map(|key| lang.text(key));
    output.table(&head, &[0, 5], rows)?;
    Ok(Ended::Done)
}

pub(crate) async fn backup(url: &str, to: &Path, evidence: &Path, output: Output) -> Result<Ended> {
    super::must_exist(url)?;
    super::must_be_new(to)?;
    let journal = Journal::open(url).await?;
    let bar = output.waiting("cli.backing-up");
    let held = journal.backup(to).await.map_err(|error| of_copy(error, |cause| Failure::unwritten(to, cause)))?;
    bar.finish();
    let bar = output.progress("cli.verifying");
    let verdict = journal.verify(None, |at| bar.at(at.done, at.total)).await?;
    bar.finish();
    said(output, "cli.backed-up", to, &held)?;
    if let Verdict::Broken { table, row, problem } = &verdict {
        // A copy of what is left is better than none, but it must not be taken for a sound one.
        output.complain(&broken(output, table, *row, *problem));
        output.complain(&output.lang.say("cli.backup-broken", &[("file", &to.display().to_string())]));
        return Ok(Ended::Refused);
    }
    output.remark(output.lang.text("cli.backup-leaves-out"));
    if evidence.exists() {
        output.remark(&output.lang.say("fieldwork.cli.evidence-apart", &[("folder", &evidence.display().to_string())]));
    }
    Ok(Ended::Done)
}

pub(crate) async fn restore(url: &str, from: &Path, output: Output) -> Result<Ended> {
    // A name mistyped makes no database.
    std::fs::File::open(from).map_err(|error| unread(from, &error))?;
    let is_new = !super::database_exists(url);
    let journal = Journal::open(url).await?;
    let bar = output.progress("cli.restoring");
    let restored = journal.restore(from, |at| bar.at(at.done, at.total)).await;
    bar.finish();
    match restored {
        Ok(held) => said(output, "cli.restored", from, &held),
        Err(error) => {
            journal.close().await;
            if is_new {
                throw_away(url);
            }
            Err(of_copy(error, |cause| unread(from, cause)))
        }
    }
}

/// Takes away the file that a restore which failed had begun, with what SQLite keeps beside it: a beginning of a journal is none.
fn throw_away(url: &str) {
    if let Some(path) = url.strip_prefix("sqlite:").map(|path| path.trim_start_matches("//")) {
        for beside in ["", "-wal", "-shm"] {
            // One that is not there is what is wanted.
            let _ = std::fs::remove_file(format!("{path}{beside}"));
        }
    }
}

/// What is wrong with a copy: with its file, or with what the journal says.
fn of_copy(error: BackupError, file: impl FnOnce(&std::io::Error) -> Failure) -> anyhow::Error {
    match error {
        BackupError::File(cause) => file(&cause).into(),
        other => other.into(),
    }
}

fn unread(from: &Path, cause: &std::io::Error) -> Failure {
    let code = if cause.kind() == std::io::ErrorKind::NotFound { "backup.none" } else { "backup.unread" };
    Failure::refused(vec![problem(code).with("file", from.display()).with("why", reason(cause))])
}

/// What a copy holds: the journal, the accounts with what opens them, what is begun and not recorded.
fn said(output: Output, key: &str, file: &Path, held: &Holding) -> Result<Ended> {
    let head = &held.head;
    if output.json {
        output.json(held)?;
    } else {
        let (entries, facts, file) = (head.entry.to_string(), head.fact.to_string(), file.display().to_string());
        output
            .line(&output.lang.say(key, &[("file", &file), ("entries", &entries), ("facts", &facts), ("hash", &head.hash.to_string())]))?;
        let counts = ["credentials", "passkeys", "drafts", "readings"].map(|table| held.rows(table).to_string());
        let [accounts, passkeys, drafts, readings] = counts.each_ref().map(String::as_str);
        let params = [("accounts", accounts), ("passkeys", passkeys), ("drafts", drafts), ("readings", readings)];
        output.line(&output.lang.say("cli.copy-holds", &params))?;
    }
    Ok(Ended::Done)
}
