/**
 * SQL with named parameters, such as `:status`, as PostgreSQL's driver takes it: `$1`, and the values in order. What
 * stands in quotes, dollar quotes and comments is left alone, and so are casts (`::text`).
 * @throws RangeError for a name that has no value
 */
export function withNamedParameters(
  sql: string,
  values: Readonly<Record<string, unknown>>,
): { text: string; values: unknown[] } {
  const names: string[] = [];
  const text = sql.replace(tokens, (token, _tag, name: string | undefined) => {
    if (name === undefined) return token;
    if (!(name in values))
      throw new RangeError(
        `:${name} is not known; there are ${Object.keys(values)
          .map((each) => `:${each}`)
          .join(', ')}`,
      );
    const known = names.indexOf(name);
    return `$${known >= 0 ? known + 1 : names.push(name)}`;
  });
  return { text, values: names.map((name) => values[name]) };
}

const tokens =
  /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([a-zA-Z_]\w*)?\$[\s\S]*?\$\1\$|::|:([a-z_]\w*)/g;
