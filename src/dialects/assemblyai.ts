/**
 * AssemblyAI transcription, a job whose acceptance is the answer: nobody waits for the transcript.
 * Source: AssemblyAI API reference, "Transcribe audio".
 */

import type { Generate, HttpRequest } from '../domain/target.ts';
import type { Grammar } from './dialect.ts';
import { isError, word } from './json.ts';
import { jsonValues } from './json-values.ts';
import { compose } from './reader.ts';
import { jsonRequest } from './request.ts';

/** The recording of the provider's own getting-started guide; a prompt names another one. */
const SAMPLE = 'https://assembly.ai/wildfires.mp3';
/** Of which only so many milliseconds are transcribed. */
const FIRST_MS = 1_000;

function request(generate: Generate): HttpRequest {
  const audio = generate.prompt === '' ? SAMPLE : generate.prompt;
  const model = generate.model === '' ? undefined : generate.model;
  return jsonRequest(generate, { audio_url: audio, audio_end_at: FIRST_MS, speech_model: model });
}

const grammar: Grammar = {
  event(data, answer) {
    grammar.document(data, answer);
    answer.end();
  },
  document(data, answer) {
    const status = word(data.status);
    if (isError(data) || status === 'error') return answer.fail(data);
    if (status === null) return answer.broken('no status in the answer');
    answer.finish(status);
    answer.model(data.speech_model);
    answer.piece('answer');
  },
};

export default compose(grammar, jsonValues, request);
