//! Serves every page on sample views, to be looked at while working on the design: `cargo run -p vedich-web --example gallery`,
//! then http://127.0.0.1:8099/?lang=en&theme=dark

#[path = "../tests/web/samples/mod.rs"]
mod samples;

use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use axum::routing::get;
use samples as s;
use std::collections::HashMap;
use vedich_web::frame::Theme;
use vedich_web::pages;
use vedich_wording::Lang;

async fn show(Path(name): Path<String>, Query(query): Query<HashMap<String, String>>) -> Response {
    let lang = query.get("lang").and_then(|tag| Lang::from_tag(tag)).unwrap_or_default();
    let theme = Theme::from_name(query.get("theme").map_or("", String::as_str));
    let f = |path: &str, date| s::frame(lang, theme, path, date);
    let (today, y2020) = (s::day(2026, 11, 22), s::day(2020, 9, 8));
    let page = match name.as_str() {
        "home" => pages::home::render(&f("/", today), &s::home()),
        "board" => pages::board::render(&f("/board/sample", y2020), &s::board_district()),
        "board-province" => pages::board::render(&f("/board/sample", y2020), &s::board_province()),
        "board-empty" => pages::board::render(&f("/board/sample", y2020), &s::board_empty()),
        "place" => pages::place::render(&f("/places/sample", y2020), &s::lam_hop()),
        "place-advanced" => pages::place::render(&f("/places/sample", s::day(2024, 1, 24)), &s::quang_an()),
        "place-reported" => pages::place::render(&f("/places/sample", s::day(2017, 6, 6)), &s::hai_dong()),
        "place-pipeline" => pages::place::render(&f("/places/sample", s::day(2020, 8, 5)), &s::dong_son()),
        "criteria" => pages::criteria::render(&f("/criteria", today), &s::criteria()),
        "criteria-set" => pages::criteria_set::render(&f("/criteria/sample", today), &s::criteria_set()),
        "criteria-diff" => pages::criteria_diff::render(&f("/criteria/sample/diff/sample", today), &s::criteria_diff()),
        "units" => pages::units::render(&f("/units", today), &s::units()),
        "unit" => pages::unit::render(&f("/units/sample", today), &s::unit()),
        "search" => pages::search::render(&f("/search", today), &s::search()),
        "about" => pages::about::render(&f("/about", today), &s::about()),
        _ => pages::error::render(&f("/nowhere", y2020), &s::not_found()),
    };
    Html(page.into_string()).into_response()
}

async fn asset(Path(name): Path<String>) -> Response {
    match vedich_web::assets::file(&name) {
        Some((data, mime)) => ([(header::CONTENT_TYPE, mime)], data.into_owned()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let app = axum::Router::new().route("/assets/{name}", get(asset)).route("/{name}", get(show));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:8099").await?;
    axum::serve(listener, app).await
}
