//! Writes a small board of communes as XLSX, to be looked at: `board_sample FILE`.

use vedich_documents::{Column, Content, Kind, Table, Tone, write_xlsx};
use vedich_values::{Date, Decimal};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let mut columns = vec![Column::new("STT", Kind::Code), Column::new("Xã", Kind::Text), Column::new("Khu vực", Kind::Code)];
    columns.extend((1..=20).map(|no| Column::new(&format!("TC{no}"), Kind::Status).under("Tiêu chí").wide(5)));
    columns.push(Column::new("Tổng TC đạt", Kind::Code));
    columns.push(Column::new("Chỉ tiêu đạt", Kind::Code));
    columns.push(Column::new("BHYT", Kind::Percent));
    columns.push(Column::new("Thu nhập", Kind::Number));
    columns.push(Column::new("Ngày số liệu", Kind::Date));
    let names = ["Lâm Hợp", "Kỳ Lạc", "Kỳ Sơn", "Kỳ Thượng", "Kỳ Tây", "Kỳ Trung", "Kỳ Tiến", "Kỳ Phú", "Kỳ Khang", "Kỳ Đồng"];
    let rows = (0..60u32).map(|i| {
        let name = names[i as usize % names.len()];
        let mut row = vec![Content::count(i + 1), Content::text(name), Content::text("BTB")];
        row.extend((0..20u32).map(|no| match (i * 7 + no * 3) % 11 {
            0 | 1 => Content::Status("CĐ".to_owned(), Tone::Bad),
            2 => Content::Status("Đ*".to_owned(), Tone::Close),
            3 => Content::Empty,
            4 => Content::NotApplicable,
            _ => Content::Status("Đ".to_owned(), Tone::Good),
        }));
        row.push(Content::text(&format!("{}/20", 10 + i % 10)));
        row.push(Content::text(&format!("{}/53", 30 + i % 20)));
        row.push(if i % 5 == 0 { Content::Empty } else { Content::Number(Decimal::new(9000 + i64::from(i), 2)) });
        row.push(Content::Number(Decimal::new(1_234_567 + i64::from(i), 1)));
        row.push(Date::from_ymd_opt(2020, 9, 8).map_or(Content::Empty, Content::Date));
        row
    });
    let rows: Vec<_> = rows.collect();
    let mut totals = vec![Content::Empty; columns.len()];
    totals[1] = Content::text("Toàn huyện");
    totals[26] = Content::Number(Decimal::new(98_765_432, 1));
    let table = Table {
        name: "Tiêu chí theo xã".to_owned(),
        title: "KẾT QUẢ THỰC HIỆN BỘ TIÊU CHÍ XÃ NÔNG THÔN MỚI".to_owned(),
        subtitles: vec![
            "Huyện Kỳ Anh, tỉnh Hà Tĩnh, số liệu đến ngày 08/09/2020".to_owned(),
            "Bộ tiêu chí: vn-ha-tinh.commune.2018-2020.standard. Nguồn: báo cáo của UBND các xã".to_owned(),
        ],
        measure: Some("ĐVT: triệu đồng".to_owned()),
        columns,
        rows,
        totals: Some(totals),
        notes: vec!["Đ: đạt; Đ*: đạt ở mức thấp; CĐ: chưa đạt; trống: chưa có số liệu; -: không áp dụng.".to_owned()],
    };
    std::fs::write(path, write_xlsx(&table)?)?;
    Ok(())
}
