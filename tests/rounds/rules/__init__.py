"""Rules of rounds, without a database."""
