// The graph, read from the page's data; data.py names the same fields in the same order.
const page = JSON.parse($("data").textContent);
const DASHES = [null, [7, 5], [2, 5]];
const PATTERN_WORDS = ["Stated", "Attributed", "Uncommitted"];
const PATTERN_NOTES = ["", "according to …", "possible, planned, asked …"];
const ACTUAL = page.modalities.indexOf("actual");
const [OPEN, ACCEPTED, REJECTED] = [0, 1, 2];
const VERDICT_WORDS = ["Not reviewed", "Accepted", "Rejected"];
const DECIDED = "decided";
const [TERM, UNSAID, UNNAMED_THING] = ["Term", "Unspecified", "Nominal"].map((name) => page.kinds.findIndex(([kind]) => kind === name));

const documents = page.documents.map(([prefix, local, title, date, url, by, count, gaps], i) => ({
  i, iri: page.prefixes[prefix] + local, title, date, url, by, count: count || 0, gaps: gaps || [], claims: [],
}));
const sentences = page.sentences.map(([document, start, text], i) => ({ i, document: documents[document], start, text }));
const relations = page.relations.map(([prefix, local, label], i) => ({ i, iri: page.prefixes[prefix] + local, label, count: 0 }));
const entities = page.entities.map(([prefix, local, label, kind, mentions, aliases, inside, elsewhere, members], i) => ({
  i, id: `n${i}`, iri: page.prefixes[prefix] + local, label, kind, mentions: mentions || 0,
  aliases: (aliases || []).map(([words, method, confidence, iris, note]) => ({
    label: words, method: page.methods[method], confidence, note, iris: (iris || []).map(([p, l]) => page.prefixes[p] + l),
  })),
  inside: inside || [], elsewhere: elsewhere || [], members: members || [], apart: [], support: 0, claims: [], says: [], lines: [], connected: [],
}));

function node(value) {
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return { claim: claims[value[0]] };
  return value < 0 ? { value: page.values[-1 - value][0] } : { entity: entities[value] };
}

const claims = page.claims.map((fields, i) => {
  const document = documents[fields[0]];
  const local = fields[9];
  return {
    i, id: `c${i}`, document, sentence: sentences[fields[1]], subject: entities[fields[2]], relation: relations[fields[3]],
    object: fields[4], pattern: fields[5], denied: fields[6] === 1, modality: fields[7], confidence: fields[8],
    iri: Array.isArray(local) ? page.prefixes[local[0]] + local[1] : `${document.iri}#${local}`, rule: page.rules[fields[10]],
    marks: fields[11] || [], sources: (fields[12] || []).map((source) => entities[source]), attributed: fields[13] === 1,
    qualifiers: fields[14] || [], time: fields[15] || null, reasons: fields[16] || [], elsewhere: fields[17] || [],
    connections: fields[18] || [], verdict: fields[19] || OPEN, note: fields[20] || "", connected: [], against: [], line: null,
  };
});
const lines = [];
const entityByIri = new Map(entities.map((entity) => [entity.iri, entity]));
const claimByIri = new Map(claims.map((claim) => [claim.iri, claim]));

// Claims of one subject, predicate, object, polarity and pattern share a line, numbered in order of their first claims.
const lineByKey = new Map();
for (const claim of claims) {
  const object = node((claim.object = claim.object === undefined ? null : claim.object));
  claim.object = object;
  const parts = new Set([claim.subject]);
  if (object && object.entity) parts.add(object.entity);
  claim.qualifiers = claim.qualifiers.map(([relation, value]) => ({ relation: relations[relation], ...node(value) }));
  for (const qualifier of claim.qualifiers) if (qualifier.entity) parts.add(qualifier.entity);
  claim.connections = claim.connections.map(([kind, value]) => ({ kind, ...node(value) }));
  for (const { kind, claim: other, entity } of claim.connections) (other || entity).connected.push({ kind, claim });
  claim.parts = parts;
  for (const part of parts) {
    part.claims.push(claim);
    if (claim.verdict !== REJECTED) part.support += 1;
  }
  for (const source of new Set(claim.sources)) source.says.push(claim);
  claim.document.claims.push(claim);
  claim.relation.count += 1;
  if (!object || !object.entity || claim.verdict === REJECTED) continue;
  const key = [claim.subject.i, claim.relation.i, object.entity.i, claim.denied ? 1 : 0, claim.pattern].join(" ");
  let line = lineByKey.get(key);
  if (!line) {
    line = { i: lines.length, id: `l${lines.length}`, from: claim.subject, to: object.entity, claims: [], pattern: claim.pattern, denied: claim.denied };
    line.label = (claim.denied ? "not: " : "") + claim.relation.label;
    lineByKey.set(key, line);
    lines.push(line);
    line.from.lines.push(line);
    if (line.to !== line.from) line.to.lines.push(line);
  }
  line.claims.push(claim);
  line.sure = Math.max(line.sure || 0, claim.confidence);
  claim.line = line;
}
for (const [claim, others] of page.contradictions) claims[claim].against = others.map((other) => claims[other]);
if (page.text) for (const sentence of sentences) (sentence.document.text = sentence.document.text || []).push(sentence);
for (const document of documents) if (document.text) document.text.sort((a, b) => a.start - b.start);

for (const [one, other, note] of page.apart) {
  entities[one].apart.push({ entity: entities[other], note });
  entities[other].apart.push({ entity: entities[one], note });
}

const ranked = [...entities].sort((a, b) => b.support - a.support || a.i - b.i);
// Words, as in “the letter was unacceptable”, and whoever is left unsaid are drawn only when they are chosen.
const aside = ({ kind }) => kind === TERM || kind === UNSAID;
for (const entity of entities) entity.links = entity.lines.filter((line) => !aside(line.from) && !aside(line.to));
const linked = entities.filter((entity) => entity.links.length);

function objectWords(claim, deep = true) {
  const object = claim.object;
  if (!object) return "";
  if (object.entity) return object.entity.label;
  if (object.value !== undefined) return object.value;
  return deep ? `“${claimWords(object.claim, false)}”` : "…";
}

function claimWords(claim, deep = true) {
  const words = [claim.subject.label, claim.denied && "not:", claim.relation.label, objectWords(claim, deep)];
  return words.filter(Boolean).join(" ");
}

function saidBy(claim) {
  if (claim.sources.length) return claim.sources.map((source) => source.label).join(" › ");
  return claim.attributed ? "unnamed" : "";
}

const kindWords = (entity) => page.kinds[entity.kind][1];
const modalityWords = (claim) => page.modalities[claim.modality];
const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
