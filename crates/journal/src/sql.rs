//! The statements, in the words of both databases. Parameters are `$1`, `$2`, … on both.

mod newest;

pub(crate) use newest::{entries_like, newest_about, newest_entries_about, sketches};

use sea_orm::{DbBackend, Statement, Value};

/// The columns of `entries` in the order they are read everywhere.
pub(crate) const ENTRY_COLUMNS: &str = "seq, command, kind, actor, origin, recorded_at, content_hash, first_fact, fact_count, hash, post";

/// Numbers as one parameter: a JSON list, which both databases take apart.
pub(crate) fn list_of<N: Into<serde_json::Value>>(numbers: impl IntoIterator<Item = N>) -> Value {
    numbers.into_iter().collect::<serde_json::Value>().to_string().into()
}

/// That a column of whole numbers has one of those of a parameter.
pub(crate) fn among(backend: DbBackend, column: &str, parameter: u8) -> String {
    match backend {
        DbBackend::Postgres => {
            format!(
                "{column} IN (SELECT CAST(asked.value AS bigint) FROM json_array_elements_text(CAST(${parameter} AS json)) AS asked (value))"
            )
        }
        _ => format!("{column} IN (SELECT value FROM json_each(${parameter}))"),
    }
}

/// Makes a statement with its parameters.
pub(crate) fn statement(backend: DbBackend, sql: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Statement {
    Statement::from_sql_and_values(backend, sql, values)
}

/// The row that says how far everything goes; on PostgreSQL locked until the transaction ends, so that appends of several processes
/// queue up. On SQLite `BEGIN IMMEDIATE` has done that already.
pub(crate) fn head(backend: DbBackend, lock: bool) -> String {
    let lock = if lock && backend == DbBackend::Postgres { " FOR UPDATE" } else { "" };
    format!("SELECT entries, facts, terms, recorded_at, fact_hash, term_hash, entry_hash FROM head WHERE id = 1{lock}")
}

pub(crate) const SET_HEAD: &str = "UPDATE head SET entries = $1, facts = $2, terms = $3, recorded_at = $4, fact_hash = $5, \
     term_hash = $6, entry_hash = $7 WHERE id = 1";

pub(crate) const INSERT_ENTRY: &str = "INSERT INTO entries (seq, command, kind, actor, origin, recorded_at, content_hash, first_fact, \
     fact_count, hash, post) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

pub(crate) const INSERT_TERM: &str = "INSERT INTO terms (id, entry, sort, text, hash) VALUES ($1, $2, $3, $4, $5)";

pub(crate) const TERMS: &str = "SELECT id, entry, CAST(sort AS BIGINT), text, hash FROM terms WHERE id > $1 ORDER BY id LIMIT $2";

/// Columns of one row of `facts` as they are inserted.
pub(crate) const FACT_COLUMNS: usize = 8;

/// Inserts `rows` facts with one parameter per column (SQLite).
pub(crate) fn insert_facts_sqlite(rows: usize) -> String {
    let mut sql = String::with_capacity(100 + rows * 40);
    sql.push_str("INSERT INTO facts (seq, entry, unit, as_of, kind, target, record, hash) VALUES ");
    for row in 0..rows {
        sql.push_str(if row == 0 { "(?,?,?,?,?,?,?,?)" } else { ",(?,?,?,?,?,?,?,?)" });
    }
    sql
}

/// Inserts any number of facts out of one line of text per column (PostgreSQL); an empty target is none.
pub(crate) const INSERT_FACTS_POSTGRES: &str = "INSERT INTO facts (seq, entry, unit, as_of, kind, target, record, hash) \
     SELECT $1::bigint + place - 1, $2, unit, as_of, kind, NULLIF(target, 0), record, decode(hash, 'hex') \
     FROM unnest(string_to_array($3, ',')::bigint[], string_to_array($4, ',')::integer[], string_to_array($5, ',')::smallint[], \
     string_to_array($6, ',')::integer[], string_to_array($7, E'\\n'), string_to_array($8, ',')) \
     WITH ORDINALITY AS line (unit, as_of, kind, target, record, hash, place)";

/// Many records in one row: the driver's cost per row is far above the cost of a record.
/// Parameters: after, up to, latest as_of.
pub(crate) fn packed_facts(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "SELECT min(entry), max(entry), string_agg(record, chr(10) ORDER BY seq) FROM facts \
             WHERE seq > $1 AND seq <= $2 AND as_of <= $3"
        }
        _ => {
            "SELECT min(entry), max(entry), group_concat(record, char(10)) FROM \
             (SELECT entry, record FROM facts WHERE seq > $1 AND seq <= $2 AND as_of <= $3 ORDER BY seq)"
        }
    }
}

/// Which units the facts from $1 up to before $2 are about, by entry, with how many, and those from $3 up to before $4, as many spans as
/// there are: a packed row for each.
pub(crate) fn units_of(backend: DbBackend, spans: usize) -> String {
    let pack = match backend {
        DbBackend::Postgres => "string_agg(entry || ' ' || unit || ' ' || facts, chr(10))",
        _ => "group_concat(entry || ' ' || unit || ' ' || facts, char(10))",
    };
    let span = |n: usize| {
        let within = format!("seq >= ${} AND seq < ${}", 2 * n + 1, 2 * n + 2);
        format!("SELECT {pack} FROM (SELECT entry, unit, count(*) AS facts FROM facts WHERE {within} GROUP BY entry, unit) AS s{n}")
    };
    (0..spans).map(span).collect::<Vec<_>>().join(" UNION ALL ")
}

/// When the entries from $1 to $2 were recorded.
pub(crate) const RECORDED_AT: &str = "SELECT seq, recorded_at FROM entries WHERE seq >= $1 AND seq <= $2 ORDER BY seq";

/// The last fact recorded at $1 or earlier. Entries are recorded in the order of time, so the facts known then are a beginning of the journal.
pub(crate) const LAST_KNOWN: &str =
    "SELECT first_fact + fact_count - 1 FROM entries WHERE recorded_at <= $1 ORDER BY recorded_at DESC, seq DESC LIMIT 1";

/// Facts with everything `verify` compares, packed into one text: per fact a line of columns and the line of its record.
/// Parameters: after, how many.
pub(crate) fn whole_facts(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => {
            "SELECT string_agg(seq || ' ' || encode(hash, 'hex') || ' ' || entry || ' ' || unit || ' ' || as_of || ' ' || kind || ' ' || \
             COALESCE(target::text, '') || chr(10) || record, chr(10) ORDER BY seq), count(*) \
             FROM (SELECT seq, entry, unit, as_of, kind, target, record, hash FROM facts WHERE seq > $1 ORDER BY seq LIMIT $2) AS page"
        }
        _ => {
            "SELECT group_concat(seq || ' ' || hex(hash) || ' ' || entry || ' ' || unit || ' ' || as_of || ' ' || kind || ' ' || \
             COALESCE(target, '') || char(10) || record, char(10)), count(*) \
             FROM (SELECT seq, entry, unit, as_of, kind, target, record, hash FROM facts WHERE seq > $1 ORDER BY seq LIMIT $2)"
        }
    }
}

/// The first record after $1 with a line break, which none should have.
pub(crate) fn first_broken_line(backend: DbBackend) -> &'static str {
    match backend {
        DbBackend::Postgres => "SELECT seq FROM facts WHERE seq > $1 AND strpos(record, chr(10)) > 0 ORDER BY seq LIMIT 1",
        _ => "SELECT seq FROM facts WHERE seq > $1 AND instr(record, char(10)) > 0 ORDER BY seq LIMIT 1",
    }
}

/// A page of entries, oldest first.
pub(crate) fn entries_after() -> String {
    format!("SELECT {ENTRY_COLUMNS} FROM entries WHERE seq > $1 ORDER BY seq LIMIT $2")
}

/// A page of entries, newest first.
pub(crate) fn entries_before() -> String {
    format!("SELECT {ENTRY_COLUMNS} FROM entries WHERE seq < $1 ORDER BY seq DESC LIMIT $2")
}

/// The numbers of the first facts about units within spans. Parameters: how many of each, then the unit, the first number and the one after
/// the last of each. Each pair is a list of its own, read in the order of `facts_by_unit`.
pub(crate) fn first_about(pairs: usize) -> String {
    let list = |n: usize| {
        let (unit, start, end) = (3 * n + 2, 3 * n + 3, 3 * n + 4);
        format!(
            "SELECT * FROM (SELECT seq FROM facts WHERE unit = ${unit} AND seq >= ${start} AND seq < ${end} ORDER BY seq LIMIT $1) AS l{n}"
        )
    };
    (0..pairs).map(list).collect::<Vec<_>>().join(" UNION ALL ")
}

/// The first fact of entry $1, or where it would stand.
pub(crate) const FIRST_FACT: &str = "SELECT first_fact FROM entries WHERE seq = $1";

/// What the newest facts of a kind are about. Parameters: before, the kind, how many.
pub(crate) const NEWEST_SUBJECTS: &str =
    "SELECT seq, unit, as_of FROM facts WHERE kind = $2 AND kind <> 1 AND seq < $1 ORDER BY seq DESC LIMIT $3";

/// Facts by their numbers: as many as there are parameters.
pub(crate) fn numbered_facts(numbers: usize) -> String {
    let wanted = parameters(numbers);
    format!("SELECT f.record, e.recorded_at FROM facts f JOIN entries e ON e.seq = f.entry WHERE f.seq IN ({wanted}) ORDER BY f.seq")
}

/// Entries by their numbers: as many as there are parameters.
pub(crate) fn numbered_entries(numbers: usize) -> String {
    format!("SELECT {ENTRY_COLUMNS} FROM entries WHERE seq IN ({}) ORDER BY seq", parameters(numbers))
}

fn parameters(count: usize) -> String {
    (1..=count).map(|number| format!("${number}")).collect::<Vec<_>>().join(", ")
}

/// What was sent with a command.
pub(crate) const REQUEST: &str = "SELECT digest FROM requests WHERE command = $1";

/// What was sent with a command, kept.
pub(crate) const INSERT_REQUEST: &str = "INSERT INTO requests (command, digest) VALUES ($1, $2)";

/// The entry of that command, or with that content.
pub(crate) fn same_entry() -> String {
    format!(
        "SELECT {ENTRY_COLUMNS} FROM (SELECT {ENTRY_COLUMNS} FROM entries WHERE command = $1 \
         UNION ALL SELECT {ENTRY_COLUMNS} FROM entries WHERE content_hash = $2) AS same ORDER BY seq LIMIT 1"
    )
}
