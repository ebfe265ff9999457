// What has been decided, and how it came to that: every change is a list of [map, key, before, after], so that
// undoing one is putting `before` back. Keys are ids of elements or findings,
// and "mark" for the document's own.
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const units = new Map(data.units.map((unit) => [unit.id, unit]));
const at = (id) => document.getElementById(id);

const state = { decision: new Map(), mask: new Map(), waive: new Map(), document: new Map(), looked: new Map() };
if (data.decided.document_mark) state.document.set("mark", data.decided.document_mark);
for (const one of data.decided.decision) state.decision.set(one.element, one);
// An element may have several masks: one list for each.
for (const one of data.decided.mask) state.mask.set(one.element, [...(state.mask.get(one.element) ?? []), one]);
for (const one of data.decided.waive) state.waive.set(one.finding, one);

const done = [], undone = [];
const listeners = [];
const onChange = (listener) => listeners.push(listener);

function put(changes, side) {
  for (const [map, key, before, after] of changes) {
    const value = side === "after" ? after : before;
    if (value === undefined) state[map].delete(key);
    else state[map].set(key, value);
  }
  const keys = new Set(changes.map((change) => change[1]));
  for (const listener of listeners) listener(keys);
}

// `entries`: [map, key, value], undefined to take it out. One step of history.
function change(words, entries) {
  const changes = entries
    .map(([map, key, value]) => [map, key, state[map].get(key), value])
    .filter(([, , before, after]) => before !== after);
  if (changes.length === 0) return;
  done.push({ words, changes });
  undone.length = 0;
  put(changes, "after");
  say(words);
}

function undo() {
  const step = done.pop();
  if (!step) return;
  undone.push(step);
  put(step.changes, "before");
  say(`Undone: ${step.words}`);
}

function redo() {
  const step = undone.pop();
  if (!step) return;
  done.push(step);
  put(step.changes, "after");
  say(`Done again: ${step.words}`);
}

function say(words) {
  const live = at("live");
  live.textContent = "";
  // A reader speaks what changes: the same words twice are two changes.
  requestAnimationFrame(() => (live.textContent = words));
}

// Lengths in bytes of UTF-8, which the spans of decisions count in.
const encoder = new TextEncoder();
const bytesOf = (text) => encoder.encode(text).length;
const today = () => data.today || new Date().toISOString().slice(0, 10);
// A mask lets the rest of its portion out, as a release does.
const needsTwo = (act) => data.two_person.includes(act) || (act === "mask" && data.two_person.includes("release"));
const exemption = (code) => data.exemptions.find((one) => one.code === code);
