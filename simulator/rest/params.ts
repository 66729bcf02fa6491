import type { Request } from 'express';
import type { Method } from '../state';
import { RestError } from './errors';

/** The parameters of a form or a query: Twilio's names, each with one or more strings. */
export class Params {
  constructor(private readonly values: Record<string, unknown>) {}

  static ofBody(req: Request<object>): Params {
    return new Params((req.body ?? {}) as Record<string, unknown>); // a form: strings and lists of strings
  }

  one(name: string): string | undefined {
    return this.all(name)[0];
  }

  all(name: string): string[] {
    const value = this.values[name];
    return (Array.isArray(value) ? value : [value]).filter(
      (v): v is string => typeof v === 'string' && v !== '',
    );
  }

  method(name: string): Method {
    return this.one(name)?.toUpperCase() === 'GET' ? 'GET' : 'POST';
  }

  /** @throws RestError 400 with `code` if it is not an absolute http(s) URL */
  url(name: string, code: number): string | undefined {
    const url = this.one(name);
    if (url === undefined) return undefined;
    if (!URL.canParse(url) || !/^https?:/i.test(url))
      throw new RestError(400, code, `${name} is not a valid URL: ${url}`);
    return url;
  }

  /** @throws RestError 400, 20001 if it is not a whole number of at least `min` */
  whole(name: string, byDefault: number, min = 0): number {
    const value = this.one(name);
    if (value === undefined) return byDefault;
    if (!/^\d+$/.test(value) || Number(value) < min)
      throw new RestError(400, 20001, `Invalid ${name}: ${value}`);
    return Number(value);
  }

  /** All of them, for the links between the pages of a list. */
  entries(): [string, string][] {
    return Object.keys(this.values).flatMap((name) => this.all(name).map((v): [string, string] => [name, v]));
  }
}
