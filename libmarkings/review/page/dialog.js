// Deciding by hand: one portion, several at once, or a finding that is waived.
let target = null; // { kind: "units", ids }, { kind: "waive", finding } or { kind: "document" }
let spans = []; // [begin, end] in UTF-16 units of the text
let text = "";
const chosenAction = () => document.querySelector('input[name="action"]:checked')?.value;
const chosenCodes = () => [...at("codes").querySelectorAll("input:checked")].map((box) => box.value);
const oneLine = (value) => value.replace(/\s+/g, " ").trim();

for (const one of data.exemptions) {
  const label = document.createElement("label");
  const box = document.createElement("input");
  box.type = "checkbox";
  box.value = one.code;
  label.append(box, ` ${one.code} ${one.title}`);
  at("codes").append(label);
}
if (data.exemptions.length === 0) at("codes").textContent = "The policy has none.";
for (const word of data.words) {
  const option = document.createElement("option");
  option.value = word;
  at("unit-words").append(option);
}

const unitText = (id) => [...rowOf.get(id).querySelectorAll(".original .t")].map((part) => part.textContent).join("");

// A text field shows CR LF and CR as LF. Its places, as places of the text.
function fieldPlaces(value) {
  const places = [0];
  for (let i = 0; i < value.length; ++i) {
    if (value[i] === "\r" && value[i + 1] === "\n") continue;
    places.push(i + 1);
  }
  return places;
}

const toBytes = ([begin, end]) => [bytesOf(text.slice(0, begin)), bytesOf(text.slice(0, end))];
function fromBytes([begin, end]) {
  const bytes = encoder.encode(text);
  const decoder = new TextDecoder();
  return [decoder.decode(bytes.slice(0, begin)).length, decoder.decode(bytes.slice(0, end)).length];
}

function renderSpans() {
  at("spans").replaceChildren(
    ...spans.map((span, index) => {
      const item = document.createElement("li");
      const remove = document.createElement("button");
      remove.type = "button";
      remove.textContent = "Show again";
      remove.addEventListener("click", () => {
        spans.splice(index, 1);
        renderSpans();
        at("words").focus();
      });
      item.append(text.slice(...span), remove);
      return item;
    }),
  );
}

// What the policy calls what is being done, where it asks for two persons.
const actOf = (action) => ({ waive: "waive", document: "document_mark" })[target?.kind] ?? action;

function renderParts() {
  const action = chosenAction();
  const other = target?.kind !== "units";
  const hides = action === "mask" || action === "more";
  at("spans-part").hidden = other || !hides;
  at("codes-part").hidden = other || action === "release" || action === "none" || !action;
  at("statute-part").hidden = !chosenCodes().some((code) => exemption(code)?.statute);
  at("mark-part").hidden = target?.kind === "waive" || !(target?.kind === "document" || action === "release" || action === "mask");
  at("authority-part").hidden = action === "none";
  at("second-part").hidden = action === "none" || !needsTwo(actOf(action));
  at("reason").parentElement.hidden = action === "none";
}

function openDialog(title) {
  at("decide-error").textContent = "";
  at("decide-title").textContent = title;
  renderParts();
  at("decide").showModal();
}

function fill(entry) {
  const authority = entry?.authority ?? [];
  at("reason").value = entry?.reason ?? "";
  at("authority").value = authority[0] ?? lastAuthority[0] ?? "";
  at("second").value = authority[1] ?? lastAuthority[1] ?? "";
  at("statute").value = entry?.statute ?? "";
  at("mark").value = entry?.mark ?? "";
  at("as").value = entry?.as ?? "name";
  for (const box of at("codes").querySelectorAll("input")) box.checked = entry?.code?.includes(box.value) ?? false;
}
let lastAuthority = []; // typed once, offered again

function openDecide(ids) {
  if (ids.length === 0) return;
  target = { kind: "units", ids };
  const single = ids.length === 1;
  const unit = units.get(ids[0]);
  const decision = single ? state.decision.get(ids[0]) : undefined;
  const masks = single ? state.mask.get(ids[0]) : undefined;
  text = single ? unitText(ids[0]) : "";
  const goesOut = single && unit.outcome !== "withhold" && !decision;
  at("mask-choice").hidden = !single || goesOut;
  at("more-choice").hidden = !goesOut && !masks;
  at("actions").hidden = false;
  const entry = decision ?? masks?.[0];
  fill(entry);
  spans = (entry?.spans ?? []).map(fromBytes);
  const action = decision ? decision.action : masks ? "more" : "";
  for (const radio of document.querySelectorAll('input[name="action"]')) radio.checked = radio.value === action;
  at("words").value = text;
  renderSpans();
  openDialog(single ? `Decide ${ids[0]}` : `Decide ${ids.length} portions`);
}

function openOther(what, entry, title) {
  target = what;
  for (const radio of document.querySelectorAll('input[name="action"]')) radio.checked = false;
  at("actions").hidden = true;
  fill(entry);
  openDialog(title);
}
const openWaive = (finding) =>
  openOther({ kind: "waive", finding }, state.waive.get(finding.id), `Waive finding ${finding.id}`);
const openDocumentMark = () => openOther({ kind: "document" }, state.document.get("mark"), "The document's mark");

// What is wrong with what stands in the form, in words, and where.
function fault(action) {
  const single = target.kind === "units";
  if (single && !action) return ["choose what happens to it", null];
  if (action === "none") return null;
  if (!oneLine(at("reason").value)) return ["a reason is needed: it is published with the release", "reason"];
  const named = oneLine(at("authority").value), second = oneLine(at("second").value);
  if ((!single || action === "release" || action === "mask") && !named)
    return ["who decides that? A name and an office are needed", "authority"];
  if (named.includes(";") || second.includes(";")) return ["no semicolon in a name: it stands between two", "authority"];
  if (needsTwo(actOf(action)) && (!second || second.toLowerCase() === named.toLowerCase()))
    return ["the policy asks for two different persons", "second"];
  if (target.kind === "document") return oneLine(at("mark").value) ? null : ["which mark?", "mark"];
  return single ? portionFault(action) : null;
}

function portionFault(action) {
  const codes = chosenCodes();
  if (action === "mask" || action === "more") {
    if (spans.length === 0) return ["choose the words to hide, and press Hide", "words"];
    if (!/^[a-z][a-z -]{0,31}$/.test(at("as").value)) return ["small letters, blanks and hyphens for what stands there", "as"];
    if (data.stops_without_code && codes.length === 0) return ["hidden words need an exemption code", null];
  }
  if (!at("codes-part").hidden && codes.some((code) => exemption(code)?.statute) && !oneLine(at("statute").value))
    return ["that exemption needs its statute", "statute"];
  if (action === "release" || action === "mask") {
    const unmarked = target.ids.find((id) => !units.get(id).mark_known);
    if (unmarked && !oneLine(at("mark").value)) return [`its mark is not known (${unmarked}): give it one`, "mark"];
  }
  return null;
}

function authorities() {
  const names = [oneLine(at("authority").value)];
  if (!at("second-part").hidden) names.push(oneLine(at("second").value));
  return names.filter(Boolean);
}

// What is decided on one portion, as changes of the state.
function changesOf(id, action, common) {
  if (action === "none") return [["decision", id, undefined], ["mask", id, undefined], ["looked", id, true]];
  const entry = { element: id, binds: units.get(id).binds };
  const codes = at("codes-part").hidden ? [] : chosenCodes();
  const mark = oneLine(at("mark").value);
  if (codes.length) entry.code = codes;
  if (codes.some((code) => exemption(code)?.statute)) entry.statute = oneLine(at("statute").value);
  if (action === "mask" || action === "more") {
    entry.spans = spans.map(toBytes).sort((a, b) => a[0] - b[0]);
    entry.as = at("as").value;
  }
  if ((action === "release" || action === "mask") && mark) entry.mark = mark;
  Object.assign(entry, common);
  if (action === "more") {
    const others = (state.mask.get(id) ?? []).slice(1);
    return [["mask", id, [entry, ...others]], ["decision", id, undefined], ["looked", id, true]];
  }
  return [["decision", id, { ...entry, action }], ["looked", id, true]];
}

function decide() {
  const action = chosenAction();
  const wrong = fault(action);
  if (wrong) {
    at("decide-error").textContent = wrong[0];
    if (wrong[1]) at(wrong[1]).focus();
    return false;
  }
  const common = { reason: oneLine(at("reason").value), authority: authorities(), date: today() };
  if (action !== "none") lastAuthority = common.authority;
  if (target.kind === "waive") {
    const { id } = target.finding;
    change(`${id} waived`, [["waive", id, { finding: id, ...common }]]);
  } else if (target.kind === "document") {
    const { reason, authority } = common;
    change("the document has a mark", [["document", "mark", { mark: oneLine(at("mark").value), reason, authority }]]);
  } else {
    const what = { none: "as the policy says", more: "more words hidden" }[action] ?? actionWords[action];
    const who = target.ids.length === 1 ? target.ids[0] : `${target.ids.length} portions`;
    change(`${who}: ${what}`, target.ids.flatMap((id) => changesOf(id, action, common)));
  }
  return true;
}

at("hide-words").addEventListener("click", () => {
  const field = at("words");
  const places = fieldPlaces(text);
  let begin = places[field.selectionStart], end = places[field.selectionEnd];
  while (begin < end && /\s/.test(text[begin])) ++begin;
  while (end > begin && /\s/.test(text[end - 1])) --end;
  if (begin >= end) {
    at("decide-error").textContent = "nothing is chosen in the text";
    return field.focus();
  }
  at("decide-error").textContent = "";
  spans.push([begin, end]);
  renderSpans();
});
at("decide-form").addEventListener("change", renderParts);
at("decide-form").addEventListener("submit", (event) => {
  event.preventDefault();
  if (decide()) at("decide").close();
});
at("decide-cancel").addEventListener("click", () => at("decide").close());
at("bulk").addEventListener("click", () => openDecide([...picked]));
at("rows").addEventListener("click", (event) => {
  if (event.target.matches(".decide")) openDecide([event.target.closest(".unit").dataset.id]);
});
