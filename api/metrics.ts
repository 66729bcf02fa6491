/** What Prometheus may ask for. Of the process, therefore one registry for all. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { RequestHandler } from 'express';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

export const appointmentsRegistered = new Counter({
  name: 'slotkeeper_appointments_registered_total',
  help: 'Appointments that were registered through this process.',
  registers: [registry],
});

/** For the webhooks: keys that clients pressed, by what they mean. */
export const answersTaken = new Counter({
  name: 'slotkeeper_answers_total',
  help: 'Answers of clients that this process has taken.',
  labelNames: ['answer'] as const,
  registers: [registry],
});

const httpDuration = new Histogram({
  name: 'slotkeeper_http_request_duration_seconds',
  help: 'From the request to the end of its answer.',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  registers: [registry],
});

export const measureRequests: RequestHandler = (req, res, next) => {
  const stop = httpDuration.startTimer();
  res.once('finish', () => {
    // A stream's end tells nothing about speed.
    if (String(res.get('Content-Type')).startsWith('text/event-stream')) return;
    // The pattern, not the address, which would make a series of every appointment.
    const route: unknown = (req.route as { path?: unknown } | undefined)?.path;
    stop({
      method: req.method,
      route: typeof route === 'string' ? `${req.baseUrl}${route}` : 'unmatched',
      status: res.statusCode,
    });
  });
  next();
};

/** 1 while nothing goes out, by what holds it back. */
export const callsHeld = new Gauge({
  name: 'slotkeeper_calls_held',
  help: 'Whether calls and texts are held back: paused by staff, or the account refused by Twilio.',
  labelNames: ['kind'],
  registers: [registry],
});
