/** Portkey's AI gateway as a process of its own, on loopback. */

import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { bareEnv } from '../cli/aiprobe.ts';

const PROGRAM = createRequire(import.meta.url).resolve('@portkey-ai/gateway/build/start-server.js');
const PRELOAD = new URL('./gateway-preload.mjs', import.meta.url).href;

export interface Gateway {
  readonly origin: string;
  close(): Promise<void>;
}

export async function startGateway(): Promise<Gateway> {
  const args = ['--import', PRELOAD, PROGRAM, '--port=0', '--headless'];
  const child = spawn(process.execPath, args, {
    env: bareEnv({ NODE_ENV: 'production' }),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const port = await new Promise<string>((resolve, reject) => {
    let said = '';
    const hear = (chunk: Buffer): void => {
      said += chunk.toString('utf8');
      const found = /^port (\d+)$/m.exec(said)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.once('close', () => reject(new Error(`the gateway did not start: ${said}`)));
  });
  return {
    origin: `http://127.0.0.1:${port}`,
    close: async () => {
      child.kill();
      await closed;
    },
  };
}
