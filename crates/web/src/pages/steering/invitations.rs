//! Invitations by mail: what was sent to how many, and the form that sends them.

use super::meeting::MeetingPage;
use super::{area, is_sent, typed_of};
use crate::frame::Frame;
use crate::parts::form::Sent;
use maud::{Markup, html};
use vedich_app::steering::LettersOut;

/// What is known of the invitations of a meeting.
#[derive(Clone, Copy, Debug, Default)]
pub struct Invitations {
    /// Where their letters are.
    pub letters: LettersOut,
    /// How many of those invited have an address.
    pub reachable: usize,
    /// Whether this server sends mail.
    pub mail: bool,
}

/// The invitations of a meeting, and the form while it is planned.
pub(super) fn section(f: &Frame, view: &MeetingPage) -> Markup {
    let (meeting, known) = (&view.meeting, &view.invitations);
    let writes = view.may_write && meeting.open && meeting.state == "planned";
    let LettersOut { sent, waiting, given_up } = known.letters;
    html! {
        @for (count, date) in &meeting.invitations { p { (f.say("steering.invited-on", &[("n", &count.to_string()), ("date", date)])) } }
        @if sent + waiting > 0 { p.quiet { (f.say("steering.letters-out", &[("sent", &sent.to_string()), ("waiting", &waiting.to_string())])) } }
        @if given_up > 0 { p.note.warn { (f.say("steering.letters-given-up", &[("n", &given_up.to_string())])) " " a href="/letters" { (f.text("letters.see")) } } }
        @if waiting > 0 && !known.mail { p.note.warn { (f.text("steering.no-mail")) } }
        @if writes && known.reachable == 0 { p.quiet.no-print { (f.text("steering.invite-nobody")) } }
        @if writes && known.reachable > 0 {
            details.no-print open[is_sent(&view.sent, "invite")] { summary { (f.text("steering.invite")) }
                p.quiet { (f.say("steering.invite-hint", &[("n", &known.reachable.to_string())])) }
                form.tall method="post" action={ "/meetings/" (meeting.key) "/invite" } {
                    (view.carried.show_of("invite"))
                    (area(&typed_of(&view.sent, "invite", Sent::default()), "invite", "text", f.text("steering.invite-text"), "", 2))
                    button.act type="submit" { (f.text("steering.invite")) }
                }
            }
        }
    }
}
