//! What the API reads and says of tasks, meetings, proposals and papers.

mod meetings;
mod papers;
mod proposals;
mod tasks;

pub use meetings::*;
pub use papers::*;
pub use proposals::*;
pub use tasks::*;
