import { expect, it } from 'vitest';
import { redirectTo } from '../../src/demo/http/redirects.ts';
import { createControl } from '../../src/probe/control.ts';
import { prober } from '../support/probe.ts';
import { always, ECHO, htmlReply, withServer, withTlsServer } from '../support/servers/index.ts';

const control = createControl(prober);

it('is well when one of its targets answers, whatever it says', async () => {
  await withServer(always(htmlReply(500, 'broken')), async ({ origin, authority }) => {
    expect(await control(['127.0.0.1:1', `${origin}/`])).toMatchObject({ state: 'ok' });
    expect(await control([authority])).toMatchObject({ state: 'ok' });
  });
  await withServer(ECHO, async ({ authority }) => expect((await control([authority])).state).toBe('ok'), {
    host: '::1',
  });
});

it('is down when none answers, and names them without their passwords', async () => {
  const outcome = await control(['127.0.0.1:1', 'http://user:planted@127.0.0.1:1/x']);
  expect(outcome).toEqual({
    state: 'down',
    detail: 'no answer from 127.0.0.1:1, http://127.0.0.1:1/x either',
  });
});

it.each([
  ['a redirect to somebody else', redirectTo('http://portal.example.test/login')],
  ['511', always(htmlReply(511, 'log in'))],
])('is a portal behind %s', async (_what, behaviour) => {
  await withServer(behaviour, async ({ origin }) => expect((await control([origin])).state).toBe('portal'));
});

it('takes a redirect within the same host for an answer', async () => {
  await withServer(redirectTo('/other'), async ({ origin }) =>
    expect((await control([origin])).state).toBe('ok'),
  );
});

it('takes somebody else’s certificate for a portal', async () => {
  // Its authority is unknown as well, and that is what OpenSSL says first; a name alone is the portal's mark.
  await withTlsServer('wrong-host', ECHO, async ({ origin }) => {
    expect(['portal', 'down']).toContain((await control([origin])).state);
  });
});

it('never rejects, whatever it is given', async () => {
  expect((await control(['nonsense'])).state).toBe('down');
  expect((await control(['http://['])).state).toBe('down');
});

it('asks the machine’s own name server by default, within its own limit', async () => {
  const { state, detail } = await control([]);
  expect(['ok', 'down']).toContain(state);
  expect(detail).toMatch(/^name server /);
});
