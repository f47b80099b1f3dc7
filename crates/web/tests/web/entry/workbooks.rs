//! Workbooks of a district: what can't be taken comes back on the page, what is handed out says what it asks.

use super::*;

const UNITS: &str = "/entry/1300447/units";

async fn returned(site: &Site, cookie: &str, upload: Vec<u8>) -> (StatusCode, String) {
    let from = "--cut\r\nContent-Disposition: form-data; name=\"from\"\r\n\r\nunits\r\n";
    let upload = [from.as_bytes(), &upload].concat();
    let (status, headers, page) = site.send(Method::POST, "/entry/1300447/returned", cookie, MULTIPART, upload).await;
    match headers.get(header::LOCATION) {
        Some(to) => (status, site.get(to.to_str().unwrap(), cookie).await),
        None => (status, String::from_utf8_lossy(&page).into_owned()),
    }
}

fn cell(book: &[u8], wanted: &str) -> Vec<String> {
    let sheets = vedich_documents::read_table(book, "a.xlsx").unwrap();
    let rows = sheets.sheets[0].rows_from(0).filter(|row| row.cells().any(|(_, cell)| cell.label().trim() == wanted));
    rows.flat_map(|row| row.cells().map(|(_, cell)| cell.label().into_owned()).collect::<Vec<_>>()).collect()
}

#[tokio::test]
async fn a_wrong_workbook_comes_back_on_the_page_of_the_district_with_what_to_do() {
    let site = site().await;
    let (cookie, token) = site.sign_in("dieuphoi").await;
    let page = site.get(&format!("{UNITS}?period={PERIOD}"), &cookie).await;
    let typed =
        format!("token={token}&period={PERIOD}&command={}&base=0&as_of=&do=preview&v%7C1418838%3A11=4%2C5", field(&page, "command"));
    site.post(UNITS, &cookie, typed).await;
    let cases: [(&str, &[u8], &str); 3] = [
        ("hỏng.xlsx", b"PK\x03\x04 no workbook", "hỏng.xlsx"),
        (
            "khac-ky.csv",
            "PHIẾU tháng 8/2020;;\nXã;TC1;TC2\nLâm Hợp;x;x\n".as_bytes(),
            "khac-ky.csv, dòng 1, cột 1, A1: Biểu này ghi kỳ tháng 8/2020",
        ),
        ("", b"", "Chưa chọn tệp nào"),
    ];
    for (name, bytes, told) in cases {
        let (status, page) = returned(&site, &cookie, upload(&token, name, bytes)).await;
        assert_eq!(status, StatusCode::UNPROCESSABLE_ENTITY, "{name}: {page}");
        let summary = page.split("class=\"note warn summary\"").nth(1).expect("a summary").split("</div>").next().unwrap();
        assert!(summary.contains(told), "{name}: {summary}");
        assert!(page.contains("grid-sheet") && page.contains("value=\"4,5\""), "the sheet with what was typed: {page}");
    }
}

/// Rows of nobody and of two, a criterion as a whole that is rated twice: in words, never by ids of ours.
#[tokio::test]
async fn what_is_told_of_a_workbook_of_many_units_has_no_ids_of_ours() {
    let site = site().await;
    let (cookie, token) = site.sign_in("dieuphoi").await;
    let form = "STT;Xã;TC1;TC7;TC99\n1;Lâm Hợp;x;chưa rõ;x\n2;Đông Văn;x;;\n3;Hoàn Toàn Không Có;x;;\n";
    let (_, page) = returned(&site, &cookie, upload(&token, "b01.csv", form.as_bytes())).await;
    assert!(page.contains("Đã đọc tệp b01.csv"), "{page}");
    let told = page.split("cards-on-phone").nth(1).unwrap().split("</table>").next().unwrap();
    assert!(told.contains("tiêu chí 7") && told.contains("Bộ tiêu chí không có tiêu chí 99"), "{told}");
    assert!(told.contains("“Đông Văn” không thuộc huyện Kỳ Anh"), "{told}");
    assert!(told.contains("Không có đơn vị nào tên “Hoàn Toàn Không Có”"), "{told}");
    assert!(!told.contains("#7") && !told.contains("#99") && !told.contains('{'), "{told}");
}

#[tokio::test]
async fn the_sheet_of_a_district_says_what_its_columns_ask_and_is_read_again() {
    let site = site().await;
    let (officer, own) = site.sign_in("xa").await;
    let sheet = site.get(&format!("{SHEET}?period={PERIOD}"), &officer).await;
    site.post(SHEET, &officer, form(&sheet, &own, "record", "v%7C1418838%3A11=4%2C5")).await;
    let (cookie, token) = site.sign_in("dieuphoi").await;
    let (_, _, book) = site.send(Method::GET, &format!("/entry/1300447/units.xlsx?period={PERIOD}"), &cookie, "", Body::empty()).await;
    let (names, units, required) = (cell(&book, "Chỉ tiêu"), cell(&book, "ĐVT"), cell(&book, "Mức đạt chuẩn"));
    assert!(names.iter().any(|name| name.contains("hộ nghèo") || name.contains("Hộ nghèo")), "{names:?}");
    assert!(
        units.contains(&"%".to_owned()) && required.iter().any(|text| text.contains('≥') || text.contains('≤')),
        "{units:?} {required:?}"
    );
    let before = site.app.version();
    let (_, page) = returned(&site, &cookie, upload(&token, "a.xlsx", &book)).await;
    assert!(page.contains("Đã đọc tệp a.xlsx") && page.contains("Như cũ ") && !page.contains("class=\"over\""), "{page}");
    let sent = format!("token={token}&period={PERIOD}&command={}&base=0&as_of=&do=record", field(&page, "command"));
    let to = site.post(UNITS, &cookie, sent).await;
    assert!(to.contains("done=nothing") && site.app.version() == before, "{to}");
}
