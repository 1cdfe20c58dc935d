#!/usr/bin/env node
// Process-wide switches that only the outermost program may set, then the built main takes over. CommonJS, as package.json
// beside this file says, and as dist/ is: Node starts it 8 ms sooner than an ES module (scripts/build.mjs).

const { setFlagsFromString } = require('node:v8');

if (Number.parseInt(process.versions.node, 10) < 22) {
  // Node 20's V8 compiles undici's HTTP parser (WebAssembly) with the optimising compiler at the first connection: some
  // 200 ms of processor time that the exit waits for. The baseline compiler is as good here. Node 22 needs no telling.
  setFlagsFromString('--liftoff-only');
  // Four times the default before a function counts as hot: most runs are over before the optimising compiler has paid
  // for itself.
  setFlagsFromString('--interrupt-budget=270336');
}
// What lives is small and what dies is much: let the heap grow by a third between collections, not to four times what
// lives (10,000 probes: 255 MB become 180 at the same processor time).
setFlagsFromString('--heap-growing-percent=30');
// The young generation begins at a megabyte and is copied, up to 17 ms a time, whenever it doubles: just when the first
// answers come in. With steps of eight that is over before (100 probes: 2 ms too late in place of 20, at the median).
setFlagsFromString('--semi-space-growth-factor=8');
// Node 22.1 and later keep compiled code on disk between runs.
require('node:module').enableCompileCache?.();
// undici makes an error for each connection that it closes, and gathering its stack costs a tenth of a probe.
if (!process.argv.some((word) => word === '--verbose' || /^-[a-z]*v/.test(word))) Error.stackTraceLimit = 0;

require('../dist/main.js').main();
