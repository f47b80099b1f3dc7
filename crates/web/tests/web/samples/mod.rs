//! Realistic views for the gallery and the snapshots: figures of the five cases, units and criteria as they are.
#![allow(
    dead_code,
    unused_imports,
    unreachable_pub,
    missing_docs,
    clippy::unwrap_used,
    reason = "the gallery and the tests each use a part"
)]

mod boards;
pub mod daily;
mod desk;
mod fieldwork;
mod places;
mod rest;
pub mod roadmaps;

pub use boards::{board_district, board_empty, board_province};
pub use desk::{desk, desk_again, folder, reading, score};
pub use fieldwork::{returned, verify, verify_empty};
pub use places::{dong_son, hai_dong, lam_hop, quang_an};
pub use rest::{about, criteria, criteria_diff, criteria_set, home, not_found, search, search_empty, unit, units};

use vedich_values::Date;
use vedich_web::frame::{Frame, Theme};
use vedich_web::mark::Mark;
use vedich_wording::Lang;

/// A date.
pub fn day(year: i32, month: u32, day: u32) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap()
}

/// The frame of a page on a date.
pub fn frame(lang: Lang, theme: Theme, path: &str, as_of: Date) -> Frame {
    Frame {
        lang,
        theme,
        path: path.into(),
        query: Vec::new(),
        as_of,
        today: day(2026, 11, 22),
        known_on: None,
        reader: vedich_web::frame::Reader::Public,
    }
}

/// Marks written as letters: `mmnuo`.
pub fn marks(letters: &str) -> Vec<Mark> {
    letters.chars().map(|c| Mark::ALL.into_iter().find(|mark| mark.class().starts_with(c)).unwrap()).collect()
}

/// The 20 criteria of Hà Tĩnh's set 2018-2020.
pub const CRITERIA: [&str; 20] = [
    "Quy hoạch",
    "Giao thông",
    "Thủy lợi",
    "Điện",
    "Trường học",
    "Cơ sở vật chất văn hóa",
    "Cơ sở hạ tầng thương mại nông thôn",
    "Thông tin và Truyền thông",
    "Nhà ở dân cư",
    "Thu nhập",
    "Hộ nghèo",
    "Lao động có việc làm",
    "Tổ chức sản xuất",
    "Giáo dục và Đào tạo",
    "Y tế",
    "Văn hóa",
    "Môi trường và an toàn thực phẩm",
    "Hệ thống chính trị và tiếp cận pháp luật",
    "Quốc phòng và An ninh",
    "Khu dân cư NTM kiểu mẫu, vườn mẫu",
];
