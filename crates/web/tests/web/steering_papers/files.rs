//! What pages of steering show, as files: the same lines.

use super::{Html, Method, Site, StatusCode, select, site, words};

impl Site {
    /// The lines of a list as CSV, without what stands above the headings.
    async fn csv(&self, address: &str) -> String {
        let (status, _, text) = self.send(Method::GET, address, String::new()).await;
        assert_eq!(status, StatusCode::OK, "{address}: {text}");
        text
    }
}

#[tokio::test]
async fn every_table_of_steering_is_had_as_a_file_with_the_same_lines() {
    let site = site().await;
    let day = "2024-04-26";
    let unit = site.unit("200", day);
    let asking = site.unit("447", "2020-10-19");
    for (page, table, file) in [
        (format!("/meetings?area={unit}&as_of={day}"), 0, format!("/meetings/export/meetings.csv?area={unit}&as_of={day}")),
        (
            format!("/tasks/count?area={unit}&as_of={day}&span=month"),
            0,
            format!("/tasks/count/export/history.csv?area={unit}&as_of={day}&span=month"),
        ),
        (format!("/tasks/count?area={unit}&as_of={day}"), 1, format!("/tasks/count/export/units.csv?area={unit}&as_of={day}")),
        (format!("/proposals?from={asking}&as_of=2020-10-19"), 1, format!("/proposals/export/by-topic.csv?from={asking}&as_of=2020-10-19")),
    ] {
        let page = site.get(&page).await;
        assert!(page.contains(&file.replace('&', "&amp;")) || page.contains(file.split('?').next().unwrap()), "{file} is not on its page");
        let csv = site.csv(&file).await;
        let page = Html::parse_document(&page);
        let tables = select(&page, "table");
        let Some(table) = tables.get(table) else { continue };
        let rows: Vec<String> = table.select(&scraper::Selector::parse("tbody tr").unwrap()).map(words).collect();
        let first = scraper::Selector::parse("th, td").unwrap();
        for row in table.select(&scraper::Selector::parse("tbody tr").unwrap()) {
            let name = words(row.select(&first).next().unwrap());
            assert!(csv.contains(&name), "{file}: no {name} in {csv}");
        }
        assert!(csv.lines().count() > rows.len(), "{file}: {csv}");
    }
}

#[tokio::test]
async fn the_tables_of_a_page_are_the_sheets_of_a_workbook() {
    let site = site().await;
    for address in [
        "/meetings/b-5-xa/tables.xlsx",
        "/meetings/d-duong-gang/prepare.xlsx",
        "/leaders/1418838/tables.xlsx",
        "/tasks/export/tasks.xlsx",
        "/tasks/count/export/history.xlsx",
        "/tasks/d-lh-duong/rounds.xlsx",
    ] {
        let (status, _, bytes) = site.send(Method::GET, address, String::new()).await;
        let there = status == StatusCode::OK && bytes.starts_with("PK");
        assert!(there, "{address}: {status}");
    }
    for wrong in ["/tasks/count/export/other.csv", "/meetings/none/tables.xlsx", "/leaders/1418838/other.xlsx"] {
        assert_eq!(site.send(Method::GET, wrong, String::new()).await.0, StatusCode::NOT_FOUND, "{wrong}");
    }
}
