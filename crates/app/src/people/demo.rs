//! The demo's people: one for each role.

use super::{DemoAccess, NewPerson, NewPosting, Policy};
use crate::{App, AppError, By};
use vedich_facts::PersonId;
use vedich_reference::DemoAccount;
use vedich_units::{COUNTRY, Resolution};
use vedich_values::{Diagnostic, Place, UnitId};

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
        self.set_policy(Policy { demo: Some(DemoAccess { people, password: demo.password }), ..Policy::clone(&self.policy()) });
        Ok(())
    }

    async fn enter_demo_person(&self, account: &DemoAccount) -> Result<PersonId, AppError> {
        let unit = self.demo_unit(account)?;
        let (role, field) = (account.role.clone(), account.field.clone());
        let post = NewPosting { role, unit, field, from: account.from, to: None, decision: None };
        let (login, name) = (account.login.clone(), account.name.clone());
        let person = NewPerson { login, name, home: unit, email: None, phone: None, posts: vec![post] };
        self.enter_people(By::operator("demo", "demo"), account.from, vec![person]).await?.pop().ok_or(AppError::Stopped)
    }

    fn demo_unit(&self, account: &DemoAccount) -> Result<UnitId, AppError> {
        let registry = self.reference().registry;
        match registry.resolve(&account.unit, account.from) {
            _ if account.unit == "Việt Nam" => Ok(COUNTRY),
            Resolution::One(unit) => Ok(unit),
            _ => Err(AppError::Refused(vec![Diagnostic::error("demo.unknown-unit", Place::default()).with("found", &account.unit)])),
        }
    }
}
