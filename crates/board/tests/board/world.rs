//! A country of 2 provinces, 3 districts and 7 communes; a national set of 3 criteria and 5 indicators, and Quảng Ninh's extension.

use std::sync::Arc;
use vedich_board::Reference;
use vedich_criteria::{Bands, Catalogue};
use vedich_facts::{Body, DeclaredState, Fact, Observed, Recorded, Target, Value};
use vedich_units::{Registry, Tables};
use vedich_values::{CriterionNo, Date, Decimal, EntrySeq, FactSeq, IndicatorCode, SetId, Timestamp, UnitId};

pub(crate) const NATIONAL: &str = "vn.commune.2016-2020.standard";
pub(crate) const QUANG_NINH: &str = "vn-quang-ninh.commune.2016-2020.standard";

const OLD: &str = "code,name,level,type,parent_code,zone\n\
    22,Tỉnh Quảng Ninh,tinh,tinh,,DBSH\n\
    42,Tỉnh Hà Tĩnh,tinh,tinh,,BTB\n\
    194,Thành phố Móng Cái,huyen,thanh_pho,22,DBSH\n\
    447,Huyện Kỳ Anh,huyen,huyen,42,BTB\n\
    449,Huyện Hương Khê,huyen,huyen,42,BTB\n\
    06001,Xã Hải Đông,xa,xa,194,DBSH\n\
    06002,Xã Hải Tiến,xa,xa,194,DBSH\n\
    18001,Xã Lâm Hợp,xa,xa,447,BTB\n\
    18002,Xã Kỳ Lạc,xa,xa,447,BTB\n\
    18003,Xã Kỳ Tây,xa,xa,447,BTB\n\
    18101,Xã Hương Trà,xa,xa,449,BTB\n\
    18102,Xã Hương Long,xa,xa,449,BTB\n";
const NEW: &str = "code,name,level,type,parent_code,zone,zone7\n\
    22,Tỉnh Quảng Ninh,tinh,tinh,,DBSH,DBSH\n\
    42,Tỉnh Hà Tĩnh,tinh,tinh,,BTB,BTB\n\
    06001,Xã Hải Đông,xa,xa,22,DBSH,DBSH\n\
    18001,Xã Lâm Hợp,xa,xa,42,BTB,BTB\n\
    18101,Xã Hương Trà,xa,xa,42,BTB,BTB\n";
const MAPPING: &str = "old_code,new_code,kind\n\
    22,22,whole\n42,42,whole\n06001,06001,whole\n06002,06001,whole\n18001,18001,whole\n18002,18001,whole\n18003,18001,whole\n18101,18101,whole\n18102,18101,whole\n";
const CHANGES: &str = "code,effective,old_name,new_name,source\n";

const SET: &str = r#"
id = "vn.commune.2016-2020.standard"
title = { vi = "Bộ tiêu chí thử", en = "Test set" }
subject = "commune"
tier = "standard"
scope = "national"
completeness = "full"
declared = { criteria = 3, indicators = 5 }
pass_rule = "all"
[effective]
from = "2016-10-17"
to = "2021-12-31"
[[legal]]
number = "1980/QĐ-TTg"
issuer = { vi = "Thủ tướng Chính phủ", en = "Prime Minister" }
role = "issue"
[[zones]]
id = "dbsh"
name = { vi = "Đồng bằng sông Hồng", en = "Red River Delta" }
[[zones]]
id = "btb"
name = { vi = "Bắc Trung Bộ", en = "North Central" }
[[zone_rules]]
id = "hard"
use_zone = "btb"
from = "2016-10-17"
when_any = ["commune.especially_difficult = yes"]
confidence = "memory"
source = ["s"]
[sources.s]
title = "test"
url = ""
kind = "seed"
[[criteria]]
no = 1
name = { vi = "Giao thông", en = "Roads" }
[[criteria.indicators]]
code = "1.1"
name = { vi = "Đường xã", en = "Roads" }
measure = "percent"
threshold_by = ["zone"]
threshold = { dbsh = ">= 90", btb = ">= 80" }
confidence = "memory"
label_confidence = "memory"
source = ["s"]
[[criteria.indicators]]
code = "1.2"
name = { vi = "Đường thôn", en = "Lanes" }
measure = "percent"
threshold = ">= 50"
confidence = "memory"
label_confidence = "memory"
source = ["s"]
[[criteria]]
no = 2
name = { vi = "Điện", en = "Power" }
[[criteria.indicators]]
code = "2.1"
name = { vi = "Có điện", en = "Power" }
measure = "yes_no"
threshold = "= yes"
confidence = "memory"
label_confidence = "memory"
source = ["s"]
[[criteria]]
no = 3
name = { vi = "Nghèo", en = "Poverty" }
[[criteria.indicators]]
code = "3.1"
name = { vi = "Hộ nghèo", en = "Poor" }
measure = "percent"
threshold = "<= 5"
confidence = "memory"
label_confidence = "memory"
source = ["s"]
[[criteria.indicators]]
code = "3.2"
name = { vi = "Bảo hiểm", en = "Insurance" }
measure = "percent"
delegated_to = "province"
confidence = "unknown"
label_confidence = "memory"
source = ["s"]
"#;

const LOCAL: &str = r#"
id = "vn-quang-ninh.commune.2016-2020.standard"
title = { vi = "Bộ tiêu chí Quảng Ninh", en = "Quảng Ninh set" }
subject = "commune"
tier = "standard"
scope = "province:quang-ninh"
extends = "vn.commune.2016-2020.standard"
completeness = "partial"
declared = { criteria = 4, indicators = 7 }
pass_rule = "all"
[effective]
from = "2017-01-01"
to = "2021-12-31"
[[legal]]
number = "?"
issuer = { vi = "UBND tỉnh Quảng Ninh", en = "Quảng Ninh" }
role = "issue"
[sources.s]
title = "test"
url = ""
kind = "seed"
[[criteria]]
no = 20
name = { vi = "Khu dân cư kiểu mẫu", en = "Model area" }
[[criteria.indicators]]
code = "20.1"
name = { vi = "Khu dân cư kiểu mẫu", en = "Model area" }
measure = "count"
threshold = ">= 1"
confidence = "memory"
label_confidence = "memory"
source = ["s"]
"#;

const BANDS: &str = r#"
[[narrow]]
measures = ["percent"]
points = "1"
[[schemes]]
id = "test"
name = { vi = "Nhóm", en = "Groups" }
subjects = ["commune"]
scopes = ["national"]
total_min = 1
total_max = 30
[[schemes.bands]]
id = "done"
name = { vi = "Đạt", en = "Done" }
missing_max = 0
[[schemes.bands]]
id = "near"
name = { vi = "Gần đạt", en = "Near" }
missing_max = 1
[[schemes.bands]]
id = "far"
name = { vi = "Còn lại", en = "The rest" }
"#;

pub(crate) fn reference() -> Reference {
    reference_with(&[])
}

/// The same country with more sets, by identity.
pub(crate) fn reference_with(more: &[(&str, String)]) -> Reference {
    let tables = Tables { old: OLD, new: NEW, mapping: MAPPING, changes: CHANGES, history: "", zones: "" };
    let mut files = vec![(format!("{NATIONAL}.toml"), SET), (format!("{QUANG_NINH}.toml"), LOCAL)];
    files.extend(more.iter().map(|(id, text)| (format!("{id}.toml"), text.as_str())));
    Reference {
        registry: Arc::new(Registry::build(&tables).unwrap()),
        catalogue: Arc::new(Catalogue::build(&files).unwrap()),
        bands: Arc::new(Bands::parse("bands.toml", BANDS).unwrap()),
    }
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn unit(reference: &Reference, code: &str) -> UnitId {
    reference.registry.by_code(code, day("2020-01-01")).unwrap()
}

pub(crate) fn set(id: &str) -> SetId {
    SetId::new(id)
}

pub(crate) fn recorded(seq: u64, fact: Fact) -> Recorded {
    Recorded { seq: FactSeq(seq), entry: EntrySeq(seq), recorded_at: Timestamp::default(), fact }
}

pub(crate) fn number(text: &str) -> Observed {
    Observed::Value(Value::Number(text.parse::<Decimal>().unwrap()))
}

pub(crate) fn yes_no(yes: bool) -> Observed {
    Observed::Value(Value::YesNo(yes))
}

pub(crate) fn value(unit: UnitId, as_of: &str, of: &str, code: &str, observed: Observed) -> Fact {
    Fact::new(unit, day(as_of), Body::Observation { target: Target::indicator(of, code), observed })
}

pub(crate) fn declared(unit: UnitId, as_of: &str, of: &str, criterion: u16, code: Option<&str>, state: DeclaredState) -> Fact {
    let code = code.map(IndicatorCode::new);
    Fact::new(unit, day(as_of), Body::DeclaredStatus { set: set(of), criterion: CriterionNo(criterion), code, state, implied: false })
}

pub(crate) fn stage(unit: UnitId, as_of: &str, of: &str, stage: &str) -> Fact {
    let decision = (stage == "recognised").then(|| "12/QĐ-UBND".to_owned());
    Fact::new(unit, day(as_of), Body::Stage { set: set(of), stage: stage.into(), decision, year: Some(2019) })
}
