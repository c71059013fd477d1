// Lint rules: typescript-eslint's strictest set with type information, and the arrows between the
// rooms of www/.
import js from '@eslint/js';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

/**
 * Rules of a room that may import nothing but types from the others.
 *
 * @param {...string} group patterns of the modules that are closed to it
 * @returns {import('@eslint/core').RulesConfig} the rules
 */
const closedTo = (...group) => restricted(group, true);

/**
 * @param {string[]} group patterns of modules
 * @param {boolean} allowTypeImports whether their types may be imported
 * @returns {import('@eslint/core').RulesConfig} the rules
 */
function restricted(group, allowTypeImports) {
  const message = 'Arrows run page → lib → engine → objects → heap → common.';
  return {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      { patterns: [{ group, allowTypeImports, message }] },
    ],
  };
}

export default defineConfig(
  globalIgnores([
    'node_modules',
    'pkg',
    'target',
    'test-results',
    'www/dist',
    '.tools',
    // Pages of others, with types of their own.
    'tests/consumers/try.*',
    'tests/consumers/*/**',
  ]),
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true } },
    rules: {
      eqeqeq: 'error',
      // Prettier lays out code, not comments.
      'max-len': [
        'error',
        { code: 1000, comments: 100, ignorePattern: 'eslint-disable', ignoreUrls: true },
      ],
      'no-undef': 'off', // The compiler knows each world's globals better.
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // Declaration merging adds the members of another type.
      '@typescript-eslint/no-empty-object-type': [
        'error',
        { allowInterfaces: 'with-single-extends' },
      ],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
    },
  },
  { files: ['www/**/*.ts'], rules: { 'no-console': 'error' } },
  {
    files: ['www/page/**/*.ts'],
    rules: closedTo('**/engine/**', '**/compute/**', '**/process/**', '**/wasm/**', '**/pkg/**'),
  },
  {
    // Vite takes the handlers into its own call, where they do not hear of a missing stylesheet.
    files: ['www/{page,lib}/**/*.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector:
            "CallExpression[callee.property.name='then'][callee.object.type='ImportExpression']",
          message: 'Await it, or use `couldLoad`.',
        },
      ],
    },
  },
  {
    // Else a trap would be told as the failure to free what has trapped.
    files: ['www/{wasm,engine,compute,process}/**/*.ts'],
    ignores: ['www/wasm/release.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "CallExpression[callee.property.name='free'][arguments.length=0]",
          message: 'Use `release`.',
        },
      ],
    },
  },
  {
    // A chart is a pure function of its data.
    files: ['www/page/charts/**/*.ts'],
    rules: closedTo(
      '**/lib/**',
      '**/engine/**',
      '**/compute/**',
      '**/process/**',
      '**/wasm/**',
      '**/pkg/**',
    ),
  },
  {
    // The window never loads the shared module.
    files: ['www/lib/**/*.ts'],
    rules: closedTo('**/page/**', '**/wasm/**', '**/pkg/**'),
  },
  // From the bottom up: no room names one above it, not even its types.
  ...[
    ['common'],
    ['heap'],
    ['objects'],
    ['wasm', 'engine', 'compute', 'process', 'python', 'offline'],
  ].map((rooms, index, levels) => ({
    files: rooms.map((room) => `www/${room}/**/*.ts`),
    rules: restricted(
      [...levels.slice(index + 1).flat(), 'lib', 'embed', 'page'].map((room) => `**/${room}/**`),
      false,
    ),
  })),
  {
    // A program without types cannot say what a queue contains.
    files: ['www/page/demos/*/*.js'],
    rules: { '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    // Playwright's fixtures are named by destructuring, even where there are none.
    files: ['tests/e2e/**/*.ts', 'tests/consumers/*.ts'],
    rules: { 'no-empty-pattern': 'off' },
  },
);
