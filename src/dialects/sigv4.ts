/** AWS Signature Version 4, added at the moment a request goes out. Source: AWS IAM user guide, "Signing AWS API requests". */

import { AwsV4Signer } from 'aws4fetch';
import { reveal, Secret, type Text } from '../domain/secret.ts';
import type { HttpRequest } from '../domain/target.ts';

/**
 * Signs a request that asks for it; any other comes back as it is.
 *
 * @param wallMs now, milliseconds since 1970: AWS refuses a signature that is off by more than five minutes
 */
export async function sign(request: HttpRequest, wallMs: number): Promise<HttpRequest> {
  const { sign: signing, ...plain } = request;
  if (signing === undefined) return request;
  const signer = new AwsV4Signer({
    method: request.method,
    url: request.url,
    headers: request.headers.map(([name, value]): [string, string] => [name, reveal(value)]),
    body: request.body === null ? null : reveal(request.body),
    accessKeyId: signing.accessKeyId.reveal(),
    secretAccessKey: signing.secretAccessKey.reveal(),
    ...(signing.sessionToken === null ? {} : { sessionToken: signing.sessionToken.reveal() }),
    region: signing.region,
    service: signing.service,
    datetime: new Date(wallMs).toISOString().replace(/[:-]|\.\d{3}/g, ''),
  });
  const signed = await signer.sign();
  const known = new Set(request.headers.map(([name]) => name));
  const added = [...signed.headers]
    .filter(([name]) => !known.has(name) && name !== 'host')
    .map(([name, value]): [string, Text] => [name, name === 'x-amz-date' ? value : new Secret(value)]);
  return { ...plain, headers: [...request.headers, ...added] };
}
