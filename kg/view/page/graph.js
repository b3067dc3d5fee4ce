// The picture: vis-network draws what it is given; what is drawn, where, and how it looks is decided here.
const MOST = 400;
const FULL = `The picture is full: hide or filter some of its ${MOST} entities first.`;
const drawn = new Map();
const hidden = new Set();
const shown = { entities: new Set(), lines: new Set() };
const state = { view: "graph", selected: null, hovered: null, reviewing: false, grow: 1, changes: 0 };
const given = JSON.parse($("nodes").textContent);
for (const { id, x, y } of given) drawn.set(entities[id.slice(1)], { x, y, pinned: false });

let nodeData = null;
let edgeData = null;
const ZOOM = { min: 0.05, max: 4 };
let network = null;
let palette = {};

// Half the size of an entity: names stand out, and in a small picture shapes are drawn larger, so that they stay shapes.
const size = (entity) => Math.min(18, 6 + 2.3 * Math.sqrt(entity.support)) * (entity.kind === UNNAMED_THING ? 0.8 : 1) * (0.6 + 0.4 * state.grow);
const thickness = (line) => Math.min(5, 1.2 + 0.8 * Math.log2(line.claims.length));
const supportOf = (entity) => entity.support;

function mixed(color, factor) {
  const part = (at) => Math.round(parseInt(color.slice(at, at + 2), 16) * factor);
  return `rgb(${part(1)},${part(3)},${part(5)})`;
}

function readPalette() {
  palette = { kinds: page.kinds.map(([name]) => style(`--kind-${name}`)) };
  for (const name of ["canvas", "text", "muted", "accent", "line", "denied"]) palette[name] = style(`--${name}`);
  palette.dark = document.documentElement.dataset.theme === "dark";
}

// The selected entity, the lines of the selection and all entities that stay bright with it.
function focus() {
  const { selected } = state;
  if (!selected) return null;
  if (selected.entity) {
    const near = new Set([selected.entity]);
    for (const line of selected.entity.lines) near.add(line.from).add(line.to);
    return { entity: selected.entity, lines: new Set(selected.entity.lines), near };
  }
  if (!selected.claim) return null;
  const { line, parts } = selected.claim;
  if (line) return { entity: null, lines: new Set([line]), near: new Set([line.from, line.to]) };
  return { entity: null, lines: new Set(), near: new Set(parts) };
}

function nodeStyle(entity, bright) {
  const [, , shape, hollow] = page.kinds[entity.kind];
  const fill = palette.kinds[entity.kind];
  const selected = bright && bright.entity === entity;
  const border = selected ? palette.accent : hollow ? fill : palette.dark ? palette.text : mixed(fill, 0.62);
  const { x, y } = drawn.get(entity);
  const colors = { background: hollow ? palette.canvas : fill, border };
  return {
    id: entity.id, x, y, shape, size: size(entity), borderWidth: selected ? 4 : hollow ? 3 : 1.5,
    color: { ...colors, highlight: colors, hover: colors }, opacity: bright && !bright.near.has(entity) ? 0.4 : 1,
  };
}

// A line from a thing to itself: how far it reaches, and the angle at which it stands.
const loop = (line, bend) => ({ size: size(line.from) + 8, angle: 0.8 + 5.5 * bend });

function lineStyle(line, bright, bend) {
  const selected = bright && bright.lines.has(line);
  const base = line.denied ? palette.denied : palette.line;
  const color = selected && !line.denied ? palette.accent : base;
  const round = Math.abs(bend);
  return {
    id: line.id, from: line.from.id, to: line.to.id,
    dashes: DASHES[line.pattern] ? DASHES[line.pattern].map((part) => part * state.grow) : false,
    width: (thickness(line) + (selected ? 2 : 0)) * state.grow,
    color: { color, highlight: color, hover: color, opacity: bright && !selected ? 0.35 : 1 },
    smooth: round ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: round } : { enabled: false },
    selfReference: { ...loop(line, bend), renderBehindTheNode: true },
  };
}

// Parallel lines are spread around the straight one; those the other way round bend to their own side.
function bends(visible) {
  const between = new Map();
  for (const line of visible) {
    const [a, b] = line.from.i < line.to.i ? [line.from, line.to] : [line.to, line.from];
    const key = `${a.i} ${b.i}`;
    if (!between.has(key)) between.set(key, []);
    between.get(key).push(line);
  }
  const result = new Map();
  for (const group of between.values()) {
    group.forEach((line, i) => {
      const bend = group.length > 1 ? Math.min(0.2, 1.8 / (group.length - 1)) * (i - (group.length - 1) / 2) : 0;
      result.set(line, Math.round((line.from.i > line.to.i ? -bend : bend) * 100) / 100);
    });
  }
  return result;
}

const kindOn = (entity) => !filters.kind.has(entity.kind);
const lineOn = (line) => line.claims.some((claim) => passing[claim.i]);

// Which entities and lines are in the picture now.
function visibleParts() {
  const all = new Set();
  const linesNow = [];
  for (const [entity] of drawn) {
    if (hidden.has(entity)) continue;
    for (const line of entity.lines) {
      if (line.from !== entity && drawn.has(line.from)) continue;
      if (!drawn.has(line.from) || !drawn.has(line.to) || hidden.has(line.from) || hidden.has(line.to)) continue;
      if (!lineOn(line)) continue;
      linesNow.push(line);
      all.add(line.from).add(line.to);
    }
  }
  const chosen = state.selected && state.selected.entity;
  for (const [entity, place] of drawn) {
    if (hidden.has(entity) || all.has(entity) || !kindOn(entity)) continue;
    if (place.pinned || entity === chosen || !linked.length) all.add(entity);
  }
  // When filters are lifted, what was drawn last gives way.
  const order = all.size > MOST ? [...drawn.keys()].filter((entity) => all.has(entity)) : [];
  for (const entity of order.slice(MOST)) all.delete(entity);
  return { entities: all, lines: linesNow.filter((line) => all.has(line.from) && all.has(line.to)).sort((a, b) => a.i - b.i) };
}

function sync(data, items) {
  const wanted = new Set(items.map((item) => item.id));
  const gone = data.getIds().filter((id) => !wanted.has(id));
  if (gone.length) data.remove(gone);
  data.update(items);
}

function drawGraph() {
  state.changes += 1;
  const parts = visibleParts();
  shown.entities = parts.entities;
  shown.lines = new Set(parts.lines);
  const bright = focus();
  const bend = bends(parts.lines);
  shown.bends = bend;
  const nodes = [...parts.entities].map((entity) => nodeStyle(entity, bright));
  const edges = parts.lines.map((line) => lineStyle(line, bright, bend.get(line)));
  const wanted = new Set(edges.map((edge) => edge.id));
  edgeData.remove(edgeData.getIds().filter((id) => !wanted.has(id)));
  sync(nodeData, nodes);
  sync(edgeData, edges);
  describeGraph();
}

function describeGraph() {
  const what = `${plural(shown.entities.size, "entity", "entities")} and ${plural(shown.lines.size, "line")}`;
  const keys = "Arrow keys move between entities, Enter opens one, E shows its neighbours, plus, minus and 0 zoom, Escape clears.";
  $("graph").setAttribute("aria-label", `${what}. ${keys}`);
  const more = candidates().length;
  const parts = [];
  const inFilters = linkedPassing();
  if (!entities.length) parts.push("No entities were found.");
  else if (!linked.length) parts.push(`${plural(entities.length, "entity", "entities")}, and no claim that links two of them`);
  else if (!shown.entities.size) parts.push("Nothing passes the filters.");
  else if (shown.entities.size >= MOST) parts.push(`${number.format(MOST)} entities are drawn: hide or filter some to see others.`);
  else if (more) parts.push(`Showing ${number.format(shown.entities.size)} of ${number.format(inFilters)} linked entities – search, or open one to show its neighbours`);
  $("notice").replaceChildren();
  if (parts.length) $("notice").append(el("p", { text: parts.join(" ") }));
  if (more && shown.entities.size < MOST) $("notice").append(button("Draw more", drawMore));
  if (hidden.size) $("notice").append(button(`Show ${number.format(hidden.size)} hidden`, () => (hidden.clear(), refresh())));
}

// Entities that have lines under the present filters, and those of them that are not in the picture.
function linkedPassing() {
  return linked.filter((entity) => entity.links.some(lineOn)).length;
}

function candidates() {
  return ranked.filter((entity) => !hidden.has(entity) && !shown.entities.has(entity) && entity.links.some(lineOn));
}

function drawMore() {
  // The best-supported of those that are linked to the picture; where none is, a new corner is begun.
  const present = new Set(shown.entities);
  const waiting = new Set(candidates());
  const most = Math.min(present.size + 40, MOST);
  while (present.size < most && waiting.size) {
    let next = null;
    for (const entity of waiting) {
      if (entity.links.some((line) => (present.has(line.from) || present.has(line.to)) && lineOn(line))) {
        next = entity;
        break;
      }
    }
    const added = next ? [next] : [waiting.values().next().value].flatMap((entity) => [entity, neighbours(entity)[0] || entity]);
    for (const entity of added) {
      place(entity);
      present.add(entity);
      waiting.delete(entity);
    }
  }
  refresh();
  fit();
  announce(`${plural(shown.entities.size, "entity", "entities")} drawn`);
}

// A free place beside a drawn neighbour, on a sunflower spiral; nothing that is drawn already moves.
function place(entity, pinned = false) {
  if (drawn.has(entity)) {
    const known = drawn.get(entity);
    known.pinned = known.pinned || pinned;
    return true;
  }
  if (shown.entities.size >= MOST && !hidden.has(entity)) return false;
  const others = entity.lines.map((line) => (line.from === entity ? line.to : line.from));
  const beside = others.filter((other) => drawn.has(other)).sort((a, b) => supportOf(b) - supportOf(a))[0];
  const taken = [...drawn.values()];
  const start = beside ? drawn.get(beside) : { x: 0, y: taken.length ? Math.max(...taken.map(({ y }) => y)) + 120 : 0 };
  for (let k = 0; ; k += 1) {
    const [radius, angle] = [90 + 14 * k, k * 2.39996];
    const x = Math.round(start.x + radius * Math.cos(angle));
    const y = Math.round(start.y + radius * Math.sin(angle) * 0.75);
    if (taken.some((other) => Math.abs(other.x - x) < 150 && Math.abs(other.y - y) < 62)) continue;
    drawn.set(entity, { x, y, pinned });
    return true;
  }
}

const neighbours = (entity) => {
  const found = new Set();
  for (const line of entity.links) if (lineOn(line)) found.add(line.from === entity ? line.to : line.from);
  found.delete(entity);
  return [...found].sort((a, b) => supportOf(b) - supportOf(a) || a.i - b.i);
};
const unseen = (entity) => neighbours(entity).filter((other) => !shown.entities.has(other));

function expand(entity, most = 25) {
  place(entity, true);
  const added = unseen(entity).slice(0, most).filter((other) => (hidden.delete(other), place(other)));
  refresh();
  const none = shown.entities.size >= MOST ? FULL : `No further neighbours of ${entity.label}`;
  announce(added.length ? `${plural(added.length, "neighbour")} of ${entity.label} shown` : none);
}

// ---------------------------------------------------------------- view

function screen(point) {
  return network.canvasToDOM(point);
}

function fit() {
  if (!network || !shown.entities.size) return;
  const places = [...shown.entities].map((entity) => drawn.get(entity));
  const [left, right, top, bottom] = [
    Math.min(...places.map(({ x }) => x)), Math.max(...places.map(({ x }) => x)),
    Math.min(...places.map(({ y }) => y)), Math.max(...places.map(({ y }) => y)),
  ];
  // Labels keep their size on the screen; the buttons and the notice at the bottom take 60 pixels.
  const area = $("graph").getBoundingClientRect();
  const wide = Math.max(120, area.width - 150) / Math.max(1, right - left);
  const high = Math.max(120, area.height - 160) / Math.max(1, bottom - top);
  const scale = Math.max(ZOOM.min, Math.min(1, wide, high));
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 + 36 / scale }, scale, animation: false });
  thicken();
}

function zoom(factor) {
  const scale = Math.max(ZOOM.min, Math.min(ZOOM.max, network.getScale() * factor));
  network.moveTo({ scale, animation: !still() && { duration: 150, easingFunction: "easeInOutQuad" } });
  if (still()) thicken();
}

function goTo(entity) {
  const { x, y } = drawn.get(entity);
  const scale = Math.max(0.8, network.getScale());
  network.moveTo({ position: { x, y }, scale, animation: !still() && { duration: 300, easingFunction: "easeInOutQuad" } });
  if (still()) thicken();
}

// Lines keep their width on the screen when the picture is small.
function thicken() {
  const grow = Math.max(1, Math.min(3, Math.round(4 / network.getScale()) / 4));
  if (grow === state.grow) return;
  state.grow = grow;
  drawGraph();
}

// Whether a point of the canvas is well inside the view.
function inView(point) {
  const { x, y } = screen(point);
  const area = $("graph").getBoundingClientRect();
  return x > 30 && y > 30 && x < area.width - 30 && y < area.height - 60;
}

// A point of a line, by its share of the way; the curve is a quadratic with one control point, as vis-network draws it.
function along(line, share) {
  const [from, to] = [drawn.get(line.from), drawn.get(line.to)];
  const bend = shown.bends.get(line) || 0;
  if (line.from === line.to) {
    const { size: around, angle } = loop(line, bend);
    const turn = angle + (share - 0.5) * Math.PI;
    const far = size(line.from) + around / 2;
    return { x: from.x + far * Math.cos(angle) + around * Math.cos(turn) / 2, y: from.y - far * Math.sin(angle) - around * Math.sin(turn) / 2 };
  }
  if (!bend) return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
  const q = 0.5 + Math.abs(bend) / 2;
  const far = q * Math.hypot(to.x - from.x, to.y - from.y);
  const angle = Math.atan2(from.y - to.y, to.x - from.x) + Math.PI * (bend > 0 ? q : 1 - q);
  const via = { x: from.x + far * Math.sin(angle), y: from.y + far * Math.cos(angle) };
  const rest = 1 - share;
  const mix = (axis) => rest * rest * from[axis] + 2 * rest * share * via[axis] + share * share * to[axis];
  return { x: mix("x"), y: mix("y") };
}

// What is at a point of the screen: an entity, a label, or a line.
function at(point) {
  const id = network.getNodeAt(point);
  if (id !== undefined) return { entity: entities[id.slice(1)] };
  const box = written.find(({ x, y, width, height }) => point.x >= x && point.x <= x + width && point.y >= y && point.y <= y + height);
  if (box) return box.entity ? { entity: box.entity } : { line: box.line };
  const line = lineAt(point);
  return line ? { line } : null;
}

// The line nearest to a point of the screen, if one is near: of lines that run close together each can be had.
const NEAR = 8;

function lineAt(point) {
  let [best, least] = [null, NEAR];
  for (const line of shown.lines) {
    const steps = line.from === line.to || shown.bends.get(line) ? 16 : 1;
    let before = screen(along(line, 0));
    for (let i = 1; i <= steps; i += 1) {
      const after = screen(along(line, i / steps));
      const [dx, dy] = [after.x - before.x, after.y - before.y];
      const share = Math.max(0, Math.min(1, ((point.x - before.x) * dx + (point.y - before.y) * dy) / (dx * dx + dy * dy || 1)));
      const distance = Math.hypot(before.x + share * dx - point.x, before.y + share * dy - point.y);
      if (distance < least) [best, least] = [line, distance];
      before = after;
    }
  }
  return best;
}

function startGraph() {
  nodeData = new vis.DataSet();
  edgeData = new vis.DataSet(JSON.parse($("edges").textContent).map(({ id, from, to }) => ({ id, from, to })));
  network = new vis.Network($("graph"), { nodes: nodeData, edges: edgeData }, {
    physics: false,
    layout: { improvedLayout: false },
    nodes: { chosen: false },
    edges: { chosen: false, arrows: { to: { enabled: true, scaleFactor: 0.55 } }, selectionWidth: 0, hoverWidth: 0, smooth: false },
    interaction: { selectConnectedEdges: false, selectable: false, keyboard: false },
  });
  $("graph").querySelector(".vis-network").removeAttribute("tabindex");
  $("graph").querySelector("canvas").setAttribute("aria-hidden", "true");
  network.on("click", ({ pointer }) => {
    const hit = at(pointer.DOM);
    if (!hit) return select(null);
    return hit.entity ? select({ entity: hit.entity }) : select({ claim: hit.line.claims.find((claim) => passing[claim.i]) || hit.line.claims[0] });
  });
  network.on("doubleClick", ({ pointer }) => {
    const hit = at(pointer.DOM);
    if (hit && hit.entity) expand(hit.entity);
  });
  const moved = ({ nodes }) => {
    for (const id of nodes) Object.assign(drawn.get(entities[id.slice(1)]), network.getPosition(id));
    if (nodes.length) state.changes += 1;
  };
  network.on("dragging", moved);
  network.on("dragEnd", (event) => {
    moved(event);
    state.changes += 1;
    network.redraw();
  });
  network.on("resize", () => (state.changes += 1));
  network.on("zoom", thicken);
  network.on("animationFinished", thicken);
  network.on("afterDrawing", (context) => {
    writeLabels(context);
    document.documentElement.dataset.ready = "true";
  });
  $("graph").addEventListener("mousemove", (event) => {
    if (event.buttons) return;
    const area = $("graph").getBoundingClientRect();
    hover(at({ x: event.clientX - area.left, y: event.clientY - area.top }));
  });
  $("graph").addEventListener("mouseleave", () => hover(null));
}

function hover(hit) {
  const before = state.hovered;
  if ((hit && hit.entity) === (before && before.entity) && (hit && hit.line) === (before && before.line)) return;
  state.hovered = hit;
  state.changes += 1;
  $("graph").style.cursor = hit ? "pointer" : "default";
  network.redraw();
}
