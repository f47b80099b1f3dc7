//! The site on the demo cases, over HTTP without a network: every page, every link, every form.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod confirming;
mod headers;
mod limits;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{Request, StatusCode, header};
use http_body_util::BodyExt;
use scraper::{Html, Selector};
use std::collections::BTreeSet;
use std::net::SocketAddr;
use tower::ServiceExt;

/// One page of each kind, on the dates of the cases.
const PAGES: [&str; 29] = [
    "/",
    "/board",
    "/board?as_of=2020-09-08",
    "/board/1300447?as_of=2020-09-08",
    "/board/1300447?as_of=2020-09-08&criterion=2&status=not_met&sort=-name",
    "/board?as_of=2025-06-30&level=district",
    "/places/1406730?as_of=2017-06-06",
    "/places/1300194?as_of=2021-03-09",
    "/places/3300405?as_of=2020-08-05",
    "/places/1418838?as_of=2020-09-08",
    "/places/1418838",
    "/places/1406901?as_of=2024-01-24",
    "/roadmaps",
    "/roadmaps?as_of=2020-09-08&q=lam+hop",
    "/roadmaps/1418838?as_of=2020-09-08",
    "/roadmaps/1418838?as_of=2020-09-22&zoom=month&fold=all",
    "/roadmaps/1418838/count?as_of=2020-09-22",
    "/roadmaps/1418838/count?as_of=2020-09-22&month=2020-09",
    "/roadmaps/area/1300447?as_of=2020-09-22&sort=-late",
    "/criteria",
    "/criteria/vn.commune.2021-2025.standard",
    "/criteria/vn-quang-ninh.commune.2016-2020.standard",
    "/criteria/vn.commune.2016-2020.standard/diff/vn.commune.2021-2025.standard",
    "/units",
    "/units?as_of=2025-06-30",
    "/units/1418838",
    "/search?q=hai+dong",
    "/search?q=xyzxyz",
    "/about",
];

struct Answer {
    status: StatusCode,
    headers: axum::http::HeaderMap,
    text: String,
}

impl Answer {
    fn page(&self) -> Html {
        Html::parse_document(&self.text)
    }
}

fn site() -> Router {
    vedich_web::router(crate::support::site(false))
}

async fn send(site: &Router, request: Request<Body>) -> Answer {
    let response = site.clone().oneshot(request).await.unwrap();
    let (parts, body) = response.into_parts();
    let bytes = body.collect().await.unwrap().to_bytes();
    Answer { status: parts.status, headers: parts.headers, text: String::from_utf8_lossy(&bytes).into_owned() }
}

async fn get(site: &Router, address: &str, lang: &str) -> Answer {
    send(site, Request::get(address).header(header::ACCEPT_LANGUAGE, lang).body(Body::empty()).unwrap()).await
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<scraper::ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(page: &Html, selector: &str) -> String {
    all(page, selector).iter().flat_map(|element| element.text()).collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn every_page_is_well_made_in_both_languages() {
    let site = site();
    for address in PAGES {
        for lang in ["vi", "en"] {
            let answer = get(&site, address, lang).await;
            let at = format!("{address} ({lang})");
            assert_eq!(answer.status, StatusCode::OK, "{at}: {}", answer.text);
            let page = answer.page();
            assert_eq!(all(&page, "html").first().and_then(|html| html.attr("lang")), Some(lang), "{at}");
            assert_eq!(all(&page, "h1").len(), 1, "{at}: one heading of the page");
            assert!(all(&page, "[style]").is_empty() && all(&page, "style").is_empty(), "{at}: inline style");
            assert!(all(&page, "script:not([src])").is_empty(), "{at}: inline script");
            for element in all(&page, "*") {
                assert!(element.value().attrs().all(|(name, _)| !name.starts_with("on")), "{at}: inline handler in {}", element.html());
            }
            for table in all(&page, "table") {
                assert!(table.select(&Selector::parse("caption").unwrap()).next().is_some(), "{at}: a table without caption");
            }
            assert!(all(&page, "th:not([scope])").is_empty(), "{at}: a heading of a table without scope");
            let ids: Vec<&str> = all(&page, "[id]").iter().filter_map(|element| element.attr("id")).collect();
            assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "{at}: an id stands twice: {ids:?}");
            for field in all(&page, "input:not([type=hidden]):not([type=checkbox]), select") {
                let labelled = field.attr("aria-label").is_some()
                    || field.attr("id").is_some_and(|id| !all(&page, &format!("label[for='{id}']")).is_empty());
                assert!(labelled, "{at}: a field without label: {}", field.html());
            }
            for key in ["web.", "status.", "assess.", "reason.", "gantt.", "roadmap."] {
                assert!(!page.root_element().text().any(|text| text.trim().starts_with(key)), "{at}: a message is missing ({key})");
            }
        }
    }
}

#[tokio::test]
async fn every_link_of_every_page_resolves() {
    let site = site();
    let mut links = BTreeSet::new();
    for address in PAGES {
        let answer = get(&site, address, "vi").await;
        let page = answer.page();
        for link in all(&page, "a[href], link[href], script[src]") {
            let href = link.attr("href").or_else(|| link.attr("src")).unwrap_or_default();
            let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
            if path.is_empty() {
                assert!(!all(&page, &format!("[id='{anchor}']")).is_empty(), "{address}: #{anchor} leads nowhere");
            } else if path.starts_with('/') && path != "/api" && !path.starts_with("/api/") {
                links.insert(path.to_owned());
            } else {
                assert!(path.starts_with("http") || path.starts_with("/api"), "{address}: odd link {href}");
            }
        }
    }
    // Provinces and units are many of one kind: a few of each will do.
    let mut kinds = std::collections::BTreeMap::<String, u32>::new();
    for link in links {
        let kind: String = link.chars().take(9).collect();
        let seen = kinds.entry(kind).or_default();
        *seen += 1;
        if *seen <= 25 {
            let answer = get(&site, &link, "vi").await;
            assert_eq!(answer.status, StatusCode::OK, "{link}");
        }
    }
}

#[tokio::test]
async fn the_five_cases_show_their_figures() {
    let site = site();
    let page = |answer: Answer| answer.page();
    let a = page(get(&site, "/places/1406730?as_of=2017-06-06", "vi").await);
    let reported = text(&a, "section[aria-labelledby=reported]");
    assert!(reported.contains("12/20") && reported.contains("36/53"), "{reported}");
    let d = page(get(&site, "/places/1418838?as_of=2020-09-08", "vi").await);
    assert_eq!(text(&d, ".figure b").split_whitespace().collect::<String>(), "16/20");
    let unmet: Vec<String> = all(&d, ".crit.u").iter().filter_map(|one| one.attr("id")).map(str::to_owned).collect();
    assert_eq!(unmet, ["tc-1", "tc-2", "tc-17", "tc-20"]);
    let e = page(get(&site, "/places/1406901?as_of=2024-01-24", "vi").await);
    let values = text(&e, ".ind .value b");
    assert!(["68,3", "95,3%", "86%", "0%"].iter().all(|value| values.contains(value)), "{values}");
    let c = page(get(&site, "/places/3300405?as_of=2020-08-05", "vi").await);
    assert!(text(&c, "body").contains("15,5 km") && text(&c, ".section h2").contains("22 đăng ký"));
    let home = page(get(&site, "/", "en").await);
    assert_eq!(all(&home, "article.case").len(), 5);
}

#[tokio::test]
async fn the_board_filters_sorts_and_pages() {
    let site = site();
    let names = |answer: &Answer| -> Vec<String> {
        all(&answer.page(), ".matrix tbody tr:not(.sum) th.name a").iter().map(|a| a.text().collect()).collect()
    };
    let unmet = get(&site, "/board/1300447?as_of=2020-09-08&criterion=10&status=not_met", "vi").await;
    assert_eq!(names(&unmet), ["Xã Kỳ Lạc"]);
    let by_name = get(&site, "/board?as_of=2020-09-08&sort=name", "vi").await;
    let first = names(&by_name);
    assert_eq!(first.len(), 40);
    let next = all(&by_name.page(), "a[rel=next]").first().and_then(|link| link.attr("href")).map(str::to_owned).unwrap();
    let second = get(&site, &next, "vi").await;
    assert!(names(&second).iter().all(|_| true) && second.text.contains("41–80"));
    assert_ne!(names(&second), first);
    let csv = get(&site, "/board/1300447/table.csv?as_of=2020-09-08&criterion=10&status=not_met", "vi").await;
    assert_eq!(csv.headers[header::CONTENT_TYPE], "text/csv; charset=utf-8");
    assert!(csv.text.contains("Kỳ Lạc") && csv.text.contains("10/20") && !csv.text.contains("Lâm Hợp"));
    let xlsx = get(&site, "/board/1300447/table.xlsx?as_of=2020-09-08", "vi").await;
    assert_eq!(xlsx.status, StatusCode::OK);
    let page = get(&site, "/board/1300447?as_of=2020-09-08", "vi").await.page();
    let whole = get(&site, "/board/1300447/table.csv?as_of=2020-09-08", "vi").await.text;
    for band in all(&page, ".bands a") {
        let (name, units) = (band.text().next().unwrap().to_owned(), band.text().last().unwrap().to_owned());
        assert!(whole.contains(&format!("{name} {units}")), "{name} {units}: {whole}");
    }
    let sum: String = text(&page, "tr.sum td.lead").split_whitespace().collect();
    let totals = whole.lines().find(|line| line.contains("Toàn địa bàn")).unwrap();
    assert!(totals.contains(&sum) && whole.contains("Đã thẩm tra"), "{sum}: {totals}");
}

#[tokio::test]
async fn a_board_as_a_file_names_every_criterion_and_counts_what_the_page_counts() {
    let site = site();
    // Over the whole country the set is the national one; the twentieth criterion is Hà Tĩnh's own.
    let address = |file: &str| format!("/board/1{file}?as_of=2020-09-08&with_data=1");
    let page = get(&site, &address(""), "vi").await.page();
    let csv = get(&site, &address("/table.csv"), "vi").await.text;
    let heads = csv.lines().find(|line| line.contains("1. ")).unwrap();
    for column in all(&page, ".matrix thead th.c a") {
        let (no, name) = (column.text().next().unwrap(), column.attr("title").unwrap());
        assert!(!name.is_empty() && heads.contains(&format!("{no}. {name}")), "{no} {name}: {heads}");
    }
    for row in all(&page, ".matrix tbody tr:not(.sum)") {
        let cell = |selector: &str| row.select(&Selector::parse(selector).unwrap()).next().unwrap().text().collect::<String>();
        let (name, indicators) = (cell("th.name a"), cell("td[data-l='Chỉ tiêu']"));
        let line = csv.lines().find(|line| line.contains(&format!(";{name};"))).unwrap_or_else(|| panic!("{name}: {csv}"));
        let counted = line.split(';').nth(4).unwrap().trim_matches('"');
        assert_eq!(counted, indicators.trim_matches('–'), "{name}: what is not known is no nought");
    }
}

#[tokio::test]
async fn the_board_sorts_by_change_and_its_files_keep_the_order() {
    let site = site();
    let rows = |answer: &Answer, selector: &str| -> Vec<String> {
        let page = answer.page();
        all(&page, ".matrix tbody tr:not(.sum)")
            .iter()
            .map(|row| row.select(&Selector::parse(selector).unwrap()).next().unwrap().text().collect::<String>())
            .collect()
    };
    for (key, word) in [("month", "So tháng trước"), ("year", "So đầu năm")] {
        let falling = get(&site, &format!("/board/1300447?as_of=2020-09-30&sort={key}"), "vi").await;
        assert_eq!(falling.status, StatusCode::OK);
        let changes: Vec<Option<i32>> =
            rows(&falling, &format!("td[data-l='{word}']")).iter().map(|text| text.replace('−', "-").parse().ok()).collect();
        let known: Vec<i32> = changes.iter().flatten().copied().collect();
        assert!(known.is_sorted_by(|a, b| a >= b) && changes[..known.len()].iter().all(Option::is_some), "{changes:?}");
        let page = falling.page();
        let heading = all(&page, "th[aria-sort=descending]");
        assert_eq!(heading.len(), 1);
        let turned = heading[0].select(&Selector::parse("a").unwrap()).next().and_then(|link| link.attr("href")).unwrap();
        assert!(turned.contains(&format!("sort=-{key}")), "{turned}");
        let rising = get(&site, turned, "vi").await;
        assert_eq!(all(&rising.page(), "th[aria-sort=ascending]").len(), 1);
        let names = rows(&falling, "th.name a");
        let csv = get(&site, &format!("/board/1300447/table.csv?as_of=2020-09-30&sort={key}"), "vi").await;
        assert!(csv.text.contains(word), "{}", csv.text);
        let places: Vec<usize> =
            names.iter().map(|name| csv.text.find(&format!("{name};")).or_else(|| csv.text.find(&format!("{name},"))).unwrap()).collect();
        assert!(places.is_sorted(), "the file keeps the order: {places:?}");
    }
}

#[tokio::test]
async fn a_set_that_cannot_measure_a_unit_is_refused_with_those_that_can() {
    let site = site();
    for (address, candidate) in [
        ("/places/1418838?as_of=2020-09-08&set=vn-ha-tinh.garden.model", "vn-ha-tinh.commune.2018-2020.standard"),
        ("/places/1418838?as_of=2020-09-08&set=vn-quang-ninh.commune.2016-2020.standard", "vn-ha-tinh.commune.2018-2020.standard"),
        ("/board/1300447?as_of=2020-09-08&set=vn-ha-tinh.garden.model", "vn-ha-tinh.commune.2018-2020.standard"),
        ("/board/1300447/table.csv?as_of=2020-09-08&set=vn-ha-tinh.garden.model", "vn-ha-tinh.commune.2018-2020.standard"),
        ("/board/1300447?as_of=2020-09-08&band=no-such", "“band” không dùng được"),
        ("/board/1300447?as_of=2020-09-08&criterion=99&status=met", "“criterion” không dùng được"),
        ("/board/1300447?as_of=2020-09-08&criterion=x", "Hãy dùng: số nguyên từ 0 trở lên"),
        ("/board/1300447?as_of=2020-09-08&level=village", "Hãy dùng: province, district, commune, hamlet"),
        ("/board/1300447?as_of=2020-09-08&status=good", "Hãy dùng: met, "),
        ("/board/1300447?as_of=2020-09-08&sort=colour", "no_data, month, year, tc1"),
        ("/board/1300447?as_of=2020-09-08&after=x", "`next`"),
        ("/board/1300447?as_of=2020-09-08&set=vn.none", "vn-ha-tinh.commune.2018-2020.standard"),
        ("/board/1300447?as_of=2020-09-08&set=vn.none&level=hamlet", "vn-ha-tinh.hamlet.2014.model"),
        ("/places/1418838?as_of=2020-09-08&set=vn.none", "vn-ha-tinh.commune.2018-2020.standard"),
    ] {
        let refused = get(&site, address, "vi").await;
        assert_eq!(refused.status, StatusCode::BAD_REQUEST, "{address}");
        assert!(refused.text.contains(candidate), "{address}: {}", text(&refused.page(), "main"));
    }
    assert_eq!(get(&site, "/places/1418838?as_of=2020-09-08&set=vn.commune.2016-2020.standard", "vi").await.status, StatusCode::OK);
}

#[tokio::test]
async fn the_forms_of_a_board_may_repeat_what_another_level_or_day_does_not_have() {
    let site = site();
    let family = "vn.commune.2016-2020.standard";
    for address in [
        // The form of filters sends the set that was shown beside the new level, the one of days everything that was chosen.
        format!("/board/1300447?as_of=2020-09-08&level=hamlet&set={family}"),
        format!("/board/1300447/table.csv?as_of=2020-09-08&level=hamlet&set={family}"),
        "/board/1300447?as_of=2026-06-30&criterion=17&status=not_met".to_owned(),
        "/board?as_of=2026-06-30&band=from-15".to_owned(),
    ] {
        assert_eq!(get(&site, &address, "vi").await.status, StatusCode::OK, "{address}");
    }
}

#[tokio::test]
async fn a_set_of_another_province_measures_nothing_here() {
    let site = site();
    // Both provinces had a set for their hamlets in 2017.
    let board = get(&site, "/board/1406730?as_of=2017-06-06&level=hamlet", "vi").await;
    let main = text(&board.page(), "main");
    assert!(!main.contains("Hà Tĩnh") && main.contains("tỉnh Quảng Ninh") && main.contains("Thôn 5"), "{main}");
    let early = get(&site, "/board/1200022?as_of=2009-06-06&level=hamlet", "vi").await;
    let main = text(&early.page(), "main");
    assert!(main.contains("chưa có bộ tiêu chí") && main.contains("Móng Cái"), "what lies below is listed all the same: {main}");
}

#[tokio::test]
async fn between_two_stages_of_the_programme_the_last_sets_measure() {
    let site = site();
    let page = get(&site, "/board/1200042?as_of=2026-01-20", "vi").await.text;
    assert!(page.contains("đánh giá theo bộ có hiệu lực đến 31/12/2025"), "{page}");
    assert!(page.contains("class=\"matrix") && page.contains("/criteria/vn"), "the units stand there all the same: {page}");
    assert!(!get(&site, "/board/1200042?as_of=2026-03-20", "vi").await.text.contains("có hiệu lực đến"));
}

#[tokio::test]
async fn the_board_of_a_unit_that_does_not_exist_on_the_day_shows_no_other_province() {
    let site = site();
    for (unit, day, nearest) in [("2418838", "2020-01-01", "2025-07-01"), ("1300447", "2026-11-01", "2025-06-30")] {
        let page = get(&site, &format!("/board/{unit}?as_of={day}"), "vi").await.text;
        assert!(page.contains("không có đơn vị này") && page.contains(&format!("/board/{unit}?as_of={nearest}")), "{page}");
        assert!(!page.contains("class=\"matrix"), "{page}");
    }
}

#[tokio::test]
async fn the_page_of_a_unit_that_has_ended_says_so_and_leads_to_its_last_day() {
    let site = site();
    let page = get(&site, "/places/1418838?as_of=2026-11-01", "vi").await.text;
    assert!(page.contains("không có đơn vị này") && page.contains("/places/1418838?as_of=2025-06-30"), "{page}");
    assert!(!get(&site, "/places/1418838?as_of=2020-09-08", "vi").await.text.contains("không có đơn vị này"));
}

#[tokio::test]
async fn a_unit_tells_the_last_results_of_those_it_came_from() {
    let site = site();
    let heir = vedich_reference::Shipped::load().unwrap().registry.heirs(vedich_values::UnitId(1_418_838))[0].unit;
    let page = get(&site, &format!("/places/{heir}?as_of=2026-11-01"), "vi").await.text;
    assert!(page.contains("Kết quả cuối của các đơn vị trước đây"), "{page}");
    assert!(page.contains("/places/1418838?as_of=2025-06-30") && page.contains(">16/20<") && page.contains("08/09/2020"), "{page}");
    assert!(!get(&site, "/places/1418838?as_of=2020-09-08", "vi").await.text.contains("Kết quả cuối của các đơn vị"));
}

#[tokio::test]
async fn the_country_stays_with_the_standard_set_and_says_what_averages_are_over() {
    let site = site();
    let country = get(&site, "/board?as_of=2024-04-30", "vi").await.text;
    assert!(country.contains("Cũng có số liệu theo bộ tiêu chí khác") && country.contains("nâng cao"), "{country}");
    let advanced = get(&site, "/board?as_of=2024-04-30&set=vn.commune.2021-2025.advanced", "vi").await.text;
    assert!(
        advanced.contains("Bình quân 16 tiêu chí") && advanced.contains("1 đơn vị theo số báo cáo"),
        "case E counts with 16/19: {advanced}"
    );
}

#[tokio::test]
async fn the_search_finds_sets_procedures_and_words_below_the_units() {
    let site = site();
    let page = get(&site, "/search?q=n%C3%A2ng+cao", "vi").await.text;
    assert!(page.contains("/criteria/vn.commune.2021-2025.advanced"), "{page}");
    let page = get(&site, "/search?q=duong+gang", "vi").await.text;
    assert!(page.contains("/glossary?q=") && page.contains("critical path"), "{page}");
    let page = get(&site, "/search?q=2540", "vi").await.text;
    assert!(page.contains("/procedures/vn.procedure.2016-2020"), "{page}");
    let page = get(&site, "/search?q=lam+hop", "vi").await.text;
    assert!(page.find("/places/1418838").unwrap() < page.find("</main>").unwrap(), "{page}");
    let suggested = get(&site, "/search/suggest?q=duong+gang", "vi").await.text;
    assert!(suggested.contains("/glossary?q="), "{suggested}");
}

#[tokio::test]
async fn a_plan_that_hardly_keeps_its_target_says_so_in_every_list() {
    let site = site();
    for address in ["/roadmaps?as_of=2020-09-08", "/roadmaps/area/1200042?as_of=2020-09-08"] {
        let page = get(&site, address, "vi").await.text;
        assert!(page.contains("kịp nếu"), "{address}: {page}");
    }
}

#[tokio::test]
async fn a_changed_indicator_shows_what_changed_in_either_language() {
    let site = site();
    let diff = get(&site, "/criteria/vn.commune.2016-2020.standard/diff/vn.commune.2021-2025.standard", "en").await;
    for row in all(&diff.page(), "tr:has(.diff-changed)") {
        let cells: Vec<String> =
            row.select(&Selector::parse("td").unwrap()).map(|cell| cell.text().collect::<String>().trim().to_owned()).collect();
        assert_ne!(cells[1], cells[2], "{cells:?}");
    }
    // 15.1 changed in Vietnamese only: named in English, with the wording that changed beside it.
    let row = diff.text.split("<tr").find(|row| row.contains(">15.1</th>")).unwrap();
    assert!(row.contains("Health insurance") && row.contains("Vietnamese wording:") && row.contains("lang=\"vi\""), "{row}");
}

#[tokio::test]
async fn english_pages_of_sets_and_places_are_english() {
    let site = site();
    let place = get(&site, "/places/1418838?as_of=2020-09-08", "en").await.text;
    assert!(place.contains("North Central") && !place.contains(">Bắc Trung Bộ<"), "{place}");
    let set = get(&site, "/criteria/vn.commune.2021-2025.standard", "en").await.text;
    assert!(set.contains("the Ministry of Education and Training (1491/QĐ-BGDĐT)") && !set.contains("Bộ Giáo dục và Đào tạo ("), "{set}");
    assert!(
        set.contains("Article 1: applies") && !set.contains("Điều 1: applies") && set.contains("Electronic health record books"),
        "{set}"
    );
}

#[tokio::test]
async fn errors_say_what_to_do_next() {
    let site = site();
    let check = async |address: &str, status: u16| {
        let answer = get(&site, address, "vi").await;
        assert_eq!(answer.status.as_u16(), status, "{address}");
        assert!(all(&answer.page(), "main a[href='/']").len() + all(&answer.page(), "main a[href^='/board']").len() > 0, "{address}");
    };
    check("/nowhere", 404).await;
    check("/places/lam-hop", 404).await;
    check("/places/4000000000", 404).await;
    check("/criteria/none", 404).await;
    check("/board?as_of=31/02/2020", 400).await;
    check("/board?status=odd", 400).await;
    check("/board?level=moon", 400).await;
    check("/board?sort=moon", 400).await;
    let wrong = send(&site, Request::post("/board").body(Body::empty()).unwrap()).await;
    assert_eq!(wrong.status, StatusCode::METHOD_NOT_ALLOWED);
    let near = get(&site, "/places/lam-hop", "vi").await;
    assert!(text(&near.page(), "main").contains("Xã Lâm Hợp"));
}

#[tokio::test]
async fn answers_are_safe_and_cheap_to_repeat() {
    let site = site();
    let first = get(&site, "/units", "vi").await;
    let csp = first.headers[header::CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(csp.starts_with("default-src 'none'") && !csp.contains("unsafe"));
    assert_eq!(first.headers[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    let again = Request::get("/units").header(header::IF_NONE_MATCH, &first.headers[header::ETAG]).body(Body::empty()).unwrap();
    assert_eq!(send(&site, again).await.status, StatusCode::NOT_MODIFIED);
    let other =
        Request::get("/units").header(header::IF_NONE_MATCH, &first.headers[header::ETAG]).header(header::COOKIE, "theme=dark; lang=en");
    assert_eq!(send(&site, other.body(Body::empty()).unwrap()).await.status, StatusCode::OK);
    let packed = Request::get("/units").header(header::ACCEPT_ENCODING, "br, gzip").body(Body::empty()).unwrap();
    assert_eq!(send(&site, packed).await.headers[header::CONTENT_ENCODING], "br");
}

#[tokio::test]
async fn choices_are_kept_in_cookies_and_lead_back() {
    let site = site();
    let choose = |body: &str| Request::post("/preferences").body(Body::from(body.to_owned())).unwrap();
    let answer = send(&site, choose("lang=en&theme=dark&back=%2Fboard%3Fas_of%3D2020-09-08")).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.headers[header::LOCATION], "/board?as_of=2020-09-08");
    assert_eq!(answer.headers.get_all(header::SET_COOKIE).iter().count(), 2);
    let away = send(&site, choose("lang=en&back=%2F%2Fevil.example")).await;
    assert_eq!(away.headers[header::LOCATION], "/");
    let cookie =
        Request::get("/").header(header::COOKIE, "lang=en; theme=dark").header(header::ACCEPT_LANGUAGE, "vi").body(Body::empty()).unwrap();
    let page = send(&site, cookie).await.page();
    let html = all(&page, "html");
    assert_eq!(html.first().map(|html| (html.attr("lang"), html.attr("data-theme"))), Some((Some("en"), Some("dark"))));
}

/// A set with indicators in parts.
fn from(peer: &str, mut request: Request<Body>) -> Request<Body> {
    request.extensions_mut().insert(ConnectInfo::<SocketAddr>(peer.parse().unwrap()));
    request.headers_mut().insert(header::HOST, "127.0.0.1:8080".parse().unwrap());
    request
}

#[tokio::test]
async fn search_suggests_while_one_types() {
    let site = site();
    let answer = get(&site, "/search/suggest?q=lam+hop&as_of=2020-09-08", "vi").await;
    assert!(answer.text.contains("\"name\":\"Xã Lâm Hợp\"") && answer.text.contains("/places/1418838"), "{}", answer.text);
    for odd in ["", "%00", "%F0%9F%98%80", "a%27%22%3C"] {
        assert_eq!(get(&site, &format!("/search?q={odd}"), "vi").await.status, StatusCode::OK, "{odd}");
    }
}
