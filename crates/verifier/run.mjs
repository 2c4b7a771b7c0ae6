// Runs the verifier in Node: node run.mjs shura-verify.wasm ARCHIVE [fa]
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { WASI } from "node:wasi";

const [module, archive, ...args] = process.argv.slice(2);
const wasi = new WASI({ version: "preview1", args: ["shura-verify", ...args], stdin: openSync(archive), returnOnExit: true });
const { instance } = await WebAssembly.instantiate(await readFile(module), wasi.getImportObject());
process.exitCode = wasi.start(instance);
