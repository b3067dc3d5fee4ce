// Cards: what one reads at the side.
const MARKS = ["subject", "relation", "object", "cue", "source"];

function entityButton(entity, note) {
  return el("button", { type: "button", class: "entity", click: () => select({ entity }, { move: true, read: true }) },
    icon(entity.kind), el("span", {}, bdi(entity.label), note && el("small", { text: note })));
}

function claimButton(claim, words, labels = tags(claim)) {
  return el("button", { type: "button", class: claim.verdict === REJECTED ? "claim rejected" : "claim", click: () => select({ claim }, { move: true, read: true }) },
    stroke(claim.pattern, claim.denied), el("span", {}, words || bdi(claimWords(claim)), ...labels));
}

const modalityTag = (claim) => (claim.modality === ACTUAL ? [] : [el("span", { class: "tag", text: capital(modalityWords(claim)) })]);

function tags(claim) {
  const found = [];
  if (claim.denied) found.push(el("span", { class: "tag denied", text: "Denied" }));
  if (claim.attributed) found.push(el("span", { class: "tag", text: "Attributed" }));
  found.push(...modalityTag(claim));
  if (claim.against.length) found.push(el("span", { class: "tag denied", text: "Contradicted" }));
  if (claim.verdict) found.push(el("span", { class: `tag review ${claim.verdict === REJECTED ? "denied" : "accepted"}`, text: VERDICT_WORDS[claim.verdict] }));
  const decision = decisionOn(claim);
  if (decision) found.push(el("span", { class: "tag review pending", text: `${decision === "accept-claim" ? "Accepted" : "Rejected"}, pending` }));
  return found;
}

// A sentence with its marks; marks may overlap, so the text is cut wherever one begins or ends.
function marked(text, marks) {
  const cuts = new Set([0, text.length]);
  for (let i = 0; i < marks.length; i += 3) cuts.add(marks[i]).add(marks[i + 1]);
  const order = [...cuts].filter((cut) => cut >= 0 && cut <= text.length).sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < order.length; i += 1) {
    const [start, end] = [order[i], order[i + 1]];
    const roles = new Set();
    for (let k = 0; k < marks.length; k += 3) if (marks[k] <= start && end <= marks[k + 1]) roles.add(MARKS[marks[k + 2]]);
    const names = [...roles];
    const part = visible(text.slice(start, end));
    pieces.push(names.length ? el("mark", { class: names.join(" "), "data-roles": names.join(" "), title: names.join(", ") }, ...part) : part);
  }
  return pieces.flat();
}

function facts(...pairs) {
  return el("dl", { class: "facts" }, ...pairs.filter(Boolean).flatMap(([name, ...values]) => [el("dt", { text: name }), el("dd", {}, ...values)]));
}

const heading = (...children) => el("h2", { tabindex: "-1", id: "card-title" }, ...children);
const part = (title, ...children) => el("section", { class: "part" }, el("h3", { text: title }), ...children);

// A list that grows when asked to.
function growing(items, row, most, wrapper = el("ul", { class: "list" })) {
  const box = el("div");
  let done = 0;
  const more = button("", () => {
    const at = wrapper.children.length;
    add();
    const next = wrapper.children[at];
    const target = next && next.querySelector("button");
    if (target) target.focus();
  });
  function add() {
    wrapper.append(...items.slice(done, done + most).map((item) => el("li", {}, row(item))));
    done = Math.min(items.length, done + most);
    more.textContent = `Show ${number.format(Math.min(most, items.length - done))} more of ${number.format(items.length)}`;
    more.hidden = done >= items.length;
  }
  add();
  box.append(wrapper, more);
  return box;
}

function link(document) {
  return el("span", {}, document.url ? outside(document.url, document.title) : bdi(document.title), document.date ? `, ${document.date}` : "", document.by && el("span", {}, ", ", bdi(document.by)));
}

function documentButton(document) {
  const note = [document.date, plural(document.claims.length, "claim"), document.gaps.length && `${number.format(document.gaps.length)} not understood`];
  return el("button", { type: "button", class: "entity", click: () => select({ document }, { read: true }) },
    el("span", {}, bdi(document.title), el("small", { text: note.filter(Boolean).join(" · ") })));
}

function startCard() {
  const gaps = documents.reduce((total, document) => total + document.gaps.length, 0);
  const best = ranked.filter(({ kind, claims: own }) => !aside({ kind }) && (own.length || entities.length < 7)).slice(0, 6);
  // Of each contradiction the denial, which names what it denies; or else one side.
  const told = new Set();
  const against = [...claims].sort((a, b) => b.denied - a.denied || a.i - b.i).filter((claim) => {
    if (!claim.against.length || told.has(claim)) return false;
    for (const one of [claim, ...claim.against]) told.add(one);
    return true;
  });
  return [
    heading("Start here"),
    el("p", { text: "Each shape is a person, place, organization or thing named in the documents. Each line is one claim or several: click it to read who says so, and the sentence it was read from." }),
    page.whole === null ? null : el("p", { class: "muted", text: `This page shows a part: ${number.format(claims.length)} of the ${plural(page.whole, "claim")} of its graph. Another part is shown by kg view with --about NAME or --query.` }),
    best.length ? part("Best supported", el("ul", { class: "list" }, ...best.map((entity) => el("li", {}, entityButton(entity, `${kindWords(entity)} · ${plural(entity.support, "claim")}`))))) : null,
    against.length ? part(`Where they disagree (${number.format(against.length)})`, growing(against, (claim) => claimButton(claim), 3)) : null,
    documents.length ? part(documents.length === 1 ? "Document" : `Documents (${number.format(documents.length)})`, growing(documents, documentButton, 8)) : null,
    gaps || page.failures.length ? part("Not understood",
      gaps ? el("p", {}, `${plural(gaps, "sentence")} without a claim, in ${plural(documents.filter((document) => document.gaps.length).length, "document")}: open a document to see which.`) : null,
      page.failures.length ? el("ul", { class: "list plain" }, ...page.failures.map(([name, stage, error]) => el("li", {}, bdi(name), ` could not be read (${stage}): `, bdi(error)))) : null) : null,
  ];
}

function documentCard(document) {
  const parts = [
    el("p", { class: "over", text: "Document" }), heading(bdi(document.title)),
    facts(["Published", document.date || "no date"], document.by ? ["By", bdi(document.by)] : null, document.url ? ["Address", outside(document.url, document.url)] : null,
      ["Sentences", number.format(document.count)], ["Claims", number.format(document.claims.length)]),
    el("div", { class: "actions" }, button("Only this document", () => onlyDocument(document)), button("Start here", () => select(null, { read: true }))),
  ];
  if (document.gaps.length) {
    parts.push(part(`Not understood (${number.format(document.gaps.length)})`, growing(document.gaps, ([reason, sentence, text]) =>
      [`Sentence ${sentence}: ${page.methods[reason]} `, text ? el("q", {}, ...visible(text)) : null].filter(Boolean), 20, el("ul", { class: "list plain" }))));
  }
  if (document.text) {
    const said = new Map();
    for (const claim of document.claims) said.set(claim.sentence, [...(said.get(claim.sentence) || []), claim]);
    parts.push(part("Text", el("p", { class: "text" }, ...document.text.flatMap((sentence) => [said.has(sentence)
      ? el("button", { type: "button", class: "sentence", click: () => select({ claim: said.get(sentence)[0] }, { move: true, read: true }) }, ...visible(sentence.text))
      : el("span", {}, ...visible(sentence.text)), " "]))));
  }
  parts.push(part("Claims", growing(document.claims, (claim) => claimButton(claim), 50)));
  return parts;
}

function onlyDocument(document) {
  for (const { i } of documents) filters.document.add(i);
  filters.document.delete(document.i);
  for (const dial of dials) dial();
  refresh();
  announce(`Only ${document.title}`);
}

function entityCard(entity) {
  const values = entity.claims.filter((claim) => claim.subject === entity && claim.object && (claim.object.value !== undefined || (claim.object.entity && claim.object.entity.kind === TERM)));
  const times = [...new Set(entity.claims.filter((claim) => claim.time).map((claim) => claim.time[0] || claim.time[2]))].sort();
  const against = entity.claims.filter((claim) => claim.against.length);
  const shownClaims = entity.claims.filter((claim) => passing[claim.i]);
  const groups = new Map();
  for (const claim of shownClaims) {
    const name = groupOf(claim, entity);
    if (!groups.has(name)) groups.set(name, []);
    groups.get(name).push(claim);
  }
  const rest = unseen(entity);
  const rejected = entity.claims.length - entity.support;
  return [
    el("p", { class: "over" }, icon(entity.kind), kindWords(entity)), heading(bdi(entity.label)),
    el("p", { class: "muted", text: `${plural(entity.support, "claim")}${rejected ? ` · ${number.format(rejected)} rejected` : ""}${entity.says.length ? ` · source of ${number.format(entity.says.length)}` : ""}${entity.mentions ? ` · ${plural(entity.mentions, "mention")}` : ""}` }),
    el("div", { class: "actions" },
      rest.length ? button(`Show ${number.format(Math.min(25, rest.length))} more`, () => (expand(entity), openCard(true)), { title: "Draw its neighbours" }) : null,
      button("Only this", () => only(entity), { "aria-pressed": String(filters.only === entity) }), button("Hide", () => hide(entity))),
    entity.aliases.length ? part("Also called", el("ul", { class: "list plain" }, ...entity.aliases.map((alias) => el("li", { class: "alias" }, bdi(alias.label), " ",
      el("small", {}, ...(alias.method === DECIDED ? ["decided by a reader", alias.note && ": ", alias.note && bdi(alias.note)].filter(Boolean) : [`${alias.method}, ${percent(alias.confidence)}`])), alias.confidence < page.provisional ? el("span", { class: "tag", text: "Provisional" }) : null,
      splitButton(entity, alias))))) : null,
    entity.members.length ? part("Together", el("ul", { class: "list" }, ...entity.members.map((other) => el("li", {}, entityButton(entities[other]))))) : null,
    entity.apart.length ? part("Decided not to be", el("ul", { class: "list plain" }, ...entity.apart.map(({ entity: other, note }) =>
      el("li", {}, plainEntity(other), el("small", {}, " decided by a reader", note ? ": " : "", note && bdi(note)))))) : null,
    entity.elsewhere.length ? part("Known elsewhere as", el("ul", { class: "list plain" }, ...entity.elsewhere.map((address) => el("li", {}, outside(address, address))))) : null,
    entity.inside.length ? part("In its name", el("ul", { class: "list" }, ...entity.inside.map(([relation, other]) => el("li", {}, entityButton(entities[other], relations[relation].label))))) : null,
    values.length || times.length ? part("Dates and values", facts(...values.map((claim) => [(claim.denied ? "not: " : "") + claim.relation.label, button(objectWords(claim), () => select({ claim }, { read: true }), { class: "plain" })]),
      times.length ? ["when", times.join(", ")] : null)) : null,
    against.length ? part("Contradicted", el("ul", { class: "list" }, ...against.map((claim) => el("li", {}, claimButton(claim))))) : null,
    part(shownClaims.length === entity.claims.length ? "Claims" : `Claims (${number.format(shownClaims.length)} pass the filters)`,
      shownClaims.length ? groupedClaims([...groups], entity) : el("p", { class: "muted", text: "None." })),
    connectedPart(...connectionsTo(entity)),
    entity.says.length ? part(`Said by ${entity.label}`, growing(entity.says, (claim) => claimButton(claim), 50)) : null,
    joinPart(entity),
  ];
}

// Claims of an entity go by their relation; those in which it only takes part, by the words that bring it in.
function groupOf(claim, entity) {
  if (claim.subject === entity) return claim.relation.label;
  if (claim.object && claim.object.entity === entity) return `${claim.relation.label} (as object)`;
  const joined = claim.qualifiers.find((qualifier) => qualifier.entity === entity);
  return joined ? `${claim.relation.label} … ${joined.relation.label}` : claim.relation.label;
}

function groupedClaims(groups, entity) {
  const rows = groups.flatMap(([name, group]) => group.map((claim, i) => ({ claim, name: i ? null : name })));
  return growing(rows, ({ claim, name }) => [
    name ? el("h4", {}, bdi(name)) : null,
    claimButton(claim, claim.subject === entity && claim.object ? bdi((claim.denied ? "not: " : "") + objectWords(claim)) : bdi(claimWords(claim))),
  ].filter(Boolean), 50);
}

function hide(entity) {
  hidden.add(entity);
  select(null);
  refresh();
  announce(`${entity.label} hidden`);
}

function only(entity) {
  filters.only = filters.only === entity ? null : entity;
  if (filters.only) for (const other of neighbours(entity).slice(0, 60)) place(other);
  refresh();
  openCard(true);
  announce(filters.only ? `Only claims of ${entity.label}` : "All claims");
}

function readAs(entity, words, reason, claim, role) {
  return el("li", {}, el("q", {}, ...visible(words)), " is read as ", bdi(entity.label), reason >= 0 ? el("small", { text: ` ${page.methods[reason]}` }) : null, mentionButton(entity, claim, role));
}

function wordsOf(claim, role) {
  const found = [];
  for (let i = 0; i < claim.marks.length; i += 3) if (MARKS[claim.marks[i + 2]] === role) found.push(claim.sentence.text.slice(claim.marks[i], claim.marks[i + 1]));
  return found.join(" … ");
}

// How words of the sentence came to stand for entities, where they are not simply the name.
function readings(claim) {
  const rows = [];
  if (claim.reasons[0] >= 0) rows.push(readAs(claim.subject, wordsOf(claim, "subject"), claim.reasons[0], claim, "subject"));
  if (claim.reasons[1] >= 0 && claim.object && claim.object.entity) rows.push(readAs(claim.object.entity, wordsOf(claim, "object"), claim.reasons[1], claim, "object"));
  claim.sources.forEach((source, i) => {
    const reason = claim.reasons[2 + i];
    const last = i === claim.sources.length - 1;
    const words = last ? wordsOf(claim, "source") : "";
    if (reason >= 0 && words) rows.push(readAs(source, words, reason, claim, "source"));
  });
  return rows;
}

function around(sentence, step) {
  const text = sentence.document.text;
  return text ? text[text.indexOf(sentence) + step] || null : null;
}

function quotation(claim) {
  const box = el("blockquote", {});
  for (const [i, marks] of claim.elsewhere) if (sentences[i].start < claim.sentence.start) box.append(el("p", { class: "elsewhere" }, ...marked(sentences[i].text, marks)));
  box.append(el("p", { class: "evidence" }, ...marked(claim.sentence.text, claim.marks)));
  for (const [i, marks] of claim.elsewhere) if (sentences[i].start > claim.sentence.start) box.append(el("p", { class: "elsewhere" }, ...marked(sentences[i].text, marks)));
  if (!around(claim.sentence, -1) && !around(claim.sentence, 1)) return [box];
  const more = button("Show the sentences around it", () => {
    const [before, after] = [around(claim.sentence, -1), around(claim.sentence, 1)];
    if (before) box.prepend(el("p", { class: "context" }, ...visible(before.text)));
    if (after) box.append(el("p", { class: "context" }, ...visible(after.text)));
    more.remove();
  });
  return [box, more];
}

function sourceChain(claim) {
  if (!claim.attributed) return ["the document itself"];
  if (!claim.sources.length) return ["somebody unnamed"];
  return claim.sources.flatMap((source, i) => [i ? " › " : "", button("", () => select({ entity: source }, { move: true, read: true }), { class: "plain" })].map((item) => {
    if (item instanceof Element) item.append(bdi(source.label));
    return item;
  }));
}

// What a claim or an entity is connected to, and what is connected to it: the words between them, then where they lead.
const [FORTH, BACK] = [1, 2];
const joint = (kind, way) => page.connections[kind][way];
const led = (words, target) => el("li", {}, el("h4", { text: words }), target.entity ? entityButton(target.entity) : claimButton(target.claim));
const connectionsFrom = (claim) => claim.connections.map((other) => led(joint(other.kind, FORTH), other));
const connectionsTo = (item) => item.connected.map((other) => led(joint(other.kind, BACK), other));

function connectedPart(...rows) {
  return rows.length ? part("Connected", growing(rows, (row) => [...row.childNodes], 20)) : null;
}

// The same thing can be told by a qualifier and by the connection that follows from its words: once is enough.
const unconnected = (claim) => claim.qualifiers.filter(({ entity, claim: inner }) =>
  !claim.connections.some((other) => (entity && other.entity === entity) || (inner && other.claim === inner)));

function evidence(claim, single) {
  const meter = el("span", { class: "meter", "aria-hidden": "true" }, el("span"));
  meter.firstChild.style.width = percent(claim.confidence).replace(" ", "");
  const rows = readings(claim);
  return el("section", { class: "piece", "aria-label": `Evidence from ${claim.document.title}` },
    ...quotation(claim),
    el("p", { class: "document" }, link(claim.document)),
    facts(
      ["Said by", ...sourceChain(claim)], ["Polarity", claim.denied ? "denied" : "affirmed"], ["Modality", modalityWords(claim)],
      claim.time ? ["When", [claim.time[0], claim.time[1]].filter(Boolean).join(" to ") || "", claim.time[2] && el("small", {}, " “", ...visible(claim.time[2]), "”")] : null,
      ...unconnected(claim).map((qualifier) => [qualifier.relation.label, qualifier.entity
        ? plainEntity(qualifier.entity) : qualifier.claim ? button(claimWords(qualifier.claim), () => select({ claim: qualifier.claim }, { move: true, read: true }), { class: "plain" }) : bdi(qualifier.value)]),
      ["Confidence", meter, percent(claim.confidence)], ["Read by", `the rule ${claim.rule}`]),
    connectedPart(...connectionsFrom(claim), ...connectionsTo(claim)),
    rows.length ? el("div", {}, el("h4", { text: "How it was understood" }), el("ul", { class: "list plain" }, ...rows)) : null,
    reviewButtons(claim, single));
}

const plainEntity = (entity) => el("button", { type: "button", class: "plain", click: () => select({ entity }, { move: true, read: true }) }, bdi(entity.label));

function claimCard(claim) {
  const group = claim.line ? [claim, ...claim.line.claims.filter((other) => other !== claim)] : [claim];
  const object = claim.object;
  const objectPart = !object ? null : object.entity ? plainEntity(object.entity) : object.value !== undefined ? bdi(object.value)
    : button(`“${claimWords(object.claim)}”`, () => select({ claim: object.claim }, { move: true, read: true }), { class: "plain" });
  const against = [...new Set(group.flatMap((one) => one.against))];
  const sayings = claims.filter((other) => other.object && other.object.claim === claim);
  return [
    el("p", { class: "over" }, stroke(claim.pattern, claim.denied), group.length > 1 ? `${plural(group.length, "claim")} that say the same` : "Claim"),
    heading(el("mark", { class: "subject" }, bdi(claim.subject.label)), " ", el("mark", { class: "relation" }, bdi((claim.denied ? "not: " : "") + claim.relation.label)),
      objectPart ? [" ", el("mark", { class: "object" }, objectPart.tagName === "BUTTON" ? bdi(objectPart.textContent) : objectPart)] : null),
    el("p", { class: "tags" }, ...tags(claim), claim.sources.length ? el("span", { class: "muted" }, "according to ", ...sourceChain(claim)) : null),
    claim.verdict === REJECTED ? el("p", { class: "muted", text: "A reader found that the text does not say so: it counts for nothing." }) : null,
    el("div", { class: "actions" }, entityButton(claim.subject), object && object.entity && object.entity !== claim.subject ? entityButton(object.entity) : null,
      object && object.claim ? claimButton(object.claim) : null),
    part(group.length > 1 ? "Sources" : "Source", growing(group, (one) => evidence(one, group.length === 1), 10, el("ul", { class: "list evidence-list" }))),
    against.length ? part("Contradicted by", el("ul", { class: "list plain" }, ...against.map((other) => el("li", {}, claimButton(other), ...quotation(other), el("p", { class: "document" }, link(other.document)))))) : null,
    sayings.length ? part("Reported in", el("ul", { class: "list" }, ...sayings.map((other) => el("li", {}, claimButton(other))))) : null,
  ].flat();
}

function openCard(keep) {
  const chosen = state.selected;
  const content = state.reviewing ? reviewCard() : !chosen ? startCard() : chosen.entity ? entityCard(chosen.entity) : chosen.document ? documentCard(chosen.document) : claimCard(chosen.claim);
  $("card").replaceChildren(...content.flat().filter(Boolean));
  if (!keep) $("card").scrollTop = 0;
}
