//! Letters that were not delivered: given up at once where a server refused them for good, after some days where it only put them off; who
//! is told, and who may send them again.

use crate::Hand;
use crate::steering::letters::meetings_of;
use crate::{App, AppError};
use chrono::TimeDelta;
use vedich_journal::vault::{Letter, Undelivered};
use vedich_rights::{Action, On};
use vedich_steering::check;
use vedich_values::{Diagnostic, Place, Timestamp, UnitId};

/// Wait after the first failure; doubled after each further one, up to the longest.
const FIRST_WAIT_MINUTES: i64 = 2;
const LONGEST_WAIT_MINUTES: i64 = 12 * 60;
/// Tries of a letter a server puts off, before it is given up: two and a half days.
pub const MOST_TRIES: u32 = 14;
/// Letters looked through for a page of those somebody may see; whoever may see few goes on from there.
const LOOKED_THROUGH: u32 = 1_000;
/// Letters read at once.
const AT_ONCE: u32 = 100;

/// What a mail server said to a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Went {
    /// It took it.
    Taken,
    /// Not now, in its words: it may take it later.
    PutOff(String),
    /// Never, in its words: the address is wrong, or it does not want the letter.
    Refused(String),
}

/// A letter that was not delivered, as whoever can do something about it sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotDelivered {
    /// The letter.
    pub letter: Undelivered,
    /// What can be done about its address.
    pub remedy: Remedy,
}

/// A page of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LettersBack {
    /// The letters, the latest first.
    pub letters: Vec<NotDelivered>,
    /// Where the next page begins, if there may be one.
    pub next: Option<Behind>,
}

/// The letter a page begins behind. As text: `2026-11-30T04:49:55+00:00~digest-214-2026-11-29`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Behind {
    at: Timestamp,
    id: String,
}

impl std::fmt::Display for Behind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}~{}", self.at.to_rfc3339(), self.id)
    }
}

impl std::str::FromStr for Behind {
    type Err = chrono::ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (at, id) = text.split_once('~').unwrap_or((text, ""));
        Ok(Self { at: at.parse()?, id: id.to_owned() })
    }
}

/// Where the address of a letter is put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// In one's own account.
    Own,
    /// In the account of the person, by whoever administers it.
    Account,
    /// With the letter: it went to somebody without an account.
    Letter,
}

impl App {
    /// What became of a letter. One that was put off is tried again after a wait that grows, and given up after [`MOST_TRIES`]; one that
    /// was refused is given up at once.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn letter_went(&self, letter: &Letter, went: Went) -> Result<(), AppError> {
        let (vault, now) = (&self.entrance().vault, self.clock().now());
        match went {
            Went::Taken => vault.letter_sent(&letter.id, now).await?,
            Went::PutOff(said) if letter.tries.saturating_add(1) < MOST_TRIES => {
                vault.letter_failed(&letter.id, &said, now + wait(letter.tries)).await?;
            }
            Went::PutOff(said) | Went::Refused(said) => vault.letter_given_up(&letter.id, &said, now).await?,
        }
        Ok(())
    }

    /// Letters that were not delivered and about which a hand can do something, the latest first: its own, those of people it administers,
    /// and invitations of units in whose name it assigns work. Behind a letter of the page before, when one is given.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn not_delivered(&self, hand: &Hand, behind: Option<Behind>, most: usize) -> Result<LettersBack, AppError> {
        let mut page = LettersBack { letters: Vec::new(), next: behind };
        for _ in 0..LOOKED_THROUGH / AT_ONCE {
            let behind = page.next.as_ref().map(|last| (last.at, last.id.as_str()));
            let letters = self.entrance().vault.undelivered(behind, AT_ONCE).await?;
            let through = letters.len() < AT_ONCE as usize;
            for letter in letters {
                page.next = Some(Behind { at: letter.at, id: letter.id.clone() });
                page.letters.extend(self.remedy(hand, &letter).map(|remedy| NotDelivered { letter, remedy }));
                if page.letters.len() == most {
                    return Ok(page);
                }
            }
            if through {
                return Ok(LettersBack { next: None, ..page });
            }
        }
        Ok(page)
    }

    /// Sends a letter that was given up again; to another address, when one is given and it went to somebody without an account.
    ///
    /// # Errors
    /// When there is no such letter for this hand, the address is none, or the journal does not answer.
    pub async fn send_again(&self, hand: &Hand, id: &str, address: Option<&str>) -> Result<(), AppError> {
        let refused =
            |code: &'static str, found: &str| AppError::Refused(vec![Diagnostic::error(code, Place::default()).with("found", found)]);
        let letter = self.entrance().vault.undelivered_one(id).await?;
        let remedy = letter.and_then(|letter| self.remedy(hand, &letter)).ok_or_else(|| refused("letter.unknown", id))?;
        let address = address.map(str::trim).filter(|address| !address.is_empty() && remedy == Remedy::Letter);
        if let Some(wrong) = address.filter(|address| !check::is_address(address)) {
            return Err(refused("letter.no-address", wrong));
        }
        let sent = self.entrance().vault.letter_again(id, address, self.clock().now()).await?;
        if sent { Ok(()) } else { Err(refused("letter.unknown", id)) }
    }

    /// What a hand can do about a letter; none: it is not its business.
    fn remedy(&self, hand: &Hand, letter: &Undelivered) -> Option<Remedy> {
        let may = |action: Action, unit: UnitId| self.may(hand, action, &On::unit(unit)).is_ok();
        let Some(person) = letter.person else {
            let holder = meetings_of(&letter.id).find_map(|key| self.live().meeting(&key)).map(|meeting| meeting.unit);
            let theirs = hand.whose().is_none() || holder.is_some_and(|unit| may(Action::Assign, unit));
            return theirs.then_some(Remedy::Letter);
        };
        if hand.whose() == Some(person) {
            return Some(Remedy::Own);
        }
        let home = self.rights().person(person).map(|person| person.home)?;
        may(Action::AdministerUsers, home).then_some(Remedy::Account)
    }
}

/// How long a letter waits after so many failures before this one.
fn wait(tries: u32) -> TimeDelta {
    let minutes = FIRST_WAIT_MINUTES.saturating_mul(1_i64.checked_shl(tries.min(20)).unwrap_or(i64::MAX));
    TimeDelta::minutes(minutes.min(LONGEST_WAIT_MINUTES))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_together_are_between_two_and_three_days() {
        let waits: Vec<TimeDelta> = (0..MOST_TRIES - 1).map(wait).collect();
        assert!(waits.is_sorted());
        let all = waits.iter().sum::<TimeDelta>();
        assert!(all > TimeDelta::days(2) && all < TimeDelta::days(3), "{all}");
    }
}
