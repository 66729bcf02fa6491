/** What somebody may do: look at everything; do what the front desk does; manage users and keys as well. */
export const roles = ['look', 'desk', 'admin'] as const;
export type Role = (typeof roles)[number];

/** Each role includes those before it. */
export function mayActAs(held: Role, needed: Role): boolean {
  return roles.indexOf(held) >= roles.indexOf(needed);
}
