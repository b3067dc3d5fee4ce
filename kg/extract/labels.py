"""Named sets of dependency labels, parts of speech and tags (ClearNLP, Universal, Penn Treebank)."""

from __future__ import annotations

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
AUXILIARIES = frozenset({"aux", "auxpass"})
CLAUSE_HEADS = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj", "csubjpass", "parataxis", "conj", "dep"}
)
CONJUNCTION = frozenset({"conj", "cc", "preconj"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
COMMON_OR_NAME = frozenset({"NOUN", "PROPN"})
VERBS = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
WH_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
