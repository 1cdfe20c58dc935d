/** Deepgram speech to text, of recorded audio. Source: Deepgram API reference, "Listen: pre-recorded audio". */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Grammar } from './dialect.ts';
import { at, isError, objects, word } from './json.ts';
import { jsonValues } from './json-values.ts';
import { compose } from './reader.ts';
import { jsonRequest, post } from './request.ts';
import { SILENCE } from './silence.ts';

/** A prompt is the address of a recording; without one a moment of silence goes out, which costs next to nothing. */
function request(generate: Generate): HttpRequest {
  if (generate.prompt !== '') return jsonRequest(generate, { url: generate.prompt });
  return post(generate, SILENCE, { 'content-type': 'audio/wav', accept: 'application/json' });
}

const grammar: Grammar = {
  event(data, answer) {
    grammar.document(data, answer);
    answer.end();
  },
  document(data, answer) {
    if (isError(data) || word(data.err_code) !== null) return answer.fail(data);
    const channels = objects(at(data, 'results').channels);
    const heard = channels.flatMap((channel) => objects(channel.alternatives));
    // Of silence the right transcript is empty: that there is one is the answer.
    for (const { transcript } of heard) if (typeof transcript === 'string') answer.piece('answer');
    if (heard.length === 0) answer.broken('no results.channels in the answer');
    const models = at(data, 'metadata').models;
    answer.model(Array.isArray(models) ? models[0] : null);
  },
};

export default compose(grammar, jsonValues, request);
