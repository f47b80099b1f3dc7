//! Every page on sample views, in both languages, as it was last looked at and found good.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use crate::samples as s;
use vedich_app::people::CameBySso;
use vedich_web::frame::{Frame, Theme};
use vedich_web::pages;
use vedich_wording::Lang;

/// A tag per line, names of assets without their hashes: what a person can read in a difference.
fn readable(page: &str) -> String {
    let mut out = String::new();
    for (i, part) in page.split("/assets/").enumerate() {
        let rest = if i == 0 { part } else { part.split_once('"').map_or("", |(_, rest)| rest) };
        out.push_str(if i == 0 { "" } else { "/assets/*\"" });
        out.push_str(rest);
    }
    out.replace("><", ">\n<")
}

fn check(name: &str, path: &str, as_of: (i32, u32, u32), render: impl Fn(&Frame) -> maud::Markup) {
    for lang in Lang::ALL {
        let frame = s::frame(lang, Theme::Auto, path, s::day(as_of.0, as_of.1, as_of.2));
        let page = render(&frame).into_string();
        assert_eq!(page, render(&frame).into_string(), "{name} renders the same twice");
        insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(format!("{name}-{}", lang.tag()), readable(&page));
        });
    }
}

#[test]
fn pages_look_as_they_did() {
    const TODAY: (i32, u32, u32) = (2026, 11, 22);
    const CASE_D: (i32, u32, u32) = (2020, 9, 8);
    check("home", "/", TODAY, |f| pages::home::render(f, &s::home()));
    check("board", "/board/sample", CASE_D, |f| pages::board::render(f, &s::board_district()));
    check("board-empty", "/board/sample", CASE_D, |f| pages::board::render(f, &s::board_empty()));
    check("place", "/places/sample", CASE_D, |f| pages::place::render(f, &s::lam_hop()));
    check("place-advanced", "/places/sample", (2024, 1, 24), |f| pages::place::render(f, &s::quang_an()));
    check("place-reported", "/places/sample", (2017, 6, 6), |f| pages::place::render(f, &s::hai_dong()));
    check("place-pipeline", "/places/sample", (2020, 8, 5), |f| pages::place::render(f, &s::dong_son()));
    check("criteria", "/criteria", TODAY, |f| pages::criteria::render(f, &s::criteria()));
    check("criteria-set", "/criteria/sample", TODAY, |f| pages::criteria_set::render(f, &s::criteria_set()));
    check("criteria-diff", "/criteria/a/diff/b", TODAY, |f| pages::criteria_diff::render(f, &s::criteria_diff()));
    check("units", "/units", TODAY, |f| pages::units::render(f, &s::units()));
    check("unit", "/units/sample", TODAY, |f| pages::unit::render(f, &s::unit()));
    check("search", "/search", TODAY, |f| pages::search::render(f, &s::search()));
    check("search-empty", "/search", TODAY, |f| pages::search::render(f, &s::search_empty()));
    const COUNTED: (i32, u32, u32) = (2020, 9, 21);
    check("roadmaps", "/roadmaps", COUNTED, |f| pages::roadmaps::list::render(f, &s::roadmaps::list()));
    check("roadmap", "/roadmaps/7", COUNTED, |f| pages::roadmaps::one::render(f, &s::roadmaps::roadmap()));
    check("roadmap-edited", "/roadmaps/7", COUNTED, |f| pages::roadmaps::one::render(f, &s::roadmaps::roadmap_edited()));
    check("roadmap-none", "/roadmaps/7", COUNTED, |f| pages::roadmaps::one::render(f, &s::roadmaps::no_roadmap()));
    check("days-off", "/days-off/9", COUNTED, |f| pages::roadmaps::days_off::render(f, &s::roadmaps::days_off()));
    check("roadmaps-empty", "/roadmaps", COUNTED, |f| pages::roadmaps::list::render(f, &s::roadmaps::list_empty()));
    check("imports", "/imports", COUNTED, |f| pages::imports::render(f, &s::roadmaps::imports()));
    check("roadmap-area", "/roadmaps/area/9", COUNTED, |f| pages::roadmaps::area::render(f, &s::roadmaps::area()));
    check("roadmap-count", "/roadmaps/7/count", COUNTED, |f| pages::roadmaps::count::render(f, &s::roadmaps::count_week()));
    check("roadmap-agreed", "/roadmaps/7/agreed", COUNTED, |f| pages::roadmaps::agreed::render(f, &s::roadmaps::agreed()));
    check("roadmap-value", "/roadmaps/7/value", COUNTED, |f| pages::roadmaps::value::render(f, &s::roadmaps::value()));
    check("roadmap-count-month", "/roadmaps/7/count", COUNTED, |f| pages::roadmaps::count::render(f, &s::roadmaps::count_month()));
    check("roadmap-make", "/roadmaps/7/make", COUNTED, |f| pages::roadmaps::forms::make(f, &s::roadmaps::make()));
    check("roadmap-task", "/roadmaps/7/task", COUNTED, |f| pages::roadmaps::forms::task(f, &s::roadmaps::task()));
    check("roadmap-head", "/roadmaps/7/head", COUNTED, |f| pages::roadmaps::forms::head(f, &s::roadmaps::head()));
    check("roadmap-history", "/roadmaps/7/history", COUNTED, |f| pages::roadmaps::forms::history(f, &s::roadmaps::history()));
    check("about", "/about", TODAY, |f| pages::about::render(f, &s::about()));
    check("verify", "/verify", TODAY, |f| pages::fieldwork::verify::render(f, &s::verify()));
    check("verify-empty", "/verify", TODAY, |f| pages::fieldwork::verify::render(f, &s::verify_empty()));
    check("returned", "/returned", TODAY, |f| pages::fieldwork::returned::render(f, &s::returned()));
    check("desk", "/desk", TODAY, |f| pages::desk::list::render(f, &s::desk()));
    check("desk-again", "/desk", TODAY, |f| pages::desk::list::render(f, &s::desk_again()));
    check("desk-reading", "/desk/sample", TODAY, |f| pages::desk::reading::render(f, &s::reading()));
    check("desk-folder", "/desk/folders/sample", TODAY, |f| pages::desk::folder::render(f, &s::folder()));
    check("desk-score", "/desk/score", TODAY, |f| pages::desk::score::render(f, &s::score()));
    check("error", "/nowhere", CASE_D, |f| pages::error::render(f, &s::not_found()));
}

#[test]
fn pages_of_daily_work_look_as_they_did() {
    const TODAY: (i32, u32, u32) = (2026, 11, 22);
    check("work", "/work", TODAY, |f| pages::work::render(f, &s::daily::work()));
    check("notices", "/notices", TODAY, |f| pages::notices::render(f, &s::daily::notices()));
    check("account", "/account", TODAY, |f| pages::people::account::render(f, &s::daily::account()));
    check("account-owed", "/account", TODAY, |f| pages::people::account::render(f, &s::daily::account_owed()));
    let by_sso = |came| s::daily::account_by_sso(came);
    check("account-sso", "/account", TODAY, |f| pages::people::account::render(f, &by_sso(CameBySso::JustNow)));
    check("account-sso-untimed", "/account", TODAY, |f| pages::people::account::render(f, &by_sso(CameBySso::Untimed)));
    check("people", "/people", TODAY, |f| pages::people::list::render(f, &s::daily::people()));
    check("people-file", "/people/import", TODAY, |f| pages::people::roster::render(f, &s::daily::people_file()));
    check("people-file-refused", "/people/import", TODAY, |f| pages::people::roster::render(f, &s::daily::people_file_refused()));
    check("people-file-taken", "/people/import", TODAY, |f| pages::people::roster::render(f, &s::daily::people_file_taken()));
    check("entry-sheet", "/entry/9", TODAY, |f| pages::entry::sheet::render(f, &s::daily::sheet()));
    check("entry-units", "/entry/22/units", TODAY, |f| pages::entry::units::render(f, &s::daily::units_grid()));
    check("evidence", "/evidence/9", TODAY, |f| pages::fieldwork::evidence::render(f, &s::daily::evidence()));
    check("duties", "/responsibility/9", TODAY, |f| pages::fieldwork::duties::render(f, &s::daily::duties()));
    check("visits", "/visits/9", TODAY, |f| pages::fieldwork::visits::render(f, &s::daily::visits()));
}
