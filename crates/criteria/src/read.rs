//! Data files read with positions: every problem of a file is collected, each with line, column and key path.

mod indicator;
mod set;
mod table;
pub(crate) mod words;

use std::cell::{OnceCell, RefCell};
use std::ops::Range;
use toml::Spanned;
use toml::de::DeTable;
use vedich_values::{Diagnostic, Place};

pub(crate) use indicator::report_threshold;
pub(crate) use set::{Frame, is_partial_date, parse_correspondents, read_set, read_source};
pub(crate) use table::{Table, Word};

/// One file being read, with the problems found so far.
pub(crate) struct Reader<'t> {
    file: &'t str,
    text: &'t str,
    line_starts: Vec<usize>,
    document: OnceCell<Spanned<DeTable<'t>>>,
    problems: RefCell<Vec<Diagnostic>>,
}

impl<'t> Reader<'t> {
    /// A reader of the text; `file` is the name shown in problems.
    pub(crate) fn new(file: &'t str, text: &'t str) -> Self {
        let line_starts =
            std::iter::once(0).chain(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1)).collect();
        Self { file, text, line_starts, document: OnceCell::new(), problems: RefCell::default() }
    }

    /// The name shown in problems.
    pub(crate) const fn file(&self) -> &'t str {
        self.file
    }

    /// The document, parsed once; what does not parse is reported, the rest is kept.
    pub(crate) fn document(&self) -> &Spanned<DeTable<'t>> {
        self.document.get_or_init(|| {
            let (document, errors) = DeTable::parse_recoverable(self.text);
            for error in errors {
                let problem =
                    Diagnostic::error("file.syntax", self.place(error.span().unwrap_or(0..0), "")).with("detail", error.message());
                self.report(problem);
            }
            document
        })
    }

    /// Where the value of a key at the top of the file stands.
    pub(crate) fn find_key(&self, key: &str) -> Range<usize> {
        self.document().get_ref().get(key).map_or(0..0, Spanned::span)
    }

    /// Where a span of bytes stands.
    pub(crate) fn place(&self, span: Range<usize>, key: &str) -> Place {
        let at = span.start.min(self.text.len());
        let line = self.line_starts.partition_point(|start| *start <= at);
        let start = self.line_starts.get(line.saturating_sub(1)).copied().unwrap_or(0);
        let column = self.text.get(start..at).map_or(0, |before| before.chars().count()) + 1;
        Place {
            file: Some(self.file.to_owned()),
            sheet: None,
            line: u32::try_from(line).ok(),
            column: u32::try_from(column).ok(),
            key: (!key.is_empty()).then(|| key.to_owned()),
        }
    }

    /// Keeps a problem.
    pub(crate) fn report(&self, problem: Diagnostic) {
        self.problems.borrow_mut().push(problem);
    }

    /// An error at a span, to be given parameters and reported.
    pub(crate) fn error(&self, code: &'static str, span: Range<usize>, key: &str) -> Diagnostic {
        Diagnostic::error(code, self.place(span, key))
    }

    /// All problems, in the order of the file.
    pub(crate) fn into_problems(self) -> Vec<Diagnostic> {
        let mut problems = self.problems.into_inner();
        problems.sort_by_key(|problem| (problem.place.line, problem.place.column));
        problems.dedup();
        problems
    }
}
