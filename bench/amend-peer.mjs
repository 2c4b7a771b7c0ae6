// Runs the workloads of `shura bench amend` through @openslides/motion-diff, through its public functions, in jsdom.
//
// Usage: node amend-peer.mjs PACKAGE_DIRECTORY WORKLOAD.json…
// PACKAGE_DIRECTORY is packages/openslides-motion-diff of a checkout of OpenSlides/openslides-client in which
// `npm ci && npm run build` have been run. Each workload is written by `shura bench amend --export P,A`.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [directory, ...files] = process.argv.slice(2);
const peer = resolve(directory);
const { JSDOM } = createRequire(join(peer, "package.json"))("jsdom");
const { window } = new JSDOM("");
for (const name of ["document", "Node", "Element", "HTMLElement", "DOMParser", "DocumentFragment", "Text"]) {
  globalThis[name] = window[name];
}
globalThis.window = window;
const { HtmlDiff, LineNumbering, VERSION } = await import(pathToFileURL(join(peer, "dist/motion-diff.js")).href);

const LENGTH = 85;
const AMENDMENT = 1; // UnifiedChangeType.TYPE_AMENDMENT
const html = (words) => `<p>${words.join(" ")}.</p>`;
// Wall time, and the processor time of this process, which other programs on the machine disturb less.
const milliseconds = (work) => {
  const [start, used] = [performance.now(), process.cpuUsage()];
  const result = work();
  const { user, system } = process.cpuUsage(used);
  return [result, { wall_ms: Math.round(performance.now() - start), cpu_ms: Math.round((user + system) / 1000) }];
};

const workloads = [];
for (const file of files) {
  const { paragraphs, amendments } = JSON.parse(readFileSync(file, "utf8"));
  const motion = paragraphs.map(html).join("");

  // What the server stores is the new paragraph; its lines are found by a difference.
  const [changes, diff] = milliseconds(() => {
    const numbered = LineNumbering.insert({ html: motion, lineLength: LENGTH, firstLine: 1 });
    const originals = LineNumbering.splitToParagraphs(numbered);
    return amendments.map((amendment, i) => {
      const words = [...paragraphs[amendment.paragraph]];
      words.splice(amendment.words[0], amendment.words[1] - amendment.words[0], amendment.text);
      const original = originals[amendment.paragraph];
      const changed = HtmlDiff.diff(original, html(words));
      const range = HtmlDiff.detectAffectedLineRange(changed);
      const lines = HtmlDiff.extractRangeByLineNumbers(changed, range.from, range.to);
      return {
        isTitleChange: false, changeId: `a${i}`, identifier: `A${i}`, title: "", changeType: AMENDMENT,
        isRejected: false, lineFrom: range.from, lineTo: range.to,
        changeNewText: HtmlDiff.diffHtmlToFinalText(HtmlDiff.formatDiff(lines)),
      };
    });
  });
  const [free, collide] = milliseconds(() => changes.filter((c) => !HtmlDiff.changeHasCollissions(c, changes)));
  const [, apply] = milliseconds(() => HtmlDiff.getTextWithChanges(motion, free, LENGTH, false));
  workloads.push({
    paragraphs: paragraphs.length, amendments: amendments.length, colliding: changes.length - free.length,
    diff, collide, apply,
  });
}

const { paragraphs } = JSON.parse(readFileSync(files[0], "utf8"));
const motion = Array.from({ length: 999 }, (_, i) => html(paragraphs[i % paragraphs.length])).join("");
const number = () => LineNumbering.insert({ html: motion, lineLength: LENGTH, firstLine: 1 });
number();
const [, lines_999] = milliseconds(number);
console.log(JSON.stringify({ peer: `@openslides/motion-diff ${VERSION}`, node: process.version, workloads, lines_999 }, null, 2));
