"""The command line: the only place that wires the importer, the database and the web together."""
