#!/usr/bin/env node
// Process-wide switches that only the outermost program may set, then the built main takes over. CommonJS, as package.json
// beside this file says, and as dist/ is: Node starts it 8 ms sooner than an ES module (scripts/build.mjs).

const { join } = require('node:path');
const { setFlagsFromString } = require('node:v8');

const isNode20 = Number.parseInt(process.versions.node, 10) < 22;

/** Four times the default before a function counts as hot: most runs end before the optimising compiler has paid for itself. */
const PATIENT = '--interrupt-budget=270336';

if (isNode20) {
  // Node 20's V8 compiles undici's HTTP parser (WebAssembly) with the optimising compiler at the first connection: some
  // 200 ms of processor time that the exit waits for. The baseline compiler is as good here. Node 22 needs no telling.
  setFlagsFromString('--liftoff-only');
  setFlagsFromString(PATIENT);
  // What a run calls once, at its start, must still be there for the code cache at its end: else a long run would leave a
  // cache without it (20 ms for each run after it).
  setFlagsFromString('--no-flush-bytecode');
}
// What lives is small and what dies is much: let the heap grow by a fifth between collections, not to four times what
// lives (10,000 probes: 298 MB become 180, for a tenth more processor time).
setFlagsFromString('--heap-growing-percent=20');
// undici makes an error for each connection that it closes, and gathering its stack costs a tenth of a probe.
if (!process.argv.some((word) => word === '--verbose' || /^-[a-z]*v/.test(word))) Error.stackTraceLimit = 0;

/** A few lines of code, which no cache makes faster. */
const isVersion = process.argv.length === 3 && /^(?:--version|-V)$/.test(process.argv[2]);

// After the flags: compiled code holds for one set of them only.
if (!isNode20) require('node:module').enableCompileCache?.();
else if (!isVersion) require('./code-cache.js').enable(join(__dirname, '..', 'dist'), process.env);

/** From so many probes on it pays to let V8 optimise as early as it wants to: at 10,000 a sixth of the processor time. */
const MANY = 2_000;

require('../dist/main.js').main({
  expect: (probes) => {
    if (!isNode20 || probes < MANY) return;
    setFlagsFromString('--interrupt-budget=67584');
    // Compiled code that is kept holds for the flags that runs begin with.
    process.prependListener('exit', () => setFlagsFromString(PATIENT));
  },
});
