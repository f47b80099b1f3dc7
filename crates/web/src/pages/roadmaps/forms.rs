//! Forms of a roadmap: making one, a task, the head, what was changed.

use super::crumb;
use super::one::{Tools, hidden};
use crate::frame::Frame;
use crate::pages::fieldwork::FILES;
use crate::parts::form::{Field, Sent, problem, select, wrong_id};
use crate::parts::{Head, Link, link, page};
use maud::{Markup, html};

/// What every form knows.
#[derive(Clone, Debug, Default)]
pub struct FormView {
    /// The unit's name.
    pub name: String,
    /// Its roadmap.
    pub roadmap: Link,
    /// What forms carry.
    pub tools: Tools,
    /// Where the form is sent.
    pub action: String,
    /// What was typed, what is wrong.
    pub sent: Sent,
}

/// Value and words of what a select offers.
pub type Choices = Vec<(String, String)>;

/// Making a roadmap.
#[derive(Clone, Debug, Default)]
pub struct MakeView {
    /// The form.
    pub form: FormView,
    /// Criteria: number, name, how it stands, whether it is chosen.
    pub criteria: Vec<(String, String, String, bool)>,
    /// How far the roadmap goes.
    pub aims: Choices,
    /// Criteria sets it can be made towards.
    pub sets: Choices,
    /// The one chosen.
    pub set: String,
}

/// Changing or adding a task.
#[derive(Clone, Debug, Default)]
pub struct TaskView {
    /// The form.
    pub form: FormView,
    /// The task; empty: a new one.
    pub task: String,
    /// Kinds, headings, constraints, deciders.
    pub kinds: Choices,
    /// Headings.
    pub headings: Choices,
    /// Constraints.
    pub limits: Choices,
    /// Deciders.
    pub deciders: Choices,
    /// What may lengthen it: tag, name, whether it is ticked.
    pub risks: Vec<(String, String, bool)>,
    /// Rows that can be waited on: number and title.
    pub rows: Vec<(usize, String)>,
    /// What shows how far it is; none: it is a new one.
    pub evidence: Option<TaskEvidence>,
    /// Removes it.
    pub remove: String,
}

/// The evidence of a task, and how more of it is attached.
#[derive(Clone, Debug, Default)]
pub struct TaskEvidence {
    /// The unit whose evidence it is.
    pub unit: String,
    /// What it shows, as forms of evidence say it.
    pub about: String,
    /// The page of all the evidence of the unit.
    pub all: String,
    /// What was attached, leading to the file.
    pub there: Vec<Link>,
    /// What is to be told of files that were attached.
    pub remarks: Vec<String>,
    /// Whether the reader may attach some.
    pub enters: bool,
    /// Whether files can be kept.
    pub takes_files: bool,
}

/// Changing the head.
#[derive(Clone, Debug, Default)]
pub struct HeadView {
    /// The form.
    pub form: FormView,
    /// Week rules.
    pub weeks: Choices,
    /// States.
    pub states: Choices,
}

/// What was changed.
#[derive(Clone, Debug, Default)]
pub struct HistoryView {
    /// What the page knows.
    pub form: FormView,
    /// Newest first.
    pub lines: Vec<HistoryLine>,
    /// Where an undo is sent.
    pub undo: String,
}

/// A change.
#[derive(Clone, Debug, Default)]
pub struct HistoryLine {
    /// Its number.
    pub seq: String,
    /// When it was recorded, and the date it holds for.
    pub when: String,
    /// Who.
    pub who: String,
    /// What it did.
    pub did: Vec<String>,
    /// What it took back, or that it was taken back.
    pub note: String,
    /// Whether it can be taken back.
    pub undoable: bool,
}

fn framed(f: &Frame, form: &FormView, title: &str, body: &Markup) -> Markup {
    let crumbs = vec![crumb(f), form.roadmap.clone()];
    let sub = if f.is_past() { f.say("gantt.for-day", &[("date", &f.date(f.as_of))]) } else { form.name.clone() };
    page(f, &Head { title: title.to_owned(), sub, crumbs, part: "roadmaps", ..Head::default() }, body)
}

fn yes_no(f: &Frame) -> Choices {
    vec![("no".into(), f.text("assess.no").into()), ("yes".into(), f.text("assess.yes").into())]
}

/// Renders the making of a roadmap.
#[must_use]
pub fn make(f: &Frame, view: &MakeView) -> Markup {
    let sent = &view.form.sent;
    let text = |name, key| Field::text(name, f.text(key));
    let body = html! {
        section.card {
            (problem(sent))
            p.prose { (f.text("gantt.make-text")) }
            (towards(f, view))
            form.tall method="post" action=(view.form.action) {
                (hidden(&view.form.tools))
                input type="hidden" name="set" value=(view.set);
                (text("title", "gantt.title").hint(f.text("gantt.make-title-hint")).show(sent, "make"))
                div.fields.top {
                    (text("start", "gantt.start").hint(f.text("web.date.hint")).show(sent, "make"))
                    (text("target", "gantt.target").hint(f.text("web.date.hint")).show(sent, "make"))
                    (select(sent, "make", "aim", f.text("gantt.aim"), &view.aims))
                }
                fieldset.checks {
                    legend { (f.text("gantt.make-criteria")) }
                    @for (no, name, status, chosen) in &view.criteria {
                        label for={ "make-c" (no) } { input type="checkbox" id={ "make-c" (no) } name="criterion" value=(no) checked[*chosen]; " " (name) " " span.tag { (status) } }
                    }
                }
                button.act type="submit" { (f.text("gantt.make-go")) }
            }
        }
    };
    framed(f, &view.form, f.text("gantt.make"), &body)
}

/// Which set: another one has other criteria, so it is chosen before them.
fn towards(f: &Frame, view: &MakeView) -> Markup {
    html! {
        @if view.sets.len() > 1 {
            form.row method="get" action=(view.form.action) {
                @if f.is_past() { input type="hidden" name="as_of" value=(f.as_of.to_string()); }
                label for="make-set" { (f.text("roadmap.head.set")) }
                select id="make-set" name="set" { @for (id, title) in &view.sets { option value=(id) selected[*id == view.set] { (title) } } }
                button.act.light type="submit" { (f.text("gantt.make-set-go")) }
            }
        }
    }
}

/// Renders the form of a task.
#[must_use]
pub fn task(f: &Frame, view: &TaskView) -> Markup {
    let sent = &view.form.sent;
    let field = |name, key: &'static str| Field::text(name, f.text(key)).show(sent, "task");
    let hinted = |name, key: &'static str, hint: &'static str| Field::text(name, f.text(key)).hint(f.text(hint)).show(sent, "task");
    let choose = |name, key: &'static str, choices: &Choices| select(sent, "task", name, f.text(key), choices);
    let body = html! {
        section.card {
            (problem(sent))
            form.tall method="post" action=(view.form.action) {
                (hidden(&view.form.tools))
                input type="hidden" name="task" value=(view.task);
                (field("title", "roadmap.field.title"))
                div.fields.top {
                    (choose("kind", "roadmap.field.kind", &view.kinds))
                    (choose("parent", "roadmap.field.parent", &view.headings))
                    (field("criterion", "roadmap.field.criterion"))
                }
                div.fields.top {
                    (hinted("days", "roadmap.field.duration", "gantt.hint.days"))
                    (field("best", "gantt.best")) (field("worst", "gantt.worst"))
                }
                (risks(f, view))
                (hinted("after", "roadmap.field.links", "gantt.hint.after"))
                details.small { summary { (f.text("gantt.rows")) } ol.rows { @for (no, title) in &view.rows { li value=(no) { (title) } } } }
                div.fields.top { (choose("limit", "roadmap.field.constraint", &view.limits)) (hinted("limit-date", "gantt.limit.date", "web.date.hint")) (hinted("deadline", "roadmap.field.deadline", "web.date.hint")) }
                div.fields.top { (hinted("person", "roadmap.field.person", "gantt.hint.person")) (field("lead", "roadmap.field.lead")) (field("member", "roadmap.field.member")) }
                (hinted("cooperating", "roadmap.field.cooperating", "gantt.hint.list"))
                div.fields.top { (field("quantity", "roadmap.field.quantity")) (field("measure", "gantt.measure")) (choose("work", "roadmap.field.work", &yes_no(f))) (field("location", "roadmap.field.location")) }
                div.fields.top { (hinted("cost", "roadmap.field.cost", "gantt.hint.money")) (hinted("funding", "roadmap.field.funding", "gantt.hint.funding")) }
                div.fields.top {
                    (choose("decider", "roadmap.field.decider", &view.deciders))
                    (choose("decided", "roadmap.field.decided", &yes_no(f)))
                    (choose("assumed", "roadmap.field.assumed", &yes_no(f)))
                }
                (field("note", "roadmap.field.note"))
                button.act type="submit" { (f.text("gantt.save")) }
            }
        }
        @if let Some(evidence) = &view.evidence { (task_evidence(f, view, evidence)) }
        @if !view.remove.is_empty() {
            section.section.card.no-print {
                details { summary { (f.text("gantt.remove")) }
                    form method="post" action=(view.remove) {
                        (hidden(&view.form.tools))
                        input type="hidden" name="task" value=(view.task);
                        p { (f.text("gantt.remove-text")) }
                        button.act.light type="submit" { (f.text("gantt.remove")) }
                    }
                }
            }
        }
    };
    framed(f, &view.form, f.text(if view.task.is_empty() { "gantt.add" } else { "gantt.edit-task" }), &body)
}

/// Boxes for what may lengthen a task.
fn risks(f: &Frame, view: &TaskView) -> Markup {
    let why = view.form.sent.why("risks");
    html! {
        fieldset.checks id=[why.map(|_| wrong_id("risks"))] aria-describedby="task-risks-why" {
            legend { (f.text("roadmap.field.risks")) }
            @for (tag, name, ticked) in &view.risks {
                label for={ "task-risk-" (tag) } { input type="checkbox" id={ "task-risk-" (tag) } name="risks" value=(tag) checked[*ticked]; " " (name) }
            }
            span id="task-risks-why" class=(if why.is_some() { "why" } else { "hint" }) { (why.unwrap_or_else(|| f.text("gantt.hint.risks"))) }
        }
    }
}

/// Renders the form of the head.
#[must_use]
pub fn head(f: &Frame, view: &HeadView) -> Markup {
    let sent = &view.form.sent;
    let field = |name, key: &'static str| Field::text(name, f.text(key)).show(sent, "head");
    let hinted = |name, key: &'static str, hint: &'static str| Field::text(name, f.text(key)).hint(f.text(hint)).show(sent, "head");
    let body = html! {
        section.card {
            (problem(sent))
            form.tall method="post" action=(view.form.action) {
                (hidden(&view.form.tools))
                (field("title", "roadmap.head.title"))
                div.fields.top { (hinted("start", "roadmap.head.start", "web.date.hint")) (hinted("target", "roadmap.head.target", "web.date.hint")) (select(sent, "head", "state", f.text("roadmap.head.state"), &view.states)) }
                (select(sent, "head", "week", f.text("roadmap.head.calendar"), &view.weeks))
                (hinted("campaigns", "gantt.campaigns", "gantt.hint.campaigns"))
                (hinted("lost", "gantt.lost", "gantt.hint.lost"))
                (field("basis", "roadmap.head.basis"))
                (field("note", "roadmap.head.note"))
                button.act type="submit" { (f.text("gantt.save")) }
            }
        }
    };
    framed(f, &view.form, f.text("gantt.edit-head"), &body)
}

/// Renders what was changed.
#[must_use]
pub fn history(f: &Frame, view: &HistoryView) -> Markup {
    let (when, who, what) = (f.text("gantt.when"), f.text("gantt.who"), f.text("gantt.what"));
    let body = html! {
        (problem(&view.form.sent))
        p.quiet { (f.text("gantt.undo-text")) }
        div.boxed.scroll { table.plain-table.cards-on-phone {
            caption.vh { (f.text("gantt.history")) }
            thead { tr { th scope="col" { (when) } th scope="col" { (who) } th scope="col" { (what) } th scope="col" { span.vh { (f.text("gantt.undo")) } } } }
            tbody { @for line in &view.lines { tr {
                th.nowrap scope="row" { (line.when) }
                td data-l=(who) { (line.who) }
                td { ul { @for did in &line.did { li { (did) } } } @if !line.note.is_empty() { span.tag { (line.note) } } }
                td { @if line.undoable {
                    form method="post" action=(view.undo) { (hidden(&view.form.tools)) input type="hidden" name="change" value=(line.seq); button.act.light type="submit" { (f.text("gantt.undo")) } }
                } }
            } } }
        } }
    };
    framed(f, &view.form, f.text("gantt.history"), &body)
}

/// What shows how far a task is, and the form that attaches more.
fn task_evidence(f: &Frame, view: &TaskView, evidence: &TaskEvidence) -> Markup {
    html! {
        section.section.card aria-labelledby="task-evidence" {
            h2 id="task-evidence" { (f.text("gantt.evidence")) }
            @for remark in &evidence.remarks { p.note.warn role="status" { (remark) } }
            @if evidence.there.is_empty() { p.quiet { (f.text("gantt.no-evidence")) } }
            ul { @for one in &evidence.there { li { (link(one)) } } }
            p.no-print { a href=(evidence.all) { (f.text("gantt.all-evidence")) } }
            @if evidence.enters {
                form.tall.no-print method="post" enctype="multipart/form-data" action={ "/evidence/" (evidence.unit) "/attach" } {
                    input type="hidden" name="token" value=(view.form.tools.token);
                    input type="hidden" name="about" value=(evidence.about);
                    input type="hidden" name="back" value="roadmap";
                    div.field { label for="task-evidence-title" { (f.text("fieldwork.evidence.name")) } input id="task-evidence-title" type="text" name="title" maxlength="200" autocomplete="off"; }
                    @if evidence.takes_files {
                        div.field.drop data-drop="" { label for="task-evidence-file" { (f.text("steering.files")) } input id="task-evidence-file" type="file" name="file" multiple accept=(FILES); ul data-chosen="" hidden {} }
                    }
                    div.field { label for="task-evidence-link" { (f.text("fieldwork.evidence.kind-link")) } input id="task-evidence-link" type="url" name="link" maxlength="1000" autocomplete="off"; }
                    button.act.light type="submit" { (f.text("gantt.attach")) }
                }
            }
        }
    }
}
