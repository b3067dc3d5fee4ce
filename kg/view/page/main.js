// Selecting, moving by keys, links, themes; and the start.
function address(selected) {
  if (!selected) return "";
  const [name, item] = selected.entity ? ["entity", selected.entity] : selected.claim ? ["claim", selected.claim] : ["document", selected.document];
  return `#${name}=${encodeURIComponent(item.iri).replaceAll("%2F", "/").replaceAll("%3A", ":")}`;
}

function keepAddress() {
  try {
    history.replaceState(null, "", address(state.selected) || location.pathname + location.search);
  } catch {
    // In a frame without an address of its own there is nothing to keep.
  }
}

function describe(selected) {
  if (selected.entity) return `${selected.entity.label}, ${kindWords(selected.entity)}, ${plural(selected.entity.support, "claim")}`;
  if (selected.document) return `Document ${selected.document.title}, ${plural(selected.document.claims.length, "claim")}`;
  const said = selected.claim.attributed ? `, according to ${saidBy(selected.claim)}` : "";
  return `Claim: ${claimWords(selected.claim)}${said}`;
}

// Draws what is selected if it is not drawn, opens its card and, if asked to, moves there – `centre`: even if it is in
// view already – and reads on in the card.
function select(selected, { move = false, centre = false, read = false } = {}) {
  state.selected = selected;
  state.reviewing = false;
  const wanted = !selected ? [] : selected.entity ? [selected.entity] : selected.claim && selected.claim.line ? [selected.claim.line.from, selected.claim.line.to] : [];
  let full = false;
  if (move) {
    for (const entity of wanted) {
      hidden.delete(entity);
      full = !place(entity, Boolean(selected.entity)) || full;
    }
  }
  drawGraph();
  if (move && wanted.length && wanted.every((entity) => drawn.has(entity)) && state.view === "graph") {
    if (centre || !wanted.every((entity) => inView(drawn.get(entity)))) goTo(wanted[0]);
  }
  openCard();
  if (state.view === "table") for (const row of document.querySelectorAll("tr[data-claim]")) row.classList.toggle("chosen", Boolean(selected && selected.claim && row.dataset.claim === String(selected.claim.i)));
  arrangeCard();
  if (read) $("card-title").focus({ preventScroll: true });
  if (read && small.matches) $("card").scrollIntoView({ block: "start" });
  keepAddress();
  if (full) announce(FULL);
  else if (selected) announce(describe(selected));
}

function refresh() {
  count();
  drawGraph();
  if (state.view === "table") openTable();
  if (state.view === "voices") openVoices();
  if (state.selected && state.selected.entity) openCard(true);
}

// What an address named is not there, or no longer: said, and shown above what there is.
function lose(words) {
  state.selected = null;
  state.reviewing = false;
  drawGraph();
  openCard();
  $("card").prepend(el("p", { class: "lost", text: words }));
  arrangeCard();
  announce(words);
}

function followAddress() {
  const match = /^#(entity|claim|document)=(.*)$/s.exec(location.hash);
  if (!match) {
    if (location.hash.length > 1 && location.hash !== "#main") lose("This address leads nowhere in this page.");
    return;
  }
  let id = match[2];
  try {
    id = decodeURIComponent(id);
  } catch {
    id = null;
  }
  const item = match[1] === "entity" ? entityByIri.get(id) : match[1] === "claim" ? claimByIri.get(id) : documents.find((document) => document.iri === id);
  if (!item) {
    lose(`This page knows no ${match[1]} of that address.`);
    return;
  }
  if (state.view !== "graph") show("graph");
  select({ [match[1]]: item }, { move: true, centre: match[1] === "entity", read: true });
}

// The nearest entity in a direction; linked ones are preferred.
function step(dx, dy) {
  const here = state.selected && state.selected.entity;
  if (!here || !shown.entities.has(here)) {
    const first = ranked.find((entity) => shown.entities.has(entity));
    if (first) select({ entity: first }, { move: true });
    return;
  }
  const from = drawn.get(here);
  const near = new Set(neighbours(here));
  let best = null;
  let least = Infinity;
  for (const entity of shown.entities) {
    if (entity === here) continue;
    const { x, y } = drawn.get(entity);
    const distance = Math.hypot(x - from.x, y - from.y) || 1;
    const cos = ((x - from.x) * dx + (y - from.y) * dy) / distance;
    if (cos < 0.5) continue;
    const cost = distance * (2 - cos) * (near.has(entity) ? 1 : 2.5);
    if (cost < least) [best, least] = [entity, cost];
  }
  if (best) {
    select({ entity: best });
    if (!inView(drawn.get(best))) goTo(best);
  } else announce("No entity in that direction");
}

function clear() {
  if (state.reviewing) return closeReview();
  if (!state.selected) return undefined;
  const inCard = $("card").contains(document.activeElement);
  select(null);
  if (inCard) ($("graph-view").hidden ? $(`${state.view}-view`) : $("graph")).focus();
  announce("Selection cleared");
  return undefined;
}

const KEYS = {
  ArrowLeft: () => step(-1, 0), ArrowRight: () => step(1, 0), ArrowUp: () => step(0, -1), ArrowDown: () => step(0, 1),
  "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), 0: fit,
  e: () => state.selected && state.selected.entity && expand(state.selected.entity),
  Enter: () => (state.selected ? $("card-title").focus() : step(1, 0)),
};

function startKeys() {
  $("graph").addEventListener("keydown", (event) => {
    const act = KEYS[event.key] || KEYS[event.key.toLowerCase()];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("keydown", (event) => {
    const typing = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "range";
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      $("query").focus();
      $("query").select();
    } else if (event.key === "Escape") clear();
  });
}

function setTheme(theme, keep) {
  document.documentElement.dataset.theme = theme;
  $("theme").textContent = theme === "dark" ? "Light" : "Dark";
  $("theme").setAttribute("aria-label", theme === "dark" ? "Light theme" : "Dark theme");
  if (keep) {
    try {
      localStorage.setItem("claimgraph theme", theme);
    } catch {
      // Storage may be refused; the theme then lasts as long as the page.
    }
  }
  readPalette();
  if (network) drawGraph();
}

function startTheme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  let kept = null;
  try {
    kept = localStorage.getItem("claimgraph theme");
  } catch {
    kept = null;
  }
  setTheme(kept === "dark" || kept === "light" ? kept : system.matches ? "dark" : "light");
  system.addEventListener("change", () => kept || setTheme(system.matches ? "dark" : "light"));
  $("theme").addEventListener("click", () => {
    kept = document.documentElement.dataset.theme === "dark" ? "light" : "dark";
    setTheme(kept, true);
  });
}

// On a narrow screen the filters come last, in reading order as well as on the screen, and closed.
const small = matchMedia("(max-width: 899px)");

function arrange() {
  const nav = document.querySelector("nav");
  if (small.matches) $("card").after(nav);
  else $("main").before(nav);
  $("filter-box").open = !small.matches;
  if (network) fit();
}

// vis-network comes packed, to a third of its size; the policy knows the hash of what is unpacked here.
async function unpack() {
  const bytes = Uint8Array.from(atob($("vis").textContent), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  document.head.append(el("script", { text: await new Response(stream).text() }));
}

function start() {
  startTheme();
  startFilters();
  count();
  startGraph();
  drawGraph();
  arrange();
  small.addEventListener("change", arrange);
  fit();
  recall();
  openCard();
  startSearch();
  startKeys();
  for (const view of ["graph", "table", "voices"]) $(`show-${view}`).addEventListener("click", () => show(view));
  $("skip").addEventListener("click", (event) => {
    event.preventDefault();
    show("table");
    $("table-view").focus();
  });
  $("review").addEventListener("click", () => {
    state.reviewing = true;
    arrangeCard();
    openCard();
    $("card-title").focus();
  });
  $("save").addEventListener("click", savePng);
  $("zoom-in").addEventListener("click", () => zoom(1.25));
  $("zoom-out").addEventListener("click", () => zoom(0.8));
  $("zoom-fit").addEventListener("click", fit);
  window.addEventListener("beforeprint", beforePrint);
  window.addEventListener("afterprint", afterPrint);
  window.addEventListener("hashchange", followAddress);
  if (location.hash.length > 1) followAddress();
}

// What tests need of the inside: where an entity or a claim is on the screen, and the labels written last.
window.kg = Object.freeze({
  where(iri) {
    const area = $("graph").getBoundingClientRect();
    const onScreen = ({ x, y }) => ({ x: x + area.left, y: y + area.top });
    const entity = entityByIri.get(iri);
    if (entity) return shown.entities.has(entity) ? onScreen(screen(drawn.get(entity))) : null;
    const claim = claimByIri.get(iri);
    if (!claim || !claim.line || !shown.lines.has(claim.line)) return null;
    const shares = [0.5, 0.45, 0.55, 0.4, 0.6, 0.35, 0.65, 0.3, 0.7, 0.25, 0.75, 0.2, 0.8];
    const spots = shares.map((share) => screen(along(claim.line, share)));
    const hit = spots.find((spot) => {
      const found = at(spot);
      return found && found.line === claim.line;
    });
    return onScreen(hit || spots[0]);
  },
  labels: () => written.map(({ x, y, width, height, text, size, entity }) => ({ x, y, width, height, text, size, of: entity ? "entity" : "relation", iri: entity ? entity.iri : null })),
});

unpack().then(start, (error) => {
  $("notice").append(el("p", { text: "This browser cannot draw the graph; please open the page in a newer one." }));
  throw error;
});
