//! The record: schema, migrations, append and read, hash chain; SQLite and PostgreSQL.
