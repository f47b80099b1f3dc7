//! Sheets and reporting.

use super::{Row, Who, get, post};
use axum::http::Method;

const ENTERING: &[&str] = &["xa", "dieuphoi", "mattran"];
/// Whoever enters values somewhere.
const IMPORTERS: &[&str] = &["xa", "thon", "dieuphoi", "mattran"];
/// Whoever keeps the register of units somewhere.
const KEEPERS: &[&str] = &["dieuphoi"];
const READING: &[&str] = &["xa", "dieuphoi", "lanhdao", "vanthu", "thanhtra", "quantri", "hethong"];
const SHEET: &str = "/entry/1418838?period=2020-09";
const OTHER_SHEET: &str = "/entry/1406730?period=2020-09";

const CONFIRM: &str = "/api/v1/criteria/vn.commune.2021-2025.standard/confirm";
const VALUE_HERE: &str = r#"{"unit":@hatinh,"code":"10","threshold":">= 45","decision":"1/QĐ-UBND","decided":"2023-01-01"}"#;
const VALUE_THERE: &str = r#"{"unit":1406730,"code":"10","threshold":">= 45","decision":"1/QĐ-UBND","decided":"2023-01-01"}"#;

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("/imports", "/imports", Who::Only(IMPORTERS, IMPORTERS)),
        get("/imports/{what}", "/imports/units", Who::Only(KEEPERS, KEEPERS)),
        get("/imports/{what}/columns.csv", "/imports/attributes/columns.csv", Who::Only(KEEPERS, KEEPERS)),
        post("/imports/{what}", ("/imports/units", ""), ("/imports/units", ""), Who::Only(KEEPERS, KEEPERS)),
        post("/imports", ("/imports", ""), ("/imports", ""), Who::Only(IMPORTERS, IMPORTERS)),
        get("/entry", "/entry", Who::SignedIn),
        // An empty file is refused for what it is; whether its rows may be stated is asked row by row.
        post(
            "/api/v1/imports/{what}",
            ("/api/v1/imports/observations?dry_run=true", "{}"),
            ("/api/v1/imports/observations?dry_run=true", "{}"),
            Who::SignedIn,
        ),
        post("/api/v1/criteria/{set}/confirm", (CONFIRM, VALUE_HERE), (CONFIRM, VALUE_THERE), Who::Only(&["dieuphoi"], &[])),
        Row { method: Method::GET, address: "/entry/{unit}", own: (SHEET, ""), other: (OTHER_SHEET, ""), who: Who::Only(ENTERING, &[]) },
        post("/entry/{unit}", (SHEET, "period=2020-09&do=preview"), (OTHER_SHEET, "period=2020-09&do=preview"), Who::Only(ENTERING, &[])),
        post(
            "/entry/{unit}/draft",
            ("/entry/1418838/draft", r#"{"token":"","period":"2020-09"}"#),
            ("/entry/1406730/draft", r#"{"token":"","period":"2020-09"}"#),
            Who::Only(ENTERING, &[]),
        ),
        Row {
            method: Method::GET,
            address: "/entry/{unit}/minutes",
            own: ("/entry/1418838/minutes?period=2020-09", ""),
            other: ("/entry/1406730/minutes?period=2020-09", ""),
            who: Who::Only(ENTERING, &[]),
        },
        Row {
            method: Method::GET,
            address: "/entry/{unit}/units",
            own: ("/entry/1300447/units?period=2020-09", ""),
            other: ("/entry/1300194/units?period=2020-09", ""),
            who: Who::Only(ENTERING, &[]),
        },
        post(
            "/entry/{unit}/units",
            ("/entry/1300447/units?period=2020-09", "period=2020-09&do=preview"),
            ("/entry/1300194/units?period=2020-09", "period=2020-09&do=preview"),
            Who::Only(ENTERING, &[]),
        ),
        // Without a file it is refused as such, on the sheet of whoever may enter there.
        post("/entry/{unit}/returned", ("/entry/1418838/returned", ""), ("/entry/1406730/returned", ""), Who::Only(ENTERING, &[])),
        Row {
            method: Method::GET,
            address: "/entry/{unit}/{file}",
            own: ("/entry/1418838/sheet.xlsx?period=2020-09", ""),
            other: ("/entry/1406730/sheet.xlsx?period=2020-09", ""),
            who: Who::Only(ENTERING, &[]),
        },
        Row {
            method: Method::GET,
            address: "/reporting/{unit}",
            own: ("/reporting/1418838?period=2020-09", ""),
            other: ("/reporting/1406730?period=2020-09", ""),
            who: Who::Only(READING, &["hethong"]),
        },
        Row {
            method: Method::GET,
            address: "/reporting/{unit}/{file}",
            own: ("/reporting/1418838/reporting.csv?period=2020-09", ""),
            other: ("/reporting/1406730/reporting.csv?period=2020-09", ""),
            who: Who::Only(READING, &["hethong"]),
        },
        post(
            "/reporting/{unit}",
            ("/reporting/1418838", "period=2020-09&due=2026-12-31&reason=x"),
            ("/reporting/1406730", "period=2020-09&due=2026-12-31&reason=x"),
            Who::Only(&["dieuphoi"], &[]),
        ),
        Row {
            method: Method::GET,
            address: "/api/v1/sheets/{unit}",
            own: ("/api/v1/sheets/1418838?period=2020-09", ""),
            other: ("/api/v1/sheets/1406730?period=2020-09", ""),
            who: Who::Only(ENTERING, &[]),
        },
        post(
            "/api/v1/sheets/{unit}",
            ("/api/v1/sheets/1418838", r#"{"period":"2020-09","base":0,"lines":[]}"#),
            ("/api/v1/sheets/1406730", r#"{"period":"2020-09","base":0,"lines":[]}"#),
            Who::Only(ENTERING, &[]),
        ),
        Row {
            method: Method::GET,
            address: "/api/v1/reporting/{unit}",
            own: ("/api/v1/reporting/1418838?period=2020-09", ""),
            other: ("/api/v1/reporting/1406730?period=2020-09", ""),
            who: Who::Only(READING, &["hethong"]),
        },
        post(
            "/api/v1/reporting/{unit}/due",
            ("/api/v1/reporting/1418838/due", r#"{"period":"2020-09","due":"2026-12-31","reason":"x"}"#),
            ("/api/v1/reporting/1406730/due", r#"{"period":"2020-09","due":"2026-12-31","reason":"x"}"#),
            Who::Only(&["dieuphoi"], &[]),
        ),
    ]
}
