//! Form B11 as officials fill it, on both databases: where hamlets stand, model gardens and households.

use crate::support::{at, date, open, unit};
use crate::verify::person_since;
use std::sync::Arc;
use vedich_app::commands::{NewUnit, RegisterUnits};
use vedich_app::people::NewPosting;
use vedich_app::sheets::{FormFate, SaveSheet, SavedSheet};
use vedich_app::{App, By, FixedClock};
use vedich_entry::SheetDraft;
use vedich_facts::{Body, Field, UnitLevel};
use vedich_journal::testing::Database;
use vedich_values::{Decimal, Period, UnitId};

crate::on_both!(
    form_b11_is_taken_in_whole_and_twice_changes_nothing,
    what_cannot_be_read_in_form_b11_is_told_with_its_cell,
    recognition_in_a_form_is_left_to_who_may_approve,
    recognition_refused_by_four_eyes_is_left_out_and_the_rest_is_taken,
    a_column_of_codes_is_of_what_stands_in_the_rows,
);

const B11: &str = "BIỂU B11. THÔN VÀ VƯỜN MẪU;;;;;;;;;;;\n\
    STT;Xã;Thôn;Bộ TC;Đạt/tổng;Năm đăng ký;Trạng thái;Quyết định;Vườn mẫu;;Hộ mẫu;\n\
    ;;;;;;;;KH;Đạt;KH;Đạt\n\
    1;Đông Văn;Thôn 1;NTM kiểu mẫu;14/14;2019;Đã công nhận;2345/QĐ-UBND;5;3;10;8\n\
    2;;Thôn 2;Thôn NTM;12/14;2020;Đang thực hiện;;4;0;;\n\
    3;Đông Yên;Thôn 1;kiểu mẫu;;2020;Đăng ký;;;;;\n\
    ;Tổng cộng;;;;;;;9;3;10;8\n\
    ;;Người lập biểu;;;;;;;;;\n";

struct World {
    app: App,
    district: UnitId,
    hamlets: [UnitId; 3],
}

async fn world(database: &Database) -> World {
    let app = open(database, &Arc::new(FixedClock::at(at("2020-08-05T03:00:00Z")))).await;
    let (van, yen) = (unit("Đông Văn, Đông Sơn, Thanh Hóa", "2020-08-05"), unit("Đông Yên, Đông Sơn, Thanh Hóa", "2020-08-05"));
    let hamlet = |name: &str, parent| NewUnit {
        level: UnitLevel::Hamlet,
        kind: "thon".into(),
        name: name.into(),
        parent,
        code: None,
        from: date("2015-01-01"),
        source: None,
    };
    let units = vec![hamlet("Thôn 1", van), hamlet("Thôn 2", van), hamlet("Thôn 1", yen)];
    let new = app.register_units(By::operator("test", "test"), RegisterUnits { units, content_hash: None }).await.unwrap();
    let first = app.journal().read(&vedich_journal::Select::default()).await.unwrap();
    let first = first.iter().find(|recorded| recorded.seq == new.facts.start).unwrap().fact.unit.get();
    let district = unit("Huyện Đông Sơn, Thanh Hóa", "2020-08-05");
    World { app, district, hamlets: [first, first + 1, first + 2].map(UnitId) }
}

fn august() -> Period {
    "2020-08".parse().unwrap()
}

impl World {
    fn read(&self, text: &str) -> SheetDraft {
        let board = self.app.live();
        self.app.read_returned(&board, (self.district, august()), "b11.csv", text.as_bytes()).unwrap().draft
    }

    async fn save(&self, draft: SheetDraft) -> SavedSheet {
        let units = self.app.units_of_draft(&draft);
        let save = SaveSheet { units, period: august(), draft, submit: false, content_hash: None };
        self.app.save_sheet(By::operator("test", "test"), save).await.unwrap()
    }

    fn stages(&self, hamlet: UnitId) -> Vec<(String, Option<i32>, String)> {
        let stage = |body: &Body| match body {
            Body::Stage { set, stage, year, .. } => Some((stage.clone(), *year, set.to_string())),
            _ => None,
        };
        self.app.live().records(hamlet).iter().filter_map(|recorded| stage(&recorded.fact.body)).collect()
    }

    fn models(&self, hamlet: UnitId) -> Vec<(String, Option<Decimal>, Option<Decimal>)> {
        let line = |body: &Body| match body {
            Body::Output(line) => Some((line.what.vi.clone(), line.planned, line.quantity)),
            _ => None,
        };
        self.app.live().records(hamlet).iter().filter_map(|recorded| line(&recorded.fact.body)).collect()
    }
}

async fn form_b11_is_taken_in_whole_and_twice_changes_nothing(database: Database) {
    let world = world(&database).await;
    let [one, two, other] = world.hamlets;
    let draft = world.read(B11);
    assert_eq!(draft.unread, [], "{draft:?}");
    let SavedSheet::Recorded(_, counts) = world.save(draft).await else { panic!("not recorded") };
    assert_eq!((counts.new, counts.unchanged), (10, 0));
    let model = "vn-thanh-hoa.hamlet.model".to_owned();
    let standard = "vn-thanh-hoa.hamlet.2017.standard".to_owned();
    assert_eq!(world.stages(one), [("recognised".to_owned(), None, model.clone()), ("registered".to_owned(), Some(2019), model.clone())]);
    let recognised = world.app.live().recognised(one, &model.as_str().into()).unwrap();
    assert_eq!(recognised.decision.as_deref(), Some("2345/QĐ-UBND"));
    assert_eq!(world.stages(two), [("working".to_owned(), None, standard.clone()), ("registered".to_owned(), Some(2020), standard)]);
    assert_eq!(world.stages(other), [("registered".to_owned(), Some(2020), model)], "Thôn 1 of the other commune");
    let number = |number: i64| Decimal::from(number);
    assert_eq!(
        world.models(one),
        [("Hộ mẫu".to_owned(), Some(number(10)), Some(number(8))), ("Vườn mẫu".to_owned(), Some(number(5)), Some(number(3)))]
    );
    assert_eq!(world.models(two), [("Vườn mẫu".to_owned(), Some(number(4)), Some(number(0)))], "zero is not empty");
    assert_eq!(world.models(other), []);

    let again = world.save(world.read(B11)).await;
    assert!(matches!(again, SavedSheet::Nothing), "{again:?}");
    let later = B11.replace(";4;0;;", ";4;2;;");
    let SavedSheet::Recorded(_, counts) = world.save(world.read(&later)).await else { panic!("not recorded") };
    assert_eq!((counts.new, counts.unchanged), (1, 9), "only what changed");
    // A plan of which nothing was counted is kept as such, and counted later.
    let planned = B11.replace(";4;0;;", ";6;;;");
    let SavedSheet::Recorded(..) = world.save(world.read(&planned)).await else { panic!("not recorded") };
    assert!(world.models(two).contains(&("Vườn mẫu".to_owned(), Some(number(6)), None)), "{:?}", world.models(two));
    assert!(matches!(world.save(world.read(&planned)).await, SavedSheet::Nothing));
}

async fn what_cannot_be_read_in_form_b11_is_told_with_its_cell(database: Database) {
    let world = world(&database).await;
    let wrong = B11
        .replace("NTM kiểu mẫu", "bộ lạ")
        .replace("12/14;2020;Đang thực hiện;;4;0;;", "mười hai;năm nay;xong;;4;;ba;1")
        .replace("Đăng ký;;", ";17/QĐ-UBND;");
    let draft = world.read(&wrong);
    let told: Vec<(&str, &str)> = draft.unread.iter().map(|one| (one.cell.as_str(), one.code.as_str())).collect();
    let expected = [
        ("D4", "sheet.unknown-set"),
        ("E5", "sheet.bad-tally"),
        ("F5", "sheet.bad-year"),
        ("G5", "sheet.which-stage"),
        ("K5", "value.not-a-number"),
        ("H6", "sheet.which-stage"),
    ];
    assert_eq!(told, expected);
    let before = world.app.version();
    assert!(matches!(world.save(draft).await, SavedSheet::Open(_)));
    assert_eq!(world.app.version(), before, "all or nothing");
    let nameless = B11.replace("3;Đông Yên;", "3;;").replace("1;Đông Văn;", "1;;");
    let codes: Vec<String> = world.read(&nameless).unread.into_iter().map(|one| one.code).collect();
    assert_eq!(codes, ["import.ambiguous-unit", "import.ambiguous-unit"]);
}

async fn recognition_in_a_form_is_left_to_who_may_approve(database: Database) {
    let world = world(&database).await;
    let commune = unit("Đông Văn, Đông Sơn, Thanh Hóa", "2020-08-05");
    let officer = person_since(&world.app, "officer", "commune-officer", commune, Field::WHOLE, "2020-01-01").await;
    let draft = world.read(B11.split("3;Đông Yên").next().unwrap());
    let units = world.app.units_of_draft(&draft);
    let barred = world.app.barred(officer.hand(), &draft).await.unwrap();
    let lines = world.app.form_lines(&world.app.live(), (officer.hand(), &barred), &units, august(), &draft);
    let left: Vec<&Body> = lines.iter().filter(|line| line.fate == FormFate::NotTheirs).map(|line| &line.fact.body).collect();
    assert!(matches!(left.as_slice(), [Body::Stage { stage, .. }] if stage == "recognised"), "{left:?}");
    let save = SaveSheet { units, period: august(), draft, submit: false, content_hash: None };
    let saved = world.app.save_sheet(officer, save).await.unwrap();
    assert!(matches!(saved, SavedSheet::Recorded(..)), "{saved:?}");
    assert_eq!(world.stages(world.hamlets[0]).iter().map(|(stage, ..)| stage.as_str()).collect::<Vec<_>>(), ["registered"]);
}

async fn recognition_refused_by_four_eyes_is_left_out_and_the_rest_is_taken(database: Database) {
    let world = world(&database).await;
    let commune = unit("Đông Văn, Đông Sơn, Thanh Hóa", "2020-08-05");
    let both = person_since(&world.app, "both", "commune-officer", commune, Field::WHOLE, "2020-01-01").await;
    let from = date("2020-01-01");
    let leader = NewPosting { role: "leader".into(), unit: commune, field: Field::WHOLE, from, to: None, decision: None };
    world.app.appoint(By::operator("test", "test"), both.hand().whose().unwrap(), &leader).await.unwrap();
    let rows = B11.split("3;Đông Yên").next().unwrap();
    let save = async |text: &str| {
        let draft = world.read(text);
        let units = world.app.units_of_draft(&draft);
        let save = SaveSheet { units, period: august(), draft, submit: false, content_hash: None };
        world.app.save_sheet(By::new(both.hand().clone()), save).await.unwrap()
    };
    // Whoever states that a hamlet is working towards it has had a hand in what its recognition rests on.
    assert!(matches!(save(&rows.replace("Đã công nhận;2345/QĐ-UBND", "Đang thực hiện;")).await, SavedSheet::Recorded(..)));
    let draft = world.read(rows);
    let barred = world.app.barred(both.hand(), &draft).await.unwrap();
    let units = world.app.units_of_draft(&draft);
    let lines = world.app.form_lines(&world.app.live(), (both.hand(), &barred), &units, august(), &draft);
    let left: Vec<&str> = lines.iter().filter(|line| line.fate == FormFate::FourEyes).map(|line| line.cell.as_str()).collect();
    assert_eq!(left, ["E4"], "told with its cell");
    let SavedSheet::Recorded(_, counts) = save(&rows.replace(";4;0;;", ";4;2;;")).await else { panic!("the rest is taken") };
    assert_eq!(counts.new, 1);
    assert!(world.stages(world.hamlets[0]).iter().all(|(stage, ..)| stage != "recognised"));
}

async fn a_column_of_codes_is_of_what_stands_in_the_rows(database: Database) {
    let world = world(&database).await;
    let commune = unit("Đông Văn, Đông Sơn, Thanh Hóa", "2020-08-05");
    let draft = world.read("STT;Mã;Xã;Tổng TC đạt\n1;16417;Xã Văn mới;19/19\n");
    assert_eq!((draft.unread.len(), draft.counts.contains_key(&commune.to_string())), (0, true), "{draft:?}");
    let board = world.app.live();
    let text = "Mã số;Kết quả\n10;36\n";
    let lines = world.app.read_returned(&board, (commune, august()), "b04.csv", text.as_bytes()).unwrap().draft;
    assert_eq!(lines.unread, [], "the number of an indicator: {lines:?}");
    assert_eq!(lines.lines.len(), 1);
}
