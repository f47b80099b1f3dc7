//! The matrix of rights: every address x every role x own and other unit. An address that is missing here fails the test; so does a row
//! without an address. Reading what is public stays open to everybody.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on fails")]

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use tower::ServiceExt;
use vedich_app::By;
use vedich_app::commands::{Observation, RecordObservations};
use vedich_app::{App, FixedClock};
use vedich_criteria::Measure;
use vedich_facts::{Observed, Target, Value};
use vedich_reference::{Shipped, demo};
use vedich_values::{Decimal, FactSeq};
use vedich_web::{WebOptions, WebState};

/// The demo's people, one for each role; the posts are in Hà Tĩnh but for `thon` (Quảng Ninh) and `hethong` (the country).
const PEOPLE: [&str; 9] = ["xa", "thon", "nganh", "dieuphoi", "lanhdao", "mattran", "thanhtra", "quantri", "hethong"];
const GUEST: &str = "";

/// Who may.
enum Who {
    /// Everybody, signed in or not.
    All,
    /// Everybody who signed in.
    SignedIn,
    /// These: what is theirs, and what is others'.
    Only(&'static [&'static str], &'static [&'static str]),
}

/// An address with what stands in it and what is sent: for one's own unit and for another.
struct Row {
    method: Method,
    address: &'static str,
    own: (&'static str, &'static str),
    other: (&'static str, &'static str),
    who: Who,
}

fn get(address: &'static str, sample: &'static str, who: Who) -> Row {
    Row { method: Method::GET, address, own: (sample, ""), other: (sample, ""), who }
}

fn paper_page(address: &'static str, own: &'static str, other: &'static str) -> Row {
    Row { method: Method::GET, address, own: (own, ""), other: (other, ""), who: Who::Only(PAPER_READERS, &["hethong"]) }
}

fn evidence(address: &'static str, own: &'static str, other: &'static str, who: &'static [&'static str]) -> Row {
    Row { method: Method::GET, address, own: (own, ""), other: (other, ""), who: Who::Only(who, &["hethong"]) }
}

fn open(address: &'static str, sample: &'static str) -> Row {
    get(address, sample, Who::All)
}

fn post(address: &'static str, own: (&'static str, &'static str), other: (&'static str, &'static str), who: Who) -> Row {
    Row { method: Method::POST, address, own, other, who }
}

/// A form of who plans or counts here.
fn planned(address: &'static str, own: &'static str, other: &'static str) -> Row {
    Row { method: Method::GET, address, own: (own, ""), other: (other, ""), who: Who::Only(PLANNERS, &[]) }
}

fn plan(address: &'static str, own: (&'static str, &'static str), other: (&'static str, &'static str)) -> Row {
    post(address, own, other, Who::Only(PLANNERS, &[]))
}

const PLANNERS: &[&str] = &["xa", "dieuphoi", "lanhdao"];
const MADE: &str = "start=2026-11-22&target=2027-12-31&criterion=2";
const ADMINISTRATORS: &[&str] = &["quantri", "hethong"];
const AUDITORS: &[&str] = &["thanhtra", "quantri", "hethong"];
/// Who reads the papers of a unit: posts over it that are for the whole of it.
const PAPER_READERS: &[&str] = &["xa", "dieuphoi", "lanhdao", "thanhtra", "quantri", "hethong"];
/// Who writes them.
const WRITERS: &[&str] = &["xa", "dieuphoi"];
const ARRIVAL_OWN: &str = "unit=@ownunit&author=UBND&subject=Cong+van&dated=01%2F11%2F2026&came=02%2F11%2F2026";
const ARRIVAL_OTHER: &str = "unit=@otherunit&author=UBND&subject=Cong+van&dated=01%2F11%2F2026&came=02%2F11%2F2026";
const ENTERERS: &[&str] = &["xa", "thon", "dieuphoi", "mattran"];
/// Everybody with a post over Lâm Hợp.
const READERS: &[&str] = &["xa", "nganh", "dieuphoi", "lanhdao", "mattran", "thanhtra", "quantri", "hethong"];
const VISITORS: &[&str] = &["nganh", "dieuphoi", "lanhdao"];
const GIVE: &str = "over=criterion:commune:2&holder=Ban+A&part=lead&from=2024-01-01";
const SAY_OWN: &str = r#"{"values":[@value],"outcome":"asked","words":"x"}"#;
const SAY_OTHER: &str = r#"{"values":[@foreign],"outcome":"asked","words":"x"}"#;
const SET: &str = "/criteria/vn.commune.2021-2025.advanced/confirm";

const WISH: &str = "rhythm=daily&hour=7&weekday=1";
const ENTERING: &[&str] = &["xa", "dieuphoi", "mattran"];
const READING: &[&str] = &["xa", "dieuphoi", "lanhdao", "thanhtra", "quantri", "hethong"];
const SHEET: &str = "/entry/1418838?period=2020-09";
const OTHER_SHEET: &str = "/entry/1406730?period=2020-09";

const EDITS: &str = r#"{"on":"2020-09-10","edits":[{"set_task":{"task":"tc2.thi-cong","set":[{"note":"x"}]}}]}"#;
const COUNTS: &str = r#"{"on":"2020-09-10","counts":[{"task":"tc2.khao-sat","on":"2020-09-07","done":{"percent":2500}}]}"#;

const ASSIGNERS: &[&str] = &["xa", "dieuphoi", "lanhdao"];
const PROPOSERS: &[&str] = &["xa", "thon", "dieuphoi", "lanhdao"];
const TASK_OWN: &str = "unit=1418838&content=x&lead=1418838&person=B&rule=none";
const TASK_OTHER: &str = "unit=1406901&content=x&lead=1406901&person=B&rule=none";
const MEETING_OWN: &str = "unit=1418838&title=x&date=2026-11-20";
const MEETING_OTHER: &str = "unit=1406901&title=x&date=2026-11-20";
const PROPOSAL_OWN: &str = "unit=1418838&text=x&to=@hatinh";
const PROPOSAL_OTHER: &str = "unit=1406901&text=x&to=1";
const API_TASK_OWN: &str = r#"{"unit":1418838,"content":"x","lead":{"unit":1418838},"person":"B"}"#;
const API_TASK_OTHER: &str = r#"{"unit":1406901,"content":"x","lead":{"unit":1406901},"person":"B"}"#;
const API_MEETING_OWN: &str = r#"{"unit":1418838,"title":"x","date":"2026-11-20"}"#;
const API_MEETING_OTHER: &str = r#"{"unit":1406901,"title":"x","date":"2026-11-20"}"#;
const BULLETIN: &str = r#"{"text":"Ngày 8/9/2020, xã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới."}"#;

/// The matrix. `@xa` stands for the number of that person.
fn matrix() -> Vec<Row> {
    let confirm = |unit| match unit {
        "own" => "unit=T%E1%BB%89nh+H%C3%A0+T%C4%A9nh&code=10&threshold=%3E%3D+64&decision=1%2FQD&decided=2022-06-01",
        _ => "unit=T%E1%BB%89nh+Qu%E1%BA%A3ng+Ninh&code=10&threshold=%3E%3D+64&decision=1%2FQD&decided=2022-06-01",
    };
    let officer = |own| {
        if own {
            "name=A&login=@new&role=commune-officer&unit=K%E1%BB%B3+L%E1%BA%A1c"
        } else {
            "name=B&login=@new&role=commune-officer&unit=X%C3%A3+Qu%E1%BA%A3ng+T%C3%A2n%2C+Qu%E1%BA%A3ng+Ninh"
        }
    };
    let administered = || Who::Only(ADMINISTRATORS, &["hethong"]);
    vec![
        open("/", "/"),
        open("/board", "/board"),
        open("/signed-out", "/signed-out"),
        post(
            "/people/second-factor",
            ("/people/second-factor", "unit=@hatinh&role=leader&required=no"),
            ("/people/second-factor", "unit=1&role=leader&required=no"),
            Who::Only(ADMINISTRATORS, &["hethong"]),
        ),
        open("/board/{unit}", "/board/1"),
        open("/board/{unit}/{file}", "/board/1/table.csv"),
        open("/places/{unit}", "/places/1418838"),
        open("/criteria", "/criteria"),
        open("/criteria/{set}", "/criteria/vn.commune.2021-2025.advanced"),
        open("/criteria/{a}/diff/{b}", "/criteria/vn.commune.2021-2025.advanced/diff/vn.commune.2021-2025.standard"),
        open("/units", "/units"),
        open("/units/{unit}", "/units/1"),
        open("/search", "/search?q=Lam+Hop"),
        open("/search/suggest", "/search/suggest?q=Lam"),
        open("/about", "/about"),
        open("/assets/{name}", "/assets/none.css"),
        open("/healthz", "/healthz"),
        open("/readyz", "/readyz"),
        open("/metrics", "/metrics"),
        open("/sign-in", "/sign-in"),
        open("/link/{token}", "/link/0"),
        post("/preferences", ("/preferences", "lang=vi"), ("/preferences", "lang=vi"), Who::All),
        post("/sign-in", ("/sign-in", "login=nobody&password=x"), ("/sign-in", "login=nobody&password=x"), Who::All),
        // Without a provider of single sign-on there is no such page.
        open("/sign-in/sso", "/sign-in/sso"),
        open("/sign-in/sso/return", "/sign-in/sso/return?state=x&code=y"),
        post("/sign-in/passkey", ("/sign-in/passkey", "id=AA"), ("/sign-in/passkey", "id=AA"), Who::All),
        post("/sign-in/code", ("/sign-in/code", "second=0&code=0"), ("/sign-in/code", "second=0&code=0"), Who::All),
        post("/link/{token}", ("/link/0", "password=x&again=x"), ("/link/0", "password=x&again=x"), Who::All),
        get("/account", "/account", Who::SignedIn),
        get("/work", "/work", Who::SignedIn),
        get("/notices", "/notices", Who::SignedIn),
        post("/notices/{what}", ("/notices/read", "key=x"), ("/notices/unread", "key=x"), Who::SignedIn),
        get("/api/v1/work", "/api/v1/work", Who::SignedIn),
        post("/work/wishes", ("/work/wishes", WISH), ("/work/wishes", WISH), Who::SignedIn),
        open("/forgotten", "/forgotten"),
        post("/forgotten", ("/forgotten", "login=nobody"), ("/forgotten", "login=nobody"), Who::All),
        // Somebody else's session, as a number that is not one's own, simply ends nothing.
        post("/account/{what}", ("/account/sessions", "session=none"), ("/account/sessions", "session=none"), Who::SignedIn),
        post(
            "/account/{what}",
            ("/account/delegate", "post=@post&login=lanhdao&to=2026-12-31"),
            ("/account/delegate", "post=@otherpost&login=lanhdao&to=2026-12-31"),
            Who::Only(&["xa"], &[]),
        ),
        post("/criteria/{set}/confirm", (SET, confirm("own")), (SET, confirm("other")), Who::Only(&["dieuphoi"], &[])),
        get("/people", "/people", Who::Only(ADMINISTRATORS, ADMINISTRATORS)),
        get("/people/new", "/people/new", Who::Only(ADMINISTRATORS, ADMINISTRATORS)),
        post("/people/new", ("/people/new", officer(true)), ("/people/new", officer(false)), administered()),
        Row {
            method: Method::GET,
            address: "/people/{person}",
            own: ("/people/@xa", ""),
            other: ("/people/@thon", ""),
            who: administered(),
        },
        post("/people/{person}/{what}", ("/people/@mattran/sessions", ""), ("/people/@thon/sessions", ""), administered()),
        post("/people/{person}/{what}", ("/people/@mattran/link", ""), ("/people/@hethong/link", ""), Who::Only(ADMINISTRATORS, &[])),
        post(
            "/people/{person}/{what}",
            ("/people/@mattran/appoint", "role=leader&unit=K%E1%BB%B3+L%E1%BA%A1c"),
            ("/people/@mattran/appoint", "role=auditor&unit=K%E1%BB%B3+L%E1%BA%A1c"),
            administered(),
        ),
        get("/audit", "/audit", Who::Only(AUDITORS, AUDITORS)),
        get("/audit?verify", "/audit?verify=1", Who::Only(&["hethong"], &["hethong"])),
        get("/audit/{file}", "/audit/trail.csv", Who::Only(AUDITORS, AUDITORS)),
        post(
            "/api/v1/roadmaps/{unit}/edits",
            ("/api/v1/roadmaps/1418838/edits", EDITS),
            ("/api/v1/roadmaps/1406730/edits", EDITS),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/api/v1/roadmaps/{unit}/counts",
            ("/api/v1/roadmaps/1418838/counts", COUNTS),
            ("/api/v1/roadmaps/1406730/counts", COUNTS),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        open("/roadmaps/{unit}/files", "/roadmaps/1418838/files"),
        open("/roadmaps/{unit}/files/{file}", "/roadmaps/1418838/files/critical-path.xlsx"),
        post(
            "/roadmaps/{unit}/files",
            ("/roadmaps/1418838/files", ""),
            ("/roadmaps/1406730/files", ""),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        open("/api/v1/roadmaps/{unit}/files/{file}", "/api/v1/roadmaps/1418838/files/critical-path.xlsx"),
        post(
            "/api/v1/roadmaps/{unit}/files",
            ("/api/v1/roadmaps/1418838/files", "{}"),
            ("/api/v1/roadmaps/1406730/files", "{}"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        open("/roadmaps", "/roadmaps"),
        open("/roadmaps/{unit}", "/roadmaps/1418838"),
        open("/roadmaps/{unit}/count", "/roadmaps/1418838/count"),
        open("/roadmaps/{unit}/value", "/roadmaps/1418838/value"),
        open("/roadmaps/{unit}/agreed", "/roadmaps/1418838/agreed"),
        open("/roadmaps/area/{unit}", "/roadmaps/area/1"),
        open("/roadmaps/area/{unit}/{file}", "/roadmaps/area/1/table.csv"),
        planned("/roadmaps/{unit}/make", "/roadmaps/1418838/make", "/roadmaps/1406730/make"),
        planned("/roadmaps/{unit}/task", "/roadmaps/1418838/task", "/roadmaps/1406730/task"),
        planned("/roadmaps/{unit}/head", "/roadmaps/1418838/head", "/roadmaps/1406730/head"),
        planned("/roadmaps/{unit}/history", "/roadmaps/1418838/history", "/roadmaps/1406730/history"),
        plan("/roadmaps/{unit}/make", ("/roadmaps/1418838/make", MADE), ("/roadmaps/1406730/make", MADE)),
        plan("/roadmaps/{unit}/task", ("/roadmaps/1418838/task", "title=X&days=3"), ("/roadmaps/1406730/task", "title=X&days=3")),
        plan("/roadmaps/{unit}/head", ("/roadmaps/1418838/head", "title=X"), ("/roadmaps/1406730/head", "title=X")),
        plan("/roadmaps/{unit}/table", ("/roadmaps/1418838/table", "base=0"), ("/roadmaps/1406730/table", "base=0")),
        plan("/roadmaps/{unit}/do/{what}", ("/roadmaps/1418838/do/agree", "name=A"), ("/roadmaps/1406730/do/agree", "name=A")),
        plan("/roadmaps/{unit}/count", ("/roadmaps/1418838/count", "close=close"), ("/roadmaps/1406730/count", "close=close")),
        get("/steering", "/steering", Who::SignedIn),
        get("/leaders", "/leaders", Who::SignedIn),
        evidence("/leaders/{unit}", "/leaders/1418838", "/leaders/1406901", READERS),
        get("/tasks", "/tasks", Who::SignedIn),
        evidence("/tasks?area", "/tasks?area=1418838", "/tasks?area=1406901", READERS),
        get("/tasks/export/{file}", "/tasks/export/tasks.csv", Who::SignedIn),
        get("/tasks/count", "/tasks/count", Who::SignedIn),
        evidence("/tasks/count?area", "/tasks/count?area=1418838", "/tasks/count?area=1406901", READERS),
        get("/tasks/new", "/tasks/new", Who::Only(ASSIGNERS, ASSIGNERS)),
        evidence("/tasks/{task}", "/tasks/d-lh-duong", "/tasks/e-du-lich", READERS),
        get("/tasks/{task}/edit", "/tasks/none/edit", Who::SignedIn),
        evidence("/tasks/{task}/files/{hash}", "/tasks/d-lh-duong/files/0", "/tasks/e-du-lich/files/0", READERS),
        get("/meetings", "/meetings", Who::SignedIn),
        evidence("/meetings?area", "/meetings?area=1418838", "/meetings?area=1406901", READERS),
        get("/meetings/new", "/meetings/new", Who::Only(ASSIGNERS, ASSIGNERS)),
        evidence("/meetings/{meeting}", "/meetings/d-duong-gang", "/meetings/e-quang-an", READERS),
        evidence("/meetings/{meeting}/prepare", "/meetings/d-duong-gang/prepare", "/meetings/e-quang-an/prepare", READERS),
        evidence(
            "/meetings/{meeting}/invitation.ics",
            "/meetings/d-duong-gang/invitation.ics",
            "/meetings/e-quang-an/invitation.ics",
            READERS,
        ),
        get("/meetings/{meeting}/edit", "/meetings/none/edit", Who::SignedIn),
        get("/proposals", "/proposals", Who::SignedIn),
        evidence("/proposals?area", "/proposals?area=1418838", "/proposals?area=1406901", READERS),
        get("/proposals/export/{file}", "/proposals/export/proposals.csv", Who::SignedIn),
        get("/proposals/new", "/proposals/new", Who::Only(PROPOSERS, PROPOSERS)),
        evidence("/proposals/{proposal}", "/proposals/d-kn-xi-mang", "/proposals/b-kn-de", READERS),
        get("/api/v1/tasks", "/api/v1/tasks", Who::SignedIn),
        evidence("/api/v1/tasks/{task}", "/api/v1/tasks/d-lh-duong", "/api/v1/tasks/e-du-lich", READERS),
        evidence("/api/v1/meetings/{meeting}", "/api/v1/meetings/d-duong-gang", "/api/v1/meetings/e-quang-an", READERS),
        get("/api/v1/proposals", "/api/v1/proposals", Who::SignedIn),
        post("/tasks/new", ("/tasks/new", TASK_OWN), ("/tasks/new", TASK_OTHER), Who::Only(&["xa", "dieuphoi", "lanhdao"], &[])),
        // The lead's unit is the commune of `xa`; the other task is Quảng An's.
        post(
            "/tasks/{task}/{what}",
            ("/tasks/d-lh-vuon/note", "text=x&percent=10"),
            ("/tasks/e-ocop/note", "text=x&percent=10"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/tasks/{task}/{what}",
            ("/tasks/d-lh-quy-hoach/stop", "text=x"),
            ("/tasks/e-du-lich/stop", "text=x"),
            Who::Only(&["dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/tasks/{task}/edit",
            ("/tasks/d-kl-duong/edit", "content=x&lead=1418850&person=B&rule=none"),
            ("/tasks/e-du-lich/edit", "content=x&lead=1406901&person=B&rule=none"),
            Who::Only(&["dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/tasks/count",
            ("/tasks/count", "unit=1418838&span=week"),
            ("/tasks/count", "unit=1406901&span=week"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/meetings/new",
            ("/meetings/new", MEETING_OWN),
            ("/meetings/new", MEETING_OTHER),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/meetings/{meeting}/edit",
            ("/meetings/@held/edit", "title=@new&date=2026-11-20"),
            ("/meetings/e-quang-an/edit", "title=@new&date=2024-01-24"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/meetings/{meeting}/{what}",
            ("/meetings/@held/notes", "notes=@new"),
            ("/meetings/e-quang-an/notes", "notes=@new"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        // A place says itself what came of its direction.
        post(
            "/meetings/{meeting}/{what}",
            ("/meetings/d-duong-gang/achieve", "unit=1418838&item=x&text=@new"),
            ("/meetings/e-quang-an/achieve", "unit=1406901&item=x&text=@new"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        // Signing takes a leader.
        post(
            "/meetings/{meeting}/{what}",
            ("/meetings/@held/sign", "signer=A"),
            ("/meetings/e-quang-an/sign", "signer=A"),
            Who::Only(&["lanhdao"], &[]),
        ),
        post(
            "/proposals/new",
            ("/proposals/new", PROPOSAL_OWN),
            ("/proposals/new", PROPOSAL_OTHER),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/proposals/{proposal}/{what}",
            ("/proposals/@asked/answer", "kind=agreed&text=x"),
            ("/proposals/b-kn-de/answer", "kind=agreed&text=x"),
            Who::Only(&["dieuphoi", "lanhdao"], &[]),
        ),
        get("/api/v1/tasks/count", "/api/v1/tasks/count", Who::SignedIn),
        get("/api/v1/meetings", "/api/v1/meetings", Who::SignedIn),
        evidence("/api/v1/proposals/{proposal}", "/api/v1/proposals/d-kn-xi-mang", "/api/v1/proposals/b-kn-de", READERS),
        post("/api/v1/tasks", ("/api/v1/tasks", API_TASK_OWN), ("/api/v1/tasks", API_TASK_OTHER), Who::Only(ASSIGNERS, &[])),
        post(
            "/api/v1/tasks/count",
            ("/api/v1/tasks/count", r#"{"unit":1418838,"span":"week"}"#),
            ("/api/v1/tasks/count", r#"{"unit":1406901,"span":"week"}"#),
            Who::Only(ASSIGNERS, &[]),
        ),
        post(
            "/api/v1/tasks/{task}/edit",
            ("/api/v1/tasks/d-kl-duong/edit", r#"{"content":"x","lead":{"unit":1418850},"person":"B"}"#),
            ("/api/v1/tasks/e-du-lich/edit", r#"{"content":"x","lead":{"unit":1406901},"person":"B"}"#),
            Who::Only(&["dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/api/v1/tasks/{task}/{what}",
            ("/api/v1/tasks/d-lh-vuon/note", r#"{"text":"x","percent":10}"#),
            ("/api/v1/tasks/e-ocop/note", r#"{"text":"x","percent":10}"#),
            Who::Only(ASSIGNERS, &[]),
        ),
        post("/api/v1/meetings", ("/api/v1/meetings", API_MEETING_OWN), ("/api/v1/meetings", API_MEETING_OTHER), Who::Only(ASSIGNERS, &[])),
        post(
            "/api/v1/meetings/{meeting}/edits",
            ("/api/v1/meetings/@held/edits", r#"{"edits":[{"edit":"notes","text":"@new"}]}"#),
            ("/api/v1/meetings/e-quang-an/edits", r#"{"edits":[{"edit":"notes","text":"@new"}]}"#),
            Who::Only(ASSIGNERS, &[]),
        ),
        post(
            "/api/v1/meetings/{meeting}/invite",
            ("/api/v1/meetings/@held/invite", r#"{"text":"@new"}"#),
            ("/api/v1/meetings/e-quang-an/invite", r#"{"text":"@new"}"#),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/api/v1/meetings/{meeting}/conclusions",
            ("/api/v1/meetings/@held/conclusions", r#"{"text":"@new","no_task":true}"#),
            ("/api/v1/meetings/e-quang-an/conclusions", r#"{"text":"@new","no_task":true}"#),
            Who::Only(ASSIGNERS, &[]),
        ),
        post(
            "/api/v1/proposals",
            ("/api/v1/proposals", r#"{"unit":1418838,"text":"x","to":{"unit":@hatinh}}"#),
            ("/api/v1/proposals", r#"{"unit":1406901,"text":"x","to":{"unit":1}}"#),
            Who::Only(ASSIGNERS, &[]),
        ),
        post(
            "/api/v1/proposals/{proposal}/answer",
            ("/api/v1/proposals/@asked/answer", r#"{"kind":"agreed","text":"x"}"#),
            ("/api/v1/proposals/b-kn-de/answer", r#"{"kind":"agreed","text":"x"}"#),
            Who::Only(&["dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/api/v1/proposals/{proposal}/verdict",
            ("/api/v1/proposals/@asked/verdict", r#"{"verdict":"withdrawn","text":"x"}"#),
            ("/api/v1/proposals/b-kn-de/verdict", r#"{"verdict":"withdrawn","text":"x"}"#),
            Who::Only(ASSIGNERS, &[]),
        ),
        paper_page("/api/v1/papers", "/api/v1/papers?unit=@ownunit", "/api/v1/papers?unit=@otherunit"),
        paper_page("/api/v1/papers/{paper}", "/api/v1/papers/@paper", "/api/v1/papers/@otherpaper"),
        post(
            "/api/v1/papers",
            ("/api/v1/papers", r#"{"unit":@ownunit,"form":"count"}"#),
            ("/api/v1/papers", r#"{"unit":@otherunit,"form":"count"}"#),
            Who::Only(WRITERS, &[]),
        ),
        post(
            "/api/v1/papers/{paper}",
            ("/api/v1/papers/@paper", r#"{"texts":{"head-signer":"@new"}}"#),
            ("/api/v1/papers/@otherpaper", r#"{"texts":{"head-signer":"@new"}}"#),
            Who::Only(WRITERS, &[]),
        ),
        post(
            "/api/v1/papers/{paper}/{what}",
            ("/api/v1/papers/@paper/issue", r#"{"dated":"2026-11-20"}"#),
            ("/api/v1/papers/@otherpaper/issue", r#"{"dated":"2026-11-20"}"#),
            Who::Only(&["dieuphoi", "lanhdao"], &[]),
        ),
        // Out of what the page of a meeting, of tasks, of proposals shows.
        post(
            "/meetings/{meeting}/papers",
            ("/meetings/@held/papers", "form=notice&unit=@ownunit"),
            ("/meetings/e-quang-an/papers", "form=notice&unit=@otherunit"),
            Who::Only(WRITERS, &[]),
        ),
        post(
            "/tasks/papers",
            ("/tasks/papers?area=1418838", "form=count&unit=@ownunit"),
            ("/tasks/papers?area=1406901", "form=count&unit=@otherunit"),
            Who::Only(WRITERS, &[]),
        ),
        post(
            "/proposals/papers",
            ("/proposals/papers?from=1418838", "form=proposals&unit=@ownunit"),
            ("/proposals/papers?from=1406901", "form=proposals&unit=@otherunit"),
            Who::Only(WRITERS, &[]),
        ),
        paper_page("/papers", "/papers?unit=@ownunit", "/papers?unit=@otherunit"),
        paper_page("/papers/registers", "/papers/registers?unit=@ownunit", "/papers/registers?unit=@otherunit"),
        paper_page(
            "/papers/registers/{file}",
            "/papers/registers/outgoing.xlsx?unit=@ownunit",
            "/papers/registers/incoming.xlsx?unit=@otherunit",
        ),
        paper_page("/papers/templates/{form}", "/papers/templates/report?unit=@ownunit", "/papers/templates/report?unit=@otherunit"),
        paper_page("/papers/{paper}", "/papers/@paper", "/papers/@otherpaper"),
        paper_page("/papers/{paper}/{what}", "/papers/@paper/paper.html", "/papers/@otherpaper/paper.html"),
        post(
            "/papers",
            ("/papers", "unit=@ownunit&period=2026-Q2"),
            ("/papers", "unit=@otherunit&period=2026-Q2"),
            Who::Only(WRITERS, &[]),
        ),
        post("/papers/registers", ("/papers/registers", ARRIVAL_OWN), ("/papers/registers", ARRIVAL_OTHER), Who::Only(WRITERS, &[])),
        post(
            "/papers/templates/{form}",
            ("/papers/templates/invitation", "unit=@ownunit&what=reset"),
            ("/papers/templates/invitation", "unit=@otherunit&what=reset"),
            Who::Only(&["dieuphoi"], &[]),
        ),
        post(
            "/papers/{paper}",
            ("/papers/@paper", "base=999999&t-head-signer=@new"),
            ("/papers/@otherpaper", "base=999999&t-head-signer=@new"),
            Who::Only(WRITERS, &[]),
        ),
        post(
            "/papers/{paper}/{what}",
            ("/papers/@paper/issue", "dated=20%2F11%2F2026"),
            ("/papers/@otherpaper/issue", "dated=20%2F11%2F2026"),
            Who::Only(&["dieuphoi", "lanhdao"], &[]),
        ),
        get("/entry", "/entry", Who::SignedIn),
        Row { method: Method::GET, address: "/entry/{unit}", own: (SHEET, ""), other: (OTHER_SHEET, ""), who: Who::Only(ENTERING, &[]) },
        post("/entry/{unit}", (SHEET, "period=2020-09&do=preview"), (OTHER_SHEET, "period=2020-09&do=preview"), Who::Only(ENTERING, &[])),
        post(
            "/entry/{unit}/draft",
            ("/entry/1418838/draft", r#"{"token":"","period":"2020-09"}"#),
            ("/entry/1406730/draft", r#"{"token":"","period":"2020-09"}"#),
            Who::Only(ENTERING, &[]),
        ),
        Row {
            method: Method::GET,
            address: "/entry/{unit}/minutes",
            own: ("/entry/1418838/minutes?period=2020-09", ""),
            other: ("/entry/1406730/minutes?period=2020-09", ""),
            who: Who::Only(ENTERING, &[]),
        },
        Row {
            method: Method::GET,
            address: "/entry/{unit}/units",
            own: ("/entry/1300447/units?period=2020-09", ""),
            other: ("/entry/1300194/units?period=2020-09", ""),
            who: Who::Only(ENTERING, &[]),
        },
        post(
            "/entry/{unit}/units",
            ("/entry/1300447/units?period=2020-09", "period=2020-09&do=preview"),
            ("/entry/1300194/units?period=2020-09", "period=2020-09&do=preview"),
            Who::Only(ENTERING, &[]),
        ),
        // Without a file it is refused as such, but only to whoever may write at all.
        post("/entry/{unit}/returned", ("/entry/1418838/returned", ""), ("/entry/1418838/returned", ""), Who::SignedIn),
        Row {
            method: Method::GET,
            address: "/entry/{unit}/{file}",
            own: ("/entry/1418838/sheet.xlsx?period=2020-09", ""),
            other: ("/entry/1406730/sheet.xlsx?period=2020-09", ""),
            who: Who::Only(ENTERING, &[]),
        },
        Row {
            method: Method::GET,
            address: "/reporting/{unit}",
            own: ("/reporting/1418838?period=2020-09", ""),
            other: ("/reporting/1406730?period=2020-09", ""),
            who: Who::Only(READING, &["hethong"]),
        },
        Row {
            method: Method::GET,
            address: "/reporting/{unit}/{file}",
            own: ("/reporting/1418838/reporting.csv?period=2020-09", ""),
            other: ("/reporting/1406730/reporting.csv?period=2020-09", ""),
            who: Who::Only(READING, &["hethong"]),
        },
        post(
            "/reporting/{unit}",
            ("/reporting/1418838", "period=2020-09&due=2026-12-31&reason=x"),
            ("/reporting/1406730", "period=2020-09&due=2026-12-31&reason=x"),
            Who::Only(&["dieuphoi"], &[]),
        ),
        Row {
            method: Method::GET,
            address: "/api/v1/sheets/{unit}",
            own: ("/api/v1/sheets/1418838?period=2020-09", ""),
            other: ("/api/v1/sheets/1406730?period=2020-09", ""),
            who: Who::Only(ENTERING, &[]),
        },
        post(
            "/api/v1/sheets/{unit}",
            ("/api/v1/sheets/1418838", r#"{"period":"2020-09","base":0,"lines":[]}"#),
            ("/api/v1/sheets/1406730", r#"{"period":"2020-09","base":0,"lines":[]}"#),
            Who::Only(ENTERING, &[]),
        ),
        Row {
            method: Method::GET,
            address: "/api/v1/reporting/{unit}",
            own: ("/api/v1/reporting/1418838?period=2020-09", ""),
            other: ("/api/v1/reporting/1406730?period=2020-09", ""),
            who: Who::Only(READING, &["hethong"]),
        },
        get("/verify", "/verify", Who::Only(&["nganh", "dieuphoi"], &["nganh", "dieuphoi"])),
        post(
            "/verify",
            ("/verify", "value=@value&outcome=asked&words=x"),
            ("/verify", "value=@foreign&outcome=asked&words=x"),
            Who::Only(&["dieuphoi"], &[]),
        ),
        get("/returned", "/returned", Who::Only(ENTERERS, ENTERERS)),
        post(
            "/returned/{what}",
            ("/returned/correct", "value=@value&written=51"),
            ("/returned/correct", "value=@foreign&written=51"),
            Who::Only(&["xa", "dieuphoi"], &[]),
        ),
        evidence("/evidence/{unit}", "/evidence/1418838", "/evidence/1406730", READERS),
        evidence("/evidence/{unit}/{file}", "/evidence/1418838/dossier.zip", "/evidence/1406730/dossier.zip", READERS),
        post(
            "/evidence/{unit}/attach",
            ("/evidence/1418838/attach", ""),
            ("/evidence/1406730/attach", ""),
            Who::Only(&["xa", "dieuphoi", "mattran"], &[]),
        ),
        post(
            "/evidence/{unit}/withdraw",
            ("/evidence/1418838/withdraw", "of=0&why=x"),
            ("/evidence/1406730/withdraw", "of=0&why=x"),
            Who::Only(READERS, &["hethong"]),
        ),
        evidence("/responsibility/{unit}", "/responsibility/1418838", "/responsibility/1406730", READERS),
        evidence("/responsibility/{unit}/{what}", "/responsibility/1418838/matrix.xlsx", "/responsibility/1406730/matrix.xlsx", READERS),
        post(
            "/responsibility/{unit}/file",
            ("/responsibility/1418838/file", "carried=a.csv%2F61"),
            ("/responsibility/1406730/file", "carried=a.csv%2F61"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/responsibility/{unit}/{what}",
            ("/responsibility/1418838/give", GIVE),
            ("/responsibility/1406730/give", GIVE),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        evidence("/visits/{unit}", "/visits/1418838", "/visits/1406730", READERS),
        evidence("/visits/{unit}/file/{file}", "/visits/1418838/file/0-0", "/visits/1406730/file/0-0", READERS),
        post("/visits/{unit}/record", ("/visits/1418838/record", ""), ("/visits/1406730/record", ""), Who::Only(VISITORS, &[])),
        post(
            "/visits/{unit}/follow",
            ("/visits/1418838/follow", "visit=0&finding=0&what=met"),
            ("/visits/1406730/follow", "visit=0&finding=0&what=met"),
            Who::Only(&["dieuphoi", "lanhdao"], &[]),
        ),
        get("/api/v1/verify", "/api/v1/verify", Who::Only(&["nganh", "dieuphoi"], &["nganh", "dieuphoi"])),
        post("/api/v1/verify", ("/api/v1/verify", SAY_OWN), ("/api/v1/verify", SAY_OTHER), Who::Only(&["dieuphoi"], &[])),
        get("/api/v1/returned", "/api/v1/returned", Who::Only(ENTERERS, ENTERERS)),
        evidence("/api/v1/responsibilities/{unit}", "/api/v1/responsibilities/1418838", "/api/v1/responsibilities/1406730", READERS),
        post(
            "/api/v1/responsibilities/{unit}",
            ("/api/v1/responsibilities/1418838", "{}"),
            ("/api/v1/responsibilities/1406730", "{}"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post("/api/v1/plans/schedule", ("/api/v1/plans/schedule", "{}"), ("/api/v1/plans/schedule", "{}"), Who::SignedIn),
        post("/api/v1/plans/forecast", ("/api/v1/plans/forecast", "{}"), ("/api/v1/plans/forecast", "{}"), Who::SignedIn),
        post("/api/v1/plans/allocate", ("/api/v1/plans/allocate", "{}"), ("/api/v1/plans/allocate", "{}"), Who::SignedIn),
        get("/money", "/money", Who::Only(&["dieuphoi", "lanhdao"], &["dieuphoi", "lanhdao"])),
        post("/money", ("/money", "step=solve"), ("/money", "step=solve"), Who::Only(&["dieuphoi", "lanhdao"], &["dieuphoi", "lanhdao"])),
        get("/desk", "/desk", Who::SignedIn),
        post("/desk", ("/desk", "text=a"), ("/desk", "text=b"), Who::SignedIn),
        get("/desk/score", "/desk/score", Who::SignedIn),
        // Everybody's desk is their own: what lies on another's is not there.
        get("/desk/folders/{folder}", "/desk/folders/none", Who::SignedIn),
        get("/desk/{reading}", "/desk/none", Who::SignedIn),
        post("/desk/{reading}", ("/desk/none", "do=apply"), ("/desk/none", "do=apply"), Who::SignedIn),
        post("/api/v1/bulletins", ("/api/v1/bulletins", BULLETIN), ("/api/v1/bulletins", BULLETIN), Who::SignedIn),
        get("/api/v1/bulletins/{reading}", "/api/v1/bulletins/none", Who::SignedIn),
        // The reading itself is applied by who may enter; the test of the desk walks that.
        post(
            "/api/v1/bulletins/{reading}/apply",
            ("/api/v1/bulletins/none/apply", "{}"),
            ("/api/v1/bulletins/none/apply", "{}"),
            Who::SignedIn,
        ),
        // Last: it ends the session.
        post("/sign-out", ("/sign-out", ""), ("/sign-out", ""), Who::All),
    ]
}

struct Site {
    router: Router,
    app: App,
    /// A paper of the officer's commune and one of another province, as they stand for @paper and @otherpaper, with their units.
    papers: [(vedich_facts::PaperId, vedich_values::UnitId); 2],
    /// A value of the commune the officer's became, of no criterion that is anybody's field; and one elsewhere.
    value: FactSeq,
    foreign: FactSeq,
    _folder: tempfile::TempDir,
}

async fn site() -> Site {
    let folder = tempfile::tempdir().unwrap();
    let shipped = Shipped::load().unwrap();
    let cases = demo(&shipped.registry, &shipped.catalogue).unwrap();
    let clock = FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap());
    let url = format!("sqlite:{}", folder.path().join("vedich.db").display());
    let app = App::open(&url, vedich_app::reference(shipped), Arc::new(clock)).await.unwrap();
    app.load_demo().await.unwrap();
    app.open_demo_accounts().await.unwrap();
    steering(&app).await;
    let metrics: Arc<dyn Fn() -> String + Send + Sync> = Arc::new(String::new);
    let options = WebOptions { cases, metrics: Some(metrics), mail: true, ..WebOptions::default() };
    let papers = [paper(&app, "Kỳ Lạc, Hà Tĩnh").await, paper(&app, "Xã Quảng Tân, Quảng Ninh").await];
    let value = record(&app, "Kỳ Lạc, Hà Tĩnh").await;
    let foreign = record(&app, "Quảng Tân, Quảng Ninh").await;
    Site { router: vedich_web::router(WebState::of(app.clone(), options)), app, papers, value, foreign, _folder: folder }
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

    async fn send(&self, method: Method, address: &str, cookie: &str, body: String) -> (StatusCode, HeaderMap, String) {
        let mut request = Request::builder().method(method).uri(address).header(header::COOKIE, cookie);
        if body.starts_with('{') {
            request = request.header(header::CONTENT_TYPE, "application/json");
        }
        let (parts, body) = self.router.clone().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap().into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        (parts.status, parts.headers, String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Cookie and form token of a person of the demo.
    async fn sign_in(&self, login: &str) -> (String, String) {
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

    fn fill(&self, text: &str, login: &str, own: bool) -> String {
        let rights = self.app.rights();
        let mut text = text.replace("@new", &format!("new.{login}{}", u8::from(own)));
        let post_of = |login: &str| rights.posts_of(rights.by_login(login).unwrap().id).next().unwrap().id.to_string();
        let [(own, own_unit), (other, other_unit)] = self.papers;
        text = text.replace("@otherpaper", &other.to_string()).replace("@paper", &own.to_string());
        text = text.replace("@otherunit", &other_unit.to_string()).replace("@ownunit", &own_unit.to_string());
        text = text.replace("@otherpost", &post_of("lanhdao")).replace("@post", &post_of("xa"));
        text = text.replace("@held", HELD).replace("@asked", ASKED).replace("@hatinh", &self.ha_tinh().to_string());
        text = text.replace("@value", &self.value.to_string()).replace("@foreign", &self.foreign.to_string());
        for login in PEOPLE {
            text = text.replace(&format!("@{login}"), &rights.by_login(login).unwrap().id.to_string());
        }
        text
    }
}

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
