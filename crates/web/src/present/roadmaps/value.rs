//! The value of a roadmap put into words.

use super::Scene;
use crate::frame::Frame;
use crate::pages::roadmaps::Tone;
use crate::pages::roadmaps::value::ValueView;
use crate::parts::Link;
use crate::parts::chart::{Bend, SCurve};
use vedich_roadmap::planner::{EarnedValue, Measure, Planned, Value};
use vedich_values::Decimal;

/// The index from which work counts as on time, in thousandths: within five percent nobody is behind.
const ON_TIME: i64 = 950;

/// The measure an address asks for: `measure=work`, `measure=money`; none: the one the roadmap allows.
#[must_use]
pub fn measure(f: &Frame) -> Option<Measure> {
    match f.param("measure") {
        Some("work") => Some(Measure::Work),
        Some("money") => Some(Measure::Money),
        _ => None,
    }
}

/// The page of a roadmap timed on the page's date.
#[must_use]
pub fn view(s: Scene<'_>, planned: &Planned) -> ValueView {
    let (f, record) = (s.f, &planned.record);
    let value = planned.value(measure(f));
    let tell = Tell { f, measure: value.measure };
    let path = format!("/roadmaps/{}", record.unit);
    let on = f.date(planned.on);
    ValueView {
        name: s.name(record.unit),
        roadmap: Link::new(f.say("gantt.of", &[("unit", &s.name(record.unit))]), f.link_with(&path, &[("roadmap", record.key.as_str())])),
        on: f.say("gantt.value.on", &[("date", &on)]),
        ways: other_measure(f, planned, value.measure).into_iter().collect(),
        sentences: sentences(tell, &value.whole, &on),
        figures: figures(tell, &value.whole),
        curve: curve(tell, planned, &value),
        columns: tell.columns(),
        parts: value.parts.iter().map(|part| (heading(f, planned, part.heading.as_ref()), tell.cells(&part.value))).collect(),
        whole: tell.cells(&value.whole),
        points: points(tell, &value),
        notes: notes(f, planned, &value),
    }
}

fn other_measure(f: &Frame, planned: &Planned, measure: Measure) -> Option<Link> {
    match measure {
        Measure::Money => Some(Link::new(f.text("gantt.value.by-work"), f.here_with(&[("measure", "work")]))),
        Measure::Work if planned.is_priced() => Some(Link::new(f.text("gantt.value.by-money"), f.here_with(&[("measure", "money")]))),
        Measure::Work => None,
    }
}

fn heading(f: &Frame, planned: &Planned, heading: Option<&vedich_values::TaskId>) -> String {
    heading.map_or_else(|| f.text("gantt.value.no-heading").to_owned(), |id| super::words::title(&planned.record, id))
}

/// Amounts in the measure of the page.
#[derive(Clone, Copy)]
struct Tell<'a> {
    f: &'a Frame,
    measure: Measure,
}

impl Tell<'_> {
    /// Millions of đồng or working days to one decimal, without the unit.
    fn bare(self, amount: i64) -> String {
        match self.measure {
            Measure::Money => vedich_wording::number(self.f.lang, Decimal::new(amount, 6).round_dp(1).normalize()),
            Measure::Work => vedich_wording::number(self.f.lang, Decimal::new(amount, 2).round_dp(1).normalize()),
        }
    }

    fn amount(self, amount: i64) -> String {
        let n = self.bare(amount);
        match self.measure {
            Measure::Money => self.f.say("steering.million", &[("n", &n)]),
            Measure::Work => self.f.say("gantt.value.days", &[("n", &n)]),
        }
    }

    /// What all of it is called, and what it took.
    fn names(self) -> [&'static str; 2] {
        match self.measure {
            Measure::Money => [self.f.text("gantt.value.budget"), self.f.text("gantt.value.actual")],
            Measure::Work => [self.f.text("gantt.value.all-days"), self.f.text("gantt.value.actual-days")],
        }
    }

    fn columns(self) -> [String; 6] {
        let ([budget, actual], text) = (self.names(), |key| self.f.text(key));
        let others = [text("gantt.value.planned"), text("gantt.value.earned"), text("gantt.value.schedule"), text("gantt.value.cost")];
        [budget, others[0], others[1], actual, others[2], others[3]].map(str::to_owned)
    }

    fn index(self, thousandths: Option<i64>) -> String {
        thousandths.map_or_else(|| "–".to_owned(), |index| vedich_wording::number(self.f.lang, Decimal::new(index, 3).round_dp(2)))
    }

    fn cells(self, value: &EarnedValue) -> Vec<String> {
        vec![
            self.bare(value.budget),
            self.bare(value.planned),
            self.bare(value.earned),
            value.actual.map_or_else(|| "–".to_owned(), |actual| self.bare(actual)),
            self.index(value.schedule_index()),
            self.index(value.cost_index()),
        ]
    }
}

fn sentences(tell: Tell<'_>, value: &EarnedValue, on: &str) -> Vec<(Tone, String)> {
    let f = tell.f;
    let (planned, earned) = (tell.amount(value.planned), tell.amount(value.earned));
    let params = [("date", on), ("planned", planned.as_str()), ("earned", earned.as_str())];
    let schedule = match value.schedule_index() {
        None => (Tone::Plain, f.say("gantt.value.not-due", &params)),
        Some(index) if index >= ON_TIME => (Tone::Good, f.say("gantt.value.on-time", &params)),
        Some(_) => (
            Tone::Bad,
            f.say("gantt.value.behind", &[params[0], params[1], params[2], ("missing", &tell.amount(value.planned - value.earned))]),
        ),
    };
    let mut sentences = vec![schedule];
    let Some(actual) = value.actual else {
        if tell.measure == Measure::Money {
            sentences.push((Tone::Plain, f.text("gantt.value.nothing-spent").to_owned()));
        }
        return sentences;
    };
    let (actual, whole) = (tell.amount(actual), value.at_completion().map(|whole| tell.amount(whole)).unwrap_or_default());
    let params =
        [("actual", actual.as_str()), ("earned", &tell.amount(value.accounted)), ("whole", &whole), ("budget", &tell.amount(value.budget))];
    match (value.cost_index(), tell.measure) {
        (Some(index), Measure::Money) if index >= ON_TIME => sentences.push((Tone::Good, f.say("gantt.value.within", &params))),
        (Some(_), Measure::Money) if !whole.is_empty() => sentences.push((Tone::Bad, f.say("gantt.value.dearer", &params))),
        (Some(index), Measure::Work) if index < ON_TIME && !whole.is_empty() => {
            sentences.push((Tone::Bad, f.say("gantt.value.slower", &params)))
        }
        _ => {}
    }
    sentences
}

fn figures(tell: Tell<'_>, value: &EarnedValue) -> Vec<(String, String, String)> {
    let f = tell.f;
    let figure = |name: &str, amount: i64| (name.to_owned(), tell.amount(amount), String::new());
    let [budget, actual] = tell.names();
    let mut figures = vec![
        figure(budget, value.budget),
        figure(f.text("gantt.value.planned"), value.planned),
        figure(f.text("gantt.value.earned"), value.earned),
    ];
    figures.extend(value.actual.map(|sum| figure(actual, sum)));
    let index =
        |key: &'static str, meaning: &'static str, index| (f.text(key).to_owned(), tell.index(Some(index)), f.text(meaning).to_owned());
    figures.extend(value.schedule_index().map(|i| index("gantt.value.schedule", "gantt.value.schedule-means", i)));
    figures.extend(value.cost_index().map(|i| index("gantt.value.cost", "gantt.value.cost-means", i)));
    figures.extend(value.at_completion().map(|whole| figure(f.text("gantt.value.at-completion"), whole)));
    figures
}

fn curve(tell: Tell<'_>, planned: &Planned, value: &Value) -> SCurve {
    let f = tell.f;
    let bend = |on, amount| Bend { date: on, value: amount, words: format!("{}: {}", f.date(on), tell.amount(amount)) };
    let reached = || value.points.iter().filter_map(|point| Some((point.on, point.reached?)));
    let end = value.points.last().map(|point| point.on).unwrap_or(planned.on);
    SCurve {
        planned: value.points.iter().map(|point| bend(point.on, point.planned)).collect(),
        earned: reached().map(|(on, (earned, _))| bend(on, earned)).collect(),
        actual: reached().filter_map(|(on, (_, actual))| Some(bend(on, actual?))).collect(),
        today: planned.on,
        today_words: f.date(planned.on),
        first_words: value.points.first().map(|point| f.date(point.on)).unwrap_or_default(),
        last_words: f.date(end),
        top_words: tell.amount(value.whole.budget),
        label: f.say(
            "gantt.value.curve-words",
            &[("date", &f.date(planned.on)), ("planned", &tell.amount(value.whole.planned)), ("earned", &tell.amount(value.whole.earned))],
        ),
    }
}

fn points(tell: Tell<'_>, value: &Value) -> Vec<(String, [String; 3])> {
    let or_empty = |amount: Option<i64>| amount.map(|amount| tell.bare(amount)).unwrap_or_default();
    let row = |point: &vedich_roadmap::planner::ValuePoint| {
        let (earned, actual) = point.reached.map_or((None, None), |(earned, actual)| (Some(earned), actual));
        (tell.f.date(point.on), [tell.bare(point.planned), or_empty(earned), or_empty(actual)])
    };
    value.points.iter().map(row).collect()
}

fn notes(f: &Frame, planned: &Planned, value: &Value) -> Vec<String> {
    let basis = match (value.measure, planned.is_priced()) {
        (Measure::Money, _) => "gantt.value.note-money",
        (Measure::Work, true) => "gantt.value.note-work",
        (Measure::Work, false) => "gantt.value.note-unpriced",
    };
    let agreed =
        planned.record.baseline().map(|kept| f.say("gantt.value.note-agreed", &[("name", &kept.name), ("date", &f.date(kept.agreed))]));
    let left_out = (value.unpriced > 0).then(|| f.say("gantt.value.note-left-out", &[("n", &value.unpriced.to_string())]));
    let agreed = agreed.or_else(|| Some(f.text("gantt.value.note-not-agreed").to_owned()));
    [Some(f.text(basis).to_owned()), agreed, left_out].into_iter().flatten().collect()
}
