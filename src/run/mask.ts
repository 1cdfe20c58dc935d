/** URLs without their secrets: userinfo and key-like query parameters go, whoever put them there. */

import type { Redact } from '../domain/secret.ts';

const USERINFO = /^([a-z][a-z0-9+.-]*:)?\/\/[^/?#]*@/i;

/** Parameters that name a credential, e.g. `key`, `api_key`, `access_token`, `X-Amz-Signature`; not `max_tokens`. */
const KEY_LIKE =
  /([?&;#](?:[\w.-]*(?:api-?key|token(?!s)|secret|passw(?:or)?d|credential|signature)[\w.-]*|(?:[\w.-]*[_.-])?(?:key|auth|authorization|sig|pwd|code))=)[^&;#]*/gi;

/**
 * @param url absolute or relative, also malformed (a Location header as it came)
 * @param redact masks the run's own secrets
 */
export function maskUrl(url: string, redact: Redact): string {
  return redact(url)
    .replace(USERINFO, (_, scheme: string | undefined) => `${scheme ?? ''}//***@`)
    .replace(KEY_LIKE, '$1***');
}
