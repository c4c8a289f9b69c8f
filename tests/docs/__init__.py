"""Every command and query in the documentation is run."""
