"""The query engine: selections of fields become one SQL statement that answers JSON text."""
