/** Compiled code kept between runs (Node 20; later ones keep it themselves): a saving, never a condition. */

import {
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { aiprobe, scratch } from './aiprobe.ts';

const isNode20 = process.versions.node.startsWith('20.');

/** `schema` loads several chunks, prints much, and needs no network. */
const run = (cache: string, more: Readonly<Record<string, string>> = {}) =>
  aiprobe(['schema'], { env: { XDG_CACHE_HOME: cache, ...more } });

const folderIn = (cache: string) => {
  const [engine, ...others] = readdirSync(join(cache, 'aiprobe'));
  expect(others).toEqual([]);
  return join(cache, 'aiprobe', String(engine));
};
const filesIn = (folder: string) => readdirSync(folder).map((name) => join(folder, name));
const largestOf = (files: readonly string[]) =>
  [...files].sort((a, b) => statSync(b).size - statSync(a).size)[0] ?? '';

describe.skipIf(!isNode20)('the code cache of Node 20', () => {
  it('is filled by the first run, only read by the second, and closed to others', async () => {
    const cache = scratch();
    const first = await run(cache);
    const folder = folderIn(cache);
    const files = filesIn(folder);
    const contents = files.map((file) => readFileSync(file));
    const inodes = files.map((file) => statSync(file).ino);
    const second = await run(cache);
    expect(files.length).toBeGreaterThan(1);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(filesIn(folder)).toEqual(files);
    expect(files.map((file) => statSync(file).ino)).toEqual(inodes);
    expect(files.map((file) => readFileSync(file))).toEqual(contents);
    expect(second).toEqual(first);
    expect(first).toMatchObject({ code: 0, stderr: '' });
  });

  it.each([
    [
      'damaged in the middle',
      (code: Buffer) => Buffer.from(code.map((byte, i) => (i % 500 === 250 ? ~byte : byte))),
    ],
    ['cut off', (code: Buffer) => code.subarray(0, code.length / 2)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from('#!/bin/sh\n')],
  ])('mends a file that is %s', async (_, damage) => {
    const cache = scratch();
    const sound = await run(cache);
    const file = largestOf(filesIn(folderIn(cache)));
    const damaged = damage(readFileSync(file));
    writeFileSync(file, damaged);
    expect(await run(cache)).toEqual(sound);
    expect(readFileSync(file).equals(damaged)).toBe(false);
    expect(await run(cache)).toEqual(sound);
  });

  it('lets go of what a version of long ago left, when a new one fills it', async () => {
    const cache = scratch();
    await run(cache);
    const folder = folderIn(cache);
    const [current = ''] = filesIn(folder);
    const left = join(folder, 'chunk-00000000.js.bin');
    const recent = join(folder, 'chunk-11111111.js.bin');
    writeFileSync(left, 'x');
    writeFileSync(recent, 'x');
    const longAgo = Date.now() / 1_000 - 31 * 86_400;
    utimesSync(left, longAgo, longAgo);
    await run(cache);
    expect(existsSync(left)).toBe(true);
    rmSync(current);
    await run(cache);
    expect([left, recent, current].map((file) => existsSync(file))).toEqual([false, true, true]);
  });

  it('is filled again by a run that compiled more than the one that filled it', async () => {
    const cache = scratch();
    const sound = await run(cache);
    const folder = folderIn(cache);
    const size = filesIn(folder).find((file) => file.endsWith('.size')) ?? '';
    const written = () => filesIn(folder).map((file) => statSync(file, { bigint: true }).mtimeNs);
    const few = Buffer.from('1000');
    const checksum = Buffer.alloc(4);
    checksum.writeUInt32LE(crc32(few));
    writeFileSync(size, Buffer.concat([few, checksum]));
    const before = written();
    expect(await run(cache)).toEqual(sound);
    const after = written();
    expect(after.filter((time) => before.includes(time))).toEqual([]);
    expect(await run(cache)).toEqual(sound);
    expect(written()).toEqual(after);
  });

  it('reads nothing that others could have written', async () => {
    const cache = scratch();
    const sound = await run(cache);
    const folder = folderIn(cache);
    const file = largestOf(filesIn(folder));
    writeFileSync(file, '');
    chmodSync(folder, 0o777);
    expect(await run(cache)).toEqual(sound);
    expect(statSync(file).size).toBe(0);
  });

  it('does without where there is no place for it, or none is wanted', async () => {
    const cache = scratch();
    const file = join(scratch(), 'file');
    writeFileSync(file, '');
    const sound = await run(cache);
    const unwanted = scratch();
    expect(await run(file)).toEqual(sound);
    expect(await run('relative', { HOME: '' })).toEqual(sound);
    // In /proc no folder can be made, and Node 20's own way of making several never returns.
    expect(await run('/proc/nowhere')).toEqual(sound);
    expect(await run(unwanted, { NODE_DISABLE_COMPILE_CACHE: '1' })).toEqual(sound);
    expect(existsSync(join(unwanted, 'aiprobe'))).toBe(false);
  });
});
