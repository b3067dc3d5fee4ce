// Search: entities by name and alias, then claims by their words and who says them, then by their sentences; every word
// must match.
let index = null;
let hits = [];
let active = -1;

function buildIndex() {
  index = {
    entities: entities.map((entity) => [fold(entity.label), entity.aliases.map((alias) => fold(alias.label))]),
    claims: claims.map((claim) => fold(`${claimWords(claim)} ${saidBy(claim)}`)),
    sentences: sentences.map((sentence) => fold(sentence.text)),
  };
}

// 0 for the very name, then names that begin so, words that begin so, and words that contain it; -1 for no match.
function rankOf(name, query, words) {
  for (const [word] of words) if (!name.includes(word)) return -1;
  if (name === query) return 0;
  if (name.startsWith(query)) return 1;
  const begins = ([word, spaced, hyphened]) => name.startsWith(word) || name.includes(spaced) || name.includes(hyphened);
  return words.every(begins) ? 2 : 3;
}

// The rank of what has each word in one of its names, but not all in the same.
const ELSEWHERE = 3.5;

function find(text, most = 12) {
  if (!index) buildIndex();
  const query = fold(text).trim().replace(/\s+/g, " ");
  const words = query.split(" ").filter(Boolean);
  if (!words.length) return [];
  const begun = words.map((word) => [word, ` ${word}`, `-${word}`]);
  // By rank, and in each rank the best-supported first, since they are looked at first.
  const ranks = Array.from({ length: 8 }, () => []);
  for (const entity of ranked) {
    const [name, aliases] = index.entities[entity.i];
    let best = rankOf(name, query, begun);
    let by = null;
    aliases.forEach((alias, k) => {
      const rank = rankOf(alias, query, begun);
      if (rank >= 0 && (best < 0 || rank + 0.5 < best)) [best, by] = [rank + 0.5, entity.aliases[k].label];
    });
    if (best < 0 && aliases.length && words.every((word) => name.includes(word) || aliases.some((alias) => alias.includes(word)))) best = ELSEWHERE;
    if (best < 0) continue;
    if (ranks[best * 2].length < most) ranks[best * 2].push({ entity, by });
    if (ranks[0].length === most) break;
  }
  const found = ranks.flat().slice(0, most);
  const [reports, quoted] = [[], []];
  for (let i = 0; i < claims.length && found.length < most; i += 1) {
    const [own, around] = [index.claims[i], index.sentences[claims[i].sentence.i]];
    let inside = 0;
    let missing = false;
    for (const word of words) {
      if (own.includes(word)) inside += 1;
      else if ((missing = !around.includes(word))) break;
    }
    if (missing) continue;
    // That somebody says it comes after what is said.
    if (inside === words.length) (claims[i].object && claims[i].object.claim ? reports : found).push({ claim: claims[i] });
    else if (quoted.length < 500) quoted.push({ claim: claims[i], inside });
  }
  return [...found, ...reports, ...quoted.sort((a, b) => b.inside - a.inside)].slice(0, most);
}

function openHits(found) {
  hits = found;
  active = found.length ? 0 : -1;
  const query = $("query").value.trim();
  $("hits").replaceChildren(...found.map((hit, i) => el("li", { role: "option", id: `hit-${i}`, mousedown: (event) => event.preventDefault(), click: () => choose(i) },
    hit.entity ? icon(hit.entity.kind) : stroke(hit.claim.pattern, hit.claim.denied),
    el("span", { class: "name" }, bdi(hit.entity ? hit.entity.label : claimWords(hit.claim)), hit.by && el("small", {}, " also called ", bdi(hit.by)),
      hit.claim && el("small", { class: "clip" }, ...visible(hit.claim.sentence.text))),
    el("small", { class: "kind", text: hit.entity ? `${kindWords(hit.entity)} · ${plural(supportOf(hit.entity), "claim")}` : "Claim" }))));
  if (query && !found.length) $("hits").append(el("li", { class: "none", role: "option", "aria-disabled": "true", text: "Nothing found" }));
  const open = query !== "";
  $("hits").hidden = !open;
  $("query").setAttribute("aria-expanded", String(open));
  mark();
}

function closeHits() {
  $("hits").hidden = true;
  $("query").setAttribute("aria-expanded", "false");
  $("query").removeAttribute("aria-activedescendant");
}

function mark() {
  [...$("hits").children].forEach((item, i) => item.setAttribute("aria-selected", String(i === active)));
  if (active < 0) $("query").removeAttribute("aria-activedescendant");
  else {
    $("query").setAttribute("aria-activedescendant", `hit-${active}`);
    $(`hit-${active}`).scrollIntoView({ block: "nearest" });
  }
}

function choose(i) {
  const hit = hits[i];
  if (!hit) return;
  closeHits();
  $("query").value = "";
  if (state.view !== "graph") show("graph");
  select(hit.entity ? { entity: hit.entity } : { claim: hit.claim }, { move: true, centre: Boolean(hit.entity), read: true });
}

function startSearch() {
  $("query").addEventListener("input", () => openHits(find($("query").value)));
  $("query").addEventListener("focus", () => $("query").value && openHits(find($("query").value)));
  $("query").addEventListener("blur", closeHits);
  $("query").addEventListener("keydown", (event) => {
    const { key } = event;
    if (key === "Escape") {
      event.stopPropagation();
      if (!$("hits").hidden) closeHits();
      else if ($("query").value) $("query").value = "";
      else $("graph").focus();
    } else if ((key === "ArrowDown" || key === "ArrowUp") && hits.length && !$("hits").hidden) {
      event.preventDefault();
      active = (active + (key === "ArrowDown" ? 1 : -1) + hits.length) % hits.length;
      mark();
    } else if (key === "Enter" && !$("hits").hidden) {
      event.preventDefault();
      choose(active);
    }
  });
  const idle = window.requestIdleCallback || ((work) => setTimeout(work, 200));
  idle(() => index || buildIndex(), { timeout: 1000 });
}
