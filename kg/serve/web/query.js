// The page to ask from: YASGUI, pointed at this server, with its prefixes and its questions. It asks nobody else.
"use strict";
(() => {
  const boot = JSON.parse(document.getElementById("boot").textContent);
  const Yasgui = window.Yasgui.default || window.Yasgui;
  const endpoint = new URL("/sparql", location.href).href;

  // Classes and properties are completed from the graph itself, prefixes from those that it knows.
  const ask = async (query) => {
    const answer = await fetch(endpoint, {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: "application/sparql-results+json" },
      body: query,
    });
    if (!answer.ok) return [];
    return (await answer.json()).results.bindings.map((row) => row.term.value);
  };
  const own = {
    prefixes: () => Object.entries(boot.prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`),
    property: () => ask("SELECT DISTINCT ?term { ?s ?term ?o } ORDER BY ?term LIMIT 5000"),
    class: () => ask("SELECT DISTINCT ?term { ?s a ?term } ORDER BY ?term LIMIT 5000"),
  };
  for (const [name, get] of Object.entries(own)) {
    const completer = Yasgui.Yasqe.Autocompleters[name];
    if (completer) Object.assign(completer, { get, bulk: true, persistenceId: null });
  }

  const yasgui = new Yasgui(document.getElementById("yasgui"), {
    persistenceId: `kg serve ${boot.graph}`,
    requestConfig: { endpoint, method: "POST" },
    copyEndpointOnNewTab: false,
    corsProxy: undefined,
    tabName: "Question",
    endpointCatalogueOptions: { getData: () => [{ endpoint }] },
    yasqe: {
      value: boot.first,
      prefixCcApi: null,
      collapsePrefixesOnLoad: true,
      autocompleters: ["prefixes", "property", "class", "variables"],
    },
    yasr: { prefixes: boot.prefixes },
  });
  window.kg = Object.freeze({ yasgui });

  const named = document.getElementById("named");
  named.append(new Option("choose …", ""));
  for (const query of boot.queries) named.append(new Option(query.title, query.name));
  named.addEventListener("change", () => {
    const query = boot.queries.find((each) => each.name === named.value);
    if (query) yasgui.addTab(true, { name: query.name, yasqe: { value: query.text }, requestConfig: { endpoint } });
    named.value = "";
  });
  // A thing of this graph in an answer leads to all that is said of it; with Ctrl, and elsewhere, to its address.
  document.getElementById("yasgui").addEventListener("click", (event) => {
    const link = event.target.closest(".yasr a.iri");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const iri = link.getAttribute("href");
    const [prefix, place] = Object.entries(boot.prefixes).find((each) => iri.startsWith(each[1])) || [];
    if (!prefix || /[<>"{}|^`\\\s]/.test(iri)) return;
    event.preventDefault();
    const value = `# All that is said of ${iri.slice(place.length)}\nSELECT ?subject ?property ?object WHERE {
  { BIND(<${iri}> AS ?subject) <${iri}> ?property ?object }
  UNION
  { BIND(<${iri}> AS ?object) ?subject ?property <${iri}> }
} LIMIT 500\n`;
    const tab = yasgui.addTab(true, { name: iri.slice(place.length), yasqe: { value }, requestConfig: { endpoint } });
    tab.query();
  });

  document.getElementById("limits").textContent = `${endpoint} · at most ${boot.limits}`;
  document.documentElement.dataset.ready = "";
})();
