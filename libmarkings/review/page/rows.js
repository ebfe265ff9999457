// The rows: what was decided in them, which are shown, what is left to look at, search.
const rows = [...document.querySelectorAll("#rows > .unit")];
const portions = rows.filter((row) => units.has(row.dataset.id));
const rowOf = new Map(portions.map((row) => [row.dataset.id, row]));
const picked = new Set(); // ids
const withFinding = new Set(data.findings.filter((one) => !one.waived && one.unit !== null).map((one) => `u${one.unit}`));
let current = null;

const actionWords = { release: "release", withhold: "withhold", mask: "release, words hidden" };
function decidedWords(id) {
  const decision = state.decision.get(id);
  const masks = state.mask.get(id) ?? [];
  const words = decision ? [actionWords[decision.action], ...(decision.code ?? [])] : [];
  if (masks.length) words.push("more words hidden");
  return words.join(" ");
}
const isDecided = (id) => state.decision.has(id) || state.mask.has(id);

// Whether what is decided now is what the derivative on this page was made by.
const asMade = new Map(portions.map((row) => [row.dataset.id, fingerprint(row.dataset.id)]));
function fingerprint(id) {
  return JSON.stringify([state.decision.get(id) ?? null, state.mask.get(id) ?? null]);
}

function renderRow(id) {
  const row = rowOf.get(id);
  if (!row) return;
  const words = decidedWords(id);
  const badge = row.querySelector(".decided");
  const changed = fingerprint(id) !== asMade.get(id);
  badge.hidden = !words && !changed;
  badge.textContent = words ? `decided: ${words}` : changed ? "decided: as the policy says" : "";
  row.classList.toggle("changed", changed);
  row.querySelector(".looked input").checked = state.looked.has(id);
}

const filters = {
  all: () => true,
  portions: (row) => units.has(row.dataset.id),
  withhold: (row) => row.dataset.outcome === "withhold",
  release: (row) => row.dataset.outcome === "release",
  mask: (row) => row.dataset.outcome === "mask",
  overridden: (row) => isDecided(row.dataset.id),
  pending: (row) => "pending" in row.dataset,
  finding: (row) => withFinding.has(row.id),
  unlooked: (row) => units.has(row.dataset.id) && !state.looked.has(row.dataset.id),
  former: (row) => row.querySelector(".former") !== null,
};

function applyFilter() {
  const shows = filters[at("filter").value];
  let count = 0;
  for (const row of rows) {
    row.hidden = !shows(row);
    count += row.hidden ? 0 : 1;
  }
  at("filter-count").textContent = `${count} of ${rows.length}`;
  search();
}

function renderCounts() {
  const left = portions.filter((row) => !state.looked.has(row.dataset.id)).length;
  at("left").textContent = left === 0 ? "All portions are looked at" : `${left} of ${portions.length} to look at`;
  at("next-left").disabled = left === 0;
  at("undo").disabled = done.length === 0;
  at("redo").disabled = undone.length === 0;
  at("pick-count").textContent = picked.size ? `${picked.size} chosen` : "";
  at("bulk").disabled = at("bulk-looked").disabled = picked.size === 0;
}

function goTo(row, focus = true) {
  if (!row) return;
  if (row.hidden) {
    at("filter").value = "all";
    applyFilter();
  }
  current?.classList.remove("current");
  current = row;
  row.classList.add("current");
  row.scrollIntoView({ block: "center" });
  if (focus) (row.querySelector("h3") ?? row).focus({ preventScroll: true });
}

function step(by) {
  const shown = portions.filter((row) => !row.hidden);
  if (shown.length === 0) return;
  const here = shown.indexOf(current);
  goTo(shown[here < 0 ? (by > 0 ? 0 : shown.length - 1) : Math.min(Math.max(here + by, 0), shown.length - 1)]);
}

function nextLeft() {
  const from = portions.indexOf(current);
  const order = [...portions.slice(from + 1), ...portions.slice(0, from + 1)];
  goTo(order.find((row) => !state.looked.has(row.dataset.id)));
}

function setLooked(ids, looked) {
  const words = `${ids.length === 1 ? ids[0] : `${ids.length} portions`}: ${looked ? "looked at" : "not looked at"}`;
  change(words, ids.map((id) => ["looked", id, looked ? true : undefined]));
}

function setPicked(id, chosen) {
  if (chosen) picked.add(id);
  else picked.delete(id);
  rowOf.get(id).querySelector(".pick").checked = chosen;
}

// Search: rows that hold the words, and the words in them where the browser can mark ranges.
let hits = [], hit = -1;
function search() {
  const words = at("search").value.toLowerCase();
  hits = [];
  hit = -1;
  const ranges = [];
  if (words) {
    for (const row of rows) {
      if (row.hidden || !row.textContent.toLowerCase().includes(words)) continue;
      let found = false;
      for (const cell of row.querySelectorAll(".text")) found = rangesOf(cell, words, ranges) || found;
      if (found || row.dataset.id?.toLowerCase() === words) hits.push(row);
    }
  }
  if (globalThis.Highlight) CSS.highlights.set("search", new Highlight(...ranges));
  at("search-count").textContent = words ? `${hits.length} ${hits.length === 1 ? "portion" : "portions"}` : "";
}

function rangesOf(cell, words, ranges) {
  const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
  const nodes = [], starts = [];
  let text = "";
  while (walker.nextNode()) {
    starts.push(text.length);
    nodes.push(walker.currentNode);
    text += walker.currentNode.data;
  }
  const folded = text.toLowerCase();
  // (Where lower case has another length, places would be wrong: the row counts, nothing is marked.)
  if (folded.length !== text.length) return folded.includes(words);
  const place = (offset) => {
    let node = starts.length - 1;
    while (starts[node] > offset) --node;
    return [nodes[node], offset - starts[node]];
  };
  let found = false;
  for (let from = folded.indexOf(words); from >= 0; from = folded.indexOf(words, from + words.length)) {
    const range = new Range();
    range.setStart(...place(from));
    const [node, offset] = place(from + words.length - 1);
    range.setEnd(node, offset + 1);
    ranges.push(range);
    found = true;
  }
  return found;
}

function nextHit() {
  if (hits.length === 0) return say("Nothing is found");
  hit = (hit + 1) % hits.length;
  goTo(hits[hit], false);
  say(`${hit + 1} of ${hits.length}`);
}

onChange((keys) => {
  for (const key of keys) renderRow(key);
  if (at("filter").value === "unlooked" || at("filter").value === "overridden") {
    at("filter-count").textContent = "as of choosing"; // rows do not vanish under the reader's eyes
  }
  renderCounts();
});

at("filter").addEventListener("change", applyFilter);
at("search").addEventListener("input", search);
at("search").addEventListener("keydown", (event) => {
  if (event.key === "Enter") nextHit();
});
at("search-next").addEventListener("click", nextHit);
at("next-left").addEventListener("click", nextLeft);
at("undo").addEventListener("click", undo);
at("redo").addEventListener("click", redo);
at("pick-all").addEventListener("click", () => {
  const shown = portions.filter((row) => !row.hidden).map((row) => row.dataset.id);
  const all = shown.every((id) => picked.has(id));
  for (const id of shown) setPicked(id, !all);
  renderCounts();
  say(`${picked.size} chosen`);
});
at("bulk-looked").addEventListener("click", () => setLooked([...picked], true));
at("rows").addEventListener("change", (event) => {
  const row = event.target.closest(".unit");
  if (event.target.matches(".pick")) {
    setPicked(row.dataset.id, event.target.checked);
    renderCounts();
  } else if (event.target.matches(".looked input")) {
    setLooked([row.dataset.id], event.target.checked);
  }
});
at("rows").addEventListener("focusin", (event) => {
  const row = event.target.closest(".unit");
  if (row && row !== current && units.has(row.dataset.id)) {
    current?.classList.remove("current");
    current = row;
    row.classList.add("current");
  }
});
// What explains can be sent away without moving (WCAG 2.1, 1.4.13), and comes back when it is asked for anew.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const why of document.querySelectorAll(".why:hover, .why:focus-within")) {
    why.classList.add("shut");
    const open = () => why.classList.remove("shut");
    why.addEventListener("pointerleave", open, { once: true });
    why.addEventListener("focusout", open, { once: true });
  }
});
