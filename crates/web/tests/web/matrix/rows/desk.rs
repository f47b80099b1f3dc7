//! Plans, money, the desk.

use super::{Row, Who, delete, get, post};

const BULLETIN: &str = r#"{"text":"Ngày 8/9/2020, xã Lâm Hợp đạt 16/20 tiêu chí nông thôn mới."}"#;

pub(super) fn rows() -> Vec<Row> {
    vec![
        post("/api/v1/plans/schedule", ("/api/v1/plans/schedule", "{}"), ("/api/v1/plans/schedule", "{}"), Who::SignedIn),
        post("/api/v1/plans/forecast", ("/api/v1/plans/forecast", "{}"), ("/api/v1/plans/forecast", "{}"), Who::SignedIn),
        post("/api/v1/plans/allocate", ("/api/v1/plans/allocate", "{}"), ("/api/v1/plans/allocate", "{}"), Who::SignedIn),
        get("/money", "/money", Who::Only(&["dieuphoi", "lanhdao"], &["dieuphoi", "lanhdao"])),
        post("/money", ("/money", "step=solve"), ("/money", "step=solve"), Who::Only(&["dieuphoi", "lanhdao"], &["dieuphoi", "lanhdao"])),
        get("/desk", "/desk", Who::SignedIn),
        post("/desk", ("/desk", "text=a"), ("/desk", "text=b"), Who::SignedIn),
        get("/desk/score", "/desk/score", Who::SignedIn),
        get("/desk/score/examples", "/desk/score/examples", Who::SignedIn),
        // Everybody's desk is their own: what lies on another's is not there.
        get("/desk/folders/{folder}", "/desk/folders/none", Who::SignedIn),
        post("/desk/folders/{folder}", ("/desk/folders/none", "do=sure"), ("/desk/folders/none", "do=sure"), Who::SignedIn),
        get("/documents", "/documents", Who::SignedIn),
        get("/documents/of/{entry}", "/documents/of/0", Who::SignedIn),
        get("/documents/{fingerprint}", "/documents/none", Who::SignedIn),
        get("/documents/{fingerprint}/original", "/documents/none/original", Who::SignedIn),
        get("/desk/{reading}", "/desk/none", Who::SignedIn),
        get("/desk/{reading}/original", "/desk/none/original", Who::SignedIn),
        post("/desk/{reading}", ("/desk/none", "do=apply"), ("/desk/none", "do=apply"), Who::SignedIn),
        get("/api/v1/bulletins", "/api/v1/bulletins", Who::SignedIn),
        get("/api/v1/bulletins/folders", "/api/v1/bulletins/folders", Who::SignedIn),
        post(
            "/api/v1/bulletins/folders/{folder}/hand-over",
            ("/api/v1/bulletins/folders/none/hand-over", r#"{"to":"xa"}"#),
            ("/api/v1/bulletins/folders/none/hand-over", r#"{"to":"xa"}"#),
            Who::SignedIn,
        ),
        get("/api/v1/bulletins/examples", "/api/v1/bulletins/examples", Who::SignedIn),
        get("/api/v1/bulletins/score", "/api/v1/bulletins/score", Who::SignedIn),
        post(
            "/api/v1/bulletins/file",
            ("/api/v1/bulletins/file?name=a.txt", BULLETIN),
            ("/api/v1/bulletins/file?name=b.txt", BULLETIN),
            Who::SignedIn,
        ),
        delete("/api/v1/bulletins/{reading}", "/api/v1/bulletins/none", Who::SignedIn),
        get("/api/v1/documents", "/api/v1/documents", Who::SignedIn),
        get("/api/v1/documents/{fingerprint}", "/api/v1/documents/none", Who::SignedIn),
        post("/api/v1/bulletins", ("/api/v1/bulletins", BULLETIN), ("/api/v1/bulletins", BULLETIN), Who::SignedIn),
        get("/api/v1/bulletins/{reading}", "/api/v1/bulletins/none", Who::SignedIn),
        // The reading itself is applied by who may enter; the test of the desk walks that.
        post(
            "/api/v1/bulletins/{reading}/apply",
            ("/api/v1/bulletins/none/apply", "{}"),
            ("/api/v1/bulletins/none/apply", "{}"),
            Who::SignedIn,
        ),
        post(
            "/api/v1/bulletins/{reading}/hand-over",
            ("/api/v1/bulletins/none/hand-over", r#"{"to":"xa"}"#),
            ("/api/v1/bulletins/none/hand-over", r#"{"to":"xa"}"#),
            Who::SignedIn,
        ),
    ]
}
