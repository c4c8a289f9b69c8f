"""The product under generated input: requests made from the schemas, and texts for the reader."""
