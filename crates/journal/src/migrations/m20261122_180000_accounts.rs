//! Accounts: the post an entry was written in, and what people sign in with.
//!
//! Why tables beside the journal: facts are kept for ever and can be exported, secrets must be neither. Who has an account, which post,
//! who gave and ended it are facts; what stands here can be deleted without losing anything of the record, and is told nobody.
//! Tokens, codes and links are stored as SHA-256 of what the person holds, passwords as argon2id, so that a copy of the database opens
//! no account.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const UP: &str = "
ALTER TABLE entries ADD COLUMN post {int8};
CREATE TABLE credentials (
    person {int8} NOT NULL,
    email TEXT,
    phone TEXT,
    password TEXT,
    password_at {int8},
    totp {bytes},
    totp_at {int8},
    totp_step {int8} NOT NULL,
    CONSTRAINT credentials_pk PRIMARY KEY (person)
) {strict};
CREATE TABLE recovery_codes (
    person {int8} NOT NULL,
    hash {bytes} NOT NULL,
    CONSTRAINT recovery_codes_pk PRIMARY KEY (person, hash),
    CONSTRAINT recovery_codes_person_known FOREIGN KEY (person) REFERENCES credentials (person)
) {strict};
CREATE TABLE sessions (
    token {bytes} NOT NULL,
    id TEXT NOT NULL,
    person {int8} NOT NULL,
    started_at {int8} NOT NULL,
    seen_at {int8} NOT NULL,
    ends_at {int8} NOT NULL,
    means TEXT NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    CONSTRAINT sessions_pk PRIMARY KEY (token),
    CONSTRAINT sessions_id_once UNIQUE (id),
    CONSTRAINT sessions_person_known FOREIGN KEY (person) REFERENCES credentials (person)
) {strict};
CREATE INDEX sessions_by_person ON sessions (person);
CREATE TABLE links (
    token {bytes} NOT NULL,
    person {int8} NOT NULL,
    purpose TEXT NOT NULL,
    made_at {int8} NOT NULL,
    ends_at {int8} NOT NULL,
    CONSTRAINT links_pk PRIMARY KEY (token)
) {strict};
CREATE INDEX links_by_person ON links (person);
CREATE TABLE attempts (
    key {bytes} NOT NULL,
    failures {int8} NOT NULL,
    last_at {int8} NOT NULL,
    free_at {int8} NOT NULL,
    CONSTRAINT attempts_pk PRIMARY KEY (key)
) {strict};
CREATE TABLE server_keys (
    name TEXT NOT NULL,
    key {bytes} NOT NULL,
    CONSTRAINT server_keys_pk PRIMARY KEY (name)
) {strict};
CREATE TABLE identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    person {int8} NOT NULL,
    CONSTRAINT identities_pk PRIMARY KEY (issuer, subject),
    CONSTRAINT identities_person_known FOREIGN KEY (person) REFERENCES credentials (person)
) {strict};
CREATE TABLE passkeys (
    id {bytes} NOT NULL,
    person {int8} NOT NULL,
    algorithm {int4} NOT NULL,
    public_key {bytes} NOT NULL,
    counter {int8} NOT NULL,
    label TEXT NOT NULL,
    made_at {int8} NOT NULL,
    used_at {int8},
    CONSTRAINT passkeys_pk PRIMARY KEY (id),
    CONSTRAINT passkeys_person_known FOREIGN KEY (person) REFERENCES credentials (person)
) {strict};
CREATE INDEX passkeys_by_person ON passkeys (person);
";

const DOWN: &str = "DROP TABLE passkeys; DROP TABLE identities; DROP TABLE server_keys; DROP TABLE attempts; DROP TABLE links; \
     DROP TABLE sessions; DROP TABLE recovery_codes; DROP TABLE credentials; ALTER TABLE entries DROP COLUMN post;";

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
