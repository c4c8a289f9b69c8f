"""What English words mean to each other: synonyms, kinds, opposites, out of Princeton's WordNet.

The table is built at set-up (`scripts/fetch_wordnet.py`) and is no part of the repository. Where it
is not there, every word stands for itself alone and nothing else fails.
"""

from importer.wordnet.lookup import WordNet, wordnet

__all__ = ["WordNet", "wordnet"]
