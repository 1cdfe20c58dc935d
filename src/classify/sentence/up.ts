/** What to say when all is well. */

import { formatDuration } from '../../domain/duration.ts';
import { unreachable } from '../../domain/unreachable.ts';
import type { Evidence } from '../evidence/evidence.ts';
import { listedModels } from '../evidence/models.ts';
import { endpointOf, hostOf } from '../facts/place.ts';

export function upSentence(e: Evidence): string {
  const took = formatDuration(e.observation.marks.end);
  const { check } = e.target;
  switch (check) {
    case 'tcp':
      return `${hostOf(e)} accepts connections (${endpointOf(e)}, ${took})`;
    case 'http':
      return `${hostOf(e)} answered ${e.httpStatus} in ${took}`;
    case 'reach':
      return e.httpStatus !== null && e.httpStatus >= 400
        ? `${hostOf(e)} answers: ${e.httpStatus}, as it should without a key, in ${took}`
        : `${hostOf(e)} answered ${e.httpStatus} in ${took}`;
    case 'models':
      return `${hostOf(e)} lists ${listedModels(e)?.length ?? 'its'} models, in ${took}`;
    case 'chat':
    case 'embeddings':
      return `${hostOf(e)} answered in ${took}${usage(e)}`;
    case 'stream':
      return `${hostOf(e)} streamed ${tokensText(e.answer?.tokens ?? 0)} in ${took}${firstToken(e)}`;
    default:
      return unreachable(check);
  }
}

/** A service that counts nothing (0 of what it gave) is not quoted. */
function usage({ answer }: Evidence): string {
  const tokens = answer?.usage.outputTokens ?? 0;
  return tokens === 0 ? '' : ` (${tokensText(tokens)} generated)`;
}

function firstToken({ observation }: Evidence): string {
  const { firstToken: mark } = observation.marks;
  return mark === null ? '' : `, the first after ${formatDuration(mark)}`;
}

function tokensText(count: number): string {
  return count === 1 ? '1 token' : `${count} tokens`;
}
