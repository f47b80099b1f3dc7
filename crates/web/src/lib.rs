#![doc = include_str!("../README.md")]

pub mod assets;
pub mod frame;
pub mod mark;
pub mod pages;
pub mod parts;
