//! A unit over its whole life, and as it was on one day.

use crate::timeline::Timeline;
use serde::Serialize;
use std::borrow::Cow;
use vedich_facts::UnitLevel;
use vedich_values::{Bilingual, Date, DateSpan, UnitId, ZoneId};

/// A full name with its official type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// Full name with the type word: `Xã Hải Đông`.
    pub name: Box<str>,
    /// Official type: `xa`, `phuong`, `thi_tran`, `dac_khu`, `huyen`, `quan`, `thi_xa`, `thanh_pho`, `tinh`, `thanh_pho_tw`, `thon`, …
    pub kind: Cow<'static, str>,
}

impl Named {
    /// The name without its type word: `Hải Đông`.
    #[must_use]
    pub fn short_name(&self) -> &str {
        crate::kinds::short_name(&self.name, &self.kind)
    }
}

/// What became of a unit, or what it came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Succession {
    /// The other unit.
    pub unit: UnitId,
    /// First day of the new order.
    pub on: Date,
    /// Whether the earlier unit went over undivided.
    pub whole: bool,
}

/// An administrative unit (đơn vị hành chính) over its whole life.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Unit {
    /// Our own identity.
    pub id: UnitId,
    /// Its level, which never changes: a district turned special zone is a new unit.
    pub level: UnitLevel,
    /// The days it exists, as far as the tables know.
    pub span: DateSpan,
    /// Names and types.
    pub names: Timeline<Named>,
    /// Official codes (mã đơn vị hành chính).
    pub codes: Timeline<Box<str>>,
    /// Units above it; empty for the country only.
    pub parents: Timeline<UnitId>,
    /// Zones (vùng) its thresholds are taken from; empty where it lies in two zones.
    pub zones: Timeline<ZoneId>,
    /// What it became.
    pub successors: Vec<Succession>,
    /// What it came from.
    pub predecessors: Vec<Succession>,
    /// Where a statement about it that is not in the official tables comes from, and how sure it is.
    pub source: Option<Box<str>>,
}

impl Unit {
    /// Whether it existed on a day, with a place in the tree.
    #[must_use]
    pub fn exists(&self, date: Date) -> bool {
        self.span.contains(date) && (self.level == UnitLevel::Country || self.parents.at(date).is_some())
    }

    /// The unit as it was on a day; none when it did not exist.
    #[must_use]
    pub fn at(&self, date: Date) -> Option<UnitAt<'_>> {
        if !self.exists(date) {
            return None;
        }
        let named = self.names.at(date)?;
        Some(UnitAt {
            id: self.id,
            level: self.level,
            kind: &named.kind,
            name: &named.name,
            code: self.codes.at(date).map(AsRef::as_ref),
            parent: self.parents.at(date).copied(),
        })
    }
}

/// A unit as it was on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct UnitAt<'a> {
    /// Our own identity.
    pub id: UnitId,
    /// Its level.
    pub level: UnitLevel,
    /// Official type: `xa`, `phuong`.
    pub kind: &'a str,
    /// Full name: `Xã Hải Đông`.
    pub name: &'a str,
    /// Official code.
    pub code: Option<&'a str>,
    /// The unit above; none for the country.
    pub parent: Option<UnitId>,
}

impl<'a> UnitAt<'a> {
    /// Whether it is rural: of communes the xã, of districts the huyện. Criteria sets are about these; wards, townships, towns and cities
    /// have demands of their own.
    #[must_use]
    pub fn is_rural(&self) -> bool {
        crate::kinds::is_rural(self.level, self.kind)
    }

    /// Whether the programme assesses units like it: of those of the level of communes only the rural ones (xã); wards, townships and
    /// special zones have no sheets, owe no reports and count in no total.
    #[must_use]
    pub fn is_assessed(&self) -> bool {
        self.level != UnitLevel::Commune || self.is_rural()
    }

    /// The name without its type word: `Hải Đông`.
    #[must_use]
    pub fn short_name(&self) -> &'a str {
        crate::kinds::short_name(self.name, self.kind)
    }
}

/// Name of a zone (vùng).
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ZoneName {
    /// Identity as in threshold tables: `tdmnpb`.
    pub id: ZoneId,
    /// Its name.
    pub name: Bilingual,
}
