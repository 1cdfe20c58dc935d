/** Services that answer with a server error: their own, or that of the proxy in front of them. */

import { htmlReply, jsonReply, type Reply } from '../reply.ts';

/** OpenAI's own 500. */
export const INTERNAL_ERROR: Reply = jsonReply(
  500,
  {
    error: {
      message: 'The server had an error processing your request. Sorry about that!',
      type: 'server_error',
      param: null,
      code: null,
    },
  },
  { 'x-request-id': 'req_demo500' },
);

/** The page that nginx makes when its upstream fails it. */
function nginxPage(status: number, phrase: string): Reply {
  const title = `${status} ${phrase}`;
  const lines = [
    '<html>',
    `<head><title>${title}</title></head>`,
    '<body>',
    `<center><h1>${title}</h1></center>`,
    '<hr><center>nginx/1.24.0</center>',
    '</body>',
    '</html>',
    '',
  ];
  return htmlReply(status, lines.join('\r\n'), { server: 'nginx/1.24.0', 'content-type': 'text/html' });
}

export const NGINX_BAD_GATEWAY = nginxPage(502, 'Bad Gateway');
export const NGINX_UNAVAILABLE = nginxPage(503, 'Service Temporarily Unavailable');
export const NGINX_GATEWAY_TIMEOUT = nginxPage(504, 'Gateway Time-out');
/** What nginx says when plain HTTP comes to its TLS port (its internal code 497). */
export const NGINX_PLAIN_TO_TLS: Reply = nginxPage(400, 'The plain HTTP request was sent to HTTPS port');
/** What nginx says when a wanted client certificate did not come (its internal code 496). */
export const NGINX_NO_CLIENT_CERTIFICATE: Reply = nginxPage(400, 'No required SSL certificate was sent');

/** Anthropic's 529, https://docs.claude.com/en/api/errors */
export const ANTHROPIC_OVERLOADED: Reply = jsonReply(
  529,
  {
    type: 'error',
    error: { type: 'overloaded_error', message: 'Overloaded' },
    request_id: 'req_demo529',
  },
  { 'request-id': 'req_demo529', 'x-should-retry': 'true' },
);

/** llama.cpp's answer on every path until the model is in memory (tools/server/README.md). */
export const MODEL_LOADING: Reply = jsonReply(
  503,
  { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
  { server: 'llama.cpp' },
);
