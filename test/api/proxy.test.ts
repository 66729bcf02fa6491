/** Whose word for a visitor's address is taken. */
import { expect, it } from 'vitest';
import { password, signIn } from './signing-in';
import { startWorld } from './world';

it.each([
  ['this machine', {}, 401],
  ['nobody', { TRUSTED_PROXIES: '10.1.2.3' }, 429],
])('mistakes count by the address that %s tells', async (_, env, status) => {
  const world = await startWorld({ env });
  try {
    const from = (address: string) =>
      signIn(world, { user: 'nobody', password }, { 'x-forwarded-for': address });
    for (let n = 0; n < 20; n++) await from('203.0.113.7');
    expect((await from('203.0.113.7')).status).toBe(429);
    expect((await from('203.0.113.8')).status).toBe(status);
  } finally {
    await world.close();
  }
});
