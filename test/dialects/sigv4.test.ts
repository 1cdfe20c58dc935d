/** Signatures, against one that the AWS SDK's own signer (@smithy/signature-v4 5.7.5) made. */

import { describe, expect, it } from 'vitest';
import { sign } from '../../src/dialects/sigv4.ts';
import { reveal, Secret } from '../../src/domain/secret.ts';
import type { HttpRequest } from '../../src/domain/target.ts';

const request: HttpRequest = {
  method: 'POST',
  url: 'https://bedrock-runtime.us-east-1.amazonaws.com/model/anthropic.claude-3-haiku-20240307-v1:0/converse',
  headers: [['content-type', 'application/json']],
  body: '{"messages":"é"}',
};
const credentials = {
  accessKeyId: new Secret('AKIDEXAMPLE'),
  secretAccessKey: new Secret('wJalrXUtnFEMI'),
  sessionToken: new Secret('tok'),
  region: 'us-east-1',
  service: 'bedrock',
};

describe('sign', () => {
  it('signs as AWS does', async () => {
    const signed = await sign({ ...request, sign: credentials }, Date.UTC(2026, 10, 24, 5, 0, 0, 123));
    const headers = Object.fromEntries(signed.headers.map(([name, value]) => [name, reveal(value)]));
    expect(headers).toEqual({
      'content-type': 'application/json',
      'x-amz-date': '20261124T050000Z',
      'x-amz-security-token': 'tok',
      authorization:
        'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/us-east-1/bedrock/aws4_request, SignedHeaders=host;x-amz-date;x-amz-security-token, Signature=28e5ee0deefe059df0c8c814f0fda627ef052a805a321f6a6c716a2536111b19',
    });
    expect(signed).not.toHaveProperty('sign');
  });

  it('leaves a request alone that asks for no signature', async () => {
    expect(await sign(request, 0)).toBe(request);
  });
});
