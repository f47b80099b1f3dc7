//! Speed on this machine. Ratios inside one run are worth something; absolute figures drift with the machine.

pub(crate) mod asked;
pub(crate) mod bulletins;
pub(crate) mod country;
pub(crate) mod entry;
pub(crate) mod files;
pub(crate) mod gantt;
pub(crate) mod generated;
pub(crate) mod lists;
pub(crate) mod load;
pub(crate) mod national;
pub(crate) mod papers;
pub(crate) mod queue;
pub(crate) mod record;
pub(crate) mod roadmap;
pub(crate) mod rollup;
pub(crate) mod run;
pub(crate) mod tasks;
