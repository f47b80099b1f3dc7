//! The paper of the demo: the notice of case C's briefing with its table of hamlets by stage, as a draft.

use super::{BeginPaper, Report};
use crate::commands::By;
use crate::{App, AppError};
use uuid::Uuid;
use vedich_facts::PaperPeriod;
use vedich_units::Resolution;
use vedich_values::{Date, UnitId};

impl App {
    /// The figures of case C's notice: its fields, and the stages as the district counted them.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn briefing_notice(&self, unit: UnitId, date: Date) -> Result<Report, AppError> {
        let period = PaperPeriod { cycle: "half".to_owned(), year: chrono::Datelike::year(&date), number: 1, from: date, to: date };
        let mut report = self.report(unit, &period).await?;
        report.fields = vedich_reference::briefing_notice(&report.fields);
        Ok(report)
    }

    /// Begins the notice of case C as a draft, once.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn load_demo_papers(&self) -> Result<(), AppError> {
        let command = Uuid::new_v5(&Uuid::NAMESPACE_URL, b"vedich:demo:papers:c");
        if self.journal().find(command, None).await?.is_some() {
            return Ok(());
        }
        let Some(date) = Date::from_ymd_opt(2020, 8, 5) else { return Ok(()) };
        let Resolution::One(unit) = self.reference().registry.resolve("Huyện Đông Sơn, Thanh Hóa", date) else { return Ok(()) };
        let report = self.briefing_notice(unit, date).await?;
        let fields = report.into_fields();
        let paper =
            BeginPaper { unit, form: "notice".to_owned(), layout: "state".to_owned(), period: None, fields: Some(fields), on: Some(date) };
        self.begin_paper(By::operator("demo", "demo").command(command), paper).await.map(|_| ())
    }
}
