"""Short forms of `python -m bench.fuzz`."""
