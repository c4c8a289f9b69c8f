"""A real server under all that happens to one: stops, restarts of the database, bad clients."""
