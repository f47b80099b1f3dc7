//! Personal tokens with which programs call the API in the hand of a person.
//!
//! Why: a program that sends values every night had to keep a person's password to open a session. A token opens the API alone, ends on a
//! day, can be read-only and is taken away without touching the password.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
CREATE TABLE api_tokens (
    token {bytes} NOT NULL,
    id TEXT NOT NULL,
    person {int8} NOT NULL,
    name TEXT NOT NULL,
    read_only {int2} NOT NULL,
    made_at {int8} NOT NULL,
    ends_at {int8} NOT NULL,
    used_at {int8},
    means TEXT NOT NULL,
    CONSTRAINT api_tokens_pk PRIMARY KEY (token),
    CONSTRAINT api_tokens_id_once UNIQUE (id),
    CONSTRAINT api_tokens_person_known FOREIGN KEY (person) REFERENCES credentials (person)
) {strict};
CREATE INDEX api_tokens_by_person ON api_tokens (person);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        super::run(manager, "DROP TABLE api_tokens").await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
