//! Tables of duties in minutes: "Nội dung | Chủ trì | Thời hạn" and a row for each.

use super::head::{framed, has_frame};
use crate::build::Builder;
use crate::class::Class;
use crate::doc::{Doc, Sentence};
use crate::facts::Body;
use crate::term::Kind;

/// What a column of duties says.
#[derive(Clone, Copy, PartialEq)]
enum Role {
    What,
    Who,
    When,
    Other,
}

/// Words that name a column, in the order they are looked for.
const NAMED: [(Role, &[&str]); 3] = [
    (Role::When, &["thời hạn", "thời gian", "hạn", "ngày xong", "hoàn thành trước"]),
    (Role::Who, &["chủ trì", "người thực hiện", "đơn vị thực hiện", "phụ trách", "đơn vị", "cơ quan", "người", "thực hiện"]),
    (Role::What, &["nội dung", "công việc", "nhiệm vụ", "việc"]),
];
/// Terms of a head.
const LONGEST_HEAD: usize = 40;
/// Letters of the shortest duty.
const SHORTEST: usize = 6;

impl Builder<'_> {
    /// The tables of duties of minutes that are not about the programme; which sentences are theirs.
    pub(in crate::build) fn duty_tables(&mut self) -> Vec<bool> {
        let mut taken = vec![false; self.doc.sentences.len()];
        let mut at = 0;
        while at < taken.len() {
            let rows = self.duties(at);
            taken[at..at + rows + usize::from(rows > 0)].fill(true);
            at += rows + 1;
        }
        taken
    }

    /// Reads the table a sentence is the head of: how many rows it has; none when it is no such head.
    pub(super) fn duties(&mut self, index: usize) -> usize {
        let doc = self.doc;
        let head = doc.sentences[index];
        let Some(roles) = roles(doc, head) else { return 0 };
        let frame = has_frame(doc, head);
        let rows = doc.sentences.iter().skip(index + 1).take_while(|s| {
            let cells = barred(doc, **s, frame);
            cells.len() == roles.len() && self.duty(&roles, &cells)
        });
        rows.count()
    }

    /// Adds the duty of one row; whether it is one.
    fn duty(&mut self, roles: &[Role], cells: &[(usize, usize)]) -> bool {
        let doc = self.doc;
        let cell = |role: Role| roles.iter().position(|r| *r == role).map(|column| cells[column]).filter(|(from, to)| from < to);
        let (Some(what), Some(who)) = (cell(Role::What), cell(Role::Who)) else { return false };
        let from = past_number(doc, what);
        let action = doc.text(from, what.1);
        if action.chars().count() < SHORTEST {
            return false;
        }
        let deadline = cell(Role::When).and_then(|due| self.due_in_cell(due));
        let body = Body::Task { assignee: doc.text(who.0, who.1), action, deadline };
        self.add(body, cells[0].0, cells[cells.len() - 1].1, "task-listed");
        true
    }

    /// "31/3/2023", "trước 15/4", "thứ Năm hằng tuần".
    fn due_in_cell(&self, (from, to): (usize, usize)) -> Option<String> {
        let doc = self.doc;
        let day = (from..to).find_map(|j| match doc.kind(j) {
            Some(Kind::Date(when)) => self.due(when),
            _ => None,
        });
        day.or_else(|| (from..to).find_map(|j| self.deadline_at(j)).map(|(by, _)| by)).or_else(|| {
            (from..to).any(|j| doc.is_any(j, &[Class::Recurring, Class::Quarter, Class::MonthWord])).then(|| doc.text(from, to))
        })
    }
}

/// What the columns of a head are, when it is one of duties.
fn roles(doc: &Doc<'_>, s: Sentence) -> Option<Vec<Role>> {
    if s.to - s.from > LONGEST_HEAD || !framed(doc, s) {
        return None;
    }
    let cells = barred(doc, s, has_frame(doc, s));
    let roles: Vec<Role> = cells.iter().map(|(from, to)| role(&doc.text(*from, *to).to_lowercase())).collect();
    let once = |role: Role| roles.iter().filter(|r| **r == role).count() == 1;
    (once(Role::What) && once(Role::Who)).then_some(roles)
}

/// What a column is by its name; a name may stand behind a heading: "II. Phân công (Nội dung".
fn role(name: &str) -> Role {
    let name = name.rsplit('(').next().unwrap_or(name).trim_matches(|c: char| c == ')' || c == ':' || c.is_whitespace());
    let found = NAMED.iter().find(|(_, words)| words.iter().any(|word| name.starts_with(word)));
    found.map_or(Role::Other, |(role, _)| *role)
}

/// The cells of a line that bars part, as terms `from..to`.
fn barred(doc: &Doc<'_>, s: Sentence, frame: bool) -> Vec<(usize, usize)> {
    let start = (s.from..s.to).find(|j| !doc.line(*j)).unwrap_or(s.to);
    let end = (start..s.to).rev().find(|j| !doc.line(*j)).map_or(s.to, |j| j + 1);
    let (mut cells, mut from) = (Vec::new(), start);
    for bar in (start..end).filter(|j| doc.mark(*j, '|')).chain([end]) {
        cells.push((from, bar));
        from = bar + 1;
    }
    // "| việc | ai | hạn |": nothing stands outside of the frame
    if frame {
        cells.retain(|(from, to)| from < to);
    }
    cells
}

/// Behind the number of a row: "1. Vận động …".
fn past_number(doc: &Doc<'_>, (from, to): (usize, usize)) -> usize {
    let numbered = matches!(doc.kind(from), Some(Kind::Num(_))) && doc.mark_any(from + 1, ".)");
    if numbered && from + 2 < to { from + 2 } else { from }
}
