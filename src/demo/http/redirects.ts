/** Redirects that go nowhere good. */

import { answering, pathOf, type Reply, textReply } from '../reply.ts';
import type { Behaviour } from '../stand-in.ts';

function found(location: string | null, status = 302): Reply {
  return textReply(status, '', location === null ? {} : { location });
}

/** /a sends to /b and /b back to /a; anything else to /a. */
export const REDIRECT_LOOP: Behaviour = answering((request) => found(pathOf(request) === '/a' ? '/b' : '/a'));

/** Every address is new, and none is the last. */
export const ENDLESS_REDIRECTS: Behaviour = answering((request) =>
  found(`/${Number(pathOf(request).slice(1) || '0') + 1}`),
);

/** @param location absolute or relative, as it stands in the header */
export function redirectTo(location: string, status = 302): Behaviour {
  return answering(() => found(location, status));
}

/** `/` and `/n` send one step down, `/0` is the goal. @param hops from `/` */
export function redirectChain(hops: number): Behaviour {
  return answering((request) => {
    const left = pathOf(request) === '/' ? hops : Number(pathOf(request).slice(1));
    return left === 0 ? textReply(200, 'arrived') : found(`/${left - 1}`);
  });
}

export const MISSING_LOCATION: Behaviour = answering(() => found(null));

/** Leads to no http(s) address. */
export const REDIRECT_TO_FILE: Behaviour = redirectTo('file:///etc/hostname');
