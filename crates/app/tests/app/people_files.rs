//! People out of a file on both databases: looked at, taken whole or not at all, invited; and once more, changing nothing.

use crate::support::{by, clock, date, open, unit};
use chrono::TimeDelta;
use vedich_app::people::roster::RosterState::{Changed, New, Same};
use vedich_app::people::roster::{Imported, PeopleFile, Roster, RosterChange};
use vedich_app::people::{Contact, Link, NewPerson, NewPosting, Opened, Reached, Visitor};
use vedich_app::{App, AppError, By};
use vedich_facts::Field;
use vedich_journal::testing::Database;
use vedich_rights::Person;

crate::on_both!(
    a_list_of_people_is_taken_whole_and_the_same_list_again_changes_nothing,
    everything_that_is_wrong_has_its_cell_and_nothing_is_written,
    whoever_imports_gives_only_what_they_may_give,
    invitations_go_by_mail_where_there_is_an_address_and_again_when_nobody_came,
    an_account_gets_wholly_another_name_only_when_somebody_says_so,
);

const HEAD: &str = "Họ tên;Tên đăng nhập;Thư điện tử;Điện thoại;Vai trò;Đơn vị;Lĩnh vực;Từ ngày;Đến ngày;Quyết định\n";
const OFFICER: &str = "Cán bộ phụ trách nông thôn mới xã";
const PLACE: &str = "Quảng An, Đầm Hà, Quảng Ninh";

fn file(rows: &str) -> String {
    format!("{HEAD}{rows}")
}

fn good() -> String {
    file(&format!(
        "Nguyễn Thị Lan;lan.nguyen;;0912 345 678;{OFFICER};{PLACE};;01/06/2024;;12/QĐ-UBND\n\
         Trần Văn Minh;;Minh.Tran@quangninh.gov.vn;;Chuyên viên phòng, sở, ngành;Tỉnh Quảng Ninh;5, 14;;31/12/2025;\n\
         Trần Văn Minh;;minh.tran@quangninh.gov.vn;;Lãnh đạo, Ban chỉ đạo;Huyện Đầm Hà, Quảng Ninh;;;;\n"
    ))
}

const fn handed_in<'a>(name: &'a str, text: &'a str) -> PeopleFile<'a> {
    PeopleFile { name, bytes: text.as_bytes(), other_names: false }
}

async fn look(app: &App, by: &By, text: &str) -> Roster {
    app.read_people(by.hand(), "nguoi-dung.csv", text.as_bytes()).await.unwrap()
}

async fn take(app: &App, by: By, text: &str) -> Result<Imported, AppError> {
    app.import_people(by, handed_in("nguoi-dung.csv", text), None).await
}

async fn a_list_of_people_is_taken_whole_and_the_same_list_again_changes_nothing(database: Database) {
    let app = open(&database, &clock()).await;
    let looked = look(&app, &by(), &good()).await;
    assert_eq!((looked.problems, looked.rows.iter().map(|row| row.state()).collect::<Vec<_>>()), (vec![], vec![New, New, Changed]));
    assert_eq!(app.rights().people().count(), 0, "a look writes nothing");

    let Imported { committed, invitations, .. } = take(&app, by(), &good()).await.unwrap();
    assert_eq!(committed.unwrap().facts.end.get(), 1 + 3 + 4, "two people, two invitations, three posts");
    let logins: Vec<&str> = invitations.iter().map(|one| &*one.person.login).collect();
    assert_eq!(logins, ["lan.nguyen", "minh.tran@quangninh.gov.vn"], "who has no login signs in with the address");
    let rights = app.rights();
    let minh = rights.by_login("minh.tran@quangninh.gov.vn").unwrap();
    let posts: Vec<_> = rights.posts_of(minh.id).map(|post| (&*post.role, post.field.clone(), post.span.to)).collect();
    let specialist = ("department-specialist", Field::criteria("vn.commune.2021-2025.standard", [5, 14]), Some(date("2025-12-31")));
    assert_eq!(posts, [specialist, ("leader", Field::WHOLE, None)]);
    let lan = rights.by_login("lan.nguyen").unwrap();
    assert_eq!(app.contact(lan.id).await.unwrap(), Contact::typed("", "0912 345 678"));
    let Reached::Hand(link) = &invitations[0].by else { panic!() };
    let visitor = Visitor { address: "10.0.0.1".into(), agent: "test".into() };
    let opened = app.choose_password(&link.token, "con trâu gặm cỏ bên cầu", &visitor).await.unwrap();
    assert!(matches!(opened, Some(Opened::Session(_))), "the link opens");

    let before = app.version();
    let again = take(&app, by(), &good()).await.unwrap();
    assert!(again.committed.is_none() && again.invitations.is_empty() && app.version() == before);
    assert!(again.roster.rows.iter().all(|row| row.state() == Same));

    let moved = file(&format!(
        "Nguyễn Thị Lan Anh;lan.nguyen;lan@quangninh.gov.vn;;{OFFICER};{PLACE};;;31/12/2024;\n\
         Nguyễn Thị Lan Anh;lan.nguyen;;;{OFFICER};\"Quảng Tân, Đầm Hà, Quảng Ninh\";;;;\n"
    ));
    let changed = take(&app, by(), &moved).await.unwrap().roster;
    use RosterChange::{ContactChanged, PostGiven, PostMoved, Renamed};
    assert_eq!(changed.rows[0].changes, [Renamed, ContactChanged, PostMoved]);
    assert_eq!(changed.rows[1].changes, [PostGiven]);
    let rights = app.rights();
    let lan = rights.by_login("lan.nguyen").unwrap();
    assert_eq!(&*lan.name, "Nguyễn Thị Lan Anh");
    let reached = Contact::typed("lan@quangninh.gov.vn", "0912 345 678");
    assert_eq!(app.contact(lan.id).await.unwrap(), reached, "a cell left empty changes nothing");
    let open: Vec<_> = rights.posts_of(lan.id).filter(|post| post.ended.is_none()).map(|post| (post.span.from, post.span.to)).collect();
    let days = [(Some(date("2024-06-01")), Some(date("2024-12-31"))), (Some(date("2024-06-30")), None)];
    assert_eq!(open, days, "the post goes on from its first day");
}

async fn everything_that_is_wrong_has_its_cell_and_nothing_is_written(database: Database) {
    let app = open(&database, &clock()).await;
    let wrong = file(&format!(
        "Nguyễn A;a.nguyen;không phải thư;;{OFFICER};{PLACE};;;;\n\
         Nguyễn B;;;;Vua;\"Xã Không Đâu\";trường học;mai;;\n\
         Nguyễn C;Có dấu;;;{OFFICER};Tỉnh Quảng Ninh;;;;\n\
         Nguyễn D;d.nguyen;;;Chuyên viên phòng, sở, ngành;Tỉnh Quảng Ninh;;01/06/2024;01/05/2024;\n\
         Nguyễn E;e.nguyen;;;{OFFICER};{PLACE};;;;\n\
         Nguyễn Ê;e.nguyen;;;{OFFICER};{PLACE};;;01/01/2025;\n"
    ));
    let looked = look(&app, &by(), &wrong).await;
    let found: Vec<(String, &str)> =
        looked.problems.iter().map(|problem| (problem.place.key.clone().unwrap_or_default(), problem.code)).collect();
    let expected = [
        ("C2", "account.bad-email"),
        ("B3", "roster.no-login"),
        ("E3", "roster.unknown-role"),
        ("F3", "account.no-unit"),
        ("G3", "roster.bad-field"),
        ("H3", "roster.bad-date"),
        ("B4", "account.bad-login"),
        ("E4", "account.wrong-level"),
        ("G5", "account.needs-field"),
        ("I5", "account.bad-span"),
        ("A7", "roster.differs"),
        ("H7", "roster.post-twice"),
    ];
    assert_eq!(found, expected.map(|(cell, code)| (cell.to_owned(), code)));
    assert!(matches!(take(&app, by(), &wrong).await, Err(AppError::Refused(problems)) if problems.len() == expected.len()));
    assert_eq!(app.rights().people().count(), 0, "all or nothing");
    let none = look(&app, &by(), "Họ tên;Ghi chú\nA;B\n").await.problems;
    assert_eq!(none.iter().map(|problem| problem.code).collect::<Vec<_>>(), ["table.missing-column"; 3]);
}

async fn signed(app: &App, login: &str, role: &str, place: &str) -> By {
    let (home, from) = (unit(place, "2024-06-30"), date("2024-01-01"));
    let post = NewPosting { role: role.into(), unit: home, field: Field::WHOLE, from, to: None, decision: None };
    let new = NewPerson { login: login.into(), name: login.into(), home, contact: Contact::default(), posts: vec![post] };
    let id = app.enter_people(by(), from, vec![new]).await.unwrap()[0];
    let link = app.give_link(by(), id).await.unwrap();
    let visitor = Visitor { address: "10.0.0.1".into(), agent: "test".into() };
    let opened = app.choose_password(&link.token, "con trâu gặm cỏ bên cầu", &visitor).await.unwrap();
    let Some(Opened::Session(token)) = opened else { panic!("{login}") };
    By::new(app.signed(&token, "web").await.unwrap().unwrap().hand().clone())
}

async fn whoever_imports_gives_only_what_they_may_give(database: Database) {
    let app = open(&database, &clock()).await;
    let administrator = signed(&app, "quan.tri", "unit-administrator", "Huyện Đầm Hà").await;
    let officer = signed(&app, "can.bo", "commune-officer", "Quảng An, Đầm Hà").await;
    let theirs = file(&format!("Nguyễn Thị Lan;lan.nguyen;;;{OFFICER};{PLACE};;;;\n"));
    assert!(matches!(app.read_people(officer.hand(), "a.csv", theirs.as_bytes()).await, Err(AppError::Forbidden(_))));
    let others = file(&format!(
        "Nguyễn Thị Lan;lan.nguyen;;;{OFFICER};{PLACE};;;;\n\
         Lê Văn Hải;hai.le;;;{OFFICER};Hải Đông, Móng Cái, Quảng Ninh;;;;\n\
         Phạm Thanh Tra;tra.pham;;;Thanh tra, kiểm toán;{PLACE};;;;\n\
         quan.tri;quan.tri;;;Lãnh đạo, Ban chỉ đạo;{PLACE};;;;\n"
    ));
    let refused = look(&app, &administrator, &others).await.problems;
    let found: Vec<_> = refused.iter().map(|problem| (problem.place.key.clone().unwrap_or_default(), problem.code)).collect();
    let expected = [("F3", "rights.outside-area"), ("E4", "rights.not-in-role"), ("F5", "rights.oneself")];
    assert_eq!(found, expected.map(|(cell, code)| (cell.to_owned(), code)));
    assert!(take(&app, administrator.clone(), &others).await.is_err() && app.rights().by_login("lan.nguyen").is_none());
    assert_eq!(take(&app, administrator, &theirs).await.unwrap().invitations.len(), 1);
}

async fn invitations_go_by_mail_where_there_is_an_address_and_again_when_nobody_came(database: Database) {
    let clock = clock();
    let app = open(&database, &clock).await;
    let words = |person: &Person, link: &Link| (format!("mời {}", person.login), link.token.clone());
    let taken = app.import_people(by(), handed_in("a.csv", &good()), Some(&words)).await.unwrap();
    let mailed = taken.invitations.iter().filter(|one| one.by == Reached::Mail("minh.tran@quangninh.gov.vn".into())).count();
    assert_eq!((mailed, taken.invitations.len()), (1, 2), "who has no address gets the link by hand");
    let letters = app.letters_due().await.unwrap();
    assert_eq!(
        (letters.len(), &*letters[0].0.subject, &*letters[0].1),
        (1, "mời minh.tran@quangninh.gov.vn", "minh.tran@quangninh.gov.vn")
    );
    assert!(app.link_holder(&letters[0].0.body).await.unwrap().is_some(), "the link in the letter opens");
    clock.advance(TimeDelta::days(4));
    let looked = look(&app, &by(), &good()).await;
    assert_eq!(looked.rows[0].changes, [RosterChange::InvitedAgain]);
    let again = app.import_people(by(), handed_in("a.csv", &good()), Some(&words)).await.unwrap();
    assert_eq!(again.invitations.len(), 2);
    assert!(!look(&app, &by(), &good()).await.does_something(), "their links open now");
}

async fn an_account_gets_wholly_another_name_only_when_somebody_says_so(database: Database) {
    let app = open(&database, &clock()).await;
    take(&app, by(), &good()).await.unwrap();
    let called = |name: &str| file(&format!("{name};lan.nguyen;;;{OFFICER};{PLACE};;01/06/2024;;\n"));
    for same in ["Nguyễn Thị Lan Anh", "Trần Thị Lan", "NGUYEN THI LAN", "Lan Nguyễn Thị"] {
        let looked = look(&app, &by(), &called(same)).await;
        assert_eq!(looked.rows[0].renamed_from.as_deref(), Some("Nguyễn Thị Lan"), "{same}: the old name is shown");
        assert_eq!(looked.other_names().count(), 0, "{same}");
    }
    let other = called("Trần Thị Hai");
    let looked = look(&app, &by(), &other).await;
    assert_eq!((looked.problems.len(), looked.other_names().count()), (0, 1), "nothing is wrong with it, but it is asked about");
    let Err(AppError::Refused(why)) = take(&app, by(), &other).await else { panic!("taken") };
    assert_eq!(
        (why[0].code, why[0].param("before"), why[0].param("after")),
        ("roster.another-name", Some("Nguyễn Thị Lan"), Some("Trần Thị Hai"))
    );
    assert_eq!(&*app.rights().by_login("lan.nguyen").unwrap().name, "Nguyễn Thị Lan", "nothing was written");
    app.import_people(by(), PeopleFile { other_names: true, ..handed_in("a.csv", &other) }, None).await.unwrap();
    assert_eq!(&*app.rights().by_login("lan.nguyen").unwrap().name, "Trần Thị Hai");
}
