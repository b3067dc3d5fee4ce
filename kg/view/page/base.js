// Small tools: elements, icons, text. Nothing here ever parses markup.
const $ = (id) => document.getElementById(id);
const SVG = "http://www.w3.org/2000/svg";
const number = new Intl.NumberFormat("en");

function el(name, options = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(options)) {
    if (value === undefined || value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(key, value);
    else if (key === "text") element.textContent = value;
    else element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

function svg(name, attributes, ...children) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
}

const bdi = (text) => el("bdi", { text });
const button = (text, click, options = {}) => el("button", { type: "button", click, ...options }, text);
const plural = (count, word, words = word + "s") => `${number.format(count)} ${count === 1 ? word : words}`;
const percent = (share) => `${Math.round(share * 100)} %`;
const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const still = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

// Text without accents and case, for searching.
const ASCII = /^[\x20-\x7e]*$/;
const fold = (text) => (ASCII.test(text) ? text : text.normalize("NFD").replace(/\p{M}/gu, "")).toLowerCase();

// Controls that turn text around become visible marks.
const CONTROLS = /[\u202a-\u202e\u2066-\u2069]/;
const CONTROL_NAMES = "LRE RLE PDF LRO RLO".split(" ").concat("LRI RLI FSI PDI".split(" "));

function visible(text) {
  if (!CONTROLS.test(text)) return [text];
  return text.split(/([\u202a-\u202e\u2066-\u2069])/).map((part) => {
    if (!CONTROLS.test(part)) return part;
    const code = part.charCodeAt(0);
    const name = CONTROL_NAMES[code < 0x2060 ? code - 0x202a : code - 0x2066 + 5];
    return el("span", { class: "control", title: `U+${code.toString(16).toUpperCase()}`, text: name });
  });
}

// Links lead to the web only, and carry nothing along.
function outside(address, text) {
  let safe = false;
  try {
    safe = ["http:", "https:"].includes(new URL(address).protocol);
  } catch {
    safe = false;
  }
  return safe ? el("a", { href: address, rel: "noopener noreferrer", target: "_blank" }, bdi(text)) : bdi(text);
}

const PATHS = {
  dot: "M8 2a6 6 0 1 0 .01 0z",
  square: "M3 3h10v10H3z",
  triangle: "M8 2l6.5 11.5h-13z",
  triangleDown: "M8 14L1.5 2.5h13z",
  hexagon: "M4.7 2.5h6.6L14.6 8l-3.3 5.5H4.7L1.4 8z",
  star: "M8 1l2 4.8 5.2.4-4 3.4 1.3 5L8 11.8l-4.5 2.8 1.3-5-4-3.4L6 5.8z",
  diamond: "M8 1l6.5 7L8 15 1.5 8z",
};

function icon(kind) {
  const [name, , shape, hollow] = page.kinds[kind];
  const path = svg("path", { d: PATHS[shape], class: hollow ? "hollow" : "filled" });
  path.style.setProperty("--fill", `var(--kind-${name})`);
  return svg("svg", { viewBox: "0 0 16 16", class: "icon", "aria-hidden": "true" }, path);
}

function stroke(pattern, denied) {
  const line = svg("path", { d: "M1 8h27", "stroke-dasharray": DASHES[pattern] ? DASHES[pattern].join(" ") : "none" });
  const tip = svg("path", { d: "M27 4.5l6 3.5-6 3.5z", class: "tip" });
  return svg("svg", { viewBox: "0 0 34 16", class: denied ? "stroke denied" : "stroke", "aria-hidden": "true" }, line, tip);
}

function announce(text) {
  $("live").textContent = text;
}

function save(name, blob) {
  const link = el("a", { href: URL.createObjectURL(blob), download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

const fileName = (end) => `${fold(page.title).replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) || "graph"}${end}`;
