/** An Ollama-like server, whose streams are lines of JSON, https://github.com/ollama/ollama/blob/main/docs/api.md */

import { jsonReply, type Reply, textReply } from '../reply.ts';
import { END, type Step, send } from '../script.ts';
import { type Ask, type Outcome, paced, type Service, type Streamed, unfinished } from './exchange.ts';
import { modelOf, PIECES } from './openai-wire.ts';

export const OLLAMA_MODELS = ['llama-demo:latest'] as const;

export interface OllamaOptions {
  readonly chat?: Service;
}

const CREATED = '2026-01-01T00:00:00.000000Z';

export function ollama(options: OllamaOptions = {}): Service {
  return (ask) => {
    switch (`${ask.method} ${ask.path}`) {
      case 'GET /':
        return textReply(200, 'Ollama is running');
      case 'GET /api/version':
        return jsonReply(200, { version: '0.12.6' });
      case 'GET /api/tags':
      case 'GET /api/ps':
        return modelList();
      case 'POST /api/chat':
        return refuseQuestion(ask) ?? (options.chat ?? healthyOllamaChat)(ask);
      default:
        return textReply(404, '404 page not found');
    }
  };
}

function modelList(): Reply {
  const models = OLLAMA_MODELS.map((name) => ({
    name,
    model: name,
    modified_at: CREATED,
    size: 4_000_000_000,
    digest: 'd'.repeat(64),
    details: { format: 'gguf', family: 'llama', parameter_size: '8B', quantization_level: 'Q4_K_M' },
  }));
  return jsonReply(200, { models });
}

function refuseQuestion(ask: Ask): Reply | null {
  const model = modelOf(ask);
  const known: readonly string[] = OLLAMA_MODELS;
  const tagged = model.includes(':') ? model : `${model}:latest`;
  return known.includes(tagged) ? null : jsonReply(404, { error: `model '${model}' not found` });
}

const healthyOllamaChat: Service = (ask) => delivered(ask, PIECES);

function delivered(ask: Ask, said: readonly string[]): Outcome {
  if (ask.body.stream === false) return jsonReply(200, lastLine(ask, said.join(''), said.length));
  return lines(paced([...said.map((text) => line(piece(ask, text))), line(lastLine(ask, '', said.length))]));
}

export function line(document: unknown): string {
  return `${JSON.stringify(document)}\n`;
}

const lines = (steps: readonly Step[]): Streamed => ({ contentType: 'application/x-ndjson', steps });

function piece(ask: Ask, content: string): unknown {
  return { model: modelOf(ask), created_at: CREATED, message: { role: 'assistant', content }, done: false };
}

/** Durations are nanoseconds. */
function lastLine(ask: Ask, content: string, tokens: number): unknown {
  return {
    model: modelOf(ask),
    created_at: CREATED,
    message: { role: 'assistant', content },
    done: true,
    done_reason: 'stop',
    total_duration: 60_000_000,
    load_duration: 1_000_000,
    prompt_eval_count: 8,
    prompt_eval_duration: 10_000_000,
    eval_count: tokens,
    eval_duration: 30_000_000,
  };
}

export const OLLAMA_FAULTS = {
  hangs: () => 'hang',
  /** A proper end of the body, but no line says done. */
  truncated: (ask) => lines(paced([line(piece(ask, 'po'))])),
  stalls: (ask) => lines(unfinished([line(piece(ask, 'po'))])),
  /** An error line after the 200. */
  'error-line': (ask) =>
    lines(
      paced([line(piece(ask, 'po')), line({ error: 'an error was encountered while running the model' })]),
    ),
  empty: (ask) => delivered(ask, []),
  malformed: (ask) => lines([send(line(piece(ask, 'po'))), send('{"model":\n'), END]),
  /** OLLAMA_MAX_QUEUE is reached. */
  busy: () => jsonReply(503, { error: 'server busy, please try again.  maximum pending requests exceeded' }),
} as const satisfies Readonly<Record<string, Service>>;
