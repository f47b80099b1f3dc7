//! Accounts, persons, what people did.

use super::{ADMINISTRATORS, Row, Who, get, open, post};
use axum::http::Method;

const AUDITORS: &[&str] = &["thanhtra", "quantri", "hethong"];
const SET: &str = "/criteria/vn.commune.2021-2025.advanced/confirm";
const POST_OWN: &str = r#"{"role":"leader","unit":@ownunit}"#;
const INVITE_OWN: &str = r#"{"login":"@new.api","name":"A","post":{"role":"commune-officer","unit":@ownunit}}"#;
const INVITE_OTHER: &str = r#"{"login":"@new.api","name":"A","post":{"role":"commune-officer","unit":@otherunit}}"#;
const WISH: &str = "rhythm=daily&hour=7&weekday=1";

pub(super) fn rows() -> Vec<Row> {
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
        get("/account", "/account", Who::SignedIn),
        get("/work", "/work", Who::SignedIn),
        get("/notices", "/notices", Who::SignedIn),
        post("/notices/{what}", ("/notices/read", "key=x"), ("/notices/unread", "key=x"), Who::SignedIn),
        get("/api/v1/work", "/api/v1/work", Who::SignedIn),
        get("/letters", "/letters", Who::SignedIn),
        // A letter that is none of one's business is one there is not.
        post("/letters/again", ("/letters/again", "id=x"), ("/letters/again", "id=x"), Who::SignedIn),
        get("/api/v1/letters", "/api/v1/letters", Who::SignedIn),
        post(
            "/api/v1/letters/again",
            ("/api/v1/letters/again", r#"{"id":"x"}"#),
            ("/api/v1/letters/again", r#"{"id":"x"}"#),
            Who::SignedIn,
        ),
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
        get("/people/import", "/people/import", Who::Only(ADMINISTRATORS, ADMINISTRATORS)),
        get("/people/import/{file}", "/people/import/template.xlsx", Who::Only(ADMINISTRATORS, ADMINISTRATORS)),
        // A list looked at: what of it the reader may not give is told with its cell.
        post("/people/import", ("/people/import", "carried=a.csv/41"), ("/people/import", ""), Who::Only(ADMINISTRATORS, ADMINISTRATORS)),
        post(
            "/api/v1/people/import",
            ("/api/v1/people/import?dry_run=true", "{}"),
            ("/api/v1/people/import", "{}"),
            Who::Only(ADMINISTRATORS, ADMINISTRATORS),
        ),
        get("/api/v1/people", "/api/v1/people", Who::Only(ADMINISTRATORS, ADMINISTRATORS)),
        post(
            "/api/v1/people/{person}",
            ("/api/v1/people/@mattran", "{\"phone\":\"0239 385 1234\"}"),
            ("/api/v1/people/@thon", "{\"phone\":\"0239 385 1234\"}"),
            administered(),
        ),
        post(
            "/api/v1/people/{person}/reset-factor",
            ("/api/v1/people/@mattran/reset-factor", "{\"why\":\"x\"}"),
            ("/api/v1/people/@thon/reset-factor", "{\"why\":\"x\"}"),
            administered(),
        ),
        post("/api/v1/people", ("/api/v1/people", INVITE_OWN), ("/api/v1/people", INVITE_OTHER), administered()),
        post(
            "/api/v1/people/{person}/posts",
            ("/api/v1/people/@mattran/posts", POST_OWN),
            ("/api/v1/people/@thon/posts", POST_OWN),
            administered(),
        ),
        post(
            "/api/v1/people/{person}/posts/{post}/end",
            ("/api/v1/people/@mattran/posts/0/end", "{}"),
            ("/api/v1/people/@thon/posts/0/end", "{}"),
            administered(),
        ),
        get("/api/v1/tokens", "/api/v1/tokens", Who::SignedIn),
        // For no days at all: wrong passwords would make the walk wait.
        post(
            "/api/v1/tokens",
            ("/api/v1/tokens", "{\"name\":\"x\",\"days\":0}"),
            ("/api/v1/tokens", "{\"name\":\"x\",\"days\":0}"),
            Who::SignedIn,
        ),
        post("/api/v1/tokens/{token}/revoke", ("/api/v1/tokens/0/revoke", "{}"), ("/api/v1/tokens/0/revoke", "{}"), Who::SignedIn),
        // A post that is not the caller's own: the same answer to everybody.
        post(
            "/api/v1/posts/{post}/delegate",
            ("/api/v1/posts/0/delegate", "{\"login\":\"mattran\",\"to\":\"2026-12-31\"}"),
            ("/api/v1/posts/0/delegate", "{\"login\":\"mattran\",\"to\":\"2026-12-31\"}"),
            Who::Only(&[], &[]),
        ),
        // Ended sessions of the demo's people would end this walk: an account made for it.
        post(
            "/api/v1/people/{person}/disable",
            ("/api/v1/people/@spare/disable", "{\"why\":\"x\"}"),
            ("/api/v1/people/@otherspare/disable", "{\"why\":\"x\"}"),
            administered(),
        ),
        post(
            "/api/v1/people/{person}/enable",
            ("/api/v1/people/@spare/enable", "{}"),
            ("/api/v1/people/@otherspare/enable", "{}"),
            administered(),
        ),
        get("/api/v1/audit", "/api/v1/audit", Who::Only(AUDITORS, AUDITORS)),
        get("/api/v1/audit/entries/{entry}", "/api/v1/audit/entries/1", Who::Only(AUDITORS, AUDITORS)),
        get("/audit/entries/{entry}", "/audit/entries/1", Who::Only(AUDITORS, AUDITORS)),
        get("/api/v1/audit/verify", "/api/v1/audit/verify", Who::Only(&["hethong"], &["hethong"])),
        get("/audit", "/audit", Who::Only(AUDITORS, AUDITORS)),
        get("/audit?verify", "/audit?verify=1", Who::Only(&["hethong"], &["hethong"])),
        get("/audit/{file}", "/audit/trail.csv", Who::Only(AUDITORS, AUDITORS)),
    ]
}
