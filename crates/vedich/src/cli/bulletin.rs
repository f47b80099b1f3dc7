//! Bulletins on the command line: reading them, and the desk they are settled on.

use super::parse_date;
use clap::{Args, Subcommand};
use std::path::PathBuf;
use vedich_values::Date;

/// Bulletins.
#[derive(Debug, Subcommand)]
pub(crate) enum Bulletin {
    /// Read texts and print what they state, with its place in the text.
    #[command(
        after_help = "EXAMPLES:\n  vedich bulletin read tin-bai.txt --date 2020-09\n  vedich bulletin read trang.html bien-ban.docx luu-tru/ --json\n  vedich bulletin read --jsonl < items.jsonl > predictions.jsonl"
    )]
    Read(BulletinRead),
    /// Put a folder or archive of documents on somebody's desk, to be settled there; or say what would come of it.
    #[command(
        after_help = "EXAMPLES:\n  vedich bulletin import tin-bai/ --dry-run\n  vedich bulletin import kho-tin.zip --desk-of xa --json\n\nDuplicates and documents applied before are found. What needs a person first stands first: contradictions, missing places or dates,\nwhat the reader is least sure of."
    )]
    Import(BulletinImport),
    /// What lies on a desk; what needs a person first stands first.
    #[command(after_help = "EXAMPLE:\n  vedich bulletin desk --desk-of xa --json")]
    Desk {
        #[command(flatten)]
        desk: Whose,
    },
    /// The cards of a document on a desk, beside what is on record.
    Show {
        /// The reading, as `desk` shows it.
        #[arg(value_name = "READING")]
        reading: String,
        #[command(flatten)]
        desk: Whose,
    },
    /// Decide on cards of a document and put what was accepted on record, in one entry with the document.
    #[command(
        after_help = "EXAMPLES:\n  vedich bulletin apply 0193f2… --accept 1,2,5 --reject 3\n  vedich bulletin apply 0193f2… --sure --json\n\nCards nobody has decided on stay on the desk. Cards named in --accept are taken over whatever they contradict; look at `show` first."
    )]
    Apply(BulletinApply),
    /// Correct a card of a document, or what the document says of itself: its place, its date, its source.
    #[command(
        after_help = "EXAMPLES:\n  vedich bulletin correct 0193f2… --date 8/9/2020 --place 'Huyện Kỳ Anh, Hà Tĩnh'\n  vedich bulletin correct 0193f2… --card 2 --set met=15 --set 'place=Xã Kỳ Lạc, Huyện Kỳ Anh'\n\nThe fields of a card are those `show --json` gives; an empty value empties one."
    )]
    Correct(BulletinCorrect),
    /// Pass a document, or all of a folder that wait, to a colleague's desk, with everything decided in them.
    #[command(
        after_help = "EXAMPLES:\n  vedich bulletin hand-over 0193f2… lan.nguyen --desk-of xa\n  vedich bulletin hand-over --folder tin-bai lan.nguyen --desk-of xa --json"
    )]
    HandOver {
        /// The reading, as `desk` shows it; with --folder the folder, as `folders` shows it, or its name.
        #[arg(value_name = "READING")]
        what: String,
        /// Login or full name of the colleague.
        #[arg(value_name = "TO")]
        to: String,
        /// Pass on every document of a folder that waits.
        #[arg(long)]
        folder: bool,
        #[command(flatten)]
        desk: Whose,
    },
    /// The folders that were put on a desk, newest first, and what became of their files.
    #[command(after_help = "EXAMPLE:\n  vedich bulletin folders --desk-of xa --json")]
    Folders {
        #[command(flatten)]
        desk: Whose,
    },
    /// Documents on record that something was stated from, newest first.
    #[command(after_help = "EXAMPLE:\n  vedich bulletin documents giao ban --place 'Huyện Kỳ Anh, Hà Tĩnh' --from 2020-01-01 --json")]
    Documents(BulletinDocuments),
    /// What people corrected, rejected or added, one example a line as JSON, newest first.
    #[command(after_help = "EXAMPLE:\n  vedich bulletin examples --rule tally > examples.jsonl")]
    Examples(BulletinExamples),
    /// Take a document off a desk: nothing of it is stated.
    Drop {
        /// The reading, as `desk` shows it.
        #[arg(value_name = "READING")]
        reading: String,
        #[command(flatten)]
        desk: Whose,
    },
    /// How right the reader was in what people decided on: by kind, by rule, by how sure it was.
    Score,
}

impl Bulletin {
    /// Whether the command only looks.
    pub(crate) const fn looks(&self) -> bool {
        matches!(self, Self::Desk { .. } | Self::Folders { .. } | Self::Show { .. } | Self::Documents(_) | Self::Examples(_) | Self::Score)
    }
}

/// Whose desk.
#[derive(Debug, Args)]
pub(crate) struct Whose {
    /// Login of the person whose desk it is.
    #[arg(long, value_name = "LOGIN", default_value = "local-admin")]
    pub(crate) desk_of: String,
}

#[derive(Debug, Args)]
pub(crate) struct BulletinApply {
    /// The reading, as `desk` shows it.
    #[arg(value_name = "READING")]
    pub(crate) reading: String,
    /// Cards to accept, by their numbers.
    #[arg(long, value_name = "CARDS", value_delimiter = ',')]
    pub(crate) accept: Vec<u32>,
    /// Accept every open card that is sure, complete and contradicts nothing.
    #[arg(long)]
    pub(crate) sure: bool,
    /// Cards to reject.
    #[arg(long, value_name = "CARDS", value_delimiter = ',')]
    pub(crate) reject: Vec<u32>,
    #[command(flatten)]
    pub(crate) desk: Whose,
}

#[derive(Debug, Args)]
pub(crate) struct BulletinCorrect {
    /// The reading, as `desk` shows it.
    #[arg(value_name = "READING")]
    pub(crate) reading: String,
    /// The card that is corrected, by its number.
    #[arg(long, value_name = "CARD", requires = "what")]
    pub(crate) card: Option<u32>,
    /// A field of the card and what belongs there: `met=15`.
    #[arg(long = "set", value_name = "FIELD=TEXT", requires = "card", group = "what")]
    pub(crate) fields: Vec<String>,
    /// What the card states: progress, unmet, value, tally, output, note, target or task.
    #[arg(long, value_name = "KIND", requires = "card", group = "what")]
    pub(crate) kind: Option<String>,
    /// The document's place.
    #[arg(long, value_name = "NAME")]
    pub(crate) place: Option<String>,
    /// The document's date.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) date: Option<Date>,
    /// Who says so: the source of every fact stated from it.
    #[arg(long, value_name = "TEXT")]
    pub(crate) source: Option<String>,
    #[command(flatten)]
    pub(crate) desk: Whose,
}

#[derive(Debug, Args)]
pub(crate) struct BulletinDocuments {
    /// Words that all stand in the title or the text, marks and capitals aside.
    #[arg(value_name = "WORDS")]
    pub(crate) words: Vec<String>,
    /// About this unit, one below it, or one that went into it.
    #[arg(long, value_name = "NAME")]
    pub(crate) place: Option<String>,
    /// Of this day or later.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) from: Option<Date>,
    /// Of this day or earlier.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) until: Option<Date>,
    /// At most so many.
    #[arg(long, value_name = "COUNT", default_value_t = 50)]
    pub(crate) limit: usize,
}

#[derive(Debug, Args)]
pub(crate) struct BulletinExamples {
    /// Only of this rule of the reader.
    #[arg(long, value_name = "RULE")]
    pub(crate) rule: Option<String>,
    /// Those that were right as well.
    #[arg(long)]
    pub(crate) all: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BulletinImport {
    /// Folder, archive (.zip) or file: text, HTML, DOCX or PDF.
    #[arg(value_name = "FOLDER")]
    pub(crate) folder: PathBuf,
    #[command(flatten)]
    pub(crate) desk: Whose,
    /// The day the documents were published, for those that do not say so themselves: it completes dates without a year.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) published: Option<Date>,
    /// Only say what would come of it.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct BulletinRead {
    /// Files to read: text, HTML, DOCX or PDF; folders with such files; `-` is standard input.
    #[arg(value_name = "FILE", required_unless_present = "jsonl", conflicts_with = "jsonl")]
    pub(crate) files: Vec<PathBuf>,
    /// Items `{id, text, date_hint}` from standard input, one a line; predictions to standard output.
    #[arg(long)]
    pub(crate) jsonl: bool,
    /// Year, or year and month, of publication: completes dates without a year.
    #[arg(long, value_name = "YYYY[-MM]")]
    pub(crate) date: Option<String>,
}
