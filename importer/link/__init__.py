"""Which statements contradict, revise or bear out each other, by what rule, and why.

`link` takes a set of statements; `judge` a single pair; `partitions` says which pairs are worth
judging, so that an archive of any size is never compared with itself.
"""

from importer.link.context import Context, build_context
from importer.link.disputes import Dispute, disputes
from importer.link.judge import judge
from importer.link.linker import link, partitions

__all__ = ["Context", "Dispute", "build_context", "disputes", "judge", "link", "partitions"]
