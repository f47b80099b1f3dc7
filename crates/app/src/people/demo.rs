//! The demo's people: one for each role.

use super::{Contact, DemoAccess, NewPerson, NewPosting, Policy};
use crate::commands::{NewUnit, RegisterUnits, StateAttribute};
use crate::sheets::{SaveSheet, SavedSheet};
use crate::{App, AppError, By};
use uuid::Uuid;
use vedich_entry::{DraftLine, LineKey, SheetDraft};
use vedich_facts::{AttributeValue, PersonId, UnitLevel};
use vedich_reference::{DemoAccount, DemoHamlet, DemoLate};
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
        for hamlet in &demo.hamlets {
            self.register_demo_hamlet(hamlet).await?;
        }
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
        if let Some(anew) = &account.anew {
            let unit = self.demo_unit(&account.unit, anew.from)?;
            posts.push(NewPosting { field: anew.field.clone(), from: anew.from, ..post(unit) });
        }
        let (login, name) = (account.login.clone(), account.name.clone());
        let person = NewPerson { login, name, home: unit, contact: Contact::default(), posts };
        self.enter_people(By::operator("demo", "demo"), account.from, vec![person]).await?.pop().ok_or(AppError::Stopped)
    }

    /// Registers an example of a hamlet once, with the tier it works towards.
    async fn register_demo_hamlet(&self, hamlet: &DemoHamlet) -> Result<(), AppError> {
        let parent = self.demo_unit(&hamlet.unit, hamlet.from)?;
        let command = |what: &str| {
            let name = format!("vedich:demo:hamlet:{parent}:{}:{what}", hamlet.name);
            By::operator("demo", "demo").command(Uuid::new_v5(&Uuid::NAMESPACE_URL, name.as_bytes()))
        };
        let whole = format!("{}, {}", hamlet.name, hamlet.unit);
        if self.demo_unit(&whole, hamlet.from).is_err() {
            let unit = NewUnit {
                level: UnitLevel::Hamlet,
                kind: hamlet.kind.clone(),
                name: hamlet.name.clone(),
                parent,
                code: None,
                from: hamlet.from,
                source: Some(hamlet.source.clone()),
            };
            self.register_units(command("there"), RegisterUnits { units: vec![unit], content_hash: None }).await?;
        }
        let tier = StateAttribute {
            unit: self.demo_unit(&whole, hamlet.from)?,
            from: hamlet.from,
            to: None,
            name: "tier".to_owned(),
            value: AttributeValue::Text(hamlet.tier.clone()),
            source: Some(hamlet.source.clone()),
        };
        self.state_attribute(command("tier"), tier).await.map(|_| ())
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
            SavedSheet::Recorded(..) | SavedSheet::Nothing | SavedSheet::Unchanged(_) => Ok(()),
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
