// The table says everything that the picture shows, and more: all claims with their sentences.
const COLUMNS = [
  ["Subject", (claim) => claim.subject.label], ["Relation", (claim) => (claim.denied ? "not: " : "") + claim.relation.label], ["Object", (claim) => objectWords(claim)],
  ["Said by", saidBy], ["Modality", modalityWords],
  ["Confidence", (claim) => claim.confidence], ["Document", (claim) => claim.document.title], ["Date", (claim) => claim.document.date || ""],
  ["Sentence", (claim) => claim.sentence.text],
];
const CONFIDENCE = 5;
const SENTENCE = 8;
const order = { column: -1, down: false };
const collator = new Intl.Collator("en", { numeric: true });

function tableRows() {
  const rows = claims.filter((claim) => passing[claim.i]);
  if (order.column >= 0) {
    const value = COLUMNS[order.column][1];
    const compare = order.column === CONFIDENCE ? (a, b) => value(a) - value(b) : (a, b) => collator.compare(value(a), value(b));
    rows.sort((a, b) => (order.down ? -compare(a, b) : compare(a, b)) || a.i - b.i);
  }
  return rows;
}

function cell(claim, i) {
  if (i === 0) return entityCell(claim.subject);
  if (i === 1) return button(bdi(COLUMNS[1][1](claim)), () => select({ claim }, { read: true }), { class: "plain" });
  if (i === 2 && claim.object && claim.object.entity) return entityCell(claim.object.entity);
  if (i === CONFIDENCE) return el("span", { text: percent(claim.confidence) });
  if (i === SENTENCE) return el("span", {}, ...visible(claim.sentence.text));
  return bdi(COLUMNS[i][1](claim));
}

const entityCell = (entity) => el("button", { type: "button", class: "plain", click: () => select({ entity }, { read: true }) }, bdi(entity.label));

function tableRow(claim) {
  return el("tr", { role: "row", class: [state.selected && state.selected.claim === claim && "chosen", claim.verdict === REJECTED && "rejected"].filter(Boolean).join(" "), "data-claim": claim.i }, ...COLUMNS.map(([name], i) => {
    const content = cell(claim, i);
    const marks = i === 1 && (claim.denied || claim.verdict || decisionOn(claim)) ? tags(claim).filter((tag) => /denied|review/.test(tag.className)) : [];
    return el(i === 1 ? "th" : "td", { role: i === 1 ? "rowheader" : "cell", scope: i === 1 ? "row" : null, "data-name": name }, content, ...marks);
  }));
}

function openTable(most = 200) {
  const rows = tableRows();
  const body = el("tbody", { role: "rowgroup" });
  let done = 0;
  const more = button("", () => {
    add(200);
    body.children[done - 1].querySelector("button").focus();
  });
  function add(count) {
    body.append(...rows.slice(done, done + count).map(tableRow));
    done = Math.min(rows.length, done + count);
    more.textContent = `Show ${number.format(Math.min(200, rows.length - done))} more of ${number.format(rows.length)}`;
    more.hidden = done >= rows.length;
  }
  add(most);
  const head = el("tr", { role: "row" }, ...COLUMNS.map(([name], i) => el("th", { role: "columnheader", scope: "col", "aria-sort": order.column === i ? (order.down ? "descending" : "ascending") : null },
    button(name, () => {
      order.down = order.column === i && !order.down;
      order.column = i;
      openTable();
      $("table-view").querySelectorAll("thead button")[i].focus();
    }))));
  $("table-view").replaceChildren(
    el("div", { class: "actions" }, el("h2", { text: "All claims" }), button("Save CSV", saveCsv)),
    el("table", { role: "table" }, el("caption", { text: `${plural(rows.length, "claim")}${filtering() ? " that pass the filters" : ""}` }), el("thead", { role: "rowgroup" }, head), body),
    more);
}

// Who says what about whom: one row for a speaker and a subject, signed by polarity.
function voices() {
  const found = new Map();
  for (const claim of claims) {
    if (!passing[claim.i] || !claim.attributed || claim.verdict === REJECTED) continue;
    const source = claim.sources.at(-1);
    const speaker = source && source.kind !== UNSAID ? source : null;
    const key = `${speaker ? speaker.i : -1} ${claim.subject.i}`;
    if (!found.has(key)) found.set(key, { speaker, subject: claim.subject, claims: [], affirmed: 0, denied: 0, uncommitted: 0 });
    const row = found.get(key);
    row.claims.push(claim);
    row[claim.modality !== ACTUAL ? "uncommitted" : claim.denied ? "denied" : "affirmed"] += 1;
  }
  const totals = tally([...found.values()].flatMap((row) => row.claims.map(() => row.speaker)));
  const place = (row) => (row.speaker ? row.speaker.i : -1);
  return [...found.values()].sort((a, b) => !a.speaker - !b.speaker || totals.get(b.speaker) - totals.get(a.speaker) || place(a) - place(b) || b.claims.length - a.claims.length || a.subject.i - b.subject.i);
}

function bar(row, most) {
  const box = el("div", { class: "bar", "aria-hidden": "true" });
  for (const name of ["denied", "uncommitted", "affirmed"]) {
    const share = el("span", { class: name });
    share.style.width = `${(100 * row[name]) / most}%`;
    box.append(share);
  }
  return box;
}

function openVoices() {
  const rows = voices();
  const most = Math.max(1, ...rows.map((row) => row.claims.length));
  const body = el("tbody", { role: "rowgroup" });
  let done = 0;
  let last;
  const sign = (count, mark, words) => (count ? el("span", { class: "sign" }, `${mark} ${number.format(count)} `, el("span", { class: "words", text: words })) : null);
  const words = (claim) => bdi(`${claim.denied ? "not: " : ""}${claim.relation.label} ${objectWords(claim)}`.trim());
  function voice(row) {
    const said = growing(row.claims, (claim) => claimButton(claim, words(claim), modalityTag(claim)), 3, el("ul", { class: "list said" }));
    const repeated = row.speaker === last;
    last = row.speaker;
    const speaker = row.speaker ? entityCell(row.speaker) : el("span", { text: "Somebody unnamed" });
    return el("tr", { role: "row", class: repeated ? "same" : "" },
      el("th", { role: "rowheader", scope: "row", "data-name": "Speaker" }, speaker),
      el("td", { role: "cell", "data-name": "About" }, entityCell(row.subject)),
      el("td", { role: "cell", "data-name": "Says" }, said),
      el("td", { role: "cell", "data-name": "Sign" }, most > 1 ? bar(row, most) : null, el("div", { class: "signs" }, sign(row.affirmed, "+", "affirmed"), sign(row.denied, "−", "denied"), sign(row.uncommitted, "?", "uncommitted"))));
  }
  const more = button("", () => (add(), body.children[done - 1].querySelector("button, summary").focus()));
  function add() {
    body.append(...rows.slice(done, done + 200).map(voice));
    done = Math.min(rows.length, done + 200);
    more.textContent = `Show ${number.format(Math.min(200, rows.length - done))} more of ${number.format(rows.length)}`;
    more.hidden = done >= rows.length;
  }
  add();
  $("voices-view").replaceChildren(el("h2", { text: "Who says what about whom" }),
    rows.length ? el("table", { role: "table" }, el("caption", { text: `${plural(rows.length, "pair")} of a speaker and what is spoken about` }), el("thead", { role: "rowgroup" }, el("tr", { role: "row" },
      ...["Speaker", "About", "Says", "How often"].map((name) => el("th", { role: "columnheader", scope: "col", text: name })))), body) : el("p", { class: "muted", text: "No claim is attributed to anyone." }), more);
}

// Beside a table, the card stays away until it has something to say.
function arrangeCard() {
  document.body.classList.toggle("wide", state.view !== "graph" && !state.selected && !state.reviewing);
}

function show(view) {
  state.view = view;
  for (const name of ["graph", "table", "voices"]) {
    $(`${name}-view`).hidden = name !== view;
    $(`show-${name}`).setAttribute("aria-pressed", String(name === view));
  }
  if (view === "table") openTable();
  if (view === "voices") openVoices();
  arrangeCard();
  if (view === "graph" && network) network.redraw();
}
