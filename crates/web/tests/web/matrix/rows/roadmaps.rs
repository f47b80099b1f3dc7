//! Roadmaps.

use super::{Row, Who, get, open, plan, planned, post};

const MADE: &str = "start=2026-11-22&target=2027-12-31&criterion=2";
const MAKE: &str = r#"{"target":"2027-12-31","criteria":[2]}"#;
const EDITS: &str = r#"{"on":"2020-09-10","edits":[{"set_task":{"task":"tc2.thi-cong","set":[{"note":"x"}]}}]}"#;
const CLOSED: &str = r#"{"from":"2020-10-28","to":"2020-10-30","reason":"bão số 9"}"#;
const COUNTS: &str = r#"{"on":"2020-09-10","counts":[{"task":"tc2.khao-sat","on":"2020-09-07","done":{"percent":2500}}]}"#;

pub(super) fn rows() -> Vec<Row> {
    vec![
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
        post(
            "/api/v1/roadmaps/{unit}/make",
            ("/api/v1/roadmaps/1418838/make", MAKE),
            ("/api/v1/roadmaps/1406730/make", MAKE),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/api/v1/roadmaps/{unit}/undo",
            ("/api/v1/roadmaps/1418838/undo", "{}"),
            ("/api/v1/roadmaps/1406730/undo", "{}"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/api/v1/roadmaps/{unit}/agree",
            ("/api/v1/roadmaps/1418838/agree", r#"{"name":"B"}"#),
            ("/api/v1/roadmaps/1406730/agree", r#"{"name":"B"}"#),
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
        get("/api/v1/days-off/{unit}", "/api/v1/days-off/1418838", Who::SignedIn),
        post(
            "/api/v1/days-off/{unit}",
            ("/api/v1/days-off/1418838", CLOSED),
            ("/api/v1/days-off/1406730", CLOSED),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/api/v1/days-off/{unit}/{declared}/withdraw",
            ("/api/v1/days-off/1418838/1/withdraw", "{}"),
            ("/api/v1/days-off/1406730/1/withdraw", "{}"),
            Who::Only(&["xa", "dieuphoi", "lanhdao"], &[]),
        ),
        post(
            "/api/v1/roadmaps/{unit}/carry",
            ("/api/v1/roadmaps/1418838/carry", "{}"),
            ("/api/v1/roadmaps/1406730/carry", "{}"),
            Who::Only(&["dieuphoi", "lanhdao", "xa"], &[]),
        ),
        plan("/roadmaps/{unit}/carry", ("/roadmaps/1418838/carry", "to="), ("/roadmaps/1406730/carry", "to=")),
        open("/days-off/{unit}", "/days-off/1300447"),
        plan(
            "/days-off/{unit}",
            ("/days-off/1418838", "from=28%2F10%2F2020&reason=B%C3%A3o"),
            ("/days-off/1406730", "from=28%2F10%2F2020&reason=B%C3%A3o"),
        ),
        plan("/days-off/{unit}/withdraw", ("/days-off/1418838/withdraw", "declared=1"), ("/days-off/1406730/withdraw", "declared=1")),
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
    ]
}
