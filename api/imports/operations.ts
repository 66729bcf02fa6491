import { rememberMapping } from '../../db/import-mappings';
import { deleteImport, findImport, startApplying, startCheck, type Import } from '../../db/imports';
import { askFor } from '../../db/jobs';
import type { Db } from '../../db/pool';
import { change, read, type Context, type Operation } from '../operation';
import { invalid, notFound, Problem } from '../problem';
import { idParams, noBody, noParams, noQuery } from '../schemas/fields';
import * as schemas from '../schemas/imports';
import { validate } from '../validate';
import { takeUpload } from './upload';
import { importView, linesView, mappingErrors, remainingToday, tooManyFor, wrongState } from './view';

const tag = 'Files';

const upload: Operation = {
  method: 'post',
  path: '/v1/imports',
  tag,
  role: 'desk',
  summary: 'Bring a CSV file with appointments',
  description:
    'Its first line names the columns, which are recognised in English, German, Spanish and French. Where they are, the lines are checked at once; nothing is registered before the import is applied.',
  params: noParams,
  query: schemas.fileQuery,
  upload: {
    mediaType: 'text/csv',
    description:
      'Up to 100 MB and 100,000 lines; comma, semicolon or tab; UTF-8, UTF-16 with a byte order mark, or Windows-1252.',
  },
  replies: { 201: { description: 'The import.', schema: schemas.importSchema } },
  problems: [422, 429],
  handle: async (deps, req, caller) => {
    const { fileName } = validate(schemas.fileQuery, req.query);
    const id = await takeUpload(deps, req, caller, fileName);
    return {
      ...(await show(deps.pool, id, { deps, caller, nowMs: deps.now() }, 201)),
      headers: { Location: `/v1/imports/${id}` },
    };
  },
};

const get: Operation = read({
  path: '/v1/imports/{id}',
  tag,
  summary: 'How far an import is, and what its lines would do',
  params: idParams,
  query: noQuery,
  replies: { 200: { description: 'The import.', schema: schemas.importSchema } },
  problems: [404, 422],
  run: (db, { params: { id } }, context) => show(db, id, context),
});

const lines: Operation = read({
  path: '/v1/imports/{id}/lines',
  tag,
  summary: 'What would come of each line, or has come of it',
  params: idParams,
  query: schemas.linesQuery,
  replies: { 200: { description: 'A page, in the order of the file.', schema: schemas.linesPage } },
  problems: [404, 422],
  run: async (db, { params: { id }, query }) => ({
    status: 200,
    body: await linesView(db, await existing(db, id), query),
  }),
});

const map: Operation = change({
  method: 'put',
  path: '/v1/imports/{id}/mapping',
  tag,
  summary: 'Say what the columns hold',
  description:
    'Checks all lines anew. The next file with the same header, whoever brings it, is read in the same way.',
  params: idParams,
  body: schemas.mapping,
  replies: { 200: { description: 'The import, which is being checked.', schema: schemas.importSchema } },
  problems: [404, 409, 422],
  run: async (tx, { params: { id }, body }, context) => {
    const imported = await existing(tx, id, 'update');
    if (imported.state === 'applying' || imported.state === 'applied') throw wrongState(imported, 'changed');
    const errors = mappingErrors(imported, body.fields);
    if (errors.length > 0) throw invalid(errors);
    const mapping = { fields: body.fields, dateOrder: body.dateOrder ?? null };
    await rememberMapping(tx, imported.header, mapping);
    await startCheck(tx, id, mapping);
    await askFor(tx, { kind: 'import', ref: id });
    return show(tx, id, context);
  },
});

const apply: Operation = change({
  method: 'post',
  path: '/v1/imports/{id}/apply',
  tag,
  summary: 'Import all good lines, or none',
  description:
    'In one transaction. If any line is refused, nothing is imported, unless `skipRefused` says that the others are wanted.',
  params: idParams,
  body: schemas.application,
  replies: { 202: { description: 'It is being applied, or was.', schema: schemas.importSchema } },
  problems: [404, 409, 422, 429],
  run: async (tx, { params: { id }, body: { skipRefused } }, context) => {
    const imported = await existing(tx, id, 'update');
    const { state, counts } = imported;
    if (state === 'applying' || state === 'applied') return show(tx, id, context, 202);
    if (state !== 'checked') throw wrongState(imported, 'applied');
    const { refused = 0, registers = 0 } = counts;
    if (refused > 0 && !skipRefused)
      throw new Problem(
        409,
        'lines_refused',
        `${refused} ${refused === 1 ? 'line is' : 'lines are'} refused, so nothing is imported; mend the file, or send skipRefused: true to import the others.`,
      );
    const { deps, caller, nowMs } = context;
    const tooMany = tooManyFor(await remainingToday(tx, deps.config, caller, nowMs), registers);
    if (tooMany) throw new Problem(429, 'key_cap_reached', tooMany);
    await startApplying(tx, id, caller, skipRefused);
    await askFor(tx, { kind: 'import', ref: id });
    return show(tx, id, context, 202);
  },
});

const remove: Operation = change({
  method: 'delete',
  path: '/v1/imports/{id}',
  tag,
  summary: 'Forget a file and its lines',
  description:
    'What it has registered stays; if it is being applied, nothing is imported. All files are forgotten after a day.',
  params: idParams,
  body: noBody,
  replies: { 204: { description: 'It is forgotten.' } },
  problems: [404, 422],
  run: async (tx, { params: { id } }) => {
    if (!(await deleteImport(tx, id))) throw unknown(id);
    return { status: 204 };
  },
});

async function existing(db: Db, id: number, lock?: 'update'): Promise<Import> {
  const found = await findImport(db, id, lock);
  if (!found) throw unknown(id);
  return found;
}

function unknown(id: number): Problem {
  return notFound(`There is no import ${id}; files are forgotten after a day.`);
}

async function show(
  db: Db,
  id: number,
  { deps, caller, nowMs }: Pick<Context, 'deps' | 'caller' | 'nowMs'>,
  status = 200,
) {
  const remaining = await remainingToday(db, deps.config, caller, nowMs);
  return { status, body: await importView(db, deps.config, await existing(db, id), remaining) };
}

export const importOperations: readonly Operation[] = [upload, get, lines, map, apply, remove];
