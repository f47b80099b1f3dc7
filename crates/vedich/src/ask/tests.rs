//! Answers as providers send them; and the whole way with a provider run here.

use super::*;
use axum::Router;
use axum::extract::{Form, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::IntoResponse;
use axum::routing::{get, post};
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use std::collections::HashMap;
use std::sync::Mutex;
use vedich_app::people::{
    CameBySso, ClientKey, ClientProof, Contact, Going, Lack, NewPerson, Opened, Returning, SingleSignOn, SsoError, TwoFactors, Visitor,
};
use vedich_app::{App, By, Clock, FixedClock, SystemClock};
use vedich_reference::Shipped;

#[test]
fn an_answer_is_read_whole_or_not_at_all() {
    let body = |answer: &str| body_of(answer.as_bytes()).map(|body| String::from_utf8(body).unwrap()).ok();
    assert_eq!(body("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"), Some("{}".to_owned()));
    assert_eq!(body("HTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\n{}"), None, "cut off");
    assert_eq!(body("HTTP/1.1 200 OK\r\n\r\n{\"a\":1}"), Some("{\"a\":1}".to_owned()), "to the end of the connection");
    assert_eq!(body("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n1;x=y\r\n \r\n0\r\n\r\n"), Some("{} ".to_owned()));
    for wrong in ["2\r\n{", "zz\r\n", "2\r\n{}", "ffffffffffffffff\r\n{}\r\n0\r\n\r\n"] {
        assert_eq!(body(&format!("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{wrong}")), None, "{wrong}");
    }
    assert_eq!(body("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n"), None);
    assert_eq!(body("SSH-2.0-x\r\n"), None);
    assert_eq!(body(""), None);
}

#[test]
fn an_address_without_tls_is_for_this_machine_only() {
    let read = |address: &str| Address::read(address).map(|one| (one.host.to_owned(), one.port, one.path.to_owned())).ok();
    assert_eq!(read("https://sso.vn/a?b=c"), Some(("sso.vn".to_owned(), 443, "/a?b=c".to_owned())));
    assert_eq!(read("https://sso.vn:8443"), Some(("sso.vn".to_owned(), 8443, "/".to_owned())));
    assert_eq!(read("http://[::1]:9/x"), Some(("::1".to_owned(), 9, "/x".to_owned())));
    for wrong in
        ["http://sso.vn/", "ftp://localhost/", "sso.vn", "https://", "https://a b/", "https://a@b/", "https://a/\r\nX: y", "https://a:b/"]
    {
        assert_eq!(read(wrong), None, "{wrong}");
    }
}

#[test]
fn own_authorities_are_read_from_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ca.pem");
    assert!(Client::new(None).is_ok() && Client::new(Some(&file)).is_err());
    std::fs::write(&file, "nothing").unwrap();
    assert!(Client::new(Some(&file)).is_err());
}

/// A provider: what it says of whoever comes next, and the codes it gave out.
struct Fake {
    key: EcdsaKeyPair,
    issuer: String,
    says: Mutex<Value>,
    /// What it says of itself beside its addresses.
    offers: Mutex<serde_json::Map<String, Value>>,
    codes: Mutex<HashMap<String, HashMap<String, String>>>,
    /// The public half of the client's key; empty: it has a secret.
    client: Mutex<Vec<u8>>,
}

type Provider = State<Arc<Fake>>;

impl Fake {
    async fn start() -> Arc<Self> {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap();
        let fake = Arc::new(Self {
            key,
            issuer,
            says: Mutex::default(),
            offers: Mutex::default(),
            codes: Mutex::default(),
            client: Mutex::default(),
        });
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(discover))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .with_state(Arc::clone(&fake));
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        fake
    }

    fn says(&self, claims: Value) {
        *self.says.lock().unwrap() = claims;
    }
}

async fn discover(State(fake): Provider) -> impl IntoResponse {
    let at = |path: &str| format!("{}/{path}", fake.issuer);
    let mut found = json!({"issuer": fake.issuer, "authorization_endpoint": at("authorize"), "token_endpoint": at("token"), "jwks_uri": at("keys"), "end_session_endpoint": at("logout")});
    found.as_object_mut().unwrap().extend(fake.offers.lock().unwrap().clone());
    axum::Json(found)
}

async fn keys(State(fake): Provider) -> impl IntoResponse {
    let point = fake.key.public_key().as_ref();
    let (x, y) = (URL_SAFE_NO_PAD.encode(&point[1..33]), URL_SAFE_NO_PAD.encode(&point[33..]));
    axum::Json(json!({"keys": [{"kty": "EC", "crv": "P-256", "kid": "k", "x": x, "y": y}]}))
}

/// Everybody is recognised: the answer is the code.
async fn authorize(State(fake): Provider, Query(asked): Query<HashMap<String, String>>) -> String {
    assert_eq!((asked["response_type"].as_str(), asked["client_id"].as_str()), ("code", "vedich"));
    assert!(asked["scope"].split(' ').any(|scope| scope == "openid") && asked["code_challenge_method"] == "S256");
    let mut codes = fake.codes.lock().unwrap();
    let code = format!("code-{}", codes.len());
    codes.insert(code.clone(), asked);
    code
}

/// Whether what came with a form is signed by the client's key, for this provider, for a minute at most.
fn is_signed(fake: &Fake, form: &HashMap<String, String>) -> bool {
    assert_eq!(form["client_assertion_type"], "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    let (said, signature) = form["client_assertion"].rsplit_once('.').unwrap();
    let key = ring::signature::UnparsedPublicKey::new(&ring::signature::ECDSA_P256_SHA256_FIXED, fake.client.lock().unwrap().clone());
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(said.split_once('.').unwrap().1).unwrap()).unwrap();
    let lasts = claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap();
    let ours = claims["iss"] == "vedich" && claims["sub"] == "vedich" && claims["aud"] == format!("{}/token", fake.issuer);
    ours && (1..=60).contains(&lasts) && key.verify(said.as_bytes(), &URL_SAFE_NO_PAD.decode(signature).unwrap()).is_ok()
}

async fn token(State(fake): Provider, headers: HeaderMap, Form(form): Form<HashMap<String, String>>) -> impl IntoResponse {
    if fake.client.lock().unwrap().is_empty() {
        let basic = STANDARD.encode("vedich:s3cret%2F");
        assert_eq!(headers["authorization"], format!("Basic {basic}"));
    } else {
        assert!(is_signed(&fake, &form) && !headers.contains_key("authorization") && !form.contains_key("client_secret"), "{form:?}");
    }
    let asked = fake.codes.lock().unwrap().remove(&form["code"]);
    let proven = |asked: &HashMap<String, String>| {
        URL_SAFE_NO_PAD.encode(Sha256::digest(&form["code_verifier"])) == asked["code_challenge"]
            && form["redirect_uri"] == asked["redirect_uri"]
    };
    let Some(asked) = asked.filter(proven) else { return (StatusCode::BAD_REQUEST, "{\"error\":\"invalid_grant\"}".to_owned()) };
    let mut claims = json!({"iss": fake.issuer, "aud": "vedich", "exp": 4_000_000_000_u64, "nonce": asked["nonce"]});
    claims.as_object_mut().unwrap().extend(fake.says.lock().unwrap().as_object().unwrap().clone());
    let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(json!({"alg": "ES256", "kid": "k"})), part(claims));
    let signature = fake.key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
    let token = format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()));
    (StatusCode::OK, json!({"access_token": "x", "token_type": "Bearer", "id_token": token}).to_string())
}

const TO: &str = "https://vedich.example.vn/sign-in/sso/return";

struct World {
    app: App,
    fake: Arc<Fake>,
    client: Client,
    _folder: tempfile::TempDir,
}

impl World {
    async fn new() -> Self {
        Self::known_by(ClientProof::Secret("s3cret/".into()), Vec::new()).await
    }

    /// With a provider that knows us by a secret, or by a key whose public half it has.
    async fn known_by(proof: ClientProof, public: Vec<u8>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap()));
        let url = format!("sqlite:{}", folder.path().join("sso.db").display());
        let app = App::open(&url, vedich_app::reference(Shipped::load().unwrap()), clock).await.unwrap();
        let fake = Fake::start().await;
        *fake.client.lock().unwrap() = public;
        let settings = SingleSignOn {
            issuer: fake.issuer.clone(),
            client_id: "vedich".into(),
            proof,
            label: "Tỉnh".into(),
            link_by_email: true,
            two_factors: vec![TwoFactors::Class("mfa".into()), TwoFactors::Method("otp".into())],
        };
        app.set_single_sign_on(settings, Arc::new(Client::new(None).unwrap()));
        Self { app, fake, client: Client::new(None).unwrap(), _folder: folder }
    }

    async fn invite(&self, login: &str, email: &str) -> vedich_facts::PersonId {
        let home = vedich_units::COUNTRY;
        let new = NewPerson { login: login.into(), name: login.into(), home, contact: Contact::typed(email, ""), posts: Vec::new() };
        self.app.enter_people(By::operator("test", "test"), self.app.today(), vec![new]).await.unwrap()[0]
    }

    /// To the provider and back, as a browser goes; what comes back can be changed on the way.
    async fn walk(&self, change: impl FnOnce(&mut Returning)) -> Result<(Opened, String), SsoError> {
        let leaving = self.app.leave_for_sso(Going { to: TO, back: "/entry", anew: false }).await?;
        let state = leaving.address.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
        let code = String::from_utf8(self.client.get(&leaving.address).await.unwrap()).unwrap();
        let mut returning = Returning { kept: leaving.kept, state, code, ..Returning::default() };
        change(&mut returning);
        let visitor = Visitor { address: "10.0.0.1".into(), agent: "test".into() };
        self.app.return_from_sso(TO, &returning, &visitor).await
    }

    async fn who(&self, outcome: Result<(Opened, String), SsoError>) -> (vedich_facts::PersonId, String) {
        let (opened, back) = outcome.unwrap();
        let Opened::Session(token) = opened else { panic!("no session") };
        let signed = self.app.signed(&token, "web").await.unwrap().unwrap();
        assert_eq!(signed.session.means, "sso");
        (signed.person.id, back)
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invited_account_is_found_by_a_verified_address_and_bound_for_good() {
    let world = World::new().await;
    let lan = world.invite("lan", "Lan@Hatinh.gov.vn").await;
    world.fake.says(json!({"sub": "42", "email": "lan@hatinh.gov.vn", "email_verified": false}));
    assert!(matches!(world.walk(|_| ()).await, Err(SsoError::Unknown(name)) if name == "42"), "an address nobody verified");
    world.fake.says(json!({"sub": "42", "email": "lan@hatinh.gov.vn", "email_verified": true}));
    assert_eq!(world.who(world.walk(|_| ()).await).await, (lan, "/entry".to_owned()));
    world.fake.says(json!({"sub": "42"}));
    assert_eq!(world.who(world.walk(|_| ()).await).await.0, lan, "bound: the address is no longer asked for");
    world.fake.says(json!({"sub": "43", "email": "lan@hatinh.gov.vn", "email_verified": true}));
    assert!(matches!(world.walk(|_| ()).await, Err(SsoError::Unknown(_))), "one account, one identity");
    world.invite("hoa", "chung@hatinh.gov.vn").await;
    world.invite("mai", "chung@hatinh.gov.vn").await;
    world.fake.says(json!({"sub": "44", "email": "chung@hatinh.gov.vn", "email_verified": true}));
    assert!(matches!(world.walk(|_| ()).await, Err(SsoError::Unknown(_))), "an address of two");
    world.app.disable(By::operator("test", "test"), lan, None).await.unwrap();
    world.fake.says(json!({"sub": "42"}));
    assert!(matches!(world.walk(|_| ()).await, Err(SsoError::Unknown(_))), "disabled");
}

/// A key in the place of a secret: nothing that stays is sent, what is sent is signed for this provider and holds for a minute.
#[tokio::test(flavor = "multi_thread")]
async fn a_key_proves_who_the_client_is_without_a_secret() {
    let random = SystemRandom::new();
    let content = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
    let pem = format!("-----BEGIN PRIVATE KEY-----\n{}\n-----END PRIVATE KEY-----\n", STANDARD.encode(content.as_ref()));
    let pair = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, content.as_ref(), &random).unwrap();
    let world = World::known_by(ClientProof::Key(ClientKey::read(&pem).unwrap()), pair.public_key().as_ref().to_vec()).await;
    let lan = world.invite("lan", "lan@hatinh.gov.vn").await;
    world.fake.says(json!({"sub": "42", "email": "lan@hatinh.gov.vn", "email_verified": true}));
    assert_eq!(world.who(world.walk(|_| ()).await).await.0, lan);
    for wrong in ["", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----", &pem.replace("PRIVATE", "PUBLIC")] {
        assert!(ClientKey::read(wrong).is_none(), "{wrong}");
    }
}

/// What the provider says of how and when it asked counts, and without a word one factor was shown, some time ago.
#[tokio::test(flavor = "multi_thread")]
async fn what_was_shown_at_the_provider_is_what_it_says() {
    let world = World::new().await;
    let lan = world.invite("lan", "lan@hatinh.gov.vn").await;
    let by = || By::operator("test", "test");
    let post = vedich_app::people::NewPosting {
        role: "system-administrator".into(),
        unit: vedich_units::COUNTRY,
        field: vedich_facts::Field::WHOLE,
        from: world.app.today(),
        to: None,
        decision: None,
    };
    world.app.appoint(by(), lan, &post).await.unwrap();
    world.app.require_second_factor(by(), vedich_units::COUNTRY, "system-administrator", true).await.unwrap();
    let now = world.app.clock().now().timestamp();
    let come = async |more: Value| {
        let mut claims = json!({"sub": "42", "email": "lan@hatinh.gov.vn", "email_verified": true});
        claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        world.fake.says(claims);
        let Opened::Session(token) = world.walk(|_| ()).await.unwrap().0 else { panic!("no session") };
        let signed = world.app.signed(&token, "web").await.unwrap().unwrap();
        let (owes, came) = (world.app.owes_second_factor(&signed).await.unwrap(), world.app.came_by_sso(&signed).await.unwrap().unwrap());
        (signed.session.means, owes, came)
    };
    for (says, means, owes, came) in [
        (json!({}), "sso", true, CameBySso::Untimed),
        (json!({"acr": "mfa", "auth_time": now - 3_600}), "sso+provider", false, CameBySso::Earlier),
        (json!({"amr": ["pwd", "otp"], "auth_time": now - 60}), "sso+provider", false, CameBySso::JustNow),
        (json!({"amr": "otp"}), "sso+provider", false, CameBySso::Untimed),
        (json!({"acr": "0", "amr": ["pwd"], "auth_time": now - 60}), "sso", true, CameBySso::JustNow),
        (json!({"acr": 1, "amr": {"x": 1}, "auth_time": "soon"}), "sso", true, CameBySso::Untimed),
    ] {
        assert_eq!(come(says.clone()).await, (means.to_owned(), owes, came), "{says}");
    }
    // What is expected is asked for, and so is the age where it matters.
    let address = world.app.leave_for_sso(Going { to: TO, back: "/account", anew: true }).await.unwrap().address;
    assert!(address.contains("acr_values=mfa") && address.contains("prompt=login") && address.contains("max_age=0"), "{address}");
    let address = world.app.leave_for_sso(Going { to: TO, back: "/", anew: false }).await.unwrap().address;
    assert!(!address.contains("max_age"), "{address}");
}

/// A code of an authenticator (RFC 6238), of the secret as people type it.
fn code(secret: &str, step: i64) -> String {
    let bits: String = secret
        .bytes()
        .filter_map(|letter| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".iter().position(|known| *known == letter))
        .map(|value| format!("{value:05b}"))
        .collect();
    let seed: Vec<u8> =
        bits.as_bytes().chunks_exact(8).map(|byte| u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap()).collect();
    let key = ring::hmac::Key::new(ring::hmac::HMAC_SHA1_FOR_LEGACY_USE_ONLY, &seed);
    let hash = ring::hmac::sign(&key, &step.to_be_bytes());
    let hash = hash.as_ref();
    let at = usize::from(hash[19] & 15);
    let number = u32::from_be_bytes([hash[at] & 127, hash[at + 1], hash[at + 2], hash[at + 3]]);
    format!("{:06}", number % 1_000_000)
}

/// Who came by single sign-on with one factor, and has set up a second one here, shows it like whoever came by password.
#[tokio::test(flavor = "multi_thread")]
async fn after_single_sign_on_with_one_factor_the_own_code_is_asked_for() {
    let world = World::new().await;
    world.invite("lan", "lan@hatinh.gov.vn").await;
    let now = world.app.clock().now().timestamp();
    let says = |more: Value| {
        let mut claims = json!({"sub": "42", "email": "lan@hatinh.gov.vn", "email_verified": true, "auth_time": now});
        claims.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        world.fake.says(claims);
    };
    says(json!({}));
    let Opened::Session(token) = world.walk(|_| ()).await.unwrap().0 else { panic!("no session") };
    let signed = world.app.signed(&token, "web").await.unwrap().unwrap();
    let device = world.app.begin_device(&signed, "").await.unwrap();
    let codes = world.app.confirm_device(&signed, &code(&device.secret, now / 30)).await.unwrap();
    let Opened::SecondFactor(asked) = world.walk(|_| ()).await.unwrap().0 else { panic!("the code is asked for") };
    let visitor = Visitor { address: "10.0.0.1".into(), agent: "test".into() };
    assert!(world.app.sign_in_second(&asked, "000000", &visitor).await.is_err());
    let Opened::Session(token) = world.app.sign_in_second(&asked, &codes[0], &visitor).await.unwrap() else { panic!("no session") };
    let signed = world.app.signed(&token, "web").await.unwrap().unwrap();
    assert_eq!(signed.session.means, "sso+recovery");
    let came = world.app.came_by_sso(&signed).await.unwrap();
    assert!(came == Some(CameBySso::JustNow) && !world.app.owes_second_factor(&signed).await.unwrap());
    says(json!({"acr": "mfa"}));
    assert!(matches!(world.walk(|_| ()).await.unwrap().0, Opened::Session(_)), "two were shown there");
}

#[test]
fn how_a_provider_tells_two_factors_is_read_from_settings() {
    assert_eq!(TwoFactors::read("always"), Some(TwoFactors::Always));
    assert_eq!(TwoFactors::read("acr:urn:x:mfa"), Some(TwoFactors::Class("urn:x:mfa".into())));
    assert_eq!(TwoFactors::read("amr:otp"), Some(TwoFactors::Method("otp".into())));
    for wrong in ["", "mfa", "acr:", "amr:", "acr:a b", "Always"] {
        assert_eq!(TwoFactors::read(wrong), None, "{wrong}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_out_tells_the_provider_which_session_is_meant() {
    let world = World::new().await;
    world.invite("lan", "lan@hatinh.gov.vn").await;
    world.fake.says(json!({"sub": "42", "email": "lan@hatinh.gov.vn", "email_verified": true}));
    let Opened::Session(token) = world.walk(|_| ()).await.unwrap().0 else { panic!("no session") };
    let signed = world.app.signed(&token, "web").await.unwrap().unwrap();
    let home = "https://vedich.example.vn/";
    let farewell = world.app.farewell_at_sso(&signed, home).await.unwrap();
    let start =
        format!("{}/logout?client_id=vedich&post_logout_redirect_uri=https%3A%2F%2Fvedich.example.vn%2F&id_token_hint=", world.fake.issuer);
    let hint = farewell.strip_prefix(&start).unwrap();
    let claims: Value = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(hint.split('.').nth(1).unwrap()).unwrap()).unwrap();
    assert_eq!(claims["sub"], "42", "the identity token of this session");
    world.app.sign_out(&signed).await.unwrap();
    let after = world.app.farewell_at_sso(&signed, home).await.unwrap();
    assert!(!after.contains("id_token_hint"), "it went with the session");
    let mut by_password = signed;
    by_password.session.means = "password".into();
    assert_eq!(world.app.farewell_at_sso(&by_password, home).await, None, "who came by password has no session there");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_administrator_binds_and_unbinds() {
    let world = World::new().await;
    let (lan, hoa) = (world.invite("lan", "a@b.vn").await, world.invite("hoa", "c@b.vn").await);
    let by = || By::operator("test", "test");
    assert!(world.app.bind_identity(by(), lan, "77", None).await.unwrap());
    assert!(!world.app.bind_identity(by(), hoa, "77", None).await.unwrap(), "somebody has it");
    assert!(!world.app.bind_identity(by(), hoa, "", None).await.unwrap());
    world.fake.says(json!({"sub": "77"}));
    assert_eq!(world.who(world.walk(|_| ()).await).await.0, lan);
    world.app.remove_identities(by(), lan, None).await.unwrap();
    assert!(matches!(world.walk(|_| ()).await, Err(SsoError::Unknown(_))));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_comes_back_is_what_went_out_and_opens_once() {
    let world = World::new().await;
    world.invite("lan", "lan@hatinh.gov.vn").await;
    let honest = json!({"sub": "42", "email": "lan@hatinh.gov.vn", "email_verified": true});
    world.fake.says(honest.clone());
    let gone = |outcome| matches!(outcome, Err(SsoError::Gone));
    assert!(gone(world.walk(|back| back.state = "x".into()).await), "another question");
    assert!(gone(world.walk(|back| back.kept.clear()).await), "begun in another browser");
    assert!(gone(world.walk(|back| back.kept.insert(3, 'A')).await), "changed on the way");
    assert!(
        matches!(world.walk(|back| back.error = "access_denied".into()).await, Err(SsoError::Refused(code)) if code == "access_denied")
    );
    let provider = |outcome| matches!(outcome, Err(SsoError::Provider(_)));
    assert!(provider(world.walk(|back| back.code = "code-of-somebody".into()).await));
    assert!(provider(world.walk(|back| back.issuer = "https://evil.example".into()).await));
    for (name, value) in [("aud", json!("other")), ("exp", json!(1)), ("nonce", json!("x")), ("iss", json!("https://evil.example"))] {
        let mut claims = honest.clone();
        claims[name] = value;
        world.fake.says(claims);
        assert!(provider(world.walk(|_| ()).await), "{name}");
    }
    world.fake.says(honest);
    let mut copy = Returning::default();
    world.who(world.walk(|back| copy = back.clone()).await).await;
    let visitor = Visitor { address: "10.0.0.1".into(), agent: "test".into() };
    assert!(gone(world.app.return_from_sso(TO, &copy, &visitor).await), "a second time");
}

#[tokio::test]
async fn a_provider_that_is_not_there_is_said_to_be_so() {
    let client = Client::new(None).unwrap();
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let answer = client.get(&format!("http://{nobody}/keys?secret=1")).await;
    assert!(answer.is_err_and(|why| why.contains("/keys") && !why.contains("secret")));
}

/// Whoever sets a provider up is told whether it answers, and what the settings count on that it does not say it can.
#[tokio::test]
async fn a_provider_is_looked_at_before_anybody_comes_by_it() {
    let fake = Fake::start().await;
    let settings = |two_factors: &[&str], link_by_email| SingleSignOn {
        issuer: fake.issuer.clone(),
        client_id: "vedich".into(),
        proof: ClientProof::None,
        label: "SSO".into(),
        link_by_email,
        two_factors: two_factors.iter().map(|text| TwoFactors::read(text).unwrap()).collect(),
    };
    let client: Arc<Client> = Arc::new(Client::new(None).unwrap());
    let look = async |two_factors: &[&str], link| settings(two_factors, link).look(client.clone(), SystemClock.now()).await;
    let silent = look(&["acr:mfa", "amr:otp"], true).await.unwrap();
    assert_eq!((silent.keys, silent.lacks), (1, vec![]), "what it does not say says nothing");
    let offers = json!({"claims_supported": ["sub", "email", "acr"], "acr_values_supported": ["pwd"]});
    *fake.offers.lock().unwrap() = offers.as_object().unwrap().clone();
    let lacks = look(&["acr:mfa", "acr:pwd", "amr:otp"], true).await.unwrap().lacks;
    assert_eq!(lacks, [Lack::Class("mfa".into()), Lack::Claim("amr"), Lack::Claim("auth_time"), Lack::Claim("email_verified")]);
    assert_eq!(look(&["always"], false).await.unwrap().lacks, [Lack::Claim("auth_time")]);
    let nobody = SingleSignOn { issuer: "http://127.0.0.1:9".into(), ..settings(&[], false) };
    assert!(nobody.look(client.clone(), SystemClock.now()).await.is_err());
    let other = SingleSignOn { issuer: format!("{}/", fake.issuer), ..settings(&[], false) };
    let error = other.look(client, SystemClock.now()).await.unwrap_err();
    assert!(error.contains("speaks of the issuer"), "{error}");
}
