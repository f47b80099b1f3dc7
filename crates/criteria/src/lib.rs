//! Criteria sets as data, thresholds, assessment.
