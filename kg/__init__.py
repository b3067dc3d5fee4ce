"""claimgraph: text in, a knowledge graph out, in which every edge shows who said it, where, and whether they meant it."""

__version__ = "0.1.0"
