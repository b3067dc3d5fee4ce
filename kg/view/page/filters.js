// Filters are the legend. Each holds what is switched off; they act on graph, cards and table alike.
const filters = {
  kind: new Set(), pattern: new Set(), polarity: new Set(), document: new Set(), relation: new Set(), source: new Set(),
  confidence: 0, from: null, to: null, undated: true, only: null,
};
const GROUPS = ["kind", "pattern", "polarity", "document", "relation", "source"];
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
  const { kind, pattern, polarity, document, relation, source } = filters;
  return !kind.has(claim.subject.kind) && !(claim.object && claim.object.entity && kind.has(claim.object.entity.kind)) &&
    !pattern.has(claim.pattern) && !polarity.has(claim.denied ? 1 : 0) && !document.has(claim.document.i) &&
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

const boxes = [];

function choice(group, value, label, total, picture) {
  const input = el("input", { type: "checkbox", checked: true, change: () => {
    if (input.checked) filters[group].delete(value);
    else filters[group].add(value);
    refresh();
  } });
  boxes.push({ input, group, value });
  return el("label", { class: "choice" }, input, picture, el("span", { class: "name" }, label), el("span", { class: "total", text: number.format(total) }));
}

function all(group, on) {
  for (const box of boxes) {
    if (box.group !== group || box.input.closest("[hidden]")) continue;
    box.input.checked = on;
    if (on) filters[group].delete(box.value);
    else filters[group].add(box.value);
  }
  refresh();
}

function section(group, title, rows, closed) {
  const list = el("fieldset", { class: closed ? "inside" : "" }, el("legend", { class: closed ? "hidden" : "", text: title }), ...rows);
  if (rows.length > 3) {
    const switches = el("div", { class: "switches" },
      button("All", () => all(group, true), { "aria-label": `${title}: all` }),
      button("None", () => all(group, false), { "aria-label": `${title}: none` }));
    list.append(switches);
  }
  if (!closed) return list;
  if (rows.length > 12) {
    const find = el("input", { type: "search", "aria-label": `Find in ${title.toLowerCase()}`, placeholder: "Find", input: () => {
      const wanted = fold(find.value);
      for (const row of rows) row.hidden = !fold(row.querySelector(".name").textContent).includes(wanted);
    } });
    list.prepend(find);
  }
  return el("details", {}, el("summary", { text: `${title} (${number.format(rows.length)})` }), list);
}

function slider(label, attributes, show, change) {
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
  input.reset = () => {
    input.value = attributes.value;
    tell();
  };
  tell();
  sliders.push(input);
  return el("label", { class: "slider" }, el("span", {}, `${label} `, output), input);
}

const sliders = [];

function startFilters() {
  const kinds = tally(entities.map((entity) => entity.kind));
  const patterns = tally(claims.map((claim) => claim.pattern));
  const denied = claims.filter((claim) => claim.denied).length;
  const sources = tally(claims.flatMap((claim) => [...new Set(sourcesOf(claim))]));
  const sourceName = (i) => (i === DOCUMENTS ? "The documents themselves" : i === UNNAMED ? "Somebody unnamed" : bdi(entities[i].label));
  const bySupport = (a, b) => b[1] - a[1] || a[0] - b[0];
  const parts = [
    section("kind", "Kinds", page.kinds.map(([, words], i) => [i, words]).filter(([i]) => kinds.has(i))
      .map(([i, words]) => choice("kind", i, words, kinds.get(i), icon(i)))),
    section("pattern", "How it is said", PATTERN_WORDS.map((words, i) => choice("pattern", i,
      el("span", {}, words, PATTERN_NOTES[i] && el("small", { text: ` ${PATTERN_NOTES[i]}` })), patterns.get(i) || 0, stroke(i, false)))),
    section("polarity", "Polarity", [choice("polarity", 0, "Affirmed", claims.length - denied, stroke(0, false)),
      choice("polarity", 1, el("span", {}, "Denied", el("small", { text: " not: …" })), denied, stroke(0, true))]),
    el("fieldset", {}, el("legend", { text: "Confidence" }),
      slider("At least", { min: 0, max: 100, step: 5, value: 0 }, (value) => `${value} %`, (value) => (filters.confidence = value))),
  ];
  if (days.length > 1) {
    const last = days.length - 1;
    const undated = el("input", { type: "checkbox", checked: true, change: () => ((filters.undated = undated.checked), refresh()) });
    boxes.push({ input: undated, group: "undated" });
    const none = claims.filter((claim) => !claim.time || !claim.time[0]).length;
    parts.push(el("fieldset", {}, el("legend", { text: "When it happened" }),
      slider("From", { min: 0, max: last, value: 0 }, (i) => days[i], (i) => (filters.from = i ? days[i] : null)),
      slider("To", { min: 0, max: last, value: last }, (i) => days[i], (i) => (filters.to = i < last ? days[i] : null)),
      el("label", { class: "choice" }, undated, el("span", { class: "name", text: "Without a date" }), el("span", { class: "total", text: number.format(none) }))));
  }
  parts.push(section("document", "Documents", documents.map((document) => choice("document", document.i, bdi(document.title), document.claims.length)), documents.length > 8));
  parts.push(section("relation", "Relations", [...relations].filter((relation) => relation.count)
    .sort((a, b) => b.count - a.count || a.i - b.i).map((relation) => choice("relation", relation.i, bdi(relation.label), relation.count)), true));
  parts.push(section("source", "Sources", [...sources].sort(bySupport).map(([i, total]) => choice("source", i, sourceName(i), total)), true));
  parts.push(button("Reset", resetFilters));
  $("filters").append(...parts);
}

function resetFilters() {
  for (const group of GROUPS) filters[group].clear();
  Object.assign(filters, { confidence: 0, from: null, to: null, undated: true, only: null });
  for (const { input } of boxes) input.checked = true;
  for (const input of sliders) input.reset();
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
    ...off("document", (i) => documents[i].title), ...off("relation", (i) => relations[i].label),
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
