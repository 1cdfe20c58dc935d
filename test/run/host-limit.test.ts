import { describe, expect, it } from 'vitest';
import { HostLimit, hostKey } from '../../src/run/host-limit.ts';
import { target, VirtualClock } from './support.ts';

describe('which hosts are spared', () => {
  it.each([
    ['https://api.example.com/v1', 'api.example.com:443'],
    ['http://api.example.com/v1', 'api.example.com:80'],
    ['http://api.example.com:8080/', 'api.example.com:8080'],
    ['tcp://db.example.com:6333', 'db.example.com:6333'],
    ['http://10.0.0.7:8000/', null],
    ['http://[fd00::7]:8000/', null],
    ['http://localhost:3000/', null],
    ['http://api.localhost:3000/', null],
  ])('%s → %s', (url, key) => {
    expect(hostKey(target('t', { url }))).toBe(key);
  });

  it('does not spare a name that is pinned to this machine', () => {
    const pinned = { resolve: [{ host: 'api.example', port: 443, address: '127.0.0.1' }] };
    expect(hostKey(target('t', { url: 'https://api.example/', ...pinned }))).toBeNull();
    expect(hostKey(target('t', { url: 'https://api.example:8443/', ...pinned }))).toBe('api.example:8443');
  });
});

describe('the limit', () => {
  function load(limit: number) {
    const clock = new VirtualClock();
    const hosts = new HostLimit(limit, clock);
    const running = new Map<string | null, number>();
    const most = new Map<string | null, number>();
    const ends: string[] = [];
    const job = (key: string | null, ms: number, name = '') =>
      hosts.run(key, async (started) => {
        started();
        const now = (running.get(key) ?? 0) + 1;
        running.set(key, now);
        most.set(key, Math.max(now, most.get(key) ?? 0));
        await clock.sleep(ms);
        running.set(key, (running.get(key) ?? 0) - 1);
        ends.push(name);
      });
    return { clock, job, most, ends };
  }

  it('holds for each host apart, in order', async () => {
    const { clock, job, most, ends } = load(2);
    const jobs = [1, 2, 3, 4, 5].flatMap((n) => [job('a:443', 100, `a${n}`), job('b:443', 10, `b${n}`)]);
    const free = [job(null, 5, 'free'), job(null, 5, 'free'), job(null, 5, 'free')];
    await clock.drive(Promise.all([...jobs, ...free]));
    expect([most.get('a:443'), most.get('b:443'), most.get(null)]).toEqual([2, 2, 3]);
    expect(ends.filter((name) => name.startsWith('a'))).toEqual(['a1', 'a2', 'a3', 'a4', 'a5']);
    expect(clock.now()).toBe(300);
  });

  it('passes the place of a silent attempt on after a second', async () => {
    const { clock, job } = load(1);
    await clock.drive(Promise.all([job('a:443', 60_000), job('a:443', 10), job('a:443', 10)]));
    expect(clock.now()).toBe(60_000);
    const after = job('a:443', 10);
    await clock.drive(after);
    expect(clock.now()).toBe(60_010);
  });

  it('passes a place on when a job throws', async () => {
    const hosts = new HostLimit(1, new VirtualClock());
    const failed = hosts.run('a:443', () => Promise.reject(new Error('job')));
    await expect(failed).rejects.toThrow('job');
    expect(await hosts.run('a:443', async () => 'next')).toBe('next');
  });
});
