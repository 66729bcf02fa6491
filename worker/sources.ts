import { readFile } from 'node:fs/promises';
import { ConfigError, type Config } from '../config';
import type { SourceSettings } from '../sources/settings';

/** @throws ConfigError when a file of SQL cannot be read */
export async function readSources({ source, calendar }: Config): Promise<SourceSettings> {
  const { database, missing } = source;
  const rest = { missing, ...(calendar ? { calendar } : {}) };
  if (!database) return rest;
  const sql = await readSql('SOURCE_SQL', database.sqlFile);
  return {
    ...rest,
    database: {
      url: database.url,
      sql,
      ...(database.writeBackSqlFile === undefined
        ? {}
        : { writeBackSql: await readSql('SOURCE_WRITE_BACK_SQL', database.writeBackSqlFile) }),
    },
  };
}

async function readSql(setting: string, file: string): Promise<string> {
  try {
    // A semicolon at the end is usual in files, and one too many for a cursor.
    return (await readFile(file, 'utf8')).trim().replace(/;$/, '');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new ConfigError(
      `${setting} names ${file}, which cannot be read (${why}); example: ${setting}=examples/clinic/${setting === 'SOURCE_SQL' ? 'source' : 'write-back'}.sql`,
    );
  }
}
