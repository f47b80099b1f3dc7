//! What is told of roadmaps; what is sent to change them is in `roadmap_requests`. Keys are only ever added. Money is whole đồng, shares are 0 to 1, days are working days unless said.

mod area;
mod asked;
mod one;

pub use area::*;
pub use asked::*;
pub use one::*;
