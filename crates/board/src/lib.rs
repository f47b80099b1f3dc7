//! The live picture: facts in, assessments and totals of every unit and level out.
