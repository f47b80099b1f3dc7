//! Verifying, evidence, responsibilities, visits.

use super::{READERS, Row, Who, evidence, get, post};

/// An officer of a commune verifies what hamlets say.
const VERIFIERS: &[&str] = &["xa", "nganh", "dieuphoi"];
const ENTERERS: &[&str] = &["xa", "thon", "dieuphoi", "mattran"];
const VISITORS: &[&str] = &["nganh", "dieuphoi", "lanhdao"];
const GIVE: &str = "over=criterion:vn.commune.2016-2020.standard:2&holder=Ban+A&part=lead&from=2024-01-01";
const STATE: &str = "what=especially_difficult%3Dyes&from=2024-01-01&source=1/Q%C4%90";
const STATED: &str = r#"{"name":"especially_difficult","value":"yes","from":"2024-01-01"}"#;
/// Of the one criterion the survey account has.
const SHOWS: &str = "about=criterion:18&link=https://example.vn/anh";
/// Of a criterion of the department's.
const FOUND: &str = "found1=x&criterion1=5";
const LINKED: &str = r#"{"link":"https://example.vn/anh","about":"criterion:18"}"#;
const VISITED: &str = r#"{"on":"2020-09-08","people":["A"],"findings":[{"criterion":5,"found":"x"}]}"#;
const DUTY: &str = r#"{"holder":"Ban A","criterion":2,"from":"2024-01-01"}"#;
const SAY_OWN: &str = r#"{"values":[@value],"outcome":"asked","words":"x"}"#;
const SAY_OTHER: &str = r#"{"values":[@foreign],"outcome":"asked","words":"x"}"#;

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("/verify", "/verify", Who::Only(VERIFIERS, VERIFIERS)),
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
            ("/evidence/1418838/attach", SHOWS),
            ("/evidence/1406730/attach", SHOWS),
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
        evidence("/attributes/{unit}", "/attributes/1418838", "/attributes/1406730", READERS),
        post("/attributes/{unit}", ("/attributes/1418838", STATE), ("/attributes/1406730", STATE), Who::Only(&["dieuphoi"], &[])),
        evidence("/api/v1/places/{unit}/attributes", "/api/v1/places/1418838/attributes", "/api/v1/places/1406730/attributes", READERS),
        post(
            "/api/v1/places/{unit}/attributes",
            ("/api/v1/places/1418838/attributes", STATED),
            ("/api/v1/places/1406730/attributes", STATED),
            Who::Only(&["dieuphoi"], &[]),
        ),
        evidence("/visits/{unit}", "/visits/1418838", "/visits/1406730", READERS),
        evidence("/visits/{unit}/file/{file}", "/visits/1418838/file/0-0", "/visits/1406730/file/0-0", READERS),
        post("/visits/{unit}/record", ("/visits/1418838/record", FOUND), ("/visits/1406730/record", FOUND), Who::Only(VISITORS, &[])),
        post(
            "/visits/{unit}/follow",
            ("/visits/1418838/follow", "visit=0&finding=0&what=accept"),
            ("/visits/1406730/follow", "visit=0&finding=0&what=accept"),
            Who::Only(&["dieuphoi", "lanhdao"], &[]),
        ),
        evidence("/api/v1/evidence/{unit}", "/api/v1/evidence/1418838", "/api/v1/evidence/1406730", READERS),
        evidence(
            "/api/v1/evidence/{unit}/checklist",
            "/api/v1/evidence/1418838/checklist?as_of=2020-09-10",
            "/api/v1/evidence/1406730/checklist?as_of=2020-09-10",
            READERS,
        ),
        evidence("/api/v1/evidence/{unit}/archive", "/api/v1/evidence/1418838/archive", "/api/v1/evidence/1406730/archive", READERS),
        evidence("/api/v1/evidence/{unit}/{evidence}", "/api/v1/evidence/1418838/0", "/api/v1/evidence/1406730/0", READERS),
        evidence(
            "/api/v1/evidence/{unit}/{evidence}/content",
            "/api/v1/evidence/1418838/0/content",
            "/api/v1/evidence/1406730/0/content",
            READERS,
        ),
        post(
            "/api/v1/evidence/{unit}/links",
            ("/api/v1/evidence/1418838/links", LINKED),
            ("/api/v1/evidence/1406730/links", LINKED),
            Who::Only(&["xa", "dieuphoi", "mattran"], &[]),
        ),
        post(
            "/api/v1/evidence/{unit}/files",
            ("/api/v1/evidence/1418838/files?name=a.pdf&about=criterion:18", "{}"),
            ("/api/v1/evidence/1406730/files?name=a.pdf&about=criterion:18", "{}"),
            Who::Only(&["xa", "dieuphoi", "mattran"], &[]),
        ),
        post(
            "/api/v1/evidence/{unit}/{evidence}/withdraw",
            ("/api/v1/evidence/1418838/0/withdraw", "{\"why\":\"x\"}"),
            ("/api/v1/evidence/1406730/0/withdraw", "{\"why\":\"x\"}"),
            Who::Only(READERS, &["hethong"]),
        ),
        evidence("/api/v1/visits/{unit}", "/api/v1/visits/1418838", "/api/v1/visits/1406730", READERS),
        evidence(
            "/api/v1/visits/{unit}/{visit}/files/{place}",
            "/api/v1/visits/1418838/0/files/0",
            "/api/v1/visits/1406730/0/files/0",
            READERS,
        ),
        post("/api/v1/visits/{unit}", ("/api/v1/visits/1418838", VISITED), ("/api/v1/visits/1406730", VISITED), Who::Only(VISITORS, &[])),
        post(
            "/api/v1/visits/{unit}/{visit}/follow",
            ("/api/v1/visits/1418838/0/follow", "{\"finding\":0}"),
            ("/api/v1/visits/1406730/0/follow", "{\"finding\":0}"),
            Who::Only(&["dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/api/v1/responsibilities/{unit}/give",
            ("/api/v1/responsibilities/1418838/give", DUTY),
            ("/api/v1/responsibilities/1406730/give", DUTY),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/api/v1/responsibilities/{unit}/{duty}/end",
            ("/api/v1/responsibilities/1418838/0/end", "{}"),
            ("/api/v1/responsibilities/1406730/0/end", "{}"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        get("/api/v1/verify", "/api/v1/verify", Who::Only(VERIFIERS, VERIFIERS)),
        post("/api/v1/verify", ("/api/v1/verify", SAY_OWN), ("/api/v1/verify", SAY_OTHER), Who::Only(&["dieuphoi"], &[])),
        get("/api/v1/returned", "/api/v1/returned", Who::Only(ENTERERS, ENTERERS)),
        post(
            "/api/v1/returned/{value}/correct",
            ("/api/v1/returned/@value/correct", "{\"written\":\"51\"}"),
            ("/api/v1/returned/@foreign/correct", "{\"written\":\"51\"}"),
            Who::Only(&["xa", "dieuphoi"], &[]),
        ),
        evidence("/api/v1/responsibilities/{unit}", "/api/v1/responsibilities/1418838", "/api/v1/responsibilities/1406730", READERS),
        post(
            "/api/v1/responsibilities/{unit}",
            ("/api/v1/responsibilities/1418838", "{}"),
            ("/api/v1/responsibilities/1406730", "{}"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
    ]
}
