// The arrows between the rooms, and the habits, that a reader may rely on.
const boundaries = require('eslint-plugin-boundaries');
const tseslint = require('typescript-eslint');
module.exports = tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.slotkeeper/'] },
  ...tseslint.configs.strictTypeChecked.map((c) => ({ ...c, files: ['**/*.ts'] })),
  {
    files: ['**/*.ts'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
);
