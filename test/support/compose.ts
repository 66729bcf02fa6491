/** docker-compose.yml as Compose reads it: merged, and its variables filled in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

export const root = join(__dirname, '..', '..');

const Service = z.object({
  image: z.string(),
  command: z.array(z.string()).optional(),
  user: z.string().optional(),
  init: z.boolean().optional(),
  restart: z.string().optional(),
  read_only: z.boolean().optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.union([z.string(), z.number(), z.null()])).default({}),
  ports: z.array(z.string()).default([]),
  volumes: z.array(z.string()).default([]),
  depends_on: z.record(z.string(), z.object({ condition: z.string() })).default({}),
  healthcheck: z.object({ test: z.array(z.string()) }).optional(),
  stop_grace_period: z.string().optional(),
});
const File = z.object({ services: z.record(z.string(), Service), volumes: z.record(z.string(), z.null()) });
export type Service = z.output<typeof Service>;

export function readText(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

export function readCompose() {
  return File.parse(parse(readText('docker-compose.yml'), { merge: true }));
}

/** `${NAME}`, `${NAME:-default}` and `${NAME:?message}`, as Compose fills them in. */
export function interpolate(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind?: string, rest?: string) => {
    const value = values[name] ?? '';
    if (value !== '') return value;
    if (kind === '?') throw new Error(`${name}: ${rest}`);
    return rest ?? '';
  });
}

/** What a service finds in its environment: settings without a value come from `.env`, if they are there. */
export function environmentOf(
  { environment }: Service,
  values: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, value]) => {
      const filled = value === null ? values[name] : interpolate(String(value), values);
      return filled === undefined ? [] : [[name, filled]];
    }),
  );
}
