//! A meeting as an invitation for calendars (RFC 5545): in Vietnam's time, half a day when no end is said, from eight when no hour is.

use super::hours::hours;
use super::{Meeting, MeetingState};
use crate::check::is_address;
use vedich_values::Timestamp;

/// Media type of a file that is taken along and imported: it asks nobody for anything.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";
/// When a meeting begins whose hour is not said: the first hour of the working day.
const FIRST_HOUR: (u8, u8) = (8, 0);
/// Lines have at most 75 bytes, the first of a line folded after it is a blank.
const MOST_BYTES: usize = 73;

/// Who asks people to come (ORGANIZER): the unit that holds the meeting, at the address its letters are sent from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Organizer {
    /// The unit, as it was called that day.
    pub name: String,
    /// The address.
    pub address: String,
}

/// A message between calendars (RFC 5546), as it is enclosed in a letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// Its media type, which names the method once more (RFC 6047).
    pub media: String,
    /// The file.
    pub content: String,
}

/// The appointment as a file to be taken along, written at an instant: no method, nobody is asked.
#[must_use]
pub fn file(meeting: &Meeting, now: Timestamp) -> String {
    put_together(None, event(meeting, now))
}

/// The message that asks everybody with an address to come, or tells whoever was ever invited that the meeting is not held. A later one
/// of the same meeting takes the place of an earlier.
#[must_use]
pub fn message(meeting: &Meeting, organizer: &Organizer, now: Timestamp) -> Message {
    let cancelled = matches!(meeting.state, MeetingState::Cancelled { .. });
    let method = if cancelled { "CANCEL" } else { "REQUEST" };
    let mut lines = event(meeting, now);
    lines.push(format!("ORGANIZER;CN=\"{}\":mailto:{}", quoted(&organizer.name), organizer.address));
    let ever = meeting.invitations.iter().flat_map(|(_, invitation)| &invitation.to).filter(|_| cancelled);
    let mut asked: Vec<&str> = Vec::new();
    for one in meeting.plan.invited.iter().chain(ever) {
        let Some(address) = one.email.as_deref().filter(|address| is_address(address) && !asked.contains(address)) else { continue };
        asked.push(address);
        let wanted = if cancelled { "" } else { ";PARTSTAT=NEEDS-ACTION;RSVP=FALSE" };
        lines.push(format!("ATTENDEE;CN=\"{}\";ROLE=REQ-PARTICIPANT{wanted}:mailto:{address}", quoted(&one.who)));
    }
    Message { media: format!("{MEDIA_TYPE}; method={method}"), content: put_together(Some(method), lines) }
}

/// What the appointment says: when, where, about what.
fn event(meeting: &Meeting, now: Timestamp) -> Vec<String> {
    let plan = &meeting.plan;
    // Times written down before they were checked may say anything.
    let said = hours(&plan.time).ok().flatten();
    let clock = |(hour, minute): (u8, u8)| format!("{hour:02}{minute:02}00");
    let begins = clock(said.map_or(FIRST_HOUR, |said| said.from));
    let cancelled = matches!(meeting.state, MeetingState::Cancelled { .. });
    let day = plan.date.format("%Y%m%d");
    vec![
        format!("UID:{}@vedich", meeting.key),
        format!("SEQUENCE:{}", meeting.log.len().saturating_sub(1)),
        format!("DTSTAMP:{}", now.format("%Y%m%dT%H%M%SZ")),
        format!("DTSTART;TZID=Asia/Ho_Chi_Minh:{day}T{begins}"),
        match said.and_then(|said| said.to) {
            Some(ends) => format!("DTEND;TZID=Asia/Ho_Chi_Minh:{day}T{}", clock(ends)),
            None => "DURATION:PT4H".to_owned(),
        },
        format!("STATUS:{}", if cancelled { "CANCELLED" } else { "CONFIRMED" }),
        format!("SUMMARY:{}", escaped(&plan.title)),
        format!("LOCATION:{}", escaped(&plan.venue)),
        format!("DESCRIPTION:{}", escaped(&plan.agenda.join("\n"))),
    ]
}

fn put_together(method: Option<&str>, event: Vec<String>) -> String {
    let mut out = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Vedich//VI"].map(str::to_owned).to_vec();
    out.extend(method.map(|method| format!("METHOD:{method}")));
    let zone = [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Ho_Chi_Minh",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0700",
        "TZOFFSETTO:+0700",
        "END:STANDARD",
        "END:VTIMEZONE",
        "BEGIN:VEVENT",
    ];
    out.extend(zone.map(str::to_owned));
    out.extend(event);
    out.extend(["END:VEVENT", "END:VCALENDAR", ""].map(str::to_owned));
    out.iter().map(|line| folded(line)).collect::<Vec<_>>().join("\r\n")
}

/// A name between quotation marks, in which these and line breaks can't stand.
fn quoted(text: &str) -> String {
    text.chars().filter(|character| !character.is_control()).map(|character| if character == '"' { '\'' } else { character }).collect()
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace(';', "\\;").replace(',', "\\,").replace('\n', "\\n")
}

fn folded(line: &str) -> String {
    let (mut out, mut length) = (String::new(), 0);
    for character in line.chars() {
        if length + character.len_utf8() > MOST_BYTES {
            out.push_str("\r\n ");
            length = 1;
        }
        out.push(character);
        length += character.len_utf8();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use vedich_facts::steering::{Invitee, MeetingChange, MeetingEdit, MeetingPlan};
    use vedich_facts::{Body, Fact, Recorded};
    use vedich_values::{EntrySeq, FactSeq, ItemKey, UnitId};

    fn meeting(time: &str, cancelled: bool) -> Meeting {
        let mut plan =
            MeetingPlan::new("Giao ban; tháng 9, các xã có tiêu chí giao thông và môi trường chưa đạt", "2020-09-08".parse().unwrap());
        plan.time = time.to_owned();
        plan.agenda = vec!["Tiến độ".to_owned(), "Kết luận".to_owned()];
        plan.invited = vec![Invitee { who: "Xã \"Kỳ Lạc\"".to_owned(), email: Some("kl@example.vn".to_owned()) }];
        let mut edits = vec![MeetingEdit::Plan(Box::new(plan))];
        if cancelled {
            edits.push(MeetingEdit::Cancel { reason: "bão".to_owned() });
        }
        let change = MeetingChange { meeting: ItemKey::new("m"), base: FactSeq(0), edits };
        let fact = Fact::new(UnitId(1), "2020-09-01".parse().unwrap(), Body::Meeting(Box::new(change)));
        let facts = [Recorded { seq: FactSeq(1), entry: EntrySeq(1), recorded_at: Timestamp::default(), fact }];
        Meeting::replay(&ItemKey::new("m"), &facts).unwrap()
    }

    fn organizer() -> Organizer {
        Organizer { name: "UBND huyện \"Kỳ Anh\"".to_owned(), address: "vedich@example.vn".to_owned() }
    }

    /// The lines as a calendar reads them.
    fn lines(file: &str) -> Vec<String> {
        assert!(file.split("\r\n").all(|line| line.len() <= 75));
        file.replace("\r\n ", "").split("\r\n").map(str::to_owned).collect()
    }

    #[test]
    fn a_meeting_becomes_a_request_of_its_unit_in_vietnams_time() {
        let message = message(&meeting("14:30", false), &organizer(), Timestamp::default());
        assert_eq!(message.media, "text/calendar; charset=utf-8; method=REQUEST");
        let lines = lines(&message.content);
        for line in [
            "METHOD:REQUEST",
            "UID:m@vedich",
            "SEQUENCE:0",
            "DTSTAMP:19700101T000000Z",
            "DTSTART;TZID=Asia/Ho_Chi_Minh:20200908T143000",
            "DESCRIPTION:Tiến độ\\nKết luận",
            "ORGANIZER;CN=\"UBND huyện 'Kỳ Anh'\":mailto:vedich@example.vn",
            "ATTENDEE;CN=\"Xã 'Kỳ Lạc'\";ROLE=REQ-PARTICIPANT;PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:kl@example.vn",
        ] {
            assert!(lines.iter().any(|known| known == line), "{line}: {lines:?}");
        }
        assert!(lines.iter().any(|line| line.starts_with("SUMMARY:Giao ban\\; tháng 9\\, các xã")));
    }

    #[test]
    fn a_file_to_take_along_asks_nobody() {
        let lines = lines(&file(&meeting("14:30", false), Timestamp::default()));
        assert!(!lines.iter().any(|line| ["METHOD", "ORGANIZER", "ATTENDEE"].iter().any(|name| line.starts_with(name))), "{lines:?}");
    }

    #[test]
    fn an_hour_without_minutes_and_an_end_are_understood() {
        let file = |time: &str| file(&meeting(time, false), Timestamp::default());
        assert!(file("14h").contains("T140000\r\nDURATION:PT4H"));
        assert!(file("14h - 16h30").contains("T140000\r\nDTEND;TZID=Asia/Ho_Chi_Minh:20200908T163000"));
    }

    #[test]
    fn a_meeting_that_is_not_held_takes_the_appointment_away() {
        let message = message(&meeting("", true), &organizer(), Timestamp::default());
        assert_eq!(message.media, "text/calendar; charset=utf-8; method=CANCEL");
        let lines = lines(&message.content);
        for line in ["METHOD:CANCEL", "STATUS:CANCELLED", "ATTENDEE;CN=\"Xã 'Kỳ Lạc'\";ROLE=REQ-PARTICIPANT:mailto:kl@example.vn"] {
            assert!(lines.iter().any(|known| known == line), "{line}: {lines:?}");
        }
        assert!(lines.iter().any(|line| line.starts_with("ORGANIZER")) && message.content.contains("T080000"));
    }
}
