//! What the description says of refusals, for every operation at once: how they are written, and those any operation can answer with.

use super::problem::MEDIA_TYPE;
use utoipa::openapi::path::Operation;
use utoipa::openapi::{Content, ContentBuilder, OpenApi, Ref, RefOr, Response, ResponseBuilder};

/// The schema of a refusal.
const SHAPE: &str = "#/components/schemas/ProblemShape";

/// A token that opens nothing (any more) is refused wherever it is sent.
const NOT_SIGNED_IN: (&str, &str) = ("401", "Nobody signed in, or the token opens nothing (any more)");
/// A body can be too large wherever one is taken.
const TOO_LARGE: (&str, &str) = ("413", "The body is larger than is taken here");

/// Declares refusals as they are sent.
pub(super) fn declare(description: &mut OpenApi) {
    for item in description.paths.paths.values_mut() {
        let all = [&mut item.get, &mut item.post, &mut item.put, &mut item.patch, &mut item.delete];
        all.into_iter().flatten().for_each(of_operation);
    }
}

fn of_operation(operation: &mut Operation) {
    let takes_body = operation.request_body.is_some();
    let everywhere = std::iter::once(NOT_SIGNED_IN).chain(takes_body.then_some(TOO_LARGE));
    for (status, meaning) in everywhere {
        operation.responses.responses.entry(status.to_owned()).or_insert_with(|| RefOr::T(refusal(meaning)));
    }
    for answer in operation.responses.responses.values_mut() {
        if let RefOr::T(answer) = answer {
            as_problem(answer);
        }
    }
}

fn refusal(meaning: &str) -> Response {
    let content = ContentBuilder::new().schema(Some(RefOr::Ref(Ref::new(SHAPE)))).build();
    ResponseBuilder::new().description(meaning).content(MEDIA_TYPE, content).build()
}

/// A refusal is a problem (RFC 9457), whatever its operation says; answers that list what is wrong in a file stay what they are.
fn as_problem(answer: &mut Response) {
    let is_problem = |content: &RefOr<Content>| {
        let RefOr::T(content) = content else { return false };
        matches!(&content.schema, Some(RefOr::Ref(of)) if of.ref_location == SHAPE)
    };
    if answer.content.get("application/json").is_some_and(is_problem)
        && let Some(content) = answer.content.shift_remove("application/json")
    {
        answer.content.insert(MEDIA_TYPE.to_owned(), content);
    }
}
