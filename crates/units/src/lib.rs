//! Administrative units over time: trees by date, reorganisations, finding a place by name.
