//! A draft put together: its template, its fields, what people wrote, its head and signature.

use super::{Report, problem, refused};
use crate::{App, AppError};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_facts::{Body, Kind, PaperEvent, PaperId};
use vedich_journal::Select;
use vedich_papers::{
    Annex, Beside, Bodies, Body as IssuingBody, Form, Head, Layout, Paper, PaperLine, PaperState, Prose, Signing, TemplateProblem,
    numbering, parse, render, thaw,
};
use vedich_reference::{paper_bodies, paper_forms, paper_layouts, paper_template};
use vedich_values::{Date, UnitId};

/// A line of the head or the foot that people may write: its key, what is proposed, what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadLine {
    /// Its key: `head-signer`.
    pub key: &'static str,
    /// What is proposed.
    pub proposed: String,
    /// What stands there.
    pub text: String,
}

/// Keys of the lines of head and foot, in the order of the form.
const HEAD_KEYS: [&str; 10] = [
    "head-parent",
    "head-body",
    "head-issuer",
    "head-place",
    "head-urgency",
    "head-addressees",
    "head-authority",
    "head-signer",
    "head-secretary",
    "head-recipients",
];

/// A paper as it is looked at.
#[derive(Clone, Debug)]
pub struct Composed {
    /// Its line in the lists.
    pub line: Arc<PaperLine>,
    /// Its layout.
    pub layout: Arc<Layout>,
    /// The paper.
    pub paper: Paper,
    /// Places for words of people.
    pub prose: Vec<Prose>,
    /// Lines of head and foot.
    pub head: Vec<HeadLine>,
    /// The issuing body in symbols: whose series of numbers.
    pub issuer: String,
    /// Code of the type in symbols.
    pub code: String,
    place: String,
    /// The day the figures of a draft out of steering were taken down; none: it is no such draft, or computed anew.
    pub taken: Option<Date>,
    /// What is wrong with the template: nothing, unless it was changed by hand in the record.
    pub problems: Vec<TemplateProblem>,
}

impl Composed {
    /// Type name and abstract.
    #[must_use]
    pub fn title(&self) -> String {
        let head = &self.paper.head;
        format!("{} {}", head.type_name.as_deref().unwrap_or(&self.layout.words.letter), head.subject)
    }

    /// What it still lacks to be issued: who signs, in which post, and in minutes who wrote them.
    #[must_use]
    pub fn lacks(&self) -> Vec<&'static str> {
        let signing = self.paper.signing.as_ref();
        let name = signing.is_none_or(|signing| signing.name.trim().is_empty());
        let post = signing.is_none_or(|signing| signing.authority.is_empty());
        let secretary = signing.and_then(|signing| signing.beside.as_ref()).is_some_and(|beside| beside.name.trim().is_empty());
        [(name, "paper.no-signer"), (post, "paper.no-post"), (secretary, "paper.no-secretary")]
            .into_iter()
            .filter_map(|(lacks, code)| lacks.then_some(code))
            .collect()
    }

    /// The paper under a number and date, and its number with the symbol.
    pub(super) fn issued(&self, number: u32, dated: Date) -> (Paper, String) {
        let mut paper = self.paper.clone();
        let symbol = self.layout.symbol(&self.code, &self.issuer);
        let line = self.layout.number_line(Some(number), &symbol);
        let short = line.split_once("Số").map_or(line.as_str(), |(_, rest)| rest).trim_start_matches([':', ' ']).to_owned();
        paper.head.number = line;
        paper.head.draft = false;
        // Minutes have no place and date.
        paper.head.place_date =
            paper.head.place_date.is_some().then(|| self.layout.place_date(&self.place, Some(dated), chrono::Datelike::year(&dated)));
        let attached = self.layout.words.attached.replace("{type}", paper.head.type_name.as_deref().unwrap_or_default());
        let attached = attached.replace("{number}", &short).replace("{date}", &vedich_values::date::print_date(dated));
        let attached = attached.replace("{body}", &self.paper.head.body.join(" "));
        for annex in &mut paper.annexes {
            annex.attached.clone_from(&attached);
        }
        (paper, short)
    }
}

/// A name for the file of a paper, without an ending: `BC-UBND-2026-H1-05`, ASCII only.
#[must_use]
pub fn file_name(composed: &Composed) -> String {
    let number = match &composed.line.state {
        PaperState::Issued { issue, .. } => format!("{}-{:02}", issue.year, issue.number),
        _ => format!("draft-{}", composed.line.id),
    };
    let period = composed.line.period.as_ref().map(vedich_papers::Forms::period_code).unwrap_or_default();
    let parts = [composed.line.form.as_str(), &period, &composed.issuer, &number];
    let joined = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("-");
    vedich_values::text::strip_marks(&joined).chars().map(|c| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' }).collect()
}

/// What a paper is dressed in.
pub(super) struct Dress {
    /// Its layout.
    pub(super) layout: Arc<Layout>,
    /// In whose name it is.
    pub(super) body: IssuingBody,
    /// The place on the line of its date.
    pub(super) place: String,
}

/// What was written on a paper.
#[derive(Default)]
struct Written {
    texts: BTreeMap<String, String>,
    fields: Option<serde_json::Value>,
    content: Option<String>,
}

impl App {
    /// A paper as it stands: an issued one as it was issued, a draft put together from the present figures.
    ///
    /// # Errors
    /// When there is no such paper, or the journal does not answer.
    pub async fn compose(&self, paper: PaperId) -> Result<Composed, AppError> {
        let line = self.papers().get(paper).cloned().ok_or_else(|| refused(problem("paper.unknown").with("paper", paper)))?;
        let written = self.written(&line).await?;
        let form = paper_forms().get(&line.form).ok_or_else(|| refused(problem("paper.unknown-form").with("form", &line.form)))?;
        if let Some(content) = &written.content {
            return self.frozen(line, form, content);
        }
        let report = match (&line.period, form.computed) {
            (Some(period), true) => self.report(line.unit, period).await?,
            _ => Report::of_fields(written.fields.clone().unwrap_or_default()),
        };
        let source = self.template(line.unit, form);
        let mut composed = self.put_together(line, form, &source, &report, &written.texts)?;
        composed.taken = written.fields.as_ref().and_then(super::occasion::taken);
        Ok(composed)
    }

    /// What a draft is made of, when it was made out of steering.
    pub(super) async fn occasion_of(&self, line: &PaperLine) -> Result<Option<super::Occasion>, AppError> {
        Ok(self.written(line).await?.fields.as_ref().and_then(super::Occasion::kept_in))
    }

    /// A report that nobody keeps: what the command line prints.
    ///
    /// # Errors
    /// When the journal does not answer, or the template is wrong.
    pub async fn compose_report(&self, unit: UnitId, layout: &str, period: &vedich_facts::PaperPeriod) -> Result<Composed, AppError> {
        let form = paper_forms().get("report").ok_or_else(|| refused(problem("paper.unknown-form").with("form", "report")))?;
        let report = self.report(unit, period).await?;
        self.put_together(self.loose(unit, form, layout, Some(period)), form, &self.template(unit, form), &report, &BTreeMap::new())
    }

    /// A paper of a form filled with given fields and tables, kept nowhere.
    ///
    /// # Errors
    /// When there is no such form or layout.
    pub fn compose_loose(&self, unit: UnitId, form: &str, layout: &str, report: &Report) -> Result<Composed, AppError> {
        let form = paper_forms().get(form).ok_or_else(|| refused(problem("paper.unknown-form").with("form", form)))?;
        self.put_together(self.loose(unit, form, layout, None), form, &self.template(unit, form), report, &BTreeMap::new())
    }

    /// A template tried with given fields and tables.
    ///
    /// # Errors
    /// When there is no layout.
    pub fn try_template(&self, unit: UnitId, form: &Form, source: &str, report: &Report) -> Result<Composed, AppError> {
        self.put_together(self.loose(unit, form, "state", None), form, source, report, &BTreeMap::new())
    }

    pub(super) fn loose(&self, unit: UnitId, form: &Form, layout: &str, period: Option<&vedich_facts::PaperPeriod>) -> Arc<PaperLine> {
        Arc::new(PaperLine::loose(unit, &form.id, layout, period.cloned(), self.clock().now()))
    }

    async fn written(&self, line: &PaperLine) -> Result<Written, AppError> {
        let mut written = Written::default();
        let after = vedich_values::FactSeq(line.id.0.saturating_sub(1));
        let select = Select { unit: Some(line.unit), kind: Some(Kind::Paper), after: Some(after), ..Select::default() };
        self.journal()
            .for_each(&select, |recorded| {
                let Body::Paper(event) = recorded.fact.body else { return };
                match *event {
                    PaperEvent::Begun { fields, .. } if recorded.seq.get() == line.id.0 => {
                        written.fields = fields.and_then(|text| serde_json::from_str(&text).ok());
                    }
                    PaperEvent::Refreshed { paper, fields } if paper == line.id => {
                        written.fields = serde_json::from_str(&fields).ok();
                    }
                    PaperEvent::Written { paper, texts, .. } if paper == line.id => {
                        for (key, text) in texts {
                            match text {
                                Some(text) => written.texts.insert(key, text),
                                None => written.texts.remove(&key),
                            };
                        }
                    }
                    PaperEvent::Issued { paper, content, .. } if paper == line.id => written.content = Some(content),
                    _ => {}
                }
            })
            .await?;
        Ok(written)
    }

    fn frozen(&self, line: Arc<PaperLine>, form: &Form, content: &str) -> Result<Composed, AppError> {
        let paper = thaw(content).ok_or_else(|| refused(problem("paper.damaged").with("paper", line.id)))?;
        let layout = layout_of(&paper.layout, dated(&line).unwrap_or_else(|| self.today()))?;
        let issuer = match &line.state {
            PaperState::Issued { issue, .. } => issue.issuer.clone(),
            _ => String::new(),
        };
        let code = form.code.clone();
        Ok(Composed {
            line,
            layout,
            paper,
            prose: Vec::new(),
            head: Vec::new(),
            issuer,
            code,
            place: String::new(),
            taken: None,
            problems: Vec::new(),
        })
    }

    fn put_together(
        &self,
        line: Arc<PaperLine>,
        form: &Form,
        source: &str,
        report: &Report,
        texts: &BTreeMap<String, String>,
    ) -> Result<Composed, AppError> {
        let layout = layout_of(&line.layout, self.today())?;
        let dress = self.dress_of(paper_bodies(), line.unit, layout);
        Ok(self.put_on(dress, line, form, source, report, texts))
    }

    /// A paper in its dress.
    pub(super) fn put_on(
        &self,
        dress: Dress,
        line: Arc<PaperLine>,
        form: &Form,
        source: &str,
        report: &Report,
        texts: &BTreeMap<String, String>,
    ) -> Composed {
        let Dress { layout, body, place } = dress;
        let mut fields = report.fields.clone();
        complete(&mut fields, &body);
        let tables = &report.tables;
        let table = |id: &str| tables.get(id).cloned();
        let read = render(source, &fields).map_err(|wrong| vec![wrong]).and_then(|text| {
            let written = |key: &str| texts.get(key).cloned();
            parse(&text, &table, &written).map_err(|wrong| wrong.into_iter().map(TemplateProblem::from).collect())
        });
        let (draft, problems) = match read {
            Ok(draft) => (draft, Vec::new()),
            Err(problems) => (vedich_papers::Draft::default(), problems),
        };
        let year = line.period.as_ref().map_or_else(|| chrono::Datelike::year(&self.today()), |period| chrono::Datelike::year(&period.to));
        let head = head_lines(&body, &place, &draft, &layout, texts);
        let say = |key: &str| head.iter().find(|one| one.key == key).map(|one| one.text.as_str()).unwrap_or_default();
        let issuer = say("head-issuer").trim().to_owned();
        let place = say("head-place").trim().to_owned();
        let many = draft.annexes.len() > 1;
        let annexes = draft.annexes.into_iter().zip(1..).map(|(annex, number)| Annex {
            label: if many { format!("{} {}", layout.words.annex, numbering::roman(number)) } else { layout.words.annex.clone() },
            title: layout.annex_title(&annex.title),
            attached: String::new(),
            landscape: annex.landscape,
            blocks: annex.blocks,
        });
        let paper = Paper {
            layout: layout.id.clone(),
            head: Head {
                parent: lines(say("head-parent")),
                body: lines(say("head-body")),
                number: layout.number_line(None, &layout.symbol(&form.code, &issuer)),
                place_date: draft.minutes.is_none().then(|| layout.place_date(&place, None, year)),
                type_name: draft.type_name,
                subject: draft.subject,
                addressees: lines(say("head-addressees")),
                urgency: layout.urgency(say("head-urgency")).map(|known| known.mark.clone()),
                draft: true,
            },
            blocks: draft.blocks,
            signing: Some(Signing {
                authority: lines(say("head-authority")),
                name: say("head-signer").trim().to_owned(),
                beside: draft
                    .minutes
                    .is_some()
                    .then(|| Beside { post: layout.words.secretary.clone(), name: say("head-secretary").trim().to_owned() }),
                recipients: lines(say("head-recipients")),
            }),
            annexes: annexes.collect(),
        };
        Composed { line, layout, paper, prose: draft.prose, head, issuer, code: form.code.clone(), place, taken: None, problems }
    }

    /// The template in force for the papers of a unit.
    #[must_use]
    pub fn template(&self, unit: UnitId, form: &Form) -> Arc<str> {
        let reference = self.reference();
        let mut line = vec![unit];
        line.extend(reference.registry.ancestors(unit, self.day_of(unit)));
        self.papers().template(&form.id, &line).map_or_else(|| Arc::from(paper_template(form)), |(_, text)| text)
    }

    /// The unit that set the template in force for the papers of a unit; none: it is the shipped one.
    #[must_use]
    pub fn template_set_by(&self, unit: UnitId, form: &Form) -> Option<UnitId> {
        let line: Vec<UnitId> = std::iter::once(unit).chain(self.reference().registry.ancestors(unit, self.day_of(unit))).collect();
        self.papers().template(&form.id, &line).map(|(unit, _)| unit)
    }

    /// What the papers of a unit are dressed in, by these bodies.
    pub(super) fn dress_of(&self, bodies: &Bodies, unit: UnitId, layout: Arc<Layout>) -> Dress {
        let reference = self.reference();
        let found = reference.registry.at(unit, self.day_of(unit)).and_then(|at| {
            let body = bodies.of(&layout.id, at.level, at.name, at.short_name())?;
            Some((body, at.short_name().to_owned()))
        });
        let (body, place) = found.unwrap_or_default();
        Dress { layout, body, place }
    }
}

/// The layout of that id on a day.
pub(super) fn layout_of(id: &str, on: Date) -> Result<Arc<Layout>, AppError> {
    paper_layouts().get(id, on).cloned().ok_or_else(|| refused(problem("paper.unknown-layout").with("layout", id)))
}

fn dated(line: &PaperLine) -> Option<Date> {
    match &line.state {
        PaperState::Issued { dated, .. } => Some(*dated),
        _ => None,
    }
}

/// What every template may ask for, whatever it was filled with.
fn complete(fields: &mut serde_json::Value, body: &IssuingBody) {
    if let serde_json::Value::Object(fields) = fields {
        fields.entry("body").or_insert_with(|| serde_json::json!({ "name": body.name }));
        // What templates ask for since: papers begun before have none of it.
        for list in ["addressees", "conclusions", "directions", "groups", "notes"] {
            fields.entry(list).or_insert_with(|| serde_json::json!([]));
        }
        for none in ["as_tasks", "assigned", "ended", "units", "previous"] {
            fields.entry(none).or_insert(serde_json::Value::Null);
        }
    }
}

fn head_lines(
    body: &IssuingBody,
    place: &str,
    draft: &vedich_papers::Draft,
    layout: &Layout,
    texts: &BTreeMap<String, String>,
) -> Vec<HeadLine> {
    let minutes = draft.minutes.as_ref();
    let proposed = |key: &str| match key {
        "head-parent" => body.parent.join("\n"),
        "head-body" => body.lines.join("\n"),
        "head-issuer" => body.issuer.clone(),
        "head-place" => place.to_owned(),
        "head-addressees" => draft.addressees.join("\n"),
        "head-authority" if minutes.is_some() => layout.words.chair.clone(),
        "head-authority" => body.authority.join("\n"),
        "head-signer" => minutes.map_or_else(String::new, |(_, chair)| chair.clone()),
        "head-secretary" => minutes.map_or_else(String::new, |(secretary, _)| secretary.clone()),
        "head-recipients" => recipients(body, draft, layout),
        _ => String::new(),
    };
    let line = |key: &'static str| {
        let proposed = proposed(key);
        HeadLine { key, text: texts.get(key).cloned().unwrap_or_else(|| proposed.clone()), proposed }
    };
    HEAD_KEYS.into_iter().filter(|key| *key != "head-secretary" || minutes.is_some()).map(line).collect()
}

/// Those it is sent to, those the template names, those who always get a copy; a line each.
fn recipients(body: &IssuingBody, draft: &vedich_papers::Draft, layout: &Layout) -> String {
    let above = (!draft.addressees.is_empty()).then_some(&layout.words.as_above);
    above.into_iter().chain(&draft.recipients).chain(&body.recipients).map(String::as_str).collect::<Vec<_>>().join("\n")
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).map(ToOwned::to_owned).collect()
}
