//! The parameters an address of the API takes are those its description names, and no others: a filter misspelt would answer another
//! question.

use super::Problem;
use super::handlers::Speech;
use crate::http::decode;
use axum::extract::{MatchedPath, Request};
use axum::http::Method;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::collections::HashMap;
use std::sync::LazyLock;
use utoipa::openapi::RefOr;
use utoipa::openapi::path::{Operation, ParameterIn};
use vedich_values::near::nearest;
use vedich_wording::Lang;

/// The parameter every address takes.
const EVERYWHERE: &str = "lang";

type Declared = HashMap<(String, Method), Vec<String>>;

/// The names of the parameters of each address, in the order of the description.
static DECLARED: LazyLock<Declared> = LazyLock::new(|| {
    let named = |operation: Operation| {
        let whole = |one| if let RefOr::T(parameter) = one { Some(parameter) } else { None };
        let all = operation.parameters.unwrap_or_default().into_iter().filter_map(whole);
        all.filter(|one| one.parameter_in == ParameterIn::Query).map(|one| one.name).collect()
    };
    let described = super::description().paths.paths.into_iter().flat_map(|(path, item)| {
        let methods = [(Method::GET, item.get), (Method::POST, item.post), (Method::PUT, item.put), (Method::DELETE, item.delete)];
        methods.map(|(method, operation)| Some(((path.clone(), method), operation?))).into_iter().flatten()
    });
    described.map(|(address, operation)| (address, named(operation))).collect()
});

/// Lets calls through whose parameters are all declared.
pub(crate) async fn alone(Speech(lang): Speech, matched: Option<MatchedPath>, request: Request, next: Next) -> Response {
    // HEAD asks as GET does.
    let method = if request.method() == Method::HEAD { Method::GET } else { request.method().clone() };
    let declared = matched.and_then(|path| DECLARED.get(&(path.as_str().to_owned(), method)));
    match declared.and_then(|known| stranger(lang, known, request.uri().query().unwrap_or_default())) {
        Some(problem) => problem.into_response(),
        None => next.run(request).await,
    }
}

/// The first parameter of a query that is not known, told.
fn stranger(lang: Lang, known: &[String], query: &str) -> Option<Problem> {
    let names = query.split('&').filter(|pair| !pair.is_empty()).map(|pair| decode(pair.split('=').next().unwrap_or(pair)));
    let name = names.into_iter().find(|name| name != EVERYWHERE && !known.contains(name))?;
    let near = nearest(&name, known.iter().map(String::as_str)).unwrap_or_default();
    let allowed = if known.is_empty() { EVERYWHERE.to_owned() } else { known.join(", ") };
    Some(Problem::no_parameter(lang, &name, near, &allowed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_declared_is_named_with_what_is() {
        let known = ["limit", "with_data", "q"].map(str::to_owned);
        let told = |query: &str| stranger(Lang::Vi, &known, query).map(|problem| problem.detail().to_owned());
        assert!(told("q=a&limt=3").unwrap().contains("có phải `limit`?"));
        assert!(told("q=a&something=3").unwrap().contains("limit, with_data, q"));
        assert_eq!(told("q=a&lang=en&&limit=x"), None);
        assert!(stranger(Lang::En, &[], "q=a").unwrap().detail().contains("`q`"));
    }

    #[test]
    fn addresses_that_take_parameters_and_those_that_take_none_are_known() {
        let of = |path: &str| DECLARED.get(&(path.to_owned(), Method::GET)).unwrap().clone();
        assert!(of("/api/v1/tasks").contains(&"show".to_owned()));
        assert!(of("/api/v1/areas/{unit}").contains(&"limit".to_owned()));
        assert!(of("/api/v1/returned").is_empty());
    }
}
