import { DOMParser, ParseError, type Element } from '@xmldom/xmldom';
import type { Method } from './state';

/** https://www.twilio.com/docs/api/errors/11750 */
const MAX_DOCUMENT_BYTES = 64 * 1024;
/** https://www.twilio.com/docs/api/errors/13520 */
const MAX_SAY_CHARACTERS = 4096;

export type Prompt =
  | { verb: 'Say'; text: string; language: string; voice: string; loop: number }
  | { verb: 'Play'; url: string; loop: number }
  | { verb: 'Pause'; lengthMs: number };
export interface Gather {
  verb: 'Gather';
  prompts: Prompt[];
  numDigits: number | null;
  timeoutMs: number;
  /** Empty: no key finishes. */
  finishOnKey: string;
  action: string | null;
  method: Method;
  actionOnEmptyResult: boolean;
}
export type Verb =
  | Prompt
  | Gather
  | { verb: 'Redirect'; url: string; method: Method }
  | { verb: 'Dial'; number: string; action: string | null; method: Method }
  | { verb: 'Hangup' }
  | { verb: 'Reject' };

/** Twilio's "an application error has occurred": the document cannot be carried out. */
export class ApplicationError extends Error {
  constructor(
    /** From https://www.twilio.com/docs/api/errors; null where the limit is the simulator's own. */
    readonly code: number | null,
    message: string,
  ) {
    super(message);
  }
}

/** @throws ApplicationError 11750, 12100, 12200 or 13520 */
export function parseVoice(xml: string): Verb[] {
  return children(root(xml)).map(toVerb);
}

/** The texts of the `<Message>` replies in a document that answers an SMS. */
export function parseReplies(xml: string): string[] {
  if (xml.trim() === '') return [];
  return children(root(xml)).map((element) => {
    if (element.tagName !== 'Message') throw unknown(element);
    const body = children(element).find((child) => child.tagName === 'Body');
    return text(body ?? element);
  });
}

function root(xml: string): Element {
  if (Buffer.byteLength(xml) > MAX_DOCUMENT_BYTES) {
    throw new ApplicationError(11750, 'TwiML document is larger than 64 kB');
  }
  let element: Element | null;
  try {
    const parser = new DOMParser({
      onError: (_level, message) => {
        throw new ParseError(message);
      },
    });
    element = parser.parseFromString(xml.trim(), 'text/xml').documentElement;
  } catch (error) {
    throw new ApplicationError(12100, `Document parse failure: ${String(error)}`);
  }
  if (element?.tagName !== 'Response')
    throw new ApplicationError(12100, 'The root element must be <Response>');
  return element;
}

function toVerb(element: Element): Verb {
  switch (element.tagName) {
    case 'Gather':
      return {
        verb: 'Gather',
        prompts: children(element).map((child) => toPrompt(child) ?? fail(child)),
        numDigits: element.hasAttribute('numDigits') ? whole(element, 'numDigits', 0) : null,
        timeoutMs: whole(element, 'timeout', 5) * 1000,
        finishOnKey: element.getAttribute('finishOnKey') ?? '#',
        action: element.getAttribute('action'),
        method: method(element),
        actionOnEmptyResult: element.getAttribute('actionOnEmptyResult') === 'true',
      };
    case 'Redirect':
      return { verb: 'Redirect', url: text(element), method: method(element) };
    case 'Dial': {
      const noun = children(element).find((child) => child.tagName === 'Number');
      return {
        verb: 'Dial',
        number: text(noun ?? element),
        action: element.getAttribute('action'),
        method: method(element),
      };
    }
    case 'Hangup':
      return { verb: 'Hangup' };
    case 'Reject':
      return { verb: 'Reject' };
    default:
      return toPrompt(element) ?? fail(element);
  }
}

function toPrompt(element: Element): Prompt | null {
  switch (element.tagName) {
    case 'Say': {
      const said = text(element);
      if (said.length > MAX_SAY_CHARACTERS)
        throw new ApplicationError(13520, 'Say: more than 4096 characters');
      return {
        verb: 'Say',
        text: said,
        language: element.getAttribute('language') ?? 'en-US',
        voice: element.getAttribute('voice') ?? 'man',
        loop: whole(element, 'loop', 1),
      };
    }
    case 'Play':
      return { verb: 'Play', url: text(element), loop: whole(element, 'loop', 1) };
    case 'Pause':
      return { verb: 'Pause', lengthMs: whole(element, 'length', 1) * 1000 };
    default:
      return null;
  }
}

function children(element: Element): Element[] {
  return Array.from(element.childNodes).filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE,
  );
}

function text(element: Element): string {
  return (element.textContent ?? '').replace(/\s+/g, ' ').trim();
}

function whole(element: Element, name: string, byDefault: number): number {
  const value = element.getAttribute(name);
  if (value === null) return byDefault;
  if (!/^\d+$/.test(value)) {
    throw new ApplicationError(12200, `<${element.tagName}> ${name}="${value}" is not a whole number`);
  }
  return Number(value);
}

function method(element: Element): Method {
  return element.getAttribute('method')?.toUpperCase() === 'GET' ? 'GET' : 'POST';
}

function unknown(element: Element): ApplicationError {
  return new ApplicationError(12200, `<${element.tagName}> is not known here`);
}

function fail(element: Element): never {
  throw unknown(element);
}
