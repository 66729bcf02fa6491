import { DOMParser, type Element } from '@xmldom/xmldom';
import { describe, expect, it } from 'vitest';
import { initialState, onKey, opening, phrases, type Turn } from '../../domain/dialogue';
import { rejectTwiml, renderTurn } from '../../telephony/twiml';

const context = { known: true, stale: 'current', answeredBy: 'human', test: false } as const;

/** Parsed again, as Twilio would: `Gather[Say "…"]`. */
function verbs(turn: Turn, text = (phrase: string) => phrase): string[] {
  return parsed(
    renderTurn(turn, {
      render: (phrase) => ({ text: text(phrase), voice: 'Polly.Joanna-Neural', language: 'en-US' }),
      actionUrl: (state) =>
        `https://example.com/key?asked=${state.asked}&optOut=${state.optOutPressed ? 1 : 0}`,
      officePhone: '+12125550123',
    }),
  ).map(outline);
}

function parsed(xml: string): Element[] {
  const { documentElement } = new DOMParser().parseFromString(xml, 'text/xml');
  expect(documentElement?.tagName).toBe('Response');
  return documentElement ? children(documentElement) : [];
}

function children(element: Element): Element[] {
  return Array.from(element.childNodes).filter(
    (node): node is Element => node.nodeType === node.ELEMENT_NODE,
  );
}

function outline(element: Element): string {
  const inner = children(element);
  if (inner.length > 0) return `${element.tagName}[${inner.map(outline).join(', ')}]`;
  return element.textContent ? `${element.tagName} "${element.textContent}"` : element.tagName;
}

describe('a turn as TwiML', () => {
  it.each([
    ['the opening', opening(context), ['Gather[Say "reminder"]']],
    ['a test call', opening({ ...context, test: true }), ['Gather[Say "test_note", Say "reminder"]']],
    ['a mailbox', opening({ ...context, answeredBy: 'machine' }), ['Say "voicemail"', 'Hangup']],
    ['a fax', opening({ ...context, answeredBy: 'fax' }), ['Hangup']],
    ['key 1', onKey(initialState, '1'), ['Say "confirmed"', 'Hangup']],
    ['no key', onKey(initialState, ''), ['Gather[Say "missing_key"]']],
    [
      'key 0',
      onKey(initialState, '0'),
      ['Say "connecting"', 'Dial "+12125550123"', 'Say "after_office"', 'Hangup'],
    ],
  ])('%s', (_name, turn, expected) => {
    expect(verbs(turn)).toEqual(expected);
  });

  it('waits for one key, and says so to Twilio even when none came', () => {
    const [gather] = parsed(
      renderTurn(onKey(initialState, '9'), {
        render: () => ({ text: 'x', voice: 'Polly.Joanna-Neural', language: 'en-US' }),
        actionUrl: (state) =>
          `https://example.com/key?asked=${state.asked}&optOut=${state.optOutPressed ? 1 : 0}`,
        officePhone: '+12125550123',
      }),
    );
    const attributes = Array.from(gather?.attributes ?? []).map(({ name, value }) => [name, value]);
    expect(Object.fromEntries(attributes)).toEqual({
      input: 'dtmf',
      numDigits: '1',
      finishOnKey: '',
      timeout: '6',
      actionOnEmptyResult: 'true',
      action: 'https://example.com/key?asked=0&optOut=1',
      method: 'POST',
    });
    const say = gather && children(gather)[0];
    expect(say?.getAttribute('voice')).toBe('Polly.Joanna-Neural');
    expect(say?.getAttribute('language')).toBe('en-US');
  });

  it('speaks markup as text', () => {
    const nasty = '</Say><Dial>+19005550123</Dial> & "Ada" <![CDATA[ ]]> \'';
    expect(verbs(opening(context), () => nasty)).toEqual([`Gather[Say "${nasty}"]`]);
  });

  it('never says more than Twilio takes', () => {
    expect(verbs(onKey(initialState, '1'), () => 'x'.repeat(9_000))[0]).toHaveLength(4_096 + 'Say ""'.length);
  });

  it('asks for every phrase by a name that exists', () => {
    for (const key of ['1', '2', '3', '0', '9', '*', '5', ''])
      verbs(onKey(initialState, key), (phrase) => {
        expect(phrases).toContain(phrase);
        return phrase;
      });
  });
});

it('a call that must not go on is hung up', () => {
  expect(parsed(rejectTwiml()).map(outline)).toEqual(['Hangup']);
});
