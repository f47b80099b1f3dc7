//! What the API reads and says of tasks, meetings, proposals and papers.

mod meetings;
mod papers;
mod proposals;
mod registers;
mod tasks;

pub use meetings::*;
pub use papers::*;
pub use proposals::*;
pub use registers::*;
pub use tasks::*;
