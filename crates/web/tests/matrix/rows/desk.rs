//! Plans, money, the desk.

use super::{Row, Who, get, post};

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
        // Everybody's desk is their own: what lies on another's is not there.
        get("/desk/folders/{folder}", "/desk/folders/none", Who::SignedIn),
        post("/desk/folders/{folder}", ("/desk/folders/none", "do=sure"), ("/desk/folders/none", "do=sure"), Who::SignedIn),
        get("/documents/{fingerprint}", "/documents/none", Who::SignedIn),
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
    ]
}
