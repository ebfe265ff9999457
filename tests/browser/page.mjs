// What the tests share: the program, a browser, a page that may load nothing.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const { MARKINGS, SOURCE, MODULES, SCREENSHOTS } = process.env;
const load = createRequire(join(MODULES, "package.json"));
const { chromium } = load("playwright-core");
const axe = readFileSync(load.resolve("axe-core/axe.min.js"), "utf8");

export const policy = join(SOURCE, "policies/state-public.toml");
export const cable = join(SOURCE, "examples/cable.txt");
export const folder = () => mkdtempSync(join(tmpdir(), "markings-browser-"));
export const write = (dir, name, text) => {
  const file = join(dir, name);
  writeFileSync(file, text);
  return file;
};

// Runs the program: { code, out, err }.
export function run(...words) {
  try {
    const out = execFileSync(MARKINGS, words, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
    return { code: 0, out, err: "" };
  } catch (error) {
    assert.notEqual(error.status, null, String(error));
    return { code: error.status, out: error.stdout, err: error.stderr };
  }
}

// The review page of a document: its path. `code`: what the program is to exit with.
export function review(dir, document, { code = 0, options = [], name = "page.html", by = policy } = {}) {
  const file = join(dir, name);
  const made = run("review", document, "--policy", by, "--audience", "public", "--output", file, "--force", ...options);
  assert.equal(made.code, code, made.err);
  return file;
}

let browser;
export async function start() {
  // (A container's root has no sandbox of its own; the pages are ours.)
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
}
export const stop = () => browser.close();

// Opens a page; what it asks the network for, and what its policy refused, are faults.
export async function open(file, { dark = false, width = 1200, height = 900 } = {}) {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme: dark ? "dark" : "light",
    acceptDownloads: true,
    reducedMotion: "reduce",
  });
  const page = await context.newPage();
  page.faults = [];
  page.on("request", (request) => {
    if (!/^(file|blob|data):/.test(request.url())) page.faults.push(`asks for ${request.url()}`);
  });
  page.on("console", (message) => {
    if (message.type() === "error") page.faults.push(message.text());
  });
  page.on("pageerror", (error) => page.faults.push(String(error)));
  await page.goto(pathToFileURL(file).href);
  return page;
}
export async function close(page) {
  assert.deepEqual(page.faults, []);
  await page.context().close();
}

// What axe finds wrong for people who see, hear or move otherwise.
export async function violations(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  return found.violations.flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target} ${node.failureSummary}`));
}

// Exports the decisions of a page to a file.
export async function exported(page, dir, name = "decisions.toml") {
  await page.click("#export");
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#save")]);
  assert.equal(download.suggestedFilename(), "decisions.toml");
  const file = join(dir, name);
  await download.saveAs(file);
  await page.click("#exported-close");
  return file;
}

// Fills in the dialog that is open and decides.
export async function decide(page, { action, codes = [], reason, authority, second, mark, statute, as }) {
  if (action) await page.check(`input[name=action][value=${action}]`);
  for (const code of codes) await page.check(`#codes input[value="${code}"]`);
  for (const [id, value] of Object.entries({ reason, authority, second, mark, statute, as }))
    if (value !== undefined) await page.fill(`#${id}`, value);
  await page.click("#decide-ok");
}
export const row = (page, id) => page.locator(`.unit[data-id="${id}"]`);

export async function shoot(page, name) {
  if (SCREENSHOTS) await page.screenshot({ path: join(SCREENSHOTS, name) });
}
