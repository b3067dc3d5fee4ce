"""The namespaces and terms that our quads are made of; ``schemas/kg.ttl`` says what each means.

Terms are kept as N-Quads writes them, in angle brackets, because lines are joined from them.
"""

from __future__ import annotations

from typing import Final

from kg import iri
from kg.iri import Minter
from kg.literal import XSD
from kg.model import Connection, Form, Iri, Kind, Modality, Polarity, Verdict

KG: Final = iri.VOCABULARY
RDF: Final = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS: Final = "http://www.w3.org/2000/01/rdf-schema#"
OWL: Final = "http://www.w3.org/2002/07/owl#"
SKOS: Final = "http://www.w3.org/2004/02/skos/core#"
DCTERMS: Final = "http://purl.org/dc/terms/"
PROV: Final = "http://www.w3.org/ns/prov#"
SCHEMA: Final = "https://schema.org/"
NIF: Final = "http://persistence.uni-leipzig.org/nlp2rdf/ontologies/nif-core#"

VOCABULARIES: Final = {
    "dcterms": DCTERMS,
    "kg": KG,
    "nif": NIF,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "skos": SKOS,
    "xsd": XSD,
}
"""Prefixes of vocabularies, the same for every graph."""


def iri_of(term: str) -> Iri:
    """The IRI of a term, without the brackets that lines have around it.

    >>> iri_of(CLAIM)
    'https://w3id.org/claimgraph/ns#Claim'
    """
    return term[1:-1]


def prefixes(mint: Minter) -> dict[str, str]:
    """All prefixes of a graph under one base, sorted.

    >>> prefixes(Minter())["ent"]
    'https://w3id.org/claimgraph/data/entity/'
    """
    places = {
        "doc": "doc",
        "ent": "entity",
        "graph": "graph",
        "link": "link",
        "qual": "qualifier",
        "qualm": "qualifier-mention",
        "rel": "relation",
        "run": "run",
        "term": "term",
    }
    data = {prefix: f"{mint.base}{folder}/" for prefix, folder in places.items()}
    return dict(sorted({**VOCABULARIES, **data}.items()))


# ------------------------------------------------------------------------------------------------ terms of others

TYPE: Final = f"<{RDF}type>"
SUBJECT: Final = f"<{RDF}subject>"
PREDICATE: Final = f"<{RDF}predicate>"
OBJECT: Final = f"<{RDF}object>"
VALUE: Final = f"<{RDF}value>"
LABEL: Final = f"<{RDFS}label>"
ALT_LABEL: Final = f"<{SKOS}altLabel>"
EXACT_MATCH: Final = f"<{SKOS}exactMatch>"
IS_REPLACED_BY: Final = f"<{DCTERMS}isReplacedBy>"
ACTIVITY: Final = f"<{PROV}Activity>"
SOFTWARE_AGENT: Final = f"<{PROV}SoftwareAgent>"
GENERATED_BY: Final = f"<{PROV}wasGeneratedBy>"
ASSOCIATED_WITH: Final = f"<{PROV}wasAssociatedWith>"
STARTED: Final = f"<{PROV}startedAtTime>"
ENDED: Final = f"<{PROV}endedAtTime>"
CONTEXT: Final = f"<{NIF}Context>"
SENTENCE_CLASS: Final = f"<{NIF}Sentence>"
BEGIN: Final = f"<{NIF}beginIndex>"
END: Final = f"<{NIF}endIndex>"
ANCHOR: Final = f"<{NIF}anchorOf>"
REFERENCE: Final = f"<{NIF}referenceContext>"
IS_STRING: Final = f"<{NIF}isString>"
NEWS_ARTICLE: Final = f"<{SCHEMA}NewsArticle>"
CREATIVE_WORK: Final = f"<{SCHEMA}CreativeWork>"
NAME: Final = f"<{SCHEMA}name>"
HEADLINE: Final = f"<{SCHEMA}headline>"
URL: Final = f"<{SCHEMA}url>"
PUBLISHED: Final = f"<{SCHEMA}datePublished>"
LANGUAGE: Final = f"<{SCHEMA}inLanguage>"
AUTHOR: Final = f"<{SCHEMA}author>"
PUBLISHER: Final = f"<{SCHEMA}publisher>"
SHA256: Final = f"<{SCHEMA}sha256>"
VERSION: Final = f"<{SCHEMA}softwareVersion>"

# ------------------------------------------------------------------------------------------------ our own

CLAIM: Final = f"<{KG}Claim>"
MENTION: Final = f"<{KG}Mention>"
GAP: Final = f"<{KG}Gap>"
LINK: Final = f"<{KG}Link>"
MEMBERSHIP: Final = f"<{KG}Membership>"
RELATION_CLASS: Final = f"<{KG}Relation>"
QUALIFIER_CLASS: Final = f"<{KG}Qualifier>"

# documents and sentences
MODEL: Final = f"<{KG}languageModel>"
SETTING: Final = f"<{KG}setting>"
OPENING: Final = f"<{KG}opening>"
FOLLOWED_BY: Final = f"<{KG}followedBy>"
NOT_UNDERSTOOD: Final = f"<{KG}notUnderstood>"

# mentions
MINTED_AS: Final = f"<{KG}mintedAs>"
MINTED_FROM: Final = f"<{KG}mintedFrom>"
FORM: Final = f"<{KG}form>"
KIND: Final = f"<{KG}kind>"
HEAD_TERM: Final = f"<{KG}headTerm>"
HEAD_LEMMA: Final = f"<{KG}headLemma>"
PIECE: Final = f"<{KG}piece>"
WORDS: Final = f"<{KG}words>"
NUMBER: Final = f"<{KG}number>"
REASON: Final = f"<{KG}reason>"
UNIT: Final = f"<{KG}unit>"
APPROXIMATION: Final = f"<{KG}approximation>"
TIME_TYPE: Final = f"<{KG}timeType>"
TIME_VALUE: Final = f"<{KG}timeValue>"
TIME_BEGIN: Final = f"<{KG}timeBegin>"
TIME_END: Final = f"<{KG}timeEnd>"
TIME_MODIFIER: Final = f"<{KG}timeModifier>"

# claims as read
SENTENCE: Final = f"<{KG}sentence>"
SUBJECT_MENTION: Final = f"<{KG}subjectMention>"
UNSPECIFIED_SUBJECT: Final = f"<{KG}unspecifiedSubject>"
RELATION: Final = f"<{KG}relation>"
RELATION_LABEL: Final = f"<{KG}relationLabel>"
RELATION_PHRASE: Final = f"<{KG}relationPhrase>"
RELATION_SPAN: Final = f"<{KG}relationSpan>"
OBJECT_MENTION: Final = f"<{KG}objectMention>"
OBJECT_CLAIM: Final = f"<{KG}objectClaim>"
QUALIFIER_LABEL: Final = f"<{KG}qualifierLabel>"
POLARITY: Final = f"<{KG}polarity>"
MODALITY: Final = f"<{KG}modality>"
CONFIDENCE: Final = f"<{KG}confidence>"
SOURCE_MENTION: Final = f"<{KG}sourceMention>"
SOURCE_ORDER: Final = f"<{KG}sourceOrder>"
SOURCE_SPAN: Final = f"<{KG}sourceSpan>"
CUE: Final = f"<{KG}cue>"
CUE_SPAN: Final = f"<{KG}cueSpan>"
ATTRIBUTED: Final = f"<{KG}attributed>"
EVENT_TIME: Final = f"<{KG}eventTime>"
EVENT_END: Final = f"<{KG}eventEnd>"
TIME_TEXT: Final = f"<{KG}timeText>"
RULE: Final = f"<{KG}rule>"

# links
ALIAS: Final = f"<{KG}alias>"
CANONICAL: Final = f"<{KG}canonical>"
METHOD: Final = f"<{KG}method>"
SCOPE: Final = f"<{KG}scope>"
ALIAS_MENTION: Final = f"<{KG}aliasMention>"
CANONICAL_MENTION: Final = f"<{KG}canonicalMention>"
GROUP: Final = f"<{KG}group>"
MEMBER: Final = f"<{KG}member>"
WITHDRAWN: Final = f"<{KG}withdrawn>"
NOTE: Final = f"<{KG}note>"

# other decisions
VERDICT: Final = f"<{KG}verdict>"
DECIDED_KIND: Final = f"<{KG}decidedKind>"

# the view
HAS_MEMBER: Final = f"<{KG}hasMember>"
REFERS_TO: Final = f"<{KG}refersTo>"
ATTRIBUTED_TO: Final = f"<{KG}attributedTo>"
ASSERTED: Final = f"<{KG}asserted>"

POLARITIES: Final = {polarity: f"<{KG}{polarity.value.capitalize()}>" for polarity in Polarity}
MODALITIES: Final = {modality: f"<{KG}{modality.value.capitalize()}>" for modality in Modality}
FORMS: Final = {form: f"<{KG}{form.value.capitalize()}Form>" for form in Form}
VERDICTS: Final = {verdict: f"<{KG}{verdict.value.capitalize()}>" for verdict in Verdict}
KINDS: Final = {kind: f"<{KG}{kind.value}>" for kind in Kind}
CONNECTIONS: Final = {kind: f"<{KG}{kind.value}>" for kind in Connection}


def own_terms() -> frozenset[str]:
    """The IRIs of all terms of our vocabulary that quads may use."""
    constants = {value for value in globals().values() if isinstance(value, str)} | {*CONNECTIONS.values()}
    concepts = {*POLARITIES.values(), *MODALITIES.values(), *FORMS.values(), *KINDS.values(), *VERDICTS.values()}
    return frozenset(iri_of(term) for term in constants | concepts if term.startswith(f"<{KG}"))
