//! The store in a bucket: the same promises as in a folder, against a server that speaks as much of S3 as they need.
#![expect(clippy::unwrap_used, reason = "a whole crate of tests: clippy knows only functions marked as tests")]

use axum::Router;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use vedich_store::{Rules, Store};

type Shelf = Arc<Mutex<BTreeMap<String, Bytes>>>;

/// Puts, gets and tells of objects; refuses what is not signed, and what is there already when it is to be made.
async fn answer(State(shelf): State<Shelf>, method: Method, uri: Uri, headers: HeaderMap, body: Bytes) -> Response {
    let signed =
        headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).is_some_and(|value| value.starts_with("AWS4-HMAC-SHA256"));
    if !signed || !headers.contains_key(header::HOST) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut shelf = shelf.lock().unwrap();
    let place = uri.path().to_owned();
    let described = |content: &Bytes| {
        [(header::ETAG, format!("\"{}\"", content.len())), (header::LAST_MODIFIED, "Sun, 29 Nov 2026 03:00:00 GMT".to_owned())]
    };
    match (method, shelf.get(&place).cloned()) {
        (Method::PUT, Some(_)) if headers.contains_key(header::IF_NONE_MATCH) => StatusCode::PRECONDITION_FAILED.into_response(),
        (Method::PUT, _) => {
            let head = described(&body);
            shelf.insert(place, body);
            head.into_response()
        }
        (Method::GET, Some(content)) => (described(&content), content).into_response(),
        (Method::HEAD, Some(content)) => {
            (described(&content), [(header::CONTENT_LENGTH, content.len())].map(|(name, n)| (name, n.to_string()))).into_response()
        }
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn bucket(shelf: Shelf) -> Store {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer).with_state(shelf)).await.unwrap() });
    let endpoint = format!("http://{address}");
    let options = [
        ("endpoint", endpoint.as_str()),
        ("allow_http", "true"),
        ("region", "vn"),
        ("access_key_id", "key"),
        ("secret_access_key", "secret"),
    ];
    Store::in_bucket("minh-chung", options, Rules::default()).unwrap()
}

#[tokio::test]
async fn a_file_comes_back_from_a_bucket_and_lies_there_once() {
    let shelf = Shelf::default();
    let store = bucket(Arc::clone(&shelf)).await;
    let pdf = Bytes::from_static(b"%PDF-1.7\nbien ban");
    let first = store.put("biên bản.pdf", pdf.clone(), false).await.unwrap();
    let second = store.put("khác.pdf", pdf.clone(), false).await.unwrap();
    assert_eq!(first.hash, second.hash);
    assert_eq!(shelf.lock().unwrap().len(), 1, "{:?}", shelf.lock().unwrap().keys());
    assert_eq!(store.get(&first.hash).await.unwrap(), Some(pdf));
    assert!(store.has(&first.hash).await.unwrap());
    let unknown = "0".repeat(64);
    assert!(!store.has(&unknown).await.unwrap());
    assert_eq!(store.get(&unknown).await.unwrap(), None);
}

#[tokio::test]
async fn a_bucket_without_tls_has_to_be_allowed() {
    let options = [("endpoint", "http://127.0.0.1:9"), ("access_key_id", "key"), ("secret_access_key", "secret")];
    let store = Store::in_bucket("minh-chung", options, Rules::default());
    assert!(match store {
        Ok(store) => store.has(&"0".repeat(64)).await.is_err(),
        Err(_) => true,
    });
}

/// A bucket that knows no lasting key: whoever shows the token of the machine gets keys that end by themselves, and requests carry theirs.
#[tokio::test]
async fn a_bucket_is_reached_by_keys_that_end_by_themselves() {
    async fn answer(uri: Uri, headers: HeaderMap) -> Response {
        let has = |name: &str, wanted: &str| headers.get(name).is_some_and(|value| value == wanted);
        match uri.path() {
            "/credentials" if has("authorization", "we-are-vedich") => {
                let ends = "2999-01-01T00:00:00Z";
                let keys = [("AccessKeyId", "short"), ("SecretAccessKey", "lived"), ("Token", "of-an-hour"), ("Expiration", ends)];
                let keys: Vec<String> = keys.iter().map(|(name, value)| format!("\"{name}\":\"{value}\"")).collect();
                ([(header::CONTENT_TYPE, "application/json")], format!("{{{}}}", keys.join(","))).into_response()
            }
            _ if has("x-amz-security-token", "of-an-hour") => StatusCode::NOT_FOUND.into_response(),
            _ => StatusCode::FORBIDDEN.into_response(),
        }
    }
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let endpoint = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await.unwrap() });
    let folder = tempfile::tempdir().unwrap();
    let token = folder.path().join("token");
    std::fs::write(&token, "we-are-vedich").unwrap();
    let credentials = format!("{endpoint}/credentials");
    let options = [
        ("endpoint", endpoint.as_str()),
        ("allow_http", "true"),
        ("region", "vn"),
        ("container_credentials_full_uri", credentials.as_str()),
        ("container_authorization_token_file", token.to_str().unwrap()),
    ];
    let store = Store::in_bucket("minh-chung", options, Rules::default()).unwrap();
    assert!(!store.has(&"0".repeat(64)).await.unwrap(), "nothing lies there, and it was let in");
}
