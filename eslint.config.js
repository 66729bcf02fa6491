// The arrows between the rooms, and the habits, that a reader may rely on.
const { builtinModules } = require('node:module');
const reactHooks = require('eslint-plugin-react-hooks');
const tseslint = require('typescript-eslint');

/** Which rooms each room may import; all others are out of bounds. */
const arrows = {
  domain: [],
  db: ['domain'],
  messages: ['domain'],
  telephony: ['domain', 'messages'],
  // What registering and changing an appointment means, whoever asks for it: the API, a file, another database.
  intake: ['domain', 'db'],
  // What knows other systems: the office's database, its calendar.
  sources: ['domain', 'intake'],
  // What knows tables in files, as spreadsheets write and read them.
  files: ['domain', 'intake'],
  activities: ['domain', 'db', 'intake', 'sources', 'files', 'telephony', 'messages'],
  workflows: ['domain'],
  delivery: ['domain', 'db', 'workflows'],
  api: ['domain', 'db', 'intake', 'files', 'telephony', 'messages', 'delivery', 'workflows', 'config'],
  worker: [
    'domain',
    'db',
    'intake',
    'sources',
    'telephony',
    'messages',
    'delivery',
    'workflows',
    'activities',
    'config',
  ],
  cli: ['config', 'domain', 'messages', 'db', 'telephony', 'api'],
  simulator: [],
  web: ['domain'],
  // A package for programs elsewhere: it speaks HTTP only.
  client: [],
  config: ['domain'],
};
const rooms = [...Object.keys(arrows), 'scripts', 'test', 'bench'];
/** For the sake of types alone: a workflow knows the shape of its activities, a page that of the API's answers. */
const typesOnly = { workflows: ['activities'], web: ['api', 'intake'] };
/** Where a program starts, it reads its settings. */
const entrances = ['db/main.ts'];

const nodeBuiltins = [...builtinModules, ...builtinModules.map((name) => `node:${name}`)];

function within(room, { allow = [] } = {}) {
  const allowed = [room, ...arrows[room], ...allow];
  const group = (names) => `^(\\.\\./)+(${names.join('|')})(/|$)`;
  const types = typesOnly[room] ?? [];
  const patterns = [
    {
      regex: group(rooms.filter((name) => !allowed.includes(name) && !types.includes(name))),
      message: `${room}/ may import only: ${arrows[room].join(', ') || 'nothing of ours'}.`,
    },
  ];
  if (types.length > 0)
    patterns.push({
      regex: group(types),
      allowTypeImports: true,
      message: 'Only its types may be imported.',
    });
  const pure = room === 'domain' || room === 'workflows';
  return {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns,
        ...(pure ? { paths: nodeBuiltins.map((name) => ({ name, message: `${room}/ does no I/O.` })) } : {}),
      },
    ],
  };
}

const everything = ['**/*.ts', '**/*.tsx'];

module.exports = tseslint.config(
  // The types of client/ are made by `npm run client`.
  { ignores: ['**/dist/', 'node_modules/', '.slotkeeper/', 'client/openapi.ts'] },
  ...tseslint.configs.strictTypeChecked.map((config) => ({ ...config, files: everything })),
  {
    files: everything,
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: 'Only config.ts reads the environment.' },
      ],
    },
  },
  ...Object.keys(arrows).map((room) => ({
    files: [`${room}/**/*.ts`, `${room}/**/*.tsx`],
    rules: within(room),
  })),
  { files: ['web/**/*.tsx', 'web/**/*.ts'], ...reactHooks.configs.flat['recommended-latest'] },
  { files: entrances, rules: within('db', { allow: ['config'] }) },
  {
    files: ['config.ts', 'client/example.ts', 'test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-restricted-properties': 'off' },
  },
  {
    files: ['domain/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', { name: 'fetch', message: 'domain/ does no I/O.' }],
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.object.name='Date'][callee.property.name='now'], NewExpression[callee.name='Date'][arguments.length=0], MemberExpression[property.name='Now'][object.name='Temporal']",
          message: 'domain/ has no clock: take nowMs as a parameter.',
        },
      ],
    },
  },
);
