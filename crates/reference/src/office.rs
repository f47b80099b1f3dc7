//! Files an office keeps of its own for its papers and its emulation: in whose name papers are (bodies), how they look (layouts, with the
//! lines of number and date), weights and ratings. Checked whole, every problem with its file, line and key and what to write instead.

mod bodies;
mod layouts;
mod weights;

use crate::files::{EMULATION, PAPER_BODIES, PAPER_LAYOUTS};
use crate::source::Source;
use vedich_papers::{Bodies, Layout};
use vedich_steering::emulation::Schemes;
use vedich_values::Diagnostic;

/// What a file holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfficeFile {
    /// In whose name papers are, as `data/papers/bodies.toml`.
    Bodies(Bodies),
    /// How papers look, as `data/papers/layouts/state.toml`.
    Layout(Box<Layout>),
    /// Weights and ratings of emulation, as `data/emulation.toml`.
    Weights(Schemes),
}

/// Reads and checks one file; what it is shows in its keys. `layouts`: the layouts there are beside it.
///
/// # Errors
/// Everything that is wrong with it.
pub fn check_office_file(name: &str, text: &str, layouts: &[&str]) -> Result<OfficeFile, Vec<Diagnostic>> {
    let source = Source { name, text };
    let table = text.parse::<toml::Table>().map_err(|error| vec![source.located(&error)])?;
    if table.contains_key("body") {
        bodies::check(source, layouts).map(OfficeFile::Bodies)
    } else if table.contains_key("schemes") {
        weights::check(source).map(OfficeFile::Weights)
    } else if ["page", "looks", "sign", "words"].iter().any(|key| table.contains_key(*key)) {
        layouts::check(source).map(|layout| OfficeFile::Layout(Box::new(layout)))
    } else {
        Err(vec![source.problem("office.unknown-file", 1, "")])
    }
}

/// The files an office may write its own of, as they are shipped: name and text. Bodies, each layout, weights of emulation.
pub fn office_files() -> impl Iterator<Item = (&'static str, &'static str)> {
    let layouts = PAPER_LAYOUTS.iter().copied();
    std::iter::once(("bodies.toml", PAPER_BODIES)).chain(layouts).chain([("emulation.toml", EMULATION)])
}

#[cfg(test)]
mod tests;
