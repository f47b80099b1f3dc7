//! Who acts: the one place that says in whose hand a request writes: the person who signed in, else the local administrator, only when
//! started with `--local-admin` and only from this machine. Whether that hand may is decided where entries are appended.

use super::WebState;
use super::door::Caller;
use axum::extract::{ConnectInfo, FromRequestParts};
use axum::http::request::Parts;
use axum::http::{HeaderMap, header};
use std::convert::Infallible;
use std::net::SocketAddr;
use uuid::Uuid;
use vedich_app::{By, Hand};

/// Who the record names when nobody signed in.
const LOCAL_ADMIN: &str = "local-admin";

/// A person who may write.
#[derive(Clone, Debug)]
pub(crate) struct Actor {
    /// Their hand, without which nothing is written.
    pub(crate) hand: Hand,
    /// What a form of theirs carries, so that no other site can send it for them.
    pub(crate) token: String,
}

impl Actor {
    /// Who they are, in the name of what their device keeps for them alone; empty for the local administrator.
    pub(crate) fn device_name(&self) -> String {
        self.hand.whose().map(|person| person.to_string()).unwrap_or_default()
    }

    /// As the giver of a command; the form carries the command's identity, so that sending it twice changes nothing.
    pub(crate) fn by(&self, command: &str) -> By {
        let own = self.fresh();
        Uuid::parse_str(command).map_or(own.clone(), |command| own.command(command))
    }

    /// As the giver of a command that is new each time it is sent.
    pub(crate) fn fresh(&self) -> By {
        By::new(self.hand.clone())
    }
}

/// Who sends this request, if they may write; an extractor of every handler that shows or takes a form.
#[derive(Clone, Debug, Default)]
pub(crate) struct Acting(pub(crate) Option<Actor>);

impl Acting {
    /// The writer, if the form was shown to them.
    pub(crate) fn sent(self, token: &str) -> Option<Actor> {
        self.0.filter(|actor| actor.token == token)
    }
}

impl FromRequestParts<WebState> for Acting {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &WebState) -> Result<Self, Self::Rejection> {
        if let Some(signed) = parts.extensions.get::<Caller>().and_then(|caller| caller.signed.as_ref()) {
            return Ok(Self(Some(Actor { hand: signed.hand().clone(), token: signed.form_token.clone() })));
        }
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0);
        let token = state.admin_token().filter(|_| is_here(peer, &parts.headers));
        Ok(Self(token.map(|token| Actor { hand: Hand::operator(LOCAL_ADMIN, "web"), token: token.to_owned() })))
    }
}

/// Whether a request comes from this machine and was meant for it.
fn is_here(peer: Option<SocketAddr>, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let name = host.strip_prefix("[::1]").map_or_else(|| host.split(':').next().unwrap_or_default(), |_| "[::1]");
    let origin = headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    let same = origin.is_none_or(|origin| origin.strip_prefix("http://") == Some(host));
    peer.is_some_and(|peer| peer.ip().is_loopback()) && matches!(name, "localhost" | "127.0.0.1" | "[::1]") && same
}
