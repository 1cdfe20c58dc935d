/** What other stages may use of the classification. */

export { classify } from './classify.ts';
export { clockSkewMs } from './evidence/skew.ts';
export { requestId, serverTiming } from './facts/identity.ts';
export { rateLimit } from './facts/rate-limit.ts';
