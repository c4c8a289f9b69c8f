"""The commands. Each imports what it needs when it runs: `--help` must not wait for a parser."""
