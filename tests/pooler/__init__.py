"""PostgreSQL through PgBouncer, which hands each transaction to another backend."""
