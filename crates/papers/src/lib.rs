#![doc = include_str!("../README.md")]

mod bodies;
mod docx;
pub mod fonts;
mod forms;
mod frozen;
mod html;
mod layout;
mod markup;
mod model;
pub mod numbering;
mod reading;
mod record;
mod tables;
mod template;

pub use bodies::{Bodies, Body, lower_first};
pub use docx::{DocxError, write_docx};
pub use forms::{Cycle, Form, Forms};
pub use frozen::{freeze, thaw};
pub use html::{STYLE, write_html, write_page};
pub use layout::{
    Cut, HeadRules, Layout, LayoutError, Layouts, Length, Look, Looks, NumberRules, PageNumberRules, SignRules, TextRules, UrgencyMark,
    Words,
};
pub use markup::{Draft, Problem, Prose, escape, parse, spans};
pub use model::{
    Align, Annex, Beside, Block, Cell, Column, Content, Head, Paper, ParagraphStyle, Placed, Row, Signing, Span, Table, placed,
};
pub use reading::{CapitalGroup, CapitalSource, Clearance, Cleared, Gardens, Model, Reading};
pub use record::{Arrival, Earlier, LOOKED_THROUGH, MADE_OF, Outgoing, PaperLine, PaperPage, PaperState, Registers, Replaced};
pub use tables::{ColumnForm, TableForm, TableForms};
pub use template::{TemplateProblem, check, render};
