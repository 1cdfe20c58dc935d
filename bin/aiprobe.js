#!/usr/bin/env node
// Process-wide switches that only the outermost program may set, then the built main takes over. CommonJS, as package.json
// beside this file says, and as dist/ is: Node starts it 8 ms sooner than an ES module (scripts/build.mjs).

const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');

const isNode20 = Number.parseInt(process.versions.node, 10) < 22;

if (isNode20) {
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
// undici makes an error for each connection that it closes, and gathering its stack costs a tenth of a probe.
if (!process.argv.some((word) => word === '--verbose' || /^-[a-z]*v/.test(word))) Error.stackTraceLimit = 0;

// After the flags: compiled code holds for one set of them only.
if (isNode20) require('./code-cache.js').enable(join(__dirname, '..', 'dist'), process.env);
else require('node:module').enableCompileCache?.();

/** From so many probes on it pays to let V8 optimise as early as it wants to: at 10,000 a sixth of the processor time. */
const MANY = 2_000;

require('../dist/main.js').main({
  expect: (probes) => {
    if (isNode20 && probes >= MANY) setFlagsFromString('--interrupt-budget=67584');
  },
});
