//! Tables in and out: CSV and XLSX with the place of every problem.
