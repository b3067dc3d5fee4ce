// Filters are the legend. Each holds what is switched off; they act on graph, cards and table alike.
const filters = {
  kind: new Set(), pattern: new Set(), polarity: new Set(), document: new Set(), relation: new Set(), source: new Set(), verdict: new Set(),
  confidence: 0, from: null, to: null, undated: true, only: null,
};
const GROUPS = ["kind", "pattern", "polarity", "document", "relation", "source", "verdict"];
const passing = new Uint8Array(claims.length);
const DOCUMENTS = -1;
const UNNAMED = -2;

const days = [...new Set(claims.filter((claim) => claim.time && claim.time[0]).map((claim) => claim.time[0]))].sort();

// A partial date such as 2021-11 stands for all days it may mean.
function inTime(claim) {
  const [value, end] = claim.time || [];
  if (!value) return filters.undated;
  return (filters.to === null || value <= `${filters.to}~`) && (filters.from === null || `${end || value}~` >= filters.from);
}

function sourcesOf(claim) {
  if (claim.sources.length) return claim.sources.map((source) => source.i);
  return [claim.attributed ? UNNAMED : DOCUMENTS];
}

function passes(claim) {
  const { kind, pattern, polarity, document, relation, source, verdict } = filters;
  return !kind.has(claim.subject.kind) && !(claim.object && claim.object.entity && kind.has(claim.object.entity.kind)) &&
    !pattern.has(claim.pattern) && !polarity.has(claim.denied ? 1 : 0) && !verdict.has(claim.verdict) && !document.has(claim.document.i) &&
    !relation.has(claim.relation.i) && (!source.size || sourcesOf(claim).some((one) => !source.has(one))) &&
    Math.round(claim.confidence * 100) >= filters.confidence && (filters.only === null || claim.parts.has(filters.only)) &&
    (days.length < 2 || inTime(claim));
}

const filtering = () => GROUPS.some((group) => filters[group].size) || filters.confidence > 0 || filters.from !== null ||
  filters.to !== null || !filters.undated || filters.only !== null;

// Claims that pass, and the entities that take part in them.
function count() {
  const seen = new Set();
  let total = 0;
  for (const claim of claims) {
    passing[claim.i] = passes(claim) ? 1 : 0;
    if (!passing[claim.i]) continue;
    total += 1;
    for (const part of claim.parts) if (kindOn(part)) seen.add(part);
    for (const source of claim.sources) if (kindOn(source)) seen.add(source);
  }
  if (!filtering()) for (const entity of entities) seen.add(entity);
  $("counts").textContent = `${number.format(seen.size)} of ${plural(entities.length, "entity", "entities")} · ` +
    `${number.format(total)} of ${plural(claims.length, "claim")}`;
}

function tally(items) {
  const found = new Map();
  for (const item of items) found.set(item, (found.get(item) || 0) + 1);
  return found;
}

// What shows the state of a filter and is to be brought up to date when it is set elsewhere.
const dials = [];
const LISTED = 200;

function choice(group, { value, text, note, total, picture }) {
  const input = el("input", { type: "checkbox", checked: !filters[group].has(value), change: () => {
    if (input.checked) filters[group].delete(value);
    else filters[group].add(value);
    refresh();
  } });
  const name = el("span", { class: "name" }, bdi(text), note && el("small", { text: ` ${note}` }));
  return el("label", { class: "choice" }, input, picture, name, el("span", { class: "total", text: number.format(total) }));
}

// A group of the legend; a closed one is filled when it is opened, and long ones have a search of their own.
function section(group, title, items, closed) {
  let wanted = "";
  const rows = el("div", {});
  const matching = () => (wanted ? items.filter((item) => fold(item.text).includes(wanted)) : items);
  const fill = () => {
    const found = matching();
    rows.replaceChildren(...found.slice(0, LISTED).map((item) => choice(group, item)));
    if (found.length > LISTED) rows.append(el("p", { class: "muted", text: `and ${number.format(found.length - LISTED)} more: find them by name` }));
  };
  const all = (on) => {
    for (const { value } of matching()) {
      if (on) filters[group].delete(value);
      else filters[group].add(value);
    }
    fill();
    refresh();
  };
  const list = el("fieldset", { class: closed ? "inside" : "" }, el("legend", { class: closed ? "hidden" : "", text: title }), rows);
  if (items.length > 3) {
    list.append(el("div", { class: "switches" }, button("All", () => all(true), { "aria-label": `${title}: all` }),
      button("None", () => all(false), { "aria-label": `${title}: none` })));
  }
  if (items.length > 12) {
    list.prepend(el("input", { type: "search", "aria-label": `Find in ${title.toLowerCase()}`, placeholder: "Find", input: (event) => {
      wanted = fold(event.target.value);
      fill();
    } }));
  }
  if (!closed) {
    fill();
    dials.push(fill);
    return list;
  }
  const details = el("details", { toggle: () => details.open && fill() }, el("summary", { text: `${title} (${number.format(items.length)})` }), list);
  dials.push(() => details.open && fill());
  return details;
}

function slider(label, attributes, show, change, read) {
  const output = el("span");
  const input = el("input", { type: "range", "aria-label": label, ...attributes, input: () => {
    tell();
    change(Number(input.value));
    refresh();
  } });
  function tell() {
    output.textContent = show(input.value);
    input.setAttribute("aria-valuetext", show(input.value));
  }
  tell();
  dials.push(() => {
    input.value = read();
    tell();
  });
  return el("label", { class: "slider" }, el("span", {}, `${label} `, output), input);
}

function startFilters() {
  const kinds = tally(entities.map((entity) => entity.kind));
  const patterns = tally(claims.map((claim) => claim.pattern));
  const denied = claims.filter((claim) => claim.denied).length;
  const sources = tally(claims.flatMap((claim) => [...new Set(sourcesOf(claim))]));
  const sourceName = (i) => (i === DOCUMENTS ? "The documents themselves" : i === UNNAMED ? "Somebody unnamed" : entities[i].label);
  const item = (value, text, total, picture, note) => ({ value, text, total, picture, note });
  const parts = [
    section("kind", "Kinds", [...kinds.keys()].sort((a, b) => a - b).map((i) => item(i, page.kinds[i][1], kinds.get(i), icon(i)))),
    section("pattern", "How it is said", PATTERN_WORDS.map((words, i) => item(i, words, patterns.get(i) || 0, stroke(i, false), PATTERN_NOTES[i]))),
    section("polarity", "Polarity", [item(0, "Affirmed", claims.length - denied, stroke(0, false)), item(1, "Denied", denied, stroke(0, true), "not: …")]),
    el("fieldset", {}, el("legend", { text: "Confidence" }),
      slider("At least", { min: 0, max: 100, step: 5, value: 0 }, (value) => `${value} %`, (value) => (filters.confidence = value), () => filters.confidence)),
  ];
  if (days.length > 1) {
    const last = days.length - 1;
    const undated = el("input", { type: "checkbox", checked: true, change: () => ((filters.undated = undated.checked), refresh()) });
    dials.push(() => (undated.checked = filters.undated));
    const none = claims.filter((claim) => !claim.time || !claim.time[0]).length;
    parts.push(el("fieldset", {}, el("legend", { text: "When it happened" }),
      slider("From", { min: 0, max: last, value: 0 }, (i) => days[i], (i) => (filters.from = i ? days[i] : null),
        () => (filters.from === null ? 0 : days.indexOf(filters.from))),
      slider("To", { min: 0, max: last, value: last }, (i) => days[i], (i) => (filters.to = i < last ? days[i] : null),
        () => (filters.to === null ? last : days.indexOf(filters.to))),
      el("label", { class: "choice" }, undated, el("span", { class: "name", text: "Without a date" }), el("span", { class: "total", text: number.format(none) }))));
  }
  const verdicts = tally(claims.map((claim) => claim.verdict));
  if (verdicts.size > 1 || !verdicts.has(OPEN)) {
    parts.push(section("verdict", "Review", VERDICT_WORDS.map((words, i) => item(i, words, verdicts.get(i) || 0))));
  }
  const used = relations.filter((relation) => relation.count).sort((a, b) => b.count - a.count || a.i - b.i);
  parts.push(
    section("document", "Documents", documents.map((document) => item(document.i, document.title, document.claims.length)), documents.length > 8),
    section("relation", "Relations", used.map((relation) => item(relation.i, relation.label, relation.count)), true),
    section("source", "Sources", [...sources].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([i, total]) => item(i, sourceName(i), total)), true),
    button("Reset", resetFilters));
  $("filters").append(...parts);
}

function resetFilters() {
  for (const group of GROUPS) filters[group].clear();
  Object.assign(filters, { confidence: 0, from: null, to: null, undated: true, only: null });
  for (const dial of dials) dial();
  hidden.clear();
  drawn.clear();
  for (const { id, x, y } of given) drawn.set(entities[id.slice(1)], { x, y, pinned: false });
  refresh();
  fit();
  announce("Filters reset");
}

// The filters in words, for pictures.
function filterWords() {
  const off = (group, name) => [...filters[group]].map(name);
  const words = [
    ...off("kind", (i) => page.kinds[i][1]), ...off("pattern", (i) => PATTERN_WORDS[i]), ...off("polarity", (i) => (i ? "Denied" : "Affirmed")),
    ...off("verdict", (i) => VERDICT_WORDS[i].toLowerCase()), ...off("document", (i) => documents[i].title), ...off("relation", (i) => relations[i].label),
    ...off("source", (i) => (i === DOCUMENTS ? "the documents themselves" : i === UNNAMED ? "unnamed sources" : entities[i].label)),
  ];
  const parts = words.length ? [`without ${words.slice(0, 12).join(", ")}${words.length > 12 ? " …" : ""}`] : [];
  if (filters.confidence) parts.push(`confidence at least ${filters.confidence} %`);
  if (filters.from !== null) parts.push(`from ${filters.from}`);
  if (filters.to !== null) parts.push(`to ${filters.to}`);
  if (!filters.undated) parts.push("dated only");
  if (filters.only) parts.push(`only ${filters.only.label}`);
  return parts.join("; ");
}
