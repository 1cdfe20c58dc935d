/** The config's JSON Schema, derived from the shape that checks it, for editors. */

import * as z from 'zod';
import { FREE_KEYS, fileShape, mappingShape } from './shape.ts';

type Schema = z.core.JSONSchema.BaseSchema;

const VARIABLE = { type: 'string', pattern: '\\$\\{' } as const;

/** Draft 7, which every YAML plug-in understands. */
export function jsonSchema(): object {
  const schema = z.toJSONSchema(fileShape, {
    io: 'input',
    target: 'draft-7',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: made }) => {
      keepExamples(zodSchema, made);
      allowVariable(made);
      if (zodSchema === mappingShape) made.patternProperties = { [FREE_KEYS]: {} };
    },
  });
  return {
    $schema: schema.$schema,
    title: 'aiprobe config',
    description: 'What aiprobe asks of which AI service, and what a good answer is.',
    ...schema,
  };
}

/** The converter drops examples where the value is transformed; they are of what is written, so they hold. */
function keepExamples(schema: z.core.$ZodType, made: Schema): void {
  const examples = z.globalRegistry.get(schema)?.examples;
  if (Array.isArray(examples) && made.examples === undefined) made.examples = examples;
}

/** Numbers, truth values and words of a closed list may also come from `${NAME}`. */
function allowVariable(made: Schema): void {
  const closed = made.enum !== undefined || ['number', 'integer', 'boolean'].includes(String(made.type));
  if (!closed) return;
  const { description, examples, default: standard, ...rest } = made;
  for (const key of Object.keys(rest)) Reflect.deleteProperty(made, key);
  made.anyOf = [{ ...rest }, { ...VARIABLE }];
}
