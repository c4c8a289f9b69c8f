"""The rules of contradiction, one family a module, tried in the order of the annotation guide."""
