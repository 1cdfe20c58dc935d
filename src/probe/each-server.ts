/** Several name servers, asked as glibc asks them. */

import type { promises as dns } from 'node:dns';

/** What an answer says of the server that gave it: it can serve, it says that it cannot, or nobody answered. */
export type Service = 'serves' | 'cannot-serve' | 'silent';

/**
 * A server that says it cannot serve leads on to the next one (glibc's res_send does so for SERVFAIL, REFUSED and
 * NOTIMP). Node tells c-ares to take such an answer for the last word (ARES_FLAG_NOCHECKRESP; measured: Node 20), so the
 * next one is asked here. Of a silent server c-ares itself goes on to the next.
 *
 * @param servers all that may be asked, as `resolver.getServers()` gave them at first
 * @param query asks through the resolver, and has no query under way when its answer is no success: c-ares changes
 *   servers only then
 * @returns the first answer of a server that can serve, else that of the first server
 */
export async function eachServer<Answer>(
  resolver: dns.Resolver,
  servers: readonly string[],
  query: () => Promise<Answer>,
  serviceOf: (answer: Answer) => Service,
): Promise<Answer> {
  // An earlier name may have ended at a later server.
  if (resolver.getServers().length < servers.length) resolver.setServers(servers);
  const first = await query();
  if (serviceOf(first) !== 'cannot-serve') return first;
  for (let next = 1; next < servers.length; next += 1) {
    resolver.setServers(servers.slice(next));
    const answer = await query();
    if (serviceOf(answer) === 'serves') return answer;
  }
  return first;
}
