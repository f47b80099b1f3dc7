use super::*;
use chrono::TimeDelta;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use vedich_app::people::{Opened, Visitor};
use vedich_app::work::{Rhythm, Wishes};
use vedich_app::{By, FixedClock, commands};
use vedich_facts::steering::{Assignment, Due, Party, Someone};
use vedich_facts::{Observed, Target, Value};
use vedich_reference::Shipped;

/// A mail server that takes every letter.
async fn server() -> (u16, Arc<Mutex<String>>) {
    answering(&[]).await
}

/// A mail server that answers the recipients of letters so, one after the other, and takes everything after that.
async fn answering(answers: &[&'static str]) -> (u16, Arc<Mutex<String>>) {
    let answers = Arc::new(Mutex::new(std::collections::VecDeque::from(answers.to_vec())));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let taken = Arc::new(Mutex::new(String::new()));
    let kept = Arc::clone(&taken);
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let (read, mut write) = stream.into_split();
            let mut lines = BufReader::new(read).lines();
            write.write_all(b"220 test\r\n").await.unwrap();
            let mut in_letter = false;
            while let Ok(Some(line)) = lines.next_line().await {
                let refused = if line.starts_with("RCPT TO") { answers.lock().unwrap().pop_front() } else { None };
                if let Some(answer) = refused {
                    write.write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
                    continue;
                }
                let answer: &[u8] = match (in_letter, line.as_str()) {
                    (true, ".") => b"250 taken\r\n",
                    (true, _) => {
                        kept.lock().unwrap().push_str(&format!("{line}\n"));
                        continue;
                    }
                    (false, "DATA") => b"354 go on\r\n",
                    (false, "QUIT") => b"221 bye\r\n",
                    (false, _) => b"250 ok\r\n",
                };
                in_letter = line == "DATA";
                write.write_all(answer).await.unwrap();
            }
        }
    });
    (port, taken)
}

fn settings(port: u16) -> Mail {
    Mail { host: "127.0.0.1".into(), port, security: "none".into(), from: "Vedich <vedich@example.vn>".into(), ..Mail::default() }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_waits_for_a_silent_server_and_is_sent_once() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap()));
    let url = format!("sqlite:{}", folder.path().join("mail.db").display());
    let app = App::open(&url, vedich_app::reference(Shipped::load().unwrap()), clock.clone()).await.unwrap();
    app.load_demo().await.unwrap();
    app.open_demo_accounts().await.unwrap();
    let visitor = Visitor { address: "127.0.0.1".into(), agent: "test".into() };
    let Opened::Session(token) = app.sign_in("dieuphoi", "vedich-dung-thu", &visitor).await.unwrap() else { panic!("no session") };
    let signed = app.signed(&token, "test").await.unwrap().unwrap();
    app.journal().vault().set_contact(signed.person.id, Some("dieuphoi@example.vn"), None).await.unwrap();
    app.set_wishes(&signed, Wishes { rhythm: Rhythm::Daily, hour: 7, weekday: 1, at_once: false }).await.unwrap();

    clock.advance(TimeDelta::hours(20));
    let unit = app.reference().registry.by_code("42", app.today()).unwrap();
    let unit = app.reference().registry.descendants(unit, vedich_units::UnitLevel::Commune, app.today())[0];
    let value = commands::Observation {
        unit,
        as_of: app.today(),
        target: Target::indicator("vn.commune.2026-2030.standard", "6.x1"),
        observed: Observed::Value(Value::Number("95.3".parse().unwrap())),
        source: None,
        note: None,
        correcting: None,
    };
    app.record_observations(By::operator("test", "test"), commands::RecordObservations { values: vec![value] }).await.unwrap();

    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().port();
    let silent = Post::new(&settings(nobody)).unwrap();
    round(&app, &silent, Lang::Vi, "https://vedich.example.vn/", &mut None).await.unwrap();
    let (waiting, problem) = app.letters_waiting().await.unwrap();
    assert_eq!((waiting, problem.is_some()), (1, true), "it waits, and why is known");

    let (port, taken) = server().await;
    let post = Post::new(&settings(port)).unwrap();
    round(&app, &post, Lang::Vi, "https://vedich.example.vn/", &mut None).await.unwrap();
    assert_eq!(taken.lock().unwrap().as_str(), "", "not before its next try");
    clock.advance(TimeDelta::minutes(5));
    round(&app, &post, Lang::Vi, "https://vedich.example.vn/", &mut None).await.unwrap();
    round(&app, &post, Lang::Vi, "https://vedich.example.vn/", &mut None).await.unwrap();
    let letter = taken.lock().unwrap().clone();
    assert_eq!(letter.matches("To: dieuphoi@example.vn").count(), 1, "{letter}");
    assert_eq!(app.letters_waiting().await.unwrap(), (0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_wait_goes_out_at_once_and_what_a_server_refuses_is_kept_and_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap()));
    let url = format!("sqlite:{}", folder.path().join("mail.db").display());
    let app = App::open(&url, vedich_app::reference(Shipped::load().unwrap()), clock.clone()).await.unwrap();
    app.load_demo().await.unwrap();
    app.open_demo_accounts().await.unwrap();
    let visitor = Visitor { address: "127.0.0.1".into(), agent: "test".into() };
    let Opened::Session(token) = app.sign_in("dieuphoi", "vedich-dung-thu", &visitor).await.unwrap() else { panic!("no session") };
    let signed = app.signed(&token, "test").await.unwrap().unwrap();
    app.journal().vault().set_contact(signed.person.id, Some("dieuphoi@example.vn"), None).await.unwrap();
    app.set_wishes(&signed, Wishes { rhythm: Rhythm::Never, hour: 7, weekday: 1, at_once: true }).await.unwrap();
    let unit = signed.person.home;
    let assign = async |content: &str| {
        let mut assignment = Assignment::new(content, Party::unit(unit), "", app.today(), Due::default());
        assignment.person = Someone { person: Some(signed.person.id), name: signed.person.name.to_string() };
        app.assign_task(By::operator("test", "test"), unit, assignment).await.unwrap();
    };
    let base = "https://vedich.example.vn/";
    let mut seen = Some(app.version());

    // Taken: it is out in the round that wrote it, once.
    let (port, taken) = server().await;
    let post = Post::new(&settings(port)).unwrap();
    assign("Nhiem vu mot").await;
    round(&app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    round(&app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    assert_eq!(taken.lock().unwrap().matches("To: dieuphoi@example.vn").count(), 1);
    assert_eq!(app.letters_waiting().await.unwrap(), (0, None));

    // Refused for now: it waits, and why is known; the next try brings it, once.
    let (port, taken) = answering(&["451 4.7.1 try again later"]).await;
    let post = Post::new(&settings(port)).unwrap();
    assign("Nhiem vu hai").await;
    round(&app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    let (waiting, problem) = app.letters_waiting().await.unwrap();
    assert!(waiting == 1 && problem.as_deref().is_some_and(|problem| problem.contains("try again later")), "{problem:?}");
    clock.advance(TimeDelta::minutes(5));
    round(&app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    round(&app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    assert_eq!(taken.lock().unwrap().matches("To: dieuphoi@example.vn").count(), 1);
    assert_eq!(app.letters_waiting().await.unwrap(), (0, None));

    // Refused for good: nothing is lost, the server's words are kept, and other letters go out meanwhile.
    let (port, taken) = answering(&["550 5.1.1 no such mailbox"]).await;
    let post = Post::new(&settings(port)).unwrap();
    assign("Nhiem vu ba").await;
    round(&app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    let (waiting, problem) = app.letters_waiting().await.unwrap();
    assert!(waiting == 1 && problem.as_deref().is_some_and(|problem| problem.contains("no such mailbox")), "{problem:?}");
    assign("Nhiem vu bon").await;
    round(&app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    assert_eq!(taken.lock().unwrap().matches("To: dieuphoi@example.vn").count(), 1, "the one after it");
    assert_eq!(app.letters_waiting().await.unwrap().0, 1);
}
