import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { HANGING } from '../../src/demo/http/waiting.ts';
import { holdRefusedPort, type RefusedPort } from '../../src/demo/refused-port.ts';
import type { Target } from '../../src/domain/target.ts';
import { type Daemon, findProgram, freePorts, needs } from '../support/real/daemon.ts';
import { startHaproxy } from '../support/real/haproxy.ts';
import { probe, type Seen } from '../support/real/verdict.ts';
import { type StandIn, script, send, startStandIn } from '../support/servers/index.ts';
import { httpTarget, timeouts } from '../support/target.ts';

let ports: Readonly<Record<'http' | 'reject', number>>;
let haproxy: Daemon | undefined;
let refused: RefusedPort;
let slow: StandIn;
let garbage: StandIn;

beforeAll(async () => {
  if (findProgram('haproxy') === null) return;
  refused = await holdRefusedPort();
  slow = await startStandIn(HANGING);
  garbage = await startStandIn(script(send('this is no HTTP\r\n\r\n')));
  ports = await freePorts('http', 'reject');
  haproxy = await startHaproxy(
    ports.http,
    `
frontend main
  bind 127.0.0.1:${ports.http}
  http-request deny deny_status 429 if { path /limited }
  http-request deny if { path /denied }
  http-request tarpit if { path /tarpit }
  http-request reject if { path /reject }
  http-request silent-drop if { path /drop }
  http-request redirect location /elsewhere if { path /moved }
  use_backend dead if { path /dead }
  use_backend slow if { path /slow }
  use_backend garbage if { path /garbage }
  default_backend none

frontend reject
  bind 127.0.0.1:${ports.reject}
  tcp-request connection reject

backend none

backend dead
  server s 127.0.0.1:${refused.port}

backend slow
  server s ${slow.authority}

backend garbage
  server s ${garbage.authority}
`,
  );
});
afterAll(async () => {
  await haproxy?.stop();
  await Promise.all([refused?.close(), slow?.close(), garbage?.close()]);
});
beforeEach((context) => needs(context, 'haproxy'));

function ask(path: string, over: Partial<Target> = {}, port = ports.http): Promise<Seen> {
  return probe(
    httpTarget(`http://127.0.0.1:${port}${path}`, { timeout: timeouts({ total: 2_000 }), ...over }),
  );
}

describe('haproxy', () => {
  it.each([
    ['/', '503', 'server-error.unavailable', 'no server is in the backend'],
    ['/dead', '503', 'server-error.unavailable', 'its server refuses'],
    ['/slow', '504', 'server-error.gateway-timeout', 'its server is silent'],
    ['/garbage', '502', 'server-error.bad-gateway', 'its server speaks no HTTP'],
    ['/limited', '429', 'rate-limit.unspecified', 'it denies with 429'],
    ['/denied', '403', 'auth.forbidden', 'it denies'],
    ['/tarpit', '500', 'server-error.internal', 'it tarpits'],
    ['/reject', 'request CLOSED', 'connect.closed', 'it rejects the request'],
    ['/drop', 'request DEADLINE', 'timeout.first-byte', 'it drops in silence'],
  ])('%s: %s is %s when %s', async (path, outcome, verdict) => {
    expect(await ask(path)).toMatchObject({ outcome, verdict });
  });

  it('that rejects a connection closes it before a byte', async () => {
    const seen = await ask('/', {}, ports.reject);
    expect(seen.outcome).toMatch(/^(connect|request) (CLOSED|ECONNRESET)$/);
    expect(seen.verdict).toMatch(/^connect\.(closed|reset)$/);
  });

  it('that redirects is not followed where that is not wanted', async () => {
    expect(await ask('/moved', { redirects: 0 })).toMatchObject({
      outcome: '302',
      verdict: 'redirect.unexpected',
    });
  });
});
