import { describe, expect, it } from 'vitest';
import { searchTerms } from '../../domain/search-terms';

const german = (typed: string) => searchTerms(typed, 'DE');

describe('what is typed into the search', () => {
  it.each([
    ['ada', ['ada']],
    [' Ada  Lovel ', ['Ada', 'Lovel']],
    ["Anne-Marie O'Brien", ['Anne', 'Marie', 'O', 'Brien']],
    ['Müller', ['Müller']],
    ['crm-4711', ['crm', '4711']],
    ['4711', []],
    ["!!! & | ':*", []],
  ])('%j are these words of a name: %j', (typed, words) => {
    expect(german(typed).name).toEqual(words);
  });

  it.each([
    // typed, how the number begins, how it ends
    ['+49 151 2340001', ['+491512340001'], undefined],
    ['0151 2340001', ['+491512340001'], '1512340001'],
    ['0151/23', ['+4915123'], '015123'],
    ['0049 151 23', ['+4915123'], '4915123'],
    ['+49151', ['+49151'], undefined],
    ['0660 1234567', ['+496601234567'], '6601234567'],
    ['0001', ['+01'], '0001'],
    ['54321', ['+54321', '+4954321'], '54321'],
    ['+4', ['+4'], undefined],
    ['17', [], undefined],
    ['Ada 0151', [], undefined],
  ])('%j is a number that begins %j or ends in %j', (typed, starts, end) => {
    expect(german(typed)).toMatchObject({ phoneStarts: starts, phoneEnd: end });
  });

  it('reads national numbers as those of the country', () => {
    expect(searchTerms('(415) 555-2671', 'US').phoneStarts).toEqual(['+14155552671']);
    expect(searchTerms('415555', 'US').phoneStarts).toEqual(['+415555', '+1415555']);
  });

  it.each([
    ['17', 17],
    ['017', undefined],
    ['2147483648', undefined],
    ['17a', undefined],
  ])('%j is the id %j', (typed, id) => {
    expect(german(typed)).toMatchObject({ id, externalId: typed });
  });
});
