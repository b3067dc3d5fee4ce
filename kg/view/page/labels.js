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

// Boxes by cells of the screen, so that only near ones are compared.
class Grid {
  constructor() {
    this.cells = new Map();
  }

  * near(box) {
    for (let x = Math.floor(box.x / 80); x <= Math.floor((box.x + box.width) / 80); x += 1) {
      for (let y = Math.floor(box.y / 80); y <= Math.floor((box.y + box.height) / 80); y += 1) {
        const key = x * 100003 + y;
        if (!this.cells.has(key)) this.cells.set(key, []);
        yield this.cells.get(key);
      }
    }
  }

  add(box) {
    for (const cell of this.near(box)) cell.push(box);
  }

  meets(box, except) {
    for (const cell of this.near(box)) {
      for (const other of cell) {
        if (other.entity === except && except) continue;
        if (box.x < other.x + other.width && other.x < box.x + box.width && box.y < other.y + other.height && other.y < box.y + box.height) return true;
      }
    }
    return false;
  }
}

function writeLabels(context) {
  written.length = 0;
  const scale = network.getScale();
  const grow = Math.max(1, Math.min(1.3, scale));
  const area = $("graph").getBoundingClientRect();
  const ratio = network.canvas.pixelRatio;
  const bright = focus();
  const hovered = state.hovered || {};
  const labels = new Grid();
  const nodes = new Grid();
  const places = new Map();
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.textBaseline = "middle";
  context.textAlign = "center";
  context.lineJoin = "round";
  for (const entity of shown.entities) {
    const { x, y } = screen(drawn.get(entity));
    if (x < -200 || y < -60 || x > area.width + 200 || y > area.height + 60) continue;
    const radius = size(entity) * scale;
    places.set(entity, { x, y, radius });
    nodes.add({ x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius, entity });
  }

  function write(box, rows, font, color, height, alpha) {
    context.font = font;
    context.globalAlpha = alpha;
    context.strokeStyle = palette.canvas;
    context.lineWidth = 4;
    context.fillStyle = color;
    rows.forEach((row, i) => {
      const [x, y] = [box.x + box.width / 2, box.y + height * (i + 0.5)];
      context.strokeText(row, x, y);
      context.fillText(row, x, y);
    });
    labels.add(box);
    written.push(box);
  }

  const best = new Set(ranked.filter((entity) => shown.entities.has(entity)).slice(0, 8));
  const rank = (entity) =>
    (bright && bright.entity === entity) ? 0 : hovered.entity === entity ? 1 : bright && bright.near.has(entity) ? 2 : 3;
  const order = [...places.keys()].sort((a, b) => rank(a) - rank(b) || supportOf(b) - supportOf(a) || a.i - b.i);
  for (const entity of order) {
    const strong = best.has(entity);
    const pixels = Math.round((strong ? 15 : 13) * grow);
    const font = `${strong ? "600 " : ""}${pixels}px ${FONT}`;
    context.font = font;
    const rows = wrap(context, entity.label, 150 * grow);
    const height = Math.round(pixels * 1.25);
    const wide = Math.ceil(Math.max(...rows.map((row) => measure(context, row)))) + 2;
    const tall = height * rows.length;
    const { x, y, radius } = places.get(entity);
    const spots = [
      [x - wide / 2, y + radius + 3],
      [x - wide / 2, y - radius - 3 - tall],
      [x + radius + 4, y - tall / 2],
      [x - radius - 4 - wide, y - tall / 2],
    ].map(([left, top]) => ({ x: left, y: top, width: wide, height: tall, entity, size: pixels, text: rows.join(" ") }));
    const must = rank(entity) <= 1;
    const spot = spots.find((box) => !labels.meets(box) && !nodes.meets(box, entity)) ||
      ((strong || must) && spots.find((box) => !labels.meets(box)));
    if (spot) write(spot, rows, font, palette.text, height, bright && !bright.near.has(entity) ? 0.6 : 1);
  }

  let named = [...shown.lines];
  if (bright) named = named.filter((line) => bright.lines.has(line) || line === hovered.line);
  else if (named.length > 400) named = named.filter((line) => line === hovered.line);
  const sure = (line) => Math.max(...line.claims.map((claim) => claim.confidence));
  const urgent = (line) => (line === hovered.line ? 0 : line.denied ? 1 : 2);
  named.sort((a, b) => urgent(a) - urgent(b) || sure(b) - sure(a) || a.i - b.i);
  const pixels = Math.round(12 * grow);
  const height = Math.round(pixels * 1.25);
  const font = `${pixels}px ${FONT}`;
  for (const line of named) {
    const [from, to] = [places.get(line.from), places.get(line.to)];
    if (!from && !to) continue;
    context.font = font;
    const text = shorten(context, line.label, 150 * grow);
    const wide = Math.ceil(measure(context, text)) + 2;
    const must = line === hovered.line || (bright && bright.entity === null && bright.lines.has(line));
    const [a, b] = [screen(drawn.get(line.from)), screen(drawn.get(line.to))];
    const room = line.from === line.to ? Infinity : Math.hypot(a.x - b.x, a.y - b.y) - (size(line.from) + size(line.to)) * scale;
    if (!must && room < wide) continue;
    const color = line.denied ? palette.denied : bright && bright.lines.has(line) ? palette.text : palette.muted;
    const boxes = [0.5, 0.42, 0.58, 0.34, 0.66].map((share) => {
      const { x, y } = screen(along(line, share));
      return { x: x - wide / 2, y: y - height / 2, width: wide, height, line, size: pixels, text };
    });
    const box = boxes.find((spot) => !labels.meets(spot) && !nodes.meets(spot)) || (must && boxes.find((spot) => !labels.meets(spot)));
    if (box) write(box, [text], font, color, height, 1);
  }
  context.restore();
}
