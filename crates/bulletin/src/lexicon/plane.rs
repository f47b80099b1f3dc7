//! One index over phrases, and how damaged words are followed through it.

use super::Entry;
use crate::class::Class;
use crate::source::Source;
use crate::spelling::spell;
use crate::token::{Token, TokenKind};
use rustc_hash::FxHashMap;

/// One index over phrases: written with diacritics, or without.
#[derive(Debug, Default)]
pub(super) struct Plane {
    pub(super) words: FxHashMap<Box<str>, u32>,
    /// From each root, by the key of the first word: most words begin no phrase, and that is asked of every one.
    first: [Vec<u32>; 2],
    edges: FxHashMap<u64, u32>,
    pub(super) ends: Vec<u32>,
    /// Whether a longer phrase goes on from a node.
    goes_on: Vec<bool>,
    children: FxHashMap<u32, Vec<(u32, u32)>>,
    /// The words phrases begin with, by how many letters they have and the first: a damaged word fits none of another shape. Those that
    /// begin outside ASCII stand under `?` as well.
    beginnings: FxHashMap<(usize, char), Vec<(u32, u32)>>,
    spelling: Vec<Box<str>>,
}

/// The root of phrases; [`NAMES`] is the root of places' names.
pub(super) const PHRASES: u32 = 0;
pub(super) const NAMES: u32 = 1;
pub(super) const NO_ENTRY: u32 = u32::MAX;
/// Spellings of one damaged word that are followed, and steps taken for one phrase in all.
const SPELLINGS: usize = 12;
pub(super) const TRIES: usize = 64;

impl Plane {
    pub(super) fn new() -> Self {
        Self { ends: vec![NO_ENTRY, NO_ENTRY], goes_on: vec![true, true], spelling: vec!["".into()], ..Self::default() }
    }

    pub(super) fn word(&mut self, word: &str) -> u32 {
        if let Some(key) = self.words.get(word) {
            return *key;
        }
        let key = u32::try_from(self.spelling.len()).unwrap_or(0);
        self.spelling.push(word.into());
        self.words.insert(word.into(), key);
        key
    }

    pub(super) fn insert(&mut self, root: u32, words: &[String]) -> u32 {
        let mut node = root;
        for word in words {
            let key = self.word(word);
            let id = (u64::from(node) << 32) | u64::from(key);
            node = match self.edges.get(&id) {
                Some(next) => *next,
                None => {
                    let next = u32::try_from(self.ends.len()).unwrap_or(0);
                    self.ends.push(NO_ENTRY);
                    self.goes_on.push(false);
                    self.goes_on[node as usize] = true;
                    self.edges.insert(id, next);
                    if node == root {
                        let first = &mut self.first[root as usize];
                        first.resize(first.len().max(key as usize + 1), NO_ENTRY);
                        first[key as usize] = next;
                    }
                    if root == PHRASES {
                        self.children.entry(node).or_default().push((key, next));
                        if node == PHRASES {
                            self.begin(word, (key, next));
                        }
                    }
                    next
                }
            };
        }
        node
    }

    fn begin(&mut self, word: &str, child: (u32, u32)) {
        let Some(first) = word.chars().next() else { return };
        let length = word.chars().count();
        self.beginnings.entry((length, first)).or_default().push(child);
        if !first.is_ascii() {
            self.beginnings.entry((length, '?')).or_default().push(child);
        }
    }

    /// The node behind `node` for a word.
    pub(super) fn next(&self, node: u32, key: u32) -> Option<u32> {
        if let Some(first) = self.first.get(node as usize) {
            return first.get(key as usize).copied().filter(|next| *next != NO_ENTRY);
        }
        if !self.goes_on[node as usize] {
            return None;
        }
        self.edges.get(&((u64::from(node) << 32) | u64::from(key))).copied()
    }

    /// The longest phrase over tokens with question-mark damage: every spelling that fits is followed, the first of the longest
    /// is taken, or one of them that says a unit's level or "đạt".
    pub(super) fn longest_repaired(
        &self,
        node: u32,
        source: &Source,
        tokens: &[Token],
        at: usize,
        tries: &mut usize,
        entries: &[Entry],
    ) -> Option<(usize, u32)> {
        let token = tokens.get(at).filter(|_| at < 12 && *tries > 0)?;
        let nodes: Vec<u32> = if token.damaged {
            self.repaired(node, source, token)
        } else {
            self.next(node, token.key).filter(|_| token.key != 0).into_iter().collect()
        };
        let mut best: Option<(usize, u32)> = None;
        for next in nodes {
            *tries = tries.saturating_sub(1);
            let own = Some(self.ends[next as usize]).filter(|end| *end != NO_ENTRY).map(|end| (at + 1, end));
            let found = self.longest_repaired(next, source, tokens, at + 1, tries, entries).or(own);
            // "t?nh" is a province sooner than any other word
            // "hi?n 3.280 m2": given
            let given = tokens.get(at + 1).is_some_and(|t| t.kind == TokenKind::Number)
                && tokens
                    .get(at + 2)
                    .is_some_and(|t| matches!(source.lower[t.start as usize..t.end as usize], ['m'] | ['h', 'a'] | ['m', '2']));
            let common = |end: u32| {
                given && entries.get(end as usize).is_some_and(|e| e.is(Class::OutputVerb))
                    || entries.get(end as usize).is_some_and(|e| e.is(Class::Level) || e.is(Class::Reach))
            };
            if found.is_some_and(|(n, e)| best.is_none_or(|(m, b)| n > m || n == m && common(e) && !common(b))) {
                best = found;
            }
        }
        best
    }

    /// Question-mark damage: the children whose spelling fits, `?` standing for one letter outside ASCII.
    fn repaired(&self, node: u32, source: &Source, token: &Token) -> Vec<u32> {
        let mut key = String::new();
        spell(&source.chars[token.start as usize..token.end as usize], &mut key);
        let fits = |spelling: &str| {
            let (mut a, mut b) = (key.chars(), spelling.chars());
            loop {
                match (a.next(), b.next()) {
                    (None, None) => return true,
                    (Some('?'), Some(c)) if !c.is_ascii() => {}
                    (Some(x), Some(y)) if x == y => {}
                    _ => return false,
                }
            }
        };
        let children = if node == PHRASES {
            key.chars().next().and_then(|first| self.beginnings.get(&(key.chars().count(), first)))
        } else {
            self.children.get(&node)
        };
        let children = children.map(Vec::as_slice).unwrap_or_default();
        children.iter().filter(|(word, _)| fits(&self.spelling[*word as usize])).map(|(_, next)| *next).take(SPELLINGS).collect()
    }
}
