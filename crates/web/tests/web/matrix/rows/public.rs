//! What everybody reads, and the door.

use super::{ADMINISTRATORS, Row, Who, open, post};

pub(super) fn rows() -> Vec<Row> {
    vec![
        open("/", "/"),
        open("/board", "/board"),
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
        open("/procedures", "/procedures"),
        open("/procedures/{id}", "/procedures/vn.procedure.2021-2025"),
        open("/glossary", "/glossary?q=duong+gang"),
        open("/units", "/units"),
        open("/units/{unit}", "/units/1"),
        open("/search", "/search?q=Lam+Hop"),
        open("/search/suggest", "/search/suggest?q=Lam"),
        open("/api/v1/search", "/api/v1/search?q=Lam"),
        open("/api/v1/criteria/{set}/overlays", "/api/v1/criteria/vn.commune.2021-2025.advanced/overlays"),
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
    ]
}
