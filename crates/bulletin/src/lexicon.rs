//! The dictionaries: classes of words as data, found in the text by the longest match.

mod plane;

use self::plane::{NAMES, NO_ENTRY, PHRASES, Plane, TRIES};
use crate::class::{Class, Classes};
use crate::source::Source;
use crate::spelling::{in_words, spell, strip, words_of};
use crate::token::{Token, TokenKind};
use thiserror::Error;

/// A problem in a dictionary.
#[derive(Debug, Error)]
pub enum LexiconError {
    /// The text is not TOML of the right shape.
    #[error("dictionary `{file}`: {source}")]
    Shape {
        /// Which one.
        file: String,
        /// What the parser says.
        source: toml::de::Error,
    },
    /// A table nobody reads.
    #[error("dictionary `{file}` has a table `{table}` that is no class of words")]
    UnknownClass {
        /// Which file.
        file: String,
        /// Which table.
        table: String,
    },
}

/// What the dictionaries say about one phrase: its classes, each with a value.
#[derive(Debug, Clone, Default)]
pub(crate) struct Entry {
    pub(crate) classes: Classes,
    tags: Vec<(Class, u16)>,
}

impl Entry {
    fn add(&mut self, class: Class, value: u16) {
        if !self.tags.contains(&(class, value)) {
            self.tags.push((class, value));
            self.classes.add(class);
        }
    }

    /// Whether the phrase is of a class.
    #[must_use]
    pub(crate) fn is(&self, class: Class) -> bool {
        self.classes.is(class)
    }

    /// Whether it is of one of these classes.
    #[must_use]
    pub(crate) fn meets(&self, classes: Classes) -> bool {
        self.classes.meets(classes)
    }
}

/// All dictionaries, ready to be looked up.
#[derive(Debug)]
pub(crate) struct Lexicon {
    written: Plane,
    bare: Plane,
    entries: Vec<Entry>,
    values: Vec<String>,
    phrases: Vec<(Vec<String>, u32)>,
}

/// A phrase found: how many tokens, and its entry.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// Tokens it takes.
    pub(crate) tokens: usize,
    /// Its entry.
    pub(crate) entry: u32,
}

impl Lexicon {
    /// Reads dictionaries: `(file name, TOML text)` each.
    ///
    /// # Errors
    /// The first text that is not of the right shape or has a table that is no [`Class`].
    pub(crate) fn new(files: &[(&str, &str)]) -> Result<Self, LexiconError> {
        let mut lexicon = Self { written: Plane::new(), bare: Plane::new(), entries: Vec::new(), values: Vec::new(), phrases: Vec::new() };
        for (file, text) in files {
            let tables: toml::Table = text.parse().map_err(|source| LexiconError::Shape { file: (*file).into(), source })?;
            for (table, keys) in &tables {
                let class = Class::ALL.iter().find(|(_, name)| name == table).map(|(class, _)| *class);
                let class = class.ok_or_else(|| LexiconError::UnknownClass { file: (*file).into(), table: table.clone() })?;
                for (key, phrases) in keys.as_table().into_iter().flatten() {
                    let value = lexicon.value_id(key);
                    for phrase in phrases.as_array().into_iter().flatten().filter_map(toml::Value::as_str) {
                        lexicon.add(class, value, phrase);
                    }
                }
            }
        }
        lexicon.spread_program();
        for n in 1..=99 {
            for phrase in in_words(n) {
                let value = lexicon.value_id(&n.to_string());
                lexicon.add(Class::Numeral, value, &phrase);
            }
        }
        Ok(lexicon)
    }

    /// A phrase that contains a name of the programme ("đạt NTM", "tiêu chí NTM") speaks of the programme too.
    fn spread_program(&mut self) {
        let programs: Vec<Vec<String>> =
            self.phrases.iter().filter(|(_, e)| self.entries[*e as usize].is(Class::Program)).map(|(w, _)| w.clone()).collect();
        let value = self.value_id("ntm");
        for (words, entry) in &self.phrases {
            if programs.iter().any(|p| words.windows(p.len()).any(|w| w == p.as_slice())) {
                self.entries[*entry as usize].add(Class::Program, value);
            }
        }
    }

    fn value_id(&mut self, value: &str) -> u16 {
        let found = self.values.iter().position(|v| v == value);
        u16::try_from(found.unwrap_or_else(|| {
            self.values.push(value.into());
            self.values.len() - 1
        }))
        .unwrap_or(0)
    }

    fn add(&mut self, class: Class, value: u16, phrase: &str) {
        let words = words_of(phrase);
        let node = self.written.insert(PHRASES, &words) as usize;
        if self.written.ends[node] == NO_ENTRY {
            self.written.ends[node] = u32::try_from(self.entries.len()).unwrap_or(NO_ENTRY);
            self.entries.push(Entry::default());
        }
        let entry = self.written.ends[node];
        self.entries[entry as usize].add(class, value);
        self.phrases.push((words.clone(), entry));
        let bare: Vec<String> = words.iter().map(|w| strip(w)).collect();
        let node = self.bare.insert(PHRASES, &bare) as usize;
        // without diacritics the first phrase of a spelling wins: dictionaries list the commonest class first
        if self.bare.ends[node] == NO_ENTRY {
            self.bare.ends[node] = entry;
        }
    }

    /// Enters a place's name; the same `id` comes back from [`Lexicon::name`].
    pub(crate) fn add_name(&mut self, name: &str, id: u32) -> u32 {
        let words = words_of(name);
        let node = self.written.insert(NAMES, &words) as usize;
        if self.written.ends[node] == NO_ENTRY {
            self.written.ends[node] = id;
        }
        let id = self.written.ends[node];
        let bare: Vec<String> = words.iter().map(|w| strip(w)).collect();
        let node = self.bare.insert(NAMES, &bare) as usize;
        if self.bare.ends[node] == NO_ENTRY {
            self.bare.ends[node] = id;
        }
        id
    }

    /// Gives every token its key. With `bare`, spelling without diacritics is enough.
    pub(crate) fn key(&self, source: &Source, tokens: &mut [Token], bare: bool) {
        let plane = if bare { &self.bare } else { &self.written };
        let mut key = String::with_capacity(16);
        for token in tokens {
            let chars = &source.lower[token.start as usize..token.end as usize];
            key.clear();
            match token.kind {
                TokenKind::Word if chars.len() <= 24 => spell(chars, &mut key),
                TokenKind::Number if chars.len() <= 2 => key.extend(chars.iter()),
                TokenKind::Mark(c) => key.push(c),
                _ => continue,
            }
            if bare && !key.is_ascii() {
                key = strip(&key);
            }
            token.key = plane.words.get(key.as_str()).copied().unwrap_or(0);
        }
    }

    /// The longest phrase that begins with the first of these tokens.
    #[must_use]
    pub(crate) fn phrase(&self, source: &Source, tokens: &[Token], bare: bool) -> Option<Found> {
        self.longest(PHRASES, source, tokens, bare).map(|(tokens, entry)| Found { tokens, entry })
    }

    /// The longest known name of a place that begins here: tokens and id.
    #[must_use]
    pub(crate) fn name(&self, source: &Source, tokens: &[Token], bare: bool) -> Option<(usize, u32)> {
        self.longest(NAMES, source, tokens, bare)
    }

    fn longest(&self, root: u32, source: &Source, tokens: &[Token], bare: bool) -> Option<(usize, u32)> {
        let plane = if bare { &self.bare } else { &self.written };
        let (mut node, mut best) = (root, None);
        for (i, token) in tokens.iter().enumerate().take(12) {
            // a lost word of one letter begins no phrase
            if token.damaged && root == PHRASES && i == 0 && token.end - token.start == 1 {
                return None;
            }
            if token.damaged && root == PHRASES {
                let mut tries = TRIES;
                return plane.longest_repaired(node, source, tokens, i, &mut tries, &self.entries).or(best);
            }
            let Some(next) = plane.next(node, token.key).filter(|_| token.key != 0) else { break };
            node = next;
            if plane.ends[node as usize] != NO_ENTRY {
                best = Some((i + 1, plane.ends[node as usize]));
            }
        }
        best
    }

    /// The entry of a phrase.
    #[must_use]
    pub(crate) fn entry(&self, id: u32) -> &Entry {
        &self.entries[id as usize]
    }

    /// The value of a phrase in a class: the key it stands under.
    #[must_use]
    pub(crate) fn value(&self, entry: u32, class: Class) -> Option<&str> {
        let entry = &self.entries[entry as usize];
        let tag = entry.tags.iter().find(|(c, _)| entry.is(class) && *c == class)?;
        Some(&self.values[tag.1 as usize])
    }

    /// Whether a phrase has this very value in a class.
    #[must_use]
    pub(crate) fn has(&self, entry: u32, class: Class, value: &str) -> bool {
        let entry = &self.entries[entry as usize];
        entry.is(class) && entry.tags.iter().any(|(c, v)| *c == class && self.values[*v as usize] == value)
    }
}

impl Lexicon {
    /// Whether people's names begin with this (lower-case) word.
    #[must_use]
    pub(crate) fn is_surname(&self, word: &str) -> bool {
        let Some(key) = self.written.words.get(word) else { return false };
        let Some(node) = self.written.next(PHRASES, *key) else { return false };
        let end = self.written.ends[node as usize];
        end != NO_ENTRY && self.entries[end as usize].is(Class::Surname)
    }
}
