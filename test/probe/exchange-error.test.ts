import { expect, it } from 'vitest';
import { explain, type Seen } from '../../src/probe/exchange-error.ts';

const NOTHING: Seen = {
  headersWhole: false,
  begun: false,
  ended: false,
  socketError: null,
  stray: null,
  maxHeaderBytes: 65_536,
};

it('takes a parser that gets no memory for a want of this machine', () => {
  // What V8 says under `ulimit -v 4000000`.
  const error = new RangeError(
    'WebAssembly.Instance(): Out of memory: Cannot allocate Wasm memory for new instance',
  );
  expect(explain(error, NOTHING)).toMatchObject({ phase: 'request', code: 'ENOMEM' });
});

it("takes a failed assertion over an answer for that answer's fault, also where the socket bears it", () => {
  const error = Object.assign(new Error('assertion'), { code: 'ERR_ASSERTION' });
  expect(explain(error, { ...NOTHING, begun: true, ended: true, socketError: error })).toMatchObject({
    code: 'MALFORMED',
  });
  expect(explain(error, NOTHING)).toMatchObject({ code: 'BUG' });
});
