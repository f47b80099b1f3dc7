//! What every answer carries, whatever it answers.

use super::*;
use vedich_web::WebOptions;

/// A site people reach over TLS.
fn secure_site() -> Router {
    vedich_web::router(crate::support::site_with(WebOptions {
        public_url: "https://vedich.example.vn".to_owned(),
        ..WebOptions::default()
    }))
}

#[tokio::test]
async fn a_site_reached_over_tls_stays_on_it() {
    for address in ["/units", "/nowhere", "/assets/none.css"] {
        let answer = get(&secure_site(), address, "vi").await;
        let said = answer.headers[header::STRICT_TRANSPORT_SECURITY].to_str().unwrap();
        assert_eq!(said, "max-age=31536000; includeSubDomains", "{address}");
    }
    assert!(
        !get(&site(), "/units", "vi").await.headers.contains_key(header::STRICT_TRANSPORT_SECURITY),
        "over plain HTTP nobody is sent away"
    );
}

#[tokio::test]
async fn behind_tls_choices_are_kept_in_cookies_no_other_host_can_set() {
    let site = secure_site();
    let answer = send(&site, Request::post("/preferences").body(Body::from("lang=en&theme=dark")).unwrap()).await;
    let cookies: Vec<&str> = answer.headers.get_all(header::SET_COOKIE).iter().map(|cookie| cookie.to_str().unwrap()).collect();
    assert_eq!(cookies.len(), 2);
    assert!(cookies.iter().all(|cookie| cookie.starts_with("__Host-") && cookie.ends_with("; Secure")), "{cookies:?}");
    let theme = async |name: &str| {
        let page = send(&site, Request::get("/").header(header::COOKIE, format!("{name}=dark")).body(Body::empty()).unwrap()).await.page();
        all(&page, "html").first().and_then(|html| html.attr("data-theme")).map(str::to_owned)
    };
    assert_eq!(theme("__Host-theme").await.as_deref(), Some("dark"));
    assert_ne!(theme("theme").await.as_deref(), Some("dark"), "one without the prefix may be anybody's");
}

#[tokio::test]
async fn a_request_bears_our_id_and_not_its_senders() {
    let request = Request::get("/nowhere").header("x-request-id", "an-id-of-mine").body(Body::empty()).unwrap();
    let answer = send(&site(), request).await;
    let ours = answer.headers["x-request-id"].to_str().unwrap();
    assert!(answer.text.contains(ours) && !answer.text.contains("an-id-of-mine"), "{ours}");
}

#[tokio::test]
async fn texts_say_how_their_letters_are_written() {
    let site = site();
    let page = get(&site, "/", "vi").await.page();
    let linked = |selector: &str, attribute: &str| all(&page, selector).first().and_then(|one| one.attr(attribute)).unwrap().to_owned();
    for address in [linked("link[rel=stylesheet]", "href"), linked("script[src]", "src"), linked("link[rel=icon]", "href")] {
        let answer = get(&site, &address, "vi").await;
        assert!(answer.headers[header::CONTENT_TYPE].to_str().unwrap().ends_with("; charset=utf-8"), "{address}: {:?}", answer.headers);
    }
}
