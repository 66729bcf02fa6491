import { z } from 'zod';
import { roles } from '../../domain/roles';
import { line, utc } from './fields';

export const role = z
  .enum(roles, { error: `must be one of ${roles.join(', ')}` })
  .meta({ id: 'Role', description: 'Each may do what those before it may.' });

const name = line(60)
  .transform((text) => text.normalize('NFC'))
  .meta({ description: 'Shown on timelines; capitals make no difference.', example: 'Ana' });

/** Long enough for any password manager, short enough to hash. */
const maxPassword = 200;
const minPassword = 12;

/** What is typed to sign in; it may be older than today's rule. */
const password = z
  .string({ error: (issue) => (issue.input === undefined ? 'is missing' : 'must be a text') })
  .min(1, 'must not be empty')
  .max(maxPassword, `must have at most ${maxPassword} characters`);

const newPassword = password
  .refine(
    (text) => Array.from(text).length >= minPassword,
    `must have ${minPassword} characters or more; several words do well, and spaces count`,
  )
  .meta({ minLength: minPassword, description: 'Length is all that counts (NIST SP 800-63B).' });

export const signIn = z
  .union([z.strictObject({ user: line(60), password }), z.strictObject({ apiKey: password })], {
    error: 'must have user and password, or apiKey alone',
  })
  .meta({ id: 'SignIn' });

export const session = z
  .strictObject({
    user: z.strictObject({
      id: z.int().nullable().meta({ description: "The user's; null when signed in by an API key." }),
      name: z.string(),
      role,
    }),
    office: z.strictObject({ name: z.string(), phone: z.string(), timeZone: z.string() }),
    locales: z.array(z.string()).meta({ description: 'Languages that there are texts for.' }),
    defaultCountry: z.string(),
    testClientPhone: z.string().nullable(),
    phonesUrl: z
      .string()
      .nullable()
      .meta({ description: "The simulator's phones; null where real ones ring." }),
    workflowsUrl: z.string().nullable(),
    callsPerSecond: z.number(),
    version: z.string(),
  })
  .meta({ id: 'Session' });

export const passwordChange = z
  .strictObject({ current: password, next: newPassword })
  .meta({ id: 'PasswordChange' });

export const user = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    role,
    hasPassword: z.boolean(),
    lockedUntil: utc.nullable().meta({ description: 'After wrong passwords; null when not locked.' }),
    disabledAt: utc.nullable(),
    createdAt: utc,
  })
  .meta({ id: 'User' });
export const users = z.strictObject({ data: z.array(user) }).meta({ id: 'Users' });
export const newUser = z
  .strictObject({ name, role, password: newPassword.optional() })
  .meta({ id: 'NewUser' });
export const userChange = z
  .strictObject({
    name: name.optional(),
    role: role.optional(),
    password: newPassword.optional(),
    disabled: z.boolean({ error: 'must be true or false' }).optional(),
  })
  .meta({ id: 'UserChange' });

export const apiKey = z
  .strictObject({
    id: z.int(),
    name: z.string(),
    role,
    createdAt: utc,
    createdBy: z.string().nullable().meta({ description: 'Null: it came from the settings.' }),
    lastUsedAt: z.iso.date().nullable().meta({ description: 'The day, UTC.' }),
    revokedAt: utc.nullable(),
  })
  .meta({ id: 'ApiKey' });
export const apiKeys = z.strictObject({ data: z.array(apiKey) }).meta({ id: 'ApiKeys' });
export const newApiKey = z.strictObject({ name, role }).meta({ id: 'NewApiKey' });
export const createdApiKey = apiKey
  .extend({ secret: z.string().meta({ description: 'The key itself; it cannot be read again.' }) })
  .meta({ id: 'CreatedApiKey' });
