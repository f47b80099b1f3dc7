//! Papers in an office program: LibreOffice opens our Word files, makes text, PDF and Word of them, and every Vietnamese word comes back.

use crate::support::{clock, date, open, unit};
use std::path::Path;
use std::process::Command;
use vedich_app::papers::{Composed, Issuer, Occasion};
use vedich_documents::read_text;
use vedich_journal::testing::{Database, variable};
use vedich_papers::write_docx;
use vedich_reference::paper_forms;
use vedich_values::ItemKey;

/// LibreOffice makes files of a format of every DOCX in a folder, in a folder beside it.
fn convert(folder: &Path, format: &str, to: &str) {
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let papers = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let papers: Vec<_> = papers.filter(|path| path.extension().is_some_and(|ending| ending == "docx")).collect();
    let made = Command::new("soffice")
        .args(["--headless", &profile, "--convert-to", format, "--outdir"])
        .arg(folder.join(to))
        .args(&papers)
        .output()
        .expect("no LibreOffice: `scripts/setup test` installs it, or set VEDICH_SKIP_OFFICE=1 to leave this test out");
    assert!(made.status.success(), "{made:?}");
}

/// The words of a text, however its lines, cells and signs are set.
fn words(text: &str) -> Vec<String> {
    text.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).map(ToOwned::to_owned).collect()
}

fn read(path: &Path) -> Vec<String> {
    let bytes = std::fs::read(path).unwrap();
    words(&read_text(&bytes, path.file_name().unwrap().to_str().unwrap()).unwrap().text)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_office_program_gives_every_word_of_a_paper_back() {
    if variable("VEDICH_SKIP_OFFICE").as_deref() == Some("1") {
        eprintln!("skipped: no office program (VEDICH_SKIP_OFFICE=1)");
        return;
    }
    let database = Database::sqlite();
    let app = open(&database, &clock()).await;
    app.load_demo().await.unwrap();
    let issuer = Issuer { unit: unit("Thành phố Móng Cái", "2021-03-12"), layout: "state".to_owned() };
    let meeting = Occasion::Notice(ItemKey::new("b-5-xa"));
    let filled = app.occasion(&meeting, &issuer, date("2021-03-12")).await.unwrap();
    let notice = app.compose_loose(issuer.unit, "notice", &issuer.layout, &filled).unwrap();
    let period = paper_forms().parse_period("2020-Q3").unwrap();
    let report = app.compose_report(unit("Lâm Hợp, Kỳ Anh", "2020-09-08"), "state", &period).await.unwrap();

    let folder = tempfile::tempdir().unwrap();
    let papers: [(&str, &Composed); 2] = [("thong-bao", &notice), ("bao-cao", &report)];
    for (name, paper) in papers {
        assert!(paper.problems.is_empty(), "{:?}", paper.problems);
        let docx = write_docx(&paper.paper, &paper.layout).unwrap();
        std::fs::write(folder.path().join(name).with_extension("docx"), docx).unwrap();
    }
    convert(folder.path(), "docx", "word");
    convert(folder.path(), "txt:Text (encoded):UTF8", "text");
    convert(folder.path(), "pdf", "pdf");
    for (name, _) in papers {
        let made = |of: &str, ending: &str| folder.path().join(of).join(name).with_extension(ending);
        let ours = read(&folder.path().join(name).with_extension("docx"));
        assert!(ours.len() > 400, "{name}: {}", ours.len());
        assert_eq!(read(&made("word", "docx")), ours, "{name}: saved again as Word");
        let text = String::from_utf8(std::fs::read(made("text", "txt")).unwrap()).unwrap();
        assert!(unicode_normalization::is_nfc(&text), "{name}: letters were taken apart");
        assert_eq!(words(text.trim_start_matches('\u{feff}')), ours, "{name}: as text");
        assert!(std::fs::read(made("pdf", "pdf")).unwrap().starts_with(b"%PDF-"), "{name}");
    }
}
