//! The product with the demo's people and what the rows speak of, and how it is asked.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use std::sync::Arc;
use tower::ServiceExt;
use vedich_app::commands::{Observation, RecordObservations};
use vedich_app::{App, By, FixedClock};
use vedich_criteria::Measure;
use vedich_facts::{Observed, Target, Value};
use vedich_reference::{Shipped, demo};
use vedich_values::{Decimal, FactSeq};
use vedich_web::{WebOptions, WebState};

/// The demo's people, one for each role; the posts are in Hà Tĩnh but for `thon` (Quảng Ninh) and `hethong` (the country).
pub(crate) const PEOPLE: [&str; 10] = ["xa", "thon", "nganh", "dieuphoi", "lanhdao", "vanthu", "mattran", "thanhtra", "quantri", "hethong"];
pub(crate) const GUEST: &str = "";

pub(crate) struct Site {
    pub(crate) router: Router,
    pub(crate) app: App,
    /// A paper of the officer's commune and one of another province, as they stand for @paper and @otherpaper, with their units.
    papers: [(vedich_facts::PaperId, vedich_values::UnitId); 2],
    /// A value of the commune the officer's became, of no criterion that is anybody's field; and one elsewhere.
    value: FactSeq,
    foreign: FactSeq,
    _folder: tempfile::TempDir,
}

pub(crate) async fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let shipped = Shipped::load().unwrap();
    let cases = demo(&shipped.registry, &shipped.catalogue).unwrap();
    let clock = FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap());
    let url = format!("sqlite:{}", folder.path().join("vedich.db").display());
    let app = App::open(&url, vedich_app::reference(shipped), Arc::new(clock)).await.unwrap();
    app.keep_evidence_in(vedich_store::Store::in_folder(&folder.path().join("evidence"), vedich_store::Rules::default()).unwrap());
    app.load_demo().await.unwrap();
    app.open_demo_accounts().await.unwrap();
    one_post_each(&app).await;
    steering(&app).await;
    spare(&app, "spare", "Kỳ Lạc, Hà Tĩnh").await;
    spare(&app, "otherspare", "Quảng Tân, Quảng Ninh").await;
    let metrics: Arc<dyn Fn() -> String + Send + Sync> = Arc::new(String::new);
    let options = WebOptions { cases, metrics: Some(metrics), mail: true, ..WebOptions::default() };
    let papers = [paper(&app, "Kỳ Lạc, Hà Tĩnh").await, paper(&app, "Xã Quảng Tân, Quảng Ninh").await];
    let value = record(&app, "Kỳ Lạc, Hà Tĩnh").await;
    let foreign = record(&app, "Quảng Tân, Quảng Ninh").await;
    Site { router: vedich_web::router(WebState::of(app.clone(), options)), app, papers, value, foreign, _folder: folder }
}

/// The rows speak of people with one post: further ones, in other provinces, are ended.
async fn one_post_each(app: &App) {
    let rights = app.rights();
    let further: Vec<_> =
        PEOPLE.iter().filter_map(|login| rights.by_login(login)).flat_map(|person| rights.posts_of(person.id).skip(1)).collect();
    for post in further {
        app.end_post(By::operator("test", "test"), post.id, None).await.unwrap();
    }
}

/// An account that may be disabled.
async fn spare(app: &App, login: &str, name: &str) {
    let home = app.reference().registry.find(name, Some(app.today()), 1)[0].unit;
    let contact = vedich_app::people::Contact::default();
    let new = vedich_app::people::NewPerson { login: login.into(), name: login.into(), home, contact, posts: Vec::new() };
    app.enter_people(By::operator("test", "test"), app.today(), vec![new]).await.unwrap();
}

/// Begins a report of a commune.
async fn paper(app: &App, unit: &str) -> (vedich_facts::PaperId, vedich_values::UnitId) {
    let vedich_units::Resolution::One(unit) = app.reference().registry.resolve(unit, app.today()) else { panic!("{unit}") };
    let period = vedich_reference::paper_forms().parse_period("2026-Q3");
    let command =
        vedich_app::papers::BeginPaper { unit, form: "report".to_owned(), layout: "state".to_owned(), period, fields: None, on: None };
    let begun = app.begin_paper(vedich_app::By::operator("test", "test"), command).await.unwrap();
    (vedich_facts::PaperId(begun.facts.start.get()), unit)
}

/// Records a percentage for a commune.
async fn record(app: &App, name: &str) -> FactSeq {
    let today = app.today();
    let unit = app.reference().registry.find(name, Some(today), 1)[0].unit;
    let set = app.live().set_in_force(unit).unwrap().clone();
    let fits = |(criterion, indicator): &(usize, &vedich_criteria::Indicator)| {
        ![5, 14, 18].contains(&set.criteria[*criterion].no.0) && indicator.measure == Measure::Percent && indicator.parts.is_empty()
    };
    let (_, indicator) = set.indicators().find(fits).unwrap();
    let target = Target { set: set.id.clone(), code: indicator.code.clone(), part: None };
    let observed = Observed::Value(Value::Number(Decimal::from(50)));
    let value = Observation { unit, as_of: today, target, observed, source: None, note: None, correcting: None };
    let values = RecordObservations { values: vec![value] };
    app.record_observations(By::operator("test", "test"), values).await.unwrap().facts.start
}

/// A meeting of Lâm Hợp being held, and a proposal of Lâm Hợp to its province.
const HELD: &str = "matrix-held";
const ASKED: &str = "matrix-asked";

async fn steering(app: &App) {
    use vedich_facts::steering::{MeetingChange, MeetingEdit, MeetingPlan, Party, ProposalChange, ProposalEdit, Request};
    use vedich_facts::{Body, Fact};
    let (day, unit) = ("2020-09-10".parse().unwrap(), vedich_values::UnitId(1_418_838));
    let registry = app.reference().registry;
    let province = registry.province(unit, day).unwrap();
    let base = vedich_values::FactSeq(0);
    let edits = vec![MeetingEdit::Plan(Box::new(MeetingPlan::new("x", day))), MeetingEdit::Hold];
    let meeting = Fact::new(unit, day, Body::Meeting(Box::new(MeetingChange { meeting: HELD.into(), base, edits })));
    let edits = vec![ProposalEdit::Send(Box::new(Request::new("x", Party::unit(province))))];
    let proposal = Fact::new(unit, day, Body::Proposal(Box::new(ProposalChange { proposal: ASKED.into(), base, edits })));
    let by = vedich_app::By::operator("test", "test");
    let now = "2026-11-22T07:00:00Z".parse().unwrap();
    app.commit(vedich_app::NewEntry::new("test", by, now, vec![meeting, proposal])).await.unwrap();
}

impl Site {
    fn ha_tinh(&self) -> vedich_values::UnitId {
        let (day, unit) = ("2020-09-10".parse().unwrap(), vedich_values::UnitId(1_418_838));
        self.app.reference().registry.province(unit, day).unwrap()
    }

    pub(crate) async fn send(&self, method: Method, address: &str, cookie: &str, body: String) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::builder().method(method).uri(address).header(header::COOKIE, cookie);
        if body.starts_with('{') {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let (parts, body) = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// A token of a person of the demo.
    pub(crate) async fn token(&self, login: &str, read_only: bool) -> String {
        let person = self.app.rights().by_login(login).unwrap().id;
        let new = vedich_app::people::ApiToken { name: "matrix".into(), days: 1, read_only };
        self.app.make_token_for(&By::operator("test", "test"), person, &new).await.unwrap()
    }

    /// The same as a program sends it: with a token and without a cookie.
    pub(crate) async fn call(&self, method: Method, address: &str, token: &str, body: String) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::builder().method(method).uri(address).header(header::AUTHORIZATION, format!("Bearer {token}"));
        if body.starts_with('{') {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let (parts, body) = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Cookie and form token of a person of the demo.
    pub(crate) async fn sign_in(&self, login: &str) -> (String, String) {
        if login == GUEST {
            return (String::new(), String::new());
        }
        let body = format!("login={login}&password=vedich-dung-thu");
        let (status, headers, _) = self.send(Method::POST, "/sign-in", "", body).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{login}");
        let cookie = headers[header::SET_COOKIE].to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"), "{cookie}");
        let cookie = cookie.split(';').next().unwrap().to_owned();
        let (_, headers, page) = self.send(Method::GET, "/account", &cookie, String::new()).await;
        assert_eq!(headers[header::CACHE_CONTROL], "no-store");
        let token = page.split("name=\"token\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        (cookie, token)
    }

    pub(crate) fn fill(&self, text: &str, login: &str, own: bool) -> String {
        let rights = self.app.rights();
        let mut text = text.replace("@new", &format!("new.{login}{}", u8::from(own)));
        let post_of = |login: &str| rights.posts_of(rights.by_login(login).unwrap().id).next().unwrap().id.to_string();
        let [(own, own_unit), (other, other_unit)] = self.papers;
        text = text.replace("@otherpaper", &other.to_string()).replace("@paper", &own.to_string());
        text = text.replace("@otherunit", &other_unit.to_string()).replace("@ownunit", &own_unit.to_string());
        text = text.replace("@otherpost", &post_of("lanhdao")).replace("@post", &post_of("xa"));
        text = text.replace("@held", HELD).replace("@asked", ASKED).replace("@hatinh", &self.ha_tinh().to_string());
        text = text.replace("@value", &self.value.to_string()).replace("@foreign", &self.foreign.to_string());
        for login in PEOPLE.into_iter().chain(["otherspare", "spare"]) {
            text = text.replace(&format!("@{login}"), &rights.by_login(login).unwrap().id.to_string());
        }
        text
    }
}
