//! Vietnamese and English wording of every code, status and explanation; number and date formats.
