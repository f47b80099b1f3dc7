//! What every answer carries, whatever it answers.

use super::*;
use vedich_web::WebOptions;

/// A site people reach over TLS.
fn secure_site() -> Router {
    vedich_web::router(support::site_with(WebOptions { public_url: "https://vedich.example.vn".to_owned(), ..WebOptions::default() }))
}

#[tokio::test]
async fn a_site_reached_over_tls_stays_on_it() {
    for address in ["/units", "/nowhere", "/assets/none.css"] {
        let answer = get(&secure_site(), address, "vi").await;
        let said = answer.headers[header::STRICT_TRANSPORT_SECURITY].to_str().unwrap();
        assert_eq!(said, "max-age=31536000; includeSubDomains", "{address}");
    }
    assert!(!get(&site(), "/units", "vi").await.headers.contains_key(header::STRICT_TRANSPORT_SECURITY), "over plain HTTP nobody is sent away");
}
