//! The data the product ships: units, criteria sets, holidays, glossary, demo cases.
