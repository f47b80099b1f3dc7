//! Dates of a roadmap as iCalendar (RFC 5545), for the calendar of a person or a unit: a day or span for each task.

use crate::planner::{Planned, TaskStanding};
use chrono::Datelike;
use std::sync::Arc;
use vedich_values::{Date, text::fold};

/// Octets of a line at most; longer ones go on in the next.
const LINE_OCTETS: usize = 75;

/// Which dates.
#[derive(Clone, Debug, Default)]
pub struct Wanted<'a> {
    /// Name of the calendar.
    pub name: &'a str,
    /// Only the tasks this person is responsible for, or in charge of as a member of the committee; none: all.
    pub person: Option<&'a str>,
    /// The last line of each description; `{unit}` is told by the caller.
    pub units: Vec<String>,
    /// Words: late, critical, responsible.
    pub words: [&'a str; 3],
}

/// The calendar of the roadmaps; what is over is left out. The same roadmaps give the same file: its stamp is the day they were timed.
#[must_use]
pub fn write(roadmaps: &[Arc<Planned>], wanted: &Wanted<'_>) -> String {
    let mut out = Lines::default();
    out.put("BEGIN", "VCALENDAR");
    out.put("VERSION", "2.0");
    out.put("PRODID", "-//Vedich//Roadmap//VI");
    out.put("CALSCALE", "GREGORIAN");
    out.put("METHOD", "PUBLISH");
    out.put("X-WR-CALNAME", &escaped(wanted.name));
    for (planned, unit) in roadmaps.iter().zip(wanted.units.iter().map(String::as_str).chain(std::iter::repeat(""))) {
        for place in (0..planned.record.tasks.len()).filter(|place| !planned.is_heading(*place)) {
            event(&mut out, planned, place, unit, wanted);
        }
    }
    out.put("END", "VCALENDAR");
    out.text
}

fn event(out: &mut Lines, planned: &Planned, place: usize, unit: &str, wanted: &Wanted<'_>) {
    let (task, times) = (&planned.record.tasks[place], planned.task(place));
    let theirs = |name: &str| [&task.person, &task.member].into_iter().flatten().any(|person| fold(person) == fold(name));
    if times.standing == TaskStanding::Done || wanted.person.is_some_and(|name| !theirs(name)) {
        return;
    }
    let [late, critical, responsible] = wanted.words;
    let (first, last) = times.expected;
    let mut marks: Vec<String> = Vec::new();
    if times.standing == TaskStanding::Late {
        marks.push(late.to_owned());
    }
    if times.critical {
        marks.push(critical.to_owned());
    }
    if let Some(person) = &task.person {
        marks.push(format!("{responsible}: {person}"));
    }
    marks.extend(task.note.clone());
    marks.extend(Some(unit.to_owned()).filter(|unit| !unit.is_empty()));
    out.put("BEGIN", "VEVENT");
    out.put("UID", &format!("{}-{}-{}@vedich", planned.record.unit, planned.record.key, escaped(task.id.as_str())));
    out.put("DTSTAMP", &format!("{}T000000Z", plain(planned.on)));
    out.put("DTSTART;VALUE=DATE", &plain(first));
    // The end is the day after the last.
    out.put("DTEND;VALUE=DATE", &plain(last.succ_opt().unwrap_or(last)));
    out.put("SUMMARY", &escaped(&task.title));
    out.put("DESCRIPTION", &escaped(&marks.join("\n")));
    if let Some(place) = task.location.as_ref().or(task.lead.as_ref()) {
        out.put("LOCATION", &escaped(place));
    }
    out.put("TRANSP", "TRANSPARENT");
    out.put("END", "VEVENT");
}

fn plain(date: Date) -> String {
    format!("{:04}{:02}{:02}", date.year(), date.month(), date.day())
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

#[derive(Default)]
struct Lines {
    text: String,
}

impl Lines {
    /// A line, folded between characters.
    fn put(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for c in name.chars().chain([':']).chain(value.chars()) {
            if octets + c.len_utf8() > LINE_OCTETS {
                self.text.push_str("\r\n ");
                octets = 1;
            }
            self.text.push(c);
            octets += c.len_utf8();
        }
        self.text.push_str("\r\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters_and_marks_are_escaped() {
        let mut out = Lines::default();
        out.put("SUMMARY", &escaped(&"Cứng hóa đường thôn; nền, mặt\nđợt 2 ".repeat(5)));
        assert!(out.text.split("\r\n").all(|line| line.len() <= LINE_OCTETS), "{}", out.text);
        assert!(out.text.replace("\r\n ", "").contains("thôn\\; nền\\, mặt\\nđợt 2"));
    }
}
