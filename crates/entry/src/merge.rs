//! Two people, or two windows, at once.

/// What becomes of what somebody sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It says nothing new: what stands, stays.
    Leave,
    /// It takes the place of what its author had seen, which still stands.
    Take,
    /// Somebody else wrote something different meanwhile: both are kept and shown, a person chooses.
    Choose,
}

/// Compares what somebody had seen, what stands now and what they send. Nothing that its author had not seen is ever replaced.
#[must_use]
pub fn merge<T: PartialEq + ?Sized>(seen: &T, stands: &T, sent: &T) -> Fate {
    if sent == stands || sent == seen {
        Fate::Leave
    } else if stands == seen {
        Fate::Take
    } else {
        Fate::Choose
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_two_people_can_meet() {
        for (seen, stands, sent, fate) in [
            ("80", "80", "80", Fate::Leave),
            ("80", "80", "85", Fate::Take),
            ("", "", "85", Fate::Take),
            ("80", "80", "", Fate::Take),
            ("80", "82", "80", Fate::Leave),
            ("80", "85", "85", Fate::Leave),
            ("80", "82", "85", Fate::Choose),
            ("80", "", "85", Fate::Choose),
        ] {
            assert_eq!(merge(seen, stands, sent), fate, "{seen:?} {stands:?} {sent:?}");
        }
    }

    proptest! {
        /// Whatever two people send, in whichever order, neither loses a word: a value that goes was seen by who replaced it.
        #[test]
        fn nothing_unseen_is_replaced(seen in 0_u8..4, first in 0_u8..4, second in 0_u8..4) {
            let after_first = if merge(&seen, &seen, &first) == Fate::Take { first } else { seen };
            match merge(&seen, &after_first, &second) {
                Fate::Take => prop_assert_eq!(after_first, seen),
                Fate::Leave => prop_assert!(second == after_first || second == seen),
                Fate::Choose => prop_assert!(after_first != seen && second != after_first && second != seen),
            }
            // Who has chosen has seen: their choice is taken.
            prop_assert_ne!(merge(&after_first, &after_first, &second), Fate::Choose);
        }
    }
}
