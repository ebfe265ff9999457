// The page that may be published: what release --html writes, with what is said of exemptions left to the letter.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { cable, close, folder, open, review, shoot, start, stop, violations, write } from "./page.mjs";

before(start);
after(stop);

const made = (dir, document) => review(dir, document, { options: ["--public"], name: "cable.html" });

test("it holds what is released, without a script", async () => {
  const dir = folder();
  const page = await open(made(dir, cable));
  await shoot(page, "public.png");
  assert.equal(await page.locator("script").count(), 0);
  const text = await page.locator("body").textContent();
  assert.match(text, /The lighthouse law passed on February 27/);
  assert.match(text, /\[1 paragraph withheld: \(b\)\(6\)\]/);
  assert.doesNotMatch(readFileSync(`${dir}/cable.html`, "utf8"), /Relk|RELK|Brandvold|LINDQVIST|Hatherley|HATHERLEY|4471/);
  assert.deepEqual(await violations(page), []);
  await close(page);
});

test("axe finds nothing in the dark either", async () => {
  const dir = folder();
  const page = await open(made(dir, cable), { dark: true });
  assert.deepEqual(await violations(page), []);
  await close(page);
});

test("what is withheld does not change a byte", () => {
  const dir = folder(), other = folder();
  const changed = write(other, "cable.txt", readFileSync(cable, "utf8").replace(/^(2\. \(SBU\) )[\s\S]*?\n\n/m, "$1A source (strictly protect) said something else, and at far greater length than what stood here before.\n\n"));
  assert.notEqual(readFileSync(changed, "utf8"), readFileSync(cable, "utf8"));
  assert.equal(readFileSync(made(other, changed), "utf8"), readFileSync(made(dir, cable), "utf8"));
});
