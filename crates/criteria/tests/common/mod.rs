//! The real files, and short ways to assess against them.
#![allow(dead_code, reason = "every test binary uses its own part of this module")]
#![allow(clippy::unwrap_used, clippy::panic, reason = "test helpers")]

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use vedich_criteria::{
    Assessment, Bands, Catalogue, Cell, CriteriaSet, Declared, IndicatorResult, Layout, OverlayInForce, UnitContext, Yardstick, parse_value,
};
use vedich_facts::AttributeValue;
use vedich_values::{Date, Decimal, ZoneId};

pub(crate) fn data() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

/// Name and text of every set file.
pub(crate) fn set_files() -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> = std::fs::read_dir(data().join("criteria/sets"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_str().unwrap().to_owned(), std::fs::read_to_string(path).unwrap()))
        .collect();
    files.sort();
    files
}

pub(crate) fn catalogue_of(files: &[(String, String)]) -> Result<Catalogue, Vec<vedich_values::Diagnostic>> {
    Catalogue::build(&files.iter().map(|(name, text)| (name.clone(), text.as_str())).collect::<Vec<_>>())
}

pub(crate) fn catalogue() -> Catalogue {
    catalogue_of(&set_files()).unwrap()
}

pub(crate) fn set(id: &str) -> Arc<CriteriaSet> {
    Arc::clone(catalogue().get(id).unwrap())
}

pub(crate) fn bands() -> Bands {
    Bands::parse("bands.toml", &std::fs::read_to_string(data().join("bands.toml")).unwrap()).unwrap()
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

/// One unit under one set, with values given as officials type them.
pub(crate) struct Case {
    pub(crate) set: Arc<CriteriaSet>,
    pub(crate) layout: Arc<Layout>,
    pub(crate) context: UnitContext,
    pub(crate) overlays: Vec<OverlayInForce>,
    pub(crate) cells: Vec<Cell>,
    pub(crate) declared: Declared,
}

impl Case {
    pub(crate) fn new(set_id: &str, on: &str, zone: &str) -> Self {
        let set = set(set_id);
        let layout = Arc::new(Layout::of(&set));
        let cells = layout.empty();
        let context = UnitContext { date: date(on), zone: (!zone.is_empty()).then(|| ZoneId::new(zone)), attributes: BTreeMap::new() };
        Self { set, layout, context, overlays: Vec::new(), cells, declared: Declared::default() }
    }

    /// `code` or `code/part`.
    pub(crate) fn value(mut self, place: &str, text: &str) -> Self {
        let (code, part) = place.split_once('/').map_or((place, None), |(code, part)| (code, Some(part)));
        let slot = self.layout.slot(code, part).unwrap_or_else(|| panic!("no slot {place}"));
        let (measures, scale) = self.layout.at(slot).map(|slot| (slot.measures.clone(), slot.scale.clone())).unwrap();
        let observed =
            measures.iter().find_map(|measure| parse_value(*measure, &scale, text).ok()).unwrap_or_else(|| panic!("{place}: {text}"));
        self.cells[usize::from(slot)] = self.layout.cell(slot, &observed).unwrap();
        self
    }

    pub(crate) fn attribute(mut self, name: &str, value: impl Into<Attr>) -> Self {
        self.context.attributes.insert(name.to_owned(), value.into().0);
        self
    }

    pub(crate) fn on(mut self, on: &str) -> Self {
        self.context.date = date(on);
        self
    }

    pub(crate) fn yardstick(&self) -> Yardstick {
        Yardstick::new(&self.set, &self.layout, &self.context, &self.overlays, &bands())
    }

    pub(crate) fn explain(&self) -> Assessment {
        self.yardstick().explain(&self.cells, &self.declared)
    }

    pub(crate) fn result(&self, code: &str) -> IndicatorResult {
        self.explain().indicators.into_iter().find(|result| result.code.as_str() == code).unwrap()
    }
}

pub(crate) struct Attr(AttributeValue);

impl From<bool> for Attr {
    fn from(value: bool) -> Self {
        Self(AttributeValue::YesNo(value))
    }
}

impl From<i64> for Attr {
    fn from(value: i64) -> Self {
        Self(AttributeValue::Number(Decimal::from(value)))
    }
}

impl From<&str> for Attr {
    fn from(value: &str) -> Self {
        Self(AttributeValue::Text(value.to_owned()))
    }
}
