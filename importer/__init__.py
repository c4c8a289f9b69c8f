"""Reading reports: text in, statements and contradictions out; no database, no web, no clock."""
