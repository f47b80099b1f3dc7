//! Whatever is changed behind the journal's back is found, and the row named.

use crate::fixture::{Database, add, entry, observations};
use vedich_journal::{Digest, Journal, Problem, Verdict};

crate::on_both!(
    every_changed_column_is_found,
    deleted_rows_are_found,
    inserted_rows_are_found,
    moved_rows_are_found,
    a_journal_cut_off_at_the_end_is_found_by_the_hash_written_down,
    a_rewritten_tail_is_found,
    rows_hidden_in_the_record_of_another_are_found,
);

async fn prepared(database: &Database) -> Journal {
    let journal = database.open().await;
    for i in 0..3 {
        let mut new = entry(i, observations(40));
        new.content_hash = Some([u8::try_from(i).unwrap(); 32]);
        journal.append(&new).await.unwrap();
    }
    journal
}

async fn found(journal: &Journal) -> (&'static str, i64, Problem) {
    match journal.verify(None, |_| ()).await.unwrap() {
        Verdict::Broken { table, row, problem } => (table, row, problem),
        Verdict::Sound { .. } => panic!("the change was not found"),
    }
}

async fn sound(journal: &Journal) {
    let verdict = journal.verify(None, |_| ()).await.unwrap();
    assert!(matches!(verdict, Verdict::Sound { .. }), "{verdict:?}");
}

async fn every_changed_column_is_found(database: Database) {
    let journal = prepared(&database).await;
    let bytes = if database.is_sqlite() { "x'" } else { "'\\x" };
    let changes = [
        ("facts", "entry", "seq = 50", "1".to_owned(), 50, "2".to_owned()),
        ("facts", "unit", "seq = 50", "unit + 1".to_owned(), 50, "unit - 1".to_owned()),
        ("facts", "as_of", "seq = 50", "as_of + 1".to_owned(), 50, "as_of - 1".to_owned()),
        ("facts", "kind", "seq = 50", "2".to_owned(), 50, "1".to_owned()),
        ("facts", "target", "seq = 50", "target + 1".to_owned(), 50, "target - 1".to_owned()),
        ("facts", "record", "seq = 50", "record || '1'".to_owned(), 50, "substr(record, 1, length(record) - 1)".to_owned()),
        ("facts", "record", "seq = 120", "'rubbish'".to_owned(), 120, String::new()),
    ];
    let original = database.texts("SELECT record FROM facts WHERE seq = 120").await.remove(0);
    for (table, column, which, value, row, back) in changes {
        database.tamper(&format!("UPDATE {table} SET {column} = {value} WHERE {which}")).await;
        let (found_table, found_row, problem) = found(&journal).await;
        assert_eq!((found_table, found_row), (table, row), "{column}: {problem:?}");
        let back = if back.is_empty() { format!("'{}'", original.replace('\'', "''")) } else { back };
        database.tamper(&format!("UPDATE {table} SET {column} = {back} WHERE {which}")).await;
        sound(&journal).await;
    }
    let columns = [
        ("entries", "command", "seq = 2", "'00000000-0000-0000-0000-000000000000'"),
        ("entries", "kind", "seq = 2", "'x'"),
        ("entries", "actor", "seq = 2", "'x'"),
        ("entries", "origin", "seq = 2", "'x'"),
        ("entries", "recorded_at", "seq = 2", "recorded_at + 1"),
        ("entries", "content_hash", "seq = 2", "NULL"),
        ("entries", "first_fact", "seq = 2", "first_fact + 1"),
        ("entries", "fact_count", "seq = 2", "fact_count - 1"),
        ("entries", "hash", "seq = 2", "ZERO"),
        ("terms", "text", "id = 3", "'[\"a\",\"b\"]'"),
        ("terms", "sort", "id = 3", "2"),
        ("terms", "entry", "id = 3", "2"),
        ("terms", "hash", "id = 3", "ZERO"),
        ("facts", "hash", "seq = 50", "ZERO"),
        ("head", "facts", "id = 1", "facts - 1"),
        ("head", "terms", "id = 1", "terms - 1"),
        ("head", "entries", "id = 1", "entries - 1"),
        ("head", "entry_hash", "id = 1", "ZERO"),
        ("head", "term_hash", "id = 1", "ZERO"),
        ("head", "fact_hash", "id = 1", "ZERO"),
    ];
    for (table, column, which, value) in columns {
        let saved = format!("CREATE TABLE saved AS SELECT * FROM {table}");
        database.tamper(&saved).await;
        let value = value.replace("ZERO", &format!("{bytes}{}'", "00".repeat(32)));
        database.tamper(&format!("UPDATE {table} SET {column} = {value} WHERE {which}")).await;
        let (found_table, found_row, problem) = found(&journal).await;
        if table != "head" && !(table == "entries" && column == "fact_count") {
            let row = match table {
                "facts" => 50,
                "terms" => 3,
                _ => 2,
            };
            assert_eq!((found_table, found_row), (table, row), "{column}: {problem:?}");
        }
        let key = if table == "facts" || table == "entries" { "seq" } else { "id" };
        database
            .tamper(&format!(
                "UPDATE {table} SET {column} = (SELECT {column} FROM saved WHERE saved.{key} = {table}.{key}); DROP TABLE saved"
            ))
            .await;
        sound(&journal).await;
    }
}

async fn deleted_rows_are_found(database: Database) {
    let journal = prepared(&database).await;
    database.tamper("DELETE FROM facts WHERE seq = 77").await;
    assert_eq!(found(&journal).await, ("facts", 77, Problem::Missing));
    database.tamper("DELETE FROM facts WHERE seq >= 77").await;
    assert_eq!(found(&journal).await, ("facts", 77, Problem::Missing));
    database.tamper("DELETE FROM facts; DELETE FROM entries WHERE seq = 3").await;
    assert_eq!(found(&journal).await, ("facts", 1, Problem::Missing));
}

async fn inserted_rows_are_found(database: Database) {
    let journal = prepared(&database).await;
    let copy = "INSERT INTO facts (seq, entry, unit, as_of, kind, target, record, hash) SELECT";
    database.tamper(&format!("{copy} 121, entry, unit, as_of, kind, target, record, hash FROM facts WHERE seq = 120")).await;
    assert_eq!(found(&journal).await, ("facts", 121, Problem::Unexpected));
    database.tamper("DELETE FROM facts WHERE seq = 121").await;
    sound(&journal).await;
    database.tamper(&format!("{copy} 0, entry, unit, as_of, kind, target, record, hash FROM facts WHERE seq = 120")).await;
    assert_eq!(found(&journal).await, ("facts", 0, Problem::Unexpected));
}

async fn moved_rows_are_found(database: Database) {
    let journal = prepared(&database).await;
    database
        .tamper(
            "UPDATE facts SET seq = -1 WHERE seq = 60; UPDATE facts SET seq = 60 WHERE seq = 61; UPDATE facts SET seq = 61 WHERE seq = -1",
        )
        .await;
    assert_eq!(found(&journal).await, ("facts", 60, Problem::Digest));
}

async fn a_journal_cut_off_at_the_end_is_found_by_the_hash_written_down(database: Database) {
    let journal = prepared(&database).await;
    let noted = journal.head().await.unwrap().hash;
    let middle = journal.entries(None, 2).await.unwrap().remove(1);
    add(&journal, 9, observations(1)).await;
    assert!(matches!(journal.verify(Some(noted), |_| ()).await.unwrap(), Verdict::Sound { .. }), "a later journal still contains it");
    // Somebody who knows the format takes the last two entries away and sets the head back.
    let keep = middle.facts.end.get() - 1;
    database
        .tamper(&format!(
            "DELETE FROM facts WHERE seq > {keep}; DELETE FROM entries WHERE seq > 2; UPDATE head SET entries = 2, facts = {keep}, \
             fact_hash = (SELECT hash FROM facts WHERE seq = {keep}), entry_hash = (SELECT hash FROM entries WHERE seq = 2)"
        ))
        .await;
    sound(&journal).await;
    let verdict = journal.verify(Some(noted), |_| ()).await.unwrap();
    assert!(matches!(verdict, Verdict::Broken { problem: Problem::NotThisJournal, .. }), "{verdict:?}");
}

async fn a_rewritten_tail_is_found(database: Database) {
    let journal = prepared(&database).await;
    let records = database.texts("SELECT record FROM facts ORDER BY seq").await;
    let hashes = database
        .texts(if database.is_sqlite() {
            "SELECT lower(hex(hash)) FROM facts ORDER BY seq"
        } else {
            "SELECT encode(hash, 'hex') FROM facts ORDER BY seq"
        })
        .await;
    // The forger changes one value and gives every later fact its new digest, but can't reach the entry's.
    let mut chain = Digest::parse(&hashes[98]).unwrap();
    let mut sql = String::new();
    for (index, record) in records.iter().enumerate().skip(99) {
        let record = if index == 99 { format!("{record}9") } else { record.clone() };
        chain = chain.next(record.as_bytes());
        let hash = if database.is_sqlite() { format!("x'{chain}'") } else { format!("'\\x{chain}'") };
        sql += &format!("UPDATE facts SET record = '{record}', hash = {hash} WHERE seq = {};", index + 1);
    }
    database.tamper(&sql).await;
    assert_eq!(found(&journal).await, ("entries", 3, Problem::Digest));
}

async fn rows_hidden_in_the_record_of_another_are_found(database: Database) {
    let journal = prepared(&database).await;
    // Row 61 moves into the record of row 60, so that the two read one after the other as before.
    let (hash, line_break) = if database.is_sqlite() { ("hex(hash)", "char(10)") } else { ("encode(hash, 'hex')", "chr(10)") };
    let whole = format!(
        "seq || ' ' || {hash} || ' ' || entry || ' ' || unit || ' ' || as_of || ' ' || kind || ' ' || target || {line_break} || record"
    );
    database
        .tamper(&format!(
            "UPDATE facts SET record = record || {line_break} || (SELECT {whole} FROM facts WHERE seq = 61) WHERE seq = 60; \
             DELETE FROM facts WHERE seq = 61"
        ))
        .await;
    assert_eq!(found(&journal).await, ("facts", 60, Problem::Unreadable));
}
