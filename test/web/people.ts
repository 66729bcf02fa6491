/** Staff with passwords, for the pages where one is typed. */
import type { Pool } from 'pg';
import { hashPassword } from '../../api/passwords';
import { transaction } from '../../db/pool';
import { changeUser, ensureUser } from '../../db/users';
import type { Role } from '../../domain/roles';

export const password = 'correct horse battery';

/** One that is there already gets this password, and no lock. */
export async function withPassword(pool: Pool, name: string, role: Role) {
  const user = await ensureUser(pool, name, role);
  const passwordHash = await hashPassword(password);
  return transaction(pool, (tx) => changeUser(tx, user.id, { passwordHash, disabled: false }));
}
