/** Several name servers, asked as glibc asks them. */

import type { promises as dns } from 'node:dns';

/**
 * A server that says it cannot serve leads on to the next one (glibc's res_send does so for SERVFAIL, REFUSED and
 * NOTIMP). Node tells c-ares to take such an answer for the last word (ARES_FLAG_NOCHECKRESP; measured: Node 20), so the
 * next one is asked here. Of a silent server c-ares itself goes on to the next.
 *
 * @param query asks through the resolver, and has no query under way when it is done
 * @returns the first answer of a server that can serve, else that of the first server
 */
export async function eachServer<Answer>(
  resolver: dns.Resolver,
  query: () => Promise<Answer>,
  cannotServe: (answer: Answer) => boolean,
): Promise<Answer> {
  const servers = resolver.getServers();
  const first = await query();
  if (!cannotServe(first)) return first;
  for (let next = 1; next < servers.length; next += 1) {
    resolver.setServers(servers.slice(next));
    const answer = await query();
    if (!cannotServe(answer)) return answer;
  }
  return first;
}
