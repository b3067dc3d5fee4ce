// Review without a server: decisions are kept here until they are downloaded for `kg apply`.
const decisions = [];
const STORE = `claimgraph ${page.id}`;

const sameDecision = (a, b) => JSON.stringify(a) === JSON.stringify(b);
const aboutClaim = (decision, claim) => decision.claim === claim.iri;

function decisionOn(claim) {
  const found = decisions.find((decision) => aboutClaim(decision, claim));
  return found ? found.kind : null;
}

function remember() {
  $("review").textContent = decisions.length ? `Review (${decisions.length})` : "Review";
  try {
    localStorage.setItem(STORE, JSON.stringify(decisions));
  } catch {
    // Storage may be refused; the decisions then live as long as the page.
  }
}

function recall() {
  try {
    const kept = JSON.parse(localStorage.getItem(STORE) || "[]");
    if (Array.isArray(kept)) decisions.push(...kept.filter((decision) => decision && typeof decision.kind === "string"));
  } catch {
    decisions.length = 0;
  }
  remember();
}

// Deciding the same again takes the decision back.
function decide(decision) {
  const known = decisions.findIndex((other) => sameDecision(other, decision));
  if (known >= 0) decisions.splice(known, 1);
  else {
    const opposite = decisions.findIndex((other) => decision.claim && other.claim === decision.claim);
    if (opposite >= 0) decisions.splice(opposite, 1);
    decisions.push(decision);
  }
  after(known >= 0 ? "Decision taken back" : decisionWords(decision).join(""));
}

function undo(i = decisions.length - 1) {
  if (i < 0) return;
  decisions.splice(i, 1);
  after("Decision taken back");
}

function after(words) {
  const inside = $("card").contains(document.activeElement) ? document.activeElement.dataset.key : null;
  remember();
  openCard(true);
  if (state.view === "table") openTable();
  announce(`${words}. ${plural(decisions.length, "decision")} pending.`);
  const again = inside && [...$("card").querySelectorAll("[data-key]")].find((item) => item.dataset.key === inside);
  if (again) again.focus();
  else if (inside) $("card-title").focus();
}

const labelOf = (iri) => (entityByIri.has(iri) ? entityByIri.get(iri).label : iri);

function decisionWords(decision) {
  const claim = claimByIri.get(decision.claim);
  if (claim) return [decision.kind === "accept-claim" ? "Accepted: " : "Rejected: ", claimWords(claim)];
  if (decision.kind === "same") return ["The same: ", decision.entities.map(labelOf).join(" and ")];
  if (decision.kind === "different") return ["Not the same: ", `${labelOf(decision.entities[0])} and ${decision.label}`];
  if (decision.kind === "split") return ["Not ", `${labelOf(decision.entity)}: “${decision.text}”`];
  return [decision.kind];
}

function toggle(text, decision) {
  const on = decisions.some((other) => sameDecision(other, decision));
  return button(text, () => decide(decision), { "aria-pressed": String(on), class: "decide", "data-key": JSON.stringify(decision) });
}

function reviewButtons(claim) {
  if (claim.verdict) {
    return el("p", { class: "decided" }, el("strong", { text: `${VERDICT_WORDS[claim.verdict]} by a reader` }), claim.note ? ": " : "", claim.note && bdi(claim.note),
      el("small", { text: " To take it back, edit decisions.toml and apply it again." }));
  }
  return el("div", { class: "actions", role: "group", "aria-label": "Review" },
    toggle("Accept", { kind: "accept-claim", claim: claim.iri }), toggle("Reject", { kind: "reject-claim", claim: claim.iri }));
}

// An alias whose words were taken for this entity can be kept apart from it.
function splitButton(entity, alias) {
  const iri = alias.iris[0];
  if (!iri || alias.method === DECIDED) return null;
  return toggle("Not the same", { kind: "different", entities: [entity.iri, iri], label: alias.label });
}

const points = (text) => [...text].length;

function mentionButton(entity, claim, role) {
  const marks = [];
  for (let i = 0; i < claim.marks.length; i += 3) if (MARKS[claim.marks[i + 2]] === role) marks.push(claim.marks[i], claim.marks[i + 1]);
  const text = claim.sentence.text;
  const begin = claim.sentence.start + points(text.slice(0, Math.min(...marks)));
  const end = claim.sentence.start + points(text.slice(0, Math.max(...marks)));
  return toggle(`Not ${entity.label.slice(0, 40)}`, { kind: "split", entity: entity.iri, document: claim.document.iri, begin, end, text: wordsOf(claim, role) });
}

function joinPart(entity) {
  const list = el("ul", { class: "list" });
  const input = el("input", { type: "search", id: "join", "aria-label": `Find the entity that ${entity.label} is the same as`, placeholder: "Find another name of it", input: () => {
    const found = find(input.value, 6).filter((hit) => hit.entity && hit.entity !== entity);
    list.replaceChildren(...found.map((hit) => el("li", {}, toggle(`Same as ${hit.entity.label}`, { kind: "same", entities: [entity.iri, hit.entity.iri] }), el("small", { text: ` ${kindWords(hit.entity)}` }))));
  } });
  const pending = decisions.filter((decision) => decision.kind === "same" && decision.entities.includes(entity.iri));
  list.append(...pending.map((decision) => el("li", {}, toggle(`Same as ${labelOf(decision.entities.find((iri) => iri !== entity.iri) || entity.iri)}`, decision))));
  return el("details", { class: "part", open: pending.length > 0 }, el("summary", { text: "Is it the same as another?" }), input, list);
}

function reviewCard() {
  const parts = [
    el("p", { class: "over", text: "Review" }), heading(plural(decisions.length, "decision"), " pending"),
    el("p", { text: "Accept or reject claims on their cards, and say of names on the card of an entity whether they are the same. Nothing is sent anywhere: download the decisions, and apply them with “kg apply”." }),
    el("div", { class: "actions" }, button("Download decisions", saveDecisions, { disabled: !decisions.length, "data-key": "download" }),
      button("Undo last", () => undo(), { disabled: !decisions.length, "data-key": "undo" }), button("Close", () => closeReview(), { "data-key": "close" })),
  ];
  if (decisions.length) {
    parts.push(el("ol", { class: "list plain decisions" }, ...decisions.map((decision, i) => {
      const [verb, what] = decisionWords(decision);
      return el("li", {}, verb, bdi(what || ""), " ", button("Undo", () => undo(i), { "aria-label": `Undo: ${verb}${what || ""}`, "data-key": `undo ${i}` }));
    })));
  }
  return parts;
}

function closeReview() {
  state.reviewing = false;
  arrangeCard();
  openCard();
  $("review").focus();
}

function saveDecisions() {
  const text = JSON.stringify({ version: 1, decisions }, null, 1) + "\n";
  save(fileName("-decisions.json"), new Blob([text], { type: "application/json" }));
  announce(`${plural(decisions.length, "decision")} saved`);
}
