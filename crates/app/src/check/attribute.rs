//! Properties stated of units: only those somebody asks for, with values that can be.

use super::problem;
use vedich_board::Reference;
use vedich_facts::{AttributeValue, Fact};
use vedich_values::Diagnostic;

/// Whether a property is one that units of the level have, and the value one of its values.
pub(super) fn check(reference: &Reference, fact: &Fact, name: &str, value: &AttributeValue, found: &mut Vec<Diagnostic>) {
    let Some(level) = reference.registry.get(fact.unit).map(|unit| unit.level) else { return };
    let asked = reference.catalogue.attributes(level);
    match asked.iter().find(|attribute| attribute.name == name) {
        None => {
            let names = asked.iter().map(|attribute| attribute.name.as_str()).collect::<Vec<_>>().join(", ");
            found.push(problem("fact.unknown-attribute").with("found", name).with("candidates", names));
        }
        Some(attribute) if !attribute.kind.has(value) => found.push(problem("fact.wrong-attribute").with("attribute", name)),
        Some(_) => {}
    }
}
