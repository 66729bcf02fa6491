import { expect, test } from 'vitest';
import { withNamedParameters } from '../../sources/named-parameters';

const values = { status: 'confirmed', external_id: '17' };

test.each([
  ['where id = :external_id', 'where id = $1', ['17']],
  [
    'set s = :status where id = :external_id and s <> :status',
    'set s = $1 where id = $2 and s <> $1',
    ['confirmed', '17'],
  ],
  ['id = :external_id::int', 'id = $1::int', ['17']],
  [`s = ':status' and t = 'it''s :status'`, `s = ':status' and t = 'it''s :status'`, []],
  ['select ":status" from t', 'select ":status" from t', []],
  ['-- :nobody knows\nselect :status', '-- :nobody knows\nselect $1', ['confirmed']],
  ['/* :nobody\n:knows */ select :status', '/* :nobody\n:knows */ select $1', ['confirmed']],
  ['select $$:nobody$$, $a$ $$ :x $a$, :status', 'select $$:nobody$$, $a$ $$ :x $a$, $1', ['confirmed']],
  ['select a[1:2]', 'select a[1:2]', []],
])('%s', (sql, text, given) => {
  expect(withNamedParameters(sql, values)).toEqual({ text, values: given });
});

test('a name that nobody gives is told, with those that there are', () => {
  expect(() => withNamedParameters('set s = :state', values)).toThrow(
    ':state is not known; there are :status, :external_id',
  );
});
