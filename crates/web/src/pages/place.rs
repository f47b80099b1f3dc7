//! `/places/{unit}`: where a place stands and why.

use crate::frame::Frame;
use crate::mark::{Mark, Tallied};
use crate::pages::conditions::Terms;
use crate::pages::place_parts as parts;
use crate::parts::chart::{Progress, Spark};
use crate::parts::{Head, Link, legend, link, page};
use maud::{Markup, html};

/// A place.
#[derive(Clone, Debug, Default)]
pub struct PlaceView {
    /// Its full name.
    pub name: String,
    /// The way to it.
    pub crumbs: Vec<Link>,
    /// That it does not exist on the day of the page, in words, with the nearest day on which it does.
    pub gone: Option<(String, Link)>,
    /// That it is not assessed as a New Rural commune, in words; empty when it is.
    pub apart: String,
    /// Codes, parents, zone, group, what it became.
    pub facts: Vec<(String, Vec<Link>)>,
    /// Sets it can be measured by; the one shown has no address.
    pub sets: Vec<Link>,
    /// What must still be known before the zone, and with it the thresholds, is certain; empty when it is.
    pub zone_open: String,
    /// The set shown; empty address when none is in force.
    pub set: Link,
    /// Criteria.
    pub criteria: Tallied,
    /// Indicators.
    pub indicators: Tallied,
    /// Indicators of which a value or status is on record.
    pub valued: u32,
    /// The reported counts, where they and not the computed ones stand for the place.
    pub said: Option<Said>,
    /// One step per criterion.
    pub steps: Vec<Step>,
    /// What was reported, against what is computed.
    pub reported: Vec<Reported>,
    /// Criteria by how they stand, unmet first.
    pub groups: Vec<Group>,
    /// Demands outside the criteria.
    pub conditions: Vec<ConditionLine>,
    /// Counts over time.
    pub progress: Option<Progress>,
    /// Neighbours in rank.
    pub rank: Vec<RankLine>,
    /// What the rank is among.
    pub rank_of: String,
    /// Works.
    pub works: Vec<WorkLine>,
    /// Outputs.
    pub outputs: Vec<OutputLine>,
    /// Recognition: counts by stage.
    pub pipelines: Vec<Pipeline>,
    /// Stages it reached, remarks, attributes.
    pub events: Vec<Event>,
    /// The board of what lies below it.
    pub below: Option<Link>,
    /// The last results of the units it came from.
    pub predecessors: Vec<Predecessor>,
    /// What to do when nothing is known.
    pub download: Link,
    /// Where the values stand with those who verify them.
    pub checks: Option<ChecksLine>,
    /// Ways to what those who work with the place keep of it.
    pub desk_ways: Vec<Link>,
    /// Who is responsible for it, for those who may see it.
    pub responsible: String,
}

/// Where the values of a place stand with those who verify them.
#[derive(Clone, Debug, Default)]
pub struct ChecksLine {
    /// `12 đã thẩm tra · 3 chờ · 1 bị trả lại`.
    pub words: String,
    /// Ways on, for those who work here.
    pub ways: Vec<Link>,
    /// What was returned or asked about, with the words: for those who may see it.
    pub back: Vec<(String, String)>,
}

/// A unit this one came from, as it stood on its last day.
#[derive(Clone, Debug, Default)]
pub struct Predecessor {
    /// The unit, on its last day.
    pub unit: Link,
    /// The units above it then.
    pub above: String,
    /// Whether all of it became part of this one.
    pub whole: bool,
    /// `16/20` criteria; empty: nothing was assessed.
    pub criteria: String,
    /// `36/53` indicators.
    pub indicators: String,
    /// The last reported count with its date, in words; empty: none.
    pub reported: String,
    /// The set it was measured by.
    pub set: Link,
    /// The latest day anything known of it is of.
    pub date: String,
}

/// A step of the strip.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// Number of the criterion.
    pub no: u16,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub mark: Mark,
}

/// Reported counts that stand for a place.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// `16/19` criteria; empty: not told.
    pub criteria: String,
    /// `70/75` indicators; empty: not told.
    pub indicators: String,
}

/// A reported count against the computed one.
#[derive(Clone, Debug, Default)]
pub struct Reported {
    /// As of.
    pub date: String,
    /// `12/20`.
    pub criteria: String,
    /// `36/53`.
    pub indicators: String,
    /// Who says so; leads to the document it was read from.
    pub source: Link,
    /// Whether it agrees, in words.
    pub verdict: String,
    /// Agrees, possible, contradicts.
    pub tone: Mark,
}

/// Criteria that stand alike.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// How they stand.
    pub mark: Mark,
    /// The criteria.
    pub criteria: Vec<CriterionView>,
}

/// A criterion.
#[derive(Clone, Debug, Default)]
pub struct CriterionView {
    /// Its number.
    pub no: u16,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub mark: Mark,
    /// What that rests on, in words, with source and date.
    pub basis: String,
    /// The document it was read from, where a declared state decides or is contradicted.
    pub document: Link,
    /// A declared state that the values contradict, in words.
    pub differs: String,
    /// Its indicators.
    pub indicators: Vec<IndicatorView>,
}

/// An indicator.
#[derive(Clone, Debug, Default)]
pub struct IndicatorView {
    /// Its code.
    pub code: String,
    /// Its name.
    pub name: String,
    /// How it stands.
    pub mark: Mark,
    /// The value, written; empty when none.
    pub value: String,
    /// The threshold, written; empty when none.
    pub threshold: String,
    /// What is missing, written.
    pub gap: String,
    /// The rule that decided.
    pub why: String,
    /// As of.
    pub date: String,
    /// Who says so; leads to the document it was read from.
    pub source: Link,
    /// The threshold was not verified: said where a person could rely on it. Empty otherwise.
    pub doubt: String,
    /// Where it stands with those who verify it: id and words; empty when that is not shown.
    pub check: (&'static str, &'static str),
    /// Earlier values.
    pub history: Option<Spark>,
    /// Its parts: name, value, threshold, mark.
    pub parts: Vec<(String, String, String, Mark)>,
}

/// A demand outside the criteria.
#[derive(Clone, Debug, Default)]
pub struct ConditionLine {
    /// What is demanded.
    pub name: String,
    /// How it stands.
    pub mark: Mark,
    /// Why, in words.
    pub why: String,
    /// The bound was not verified: said where a person could rely on it. Empty otherwise.
    pub doubt: String,
    /// What else the set says of it.
    pub terms: Terms,
    /// Contents that must be among those met, and how the place stands at each.
    pub included: Vec<(String, Mark)>,
}

/// A neighbour in rank.
#[derive(Clone, Debug, Default)]
pub struct RankLine {
    /// Its rank.
    pub rank: u32,
    /// The unit.
    pub unit: Link,
    /// Criteria met.
    pub criteria: Tallied,
    /// That is what was reported.
    pub reported: bool,
    /// This very place.
    pub here: bool,
}

/// A work.
#[derive(Clone, Debug, Default)]
pub struct WorkLine {
    /// Its name.
    pub name: String,
    /// Where.
    pub location: String,
    /// Where it stands, in words.
    pub state: String,
    /// As of.
    pub date: String,
    /// Who says so; leads to the document it was read from.
    pub source: Link,
}

/// A quantity of work done.
#[derive(Clone, Debug, Default)]
pub struct OutputLine {
    /// How much: `15,5 km`.
    pub quantity: String,
    /// What.
    pub what: String,
    /// Of which period.
    pub period: String,
    /// Who says so; leads to the document it was read from.
    pub source: Link,
}

/// The recognition pipeline of the units below.
#[derive(Clone, Debug, Default)]
pub struct Pipeline {
    /// For which set.
    pub set: Link,
    /// Registered in all.
    pub total: u32,
    /// The registered by stage. A second time where the same statement divides them otherwise: by place, say.
    pub counts: Vec<Vec<StageLine>>,
    /// As of, and who says so.
    pub source: Link,
    /// The procedure of recognition in force.
    pub procedure: Option<Link>,
}

/// Stage, how many, how it looks, where.
pub type StageLine = (String, u32, Mark, Vec<Link>);

/// A dated statement.
#[derive(Clone, Debug, Default)]
pub struct Event {
    /// When.
    pub date: String,
    /// What kind, in words.
    pub topic: String,
    /// The statement.
    pub text: String,
    /// Who says so; leads to the document it was read from.
    pub source: Link,
}

/// Renders the page of a place.
#[must_use]
pub fn render(f: &Frame, view: &PlaceView) -> Markup {
    let body = html! {
        (parts::head(f, view))
        (parts::reported(f, &view.reported))
        (parts::fieldwork(f, view))
        (parts::checks(f, view.checks.as_ref()))
        (parts::predecessors(f, &view.predecessors))
        @if view.records_first() { (records(f, view)) }
        @for group in &view.groups { (group_section(f, group)) }
        (parts::demands(f, &view.conditions))
        @if view.progress.is_some() || !view.rank.is_empty() {
            div.two.section {
                (parts::progress_card(f, view.progress.as_ref()))
                (parts::rank_card(f, view))
            }
        }
        @if !view.records_first() { (records(f, view)) }
        @if !view.download.href.is_empty() {
            p.section.no-print { a.act.light.down href=(view.download.href) { (view.download.text) } }
        }
    };
    let head = Head {
        title: view.name.clone(),
        crumbs: view.crumbs.clone(),
        part: "board",
        paper: view.set.text.clone(),
        own_title: true,
        ..Head::default()
    };
    page(f, &head, &body)
}

impl PlaceView {
    /// Whether anything but values is on record.
    #[must_use]
    pub fn has_records(&self) -> bool {
        !(self.works.is_empty() && self.outputs.is_empty() && self.pipelines.is_empty() && self.events.is_empty())
    }

    /// What is said where no criterion is met or unmet: whether values are there all the same, or other records.
    pub(super) fn nothing_decided(&self) -> &'static str {
        if self.groups.iter().any(|group| group.mark == Mark::NotAssessable) {
            "web.place.none-decided"
        } else if self.has_records() {
            "web.place.only-records"
        } else {
            "web.place.nothing"
        }
    }

    /// Records come first where nothing is known of any criterion.
    fn records_first(&self) -> bool {
        self.criteria.met + self.criteria.unmet == 0
            && self.reported.is_empty()
            && self.groups.iter().all(|group| group.mark == Mark::NoData)
    }
}

fn records(f: &Frame, view: &PlaceView) -> Markup {
    html! {
        @for (index, pipeline) in view.pipelines.iter().enumerate() { (parts::pipeline(f, index, pipeline)) }
        (parts::outputs(f, &view.outputs))
        (parts::works(f, &view.works))
        (parts::events(f, &view.events))
    }
}

fn group_section(f: &Frame, group: &Group) -> Markup {
    let open = matches!(group.mark, Mark::Unmet | Mark::Narrow | Mark::NotAssessable);
    let heading = match group.mark {
        Mark::Unmet => f.text("web.place.unmet"),
        Mark::Narrow => f.text("web.place.narrow"),
        Mark::Met => f.text("web.place.met"),
        Mark::NotAssessable => f.text("web.place.not-assessable"),
        _ => f.text("web.place.no-data"),
    };
    let list = html! { @for criterion in &group.criteria { (parts::criterion(f, criterion)) } };
    html! {
        section.section aria-labelledby={ "g-" (group.mark.class()) } {
            h2 id={ "g-" (group.mark.class()) } { (crate::parts::sign(f, group.mark)) (heading) span.count { (f.say("web.place.n-criteria", &[("n", &group.criteria.len().to_string())])) } }
            @if open {
                (list)
            } @else {
                details open[group.criteria.len() <= 4] { summary { (f.text("web.place.show")) } (list) }
            }
        }
    }
}

/// The legend with the choice of sets.
pub(crate) fn set_line(f: &Frame, view: &PlaceView) -> Markup {
    html! {
        p {
            (f.text("web.board.by-set")) " " (link(&view.set))
            @if view.sets.len() > 1 {
                ". " (f.text("web.place.other-sets")) " "
                @for (i, set) in view.sets.iter().filter(|set| !set.href.is_empty()).enumerate() { @if i > 0 { ", " } (link(set)) }
            }
        }
        @if !view.zone_open.is_empty() { p.note { (view.zone_open) } }
        (legend(f))
    }
}
