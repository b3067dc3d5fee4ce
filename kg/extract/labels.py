"""Named sets of dependency labels, parts of speech and tags (ClearNLP, Universal, Penn Treebank)."""

from __future__ import annotations

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
PASSIVE_SUBJECTS = frozenset({"nsubjpass", "csubjpass"})
AUXILIARIES = frozenset({"aux", "auxpass"})
OBJECTS = frozenset({"dobj", "obj"})
COMPLEMENTS = frozenset({"attr", "acomp", "oprd"})
CLAUSAL = frozenset({"ccomp", "xcomp"})
CLAUSE_HEADS = frozenset(
    {"ROOT", "ccomp", "xcomp", "advcl", "relcl", "acl", "pcomp", "csubj", "csubjpass", "parataxis", "conj", "dep"}
)
CONJUNCTION = frozenset({"conj", "cc", "preconj"})
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "SYM"})
COMMON_OR_NAME = frozenset({"NOUN", "PROPN"})
VERBS = frozenset({"VERB", "AUX"})
FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
WH_TAGS = frozenset({"WDT", "WP", "WP$", "WRB"})
PREMODIFIERS = frozenset({"det", "amod", "compound", "nummod", "poss", "nmod", "quantmod", "predet", "advmod", "case"})
PLACES = frozenset({"GPE", "LOC", "FAC"})
