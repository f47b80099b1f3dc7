//! Periods as headings of forms write them.

use super::{Cycle, Period};
use crate::text::fold;

impl Period {
    /// The periods a heading speaks of: "tháng 3/2024", "quý IV năm 2024", "6 tháng đầu năm 2024", "tuần 48/2026"; a year where the heading
    /// ends with it and is one of a report ("kết quả năm 2024"). The month of a day ("ngày 14 tháng 12 năm 2026") is none.
    ///
    /// ```
    /// use vedich_values::Period;
    /// let spoken = |text| Period::spoken_of(text).iter().map(ToString::to_string).collect::<Vec<_>>();
    /// assert_eq!(spoken("Xã Kỳ Lạc, tháng 3/2024"), ["2024-03"]);
    /// assert_eq!(spoken("Kỳ Lạc, ngày 14 tháng 12 năm 2026"), Vec::<String>::new());
    /// ```
    #[must_use]
    pub fn spoken_of(text: &str) -> Vec<Self> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').collect();
        let mut found: Vec<Self> = (0..words.len()).filter_map(|at| spoken_at(&words, at)).collect();
        if found.is_empty() {
            found.extend(whole_year(&words));
        }
        found
    }
}

fn spoken_at(words: &[&str], at: usize) -> Option<Period> {
    let word = |place: usize| words.get(place).copied();
    let before = |back: usize| at.checked_sub(back).and_then(word);
    match word(at)? {
        "thang" if matches!(word(at + 1), Some("dau" | "cuoi")) || word(at + 1) == Some("nam") => {
            let (months, last) = (before(1)?, word(at + 1) == Some("cuoi"));
            let behind = if word(at + 1) == Some("nam") { at + 1 } else { at + 2 };
            let year = year_at(words, behind)?;
            match (months, last) {
                ("6" | "06" | "sau", last) => Period::new(year, Cycle::HalfYear, if last { 2 } else { 1 }),
                ("9" | "09" | "chin", false) => Period::new(year, Cycle::NineMonths, 1),
                _ => None,
            }
        }
        // The month of a day: "ngày 14 tháng 12 năm 2026".
        "thang" if before(2) == Some("ngay") => None,
        "thang" => Period::new(year_at(words, at + 2)?, Cycle::Month, word(at + 1)?.parse().ok()?),
        "quy" => {
            let number = match word(at + 1)? {
                "i" => 1,
                "ii" => 2,
                "iii" => 3,
                "iv" => 4,
                figure => figure.parse().ok()?,
            };
            Period::new(year_at(words, at + 2)?, Cycle::Quarter, number)
        }
        "tuan" => Period::new(year_at(words, at + 2)?, Cycle::Week, word(at + 1)?.parse().ok()?),
        _ => None,
    }
}

/// A year in four figures, with or without its word.
fn year_at(words: &[&str], at: usize) -> Option<i32> {
    let at = if words.get(at) == Some(&"nam") { at + 1 } else { at };
    words.get(at).filter(|year| year.len() == 4)?.parse().ok()
}

/// "PHIẾU TỰ ĐÁNH GIÁ NĂM 2024", "Năm 2024": elsewhere a year is that of a decision, a plan or a stage.
fn whole_year(words: &[&str]) -> Option<Period> {
    let reports = ["phieu", "bieu", "bao cao", "ket qua", "so lieu", "ky"];
    let [lead @ .., "nam", year] = words else { return None };
    let said = lead.join(" ");
    let of_report = lead.is_empty() || reports.iter().any(|word| said.starts_with(word));
    let of_day = lead.contains(&"ngay");
    (of_report && !of_day && year.len() == 4).then(|| Period::new(year.parse().ok()?, Cycle::Year, 1)).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_speak_of_periods_and_days_do_not() {
        for (text, expected) in [
            ("Xã Cẩm Duệ, tháng 3/2024", "2024-03"),
            ("KẾT QUẢ THÁNG 03 NĂM 2024", "2024-03"),
            ("Báo cáo quý IV/2024", "2024-Q4"),
            ("Báo cáo quý 4 năm 2024", "2024-Q4"),
            ("6 tháng đầu năm 2024", "2024-H1"),
            ("6 tháng cuối năm 2024", "2024-H2"),
            ("9 tháng năm 2024", "2024-9M"),
            ("9 tháng đầu năm 2024", "2024-9M"),
            ("Kiểm đếm tuần 48/2026", "2026-W48"),
            ("PHIẾU TỰ ĐÁNH GIÁ NĂM 2024", "2024"),
            ("năm 2024", "2024"),
            ("Kỳ Lạc, ngày 14 tháng 12 năm 2026", ""),
            ("Số liệu từ 15/11/2026 đến 14/12/2026", ""),
            ("Bộ tiêu chí xã nông thôn mới giai đoạn 2021-2025", ""),
            ("Kế hoạch năm 2025", ""),
            ("Mức đạt chuẩn theo quyết định năm 2022", ""),
            ("Quy hoạch chung xã", ""),
            ("tháng 13/2024", ""),
        ] {
            let found: Vec<String> = Period::spoken_of(text).iter().map(ToString::to_string).collect();
            assert_eq!(found.join(" "), expected, "{text}");
        }
    }
}
