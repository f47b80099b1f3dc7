//! What the API reads and says of tasks, meetings, proposals and papers.

mod leaders;
mod meetings;
mod papers;
mod proposals;
mod registers;
mod tasks;

pub use leaders::*;
pub use meetings::*;
pub use papers::*;
pub use proposals::*;
pub use registers::*;
pub use tasks::*;
