//! The five real cases, loaded into an empty database.

use crate::{App, AppError, By, NewEntry};
use uuid::Uuid;
use vedich_values::{Diagnostic, Place};

/// Origin of the entries of the demo, by which they are known again.
const ORIGIN: &str = "demo";
/// More entries than the demo has.
const MORE_THAN_DEMO: u32 = 100;

impl App {
    /// Loads the demo cases. A database that holds nothing else, because loading was cut short or was done before, is completed.
    /// Returns whether anything was added.
    ///
    /// # Errors
    /// When the database holds other entries, or does not answer.
    pub async fn load_demo(&self) -> Result<bool, AppError> {
        let entries = self.inner.journal.entries(None, MORE_THAN_DEMO).await?;
        if entries.iter().any(|entry| entry.origin != ORIGIN) {
            return Err(AppError::Refused(vec![Diagnostic::error("demo.not-empty", Place::default())]));
        }
        let shipped = self.shipped();
        let cases = vedich_reference::demo(&shipped.registry, &shipped.catalogue).map_err(AppError::Refused)?;
        let mut added = false;
        for case in cases {
            // The same case has the same command id everywhere and always.
            let command = Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("vedich:demo:{}", case.key).as_bytes());
            let entry = NewEntry::new("load-demo", By::operator(&case.key, ORIGIN).command(command), case.recorded_at, case.facts);
            added |= !self.commit(entry).await?.already;
        }
        Ok(added)
    }
}
