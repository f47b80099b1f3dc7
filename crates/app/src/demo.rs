//! The five real cases, loaded into an empty database.

use crate::{App, AppError, By, NewEntry};
use uuid::Uuid;
use vedich_values::{Diagnostic, Place};

/// Origin of the entries of the demo, by which they are known again.
const ORIGIN: &str = "demo";

impl App {
    /// Loads the demo cases into an empty database; one that began as a demo is completed, whatever was done in it since.
    /// Returns whether anything was added.
    ///
    /// # Errors
    /// When the database holds other entries, or does not answer.
    pub async fn load_demo(&self) -> Result<bool, AppError> {
        let shipped = self.shipped();
        let cases = vedich_reference::demo(&shipped.registry, &shipped.catalogue).map_err(AppError::Refused)?;
        // The same case has the same command id everywhere and always.
        let command = |key: &str| Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("vedich:demo:{key}").as_bytes());
        let journal = &self.inner.journal;
        let begun = match cases.first() {
            Some(first) => journal.find(command(&first.key), None).await?.is_some(),
            None => false,
        };
        if !begun && journal.head().await?.entry.get() > 0 {
            return Err(AppError::Refused(vec![Diagnostic::error("demo.not-empty", Place::default())]));
        }
        let steering = vedich_reference::demo_steering(&shipped.registry).map_err(AppError::Refused)?;
        let mut added = false;
        for case in cases.into_iter().chain(steering) {
            let command = command(&case.key);
            let entry = NewEntry::new("load-demo", By::operator(&case.key, ORIGIN).command(command), case.recorded_at, case.facts);
            added |= !self.commit(entry).await?.already;
        }
        Ok(added)
    }
}
