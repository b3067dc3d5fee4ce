// Taking it away: CSV, PNG and paper.
function csvCell(value) {
  let text = String(value);
  if (/^[=+\-@\t\r]/.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function saveCsv() {
  const rows = [COLUMNS.map(([name]) => name), ...tableRows().map((claim) => COLUMNS.map(([, value]) => value(claim)))];
  const text = "\ufeff" + rows.map((row) => row.map(csvCell).join(",")).join("\r\n") + "\r\n";
  save(fileName(".csv"), new Blob([text], { type: "text/csv;charset=utf-8" }));
  announce(`${plural(rows.length - 1, "claim")} saved`);
}

// The picture at a higher density: vis-network draws it anew on a larger canvas, which is then put back.
function picture(density) {
  const { canvas } = network;
  const element = canvas.frame.canvas;
  const [ratio, width, height] = [canvas.pixelRatio, element.width, element.height];
  const copy = el("canvas", {});
  const before = state.hovered;
  state.hovered = null;
  state.changes += 1;
  try {
    canvas.pixelRatio = density;
    element.width = Math.round(element.clientWidth * density);
    element.height = Math.round(element.clientHeight * density);
    network.renderer._redraw();
    copy.width = element.width;
    copy.height = element.height;
    const context = copy.getContext("2d");
    context.fillStyle = palette.canvas;
    context.fillRect(0, 0, copy.width, copy.height);
    context.drawImage(element, 0, 0);
  } finally {
    canvas.pixelRatio = ratio;
    element.width = width;
    element.height = height;
    state.hovered = before;
    state.changes += 1;
    network.renderer._redraw();
  }
  return copy;
}

function shapeOn(context, kind, x, y) {
  const [, , shape, hollow] = page.kinds[kind];
  context.save();
  context.translate(x - 8, y - 8);
  const path = new Path2D(PATHS[shape]);
  context.fillStyle = hollow ? palette.canvas : palette.kinds[kind];
  context.strokeStyle = hollow ? palette.kinds[kind] : palette.dark ? palette.text : mixed(palette.kinds[kind], 0.62);
  context.lineWidth = hollow ? 2 : 1;
  context.fill(path);
  context.stroke(path);
  context.restore();
}

function lineOn2d(context, pattern, denied, x, y) {
  context.save();
  context.strokeStyle = denied ? palette.denied : palette.line;
  context.fillStyle = context.strokeStyle;
  context.lineWidth = 2;
  context.setLineDash(DASHES[pattern] || []);
  context.beginPath();
  context.moveTo(x, y);
  context.lineTo(x + 26, y);
  context.stroke();
  context.fill(new Path2D(`M${x + 26} ${y - 4}l7 4-7 4z`));
  context.restore();
}

// The picture with its title above, and counts, legend and filters in words below.
function poster() {
  const density = 2 * network.canvas.pixelRatio;
  const graph = picture(density);
  const wide = graph.width / density;
  const result = el("canvas", {});
  const context = result.getContext("2d");
  const entries = [...new Set([...shown.entities].map((entity) => entity.kind))].sort((a, b) => a - b).map((kind) => [page.kinds[kind][1], (x, y) => shapeOn(context, kind, x + 8, y), 24]);
  const kinds = new Set([...shown.lines].map((line) => line.pattern));
  [...kinds].sort().forEach((pattern) => entries.push([PATTERN_WORDS[pattern], (x, y) => lineOn2d(context, pattern, false, x, y), 40]));
  if ([...shown.lines].some((line) => line.denied)) entries.push(["Denied", (x, y) => lineOn2d(context, 0, true, x, y), 40]);
  const font = (size, weight = "") => `${weight}${size}px ${FONT}`;
  context.font = font(13);
  let [x, row] = [20, 0];
  const spots = entries.map(([words, paint, indent]) => {
    const width = indent + context.measureText(words).width + 22;
    if (x + width > wide - 10 && x > 20) [x, row] = [20, row + 1];
    const spot = { words, paint, indent, x, row };
    x += width;
    return spot;
  });
  const words = filterWords();
  const top = 48;
  const below = 20 + (row + 1) * 24 + 26 + (words ? 22 : 0);
  result.width = graph.width;
  result.height = Math.round(graph.height + (top + below) * density);
  context.scale(density, density);
  context.fillStyle = palette.canvas;
  context.fillRect(0, 0, wide, result.height / density);
  context.textBaseline = "middle";
  context.fillStyle = palette.text;
  context.font = font(18, "600 ");
  context.fillText(shorten(context, page.title, wide - 40), 20, 26);
  context.drawImage(graph, 0, top, wide, graph.height / density);
  const start = top + graph.height / density + 20;
  for (const spot of spots) {
    const y = start + spot.row * 24;
    spot.paint(spot.x, y);
    context.fillStyle = palette.text;
    context.font = font(13);
    context.fillText(spot.words, spot.x + spot.indent, y);
  }
  context.fillStyle = palette.muted;
  const counts = `${$("counts").textContent} · drawn: ${plural(shown.entities.size, "entity", "entities")}, ${plural(shown.lines.size, "line")}`;
  context.fillText(shorten(context, counts, wide - 40), 20, start + (row + 1) * 24);
  if (words) context.fillText(shorten(context, `Filters: ${words}`, wide - 40), 20, start + (row + 1) * 24 + 22);
  return result;
}

function savePng() {
  if (state.view !== "graph") show("graph");
  poster().toBlob((blob) => {
    save(fileName(".png"), blob);
    announce("Picture saved");
  }, "image/png");
}

// Paper is white: the picture is drawn in the light theme, and the table holds all rows.
const paper = { theme: null, hidden: true };

function beforePrint() {
  paper.theme = document.documentElement.dataset.theme;
  paper.hidden = $("table-view").hidden;
  const view = state.view;
  document.documentElement.dataset.theme = "light";
  $("graph-view").hidden = false;
  readPalette();
  drawGraph();
  if ($("graph").clientWidth) $("print-picture").src = picture(2).toDataURL("image/png");
  $("graph-view").hidden = view !== "graph";
  openTable(Infinity);
  $("table-view").hidden = false;
}

function afterPrint() {
  document.documentElement.dataset.theme = paper.theme;
  $("table-view").hidden = paper.hidden;
  if (state.view === "table") openTable();
  else $("table-view").replaceChildren();
  readPalette();
  drawGraph();
}
