// What bundled packages load at once although a probe seldom or never needs it, put off or left out: an esbuild plug-in.
// Each saving is processor time of `aiprobe check URL` on Node 20, where bare `node -e 0` takes 105 ms.
import { readFileSync } from 'node:fs';

/** The exact text in a file of a pinned package, and what stands there instead. */
const PATCHES = [
  // node:http2 and what it loads, 8 ms: only for probes with `http_version: 2`.
  {
    file: 'undici/lib/dispatcher/client.js',
    text: "const connectH2 = require('./client-h2.js')",
    instead: "const connectH2 = (...args) => require('./client-h2.js')(...args)",
  },
  // node:http, 3 ms. The probe names its own bound on headers; the value here is Node's default.
  {
    file: 'undici/lib/dispatcher/client.js',
    text: "const http = require('node:http')",
    instead: 'const http = { maxHeaderSize: 16384 }',
  },
  { file: 'undici/lib/core/util.js', text: "const { IncomingMessage } = require('node:http')", instead: '' },
  {
    file: 'undici/lib/core/util.js',
    text: '.constructor === IncomingMessage',
    instead: ".constructor === require('node:http').IncomingMessage",
  },
  // The body classes of fetch, 60 kB to parse, serve forms and web streams. A probe sends text.
  ...['client-h1.js', 'client-h2.js'].map((name) => ({
    file: `undici/lib/dispatcher/${name}`,
    text: "require('../web/fetch/body.js').extractBody",
    instead: "(() => { throw new TypeError('a request body must be text') })()",
  })),
  // node:child_process, 4 ms: commander runs subcommands that are programs of their own; there are none.
  {
    file: 'commander/lib/command.js',
    text: "const childProcess = require('node:child_process')",
    instead: "const childProcess = { spawn: (...args) => require('node:child_process').spawn(...args) }",
  },
];

const ASSERT = `module.exports = (value, message) => {
  if (value) return;
  if (message instanceof Error) throw message;
  throw Object.assign(new Error(message ?? 'an assertion of undici failed'), { code: 'ERR_ASSERTION' });
};`;

export const slim = {
  name: 'slim',
  setup(build) {
    const applied = new Set();
    build.onLoad({ filter: /node_modules\/(undici|commander)\/lib\/.*\.js$/ }, ({ path }) => {
      const patches = PATCHES.filter(({ file }) => path.endsWith(`/node_modules/${file}`));
      if (patches.length === 0) return undefined;
      let contents = readFileSync(path, 'utf8');
      for (const patch of patches) {
        if (contents.includes(patch.text)) applied.add(patch);
        contents = contents.replaceAll(patch.text, patch.instead);
      }
      return { contents, loader: 'js' };
    });
    // An update that moves a text must not lose its saving without a word.
    build.onEnd(() => ({
      errors: PATCHES.filter((patch) => !applied.has(patch)).map(({ file, text }) => ({
        text: `scripts/slim.mjs: ${file} has no text ${JSON.stringify(text)}`,
      })),
    }));

    // Of a failed node:assert the message is made by parsing the source line, which in a bundle takes 8 s. undici's
    // assertions can fail over what a server sends (a status of 000; measured on 7.30): nobody may stop a run with that.
    build.onResolve({ filter: /^node:assert$/ }, ({ importer }) =>
      importer.includes('/node_modules/undici/') ? { path: 'assert', namespace: 'assert' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'assert' }, () => ({ contents: ASSERT }));

    // string-width, 25 ms for its Unicode tables: only for text that is not plain ASCII. A file of its own, see build.mjs.
    build.onResolve({ filter: /^string-width$/ }, ({ importer, kind }) =>
      kind === 'entry-point' || importer.includes('/node_modules/')
        ? undefined
        : { path: 'string-width', namespace: 'put-off' },
    );
    build.onLoad({ filter: /.*/, namespace: 'put-off' }, () => ({
      contents: `let width;
        export default (...args) => (width ??= require('./string-width.js').default)(...args);`,
    }));
    build.onResolve({ filter: /^\.\//, namespace: 'put-off' }, ({ path }) => ({ path, external: true }));
  },
};
