//! Meetings, tasks, proposals.

use super::{READERS, Row, Who, evidence, get, post};

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

const REPLACED_OWN: &str = r#"{"task":{"content":"x","lead":{"unit":1418850},"person":"B"},"why":"x"}"#;
const REPLACED_OTHER: &str = r#"{"task":{"content":"x","lead":{"unit":1406901},"person":"B"},"why":"x"}"#;

pub(super) fn rows() -> Vec<Row> {
    vec![
        get("/steering", "/steering", Who::SignedIn),
        get("/leaders", "/leaders", Who::SignedIn),
        evidence("/leaders/{unit}", "/leaders/1418838", "/leaders/1406901", READERS),
        evidence("/leaders/{unit}/{file}", "/leaders/1418838/ranking.xlsx", "/leaders/1406901/ranking.xlsx", READERS),
        evidence("/api/v1/leaders/{unit}", "/api/v1/leaders/1418838", "/api/v1/leaders/1406901", READERS),
        get("/tasks", "/tasks", Who::SignedIn),
        evidence("/tasks?area", "/tasks?area=1418838", "/tasks?area=1406901", READERS),
        get("/tasks/export/{file}", "/tasks/export/tasks.csv", Who::SignedIn),
        get("/tasks/count", "/tasks/count", Who::SignedIn),
        evidence("/tasks/count?area", "/tasks/count?area=1418838", "/tasks/count?area=1406901", READERS),
        evidence(
            "/tasks/count/export/{file}",
            "/tasks/count/export/units.xlsx?area=1418838",
            "/tasks/count/export/units.xlsx?area=1406901",
            READERS,
        ),
        evidence("/tasks/{task}/rounds.xlsx", "/tasks/d-lh-duong/rounds.xlsx", "/tasks/e-du-lich/rounds.xlsx", READERS),
        get("/tasks/new", "/tasks/new", Who::Only(ASSIGNERS, ASSIGNERS)),
        evidence("/tasks/{task}", "/tasks/d-lh-duong", "/tasks/e-du-lich", READERS),
        get("/tasks/{task}/edit", "/tasks/none/edit", Who::SignedIn),
        evidence("/tasks/{task}/files/{hash}", "/tasks/d-lh-duong/files/0", "/tasks/e-du-lich/files/0", READERS),
        get("/meetings", "/meetings", Who::SignedIn),
        evidence("/meetings?area", "/meetings?area=1418838", "/meetings?area=1406901", READERS),
        evidence(
            "/meetings/export/{file}",
            "/meetings/export/meetings.xlsx?area=1418838",
            "/meetings/export/meetings.xlsx?area=1406901",
            READERS,
        ),
        evidence("/meetings/{meeting}/tables.xlsx", "/meetings/d-duong-gang/tables.xlsx", "/meetings/e-quang-an/tables.xlsx", READERS),
        evidence("/meetings/{meeting}/prepare.xlsx", "/meetings/d-duong-gang/prepare.xlsx", "/meetings/e-quang-an/prepare.xlsx", READERS),
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
            "/api/v1/tasks/{task}/replace",
            ("/api/v1/tasks/d-kl-duong/replace", REPLACED_OWN),
            ("/api/v1/tasks/e-du-lich/replace", REPLACED_OTHER),
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
    ]
}
