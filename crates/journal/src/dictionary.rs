//! The dictionary: targets and sources are written once and then meant by number.

use crate::chain::Digest;
use crate::record::{LONGEST_SHARED_SOURCE_BYTES, Lookup};
use rustc_hash::FxHashMap;
use std::sync::Arc;
use vedich_facts::{Fact, Target};
use vedich_values::{IndicatorCode, PartKey, SetId};

/// What a term is; the number is stored and never changed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Term {
    /// 1: set, indicator code and part.
    Target(Target),
    /// 2: a source.
    Source(Arc<str>),
}

impl Term {
    pub(crate) const fn sort(&self) -> i16 {
        match self {
            Self::Target(_) => 1,
            Self::Source(_) => 2,
        }
    }

    /// As stored: a target is `["set","code"]` or `["set","code","part"]`, a source is a JSON text.
    pub(crate) fn text(&self) -> String {
        let text = match self {
            Self::Target(Target { set, code, part: None }) => serde_json::to_string(&(set, code)),
            Self::Target(Target { set, code, part: Some(part) }) => serde_json::to_string(&(set, code, part)),
            Self::Source(source) => serde_json::to_string(source),
        };
        text.expect("texts can be written as JSON")
    }

    pub(crate) fn parse(sort: i16, text: &str) -> Option<Self> {
        match sort {
            1 => {
                let parts: Vec<String> = serde_json::from_str(text).ok()?;
                let (set, code, part) = match parts.as_slice() {
                    [set, code] => (set, code, None),
                    [set, code, part] => (set, code, Some(PartKey::new(part))),
                    _ => return None,
                };
                Some(Self::Target(Target { set: SetId::new(set), code: IndicatorCode::new(code), part }))
            }
            2 => serde_json::from_str(text).ok().map(Self::Source),
            _ => None,
        }
    }
}

/// What the chain covers of a term.
pub(crate) fn chained(before: Digest, id: u32, entry: u64, sort: i16, text: &str) -> Digest {
    before.next(format!("{id}\t{entry}\t{sort}\t{text}").as_bytes())
}

/// The terms known so far; numbers start at 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Dictionary {
    terms: Vec<Term>,
    targets: FxHashMap<Target, u32>,
    sources: FxHashMap<Arc<str>, u32>,
}

impl Dictionary {
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.terms.len()).unwrap_or(u32::MAX)
    }

    pub(crate) fn push(&mut self, term: Term) -> u32 {
        let number = self.len() + 1;
        match &term {
            Term::Target(target) => self.targets.insert(target.clone(), number),
            Term::Source(source) => self.sources.insert(source.clone(), number),
        };
        self.terms.push(term);
        number
    }

    pub(crate) fn number_of_target(&self, target: &Target) -> Option<u32> {
        self.targets.get(target).copied()
    }

    pub(crate) fn number_of_source(&self, source: &str) -> Option<u32> {
        self.sources.get(source).copied()
    }
}

impl Lookup for Dictionary {
    fn target(&self, number: u32) -> Option<&Target> {
        match self.terms.get((number as usize).checked_sub(1)?)? {
            Term::Target(target) => Some(target),
            Term::Source(_) => None,
        }
    }

    fn source(&self, number: u32) -> Option<&Arc<str>> {
        match self.terms.get((number as usize).checked_sub(1)?)? {
            Term::Source(source) => Some(source),
            Term::Target(_) => None,
        }
    }
}

/// The source of a fact when it is short enough to be shared.
pub(crate) fn shared_source(fact: &Fact) -> Option<&Arc<str>> {
    fact.source.as_ref().filter(|source| source.len() <= LONGEST_SHARED_SOURCE_BYTES)
}

/// The terms one append brings along: numbered after the known ones, and known to others only once committed.
#[derive(Debug)]
pub(crate) struct Draft {
    base: u32,
    pub(crate) fresh: Vec<Term>,
    targets: FxHashMap<Target, u32>,
    sources: FxHashMap<Arc<str>, u32>,
}

impl Draft {
    pub(crate) fn after(base: u32) -> Self {
        Self { base, fresh: Vec::new(), targets: FxHashMap::default(), sources: FxHashMap::default() }
    }

    pub(crate) fn target(&mut self, known: &Dictionary, target: &Target) -> u32 {
        if let Some(number) = known.number_of_target(target).or_else(|| self.targets.get(target).copied()) {
            return number;
        }
        let number = self.add(Term::Target(target.clone()));
        self.targets.insert(target.clone(), number);
        number
    }

    pub(crate) fn source(&mut self, known: &Dictionary, source: &Arc<str>) -> u32 {
        if let Some(number) = known.number_of_source(source).or_else(|| self.sources.get(source).copied()) {
            return number;
        }
        let number = self.add(Term::Source(source.clone()));
        self.sources.insert(source.clone(), number);
        number
    }

    fn add(&mut self, term: Term) -> u32 {
        self.fresh.push(term);
        self.base + u32::try_from(self.fresh.len()).unwrap_or(u32::MAX)
    }

    /// Makes the committed terms known, unless a reader found them in the database first.
    pub(crate) fn publish(self, known: &mut Dictionary) {
        for (term, number) in self.fresh.into_iter().zip(self.base + 1..) {
            if known.len() + 1 == number {
                known.push(term);
            }
        }
    }
}
