//! Addresses that ask too often.

use super::*;
use vedich_web::WebOptions;
use vedich_web::http::{Limits, Rate};

#[tokio::test]
async fn an_address_that_asks_too_often_is_told_when_to_come_back() {
    let limits = Limits {
        requests: Rate { per_second: 1, burst: 3 },
        searches: Rate { per_second: 1, burst: 1 },
        proxies: vec!["10.0.0.1".parse().unwrap()],
    };
    let site = vedich_web::router(crate::support::site_with(WebOptions { limits, ..WebOptions::default() }));
    let ask = async |peer: &str, address: &str| send(&site, from(peer, Request::get(address).body(Body::empty()).unwrap())).await;
    assert_eq!(ask("203.0.113.5:9", "/search?q=hai").await.status, StatusCode::OK);
    let refused = ask("203.0.113.5:9", "/search?q=hai").await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.headers[header::RETRY_AFTER].to_str().unwrap().parse::<u64>().unwrap() >= 1);
    assert!(text(&refused.page(), "h1").contains("Quá nhiều yêu cầu") && refused.headers.contains_key(header::CONTENT_SECURITY_POLICY));
    assert_eq!(ask("203.0.113.5:9", "/about").await.status, StatusCode::OK, "a search refused costs nothing else");
    assert_eq!(ask("203.0.113.5:9", "/about").await.status, StatusCode::OK);
    assert_eq!(ask("203.0.113.5:9", "/about").await.status, StatusCode::TOO_MANY_REQUESTS);
    let api = ask("203.0.113.5:9", "/api/v1/units?q=hai").await;
    assert_eq!(
        (api.status, &api.headers[header::CONTENT_TYPE]),
        (StatusCode::TOO_MANY_REQUESTS, &"application/problem+json".parse().unwrap())
    );
    for _ in 0..20 {
        assert_eq!(ask("203.0.113.5:9", "/healthz").await.status, StatusCode::OK, "whoever watches over us may ask");
        assert_eq!(ask("127.0.0.1:9", "/about").await.status, StatusCode::OK, "this machine is not limited");
    }
    let behind = async |client: &str| {
        let request = Request::get("/search?q=hai").header("x-forwarded-for", client).body(Body::empty()).unwrap();
        send(&site, from("10.0.0.1:9", request)).await.status
    };
    assert_eq!(behind("198.51.100.1").await, StatusCode::OK);
    assert_eq!(behind("198.51.100.1").await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(behind("198.51.100.2").await, StatusCode::OK, "behind our proxy each client counts alone");
}
