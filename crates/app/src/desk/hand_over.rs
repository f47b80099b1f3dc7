//! Documents passed from one desk to another, and who else reads the same one.

use super::{Batch, Reading, problem, refused};
use crate::{App, AppError, Hand};
use vedich_desk::HandedOver;
use vedich_rights::{Action, On, Person};

/// What became of the documents of a folder that were to be handed over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PassedOn {
    /// They lie on the other desk now.
    pub passed: usize,
    /// They stay: the colleague may not record for their place, or reads them already.
    pub left: usize,
}

impl App {
    /// Passes a document on one's desk to a colleague, with everything that was decided in it; the colleague's name. Who receives it has to
    /// be allowed to record for the unit it is about, where that is known.
    ///
    /// # Errors
    /// When it is gone, nobody is meant by the name, the colleague may not or reads the same document already, or the database does not
    /// answer.
    pub async fn pass_reading(&self, hand: &Hand, id: &str, to: &str) -> Result<String, AppError> {
        let Some(reading) = self.reading(hand, id).await? else { return Err(refused("desk.gone")) };
        let colleague = self.colleague(hand, to)?;
        self.put_on_desk_of(hand, reading, &colleague).await?;
        Ok(colleague.name.to_string())
    }

    /// Passes every document of a folder that waits to a colleague.
    ///
    /// # Errors
    /// When nobody is meant by the name, or the database does not answer.
    pub async fn pass_folder(&self, hand: &Hand, batch: &Batch, to: &str) -> Result<PassedOn, AppError> {
        let colleague = self.colleague(hand, to)?;
        let mut done = PassedOn::default();
        for reading in self.waiting(hand, batch).await? {
            match self.put_on_desk_of(hand, reading, &colleague).await {
                Ok(()) => done.passed += 1,
                Err(AppError::Refused(_)) => done.left += 1,
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }

    /// Who else has the same document on their desk, by name.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn also_reading(&self, hand: &Hand, fingerprint: &[u8; 32]) -> Result<Vec<String>, AppError> {
        let owners = self.journal().readings().owners(fingerprint).await?;
        Ok(owners.iter().filter(|owner| *owner != hand.actor()).map(|owner| self.reader_name(owner)).collect())
    }

    /// On whose desk a document lies, by name; none when it lies on nobody's.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn lies_with(&self, id: &str) -> Result<Option<String>, AppError> {
        Ok(self.journal().readings().owner_of(id).await?.map(|owner| self.reader_name(&owner)))
    }

    /// Somebody as people know them; who has no account by the name of the record.
    #[must_use]
    pub fn reader_name(&self, actor: &str) -> String {
        self.rights().by_login(actor).map_or_else(|| actor.to_owned(), |person| person.name.to_string())
    }

    /// Whoever is meant by a login, a full name, or both.
    fn colleague(&self, hand: &Hand, to: &str) -> Result<Person, AppError> {
        let unknown = || AppError::Refused(vec![problem("desk.no-colleague").with("found", to.trim())]);
        let someone = self.someone(to, vedich_units::COUNTRY)?;
        let rights = self.rights();
        let person = someone.person.and_then(|person| rights.person(person)).filter(|person| !person.disabled).ok_or_else(unknown)?;
        if *person.login == *hand.actor() { Err(refused("desk.own-desk")) } else { Ok(person.clone()) }
    }

    async fn put_on_desk_of(&self, hand: &Hand, reading: Reading, to: &Person) -> Result<(), AppError> {
        let theirs = Hand::person(to.id, &to.login, "desk");
        if let Some(unit) = reading.draft.unit
            && self.may(&theirs, Action::Enter, &On::unit(unit)).is_err()
        {
            return Err(AppError::Refused(vec![problem("desk.colleague-may-not").with("name", &to.name)]));
        }
        let kept = self.journal().readings();
        for _ in 0..8 {
            let Some(seen) = kept.one(hand.actor(), &reading.id).await? else { return Err(refused("desk.gone")) };
            if kept.same(&to.login, &seen.fingerprint).await?.is_some() {
                return Err(AppError::Refused(vec![problem("desk.colleague-has-it").with("name", &to.name)]));
            }
            let version = seen.version;
            let mut draft = super::reading(seen)?.draft;
            let now = self.clock().now();
            draft.handed = Some(HandedOver { by: hand.actor().to_owned(), at: now });
            let state = serde_json::to_string(&draft).map_err(|_| refused("desk.gone"))?;
            if kept.pass(hand.actor(), (&reading.id, version), &to.login, &state, now).await? {
                return Ok(());
            }
        }
        Err(refused("commit.too-busy"))
    }
}
