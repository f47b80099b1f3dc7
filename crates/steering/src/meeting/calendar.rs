//! A meeting as an invitation for calendars (RFC 5545): in Vietnam's time, half a day when no end is said, from eight when no hour is.

use super::hours::hours;
use super::{Meeting, MeetingState};
use vedich_values::Timestamp;

/// Media type of the file.
pub const MEDIA_TYPE: &str = "text/calendar; charset=utf-8";
/// When a meeting begins whose hour is not said: the first hour of the working day.
const FIRST_HOUR: (u8, u8) = (8, 0);
/// Lines have at most 75 bytes, the first of a line folded after it is a blank.
const MOST_BYTES: usize = 73;

/// The file, written at an instant. A later one of the same meeting takes the place of an earlier; of a meeting that is not held it takes
/// the appointment away.
#[must_use]
pub fn file(meeting: &Meeting, now: Timestamp) -> String {
    let plan = &meeting.plan;
    // Times written down before they were checked may say anything.
    let said = hours(&plan.time).ok().flatten();
    let clock = |(hour, minute): (u8, u8)| format!("{hour:02}{minute:02}00");
    let begins = clock(said.map_or(FIRST_HOUR, |said| said.from));
    let cancelled = matches!(meeting.state, MeetingState::Cancelled { .. });
    let day = plan.date.format("%Y%m%d");
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    let mut out = vec![
        "BEGIN:VCALENDAR".to_owned(),
        "VERSION:2.0".to_owned(),
        "PRODID:-//Vedich//VI".to_owned(),
        format!("METHOD:{}", if cancelled { "CANCEL" } else { "PUBLISH" }),
        "BEGIN:VTIMEZONE".to_owned(),
        "TZID:Asia/Ho_Chi_Minh".to_owned(),
        "BEGIN:STANDARD".to_owned(),
        "DTSTART:19700101T000000".to_owned(),
        "TZOFFSETFROM:+0700".to_owned(),
        "TZOFFSETTO:+0700".to_owned(),
        "END:STANDARD".to_owned(),
        "END:VTIMEZONE".to_owned(),
        "BEGIN:VEVENT".to_owned(),
        format!("UID:{}@vedich", meeting.key),
        format!("SEQUENCE:{}", meeting.log.len().saturating_sub(1)),
        format!("DTSTAMP:{stamp}"),
        format!("DTSTART;TZID=Asia/Ho_Chi_Minh:{day}T{begins}"),
        match said.and_then(|said| said.to) {
            Some(ends) => format!("DTEND;TZID=Asia/Ho_Chi_Minh:{day}T{}", clock(ends)),
            None => "DURATION:PT4H".to_owned(),
        },
        format!("STATUS:{}", if cancelled { "CANCELLED" } else { "CONFIRMED" }),
        format!("SUMMARY:{}", escaped(&plan.title)),
        format!("LOCATION:{}", escaped(&plan.venue)),
        format!("DESCRIPTION:{}", escaped(&plan.agenda.join("\n"))),
    ];
    out.extend(
        plan.invited
            .iter()
            .filter_map(|one| Some(format!("ATTENDEE;CN=\"{}\":mailto:{}", one.who.replace('"', "'"), one.email.as_deref()?))),
    );
    out.extend(["END:VEVENT".to_owned(), "END:VCALENDAR".to_owned(), String::new()]);
    out.iter().map(|line| folded(line)).collect::<Vec<_>>().join("\r\n")
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

    #[test]
    fn a_meeting_becomes_an_appointment_in_vietnams_time() {
        let file = file(&meeting("14:30", false), Timestamp::default());
        for line in ["METHOD:PUBLISH", "DTSTART;TZID=Asia/Ho_Chi_Minh:20200908T143000", "SEQUENCE:0", "DESCRIPTION:Tiến độ\\nKết luận"]
        {
            assert!(file.contains(line), "{line}: {file}");
        }
        assert!(file.contains("SUMMARY:Giao ban\\; tháng 9\\, các xã"));
        assert!(file.contains("ATTENDEE;CN=\"Xã 'Kỳ Lạc'\":mailto:kl@example.vn"));
        assert!(file.split("\r\n").all(|line| line.len() <= 75));
    }

    #[test]
    fn an_hour_without_minutes_and_an_end_are_understood() {
        let file = |time: &str| file(&meeting(time, false), Timestamp::default());
        assert!(file("14h").contains("T140000\r\nDURATION:PT4H"));
        assert!(file("14h - 16h30").contains("T140000\r\nDTEND;TZID=Asia/Ho_Chi_Minh:20200908T163000"));
    }

    #[test]
    fn a_meeting_that_is_not_held_takes_the_appointment_away() {
        let file = file(&meeting("", true), Timestamp::default());
        assert!(file.contains("METHOD:CANCEL") && file.contains("STATUS:CANCELLED") && file.contains("T080000"));
    }
}
