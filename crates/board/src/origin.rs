//! Where a value on the board comes from, packed: its fact, its date, who says so.

use chrono::Datelike;
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_criteria::Cell;
use vedich_values::{Date, FactSeq};

/// The fact behind a value in 12 bytes. Sequence numbers up to 2^47 fit: a thousand facts a second for 4,400 years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Origin {
    low: u32,
    high: u16,
    source: u16,
    days: i32,
}

impl Origin {
    const INHERITED: u16 = 1 << 15;

    pub(crate) fn new(as_of: Date, seq: FactSeq, source: SourceNo) -> Self {
        let [a, b, c, d, e, f, ..] = seq.get().to_le_bytes();
        Self {
            low: u32::from_le_bytes([a, b, c, d]),
            high: u16::from_le_bytes([e, f]) & !Self::INHERITED,
            source: source.0,
            days: as_of.num_days_from_ce(),
        }
    }

    /// The same fact where it counts for another set than the one it was stated for.
    pub(crate) const fn inherited(self) -> Self {
        Self { high: self.high | Self::INHERITED, ..self }
    }

    pub(crate) const fn is_inherited(self) -> bool {
        self.high & Self::INHERITED != 0
    }

    pub(crate) const fn seq(self) -> FactSeq {
        FactSeq(((self.high & !Self::INHERITED) as u64) << 32 | self.low as u64)
    }

    pub(crate) fn as_of(self) -> Date {
        Date::from_num_days_from_ce_opt(self.days).unwrap_or(Date::MIN)
    }

    /// Whether it is dated on that day or before.
    pub(crate) fn is_by(self, date: Date) -> bool {
        self.days <= date.num_days_from_ce()
    }

    pub(crate) const fn source(self) -> SourceNo {
        SourceNo(self.source)
    }

    /// What decides between two statements about the same thing: the later date, then the later record.
    pub(crate) const fn rank(self) -> (i32, u64) {
        (self.days, self.seq().get())
    }
}

/// A value and the fact it comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sighting {
    pub(crate) cell: Cell,
    pub(crate) origin: Origin,
}

/// Number of a source in [`Sources`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SourceNo(u16);

/// The names of those who say so, each kept once. The board keeps the first 65,534 different ones; beyond that a value is still
/// shown, its source is read from the journal.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    names: Vec<Arc<str>>,
    numbers: FxHashMap<Arc<str>, u16>,
}

impl Sources {
    /// Stands for a source that found no place; 0 stands for none given.
    const OVERFLOW: u16 = u16::MAX;

    pub(crate) fn number(&mut self, source: Option<&Arc<str>>) -> SourceNo {
        let Some(name) = source else { return SourceNo(0) };
        if let Some(number) = self.numbers.get(name) {
            return SourceNo(*number);
        }
        let number = u16::try_from(self.names.len() + 1).unwrap_or(Self::OVERFLOW);
        if number < Self::OVERFLOW {
            self.names.push(Arc::clone(name));
            self.numbers.insert(Arc::clone(name), number);
        }
        SourceNo(number)
    }

    pub(crate) fn name(&self, number: SourceNo) -> Option<&Arc<str>> {
        self.names.get(usize::from(number.0.checked_sub(1)?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_origin_gives_back_what_was_packed() {
        let day = Date::from_ymd_opt(2024, 1, 24).unwrap();
        let mut sources = Sources::default();
        let name: Arc<str> = Arc::from("UBND xã Quảng An");
        let number = sources.number(Some(&name));
        let origin = Origin::new(day, FactSeq(0x1234_5678_9abc), number);
        assert_eq!((origin.as_of(), origin.seq(), origin.source()), (day, FactSeq(0x1234_5678_9abc), number));
        assert!(origin.inherited().is_inherited() && !origin.is_inherited() && origin.inherited().seq() == origin.seq());
        assert!(origin.is_by(day) && !origin.is_by(day.pred_opt().unwrap()));
        assert_eq!(sources.name(number), Some(&name));
        assert_eq!(sources.number(Some(&name)), number);
        let none = sources.number(None);
        assert_eq!(sources.name(none), None);
        assert_eq!(size_of::<Origin>(), 12);
    }
}
