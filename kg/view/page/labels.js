// Labels are written last, in screen pixels, like those of a map: none covers another, and none shrinks with the picture.
const written = [];
const widths = new Map();
const wraps = new Map();
const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';

function measure(context, text) {
  const key = `${context.font} ${text}`;
  let found = widths.get(key);
  if (found === undefined) widths.set(key, (found = context.measureText(text).width));
  return found;
}

function shorten(context, text, most) {
  if (measure(context, text) <= most) return text;
  const letters = [...text.slice(0, 200)];
  let low = 0;
  let high = letters.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (context.measureText(letters.slice(0, middle).join("").trimEnd() + "…").width <= most) low = middle;
    else high = middle - 1;
  }
  return letters.slice(0, low).join("").trimEnd() + "…";
}

// A label in at most two rows.
function wrap(context, text, most) {
  const key = `${context.font} ${most} ${text}`;
  const known = wraps.get(key);
  if (known) return known;
  let rows = [text];
  if (measure(context, text) > most) {
    const words = text.slice(0, 300).split(" ");
    let first = words[0];
    let used = 1;
    while (used < words.length && measure(context, `${first} ${words[used]}`) <= most) first += ` ${words[used++]}`;
    const rest = words.slice(used).join(" ");
    rows = rest && measure(context, first) <= most ? [first, shorten(context, rest, most)] : [shorten(context, text, most)];
  }
  wraps.set(key, rows);
  return rows;
}

// A label with its halo, drawn once and copied from then on: writing text anew in each frame is what takes time.
const HALO = 4;
const sprites = new Map();

function sprite(rows, font, color, height, width, ratio) {
  const key = [font, color, palette.canvas, ratio, ...rows].join(" ");
  let found = sprites.get(key);
  if (found) return found;
  if (sprites.size > 1500) sprites.clear();
  found = document.createElement("canvas");
  found.width = Math.ceil((width + 2 * HALO) * ratio);
  found.height = Math.ceil((height * rows.length + 2 * HALO) * ratio);
  const context = found.getContext("2d");
  context.scale(ratio, ratio);
  Object.assign(context, { font, strokeStyle: palette.canvas, fillStyle: color, lineWidth: HALO, lineJoin: "round", textAlign: "center", textBaseline: "middle" });
  rows.forEach((row, i) => {
    const [x, y] = [HALO + width / 2, HALO + height * (i + 0.5)];
    context.strokeText(row, x, y);
    context.fillText(row, x, y);
  });
  sprites.set(key, found);
  return found;
}

// Boxes by cells of the screen, so that only near ones are compared.
class Grid {
  constructor() {
    this.cells = new Map();
  }

  add(box) {
    const { x, y, width, height } = box;
    for (let column = Math.floor(x / 80); column <= Math.floor((x + width) / 80); column += 1) {
      for (let row = Math.floor(y / 80); row <= Math.floor((y + height) / 80); row += 1) {
        const key = column * 100003 + row;
        const cell = this.cells.get(key);
        if (cell) cell.push(box);
        else this.cells.set(key, [box]);
      }
    }
  }

  meets({ x, y, width, height }, except) {
    for (let column = Math.floor(x / 80); column <= Math.floor((x + width) / 80); column += 1) {
      for (let row = Math.floor(y / 80); row <= Math.floor((y + height) / 80); row += 1) {
        for (const other of this.cells.get(column * 100003 + row) || []) {
          if (x < other.x + other.width && other.x < x + width && y < other.y + other.height && other.y < y + height &&
            !(except && other.entity === except)) return true;
        }
      }
    }
    return false;
  }
}

// The rows of a label and their width; kept with what they name, since every frame asks for them.
function measured(context, owner, text, font, most, rows) {
  const known = owner.label_;
  if (known && known.font === font && known.most === most) return known;
  context.font = font;
  const lines = rows === 2 ? wrap(context, text, most) : [shorten(context, text, most)];
  const wide = Math.ceil(Math.max(...lines.map((line) => measure(context, line)))) + 2;
  owner.label_ = { font, most, rows: lines, wide };
  return owner.label_;
}

// While the picture is only pushed about, its labels go with it; they find new places when it has come far or to rest.
const FAR = 90;
const before = { key: "", x: 0, y: 0, boxes: [] };

function writeLabels(context) {
  const scale = network.getScale();
  const ratio = network.canvas.pixelRatio;
  const origin = screen({ x: 0, y: 0 });
  const [dx, dy] = [origin.x - before.x, origin.y - before.y];
  const key = `${state.changes} ${scale} ${ratio}`;
  const again = key === before.key && Math.abs(dx) < FAR && Math.abs(dy) < FAR;
  if (!again) {
    placeLabels(context, scale, ratio);
    Object.assign(before, { key, x: origin.x, y: origin.y, boxes: written.map(({ x, y }) => [x, y]) });
  }
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  const pixel = (value) => Math.round(value * ratio) / ratio;
  written.forEach((box, i) => {
    if (again) [box.x, box.y] = [before.boxes[i][0] + dx, before.boxes[i][1] + dy];
    context.globalAlpha = box.alpha;
    context.drawImage(box.picture, pixel(box.x - HALO), pixel(box.y - HALO), box.picture.width / ratio, box.picture.height / ratio);
  });
  context.restore();
}

// Whether a line from one point to another runs through a box.
function runsThrough(box, from, to) {
  let [enter, leave] = [0, 1];
  for (const [start, end, low, high] of [[from.x, to.x, box.x, box.x + box.width], [from.y, to.y, box.y, box.y + box.height]]) {
    const way = end - start || 1e-9;
    const [near, far] = [(low - start) / way, (high - start) / way];
    enter = Math.max(enter, Math.min(near, far));
    leave = Math.min(leave, Math.max(near, far));
  }
  return enter < leave;
}

function placeLabels(context, scale, ratio) {
  written.length = 0;
  const grow = Math.max(1, Math.min(1.3, scale));
  const area = $("graph").getBoundingClientRect();
  const bright = focus();
  const hovered = state.hovered || {};
  const labels = new Grid();
  const nodes = new Grid();
  const places = new Map();
  for (const entity of shown.entities) {
    const { x, y } = screen(drawn.get(entity));
    if (x < -200 || y < -60 || x > area.width + 200 || y > area.height + 60) continue;
    const radius = size(entity) * scale;
    places.set(entity, { x, y, radius });
    nodes.add({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, entity });
  }

  function write(box, rows, font, color, height, alpha) {
    box.picture = sprite(rows, font, color, height, box.width, ratio);
    box.alpha = alpha;
    labels.add(box);
    written.push(box);
  }

  const best = new Set();
  for (const entity of ranked) {
    if (shown.entities.has(entity)) best.add(entity);
    if (best.size === 8) break;
  }
  const rank = (entity) =>
    (bright && bright.entity === entity) ? 0 : hovered.entity === entity ? 1 : bright && bright.near.has(entity) ? 2 : 3;
  const order = [...places.keys()].map((entity) => [rank(entity), entity])
    .sort(([a, one], [b, other]) => a - b || supportOf(other) - supportOf(one) || one.i - other.i);
  const inArea = (box) => box.x >= 0 && box.x + box.width <= area.width && box.y >= 0 && box.y + box.height <= area.height;
  for (const [first, entity] of order) {
    const strong = best.has(entity);
    const pixels = Math.round((strong ? 15 : 13) * grow);
    const font = `${strong ? "600 " : ""}${pixels}px ${FONT}`;
    const { rows, wide } = measured(context, entity, entity.label, font, 150 * grow, 2);
    const height = Math.round(pixels * 1.25);
    const tall = height * rows.length;
    const { x, y, radius } = places.get(entity);
    const corner = radius * 0.7 + 2;
    const inside = x > 0 && x < area.width && y > 0 && y < area.height;
    let spot = null;
    let [crossed, fewest] = [null, Infinity];
    let covering = null;
    const others = entity.lines.filter((line) => shown.lines.has(line) && line.from !== line.to)
      .map((line) => screen(drawn.get(line.from === entity ? line.to : line.from)));
    // Below, above, right, left, then the corners: where none of its own lines runs, or as few as can be; inside the
    // picture if the entity is.
    for (let k = 0; k < 8 && !spot; k += 1) {
      const left = k < 2 ? x - wide / 2 : k === 2 ? x + radius + 4 : k === 3 ? x - radius - 4 - wide : k % 2 ? x - corner - wide : x + corner;
      const top = k === 0 ? y + radius + 3 : k === 1 ? y - radius - 3 - tall : k < 4 ? y - tall / 2 : k < 6 ? y + corner : y - corner - tall;
      const box = { x: left, y: top, width: wide, height: tall, entity, size: pixels, text: rows.join(" ") };
      if ((inside && !inArea(box)) || labels.meets(box)) continue;
      if (nodes.meets(box, entity)) {
        covering = covering || box;
        continue;
      }
      const count = others.filter((other) => runsThrough(box, { x, y }, other)).length;
      if (!count) spot = box;
      else if (count < fewest) [crossed, fewest] = [box, count];
    }
    spot = spot || crossed;
    if (!spot && (strong || first <= 1)) spot = covering;
    if (spot) write(spot, rows, font, palette.text, height, bright && !bright.near.has(entity) ? 0.6 : 1);
  }

  let named = [...shown.lines];
  if (bright) named = named.filter((line) => bright.lines.has(line) || line === hovered.line);
  else if (named.length > 400) named = named.filter((line) => line === hovered.line);
  const urgent = (line) => (line === hovered.line ? 0 : line.denied ? 1 : 2);
  named.sort((a, b) => urgent(a) - urgent(b) || b.sure - a.sure || a.i - b.i);
  const pixels = Math.round(12 * grow);
  const height = Math.round(pixels * 1.25);
  const font = `${pixels}px ${FONT}`;
  for (const line of named) {
    const [from, to] = [places.get(line.from), places.get(line.to)];
    if (!from && !to) continue;
    const { rows, wide } = measured(context, line, line.label, font, 150 * grow, 1);
    const must = line === hovered.line || (bright && bright.entity === null && bright.lines.has(line));
    const [a, b] = [screen(drawn.get(line.from)), screen(drawn.get(line.to))];
    const room = line.from === line.to ? Infinity : Math.hypot(a.x - b.x, a.y - b.y) - (size(line.from) + size(line.to)) * scale;
    if (!must && room < wide) continue;
    const color = line.denied ? palette.denied : bright && bright.lines.has(line) ? palette.text : palette.muted;
    let spot = null;
    let covering = null;
    // On the line; a label that has to be there goes beside a line that is too short for it.
    const beside = must ? [[0, -1], [0, 1], [1, 0], [-1, 0]].map(([right, down]) => [0.5, right * (wide / 2 + 8), down * (height + 4)]) : [];
    for (const [share, right, down] of [...[0.5, 0.42, 0.58, 0.34, 0.66].map((share) => [share, 0, 0]), ...beside]) {
      const point = screen(along(line, share));
      const [x, y] = [point.x + right, point.y + down];
      const box = { x: x - wide / 2, y: y - height / 2, width: wide, height, line, size: pixels, text: rows[0] };
      if (labels.meets(box)) continue;
      if (!nodes.meets(box)) {
        spot = box;
        break;
      }
      covering = covering || box;
    }
    if (!spot && must) spot = covering;
    if (spot) write(spot, rows, font, color, height, 1);
  }
}
