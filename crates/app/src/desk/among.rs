//! Documents of one desk beside each other.

use super::alike::units;
use super::{Beheld, Reading, words};
use crate::{App, AppError, Hand};
use vedich_desk::{Card, Judge, Judged, Side, compare};
use vedich_rights::Refusal;

/// Other documents a single one is compared with: those that were worked on last.
const MOST_OTHERS: usize = 60;

/// A reading with its cards judged, without the picture it was judged by.
#[derive(Clone, Debug)]
pub(super) struct Weighed {
    pub(super) reading: Reading,
    pub(super) judged: Vec<Judged>,
    pub(super) refused: Vec<Option<Refusal>>,
}

impl From<Beheld> for Weighed {
    fn from(Beheld { reading, judged, refused, .. }: Beheld) -> Self {
        Self { reading, judged, refused }
    }
}

impl Weighed {
    /// The cards with what is to be said of them.
    pub(super) fn cards(&self) -> impl Iterator<Item = (&Card, &Judged, &Option<Refusal>)> {
        self.reading.draft.cards.iter().zip(&self.judged).zip(&self.refused).map(|((card, judged), refused)| (card, judged, refused))
    }
}

fn side<'a>(reading: &'a Reading, judged: &'a mut [Judged]) -> Side<'a> {
    Side { reading: &reading.id, title: &reading.title, draft: &reading.draft, judged }
}

/// Marks what the documents say differently.
pub(super) fn compare_all(all: &mut [Weighed]) {
    let mut sides: Vec<Side<'_>> = all.iter_mut().map(|one| side(&one.reading, &mut one.judged)).collect();
    compare(&mut sides);
}

impl App {
    /// A reading beside the board of its day, and beside the other documents on the same desk.
    ///
    /// # Errors
    /// When the journal does not answer.
    pub async fn behold(&self, hand: &Hand, reading: Reading) -> Result<Beheld, AppError> {
        let mut beheld = self.behold_alone(hand, reading).await?;
        let mut others = self.others(hand, &beheld.reading).await?;
        beheld.alike = self.alike(hand, std::slice::from_ref(&beheld.reading)).await?.pop().flatten();
        let mut sides = vec![side(&beheld.reading, &mut beheld.judged)];
        sides.extend(others.iter_mut().map(|(reading, judged)| side(reading, judged)));
        compare(&mut sides);
        Ok(beheld)
    }

    /// The other documents of a desk that give figures of the same units, judged.
    async fn others(&self, hand: &Hand, reading: &Reading) -> Result<Vec<(Reading, Vec<Judged>)>, AppError> {
        let (today, mine) = (self.today(), units(&reading.draft));
        let mut others = if mine.is_empty() { Vec::new() } else { self.desk(hand).await? };
        others.retain(|other| other.id != reading.id && !mine.is_disjoint(&units(&other.draft)));
        let mut judged = Vec::with_capacity(others.len().min(MOST_OTHERS));
        for other in others.into_iter().take(MOST_OTHERS) {
            let board = self.picture(other.draft.day(today), None).await?;
            let cards = Judge::new(words(), &board, &other.draft, today).all();
            judged.push((other, cards));
        }
        Ok(judged)
    }
}
