//! Tables in and out.

use super::parse_date;
use clap::{Args, Subcommand, ValueEnum};
use std::path::PathBuf;
use vedich_values::Date;

#[derive(Debug, Args)]
pub(crate) struct Import {
    #[command(subcommand)]
    pub(crate) what: ImportWhat,
}

impl Import {
    /// The file, and whether it is only looked at.
    pub(crate) const fn file(&self) -> &ImportFile {
        match &self.what {
            ImportWhat::Observations(file) | ImportWhat::Units(file) | ImportWhat::Attributes(file) => file,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum ImportWhat {
    /// Values and statuses: unit_code, unit_name, as_of, set, indicator, value, status, source, note.
    #[command(
        after_help = "EXAMPLE (CSV or XLSX; Vietnamese headings too):\n  unit_code,unit_name,as_of,set,indicator,value,status,source,note\n  18838,Xã Lâm Hợp,30/06/2020,,2.1,\"95,3\",,Báo cáo 12/BC-UBND,\n  18838,Xã Lâm Hợp,30/06/2020,,5,,CĐ,Báo cáo 12/BC-UBND,trường chưa xây"
    )]
    Observations(ImportFile),
    /// Hamlets and later changes of units.
    #[command(
        after_help = "EXAMPLE:\n  change,code,name,old_name,kind,parent_code,from,successors,source\n  đăng ký,,Thôn Bắc Sơn,,thôn,18838,01/01/2018,,\n  đăng ký,,Thôn Nam Sơn,,thôn,18838,01/01/2018,,\n  đổi tên,,Thôn Tân Tiến,\"Thôn Bắc Sơn, Lâm Hợp, Kỳ Anh\",thôn,,01/01/2020,,NQ 12/NQ-HĐND\n  sáp nhập,,\"Thôn Nam Sơn, Lâm Hợp, Kỳ Anh\",,,,01/01/2022,\"Thôn Tân Tiến, Lâm Hợp, Kỳ Anh\",NQ 3/NQ-HĐND"
    )]
    Units(ImportFile),
    /// Properties of units (tier worked towards, zone, group, what sets ask for): unit_code, unit_name, attribute, value, from, to, source, note.
    #[command(
        after_help = "EXAMPLE:\n  unit_code,unit_name,attribute,value,from,to,source\n  18838,Xã Lâm Hợp,tier,nâng cao,01/01/2022,,QĐ 12/QĐ-UBND\n  18838,Xã Lâm Hợp,especially_difficult,có,01/01/2021,31/12/2025,QĐ 861/QĐ-TTg"
    )]
    Attributes(ImportFile),
}

#[derive(Debug, Args)]
pub(crate) struct ImportFile {
    /// CSV or XLSX file.
    pub(crate) file: PathBuf,
    /// Check and count only; write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct Export {
    /// What to take out.
    #[arg(value_enum)]
    pub(crate) what: ExportWhat,
    /// Area: the place and everything below it [default: the country].
    #[arg(long, value_name = "NAME")]
    pub(crate) unit: Option<String>,
    /// Date [default: today].
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) as_of: Option<Date>,
    /// Only what had been recorded by the end of this date.
    #[arg(long, value_name = "DATE", value_parser = parse_date)]
    pub(crate) known_on: Option<Date>,
    /// Criteria set.
    #[arg(long, value_name = "SET")]
    pub(crate) set: Option<String>,
    /// File to write (.csv or .xlsx); `-` writes CSV to the terminal.
    #[arg(long, value_name = "FILE", default_value = "-")]
    pub(crate) to: PathBuf,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum ExportWhat {
    /// Current values of an area, in the shape `import observations` reads.
    Observations,
    /// The board of an area.
    Board,
    /// Every recorded fact.
    Journal,
}
