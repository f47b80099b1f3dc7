//! Every unit must lie below units that exist as long as it does.

use super::Draft;
use crate::timeline::intersect;
use vedich_values::{Diagnostic, Place};

pub(super) fn parents(draft: &mut Draft<'_>) {
    let mut problems = Vec::new();
    for unit in &draft.units {
        for dated in unit.parents.iter() {
            let above = draft.index_of.get(&dated.value).map(|index| &draft.units[*index as usize]);
            if above.is_none_or(|above| intersect(above.span, dated.span) != Some(dated.span)) {
                let place = Place { file: Some("history.csv".to_owned()), line: None, column: None, ..Place::default() };
                let name = unit.names.last().map_or("", |named| &named.value.name);
                problems.push(Diagnostic::error("units.parent-not-then", place).with("name", name).with("unit", unit.id));
            }
        }
    }
    draft.problems.append(&mut problems);
}
