"""Quality: the importer's reading against gold, with the last frozen run beside it."""
