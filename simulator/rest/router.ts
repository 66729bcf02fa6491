import { setTimeout as sleep } from 'node:timers/promises';
import express, { type ErrorRequestHandler, type Request, type Response } from 'express';
import type { RestCall } from '../faults';
import type { State } from '../state';
import { accountBody, listNumbers } from './account';
import { basicAuth } from './auth';
import { callBody, createCall, listCalls, updateCall } from './calls';
import { errorBody, RestError } from './errors';
import { createMessage, listMessages, messageBody } from './messages';
import { Params } from './params';

/** The part of Twilio's REST API (2010-04-01) that Slotkeeper calls. */
export function restRouter(state: State): express.Router {
  const router = express.Router();
  const account = '/2010-04-01/Accounts/:account';
  router.get(`${account}.json`, basicAuth(state.options), (_req, res) => void res.json(accountBody(state)));

  const own = express.Router({ mergeParams: true });
  router.use(account, basicAuth(state.options), express.urlencoded({ extended: false }), own);

  own.get('/Calls.json', (req, res) =>
    answer(state, 'calls.list', req.query['To'], res, () =>
      ok(listCalls(state, path(req), new Params(req.query))),
    ),
  );
  own.post('/Calls.json', (req, res) => {
    const params = Params.ofBody(req);
    return answer(state, 'calls.create', params.one('To'), res, () =>
      created(callBody(state, createCall(state, params))),
    );
  });
  own.get('/Calls/:sid.json', (req, res) => void res.json(callBody(state, theCall(state, req))));
  own.post('/Calls/:sid.json', (req, res) => {
    const call = theCall(state, req);
    return answer(state, 'calls.update', call.record.to, res, () => {
      updateCall(state, call, Params.ofBody(req));
      return ok(callBody(state, call));
    });
  });

  own.get(
    '/Messages.json',
    (req, res) => void res.json(listMessages(state, path(req), new Params(req.query))),
  );
  own.post('/Messages.json', (req, res) => {
    const params = Params.ofBody(req);
    return answer(state, 'messages.create', params.one('To'), res, () =>
      created(messageBody(state, createMessage(state, params))),
    );
  });
  own.get('/Messages/:sid.json', (req, res) => {
    const message = state.messages.get(req.params.sid);
    if (message === undefined) throw notFound(req);
    res.json(messageBody(state, message));
  });

  own.get(
    '/IncomingPhoneNumbers.json',
    (req, res) => void res.json(listNumbers(state, path(req), new Params(req.query))),
  );
  router.use('/2010-04-01', (req) => {
    throw notFound(req);
  });
  router.use(onError);
  return router;
}

interface Answer {
  status: number;
  body: object;
}
const ok = (body: object): Answer => ({ status: 200, body });
const created = (body: object): Answer => ({ status: 201, body });

/** Does what was asked, unless a fault is set for it. */
async function answer(
  state: State,
  on: RestCall,
  to: unknown,
  res: Response,
  act: () => Answer,
): Promise<void> {
  const fault = state.faults.forRest(on, typeof to === 'string' ? to : undefined);
  if (fault === undefined) {
    reply(res, act());
    return;
  }
  switch (fault.kind) {
    case 'answer':
      reply(res, faulty(fault));
      break;
    case 'do_then_answer':
      act();
      reply(res, faulty(fault));
      break;
    case 'drop':
      res.destroy();
      break;
    case 'do_then_drop':
      act();
      res.destroy();
      break;
    case 'delay':
      await sleep(fault.ms);
      reply(res, act());
      break;
    case 'do_then_delay': {
      const late = act();
      await sleep(fault.ms);
      reply(res, late);
    }
  }
}

function reply(res: Response, { status, body }: Answer): void {
  res.status(status).json(body);
}

function faulty(fault: { status: number; code?: number | undefined; message?: string | undefined }): Answer {
  const code = fault.code ?? (fault.status === 429 ? 20429 : fault.status >= 500 ? 20500 : 20001);
  return {
    status: fault.status,
    body: errorBody(fault.status, code, fault.message ?? 'A fault was set for this'),
  };
}

function path(req: Request<object>): string {
  return req.baseUrl + req.path;
}

function notFound(req: Request<object>): RestError {
  return new RestError(404, 20404, `The requested resource ${path(req)} was not found`);
}

function theCall(state: State, req: Request<{ sid: string }>) {
  const call = state.calls.get(req.params.sid);
  if (call === undefined) throw notFound(req);
  return call;
}

const onError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (!(error instanceof RestError)) {
    next(error);
    return;
  }
  if (error.status === 401) res.set('WWW-Authenticate', 'Basic realm="Twilio API"');
  res.status(error.status).json(error.body);
};
