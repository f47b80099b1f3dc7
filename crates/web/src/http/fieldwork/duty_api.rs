//! Who is responsible for what, through the API: read, and out of a file.

use crate::api::duty_shapes::{DutyFileAnswer, DutyFileQuery, DutyShape, EndDutyRequest, GiveDutyRequest};
use crate::api::evidence_shapes::WrittenAnswer;
use crate::api::{Asking, Problem, ProblemShape};
use crate::http::asker::{Asker, GivenBytes, Writing};
use axum::Json;
use axum::extract::Path;
use axum::http::StatusCode;
use vedich_app::duties::{GiveDuty, charge_of};
use vedich_app::{App, AppError};
use vedich_board::Duty;
use vedich_facts::{Charge, Part, PersonId};
use vedich_rights::{Action, On};
use vedich_values::{CriterionNo, FactSeq, UnitId};

/// The responsibilities a unit gave, those that are over included, in the order they were given.
#[utoipa::path(get, path = "/api/v1/responsibilities/{unit}", tag = "responsibilities",
    params(("unit" = u32, Path, description = "Our id of the unit that decides them")),
    responses((status = 200, body = Vec<DutyShape>), (status = 403, body = ProblemShape)))]
pub(crate) async fn list_duties(asker: Asker, Path(id): Path<String>) -> Result<Json<Vec<DutyShape>>, Problem> {
    let (app, unit) = (&asker.app, asked(&asker, &id, Action::Read)?);
    let duties = app.live().duties(unit);
    Ok(Json(duties.iter().map(|duty| known(app, duty)).collect()))
}

/// Takes a file of responsibilities (Excel or CSV), the file as the body: all of it, or nothing. The same file twice changes nothing;
/// `Idempotency-Key` (a UUID) may be sent as well.
#[utoipa::path(post, path = "/api/v1/responsibilities/{unit}", tag = "responsibilities",
    params(("unit" = u32, Path, description = "Our id of the unit that decides them"), DutyFileQuery),
    responses((status = 200, body = DutyFileAnswer), (status = 403, body = ProblemShape), (status = 422, body = DutyFileAnswer)))]
pub(crate) async fn import_duties(
    Path(id): Path<String>,
    Asking(query): Asking<DutyFileQuery>,
    file: GivenBytes,
) -> Result<(StatusCode, Json<DutyFileAnswer>), Problem> {
    let GivenBytes { asker, bytes: body, .. } = file;
    let (lang, app, unit) = (asker.lang, &asker.app, asked(&asker, &id, Action::AssignDuties)?);
    let name = query.name.unwrap_or_else(|| "file".to_owned());
    let read = app.read_duties(unit, &name, &body);
    let problems = read.problems.iter().map(|problem| lang.problem(problem)).collect::<Vec<_>>();
    let duties = read.duties.iter().map(|duty| given(app, duty)).collect();
    let mut answer = DutyFileAnswer { entry: None, duties, known: read.known, problems };
    if !answer.problems.is_empty() {
        return Ok((StatusCode::UNPROCESSABLE_ENTITY, Json(answer)));
    }
    if !query.dry_run {
        match app.import_duties(asker.by(), unit, &name, &body).await {
            Ok(committed) => answer.entry = committed.map(|committed| committed.entry.get()),
            Err(AppError::Refused(problems)) => return Err(Problem::refused(lang, &problems)),
            Err(error) => return Err(Problem::of_write(lang, error)),
        }
    }
    Ok((StatusCode::OK, Json(answer)))
}

/// Makes somebody responsible for a criterion, everywhere below the unit, or for a unit below it.
#[utoipa::path(post, path = "/api/v1/responsibilities/{unit}/give", tag = "responsibilities", request_body = GiveDutyRequest,
    params(("unit" = u32, Path, description = "Our id of the unit that decides it")),
    responses((status = 200, body = WrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn give_duty(Path(id): Path<String>, writing: Writing<GiveDutyRequest>) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let (lang, app, unit) = (asker.lang, &asker.app, asked(&asker, &id, Action::AssignDuties)?);
    let login = sent.login.unwrap_or_default().to_lowercase();
    let person = app.rights().by_login(&login).map(|person| person.id);
    if person.is_none() && !login.is_empty() {
        return Err(Problem::unusable(lang, "login", &login, lang.text("api.kind.login")));
    }
    let over = match (sent.criterion, sent.unit) {
        (Some(no), None) => {
            let set = app
                .live()
                .shared_set(unit, app.last_day_of(unit))
                .cloned()
                .ok_or_else(|| Problem::not_found(lang, "api.no-set-then", &id))?;
            charge_of(&set, CriterionNo(no))
        }
        (None, Some(below)) => Charge::Unit(UnitId(below)),
        _ => return Err(Problem::missing(lang, "criterion | unit")),
    };
    let part = sent
        .part
        .as_deref()
        .map_or(Ok(Part::Lead), |name| Part::from_name(name).ok_or_else(|| Problem::unusable(lang, "part", name, "lead, support")))?;
    let from = sent.from.unwrap_or_else(|| app.last_day_of(unit));
    let duty = GiveDuty { unit, holder: sent.holder, person, over, part, from, to: sent.to, decision: sent.decision };
    let given = match sent.hand_over {
        true => app.hand_over_duty(asker.by(), duty).await,
        false => app.give_duties(asker.by(), "give-duty", vec![duty]).await,
    };
    let committed = given.map_err(asker.of_write())?;
    Ok(Json(committed.into()))
}

/// Ends a responsibility from a day on.
#[utoipa::path(post, path = "/api/v1/responsibilities/{unit}/{duty}/end", tag = "responsibilities", request_body = EndDutyRequest,
    params(("unit" = u32, Path, description = "Our id of the unit that decided it"), ("duty" = u64, Path, description = "Its identity")),
    responses((status = 200, body = WrittenAnswer), (status = 403, body = ProblemShape), (status = 422, body = ProblemShape)))]
pub(crate) async fn end_duty(
    Path((id, duty)): Path<(String, String)>,
    writing: Writing<EndDutyRequest>,
) -> Result<Json<WrittenAnswer>, Problem> {
    let Writing { asker, sent } = writing;
    let unit = asked(&asker, &id, Action::AssignDuties)?;
    let seq = duty.parse().map(FactSeq).map_err(|_| Problem::no_number(asker.lang, "duty", &duty))?;
    let from = sent.from.unwrap_or_else(|| asker.app.today());
    let committed = asker.app.end_duty(asker.by(), unit, seq, from, sent.why).await.map_err(asker.of_write())?;
    Ok(Json(committed.into()))
}

/// The unit an address names, if the caller may do that there.
pub(super) fn asked(asker: &Asker, id: &str, action: Action) -> Result<UnitId, Problem> {
    let (app, hand, unit) = (&asker.app, &asker.actor.hand, asker.unit(id)?);
    if app.reference().registry.get(unit).is_none() {
        return Err(Problem::not_found(asker.lang, "api.no-such-place", id));
    }
    let may = match action {
        Action::Read => app.may_within(hand, Action::Read, unit),
        action => app.may(hand, action, &On::unit(unit)).is_ok(),
    };
    if may { Ok(unit) } else { Err(Problem::forbidden(asker.lang)) }
}

fn login(app: &App, person: Option<PersonId>) -> Option<String> {
    let rights = app.rights();
    person.and_then(|person| rights.person(person)).map(|person| person.login.to_string())
}

/// What a responsibility is over: the criterion, the set whose number it is, the unit.
fn over(over: &Charge) -> (Option<u16>, Option<String>, Option<u32>) {
    match over {
        Charge::Criterion { no, set, .. } => (Some(no.0), set.as_ref().map(ToString::to_string), None),
        Charge::Unit(unit) => (None, None, Some(unit.get())),
    }
}

fn known(app: &App, duty: &Duty) -> DutyShape {
    let (criterion, set, unit) = over(&duty.over);
    DutyShape {
        duty: Some(duty.seq().get()),
        holder: duty.holder.to_string(),
        login: login(app, duty.person),
        criterion,
        set,
        unit,
        part: duty.part.name(),
        from: duty.from,
        to: duty.to,
        decision: duty.recorded.fact.source.as_deref().map(str::to_owned),
    }
}

fn given(app: &App, duty: &GiveDuty) -> DutyShape {
    let (criterion, set, unit) = over(&duty.over);
    DutyShape {
        duty: None,
        holder: duty.holder.clone(),
        login: login(app, duty.person),
        criterion,
        set,
        unit,
        part: duty.part.name(),
        from: duty.from,
        to: duty.to,
        decision: duty.decision.clone(),
    }
}
