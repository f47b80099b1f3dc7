//! The newest of very many rows: a page of them is read in the order of an index, and what it costs does not grow with the others.

use super::ENTRY_COLUMNS;
use sea_orm::DbBackend;

/// What a list of rows is the newest of.
struct Newest<'a> {
    table: &'a str,
    /// The column whose values are asked for, and the type of them.
    key: (&'a str, &'a str),
    /// The parameter that is a JSON list of those values, and the one that says how many rows.
    parameters: (u8, u8),
    /// What else holds of the rows, in the words of the table `one`.
    holds: &'a str,
}

impl Newest<'_> {
    /// The numbers of the newest rows with any of those values, in any order: of each value's rows no more are read than may be wanted,
    /// from its place in an index on the column and `seq`.
    fn of_each(&self, backend: DbBackend) -> String {
        let Self { table, key: (key, kind), parameters: (list, most), holds } = self;
        match backend {
            DbBackend::Postgres => format!(
                "SELECT newest.seq FROM json_array_elements_text(CAST(${list} AS json)) AS asked (value) CROSS JOIN LATERAL \
                 (SELECT one.seq FROM {table} AS one WHERE one.{key} = CAST(asked.value AS {kind}) AND {holds} \
                 ORDER BY one.seq DESC LIMIT ${most}) AS newest"
            ),
            // SQLite looks for the last of each that may be wanted, and reads from there.
            _ => format!(
                "SELECT one.seq FROM json_each(${list}) AS asked CROSS JOIN {table} AS one WHERE one.{key} = asked.value AND {holds} \
                 AND one.seq >= COALESCE((SELECT one.seq FROM {table} AS one WHERE one.{key} = asked.value AND {holds} \
                 ORDER BY one.seq DESC LIMIT 1 OFFSET ${most} - 1), 0)"
            ),
        }
    }

    /// The numbers of the newest of them all, the newest first.
    fn of_all(&self, backend: DbBackend) -> String {
        let (each, most) = (self.of_each(backend), self.parameters.1);
        format!("SELECT seq FROM ({each}) AS found ORDER BY seq DESC LIMIT ${most}")
    }
}

/// The numbers of the newest facts of a kind about some units. Parameters: before, the kind, how many, the units as a JSON list. Read from
/// `facts_by_kind_and_unit`; the kind is no observation (1), which that index leaves out.
pub(crate) fn newest_about(backend: DbBackend) -> String {
    let holds = "one.kind = $2 AND one.kind <> 1 AND one.seq < $1";
    Newest { table: "facts", key: ("unit", "integer"), parameters: (4, 3), holds }.of_all(backend)
}

/// The newest facts about some units and the entries they came with. Parameters: before, how many, the units as a JSON list. Read from
/// `facts_by_unit`.
pub(crate) fn newest_entries_about(backend: DbBackend) -> String {
    let newest = Newest { table: "facts", key: ("unit", "integer"), parameters: (3, 2), holds: "one.seq < $1" }.of_all(backend);
    format!("SELECT seq, entry FROM facts WHERE seq IN ({newest}) ORDER BY seq DESC")
}

/// Within the time asked for. The sign before it keeps its index out of it, out of which every entry would be sorted to find the newest.
const WITHIN: &str = "one.seq < $1 AND +one.recorded_at >= $2 AND +one.recorded_at < $3";

fn within(of_kind: Option<u8>) -> String {
    of_kind.map_or_else(|| WITHIN.to_owned(), |parameter| format!("{WITHIN} AND one.kind = ${parameter}"))
}

/// A page of the entries that match, newest first. Parameters: before, from, until, how many, the actors as a JSON list, the kind; without
/// actors the kind is the fifth.
pub(crate) fn entries_like(backend: DbBackend, of_actors: bool, of_kind: bool) -> String {
    let holds = within(of_kind.then_some(if of_actors { 6 } else { 5 }));
    if !of_actors {
        return format!("SELECT {ENTRY_COLUMNS} FROM entries AS one WHERE {holds} ORDER BY seq DESC LIMIT $4");
    }
    let newest = Newest { table: "entries", key: ("actor", "text"), parameters: (5, 4), holds: &holds }.of_all(backend);
    format!("SELECT {ENTRY_COLUMNS} FROM entries WHERE seq IN ({newest}) ORDER BY seq DESC")
}

/// Whose the entries are that match, newest first, packed into one row. Parameters: before, from, until, how many, the kind.
pub(crate) fn sketches(backend: DbBackend, of_kind: bool) -> String {
    let holds = within(of_kind.then_some(5));
    let (line_break, order) = if backend == DbBackend::Postgres { ("chr(10)", " ORDER BY seq DESC") } else { ("char(10)", "") };
    let line = format!(
        "seq || ' ' || COALESCE(post, 0) || ' ' || first_fact || ' ' || fact_count || ' ' || replace(actor, {line_break}, ' '), {line_break}{order}"
    );
    let pack = if backend == DbBackend::Postgres { format!("string_agg({line})") } else { format!("group_concat({line})") };
    format!(
        "SELECT {pack} FROM (SELECT seq, actor, post, first_fact, fact_count FROM entries AS one \
         WHERE {holds} ORDER BY seq DESC LIMIT $4) AS entry"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection};

    async fn plan(connection: &mut SqliteConnection, sql: &str) -> String {
        let explained = sqlx::query(AssertSqlSafe(format!("EXPLAIN QUERY PLAN {sql}")));
        let rows = explained.bind(i64::MAX).bind(i64::MIN).bind(i64::MAX).bind(50_i64).fetch_all(connection).await.unwrap();
        rows.iter().map(|row| row.get::<String, _>(3)).collect::<Vec<_>>().join("; ")
    }

    /// A page of the trail costs the same however many entries there are.
    #[tokio::test]
    async fn the_newest_entries_are_not_sorted_out_of_all() {
        let mut connection = SqliteConnection::connect("sqlite::memory:").await.unwrap();
        let columns = ENTRY_COLUMNS.replacen("seq", "seq INTEGER PRIMARY KEY", 1);
        for sql in [format!("CREATE TABLE entries ({columns})"), "CREATE INDEX entries_by_time ON entries (recorded_at, seq)".to_owned()] {
            sqlx::query(AssertSqlSafe(sql)).execute(&mut connection).await.unwrap();
        }
        for sql in [entries_like(DbBackend::Sqlite, false, false), sketches(DbBackend::Sqlite, false)] {
            let (asked, by_time) =
                (plan(&mut connection, &sql).await, plan(&mut connection, &sql.replace("+one.recorded_at", "one.recorded_at")).await);
            assert!(asked.contains("INTEGER PRIMARY KEY") && !asked.contains("TEMP B-TREE"), "{asked}");
            assert!(by_time.contains("TEMP B-TREE"), "without the sign it would be: {by_time}");
        }
    }
}
