use super::*;
use chrono::TimeDelta;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::TcpListener;
use vedich_app::people::{Opened, Signed, Visitor};
use vedich_app::work::{MOST_TRIES, Remedy, Rhythm, What, Wishes};
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

/// An office with a mail server: the demo, and somebody of the coordination office who signed in and has an address.
struct Office {
    app: App,
    clock: Arc<FixedClock>,
    signed: Signed,
    _folder: tempfile::TempDir,
}

async fn office(wishes: Wishes) -> Office {
    let folder = tempfile::tempdir().unwrap();
    let clock = Arc::new(FixedClock::at("2026-11-22T08:00:00Z".parse().unwrap()));
    let url = format!("sqlite:{}", folder.path().join("mail.db").display());
    let app = App::open(&url, vedich_app::reference(Shipped::load().unwrap()), clock.clone()).await.unwrap();
    app.load_demo().await.unwrap();
    app.open_demo_accounts().await.unwrap();
    let signed = signed_in(&app, "dieuphoi").await;
    app.journal().vault().set_contact(signed.person.id, Some("dieuphoi@example.vn"), None).await.unwrap();
    app.set_wishes(&signed, wishes).await.unwrap();
    Office { app, clock, signed, _folder: folder }
}

async fn signed_in(app: &App, login: &str) -> Signed {
    let visitor = Visitor { address: "127.0.0.1".into(), agent: "test".into() };
    let Opened::Session(token) = app.sign_in(login, "vedich-dung-thu", &visitor).await.unwrap() else { panic!("no session") };
    app.signed(&token, "test").await.unwrap().unwrap()
}

impl Office {
    async fn sign_in(&self, login: &str) -> Signed {
        signed_in(&self.app, login).await
    }

    /// Assigns a task to whoever signed in.
    async fn assign(&self, content: &str) {
        let Self { app, signed, .. } = self;
        let unit = signed.person.home;
        let mut assignment = Assignment::new(content, Party::unit(unit), "", app.today(), Due::default());
        assignment.person = Someone { person: Some(signed.person.id), name: signed.person.name.to_string() };
        app.assign_task(By::operator("test", "test"), unit, assignment).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_digest_waits_for_a_silent_server_and_is_sent_once() {
    let office = office(Wishes { rhythm: Rhythm::Daily, hour: 7, weekday: 1, at_once: false }).await;
    let Office { app, clock, .. } = &office;

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
    round(app, &silent, Lang::Vi, "https://vedich.example.vn/", &mut None).await.unwrap();
    let (waiting, problem) = app.letters_waiting().await.unwrap();
    assert_eq!((waiting, problem.is_some()), (1, true), "it waits, and why is known");

    let (port, taken) = server().await;
    let post = Post::new(&settings(port)).unwrap();
    round(app, &post, Lang::Vi, "https://vedich.example.vn/", &mut None).await.unwrap();
    assert_eq!(taken.lock().unwrap().as_str(), "", "not before its next try");
    clock.advance(TimeDelta::minutes(5));
    round(app, &post, Lang::Vi, "https://vedich.example.vn/", &mut None).await.unwrap();
    round(app, &post, Lang::Vi, "https://vedich.example.vn/", &mut None).await.unwrap();
    let letter = taken.lock().unwrap().clone();
    assert_eq!(letter.matches("To: dieuphoi@example.vn").count(), 1, "{letter}");
    assert_eq!(app.letters_waiting().await.unwrap(), (0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_wait_goes_out_at_once_and_what_a_server_refuses_is_kept_and_tried_again() {
    let office = office(Wishes { rhythm: Rhythm::Never, hour: 7, weekday: 1, at_once: true }).await;
    let Office { app, clock, .. } = &office;
    let base = "https://vedich.example.vn/";
    let mut seen = Some(app.version());
    let assign = |content| office.assign(content);

    // Taken: it is out in the round that wrote it, once.
    let (port, taken) = server().await;
    let post = Post::new(&settings(port)).unwrap();
    assign("Nhiem vu mot").await;
    round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    assert_eq!(taken.lock().unwrap().matches("To: dieuphoi@example.vn").count(), 1);
    assert_eq!(app.letters_waiting().await.unwrap(), (0, None));

    // Refused for now: it waits, and why is known; the next try brings it, once.
    let (port, taken) = answering(&["451 4.7.1 try again later"]).await;
    let post = Post::new(&settings(port)).unwrap();
    assign("Nhiem vu hai").await;
    round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    let (waiting, problem) = app.letters_waiting().await.unwrap();
    assert!(waiting == 1 && problem.as_deref().is_some_and(|problem| problem.contains("try again later")), "{problem:?}");
    clock.advance(TimeDelta::minutes(5));
    round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    assert_eq!(taken.lock().unwrap().matches("To: dieuphoi@example.vn").count(), 1);
    assert_eq!(app.letters_waiting().await.unwrap(), (0, None));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_for_good_is_told_in_the_site_and_sent_again_when_somebody_asks() {
    let office = office(Wishes { rhythm: Rhythm::Never, hour: 7, weekday: 1, at_once: true }).await;
    let Office { app, clock, signed, .. } = &office;
    let base = "https://vedich.example.vn/";
    let mut seen = Some(app.version());
    let (port, taken) = answering(&["550 5.1.1 no such mailbox"]).await;
    let post = Post::new(&settings(port)).unwrap();
    office.assign("Nhiem vu ba").await;
    round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    assert_eq!(app.letters_waiting().await.unwrap(), (0, None), "it is not tried again by itself");
    office.assign("Nhiem vu bon").await;
    clock.advance(TimeDelta::days(1));
    round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    assert_eq!(taken.lock().unwrap().matches("To: dieuphoi@example.vn").count(), 1, "the one after it");

    // The person is told, with the server's words; nobody else is.
    let known = app.not_delivered(signed.hand(), None, 10).await.unwrap().letters;
    assert_eq!((known.len(), known[0].remedy, known[0].letter.tries), (1, Remedy::Own, 1));
    assert!(known[0].letter.problem.contains("no such mailbox"), "{known:?}");
    let waits = |due: &vedich_app::work::Due| (due.what == What::Undelivered).then_some(due.count);
    assert_eq!(app.agenda(signed).await.unwrap().due.iter().find_map(waits), Some(1));
    let other = office.sign_in("xa").await;
    assert_eq!(app.not_delivered(other.hand(), None, 10).await.unwrap().letters, []);
    assert!(app.send_again(other.hand(), &known[0].letter.id, None).await.is_err());

    // With the address put right it goes out, once, and is told of no more.
    app.journal().vault().set_contact(signed.person.id, Some("moi@example.vn"), None).await.unwrap();
    app.send_again(signed.hand(), &known[0].letter.id, None).await.unwrap();
    round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    assert_eq!(taken.lock().unwrap().matches("To: moi@example.vn").count(), 1);
    assert_eq!(app.not_delivered(signed.hand(), None, 10).await.unwrap().letters, []);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_put_off_too_long_is_given_up_and_a_wrong_password_of_ours_refuses_no_letter() {
    let office = office(Wishes { rhythm: Rhythm::Never, hour: 7, weekday: 1, at_once: true }).await;
    let Office { app, clock, signed, .. } = &office;
    let base = "https://vedich.example.vn/";
    let mut seen = Some(app.version());
    let tries = usize::try_from(MOST_TRIES).unwrap();
    let answers: Vec<&'static str> =
        std::iter::once("535 5.7.8 bad credentials").chain(std::iter::repeat_n("451 4.7.1 later", tries - 1)).collect();
    let (port, taken) = answering(&answers).await;
    let post = Post::new(&settings(port)).unwrap();
    office.assign("Nhiem vu nam").await;
    for _ in 0..tries {
        round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
        clock.advance(TimeDelta::hours(12));
    }
    assert_eq!(app.letters_waiting().await.unwrap(), (0, None));
    let known = app.not_delivered(signed.hand(), None, 10).await.unwrap().letters;
    assert_eq!(known.iter().map(|one| one.letter.tries).collect::<Vec<_>>(), [MOST_TRIES]);
    round(app, &post, Lang::Vi, base, &mut seen).await.unwrap();
    assert_eq!(taken.lock().unwrap().as_str(), "", "the server would take it now, and is not asked");
}
