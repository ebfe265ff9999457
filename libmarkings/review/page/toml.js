// The decisions file (docs/formats/decisions.md), in the order of the document.

// A basic string: JSON's escapes are TOML's but for DEL, and TOML holds no lone surrogate.
const quoted = (text) => JSON.stringify(text.toWellFormed ? text.toWellFormed() : text).replace(/\x7f/g, "\\u007f");
const quotedList = (list) => (list.length === 1 ? quoted(list[0]) : `[${list.map(quoted).join(", ")}]`);

function entryToml(table, entry) {
  const lines = [`[[${table}]]`];
  const add = (key, value) => value !== undefined && value !== "" && lines.push(`${key} = ${value}`);
  const text = (key) => entry[key] && add(key, quoted(entry[key]));
  text("element");
  text("finding");
  text("binds");
  if (table === "decision") text("action");
  text("mark");
  if (entry.code?.length) add("code", `[${entry.code.map(quoted).join(", ")}]`);
  text("statute");
  if (entry.spans?.length) add("spans", `[${entry.spans.map(([begin, end]) => `[${begin}, ${end}]`).join(", ")}]`);
  text("as");
  text("reason");
  if (entry.authority?.length) add("authority", quotedList(entry.authority));
  if (entry.date) add("date", /^\d{4}-\d\d-\d\d$/.test(entry.date) ? entry.date : quoted(entry.date));
  return lines.join("\n");
}

function decisionsToml() {
  const parts = [
    [
      `# Decided by hand on the review page for audience ${data.audience}, policy ${data.policy.name} ${data.policy.version}.`,
      "# As sensitive as the document: keep it there.",
      'schema = "markings/decisions/1"',
      `document = ${quoted(data.document)}`,
      `salt = ${quoted(data.salt)}`,
    ].join("\n"),
  ];
  for (const unit of data.units) {
    const decision = state.decision.get(unit.id);
    if (decision) parts.push(entryToml("decision", decision));
    for (const mask of state.mask.get(unit.id) ?? []) parts.push(entryToml("mask", mask));
  }
  for (const finding of data.findings) {
    const waiver = state.waive.get(finding.id);
    if (waiver) parts.push(entryToml("waive", waiver));
  }
  const documentMark = state.document.get("mark");
  if (documentMark) {
    const lines = ["[document_mark]", `mark = ${quoted(documentMark.mark)}`, `reason = ${quoted(documentMark.reason)}`];
    lines.push(`authority = ${quotedList(documentMark.authority)}`);
    parts.push(lines.join("\n"));
  }
  return parts.join("\n\n") + "\n";
}
