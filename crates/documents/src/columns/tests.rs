use super::*;
use crate::read_table;

const WANTED: Wanted<'static> = Wanted {
    columns: &["unit_code", "unit_name", "as_of", "set", "indicator", "value", "status", "source", "note"],
    required: &[&["unit_code", "unit_name"], &["as_of"], &["indicator"], &["value", "status"]],
    mapping: &[],
};

fn header(text: &str) -> Result<Header, Vec<Diagnostic>> {
    find_header(&read_table(text.as_bytes(), "a.csv").unwrap().sheets[0], &WANTED)
}

#[test]
fn english_ids_and_vietnamese_headings_are_the_same_columns() {
    let ids = header("unit_code,unit_name,as_of,set,indicator,value,status,source,note\n").unwrap();
    let words = header("Mã xã,Xã,Ngày số liệu,Bộ tiêu chí,Chỉ tiêu,Kết quả (%),Đánh giá,Nguồn,Ghi chú\n").unwrap();
    assert_eq!(ids.columns, words.columns);
    assert_eq!(ids.columns.iter().flatten().count(), 9);
}

#[test]
fn the_heading_row_may_stand_below_a_title() {
    let found =
        header("UBND XÃ LÂM HỢP\nBÁO CÁO\n\nSTT;Mã xã;Ngày;Chỉ tiêu;Giá trị\n(1);(2);(3);(4);(5)\n1;18781;8/9/2020;2.1;95\n").unwrap();
    assert_eq!((found.row, found.columns[0], found.columns[5]), (2, Some(1), Some(4)));
}

#[test]
fn column_numbers_and_repeated_headings_are_not_data() {
    let text = "Mã xã;Ngày;Chỉ tiêu;Giá trị\n(1);(2);(3);(4)\n1;8/9/2020;2.1;95\nMã xã;Ngày;Chỉ tiêu;Giá trị\n2;8/9/2020;2.1;96\n";
    let sheets = read_table(text.as_bytes(), "a.csv").unwrap();
    let header = find_header(&sheets.sheets[0], &WANTED).unwrap();
    let numbers: Vec<u32> = header.data(&sheets.sheets[0]).map(|row| row.number()).collect();
    assert_eq!(numbers, [2, 4]);
}

#[test]
fn missing_and_repeated_columns_are_named() {
    let refused = header("Mã xã,Chỉ tiêu,Giá trị\n").unwrap_err();
    assert_eq!((refused[0].code, refused[0].param("column")), ("table.missing-column", Some("as_of")));
    let refused = header("Mã xã,Mã xã,Ngày,Chỉ tiêu,Giá trị\n").unwrap_err();
    assert_eq!(
        (refused[0].code, refused[0].place.key.as_deref(), refused[0].param("first")),
        ("table.column-twice", Some("B1"), Some("A"))
    );
    assert_eq!(header("a,b\n1,2\n").unwrap_err()[0].code, "table.no-header");
}

#[test]
fn the_better_of_two_possible_columns_is_taken_and_the_other_listed() {
    let found = header("Mã tỉnh,Mã xã,Ngày,Chỉ tiêu,Giá trị,Số liệu,Kết quả\n").unwrap();
    assert_eq!((found.columns[0], found.columns[5]), (Some(1), Some(4)));
    assert_eq!(found.unknown, [(0, "Mã tỉnh".to_owned()), (5, "Số liệu".to_owned())]);
}

#[test]
fn codes_go_before_names_and_a_column_of_ticks_is_no_status() {
    let found = header("Mã xã,Ngày,Tên tiêu chí,Mã TC,Số lượng,Kết quả\n").unwrap();
    assert_eq!(found.unknown, [(2, "Tên tiêu chí".to_owned()), (4, "Số lượng".to_owned())]);
    // Half of a form with one column for what is met and one for what is not would be taken as all met.
    assert!(header("Mã xã,Ngày,Chỉ tiêu,Đạt,Chưa đạt\n").is_err());
}

#[test]
fn a_person_can_say_what_an_unknown_heading_means() {
    let sheets = read_table("Mã xã,Ngày,Chỉ tiêu,Quý IV\n".as_bytes(), "a.csv").unwrap();
    let mapping = [("quý iv".to_owned(), "value".to_owned())];
    let found = find_header(&sheets.sheets[0], &Wanted { mapping: &mapping, ..WANTED }).unwrap();
    assert_eq!(found.columns[5], Some(3));
}

#[test]
fn every_heading_of_the_list_has_a_column() {
    for line in include_str!("../columns.csv").lines() {
        let (id, heading) = line.split_once(',').unwrap();
        assert!(!id.is_empty() && !heading.is_empty() && id.is_ascii(), "{line}");
    }
}

#[test]
fn the_commune_s_code_beside_hamlets_is_the_parent_s() {
    let wanted = Wanted {
        columns: &["change", "code", "name", "parent_code", "parent_name", "from"],
        required: &[&["name", "code"], &["parent_code", "parent_name", "change"]],
        mapping: &[],
    };
    let columns = |text: &str| find_header(&read_table(text.as_bytes(), "a.csv").unwrap().sheets[0], &wanted).unwrap().columns;
    assert_eq!(columns("Tên thôn;Mã xã;Từ ngày;Loại\n"), [None, None, Some(0), Some(1), None, Some(2)]);
    assert_eq!(columns("Mã thôn;Thôn, bản;Mã xã;Tên xã\n"), [None, Some(0), Some(1), Some(2), Some(3), None]);
    assert_eq!(columns("Thay đổi;Mã xã;Tên mới;Từ ngày\n"), [Some(0), Some(1), Some(2), None, None, Some(3)]);
}

#[test]
fn the_last_heading_is_told_so_that_cells_beyond_it_show() {
    assert_eq!(header("Mã xã,Ngày,Chỉ tiêu,Giá trị\n18838,8/9/2020,10,37,5\n").unwrap().last, 3);
    let no_header = header("a;b\n1;2\n").unwrap_err();
    assert_eq!(no_header[0].param("headings"), Some("Mã đơn vị / Tên đơn vị, Ngày số liệu, Chỉ tiêu, Giá trị / Trạng thái"));
}
