/** Files over the API, and the work of the worker done here, without Temporal. */
import type { z } from 'zod';
import type * as schemas from '../../api/schemas/imports';
import { activityDeps, workOn } from '../support/import-worker';
import { apiKey, startWorld, type ProblemBody } from './world';

export type ImportBody = z.output<typeof schemas.importSchema>;
export type LinesBody = z.output<typeof schemas.linesPage>;

type FileBody = string | Buffer | ReadableStream<Uint8Array>;
interface Sending {
  name?: string;
  headers?: Record<string, string>;
}

export async function startImports(env: Record<string, string> = {}) {
  const world = await startWorld({ env });
  const deps = activityDeps(world.deps);

  async function send(file: FileBody, { name = 'clients.csv', headers = {} }: Sending = {}) {
    const response = await fetch(`${world.url}/v1/imports?fileName=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'text/csv', ...headers },
      // A stream is sent while it is made.
      ...{ body: file, duplex: 'half' },
    });
    return { status: response.status, body: await response.json() };
  }
  /** What the body is, `openapi.test.ts` holds true. */
  const upload = async (file: FileBody, sending?: Sending) =>
    (await send(file, sending)) as { status: number; body: ImportBody };

  const work = (id: number) => workOn(deps, id);
  const show = async (id: number) => (await world.call<ImportBody>('GET', `/v1/imports/${id}`)).body;
  const lines = async (id: number, query = '') =>
    (await world.call<LinesBody>('GET', `/v1/imports/${id}/lines?limit=200${query}`)).body.data;

  return {
    ...world,
    worker: deps,
    upload,
    refused: async (file: FileBody) => (await send(file)) as { status: number; body: ProblemBody },
    work,
    show,
    lines,
    /** Uploaded, and checked as far as its columns are known. */
    async checked(file: string | Buffer): Promise<ImportBody> {
      const { status, body } = await upload(file);
      if (status !== 201) throw new Error(JSON.stringify(body));
      await work(body.id);
      return show(body.id);
    },
    async applied(id: number, body: object = {}): Promise<ImportBody> {
      const answer = await world.call<ImportBody>('POST', `/v1/imports/${id}/apply`, body);
      if (answer.status !== 202) throw new Error(JSON.stringify(answer.body));
      await work(id);
      return show(id);
    },
    /** Lines in short: `3 refused: Phone is too short`. */
    async story(id: number): Promise<string[]> {
      return (await lines(id)).map(({ line, outcome, reasons }) =>
        [`${line} ${outcome}`, ...reasons.map(({ column, message }) => `${column} ${message}`.trim())].join(
          ': ',
        ),
      );
    },
    async appointments() {
      const { rows } = await world.pool.query<{
        externalId: string;
        name: string;
        phone: string;
        at: string;
      }>(
        `select external_id as "externalId", client_name as name, client_phone as phone,
           to_char(starts_at at time zone 'Europe/Berlin', 'YYYY-MM-DD HH24:MI') as at
         from appointments order by id`,
      );
      return rows;
    },
    clear: () =>
      world.pool.query(
        'truncate appointments, imports, import_lines, import_mappings, jobs, key_usage restart identity cascade',
      ),
  };
}

export type Imports = Awaited<ReturnType<typeof startImports>>;
