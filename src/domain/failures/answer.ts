/** Failures of the answer's form: redirects, protocol, and what was expected of it. */

import type { Reasons } from './info.ts';

export const REDIRECT = {
  unexpected: {
    fault: 'provider',
    retryable: false,
    title: 'an unexpected redirect',
    meaning:
      'The server sends the caller elsewhere, and this probe does not follow (or the target is no web address).',
    causes: [
      'the URL has moved',
      'a login page stands before the service',
      'a missing or surplus slash, or http in place of https',
    ],
    hint: 'Put the new address into the config if it is right, or allow redirects with redirects: N.',
  },
  loop: {
    fault: 'provider',
    retryable: false,
    title: 'a redirect loop',
    meaning: 'The redirects lead back to an address that was already asked.',
    causes: [
      'the server and the proxy before it disagree about https',
      'a cookie or login that never comes about',
    ],
    hint: 'The owner has to fix the redirect rules; try the last address of the chain directly.',
  },
  'too-many': {
    fault: 'provider',
    retryable: false,
    title: 'too many redirects',
    meaning: 'The chain of redirects is longer than this probe follows.',
    causes: ['a redirect loop whose addresses change', 'an old address that was moved several times'],
    hint: 'Probe the last address of the chain, or raise redirects:.',
  },
  insecure: {
    fault: 'provider',
    retryable: false,
    title: 'a redirect from https to http',
    meaning: 'The server sends the caller from an encrypted to an unencrypted address. It is not followed.',
    causes: ['a server that does not know it stands behind https', 'a wrong address in its configuration'],
    hint: 'The owner has to correct the address (often X-Forwarded-Proto behind a proxy).',
  },
} as const satisfies Reasons;

export const PROTOCOL = {
  malformed: {
    fault: 'provider',
    retryable: true,
    title: 'the answer is not proper HTTP',
    meaning: 'What came back breaks the rules of HTTP, so that it cannot be read.',
    causes: ['the port speaks another protocol (SSH, a database, TLS)', 'a fault in the server or proxy'],
    hint: 'Check scheme and port of the URL. If they are right, the owner has to fix the server.',
  },
  truncated: {
    fault: 'provider',
    retryable: true,
    title: 'the answer was cut off',
    meaning: 'The answer ended before all of what was announced had come.',
    causes: ['the server or a proxy died midway', 'a wrong Content-Length', 'a network problem'],
    hint: 'Try again. If it stays at the same length, the owner has to look at server and proxy.',
  },
  'too-large': {
    fault: 'provider',
    retryable: false,
    title: 'the answer is too large',
    meaning:
      'The answer passed the size limit of this probe (headers, a line, the body, or what it unpacks to).',
    causes: ['another page than expected', 'a runaway or hostile server'],
    hint: 'Check the URL; if such a large answer is right, raise max_body.',
  },
  encoding: {
    fault: 'provider',
    retryable: true,
    title: 'the answer cannot be decoded',
    meaning: 'The answer says that it is compressed or encoded in a way that its bytes do not fit.',
    causes: ['a server or proxy that labels plain data as compressed', 'damaged data'],
    hint: 'The owner has to correct Content-Encoding; a header accept-encoding: identity may help meanwhile.',
  },
} as const satisfies Reasons;

export const MISMATCH = {
  status: {
    fault: 'provider',
    retryable: false,
    title: 'not the expected status',
    meaning: 'The server answered with another status than expected.',
    causes: ['the service behaves in another way than the config says', 'an expectation that is out of date'],
    hint: 'Compare expect.status with what the service is meant to answer.',
  },
  header: {
    fault: 'provider',
    retryable: false,
    title: 'a header is not as expected',
    meaning: 'A response header is missing or has another value than expected.',
    causes: ['a change on the server or a proxy', 'an expectation that is out of date'],
    hint: 'Compare expect.header with the headers shown by -v.',
  },
  body: {
    fault: 'provider',
    retryable: false,
    title: 'the content is not as expected',
    meaning: 'The content of the answer lacks what was expected in it.',
    causes: ['another page answers (error, login, maintenance)', 'the content has changed'],
    hint: 'Look at the content with -v, and correct the service or expect.body.',
  },
  json: {
    fault: 'provider',
    retryable: false,
    title: 'the JSON is not as expected',
    meaning: 'The answer is no complete JSON, or a value in it is missing or different.',
    causes: [
      'the API changed',
      'another API family than the config says',
      'a server that reports trouble in its values',
    ],
    hint: 'Look at the body with -v, and compare it with expect.json and the provider of the probe.',
  },
  'content-type': {
    fault: 'provider',
    retryable: false,
    title: 'another kind of content than expected',
    meaning: 'A web page (or another format) came where the API should have answered.',
    causes: [
      'a login, portal, error or maintenance page in place of the API',
      'a wrong base_url that leads to the web app',
      'a server that ignores stream: true',
    ],
    hint: 'Open the URL in a browser to see the page. Check base_url and path.',
  },
  'cert-days': {
    fault: 'provider',
    retryable: false,
    title: 'the certificate expires too soon',
    meaning: 'The certificate is valid for fewer days than expect.cert_days demands.',
    causes: ['its automatic renewal failed or is late'],
    hint: 'Have the certificate renewed before it expires.',
  },
} as const satisfies Reasons;
