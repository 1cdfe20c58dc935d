/** Connections that fail before there is an answer: the official SDKs and aiprobe beside each other. */

import { describe, expect, it } from 'vitest';
import { CUTS } from '../../src/demo/http/cuts.ts';
import { MALFORMED } from '../../src/demo/http/malformed.ts';
import { HANGING, STALLED_BODY } from '../../src/demo/http/waiting.ts';
import { holdRefusedPort } from '../../src/demo/refused-port.ts';
import { always, jsonReply } from '../../src/demo/reply.ts';
import type { Behaviour } from '../../src/demo/stand-in.ts';
import { startStandIn } from '../../src/demo/stand-in.ts';
import { TLS_FAULTS, tlsWith } from '../../src/demo/tls-faults.ts';
import { differenceOf } from './agreement.ts';
import type { Verdicts } from './faults.ts';
import type { Sdk } from './sdks.ts';
import { askBoth, askBothAt } from './side-by-side.ts';

const CONNECTIONS: readonly (readonly [string, Behaviour, Verdicts])[] = [
  ['reset-after-request', CUTS['reset-after-request'], ['APIConnectionError', 'connect.reset']],
  ['closed-after-request', CUTS['closed-after-request'], ['APIConnectionError', 'connect.closed']],
  ['fin-in-headers', CUTS['fin-in-headers'], ['APIConnectionError', 'protocol.truncated']],
  ['short-of-length', CUTS['short-of-length'], ['TypeError', 'protocol.truncated']],
  ['chunked-cut', CUTS['chunked-cut'], ['TypeError', 'protocol.truncated']],
  ['ssh-banner', MALFORMED['ssh-banner-fin'], ['APIConnectionError', 'protocol.malformed']],
  ['bad-status-line', MALFORMED['bad-status-line'], ['APIConnectionError', 'protocol.malformed']],
  ['hangs', HANGING, ['APIConnectionTimeoutError', 'timeout.first-byte']],
];

/** OpenAI's SDK bounds the body of a document too. */
const STALLED: Readonly<Record<Sdk, Verdicts>> = {
  openai: ['APIConnectionTimeoutError', 'timeout.stalled'],
  anthropic: ['waits', 'timeout.stalled'],
};

describe.each<Sdk>(['openai', 'anthropic'])('%s', (sdk) => {
  it.each(CONNECTIONS)('%s', async (_, behaviour, written) => {
    const seen = await askBothAt(behaviour, { sdk, stream: false, expected: written });
    expect(seen).toEqual(written);
    differenceOf(...seen);
  });

  it('a body that stalls', async () => {
    const seen = await askBothAt(STALLED_BODY, { sdk, stream: false, expected: STALLED[sdk] });
    expect(seen).toEqual(STALLED[sdk]);
    differenceOf(...seen);
  });

  it('a closed port', async () => {
    const port = await holdRefusedPort();
    try {
      const seen = await askBoth(`http://127.0.0.1:${port.port}`, { sdk, stream: false });
      expect(seen).toEqual(['APIConnectionError', 'connect.refused']);
    } finally {
      await port.close();
    }
  });

  it('a name that nobody knows', async () => {
    const [theirs, ours] = await askBoth('http://nobody.invalid', { sdk, stream: false });
    expect(ours).toMatch(/^dns\./);
    expect(theirs).toBe('APIConnectionError');
    differenceOf(theirs, ours);
  });

  it.each<readonly [Parameters<typeof tlsWith>[0], string]>([
    ['self-signed', 'tls.untrusted'],
    ['expired', 'tls.expired'],
    ['wrong-host', 'tls.untrusted'],
  ])('a certificate that is %s, of an authority that nobody trusts', async (name, ours) => {
    const behaviour = always(jsonReply(200, {}));
    const seen = await askBothAt(behaviour, { sdk, stream: false }, { tls: await tlsWith(name) });
    expect(seen).toEqual(['APIConnectionError', ours]);
  });

  it.each<readonly [keyof typeof TLS_FAULTS, string]>([
    ['clear-text', 'tls.protocol'],
    ['fin-after-hello', 'tls.handshake'],
    ['rst-after-hello', 'tls.handshake'],
    ['handshake-failure', 'tls.protocol'],
  ])('a handshake that ends in %s', async (name, ours) => {
    const standIn = await startStandIn(TLS_FAULTS[name]);
    try {
      const seen = await askBoth(`https://${standIn.authority}`, { sdk, stream: false });
      expect(seen).toEqual(['APIConnectionError', ours]);
      differenceOf(...seen);
    } finally {
      await standIn.close();
    }
  });
});
