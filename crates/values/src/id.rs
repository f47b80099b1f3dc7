//! Numeric identifiers of our own rows: one newtype each, no arithmetic on them.

use serde::{Deserialize, Serialize};

macro_rules! numeric_id {
    ($(#[$doc:meta])* $name:ident($inner:ty)) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub $inner);

        impl $name {
            /// The bare number, for storage and printing.
            #[must_use]
            pub const fn get(self) -> $inner {
                self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(s: &str) -> Result<Self, Self::Err> {
                s.parse().map(Self)
            }
        }
    };
}

numeric_id! {
    /// Our own identity of an administrative unit (đơn vị hành chính), stable for ever.
    /// Official codes are a separate thing: they were reused in July 2025 and are valid from a date to a date.
    UnitId(u32)
}
numeric_id! {
    /// Place of a fact in the journal: gapless, starting at 1, never reused.
    FactSeq(u64)
}
numeric_id! {
    /// Place of a journal entry (one command, one transaction): gapless, starting at 1.
    EntrySeq(u64)
}
