//! The matrix of rights: every address x every role x own and other unit. An address that is missing here fails the test; so does a row
//! without an address. Reading what is public stays open to everybody.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

mod rows;
mod site;

use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use rows::{Who, matrix};
use site::{GUEST, PEOPLE, site};
use std::collections::{BTreeMap, BTreeSet};
use tower::ServiceExt;

/// Refused: forbidden, or sent to sign in. Anything else that is no failure of ours is allowed.
fn is_refused(address: &str, status: StatusCode, headers: &HeaderMap, page: &str) -> bool {
    assert!(!status.is_server_error(), "{address}: {status} {page}");
    let to_sign_in = headers.get(header::LOCATION).is_some_and(|to| to.to_str().unwrap().starts_with("/sign-in"));
    matches!(status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED) || to_sign_in
}

#[tokio::test]
async fn every_address_does_for_every_role_what_the_matrix_says() {
    let site = site().await;
    let mut wrong = Vec::new();
    for login in [GUEST].into_iter().chain(PEOPLE) {
        let (cookie, token) = site.sign_in(login).await;
        for row in matrix() {
            for (own, (address, body)) in [(true, row.own), (false, row.other)] {
                let expected = match &row.who {
                    Who::All => true,
                    Who::SignedIn => login != GUEST,
                    Who::Only(theirs, others) => (if own { theirs } else { others }).contains(&login),
                };
                let address = site.fill(address, login, own);
                let body = match row.method {
                    Method::POST if body.starts_with('{') => site.fill(body, login, own),
                    Method::POST => format!("token={token}&{}", site.fill(body, login, own)),
                    _ => String::new(),
                };
                let before = site.app.version();
                let (status, headers, page) = site.send(row.method.clone(), &address, &cookie, body).await;
                let refused = is_refused(&address, status, &headers, &page);
                if refused == expected {
                    wrong.push(format!("{login:?} {} {address} (own: {own}): {status}, expected {expected}", row.method));
                }
                assert!(!refused || site.app.version() == before, "{login} {address}: refused, yet something was written");
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[tokio::test]
async fn no_address_is_missing_from_the_matrix_and_every_row_has_one() {
    let site = site().await;
    let rows = matrix();
    let in_matrix: BTreeSet<(String, &str)> =
        rows.iter().map(|row| (row.method.to_string(), row.address.split('?').next().unwrap())).collect();
    let mut there = BTreeSet::new();
    let samples: BTreeMap<&str, &str> = rows.iter().map(|row| (row.address, row.own.0)).collect();
    for address in vedich_web::addresses() {
        let Some(sample) = samples.get(address) else { panic!("{address} is missing from the matrix of rights") };
        for method in [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            let (status, ..) = site.send(method.clone(), &site.fill(sample, "x", true), "", String::new()).await;
            if status != StatusCode::METHOD_NOT_ALLOWED {
                there.insert((method.to_string(), address));
            }
        }
    }
    assert_eq!(there, in_matrix, "left: what the site answers to, right: the matrix");
}

#[tokio::test]
async fn the_api_tells_nothing_of_people_and_writes_only_what_the_matrix_names() {
    let site = site().await;
    let (cookie, _) = site.sign_in("hethong").await;
    for (path, item) in vedich_web::api::description().paths.paths {
        if vedich_web::addresses().contains(&path.as_str()) {
            continue;
        }
        let others = [item.post, item.put, item.patch, item.delete];
        assert!(item.get.is_some() && others.iter().all(Option::is_none), "{path}: a call that writes belongs into the matrix");
        let sample = path.replace("{id}", "1418838").replace("{unit}", "1418838").replace("{set}", "vn.commune.2021-2025.standard");
        let asked = site.send(Method::GET, &sample, "", String::new());
        let (guest, _, answer) = asked.await;
        let (signed, ..) = site.send(Method::GET, &sample, &cookie, String::new()).await;
        assert_eq!(guest, signed, "{path}: the public reads what people read");
        assert!(
            !answer.contains("\"hethong\"") && !answer.contains("Đỗ Văn Hệ Thống") && !answer.contains("127.0.0.1"),
            "{path}: {answer}"
        );
    }
    let (_, _, entries) = site.send(Method::GET, "/api/v1/journal/entries?limit=200", "", String::new()).await;
    assert!(!entries.contains("quantri") && !entries.contains("\"web "), "{entries}");
}

#[tokio::test]
async fn forms_of_other_sites_and_of_ended_sessions_write_nothing() {
    let site = site().await;
    let (cookie, token) = site.sign_in("quantri").await;
    let body = format!("token={token}&name=A&login=a.b&role=commune-officer&unit=K%E1%BB%B3+L%E1%BA%A1c");
    let foreign = Request::post("/people/new").header(header::COOKIE, &cookie).header("sec-fetch-site", "cross-site");
    let response = site.router.clone().oneshot(foreign.body(Body::from(body.clone())).unwrap()).await.unwrap();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    let without = body.replace(&token, "");
    assert_eq!(site.send(Method::POST, "/people/new", &cookie, without).await.0, StatusCode::FORBIDDEN);
    let (_, headers, _) = site.send(Method::POST, "/sign-out", &cookie, format!("token={token}")).await;
    assert!(headers[header::SET_COOKIE].to_str().unwrap().contains("Max-Age=0"));
    let (status, headers, _) = site.send(Method::POST, "/people/new", &cookie, body).await;
    assert!(is_refused("/people/new", status, &headers, ""));
    assert!(site.app.rights().by_login("a.b").is_none());
}

#[tokio::test]
async fn a_page_elsewhere_begins_no_single_sign_on() {
    let site = site().await;
    let ask = async |from: &str| {
        let request = Request::get("/sign-in/sso?back=/entry").header("sec-fetch-site", from).body(Body::empty()).unwrap();
        let response = site.router.clone().oneshot(request).await.unwrap();
        let to = response.headers().get(header::LOCATION).map(|to| to.to_str().unwrap().to_owned());
        (response.status(), to)
    };
    let (status, to) = ask("cross-site").await;
    assert!(status == StatusCode::SEE_OTHER && to.as_deref().is_some_and(|to| to.starts_with("/sign-in?back=")), "{to:?}");
    assert_eq!(ask("same-origin").await, (StatusCode::NOT_FOUND, None), "from our own page on to the provider, had this site one");
}

#[tokio::test]
async fn an_unknown_login_and_a_wrong_password_are_answered_alike() {
    let site = site().await;
    let page = async |login: &'static str| {
        let (status, _, page) = site.send(Method::POST, "/sign-in", "", format!("login={login}&password=not+this+one")).await;
        // What a passkey would be asked is another each time.
        let question = page.split("data-challenge=\"").nth(1).unwrap().split('"').next().unwrap();
        (status, page.split("demo-accounts").next().unwrap().replace(login, "?").replace(question, "?"))
    };
    assert_eq!(page("quantri").await, page("nobody-here").await);
}

/// Programs with a token do through the API what its person may do there, never reach what opens accounts, and a page never.
#[tokio::test]
async fn a_token_does_what_its_person_may_and_never_reaches_accounts() {
    let site = site().await;
    let accounts = ["/api/v1/people", "/api/v1/posts", "/api/v1/tokens"];
    let mut wrong = Vec::new();
    for login in ["xa", "nganh", "dieuphoi", "hethong"] {
        let (token, reading) = (site.token(login, false).await, site.token(login, true).await);
        for row in matrix().into_iter().filter(|row| row.address.starts_with("/api/")) {
            for (own, (address, body)) in [(true, row.own), (false, row.other)] {
                let of_accounts = accounts.iter().any(|start| row.address.starts_with(start));
                let kept = of_accounts && (row.method != Method::GET || row.address.starts_with("/api/v1/tokens"));
                let may = match &row.who {
                    Who::All | Who::SignedIn => true,
                    Who::Only(theirs, others) => (if own { theirs } else { others }).contains(&login),
                };
                let (address, body) = (site.fill(address, login, own), site.fill(body, login, own));
                for (token, expected) in [(&reading, may && !kept && row.method == Method::GET), (&token, may && !kept)] {
                    let (status, headers, page) = site.call(row.method.clone(), &address, token, body.clone()).await;
                    if is_refused(&address, status, &headers, &page) == expected {
                        wrong.push(format!("{login:?} {} {address} (own: {own}): {status}, expected {expected}", row.method));
                    }
                }
            }
        }
        let (status, headers, page) = site.call(Method::GET, "/account", &token, String::new()).await;
        assert!(is_refused("/account", status, &headers, &page), "a page goes by the session alone");
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let (status, ..) = site.call(Method::GET, "/api/v1/work", "vedich_0", String::new()).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED);
}
