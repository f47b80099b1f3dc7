//! Why a command failed: a code and what its wording needs, like every refusal of the product, so that a person reads it in their language
//! and a program as JSON. What comes from below (the journal, a backup, a file) is put into the same words here, and nowhere else.

use crate::commands::{Ended, missing_folder, without_password};
use std::io::ErrorKind;
use std::path::Path;
use vedich_app::AppError;
use vedich_documents::archive::{ArchiveError, MOST_FILES};
use vedich_journal::{BackupError, JournalError, Unopened};
use vedich_store::StoreError;
use vedich_values::{Diagnostic, Place};

/// Why a command failed, and with which exit code it ends.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{}", codes(.problems))]
pub(crate) struct Failure {
    pub(crate) ended: Ended,
    pub(crate) problems: Vec<Diagnostic>,
}

/// The last word of a chain of errors: of what the system refuses, the code that `Lang::reason` words in the reader's language; else as it
/// stands.
pub(crate) fn reason(error: &(dyn std::error::Error + 'static)) -> String {
    let mut last = error;
    loop {
        if let Some(refusal) = last.downcast_ref::<std::io::Error>() {
            match refusal.get_ref().filter(|_| of_system(refusal).is_none()) {
                // A library's own error in the dress of the system's: its words, not those of the dress.
                Some(inner) => last = inner,
                None => return of_system(refusal).map_or_else(|| unusual(refusal), str::to_owned),
            }
        } else if last.is::<tokio::time::error::Elapsed>() {
            return "system.silent".to_owned();
        } else {
            match last.source() {
                Some(deeper) => last = deeper,
                None => return last.to_string(),
            }
        }
    }
}

/// What the system refuses in its usual ways.
fn of_system(error: &std::io::Error) -> Option<&'static str> {
    Some(match error.kind() {
        ErrorKind::NotFound => "system.not-found",
        ErrorKind::NotADirectory => "system.no-folder",
        ErrorKind::IsADirectory => "system.is-folder",
        ErrorKind::AlreadyExists => "system.exists",
        ErrorKind::DirectoryNotEmpty => "system.not-empty",
        ErrorKind::InvalidFilename => "system.bad-name",
        ErrorKind::PermissionDenied => "system.denied",
        ErrorKind::ReadOnlyFilesystem => "system.read-only",
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "system.full",
        ErrorKind::FileTooLarge => "system.too-large",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "system.busy",
        ErrorKind::StaleNetworkFileHandle => "system.gone",
        ErrorKind::OutOfMemory => "system.no-memory",
        ErrorKind::AddrInUse => "system.port-taken",
        ErrorKind::AddrNotAvailable => "system.no-address",
        ErrorKind::ConnectionRefused => "system.refused",
        ErrorKind::ConnectionReset | ErrorKind::ConnectionAborted | ErrorKind::BrokenPipe | ErrorKind::UnexpectedEof => "system.cut-off",
        ErrorKind::TimedOut => "system.silent",
        ErrorKind::HostUnreachable | ErrorKind::NetworkUnreachable | ErrorKind::NetworkDown => "system.unreachable",
        // These have no kind of their own, only the number or the sentence of the system.
        _ if error.raw_os_error() == Some(TOO_MANY_FILES) => "system.too-many-files",
        _ if error.raw_os_error() == Some(BROKEN_DISK) => "system.broken-disk",
        _ if error.to_string().starts_with("failed to lookup address") => "system.no-host",
        _ if error.to_string().contains("valid UTF-8") => "system.no-text",
        _ => return None,
    })
}

/// `EMFILE` of Unix: this program has as many files open as it may.
const TOO_MANY_FILES: i32 = 24;
/// `EIO` of Unix: the disk could not be read or written.
const BROKEN_DISK: i32 = 5;

/// What the system refuses in no usual way: its own words, without the number behind them.
fn unusual(error: &std::io::Error) -> String {
    let said = error.to_string();
    format!("system.other:{}", said.split(" (os error").next().unwrap_or_default())
}

fn codes(problems: &[Diagnostic]) -> String {
    problems.iter().map(|problem| format!("{} {:?}", problem.code, problem.params)).collect::<Vec<_>>().join(", ")
}

/// A problem of no place.
pub(crate) fn problem(code: &'static str) -> Diagnostic {
    Diagnostic::error(code, Place::default())
}

impl Failure {
    /// The command was used wrongly: an option that cannot be, whatever the data.
    pub(crate) fn misused(problem: Diagnostic) -> Self {
        Self { ended: Ended::Misused, problems: vec![problem] }
    }

    /// Something failed that is not the fault of what was given.
    pub(crate) fn failed(problem: Diagnostic) -> Self {
        Self { ended: Ended::Failed, problems: vec![problem] }
    }

    /// What was given is refused.
    pub(crate) fn refused(problems: Vec<Diagnostic>) -> Self {
        Self { ended: Ended::Refused, problems }
    }

    /// A file that cannot be written, or the terminal. Whoever reads our output may have seen enough (`… | head`): that is no failure.
    pub(crate) fn unwritten(to: &Path, error: &std::io::Error) -> Self {
        if error.kind() == ErrorKind::BrokenPipe && to == Path::new("-") {
            return Self { ended: Ended::Done, problems: Vec::new() };
        }
        let code = match error.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => "output.no-folder",
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => "output.denied",
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "output.full",
            ErrorKind::AlreadyExists => "output.exists",
            ErrorKind::IsADirectory => "output.is-folder",
            _ => "output.failed",
        };
        Self::failed(problem(code).with("file", to.display()).with("why", reason(error)))
    }

    /// A folder whose files cannot be listed.
    pub(crate) fn unread_folder(folder: &Path, error: &std::io::Error) -> Self {
        Self::refused(vec![problem("input.folder").with("folder", folder.display()).with("why", reason(error))])
    }

    /// Standard input that cannot be read.
    pub(crate) fn unread_input(error: &std::io::Error) -> Self {
        Self::failed(problem("input.standard").with("why", reason(error)))
    }

    /// An archive whose files cannot be had.
    pub(crate) fn not_unpacked(file: &Path, error: ArchiveError) -> Self {
        let code = match error {
            ArchiveError::Unreadable => "input.no-archive",
            ArchiveError::TooLarge => "input.large-archive",
        };
        let params = problem(code).with("file", file.display()).with("files", MOST_FILES);
        Self::refused(vec![params])
    }

    /// What an error of any layer says to a person. `url` is the database, to be named without its password.
    pub(crate) fn of(error: &anyhow::Error, url: &str) -> Self {
        let told = || error.chain().find_map(|cause| told(cause, &without_password(url)));
        // What is ours is found whole, whatever was put around it; a word of the system comes last.
        error
            .downcast_ref::<Self>()
            .cloned()
            .or_else(told)
            .unwrap_or_else(|| Self::failed(problem("command.failed").with("why", reason(error.as_ref()))))
    }
}

fn told(cause: &(dyn std::error::Error + 'static), url: &str) -> Option<Failure> {
    if let Some(failure) = cause.downcast_ref::<Failure>() {
        return Some(failure.clone());
    }
    if let Some(error) = cause.downcast_ref::<AppError>() {
        return of_app(error, url);
    }
    if let Some(error) = cause.downcast_ref::<BackupError>() {
        return Some(of_backup(error, url));
    }
    if let Some(error) = cause.downcast_ref::<JournalError>() {
        return Some(of_journal(error, url));
    }
    cause.downcast_ref::<StoreError>().map(of_store)
}

fn of_app(error: &AppError, url: &str) -> Option<Failure> {
    Some(match error {
        AppError::Refused(problems) => Failure::refused(problems.clone()),
        AppError::Forbidden(refusal) => Failure::refused(vec![problem(refusal.code())]),
        AppError::Journal(error) => of_journal(error, url),
        AppError::Store(error) => of_store(error),
        AppError::NoStore | AppError::Stopped => return None,
    })
}

fn of_store(error: &StoreError) -> Failure {
    Failure::failed(problem("command.no-evidence-store").with("why", reason(error)))
}

/// What the journal says. Where the database could not be opened, what to do differs by the reason.
pub(crate) fn of_journal(error: &JournalError, url: &str) -> Failure {
    let named = |code: &'static str| problem(code).with("url", url);
    match error {
        JournalError::Address(found) => Failure::misused(problem("database.bad-address").with("found", found)),
        JournalError::Open { why: Unopened::NoFile, .. } if missing_folder(url).is_some() => no_folder(url),
        JournalError::Open { why, .. } => Failure::failed(named(unopened(*why)).with("why", reason(error))),
        JournalError::Foreign(_) => Failure::failed(named("database.foreign")),
        JournalError::Damaged { table, row, .. } => Failure::failed(named("database.damaged").with("table", table).with("row", row)),
        JournalError::Moved { .. } => Failure::failed(problem("commit.too-busy")),
        _ => Failure::failed(named("database.no-answer").with("why", reason(error))),
    }
}

/// The folder a database is to be made in is not there.
pub(crate) fn no_folder(url: &str) -> Failure {
    let folder = missing_folder(url).unwrap_or(Path::new("."));
    Failure::failed(problem("database.no-folder").with("url", url).with("folder", folder.display()))
}

const fn unopened(why: Unopened) -> &'static str {
    match why {
        Unopened::NoFile => "database.no-file",
        Unopened::NotADatabase => "database.not-one",
        Unopened::NotWritable => "database.not-writable",
        Unopened::NoAnswer => "database.nobody-there",
        Unopened::BadLogin => "database.bad-login",
        Unopened::NoSuchDatabase => "database.none-of-that-name",
        Unopened::NoRight => "database.no-right",
        Unopened::BadAddress => "database.bad-server-address",
        Unopened::Newer => "database.newer",
        Unopened::Busy => "database.busy",
        Unopened::Other => "database.not-opened",
    }
}

fn of_backup(error: &BackupError, url: &str) -> Failure {
    match error {
        BackupError::Journal(error) => of_journal(error, url),
        BackupError::File(error) => Failure::failed(problem("backup.unread").with("why", reason(error))),
        BackupError::Exists(file) => Failure::refused(vec![problem("output.exists").with("file", file.display())]),
        BackupError::NotEmpty(entries) => Failure::refused(vec![problem("backup.not-empty").with("url", url).with("entries", entries)]),
        BackupError::NotABackup => Failure::refused(vec![problem("backup.not-one")]),
        BackupError::Line { line, .. } => Failure::refused(vec![problem("backup.changed").with("line", line)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use vedich_wording::Lang;

    /// Codes that this program says by itself: in its sources as they stand.
    fn codes_of(dir: &Path, found: &mut std::collections::BTreeSet<String>) {
        for entry in std::fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                codes_of(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                let text = std::fs::read_to_string(&path).unwrap();
                let families = ["database.", "backup.", "output.", "input.", "config.", "command.", "usage.", "system.", "line."];
                let words = text.split('"').filter(|word| families.iter().any(|family| word.starts_with(family)));
                found
                    .extend(words.filter(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'.' || b == b'-')).map(str::to_owned));
            }
        }
    }

    #[test]
    fn every_failure_is_worded_in_both_languages_and_every_wording_is_of_one() {
        let mut codes = std::collections::BTreeSet::new();
        codes_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut codes);
        codes.retain(|code| !code.ends_with('.') && code != "database.url");
        assert!(codes.len() > 30, "{codes:?}");
        for code in &codes {
            let key = format!("problem.{code}");
            assert!(Lang::ALL.iter().all(|lang| lang.text(&key) != key), "{code} has no wording");
        }
    }

    #[test]
    fn what_the_system_refuses_in_its_usual_ways_is_said_in_the_language_of_the_reader() {
        use ErrorKind::{
            AddrInUse, AddrNotAvailable, AlreadyExists, BrokenPipe, ConnectionAborted, ConnectionRefused, ConnectionReset,
            DirectoryNotEmpty, FileTooLarge, HostUnreachable, InvalidFilename, IsADirectory, NetworkDown, NetworkUnreachable,
            NotADirectory, NotFound, OutOfMemory, PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, ResourceBusy,
            StaleNetworkFileHandle, StorageFull, TimedOut, UnexpectedEof,
        };
        let kinds = [
            AddrInUse,
            AddrNotAvailable,
            AlreadyExists,
            BrokenPipe,
            ConnectionAborted,
            ConnectionRefused,
            ConnectionReset,
            DirectoryNotEmpty,
            FileTooLarge,
            HostUnreachable,
            InvalidFilename,
            IsADirectory,
            NetworkDown,
            NetworkUnreachable,
            NotADirectory,
            NotFound,
            OutOfMemory,
            PermissionDenied,
            QuotaExceeded,
            ReadOnlyFilesystem,
            ResourceBusy,
            StaleNetworkFileHandle,
            StorageFull,
            TimedOut,
            UnexpectedEof,
        ];
        let numbers = [TOO_MANY_FILES, BROKEN_DISK].map(std::io::Error::from_raw_os_error);
        for error in kinds.map(std::io::Error::from).into_iter().chain(numbers) {
            let code = reason(&error);
            let [vi, en] = [Lang::Vi, Lang::En].map(|lang| lang.reason(&code));
            assert!(
                !vi.contains(&error.to_string()) && !vi.contains("system.") && !en.contains("system.") && vi != en,
                "{error}: {vi}, {en}"
            );
        }
        let no_text = std::io::read_to_string(&b"\xff"[..]).unwrap_err();
        assert_eq!(reason(&no_text), "system.no-text", "{no_text}");
        // A library's own words stay, whatever they were wrapped in.
        assert_eq!(reason(&std::io::Error::other("the certificate has expired")), "the certificate has expired");
    }

    #[test]
    fn what_lies_below_is_found_through_what_was_put_around_it() {
        let said = |error: anyhow::Error| {
            let failure = Failure::of(&error, "postgres://an:bi-mat@host/vedich");
            (failure.ended, Lang::Vi.problem(&failure.problems[0]))
        };
        let (ended, text) = said(anyhow::Error::from(JournalError::Address("t.db".to_owned())).context("while opening t.db"));
        assert_eq!(ended, Ended::Misused);
        assert!(text.contains("“t.db”") && text.contains("sqlite:"), "{text}");
        let (ended, text) = said(BackupError::NotEmpty(3).into());
        assert_eq!(ended, Ended::Refused);
        assert!(text.contains("postgres://an@host/vedich") && !text.contains("bi-mat"), "{text}");
        let refused = std::io::Error::from(ErrorKind::PermissionDenied);
        let (_, text) = said(anyhow::Error::from(refused).context("while looking"));
        assert!(text.contains("không có quyền") && !text.contains("denied"), "{text}");
        let (_, text) = said(std::io::Error::from_raw_os_error(35).into());
        assert!(text.contains("hệ thống báo “") && !text.contains("os error"), "{text}");
        let (ended, text) = said(anyhow::anyhow!("a cause").context("while doing"));
        assert_eq!(ended, Ended::Failed);
        assert!(text.contains("a cause") && !text.contains("while doing"), "{text}");
    }
}
