//! Tokens signed here, and a signature made elsewhere.

use super::*;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};

const ISSUER: &str = "https://sso.example.vn";

struct Signer(EcdsaKeyPair);

impl Signer {
    fn new() -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        Self(EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap())
    }

    fn keys(&self) -> KeySet {
        let point = self.0.public_key().as_ref();
        let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
        let set = json!({"keys": [{"kty": "RSA", "kid": "other", "n": "AQ", "e": "AQAB"}, {"kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "x": x, "y": y}]});
        keys(set.to_string().as_bytes()).unwrap()
    }

    fn sign(&self, head: &Value, claims: &Value) -> String {
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let signed = format!("{}.{}", part(head), part(claims));
        let signature = self.0.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }
}

fn expected() -> Expected<'static> {
    Expected { issuer: ISSUER, client: "vedich", nonce: "n", now: "2026-11-29T00:00:00Z".parse().unwrap() }
}

fn claims() -> Value {
    json!({"iss": ISSUER, "aud": "vedich", "sub": "42", "exp": 1_795_910_460, "nonce": "n", "email": "Lan@Example.vn", "email_verified": true})
}

#[test]
fn a_token_is_taken_when_everything_agrees() {
    let signer = Signer::new();
    let head = json!({"alg": "ES256", "kid": "one"});
    let read = |claims: &Value| read(&signer.sign(&head, claims), &signer.keys(), &expected());
    let said = read(&claims()).unwrap();
    assert_eq!((said.sub.as_str(), said.verified_email().as_deref()), ("42", Some("lan@example.vn")));
    let with = |name: &str, value: Value| {
        let mut changed = claims();
        changed[name] = value;
        changed
    };
    assert!(read(&with("aud", json!(["vedich"]))).is_ok());
    let mut several = with("aud", json!(["vedich", "x"]));
    assert!(read(&several).is_err(), "for whom of them?");
    several["azp"] = json!("vedich");
    assert!(read(&several).is_ok());
    let wrong = [
        ("iss", json!("https://evil.example")),
        ("aud", json!("other")),
        ("exp", json!(1_795_823_000)),
        ("nbf", json!(1_895_910_400)),
        ("nonce", json!("m")),
        ("sub", json!("")),
        ("sub", json!("x".repeat(256))),
    ];
    for (name, value) in wrong {
        assert!(read(&with(name, value.clone())).is_err(), "{name} = {value}");
    }
    for value in [json!(false), json!("false"), json!(null), json!(1)] {
        assert_eq!(read(&with("email_verified", value)).unwrap().verified_email(), None);
    }
    assert!(read(&with("email_verified", json!("true"))).unwrap().verified_email().is_some());
}

#[test]
fn a_token_of_another_key_algorithm_or_shape_is_refused() {
    let (signer, other) = (Signer::new(), Signer::new());
    let refused = |token: &str| read(token, &signer.keys(), &expected()).is_err();
    let good = signer.sign(&json!({"alg": "ES256", "kid": "one"}), &claims());
    assert!(!refused(&good));
    assert!(!refused(&signer.sign(&json!({"alg": "ES256"}), &claims())), "without a name every key is tried");
    assert!(refused(&other.sign(&json!({"alg": "ES256", "kid": "one"}), &claims())));
    assert!(refused(&signer.sign(&json!({"alg": "ES256", "kid": "two"}), &claims())));
    assert!(refused(&signer.sign(&json!({"alg": "RS256", "kid": "one"}), &claims())), "the algorithm is the key's, not the token's");
    for algorithm in ["none", "HS256", "es256", ""] {
        assert!(refused(&signer.sign(&json!({"alg": algorithm}), &claims())), "{algorithm}");
    }
    let parts: Vec<&str> = good.split('.').collect();
    for token in [String::new(), "a.b.c".into(), parts[..2].join("."), format!("{}.{}.", parts[0], parts[1]), format!("{good}x")] {
        assert!(refused(&token), "{token}");
    }
    assert_eq!(key_of(&good).as_deref(), Some("one"));
    assert_eq!(key_of("?"), None);
}

#[test]
fn a_signature_of_rsa_is_recognised() {
    // Made once with openssl 3; the private key is thrown away.
    let key = Key {
        kty: "RSA".to_owned(),
        n: "qBWjA4yhaxQQO4AYJuUUvfVGj6x8JhfrPpz8-hdQlmTxr8PSs9gjWlyFTGvRYcR8Cw-Rpw3FQl6Hh10lLvaym7CMQ6yogrsnkVF3YJ8RS9hufDzBgULX70UD6DJ7-b03XKTrRlwnXz1-l_Ggd-CwHq_A3kp7-BWZ2Aevi4JNWy4-ypjQfV18Fqe7LzYsfKQGw-b-1Z5UMeua1B7ZvdX5BTpAobd3ZAhaO8iWZxbkjYUS-08s9zwoeuOIp3jfVgskdW_9_zKJSuqigM59TpyYeFo6xTeQOPDFcP3GjiZxpiWMRA7KuLT7RkTAxebOWAI2p8HNt_fzqSb0pmLkI_05HQ".to_owned(),
        e: "AQAB".to_owned(),
        ..Key::default()
    };
    let signed = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiI0MiJ9";
    let signature = "Oa2U_ohG9QDjQHVRZ9swta2vxTKRkIFuzExPuRmENu0rMl26v3Z9SPCUiWnWDdV1o7p4qGadKPewq5NOMrKa76SWYrYyzfPT5E1ohZlYjJ5ocL9Q_VtpWigIRUa6ZKOazrHh6O7wRUZ0dvYeYOghTYZDx7BVBddZGaRtB2lvGZJbubNtD47-vH9cJW1AwYopYkHuZaIoWOpLCI7_v-j2bUtpINziALOcdJaLo43OpCae7FEr9aJCLXA3sX9r2D9a-ZRmXD4tpB6yJOFR7cmWL6BNFGhPXspe6x6IPqy-2py0RWqATL8GQ3OC6T_d_rtOJOeZWutXfx-4iM0W1yKO6w";
    let signature = URL_SAFE_NO_PAD.decode(signature).unwrap();
    assert!(is_signed(&key, "RS256", signed.as_bytes(), &signature));
    assert!(!is_signed(&key, "RS256", &signed.as_bytes()[1..], &signature));
}
