//! The files themselves.

use vedich_units::Tables;

macro_rules! data {
    ($path:literal) => {
        include_str!(concat!("../../../data/", $path))
    };
}

/// The tables of units.
pub const TABLES: Tables<'static> = Tables {
    old: data!("units/units-old.csv"),
    new: data!("units/units-2025.csv"),
    mapping: data!("units/mapping.csv"),
    changes: data!("units/changes-2026.csv"),
    history: data!("units/history.csv"),
    zones: data!("criteria/zones.toml"),
};

/// The accounts of the demo.
pub(crate) const DEMO_ACCOUNTS: &str = data!("demo-accounts.toml");

/// Steering in the demo cases: file name and text.
pub(crate) const DEMO_STEERING: &[(&str, &str)] = &[
    ("steering/a-hai-dong-2017.toml", data!("demo/steering/a-hai-dong-2017.toml")),
    ("steering/b-mong-cai-2021.toml", data!("demo/steering/b-mong-cai-2021.toml")),
    ("steering/c-dong-son-2020.toml", data!("demo/steering/c-dong-son-2020.toml")),
    ("steering/d-ky-anh-2020.toml", data!("demo/steering/d-ky-anh-2020.toml")),
    ("steering/e-quang-an-2024.toml", data!("demo/steering/e-quang-an-2024.toml")),
];

/// The weights of emulation.
pub(crate) const EMULATION: &str = data!("emulation.toml");
/// The days and hours of steering, `data/steering.toml`.
pub(crate) const STEERING: &str = data!("steering.toml");
/// The rules of reporting, `data/reporting.toml`.
pub(crate) const REPORTING: &str = data!("reporting.toml");

/// What a dossier needs.
pub(crate) const DOSSIER: &str = data!("dossier.toml");

/// The roles.
pub(crate) const ROLES: &str = data!("roles.toml");

/// The criteria sets: file name and text.
pub const SETS: &[(&str, &str)] = &[
    ("vn-ha-tinh.commune.2018-2020.standard.toml", data!("criteria/sets/vn-ha-tinh.commune.2018-2020.standard.toml")),
    ("vn-ha-tinh.garden.model.toml", data!("criteria/sets/vn-ha-tinh.garden.model.toml")),
    ("vn-ha-tinh.hamlet.2014.model.toml", data!("criteria/sets/vn-ha-tinh.hamlet.2014.model.toml")),
    ("vn-lao-cai.hamlet.2023-2025.smart.toml", data!("criteria/sets/vn-lao-cai.hamlet.2023-2025.smart.toml")),
    ("vn-quang-binh.garden.2018.model.toml", data!("criteria/sets/vn-quang-binh.garden.2018.model.toml")),
    ("vn-quang-ninh.commune.2016-2020.standard.toml", data!("criteria/sets/vn-quang-ninh.commune.2016-2020.standard.toml")),
    ("vn-quang-ninh.commune.2021-2025.advanced.toml", data!("criteria/sets/vn-quang-ninh.commune.2021-2025.advanced.toml")),
    ("vn-quang-ninh.hamlet.model.toml", data!("criteria/sets/vn-quang-ninh.hamlet.model.toml")),
    ("vn-thanh-hoa.hamlet.2017.standard.toml", data!("criteria/sets/vn-thanh-hoa.hamlet.2017.standard.toml")),
    ("vn-thanh-hoa.hamlet.model.toml", data!("criteria/sets/vn-thanh-hoa.hamlet.model.toml")),
    ("vn.commune.2016-2020.standard.toml", data!("criteria/sets/vn.commune.2016-2020.standard.toml")),
    ("vn.commune.2018-2020.model.toml", data!("criteria/sets/vn.commune.2018-2020.model.toml")),
    ("vn.commune.2021-2025.advanced.toml", data!("criteria/sets/vn.commune.2021-2025.advanced.toml")),
    ("vn.commune.2021-2025.model.toml", data!("criteria/sets/vn.commune.2021-2025.model.toml")),
    ("vn.commune.2021-2025.standard.toml", data!("criteria/sets/vn.commune.2021-2025.standard.toml")),
    ("vn.commune.2026-2030.modern.toml", data!("criteria/sets/vn.commune.2026-2030.modern.toml")),
    ("vn.commune.2026-2030.standard.toml", data!("criteria/sets/vn.commune.2026-2030.standard.toml")),
    ("vn.district.2016-2020.standard.toml", data!("criteria/sets/vn.district.2016-2020.standard.toml")),
    ("vn.district.2021-2025.advanced.toml", data!("criteria/sets/vn.district.2021-2025.advanced.toml")),
    ("vn.district.2021-2025.special.toml", data!("criteria/sets/vn.district.2021-2025.special.toml")),
    ("vn.district.2021-2025.standard.toml", data!("criteria/sets/vn.district.2021-2025.standard.toml")),
    ("vn.province.2021-2025.completion.toml", data!("criteria/sets/vn.province.2021-2025.completion.toml")),
    ("vn.province.2026-2030.completion.toml", data!("criteria/sets/vn.province.2026-2030.completion.toml")),
];

/// The procedures of recognition: file name and text.
pub const PROCEDURES: &[(&str, &str)] = &[
    ("procedure-2014-2016.toml", data!("criteria/procedure-2014-2016.toml")),
    ("procedure-2016-2020.toml", data!("criteria/procedure-2016-2020.toml")),
    ("procedure-2021-2025.toml", data!("criteria/procedure-2021-2025.toml")),
    ("procedure-2026-2030.toml", data!("criteria/procedure-2026-2030.toml")),
    ("procedure-thanh-hoa-hamlet-2017.toml", data!("criteria/procedure-thanh-hoa-hamlet-2017.toml")),
];

/// The demo cases: file name and text.
pub const DEMO: &[(&str, &str)] = &[
    ("a-hai-dong-2017.toml", data!("demo/a-hai-dong-2017.toml")),
    ("b-mong-cai-2021.toml", data!("demo/b-mong-cai-2021.toml")),
    ("c-dong-son-2020.toml", data!("demo/c-dong-son-2020.toml")),
    ("d-ky-anh-2020.toml", data!("demo/d-ky-anh-2020.toml")),
    ("e-quang-an-2024.toml", data!("demo/e-quang-an-2024.toml")),
];

pub(crate) const BANDS: &str = data!("bands.toml");
/// Holidays and swapped days, `data/calendar/holidays.csv`.
pub const HOLIDAYS: &str = data!("calendar/holidays.csv");
pub(crate) const GLOSSARY: &str = data!("glossary.csv");
/// What may lengthen tasks, `data/templates/risks.toml`.
pub(crate) const RISKS: &str = data!("templates/risks.toml");
/// Templates of tasks: file name and text.
pub const TEMPLATES: &[(&str, &str)] = &[
    ("infrastructure.toml", data!("templates/infrastructure.toml")),
    ("economy.toml", data!("templates/economy.toml")),
    ("society.toml", data!("templates/society.toml")),
    ("environment.toml", data!("templates/environment.toml")),
    ("government.toml", data!("templates/government.toml")),
    ("district.toml", data!("templates/district.toml")),
    ("closing.toml", data!("templates/closing.toml")),
];

/// Dictionaries of the bulletin reader: file name and text.
pub const DICTIONARIES: &[(&str, &str)] = &[
    ("words.toml", data!("bulletin/words.toml")),
    ("measures.toml", data!("bulletin/measures.toml")),
    ("tasks.toml", data!("bulletin/tasks.toml")),
    ("criteria.toml", data!("bulletin/criteria.toml")),
    ("stop.toml", data!("bulletin/stop.toml")),
];
/// How sure each rule of the bulletin reader is.
pub(crate) const CONFIDENCE: &str = data!("bulletin/confidence.toml");
/// Layouts of papers: file name and text.
pub(crate) const PAPER_LAYOUTS: &[(&str, &str)] =
    &[("state.toml", data!("papers/layouts/state.toml")), ("party.toml", data!("papers/layouts/party.toml"))];
/// Forms of papers and windows of reports.
pub(crate) const PAPER_FORMS: &str = data!("papers/forms.toml");
/// Tables of papers.
pub(crate) const PAPER_TABLES: &str = data!("papers/tables.toml");
/// In whose name papers are.
pub(crate) const PAPER_BODIES: &str = data!("papers/bodies.toml");
/// How words are read for tables of papers.
pub(crate) const PAPER_READING: &str = data!("papers/reading.toml");
/// Templates and samples of papers: file name and text.
pub(crate) const PAPER_TEXTS: &[(&str, &str)] = &[
    ("report.txt", data!("papers/templates/report.txt")),
    ("notice.txt", data!("papers/templates/notice.txt")),
    ("count.txt", data!("papers/templates/count.txt")),
    ("chase.txt", data!("papers/templates/chase.txt")),
    ("reminder.txt", data!("papers/templates/reminder.txt")),
    ("invitation.txt", data!("papers/templates/invitation.txt")),
    ("minutes.txt", data!("papers/templates/minutes.txt")),
    ("minutes.json", data!("papers/samples/minutes.json")),
    ("proposals.txt", data!("papers/templates/proposals.txt")),
    ("report.json", data!("papers/samples/report.json")),
    ("notice.json", data!("papers/samples/notice.json")),
    ("count.json", data!("papers/samples/count.json")),
    ("chase.json", data!("papers/samples/chase.json")),
    ("reminder.json", data!("papers/samples/reminder.json")),
    ("c-dong-son-notice.json", data!("papers/samples/c-dong-son-notice.json")),
    ("invitation.json", data!("papers/samples/invitation.json")),
    ("proposals.json", data!("papers/samples/proposals.json")),
];

/// What the desk needs to know, and the names of criteria.
pub const DESK_WORDS: (&str, &str) = (data!("desk/words.toml"), data!("bulletin/criteria.toml"));

/// Bulletins written for the demo in the style of the five cases: key and text.
pub const BULLETINS: &[(&str, &str)] = &[
    ("a-hai-dong", data!("demo/bulletins/a-hai-dong.txt")),
    ("b-mong-cai", data!("demo/bulletins/b-mong-cai.txt")),
    ("c-dong-son", data!("demo/bulletins/c-dong-son.txt")),
    ("d-ky-anh", data!("demo/bulletins/d-ky-anh.txt")),
    ("e-quang-an", data!("demo/bulletins/e-quang-an.txt")),
];
