// The officer's page in a real browser: what is decided in it comes out of the program.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { cable, close, decide, exported, folder, open, policy, review, row, run, shoot, start, stop, violations, write } from "./page.mjs";

before(start);
after(stop);

const redact = (document, ...options) => run("redact", document, "--policy", policy, "--audience", "public", ...options);

test("what is decided and exported is what the next run does", async () => {
  const dir = folder();
  const page = await open(review(dir, cable));
  await shoot(page, "review.png");
  await row(page, "p4").locator(".decide").click();
  await decide(page, { action: "withhold", codes: ["(b)(6)"], reason: "Not yet decided." });
  await row(page, "p5").locator(".decide").click();
  await shoot(page, "review-decide.png");
  await decide(page, { action: "release", reason: "Announced \"by\" the ministry \\ twice.", authority: "Ada Roe, Release Officer" });
  assert.match(await row(page, "p5").locator(".decided").textContent(), /release/);
  const decisions = await exported(page, dir);
  await close(page);
  const made = redact(cable, "--overrides", decisions, "--explain", "--explain-format", "json");
  const explained = JSON.parse(made.out);
  const of = (id) => explained.decisions.find((one) => one.id === id);
  assert.equal(of("p4").outcome, "withhold");
  assert.deepEqual(of("p4").codes, ["(b)(6)"]);
  assert.equal(of("p4").overridden, true);
  assert.equal(of("p5").outcome, "release");
  assert.equal(of("p5").overridden, true);
  assert.match(readFileSync(decisions, "utf8"), /^date = \d{4}-\d\d-\d\d$/m);
  // The page of the next run shows them, and exports the same again.
  const again = await open(review(dir, cable, { code: 1, options: ["--overrides", decisions], name: "again.html" }));
  assert.equal(await row(again, "p5").getAttribute("data-overridden"), "");
  const twice = await exported(again, dir, "twice.toml");
  assert.equal(readFileSync(twice, "utf8"), readFileSync(decisions, "utf8"));
  await close(again);
});

test("words are hidden where they stand, in bytes, whatever the line ends", async () => {
  const dir = folder();
  const document = write(
    dir,
    "cable.txt",
    "UNCLAS KALVOR 000124\r\n\r\nSUBJECT: HARBOUR DUES\r\n\r\n1. (U) Zoë Ørn – of\r\nVelmora – met\r\nThomas Brand twice.\r\n\r\n2. (U) The harbour is open.\r\n",
  );
  const page = await open(review(dir, document));
  await row(page, "p1").locator(".decide").click();
  await page.check("input[name=action][value=more]");
  await page.locator("#words").evaluate((field) => {
    const at = field.value.indexOf("Thomas");
    field.focus();
    field.setSelectionRange(at, at + "Thomas Brand".length);
  });
  await page.click("#hide-words");
  assert.match(await page.locator("#spans").textContent(), /^Thomas Brand/);
  await decide(page, { codes: ["(b)(6)"], reason: "A private person.", as: "name" });
  const decisions = await exported(page, dir);
  await close(page);
  const made = redact(document, "--overrides", decisions);
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /Zoë Ørn – of Velmora – met \[name withheld: \(b\)\(6\)\] twice\./);
});

test("the keyboard alone is enough, and what is done can be undone", async () => {
  const dir = folder();
  const page = await open(review(dir, cable));
  const left = () => page.locator("#left").textContent();
  const all = Number((await left()).match(/^(\d+) of/)[1]);
  await page.keyboard.press("j");
  await page.keyboard.press("l");
  assert.match(await left(), new RegExp(`^${all - 1} of`));
  await page.keyboard.press("u");
  assert.match(await left(), new RegExp(`^${all} of`));
  await page.keyboard.press("r");
  assert.match(await left(), new RegExp(`^${all - 1} of`));
  await page.keyboard.press("d");
  assert.ok(await page.locator("#decide").isVisible());
  await page.keyboard.press("Escape");
  assert.ok(!(await page.locator("#decide").isVisible()));
  await page.keyboard.press("d");
  // From the first choice on by Tab and the arrow keys, as without a mouse.
  await page.locator("input[name=action]").first().focus();
  await page.keyboard.press("ArrowDown");
  assert.ok(await page.isChecked("input[name=action][value=withhold]"));
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await page.locator("#reason").focus();
  await page.keyboard.type("By the keyboard.");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("#decide-error").textContent(), "");
  assert.ok(!(await page.locator("#decide").isVisible()));
  await page.keyboard.press("e");
  assert.match(await page.inputValue("#toml"), /reason = "By the keyboard\."/);
  await page.keyboard.press("Escape");
  await page.keyboard.press("u");
  await page.keyboard.press("e");
  assert.doesNotMatch(await page.inputValue("#toml"), /\[\[decision\]\]/);
  await page.keyboard.press("Escape");
  // Single keys can be switched off (WCAG 2.1, 2.1.4).
  await page.keyboard.press("?");
  await page.uncheck("#keys");
  await page.keyboard.press("Escape");
  await page.keyboard.press("d");
  assert.ok(!(await page.locator("#decide").isVisible()));
  await close(page);
});

test("why a rule fired shows under the mouse and under the keyboard, and goes away", async () => {
  const dir = folder();
  const page = await open(review(dir, cable));
  const why = row(page, "p1").locator(".why");
  const tip = why.locator(".tip");
  assert.ok(!(await tip.isVisible()));
  await why.locator("button").hover();
  assert.ok(await tip.isVisible());
  assert.match(await tip.textContent(), /clearance/);
  await page.keyboard.press("Escape");
  assert.ok(!(await tip.isVisible()));
  await page.mouse.move(0, 0);
  await why.locator("button").focus();
  assert.ok(await tip.isVisible());
  assert.equal(await why.locator("button").getAttribute("aria-describedby"), await tip.getAttribute("id"));
  await close(page);
});

test("filters, search and many at once", async () => {
  const dir = folder();
  const page = await open(review(dir, cable));
  const shown = () => page.locator(".unit:visible").count();
  const all = await shown();
  await page.selectOption("#filter", "withhold");
  const withheld = await shown();
  assert.ok(withheld > 0 && withheld < all);
  for (const outcome of await page.locator(".unit:visible").evaluateAll((rows) => rows.map((one) => one.dataset.outcome)))
    assert.equal(outcome, "withhold");
  await page.click("#pick-all");
  await page.click("#bulk");
  await decide(page, { action: "withhold", codes: ["(b)(6)"], reason: "All of one kind." });
  const count = await page.locator("#pick-count").textContent();
  await page.click("#export");
  const toml = await page.inputValue("#toml");
  assert.equal(toml.match(/^\[\[decision\]\]$/gm).length, Number(count.match(/\d+/)[0]));
  await page.click("#exported-close");
  await page.click("#undo"); // one step, whatever it did
  await page.click("#export");
  assert.doesNotMatch(await page.inputValue("#toml"), /\[\[decision\]\]/);
  await page.click("#exported-close");
  await page.selectOption("#filter", "overridden");
  assert.equal(await shown(), 0);
  await page.selectOption("#filter", "all");
  assert.equal(await shown(), all);
  await page.fill("#search", "lighthouse law");
  assert.match(await page.locator("#search-count").textContent(), /^[1-9]/);
  await page.keyboard.press("Enter");
  assert.match(await page.locator(".unit.current").textContent(), /lighthouse law/i);
  await page.fill("#search", "no such words anywhere");
  assert.match(await page.locator("#search-count").textContent(), /^0/);
  await close(page);
});

test("a finding is gone to, waived, and does not stop the next run", async () => {
  const dir = folder();
  const decisions = `${process.env.SOURCE}/examples/decisions.toml`;
  const page = await open(review(dir, cable, { code: 1, options: ["--overrides", decisions] }));
  const finding = page.locator("#findings-list li").first();
  assert.match(await finding.textContent(), /subject:21 holds a name of withheld p1, p2, p5/);
  await finding.getByRole("button", { name: "Go there" }).click();
  assert.match(await page.locator(".unit.current").getAttribute("data-id"), /^subject$/);
  assert.ok(await page.locator("#finding-1").isVisible());
  await shoot(page, "review-finding.png");
  await finding.getByRole("button", { name: "Waive" }).click();
  await decide(page, { reason: "The law bears the name.", authority: "Ada Roe, Release Officer" });
  const waived = await exported(page, dir);
  await close(page);
  const made = redact(cable, "--overrides", waived);
  assert.doesNotMatch(made.err, /residual disclosure/);
  // A waiver that no finding answers to any more does not keep the page from being written.
  const stale = write(dir, "stale.toml", readFileSync(waived, "utf8").replace("subject:21", "subject:22"));
  const after = await open(review(dir, cable, { code: 1, options: ["--overrides", stale], name: "stale.html" }));
  assert.match(await after.locator("header").textContent(), /Waivers that name no finding any more.*subject:22/);
  await close(after);
});

test("a document in doubt is shown, withheld, and settled on the page", async () => {
  const dir = folder();
  const document = write(
    dir,
    "doubt.txt",
    "UNCLAS KALVOR 000125\n\nSUBJECT: HARBOUR DUES\n\n1. (SBX) The price of tar fell.\n\n2. (U) The harbour is open.\n",
  );
  assert.equal(redact(document).code, 2);
  const page = await open(review(dir, document, { code: 1 }));
  assert.equal(await row(page, "p1").getAttribute("data-outcome"), "withhold");
  assert.match(await page.locator("#findings-list").textContent(), /p1: its mark is in doubt/);
  await row(page, "p1").locator(".decide").click();
  await decide(page, { action: "release", reason: "A slip.", authority: "Ada Roe" });
  assert.match(await page.locator("#decide-error").textContent(), /mark is not known/);
  await page.fill("#mark", "U");
  await page.click("#decide-ok");
  const decisions = await exported(page, dir);
  await close(page);
  const made = redact(document, "--overrides", decisions);
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /The price of tar fell/);
});

test("two persons, statutes and the document's mark, as the policy asks for them", async () => {
  const dir = folder();
  const strict = write(
    dir,
    "strict.toml",
    `schema = "markings/policy/1"
name = "strict"
version = "1.0.0"
no_code = "stop"
[vocabulary]
extends = "state"
[audiences]
public = { title = "Public", clears = "U" }
[exemptions]
"(b)(3)" = { title = "Statute", needs = "statute" }
"(b)(6)" = { title = "Personal privacy" }
[officers]
two_person = ["release", "document_mark"]
bound = true
[[rule]]
id = "unclassified"
release = ["public"]
when = { at_most = "U" }
reason = "Unclassified."
`,
  );
  // Two class lines that do not agree.
  const document = write(
    dir,
    "cable.txt",
    "UNCLAS KALVOR 000129\n\nSUBJECT: HARBOUR DUES\n\n1. (SBU) Tar is dear.\n\n2. (SBU) Visas were asked for.\n\n3. (U) The harbour is open.\n\nC O N F I D E N T I A L\n\n4. (U) More.\n",
  );
  const page = await open(review(dir, document, { code: 1, by: strict }));
  assert.match(await page.locator("#findings-list").textContent(), /class line is in doubt/);
  await page.getByRole("button", { name: "Give its mark" }).click();
  await decide(page, { mark: "SBU", reason: "A slip of the pen.", authority: "Ada Roe", second: "Jane Roe" });
  await row(page, "p1").locator(".decide").click();
  await decide(page, { action: "release", reason: "Announced.", authority: "Ada Roe, Release Officer", second: "" });
  assert.match(await page.locator("#decide-error").textContent(), /two different persons/);
  await page.fill("#second", "ADA ROE, Release Officer");
  await page.click("#decide-ok");
  assert.match(await page.locator("#decide-error").textContent(), /two different persons/);
  await page.fill("#second", "Jane Roe, Reviewer");
  await page.click("#decide-ok");
  await row(page, "p2").locator(".decide").click();
  await decide(page, { action: "withhold", codes: ["(b)(3)"], reason: "Visa records." });
  assert.match(await page.locator("#decide-error").textContent(), /needs its statute/);
  await page.fill("#statute", "INA 222(f), 8 U.S.C. 1202(f)");
  await page.click("#decide-ok");
  await page.selectOption("#filter", "withhold");
  for (const id of await page.locator(".portion:visible").evaluateAll((rows) => rows.map((one) => one.dataset.id))) {
    if (id === "p1" || id === "p2") continue;
    await row(page, id).locator(".decide").click();
    await decide(page, { action: "withhold", codes: ["(b)(6)"], reason: "For the test." });
  }
  const decisions = await exported(page, dir);
  await close(page);
  const made = run("redact", document, "--policy", strict, "--audience", "public", "--overrides", decisions);
  assert.equal(made.code, 0, made.err);
  assert.match(made.out, /Tar is dear/);
  assert.match(made.out, /INA 222\(f\)/);
});

test("words of a portion that a page line splits are hidden", async () => {
  const dir = folder();
  const document = write(
    dir,
    "cable.txt",
    "UNCLAS SECTION 01 OF 02 KALVOR 000130\n\nSUBJECT: HARBOUR DUES\n\n1. (U) The pilot of the port said on Monday that\n\nUNCLAS SECTION 02 OF 02 KALVOR 000130\n\nOrla Venn would leave.\n\n2. (U) The harbour is open.\n",
  );
  const page = await open(review(dir, document));
  await row(page, "p1").locator(".decide").click();
  await page.check("input[name=action][value=more]");
  await page.locator("#words").evaluate((field) => {
    const at = field.value.indexOf("Orla Venn");
    field.focus();
    field.setSelectionRange(at, at + "Orla Venn".length);
  });
  await page.click("#hide-words");
  await decide(page, { codes: ["(b)(6)"], reason: "A private person.", as: "name" });
  const decisions = await exported(page, dir);
  await close(page);
  const made = redact(document, "--overrides", decisions);
  assert.equal(made.code, 0, made.err);
  assert.doesNotMatch(made.out, /Orla|Venn/);
  assert.match(made.out, /said on Monday that \[name withheld: \(b\)\(6\)\] would leave/);
});

test("a former release is compared with", async () => {
  const dir = folder();
  const document = write(dir, "cable.txt", "UNCLAS KALVOR 000126\n\nSUBJECT: HARBOUR DUES\n\n1. (U) The harbour is open.\n\n2. (U) Tar is dear.\n");
  const former = write(dir, "former.txt", redact(document).out.replace("Tar is dear.", "[1 paragraph withheld]"));
  const page = await open(review(dir, document, { options: ["--former", former] }));
  await page.selectOption("#filter", "former");
  assert.deepEqual(await page.locator(".unit:visible").evaluateAll((rows) => rows.map((one) => one.dataset.id)), ["p2"]);
  assert.match(await row(page, "p2").locator(".former").textContent(), /1 paragraph withheld/);
  await close(page);
});

test("a document cannot act on the page that shows it", async () => {
  const dir = folder();
  const hostile = "<script>document.title='owned'</script> </script><img src=x onerror=alert(1)> {{rows}} {{data}} &lt;b&gt; \u202Eevil\u202C zero\u200Bwidth";
  const document = write(dir, "hostile.txt", `UNCLAS KALVOR 000127\n\nSUBJECT: </title><script>x</script>\n\n1. (U) ${hostile}\n`);
  const page = await open(review(dir, document));
  assert.match(await page.title(), /^Review of hostile/);
  assert.equal(await row(page, "p1").locator(".original .t").evaluate((cell) => cell.textContent), hostile);
  assert.equal(await page.locator("img").count(), 0);
  assert.equal(await row(page, "p1").locator(".original .unseen").count(), 3);
  await close(page);
});

for (const dark of [false, true]) {
  test(`axe finds no violation, ${dark ? "dark" : "light"}`, async () => {
    const dir = folder();
    const decisions = `${process.env.SOURCE}/examples/decisions.toml`;
    const page = await open(review(dir, cable, { code: 1, options: ["--overrides", decisions] }), { dark });
    assert.deepEqual(await violations(page), []);
    await row(page, "p1").locator(".why button").focus();
    assert.deepEqual(await violations(page), []);
    await row(page, "p1").locator(".decide").click();
    await page.check("input[name=action][value=mask]");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await page.click("#export");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    await page.click("#help");
    assert.deepEqual(await violations(page), []);
    await page.keyboard.press("Escape");
    if (dark) await shoot(page, "review-dark.png");
    await close(page);
  });
}

test("the page says what it holds, on screen and on paper", async () => {
  const dir = folder();
  const page = await open(review(dir, cable));
  assert.match(await page.locator(".warning").first().textContent(), /holds withheld text/);
  const red = await page.locator(".warning").first().evaluate((one) => getComputedStyle(one).color);
  assert.equal(red, "rgb(168, 0, 0)");
  assert.deepEqual(await page.locator(".banner").allTextContents(), ["UNCLAS SENSITIVE", "UNCLAS SENSITIVE"]);
  await page.emulateMedia({ media: "print" });
  assert.ok(!(await page.locator(".tools").isVisible()));
  assert.ok(await page.locator(".warning").first().isVisible());
  await page.emulateMedia({ media: "screen" });
  // Leaving with something unsaved asks first.
  await row(page, "p4").locator(".decide").click();
  await decide(page, { action: "withhold", codes: ["(b)(6)"], reason: "Not yet." });
  const asks = () => page.evaluate(() => !dispatchEvent(new Event("beforeunload", { cancelable: true })));
  assert.ok(await asks());
  await exported(page, dir);
  assert.ok(!(await asks()));
  await page.click("#undo"); // the file holds what is undone
  assert.ok(await asks());
  await close(page);
});

test("two thousand portions", async () => {
  const dir = folder();
  let text = "UNCLAS KALVOR 000128\n\nSUBJECT: HARBOUR DUES\n\n";
  for (let i = 1; i <= 2000; ++i) text += `${i}. (U) The quay of berth ${i} was repaired, and the dues for it stay as they are for another year.\n\n`;
  const page = await open(review(dir, write(dir, "long.txt", text)));
  assert.match(await page.locator("#left").textContent(), /^2001 of 2001/);
  await page.selectOption("#filter", "release");
  await page.click("#pick-all");
  await page.click("#bulk-looked");
  assert.match(await page.locator("#left").textContent(), /All portions are looked at/);
  await page.fill("#search", "berth 1999");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator(".unit.current").getAttribute("data-id"), "p1999");
  await close(page);
});
