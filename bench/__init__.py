"""What is measured, and against whom: `quality` of the reading, `speed` of the serving."""
