//! Papers, and papers out of steering.

use super::{Row, Who, paper_page, post};

/// Who writes them.
const WRITERS: &[&str] = &["xa", "dieuphoi", "lanhdao", "vanthu"];
const ARRIVAL_OWN: &str = "unit=@ownunit&author=UBND&subject=Cong+van&dated=01%2F11%2F2026&came=02%2F11%2F2026";
const ARRIVAL_OTHER: &str = "unit=@otherunit&author=UBND&subject=Cong+van&dated=01%2F11%2F2026&came=02%2F11%2F2026";

pub(super) fn rows() -> Vec<Row> {
    vec![
        paper_page("/api/v1/papers", "/api/v1/papers?unit=@ownunit", "/api/v1/papers?unit=@otherunit"),
        paper_page("/papers/export/{file}", "/papers/export/papers.xlsx?unit=@ownunit", "/papers/export/papers.xlsx?unit=@otherunit"),
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
        paper_page("/api/v1/papers/registers", "/api/v1/papers/registers?unit=@ownunit", "/api/v1/papers/registers?unit=@otherunit"),
        post(
            "/api/v1/papers/registers/incoming",
            (
                "/api/v1/papers/registers/incoming",
                r#"{"unit":@ownunit,"author":"UBND","title":"@new","dated":"2026-11-01","came":"2026-11-02"}"#,
            ),
            (
                "/api/v1/papers/registers/incoming",
                r#"{"unit":@otherunit,"author":"UBND","title":"@new","dated":"2026-11-01","came":"2026-11-02"}"#,
            ),
            Who::Only(WRITERS, &[]),
        ),
        post(
            "/api/v1/papers/registers/correct",
            (
                "/api/v1/papers/registers/correct",
                r#"{"number":1,"year":2026,"reason":"x","line":{"unit":@ownunit,"author":"UBND","title":"@new","dated":"2026-11-01"}}"#,
            ),
            (
                "/api/v1/papers/registers/correct",
                r#"{"number":1,"year":2026,"reason":"x","line":{"unit":@otherunit,"author":"UBND","title":"@new","dated":"2026-11-01"}}"#,
            ),
            Who::Only(WRITERS, &[]),
        ),
        post(
            "/api/v1/papers/registers/follow-up",
            ("/api/v1/papers/registers/follow-up", r#"{"unit":@ownunit,"number":1,"year":2026,"progress":"@new"}"#),
            ("/api/v1/papers/registers/follow-up", r#"{"unit":@otherunit,"number":1,"year":2026,"progress":"@new"}"#),
            Who::Only(WRITERS, &[]),
        ),
        post(
            "/api/v1/papers/registers/hand-over",
            ("/api/v1/papers/registers/hand-over", r#"{"unit":@ownunit,"number":1,"year":2026,"note":"@new"}"#),
            ("/api/v1/papers/registers/hand-over", r#"{"unit":@otherunit,"number":1,"year":2026,"note":"@new"}"#),
            Who::Only(WRITERS, &[]),
        ),
        post(
            "/api/v1/papers/{paper}/{what}",
            ("/api/v1/papers/@paper/issue", r#"{"dated":"2026-11-20"}"#),
            ("/api/v1/papers/@otherpaper/issue", r#"{"dated":"2026-11-20"}"#),
            Who::Only(&["dieuphoi", "lanhdao", "vanthu"], &[]),
        ),
        // Out of what the page of a meeting, of tasks, of proposals shows.
        post(
            "/meetings/{meeting}/papers",
            ("/meetings/@held/papers", "form=minutes&unit=@ownunit"),
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
        paper_page("/papers/office", "/papers/office?unit=@ownunit", "/papers/office?unit=@otherunit&file=party.toml"),
        post(
            "/papers/office",
            ("/papers/office", "unit=@ownunit&what=try&file=bodies.toml&text=a"),
            ("/papers/office", "unit=@otherunit&what=save&file=state.toml&text=a"),
            Who::Only(&["dieuphoi"], &[]),
        ),
        post(
            "/api/v1/papers/office-files",
            ("/api/v1/papers/office-files", r#"{"unit":@ownunit,"text":"a = 1"}"#),
            ("/api/v1/papers/office-files", r#"{"unit":@otherunit,"text":"a = 1"}"#),
            Who::Only(&["dieuphoi"], &[]),
        ),
        paper_page("/papers/{paper}", "/papers/@paper", "/papers/@otherpaper"),
        paper_page("/papers/{paper}/{what}", "/papers/@paper/paper.html", "/papers/@otherpaper/paper.html"),
        post(
            "/papers",
            ("/papers", "unit=@ownunit&part=Q2&period-year=2026"),
            ("/papers", "unit=@otherunit&part=Q2&period-year=2026"),
            Who::Only(WRITERS, &[]),
        ),
        post("/papers/registers", ("/papers/registers", ARRIVAL_OWN), ("/papers/registers", ARRIVAL_OTHER), Who::Only(WRITERS, &[])),
        paper_page(
            "/api/v1/papers/templates/{form}",
            "/api/v1/papers/templates/report?unit=@ownunit",
            "/api/v1/papers/templates/report?unit=@otherunit",
        ),
        post(
            "/api/v1/papers/templates/{form}",
            ("/api/v1/papers/templates/invitation", "{\"unit\":@ownunit}"),
            ("/api/v1/papers/templates/invitation", "{\"unit\":@otherunit}"),
            Who::Only(&["dieuphoi"], &[]),
        ),
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
            Who::Only(&["dieuphoi", "lanhdao", "vanthu"], &[]),
        ),
    ]
}
