//! `vedich glossary`: the words of the programme.

use super::Ended;
use crate::output::Output;
use anyhow::Result;
use vedich_reference::{Term, glossary};

pub(crate) fn run(word: Option<&str>, output: Output) -> Result<Ended> {
    let wanted = word.unwrap_or_default();
    let terms: Vec<Term> = glossary().unwrap_or_default().into_iter().filter(|term| term.is_like(wanted)).collect();
    let lang = output.lang;
    if output.json {
        output.json(&terms)?;
        return Ok(Ended::Done);
    }
    if terms.is_empty() {
        output.complain(&lang.say("glossary.none", &[("query", wanted)]));
        return Ok(Ended::Refused);
    }
    let head = ["glossary.vi", "glossary.abbreviation", "glossary.en", "glossary.note"].map(|key| lang.text(key));
    let row = |term: Term| {
        vec![term.vi, term.abbreviations.join(", "), term.en, term.note.map(|note| lang.of(&note).to_owned()).unwrap_or_default()]
    };
    output.table(&head, &[], terms.into_iter().map(row).collect())?;
    Ok(Ended::Done)
}
