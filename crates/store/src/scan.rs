//! Asking a virus scanner.

use crate::{Rules, StoreError};
use std::io::Write;
use std::process::Stdio;
use tokio::process::Command;

/// Lets a scanner look at a file: 0 is clean, 1 is not, anything else is a scanner that does not work.
pub(crate) async fn scan(rules: &Rules, content: &[u8]) -> Result<(), StoreError> {
    let Some((program, arguments)) = rules.scanner.split_first() else { return Ok(()) };
    let mut file = tempfile::NamedTempFile::new().map_err(StoreError::Folder)?;
    file.write_all(content).map_err(StoreError::Folder)?;
    let mut command = Command::new(program);
    command.args(arguments).arg(file.path()).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    let ended = tokio::time::timeout(rules.scanner_limit, command.status()).await;
    match ended {
        Ok(Ok(status)) if status.success() => Ok(()),
        Ok(Ok(status)) if status.code() == Some(1) => Err(StoreError::Infected),
        _ => Err(StoreError::NoScanner),
    }
}
