#![doc = include_str!("../README.md")]

pub mod api;
pub mod archive;
pub mod assets;
pub mod frame;
pub mod http;
pub mod listing;
pub mod mark;
pub mod office;
pub mod pages;
pub mod parts;
pub mod present;

pub use http::{WebOptions, WebState, addresses, router};
pub use office::{Office, OfficeError};
