import express, { type ErrorRequestHandler, type Request } from 'express';
import { z, ZodError } from 'zod';
import { endCall, hasEnded } from './calls';
import { Fault } from './faults';
import { receiveMessage } from './sms';
import { E164, Scripts } from './script';
import { streamEvents } from './events';
import type { Call, State } from './state';

const NumberSettings = z.object({ script: Scripts.optional(), smsUrl: z.url().optional() });
const Keys = z.object({ digits: z.string().regex(/^[0-9*#]+$/, 'must be keys 0-9, * or #') });
const Sms = z.object({ from: E164, to: E164.optional(), body: z.string().min(1).max(1600) });

/** For tests and the phone page: what Twilio's API does not show, and the hands of the people called. */
export function controlRouter(state: State): express.Router {
  const router = express.Router();
  router.use(express.json());
  router.get('/events', (_req, res) => streamEvents(state, res));

  router.get('/calls', (req, res) => {
    const records = [...state.calls.values()].map((call) => call.record);
    res.json(records.filter((record) => isAsked(req, record.to)));
  });
  router.get('/calls/:sid', (req, res) => void res.json(theCall(state, req).record));
  router.post('/calls/:sid/pick-up', (req, res) => {
    const call = theCall(state, req);
    ensure(call.record.status === 'ringing', 'the phone does not ring');
    call.phone.emit('pick-up');
    res.json(call.record);
  });
  router.post('/calls/:sid/decline', (req, res) => {
    const call = theCall(state, req);
    ensure(call.record.status === 'ringing', 'the phone does not ring');
    call.phone.emit('decline');
    res.json(call.record);
  });
  router.post('/calls/:sid/hang-up', (req, res) => {
    const call = theCall(state, req);
    ensure(call.record.status === 'in-progress' && !hasEnded(call), 'nobody is on the line');
    endCall(state, call, 'completed');
    res.json(call.record);
  });
  router.post('/calls/:sid/keys', (req, res) => {
    const call = theCall(state, req);
    const { digits } = Keys.parse(req.body);
    ensure(call.record.status === 'in-progress' && !hasEnded(call), 'nobody is on the line');
    for (const key of digits) {
      call.record.keys.push(key);
      call.phone.emit('key', key);
    }
    state.callChanged(call.record);
    res.json(call.record);
  });

  router.get('/messages', (req, res) => {
    res.json([...state.messages.values()].filter(({ to, from }) => isAsked(req, to) || isAsked(req, from)));
  });
  router.post('/sms', async (req, res) => {
    const { from, to, body } = Sms.parse(req.body);
    const [own] = state.options.numbers;
    res.status(201).json(await receiveMessage(state, from, to ?? own ?? '', body));
  });

  router.put('/numbers/default', (req, res) => {
    const { script, smsUrl } = NumberSettings.parse(req.body);
    const [first] = script ?? [];
    if (first !== undefined) state.defaultScript = first;
    if (smsUrl !== undefined) state.defaultSmsUrl = smsUrl;
    res.json({ script: state.defaultScript, smsUrl: state.defaultSmsUrl ?? null });
  });
  router.put('/numbers/:phone', (req, res) => {
    const phone = E164.parse(req.params.phone);
    const { script, smsUrl } = NumberSettings.parse(req.body);
    const before = state.numbers.get(phone);
    state.numbers.set(phone, { scripts: script ?? before?.scripts, smsUrl: smsUrl ?? before?.smsUrl });
    res.json({ phone, script: state.peekScript(phone), smsUrl: state.numbers.get(phone)?.smsUrl ?? null });
  });

  router.get('/faults', (_req, res) => void res.json(state.faults.list));
  router.put('/faults', (req, res) => {
    state.faults.list = z.array(Fault).parse(req.body);
    res.json(state.faults.list);
  });
  router.delete('/state', (_req, res) => {
    state.clear();
    res.status(204).end();
  });
  router.use(onError);
  return router;
}

class ControlError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

function ensure(condition: boolean, otherwise: string): asserts condition {
  if (!condition) throw new ControlError(409, otherwise);
}

function theCall(state: State, req: Request<{ sid: string }>): Call {
  const call = state.calls.get(req.params.sid);
  if (call === undefined) throw new ControlError(404, `there is no call ${req.params.sid}`);
  return call;
}

function isAsked(req: Request, phone: string): boolean {
  return req.query['to'] === undefined || req.query['to'] === phone;
}

const onError: ErrorRequestHandler = (error: unknown, _req, res, next) => {
  if (error instanceof ControlError) res.status(error.status).json({ error: error.message });
  else if (error instanceof ZodError) res.status(400).json({ error: z.prettifyError(error) });
  else next(error);
};
