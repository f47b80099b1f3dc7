//! The demo's people: one for each role.

use super::{Contact, DemoAccess, NewPerson, NewPosting, Policy};
use crate::sheets::{SaveSheet, SavedSheet};
use crate::{App, AppError, By};
use uuid::Uuid;
use vedich_entry::{DraftLine, LineKey, SheetDraft};
use vedich_facts::PersonId;
use vedich_reference::{DemoAccount, DemoLate};
use vedich_units::{COUNTRY, Resolution};
use vedich_values::date::print_date;
use vedich_values::{CriterionNo, Date, Diagnostic, Place, UnitId};

impl App {
    /// Enters the people of the demo who are not there yet, and lets their accounts open with the demo's password as long as this process
    /// runs. The password is stored nowhere.
    ///
    /// # Errors
    /// When the file or the register does not have what it names, or the journal does not answer.
    pub async fn open_demo_accounts(&self) -> Result<(), AppError> {
        let demo = vedich_reference::demo_accounts().map_err(AppError::Refused)?;
        let mut people = Vec::new();
        for account in &demo.accounts {
            let known = self.rights().by_login(&account.login).map(|person| person.id);
            people.push(match known {
                Some(id) => id,
                None => self.enter_demo_person(account).await?,
            });
        }
        for late in &demo.late {
            self.hand_in_demo(late).await?;
        }
        self.set_policy(Policy { demo: Some(DemoAccess { people, password: demo.password }), ..Policy::clone(&self.policy()) });
        Ok(())
    }

    async fn enter_demo_person(&self, account: &DemoAccount) -> Result<PersonId, AppError> {
        let unit = self.demo_unit(&account.unit, account.from)?;
        let post = |unit| {
            let (role, field) = (account.role.clone(), account.field.clone());
            NewPosting { role, unit, field, from: account.from, to: None, decision: None }
        };
        let mut posts = vec![post(unit)];
        for also in &account.also {
            posts.push(post(self.demo_unit(also, account.from)?));
        }
        let (login, name) = (account.login.clone(), account.name.clone());
        let person = NewPerson { login, name, home: unit, contact: Contact::default(), posts };
        self.enter_people(By::operator("demo", "demo"), account.from, vec![person]).await?.pop().ok_or(AppError::Stopped)
    }

    /// Hands a period in once, as the sheet of the unit would; what people did with it since stays.
    async fn hand_in_demo(&self, late: &DemoLate) -> Result<(), AppError> {
        let unit = self.demo_unit(&late.unit, late.as_of)?;
        let line = |no: &CriterionNo| {
            let line = DraftLine { value: "met".to_owned(), base: u64::MAX, ..DraftLine::default() };
            (LineKey { unit, code: format!("#{no}"), part: None }.to_string(), line)
        };
        let draft = SheetDraft {
            source: late.source.clone(),
            as_of: print_date(late.as_of),
            late: late.reason.vi.clone(),
            lines: late.met.iter().map(line).collect(),
            ..SheetDraft::default()
        };
        let command = Uuid::new_v5(&Uuid::NAMESPACE_URL, format!("vedich:demo:late:{unit}:{}", late.period).as_bytes());
        let save = SaveSheet { units: vec![unit], period: late.period, draft, submit: true, content_hash: None };
        match self.save_sheet(By::operator("demo", "demo").command(command), save).await? {
            SavedSheet::Open(plans) => {
                Err(AppError::Refused(plans.into_iter().flat_map(|plan| plan.lines).flat_map(|line| line.problems).collect()))
            }
            SavedSheet::Recorded(..) | SavedSheet::Nothing => Ok(()),
        }
    }

    fn demo_unit(&self, name: &str, on: Date) -> Result<UnitId, AppError> {
        let registry = self.reference().registry;
        match registry.resolve(name, on) {
            _ if name == "Việt Nam" => Ok(COUNTRY),
            Resolution::One(unit) => Ok(unit),
            _ => Err(AppError::Refused(vec![Diagnostic::error("demo.unknown-unit", Place::default()).with("found", name)])),
        }
    }
}
