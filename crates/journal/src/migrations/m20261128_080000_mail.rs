//! Letters waiting to be sent, how people want to be written to, and what they had seen when they were last here.
//!
//! Why beside the journal: none of it says anything about the programme. A letter stays in its row until a mail server has taken it, so
//! that a server which does not answer loses nothing.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE letters (
    id TEXT NOT NULL,
    person {int8} NOT NULL,
    made_at {int8} NOT NULL,
    next_at {int8} NOT NULL,
    tries {int8} NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL,
    problem TEXT,
    sent_at {int8},
    CONSTRAINT letters_pk PRIMARY KEY (id)
) {strict};
CREATE INDEX letters_by_next_at ON letters (next_at);
CREATE TABLE wishes (
    person {int8} NOT NULL,
    digest TEXT NOT NULL,
    hour {int8} NOT NULL,
    weekday {int8} NOT NULL,
    digest_at {int8} NOT NULL,
    CONSTRAINT wishes_pk PRIMARY KEY (person),
    CONSTRAINT wishes_hour_of_day CHECK (hour BETWEEN 0 AND 23),
    CONSTRAINT wishes_day_of_week CHECK (weekday BETWEEN 1 AND 7)
) {strict};
CREATE TABLE arrivals (
    person {int8} NOT NULL,
    session TEXT NOT NULL,
    before_seq {int8},
    before_at {int8},
    now_seq {int8} NOT NULL,
    now_at {int8} NOT NULL,
    CONSTRAINT arrivals_pk PRIMARY KEY (person)
) {strict};
";

const DOWN: &str = "DROP TABLE arrivals; DROP TABLE wishes; DROP TABLE letters;";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, DOWN).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
