import express, { type Response } from 'express';
import { render } from '../../messages/render';
import { parseAttemptId } from '../../domain/attempt-id';
import { findAppointment, type Appointment } from '../../db/appointments';
import { findAttempt } from '../../db/attempts';
import type { Caller } from '../../db/callers';
import type { ApiDeps } from '../deps';
import { html, nothing, type Html } from './html';
import { sendPage } from './page';
import { phonesUrl } from './phones-url';
import { sameOriginOnly } from './security';
import { forStaff } from './session';
import { placeTestCall } from './test-call';
import { explain } from './test-call-words';

/** `GET /make-test-call?id=1` shows what would be said to whom; the button posts; then the outcome shows up live. */
export function testCallRouter(deps: ApiDeps): express.Router {
  const router = express.Router();
  router.get(
    '/make-test-call',
    forStaff(deps, async (req, res, staff) => {
      const id = textOf(req.query['id']);
      const attempt = textOf(req.query['attempt']);
      const known = attempt !== undefined && (await findTestCall(deps, attempt)) ? attempt : undefined;
      await sendTestCall(deps, res, staff, { id, attempt: known });
    }),
  );
  router.post(
    '/make-test-call',
    sameOriginOnly(deps),
    express.urlencoded({ extended: false, limit: '1kb' }),
    forStaff(deps, async (req, res, staff) => {
      const id = textOf((req.body as { id?: unknown }).id);
      const number = appointmentId(id);
      if (number === undefined) return sendTestCall(deps, res, staff, { id });
      const result = await placeTestCall(deps, number, staff.actor);
      if ('attempt' in result) {
        res.redirect(303, `/make-test-call?id=${number}&attempt=${result.attempt}`);
        return;
      }
      const { status, problem } = explain(result, deps.config);
      await sendTestCall(deps, res, staff, { id, status, problem });
    }),
  );
  router.get(
    '/make-test-call/:attempt',
    forStaff(deps, async (req, res) => {
      const found = await findTestCall(deps, String(req.params['attempt']));
      if (!found) return void res.status(404).json({ detail: 'There is no such test call.' });
      const { state, outcome, answer, errorCode, pickedUpAtMs } = found;
      res.json({ state, outcome, answer, errorCode, pickedUp: pickedUpAtMs !== null });
    }),
  );
  return router;
}

async function findTestCall({ pool }: ApiDeps, id: string) {
  if (!parseAttemptId(id)) return undefined;
  const attempt = await findAttempt(pool, id);
  return attempt?.purpose === 'test' ? attempt : undefined;
}

interface View {
  id: string | undefined;
  attempt?: string | undefined;
  status?: number;
  problem?: string;
}

async function sendTestCall(deps: ApiDeps, res: Response, staff: Caller, view: View): Promise<void> {
  const { office, testClientPhone } = deps.config;
  const id = appointmentId(view.id);
  const appointment = id === undefined ? undefined : await findAppointment(deps.pool, id);
  const unknown =
    view.id === undefined ? 'Which appointment is the call about?' : `There is no appointment ${view.id}.`;
  const unset = explain({ kind: 'no_test_phone' }, deps.config).problem;
  const problem =
    view.problem ?? (!appointment ? unknown : testClientPhone === undefined ? unset : undefined);
  const main = html`<main class="test-call">
    <p><a href="/">← All appointments</a></p>
    <h1>Test call</h1>
    ${problem === undefined ? nothing : html`<p class="problem" role="alert">${problem}</p>`}
    ${appointment ? callForm(deps, appointment, view.attempt) : askForm()}
  </main>`;
  sendPage(res, {
    title: 'Test call',
    office,
    main,
    staff,
    script: 'test-call.js',
    status: view.status ?? (appointment ? 200 : view.id === undefined ? 400 : 404),
  });
}

function askForm(): Html {
  return html`<form method="get" action="/make-test-call" class="inline">
    <label for="id">Number of the appointment</label>
    <input id="id" name="id" inputmode="numeric" pattern="[1-9][0-9]*" required />
    <button type="submit" class="main">Show</button>
  </form>`;
}

function callForm(deps: ApiDeps, appointment: Appointment, attempt: string | undefined): Html {
  const { config, messages } = deps;
  const { client, startsAtMs, id } = appointment;
  const said = (['test_note', 'reminder'] as const).map((phrase) =>
    render(messages, client.locale ?? undefined, phrase, {
      name: client.name,
      time: { startsAtMs, timeZone: config.office.timeZone },
      office: config.office.name,
      officePhone: config.office.phone,
    }),
  );
  const phone = config.testClientPhone;
  const phones = phonesUrl(config);
  const shown = phone !== undefined && phones !== undefined;
  return html`<div class="beside" ${shown ? html`data-phones="${phones}" data-phone="${phone}"` : nothing}>
    <div class="card">
      <dl>
        <dt>Rings</dt>
        <dd>${phone ?? '—'} <span class="quiet">(TEST_CLIENT_PHONE), not the client</span></dd>
        <dt>About</dt>
        <dd>Appointment ${id} of ${client.name}</dd>
        <dt>Says</dt>
        <dd>${said.map(({ text, language }) => html`<q lang="${language}">${text}</q> `)}</dd>
      </dl>
      <p>The keys are answered as always, but change nothing.</p>
      ${attempt === undefined ? nothing : html`<p class="outcome" role="status" id="outcome" data-attempt="${attempt}">Calling …</p>`}
      ${
        phone === undefined
          ? nothing
          : html`<form method="post" action="/make-test-call">
              <input type="hidden" name="id" value="${id}" />
              <button type="submit" class="main">
                ${attempt === undefined ? 'Call' : 'Call again'} ${phone}
              </button>
            </form>`
      }
    </div>
    ${shown ? html`<div class="phones" id="phones"></div>` : nothing}
  </div>`;
}

/** Undefined for what cannot be an appointment's number. */
function appointmentId(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() : undefined;
}
