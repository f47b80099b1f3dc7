//! JSON API v1: everything the pages show, for programs. Read-only, public, described by OpenAPI 3.1.
//!
//! Errors are `application/problem+json` (RFC 9457). Lists are paged by key (`after`), never by offset. Keys are only ever added.

pub mod attribute_shapes;
pub mod audit_shapes;
pub mod checklist_shapes;
pub mod convert;
pub(crate) mod declared;
pub mod duty_shapes;
pub mod entry_shapes;
pub mod evidence_shapes;
pub mod fieldwork_shapes;
mod handlers;
pub mod letter_shapes;
pub(crate) mod misread;
pub mod people_shapes;
pub mod plan_file_shapes;
mod problem;
pub mod record_shapes;
mod refusals;
pub mod roadmap_requests;
pub mod roadmap_shapes;
pub mod search_shapes;
pub mod shapes;
pub mod steering_shapes;
pub mod visit_shapes;

pub(crate) use handlers::{Asking, Speech, date as day_asked, rows as rows_asked};
pub use problem::{Problem, ProblemShape};

use crate::http::SECURE_COOKIE;
use axum::Router;
use utoipa::OpenApi;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme};
use utoipa_axum::{router::OpenApiRouter, routes};
use vedich_app::App;

/// What the API answers from.
#[derive(Clone, Debug)]
pub struct ApiState {
    /// The running product.
    pub app: App,
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Vedich",
        version = "1",
        description = "New Rural Development programme of Việt Nam: places against criteria sets, on any date. Dates are civil dates (YYYY-MM-DD); \
                       `as_of` is what the answer is about, `known_on` what had been recorded by the end of that day. `lang` is vi or en. \
                       A parameter that an address does not take is refused (400), with those it takes. \
                       Boards, places, units, criteria and roadmaps are public; everything else is for people who signed in (401 without), and for programs \
                       with a token of a person: `Authorization: Bearer vedich_…`, made on the page of one's account."
    ),
    modifiers(&Session),
    tags(
        (name = "places", description = "A unit assessed against a criteria set"),
        (name = "areas", description = "Boards and totals of an area"),
        (name = "units", description = "Administrative units before and after 1 July 2025"),
        (name = "criteria", description = "Criteria sets and what differs between them"),
        (name = "search", description = "Whatever says some words, as far as whoever asks may read it"),
        (name = "journal", description = "The record"),
        (name = "sheets", description = "Entry sheets of a unit and period, and who has handed them in; for whoever may enter or read there"),
        (name = "verification", description = "Values that wait for those who verify them; for people who signed in"),
        (name = "responsibilities", description = "Who is responsible for which criterion or unit; for people who signed in"),
        (name = "evidence", description = "Evidence of a unit: listed, fetched, attached, withdrawn; by the rights to what it shows"),
        (name = "visits", description = "Site visits to a unit and what became of what they demanded; for people who signed in"),
        (name = "audit", description = "The audit trail and its chain; for who audits"),
        (name = "people", description = "Accounts and what opens them; for who administers them"),
        (name = "roadmaps", description = "Roadmaps: dates, what decides them, how likely they are; written by whoever may write here"),
        (name = "steering", description = "Meetings, tasks, proposals: read by people who signed in, written by whoever may write here"),
        (name = "papers", description = "Official papers: begun, written on, issued, read; by whoever may read or write there"),
        (name = "bulletins", description = "Official texts read into proposals, and applied, by whoever may write here"),
    ),
    paths(
        crate::http::search::search_all,
        crate::http::overlay_api::list_overlays,
        crate::http::roadmap_api::edit_roadmap,
        crate::http::roadmap_api::count_roadmap,
        crate::http::roadmap_api::make_roadmap,
        crate::http::roadmap_api::undo_roadmap,
        crate::http::roadmap_api::agree_roadmap,
        crate::http::roadmap_api::carry_roadmap,
        crate::http::days_off_api::list_days_off,
        crate::http::days_off_api::declare_days_off,
        crate::http::days_off_api::withdraw_days_off,
        crate::http::plan_api::schedule,
        crate::http::plan_api::forecast,
        crate::http::plan_api::allocate,
        crate::http::plan_files::api::download_roadmap,
        crate::http::plan_files::api::upload_roadmap,
        crate::http::record_api::confirm_value,
        crate::http::record_api::import_file,
        crate::http::entry::api::show_sheet,
        crate::http::entry::api::save_sheet,
        crate::http::entry::api::show_reporting,
        crate::http::entry::api::move_due,
        crate::http::work::work_api::list_work,
        crate::http::letters::list_letters,
        crate::http::letters::send_again,
        crate::http::people::api::list_people,
        crate::http::people::api::import_people,
        crate::http::people::post_api::invite_person,
        crate::http::people::post_api::appoint,
        crate::http::people::post_api::end_post,
        crate::http::people::post_api::delegate,
        crate::http::people::token_api::list_tokens,
        crate::http::people::token_api::make_token,
        crate::http::people::token_api::revoke_token,
        crate::http::people::post_api::disable,
        crate::http::people::post_api::enable,
        crate::http::people::audit_api::list_trail,
        crate::http::people::audit_api::show_entry,
        crate::http::people::audit_api::verify_trail,
        crate::http::people::api::describe_person,
        crate::http::people::api::reset_factor,
        crate::http::fieldwork::verify_api::list_waiting,
        crate::http::fieldwork::verify_api::list_came_back,
        crate::http::fieldwork::verify_api::correct,
        crate::http::fieldwork::verify_api::say,
        crate::http::fieldwork::attribute_api::list_attributes,
        crate::http::fieldwork::attribute_api::state_attribute,
        crate::http::fieldwork::duty_api::list_duties,
        crate::http::fieldwork::duty_api::import_duties,
        crate::http::fieldwork::duty_api::give_duty,
        crate::http::fieldwork::duty_api::end_duty,
        crate::http::fieldwork::evidence_api::list_evidence,
        crate::http::fieldwork::evidence_api::show_checklist,
        crate::http::fieldwork::evidence_api::fetch_archive,
        crate::http::fieldwork::evidence_api::show_evidence,
        crate::http::fieldwork::evidence_api::fetch_evidence,
        crate::http::fieldwork::evidence_api::attach_file,
        crate::http::fieldwork::evidence_api::attach_link,
        crate::http::fieldwork::evidence_api::withdraw_evidence,
        crate::http::fieldwork::visit_api::list_visits,
        crate::http::fieldwork::visit_api::record_visit,
        crate::http::fieldwork::visit_api::follow_visit,
        crate::http::fieldwork::visit_api::fetch_visit_file,
        crate::http::desk::api::read_bulletin,
        crate::http::desk::api::show_bulletin,
        crate::http::desk::api::apply_bulletin,
        crate::http::desk::api::hand_over_bulletin,
        crate::http::desk::folder_api::list_folders,
        crate::http::desk::folder_api::hand_over_folder,
        crate::http::desk::list_api::list_bulletins,
        crate::http::desk::list_api::read_bulletin_file,
        crate::http::desk::list_api::drop_bulletin,
        crate::http::desk::list_api::score_bulletins,
        crate::http::desk::list_api::show_document,
        crate::http::desk::shelf::list_documents,
        crate::http::desk::lessons::list_examples,
        crate::http::steering::api::tasks,
        crate::http::steering::api::task,
        crate::http::steering::api::count,
        crate::http::steering::api::leaders,
        crate::http::steering::api::meetings,
        crate::http::steering::api::meeting,
        crate::http::steering::api::proposals,
        crate::http::steering::api::proposal,
        crate::http::steering::write_api::assign_task,
        crate::http::steering::write_api::edit_task,
        crate::http::steering::write_api::replace_task,
        crate::http::steering::write_api::act_on_task,
        crate::http::steering::write_api::close_count,
        crate::http::steering::write_api::plan_meeting,
        crate::http::steering::write_api::edit_meeting,
        crate::http::steering::write_api::conclude,
        crate::http::steering::write_api::invite,
        crate::http::steering::write_api::send_proposal,
        crate::http::steering::write_api::answer_proposal,
        crate::http::steering::write_api::judge_proposal,
        crate::http::papers::api::list_papers,
        crate::http::papers::api::begin_paper,
        crate::http::papers::template_api::show_template,
        crate::http::papers::template_api::set_template,
        crate::http::papers::api::show_paper,
        crate::http::papers::api::write_paper,
        crate::http::papers::api::end_paper,
        crate::http::papers::office::check_office_file,
        crate::http::papers::register_api::show_registers,
        crate::http::papers::register_api::receive_paper,
        crate::http::papers::register_api::correct_arrival,
        crate::http::papers::register_api::follow_paper,
        crate::http::papers::register_api::hand_over
    )
)]
struct Description;

/// How a call says who calls: by the cookie that signing in gives, over HTTPS under the name of a host-only cookie, or by a token.
struct Session;

impl utoipa::Modify for Session {
    fn modify(&self, description: &mut utoipa::openapi::OpenApi) {
        let cookie =
            ApiKeyValue::with_description(SECURE_COOKIE, "Given by POST /sign-in (`vedich` where the site is served without HTTPS)");
        let components = description.components.get_or_insert_default();
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
        components.add_security_scheme("token", SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer)));
    }
}

/// Every route with its description.
fn routes() -> OpenApiRouter<ApiState> {
    let v1 = OpenApiRouter::new()
        .routes(routes!(handlers::places::show_place))
        .routes(routes!(handlers::places::list_history))
        .routes(routes!(handlers::places::show_progress))
        .routes(routes!(handlers::places::show_rank))
        .routes(routes!(handlers::places::list_records))
        .routes(routes!(handlers::areas::show_area))
        .routes(routes!(handlers::units::find_units))
        .routes(routes!(handlers::units::show_unit))
        .routes(routes!(handlers::units::list_children))
        .routes(routes!(handlers::criteria::list_sets))
        .routes(routes!(handlers::criteria::show_set))
        .routes(routes!(handlers::criteria::diff_sets))
        .routes(routes!(handlers::lookups::list_procedures))
        .routes(routes!(handlers::lookups::show_procedure))
        .routes(routes!(handlers::lookups::list_terms))
        .routes(routes!(handlers::journal::list_entries))
        .routes(routes!(handlers::roadmaps::show_roadmap))
        .routes(routes!(handlers::roadmaps::show_chain))
        .routes(routes!(handlers::roadmaps::show_forecast))
        .routes(routes!(handlers::roadmaps::show_triage))
        .routes(routes!(handlers::roadmaps::show_value))
        .routes(routes!(handlers::roadmaps::show_slippage))
        .routes(routes!(handlers::roadmaps::list_roadmaps));
    OpenApiRouter::with_openapi(Description::openapi()).nest("/api/v1", v1)
}

/// The API under `/api/v1`, and its description at `/api/v1/openapi.json`.
pub fn router(state: ApiState) -> Router {
    let (router, mut described) = routes().split_for_parts();
    refusals::declare(&mut described);
    let text = described.to_json().unwrap_or_default();
    router
        .route("/api/v1/openapi.json", axum::routing::get(move || async move { ([("content-type", "application/json")], text) }))
        .route("/api/v1/{*rest}", axum::routing::any(handlers::nothing_here))
        .with_state(state)
}

/// The OpenAPI description, for the viewer and for tests.
#[must_use]
pub fn description() -> utoipa::openapi::OpenApi {
    let mut described = routes().into_openapi();
    refusals::declare(&mut described);
    described
}
