// What stops a release, with jumps; the export; keys.
const kindWords = { variant: "another spelling of a name", initials: "initials of a name", acronym: "an acronym of a name" };

function link(words, go) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = words;
  button.addEventListener("click", go);
  return button;
}

// Everything that stops a release: the row it is about, if any, its words, and the finding, unit or document.
const stops = [];
data.findings.forEach((finding, index) => {
  const row = finding.unit === null ? null : at(`u${finding.unit}`);
  const what = kindWords[finding.kind] ?? `a ${finding.kind}`;
  stops.push({ row, mark: at(`finding-${index + 1}`), words: `${finding.id} holds ${what} of withheld ${finding.from.join(", ")}`, finding });
});
if (data.document_in_doubt) stops.push({ row: null, document: true, words: "The document's class line is in doubt" });
for (const unit of data.units) {
  const row = rowOf.get(unit.id);
  if (unit.in_doubt) stops.push({ row, unit, words: `${unit.id}: its mark is in doubt` });
  else if (unit.pending && data.stops_without_code) stops.push({ row, unit, words: `${unit.id} is withheld without an exemption code` });
}

// Settled on this page: what that comes to, the next run says.
function isSettled(stop) {
  if (stop.document) return state.document.has("mark");
  if (stop.finding) return state.waive.has(stop.finding.id);
  const decision = state.decision.get(stop.unit.id);
  if (!decision) return false;
  return stop.unit.in_doubt || decision.action !== "withhold" || (decision.code?.length ?? 0) > 0;
}

let stopAt = -1;
function goToStop(index) {
  stopAt = index;
  const stop = stops[index];
  if (!stop.row) return at("findings-list").children[index].scrollIntoView({ block: "center" });
  goTo(stop.row);
  stop.mark?.scrollIntoView({ block: "center" });
  say(stop.words);
}
function nextStop() {
  const order = [...stops.keys()].map((i) => (stopAt + 1 + i) % stops.length);
  const next = order.find((index) => !isSettled(stops[index]));
  if (next === undefined) say("Nothing stops a release");
  else goToStop(next);
}

const items = stops.map((stop, index) => {
  const item = document.createElement("li");
  const words = document.createElement("span");
  words.textContent = `${stop.words} `;
  item.append(words);
  if (stop.row) item.append(link("Go there", () => goToStop(index)), " ");
  if (stop.document) item.append(link("Give its mark", openDocumentMark));
  if (stop.finding) {
    for (const id of stop.finding.from) {
      const from = rowOf.get(id);
      if (from) item.append(link(`Go to ${id}`, () => goTo(from)), " ");
    }
    item.append(link("Waive", () => openWaive(stop.finding)));
  }
  return item;
});
at("findings-list").append(...items);

function renderStops() {
  let open = 0;
  stops.forEach((stop, index) => {
    const settled = isSettled(stop);
    items[index].classList.toggle("waived", settled);
    open += settled ? 0 : 1;
  });
  at("findings-count").textContent =
    stops.length === 0 ? "Nothing stops a release." : `${open} of ${stops.length} are open. What a decision on this page settles, the next run says.`;
}
onChange(renderStops);

let saved = decisionsToml(); // what a file holds: the one that the page was made with, then the one saved last

function openExport() {
  at("toml").value = decisionsToml();
  at("exported").showModal();
}
function save() {
  const url = URL.createObjectURL(new Blob([at("toml").value], { type: "application/toml" }));
  const anchor = document.createElement("a");
  anchor.href = url;
  anchor.download = "decisions.toml";
  anchor.click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
  saved = at("toml").value;
  say("Saved");
}

at("export").addEventListener("click", openExport);
at("save").addEventListener("click", save);
at("exported-close").addEventListener("click", () => at("exported").close());
at("help").addEventListener("click", () => at("helping").showModal());
at("helping-close").addEventListener("click", () => at("helping").close());
addEventListener("beforeunload", (event) => {
  if (decisionsToml() !== saved) event.preventDefault();
});

const keys = {
  j: () => step(1),
  k: () => step(-1),
  d: () => current && units.has(current.dataset.id) && openDecide([current.dataset.id]),
  l: () => {
    if (!current || !units.has(current.dataset.id)) return;
    setLooked([current.dataset.id], true);
    nextLeft();
  },
  x: () => {
    if (!current || !units.has(current.dataset.id)) return;
    setPicked(current.dataset.id, !picked.has(current.dataset.id));
    renderCounts();
  },
  n: nextStop,
  "/": () => at("search").focus(),
  u: undo,
  r: redo,
  e: openExport,
  "?": () => at("helping").showModal(),
};
document.addEventListener("keydown", (event) => {
  if (document.querySelector("dialog[open]")) return;
  if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === "z" && !event.target.matches("input")) {
    event.preventDefault();
    if (event.shiftKey) redo();
    else undo();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || !at("keys").checked) return;
  if (event.target.matches("input:not([type=checkbox]), select, textarea")) return;
  const does = keys[event.key];
  if (!does) return;
  event.preventDefault();
  does();
});

for (const id of units.keys()) renderRow(id);
applyFilter();
renderCounts();
renderStops();
