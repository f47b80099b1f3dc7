//! Bodies, layouts and weights an office writes for itself, checked and tried on a sample before they are put to use.

use super::compose::{Dress, layout_of};
use super::{Composed, Report};
use crate::{App, AppError};
use std::collections::BTreeMap;
use std::sync::Arc;
use vedich_papers::{Bodies, Body, Form};
use vedich_reference::{OfficeFile, check_office_file, layout_names, paper_bodies, paper_forms, paper_template};
use vedich_units::Unit;
use vedich_values::UnitId;

/// The form a layout is tried with: it has headings, lists, tables, an annex.
const WHOLE: &str = "notice";
/// The form bodies are tried with: head and foot of it stand on one page.
const SHORT: &str = "invitation";
/// Bodies of a file that are shown at most.
const MOST_SHOWN: usize = 40;

/// A sample written with a file that is not in force.
#[derive(Clone, Debug)]
pub struct OfficeSample {
    /// The lines of the body, as the file has them; none: the sample is of a layout.
    pub body: Option<Vec<String>>,
    /// In whose name it is; none: no unit there is fits the body.
    pub unit: Option<UnitId>,
    /// The layout it follows, by its id.
    pub layout: String,
    /// The sample; none where no unit fits.
    pub composed: Option<Composed>,
}

impl App {
    /// Checks a file an office wrote for itself, and what papers would look like with it: a sample for each of its bodies, or one in its
    /// layout. Weights of emulation write no paper. Nothing of it is put to use: that takes a file in the folder of the installation.
    ///
    /// # Errors
    /// Everything that is wrong with the file.
    pub fn try_office_file(&self, name: &str, text: &str, near: UnitId) -> Result<(OfficeFile, Vec<OfficeSample>), AppError> {
        let file = check_office_file(name, text, &layout_names()).map_err(AppError::Refused)?;
        let samples = match &file {
            OfficeFile::Bodies(own) => {
                let units = self.units_of_bodies(own, near);
                let sample = |(body, unit): (&Body, Option<UnitId>)| {
                    let composed = unit.map(|unit| self.sample_in(&file, unit, SHORT, &body.layout)).transpose()?;
                    Ok(OfficeSample { body: Some(body.lines.clone()), unit, layout: body.layout.clone(), composed })
                };
                units.into_iter().take(MOST_SHOWN).map(sample).collect::<Result<_, AppError>>()?
            }
            OfficeFile::Layout(own) => {
                let composed = self.sample_in(&file, near, WHOLE, &own.id)?;
                vec![OfficeSample { body: None, unit: Some(near), layout: own.id.clone(), composed: Some(composed) }]
            }
            OfficeFile::Weights(_) => Vec::new(),
        };
        Ok((file, samples))
    }

    /// The sample of a form in the name of a unit, written with a file that is not in force: its bodies before those there are, or its
    /// layout. With weights of emulation it is the sample as it is.
    ///
    /// # Errors
    /// When there is no such form or layout.
    pub fn sample_in(&self, file: &OfficeFile, unit: UnitId, form: &str, layout: &str) -> Result<Composed, AppError> {
        let known = |form: &str| super::refused(super::problem("paper.unknown-form").with("form", form));
        let form: &Form = paper_forms().get(form).ok_or_else(|| known(form))?;
        let in_force = |layout: &str| Ok::<_, AppError>(self.dress_of(paper_bodies(), unit, layout_of(layout, self.today())?));
        let dress = match file {
            OfficeFile::Bodies(own) => {
                let bodies = own.clone().before(paper_bodies().clone());
                self.dress_of(&bodies, unit, layout_of(layout, self.today())?)
            }
            OfficeFile::Layout(own) => {
                let own = Arc::new((**own).clone());
                let dress = self.dress_of(paper_bodies(), unit, Arc::clone(&own));
                // A layout of a new name has no bodies yet: it is shown with those of state papers.
                if dress.body == Body::default() { Dress { layout: own, ..in_force("state")? } } else { dress }
            }
            OfficeFile::Weights(_) => in_force(layout)?,
        };
        let line = self.loose(unit, form, &dress.layout.id, None);
        let mut sample = Report::sample(form);
        // Who writes is what is tried: the sample has a name of its own.
        if let Some(fields) = sample.fields.as_object_mut() {
            fields.remove("body");
        }
        Ok(self.put_on(dress, line, form, paper_template(form), &sample, &BTreeMap::new()))
    }

    /// A unit for each body of a file: the nearest to a unit (itself, those above, those below), else any that it fits.
    fn units_of_bodies<'b>(&self, bodies: &'b Bodies, near: UnitId) -> Vec<(&'b Body, Option<UnitId>)> {
        let reference = self.reference();
        let registry = &reference.registry;
        let day = self.day_of(near);
        let mut first = vec![near];
        first.extend(registry.ancestors(near, day));
        first.extend(registry.children(near, day));
        let fits = |body: &Body, unit: &Unit| {
            let at = registry.at(unit.id, self.day_of(unit.id));
            at.is_some_and(|at| body.levels.contains(&at.level) && body.is_called(at.name))
        };
        let unit_of = |body: &Body| {
            let near = first.iter().filter_map(|unit| registry.get(*unit));
            near.chain(registry.iter()).find(|unit| fits(body, unit)).map(|unit| unit.id)
        };
        bodies.iter().map(|body| (body, unit_of(body))).collect()
    }
}
