//! Reading the fields of forms: deadlines, people, lists of units and criteria.

use super::Desk;
use crate::parts::form::Sent;
use vedich_app::AppError;
use vedich_facts::steering::{Assignment, DueRule, Every, Party, RoadmapTask, Someone, Source, SourceKind};
use vedich_values::date::parse_date;
use vedich_values::{CriterionNo, Date, UnitId};

/// Roadmaps whose tasks a form offers before its lead is named.
const MOST_ROADMAPS: usize = 20;

/// The lines of a field of several, blank ones left out.
pub(super) fn lines(sent: &Sent, name: &str) -> Vec<String> {
    sent.typed(name).lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

impl Desk {
    /// A unit, or an office of it, as people write it: "Phòng Kinh tế, Thành phố Móng Cái".
    pub(super) fn party_text(&self, party: &Party) -> String {
        let path = self.path_of(party.unit);
        if party.office.is_empty() { path } else { format!("{}, {path}", party.office) }
    }

    /// A unit with those above it, today or on its last day.
    pub(in crate::http) fn path_of(&self, unit: UnitId) -> String {
        if unit == vedich_units::COUNTRY {
            return self.frame().text("steering.centre").to_owned();
        }
        let (registry, today) = (self.app.reference().registry, self.app.today());
        let day = registry.get(unit).and_then(|unit| unit.span.to).map_or(today, |last| last.min(today));
        registry.path(unit, day)
    }

    /// Units and offices, one a line or with semicolons between: "Xã Hải Tiến", "Phòng Kinh tế, Thành phố Móng Cái".
    fn parties(&self, sent: &mut Sent, name: &'static str) -> Vec<Party> {
        let typed = sent.typed(name).to_owned();
        let mut parties = Vec::new();
        for text in typed.split(['\n', ';']).map(str::trim).filter(|text| !text.is_empty()) {
            let today = self.app.today();
            let whole = self.unit_of(text, today).map(Party::unit);
            let office = || {
                let (office, unit) = text.split_once(',')?;
                let unit = self.unit_of(unit.trim(), today).ok()?;
                Some(Party { unit, office: office.trim().to_owned() })
            };
            match whole.or_else(|near| office().ok_or(near)) {
                Ok(party) => parties.push(party),
                Err(near) => sent.refuse(name, self.frame().say("web.confirm.no-unit", &[("near", &format!("{text}: {near}"))])),
            }
        }
        parties
    }

    /// A day of a form: none when the field is empty; told when it is no day.
    pub(super) fn day(&self, sent: &mut Sent, name: &'static str) -> Option<Date> {
        let text = sent.given(name)?.to_owned();
        let day = parse_date(&text);
        if day.is_none() {
            sent.refuse(name, self.frame().text("web.confirm.no-date"));
        }
        day
    }

    /// The unit of a field, on today's register; told when there is none.
    pub(super) fn unit_field(&self, sent: &mut Sent, name: &'static str) -> Option<UnitId> {
        match self.unit_of(sent.typed(name), self.app.today()) {
            Ok(unit) => Some(unit),
            Err(near) => {
                sent.refuse(name, self.frame().say("web.confirm.no-unit", &[("near", &near)]));
                None
            }
        }
    }

    /// Units with semicolons or line breaks between.
    pub(super) fn units_field(&self, sent: &mut Sent, name: &'static str, texts: &[String]) -> Vec<UnitId> {
        let mut units = Vec::new();
        for text in texts.iter().flat_map(|text| text.split(';')).map(str::trim).filter(|text| !text.is_empty()) {
            match self.unit_of(text, self.app.today()) {
                Ok(unit) => units.push(unit),
                Err(near) => sent.refuse(name, self.frame().say("web.confirm.no-unit", &[("near", &format!("{text}: {near}"))])),
            }
        }
        units
    }

    /// Who is meant by what was typed: an account of a unit where there is one, else the name as written; told when several may be meant.
    pub(super) fn someone(&self, sent: &mut Sent, name: &'static str, unit: UnitId) -> Someone {
        let typed = sent.typed(name).to_owned();
        match self.app.someone(&typed, unit) {
            Ok(someone) => someone,
            Err(AppError::Refused(problems)) => {
                let lang = self.frame().lang;
                problems.iter().for_each(|problem| sent.refuse(name, lang.problem_without_place(problem)));
                Someone { person: None, name: typed }
            }
            Err(_) => Someone { person: None, name: typed },
        }
    }

    /// An assignment as a form gives it; none when something in it is wrong, which is told.
    pub(super) fn assignment(&self, sent: &mut Sent, content: &str) -> Option<Assignment> {
        let given = self.day(sent, "given").unwrap_or_else(|| self.app.today());
        let lead = self.unit_field(sent, "lead");
        let (rule, day) = self.due_rule(sent);
        let until_wrong = !sent.wrong.is_empty();
        let lead = lead?;
        if until_wrong {
            return None;
        }
        let due = self.app.deadline(rule, given, day);
        let party = Party { unit: lead, office: sent.typed("office").to_owned() };
        let mut assignment = Assignment::new(content, party, "", given, due);
        assignment.person = self.someone(sent, "person", lead);
        sent.typed("product").clone_into(&mut assignment.product);
        assignment.cooperating = self.parties(sent, "cooperating");
        let texts = [sent.typed("places").to_owned()];
        assignment.places = self.units_field(sent, "places", &texts);
        assignment.criteria = self.criteria(sent);
        assignment.source = source(sent);
        assignment.roadmap = self.roadmap_task(sent, lead);
        assignment.note = sent.given("note").map(str::to_owned);
        sent.wrong.is_empty().then_some(assignment)
    }

    /// How the deadline is given, and the day when it is one.
    fn due_rule(&self, sent: &mut Sent) -> (DueRule, Option<Date>) {
        let until = self.day(sent, "until");
        let number = sent.typed("due").parse::<u32>().ok();
        let needs = |sent: &mut Sent, desk: &Self| sent.refuse("due", desk.frame().text("steering.due-hint"));
        match sent.typed("rule") {
            "none" => (DueRule::None, None),
            "working" | "calendar" => match number.filter(|days| (1..=3650).contains(days)) {
                Some(days) if sent.typed("rule") == "working" => (DueRule::WorkingDays(days), None),
                Some(days) => (DueRule::CalendarDays(days), None),
                None => {
                    needs(sent, self);
                    (DueRule::None, None)
                }
            },
            "weekly" | "monthly" => {
                let weekly = sent.typed("rule") == "weekly";
                let day = number.and_then(|day| u8::try_from(day).ok()).filter(|day| (1..=if weekly { 7 } else { 31 }).contains(day));
                if day.is_none() {
                    needs(sent, self);
                }
                let day = day.unwrap_or(1);
                (DueRule::Every { every: if weekly { Every::Week(day) } else { Every::Month(day) }, until }, None)
            }
            _ => {
                let day = self.day(sent, "due");
                if sent.given("due").is_none() {
                    needs(sent, self);
                }
                (DueRule::Day, day)
            }
        }
    }

    /// Criteria by number.
    pub(super) fn criteria(&self, sent: &mut Sent) -> Vec<CriterionNo> {
        let numbers: Option<Vec<CriterionNo>> = sent
            .typed("criteria")
            .split([',', ';', ' '])
            .map(str::trim)
            .filter(|number| !number.is_empty())
            .map(|number| number.parse().ok().map(CriterionNo))
            .collect();
        if numbers.is_none() {
            sent.refuse("criteria", self.frame().text("steering.criteria-hint"));
        }
        numbers.unwrap_or_default()
    }

    /// One criterion by number, told when it is none.
    pub(super) fn criterion(&self, sent: &mut Sent) -> Option<CriterionNo> {
        let text = sent.given("criterion")?;
        let number = text.trim().parse().ok().map(CriterionNo);
        if number.is_none() {
            sent.refuse("criterion", self.frame().text("steering.criteria-hint"));
        }
        number
    }

    /// What the tasks a form can be about are called: those of the lead's roadmap; before one is named, of the roadmaps of the reader's area.
    pub(super) fn roadmap_tasks(&self, sent: &Sent) -> Vec<String> {
        let lead = sent.given("lead").and_then(|text| self.unit_of(text, self.app.today()).ok());
        let units = lead.map_or_else(|| self.app.live().units_with_roadmaps(self.home()), |lead| vec![lead]);
        let mut names: Vec<String> = Vec::new();
        for name in units.into_iter().take(MOST_ROADMAPS).flat_map(|unit| self.app.roadmap_tasks_of(unit)) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        names
    }

    /// A task of a roadmap as a form shows it; by its id where its name does not tell which.
    pub(super) fn roadmap_task_text(&self, link: &RoadmapTask) -> String {
        let live = self.app.live();
        let task = live.roadmap(link.unit).filter(|record| record.key == link.roadmap).and_then(|record| record.task(&link.task));
        let name = task.map(vedich_app::steering::named_on_roadmap);
        name.filter(|name| self.app.roadmap_task_of(link.unit, name).as_ref() == Some(link)).unwrap_or_else(|| link.task.to_string())
    }

    /// The task of the lead's roadmap.
    fn roadmap_task(&self, sent: &mut Sent, lead: UnitId) -> Option<RoadmapTask> {
        let found = self.app.roadmap_task_of(lead, sent.given("roadmap")?);
        if found.is_none() {
            sent.refuse("roadmap", self.frame().text("steering.no-roadmap-task"));
        }
        found
    }
}

fn source(sent: &Sent) -> Source {
    let kind = match sent.typed("source") {
        "plan" => SourceKind::Plan,
        "conclusion" => SourceKind::Conclusion,
        _ => SourceKind::Directive,
    };
    let own = |name: &str| sent.given(name).map(str::to_owned);
    Source { kind, item: None, conclusion: None, paper: own("paper"), paragraph: own("paragraph") }
}
